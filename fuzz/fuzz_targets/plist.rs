//! Property lists.
#![no_main]

speur_fuzz::documents!("plist");
