//! Tables of delimited text.
#![no_main]

speur_fuzz::documents!("csv");
