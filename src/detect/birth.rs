//! Birth dates: a date counts only behind a word for one or under such a heading.

use std::ops::Range;

use jiff::civil::Date;

use super::aligned;
use super::around;
use super::date::{self, LONGEST, read};
use super::date_words;
use super::engine::TermHit;
use super::lexicon::contexts::CONTEXTS;
use super::names::{NAMES, folded};
use super::person;
use super::split;
use super::words::{Finder, Support};

pub static FORMS: &[&str] = &["keyword", "heading", "sign"];
pub static CLASSES: &[&str] = &["adult", "minor"];
pub const KEYWORD: u8 = 0;
pub const HEADING: u8 = 1;
/// Behind a star or an abbreviation that stands for other things too: only with a person's name near.
pub const SIGN: u8 = 2;
const MINOR: u8 = 1;

/// A birth date stands at most this far behind its word.
const REACH: usize = 25;
/// So far where nothing but a place and a word such as "op" is between.
const PLACE_REACH: usize = 60;
/// Stands for "born" before a date or a place and a date: "(°12-03-1965)", "° Gent, 12 maart 1965".
const BIRTH_SIGN: &str = "°";
/// The same in German: "(*08.03.1946)".
const STAR: &str = "*";
/// The same in English: "(b. 2 August 1960)", "Mia Testa, b. 2/8/1960".
const BORN_SHORT: &str = "b. ";
/// Abbreviations that also stand for delivery, debit and sizes.
const ABBREVIATIONS: [&str; 3] = ["DN", "D.N", "DDN"];
/// What is born stands at most this far before the word for it.
const BORN_REACH: usize = 60;
/// Bytes of the words that join two dates, and dates that are joined to a first one.
const JOINED: usize = 12;
const MOST_BORN: usize = 8;
/// Words before a date in which a given name stands.
const NAME_WORDS: usize = 3;
/// Words of the subject of a birth that are looked at.
const MOST_SUBJECT: usize = 3;

/// Whether a thing is born here, or an animal, and nobody is named: "le projet est né", "geboren idee".
fn is_of_thing(buf: &str, word: &Range<usize>, date: usize) -> bool {
    let before = around::before(buf, word.start, BORN_REACH)
        .rsplit(['\n', '.', ';'])
        .next()
        .unwrap_or("");
    let between = &buf[word.end..date];
    let words = || {
        let all = split::alphabetic(before).chain(split::alphabetic(between));
        all.filter(|word| word.len() > 2)
    };
    let names = |word: &str| {
        let known = folded(word);
        person::is_capitalised(word) && (NAMES.is_given_alone(&known) || NAMES.is_surname(&known))
    };
    is_of_firm(before) || words().any(|word| CONTEXTS.born.things.contains(&folded(word))) && !words().any(names)
}

/// Whether a firm is the subject of the verb before the word: "notre chocolaterie est", "het bedrijf Claes is".
fn is_of_firm(before: &str) -> bool {
    let mut words = before.split(' ').rev().filter(|word| !word.is_empty());
    let has_verb = words.next().is_some_and(|word| CONTEXTS.born.verbs.contains(word));
    // "Claes" is a family too, and a firm bears its name.
    let is_given = |word: &str| NAMES.is_given_alone(word) && !NAMES.is_surname(word);
    let subject = words.take(MOST_SUBJECT);
    let mut subject = subject.take_while(|word| !is_given(&folded(word)) && !word.ends_with(','));
    let is_firm = |word: &str| CONTEXTS.born.firms.contains(word) || CONTEXTS.born.things.contains(word);
    has_verb && subject.any(|word| is_firm(&folded(word)))
}

/// Whether a sentence begins with the word, and tells behind the date that a firm is its subject: "Née en 1998, la société".
fn opens_sentence_on_firm(buf: &str, word: &Range<usize>, date: &Range<usize>) -> bool {
    let line = around::line_before(buf, word.start, BORN_REACH).trim_end();
    let begins = line.is_empty() || line.ends_with(['.', '!', '?']);
    let next = around::line_behind(buf, date.end, BORN_REACH)
        .strip_prefix(", ")
        .unwrap_or("");
    let mut words = next.split([' ', '\'', '’']).map(folded);
    let has_article = words
        .next()
        .is_some_and(|first| CONTEXTS.born.articles.contains(&first));
    let is_firm = |word: String| CONTEXTS.born.firms.contains(&word) || CONTEXTS.born.things.contains(&word);
    begins && has_article && words.next().is_some_and(is_firm)
}

