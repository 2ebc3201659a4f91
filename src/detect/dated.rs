//! The latest date of a document's content, for the terms that its data may be kept: one day per document.
//!
//! Birth dates are left out, and dates that a document gives about itself (its properties, a mail's header): those are
//! told apart from what it is about.

use std::ops::Range;

use jiff::civil::{Date, date};

use super::Session;
use super::date::{self, LATEST};
use super::hit::Hit;
use super::rule::Kind;
use crate::masks::{self, before, behind, mask, ones};
use crate::text::{Text, Unit};

/// Nothing that is kept with a term is older.
const FIRST: Date = date(1970, 1, 1);
/// Contracts and loans end this many years ahead at most: a later date stands for "never".
const AHEAD: i16 = 30;
/// A year of two digits is at most this far ahead; "37" was written of 1937, which says nothing of a term.
const SHORT_AHEAD: i16 = 10;
/// "1er septembre " before a year.
const REACH: usize = 24;
/// A birth date is told from others by what stands this near. Less than [`crate::extract::MARGIN`].
const NEAR: usize = 1 << 10;
/// Parts whose fields are about the document itself.
const ABOUT: &[&str] = &["properties", "header"];

/// The latest plausible date so far.
#[derive(Clone, Copy, Default)]
pub struct Latest(Option<Date>);

impl Latest {
    pub fn day(self) -> Option<Date> {
        self.0
    }
}

impl Session<'_> {
    /// Notes the dates whose years start in the fresh range. A year that cannot change the answer is not looked at,
    /// so that most of a text costs one mask per 64 bytes.
    pub(super) fn note_dates(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        let buf = text.buf.as_str();
        let last = Date::new(self.settings.today.year() + AHEAD, 12, 31).unwrap_or(LATEST);
        for year in years(buf.as_bytes(), fresh) {
            let least = self.latest.0.unwrap_or(FIRST);
            let number: i16 = buf[year.clone()].parse().unwrap_or(0);
            if number < least.year() || number > last.year() {
                continue;
            }
            if let Some((span, day)) = date_of(buf, year).filter(|(_, day)| *day <= last) {
                self.note_date(text, hits, span, day);
            }
        }
        let today = self.settings.today;
        for year in short_years(buf.as_bytes(), fresh) {
            if let Some((span, day)) = short_date_of(buf, year, today) {
                self.note_date(text, hits, span, day);
            }
        }
    }

    fn note_date(&mut self, text: &Text, hits: &[Hit<'_>], span: Range<usize>, day: Date) {
        let is_later = day >= self.latest.0.unwrap_or(FIRST);
        if is_later && !is_about_itself(text, span.start) && !self.is_birth(hits, &span, day) {
            self.latest.0 = Some(day);
        }
    }

    /// A person was born on that day, as a hit nearby says: a birth date, or a number that holds one.
    fn is_birth(&self, hits: &[Hit<'_>], span: &Range<usize>, day: Date) -> bool {
        let from = hits.partition_point(|hit| (hit.start as usize) + NEAR < span.start);
        let near = hits[from..]
            .iter()
            .take_while(|hit| (hit.start as usize) < span.end + NEAR);
        near.into_iter().any(|hit| {
            let born = hit
                .birth
                .is_some_and(|birth| (birth.year, birth.month, birth.day) == (day.year(), day.month(), day.day()));
            let is_date = self.detector.rule(hit.rule).file.find.kind == Kind::Date;
            born || is_date
                && (self.value_of(hit).parse().is_ok_and(|born: Date| born == day) || hit.span().contains(&span.start))
        })
    }
}

/// Runs of exactly four digits that start in `fresh` and begin with 19 or 20.
fn years<'b>(bytes: &'b [u8], fresh: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 'b {
    let fresh = fresh.clone();
    let end = (fresh.end + 8).min(bytes.len());
    let digits: Vec<u64> = masks::chunks(&bytes[fresh.start..end])
        .map(|chunk| mask(&chunk, [(b'0', b'9')]))
        .collect();
    let goes_on = fresh.start > 0 && bytes[fresh.start - 1].is_ascii_digit();
    (0..digits.len())
        .flat_map(move |at| {
            let run = [1, 2, 3]
                .iter()
                .fold(digits[at], |run, &n| run & behind(&digits, at, n));
            ones(run & !before(&digits, at, 1) & !behind(&digits, at, 4)).map(move |bit| at * masks::LANES + bit)
        })
        .filter(move |&at| at > 0 || !goes_on)
        .map(move |at| fresh.start + at..fresh.start + at + 4)
        .take_while(move |year| year.start < fresh.end)
        .filter(|year| matches!(&bytes[year.start..year.start + 2], b"19" | b"20"))
}

