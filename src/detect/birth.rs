//! Birth dates: a date counts only behind a word for one or under such a heading.

use std::ops::Range;

use jiff::civil::Date;

use super::aligned;
use super::around;
use super::birth_cells;
use super::birth_list;
use super::birthdays;
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
pub(super) const PLACE_REACH: usize = 60;
/// Abbreviations that also stand for delivery, debit and sizes.
const ABBREVIATIONS: [&str; 5] = ["DN", "D.N", "DDN", "DdN", "Ddn"];
/// What is born stands at most this far before the word for it.
pub(super) const BORN_REACH: usize = 60;
/// Words before a date in which a given name stands.
const NAME_WORDS: usize = 3;
/// Words of the subject of a birth that are looked at.
const MOST_SUBJECT: usize = 3;
/// Letters of "in" and "te", and of what stands in the name of a place: "l'".
const PREPOSITION: usize = 2;
/// Words behind the verb that may be what is born: "das am 3. März 2024 geborene Kalb".
const BORN_WORDS: usize = 2;

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
    has_verb && subject.any(|word| is_thing_or_firm(&folded(word)))
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
    begins && has_article && words.next().is_some_and(|word| is_thing_or_firm(&word))
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

/// "(05/05/2013, née à Arlon": the date opens the brackets in which the word stands.
fn in_brackets_before(buf: &str, word: usize, today: Date) -> Option<(Range<usize>, Date)> {
    let (_, inside) = around::before(buf, word, LONGEST).rsplit_once('(')?;
    let start = word - inside.len();
    let (len, date) = read(inside, today)?;
    let is_next = matches!(&buf[start + len..word], ", " | " " | " - " | "; ");
    is_next.then_some((start..start + len, date))
}

/// "te Sint-Katelijne-Waver op ": a place and a word that a date follows.
fn follows_place(between: &str) -> bool {
    let last = split::alphabetic(between).next_back();
    is_place(between) && last.is_some_and(date::follows)
}

/// Nothing but what the name of a place is made of, and no unit: "°C".
pub(super) fn is_place(between: &str) -> bool {
    let is_unit = between.find(|c: char| !c.is_alphabetic()) == Some(1);
    !is_unit
        && between
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '(' | ')' | ','))
}

/// "ist am 17.10.1955 in Eupen geboren", "die op 12 maart 1975 te Gent geboren werd": in Dutch and German the date may stand
/// before the verb, with nothing but a place between.
fn before_verb(buf: &str, word: &Range<usize>, today: Date) -> Option<(Range<usize>, Date)> {
    let text = around::before(buf, word.start, PLACE_REACH + LONGEST);
    if !is_participle(&buf[word.clone()]) || !date::may_be_in(text) {
        return None;
    }
    let mut dates = split::alphabetic(text)
        .rev()
        .filter(|word| date::follows(word))
        .filter_map(|before| {
            let before = around::range_of(buf, before);
            let rest = buf[before.end..word.start].trim_start_matches([' ', '\n']);
            let start = around::offset_of(buf, rest);
            let (len, date) = read(rest, today).or_else(|| read_wrapped(rest, today))?;
            let place = &rest[len..];
            // No subject and no verb: "Am 3. Mai 2019 ist das Konzept geboren".
            let is_of_place = |word: &str| word.len() <= PREPOSITION || person::is_capitalised(word);
            let is_next = is_place(&place.replace('\n', " ")) && split::alphabetic(place).all(is_of_place);
            is_next.then_some((before.start, start..start + len, date))
        });
    let (before, span, date) = dates.next()?;
    // "de op 12 maart 2020 geboren kalveren"
    let behind = split::alphabetic(around::line_behind(buf, word.end, BORN_REACH)).take(BORN_WORDS);
    let is_of_thing =
        is_of_thing(buf, &(before..span.end), word.start) || behind.map(folded).any(|word| is_thing_or_firm(&word));
    (!is_of_thing).then_some((span, date))
}

/// The verb of a birth, which ends a sentence in Dutch and German: "is op 12 maart 1975 geboren. Op 1 mei".
fn is_participle(word: &str) -> bool {
    CONTEXTS.born.participles.contains(&folded(word))
}

/// Whether a text begins with the end of such a sentence. A keyword may go on behind the full stop: "geboren. Op".
fn ends_sentence(text: &str) -> bool {
    let verb = split::alphabetic(text).next().filter(|verb| text.starts_with(verb));
    let next = verb.and_then(|verb| text[verb.len()..].strip_prefix(". "));
    next.is_some_and(|next| next.starts_with(char::is_uppercase)) && verb.is_some_and(is_participle)
}

/// Nothing but a word such as "am" stands between the verb and a date behind it.
fn is_right_behind(between: &str) -> bool {
    !between.contains([',', '\n']) && split::alphabetic(between).all(date::follows)
}

/// "born before 01/01/1960", "nés à partir du": whoever was born so, and nobody's birth.
fn is_limit(between: &str) -> bool {
    let is_small = |word: &String| date::follows(word) || CONTEXTS.born.before_limited.contains(word);
    let mut last = split::alphabetic(between).rev().map(folded).skip_while(is_small);
    last.next().is_some_and(|word| CONTEXTS.born.limits.contains(&word))
}

/// What is born and is no person, or a firm.
fn is_thing_or_firm(word: &str) -> bool {
    CONTEXTS.born.firms.contains(word) || CONTEXTS.born.things.contains(word)
}

