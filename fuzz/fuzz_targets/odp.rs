//! OpenDocument slides.
#![no_main]

speur_fuzz::documents!("odp");
