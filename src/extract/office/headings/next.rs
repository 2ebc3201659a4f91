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
    /// Of those, the ones that name nothing else ("Contact Jan").
    n_plain: u32,
    n_digits: usize,
    has_value: bool,
    /// Behind a first cell that heads: those with digits, and how the first of them all is written.
    n_figures: u32,
    shape: Shape,
}

/// The signs and the kinds of letters of a text, as far as one is told from another.
type Shape = u64;

impl Row {
    /// A row of these cells; empty ones are none.
    pub fn of<'c>(cells: impl IntoIterator<Item = &'c str>) -> Self {
        let mut row = Self::default();
        let cells = cells.into_iter().filter(|cell| !cell.is_empty());
        cells.for_each(|cell| row.cell(cell));
        row
    }

    pub fn cell(&mut self, text: &str) {
        self.n_cells += 1;
        if !self.has_value {
            self.n_digits += text.bytes().filter(u8::is_ascii_digit).count();
            let is_value = text.len() > LONGEST || !text.chars().any(char::is_alphabetic) && text.trim() != "#";
            self.has_value = is_value || self.n_digits > DIGITS;
        }
        if self.n_cells > 1 && self.n_known == 0 {
            return;
        }
        let is_known = words::is_known(text);
        self.n_known += u32::from(is_known);
        if self.n_cells == 1 || self.n_plain > 0 {
            self.n_plain += u32::from(is_known && words::is_plain(text));
        }
        if self.n_cells > 1 {
            self.n_figures += u32::from(text.bytes().any(|byte| byte.is_ascii_digit()));
        }
        if self.n_cells == 2 {
            self.shape = shape(text) ^ long_number(text);
        }
    }

    /// A row of too many digits, whose cells need not be known.
    pub fn of_values() -> Self {
        Self {
            n_cells: TITLE + 1,
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

    /// Its first cell says what the others hold, as where each person has a column: all are words, or all hold figures.
    pub fn is_headed(&self) -> bool {
        let is_alike = self.n_figures == 0 || self.n_figures + 1 == self.n_cells;
        self.n_plain > 0 && self.n_cells > 2 && self.n_known * 3 <= self.n_cells && is_alike
    }

    /// Whether the rows that a table begins with are headed each by its own first cell: below words (the names), the cells of
    /// a column are written in different ways. The rows of a list are like each other.
    pub fn are_across(rows: &[Self]) -> bool {
        let [names, one, other] = rows else { return false };
        rows.iter().all(Self::is_headed) && names.n_figures == 0 && one.shape != other.shape
    }
}

/// How long a number without signs is: one of a person and one of a telephone are told by nothing else.
fn long_number(text: &str) -> Shape {
    const SHORTEST: usize = 8;
    let is_one = text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_one { (text.len() as u64) << 32 } else { 0 }
}

/// Runs of digits, of letters and spaces, and the signs between them.
fn shape(text: &str) -> Shape {
    let kind = |byte: u8| match byte {
        b'0'..=b'9' => b'9',
        byte if byte.is_ascii_punctuation() => byte,
        _ => b'a',
    };
    let (shape, _) = text.trim().bytes().map(kind).fold((0, 0), |(shape, last), kind| {
        let is_run = kind == last;
        (
            if is_run {
                shape
            } else {
                (shape << 8 | u64::from(kind)).rotate_left(3)
            },
            kind,
        )
    });
    shape
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
        // A line between the rows of a table leaves columns empty that they fill.
        let is_below = !read.begins_with_heading() && read.n_cells <= self.above.n_cells;
        let begins = self.candidate.take().filter(|_| is_below);
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
        let is_of_names = read.n_plain > 1 && read.n_plain * 2 >= read.n_cells;
        self.n_rows >= ROWS && read.is_of_words() && is_of_names && (is_apart || is_sure)
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
            found.extend(next.end_row(Row::of(line.split(';')), number));
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
    fn lines_between_the_rows_of_a_table_head_nothing() {
        for line in [
            "Ploeg B;Contact Els Baert;",
            "Date : 4 juin;Lieu : Namur;",
            "Arts;Dienst nierziekten;",
            "Woche 7;Tag 2;",
            "Totaal groep;Aantal deelnemers;",
        ] {
            check(&format!("Wie;Nr;Geb\nAn;1;2\nBo;3;4\n{line}\nCas;5;6"), &[]);
            check(&format!("Wie;Nr;Geb\nAn;1;2\nBo;3;4\n\n{line}\nCas;5;6"), &[]);
        }
        // Where the table has two columns, what they name tells it.
        check("Login;Code\nan;x1\nbo;x2\n\nDienst HR;Contact Jan\ncas;x3", &[]);
        check("Wie;Nr\nAn;1\nBo;2\n\nKamer 12;Patiënt afwezig\nCas;3", &[]);
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
