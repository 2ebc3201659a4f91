//! Excel's binary sheets.
#![no_main]

speur_fuzz::documents!("xlsb");
