//! Cards, calendars and directory entries.
#![no_main]

speur_fuzz::documents!("vcf", "ics", "ldif");
