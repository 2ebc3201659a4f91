//! SQLite databases and their logs.
#![no_main]

speur_fuzz::documents!("sqlite", "sqlite-wal");
