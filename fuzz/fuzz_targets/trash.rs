//! What Windows and Office leave.
#![no_main]

speur_fuzz::documents!("recycled", "office-lock");
