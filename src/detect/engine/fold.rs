//! The folded view: lower case, no marks, plain apostrophes; every offset leads back to the text.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::masks::{self, LANES};

/// Stands for a character that is no letter, digit or ASCII character; no pattern holds it.
pub(super) const OTHER: char = '\u{1f}';
/// Zeros behind the folded text, so that a chunk and eight bytes more can be read at any place of it.
pub(super) const PADDING: usize = LANES + 8;
/// No character folds to more bytes than this (U+FDFA, the longest compatibility decomposition, has 33).
const MAX_CHAR: usize = 96;
/// Characters below are folded by table: Latin, Greek, Cyrillic and general punctuation.
const TABLED: u32 = 0x2100;

/// The folded form of one character, which may be empty or several letters.
pub(super) fn fold_char(c: char, out: &mut String) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' => out.push('\''),
        // "n° national", "nº de compte": the sign ends the word as a space does.
        '\u{b0}' | '\u{ba}' => out.push(' '),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        _ => decompose(c, out),
    }
}

fn decompose(c: char, out: &mut String) {
    let from = out.len();
    std::iter::once(c)
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_combining_mark(c))
        .for_each(|c| match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ if c.is_alphanumeric() => out.push(c),
            _ => out.push(OTHER),
        });
    // No word begins or ends inside a character ("℀", "½").
    let folded = &out[from..];
    if folded.len() > 1 && !folded.bytes().all(is_word) {
        out.truncate(from);
        out.push(OTHER);
    }
}

/// A text, folded.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut folded));
    folded
}

/// The bytes of words in the folded view: only letters and digits are left above ASCII.
pub(super) const LETTERS: masks::Class<2> = [(b'a', b'z'), (0x80, 0xff)];
pub(super) const DIGITS: masks::Class<1> = [(b'0', b'9')];

/// Whether a byte of the folded view belongs to a word.
#[inline(always)]
pub(super) fn is_word(byte: u8) -> bool {
    byte.wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10 || byte >= 0x80
}

/// Whether a byte of the folded view can stand between the words of one term.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'-' | b'_')
}

/// Whether the text ends within a word of the folded view.
pub(super) fn ends_in_word(text: &str) -> bool {
    let mut folded = String::new();
    for c in text.chars().rev() {
        fold_char(c, &mut folded);
        if let Some(&byte) = folded.as_bytes().last() {
            return is_word(byte);
        }
    }
    false
}

/// From the folded offset `folded` on, the text is `source` and what follows, byte for byte.
#[derive(Clone, Copy)]
struct Anchor {
    folded: u32,
    source: u32,
}

/// The folded view of a part of a text.
#[derive(Default)]
pub(super) struct Folded {
    /// The view, `len` bytes of it; room and old bytes behind.
    bytes: Vec<u8>,
    len: usize,
    /// Where lengths differ, in increasing order.
    anchors: Vec<Anchor>,
    scratch: String,
}

impl Folded {
    /// Begins a view of the text at `source`.
    pub(super) fn begin(&mut self, source: usize) {
        self.len = 0;
        self.anchors.clear();
        self.anchors.push(Anchor {
            folded: 0,
            source: super::offset(source),
        });
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Puts [`PADDING`] zeros behind the view, which ends here.
    pub(super) fn pad(&mut self) {
        self.room(PADDING);
        self.bytes[self.len..self.len + PADDING].fill(0);
    }

    pub(super) fn view(&self) -> &[u8] {
        &self.bytes[..self.len]
    }

    /// The view and the zeros behind it.
    pub(super) fn padded(&self) -> &[u8] {
        &self.bytes[..self.len + PADDING]
    }

    pub(super) fn origins(&self) -> Origins<'_> {
        Origins {
            anchors: &self.anchors,
            at: 0,
        }
    }