/// The heading over the days of a list of birthdays, where one stands over the names: "Verjaardagen;Datum".
pub fn days_of_birthdays(headings: &[String], mut is_of_births: impl FnMut(&str) -> bool) -> Option<&str> {
    let day = |heading: &str| CONTEXTS.born.days.contains(&folded(heading.trim()));
    let is_list = |pair: &&[String]| day(&pair[1]) && is_of_births(&pair[0]);
    let mut days = headings.iter().filter(|heading| day(heading));
    let is_only = days.next().is_some() && days.next().is_none();
    let list = headings.windows(2).find(is_list).filter(|_| is_only);
    list.map(|pair| pair[1].as_str())
}

/// The date that belongs to a word for a birth date ending at `end`; nothing beyond a line end in a table.
pub fn behind(buf: &str, end: usize, tabular: bool, today: Date) -> Option<(Range<usize>, Date)> {
    let rest = around::behind(buf, end, PLACE_REACH + date_words::LONGEST);
    let rest = match rest.find('\n') {
        Some(line) if tabular => &rest[..line],
        _ => rest,
    };
    if !date::may_be_in(rest) {
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
        let rest_of_it = &rest[at..];
        let found = read(rest_of_it, today).or_else(|| read_wrapped(rest_of_it, today));
        if let Some((len, date)) = found.or_else(|| date_words::read(rest_of_it, today)) {
            let is_near = at <= REACH || follows_place(&rest[..at]);
            return is_near.then(|| (end + at..end + at + len, date));
        }
        if c.is_ascii_digit() && at > REACH {
            return None;
        }
    }
    None
}

/// "3 juni\n1959": a date with the name of its month over the end of a line.
fn read_wrapped(text: &str, today: Date) -> Option<(usize, Date)> {
    let text = around::behind(text, 0, LONGEST);
    let (line, next) = text.split_once('\n')?;
    let (len, date) = read(&format!("{line} {next}"), today)?;
    let has_month = text[..len].contains(char::is_alphabetic);
    (has_month && len > line.len() + 1).then_some((len, date))
}

/// The date that is joined to one that ends at `end`: " en 14/05/2012", " et le 14/05/2012".
fn next_behind(buf: &str, end: usize, today: Date) -> Option<(Range<usize>, Date)> {
    let rest = around::behind(buf, end, JOINED + LONGEST).strip_prefix(' ')?;
    let (joint, rest) = rest.split_once(' ')?;
    if !CONTEXTS.born.joints.contains(joint) {
        return None;
    }
    let date = match rest.split_once(' ') {
        Some((word, date)) if date::follows(&word.to_lowercase()) => date,
        _ => rest,
    };
    let start = around::offset_of(buf, date);
    read(date, today).map(|(len, date)| (start..start + len, date))
}

/// "(05/05/2013, née à Arlon": the date opens the brackets in which the word stands.
fn in_brackets_before(buf: &str, word: usize, today: Date) -> Option<(Range<usize>, Date)> {
    let (_, inside) = around::before(buf, word, LONGEST).rsplit_once('(')?;
    let start = word - inside.len();
    let (len, date) = read(inside, today)?;
    let is_next = matches!(&buf[start + len..word], ", " | " " | " - " | "; ");
    is_next.then_some((start..start + len, date))
}

/// Where the sign stands that tells that a date is one of a birth, if one does: "°12/03/1969", "* Gent, 12.03.1969".
pub fn sign_before(buf: &str, date: usize) -> Option<usize> {
    let line = around::line_before(buf, date, PLACE_REACH);
    let (at, sign) = [BIRTH_SIGN, STAR]
        .into_iter()
        .filter_map(|sign| Some((line.rfind(sign)?, sign)))
        .max()?;
    is_place(&line[at + sign.len()..]).then_some(date - line.len() + at)
}

/// "te Sint-Katelijne-Waver op ": a place and a word that a date follows.
fn follows_place(between: &str) -> bool {
    let last = split::alphabetic(between).next_back();
    is_place(between) && last.is_some_and(date::follows)
}

/// Nothing but what the name of a place is made of, and no unit: "°C".
fn is_place(between: &str) -> bool {
    let is_unit = between.find(|c: char| !c.is_alphabetic()) == Some(1);
    !is_unit
        && between
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '(' | ')' | ','))
}

