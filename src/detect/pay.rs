//! Columns of pay beside the names of those who earn it: a heading ("Brutoloon") over amounts, in rows that name somebody. One
//! column says it, where a text needs several words.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::amount;
use super::around::{behind, line_around};
use super::context::{FAR, LabelInfo, ROW_REACH, terms_in};
use super::cue::First;
use super::engine::TermHit;
use super::hit::Hit;
use super::lexicon::Lists;
use super::lexicon::contexts::CONTEXTS;
use super::names::{PERSON, WordSet, folded};
use super::rolls::is_row_of_bills;
use super::rule::Rule;
use super::split::alphanumeric;
use super::{Detector, Session};
use crate::finding::Token;
use crate::text::{Location, Text, Unit};

/// Rows of persons that make a column one of pay.
pub const PAID_ROWS: u64 = 3;

/// No more blanks and signs stand between a word and its amount.
const BLANKS: usize = 40;

/// What may stand beside a word for pay in the heading of a column: "Brutoloon per maand (EUR)".
static BESIDE: LazyLock<WordSet> = LazyLock::new(|| {
    let words = CONTEXTS.words("payslip", "beside_pay").unwrap_or(&[]);
    words.iter().map(String::as_str).collect()
});

/// Words in the heading of a column of pay for an hour.
static HOURLY: LazyLock<WordSet> = LazyLock::new(|| {
    let words = CONTEXTS.words("payslip", "hourly").unwrap_or(&[]);
    words.iter().map(String::as_str).collect()
});

impl Session<'_> {
    /// Notes the named rows of the fresh range with an amount under a heading of pay.
    pub(super) fn note_pay(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        let detector = self.detector;
        for (at, &rule) in detector.words.cues.iter().enumerate() {
            let known = detector.rule(rule);
            if known.pay == 0 {
                continue;
            }
            let words = known.pay
                | if self.has_gross_and_net(text, known) {
                    known.labels
                } else {
                    0
                };
            if !self.has_heading_of_pay(text, known, words) {
                continue;
            }
            for piece in text.pieces(fresh.clone()) {
                let (location, start) = (piece.location, piece.range.start);
                let heads = |label| self.is_heading_of_pay(label, words) && is_pay(label, &piece.text);
                if location.row.is_none() || !location.label.is_some_and(heads) {
                    continue;
                }
                let Some(name) = detector.name_in_row(hits, start, &location) else {
                    continue;
                };
                let name = self.value_of(name);
                let token = Token::new(&self.settings.key, "subject", name);
                self.subjects.name(token);
                self.cues[at].note_paid(location.row, || First::at(rule, piece.range.clone(), &location, text));
            }
        }
    }

    fn has_heading_of_pay(&mut self, text: &Text, rule: &Rule, words: Lists) -> bool {
        // Over vacancies stand whom to ask and what is paid.
        headings(text).any(|label| self.is_heading_of_pay(label, words))
            && !headings(text).any(|label| {
                self.said_of(label)
                    .is_some_and(|info| info.context & rule.negative != 0)
            })
    }

    /// "Bruto" beside "Netto": both together are of pay, unless they stand over bills or goods.
    fn has_gross_and_net(&mut self, text: &Text, rule: &Rule) -> bool {
        let is_one = |label: &&str| self.said_of(label).is_some_and(|info| info.whole & rule.labels != 0);
        let sums: BTreeSet<String> = headings(text).filter(is_one).map(folded).collect();
        sums.len() > 1 && !headings(text).any(is_row_of_bills)
    }

    fn said_of(&mut self, label: &str) -> Option<LabelInfo> {
        let engine = self.engine.as_mut()?;
        Some(self.labels.look_up(Some(label), engine, self.detector).1)
    }

    /// Whether a heading is a word for pay, of a time or in a currency.
    fn is_heading_of_pay(&mut self, label: &str, words: Lists) -> bool {
        self.said_of(label)
            .is_some_and(|info| info.whole & words != 0 || info.context & words != 0 && is_plain(label))
    }
}

/// The headings of all tables.
fn headings(text: &Text) -> impl Iterator<Item = &str> {
    let is_cell = |unit| matches!(unit, Unit::Cell { .. });
    let names = match text.marks.iter().any(|mark| is_cell(mark.unit)) {
        true => text.names.as_slice(),
        false => &[],
    };
    names.iter().chain(&text.headings).map(String::as_str)
}

/// Whether a cell is what somebody earns, by its heading.
fn is_pay(heading: &str, cell: &str) -> bool {
    let is_of_hour = || alphanumeric(heading).any(|word| HOURLY.contains(folded(word).as_str()));
    amount::is_pay(cell) || is_of_hour() && amount::is_of_hour(cell)
}

