//! Belgian addresses: a street with its number, a postcode with its place, or both together.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::around::{behind, line_behind, offset_of};
use super::engine::TermHit;
use super::names::{WordSet, folded, set, without_article};
use super::places::PLACES;
use super::split;
use super::words::{Finder, Support};

/// What of an address is there; each gives a base score of its own.
pub static FORMS: &[&str] = &["full", "place", "street"];
pub static CLASSES: &[&str] = &["private", "company"];
const FULL: u8 = 0;
pub const PLACE: u8 = 1;
const STREET: u8 = 2;

/// A street ends at most this far before its postcode, and begins at most so much before that.
const TO_POSTCODE: usize = 80;
const STREET_LEN: usize = 64;
/// Line ends between a street and its postcode.
const MOST_LINES: usize = 2;
/// A street without place stands at most this far behind its word.
const BEHIND_WORD: usize = 60;
/// Words of a street's name.
const MOST_WORDS: usize = 6;
/// Bytes before a postcode that may show that it is none.
const BEFORE: usize = 24;
/// Signs between a postcode and its place, and bytes in which the next field of a record begins.
const MOST_SIGNS: usize = 5;
const FIELD: usize = 80;
/// Postcodes that may be years.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2040;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    endings: Vec<String>,
    prefixes: Vec<String>,
    boxes: Vec<String>,
    not_before: Vec<String>,
    labels: Vec<String>,
}

struct AddressWords {
    endings: Vec<String>,
    prefixes: WordSet,
    boxes: WordSet,
    not_before: WordSet,
    labels: WordSet,
}

static WORDS: LazyLock<AddressWords> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/data/addresses.toml"))
        .expect("the embedded words of addresses are checked by a test");
    AddressWords {
        endings: file.endings,
        prefixes: set(file.prefixes.join(",")),
        boxes: set(file.boxes.join(",")),
        not_before: set(file.not_before.join(",")),
        labels: set(file.labels.join(",")),
    }
});

/// A word or number of an address.
#[derive(Clone, Copy)]
struct Token<'t> {
    start: usize,
    text: &'t str,
    /// What stands between it and the one before holds more than spaces.
    apart: bool,
}

/// Whether a street with its number stands in a text; "Straat 2" is the name of a field.
pub fn holds_street(text: &str) -> bool {
    street(text).is_some_and(|span| {
        let mut words = split::alphabetic(&text[span]).map(folded);
        let is_street_alone = |word: &String| WORDS.prefixes.contains(word.as_str()) || WORDS.endings.contains(word);
        words.any(|word| !is_street_alone(&word))
    })
}

/// The last street with its number in a text: its span, with the letter box.
fn street(text: &str) -> Option<Range<usize>> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).rev().find_map(|at| {
        if !without_article(tokens[at].text).starts_with(char::is_alphabetic) {
            return None;
        }
        let word = folded(tokens[at].text.trim_end_matches('.'));
        let (first, number) = if WORDS.prefixes.contains(word.as_str()) {
            french(&tokens, at)?
        } else if is_ending(&word) {
            dutch(&tokens, at)?
        } else {
            return None;
        };
        let last = with_box(&tokens, number.max(first));
        // The full stop is that of a sentence.
        let last = tokens[last];
        Some(tokens[first].start..last.start + last.text.trim_end_matches('.').len())
    })
}

/// "rue de la Loi 16", "rue de la Loi, 16", "16, rue de la Loi": the first and the last token.
fn french(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let words = tokens[at + 1..].iter().take(MOST_WORDS);
    let is_capital = |token: &Token<'_>| without_article(token.text).starts_with(char::is_uppercase);
    let n_words = words
        .take_while(|token| token.text.starts_with(char::is_alphabetic) && !token.apart)
        .count();
    let behind = at + 1 + n_words;
    let before = at.checked_sub(1);
    if tokens.get(behind).is_some_and(|token| is_number(token.text)) {
        // "Grand Place 12"
        let capital = before.filter(|&before| n_words == 0 && !tokens[at].apart && is_capital(&tokens[before]));
        let first = capital.unwrap_or(at);
        return (n_words > 0 || is_capital(&tokens[first])).then_some((first, behind));
    }
    let number = before.filter(|&before| is_number(tokens[before].text))?;
    // "38, rue du Moulin à …"
    let last = tokens[at + 1..behind].iter().rposition(is_capital)?;
    Some((number, at + 1 + last))
}

