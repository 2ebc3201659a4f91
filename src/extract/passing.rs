//! Readers that note what passes through them.

use std::io::Read;

/// Hashes what is read.
pub(super) struct Hashing<'r> {
    pub inner: &'r mut dyn Read,
    pub hasher: Option<blake3::Hasher>,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&buf[..n]);
        }
        Ok(n)
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    pub inner: R,
    pub n: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.n += n as u64;
        Ok(n)
    }
}
