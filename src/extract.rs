//! From bytes to text: identifies a document by its content and walks it into a [`Sink`].
//!
//! Formats are a table of statics, one file each. An extractor gets bytes and limits, never a path.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::io::{Read, Seek};

use serde::{Deserialize, Serialize};

mod access;
mod aligned;
mod around;
mod behind;
mod bytes;
mod coda;
mod codepage;
mod csv;
mod dbf;
mod doc;
mod document;
mod docx;
mod embedded;
mod eml;
mod encoding;
mod entity;
mod epub;
mod escaped;
mod fragment;
mod gaps;
mod held;
mod holes;
mod html;
mod iwork;
mod json;
mod known;
mod lines;
mod lnk;
mod mbox;
mod metafile;
mod msg;
mod named;
mod odf;
mod odg;
mod odp;
mod ods;
mod odt;
mod office;
mod p7m;
mod packed;
mod passing;
mod pdf;
mod pen;
mod pictures;
mod plist;
mod ppt;
mod pptx;
mod program;
mod pst;
mod rar;
mod ratio;
mod rows;
mod rtf;
mod salvage;
mod sevenz;
mod shifted;
mod sink;
mod spreadsheetml;
mod sqlite;
mod tar;
#[cfg(test)]
mod tests;
mod text;
mod tnef;
mod transfer;
mod trash;
mod unpacking;
mod vsdx;
mod wordml;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xps;
mod zip;

pub use document::read;
pub(crate) use pictures::RECOGNISING;
pub use sink::{End, MARGIN, Reader, Recognise, Shared, Sink, WINDOW};

/// Bytes that can be sought: an opened file, or a member held in memory.
pub trait Input: Read + Seek {}
impl<T: Read + Seek> Input for T {}

/// How a format is read.
pub enum Extract {
    /// Front to back, in constant memory; such a member of a container is never buffered.
    Stream(fn(&mut dyn Read, &mut Sink<'_>) -> Result<(), Error>),
    /// With seeks.
    Seek(fn(&mut dyn Input, &mut Sink<'_>) -> Result<(), Error>),
    /// Content shows that it holds no text (programs, fonts, audio, video): counted, not read.
    NoText,
    /// Known by name, not read yet: `unsupported` in the coverage.
    Unsupported,
}

/// One document format.
pub struct Format {
    /// As it stands in every record: `docx`, `csv`, `zip`.
    pub name: &'static str,
    /// Lower case, without dot. They only help where the content leaves a doubt.
    pub extensions: &'static [&'static str],
    pub recognise: fn(&Head<'_>) -> bool,
    pub extract: Extract,
}

impl Format {
    fn is_unknown(&self) -> bool {
        self.name == UNKNOWN.name
    }
}

/// What identification looks at.
pub struct Head<'a> {
    /// The first bytes, up to [`HEAD_LEN`].
    pub bytes: &'a [u8],
    /// The file's extension, lower case, or "".
    pub extension: &'a str,
    /// Names of the members, when the bytes are a zip, or of the root streams, when they are a compound file, whose
    /// directory could be read.
    pub members: &'a [String],
    sample: OnceCell<Option<Cow<'a, str>>>,
}

impl<'a> Head<'a> {
    pub fn new(bytes: &'a [u8], extension: &'a str, members: &'a [String]) -> Self {
        Self {
            bytes,
            extension,
            members,
            sample: OnceCell::new(),
        }
    }

    /// The beginning as text, decoded once for all formats that look at it; none for binary data.
    pub fn sample(&self) -> Option<&str> {
        self.sample.get_or_init(|| encoding::sample(self.bytes)).as_deref()
    }
}

pub const HEAD_LEN: usize = 64 * 1024;

/// Why a document was not, or not wholly, read. The tokens of the coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Encrypted,
    Damaged,
    Unsupported,
    TooLarge,
    LimitTime,
    LimitMemory,
    LimitOutput,
    LimitDepth,
    LimitEntries,
    Crashed,
    Locked,
    Permission,
    Vanished,
    Changed,
    OnlineOnly,
    SpecialFile,
    IoError,
    NeedsOcr,
    Excluded,
}

/// As records name it.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Why an extractor stopped. `detail` is our own wording, never text of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub reason: Reason,
    pub detail: String,
}

impl Error {
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }

    pub fn damaged(detail: impl Into<String>) -> Self {
        Self::new(Reason::Damaged, detail)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason, self.detail)
    }
}

impl std::error::Error for Error {}

/// Only the kind of an i/o error is told: its text may hold a name of the scanned system. An error of our own that came
/// through a reader is itself again.
impl From<std::io::Error> for Error {
    fn from(err: std::io::Error) -> Self {
        if let Some(own) = err.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return own.clone();
        }
        match err.kind() {
            std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::InvalidData => {
                Self::damaged(err.kind().to_string())
            }
            // What a library says of a way of packing; no read of a file ends so.
            std::io::ErrorKind::Unsupported => {
                Self::new(Reason::Unsupported, "a method of packing that is not read yet")
            }
            _ => Self::new(Reason::IoError, crate::language::io_words(&err)),
        }
    }
}