/// "Kerkstraat 16", or as the English write it, "16 Kerkstraat": the first and the last token.
fn dutch(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let first = begins(tokens, at)?;
    if tokens.get(at + 1).is_some_and(|next| is_number(next.text)) {
        return Some((first, at + 1));
    }
    // Four digits are a year or a postcode.
    let is_short = |number: &str| is_number(number) && !number.starts_with('0') && number.len() < 4;
    let before = first
        .checked_sub(1)
        .filter(|&before| !tokens[first].apart && is_short(tokens[before].text))?;
    Some((before, at))
}

/// The first word of a Dutch or German street's name whose last word is at `at`.
fn begins(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let has_capital = |token: &Token<'_>| without_article(token.text).starts_with(char::is_uppercase);
    let in_name = |token: &Token<'_>| has_capital(token) || super::names::PERSON.is_particle(&folded(token.text));
    let is_capital = |at: usize| has_capital(&tokens[at]);
    let mut first = at;
    while first > 0 && !tokens[first].apart && at - first < MOST_WORDS && in_name(&tokens[first - 1]) {
        first -= 1;
    }
    while first < at && !is_capital(first) {
        first += 1;
    }
    is_capital(first).then_some(first)
}

fn is_ending(word: &str) -> bool {
    WORDS.endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

/// "12", "12A", "12-14", "12/3"
fn is_number(text: &str) -> bool {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[n_digits..];
    let is_addition = |rest: &str| {
        rest.len() <= 5
            && rest
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.'))
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=4).contains(&n_digits) && letters <= 3 && is_addition(rest)
}

/// The last token of a number with its letter box: "12 bus 3", "12 A", "12 / 3".
fn with_box(tokens: &[Token<'_>], number: usize) -> usize {
    let is_short = |token: &Token<'_>| token.text.len() <= 4 && token.text.chars().all(char::is_alphanumeric);
    match &tokens[number + 1..] {
        [sign, of, ..] if WORDS.boxes.contains(folded(sign.text.trim_end_matches('.')).as_str()) && is_short(of) => {
            number + 2
        }
        [letter, ..] if !letter.apart && letter.text.len() == 1 && letter.text.chars().all(char::is_alphabetic) => {
            number + 1
        }
        _ => number,
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '(' | ')' | '|' | '<'..='>' | '*');
    let words = text.split(is_sign).filter(|word| word.contains(char::is_alphanumeric));
    let mut before = 0;
    words
        .map(|word| {
            let start = offset_of(text, word);
            let between = &text[before..start];
            before = start + word.len();
            Token {
                start,
                text: word,
                apart: between.contains(|c: char| c != ' '),
            }
        })
        .collect()
}

/// What stands before a postcode, without "B-": where its country sign begins.
fn without_country(before: &str) -> &str {
    let trimmed = before.trim_end_matches(['-', ' ']);
    let sign = trimmed.strip_suffix("BE").or_else(|| trimmed.strip_suffix('B'));
    match sign {
        Some(rest) if trimmed.len() + 1 >= before.len() && !rest.ends_with(char::is_alphanumeric) => rest,
        _ => before,
    }
}

/// Whether the number behind is part of a date, an amount, an article or a longer number.
fn is_no_postcode(before: &str, postcode: &str) -> bool {
    if before.ends_with(['/', '.', '-', '_', '+', '=', '#', '$', '€', '§']) {
        return true;
    }
    let trimmed = before.trim_end_matches(' ');
    let last = trimmed
        .rsplit(|c: char| !c.is_alphabetic() && c != '\'')
        .next()
        .unwrap_or("");
    let is_year = postcode.parse().is_ok_and(|year| YEARS.contains(&year));
    // "in 2020 Antwerpen": a year stands in a sentence, a postcode begins what it stands in.
    let in_sentence = is_year && trimmed.ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let word = trimmed.trim_end_matches('.');
    let abbreviated = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    [last, abbreviated]
        .iter()
        .any(|word| WORDS.not_before.contains(folded(word).as_str()))
        || in_sentence
}

impl Finder<'_> {
    /// A postcode: with a place behind it, it is an address, and a street before it makes it a full one.
    pub(super) fn postcode(&mut self, hit: &TermHit, rule: u16) {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let Some(place) = self.place_behind(end) else { return };
        let postcode = &self.buf[start..end];
        let with_country = &self.buf[self.buf.floor_char_boundary(start.saturating_sub(BEFORE))..start];
        let before = without_country(with_country);
        let has_country = before.len() < with_country.len();
        let street = self.street_before(start);
        // In "8800 Roeselare, Noordstraat 118. Koper 2: te 8500 Kortrijk, Kerkstraat 4" the one before is of another address.
        let is_next = street
            .as_ref()
            .is_some_and(|street| is_next(&self.buf[street.end..start]));
        let street = match is_next {
            true => street,
            false => self.street_after(place.end).or(street),
        };
        if let Some(street) = street {
            let value = [&self.buf[street.clone()], postcode, &self.buf[place.clone()]].join(" ");
            let span = street.start.min(start)..street.end.max(place.end);
            self.keep(span, rule, FULL, &normalised(&value), Support::Context);
        } else if PLACES.is_sure(&self.buf[place.clone()], postcode)
            && (has_country || !is_no_postcode(before, postcode))
        {
            let value = [postcode, &self.buf[place.clone()]].join(" ");
            self.keep(start..place.end, rule, PLACE, &normalised(&value), Support::Context);
        }
    }

    /// The place that follows a postcode, at once, in the next cell, or in the next field of a form or record.
    fn place_behind(&self, end: usize) -> Option<Range<usize>> {
        let behind = &self.buf.as_bytes()[end..];
        let border = self.border(end);
        let signs = behind.iter().take(MOST_SIGNS);
        let n_signs = signs.take_while(|byte| is_sign(border, **byte)).count();
        let begins_name = |at: usize| self.buf[end + at..].starts_with(|c: char| c.is_uppercase() || c == '\'');
        // `postcode="9000" gemeente="Gent"`: a blank behind the quotes is a sign, too.
        let is_quoted = matches!(behind.first(), Some(b'"' | b'\''));
        let at = match *behind.get(n_signs)? {
            _ if n_signs > 0 && begins_name(n_signs) => n_signs,
            b'a'..=b'z' if !is_quoted => return None,
            b'"' | b'\'' | b',' | b'<' | b'\n' | b';' | b'a'..=b'z' => {
                field_behind(&self.buf[end..]).filter(|&at| begins_name(at))?
            }
            _ => return None,
        };
        let len = PLACES.at(&self.buf[end + at..])?;
        Some(end + at..end + at + len)
    }

    /// The street that belongs to a postcode at `start`.
    fn street_before(&self, start: usize) -> Option<Range<usize>> {
        let from = self
            .buf
            .floor_char_boundary(start.saturating_sub(TO_POSTCODE + STREET_LEN));
        let mut before = &self.buf[from..start];
        let most = if self.border(start).is_some() { 0 } else { MOST_LINES };
        if let Some((at, _)) = before.rmatch_indices('\n').nth(most) {
            before = &before[at + 1..];
        }
        let from = start - before.len();
        let found = street(before)?;
        (before.len() - found.end <= TO_POSTCODE).then(|| from + found.start..from + found.end)
    }

    /// The street right behind a place, on its line: "9200 Dendermonde, Leopoldlaan 16".
    fn street_after(&self, end: usize) -> Option<Range<usize>> {
        let line = line_behind(self.buf, end, STREET_LEN);
        let behind = line.strip_prefix(", ").filter(|_| self.border(end).is_none())?;
        // The first one: another address may follow.
        let first = behind.split([',', ';', '(']).next().unwrap_or("");
        let found = street(first).filter(|found| found.start == 0)?;
        let start = end + ", ".len();
        Some(start..start + found.end)
    }

    /// "Adres: Kerkstraat 12": a street without a place.
    pub(super) fn street_behind(&mut self, hit: &TermHit, rule: u16) {
        let end = hit.end as usize;
        let line = line_behind(self.buf, end, BEHIND_WORD);
        if let Some(found) = street(line) {
            let span = end + found.start..end + found.end;
            let value = normalised(&self.buf[span.clone()]);
            self.keep(span, rule, STREET, &value, Support::Context);
        }
    }
}

/// Nothing that begins another part of the text stands between a street and a postcode: ", ", " te ", " à B-", no ". Koper 2: te ".
fn is_next(between: &str) -> bool {
    let mut words = split::alphabetic(between).filter(|word| !matches!(*word, "B" | "BE"));
    !between.contains([';', ':', '.']) && (words.next(), words.next()).1.is_none()
}

/// What may stand between a postcode and its place, which may be in the next cell.
fn is_sign(border: Option<u8>, byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'"' | b'-') || border == Some(byte)
}

