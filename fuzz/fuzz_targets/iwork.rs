//! Apple's documents.
#![no_main]

speur_fuzz::documents!("pages", "numbers", "keynote");
