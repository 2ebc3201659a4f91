//! Reports that only the data protection officer can read: age files (age-encryption.org/v1) for X25519 keys.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, Write};
use std::path::Path;

pub use age::x25519::Recipient;

use super::Sink;
use crate::given;
use crate::language::told;

/// How a binary and an armoured age file begin.
const BEGINNINGS: [&[u8]; 2] = [b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----"];
/// A file of keys, with its comments.
const LONGEST: u64 = 1 << 20;

/// What is written to it reaches `out` encrypted.
struct Sealed(age::stream::StreamWriter<Box<dyn Sink>>);

pub(super) fn seal(out: Box<dyn Sink>, recipients: &[Recipient]) -> io::Result<Box<dyn Sink>> {
    let recipients = recipients.iter().map(|recipient| recipient as &dyn age::Recipient);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(io::Error::other)?;
    Ok(Box::new(Sealed(encryptor.wrap_output(out)?)))
}

impl Write for Sealed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Sink for Sealed {
    /// The last piece is marked as the last, so that a file that was cut short cannot pass for a whole one.
    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.finish()?.finish()
    }
}

/// The secret keys of the one who reads reports. No `Debug`, no `Display`.
#[derive(Default)]
pub struct Identities(Vec<age::x25519::Identity>);

/// Why an encrypted report cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// No key was given.
    NoKey,
    /// None of the keys opens it.
    OtherKey,
    /// It was altered or cut short.
    NotAuthentic,
}

impl Identities {
    /// From files as `age-keygen` writes them. An error never repeats a line.
    pub fn read(paths: &[impl AsRef<Path>]) -> anyhow::Result<Self> {
        let mut keys = Vec::new();
        for path in paths {
            let path = path.as_ref();
            let wrong = |what: &str| anyhow::anyhow!(crate::language::of(path, what));
            let file = given::open_plain(path).map_err(|err| wrong(&crate::language::io(&err)))?;
            let before = keys.len();
            for (number, line) in (1..).zip(BufReader::new(file.take(LONGEST)).lines()) {
                let line = line.map_err(|_| wrong(&told!("identity-not-keys")))?;
                let line = line.trim();
                if !line.is_empty() && !line.starts_with('#') {
                    let key = line.parse();
                    keys.push(key.map_err(|_| wrong(&told!("identity-line", number = number)))?);
                }
            }
            if keys.len() == before {
                return Err(wrong(&told!("identity-empty")));
            }
        }
        Ok(Self(keys))
    }

    /// The content of an encrypted report, which can be read from any place on.
    pub fn open(&self, file: File) -> Result<age::stream::StreamReader<Armored>, Closed> {
        if self.0.is_empty() {
            return Err(Closed::NoKey);
        }
        let decryptor = age::Decryptor::new_buffered(age::armor::ArmoredReader::new(file));
        let keys = self.0.iter().map(|key| key as &dyn age::Identity);
        let opened = decryptor.map_err(|_| Closed::NotAuthentic)?.decrypt(keys);
        opened.map_err(|err| match err {
            age::DecryptError::NoMatchingKeys => Closed::OtherKey,
            _ => Closed::NotAuthentic,
        })
    }
}

type Armored = age::armor::ArmoredReader<BufReader<File>>;

/// By what it holds or how it is called: one whose beginning was altered is an altered report, not another file.
pub fn is_sealed(path: &Path, file: &mut File) -> io::Result<bool> {
    let mut begins = Vec::new();
    file.take(64).read_to_end(&mut begins)?;
    file.rewind()?;
    Ok(named_so(path) || BEGINNINGS.iter().any(|beginning| begins.starts_with(beginning)))
}

/// `report.jsonl.age`.
pub fn named_so(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("age"))
}

/// An error of a reader of an encrypted report that says the same as [`Closed::NotAuthentic`].
pub fn is_tampering(err: &io::Error) -> bool {
    matches!(err.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}