/// No more words than one stand in a heading besides those of a time, a currency or a sum.
fn is_plain(heading: &str) -> bool {
    let is_beside =
        |word: &&str| BESIDE.contains(folded(word).as_str()) || word.bytes().all(|byte| byte.is_ascii_digit());
    alphanumeric(heading).filter(|word| !is_beside(word)).nth(1).is_none()
}

/// Whether a word that other texts have too stands on one line with one of the kind: "bruto 3.200,00 bedrijfsvoorheffing 412,12".
pub fn is_beside(buf: &str, hit: &TermHit, terms: &[TermHit], speaks: impl Fn(&TermHit) -> bool) -> bool {
    let word = hit.start as usize..hit.end as usize;
    let is_amount = behind(buf, word.end, BLANKS).trim_start_matches([' ', ':', '=', '€']);
    is_amount.starts_with(|c: char| c.is_ascii_digit())
        && terms_in(terms, &line_around(buf, &word, FAR)).iter().any(speaks)
}

impl Detector {
    /// Somebody who is named in the row, and not as whoever deals with it.
    fn name_in_row<'h, 't>(&self, hits: &'h [Hit<'t>], start: usize, location: &Location<'_>) -> Option<&'h Hit<'t>> {
        let first = hits.partition_point(|hit| (hit.end as usize) + ROW_REACH < start);
        let near = hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < start + ROW_REACH);
        near.filter(|hit| Some(hit.rule) == self.words.name && hit.same_row(location))
            .filter(|hit| hit.points.sum() >= self.scale.confidence.medium)
            .find(|hit| {
                !hit.location
                    .label
                    .is_some_and(|label| PERSON.is_of_something_else(label))
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect_text, finding, table};

    #[test]
    fn a_column_of_pay_beside_names_is_a_list_of_wages() {
        let paid = |headings: &str, of: [&str; 3]| {
            let names = ["Luc Aerts", "Sofie Jacobs", "Koen Leclercq"];
            let rows = names.iter().zip(of).map(|(name, pay)| format!("{name};{pay}\n"));
            let detected = detect_text(&table(&format!("{headings}\n{}", rows.collect::<String>())));
            (finding(&detected, "payslip").is_some(), detected.subjects)
        };
        let amounts = ["2990,00", "4327,50", "3708,00"];
        for headings in [
            "Naam;Brutoloon",
            "Naam;Maandloon (EUR)",
            "Naam;Nettowedde 2026",
            "Nom;Salaire brut mensuel",
            "Nom;Rémunération",
            "Name;Jahresgehalt",
            "Name;Annual salary",
        ] {
            assert_eq!(paid(headings, amounts), (true, 3), "{headings}");
        }
        assert_eq!(paid("Employee;Salary", ["€ 2 990", "4327 EUR", "3 708"]), (true, 3));
        // The sums of one row, and what an hour is paid.
        assert_eq!(
            paid("Naam;Bruto;Netto", ["2990;2010", "3327;2180", "3708;2400"]),
            (true, 3)
        );
        assert_eq!(
            paid("Nom;Brut;Net à payer", ["2990;2010", "3327;2180", "3708;2400"]),
            (true, 3)
        );
        assert_eq!(paid("naam;uurloon;uren", ["14.5;38", "15;30", "16,25;20"]), (true, 3));
        assert_eq!(paid("Nom;Salaire horaire", ["14.5", "15", "16,25"]), (true, 3));
        assert_eq!(
            paid("naam;te betalen loon;voorschot", ["2150;100", "2250;0", "1890;50"]),
            (true, 3)
        );
        assert_eq!(paid("Naam;Uren;Loon", ["14.5;x", "15;x", "16,25;x"]), (false, 0));
        assert_eq!(
            paid(
                "Klant;Bruto;Netto;Btw",
                ["2990;2010;21", "3327;2180;21", "3708;2400;21"]
            )
            .1,
            0
        );
        assert_eq!(
            paid(
                "Naam;Gewicht bruto;Gewicht netto",
                ["2990;2010", "3327;2180", "3708;2400"]
            )
            .1,
            0
        );
        // Goods, costs, grades and days have headings of their own, and no amounts.
        for headings in [
            "Naam;Bruto",
            "Naam;Prijs",
            "Naam;Loonkost afdeling",
            "Vacature;Loon",
            "Naam;Dossier salaris jaar klant",
        ] {
            assert!(!paid(headings, amounts).0, "{headings}");
        }
        assert_eq!(paid("Naam;Loon", ["12/03/2026", "", "zie HR"]), (false, 0));
        assert!(!paid("Naam;Loon", ["2990,00", "nog te bepalen", ""]).0);
        // A template with nothing filled in.
        assert!(!paid("Naam;Brutoloon", ["0,00", "0", "€ 0,00"]).0);
        let firms = "Functie;Brutoloon\nBediende;2990,00\nArbeider;2327,50\nKader;3708,00\n";
        assert!(finding(&detect_text(&table(firms)), "payslip").is_none());
    }
}
