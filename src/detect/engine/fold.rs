//! The folded view (DETECTION § 1): lower case, no marks, plain apostrophes; each byte knows where it came from.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands for a character that is no letter, digit or ASCII character; no pattern holds it.
pub(super) const OTHER: char = '\u{1f}';

/// The folded form of one character, which may be empty or several characters.
pub(super) fn fold_char(c: char, out: &mut String) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' => out.push('\''),
        // "n° national", "nº de compte": the sign ends the word as a space does.
        '\u{b0}' | '\u{ba}' => out.push(' '),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
        _ => std::iter::once(c)
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
            }),
    }
}

/// A text, folded.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut folded));
    folded
}

/// Whether a byte of the folded view belongs to a word: only letters and digits are left above ASCII.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Whether a byte of the folded view can stand between the words of one term.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'-' | b'_')
}
