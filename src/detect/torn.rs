//! Values that go on in the next line: where little proves one, it may be a number at the end of a line and another one below.

use super::around::{line_before, line_behind};
use super::hit::Code;
use super::rule::{Kind, Rule};
use super::validator::Candidate;

/// Bytes and words of a label before such a value.
const REACH: usize = 60;
const MOST_WORDS: usize = 5;
/// Of so many digits, or fewer, one in ten is valid by chance.
const FEW_DIGITS: usize = 9;

/// Whether a value in two lines may be one by chance: little proves it, and it does not stand alone behind a label.
pub fn is_by_chance(rule: &Rule, candidate: &Candidate<'_>) -> bool {
    if !candidate.text().contains('\n') {
        return false;
    }
    let is_weak = match rule.file.find.kind {
        Kind::Digits => rule.proof() == Code::CheckDigits && candidate.digits.len() <= FEW_DIGITS,
        Kind::Alnum => rule.proof() == Code::Shape,
        _ => false,
    };
    let before = || line_before(candidate.buf, candidate.start, REACH);
    let behind = || line_behind(candidate.buf, candidate.end, REACH);
    is_weak && !(is_label(before()) && is_end(behind()))
}

/// A few words without a number, which no other one stands before.
fn is_label(before: &str) -> bool {
    let n_words = before
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
        .count();
    (1..=MOST_WORDS).contains(&n_words) && !before.contains(|c: char| c.is_ascii_digit())
}

/// The end of the line, or a sign of a sentence.
fn is_end(behind: &str) -> bool {
    let rest = behind.trim_start();
    rest.is_empty() || rest.starts_with([',', '.', ';', ')', ']', '!', '?', '"', '|'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::detect;

    #[test]
    fn a_label_has_few_words_and_no_number() {
        assert!(is_label("BSN van Jan: "));
        assert!(is_label("> nummerplaat "));
        assert!(!is_label(""));
        assert!(!is_label("123 456 "));
        assert!(!is_label("lijst 12: "));
        assert!(!is_label("een zin die veel te lang is: "));
        assert!(is_end("") && is_end(" ") && is_end(", en") && is_end("."));
        assert!(!is_end(" stuks") && !is_end(" 567"));
    }

    #[test]
    fn a_torn_value_that_little_proves_stands_alone() {
        #[track_caller]
        fn check(text: &str, rule: &str, expected: bool) {
            let found = detect(text).findings.iter().any(|finding| finding.rule == rule);
            assert_eq!(found, expected, "{text}");
        }
        check("NIF 234 567\n899\n", "pt.nif", true);
        check("NIF: 234 567\n899, Lisboa", "pt.nif", true);
        check("NIF-lijst 2026\naantal 234 567\n899 stuks", "pt.nif", false);
        check("NIF\n234 567\n899\n", "pt.nif", false);
        check("Nummerplaat 1-ABC-\n250.", "be.licence-plate", true);
        check("nummerplaat: zie lijst 1-ABC-\n250 stuks", "be.licence-plate", false);
        check("Verblijfskaart B 1234567\n48", "be.resident-card", true);
        check(
            "verblijfskaart: zie dossier B 1234567\n24 mei 2026",
            "be.resident-card",
            false,
        );
    }
}
