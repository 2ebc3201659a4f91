//! Mail stores of Outlook.
#![no_main]

speur_fuzz::documents!("pst");
