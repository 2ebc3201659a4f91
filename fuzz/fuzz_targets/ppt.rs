//! PowerPoint's older slides.
#![no_main]

speur_fuzz::documents!("ppt");
