//! Drawings as lists of commands.
#![no_main]

speur_fuzz::documents!("emf", "wmf");
