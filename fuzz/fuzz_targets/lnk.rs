//! Windows shortcuts.
#![no_main]

speur_fuzz::documents!("lnk");
