//! What a secret looks like, and what stands in its place: placeholders, words of a sentence, measures, parts of programs.

use std::ops::Range;

use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::{WordSet, folded};

/// Characters of a secret.
pub const LENGTHS: Range<usize> = 4..65;
/// A secret that a sentence tells is no shorter; a shorter word may be a measure.
pub const SHORTEST_TOLD: usize = 6;

/// And no shorter where the sentence goes on.
const SHORTEST_SENTENCE: usize = 8;

/// What stands in a secret's place: stars, a name in brackets, a word that says that there is none.
pub fn is_placeholder(value: &str) -> bool {
    let mut letters = value.chars();
    let first = letters.next();
    let one_over_and_over = letters.all(|c| Some(c) == first);
    let in_brackets =
        value.starts_with(['<', '[', '{', '(', '$', '%', '«']) || value.contains("${") || value.contains("{{");
    let masked = value
        .chars()
        .filter(|c| matches!(c, '*' | '•' | '.' | '_' | '…' | '█'))
        .count()
        * 2
        > value.chars().count();
    let is_empty = !value.contains(char::is_alphanumeric);
    let word = folded(value.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']));
    is_empty
        || one_over_and_over
        || in_brackets
        || masked
        || word.starts_with("xxx")
        || CONTEXTS.secrets.placeholders.contains(&word)
}

/// A word of a sentence rather than a secret: only letters, as words have them.
pub fn is_plain_word(value: &str) -> bool {
    let mut letters = value.trim_end_matches(['.', ',']).chars();
    letters.next();
    letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '_' | ':' | '.'))
        || !value.chars().any(|c| c.is_ascii_digit()) && value.contains(':')
}

/// Letters with digits or signs among them, as no word has them.
pub fn is_strong(secret: &str) -> bool {
    let n_chars = secret.chars().count();
    (SHORTEST_TOLD..LENGTHS.end).contains(&n_chars)
        && secret.contains(char::is_alphabetic)
        && (has_sign(secret) || secret.contains(|c: char| c.is_ascii_digit()))
}

/// A sign that stands in no word, path or time.
pub fn has_sign(secret: &str) -> bool {
    secret.contains(|c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '\'' | '.' | '/' | ':' | '_'))
}

/// Whether a sentence may go on behind a secret: behind one with digits and signs among its letters, and before a bracket behind one
/// that ends with a year or another number.
pub fn goes_on_behind(secret: &str, next: Option<&str>) -> bool {
    let Some(next) = next else { return true };
    let n_chars = secret.chars().count();
    let is_signed = secret.contains(['#', '!', '$', '%', '&', '*', '+', '?', '~', '€', '§']);
    let has_digit = secret.contains(|c: char| c.is_ascii_digit());
    let letters = secret.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = secret.len() - letters.len() >= 2 && letters.contains(char::is_lowercase);
    // "is Regenboog_4 en de pukcode is …".
    let is_named = has_digit && secret.contains(['_', '-']) && secret.starts_with(char::is_uppercase);
    let is_joined = || is_named && CONTEXTS.born.joints.contains(&folded(next));
    n_chars >= SHORTEST_SENTENCE
        && (is_signed && has_digit || is_numbered && next.starts_with(['(', '[']) || is_joined())
}

/// The code of a door or an alarm; four digits may be a year.
pub fn is_code_number(secret: &str) -> bool {
    let is_year = secret.len() == 4 && (secret.starts_with("19") || secret.starts_with("20"));
    (4..=6).contains(&secret.len()) && secret.bytes().all(|byte| byte.is_ascii_digit()) && !is_year
}

/// "1234", "123456": what a manual gives as an example.
pub fn is_in_order(digits: &str) -> bool {
    digits
        .as_bytes()
        .windows(2)
        .all(|pair| pair[1] == pair[0].wrapping_add(1))
}

/// A word with a capital in quotes: "Zeemeeuw".
pub fn is_name(secret: &str) -> bool {
    let n_chars = secret.chars().count();
    secret.starts_with(char::is_uppercase) && n_chars >= SHORTEST_TOLD && secret.chars().all(char::is_alphanumeric)
}