/// Runs of exactly two digits that start in `fresh`, behind a sign that joins dates and a digit.
fn short_years<'b>(bytes: &'b [u8], fresh: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 'b {
    let fresh = fresh.clone();
    // The sign stands before the year, and so does a digit.
    let from = fresh.start.saturating_sub(1);
    let end = (fresh.end + 8).min(bytes.len());
    let (digits, signs): (Vec<u64>, Vec<u64>) = masks::chunks(&bytes[from..end])
        .map(|chunk| (mask(&chunk, [(b'0', b'9')]), mask(&chunk, [(b'-', b'/')])))
        .unzip();
    (0..digits.len())
        .flat_map(move |at| {
            let two = behind(&digits, at, 1) & behind(&digits, at, 2) & !behind(&digits, at, 3);
            ones(signs[at] & two).map(move |bit| from + at * masks::LANES + bit + 1)
        })
        .filter(move |&at| at >= 2 && bytes[at - 2].is_ascii_digit())
        .map(|at| at..at + 2)
        .skip_while(move |year| year.start < fresh.start)
        .take_while(move |year| year.start < fresh.end)
}

/// The date that a year of two digits ends: "31/05/14", "31-5-14". Points join versions, sections and times as well:
/// between them only two digits each that are no day to come.
fn short_date_of(buf: &str, year: Range<usize>, today: Date) -> Option<(Range<usize>, Date)> {
    let bytes = buf.as_bytes();
    let sign = bytes[year.start - 1];
    let number = |end: usize| {
        let digit = |at: usize| {
            bytes
                .get(at)
                .filter(|byte| byte.is_ascii_digit())
                .map(|byte| (byte - b'0') as i8)
        };
        let before = |n: usize| end.checked_sub(n).and_then(digit);
        match (before(1)?, before(2), before(3)) {
            (last, None, _) => Some((end - 1, last)),
            (last, Some(tens), None) => Some((end - 2, 10 * tens + last)),
            _ => None,
        }
    };
    let (month_at, month) = number(year.start - 1)?;
    let (start, day) = number(month_at.checked_sub(1).filter(|&at| bytes[at] == sign)?)?;
    let joins = |byte: u8| byte.is_ascii_alphanumeric() || b"/-.,:_+#".contains(&byte);
    let goes_on = bytes
        .get(year.end)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(byte))
        || bytes.get(year.end).is_some_and(|byte| b".,:".contains(byte))
            && bytes.get(year.end + 1).is_some_and(u8::is_ascii_digit);
    // "tel. 09 12-05-14" is no date either.
    let is_free = match bytes[..start] {
        [.., digit, b' '] => !digit.is_ascii_digit(),
        [.., before] => !joins(before) && before.is_ascii(),
        [] => true,
    };
    let short: i16 = buf[year.clone()].parse().ok()?;
    let full = match 2000 + short {
        full if full <= today.year() + SHORT_AHEAD => full,
        _ => 1900 + short,
    };
    let date = Date::new(full, month, day).ok().filter(|_| is_free && !goes_on)?;
    let is_sure = sign != b'.' || year.end - start == "31.05.14".len() && date <= today;
    is_sure.then_some((start..year.end, date))
}

/// The date that a year is part of: "2014-05-31", "31/05/2014", "31 mei 2014"; a month without a day is its last.
fn date_of(buf: &str, year: Range<usize>) -> Option<(Range<usize>, Date)> {
    if let Some((len, day)) = date::read(&buf[year.start..], LATEST) {
        return Some((year.start..year.start + len, day));
    }
    let from = buf.floor_char_boundary(year.start.saturating_sub(REACH));
    let line = buf[from..year.start].rfind('\n').map_or(from, |at| from + at + 1);
    let before = &buf[line..year.start];
    let is_word = |c: char| c.is_alphanumeric();
    let mut starts = before
        .char_indices()
        .filter(|&(at, c)| is_word(c) && !before[..at].ends_with(is_word));
    let goes_on = buf.as_bytes().get(year.end).is_some_and(|sign| b"/-.".contains(sign))
        && buf.as_bytes().get(year.end + 1).is_some_and(u8::is_ascii_digit);
    if goes_on {
        return None;
    }
    let whole = starts.clone().find_map(|(at, _)| {
        let (len, day) = date::read(&buf[line + at..], LATEST)?;
        (line + at + len == year.end).then_some((line + at..year.end, day))
    });
    whole.or_else(|| {
        let (at, _) = starts.next_back()?;
        let month = month_alone(&before[at..], &before[..at])?;
        let first = Date::new(buf[year.clone()].parse().ok()?, month, 1).ok()?;
        Some((line + at..year.end, first.last_of_month()))
    })
}

