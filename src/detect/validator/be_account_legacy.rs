//! Belgian account numbers of before IBAN. They are counted as the IBAN that they became.

use super::be_eid_card::{is_dashed, is_of_cards};
use super::{Candidate, Checked, Validator, mod_97_10, number, rest_97};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-account-legacy",
    forms: &["dashed", "other"],
    classes: &["account", "business"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let (ten, check) = candidate.digits.split_at_checked(10)?;
    if check.len() != 2 || number(check) != rest_97(ten) || number(ten) == 0 {
        return None;
    }
    value.push_str(&format!(
        "BE{:02}{}",
        98 - mod_97_10([candidate.digits, "BE00"]),
        candidate.digits
    ));
    let dashed = is_dashed(candidate.text());
    Some(Checked {
        form: u8::from(!dashed),
        // Where its word does not say so, the range does.
        keyword_only: !dashed || is_of_cards(ten),
        ..Checked::default()
    })
}
