//! Runs of characters, as they stand between other bytes: in UTF-16, in UTF-8, or in eight bits.

use std::io::Read;

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use super::super::Sink;
use crate::extract::Error;
use crate::text::Unit;

/// Shorter runs are chance.
const SHORTEST: usize = 6;
const BUFFER: usize = 64 << 10;
/// After so many bytes what was found is handed on, however little: the rest may take longer than there is time for.
const PATIENCE: usize = 64 << 20;

/// What is read this way is named in its places.
pub(in crate::extract) const PART: &str = "salvaged";

/// All runs of a document, each a paragraph of the salvaged part.
pub(in crate::extract) fn read(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern(PART);
    let (mut n, mut waited) = (0, 0);
    let mut buffer = Vec::with_capacity(BUFFER);
    loop {
        let room = BUFFER.saturating_sub(buffer.len()) as u64;
        let is_end = (input.take(room).read_to_end(&mut buffer)? as u64) < room;
        let used = runs(&buffer, is_end, &mut |text| {
            n += 1;
            sink.mark(Unit::Paragraph { part, n }, 0);
            sink.push(text);
            sink.push_raw("\n");
            Ok(())
        })?;
        sink.tick();
        if is_end {
            return Ok(());
        }
        // A run that fills the buffer goes on in a paragraph of its own.
        buffer.drain(..used.max(1));
        waited += used;
        if waited > PATIENCE {
            sink.flush();
            waited = 0;
        }
    }
}

/// Gives the runs of `bytes`; says how many bytes were looked at. The last run may go on behind them.
pub(in crate::extract) fn runs(
    bytes: &[u8],
    is_end: bool,
    give: &mut dyn FnMut(&str) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut at = 0;
    while at < bytes.len() {
        // No run begins with a zero, and there may be gigabytes of them.
        if bytes[at] == 0 {
            at += bytes[at..]
                .iter()
                .position(|&byte| byte != 0)
                .unwrap_or(bytes.len() - at);
            continue;
        }
        let wide = wide_len(&bytes[at..]);
        let narrow = if wide >= 2 * SHORTEST {
            0
        } else {
            narrow_len(&bytes[at..])
        };
        let len = wide.max(narrow);
        // Not known yet how far it goes, unless it fills all there is.
        if !is_end && at + len + 1 >= bytes.len() && at > 0 {
            return Ok(at);
        }
        if wide >= 2 * SHORTEST {
            give(&UTF_16LE.decode_without_bom_handling(&bytes[at..at + wide]).0)?;
            at += wide;
        } else if narrow >= SHORTEST {
            let run = &bytes[at..at + narrow];
            match std::str::from_utf8(run) {
                Ok(text) => give(text)?,
                Err(_) => give(&WINDOWS_1252.decode_without_bom_handling(run).0)?,
            }
            at += narrow;
        } else {
            at += narrow.max(1);
        }
    }
    Ok(at)
}

fn wide_len(bytes: &[u8]) -> usize {
    let is_letter = |pair: &[u8; 2]| match pair[1] {
        0 => is_printable(pair[0]),
        // Latin letters with marks, Greek, Cyrillic; typographic signs and the euro.
        0x01..=0x05 | 0x1e | 0x1f => true,
        0x20 => matches!(pair[0], 0x10..=0x3a | 0xac),
        _ => false,
    };
    2 * bytes
        .as_chunks::<2>()
        .0
        .iter()
        .take_while(|pair| is_letter(pair))
        .count()
}

fn narrow_len(bytes: &[u8]) -> usize {
    let len = bytes.iter().take_while(|&&byte| is_printable(byte)).count();
    // The last letter may be the first of a run in UTF-16.
    let goes_on_wide = len > 1 && wide_len(&bytes[len - 1..]) >= 2 * SHORTEST;
    len - usize::from(goes_on_wide)
}

/// In eight bits, or a part of a character in UTF-8. What is unused is often filled with 0xff.
fn is_printable(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~' | 0x80..=0xfe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[&str]) {
        let mut found = Vec::new();
        let used = runs(bytes, true, &mut |text| {
            found.push(text.to_owned());
            Ok(())
        });
        assert_eq!(used, Ok(bytes.len()));
        assert_eq!(found, expected);
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn runs_in_any_encoding_are_text_and_short_ones_are_chance() {
        check(b"\x01\x02Jan Voorbeeld\x00\x03kort\x00", &["Jan Voorbeeld"]);
        check("\u{1}Anaïs Voorbeeld\u{1}".as_bytes(), &["Anaïs Voorbeeld"]);
        check(b"\x01Ana\xefs Voorbeeld\x01", &["Anaïs Voorbeeld"]);
        check(
            &[b"\x01\x00".to_vec(), wide("Loïc € – Voorbeeld"), vec![0, 0]].concat(),
            &["Loïc € – Voorbeeld"],
        );
        // Behind letters of eight bits, and behind what is unused.
        check(
            &[b"abcdef".to_vec(), wide("Root Entry")].concat(),
            &["abcdef", "Root Entry"],
        );
        check(&[vec![0xff; 40], wide("Root Entry")].concat(), &["Root Entry"]);
        // At an odd place.
        check(
            &[b"\x01".to_vec(), wide("Jan Voorbeeld"), vec![1]].concat(),
            &["Jan Voorbeeld"],
        );
    }

    #[test]
    fn a_run_that_may_go_on_is_left_for_the_next_look() {
        let bytes = b"\x01eerste\x01\x01tweede";
        let mut n = 0;
        let used = runs(bytes, false, &mut |_| {
            n += 1;
            Ok(())
        });
        assert_eq!((used, n), (Ok(9), 1));
    }
}
