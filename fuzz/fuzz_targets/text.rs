//! Text without a structure.
#![no_main]

speur_fuzz::documents!("text");
