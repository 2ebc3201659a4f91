//! Validators: what a pattern cannot say (check digits, dates, ranges), one file each, pure functions of a candidate.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Settings;
pub use super::doubt::Doubt;
use crate::detect::around::behind;

mod at_vnr;
mod be_account_legacy;
mod be_driving_licence;
mod be_eid_card;
mod be_enterprise_number;
mod be_health_insurance;
mod be_licence_plate;
mod be_national_number;
mod be_passport;
mod be_riziv;
mod bg_egn;
mod birth;
mod ch_ahv;
mod creditor_reference;
mod cz_rc;
mod de_idnr;
mod dk_cpr;
mod ee_ik;
mod ehic;
pub mod email;
mod es_dni;
mod es_nie;
mod fi_hetu;
mod fr_nir;
mod fr_spi;
mod gb_nino;
mod gps;
mod gr_amka;
mod home_phone;
mod hr_oib;
mod iban;
mod ie_pps;
mod it_codice_fiscale;
mod lt_asmens;
mod lu_matricule;
mod lv_pk;
mod mrz;
mod network_address;
mod nl_bsn;
mod no_fnr;
mod payment_card;
mod phone;
mod pl_pesel;
mod pt_nif;
mod ro_cnp;
mod se_personnummer;
mod si_emso;
mod structured_communication;
mod sums;
mod tr_tckn;

pub use email::{Mailboxes, is_dot_word, is_no_finding};
pub use iban::{LONGEST as LONGEST_IBAN, begins_next_field, length as iban_length};
pub use phone::calling_code;

/// Text before and after a candidate that is looked at.
const REACH: usize = 96;

/// What is being tried: a span of the text and its digits (or letters and digits) without separators. What stands
/// around it is only worked out for the few whose digits hold.
#[derive(Clone, Copy)]
pub struct Candidate<'t> {
    pub buf: &'t str,
    pub start: usize,
    pub end: usize,
    /// ASCII digits, or upper-case letters and digits for the `alnum` kind.
    pub digits: &'t str,
    /// Number of groups of digits in the span.
    pub n_groups: usize,
    /// Labels of the rule that may be glued to it ("RRN850730…"); none where it stands behind a border.
    pub labels: &'t [String],
}

impl<'t> Candidate<'t> {
    /// The span as it stands in the text.
    pub fn text(&self) -> &'t str {
        &self.buf[self.start..self.end]
    }

    /// Some text before it.
    pub fn before(&self) -> &'t str {
        &self.buf[self.buf.floor_char_boundary(self.start.saturating_sub(REACH))..self.start]
    }

    /// Some text after it.
    pub fn after(&self) -> &'t str {
        behind(self.buf, self.end, REACH)
    }

    pub fn n_separators(&self) -> usize {
        self.n_groups - 1
    }

    /// Whether this stands right before it.
    pub fn is_behind<const N: usize>(&self, what: &[u8; N]) -> bool {
        self.buf.as_bytes()[..self.start].last_chunk() == Some(what)
    }

    /// "RRN85073095180", "NN:850730…": a label with at most a colon, dot, equals sign or underscore between.
    pub fn glued_label(&self) -> bool {
        if self.labels.is_empty() {
            return false;
        }
        let before = self.before();
        let bare = before.trim_end_matches([':', '.', '=', '_']);
        self.labels.iter().any(|label| {
            let full = if label.ends_with(':') { before } else { bare };
            let Some(at) = full
                .len()
                .checked_sub(label.len())
                .filter(|&at| full.is_char_boundary(at))
            else {
                return false;
            };
            full[at..].eq_ignore_ascii_case(label) && !full[..at].ends_with(|c: char| c.is_alphanumeric())
        })
    }
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
    /// Is there only with one of these: not even a column full of such values can do without.
    pub keyword_only: bool,
    /// A value published for tests and documentation.
    pub published: bool,
    /// A spreadsheet cut its last digits off: nothing is proven.
    pub cut: bool,
    /// Counts only under a heading or label that names it, or behind its keyword.
    pub heading_only: bool,
    /// The same, or right behind its label.
    pub next_only: bool,
    /// What stands around it may say that it is something else.
    pub doubt: Doubt,
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
    /// Writes the normalised value, unless that is the candidate's digits.
    pub check: fn(&Candidate<'_>, &Settings, &mut String) -> Option<Checked>,
}

