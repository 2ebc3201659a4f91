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
    /// Rows with an identifier of a person, by table, and the last of them.
    rows: Vec<(NameId, u32, u64)>,
    /// Names with a birth date.
    born: Tokens,
    /// Names with an address, a telephone or a birth date.
    named: Tokens,
}

impl Subjects {
    /// A row that identifies a person; rows come in increasing order.
    pub fn row(&mut self, (table, row): (NameId, u32)) {
        match self.rows.iter_mut().rev().find(|(known, ..)| *known == table) {
            Some((_, last, n)) if *last != row => (*last, *n) = (row, *n + 1),
            Some(_) => {}
            None => self.rows.push((table, row, 1)),
        }
    }

    /// Persons that names tell apart.
    pub fn named(&self) -> u64 {
        self.born.len().max(self.named.len()) as u64
    }

    /// Rows of the tables that count.
    pub fn rows(&self, counts: impl Fn(NameId) -> bool) -> u64 {
        let rows = self.rows.iter().filter(|(table, ..)| counts(*table));
        rows.map(|(.., n)| *n).max().unwrap_or(0)
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
