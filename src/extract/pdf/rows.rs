//! The columns of a line, where two texts or the cells of a table are drawn line by line: a word that a hyphen divides goes
//! on below, in its own column.

use super::layout::{Line, Piece, SPACE};
use super::reading::{is_rtl, readable, rejoin, touches_hyphen};

/// Between columns, in font sizes: at least, and where nothing else on the line says how wide its spaces are.
const GAP: std::ops::RangeInclusive<f32> = 0.6..=1.2;
/// How much wider than the spaces of its line.
const WIDER: f32 = 1.6;
/// Lines of one column begin as far from each other, in font sizes.
const ALIGNED: f32 = 0.3;
/// From line to line, in sizes of their letters.
const STEP: std::ops::Range<f32> = 0.5..2.5;
/// Digits of a national number before its hyphen and behind it.
const NATIONAL: (usize, usize) = (6, 5);
/// Lines of other columns that may follow between two of one.
const MOST_BESIDE: usize = 3;
/// Letters of half a word that begins with a capital: no "Hiv-".
const LONG: usize = 4;

#[derive(Debug)]
pub(super) struct Row {
    columns: Vec<Column>,
    angle: i16,
    across: f32,
    size: f32,
    em: f32,
    /// What keeps columns apart.
    gap: f32,
}

#[derive(Debug)]
struct Column {
    text: String,
    start: f32,
    end: f32,
}

impl Row {
    /// Of a line whose members stand in order.
    pub(super) fn new(line: &Line, pieces: &[Piece], members: &[usize]) -> Self {
        let pairs = members.windows(2).map(|pair| (&pieces[pair[0]], &pieces[pair[1]]));
        let mut gaps: Vec<f32> = pairs
            .map(|(before, after)| (after.start - before.end) / line.em)
            .filter(|&gap| gap >= SPACE)
            .collect();
        gaps.sort_by(f32::total_cmp);
        let usual = gaps.get(gaps.len() / 4).filter(|_| gaps.len() > 1);
        let gap = usual.map_or(*GAP.end(), |usual| (WIDER * usual).clamp(*GAP.start(), *GAP.end()));
        Self {
            columns: Vec::new(),
            angle: line.angle,
            across: line.across,
            size: line.size,
            em: line.em,
            gap: gap * line.em,
        }
    }

    /// Adds what a piece says; `is_word` if a space stands before it.
    pub(super) fn push(&mut self, text: &str, piece: &Piece, is_word: bool) {
        match self.columns.last_mut() {
            Some(column) if !is_word || piece.start - column.end < self.gap => {
                if is_word {
                    column.text.push(' ');
                }
                column.text.push_str(text);
                column.end = column.end.max(piece.end);
            }
            _ => self.columns.push(Column {
                text: text.to_owned(),
                start: piece.start,
                end: piece.end,
            }),
        }
    }

    /// What stands at its end.
    pub(super) fn last_text(&self) -> &str {
        self.columns.last().map_or("", |column| &column.text)
    }

    /// In plain letters; text from right to left is turned as a whole.
    pub(super) fn readable(mut self) -> Self {
        let is_turned = self.columns.iter().any(|column| column.text.contains(is_rtl));
        if is_turned && self.columns.len() > 1 {
            let text = self.text();
            let end = self.columns.last().map_or(0.0, |column| column.end);
            self.columns.truncate(1);
            (self.columns[0].text, self.columns[0].end) = (text, end);
        }
        for column in &mut self.columns {
            column.text = readable(std::mem::take(&mut column.text));
        }
        self
    }

    /// One of several: the letters of a word that is set upright.
    pub(super) fn one(mut rows: Vec<Self>) -> Option<Self> {
        if rows.len() == 1 {
            return rows.pop();
        }
        let text = rows.iter().map(Self::text).collect();
        let mut first = rows.into_iter().next()?;
        first.columns.truncate(1);
        first.columns.first_mut()?.text = text;
        Some(first)
    }

