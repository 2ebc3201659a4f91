//! Access databases.
#![no_main]

speur_fuzz::documents!("mdb", "accdb");
