//! A table that ends inside a field in quotes (RFC 4180, 2): the rest of it is missing.

use super::SEPARATORS;

/// Follows the quotes of a table that comes in parts. Which separator it has may not be known: a cut row is no row.
pub(super) struct Quotes {
    is_open: bool,
    /// The last byte so far: none yet begins a line.
    last: u8,
    /// Whether a field ended with its quote and was followed by what follows one.
    has_whole: bool,
    was_closed: bool,
    /// Whether the quote before ended a field: a second one right behind it goes on with that field.
    has_ended: bool,
    /// Quotes in fields stand behind a backslash, as MySQL writes them: which of them end a field is not known.
    has_escapes: bool,
}

impl Quotes {
    pub fn new() -> Self {
        Self {
            is_open: false,
            last: b'\n',
            has_whole: false,
            was_closed: false,
            has_ended: false,
            has_escapes: false,
        }
    }

    pub fn feed(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let Some(&last) = bytes.last() else { return };
        if self.was_closed {
            self.closed_before(bytes[0]);
        }
        self.was_closed = false;
        for at in memchr::memchr_iter(b'"', bytes) {
            let before = at.checked_sub(1).map_or(self.last, |before| bytes[before]);
            self.has_escapes |= before == b'\\';
            if self.is_open {
                (self.is_open, self.has_ended) = (false, true);
                match bytes.get(at + 1) {
                    Some(&next) => self.closed_before(next),
                    None => self.was_closed = true,
                }
            } else {
                self.is_open = before == b'"' && self.has_ended || is_border(before);
                self.has_ended = false;
            }
        }
        self.last = last;
    }

    fn closed_before(&mut self, next: u8) {
        self.has_whole |= is_border(next);
    }

    /// Asked at the end: whether a field is open in a table that has whole ones, and no line ends there.
    pub fn is_cut(&self) -> bool {
        self.is_open && self.has_whole && !self.has_escapes && !matches!(self.last, b'\n' | b'\r')
    }
}

/// What stands between fields and rows.
fn is_border(byte: u8) -> bool {
    SEPARATORS.contains(&byte) || matches!(byte, b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::super::super::Reason;
    use super::super::super::tests::document;
    use super::*;

    #[test]
    fn a_table_that_ends_inside_a_field_is_cut() {
        #[track_caller]
        fn check(table: &str, expected: bool) {
            for size in [16, table.len()] {
                let mut quotes = Quotes::new();
                crate::text::chunks(table, size).for_each(|part| quotes.feed(part));
                assert_eq!(quotes.is_cut(), expected, "{table} in parts of {size}");
            }
        }
        check("id;naam\r\n1;\"An Maes\"\r\n2;\"Bo en dan is het", true);
        check("id;naam\r\n1;\"An \"\"de\"\" Maes\"\r\n2;\"Bo \"\"en", true);
        check("id;naam\r\n1;\"An Maes\"\r\n2;\"Bo\"", false);
        check("id;naam\r\n1;\"An\nMaes\"\r\n2;\"Bo \"\"en\"\"\"", false);
        check("id;naam\r\n1;\"\"\r\n2;\"\"", false);
        // A blank before the quotes.
        check("\"naam\", \"nr\"\r\n\"An\", \"\"\r\n\"Bo\", \"\"", false);
        check("\"naam\", \"nr\"\r\n\"An\", \"\"\r\n\"Bo en dan", true);
        check("naam,noot\n\"An\",\"zegt \\\"dag\\\"\"", false);
        check("naam,noot\n\"An\",\"zegt \\\"dag\\\"\"\n\"Bo\",\"\\\"", false);
        // Inches, and a quote that nobody closes.
        check("id;maat\r\n1;\"An\"\r\n2;12\" scherm", false);
        check("id;naam\r\n1;\"An Maes\r\n2;Bo en", false);
        check("id;naam\r\n1;\"An\"\r\n2;\"Bo\r\n3;Cas\r\n", false);
        let table = "id;naam;plaats\r\n1;\"An Maes\";Gent\r\n2;\"Bo Claes\";Melle\r\n3;\"Cas en dan is het";
        assert_eq!(document("a.csv", table.as_bytes()).reasons, [Reason::Damaged]);
        assert_eq!(document("a.csv", format!("{table}\";Gent").as_bytes()).reasons, []);
    }
}
