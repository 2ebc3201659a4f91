//! PDF.
#![no_main]

speur_fuzz::documents!("pdf", "fdf");
