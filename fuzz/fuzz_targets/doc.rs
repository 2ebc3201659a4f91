//! Word's older documents.
#![no_main]

speur_fuzz::documents!("doc");
