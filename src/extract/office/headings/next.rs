//! Whether another table begins below the rows of one: its headings are a row of words that head columns, and the row below
//! them is none.

use super::words;

/// A row that heads columns has no more digits ("Adres 2", "2025").
const DIGITS: usize = 8;
/// A longer text heads nothing.
const LONGEST: usize = 80;
/// A table has its headings and a row below them.
const ROWS: u32 = 2;
/// A row of so many cells stands over wider ones as their title.
const TITLE: u32 = 1;

/// What is known of the cells of a row.
#[derive(Clone, Copy, Default)]
pub(in crate::extract) struct Row {
    /// Those that are not empty.
    pub n_cells: u32,
    /// Those that head columns, where the first one does.
    n_known: u32,
    n_digits: usize,
    has_value: bool,
}

impl Row {
    pub fn cell(&mut self, text: &str) {
        self.n_cells += 1;
        if !self.has_value {
            self.n_digits += text.bytes().filter(u8::is_ascii_digit).count();
            let is_value = text.len() > LONGEST || !text.chars().any(char::is_alphabetic) && text.trim() != "#";
            self.has_value = is_value || self.n_digits > DIGITS;
        }
        if self.n_cells == 1 || self.n_known > 0 {
            self.n_known += u32::from(words::is_known(text));
        }
    }

    /// A row of too many digits, of which only the first cell need be known.
    pub fn of_values(first: &str) -> Self {
        Self {
            n_cells: TITLE + 1,
            n_known: u32::from(words::is_known(first)),
            has_value: true,
            ..Self::default()
        }
    }

    pub fn has_too_many_digits(row: &[u8]) -> bool {
        row.iter().filter(|byte| byte.is_ascii_digit()).count() > DIGITS
    }

    /// Its first cell heads a column, or the row itself.
    pub fn begins_with_heading(&self) -> bool {
        self.n_known > 0
    }

    /// Whether it is a row of headings over one that is none.
    pub fn heads(&self, below: &Self) -> bool {
        self.is_of_words() && !below.begins_with_heading()
    }

    fn is_of_words(&self) -> bool {
        !self.has_value && self.n_known > 1 && self.n_known * 2 >= self.n_cells
    }

    /// Its first cell says what the others hold, as where each person has a column.
    pub fn is_headed(&self) -> bool {
        self.n_known > 0 && self.n_cells > 2 && self.n_known * 3 <= self.n_cells
    }
}

/// Follows the rows of a table.
#[derive(Default)]
pub(in crate::extract) struct Next {
    above: Row,
    last: u32,
    /// Rows of more than a title, since the table began.
    n_rows: u32,
    candidate: Option<u32>,
}

impl Next {
    /// A row is complete. If the row before it heads another table, gives its number.
    pub fn end_row(&mut self, read: Row, row: u32) -> Option<u32> {
        if read.n_cells == 0 {
            return None;
        }
        let begins = self.candidate.take().filter(|_| !read.begins_with_heading());
        if begins.is_some() {
            self.n_rows = 1;
        } else if self.may_head(&read, row) {
            self.candidate = Some(row);
        }
        self.n_rows += u32::from(read.n_cells > TITLE);
        (self.above, self.last) = (read, row);
        begins
    }

    /// Whether the row that was read last may head another table: what is below it will tell.
    pub fn is_open(&self) -> bool {
        self.candidate.is_some()
    }

    /// What is below it will not be seen.
    pub fn close(&mut self) {
        self.candidate = None;
    }

    fn may_head(&self, read: &Row, row: u32) -> bool {
        let is_apart = row > self.last.saturating_add(1) || self.above.n_cells == TITLE && read.n_cells > TITLE + 1;
        let is_sure = self.above.has_value && read.n_known * 4 >= read.n_cells * 3;
        self.n_rows >= ROWS && read.is_of_words() && (is_apart || is_sure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows (counted from 1) that head another table; an empty one is no row.
    #[track_caller]
    fn check(table: &str, expected: &[u32]) {
        let mut next = Next::default();
        let mut found = Vec::new();
        for (line, number) in table.lines().zip(1..) {
            let mut row = Row::default();
            line.split(';')
                .filter(|cell| !cell.is_empty())
                .for_each(|cell| row.cell(cell));
            found.extend(next.end_row(row, number));
        }
        assert_eq!(found, expected, "{table}");
    }

    #[test]
    fn a_row_of_headings_below_rows_begins_another_table() {
        check("Artikel;Prijs\nmoer;3\n\nNaam;Rijbewijs\nAn;x", &[4]);
        check("Artikel;Prijs\nmoer;3\nNaam;Rijbewijs\nAn;x", &[3]);
        check(
            "Artikel;Prijs;Stuk\nmoer;3;1\nPersoneel\nNaam;Rijbewijs;Ploeg\nAn;x;2",
            &[4],
        );
        check(
            ";Article;Prix\n;vis;3\n\n;;Nom;Portable\n;;Luc;x\n\nFirma;Telefon\nX;1",
            &[4, 7],
        );
        // Its words need not all be known where a gap stands before them.
        check("Zaal;Uur\nA;9\n\nBewoner;Kinesist;Diagnose\nAn;Bo;griep", &[4]);
    }

    #[test]
    fn rows_of_words_are_no_headings() {
        // A title, a row of groups, and the headings of the one table.
        check("Lijst\n\nNaam;INSZ\nAn;1", &[]);
        check("Persoon;;Contact\nNaam;INSZ;GSM\nAn;1;2", &[]);
        // Words in their columns; a form; words of other languages.
        check("Naam;Functie;Toestel\nAn;kok;12\n\nBo;lid;gsm\nCas;kok;13", &[]);
        check("Dienst;Ploeg\nZorg;3\n\nNaam;An Maes\nTelefoon;x", &[]);
        check("nl;fr\nx1;y\nnaam;nom\ndatum;date\nprijs;prix", &[]);
        check("Naam;Nr\nAn;1\n\nNaam;nr\nDatum;2", &[]);
        // Nothing stands below them.
        check("Naam;Nr\nAn;1\n\nDatum;Naam", &[]);
    }
}
