//! Birth dates: a date counts only behind a word for one or under such a heading.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::engine::TermHit;
use super::names::{Words, folded, set};
use super::words::{Finder, Support};

pub static FORMS: &[&str] = &["keyword", "heading"];
pub static CLASSES: &[&str] = &["adult", "minor"];
pub const KEYWORD: u8 = 0;
pub const HEADING: u8 = 1;
const MINOR: u8 = 1;

/// A birth date stands at most this far behind its word.
const REACH: usize = 25;
/// So far where nothing but a place and a word such as "op" is between.
const PLACE_REACH: usize = 60;
/// Nobody who is written about was born before.
const FIRST_YEAR: i16 = 1900;
/// Where it does not matter whether a date is still to come.
pub const LATEST: Date = jiff::civil::date(2100, 1, 1);
/// Stands for "born" before a date or a place and a date: "(°12-03-1965)", "° Gent, 12 maart 1965".
const BIRTH_SIGN: &str = "°";
/// No date is longer.
const LONGEST: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<Vec<String>>,
    ordinals: Vec<String>,
    links: Vec<String>,
    before: Vec<String>,
}

struct DateWords {
    months: HashMap<String, i8>,
    ordinals: Words,
    links: Words,
    before: Words,
}

static WORDS: LazyLock<DateWords> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/data/dates.toml"))
        .expect("the embedded words of dates are checked by a test");
    let months = (1_i8..).zip(file.months);
    DateWords {
        months: months
            .flat_map(|(month, names)| names.into_iter().map(move |name| (name, month)))
            .collect(),
        ordinals: set(file.ordinals.join(",")),
        links: set(file.links.join(",")),
        before: set(file.before.join(",")),
    }
});

/// Reads a date from the front, part by part.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// A run of at most `most` digits, if no digit follows.
    fn number(&mut self, most: usize) -> Option<&'t str> {
        let n = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let digits = &self.rest()[..n];
        (1..=most).contains(&n).then(|| {
            self.at += n;
            digits
        })
    }

    /// A run of letters, folded.
    fn word(&mut self) -> Option<String> {
        let rest = self.rest();
        let n = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        (n > 0).then(|| {
            self.at += n;
            folded(&rest[..n])
        })
    }

    fn skip(&mut self, most: usize, signs: &[u8]) {
        let rest = self.rest().bytes().take(most);
        self.at += rest.take_while(|byte| signs.contains(byte)).count();
    }

    /// A word of the set, or nothing.
    fn skip_word(&mut self, words: &Words) {
        let at = self.at;
        if !self.word().is_some_and(|word| words.contains(word.as_str())) {
            self.at = at;
        }
    }

    fn month(&mut self) -> Option<i8> {
        let word = self.word()?;
        self.skip(1, b".");
        WORDS.months.get(&word).copied()
    }
}

/// The number of a month's name.
pub fn month(word: &str) -> Option<i8> {
    WORDS.months.get(&folded(word)).copied()
}

