//! XPS.
#![no_main]

speur_fuzz::documents!("xps");
