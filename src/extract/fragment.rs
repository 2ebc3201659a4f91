//! Fragments of HTML in the values of tables, JSON, XML and calendars: told as the text that a browser shows.

use std::borrow::Cow;
use std::collections::HashMap;

use super::entity;
use super::office::raised::touch;

/// How the values are written around the fragments.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// One value by itself.
    Value,
    /// Delimited text: a quote within quotes is doubled.
    Table,
    /// A quote within a string stands behind a backslash.
    Json,
    /// What begins a tag of the fragment is a reference.
    Xml,
}

/// A longer tag is none.
const LONGEST_TAG: usize = 1 << 10;
/// The end tag stands no further away.
const LONGEST: usize = 8 << 10;
/// A tag with so many digits may hold a value of its own, and stays as it is.
const DIGITS: usize = 7;

/// The text without the tags of its fragments, their letters decoded. What would be structure stays as it is, and so
/// does a `<` or `&` that begins no such thing.
pub(super) fn shown(text: &str, written: Written) -> Cow<'_, str> {
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    let open = match written {
        Written::Xml => "&lt;",
        _ => "<",
    };
    let untagged = untagged(text, open, written);
    if memchr::memchr(b'&', untagged.as_bytes()).is_none() {
        return untagged;
    }
    entity::decode(&untagged, true, structure).0.into()
}

fn structure(c: char) -> Option<&'static str> {
    match c {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\'' => Some("&apos;"),
        '\\' | ',' | ';' | '|' | '\t' | '\n' | '\r' => Some(" "),
        _ => None,
    }
}

fn untagged<'t>(text: &'t str, open: &str, written: Written) -> Cow<'t, str> {
    let (mut told, mut done) = (String::new(), 0);
    let mut ends = Ends::default();
    for at in memchr::memmem::find_iter(text.as_bytes(), open) {
        if at < done {
            continue;
        }
        let Some((len, stands_for)) = tag((text, at), open, written, &mut ends) else {
            continue;
        };
        told.push_str(&text[done..at]);
        told.push_str(stands_for);
        done = at + len;
    }
    if done == 0 {
        return text.into();
    }
    told.push_str(&text[done..]);
    told.into()
}

/// The length of the tag that begins here, and what a browser shows for it.
fn tag((all, at): (&str, usize), open: &str, written: Written, ends: &mut Ends) -> Option<(usize, &'static str)> {
    let text = &all[at..];
    let behind_digit = all[..at].ends_with(|c: char| c.is_ascii_digit());
    let inside = &text[open.len()..text.floor_char_boundary(text.len().min(LONGEST_TAG))];
    let end = inside.find(['>', '<']).filter(|&end| inside[end..].starts_with('>'))?;
    let (inside, behind) = (&inside[..end], at + open.len() + end + 1);
    let (closing, inside) = match inside.strip_prefix('/') {
        Some(inside) => (true, inside),
        None => (false, inside),
    };
    let name_len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, attributes) = inside.split_at(name_len);
    let name = name.to_ascii_lowercase();
    let stands_for = match shown_for(&name)? {
        // As in a page: the mark of a note behind a number is none of its digits.
        "" if name == "sup" && behind_digit && !closing => " ",
        "" if matches!(&*name, "sup" | "sub") && touch(&all[..at], &all[behind..]) => " ",
        stands_for => stands_for,
    };
    let is_whole = closing || is_alone(&name) || ends.closes((all, behind), open, &name);
    (is_whole && is_of_tag(attributes, written)).then_some((open.len() + end + 1, stands_for))
}

/// XML without the tags that stand within a word, as those of its looks do: `Jan<hi>Jan</hi>ssens`. Elements of data
/// begin and end at other tags. Marks of notes stand between digits too, so that what touches digits there stays.
pub(super) fn joined(text: &str) -> Cow<'_, str> {
    let (mut told, mut done, mut ends) = (String::new(), 0, Ends::default());
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        if at < done || !text[..at].ends_with(is_of_word) {
            continue;
        }
        let Some(end) = within_word(text, at, &mut ends) else {
            continue;
        };
        if told.is_empty() {
            told.reserve(text.len());
        }
        told.push_str(&text[done..at]);
        done = end;
    }
    if done == 0 {
        return text.into();
    }
    told.push_str(&text[done..]);
    told.into()
}

/// The end of the tag that begins here, if it stands within a word.
fn within_word(text: &str, at: usize, ends: &mut Ends) -> Option<usize> {
    let inside = &text[at + 1..text.floor_char_boundary(text.len().min(at + LONGEST_TAG))];
    let len = inside.find(['>', '<']).filter(|&len| inside[len..].starts_with('>'))?;
    let end = at + 1 + len + 1;
    let (inside, behind) = (&inside[..len], &text[end..]);
    let is_apart = touch(&text[..at], behind) || !behind.starts_with(is_of_word);
    if is_apart || inside.ends_with('/') {
        return None;
    }
    let closing = inside.starts_with('/');
    let inside = inside.trim_start_matches('/');
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
    let (name, attributes) = inside.split_at(inside.bytes().take_while(is_of_name).count());
    let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && is_of_tag(attributes, Written::Value);
    let is_whole = is_tag && (closing || ends.closes((text, end), "<", &name.to_ascii_lowercase()));
    is_whole.then_some(end)
}

/// A letter, a digit, or what stands between the digits of a number.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '@' | '_')
}

