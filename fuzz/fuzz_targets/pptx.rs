//! PowerPoint slides.
#![no_main]

speur_fuzz::documents!("pptx");
