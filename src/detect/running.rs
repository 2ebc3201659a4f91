//! Codes of a column that run on: tags of a plant and lockers ("1-PMP-100", "1-PMP-101") are written like plates, of which no two
//! cars beside each other have the same letters or the next number.

use std::collections::HashMap;

use super::tally::GroupKey;

/// Of so many values in a hundred that are like the one before them, the column is one of codes.
const CODES: u64 = 50;
/// Fewer pairs tell nothing: the cars of one household may have been registered together.
const FEWEST: u64 = 3;

/// The columns of codes of a document.
#[derive(Default)]
pub struct Running(HashMap<GroupKey, Column>);

#[derive(Default)]
struct Column {
    letters: String,
    number: u32,
    n_pairs: u64,
    n_alike: u64,
}

impl Running {
    /// Takes note of the next value of a column: letters and digits.
    pub fn note(&mut self, key: GroupKey, value: &str) {
        let letters: String = value.chars().filter(char::is_ascii_alphabetic).collect();
        let digits = value.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        let number = digits.parse().unwrap_or(0);
        let column = self.0.entry(key).or_default();
        if !column.letters.is_empty() {
            // The same value again is one car on another day.
            let is_same = letters == column.letters && number == column.number;
            let is_alike = letters == column.letters || number == column.number.saturating_add(1);
            column.n_pairs += u64::from(!is_same);
            column.n_alike += u64::from(!is_same && is_alike);
        }
        (column.letters, column.number) = (letters, number);
    }

    /// Whether the values of a column run on.
    pub fn are_codes(&self, key: &GroupKey) -> bool {
        let tells = |column: &Column| column.n_pairs >= FEWEST && column.n_alike * 100 >= CODES * column.n_pairs;
        self.0.get(key).is_some_and(tells)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect_text, finding, table};

    #[test]
    fn codes_that_run_on_are_no_plates() {
        let plates = |headings: &str, codes: &[&str]| {
            let rows = codes.iter().zip(1..).map(|(code, n)| format!("{n};{code};x\n"));
            let found = detect_text(&table(&format!("{headings}\n{}", rows.collect::<String>())));
            finding(&found, "be.licence-plate").map_or(0, |found| found.count)
        };
        let of_pumps = [
            "1-VRT-201",
            "1-VRT-202",
            "1-VRT-203",
            "1-VRT-204",
            "2-VRT-205",
            "2-VRT-206",
        ];
        let running = [
            "1-DCB-301",
            "1-KLB-302",
            "1-TRW-303",
            "1-QLS-304",
            "1-BND-305",
            "1-PSD-306",
        ];
        let cars = [
            "1-DCB-391",
            "2-KLB-118",
            "1-TRW-703",
            "1-QLS-204",
            "2-BND-905",
            "1-PSD-566",
        ];
        for codes in [&of_pumps, &running] {
            assert_eq!(plates("a;b;c", codes), 0);
            assert_eq!(plates("nr;Nummerplaat;c", codes), 6);
        }
        assert_eq!(plates("a;b;c", &cars), 6);
        for heading in ["Tag", "tag nr", "Locker", "Casier", "Spind", "Slot"] {
            assert_eq!(plates(&format!("nr;{heading};naam"), &cars), 0, "{heading}");
        }
        assert_eq!(plates("nr;Wagen;naam", &cars), 6);
    }
}