/// Whether this can stand within a tag, and nothing in it is a value for a reader.
fn is_of_tag(attributes: &str, written: Written) -> bool {
    let begins = attributes.is_empty() || attributes.starts_with(['/', ' ']);
    let is_value = attributes.contains('@') || attributes.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
    let quotes = attributes.matches('"').count();
    let is_quoted = match written {
        Written::Json => attributes.matches("\\\"").count() == quotes,
        _ => quotes.is_multiple_of(2),
    };
    begins && !is_value && is_quoted && !attributes.contains(['\n', '\r'])
}

/// By the name of an element, up to where no end tag of it stands: a text of nothing but begins is looked through once.
#[derive(Default)]
struct Ends(HashMap<String, usize>);

impl Ends {
    /// Whether the element ends, whose inside begins at `begin`.
    fn closes(&mut self, (all, begin): (&str, usize), open: &str, name: &str) -> bool {
        let known = self.0.get(name).copied().unwrap_or(0).max(begin);
        let near = &all.as_bytes()[..all.len().min(begin + LONGEST)];
        let Some(unknown) = near.get(known..) else { return false };
        let is_end = |at: usize| {
            let end = unknown[at + open.len()..]
                .strip_prefix(b"/")
                .and_then(|end| end.get(..=name.len()));
            end.is_some_and(|end| end.ends_with(b">") && end[..name.len()].eq_ignore_ascii_case(name.as_bytes()))
        };
        let found = memchr::memmem::find_iter(unknown, open).any(is_end);
        if !found {
            // One may stand over the border.
            let until = near.len().saturating_sub(open.len() + name.len() + 1).max(known);
            self.0.insert(name.to_owned(), until);
        }
        found
    }
}

/// Elements that need no end.
fn is_alone(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "wbr")
}

/// Elements within a line show nothing themselves, others begin one.
#[rustfmt::skip]
fn shown_for(name: &str) -> Option<&'static str> {
    match name {
        "a" | "abbr" | "b" | "big" | "cite" | "code" | "del" | "em" | "font" | "i" | "ins" | "kbd" | "label" | "mark"
        | "q" | "s" | "small" | "span" | "strike" | "strong" | "sub" | "sup" | "tt" | "u" | "wbr" => Some(""),
        "blockquote" | "body" | "br" | "center" | "dd" | "div" | "dl" | "dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "hr" | "html" | "img" | "li" | "ol" | "p" | "pre" | "section" | "table" | "tbody" | "td" | "th" | "thead"
        | "tr" | "ul" => Some(" "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, written: Written, expected: &str) {
        assert_eq!(shown(text, written), expected, "{text}");
    }

    /// Begins that never end are looked through once; an end over the border of what was looked through still counts.
    #[test]
    fn begins_without_an_end_cost_nothing() {
        let text = "<b>".repeat(1_000_000);
        assert_eq!(shown(&text, Written::Value), text);
        for len in LONGEST - 8..LONGEST + 2 {
            let text = format!("<b><i>{}</b>", "x".repeat(len));
            let is_near = len + "<i></b>".len() <= LONGEST;
            assert_eq!(shown(&text, Written::Value).starts_with("<b>"), !is_near, "{len}");
        }
    }

    #[test]
    fn a_fragment_is_told_as_a_browser_shows_it() {
        use Written::{Json, Table, Value, Xml};
        check("J&eacute;r&ocirc;me <b>Jans</b>sens", Value, "Jérôme Janssens");
        check(
            "1;\"<p>nr&nbsp;85.07.<b>30</b>-951.80</p>\"",
            Table,
            "1;\" nr\u{a0}85.07.30-951.80 \"",
        );
        check("\"<a href=\"\"x\"\">An</a><BR/>Bo\"", Table, "\"An Bo\"");
        check(
            r#"{"o": "<i class=\"x\">jan&#64;x.be</i>"}"#,
            Json,
            r#"{"o": "jan@x.be"}"#,
        );
        check("<h>&lt;b>85.07&lt;/b>.30</h>", Xml, "<h>85.07.30</h>");
        check("85<sup>1</sup>", Value, "85 1");
        check("<sup>1</sup>85.07.30", Value, "1 85.07.30");
        check("CO<sub>2</sub> m<sup>2</sup>", Value, "CO2 m2");
    }

    #[test]
    fn tags_within_a_word_of_xml_are_nothing() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(joined(text), expected, "{text}");
        }
        check("<p>Jan<hi>Jan</hi>ssens</p>", "<p>JanJanssens</p>");
        check(
            "<p>85.07.<x:b rend=\"bold\">30</x:b>-951.80</p>",
            "<p>85.07.30-951.80</p>",
        );
        for same in [
            "<a>Jan</a><b>Peeters</b>",
            "<p>Jan <b>Peeters</b> en",
            "Kerkstraat 1<br/>9000 Gent",
            "Gent<br/>Brugge",
            "85.07.30-951.80<sup>1</sup>",
            "if a<b&&c>d",
            "List<String>x",
            "x<a href=\"mailto:jan@x.be\">y",
        ] {
            check(same, same);
        }
    }

    #[test]
    fn what_is_no_fragment_stays() {
        for same in [
            "a < b & c > d",
            "a <b> c",
            "R&amp;D &lt; 5",
            "x<y>z</y>",
            "List<p>",
            "&eacute",
        ] {
            check(same, Written::Value, same);
        }
        check("<b>x</b>", Written::Xml, "<b>x</b>");
        check(
            r#"{"a": "<b x", "c": "y> </b>"}"#,
            Written::Json,
            r#"{"a": "<b x", "c": "y> "}"#,
        );
        let link = r#"<a href="mailto:jan@x.be">"#;
        check(&format!("{link}An</a>"), Written::Value, &format!("{link}An"));
    }
}
