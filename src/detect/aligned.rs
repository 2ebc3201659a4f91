//! Columns of plain text: what stands straight below a word, line by line; and those of a table that a program fills.

use super::around::{self, offset_of};
use std::ops::Range;

/// Bytes below a heading that are looked at: less than [`crate::extract::MARGIN`].
const REACH: usize = 1 << 10;
/// A row of a table is no longer.
const LONGEST_LINE: usize = 300;
/// Spaces that part columns.
const PARTED: &str = "  ";

/// Where the cells begin that stand below a heading in a table of aligned columns: none where the heading is a word of a
/// sentence.
pub fn below(buf: &str, heading: &Range<usize>) -> Vec<usize> {
    let Some((line, line_end)) = line_of(buf, heading) else {
        return Vec::new();
    };
    let (before, behind) = (&buf[line..heading.start], &buf[heading.end..line_end]);
    if !is_heading(before, behind) {
        return Vec::new();
    }
    let column = before.chars().count();
    let rows = around::behind(buf, line_end, REACH).split('\n').skip(1);
    let cell = |row: &str| {
        let (at, _) = row.char_indices().nth(column)?;
        let is_begin = at == 0 || row[..at].ends_with(' ');
        is_begin.then_some(offset_of(buf, row) + at)
    };
    rows.take_while(|row| !row.trim().is_empty()).filter_map(cell).collect()
}

/// What begins a statement that fills a table, and what its values stand behind.
const INSERT: &str = "insert into ";
const VALUES: &str = "values";
/// Columns and quotes around their names.
const QUOTES: [char; 5] = ['"', '`', '\'', '[', ']'];

/// Where the values begin of the column that a word names in a statement: "INSERT INTO person (name, birth_date) VALUES
/// ('Rita', '1980-11-23'), ('An', '1981-01-02')".
pub fn inserted(buf: &str, column: &Range<usize>) -> Vec<usize> {
    let rest = around::behind(buf, column.end, REACH);
    // The cheapest question first: the name of a column ends there.
    if !rest.trim_start_matches(QUOTES).starts_with([',', ')', ' ']) {
        return Vec::new();
    }
    let Some((of_table, columns)) = around::before(buf, column.start, LONGEST_LINE).rsplit_once('(') else {
        return Vec::new();
    };
    let is_insert = of_table.len() >= INSERT.len() && of_table.to_ascii_lowercase().contains(INSERT);
    let behind = rest.split_once(')').map(|(_, behind)| behind.trim_start());
    let tuples = behind.filter(|behind| is_insert && begins_with_values(behind));
    let Some(tuples) = tuples else {
        return Vec::new();
    };
    let nth = columns.matches(',').count();
    let tuples = tuples.split('(').skip(1);
    tuples
        .filter_map(|tuple| nth_value(tuple, nth))
        .map(|value| offset_of(buf, value))
        .collect()
}

fn begins_with_values(text: &str) -> bool {
    let begins = text.get(..VALUES.len());
    begins.is_some_and(|begins| begins.eq_ignore_ascii_case(VALUES))
}

/// The nth value of a tuple, without its quote; a comma within quotes is part of one.
fn nth_value(tuple: &str, nth: usize) -> Option<&str> {
    let (mut quoted, mut n) = (false, 0);
    let start = tuple.char_indices().find_map(|(at, c)| {
        if n == nth && !matches!(c, ' ' | '\'' | '"') {
            return Some(at);
        }
        quoted ^= c == '\'';
        n += usize::from(c == ',' && !quoted);
        None
    });
    start.map(|start| &tuple[start..])
}

/// Where the line of a heading begins and ends, unless it is longer than those of a table.
fn line_of(buf: &str, heading: &Range<usize>) -> Option<(usize, usize)> {
    let bytes = buf.as_bytes();
    let from = heading.start.saturating_sub(LONGEST_LINE);
    let to = (heading.end + LONGEST_LINE).min(bytes.len());
    let line = memchr::memrchr(b'\n', &bytes[from..heading.start]).map(|at| from + at + 1);
    let line_end = memchr::memchr(b'\n', &bytes[heading.end..to]).map(|at| heading.end + at);
    Some((line.or((from == 0).then_some(0))?, line_end?))
}

/// Whether what stands before and behind a word on its line is of other columns.
fn is_heading(before: &str, behind: &str) -> bool {
    let behind = behind.trim_start_matches(['.', ':']).trim_end();
    let begins = before.trim().is_empty() || before.ends_with(PARTED);
    let ends = behind.is_empty() || behind.starts_with(PARTED);
    begins && ends && !(before.trim().is_empty() && behind.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_straight_below_their_heading() {
        let text = "NAAM       GEB.DAT     NR\n--------------------------\nAdriaéns P 12.05.1971  7\nBeirens    01.12.1968  8\n\nX          03.03.1970  9\n";
        let at = text.find("GEB").unwrap();
        let cells: Vec<&str> = below(text, &(at..at + 7))
            .into_iter()
            .map(|cell| &text[cell..cell + 10])
            .collect();
        assert_eq!(cells, ["12.05.1971", "01.12.1968"]);
        let sentence = "De GEB.DAT staat hier\nxxx12.05.1971\n";
        assert_eq!(below(sentence, &(3..10)), Vec::<usize>::new());
        let insert = "INSERT INTO person (first_name, ssin, birth_date) VALUES ('Goss, R','1','1980-11-23'), ('An', '2', '1981-01-02');";
        let at = insert.find("birth").unwrap();
        let values: Vec<&str> = inserted(insert, &(at..at + 10))
            .into_iter()
            .map(|value| &insert[value..value + 10])
            .collect();
        assert_eq!(values, ["1980-11-23", "1981-01-02"]);
        for other in [
            "UPDATE person (first_name, birth_date) VALUES ('An', '1981-01-02')",
            "INSERT INTO person (birth_date) SELECT ('1981-01-02')",
            "(birth_date, name)",
        ] {
            let at = other.find("birth").unwrap();
            assert_eq!(inserted(other, &(at..at + 10)), Vec::<usize>::new(), "{other}");
        }
        let alone = "GEB.DAT\n12.05.1971\n";
        assert_eq!(below(alone, &(0..7)), Vec::<usize>::new());
    }
}
