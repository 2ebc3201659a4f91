//! The normalised view that detection reads: plain spaces and dashes, no zero-width characters.

use memchr::{memchr, memchr3};

/// What a chunk left open for the next one.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pending {
    /// The last character was a carriage return, whose line end is already written.
    carriage_return: bool,
}

/// Bytes looked at together: what is ASCII, or has no tab, is found out for so many at once.
const PART: usize = 512;
/// Bytes that begin every character that is not copied as it is, besides tabs: NBSP and soft hyphen; spaces, dashes
/// and zero-width characters; full-width forms and the byte order mark. Accented Latin letters begin with none.
const LEADS: [u8; 3] = [0xc2, 0xe2, 0xef];

/// Appends `text` to `buf`, normalised.
pub fn push(buf: &mut String, text: &str, pending: &mut Pending) {
    push_lines::<false>(buf, text, pending);
}

/// The same, but tabs stay: they are the borders of cells.
pub fn push_tabbed(buf: &mut String, text: &str, pending: &mut Pending) {
    push_lines::<true>(buf, text, pending);
}

/// Texts so short that looking at each byte costs less than searches for what might have to change.
pub const SHORT: usize = 32;

fn push_lines<const TABS: bool>(buf: &mut String, text: &str, pending: &mut Pending) {
    if text.len() <= SHORT && !text.is_empty() && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        pending.carriage_return = false;
        buf.push_str(text);
        return;
    }
    let mut rest = match text.strip_prefix('\n') {
        Some(rest) if pending.carriage_return => rest,
        _ => text,
    };
    if !text.is_empty() {
        pending.carriage_return = text.ends_with('\r');
    }
    buf.reserve(rest.len());
    while let Some(line_end) = memchr(b'\r', rest.as_bytes()) {
        push_without_returns::<TABS>(buf, &rest[..line_end]);
        buf.push('\n');
        rest = &rest[line_end + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    push_without_returns::<TABS>(buf, rest);
}

fn push_without_returns<const TABS: bool>(buf: &mut String, mut text: &str) {
    while !text.is_empty() {
        let (part, rest) = text.split_at(text.floor_char_boundary(PART));
        if part.is_ascii() {
            push_ascii::<TABS>(buf, part);
        } else {
            push_mixed::<TABS>(buf, part);
        }
        text = rest;
    }
}

/// Tabs are common in tables: all of a part are replaced at once.
fn push_ascii<const TABS: bool>(buf: &mut String, part: &str) {
    if TABS || memchr(b'\t', part.as_bytes()).is_none() {
        buf.push_str(part);
        return;
    }
    let mut spaced = [0; PART];
    for (to, &byte) in spaced.iter_mut().zip(part.as_bytes()) {
        *to = if byte == b'\t' { b' ' } else { byte };
    }
    let spaced = spaced.get(..part.len()).and_then(|spaced| str::from_utf8(spaced).ok());
    buf.push_str(spaced.expect("ASCII with tabs replaced by spaces is ASCII, and a part is not longer"));
}

/// Copies what lies between the characters that change.
fn push_mixed<const TABS: bool>(buf: &mut String, part: &str) {
    let has_tabs = !TABS && memchr(b'\t', part.as_bytes()).is_some();
    let next = |rest: &str| {
        let lead = memchr3(LEADS[0], LEADS[1], LEADS[2], rest.as_bytes());
        let tab = has_tabs.then(|| memchr(b'\t', rest.as_bytes())).flatten();
        lead.into_iter().chain(tab).min()
    };
    let mut rest = part;
    while let Some(at) = next(rest) {
        let (same, changed) = rest.split_at(at);
        buf.push_str(same);
        let mut chars = changed.chars();
        buf.extend(chars.next().and_then(normal));
        rest = chars.as_str();
    }
    buf.push_str(rest);
}

/// Whether a character only says where a word may be divided, or that it may not.
pub(crate) fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The character that stands for `c`, if any.
fn normal(c: char) -> Option<char> {
    match c {
        '\t' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ if takes_no_room(c) => None,
        // Full-width digits and letters.
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0)
        }
        _ => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normalised(chunks: &[&str]) -> String {
        let (mut buf, mut pending) = (String::new(), Pending::default());
        chunks.iter().for_each(|chunk| push(&mut buf, chunk, &mut pending));
        buf
    }

    #[test]
    fn characters_that_look_alike_become_one() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(normalised(&[text]), expected);
        }
        check("a\tb\r\nc\rd\n", "a b\nc\nd\n");
        check("85.07.30\u{2011}951\u{a0}80", "85.07.30-951 80");
        check("zieken\u{ad}huis\u{200b}", "ziekenhuis");
        check("\u{ff11}\u{ff22}\u{ff43}", "1Bc");
        check("l’été à 5 €", "l’été à 5 €");
        check("\u{660}", "\u{660}");
    }

    #[test]
    fn tabs_stay_where_they_are_borders() {
        let mut buf = String::new();
        push_tabbed(&mut buf, "a\tb\u{a0}c\r\n\t\u{2011}\r", &mut Pending::default());
        assert_eq!(buf, "a\tb c\n\t-\n");
    }

    #[test]
    fn a_line_end_cut_in_two_is_one_line_end() {
        #[track_caller]
        fn check(chunks: &[&str], expected: &str) {
            assert_eq!(normalised(chunks), expected);
        }
        check(&["a\r", "\nb"], "a\nb");
        check(&["a\r", "", "\nb"], "a\nb");
        check(&["a\r", "\n", "\nb"], "a\n\nb");
        check(&["a\r", "\r\nb"], "a\n\nb");
        check(&["a\r", "b"], "a\nb");
    }

    /// One character after the other.
    fn plainly(text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars().filter_map(normal).collect()
    }

    proptest! {
        #[test]
        fn fast_paths_change_nothing(
            text in "([a-z \\t\\r\\n]{0,300}|[é\u{a0}\u{2013}\u{ff15}€\u{ad}\\r\\n]{1,3}|\\PC){0,12}",
            cut in any::<usize>(),
        ) {
            let (left, right) = text.split_at(text.floor_char_boundary(cut % (text.len() + 1)));
            prop_assert_eq!(normalised(&[left, right]), plainly(&text));
        }
    }
}