/// Where the value of the next field begins: `","city": "…`, `</postcode><gemeente>…`, `\nGemeente: …`.
fn field_behind(text: &str) -> Option<usize> {
    let text = behind(text, 0, FIELD);
    let is_label = |word: &str| WORDS.labels.contains(folded(word).as_str());
    // "klant.gemeente": what the field is of.
    let is_owner = |word: &str| {
        let behind = text[offset_of(text, word) + word.len()..].strip_prefix(['.', '_']);
        behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let value = split::alphanumeric(text).find(|word| !is_label(word) && !is_owner(word))?;
    let at = offset_of(text, value);
    // The name of at least one field was passed.
    text[..at].contains(char::is_alphabetic).then_some(at)
}

/// An address as tokens are made of it: folded, single spaces, no commas.
fn normalised(text: &str) -> String {
    let is_border = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '(' | ')' | '|');
    split::spaced(&folded(text), is_border)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streets_are_read_in_three_languages() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(street(text).map(|span| &text[span]), expected, "{text}");
        }
        check("wonende Kerkstraat 12, ", Some("Kerkstraat 12"));
        check("Lange Nieuwstraat 5 bus 3,", Some("Lange Nieuwstraat 5 bus 3"));
        check("Jan Van Rijswijcklaan 101A", Some("Jan Van Rijswijcklaan 101A"));
        check("te 's-Gravenstraat 5, ", Some("'s-Gravenstraat 5"));
        check("Oude 't-Serclaesstraat 12", Some("Oude 't-Serclaesstraat 12"));
        check("'s-gravenstraat 5", None);
        check("'x-Gravenstraat 5", None);
        check("Grote Markt 1", Some("Grote Markt 1"));
        check("rue de la Loi, 16 ", Some("rue de la Loi, 16"));
        check("domicilié 38, rue du Moulin à ", Some("38, rue du Moulin"));
        check("12, avenue d'Auderghem, ", Some("12, avenue d'Auderghem"));
        check("12, place d'un village", None);
        check("d'Herbouvillekaai 12", Some("d'Herbouvillekaai 12"));
        check("Av. Louise 54 bte 12", Some("Av. Louise 54 bte 12"));
        check("Grand Place 12", Some("Grand Place 12"));
        check("Hauptstraße 7", Some("Hauptstraße 7"));
        check("at 14 Tervurenlaan, ", Some("14 Tervurenlaan"));
        check("in 2019 Tervurenlaan, ", None);
        check("Kirchgasse 3", Some("Kirchgasse 3"));
        check("Kerkstraat;12;", Some("Kerkstraat;12"));
        check("wonende Kerkstraat 12.", Some("Kerkstraat 12"));
        check("op weg 12 kilometer", None);
        check("de straat is 12 meter", None);
        check("een vergadering 12", None);
        check("la place 5000 fois", None);
    }
}
