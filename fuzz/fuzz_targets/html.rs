//! Web pages.
#![no_main]

speur_fuzz::documents!("html");
