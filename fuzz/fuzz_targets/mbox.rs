//! Mailboxes.
#![no_main]

speur_fuzz::documents!("mbox");
