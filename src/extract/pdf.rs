//! PDF: the text of the pages by our own content-stream walker over `lopdf`'s objects, then fields, notes, properties
//! and attachments.

use std::collections::{BTreeSet, HashSet};
use std::io::Read as _;

use lopdf::{Document, LoadOptions, ObjectId};

use super::pictures::CAPTION;
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;
use content::Walker;
use pages::Pages;
use revisions::Earlier;
use show::Page;
use source::Source;
use told::Told;

mod accents;
mod actions;
mod attachments;
mod cells;
mod cff;
mod charset;
mod cmap;
mod collection;
mod composite;
mod content;
mod crypt;
mod decode;
mod encoding;
mod extras;
mod fdf;
mod font;
mod form;
mod glyphs;
mod gray;
mod image;
mod joined;
mod layout;
mod lexer;
mod matrix;
mod mend;
mod outlines;
mod pages;
mod program;
mod reading;
mod replaced;
mod revisions;
mod rows;
mod sectors;
mod show;
mod source;
mod spacing;
mod spelled;
#[cfg(test)]
mod tests;
mod told;
mod truetype;
mod unlisted;
mod upright;
mod widths;
mod xml;

pub(super) use fdf::FORMAT as FDF;
pub(super) use matrix::Matrix;
pub(super) use widths::standard_width;

/// Object streams are decoded while the document is loaded, before our own budget holds.
const MAX_LOADED_STREAM: usize = 16 << 20;
const MISSING: &str = "objects of the document are missing";
/// The header may stand behind other bytes (PDF 32000-1, annex H.3.4.1).
const HEADER_WITHIN: usize = 1024;

pub(super) static FORMAT: Format = Format {
    name: "pdf",
    extensions: &["pdf"],
    recognise: |head: &Head<'_>| {
        // A file that lost its header is known by its ending and the keyword of its objects.
        let headless = head.extension == "pdf" && memchr::memmem::find(head.bytes, b" obj").is_some();
        (has_header(head.bytes) || headless) && !is_archive(head.bytes)
    },
    extract: Extract::Seek(extract),
};

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let Opened {
        document,
        moved,
        earlier,
        is_one_save,
        cut_off,
        joined,
    } = open(input, sink)?;
    sink.tick();
    let mut source = Source::new(&document);
    source.moved = moved;
    source.is_one_save = is_one_save;
    let tree = pages::list(&source);
    let mut outcome = read_pages(&source, &tree, sink)?;
    let damaged = cut_off || outcome.damaged;
    if damaged {
        sink.gap(Reason::Damaged, MISSING);
    }
    let values = form::values_of(&source, sink)?;
    form::tell(&values, sink);
    extras::outline(&source, sink);
    extras::alternatives(&source, outcome.unshown.iter().map(String::as_str), sink);
    outcome.tell(sink);
    unlisted::read(&source, &tree, &mut outcome.told, sink)?;
    let is_readable = sink.any_text();
    let damaged = damaged || source.misses_objects();
    actions::read(&source, sink)?;
    extras::properties(&source, sink)?;
    attachments::read(&source, sink)?;
    source.tell(sink);
    earlier.tell(&source, &values, sink)?;
    for other in joined {
        sink.member("joined", &mut other.as_slice())?;
    }
    // Properties and scripts alone are not the document.
    if damaged && !is_readable {
        return Err(Error::damaged(MISSING));
    }
    Ok(())
}

struct Opened {
    document: Document,
    /// Objects that are not where it says.
    moved: HashSet<ObjectId>,
    earlier: Earlier,
    is_one_save: bool,
    /// What was saved last is not all there.
    cut_off: bool,
    /// Other documents behind it.
    joined: Vec<Vec<u8>>,
}