/// "4cijfers", "12tekens": how many of what.
pub fn is_count(value: &str) -> bool {
    let rest = value.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..3).contains(&(value.len() - rest.len())) && !rest.is_empty() && rest.chars().all(char::is_lowercase)
}

/// "120kWp", "60C2", "3k8W", "GPIO17": a measure with its unit, or the name of a pin of a circuit.
pub fn is_measure(value: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let folded = folded(value);
    let rest = folded.trim_start_matches(is_digit);
    let is_of = |words: &WordSet<String>, text: &str| words.contains(text.trim_end_matches(is_digit));
    let behind_thousands = || rest.strip_prefix('k').map(|rest| rest.trim_start_matches(is_digit));
    match rest.len() < folded.len() {
        true => {
            is_of(&CONTEXTS.secrets.units, rest)
                || behind_thousands().is_some_and(|unit| is_of(&CONTEXTS.secrets.units, unit))
        }
        false => folded.ends_with(is_digit) && is_of(&CONTEXTS.secrets.connectors, rest),
    }
}

pub fn is_mixed(secret: &str) -> bool {
    let has_both = secret.contains(|c: char| c.is_ascii_digit()) && secret.contains(char::is_alphabetic);
    has_both && LENGTHS.contains(&secret.chars().count()) && !is_placeholder(secret) && !is_code(secret)
}

/// What stands behind a quote, where the same ends it and nothing follows: a setting of a program goes on.
pub fn unquoted(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inside = value[1..].trim_end_matches(['.', ',', ' ']).strip_suffix(quote)?;
    (!inside.contains(quote) && !inside.contains(' ')).then(|| &value[1..])
}

/// A string, a call, an address or a path of a program ("PWD": where it runs).
pub fn is_code(value: &str) -> bool {
    let is_path = value.starts_with("~/") || value.strip_prefix('/').is_some_and(|rest| rest.contains('/'));
    // "next_pass(&info)", "os.getenv(name)".
    let has_arguments = value.split_once('(').is_some_and(|(name, _)| {
        name.contains(['_', '.'])
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
    });
    let is_key = value.contains("[\"") || value.contains("['");
    let is_call = has_arguments
        || is_key
        || is_member(value)
        || value.contains("::")
        || value.contains("()")
        || value.starts_with(':');
    is_path
        || is_call
        || value.starts_with(['"', '\'', '&', '@', '('])
        || value.ends_with(['(', '{'])
        // An address, or a line of the file of a system's users: "root:x:0:0:root:/root:".
        || value.contains(":/")
}

/// "process.env.PASSWORD", "config.db_password": the part of something that its last name says is a secret.
fn is_member(value: &str) -> bool {
    let names = value.trim_end_matches([';', ',', ')']).split('.');
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let last = names.clone().next_back().unwrap_or("").to_ascii_lowercase();
    let is_secret = ["pass", "pwd", "secret", "token", "key"]
        .iter()
        .any(|word| last.contains(word));
    names.clone().count() > 1 && names.clone().all(is_name) && is_secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_of_a_program_is_no_secret() {
        for value in [
            "jpeg_input_complete(&cinfo);",
            "COL_IN_PASS(x,",
            "os.getenv(name)",
            "os.environ[\"PWD\"]",
            "read()",
            "process.env.PASSWORD;",
            "config.db_password",
        ] {
            assert!(is_code(value), "{value}");
        }
        for value in [
            "Zomer(2024)",
            "Gaufre.77[a]",
            "k_l(",
            "a.b!c",
            "jan.peeters.1985",
            "pass.Zomer2024",
        ] {
            assert_eq!(is_code(value), value.ends_with('('), "{value}");
        }
    }

    #[test]
    fn a_measure_is_no_secret() {
        for value in ["60C2", "120kWp", "5kVA2", "3k8W", "GPIO17", "12,5mm"] {
            assert!(is_measure(value), "{value}");
        }
        for value in ["4471", "Kat!4455", "Zomer2024", "1234abcd"] {
            assert!(!is_measure(value) && !is_count(value), "{value}");
        }
    }
}
