//! JSON.
#![no_main]

speur_fuzz::documents!("json");
