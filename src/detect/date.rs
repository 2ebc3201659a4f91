//! Dates as people write them in four languages.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::around::behind;
use super::hashers::WordHasher;
use super::names::{WordSet, set, with_folded};
use super::special::WordPatterns;
use super::split::alphabetic;

/// Nobody who is written about was born before.
const FIRST_YEAR: i16 = 1900;
/// Where it does not matter whether a date is still to come.
pub const LATEST: Date = jiff::civil::date(2100, 1, 1);
/// No date is longer.
pub const LONGEST: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<Vec<String>>,
    ordinals: Vec<String>,
    links: Vec<String>,
    before: Vec<String>,
    /// Numbers up to ninety by their names, and what joins them.
    numbers: Vec<(i16, Vec<String>)>,
    number_joints: Vec<String>,
}

/// The words of dates; those of numbers are for [`super::date_words`].
pub struct DateWords {
    months: HashMap<String, i8, BuildHasherDefault<WordHasher>>,
    /// The names of all of them.
    month_names: WordPatterns,
    ordinals: WordSet,
    links: WordSet,
    before: WordSet,
    /// Parts of numbers with what they are worth, by their first byte.
    number_parts: HashMap<u8, Vec<(String, i16)>>,
}

pub static WORDS: LazyLock<DateWords> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/data/dates.toml"))
        .expect("the embedded words of dates are checked by a test");
    let month_names = WordPatterns::new(&file.months.concat());
    let months = (1_i8..).zip(file.months);
    DateWords {
        month_names,
        months: months
            .flat_map(|(month, names)| names.into_iter().map(move |name| (name, month)))
            .collect(),
        ordinals: set(file.ordinals.join(",")),
        links: set(file.links.join(",")),
        before: set(file.before.join(",")),
        number_parts: number_parts(file.numbers, file.number_joints),
    }
});

/// The longest of each first byte come first: "zeventien" is not "zeven".
fn number_parts(numbers: Vec<(i16, Vec<String>)>, joints: Vec<String>) -> HashMap<u8, Vec<(String, i16)>> {
    let joints = joints.into_iter().map(|joint| (joint, 0));
    let of_value = |(value, names): (i16, Vec<String>)| names.into_iter().map(move |name| (name, value));
    let mut parts: Vec<_> = numbers.into_iter().flat_map(of_value).chain(joints).collect();
    parts.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut by_first = HashMap::<u8, Vec<_>>::new();
    for part in parts {
        by_first.entry(part.0.as_bytes()[0]).or_default().push(part);
    }
    by_first
}

impl DateWords {
    /// The part of a number that a folded word begins with, and what it is worth.
    pub fn number_part(&self, word: &str) -> Option<&(String, i16)> {
        let parts = self.number_parts.get(word.as_bytes().first()?)?;
        parts.iter().find(|(name, _)| word.starts_with(name.as_str()))
    }
}

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

    /// A run of letters.
    fn word(&mut self) -> Option<&'t str> {
        let word = alphabetic(self.rest())
            .next()
            .filter(|word| self.rest().starts_with(word))?;
        self.at += word.len();
        Some(word)
    }

    fn skip(&mut self, most: usize, signs: &[u8]) {
        let rest = self.rest().bytes().take(most);
        self.at += rest.take_while(|byte| signs.contains(byte)).count();
    }

    /// A word of the set, or nothing.
    fn skip_word(&mut self, words: &WordSet) {
        let at = self.at;
        let is_one = |word| with_folded(word, |word| words.contains(word));
        if !self.word().is_some_and(is_one) {
            self.at = at;
        }
    }

    fn month(&mut self) -> Option<i8> {
        let word = self.word()?;
        self.skip(1, b".");
        month(word)
    }
}

/// The number of a month's name.
pub fn month(word: &str) -> Option<i8> {
    with_folded(word, |word| WORDS.months.get(word).copied())
}

/// A date has a number or a month: most words for one are labels of forms or of talk.
pub fn may_be_in(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || alphabetic(text).any(|word| WORDS.month_names.has(word))
}

/// The date that a text begins with, up to `today`: how long it is, and itself.
pub fn read(text: &str, today: Date) -> Option<(usize, Date)> {
    let text = behind(text, 0, LONGEST);
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

/// "03/11/1968", "3. 11. 1968": the day stands first in all that is written here.
fn day_first(text: &str, today: Date) -> Option<(usize, Date)> {
    let mut reader = Reader { text, at: 0 };
    let day = reader.number(2)?;
    // "30 / 07 / 1985"
    let is_wide = matches!(reader.rest().as_bytes(), [b' ', b'/' | b'.' | b'-', b' ', ..]);
    reader.at += usize::from(is_wide);
    let sign = *reader.rest().as_bytes().first()?;
    if !matches!(sign, b'/' | b'.' | b'-' | b' ') {
        return None;
    }
    reader.at += 1;
    reader.skip(1, b" ");
    let month = reader.number(2)?;
    if is_wide {
        reader.skip(1, b" ");
    }
    if reader.rest().as_bytes().first() != Some(&sign) {
        return None;
    }
    reader.at += 1;
    reader.skip(1, b" ");
    let year = reader.number(4)?;
    Some((reader.at, civil(year, month, day, today)?))
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

/// Whether a date may stand behind this word and a place: "geboren te Gent op".
pub fn follows(word: &str) -> bool {
    with_folded(word, |word| WORDS.before.contains(word))
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
            "3den november 1968",
        ] {
            check(text, "1968-11-03");
        }
        check("1er mars 1970 à", "1970-03-01  à");
        check("1968-11-03T00:00:00", "1968-11-03 T00:00:00");
        check("5 décembre 2001.", "2001-12-05 .");
        check("12 août 1999", "1999-08-12");
        check("7. März 1981", "1981-03-07");
        check("20sten maart 1981", "1981-03-20");
        check("01/02/26", "2026-02-01");
        check("01/02/27", "1927-02-01");
    }

    #[test]
    fn what_is_no_date_of_birth_is_not_read() {
        for text in [
            "13/13/1968",
            "11/23/1968",
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
}