/// The date that a text begins with, up to `today`: how long it is, and itself.
pub fn read(text: &str, today: Date) -> Option<(usize, Date)> {
    let end = text.floor_char_boundary(LONGEST.min(text.len()));
    let text = &text[..end];
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (len, date) = match digits {
        0 => month_first(text, today)?,
        1 | 2 => day_first(text, today).or_else(|| day_and_month_name(text, today))?,
        4 => year_first(text)?,
        8 => (8, civil(&text[..4], &text[4..6], &text[6..8], today)?),
        _ => return None,
    };
    let mut behind = text[len..].chars();
    let goes_on = match behind.next() {
        // "1968-11-03T00:00:00"
        Some('T') => !behind.next().is_some_and(|c| c.is_ascii_digit()),
        Some('-' | '/' | '.' | ':') => behind.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    (!goes_on && date <= today && date.year() >= FIRST_YEAR).then_some((len, date))
}

/// "03/11/1968", "3. 11. 1968", "11/23/1968"
fn day_first(text: &str, today: Date) -> Option<(usize, Date)> {
    let mut reader = Reader { text, at: 0 };
    let first = reader.number(2)?;
    let sign = *reader.rest().as_bytes().first()?;
    if !matches!(sign, b'/' | b'.' | b'-' | b' ') {
        return None;
    }
    reader.at += 1;
    reader.skip(1, b" ");
    let second = reader.number(2)?;
    if reader.rest().as_bytes().first() != Some(&sign) {
        return None;
    }
    reader.at += 1;
    reader.skip(1, b" ");
    let year = reader.number(4)?;
    let date = civil(year, second, first, today).or_else(|| civil(year, first, second, today))?;
    Some((reader.at, date))
}

/// "1968-11-03"
fn year_first(text: &str) -> Option<(usize, Date)> {
    let mut reader = Reader { text, at: 0 };
    let year = reader.number(4)?;
    let sign = *reader.rest().as_bytes().first()?;
    reader.skip(1, b"-/.");
    let month = reader.number(2)?;
    if reader.rest().as_bytes().first() != Some(&sign) {
        return None;
    }
    reader.at += 1;
    let day = reader.number(2)?;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some((reader.at, date))
}

/// "3 november 1968", "1er mars 1970", "3. November 1968", "3-nov-68", "3rd of March, 1968"
fn day_and_month_name(text: &str, today: Date) -> Option<(usize, Date)> {
    let mut reader = Reader { text, at: 0 };
    let day = reader.number(2)?;
    reader.skip_word(&WORDS.ordinals);
    reader.skip(2, b". -/");
    reader.skip_word(&WORDS.links);
    reader.skip(1, b" ");
    let month = reader.month()?;
    reader.skip(2, b" ,-/'");
    reader.skip_word(&WORDS.links);
    reader.skip(2, b" '");
    let year = reader.number(4)?;
    Some((reader.at, of_year(year, month, day, today)?))
}

/// "November 3, 1968"
fn month_first(text: &str, today: Date) -> Option<(usize, Date)> {
    let mut reader = Reader { text, at: 0 };
    let month = reader.month()?;
    reader.skip(1, b" ");
    let day = reader.number(2)?;
    reader.skip_word(&WORDS.ordinals);
    reader.skip(2, b", ");
    let year = reader.number(4)?;
    Some((reader.at, of_year(year, month, day, today)?))
}

fn civil(year: &str, month: &str, day: &str, today: Date) -> Option<Date> {
    of_year(year, month.parse().ok()?, day, today)
}

/// A year of two digits is the last one that is not to come.
fn of_year(year: &str, month: i8, day: &str, today: Date) -> Option<Date> {
    let number: i16 = year.parse().ok()?;
    let year = match year.len() {
        4 => number,
        2 if 2000 + number <= today.year() => 2000 + number,
        2 => 1900 + number,
        _ => return None,
    };
    Date::new(year, month, day.parse().ok()?).ok()
}

/// The date that belongs to a word for a birth date ending at `end`; nothing beyond a line end in a table.
pub fn behind(buf: &str, end: usize, tabular: bool, today: Date) -> Option<(Range<usize>, Date)> {
    let to = buf.floor_char_boundary((end + PLACE_REACH + LONGEST).min(buf.len()));
    let rest = &buf[end..to];
    let rest = match rest.find('\n') {
        Some(line) if tabular => &rest[..line],
        _ => rest,
    };
    if !rest.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut before = ' ';
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        if at > PLACE_REACH {
            return None;
        }
        let starts = c.is_ascii_digit() && !before.is_alphanumeric() || c.is_alphabetic() && last != 'a';
        last = if c.is_alphabetic() { 'a' } else { ' ' };
        before = c;
        if !starts {
            continue;
        }
        if let Some((len, date)) = read(&rest[at..], today) {
            let is_near = at <= REACH || follows_place(&rest[..at]);
            return is_near.then(|| (end + at..end + at + len, date));
        }
        if c.is_ascii_digit() && at > REACH {
            return None;
        }
    }
    None
}

/// "te Sint-Katelijne-Waver op ": a place and a word that a date follows.
fn follows_place(between: &str) -> bool {
    let last = between
        .split(|c: char| !c.is_alphabetic())
        .rfind(|word| !word.is_empty());
    is_place(between) && last.is_some_and(|last| WORDS.before.contains(folded(last).as_str()))
}

/// Nothing but what the name of a place is made of, and no unit: "°C".
fn is_place(between: &str) -> bool {
    let is_unit = between.find(|c: char| !c.is_alphabetic()) == Some(1);
    !is_unit
        && between
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '(' | ')' | ','))
}

/// All dates of a text.
pub fn dates(text: &str, today: Date) -> impl Iterator<Item = Date> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while from < text.len() {
            let rest = &text[from..];
            let at = rest.find(|c: char| c.is_ascii_digit() || c.is_alphabetic())?;
            let word = &rest[at..];
            let found = read(word, today);
            let n_word = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
            from += at + found.map_or(n_word, |(len, _)| len);
            if let Some((_, date)) = found {
                return Some(date);
            }
        }
        None
    })
}