/// "mei ", "05/" before a year, and no day before it.
fn month_alone(word: &str, before: &str) -> Option<i8> {
    let name = word.trim_end_matches([' ', '.', '-', '/']);
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        let is_free = !before.ends_with(['/', '-', '.', ',']);
        let month = word.strip_suffix('/')?.parse().ok()?;
        return (is_free && (1..=12).contains(&month)).then_some(month);
    }
    date::month(name)
}

fn is_about_itself(text: &Text, at: usize) -> bool {
    let marks = &text.marks;
    let behind = marks.partition_point(|mark| mark.offset as usize <= at);
    match behind.checked_sub(1).map(|mark| marks[mark].unit) {
        Some(Unit::Field { part }) => ABOUT.contains(&text.names[part as usize].as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::{detect, detect_text, table};

    fn latest(lines: &str) -> Option<Date> {
        detect(lines).latest
    }

    #[test]
    fn the_latest_date_of_a_text() {
        #[track_caller]
        fn check(text: &str, expected: Option<Date>) {
            assert_eq!(latest(text), expected, "{text}");
        }
        let day = |year, month, day| Some(date(year, month, day));
        check("Opgemaakt te Gent op 31/05/2014.", day(2014, 5, 31));
        check("2014-05-31T10:20:30 en 1-6-2014", day(2014, 6, 1));
        check("Le 3 mars 2015, puis le 1er avril 2016", day(2016, 4, 1));
        check("signed on March 3, 2015", day(2015, 3, 3));
        check("am 7. Juli 2011", day(2011, 7, 7));
        check("Loonfiche februari 2012", day(2012, 2, 29));
        check("periode 05/2013", day(2013, 5, 31));
        check("geldig tot 31/12/2031", day(2031, 12, 31));
        check("einde 31/12/2099 of 9999-12-31", None);
        check("in 1931 en 2014", None);
        check("tel. 0475/12.20.14, klant 20141231, 1/2014/7", None);
        check("99/99/2014, 31/02/2014 en 12.2014.05", None);
        check("op 03/11/1968 en op 05.06.1998", day(1998, 6, 5));
        check("Opgemaakt op 31/05/14.", day(2014, 5, 31));
        check("factuur van 3-6-09; vervalt 01/01/31", day(2031, 1, 1));
        check("31.05.14 en 12/11/98", day(2014, 5, 31));
        check("op 12/11/98", day(1998, 11, 12));
        check("tussen 01/01/37 en 12/11/62", None);
        check("versie 1.2.14, hoofdstuk 10.11.12.1, om 10.12.30", None);
        check("tel. 0475/12.05.14, 09 12-05-14 en 0475 12 05 14", None);
        check("31/13/14, 32/01/14, 05/14, 12/05-14, 1/12/05/14 en a12/05/14", None);
        check("Rijksregisternummer 85.07.30-951.80, 12/05/14-3", None);
    }

    #[test]
    fn a_birth_date_is_no_date_of_the_document() {
        #[track_caller]
        fn check(text: &str, expected: Option<Date>) {
            assert_eq!(latest(text), expected, "{text}");
        }
        check("Geboortedatum: 17/08/2012", None);
        check("Geboortedatum: 17/08/12", None);
        check(
            "Jan Peeters, geboren te Gent op 3 november 1998, in dienst sinds 01/02/1997",
            Some(date(1997, 2, 1)),
        );
        check("Rijksregisternummer 85.07.30-951.80 (30/07/1985)", None);
        let rows = table("naam;geboortedatum;in dienst\nAn Maes;17/08/1999;01/03/1998\n");
        assert_eq!(detect_text(&rows).latest, Some(date(1998, 3, 1)));
    }

    #[test]
    fn a_year_at_the_border_of_a_window_is_seen_once() {
        let text = "op 31/05/2014 en";
        let at = text.find("2014").unwrap();
        for cut in 0..=text.len() {
            let found: Vec<_> = years(text.as_bytes(), &(0..cut))
                .chain(years(text.as_bytes(), &(cut..text.len())))
                .collect();
            assert_eq!((found.len(), &found[0]), (1, &(at..at + 4)), "{cut}");
        }
        let text = "op 31/05/14 en";
        let at = text.find("14").unwrap();
        for cut in 0..=text.len() {
            let found: Vec<_> = short_years(text.as_bytes(), &(0..cut))
                .chain(short_years(text.as_bytes(), &(cut..text.len())))
                .filter(|year| *year == (at..at + 2))
                .collect();
            assert_eq!(found.len(), 1, "{cut}");
        }
    }
}
