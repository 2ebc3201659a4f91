//! Zip archives.
#![no_main]

speur_fuzz::documents!("zip");
