//! Pictures and what they say of themselves.
#![no_main]

speur_fuzz::documents!("png", "jpeg", "gif", "bmp", "tiff", "webp", "heic");