/// Every validator; a rule names one.
pub static VALIDATORS: &[&Validator] = &[
    &at_vnr::VALIDATOR,
    &be_account_legacy::VALIDATOR,
    &be_driving_licence::VALIDATOR,
    &be_eid_card::VALIDATOR,
    &be_enterprise_number::VALIDATOR,
    &be_health_insurance::VALIDATOR,
    &be_licence_plate::VALIDATOR,
    &be_national_number::VALIDATOR,
    &be_passport::VALIDATOR,
    &be_riziv::VALIDATOR,
    &bg_egn::VALIDATOR,
    &ch_ahv::VALIDATOR,
    &creditor_reference::VALIDATOR,
    &cz_rc::VALIDATOR,
    &de_idnr::VALIDATOR,
    &dk_cpr::VALIDATOR,
    &ee_ik::VALIDATOR,
    &ehic::VALIDATOR,
    &email::VALIDATOR,
    &es_dni::VALIDATOR,
    &es_nie::VALIDATOR,
    &fi_hetu::VALIDATOR,
    &fr_nir::VALIDATOR,
    &fr_spi::VALIDATOR,
    &gb_nino::VALIDATOR,
    &gps::VALIDATOR,
    &gr_amka::VALIDATOR,
    &hr_oib::VALIDATOR,
    &iban::VALIDATOR,
    &ie_pps::VALIDATOR,
    &it_codice_fiscale::VALIDATOR,
    &lt_asmens::VALIDATOR,
    &lu_matricule::VALIDATOR,
    &lv_pk::VALIDATOR,
    &mrz::VALIDATOR,
    &network_address::VALIDATOR,
    &nl_bsn::VALIDATOR,
    &no_fnr::VALIDATOR,
    &payment_card::VALIDATOR,
    &phone::VALIDATOR,
    &pl_pesel::VALIDATOR,
    &pt_nif::VALIDATOR,
    &ro_cnp::VALIDATOR,
    &se_personnummer::VALIDATOR,
    &si_emso::VALIDATOR,
    &structured_communication::VALIDATOR,
    &tr_tckn::VALIDATOR,
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

/// The remainder modulo 97 of digits, where 0 is written 97.
fn rest_97(digits: &str) -> u64 {
    match number(digits) % 97 {
        0 => 97,
        rest => rest,
    }
}

/// ISO 7064 mod 97-10 over letters and digits, letters counting 10 to 35.
fn mod_97_10<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    // The remainder is only taken when the next step could overflow.
    const ROOM: u64 = u64::MAX / 100 - 100;
    let step = |rest: u64, byte: u8| {
        let rest = if rest > ROOM { rest % 97 } else { rest };
        match byte {
            b'0'..=b'9' => rest * 10 + u64::from(byte - b'0'),
            b'A'..=b'Z' => rest * 100 + u64::from(byte - b'A') + 10,
            _ => rest,
        }
    };
    parts.into_iter().flat_map(str::bytes).fold(0, step) % 97
}

/// Numbers that registries and manuals give as examples.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    numbers: Vec<String>,
}

impl Published {
    fn has(&self, number: &str) -> bool {
        self.numbers.iter().any(|known| known == number)
    }
}

/// By validator.
static PUBLISHED: LazyLock<BTreeMap<String, Published>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/published-numbers.toml"))
        .expect("the embedded numbers are checked by a test")
});

impl Validator {
    /// What a candidate proves, and whether everybody knows it; appends its normalised value where that is not its digits.
    pub fn prove(&self, candidate: &Candidate<'_>, settings: &Settings, values: &mut String) -> Option<Checked> {
        let from = values.len();
        let mut checked = (self.check)(candidate, settings, values)?;
        let known = PUBLISHED.get(self.name);
        let value = Some(&values[from..]).filter(|value| !value.is_empty());
        checked.published |= known.is_some_and(|known| known.has(value.unwrap_or(candidate.digits)));
        Some(checked)
    }
}

/// One digit over and over, or digits counting up.
pub fn is_trivial(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.windows(2).all(|pair| pair[0] == pair[1])
        || bytes.windows(2).all(|pair| (pair[0] - b'0' + 1) % 10 == pair[1] - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What validators have in common.
    const SHARED: &[&str] = &["birth.rs", "home_phone.rs", "sums.rs"];

    #[test]
    fn every_validator_file_is_in_the_table() {
        let files = std::fs::read_dir("src/detect/validator")
            .unwrap()
            .filter(|entry| !SHARED.contains(&entry.as_ref().unwrap().file_name().to_str().unwrap()))
            .count();
        assert_eq!(files, VALIDATORS.len());
    }
}
