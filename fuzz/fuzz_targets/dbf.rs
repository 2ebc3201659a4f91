//! dBASE tables and their memos.
#![no_main]

speur_fuzz::documents!("dbf", "dbf-memo");
