//! A member that must be sought: held in memory, beyond that in a file that exists in memory only, never on disk.

use std::io::{Cursor, ErrorKind, Read};
use std::panic::{RefUnwindSafe, UnwindSafe};

use super::{Error, Input, Reason};

/// Bytes that belong to whoever holds them: some libraries will have nothing less.
pub(super) trait Held: Input + Send + Sync + UnwindSafe + RefUnwindSafe {}
impl<T: Input + Send + Sync + UnwindSafe + RefUnwindSafe> Held for T {}

/// So much is held in the worker's own memory.
const IN_MEMORY: u64 = 128 << 20;

/// Ends where what it reads is damaged, and keeps why: what came before can be read like a file that is cut.
pub(super) struct AsFarAsWhole<R> {
    inner: R,
    pub(super) broken_off: Option<Error>,
}

impl<R: Read> AsFarAsWhole<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            broken_off: None,
        }
    }
}

impl<R: Read> Read for AsFarAsWhole<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.broken_off.is_some() {
            return Ok(0);
        }
        match self.inner.read(buf) {
            // To be tried again.
            Err(err) if err.kind() == ErrorKind::Interrupted => Err(err),
            Err(err) => match Error::from(err) {
                err if err.reason == Reason::Damaged => {
                    self.broken_off = Some(err);
                    Ok(0)
                }
                err => Err(std::io::Error::other(err)),
            },
            read => read,
        }
    }
}

/// Fails once, with what went wrong behind the head of a member: what came before it is read all the same.
pub(super) struct Failing(pub(super) Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Bytes, and at their end what is wrong with them.
pub(super) fn damaged(bytes: &[u8], damage: Option<Error>) -> impl Read {
    bytes.chain(Failing(damage.map(std::io::Error::other)))
}

/// All of `bytes`, up to `most`, made seekable.
pub(super) fn hold(bytes: &mut dyn Read, most: u64) -> Result<Box<dyn Held>, Error> {
    hold_beyond(IN_MEMORY, bytes, most)
}

fn hold_beyond(in_memory: u64, bytes: &mut dyn Read, most: u64) -> Result<Box<dyn Held>, Error> {
    let mut whole = Vec::new();
    bytes.take(in_memory.min(most)).read_to_end(&mut whole)?;
    let mut next = [0; 1];
    if bytes.read(&mut next)? == 0 {
        return Ok(Box::new(Cursor::new(whole)));
    }
    if whole.len() as u64 >= most {
        return Err(Error::new(
            Reason::LimitOutput,
            format!("more than {} MB inflated", most >> 20),
        ));
    }
    spill(whole, &mut next.chain(bytes), most)
}

#[cfg(target_os = "linux")]
fn spill(whole: Vec<u8>, rest: &mut dyn Read, most: u64) -> Result<Box<dyn Held>, Error> {
    use std::io::{Seek, Write};

    let memory = rustix::fs::memfd_create("member", rustix::fs::MemfdFlags::CLOEXEC).map_err(std::io::Error::from)?;
    let mut file = std::fs::File::from(memory);
    let mut len = whole.len() as u64;
    file.write_all(&whole)?;
    drop(whole);
    len += std::io::copy(&mut rest.take(most.saturating_sub(len) + 1), &mut file)?;
    if len > most {
        return Err(Error::new(
            Reason::LimitOutput,
            format!("more than {} MB inflated", most >> 20),
        ));
    }
    file.rewind()?;
    Ok(Box::new(file))
}

#[cfg(not(target_os = "linux"))]
fn spill(whole: Vec<u8>, _: &mut dyn Read, _: u64) -> Result<Box<dyn Held>, Error> {
    Err(Error::new(
        Reason::TooLarge,
        format!(
            "a member of more than {} MB that must be held in memory",
            whole.len() >> 20
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(in_memory: u64, most: u64) -> Result<Vec<u8>, Reason> {
        let mut bytes = &b"een lid dat niet in het geheugen past"[..];
        let mut input = hold_beyond(in_memory, &mut bytes, most).map_err(|err| err.reason)?;
        let mut all = Vec::new();
        input.read_to_end(&mut all).unwrap();
        Ok(all)
    }

    #[test]
    fn a_member_is_held_whole_up_to_the_limit() {
        assert_eq!(held(100, 100).unwrap().len(), 37);
        assert_eq!(held(37, 37).unwrap().len(), 37);
        assert_eq!(held(100, 36), Err(Reason::LimitOutput));
        assert_eq!(held(36, 36), Err(Reason::LimitOutput));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_large_member_is_held_in_a_file_in_memory() {
        assert_eq!(held(8, 100).unwrap(), b"een lid dat niet in het geheugen past");
        assert_eq!(held(8, 37).unwrap().len(), 37);
        assert_eq!(held(8, 36), Err(Reason::LimitOutput));
    }
}
