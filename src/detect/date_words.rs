//! Dates in words, as deeds have them: "zeven maart negentienhonderd achtenvijftig", "deux mille trois".

use jiff::civil::Date;

use super::around::{behind, range_of};
use super::date;
use super::names::with_folded;
use super::split;

/// No date in words is longer.
pub const LONGEST: usize = 110;
/// Words of a day and of a year, at most.
const MOST_DAY_WORDS: usize = 3;
const MOST_YEAR_WORDS: usize = 9;
/// Nobody who is written about was born before.
const FIRST_YEAR: i16 = 1900;
const HUNDRED: i16 = 100;
const THOUSAND: i16 = 1000;

/// A number that is being read, word by word.
#[derive(Clone, Copy, Default)]
struct Number {
    thousands: i16,
    rest: i16,
}

impl Number {
    /// Adds the parts that a word is made of, if it is of nothing else.
    fn with(mut self, word: &str) -> Option<Self> {
        let mut rest = word;
        while !rest.is_empty() {
            let (name, value) = date::WORDS.number_part(rest)?;
            rest = &rest[name.len()..];
            match *value {
                THOUSAND => (self.thousands, self.rest) = (self.rest.max(1).checked_mul(THOUSAND)?, 0),
                HUNDRED => self.rest = self.rest.max(1).checked_mul(HUNDRED)?,
                // "quatre-vingt"
                20 if self.rest % 10 == 4 && name.starts_with("vingt") => self.rest += 76,
                value => self.rest = self.rest.checked_add(value)?,
            }
        }
        Some(self)
    }

    fn value(self) -> Option<i16> {
        self.thousands.checked_add(self.rest)
    }
}

/// The date in words that a text begins with, up to `today`: how long it is, and itself.
pub fn read(text: &str, today: Date) -> Option<(usize, Date)> {
    let text = behind(text, 0, LONGEST);
    let (mut day, mut words) = (Number::default(), split::alphabetic(text));
    let mut month = None;
    for _ in 0..=MOST_DAY_WORDS {
        let word = words.next()?;
        let found = date::month(word).filter(|_| day.rest > 0);
        month = found.map(|month| (month, range_of(text, word).end));
        if month.is_some() {
            break;
        }
        day = with_folded(word, |word| day.with(word))?;
    }
    let (month, month_end) = month?;
    let (end, year) = match year_in_digits(&text[month_end..]) {
        Some((len, year)) => (month_end + len, year),
        None => year_in_words(text, words)?,
    };
    let date = Date::new(year, month, i8::try_from(day.value()?).ok()?).ok()?;
    (date <= today && date.year() >= FIRST_YEAR).then_some((end, date))
}

/// "premier avril 1981": how long it is with what stands before it, and the year.
fn year_in_digits(behind: &str) -> Option<(usize, i16)> {
    let digits = behind.trim_start_matches(' ');
    let n_digits = digits.bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = digits[n_digits..].starts_with(|c: char| c.is_alphabetic());
    let year = digits[..n_digits].parse().ok()?;
    (n_digits == 4 && !goes_on).then_some((behind.len() - digits.len() + n_digits, year))
}

/// Where the year ends that words of a text begin with, and the year.
fn year_in_words<'t>(text: &str, words: impl Iterator<Item = &'t str>) -> Option<(usize, i16)> {
    let (mut year, mut end) = (Number::default(), 0);
    for word in words.take(MOST_YEAR_WORDS) {
        let Some(next) = with_folded(word, |word| year.with(word)) else {
            break;
        };
        // "achtenvijftig en …": what joins a number to another sentence is no part of it.
        if next.value() != year.value() {
            end = range_of(text, word).end;
        }
        year = next;
    }
    Some((end, year.value()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn dates_in_words_are_read_in_three_languages() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let found = read(text, TODAY).map(|(len, date)| format!("{date}{}", &text[len..]));
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        check(
            "zeven maart negentienhonderd achtenvijftig, te Gent",
            "1958-03-07, te Gent",
        );
        check("eenentwintig mei negentienhonderdeenentachtig", "1981-05-21");
        check("drie juni tweeduizend en drie en wonende", "2003-06-03 en wonende");
        check("premier avril 1981 à Mons", "1981-04-01 à Mons");
        check("twaalf mei 1981, te Gent", "1981-05-12, te Gent");
        check("ersten April 1981.", "1981-04-01.");
        check("eerste januari tweeduizend", "2000-01-01");
        check("sept mars mil neuf cent cinquante-huit", "1958-03-07");
        check("trente et un août mille neuf cent quatre-vingt-dix-neuf", "1999-08-31");
        check("premier avril mil neuf cent septante-deux", "1972-04-01");
        check("vingt-quatre février deux mille trois et", "2003-02-24 et");
        check("siebten März neunzehnhundertachtundfünfzig", "1958-03-07");
        check("vierundzwanzigsten September zweitausendunddrei", "2003-09-24");
    }

    #[test]
    fn other_words_are_no_date() {
        for text in [
            "zeven maart",
            "maart negentienhonderd achtenvijftig",
            "april 1981",
            "premier avril 981",
            "premier avril 19811",
            "premier avril 1881",
            "premier avril, rue 1981",
            "zeven mensen negentienhonderd",
            "zeven maart achttienhonderd acht",
            "een mei tweeduizend vijftig",
            "vijfendertig mei negentienhonderd acht",
            "neuf cent mille",
            "honderd honderd honderd honderd mei",
        ] {
            assert_eq!(read(text, TODAY), None, "{text}");
        }
    }
}
