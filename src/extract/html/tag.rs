//! The inside of a tag: its name and its attributes.

use std::borrow::Cow;

/// The name at the beginning of a tag, in lower case, and what stands behind it.
pub(super) fn name(tag: &str) -> (Cow<'_, str>, &str) {
    let len = tag
        .find(|c: char| c.is_ascii_whitespace() || c == '/')
        .unwrap_or(tag.len());
    let (name, behind) = tag.split_at(len);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        (name.to_ascii_lowercase().into(), behind)
    } else {
        (name.into(), behind)
    }
}

/// Elements that begin and end a line.
#[rustfmt::skip]
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address" | "article" | "aside" | "blockquote" | "body" | "button" | "caption" | "center" | "dd" | "details"
            | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
            | "frame" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "header" | "hgroup" | "hr" | "html"
            | "iframe" | "legend" | "li" | "main" | "menu" | "nav" | "noscript" | "ol" | "optgroup" | "option" | "p"
            | "pre" | "section" | "select" | "summary" | "svg" | "tbody" | "textarea" | "tfoot" | "thead" | "ul"
    )
}

/// Where a tag ends: behind its `>` outside quotes; none within the first `longest` bytes. And whether it is whole: a
/// quote may open an attribute and only another tag's quote end it.
pub(super) fn end(here: &str, longest: usize) -> Option<(usize, bool)> {
    let bytes = here.as_bytes();
    // Most tags have no quotes before their end.
    let first = memchr::memchr3(b'>', b'"', b'\'', bytes)?;
    if bytes[first] == b'>' {
        return (first <= longest).then_some((first + 1, true));
    }
    let mut quote = None;
    let mut value_next = false;
    for (at, &byte) in bytes.iter().enumerate().take(longest + 1).skip(1) {
        match (quote, byte) {
            (Some((open, begin)), _) if byte == open => {
                if let Some(len) = end_of_torn(&bytes[begin..at], bytes.get(at + 1)) {
                    return Some((begin + len, false));
                }
                quote = None;
            }
            (Some(_), _) => {}
            (None, b'>') => return Some((at + 1, true)),
            // A quote only opens behind an equals sign: "<p don't>".
            (None, b'"' | b'\'') if std::mem::take(&mut value_next) => quote = Some((byte, at + 1)),
            (None, b'=') => value_next = true,
            (None, _) if byte.is_ascii_whitespace() => {}
            _ => value_next = false,
        }
    }
    None
}

/// Where the tag ends that a value stands in, if its quote is missing: a tag ends and another begins in what seems to be
/// the value, and the next value follows at once.
fn end_of_torn(value: &[u8], next: Option<&u8>) -> Option<usize> {
    if !next?.is_ascii_alphanumeric() || !value.ends_with(b"=") {
        return None;
    }
    let len = memchr::memchr(b'>', value)? + 1;
    memchr::memchr(b'<', &value[len..]).map(|_| len)
}

/// Where another tag begins in one that is not a declaration. A sign in a value (`alt="a < b"`) begins none, if no tag
/// ends there and its quote does not open the next value.
pub(super) fn another_begins(tag: &str) -> Option<usize> {
    if tag.starts_with("<!") || tag.starts_with("<?") {
        return None;
    }
    let bytes = tag.as_bytes();
    let mut rest = 1;
    loop {
        let sign = rest + memchr::memchr(b'<', &bytes[rest..])?;
        let Some((open, quote)) = last_opened(&bytes[rest..sign]) else {
            return Some(sign);
        };
        let value = rest + open;
        let Some(len) = memchr::memchr(quote, &bytes[value..]) else {
            return Some(sign);
        };
        let (inside, next) = (&bytes[value..value + len], bytes.get(value + len + 1));
        let is_value = next.is_none_or(|next| next.is_ascii_whitespace() || matches!(next, b'>' | b'/'));
        if !is_value || inside.contains(&b'>') || inside.ends_with(b"=") {
            return Some(sign);
        }
        rest = value + len + 1;
    }
}

/// The quote that is open at the end of a piece of a tag, and where its value begins.
fn last_opened(piece: &[u8]) -> Option<(usize, u8)> {
    let (mut open, mut at) = (None, 0);
    while let Some(quote) = memchr::memchr2(b'"', b'\'', &piece[at..]).map(|n| at + n) {
        open = match open {
            Some((_, byte)) if byte == piece[quote] => None,
            None => Some((quote + 1, piece[quote])),
            other => other,
        };
        at = quote + 1;
    }
    open
}

/// Over how many columns and rows a cell goes, as its attributes say.
pub(super) fn spans(attributes: &str) -> (u32, u32) {
    const MOST: u32 = 1000;
    let mut spans = (1, 1);
    for (attribute, value) in Attributes(attributes).filter(|_| attributes.len() > "rowspan=".len()) {
        let n = || value.trim().parse().unwrap_or(1).clamp(1, MOST);
        match &*name(attribute).0 {
            "colspan" => spans.0 = n(),
            "rowspan" => spans.1 = n(),
            _ => {}
        }
    }
    spans
}

/// Whether a tag begins so, in letters of any case.
pub(super) fn begins(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(name.as_bytes()))
}

/// Whether what a script keeps in a tag is said in words, an address, or a number that is written in groups: mostly it
/// is a name or a setting.
pub(super) fn is_said(value: &str) -> bool {
    let has_letters = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_setting = value.trim_start().starts_with(['{', '[', '.', '#', '/', '<']);
    let count = |is: fn(&char) -> bool| value.chars().filter(is).count();
    let (n_digits, n_letters) = (count(char::is_ascii_digit), count(|c| c.is_alphabetic()));
    let is_number = n_digits > 5 && n_letters < 3 && value.contains([' ', '.', '-', '/']);
    !is_setting && (value.contains('@') || is_number || value.split_whitespace().filter(has_letters).count() > 1)
}

/// Whether a number that a cell of Excel holds and shows in another way (`x:num`) is more than a date or an amount.
pub(super) fn is_long_number(value: &str) -> bool {
    const SHORTEST: usize = 8;
    value.len() >= SHORTEST && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names and values of attributes.
pub(super) struct Attributes<'t>(pub &'t str);

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let text = self.0.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let len = text
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(text.len());
        let (name, behind) = text.split_at(len);
        let behind = behind.trim_start();
        let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
            self.0 = behind;
            return (!text.is_empty()).then_some((name, ""));
        };
        let (value, rest) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_missing_does_not_swallow_the_text_up_to_the_next() {
        let torn = "<a href=\"x>tekst</a><p class=\"b\">meer</p>";
        assert_eq!(end(torn, 100), Some((torn.find('>').unwrap() + 1, false)));
        for whole in [
            "<a title=\"<b>een</b> twee=\" href=\"x\">",
            "<a title=\"a > b\"href=\"x\">",
            "<a title=\"a>b<c\"x=y>",
        ] {
            assert_eq!(end(&format!("{whole}tekst"), 100), Some((whole.len(), true)), "{whole}");
        }
    }

    #[test]
    fn what_scripts_keep_in_tags_is_told_where_it_is_said_in_words() {
        for said in [
            "An Peeters",
            "Ja, dat mag",
            "an@bedrijf.example",
            "85.07.30-951.80",
            "BE68 5390 0754 7034",
        ] {
            assert!(is_said(said), "{said}");
        }
        for setting in [
            "",
            "btn-primary",
            "1 2 3",
            "12345",
            "#menu .item",
            "{\"a\": \"b c\"}",
            "x 1",
            "true",
        ] {
            assert!(!is_said(setting), "{setting}");
        }
    }
}