    fn text(&self) -> String {
        let columns = self.columns.iter().map(|column| column.text.as_str());
        columns.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a column begins where one of another row does.
    fn has_like(&self, other: &Column) -> bool {
        self.columns.iter().any(|column| self.is_aligned(column, other))
    }

    fn is_aligned(&self, column: &Column, other: &Column) -> bool {
        (column.start - other.start).abs() < ALIGNED * self.em
    }

    /// The column of the next row that goes on where a column of this one ends with a hyphen; `before` is the row before. Where both
    /// have several they may be a table, whose cells end with a hyphen too: "O-", "125,00-", "01.02.2010-".
    fn goes_on_in(&self, at: usize, next: &Self, before: Option<&Self>) -> Option<usize> {
        let to = self.column_below(at, next, before)?;
        let is_table = self.columns.len() > 1 && next.columns.len() > 1 && self.angle == next.angle;
        (!is_table || is_divided(&self.columns[at].text, &next.columns[to].text)).then_some(to)
    }

    /// The column of the next row in which the text of a column that ends with a hyphen would go on.
    fn column_below(&self, at: usize, next: &Self, before: Option<&Self>) -> Option<usize> {
        let column = &self.columns[at];
        if !touches_hyphen(&column.text) {
            return None;
        }
        let is_last = at + 1 == self.columns.len();
        if self.angle != next.angle {
            return is_last.then_some(0);
        }
        let overlaps = |below: &Column| below.start < column.end && column.start < below.end;
        let is_alone = self.columns.len() == 1;
        if is_alone && next.columns.len() == 1 {
            // At the foot of a column it goes on at the head of the next one.
            return (overlaps(&next.columns[0]) || next.across > self.across + 0.5 * self.size).then_some(0);
        }
        let is_below = STEP.contains(&((self.across - next.across) / self.size));
        let is_row = next.columns.len() > 1;
        let aligned = |below: &Column| self.is_aligned(column, below);
        if let Some(to) = next.columns.iter().position(aligned).filter(|_| is_below) {
            return Some(to);
        }
        // An indented line, and what hangs from a number or a label; a wide space that no other line has parts no columns.
        let is_open = is_last && (is_alone || !is_row);
        let is_one_text = !is_row && at > 0 && !before.is_some_and(|before| before.has_like(column));
        let to = next.columns.iter().position(overlaps).or(is_one_text.then_some(0));
        to.filter(|_| is_open)
    }
}

impl Row {
    /// Whether this is a line that ends with a hyphen, right above a line of the same column.
    fn is_alone_above(&self, next: &Self) -> bool {
        let [column] = &*self.columns else {
            return false;
        };
        let is_below = STEP.contains(&((self.across - next.across) / self.size)) && self.angle == next.angle;
        is_below && touches_hyphen(&column.text) && matches!(&*next.columns, [below] if self.is_aligned(column, below))
    }

    /// Whether another row stands beside this one or the one below it.
    fn has_beside(&self, other: &Self, next: &Self) -> bool {
        let clear = |column: &Column, other: &Column| other.start >= column.end || column.start >= other.end;
        let is_clear = |column| other.columns.iter().all(|other| clear(column, other));
        let room = STEP.start * self.size;
        let height = next.across - room..self.across + room;
        self.angle == other.angle && height.contains(&other.across) && self.columns.iter().all(is_clear)
    }
}

/// Whether the last word of one text and the first of the other are hardly more than halves: of a word in small letters, of a
/// name ("Peeters-Maes"), of a national number.
fn is_divided(text: &str, below: &str) -> bool {
    let head = text.rsplit(' ').next().unwrap_or_default();
    let head = head.trim_matches(|c: char| !c.is_alphanumeric());
    let tail = below.split(' ').next().unwrap_or_default();
    if tail.contains('@') || touches_hyphen(tail) {
        return false;
    }
    let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
    let tail = tail.trim_end_matches(|c: char| !c.is_alphanumeric());
    if digits(head) + digits(tail) > 0 {
        let is_grouped = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        return (digits(head), digits(tail)) == NATIONAL && is_grouped(head) && is_grouped(tail);
    }
    let is_small = |part: &str| part.chars().all(char::is_lowercase);
    let is_name = |part: &str| part.starts_with(char::is_uppercase) && part.contains(char::is_lowercase);
    let begins_word = is_small(head) || is_name(head) && head.chars().count() >= LONG;
    is_name(head) && is_name(tail) || begins_word && tail.starts_with(char::is_lowercase)
}

/// The texts of rows. Words that a hyphen divides over two of them stand whole on the first.
pub(super) fn whole_words(rows: impl Iterator<Item = Row>) -> Vec<String> {
    let mut whole: Vec<Row> = Vec::new();
    for mut next in rows {
        if let Some(row) = above(&mut whole, &mut next) {
            row.across = next.across;
            continue;
        }
        if let Some((row, others)) = whole.split_last_mut() {
            for at in 0..row.columns.len() {
                if let Some(to) = row.goes_on_in(at, &next, others.last()) {
                    rejoin(&mut row.columns[at].text, &mut next.columns[to].text);
                }
            }
            if next.columns.iter().all(|column| column.text.is_empty()) {
                row.across = next.across;
                continue;
            }
        }
        whole.push(next);
    }
    whole.iter().map(Row::text).collect()
}

/// Mends what ends on a row before the last one and goes on in this one: the lines of columns that stand a little higher or
/// lower than each other follow in turn. Gives that row where nothing is left of this one.
fn above<'r>(whole: &'r mut [Row], next: &mut Row) -> Option<&'r mut Row> {
    let from = whole.len().saturating_sub(MOST_BESIDE + 1);
    let rows = &mut whole[from..];
    let is_above = |at: usize| {
        let (row, others) = (&rows[at], &rows[at + 1..]);
        row.is_alone_above(next) && !others.is_empty() && others.iter().all(|other| row.has_beside(other, next))
    };
    let row = &mut rows[(0..rows.len()).find(|&at| is_above(at))?];
    if is_divided(&row.columns[0].text, &next.columns[0].text) {
        rejoin(&mut row.columns[0].text, &mut next.columns[0].text);
    }
    next.columns[0].text.is_empty().then_some(row)
}

#[cfg(test)]
mod tests;
