//! Tape archives.
#![no_main]

speur_fuzz::documents!("tar");
