//! dBASE tables.
#![no_main]

speur_fuzz::documents!("dbf");