/// What one document may cost (docs/reliability.md, limits of a document). Per document or member, except `depth` and
/// `members`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Bytes out of decompressors. Plain text streams have no output limit.
    pub inflated: u64,
    /// Highest inflated/compressed ratio, looked at after `ratio_after` bytes.
    pub ratio: u64,
    pub ratio_after: u64,
    /// Documents inside documents.
    pub depth: u8,
    /// Members of one file, those of all levels together.
    pub members: u32,
    /// Seconds of CPU.
    pub cpu_seconds: u32,
    /// Seconds without progress.
    pub silent_seconds: u32,
    /// Seconds altogether, of one document: a container's members have their own.
    pub total_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            inflated: 256 << 20,
            ratio: 200,
            ratio_after: 8 << 20,
            depth: 8,
            members: 100_000,
            cpu_seconds: 30,
            silent_seconds: 120,
            total_seconds: 600,
        }
    }
}

/// Every format that is read, the most telling first: the first that recognises a document reads it.
pub static FORMATS: &[&Format] = &[
    #[cfg(feature = "test-hooks")]
    &crate::worker::TEST_BOX,
    // Formats with a magic number, and documents that are zip archives or compound files inside.
    &doc::FORMAT,
    &docx::FORMAT,
    &ppt::FORMAT,
    &pptx::FORMAT,
    &msg::FORMAT,
    &xlsb::FORMAT,
    &xlsx::FORMAT,
    &xls::FORMAT,
    &odt::FORMAT,
    &ods::FORMAT,
    &odp::FORMAT,
    &odg::FORMAT,
    &odf::FORMAT,
    &epub::FORMAT,
    &vsdx::FORMAT,
    &xps::FORMAT,
    &iwork::PAGES,
    &iwork::NUMBERS,
    &iwork::KEYNOTE,
    // What is signed may be a PDF, which may stand behind other bytes.
    &p7m::FORMAT,
    &p7m::ENCRYPTED,
    // Some hold a PDF of what they draw.
    &metafile::EMF,
    &metafile::WMF,
    &pdf::FORMAT,
    &pdf::FDF,
    &rtf::FORMAT,
    &pst::FORMAT,
    &tnef::FORMAT,
    // Databases.
    &sqlite::FORMAT,
    &sqlite::LOG,
    &dbf::FORMAT,
    &dbf::MEMO,
    &access::MDB,
    &access::ACCDB,
    // What Windows and Office leave.
    &lnk::FORMAT,
    &trash::RECYCLED,
    &trash::LOCK,
    // Archives of any kind.
    &zip::FORMAT,
    &sevenz::FORMAT,
    &rar::FORMAT,
    &packed::GZ,
    &packed::BZ2,
    &packed::XZ,
    &packed::ZST,
    &packed::LZ,
    &packed::LZMA,
    &tar::FORMAT,
    &known::COMPOUND,
    // Text with a structure of its own, then any text.
    &mbox::FORMAT,
    &eml::FORMAT,
    &lines::VCF,
    &lines::ICS,
    &lines::LDIF,
    &coda::FORMAT,
    &plist::FORMAT,
    &wordml::FORMAT,
    &spreadsheetml::FORMAT,
    &html::FORMAT,
    &xml::FORMAT,
    &json::FORMAT,
    &csv::FORMAT,
    &text::FORMAT,
];

/// Not recognised by any format.
static UNKNOWN: Format = Format {
    name: "unknown",
    extensions: &[],
    recognise: |_| false,
    extract: Extract::Unsupported,
};

/// The format of a document by its content; the extension of `name` only helps where the content leaves a doubt.
/// `members` are those that `members()` tells of when the document can be sought: they tell docx from xlsx.
pub fn identify(head: &[u8], name: &str, members: &[String]) -> &'static Format {
    let extension = extension(name);
    let head = Head::new(head, &extension, members);
    known::NAMED
        .iter()
        .chain(FORMATS.iter().copied())
        .find(|format| (format.recognise)(&head))
        .or_else(|| holes::format(&head))
        .unwrap_or(&UNKNOWN)
}

/// A name's extension, in lower case, without dot. Of one of several files of an archive, that of the archive stands before
/// its number ("7z.002").
fn extension(name: &str) -> String {
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return String::new();
    };
    let is_number = extension.len() == 3 && extension.bytes().all(|byte| byte.is_ascii_digit());
    let kind = stem.rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase());
    match kind.filter(|kind| is_number && ["7z", "zip"].contains(&kind.as_str())) {
        Some(kind) => format!("{kind}.{extension}"),
        None => extension.to_ascii_lowercase(),
    }
}

/// Names of a container's members, for [`identify`]. An error says that it has a directory which cannot be read.
fn members(head: &[u8], input: &mut dyn Input) -> Result<Vec<String>, Error> {
    match head {
        _ if head.starts_with(b"PK") => zip::names(head, input),
        _ if head.starts_with(known::COMPOUND_FILE) => Ok(known::root_streams(input)),
        _ => Ok(Vec::new()),
    }
}
