//! OpenDocument sheets.
#![no_main]

speur_fuzz::documents!("ods");
