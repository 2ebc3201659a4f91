//! Text for a printer: letters struck twice are bold, an underscore beneath one is a line. Zeros are gaps.

use std::borrow::Cow;

/// The text with each letter once.
pub(super) fn once(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(8, 0, text.as_bytes()).is_none() {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut under = None;
    for c in text.chars() {
        match (c, under.take()) {
            ('\u{8}', _) if plain.ends_with(['\n', '\r']) => {}
            ('\u{8}', _) => under = plain.pop(),
            ('_', Some(letter)) => plain.push(letter),
            ('\0', _) => plain.push(' '),
            (c, _) => plain.push(c),
        }
    }
    // It was struck back over, and by nothing.
    plain.extend(under);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_struck_twice_is_told_once() {
        assert_eq!(once("N\u{8}NA\u{8}AA\u{8}A _\u{8}x_\u{8}y x\u{8}_"), "NAA xy x");
        assert_eq!(once("\u{8}a\n\u{8}b c\u{8}"), "a\nb c");
        assert_eq!(once("naam\0An"), "naam An");
        assert!(matches!(once("gewone tekst"), Cow::Borrowed(_)));
    }
}
