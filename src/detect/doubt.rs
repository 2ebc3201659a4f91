//! Numbers behind a word for a phone, a plate, a card or a licence that is a word for other things too: what stands around
//! them tells that they are none.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Detector;
use super::amount;
use super::around::{line_before, line_behind, range_of};
use super::cards::Cards;
use super::context::Judged;
use super::engine::TermHit;
use super::headed::labels_of_row;
use super::hit::Code;
use super::labels::{is_filler, is_sign};
use super::names::{NAMES, WordSet, folded};
use super::numbered::Things;
use super::person;
use super::rolls::{Student, Wages};
use super::rule::Rule;
use super::split::alphanumeric;
use crate::text::{Location, Text};

/// What stands around a value as bytes, where words for a person or a payment are looked for.
const NEAR: usize = 80;
/// Between a word for a phone and its number is no more.
const BETWEEN: usize = 40;
/// As many digits behind a number are another one; fewer are an amount or a part of a longer number.
const NEXT_NUMBER: usize = 8;

/// What a validator doubts, so that what stands around the value is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Doubt {
    #[default]
    None,
    /// A phone without its zero.
    LostZero,
    /// A plate with an index, and one of six characters.
    Plate,
    OldPlate,
    /// A card; in bare digits; of a length in these that few cards have.
    Card,
    BareCard,
    RareCard,
    Licence,
    /// Things have numbers that are written so: a phone, a passport, a member of a fund.
    Thing,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubtWords {
    pub things: Things,
    phone: Phone,
    plate: Plate,
    pub card: Cards,
    licence: Licence,
    pub student: Student,
    pub wages: Wages,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phone {
    owners: WordSet<String>,
    of: WordSet<String>,
    wares: WordSet<String>,
    units: WordSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plate {
    codes: WordSet<String>,
    wares: WordSet<String>,
    goods: WordSet<String>,
    measures: WordSet<String>,
    sheets: WordSet<String>,
    vehicles: WordSet<String>,
    firms: WordSet<String>,
    people: WordSet<String>,
    tags: WordSet<String>,
    power: WordSet<String>,
    power_alone: WordSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Licence {
    others: WordSet<String>,
}

pub static WORDS: LazyLock<DoubtWords> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/doubt-words.toml")).expect("the embedded words are checked by a test")
});

/// "TDI-150", "RAL-700": no plate of six characters.
pub fn is_code_of_cars(letters: &str) -> bool {
    WORDS.plate.codes.contains(letters)
}

/// The line around a value, no more than [`NEAR`] to either side.
fn around<'b>(buf: &'b str, span: &Range<usize>) -> (&'b str, &'b str) {
    (line_before(buf, span.start, NEAR), line_behind(buf, span.end, NEAR))
}

pub fn has_word(buf: &str, span: &Range<usize>, is_one: impl Fn(&str) -> bool) -> bool {
    let (before, behind) = around(buf, span);
    alphanumeric(before).chain(alphanumeric(behind)).any(is_one)
}

/// A thing stands right before its number.
pub fn has_number(buf: &str, span: &Range<usize>) -> bool {
    WORDS.things.has_number(line_before(buf, span.start, NEAR))
}

/// The value is the number of a thing: "Formulier nr. 2025110400".
fn is_of_a_thing(doubt: Doubt, buf: &str, span: &Range<usize>) -> bool {
    let ((before, behind), things) = (around(buf, span), &WORDS.things);
    match doubt {
        Doubt::Plate => things.is_part(before, &buf[span.clone()]) || things.is_said(behind),
        _ => things.has_number(before) || things.is_said(behind) || things.is_measured(behind),
    }
}

pub fn begins_with_one(word: &str, beginnings: &[String]) -> bool {
    let known = folded(word);
    beginnings.iter().any(|beginning| known.starts_with(beginning.as_str()))
}

/// A given name, written as one.
pub fn is_name(word: &str) -> bool {
    person::is_capitalised(word) && NAMES.is_given_alone(&folded(word))
}

/// Nothing but a sign, "nr." or whose it is stands between a word for a phone and its number.
fn says_little(between: &str) -> bool {
    let is_border = |c: char| is_sign(c) || c.is_whitespace() || matches!(c, ')' | '/');
    let mut is_owner_next = false;
    between.starts_with(|c: char| !c.is_alphanumeric())
        && between.split(is_border).filter(|word| !word.is_empty()).all(|word| {
            let known = folded(word.trim_matches(['-', '–']));
            let of = WORDS.phone.of.contains(&known);
            let fits = of
                || known.is_empty()
                || is_filler(&known)
                || !word.starts_with('-') && (WORDS.phone.owners.contains(&known) || is_name(word))
                || is_owner_next && person::is_capitalised(word);
            is_owner_next = of || is_name(word);
            fits
        })
}

/// A unit, a colour or digits that belong to it stand behind a number.
fn goes_on(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\t']);
    let n_digits = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '/' | '-'))
        .filter(char::is_ascii_digit)
        .count();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    rest.starts_with(|c: char| c.is_ascii_digit()) && n_digits < NEXT_NUMBER
        || rest.starts_with(['€', '%'])
        || WORDS.phone.units.contains(&folded(word))
        || WORDS.things.is_measured(behind)
}

