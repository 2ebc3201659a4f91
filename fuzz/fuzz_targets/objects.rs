//! Compound files of no program that is known, with what was packed into them.
#![no_main]

speur_fuzz::documents!("compound-file");
