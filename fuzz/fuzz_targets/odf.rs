//! OpenDocument charts, formulas, pictures and databases.
#![no_main]

speur_fuzz::documents!("odf");
