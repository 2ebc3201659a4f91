//! What a worker may use, over its life; what one document may cost is `extract::Limits`.

/// Address space of a worker process, in bytes.
pub(super) const ADDRESS_SPACE: u64 = 512 << 20;
/// Deep nesting must end in an error of the extractor, not in an overflow.
pub(super) const STACK: usize = 16 << 20;
/// A worker needs its channel, its errors, one file with a companion, and a few members held in memory files.
#[cfg(unix)]
pub(super) const OPEN_FILES: u64 = 64;
/// After so many files a worker makes room for a fresh one: what libraries leak does not add up.
pub(super) const FILES: u32 = 10_000;
/// Resident memory above which it does so at once.
pub(super) const RESIDENT: u64 = 300 << 20;
/// How often the resident memory is looked at, in files; and after every file of `LARGE` bytes or more.
pub(super) const RESIDENT_EVERY: u32 = 64;
pub(super) const LARGE: u64 = 4 << 20;
