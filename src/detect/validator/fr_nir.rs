//! France: numéro de sécurité sociale (NIR), thirteen places and a key; Corsica has a letter in it.

use super::{Candidate, Checked, Validator, number};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "fr-nir",
    forms: &["spaced", "other"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let text = candidate.digits;
    let digits = match text.get(5..7)? {
        "2A" => text.replacen("2A", "19", 1),
        "2B" => text.replacen("2B", "18", 1),
        _ => text.to_owned(),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !digits.starts_with(['1', '2', '3', '4', '7', '8']) {
        return None;
    }
    let (body, key) = digits.split_at_checked(13)?;
    // From 20 on where the month is not known.
    let month = matches!(number(&body[3..5]), 1..=12 | 20..=42 | 50..=99);
    let spaced = candidate.n_groups >= 6;
    (month && number(key) == 97 - number(body) % 97).then(|| Checked {
        form: u8::from(!spaced),
        keyword_only: !spaced,
        ..Checked::default()
    })
}
