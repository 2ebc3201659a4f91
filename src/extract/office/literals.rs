//! Texts that stand in the formulas of a sheet and that no cell need show: what is shown otherwise, what is looked for.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::extract::Sink;
use crate::text::{NameId, Unit};

/// Shorter ones say yes, no or nothing.
pub(in crate::extract) const SHORTEST: usize = 4;
/// Texts of one sheet that are remembered.
const MOST: usize = 1 << 14;
/// Texts that wait for the end of the sheet.
const WAITING: usize = 1 << 10;

/// Those of one sheet, each told once: a formula is mostly repeated down a column.
#[derive(Default)]
pub(in crate::extract) struct Literals {
    /// Hashes of those that were told, or that a cell shows.
    known: FxHashSet<u64>,
    /// Row, counted from 1, and column of each. A row must not be cut.
    waiting: Vec<(u32, u32, String)>,
}

impl Literals {
    /// The formula of a cell that shows this.
    pub fn formula(&mut self, (row, col): (u32, u32), formula: &str, shown: &str) {
        if !formula.contains('"') {
            return;
        }
        for text in literals(formula) {
            self.text((row, col), text, shown);
        }
    }

    /// A text of a formula.
    pub fn text(&mut self, (row, col): (u32, u32), text: String, shown: &str) {
        if !is_word(&text) {
            return;
        }
        let is_new = match self.known.len() < MOST {
            true => self.known.insert(FxBuildHasher.hash_one(&text)),
            false => !self.known.contains(&FxBuildHasher.hash_one(&text)),
        };
        if is_new && !shown.contains(&text) {
            self.waiting.push((row, col, text));
        }
    }

    /// What the cell shows whose formula came last, where that is known later.
    pub fn shown(&mut self, (row, col): (u32, u32), shown: &str) {
        let others = self.waiting.iter().rposition(|(r, c, _)| (*r, *c) != (row, col));
        let first = others.map_or(0, |at| at + 1);
        let of_cell = self.waiting.split_off(first);
        let unseen = of_cell.into_iter().filter(|(.., text)| !shown.contains(text));
        self.waiting.extend(unseen);
    }

    /// A row ends: no more wait than there is room for.
    pub fn end_row(&mut self, table: NameId, sink: &mut Sink<'_>) {
        if self.waiting.len() >= WAITING {
            self.hand_on(table, sink);
        }
    }

    pub fn hand_on(&mut self, table: NameId, sink: &mut Sink<'_>) {
        for (row, col, text) in self.waiting.drain(..) {
            let label = sink.intern("formula");
            sink.piece(Unit::Cell { table, row, col }, label, text.trim());
        }
    }
}

/// Whether a text says more than how numbers are written, or what stands between others.
fn is_word(text: &str) -> bool {
    text.trim().len() >= SHORTEST && text.chars().any(|c| c.is_alphanumeric() && c != '0')
}

/// The texts between quotes, where a doubled quote is one of the text. Names of sheets stand between apostrophes.
pub(in crate::extract) fn literals(formula: &str) -> impl Iterator<Item = String> {
    let mut rest = formula;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(['"', '\''])?;
            let quote = char::from(rest.as_bytes()[at]);
            let behind = &rest[at + 1..];
            match quoted(behind, quote) {
                Some((text, after)) => {
                    rest = after;
                    if quote == '"' {
                        return Some(text);
                    }
                }
                // A lone apostrophe, or the formula was cut.
                None => rest = behind,
            }
        }
    })
}

/// The text up to the quote that ends it, and what stands behind that.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut found = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once(quote)?;
        found.push_str(before);
        match after.strip_prefix(quote) {
            Some(after) => {
                found.push(quote);
                rest = after;
            }
            None => return Some((found, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_formula_stand_between_quotes() {
        #[track_caller]
        fn check(formula: &str, expected: &[&str]) {
            assert_eq!(literals(formula).collect::<Vec<_>>(), expected, "{formula}");
        }
        check(
            r#"IF(A1="x",1,"Anouk ""An"" Peeters")"#,
            &["x", r#"Anouk "An" Peeters"#],
        );
        check(r#"'blad "1"'!A1&"Anouk""#, &["Anouk"]);
        check(r#"of:={"Anouk";"Bel"}"#, &["Anouk", "Bel"]);
        check(r#"A1&"Anou"#, &[]);
        check("Leden[Naam'#]&\"Anouk\"", &["Anouk"]);
        check("SUM(A1:A9)", &[]);
    }

    #[test]
    fn a_text_is_told_once_and_not_where_its_cell_shows_it() {
        #[track_caller]
        fn check(cells: &[(&str, &str)], expected: &[&str]) {
            let mut literals = Literals::default();
            for ((formula, shown), row) in cells.iter().zip(1..) {
                literals.formula((row, 0), formula, shown);
            }
            let waiting: Vec<_> = literals.waiting.iter().map(|(.., text)| text).collect();
            assert_eq!(waiting, expected, "{cells:?}");
        }
        let formula = r#"IF(A1>0,"Anouk Peeters","Bel Maes")"#;
        check(&[(formula, "Bel Maes")], &["Anouk Peeters"]);
        check(&[(formula, "Bel Maes"), (formula, "Anouk Peeters")], &["Anouk Peeters"]);
        check(&[(formula, ""), (formula, "")], &["Anouk Peeters", "Bel Maes"]);
        check(&[(r#"IF(A1>0,"ja","nee")&TEXT(A1,"0000.00")"#, "1")], &[]);
    }

    #[test]
    fn what_a_cell_shows_may_be_known_later() {
        let mut literals = Literals::default();
        for row in [1, 2] {
            literals.text((row, 0), format!("Anouk {row}"), "");
            literals.text((row, 0), format!("Bel {row}"), "");
        }
        literals.shown((2, 0), "Bel 2");
        literals.shown((3, 0), "Anouk 1");
        let waiting: Vec<_> = literals.waiting.iter().map(|(.., text)| &**text).collect();
        assert_eq!(waiting, ["Anouk 1", "Bel 1", "Anouk 2"]);
    }
}
