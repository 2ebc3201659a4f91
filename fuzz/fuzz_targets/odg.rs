//! OpenDocument drawings.
#![no_main]

speur_fuzz::documents!("odg");
