//! Mails.
#![no_main]

speur_fuzz::documents!("eml");