impl Finder<'_> {
    /// A date behind a word for a birth date.
    pub(super) fn birth_date(&mut self, hit: &TermHit, rule: u16) {
        let end = hit.end as usize;
        if let Some((span, date)) = behind(self.buf, end, self.border(end).is_some(), self.settings.today) {
            self.born(span, date, rule, KEYWORD);
        }
    }

    /// Dates behind a sign that stands for "born"; behind a letter or digit it is another one: "N° 12", "20 °C".
    pub(super) fn behind_birth_signs(&mut self) {
        let Some((rule, buf)) = self.detector.words.birth_date.map(|rule| (rule, self.buf)) else {
            return;
        };
        for (at, sign) in buf.match_indices(BIRTH_SIGN) {
            let stands_alone = buf[..at]
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, '(' | ',' | ';') || c.is_whitespace());
            let end = at + sign.len();
            let found = stands_alone
                .then(|| behind(buf, end, self.border(end).is_some(), self.settings.today))
                .flatten();
            if let Some((span, date)) = found.filter(|(span, _)| is_place(&buf[end..span.start])) {
                self.born(span, date, rule, KEYWORD);
            }
        }
    }

    /// The date that a cell under such a heading begins with; a time may follow it.
    pub(super) fn birth_cell(&mut self, cell: &Range<usize>, rule: u16) {
        if let Some((len, date)) = read(&self.buf[cell.clone()], self.settings.today) {
            self.born(cell.start..cell.start + len, date, rule, HEADING);
        }
    }

    fn born(&mut self, span: Range<usize>, date: Date, rule: u16, form: u8) {
        let support = match form {
            HEADING => Support::Heading,
            _ => Support::Keyword,
        };
        let adult = Date::new(date.year() + 18, date.month(), date.day().min(28));
        let minor = adult.is_ok_and(|adult| adult > self.settings.today);
        self.keep(span, rule, form, &date.to_string(), support);
        if let Some(found) = self.out.last_mut() {
            found.class = if minor { MINOR } else { 0 };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn dates_are_read_as_they_are_written_in_four_languages() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let found = read(text, TODAY).map(|(len, date)| format!("{date} {}", &text[len..]));
            assert_eq!(found.as_deref().map(str::trim_end), Some(expected), "{text}");
        }
        for text in [
            "03/11/1968",
            "3/11/1968",
            "03-11-68",
            "03.11.1968",
            "3. 11. 1968",
            "03 11 1968",
            "1968-11-03",
            "1968/11/03",
            "19681103",
            "3 november 1968",
            "3 nov. 1968",
            "3 novembre 1968",
            "3. November 1968",
            "3-nov-68",
            "3rd of November 1968",
            "November 3, 1968",
            "Nov 3rd, 1968",
            "3 NOVEMBER 1968",
            "3 november '68",
        ] {
            check(text, "1968-11-03");
        }
        check("1er mars 1970 à", "1970-03-01  à");
        check("1968-11-03T00:00:00", "1968-11-03 T00:00:00");
        check("5 décembre 2001.", "2001-12-05 .");
        check("12 août 1999", "1999-08-12");
        check("7. März 1981", "1981-03-07");
        check("01/02/26", "2026-02-01");
        check("01/02/27", "1927-02-01");
        check("11/23/1968", "1968-11-23");
    }

    #[test]
    fn what_is_no_date_of_birth_is_not_read() {
        for text in [
            "13/13/1968",
            "31/02/1990",
            "1.2.3",
            "03/11/1868",
            "03/11/2031",
            "85.07.30-951.80",
            "0475/27.63.12",
            "1968",
            "3 jantjes 1968",
            "12-34",
            "03/11-1968",
            "192.168.10.20",
        ] {
            assert_eq!(read(text, TODAY), None, "{text}");
        }
    }

    #[test]
    fn a_date_belongs_to_the_word_shortly_before_it() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let found = behind(text, 0, false, TODAY).map(|(span, _)| &text[span]);
            assert_eq!(found, expected, "{text}");
        }
        check(" op 3 november 1968 te Gent", Some("3 november 1968"));
        check("\": \"1968-11-03\"", Some("1968-11-03"));
        check(" te Sint-Katelijne-Waver op 03/11/1968", Some("03/11/1968"));
        check(": onbekend. Dossier geopend op 03/11/2018", None);
        check(" te Gent. Het contract werd getekend op 03/11/2018", None);
    }
}