    /// Adds `text`, which follows what was added before.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(chunk) = rest.as_bytes().first_chunk::<LANES>() {
            let foreign = masks::mask(chunk, [(0x80, 0xff)]);
            if foreign == 0 {
                self.room(LANES);
                copy_lower(chunk, &mut self.bytes[self.len..]);
                self.len += LANES;
                rest = &rest[LANES..];
            } else {
                let taken = self.push_mixed(rest, chunk, foreign);
                rest = &rest[taken..];
            }
        }
        for c in rest.chars() {
            self.push_char(c);
        }
    }

    /// Adds a chunk that holds characters above ASCII, the last of them whole; says how many bytes that were.
    fn push_mixed(&mut self, text: &str, chunk: &masks::Chunk, mut foreign: u64) -> usize {
        let mut lower = [0; LANES + STEP];
        copy_lower(chunk, &mut lower);
        let mut taken = 0;
        while foreign != 0 {
            let at = foreign.trailing_zeros() as usize;
            self.push_lower(&lower[taken..], at - taken);
            let rest = &text[at..];
            let Some(c) = rest.chars().next() else { break };
            self.push_char(c);
            taken = at + c.len_utf8();
            if taken >= LANES {
                return taken;
            }
            foreign &= u64::MAX << taken;
        }
        self.push_lower(&lower[taken..], LANES - taken);
        LANES
    }

    /// Adds `len` of the bytes; in whole steps, as that needs no call to copy them.
    #[inline(always)]
    fn push_lower(&mut self, lower: &[u8], len: usize) {
        self.room(LANES + STEP);
        let from = lower.chunks_exact(STEP);
        let to = self.bytes[self.len..].chunks_exact_mut(STEP);
        for (to, from) in to.zip(from).take(len.div_ceil(STEP)) {
            to.copy_from_slice(from);
        }
        self.len += len;
    }

    fn push_char(&mut self, c: char) {
        self.room(MAX_CHAR);
        let to = &mut self.bytes[self.len..];
        let n_folded = match TABLE.get(c as usize) {
            Some(entry) if entry.len != SLOW => {
                to[..entry.bytes.len()].copy_from_slice(&entry.bytes);
                usize::from(entry.len)
            }
            _ => {
                self.scratch.clear();
                fold_char(c, &mut self.scratch);
                to[..self.scratch.len()].copy_from_slice(self.scratch.as_bytes());
                self.scratch.len()
            }
        };
        self.len += n_folded;
        if n_folded != c.len_utf8() {
            self.anchor(n_folded, c.len_utf8());
        }
    }

    /// Notes that the character just added has another length than its folded form.
    fn anchor(&mut self, n_folded: usize, n_source: usize) {
        let (begin, end) = (super::offset(self.len - n_folded), super::offset(self.len));
        let last = self.anchors[self.anchors.len() - 1];
        let source = last.source + (begin - last.folded) + n_source as u32;
        match self.anchors.last_mut() {
            Some(last) if last.folded == end => last.source = source,
            _ => self.anchors.push(Anchor { folded: end, source }),
        }
    }

    /// Makes room for `more` bytes.
    #[inline(always)]
    fn room(&mut self, more: usize) {
        if self.bytes.len() < self.len + more {
            self.bytes.resize((self.len + more).next_power_of_two(), 0);
        }
    }
}

/// Bytes copied at once.
const STEP: usize = 16;

#[inline(always)]
fn copy_lower(chunk: &masks::Chunk, to: &mut [u8]) {
    for (to, byte) in to[..LANES].iter_mut().zip(chunk) {
        *to = byte.to_ascii_lowercase();
    }
}

/// Leads offsets of the folded view back to the text; asked in increasing order.
pub(super) struct Origins<'f> {
    anchors: &'f [Anchor],
    at: usize,
}

impl Origins<'_> {
    /// Where the word that is folded to `start..end` stands in the text. `start` is never smaller than the last one.
    pub(super) fn span(&mut self, start: usize, end: usize) -> (usize, usize) {
        self.at = self.last_before(self.at, start);
        (
            self.origin(self.at, start),
            self.origin(self.last_before(self.at, end), end),
        )
    }

    fn last_before(&self, from: usize, folded: usize) -> usize {
        let later = self.anchors[from + 1..]
            .iter()
            .take_while(|anchor| anchor.folded as usize <= folded);
        from + later.count()
    }

    fn origin(&self, anchor: usize, folded: usize) -> usize {
        let anchor = self.anchors[anchor];
        anchor.source as usize + (folded - anchor.folded as usize)
    }
}

/// How one character is folded.
#[derive(Clone, Copy)]
struct Entry {
    bytes: [u8; 3],
    len: u8,
}

/// The length of an entry whose folded form is too long for the table.
const SLOW: u8 = u8::MAX;

static TABLE: LazyLock<Box<[Entry]>> = LazyLock::new(|| (0..TABLED).map(entry).collect());

fn entry(c: u32) -> Entry {
    let mut folded = String::new();
    if let Some(c) = char::from_u32(c) {
        fold_char(c, &mut folded);
    }
    let mut bytes = [0; 3];
    match bytes.get_mut(..folded.len()) {
        Some(bytes) => bytes.copy_from_slice(folded.as_bytes()),
        None => return Entry { bytes, len: SLOW },
    }
    let len = folded.len() as u8;
    Entry { bytes, len }
}
