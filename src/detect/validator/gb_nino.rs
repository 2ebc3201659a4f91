//! United Kingdom: National Insurance number, two letters, six digits and a letter, some of which are never issued.

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "gb-nino",
    forms: &["spaced", "other"],
    classes: &["person"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let bytes = candidate.digits.as_bytes();
    let (&[first, second], rest) = bytes.split_first_chunk()?;
    let issued = !b"DFIQUV".contains(&first)
        && !b"DFIOQUV".contains(&second)
        && ![*b"BG", *b"GB", *b"NK", *b"KN", *b"NT", *b"TN", *b"ZZ"].contains(&[first, second]);
    let upper = !candidate.text().bytes().any(|byte| byte.is_ascii_lowercase());
    let spaced = upper && candidate.n_groups == 5;
    (issued && matches!(rest.last(), Some(b'A'..=b'D'))).then(|| Checked {
        form: u8::from(!spaced),
        keyword_only: !spaced,
        ..Checked::default()
    })
}
