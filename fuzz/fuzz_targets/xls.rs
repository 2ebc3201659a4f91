//! Excel's older sheets.
#![no_main]

speur_fuzz::documents!("xls");
