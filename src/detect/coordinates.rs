//! Latitude and longitude that have a label or a key each: "lat=50.84 lon=4.35", `"latitude": 50.84, "longitude": 4.35`, and the
//! record around somebody's address in which they stand.

use std::ops::Range;
use std::sync::LazyLock;

use super::around::behind;
use super::context::ROW_REACH;
use super::lexicon::contexts::CONTEXTS;
use super::names::{WordSet, folded};
use super::split;

/// Between the two numbers is no more: the border of one key, the other key, and indentation.
const BETWEEN: usize = 80;
/// A number has no more bytes.
const LONGEST: usize = 24;

static LATITUDES: LazyLock<WordSet<String>> = LazyLock::new(|| words("latitudes"));
static LONGITUDES: LazyLock<WordSet<String>> = LazyLock::new(|| words("longitudes"));

fn words(list: &str) -> WordSet<String> {
    let words = CONTEXTS
        .words("gps", list)
        .expect("the embedded words are checked by a test");
    words.iter().cloned().collect()
}

/// The place whose first number a text begins with, if the other one stands behind its own label: how many bytes the two
/// are, and both, latitude first.
pub fn labelled(text: &str, first: &str) -> Option<(usize, String)> {
    let rest = behind(text, first.len(), BETWEEN + LONGEST);
    let n_between = rest.find(|c: char| c.is_ascii_digit())?;
    let between = rest[..n_between].strip_suffix('-').unwrap_or(&rest[..n_between]);
    let mut names = split::alphabetic(between).map(folded);
    let last = names.next_back().filter(|_| between.len() <= BETWEEN)?;
    // `</lat><lon>`: the end of the first.
    let is_of_place = |name: String| LATITUDES.contains(&name) || LONGITUDES.contains(&name);
    if !names.all(is_of_place) {
        return None;
    }
    let second = &rest[between.len()..];
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let second = second[..second.find(|c| !is_of_number(c)).unwrap_or(second.len())].trim_end_matches('.');
    let len = first.len() + between.len() + second.len();
    match () {
        () if LONGITUDES.contains(&last) => Some((len, format!("{first}, {second}"))),
        () if LATITUDES.contains(&last) => Some((len, format!("{second}, {first}"))),
        () => None,
    }
}

/// The object of JSON that a span stands in, with those in it; none where it is longer than a row.
pub fn object_around(buf: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let bytes = buf.as_bytes();
    let from = span.start.saturating_sub(ROW_REACH);
    let to = bytes.len().min(span.end + ROW_REACH);
    let before = (from..span.start).rev();
    let start = before.into_iter().find(unnested(bytes, b'{', b'}'))?;
    let end = (span.end..to).find(unnested(bytes, b'}', b'{'))?;
    Some(start..end)
}

/// Finds the sign that closes what is open, behind all that is opened and closed on the way.
fn unnested(bytes: &[u8], closing: u8, opening: u8) -> impl FnMut(&usize) -> bool {
    let mut depth = 0_usize;
    move |at| {
        let byte = bytes[*at];
        let is_it = byte == closing && depth == 0;
        match byte {
            byte if byte == opening => depth += 1,
            byte if byte == closing => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_it
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{detect, detect_text, finding};
    use super::*;
    use crate::text::{Mark, Text, Unit};

    #[test]
    fn the_second_number_has_a_label_of_its_own() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let first = &text[..text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap()];
            let found = labelled(text, first);
            assert_eq!(found.as_ref().map(|(_, both)| both.as_str()), expected, "{text}");
        }
        check("50.63321 lon=5.56712.", Some("50.63321, 5.56712"));
        check("5.56712\",\n   \"lat\": \"50.63321\"}", Some("50.63321, 5.56712"));
        check("33.86881</lat><lon>-70.66721</lon>", Some("33.86881, -70.66721"));
        check("50.63321, lengtegraad: 5.56712", Some("50.63321, 5.56712"));
        check("50.63321, hoogte: 5.56712", None);
        check("50.63321, speed 3.1111, lon: 5.56712", None);
        check("50.63321, accuracy of lon: 5.56712", None);
        check("50.63321, 5.56712", None);
    }

    #[test]
    fn a_place_under_two_keys_is_somebodys_in_his_record() {
        let json = |buf: &str| {
            let unit = Unit::Json { first: 1 };
            let marks = vec![Mark {
                offset: 0,
                label: 0,
                unit,
            }];
            Text {
                buf: buf.to_owned(),
                marks,
                names: vec![String::new()],
                ..Text::default()
            }
        };
        let found = |text: &Text| finding(&detect_text(text), "gps").map(|found| found.distinct);
        let record =
            "{\n \"mail\": \"els.claes@telenet.be\",\n \"pos\": {\n  \"lng\": 5.56712,\n  \"lat\": 50.63321\n }\n}";
        assert_eq!(found(&json(record)), Some(1));
        assert_eq!(found(&json(&format!("[{record},{record}]"))), Some(1));
        let apart = "[{\n \"mail\": \"els.claes@telenet.be\"\n},\n{\n \"lat\": 50.63321,\n \"lng\": 5.56712\n}]";
        assert_eq!(found(&json(apart)), None);
        let shop = record
            .replace("els.claes@telenet.be", "winkel")
            .replace("mail", "soort");
        assert_eq!(found(&json(&shop)), None);
        for text in [
            "els.claes@telenet.be latitude 50.63321 longitude 5.56712",
            "Bestuurder Luc Dubois lat: 50.63321 lng: 5.56712",
        ] {
            assert!(finding(&detect(text), "gps").is_some(), "{text}");
        }
        for text in [
            "lat=50.63321 lon=5.56712",
            "Luc Dubois meet offset=50.63321 drift=5.56712",
        ] {
            assert!(finding(&detect(text), "gps").is_none(), "{text}");
        }
    }
}
