//! Signed and encrypted mails.
#![no_main]

speur_fuzz::documents!("p7m", "p7m-encrypted");