fn open(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<Opened, Error> {
    // The parser copies the streams, so a file takes up twice its size.
    let room = sink.limits().inflated / 2;
    let mut bytes = Vec::new();
    if input.take(room + 1).read_to_end(&mut bytes)? as u64 > room {
        return Err(Error::new(Reason::TooLarge, format!("more than {} MB", room >> 20)));
    }
    let joined = joined::split(&mut bytes);
    let lost_sectors = sectors::are_lost(&bytes);
    if !has_header(&bytes) {
        put_header(&mut bytes);
    }
    let len = bytes.len();
    crypt::gather(&mut bytes);
    let is_rewritten = bytes.len() != len;
    let mut document = match load(&bytes) {
        Err(err) if err.reason == Reason::Encrypted && forget_encryption(&mut bytes) => {
            sink.gap(Reason::Encrypted, "attachments need a password");
            load(&bytes)?
        }
        result => result?,
    };
    let is_cut = document.xref_recovery.is_some() && !ends_well(&bytes) || goes_on(&bytes);
    let moved = mend::find_lost(&mut document, &bytes);
    let cut_off = is_cut || lost_sectors || mend::lost_in_streams(&document);
    if !moved.is_empty() {
        mend::place_filters(&mut document);
    }
    mend::find_ends(&mut document, &bytes);
    if is_rewritten {
        // Without what was put in, an earlier save cannot be read.
        bytes.clear();
    }
    let earlier = Earlier::find(bytes);
    Ok(Opened {
        is_one_save: !is_rewritten && earlier.is_none(&document),
        document,
        moved,
        earlier,
        cut_off,
        joined,
    })
}

/// The parser reads the offsets as counted from the header, and finds the objects itself where they are wrong: one that was
/// spoilt is written over.
fn put_header(bytes: &mut Vec<u8>) {
    const HEADER: [u8; 9] = *b"%PDF-1.4\n";
    let start = &bytes[..bytes.len().min(HEADER_WITHIN)];
    let number = memchr::memmem::find(start, b" obj").map(|at| start[..at].trim_ascii_end());
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
    let first = number.and_then(|before| before.iter().rposition(|byte| !is_part(byte)));
    let room = match first {
        // What stands before the first object.
        Some(last) if last + 1 >= HEADER.len() => HEADER.len(),
        _ => 0,
    };
    bytes.splice(..room, HEADER);
}

/// Archives may hold a document as it is, near their own beginning.
fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"Rar!") || bytes.get(257..262) == Some(b"ustar")
}

fn has_header(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(HEADER_WITHIN)];
    memchr::memmem::find(start, b"%PDF-").is_some()
}

fn load(bytes: &[u8]) -> Result<Document, Error> {
    let options = LoadOptions::with_max_decompressed_size(MAX_LOADED_STREAM);
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|err| match err {
        lopdf::Error::Decryption(_) | lopdf::Error::InvalidPassword | lopdf::Error::UnsupportedSecurityHandler(_) => {
            Error::new(Reason::Encrypted, "needs a password")
        }
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            let detail = format!("an object stream of more than {} MB", MAX_LOADED_STREAM >> 20);
            Error::new(Reason::LimitOutput, detail)
        }
        _ => Error::damaged("no readable document structure"),
    })?;
    if document.is_encrypted() {
        return Err(Error::new(Reason::Encrypted, "needs a password"));
    }
    mend::place_filters(&mut document);
    Ok(document)
}

/// Where only attachments are encrypted (`EFF`), the key of the trailer that leads to how is made an unknown one.
/// Whether that was so.
fn forget_encryption(bytes: &mut [u8]) -> bool {
    let holds = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    let names = |key: &[u8]| {
        let behind = memchr::memmem::find(bytes, key).map(|at| bytes[at + key.len()..].trim_ascii_start());
        behind.is_some_and(|behind| !behind.starts_with(b"/Identity"))
    };
    if !holds(b"/EFF") || names(b"/StmF") || names(b"/StrF") {
        return false;
    }
    let keys: Vec<usize> = memchr::memmem::find_iter(bytes, b"/Encrypt ").collect();
    for &at in &keys {
        bytes[at..at + 8].copy_from_slice(b"/Ignored");
    }
    !keys.is_empty()
}