/// The power of a car stands right behind a code: "Golf 1-GTI-245 pk", no "ch. de Mons" and no "PS: ".
fn has_power(buf: &str, span: &Range<usize>) -> bool {
    let rest = line_behind(buf, span.end, NEAR).strip_prefix(' ').unwrap_or("");
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let unit = folded(&rest[..end]);
    WORDS.plate.power.contains(&unit) || WORDS.plate.power_alone.contains(&unit) && !rest[end..].starts_with(['.', ':'])
}

/// A firm is registered, too: "société immatriculée sous le n° ABC-123".
fn is_registered_firm(before: &str) -> bool {
    let words = || alphanumeric(before).map(folded);
    words().any(|word| word.starts_with("immatricul"))
        && words().any(|word| WORDS.plate.firms.contains(&word))
        && !words().any(|word| WORDS.plate.vehicles.contains(&word))
}

/// Whether a word for a phone is a ware or belongs to one: "Telefoonhouder", "SKU gsm".
fn is_of_ware(buf: &str, word: &Range<usize>) -> bool {
    let known = folded(&buf[word.clone()]);
    let is_ware = |ware: &String| ware.len() > 3 && known.contains(ware.as_str());
    let (before, _) = around(buf, word);
    let last = alphanumeric(before).next_back().map(folded);
    WORDS.phone.wares.iter().any(is_ware) || last.is_some_and(|last| WORDS.phone.wares.contains(&last))
}

/// A heading over tags of a plant or lockers, whoever else the row names.
fn is_of_tags(label: &str) -> bool {
    alphanumeric(label).any(|word| WORDS.plate.tags.contains(&folded(word)))
}

/// Whether the headings of a row are of wares, and none of persons. Over a column that is itself of plates a price or a colour
/// is that of a car; a thickness is one of a sheet of metal where the column may be of these and nothing speaks of vehicles.
fn is_row_of_wares(text: &Text, location: &Location<'_>, offset: usize, headed: bool) -> bool {
    let plate = &WORDS.plate;
    let may_be_sheet =
        |label: &str| alphanumeric(label).all(|word| plate.sheets.contains(&folded(word)) || is_filler(word));
    let is_doubted = !headed || location.label.is_some_and(may_be_sheet);
    let (mut wares, mut measures, mut others) = (false, false, false);
    for heading in labels_of_row(text, location, offset) {
        for word in alphanumeric(heading).map(folded) {
            wares |= plate.wares.contains(&word) || !headed && plate.goods.contains(&word);
            measures |= plate.measures.contains(&word);
            others |= plate.vehicles.contains(&word);
            if plate.people.contains(&word) {
                return false;
            }
        }
    }
    wares || measures && is_doubted && !others
}

/// Takes back the points that a label gave too easily, to a card in bare digits where nobody pays; and those of a value in groups
/// that is written behind a thing.
pub fn lower(doubt: Doubt, buf: &str, span: &Range<usize>, in_row: bool, (judged, negative): (&mut Judged, i16)) {
    if may_be_of_a_thing(doubt, in_row, judged)
        && !judged.points.has(Code::NegativeKeyword)
        && is_of_a_thing(doubt, buf, span)
    {
        judged.points.add(Code::NegativeKeyword, negative);
    }
    let pays = |word: &str| WORDS.card.is_of_payment(word);
    let is_bare = matches!(doubt, Doubt::BareCard | Doubt::RareCard);
    if is_bare && !in_row && !judged.by_keyword && !has_word(buf, span, pays) {
        judged.points.take_back(Code::KeywordNear);
        judged.points.take_back(Code::ColumnHeading);
    }
    if doubt == Doubt::RareCard {
        judged.points.take_back(Code::KeywordFar);
    }
}

/// No heading says what the value is. A plate or a phone without its zero is asked other questions, too.
fn may_be_of_a_thing(doubt: Doubt, in_row: bool, judged: &Judged) -> bool {
    let is_one = matches!(doubt, Doubt::Thing | Doubt::Licence | Doubt::Plate);
    is_one && !in_row && !judged.headed
}

