//! Rich text.
#![no_main]

speur_fuzz::documents!("rtf");