/// Whether the end-of-file mark stands near the end.
fn ends_well(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(HEADER_WITHIN)..];
    memchr::memmem::find(tail, b"%%EOF").is_some()
}

/// Whether objects stand behind the last end-of-file mark: a later version of the document that was cut.
fn goes_on(bytes: &[u8]) -> bool {
    let behind = memchr::memmem::rfind(bytes, b"%%EOF").map_or(&b""[..], |at| &bytes[at..]);
    memchr::memmem::find(behind, b" obj").is_some()
}

/// What the pages came to.
#[derive(Default)]
struct Outcome {
    n_pages: u32,
    /// Pages that show pictures and no text.
    n_pictures: u32,
    /// Pages that show pictures and a caption, and bytes of text on all pages.
    n_captioned: u32,
    n_text: u64,
    /// Pages whose letters are drawn.
    n_drawn: u32,
    /// Pages whose text is shown in fonts that do not say which characters their glyphs are.
    n_undecoded: u32,
    /// Texts for what the pages show without letters.
    unshown: BTreeSet<String>,
    told: Told,
    damaged: bool,
}

impl Outcome {
    /// `is_read`: what its pictures show.
    fn count(&mut self, page: &Page, is_read: bool) {
        self.n_undecoded += u32::from(page.is_undecoded());
        self.n_pictures += u32::from(page.is_picture() && !is_read);
        self.n_captioned += u32::from(page.is_captioned() && !is_read);
        self.n_drawn += u32::from(page.is_drawn() && (is_read || !page.is_picture()));
        self.n_text += page.n_text;
    }

    fn tell(&self, sink: &mut Sink<'_>) {
        let all = self.n_pages;
        if self.n_pictures > 0 {
            sink.gap(
                Reason::NeedsOcr,
                format!("{} of {all} pages are pictures", self.n_pictures),
            );
        }
        if self.n_captioned > 0 && self.n_text < CAPTION * u64::from(self.n_captioned + self.n_pictures) {
            let detail = format!("pictures and hardly any text: {}", self.n_captioned);
            sink.gap(Reason::NeedsOcr, detail);
        }
        if self.n_drawn > 0 {
            let detail = format!("{} of {all} pages draw their letters", self.n_drawn);
            sink.gap(Reason::NeedsOcr, detail);
        }
        if self.n_undecoded > 0 {
            let detail = format!("{} of {all} pages use fonts without characters", self.n_undecoded);
            sink.gap(Reason::NeedsOcr, detail);
        }
        if self.n_pictures + self.n_drawn > 0 && !sink.any_text() {
            sink.set_unread();
        }
    }
}

fn read_pages<'d>(source: &Source<'d>, tree: &Pages<'d>, sink: &mut Sink<'_>) -> Result<Outcome, Error> {
    let mut outcome = Outcome {
        damaged: tree.damaged,
        ..Outcome::default()
    };
    let mut walker = Walker::new(source);
    for (number, page) in (1..).zip(&tree.pages) {
        outcome.n_pages = number;
        sink.mark(Unit::Page { page: number }, 0);
        let mut shown = Page::default();
        let content = pages::content(source, page.dict, sink)?;
        walker.number_marks_of(page.dict);
        let result = walker.page(&content, page.resources, &mut shown, sink);
        shown.hand_on(sink);
        result?;
        extras::annotations(source, page.dict, &mut walker, &mut shown, sink)?;
        let pictures = walker.take_pictures();
        let is_scan = shown.is_picture() || shown.is_captioned();
        let is_read = is_scan && image::read(source, &pictures, shown.is_cut_up(), sink)?;
        outcome.count(&shown, is_read);
        outcome.unshown.append(&mut shown.replaced.unshown);
        outcome.told.append(shown.told);
    }
    outcome.unshown.append(&mut walker.long_glyphs);
    outcome.unshown.extend(walker.spelled.rest());
    Ok(outcome)
}
