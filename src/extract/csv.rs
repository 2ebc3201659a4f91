//! Delimited text: pushed as it was written, with the headings of its columns.

mod quotes;
mod tables;

use std::io::Read;

use super::encoding::{CONTROL_SEPARATORS, TextReader};
use super::fragment::{self, Written};
use tables::Tables;

use super::{Error, Extract, Format, Head, Reason, Sink, embedded};
use crate::text::{Unit, is_value};

const SEPARATORS: [u8; 5] = [b';', b'\t', b',', b'|', b'^'];
/// Rows that are looked at.
const ROWS: usize = 20;
/// A title, a date and the like may stand above the table in so many rows.
const PREAMBLE: usize = 5;
/// Bytes of a heading and words of a name in a table of two columns.
const LONGEST_HEADING: usize = 40;
const NAME_WORDS: usize = 5;
/// Digits of thousandths of a second.
const MILLIS: usize = 3;

pub(super) static FORMAT: Format = Format {
    name: "csv",
    extensions: &["csv", "tsv", "tab"],
    recognise: |head| head.sample().is_some_and(|text| is_delimited(text, head)),
    extract: Extract::Stream(|input, sink| embedded::watched(input, sink, extract)),
};

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let reader = TextReader::new(input, |_| None);
    let (sep, headings, is_across) = columns(&fragment::shown(&reader.sample(), Written::Table));
    let mut tables = Tables::new(sep, headings.clone());
    if is_across {
        tables.begin_cells(sink);
    } else {
        sink.set_headings(headings);
        sink.mark(Unit::Delimited { sep, row: 1, col: 0 }, 0);
    }
    let mut quotes = quotes::Quotes::new();
    let done = reader.each(|text| {
        quotes.feed(text);
        tables.feed(&fragment::shown(text, Written::Table), sink);
        Ok(())
    });
    tables.end(sink);
    if quotes.is_cut() {
        sink.gap(Reason::Damaged, "the end of the file is missing");
    }
    done
}

/// The separator, the headings of the columns, and whether there are none because each row begins with its own.
fn columns(text: &str) -> (u8, Vec<String>, bool) {
    let of_all = separator(text, 0).or_else(|| separator(text, PREAMBLE));
    let sep = of_all.or_else(|| tables::separator(text)).unwrap_or(b',');
    let rows = rows(without_separator(text), sep);
    if tables::is_across(&rows) {
        return (sep, Vec::new(), true);
    }
    // Of tables that are not as wide, the first one begins the text.
    let of_first = || tables::width(&rows, |row, below| row.heads(below));
    let of_any = || tables::width(&rows, |_, _| true).filter(|_| of_all.is_none());
    let n_cols = of_first().or_else(of_any).or_else(|| usual(rows.iter().map(Vec::len)));
    (sep, headings(rows, n_cols.unwrap_or(0)), false)
}

/// A table without the extension of one must be beyond doubt: prose has commas too.
fn is_delimited(text: &str, head: &Head<'_>) -> bool {
    let named = FORMAT.extensions.contains(&head.extension);
    match separator(text, 0) {
        Some(sep) => {
            named || !is_log(&rows(text, sep), sep) && is_table(&rows(text, sep)) || is_list_of_names(text, sep)
        }
        // One column is a table too when the file says so.
        None => named && !text.trim_start().starts_with(['<', '{', '[']),
    }
}

fn is_table(rows: &[Vec<String>]) -> bool {
    let n_cols = rows.first().map_or(0, Vec::len);
    let n_cells = rows.iter().map(Vec::len).sum::<usize>().max(1);
    let n_chars = rows.iter().flatten().map(String::len).sum::<usize>();
    rows.len() >= 3 && n_cols >= 3 && rows.iter().all(|row| row.len() == n_cols) && n_chars / n_cells < 40
}

