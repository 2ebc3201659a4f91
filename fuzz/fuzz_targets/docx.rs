//! Word documents.
#![no_main]

speur_fuzz::documents!("docx");
