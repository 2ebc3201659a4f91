//! What manuals, tickets and lists of settings write behind a word for a secret: no secret, although it has letters and digits.

use super::lexicon::contexts::CONTEXTS;
use super::names::folded;

/// Digits behind the capitals of a ticket, where no hyphen stands between.
const TICKET: usize = 5;

/// Whether a value is an algorithm, a version, a ticket, a quarter, a mark of a page, a count or the name of a setting.
pub fn is_of_manual(value: &str) -> bool {
    is_algorithm(value)
        || is_version(value)
        || is_ticket(value)
        || is_setting(value)
        || is_mark(value)
        || is_count(value)
}

/// "AES-256", "PBKDF2-SHA256", "TLS1.3".
fn is_algorithm(value: &str) -> bool {
    let known = folded(value);
    known.split(['-', '/', '_']).take(1).any(|part| {
        let letters = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        CONTEXTS.secrets.algorithms.contains(letters)
            && known.len() <= 16
            && (letters.len() < part.len() || known.contains('-'))
    })
}

/// "v2.3.1".
fn is_version(value: &str) -> bool {
    let rest = value.trim_start_matches(['v', 'V']);
    rest.contains('.') && rest.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// "INC0012345", "JIRA-123", "E-1042", "Q3-2026", "2024-Q3".
fn is_ticket(value: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_capitals = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_quarter = |text: &str| {
        text.strip_prefix(['Q', 'T', 'K'])
            .is_some_and(|rest| rest.len() == 1 && is_digits(rest))
    };
    let digits = value.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let bare = digits.len() >= TICKET && is_digits(digits) && digits.len() < value.len();
    let parts = value.split_once('-');
    bare || parts.is_some_and(|(first, last)| {
        is_digits(last) && (is_capitals(first) || is_quarter(first)) || is_digits(first) && is_quarter(last)
    })
}

/// "APP_DB_PASSWORD_2".
fn is_setting(value: &str) -> bool {
    let is_one = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    value.contains('_') && value.chars().all(is_one)
}

/// "#login-pw", the mark of a field of a page.
fn is_mark(value: &str) -> bool {
    let is_one = |c: char| c.is_ascii_lowercase() || matches!(c, '-' | '_');
    value.strip_prefix('#').is_some_and(|rest| rest.chars().all(is_one))
}

/// "12-tekens".
fn is_count(value: &str) -> bool {
    let parts = value.split_once('-');
    parts.is_some_and(|(count, what)| {
        (1..3).contains(&count.len())
            && count.bytes().all(|byte| byte.is_ascii_digit())
            && what.len() > 2
            && what.chars().all(char::is_lowercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_manuals_write_is_told_from_secrets() {
        for value in [
            "AES-256",
            "SHA-256",
            "RSA-2048",
            "PBKDF2-SHA256",
            "TLS1.3",
            "v2.3.1",
            "INC0012345",
            "JIRA-123",
            "E-1042",
            "2024-Q3",
            "Q3-2026",
            "#login-pw",
            "APP_DB_PASSWORD_2",
            "12-tekens",
        ] {
            assert!(is_of_manual(value), "{value}");
        }
        for value in [
            "Zomer2024!x",
            "Tr0ub4dor3",
            "Gr0en!Gras",
            "Regen-88",
            "Choucroute!2025",
            "KAT4455",
            "Desire77",
            "4471",
            "Baseball12",
        ] {
            assert!(!is_of_manual(value), "{value}");
        }
    }
}
