//! Excel sheets.
#![no_main]

speur_fuzz::documents!("xlsx");
