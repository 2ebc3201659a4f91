//! Statements of account.
#![no_main]

speur_fuzz::documents!("coda");
