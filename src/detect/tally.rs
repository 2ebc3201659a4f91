//! What is kept of a document's hits: per rule and column (or page, part …) a histogram of scores, the distinct
//! tokens, ranges of places and a few masked samples. Small, whatever the document's size.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

use super::column::Tries;
use super::hashers::{TokenHasher, WordHasher};
use super::hit::{Hit, Points};
use super::person;
use crate::finding::{Place, Token};
use crate::text::{Location, NameId, Text, Unit, column_name};

/// Distinct tokens kept per rule.
pub const MOST_TOKENS: usize = 100_000;
/// Groups of a document; more are counted without their label.
const MOST_GROUPS: usize = 4096;
/// Ranges kept per group.
const MOST_RANGES: usize = 16;
/// Samples kept per group.
pub const MOST_SAMPLES: usize = 5;
/// Sums of points run from here, for a histogram.
const LOWEST: i16 = -60;
const N_SUMS: usize = 240;

pub type Groups = HashMap<GroupKey, Group, BuildHasherDefault<WordHasher>>;
pub type TokenMap<T> = HashMap<Token, T, BuildHasherDefault<TokenHasher>>;

/// The hits of one group have the same rule, and the same column or part, and differ in one number only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey {
    pub rule: u16,
    pub series: Series,
    /// The label's number in its document.
    pub label: u32,
}

/// What the number of a place counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    Column { table: NameId, col: u32 },
    Lines,
    Pages,
    Slides { part: NameId },
    Paragraphs { part: NameId },
    Field { part: NameId },
}

impl Series {
    /// The series of a location, and its number in it.
    pub fn of(location: &Location<'_>) -> (Self, u32) {
        match location.unit {
            Unit::Delimited { row, col, .. } => (Self::Column { table: 0, col }, row),
            Unit::Cell { table, row, col } => (Self::Column { table, col }, row),
            Unit::Lines { first } | Unit::Json { first } | Unit::Xml { first } => (Self::Lines, first),
            Unit::Page { page } => (Self::Pages, page),
            Unit::Slide { slide, part } => (Self::Slides { part }, slide),
            Unit::Paragraph { part, n } => (Self::Paragraphs { part }, n),
            Unit::Field { part } => (Self::Field { part }, 0),
        }
    }

    pub fn column(self) -> Option<(NameId, u32)> {
        match self {
            Self::Column { table, col } => Some((table, col)),
            _ => None,
        }
    }
}

/// A masked sample.
#[derive(Clone)]
pub struct Sample {
    pub token: Token,
    pub masked: String,
    pub place: Place,
    pub sum: i16,
}

/// Places and samples of hits that are sure enough by themselves, or of those that only their column can lift.
#[derive(Clone, Default)]
pub struct Kept {
    pub ranges: Vec<(u32, u32)>,
    pub samples: Vec<Sample>,
    /// Distinct rows.
    pub rows: u64,
    last_row: Option<u32>,
}

/// What is known of a distinct value.
#[derive(Clone, Copy)]
pub struct Value {
    /// Its best sum of points.
    pub sum: i16,
    pub class: u8,
    /// It stands in a second column of its kind: of whoever the first one is of.
    pub is_second: bool,
}

/// The hits of one group.
pub struct Group {
    /// The place without its number.
    pub place: Place,
    pub headed: bool,
    sums: Vec<u32>,
    pub best: Option<Points>,
    pub tokens: TokenMap<Value>,
    /// Values of this window that are not yet in `tokens`: a table is filled faster in one go, because each of its
    /// places has to come from memory.
    pending: Vec<(Token, Value)>,
    pub truncated: bool,
    pub sure: Kept,
    pub unsure: Kept,
    /// Values that were tried as whole cells, and those that were valid.
    pub tried: u64,
    pub valid: u64,
    /// Valid values beside which other signs stand in their cell, of rules whose plan tells what a column does not hold: they
    /// speak against the failures, and say nothing of the whole column.
    pub within: u64,
}

impl Group {
    pub fn new(place: Place, headed: bool) -> Self {
        Self {
            place,
            headed,
            sums: vec![0; N_SUMS],
            best: None,
            tokens: TokenMap::default(),
            pending: Vec::new(),
            truncated: false,
            sure: Kept::default(),
            unsure: Kept::default(),
            tried: 0,
            valid: 0,
            within: 0,
        }
    }

    pub fn tries(&self) -> Tries {
        Tries {
            tried: self.tried,
            valid: self.valid,
            within: self.within,
        }
    }

    pub fn count(&mut self, points: &Points) {
        let at = usize::try_from(points.sum() - LOWEST).unwrap_or(0).min(N_SUMS - 1);
        self.sums[at] += 1;
        if self.best.is_none_or(|best| points.sum() > best.sum()) {
            self.best = Some(*points);
        }
    }

    /// Hits whose sum of points is at least this.
    pub fn at_least(&self, sum: i16) -> u64 {
        let from = usize::try_from(sum - LOWEST).unwrap_or(0).min(N_SUMS);
        self.sums[from..].iter().map(|&n| u64::from(n)).sum()
    }

    /// Remembers the values that were put off; gives how many are new.
    pub fn settle(&mut self) -> usize {
        let mut pending = std::mem::take(&mut self.pending);
        let new = pending
            .drain(..)
            .filter(|(token, value)| self.remember(*token, *value, true));
        let n = new.count();
        self.pending = pending;
        n
    }

