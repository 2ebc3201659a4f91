//! One table of a page: where its cells stand, and which of them say what others hold.

use super::super::csv::look_like_headings;
use crate::extract::Sink;
use crate::extract::office::headings::Headings;
use crate::text::{NameId, is_value};

/// Columns beyond are no table that people read.
const MOST_COLUMNS: usize = 1000;

#[derive(Default)]
pub(super) struct Table {
    pub name: NameId,
    pub row: u32,
    pub col: u32,
    pub in_cell: bool,
    /// Columns of this cell, and rows that the cells above still take up, by column.
    span: u32,
    below: Vec<u32>,
    /// Cells of the first row and of rows of headings below it, by column, then these headings.
    head: Vec<String>,
    headings: Vec<String>,
    /// All rows so far were of headings.
    in_head: bool,
    n_cells: usize,
    heading_cells: usize,
    /// The heading at the start of this row.
    row_heading: String,
    cell_is_heading: bool,
    /// Of another table below the rows of the first one, and of rows that begin with theirs.
    others: Headings,
}

impl Table {
    pub fn new(name: NameId) -> Self {
        Self {
            name,
            in_head: true,
            ..Self::default()
        }
    }

    /// `spans`: over how many columns and rows it goes.
    pub fn begin_cell(&mut self, heading: bool, (cols, rows): (u32, u32)) {
        self.row = self.row.max(1);
        self.col = self.col.saturating_add(self.span.max(1));
        while self.below.get(self.col as usize - 1).is_some_and(|rows| *rows > 0) {
            self.col += 1;
        }
        self.span = cols;
        let taken = self.col as usize - 1..self.col as usize + cols as usize - 1;
        if rows > 1 && taken.end <= MOST_COLUMNS {
            self.below.resize(self.below.len().max(taken.end), 0);
            self.below[taken].fill(rows);
        }
        self.in_cell = true;
        self.cell_is_heading = heading;
    }

    /// Hands on a cell.
    pub fn cell(&mut self, text: &str, sink: &mut Sink<'_>) {
        let col = self.col.saturating_sub(1);
        let label = sink.intern(self.take(text));
        self.others.cell(col, text);
        let label = match self.others.have_begun() && !self.cell_is_heading {
            true => self.others.label(col),
            false => label,
        };
        sink.cell(self.others.table(self.name), self.row, col, label, text);
    }

    /// Notes a cell's text; says its label.
    fn take(&mut self, text: &str) -> &str {
        let col = self.col as usize;
        if self.in_head && self.head.len() < MOST_COLUMNS {
            self.head.resize(col.clamp(1, MOST_COLUMNS) - 1, String::new());
            self.head.extend((0..self.span).map(|_| text.to_owned()));
            self.n_cells += 1;
            self.heading_cells += usize::from(self.cell_is_heading);
        }
        if self.cell_is_heading {
            as_heading(text).clone_into(&mut self.row_heading);
            return "";
        }
        match self
            .headings
            .get(col.saturating_sub(1))
            .filter(|heading| !heading.is_empty())
        {
            Some(heading) => heading,
            None => &self.row_heading,
        }
    }

    pub fn end_row(&mut self, sink: &mut Sink<'_>) {
        if self.col > 0 {
            self.others.end_row((self.name, self.row), sink);
            if self.in_head {
                self.end_head();
            }
            self.below.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            self.row = self.row.saturating_add(1);
        }
        (self.col, self.span) = (0, 0);
        self.row_heading.clear();
    }
}

impl Table {
    /// Takes the headings of a row out of it; those of a lower row are the nearer ones.
    fn end_head(&mut self) {
        let cells = std::mem::take(&mut self.head);
        let (n_cells, n_headings) = (
            std::mem::take(&mut self.n_cells),
            std::mem::take(&mut self.heading_cells),
        );
        self.in_head = n_cells > 0 && n_headings == n_cells;
        // A title stands over all columns.
        if n_cells < 2 {
            return;
        }
        if self.in_head {
            self.headings
                .resize(self.headings.len().max(cells.len()), String::new());
            for (heading, cell) in self
                .headings
                .iter_mut()
                .zip(&cells)
                .filter(|(_, cell)| !cell.is_empty())
            {
                as_heading(cell).clone_into(heading);
            }
        } else if self.row == 1 && n_headings == 0 && look_like_headings(&cells) {
            self.headings = cells;
        }
    }
}

