//! What a text with stretches of zeros is known by: its bytes without them. With them it looks like no text at all.

use super::super::{FORMATS, Format, Head, encoding, text};
use super::{NO_CHARACTERS, TEXTS};

/// The format of a text with holes in it, whatever its name.
pub(in crate::extract) fn format(head: &Head<'_>) -> Option<&'static Format> {
    let closed = closed(head.bytes)?;
    // Where it really begins is another question (`behind`).
    let is_begin_lost = head.bytes.starts_with(&[0]);
    let closed = Head::new(&closed, head.extension, &[]);
    let is_possible =
        |format: &&Format| TEXTS.contains(&format.name) && (!is_begin_lost || format.name == text::FORMAT.name);
    FORMATS
        .iter()
        .copied()
        .filter(|format| is_possible(format))
        .find(|format| (format.recognise)(&closed))
}

/// The bytes without stretches of zeros, where there are any and the rest is text.
pub(in crate::extract) fn closed(bytes: &[u8]) -> Option<Vec<u8>> {
    memchr::memmem::find(bytes, &NO_CHARACTERS)?;
    // In UTF-16 half of a character before or behind a stretch is a zero too.
    [1, 2].into_iter().find_map(|unit| {
        let closed = without_zeros(bytes, unit);
        (!closed.is_empty() && encoding::is_text(&closed)).then_some(closed)
    })
}

/// Without long stretches of zeros, as far as they are whole units of so many bytes.
fn without_zeros(bytes: &[u8], unit: usize) -> Vec<u8> {
    let mut rest = bytes;
    let mut closed = Vec::new();
    while let Some(at) = memchr::memmem::find(rest, &NO_CHARACTERS) {
        let (before, zeros) = rest.split_at(at);
        let n_zeros = zeros.iter().take_while(|&&byte| byte == 0).count();
        closed.extend(before);
        rest = &zeros[n_zeros / unit * unit..];
    }
    closed.extend(rest);
    closed
}
