//! Outlook items.
#![no_main]

speur_fuzz::documents!("msg");