/// What a cell that is marked as a heading says of others: a value says nothing.
fn as_heading(text: &str) -> &str {
    if is_value(text) { "" } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::documents;

    #[track_caller]
    fn check(rows: &str, expected: &[(&str, &str)]) {
        let documents = documents(
            "a.html",
            format!("<html><body><table>{rows}</table></body></html>").as_bytes(),
        );
        let labelled = documents[0].labelled();
        for cell in expected {
            assert!(labelled.contains(cell), "{cell:?} in {labelled:?}");
        }
    }

    #[test]
    fn a_heading_stands_over_all_columns_that_it_goes_over() {
        let body = "<tr><td>0</td><td>Lotte</td><td>x1</td></tr><tr><td>1</td><td>Karel</td><td>x2</td></tr>";
        let cells = [("Wie", "Lotte"), ("Kaart", "x1"), ("Kaart", "x2")];
        check(&format!("<tr><th colspan=2>Wie</th><th>Kaart</th></tr>{body}"), &cells);
        check(
            &format!("<tr><td colspan='2'>Wie</td><td>Kaart</td></tr>{body}"),
            &cells[1..],
        );
        let two = "<tr><th rowspan=2>Nr</th><th COLSPAN=\"2\">Gegevens</th></tr><tr><th>Wie</th><th>Kaart</th></tr>";
        check(
            &format!("{two}{body}"),
            &[("Nr", "0"), ("Wie", "Karel"), ("Kaart", "x2")],
        );
        let titled = "<tr><th colspan=3>Deelnemers</th></tr><tr><th>Nr</th><th>Wie</th><th>Kaart</th></tr>";
        check(
            &format!("{titled}{body}"),
            &[("Nr", "0"), ("Wie", "Karel"), ("Kaart", "x2")],
        );
    }

    #[test]
    fn a_cell_takes_its_place_in_the_rows_below() {
        let rows = "<tr><th>Team</th><th>Wie</th><th>Kaart</th></tr>\
            <tr><td rowspan=2>Noord</td><td>Lotte</td><td>x1</td></tr><tr><td>Karel</td><td>x2</td></tr>\
            <tr><td>Zuid</td><td>Els</td><td>x3</td></tr>";
        check(
            rows,
            &[
                ("Team", "Noord"),
                ("Wie", "Karel"),
                ("Kaart", "x2"),
                ("Team", "Zuid"),
                ("Kaart", "x3"),
            ],
        );
        // No span of these makes room for a column of its own.
        for span in [
            "colspan=0",
            "colspan=99999999999",
            "rowspan=-1",
            "rowspan=65000 colspan=70000",
            "colspan",
        ] {
            check(
                &format!("<tr><td {span}>Lotte</td><td>Karel</td></tr><tr><td>Els</td></tr>"),
                &[],
            );
        }
    }

    #[test]
    fn each_row_has_its_heading_where_people_have_columns() {
        let rows = [
            "Naam;Lotte Claes;Karel Maes;Els Aerts",
            "Rijksregisternummer;85073095180;85073095279;85073095378",
            "GSM;0475123456;0475123457;0475123458",
            "Geboortedatum;30/07/1985;30/07/1985;30/07/1985",
        ];
        let told: Vec<String> = rows
            .iter()
            .map(|row| format!("<tr><td>{}</td></tr>", row.replace(';', "</td><td>")))
            .collect();
        let labelled = [
            ("Rijksregisternummer", "85073095279"),
            ("GSM", "0475123458"),
            ("Geboortedatum", "30/07/1985"),
        ];
        check(&told.concat(), &labelled);
    }

    #[test]
    fn a_row_of_headings_below_others_is_none_of_the_head() {
        let rows = "<tr><th>Wie</th><th>Kaart</th></tr><tr><td>Lotte</td><td>x1</td></tr>\
            <tr><th>Karel</th><td>x2</td></tr>";
        check(rows, &[("Wie", "Lotte"), ("Kaart", "x1"), ("Kaart", "x2")]);
    }
}
