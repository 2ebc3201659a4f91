//! Validators: what a pattern cannot say (check digits, dates, ranges), one file each, pure functions of a candidate.

use super::Settings;

mod be_enterprise_number;
mod be_national_number;
mod creditor_reference;
pub mod email;
mod iban;
mod payment_card;
mod phone;
mod structured_communication;

pub use email::Mailboxes;
pub use iban::{LONGEST as LONGEST_IBAN, length as iban_length};

/// What is being tried: a span of the text and its digits (or letters and digits) without separators.
#[derive(Clone, Copy)]
pub struct Candidate<'t> {
    /// ASCII digits, or upper-case letters and digits for the `alnum` kind.
    pub digits: &'t str,
    /// The span as it stands in the text.
    pub text: &'t str,
    /// Some text before and after it, up to the line's ends.
    pub before: &'t str,
    pub after: &'t str,
    /// Number of groups of digits in `text`, and whether a separator other than a space is in it.
    pub n_groups: usize,
    pub n_separators: usize,
    /// A label is glued to it ("RRN850730…").
    pub glued_label: bool,
}

/// What a validator proved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Index in [`Validator::forms`]: how it is written, which gives the base score.
    pub form: u8,
    /// Index in [`Validator::classes`]: what sort of value it is, which gives its weight.
    pub class: u8,
    /// Born this day; only what points to a person's age.
    pub birth: Option<Birth>,
    /// Passes the check, but an impossible day or an age over 115.
    pub implausible: bool,
    /// Counts only with a keyword, heading or label.
    pub needs_context: bool,
    /// A value published for tests and documentation.
    pub published: bool,
}

/// A birth date read from an identifier; a zero month or day is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Birth {
    pub year: i16,
    pub month: i8,
    pub day: i8,
    pub minor: bool,
}

/// One validator. `forms` and `classes` name what [`Checked`] refers to; a rule gives points to each name.
pub struct Validator {
    pub name: &'static str,
    pub forms: &'static [&'static str],
    pub classes: &'static [&'static str],
    /// False where the check would refuse whatever starts at this offset of the text: it saves most attempts.
    pub may_start: fn(&str, usize) -> bool,
    /// Writes the normalised value, unless that is the candidate's digits.
    pub check: fn(&Candidate<'_>, &Settings, &mut String) -> Option<Checked>,
}

/// Every validator; a rule names one.
pub static VALIDATORS: &[&Validator] = &[
    &be_enterprise_number::VALIDATOR,
    &be_national_number::VALIDATOR,
    &creditor_reference::VALIDATOR,
    &email::VALIDATOR,
    &iban::VALIDATOR,
    &payment_card::VALIDATOR,
    &phone::VALIDATOR,
    &structured_communication::VALIDATOR,
];

/// The validator of this name.
pub fn find(name: &str) -> Option<&'static Validator> {
    VALIDATORS.iter().find(|validator| validator.name == name).copied()
}

/// The value of a string of ASCII digits that fits 64 bits.
fn number(digits: &str) -> u64 {
    digits
        .bytes()
        .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))
}

/// ISO 7064 mod 97-10 over letters and digits, letters counting 10 to 35.
fn mod_97_10<'a>(parts: impl IntoIterator<Item = &'a str>) -> u32 {
    parts.into_iter().flat_map(str::bytes).fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        b'A'..=b'Z' => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
        _ => rest,
    })
}

/// One digit over and over, or digits counting up.
fn is_trivial(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.windows(2).all(|pair| pair[0] == pair[1])
        || bytes.windows(2).all(|pair| (pair[0] - b'0' + 1) % 10 == pair[1] - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_validator_file_is_in_the_table() {
        let files = std::fs::read_dir("src/detect/validator")
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name() != "mod.rs")
            .count();
        assert_eq!(files, VALIDATORS.len());
    }
}
