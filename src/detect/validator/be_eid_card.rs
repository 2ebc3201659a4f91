//! Card numbers of Belgian identity cards: ten digits and their remainder modulo 97, as old account numbers have it.

use super::{Candidate, Checked, Validator, number, rest_97};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "be-eid-card",
    forms: &["dashed", "other"],
    classes: &["card"],
    check,
};

fn check(candidate: &Candidate<'_>, _: &Settings, _: &mut String) -> Option<Checked> {
    let (ten, check) = candidate.digits.split_at_checked(10)?;
    if check.len() != 2 || number(check) != rest_97(ten) {
        return None;
    }
    let dashed = is_dashed(candidate.text());
    let bare = candidate.n_groups == 1;
    Some(Checked {
        form: u8::from(!dashed),
        // Where its word does not say so, the range does; a column that is full of bare ones is enough, too.
        keyword_only: match dashed {
            true => !is_of_cards(ten),
            false => !(bare && is_in_range(ten)),
        },
        needs_context: bare,
        ..Checked::default()
    })
}

/// `591-1917064-58`, perhaps on two lines.
pub fn is_dashed(text: &str) -> bool {
    let (first, second) = text.split_once('\n').unwrap_or((text, ""));
    let second = second.trim_start_matches([' ', '>']);
    let is_dash = |at: usize| {
        let behind = || second.as_bytes().get(at.saturating_sub(first.len()));
        first.as_bytes().get(at).or_else(behind) == Some(&b'-')
    };
    first.len() + second.len() == 14 && is_dash(3) && is_dash(11)
}

/// Numbers that cards have: the ranges that were given out, and that of test cards. Banks have them too, but rarely.
pub fn is_of_cards(ten: &str) -> bool {
    is_in_range(ten) || ten.starts_with("00000")
}

/// The ranges that were given out.
fn is_in_range(ten: &str) -> bool {
    (590..=601).contains(&number(&ten[..3]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::{detect, finding};

    #[test]
    fn dashes_stand_at_their_places_also_over_a_line_end() {
        for text in [
            "591-1917064-58",
            "591-1917064-\n58",
            "591-\n  1917064-58",
            "591-1917064\n> -58",
        ] {
            assert!(is_dashed(text), "{text}");
        }
        for text in [
            "591 1917064-58",
            "591-1917064\n58",
            "5911-917064-58",
            "591-1917064-580",
            "",
        ] {
            assert!(!is_dashed(text), "{text}");
        }
    }

    #[test]
    fn a_word_for_it_decides_between_a_card_and_an_account() {
        #[track_caller]
        fn check(text: &str, card: Option<u8>, account: Option<u8>) {
            let found = detect(text);
            let score = |rule| finding(&found, rule).map(|found| found.score);
            assert_eq!(
                (score("be.eid-card"), score("be.account-legacy")),
                (card, account),
                "{text}"
            );
        }
        check("eID 602-1234567-16", Some(95), None);
        check("Rekening 593-1234567-11", None, Some(95));
        check("593-1234567-11", Some(60), None);
        check("602-1234567-16", None, Some(60));
        check("602 1234567 16", None, None);
    }
}
