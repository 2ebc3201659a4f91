//! 7z archives.
#![no_main]

speur_fuzz::documents!("7z");
