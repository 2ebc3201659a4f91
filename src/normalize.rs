//! The normalised view that detection reads (DETECTION § 1): plain spaces and dashes, no zero-width characters.

use memchr::memchr2;

/// What a chunk left open for the next one.
#[derive(Debug, Default, Clone, Copy)]
pub struct Pending {
    /// The last character was a carriage return, whose line end is already written.
    carriage_return: bool,
}

/// Appends `text` to `buf`, normalised. ASCII without tabs and carriage returns is copied as it is.
pub fn push(buf: &mut String, text: &str, pending: &mut Pending) {
    if text.is_ascii() && memchr2(b'\t', b'\r', text.as_bytes()).is_none() && !pending.carriage_return {
        buf.push_str(text);
        return;
    }
    for c in text.chars() {
        let after_return = std::mem::replace(&mut pending.carriage_return, c == '\r');
        match c {
            '\r' => buf.push('\n'),
            '\n' if after_return => {}
            _ => buf.extend(normal(c)),
        }
    }
}

/// The character that stands for `c`, if any.
fn normal(c: char) -> Option<char> {
    match c {
        '\t' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        // Full-width digits and letters.
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(c as u32 - 0xfee0)
        }
        _ => Some(c),
    }
}
