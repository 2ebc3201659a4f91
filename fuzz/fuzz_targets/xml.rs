//! XML.
#![no_main]

speur_fuzz::documents!("xml");
