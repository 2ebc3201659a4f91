//! Secrets in a sentence that asks to use them, and before the word for them in brackets.

use std::ops::Range;

use super::everyday::is_told;
use super::value::has_sign;
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::{WordSet, folded};
use crate::detect::split::alphabetic;

/// What quotes begin and end with.
const OPENING: [char; 6] = ['"', '“', '„', '«', '‘', '»'];
const CLOSING: [char; 6] = ['"', '”', '“', '»', '’', '«'];
/// Words before the word for a secret, and behind the secret, of the sentence that asks to use it.
const MOST_BEFORE: usize = 6;
const MOST_BEHIND: usize = 8;
/// "Bitte das Kennwort …": no more words before it where the verb stands at the end.
const MOST_BEFORE_END: usize = 3;

/// "Use the password Amsel+4410 to open the zip", "Bitte das Kennwort "Amsel+4410" für die Zip-Datei verwenden".
pub fn told(before: &str, behind: &str) -> Option<Range<usize>> {
    let rest = behind.split(['\n', '\t']).next()?.strip_prefix(' ')?;
    let (secret, rest) = match rest.strip_prefix(OPENING) {
        Some(quoted) => quoted.split_once(CLOSING).map(|(inside, rest)| (inside.trim(), rest))?,
        None => {
            let secret = rest.split(' ').next()?.trim_end_matches([',', ';', '.', ')', '\r']);
            (secret, &rest[secret.len()..])
        }
    };
    let is_quoted = behind[1..].starts_with(OPENING);
    let fits = is_told(secret) && (is_quoted || has_sign(secret)) && !names_field(secret);
    (fits && is_asked(before, rest)).then(|| range_of(behind, secret))
}

/// Whether a sentence asks to use what stands between its two parts.
fn is_asked(before: &str, rest: &str) -> bool {
    let secrets = &CONTEXTS.secrets;
    let clause = before.rsplit(['.', '!', '?', ';', ':', '(', ',']).next().unwrap_or("");
    let goes_on = rest.split(['.', '!', '?', ';']).next().unwrap_or("");
    let words = || alphabetic(clause).rev().take(MOST_BEFORE);
    let behind = || alphabetic(goes_on).take(MOST_BEHIND);
    let is_of = |words: &WordSet<String>, word: &str| words.contains(&folded(word));
    let is_the = words()
        .next()
        .is_none_or(|word| is_of(&secrets.the, word) || !is_of(&secrets.not_before, word));
    // Who uses it is the one who is asked: "Viele nutzen das Passwort …" tells of others.
    let mut verbs = words().zip(alphabetic(clause).rev().skip(1).map(Some).chain([None]));
    let asks = |(word, previous): (&str, Option<&str>)| {
        is_of(&secrets.uses, word) && previous.is_none_or(|previous| is_of(&secrets.please, previous))
    };
    let asks_at_end = || words().count() <= MOST_BEFORE_END && behind().any(|word| is_of(&secrets.uses, word));
    let is_warning = || words().chain(behind()).any(|word| is_of(&secrets.warned, word));
    is_the && (verbs.any(asks) || asks_at_end()) && !is_warning()
}

/// "wifi kantoor --> Tulpenbol#3021 (wachtwoord)": where in the text before the word the secret stands.
pub fn in_brackets(before: &str, behind: &str) -> Option<Range<usize>> {
    let text = before
        .strip_suffix(['(', '['])
        .filter(|_| behind.starts_with([')', ']']))?;
    let secret = text.trim_end().rsplit([' ', '\t']).next()?.trim_matches(['"', '\'']);
    let fits = has_sign(secret) && secret.contains(char::is_lowercase) && is_told(secret);
    (fits && !names_field(secret) && !names_thing(secret)).then(|| range_of(before, secret))
}

/// "Issue#3021", "Offerte_v2#3.docx", "foo@1.2", "C:\temp\x_1": a number of a bug, a file or a version. No secret is known without a
/// capital there.
fn names_thing(secret: &str) -> bool {
    let is_tracked = |word: &str| CONTEXTS.secrets.tracked.contains(&folded(word));
    secret.contains(['\\', '/', ':', '.']) || !secret.contains(char::is_uppercase) || alphabetic(secret).any(is_tracked)
}

/// "ticket#3021", "field+1": a number of something that manuals tell of.
fn names_field(secret: &str) -> bool {
    alphabetic(secret).any(|word| CONTEXTS.secrets.fields.contains(&folded(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let words = ["Kennwort", "wachtwoord", "mot de passe", "password", "Passwort"];
        let (start, len) = words
            .iter()
            .find_map(|word| Some((text.find(word)?, word.len())))
            .unwrap();
        let behind = &text[start + len..];
        assert_eq!(
            told(&text[..start], behind).map(|span| &behind[span]),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_sentence_asks_to_use_a_secret() {
        let secret = Some("Amsel+4410");
        check("Bitte das Kennwort \"Amsel+4410\" für die Zip-Datei verwenden.", secret);
        check("Gebruik het wachtwoord \"Amsel+4410\" voor de zip.", secret);
        check("Utilisez le mot de passe « Amsel+4410 »", secret);
        check("Use the password Amsel+4410 to open the zip", secret);
        check("Please enter the password Amsel+4410, then wait", secret);
        check("Hallo, gelieve het wachtwoord Amsel+4410 te gebruiken", secret);
        check("Veuillez utiliser le mot de passe „Amsel+4410“ pour le wifi", secret);
        check("Verwenden Sie das Passwort Amsel+4410 für den Server", secret);
        check("Melden Sie sich mit dem Passwort Amsel+4410 an", secret);
        for text in [
            "Nutzen Sie nie das Passwort Amsel+4410 für alles",
            "Viele nutzen das Passwort Amsel+4410 für alles",
            "Gebruik het wachtwoord Amsel+4410 niet",
            "Use a password like Amsel+4410 for it",
            "Use the password field+1 to open",
            "Use the password \"manager\" to open the zip",
            "Het wachtwoord Amsel+4410 is zwak",
            "Use the password SHA-256 to open",
            "N'utilisez pas le mot de passe Amsel+4410",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn the_word_stands_in_brackets_behind_the_secret() {
        let of = |before: &'static str, behind: &str| in_brackets(before, behind).map(|span| &before[span]);
        assert_eq!(of("wifi kantoor --> Tulpenbol#3021 (", ")"), Some("Tulpenbol#3021"));
        assert_eq!(
            of("klant12 (login) / Tulpenbol#3021 (", "), bel Jan"),
            Some("Tulpenbol#3021")
        );
        assert_eq!(of("zie ticket#3021 (", ")"), None);
        assert_eq!(of("wifi kantoor (", ")"), None);
        assert_eq!(of("Tulpenbol#3021 (", " vergeten)"), None);
        assert_eq!(of("Tulpenbol#3021 ", ")"), None);
        assert_eq!(of("versie 12.4 (", ")"), None);
        for text in [
            "bug#3021 (",
            "Issue#3021 (",
            "Offerte_v2#3.docx (",
            "config.yml#L12 (",
            "foo@1.2 (",
            "C:\\temp\\x_1+ (",
        ] {
            assert_eq!(of(text, ")"), None, "{text}");
        }
    }
}
