//! OpenDocument texts.
#![no_main]

speur_fuzz::documents!("odt");
