//! Packed streams.
#![no_main]

speur_fuzz::documents!("gz", "bz2", "xz", "zst", "lz", "lzma");
