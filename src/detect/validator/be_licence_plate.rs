//! Belgian licence plates: an index, three letters and three digits since 2010; six characters before; special groups.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Doubt, Validator};
use crate::detect::Settings;
use crate::detect::doubt::is_code_of_cars;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-licence-plate",
    forms: &["dashed", "other", "by-keyword"],
    classes: &["plate"],
    check,
};

const DASHED: u8 = 0;
const OTHER: u8 = 1;
const BY_KEYWORD: u8 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    no_plate: Vec<String>,
    /// Letters that a group of plates begins with.
    groups: Vec<char>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../rules/data/plate-words.toml"))
        .expect("the embedded words are checked by a test")
});

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (plate, text) = (candidate.digits, candidate.text());
    let indexed = plate.len() == 7 && plate.starts_with(|c: char| c.is_ascii_digit());
    let letters = plate.get(usize::from(plate.len() == 7)..)?.get(..3)?;
    // Plates with an index have no O, and there is no index 0.
    if indexed && (letters.contains('O') || plate.starts_with('0')) || goes_on(candidate.after()) {
        return None;
    }
    let is_old = plate.len() == 6;
    let old_letters = plate.trim_matches(|c: char| c.is_ascii_digit());
    let is_word = |letters: &str| WORDS.no_plate.iter().any(|word| word == letters);
    // "900 EUR", "123 VAN": an amount, or words of a sentence.
    if is_old && (is_code_of_cars(old_letters) || is_word(old_letters)) {
        return None;
    }
    let is_upper = !text.bytes().any(|byte| byte.is_ascii_lowercase());
    if !indexed && !is_old && !is_of_group(text, is_upper) || !indexed && is_part(candidate.before()) {
        return None;
    }
    let n_dashes = text.bytes().filter(|byte| *byte == b'-').count();
    // "3 mei\n250 stuks": words of two lines.
    if n_dashes == 0 && text.contains('\n') {
        return None;
    }
    let dashed = n_dashes == 2;
    // Taxis have T-X, and nothing else looks like them.
    let sure = is_upper && (indexed || plate.len() == 7 && plate.starts_with("TX"));
    // "1-GTI-245" may be the code of an engine.
    let is_code = indexed && is_code_of_cars(letters);
    let form = match (sure && !is_code, dashed) {
        (true, true) => DASHED,
        (true, false) if indexed && !is_word(letters) => OTHER,
        _ => BY_KEYWORD,
    };
    Some(Checked {
        form,
        keyword_only: form == BY_KEYWORD,
        doubt: if is_old { Doubt::OldPlate } else { Doubt::Plate },
        ..Checked::default()
    })
}

/// "M-ABC-123", "MABC123", "TXAA-123". "voor 900", "ABCD-123": four letters in a row are a word or a code, and no letter of a group
/// before three others.
fn is_of_group(text: &str, is_upper: bool) -> bool {
    let letters_in_row = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_joined = letters_in_row <= 3 || text.len() == text.bytes().filter(u8::is_ascii_alphanumeric).count();
    let is_taxi = text.starts_with("TX") && !text.contains(' ');
    let begins = |letter: char| WORDS.groups.contains(&letter.to_ascii_uppercase());
    text.starts_with(begins) && (letters_in_row <= 3 || is_upper && (is_joined || is_taxi))
}

/// "1-XLO-338" and "A-ABC-123" hold no plate of fewer characters.
fn is_part(before: &str) -> bool {
    let mut rest = before.strip_suffix('-').unwrap_or("").chars().rev();
    match rest.next() {
        Some(last) if last.is_alphabetic() => rest.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(last) => last.is_ascii_digit(),
        None => false,
    }
}

/// "1-ABC-123-X" is some other code.
fn goes_on(after: &str) -> bool {
    after
        .strip_prefix(['-', '/', '.'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
}
