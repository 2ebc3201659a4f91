//! Visio drawings.
#![no_main]

speur_fuzz::documents!("vsdx");
