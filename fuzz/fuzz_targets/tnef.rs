//! Outlook's winmail.dat.
#![no_main]

speur_fuzz::documents!("tnef");