/// "2026-03-01 10:00:00,123 ERROR …": the comma is that of the time, so that a place is a line.
fn is_log(rows: &[Vec<String>], sep: u8) -> bool {
    let is_clock = |cell: &str| {
        let clock = cell.as_bytes().last_chunk::<6>();
        clock.is_some_and(|[a, b, c, d, e, f]| {
            [a, d].iter().all(|sign| **sign == b':') && [b, c, e, f].iter().all(|digit| digit.is_ascii_digit())
        })
    };
    let has_millis = |cell: &String| cell.find(|c: char| !c.is_ascii_digit()) == Some(MILLIS);
    let is_line = |row: &Vec<String>| matches!(row.as_slice(), [time, rest, ..] if is_clock(time) && has_millis(rest));
    sep == b',' && !rows.is_empty() && rows.iter().filter(|row| is_line(row)).count() * 2 > rows.len()
}

/// "Naam;Ziektedagen", and below it a name and a value in each row: a table of two columns that is beyond doubt. A form has no
/// headings, and what stands behind a comma and a space is a sentence.
fn is_list_of_names(text: &str, sep: u8) -> bool {
    let rows = rows(text, sep);
    let Some((headings, below)) = rows.split_first() else {
        return false;
    };
    let is_short = |cell: &String| !cell.is_empty() && cell.len() <= LONGEST_HEADING;
    let holds_names = |col: usize| {
        let n_names = below.iter().filter(|row| looks_like_name(&row[col])).count();
        !looks_like_name(&headings[col]) && n_names * 4 >= below.len() * 3
    };
    below.len() > 1
        && rows.iter().all(|row| row.len() == 2)
        && headings.iter().all(is_short)
        && look_like_headings(headings)
        && (sep != b',' || !text.contains(", "))
        && (holds_names(0) || holds_names(1))
}

/// Some words with a capital, and perhaps small ones between: "Jan Peeters", "Lode van den Eynde".
fn looks_like_name(cell: &str) -> bool {
    let n_words = cell.split(' ').count();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let n_capitals = cell.split(' ').filter(|word| is_capital(word)).count();
    let is_sign = |c: char| !c.is_alphabetic() && !matches!(c, ' ' | '-' | '\'' | '\u{2019}' | '.');
    (2..=NAME_WORDS).contains(&n_words) && n_capitals > 1 && is_capital(cell) && !cell.contains(is_sign)
}

/// The separator under which the first rows are the most alike: the most columns, the same in nine rows of ten. So many
/// rows above them may be something else.
fn separator(text: &str, most_above: usize) -> Option<u8> {
    if let Some(&[sep, ..]) = text.strip_prefix("sep=").map(str::as_bytes) {
        return Some(sep).filter(u8::is_ascii);
    }
    let lines = text.trim_start().lines().filter(|line| !line.is_empty());
    let first: Vec<&str> = lines.take(1 + most_above).collect();
    SEPARATORS
        .iter()
        .chain(&CONTROL_SEPARATORS)
        // Cheap, and rare text passes: a table has its separator in its first row.
        .filter(|&&sep| first.iter().any(|line| memchr::memchr(sep, line.as_bytes()).is_some()))
        .filter_map(|&sep| {
            let rows = rows(text, sep);
            let n_cols = usual(rows.iter().map(Vec::len))?;
            let rows = &rows[n_above(&rows, n_cols, most_above)..];
            let alike = rows.iter().filter(|row| row.len() == n_cols).count();
            // Rows of code end in a separator: one filled field each.
            let filled = rows
                .iter()
                .filter(|row| row.iter().filter(|field| !field.is_empty()).count() > 1)
                .count();
            (n_cols > 1 && alike * 10 >= rows.len() * 9 && filled * 2 > rows.len()).then_some((n_cols, sep))
        })
        .max_by_key(|&(n_cols, sep)| (n_cols, sep == b';', sep == b'\t'))
        .map(|(_, sep)| sep)
}

/// The rows above a table of so many columns.
fn n_above(rows: &[Vec<String>], n_cols: usize, most: usize) -> usize {
    rows.iter().take(most).take_while(|row| row.len() != n_cols).count()
}