    /// Remembers a value; true if it is new and there is room.
    pub fn remember(&mut self, token: Token, value: Value, room: bool) -> bool {
        if !room {
            match self.tokens.get_mut(&token) {
                Some(known) => known.sum = known.sum.max(value.sum),
                None => self.truncated = true,
            }
            return false;
        }
        match self.tokens.entry(token) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.sum = known.sum.max(value.sum);
                false
            }
            Entry::Vacant(free) => {
                free.insert(value);
                true
            }
        }
    }
}

impl Kept {
    /// Adds a row, line or page; they come in increasing order.
    pub fn place(&mut self, number: u32) {
        if self.last_row != Some(number) {
            self.last_row = Some(number);
            self.rows += 1;
        }
        match self.ranges.last_mut() {
            Some(last) if number <= last.1.saturating_add(1) => last.1 = last.1.max(number),
            _ => self.ranges.push((number, number)),
        }
        if self.ranges.len() > MOST_RANGES {
            // The two ranges with the smallest gap become one.
            let gap = |at: &usize| self.ranges[at + 1].0 - self.ranges[*at].1;
            if let Some(at) = (0..self.ranges.len() - 1).min_by_key(gap) {
                self.ranges[at].1 = self.ranges[at + 1].1;
                self.ranges.remove(at + 1);
            }
        }
    }
}

/// The group that a hit belongs to.
pub fn key(rule: u16, location: &Location<'_>, label: u32) -> GroupKey {
    GroupKey {
        rule,
        series: Series::of(location).0,
        label,
    }
}

/// The group of a key; where there are too many, labels no longer tell them apart.
pub fn group<'g>(
    groups: &'g mut Groups,
    mut key: GroupKey,
    text: &Text,
    location: &Location<'_>,
    headed: bool,
) -> &'g mut Group {
    if groups.len() >= MOST_GROUPS && !groups.contains_key(&key) {
        key = GroupKey {
            series: Series::Lines,
            label: 0,
            ..key
        };
    }
    groups
        .entry(key)
        .or_insert_with(|| Group::new(group_place(location, text), headed))
}

/// What adding a hit needs besides the hit.
pub struct Adding<'a> {
    pub token: Token,
    /// Sums of points from which a hit counts, and which its column may add.
    pub low: i16,
    pub lift: i16,
    /// Distinct tokens of the rule so far.
    pub n_tokens: &'a mut usize,
    /// There is room for all tokens of this window, and the group is settled at its end.
    pub may_wait: bool,
}

/// Adds a hit to its group.
pub fn add(group: &mut Group, text: &Text, hit: &Hit<'_>, adding: Adding<'_>, masked: impl FnOnce() -> String) {
    let sum = hit.points.sum();
    let token = adding.token;
    if sum < adding.low - adding.lift {
        return;
    }
    group.count(&hit.points);
    let value = Value {
        sum,
        class: hit.class,
        is_second: false,
    };
    let is_sure = sum >= adding.low;
    let kept = if is_sure { &mut group.sure } else { &mut group.unsure };
    kept.place(Series::of(&hit.location).1);
    let has_samples = kept.samples.len() >= MOST_SAMPLES;
    if has_samples && adding.may_wait {
        group.pending.push((token, value));
        return;
    }
    *adding.n_tokens += group.settle();
    let is_new = group.remember(token, value, *adding.n_tokens < MOST_TOKENS);
    *adding.n_tokens += usize::from(is_new);
    if is_new && !has_samples {
        let kept = if is_sure { &mut group.sure } else { &mut group.unsure };
        kept.samples.push(Sample {
            token,
            masked: masked(),
            place: place(&hit.location, text),
            sum,
        });
    }
}

/// Where a hit stands. A person's name over a column is as much a value as one in it.
fn place(location: &Location<'_>, text: &Text) -> Place {
    let mut place = location.place(text);
    place.label = place.label.filter(|label| !person::is_whole_name(label));
    place
}

/// The place of a group: that of its first hit, without the number.
pub fn group_place(location: &Location<'_>, text: &Text) -> Place {
    let place = place(location, text);
    Place {
        column: location.col.map(column_name),
        cell: None,
        rows: None,
        lines: None,
        pages: None,
        slides: None,
        paragraphs: None,
        ..place
    }
}

/// A group's place with a range of its numbers.
pub fn ranged(place: &Place, series: Series, (first, last): (u32, u32)) -> Place {
    let range = match last {
        last if last == first => first.to_string(),
        last => format!("{first}-{last}"),
    };
    let mut place = place.clone();
    match series {
        Series::Column { .. } => place.rows = Some(range),
        Series::Lines => place.lines = Some(range),
        Series::Pages => place.pages = Some(range),
        Series::Slides { .. } => place.slides = Some(range),
        Series::Paragraphs { .. } => place.paragraphs = Some(range),
        Series::Field { .. } => {}
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_a_few_merged_ranges() {
        let mut kept = Kept::default();
        (2..=215).chain([217, 300]).for_each(|row| kept.place(row));
        assert_eq!(kept.ranges, [(2, 215), (217, 217), (300, 300)]);
        (1000..2000).step_by(3).for_each(|row| kept.place(row));
        assert_eq!(kept.ranges.len(), MOST_RANGES);
        assert_eq!(kept.ranges.first().map(|range| range.0), Some(2));
        assert_eq!(kept.rows, 216 + 334);
    }
}
