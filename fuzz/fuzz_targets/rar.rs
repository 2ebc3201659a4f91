//! RAR archives.
#![no_main]

speur_fuzz::documents!("rar");