fn usual(counts: impl Iterator<Item = usize> + Clone) -> Option<usize> {
    let of = |count: usize| counts.clone().filter(|&other| other == count).count();
    counts.clone().max_by_key(|&count| (of(count), count))
}

/// The first rows, RFC 4180; a last row that is cut counts only when it is the only one.
fn rows(text: &str, sep: u8) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sep)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let whole = text.len() < 4096 || text.ends_with('\n');
    let mut rows: Vec<Vec<String>> = reader
        .records()
        .map_while(Result::ok)
        .take(ROWS + 1)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect();
    if rows.len() > ROWS || (!whole && rows.len() > 1) {
        rows.pop();
    }
    rows
}

/// What stands behind the line that tells the separator.
fn without_separator(text: &str) -> &str {
    match text.strip_prefix("sep=") {
        Some(_) => text.split_once('\n').map_or("", |(_, rest)| rest),
        None => text,
    }
}

/// The first row of so many columns, if it looks like headings: names, not values.
fn headings(rows: Vec<Vec<String>>, n_cols: usize) -> Vec<String> {
    let above = n_above(&rows, n_cols, PREAMBLE);
    let above = below_title(&rows[above.min(rows.len())..]).map_or(above, |n_more| above + n_more);
    let mut rows = rows.into_iter().skip(above);
    let first = rows.next().unwrap_or_default();
    let has_headings = look_like_headings(&first) || rows.next().is_some_and(|row| are_merged(&first, &row));
    if has_headings { first } else { Vec::new() }
}

/// Headings of which one stands over several cells, as over the groups of an account number: most of them may be empty,
/// where the row below is full.
fn are_merged(headings: &[String], below: &[String]) -> bool {
    let n_filled = headings.iter().filter(|cell| !cell.is_empty()).count();
    let is_name = |cell: &String| cell.is_empty() || look_like_headings(std::slice::from_ref(cell));
    let begins = headings.first().is_some_and(|cell| !cell.is_empty());
    let is_full = below.len() == headings.len() && below.iter().all(|cell| !cell.is_empty());
    begins && n_filled > 1 && headings.iter().all(is_name) && is_full
}

/// Rows of a title, a date and the like that a program filled up with empty cells: how many stand above headings that
/// are as wide as the table. None if the first row is no such row, or nothing below them looks like headings.
fn below_title(rows: &[Vec<String>]) -> Option<usize> {
    let is_sparse = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() * 2 <= row.len();
    let n_sparse = rows.iter().take(PREAMBLE).take_while(is_sparse).count();
    let is_filled = |row: &Vec<String>| !row.iter().any(|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    rows.get(n_sparse)
        .filter(|row| n_sparse > 0 && row.len() > 2 && is_filled(row) && look_like_headings(row))
        .map(|_| n_sparse)
}

/// Headings are short names: no cell is a number, a date or an address.
pub(super) fn look_like_headings(cells: &[String]) -> bool {
    let value = |cell: &String| {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        is_value(cell) || digits * 2 > cell.len()
    };
    let filled = cells
        .iter()
        .filter(|cell| cell.chars().any(char::is_alphabetic))
        .count();
    // "| Naam | Godsdienst |": what stands outside is no cell.
    let is_framed = cells.len() > 2
        && [cells.first(), cells.last()]
            .iter()
            .flatten()
            .all(|cell| cell.is_empty());
    let n_cells = cells.len() - if is_framed { 2 } else { 0 };
    filled * 2 > n_cells && !cells.iter().any(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comma_of_a_time_makes_no_table() {
        let log = |line: &str| rows(&line.repeat(5), b',');
        assert!(is_log(
            &log("2026-03-01 10:00:00,123 ERROR User{name='Els', id='3'}\n"),
            b','
        ));
        assert!(!is_log(&log("2026-03-01 10:00:00,123,ERROR\n"), b','));
        assert!(!is_log(&log("2026-03-01 10:00:00,12 rue Haute,Gent\n"), b','));
        assert!(!is_log(&log("Els,2026-03-01 10:00:00,123 x\n"), b','));
    }
}
