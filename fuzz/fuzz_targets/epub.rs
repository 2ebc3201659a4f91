//! Books.
#![no_main]

speur_fuzz::documents!("epub");