impl Detector {
    /// Whether what stands around a doubted value says that it is none.
    pub(super) fn is_refused(
        &self,
        doubt: Doubt,
        rule: &Rule,
        (text, span, terms): (&Text, &Range<usize>, &[TermHit]),
        location: &Location<'_>,
        judged: &Judged,
    ) -> bool {
        let buf = text.buf.as_str();
        let in_row = location.row.is_some();
        let is_of_wares = |headed: bool| in_row && is_row_of_wares(text, location, span.start, headed);
        // In groups a phone may still be one, whatever it is called; "0475.276.312" is also written like the number of a firm.
        let written = &buf[span.clone()];
        let is_bare = !written.contains([' ', '.', '-', '/']) || written.split('.').map(str::len).eq([4, 3, 3]);
        let may_be_code = !rule.file.find.keyword_only;
        let is_sure_of_thing =
            || (is_bare || !may_be_code) && may_be_of_a_thing(doubt, in_row, judged) && is_of_a_thing(doubt, buf, span);
        // Whatever another cell of the row speaks of.
        let is_headed_as_thing = || {
            (is_bare || !may_be_code)
                && !judged.headed
                && location
                    .label
                    .is_some_and(|label| WORDS.things.heads(label, may_be_code))
        };
        match doubt {
            Doubt::None => false,
            Doubt::Card | Doubt::BareCard | Doubt::RareCard => {
                WORDS.card.is_of_customer(location.label, around(buf, span))
            }
            Doubt::Thing => is_sure_of_thing() || is_headed_as_thing(),
            Doubt::LostZero => {
                is_of_wares(true)
                    || location.label.is_some_and(|label| WORDS.things.shares(label))
                    || !in_row && !self.is_right_behind(rule, buf, span, terms)
            }
            Doubt::Plate => {
                let may_be_part = may_be_of_a_thing(doubt, in_row, judged);
                is_of_wares(judged.headed)
                    || is_sure_of_thing()
                    || !judged.headed && location.label.is_some_and(is_of_tags)
                    || may_be_part && (has_power(buf, span) || self.is_code(rule, buf, span, terms))
            }
            Doubt::OldPlate => {
                // "fee 120 EUR"
                let is_amount = || amount::has_currency(buf, span);
                is_amount()
                    || !in_row && is_registered_firm(around(buf, span).0)
                    || is_of_wares(judged.headed)
                    || !in_row && !self.speaks_for_old_plate(rule, (buf, span, terms), judged)
            }
            Doubt::Licence => {
                let is_other = |word: &str| WORDS.licence.others.contains(&folded(word));
                !in_row && has_word(buf, span, is_other) || is_sure_of_thing() || is_headed_as_thing()
            }
        }
    }

    /// Whether it is the code of a part or a room, or in a list of some that no word for a plate nor a name cuts.
    fn is_code(&self, rule: &Rule, buf: &str, span: &Range<usize>, terms: &[TermHit]) -> bool {
        let is_list = |between: &str| {
            let between = range_of(buf, between);
            let is_plate = |hit: &TermHit| {
                between.contains(&(hit.start as usize)) && self.term(hit).context & (rule.keywords | rule.labels) != 0
            };
            !terms.iter().any(is_plate) && !alphanumeric(&buf[between.clone()]).any(is_name)
        };
        WORDS.things.is_code(around(buf, span).0, &buf[span.clone()], is_list)
    }

    /// Whether a word for a plate, or the name of a person behind a label, speaks for six characters. With a space they look like
    /// the number of a flight, so that the word stands before them: "KLM 482 naar AMS, wagen gereserveerd".
    fn speaks_for_old_plate(
        &self,
        rule: &Rule,
        (buf, span, terms): (&str, &Range<usize>, &[TermHit]),
        judged: &Judged,
    ) -> bool {
        if !judged.by_keyword {
            return has_word(buf, span, is_name);
        }
        let line = line_before(buf, span.start, NEAR);
        let is_before = |hit: &TermHit| {
            (span.start - line.len()..span.start).contains(&(hit.start as usize))
                && self.term(hit).context & (rule.keywords | rule.labels) != 0
        };
        !buf[span.clone()].contains(' ') || terms.iter().any(is_before)
    }

    /// Whether a number without its zero stands right behind a word for a phone, or alone on its line.
    fn is_right_behind(&self, rule: &Rule, buf: &str, span: &Range<usize>, terms: &[TermHit]) -> bool {
        let (before, behind) = around(buf, span);
        if goes_on(behind) {
            return false;
        }
        let is_phone = |hit: &TermHit| {
            let word = hit.start as usize..hit.end as usize;
            let is_near = word.end <= span.start && span.start - word.end <= BETWEEN;
            is_near
                && self.term(hit).context & rule.keywords != 0
                && says_little(&buf[word.end..span.start])
                && !is_of_ware(buf, &word)
        };
        !before.contains(char::is_alphanumeric) || terms.iter().any(is_phone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_stands_between_a_word_for_a_phone_and_a_number_without_its_zero() {
        for between in [
            " ",
            ": ",
            " nr. ",
            " van Jan: ",
            " de Marie : ",
            " Petra: ",
            " Jan Testa ",
            " - ",
            "-nr ",
            " (privé) ",
        ] {
            assert!(says_little(between), "{between}");
        }
        for between in [
            " model ",
            "-mast ",
            "houder ",
            " réf. ",
            " HP ",
            " het aantal: ",
            ", ",
            ";",
        ] {
            assert!(!says_little(between), "{between}");
        }
        assert!(goes_on(" 0 stuks") && goes_on(" bytes") && goes_on(" €"));
        assert!(!goes_on(" of 0475 12 34 56") && !goes_on(" 0475 12 34 56") && !goes_on(", 12 stuks") && !goes_on(""));
    }
}
