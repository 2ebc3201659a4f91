//! Word 2003 XML and flat docx.
#![no_main]

speur_fuzz::documents!("wordml");
