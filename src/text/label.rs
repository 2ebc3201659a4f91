//! Whether a heading, a key or a name may stand in a report: in some documents values stand there.

/// A longer text is no name of anything.
const LENGTH: usize = 80;
/// A text with more digits is a value.
const DIGITS: usize = 4;
/// The name of a table may hold two years: a report without it would not lead to the place.
const DIGITS_OF_TABLE: usize = 8;
/// A longer number in it is no year.
const YEAR: usize = 4;

/// Whether a text that stands where headings and keys stand is a value: an address, a number, a sentence.
pub fn is_value(text: &str) -> bool {
    text.len() > LENGTH || holds_address(text) || n_digits(text) > DIGITS
}

/// The same of the name of a sheet or of a table.
pub fn is_value_as_table(name: &str) -> bool {
    let mut numbers = name.split(|c: char| !c.is_numeric());
    let is_long = |number: &str| number.chars().count() > YEAR && !is_month(number);
    holds_address(name) || n_digits(name) > DIGITS_OF_TABLE || numbers.any(is_long)
}

/// "202405"
fn is_month(number: &str) -> bool {
    let is_of_century = number.starts_with("19") || number.starts_with("20");
    number.len() == 6 && is_of_century && matches!(number[4..].parse(), Ok(1..=12))
}

/// Also as wide letters, which programs for Chinese and Japanese write.
fn holds_address(text: &str) -> bool {
    text.contains(['@', '\u{ff20}', '\u{fe6b}'])
}

/// Digits of any script, but for those that count fields of one name: "form[0].page[12]".
fn n_digits(text: &str) -> usize {
    let mut n = 0;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match index(rest).filter(|_| c == '[') {
            Some(len) => rest = &rest[len..],
            None => n += usize::from(c.is_numeric()),
        }
    }
    n
}

/// The length of a small number and the bracket that closes it.
fn index(text: &str) -> Option<usize> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&len) && text[len..].starts_with(']')).then_some(len + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_names() {
        for name in [
            "Rijksregisternummer",
            "2025",
            "adres 2",
            "topmostSubform[0].Page1[0].Table[3].Row[12].naam[0]",
            "",
        ] {
            assert!(!is_value(name), "{name}");
        }
        for value in [
            "an@firma.be",
            "an\u{ff20}firma.be",
            "85.07.30-951.80",
            "85073095180",
            "\u{ff18}\u{ff15}\u{ff10}\u{ff17}\u{ff13}\u{ff10}",
            "n[0]850730",
            &"lang ".repeat(20),
        ] {
            assert!(is_value(value), "{value}");
        }
        assert!(!is_value_as_table("Planning 2024-2025") && !is_value_as_table("Blad 1"));
        assert!(!is_value_as_table("Loon 202405") && !is_value_as_table("Q1 2024"));
        for value in ["85098877", "EN987654", "Blad 19750312", "202413"] {
            assert!(is_value_as_table(value), "{value}");
        }
        assert!(is_value_as_table("an@firma.be") && is_value_as_table("01.11.23-973.16"));
    }
}
