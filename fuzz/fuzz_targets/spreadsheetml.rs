//! XML Spreadsheet 2003.
#![no_main]

speur_fuzz::documents!("spreadsheetml");