/// "PIRON Zoé 12.06.2013 née à Huy": the date stands between a known name and the word, which only the place follows.
fn behind_name(buf: &str, word: &Range<usize>, today: Date) -> Option<(Range<usize>, Date)> {
    let rest = around::line_behind(buf, word.end, PLACE_REACH).strip_prefix(' ')?;
    let (at, place) = rest.split_once(' ')?;
    if !CONTEXTS.born.at.contains(at) || !place.starts_with(char::is_uppercase) {
        return None;
    }
    let line = around::line_before(buf, word.start, BORN_REACH).trim_end_matches([' ', ',']);
    let name = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
    let (date, before) = (&line[name.len()..], name.trim_end_matches([' ', ',']));
    let (len, born) = read(date, today).filter(|(len, _)| *len == date.len())?;
    let is_known = |name: &str| person::is_capitalised(name) && NAMES.is_given_alone(&folded(name));
    let start = around::offset_of(buf, date);
    let is_named = before.len() < name.len() && before.rsplit(' ').take(NAME_WORDS).any(is_known);
    is_named.then_some((start..start + len, born))
}

impl Finder<'_> {
    /// A date behind a word for a birth date.
    pub(super) fn birth_date(&mut self, hit: &TermHit, rule: u16) {
        let word = hit.start as usize..hit.end as usize;
        let is_table = self.border(word.end).is_some();
        if !is_table && self.born_below(&word, rule) {
            return;
        }
        let found = behind(self.buf, word.end, is_table, self.settings.today);
        let is_of_thing = |date: &Range<usize>| {
            is_of_thing(self.buf, &word, date.start) || opens_sentence_on_firm(self.buf, &word, date)
        };
        let on_line = |span: &Range<usize>| !self.buf[word.end..span.start].contains('\n');
        let named = behind_name(self.buf, &word, self.settings.today);
        if let Some((span, date)) = named.filter(|_| !found.as_ref().is_some_and(|(span, _)| on_line(span))) {
            self.born(span, date, rule, KEYWORD);
        } else if let Some((span, date)) = found.filter(|(span, _)| !is_of_thing(span)) {
            let form = match ABBREVIATIONS.contains(&self.buf[word].trim_end_matches('.')) {
                true => SIGN,
                false => KEYWORD,
            };
            self.all_born(span, date, rule, form);
        } else if let Some((span, date)) = in_brackets_before(self.buf, word.start, self.settings.today) {
            self.born(span, date, rule, KEYWORD);
        }
    }

    /// The dates in the column of plain text below a word for a birth date, or in that of a statement; whether there are any.
    fn born_below(&mut self, word: &Range<usize>, rule: u16) -> bool {
        let n_before = self.out.len();
        let below = aligned::below(self.buf, word).into_iter();
        for cell in below.chain(aligned::inserted(self.buf, word)) {
            if let Some((len, date)) = read(&self.buf[cell..], self.settings.today) {
                self.born(cell..cell + len, date, rule, HEADING);
            }
        }
        self.out.len() > n_before
    }

    /// A date and those that are joined to it: "geboren op 12/03/2011 en 14/05/2012".
    fn all_born(&mut self, span: Range<usize>, date: Date, rule: u16, form: u8) {
        let mut end = span.end;
        self.born(span, date, rule, form);
        for _ in 0..MOST_BORN {
            let Some((span, date)) = next_behind(self.buf, end, self.settings.today) else {
                break;
            };
            end = span.end;
            self.born(span, date, rule, form);
        }
    }

    /// Dates behind a German star, with points as Germans write them: "(*08.03.1946)". At the beginning of a line it is a
    /// point of a list.
    fn behind_stars(&mut self, range: &Range<usize>, rule: u16) {
        let buf = self.buf;
        for at in memchr::memchr_iter(b'*', &buf.as_bytes()[range.clone()]).map(|at| range.start + at) {
            let before = &buf.as_bytes()[..at];
            let is_inside = matches!(before, [.., b'('] | [.., b',' | b';' | b'a'..=b'z', b' ']);
            let behind = around::behind(buf, at + 1, LONGEST);
            let n_digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            if !is_inside || !(1..=2).contains(&n_digits) || !behind[n_digits..].starts_with('.') {
                continue;
            }
            if let Some((len, date)) =
                read(behind, self.settings.today).filter(|(len, _)| !behind[*len..].starts_with('*'))
            {
                self.born(at + 1..at + 1 + len, date, rule, SIGN);
            }
        }
    }

    /// Dates right behind the English abbreviation, where brackets or a comma before it part it from a name.
    fn behind_short(&mut self, range: &Range<usize>, rule: u16) {
        let buf = self.buf;
        for at in memchr::memmem::find_iter(&buf.as_bytes()[range.clone()], BORN_SHORT).map(|at| range.start + at) {
            let is_inside = matches!(&buf.as_bytes()[..at], [.., b'('] | [.., b',' | b';', b' ']);
            // A point of a list stands behind another one, and no name.
            let word = around::line_before(buf, at, BORN_REACH).trim_end_matches([' ', ',', ';', '(']);
            let is_inside = is_inside && word.rsplit(' ').next().is_some_and(person::is_capitalised);
            let start = at + BORN_SHORT.len();
            let date = is_inside.then(|| read(around::behind(buf, start, LONGEST), self.settings.today));
            if let Some((len, date)) = date.flatten() {
                self.born(start..start + len, date, rule, SIGN);
            }
        }
    }

    /// Dates behind a sign that stands for "born"; behind a letter or digit it is another one: "N° 12", "20 °C".
    pub(super) fn behind_birth_signs(&mut self, range: &Range<usize>) {
        let Some((rule, buf)) = self.detector.words.birth_date.map(|rule| (rule, self.buf)) else {
            return;
        };
        self.behind_stars(range, rule);
        self.behind_short(range, rule);
        for at in memchr::memmem::find_iter(&buf.as_bytes()[range.clone()], BIRTH_SIGN) {
            let at = range.start + at;
            let stands_alone = buf[..at]
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, '(' | ',' | ';') || c.is_whitespace());
            let end = at + BIRTH_SIGN.len();
            let found = stands_alone
                .then(|| behind(buf, end, self.border(end).is_some(), self.settings.today))
                .flatten();
            if let Some((span, date)) = found.filter(|(span, _)| is_place(&buf[end..span.start])) {
                self.all_born(span, date, rule, KEYWORD);
            }
        }
    }

    /// The date that a cell under such a heading begins with; a time may follow it.
    pub(super) fn birth_cell(&mut self, cell: &Range<usize>, rule: u16) {
        if let Some((len, date)) = read(&self.buf[cell.clone()], self.settings.today) {
            self.born(cell.start..cell.start + len, date, rule, HEADING);
        }
    }

    pub(super) fn born(&mut self, span: Range<usize>, date: Date, rule: u16, form: u8) {
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
    fn a_date_belongs_to_the_word_shortly_before_it() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let found = behind(text, 0, false, TODAY).map(|(span, _)| &text[span]);
            assert_eq!(found, expected, "{text}");
        }
        check(" op 3 november 1968 te Gent", Some("3 november 1968"));
        check("\": \"1968-11-03\"", Some("1968-11-03"));
        check(" te Sint-Katelijne-Waver op 03/11/1968", Some("03/11/1968"));
        check(" à Namur le 11 novembre\n1948, numéro", Some("11 novembre\n1948"));
        check(": 3\nmaart 1971", Some("3\nmaart 1971"));
        check(" op 3 juni\n\n1959", None);
        check(" op 03 06\n1959", None);
        check(": onbekend. Dossier geopend op 03/11/2018", None);
        check(" te Gent. Het contract werd getekend op 03/11/2018", None);
    }

    #[test]
    fn a_sign_stands_for_born() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let date = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert_eq!(sign_before(text, date).map(|at| &text[..at]), expected, "{text}");
        }
        check("Jan Testa (°12/03/1969)", Some("Jan Testa ("));
        check("Jan Testa, *12.03.1969", Some("Jan Testa, "));
        check("Jan Testa, ° Gent, 12/03/1969", Some("Jan Testa, "));
        check("Jan Testa, 12/03/1969", None);
        check("* Jan Testa: 12/03/1969", None);
    }

    #[test]
    fn no_date_goes_on_in_the_next_row() {
        assert!(behind(" 3 juni\n1959", 0, true, TODAY).is_none());
    }

    #[test]
    fn a_list_of_birthdays_has_a_column_of_days() {
        #[track_caller]
        fn check(headings: &[&str], expected: Option<&str>) {
            let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
            assert_eq!(days_of_birthdays(&headings, |label| label == "Verjaardagen"), expected);
        }
        check(&["Verjaardagen", "Datum"], Some("Datum"));
        check(&["Naam", "Datum"], None);
        check(&["Verjaardagen", "Naam", "Datum"], None);
        check(&["Datum", "Verjaardagen", "datum"], None);
    }
}
