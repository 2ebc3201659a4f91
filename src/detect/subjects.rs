//! Distinct persons of a document, as far as single values do not tell: rows of a table, names with a birth date.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::Session;
use super::hit::Hit;
use super::rule::Kind;
use super::tally::{MOST_TOKENS, TokenHasher};
use crate::finding::Token;
use crate::text::NameId;

type Tokens = HashSet<Token, BuildHasherDefault<TokenHasher>>;

/// Persons seen so far.
#[derive(Default)]
pub struct Subjects {
    rows: Vec<Rows>,
    /// Identifiers that stood in rows, by sheet.
    known: Vec<(NameId, Tokens)>,
    n_known: usize,
    /// Names with a birth date.
    born: Tokens,
    /// Names with an address, a telephone or a birth date.
    named: Tokens,
}

/// Rows of a table with an identifier of a person that stood in no row of the sheet above: 25 payments to one person are
/// about one.
struct Rows {
    table: NameId,
    /// The first table of the name: on one sheet may stand several.
    sheet: NameId,
    last: u32,
    n: u64,
}

impl Subjects {
    /// An identifier of a person in a row of a table; rows come in increasing order.
    pub fn row(&mut self, (table, row): (NameId, u32), token: Token, names: &[String]) {
        let at = self.rows.iter().rposition(|rows| rows.table == table);
        let at = at.unwrap_or_else(|| {
            let sheet = names
                .get(table as usize)
                .and_then(|name| names.iter().position(|known| known == name));
            let sheet = sheet.and_then(|sheet| NameId::try_from(sheet).ok()).unwrap_or(table);
            let (last, n) = (0, 0);
            self.rows.push(Rows { table, sheet, last, n });
            self.rows.len() - 1
        });
        let sheet = self.rows[at].sheet;
        let is_new = self.is_new(sheet, token);
        let rows = &mut self.rows[at];
        if is_new && rows.last != row {
            (rows.last, rows.n) = (row, rows.n + 1);
        }
    }

    /// Whether an identifier stands on a sheet for the first time, as far as is known.
    fn is_new(&mut self, sheet: NameId, token: Token) -> bool {
        let at = self.known.iter().rposition(|(known, _)| *known == sheet);
        let at = at.unwrap_or_else(|| {
            self.known.push((sheet, Tokens::default()));
            self.known.len() - 1
        });
        let tokens = &mut self.known[at].1;
        if self.n_known >= MOST_TOKENS {
            return !tokens.contains(&token);
        }
        let is_new = tokens.insert(token);
        self.n_known += usize::from(is_new);
        is_new
    }

    /// Persons that names tell apart.
    pub fn named(&self) -> u64 {
        self.born.len().max(self.named.len()) as u64
    }

    /// Rows of the tables that count, of the sheet that has most.
    pub fn rows(&self, counts: impl Fn(NameId) -> bool) -> u64 {
        let counted: Vec<&Rows> = self.rows.iter().filter(|rows| counts(rows.table)).collect();
        let of_sheet = |sheet: NameId| {
            counted
                .iter()
                .filter(|rows| rows.sheet == sheet)
                .map(|rows| rows.n)
                .sum()
        };
        self.known.iter().map(|(sheet, _)| of_sheet(*sheet)).max().unwrap_or(0)
    }
}

impl Session<'_> {
    /// Counts the names that stand with a birth date, an address or a telephone of the fresh range.
    pub(super) fn count_named(&mut self, hits: &[Hit<'_>], fresh: std::ops::Range<usize>) {
        let detector = self.detector;
        let scale = &detector.scale.confidence;
        let mut last = None;
        for at in fresh {
            let hit = &hits[at];
            let rule = detector.rule(hit.rule);
            let class = usize::from(hit.class);
            let is_owned = rule.file.owned && hit.location.row.is_some() && rule.points[class] > 0.0;
            let speaks = rule.file.beside || rule.is_subject[class] || is_owned;
            if rule.file.supporting || !speaks || hit.points.sum() < scale.low || Some(hit.class) == rule.company_class
            {
                continue;
            }
            let Some((name, _)) = detector.nearest_name(hits, at) else {
                continue;
            };
            let value = |hit: &Hit<'_>| &self.finds.values[hit.value.0 as usize..hit.value.1 as usize];
            // What stands around one name asks for it again and again.
            let is_last = last.replace(name) == Some(name);
            let name = value(&hits[name]);
            if !is_last && self.subjects.named.len() < MOST_TOKENS {
                self.subjects
                    .named
                    .insert(Token::new(&self.settings.key, "subject", name));
            }
            if rule.file.find.kind == Kind::Date && self.subjects.born.len() < MOST_TOKENS {
                let born = format!("{name}\0{}", value(hit));
                self.subjects
                    .born
                    .insert(Token::new(&self.settings.key, "subject", &born));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect_text, table};

    #[track_caller]
    fn check(rows: &str, expected: u64) {
        assert_eq!(detect_text(&table(rows)).subjects, expected, "{rows}");
    }

    #[test]
    fn rows_about_a_person_that_is_known_are_about_no_other_one() {
        let hours = "naam;rijksregister;uren\nAn Maes;85.07.30-951.80;8\nBo Claes;71.01.09-962.72;7\n";
        check(hours, 2);
        check(
            &format!("{hours}An Maes;85.07.30-951.80;6\nBo Claes;71.01.09-962.72;5\n"),
            2,
        );
        check(
            "naam;mail;uren\nAn Maes;an.maes@telenet.be;8\nAn Maes;an.maes@telenet.be;7\n",
            1,
        );
        // Each row has another person, also where two share an address.
        let home = "huis@telenet.be";
        check(
            &format!("naam;rijksregister;mail\nAn Maes;85.07.30-951.80;{home}\nBo Claes;71.01.09-962.72;{home}\n"),
            2,
        );
    }
}