/// "PIRON Zoé 12.06.2013 née à Huy": the date stands between a known name and the word, which only the place follows.
fn behind_name(buf: &str, word: &Range<usize>, today: Date) -> Option<(Range<usize>, Date)> {
    let rest = around::line_behind(buf, word.end, PLACE_REACH).strip_prefix(' ')?;
    let (at, place) = rest.split_once(' ')?;
    if !CONTEXTS.born.at.contains(at) || !place.starts_with(char::is_uppercase) {
        return None;
    }
    let line = around::line_before(buf, word.start, BORN_REACH).trim_end_matches([' ', ',']);
    let (span, born) = at_end(buf, line, today)?;
    let name = &line[..line.len() - span.len()];
    let before = name.trim_end_matches([' ', ',']);
    let is_known = |name: &str| person::is_capitalised(name) && NAMES.is_given_alone(&folded(name));
    let is_named = before.len() < name.len() && before.rsplit(' ').take(NAME_WORDS).any(is_known);
    is_named.then_some((span, born))
}

/// The date in digits with which a part of the text ends.
fn at_end(buf: &str, line: &str, today: Date) -> Option<(Range<usize>, Date)> {
    let before = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
    let span = around::range_of(buf, &line[before.len()..]);
    let (len, date) = read(&buf[span.clone()], today)?;
    (len == span.len()).then_some((span, date))
}

/// "05.03.2012 (date de naissance)", "12/05/1968 (geboortedatum)": the word alone in brackets says what stands right before them.
fn alone_in_brackets(buf: &str, word: &Range<usize>, today: Date) -> Option<(Range<usize>, Date)> {
    if !buf[word.end..].starts_with(')') {
        return None;
    }
    let line = around::line_before(buf, word.start, BORN_REACH).strip_suffix('(')?;
    at_end(buf, line.trim_end_matches(' '), today)
}

impl Finder<'_> {
    /// A date behind a word for a birth date.
    pub(super) fn birth_date(&mut self, hit: &TermHit, rule: u16) {
        let word = hit.start as usize..hit.end as usize;
        if let Some((span, date)) = alone_in_brackets(self.buf, &word, self.settings.today) {
            if !is_of_thing(self.buf, &word, word.end) {
                self.born(span, date, rule, KEYWORD);
            }
            return;
        }
        let is_table = self.border(word.end).is_some();
        if !is_table && self.born_below(&word, rule) {
            return;
        }
        let found = behind(self.buf, word.end, is_table, self.settings.today)
            .filter(|(span, _)| !ends_sentence(&self.buf[word.start..]) && !is_limit(&self.buf[word.end..span.start]))
            .filter(|(span, date)| birthdays::may_list(self.buf, &word, span, *date, self.settings.today));
        let is_of_thing = |date: &Range<usize>| {
            is_of_thing(self.buf, &word, date.start) || opens_sentence_on_firm(self.buf, &word, date)
        };
        let on_line = |span: &Range<usize>| !self.buf[word.end..span.start].contains('\n');
        let is_next = |span: &Range<usize>| is_right_behind(&self.buf[word.end..span.start]);
        let before = before_verb(self.buf, &word, self.settings.today);
        if let Some((span, date)) = before.filter(|_| !found.as_ref().is_some_and(|(span, _)| is_next(span))) {
            self.born(span, date, rule, KEYWORD);
            return;
        }
        let named = behind_name(self.buf, &word, self.settings.today);
        if let Some((span, date)) = named.filter(|_| !found.as_ref().is_some_and(|(span, _)| on_line(span))) {
            self.born(span, date, rule, KEYWORD);
        } else if let Some((span, date)) = found.filter(|(span, _)| !is_of_thing(span)) {
            let form = match ABBREVIATIONS.contains(&self.buf[word].trim_end_matches('.')) {
                true => SIGN,
                false => KEYWORD,
            };
            self.all_born(hit.start as usize, span, date, rule, form);
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

    /// A date and those that are joined to it, in the cell or on the lines behind what `label` begins.
    pub(super) fn all_born(&mut self, label: usize, span: Range<usize>, date: Date, rule: u16, form: u8) {
        let cell = self.border(span.end);
        let rest = &self.buf[span.end..];
        let cell_end = cell.and_then(|border| rest.find([char::from(border), '\n']));
        let until = cell_end.map_or(self.buf.len(), |len| span.end + len);
        self.born_in(label, span, date, rule, form, until);
    }

    fn born_in(&mut self, label: usize, span: Range<usize>, date: Date, rule: u16, form: u8, until: usize) {
        let label = &self.buf[label..span.start];
        let joined = birth_list::joined(self.buf, label, span.end, until, self.settings.today);
        self.born(span, date, rule, form);
        for (span, date) in joined {
            self.born(span, date, rule, form);
        }
    }

    /// The date that a cell under such a heading begins with, or holds behind a place; a time or other dates may follow it.
    pub(super) fn birth_cell(&mut self, cell: &Range<usize>, rule: u16) {
        let text = &self.buf[cell.clone()];
        let behind_place = || {
            let (place, rest) = text.split_once(", ")?;
            (is_place(place) && person::is_capitalised(place)).then_some(rest)
        };
        let begins = |text: &str| {
            Some((
                around::offset_of(self.buf, text),
                birth_cells::read(text, self.settings.today)?,
            ))
        };
        if let Some((start, (len, date))) = begins(text).or_else(|| begins(behind_place()?)) {
            self.born_in(start, start..start + len, date, rule, HEADING, cell.end);
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
    fn no_date_goes_on_in_the_next_row() {
        assert!(behind(" 3 juni\n1959", 0, true, TODAY).is_none());
    }
}
