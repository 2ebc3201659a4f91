//! Documents under a password that Office tries itself.
#![no_main]

speur_fuzz::documents!("encrypted-office");
