//! Passwords written down, and numbers of a kind that only the word before them tells.

use std::collections::HashSet;
use std::ops::Range;

use super::around::{behind, line_behind, offset_of, range_of};
use super::doubt::{is_column_of_rolls, is_of_roll};
use super::engine::TermHit;
use super::lexicon::contexts::CONTEXTS;
use super::manual::is_of_manual;
use super::names::folded;
use super::person;
use super::rule::Pattern;
use super::words::{Finder, Support};

/// Characters of a secret.
const LENGTHS: Range<usize> = 4..65;
/// A row of digits this long is a time and no secret.
const TIME: usize = 10;
/// Between a word for a secret and one that a sentence tells.
const VERBS: [&str; 4] = [" is ", " est ", " ist ", " is: "];
/// A secret that a sentence tells is no shorter; a shorter word may be a measure.
const SHORTEST_TOLD: usize = 6;
/// Words that say what a secret opens.
const MOST_OWNER_WORDS: usize = 3;
/// A keyed value begins at most this far behind its word.
const REACH: usize = 25;

/// Whether a document of this name and format is something that people write, and no program or its settings.
pub fn is_written(name: &str, format: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    match format {
        "text" => CONTEXTS.secrets.text_files.contains(&ending),
        format => !CONTEXTS.secrets.not_in.contains(format),
    }
}

/// What stands in a secret's place: stars, a name in brackets, a word that says that there is none.
fn is_placeholder(value: &str) -> bool {
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
fn is_plain_word(value: &str) -> bool {
    let mut letters = value.trim_end_matches(['.', ',']).chars();
    letters.next();
    letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '_' | ':' | '.'))
        || !value.chars().any(|c| c.is_ascii_digit()) && value.contains(':')
}

/// The value behind "wachtwoord:" or "pwd =".
fn secret(behind: &str) -> Option<Range<usize>> {
    let line = behind.split(['\n', '\t']).next().unwrap_or("");
    let rest = line.trim_start_matches([' ', '*', '"', '`']);
    let behind_sign = rest.strip_prefix([':', '='])?;
    let value = behind_sign.trim_start_matches([' ', '*', '`']);
    let value = unquoted(value).unwrap_or(value);
    let start = line.len() - value.len();
    let secret = value
        .split_whitespace()
        .next()?
        .trim_end_matches([',', ';', '"', '\'', '`']);
    // "user:password:group" and "password=value" name fields; a word alone behind a colon and a space is a secret.
    let alone = value.trim_end().len() <= secret.len() + 1 && rest.starts_with(':') && behind_sign.starts_with(' ');
    let fits = LENGTHS.contains(&secret.chars().count()) && !is_placeholder(secret) && !is_code(secret);
    (fits && (alone || !is_plain_word(secret))).then_some(start..start + secret.len())
}

/// "wachtwoord vpn: Zomer2024!", "wachtwoord meldkamer "Zeemeeuw"": what it opens stands before the sign or the quote. Words of
/// a sentence may stand there too, so that the secret must look like one.
fn secret_of(behind: &str) -> Option<Range<usize>> {
    let line = behind.split(['\n', '\t']).next().unwrap_or("");
    let (words, rest) = line.split_at(line.find([':', '=', '"', '“', '`'])?);
    let is_word = |word: &str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '.'))
    };
    let all: Vec<&str> = words.split_whitespace().collect();
    let n_words = owner(&all).len();
    let is_of_something = words.starts_with(' ')
        && (1..=MOST_OWNER_WORDS).contains(&n_words)
        && all.iter().all(|word| is_word(word))
        && !all.iter().any(|word| CONTEXTS.secrets.fields.contains(&folded(word)))
        && !all
            .last()
            .is_some_and(|word| CONTEXTS.secrets.not_last.contains(&folded(word)));
    let in_quotes = rest.starts_with(['"', '“', '`']);
    let value = rest.trim_start_matches([':', '=', ' ', '*', '"', '“', '`', '\'']);
    let first = value.split_whitespace().next()?;
    let secret = first.trim_end_matches([',', ';', '"', '”', '\'', '`', '.', ')']);
    // In backticks stand the words of a program.
    let is_quoted = in_quotes && n_words == 1 && first[secret.len()..].starts_with(['"', '”']);
    let fits = is_of_something && !is_placeholder(secret) && !is_code(secret) && !is_count(secret);
    let fits = fits && !is_of_manual(secret);
    let is_one = is_strong(secret) || is_code_number(secret) && !in_quotes || is_quoted && is_name(secret);
    (fits && is_one).then(|| range_of(behind, secret))
}

/// What a secret opens, without the verb and the name of whose it is: "van de VPN van Jan", "van de boekhouding is".
fn owner<'w, 'b>(words: &'w [&'b str]) -> &'w [&'b str] {
    let words = match words {
        [rest @ .., "is" | "est" | "ist"] if !rest.is_empty() => rest,
        all => all,
    };
    match words {
        [rest @ .., of, name]
            if rest.len() > 1 && CONTEXTS.secrets.of.contains(*of) && person::is_capitalised(name) =>
        {
            rest
        }
        all => all,
    }
}

/// Letters with digits or signs among them, as no word has them.
fn is_strong(secret: &str) -> bool {
    let n_chars = secret.chars().count();
    let has_sign =
        secret.contains(|c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '\'' | '.' | '/' | ':' | '_'));
    (SHORTEST_TOLD..LENGTHS.end).contains(&n_chars)
        && secret.contains(char::is_alphabetic)
        && (has_sign || secret.contains(|c: char| c.is_ascii_digit()))
}

/// The code of a door or an alarm; four digits may be a year.
fn is_code_number(secret: &str) -> bool {
    let is_year = secret.len() == 4 && (secret.starts_with("19") || secret.starts_with("20"));
    (4..=6).contains(&secret.len()) && secret.bytes().all(|byte| byte.is_ascii_digit()) && !is_year
}

/// A word with a capital in quotes: "Zeemeeuw".
fn is_name(secret: &str) -> bool {
    let n_chars = secret.chars().count();
    secret.starts_with(char::is_uppercase) && n_chars >= SHORTEST_TOLD && secret.chars().all(char::is_alphanumeric)
}

/// "wachtwoord is Zomer2024!": a word with digits among its letters that ends what is said, as no sentence has one.
fn told(behind: &str) -> Option<Range<usize>> {
    let verb = VERBS.iter().find(|verb| behind.starts_with(**verb))?;
    let rest = &behind[verb.len()..];
    let word = rest.split_whitespace().next()?;
    let secret = word
        .trim_end_matches(['.', ',', ';', '"', '\''])
        .trim_start_matches(['"', '\'']);
    // A sign behind it, or nothing more on the line.
    let ends = secret.len() < word.len()
        || rest[word.len()..]
            .trim_start_matches([' ', '\t', '\r'])
            .starts_with('\n');
    let ends = ends || rest[word.len()..].trim().is_empty();
    let fits = ends && secret.chars().count() >= SHORTEST_TOLD && is_mixed(secret) && !is_count(secret);
    fits.then(|| range_of(behind, secret))
}

/// "4cijfers", "12tekens": how many of what.
fn is_count(value: &str) -> bool {
    let rest = value.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..3).contains(&(value.len() - rest.len())) && !rest.is_empty() && rest.chars().all(char::is_lowercase)
}

/// "120kWp", "60C2", "3k8W", "GPIO17": a measure with its unit, or the name of a pin of a circuit.
fn is_measure(value: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let folded = folded(value);
    let rest = folded.trim_start_matches(is_digit);
    let is_of = |words: &HashSet<String>, text: &str| words.contains(text.trim_end_matches(is_digit));
    let behind_thousands = || rest.strip_prefix('k').map(|rest| rest.trim_start_matches(is_digit));
    match rest.len() < folded.len() {
        true => {
            is_of(&CONTEXTS.secrets.units, rest)
                || behind_thousands().is_some_and(|unit| is_of(&CONTEXTS.secrets.units, unit))
        }
        false => folded.ends_with(is_digit) && is_of(&CONTEXTS.secrets.connectors, rest),
    }
}

/// The same alone on the line below its word: "Wachtwoord:\nZomer2024!".
fn below(behind: &str) -> Option<Range<usize>> {
    let (rest, line) = behind.split_once('\n')?;
    let secret = line.split('\n').next().unwrap_or("").trim();
    let fits = rest.trim() == ":" && !secret.contains(' ') && is_mixed(secret);
    fits.then(|| range_of(behind, secret))
}

fn is_mixed(secret: &str) -> bool {
    let has_both = secret.contains(|c: char| c.is_ascii_digit()) && secret.contains(char::is_alphabetic);
    has_both && LENGTHS.contains(&secret.chars().count()) && !is_placeholder(secret) && !is_code(secret)
}

/// What stands behind a quote, where the same ends it and nothing follows: a setting of a program goes on.
fn unquoted(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inside = value[1..].trim_end_matches(['.', ',', ' ']).strip_suffix(quote)?;
    (!inside.contains(quote) && !inside.contains(' ')).then(|| &value[1..])
}

/// A string, a call, an address or a path of a program ("PWD": where it runs).
fn is_code(value: &str) -> bool {
    let is_path = value.starts_with("~/") || value.strip_prefix('/').is_some_and(|rest| rest.contains('/'));
    let is_call = value.contains("::") || value.contains("()") || value.starts_with(':');
    is_path
        || is_call
        || value.starts_with(['"', '\'', '&', '@', '('])
        || value.ends_with(['(', '{'])
        || value.contains("://")
}

impl Finder<'_> {
    /// A secret behind its word. Nothing of it is kept: its value is where it stands.
    pub(super) fn credential(&mut self, hit: &TermHit, rule: u16) {
        let end = hit.end as usize;
        let behind = behind(self.buf, end, 2 * LENGTHS.end * 4);
        let is_short = CONTEXTS
            .secrets
            .short_forms
            .contains(&folded(&self.buf[hit.start as usize..end]));
        let found = secret(behind).or_else(|| secret_of(behind));
        let found = found.or_else(|| told(behind).filter(|_| !is_short));
        let found = found.or_else(|| below(behind));
        // "_pin: PhantomPinned": a field of a program.
        let is_field = is_short && self.buf[..hit.start as usize].ends_with('_');
        let is_of_things = |value: &str| is_field || is_short && (is_measure(value) || is_count(value));
        if let Some(found) = found.filter(|found| !is_of_things(&behind[found.clone()])) {
            self.keep(end + found.start..end + found.end, rule, 0, "", Support::Keyword);
        }
    }

    /// A secret in a cell under such a heading.
    pub(super) fn credential_cell(&mut self, cell: &Range<usize>, rule: u16) {
        let value = &self.buf[cell.clone()];
        // "timePasswordChanged": programs keep times in a row of digits.
        let is_time = value.len() >= TIME && value.bytes().all(|byte| byte.is_ascii_digit());
        let fits =
            LENGTHS.contains(&value.chars().count()) && !value.contains(' ') && !is_placeholder(value) && !is_time;
        if fits {
            self.keep(cell.clone(), rule, 0, "", Support::Heading);
        }
    }

    /// The first word behind a rule's keyword that is as its pattern says.
    pub(super) fn keyed(&mut self, hit: &TermHit, rule: u16, pattern: &Pattern) {
        let end = hit.end as usize;
        let line = line_behind(self.buf, end, 2 * REACH);
        let near = |word: &&str| offset_of(line, word) <= REACH;
        let is_sign =
            |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '"' | '=' | '(' | ')' | '<' | '>' | '|');
        let words = line.split(is_sign).filter(|word| !word.is_empty()).take_while(near);
        let mut words = words.map(|word| word.trim_end_matches('.'));
        let found = words.find(|word| pattern.find(word).is_some_and(|found| found.len() == word.len()));
        if let Some(word) = found {
            let (key, value) = (hit.start as usize..end, range_of(self.buf, word));
            if !is_of_roll(self.text, &key, &value) {
                self.keyed_value(value, rule, Support::Keyword);
            }
        }
    }

    pub(super) fn keyed_cell(&mut self, cell: &Range<usize>, rule: u16, pattern: &Pattern) {
        let value = &self.buf[cell.clone()];
        let label = self.text.locator().locate(cell.start).label;
        if label.is_some_and(|label| is_column_of_rolls(self.text, label)) {
            return;
        }
        if pattern.find(value).is_some_and(|found| found.len() == value.len()) {
            self.keyed_value(cell.clone(), rule, Support::Heading);
        }
    }

    fn keyed_value(&mut self, span: Range<usize>, rule: u16, support: Support) {
        let value: String = self.buf[span.clone()].chars().filter(|c| c.is_alphanumeric()).collect();
        self.keep(span, rule, 0, &value.to_uppercase(), support);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_told_from_what_a_manual_writes_there() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(secret(text).map(|span| &text[span]), expected, "{text}");
        }
        check(": Zomer2024!", Some("Zomer2024!"));
        check(" = k4t!nka", Some("k4t!nka"));
        check(": zomer", Some("zomer"));
        check(" : Bruxelles1000, à changer", Some("Bruxelles1000"));
        check(":GID:Benutzerliste", None);
        check("=mot_de_passe", None);
        check("=.\\|.\\|.", None);
        check(":Zomer2024", Some("Zomer2024"));
        check(". Vragen: 0475/27.63.12", None);
        check(": minstens acht tekens", None);
        check(": ********", None);
        check(": xxxxxxxx", None);
        check(": <uw wachtwoord>", None);
        check(": ${PASSWORD}", None);
        check(": changeme", None);
        check(": verplicht.", None);
        check(" is vergeten", None);
        check(": ", None);
        check(": abc", None);
        check(" = \"geheim123\";", None);
        let owned = |text: &'static str| secret_of(text).map(|span| &text[span]);
        for (text, secret) in [
            (" vpn: Zomer2024!", "Zomer2024!"),
            (" wifi = Choucroute!2025", "Choucroute!2025"),
            (" van de boekhouding is: Welkom123!", "Welkom123!"),
            (" van de VPN van Jan: Zomer2024!x", "Zomer2024!x"),
            (" van Jan: k4t!nka,", "k4t!nka"),
            (" meldkamer \"Zeemeeuw\", bel Wim", "Zeemeeuw"),
            (" carte essence : 8023", "8023"),
            (" server `Kat!4455`", "Kat!4455"),
        ] {
            assert_eq!(owned(text), Some(secret), "{text}");
        }
        for text in [
            " vergeten? Klik hier: https://firma.be/1",
            " policy: minstens12",
            " wijzigen op: 2024",
            " wijzigen: donderdag",
            " manager \"KeePass\"",
            " returns `NeedPassword`",
            " voor alle vier de servers: Zomer2024!",
            " length: 12characters",
            " stored in: KeyVault-01",
            " owner: team-7",
            " set by ticket: Fiets2022",
            ", gebruiker: jan2024",
        ] {
            assert_eq!(owned(text), None, "{text}");
        }
        let checked = |found: Option<Range<usize>>, text: &'static str| found.map(|span| &text[span]);
        let (sentence, under) = (" is Zomer2024!.", ":\n  Zomer2024!\nGroeten");
        assert_eq!(checked(told(sentence), sentence), Some("Zomer2024!"));
        assert_eq!(checked(below(under), under), Some("Zomer2024!"));
        assert_eq!((told(" is vergeten in 2024"), below(":\nStraat 12 te")), (None, None));
        check(": https://firma.be/reset", None);
        check(": '/home/jan',", None);
        check("::<Sha256>(\"my_password\")", None);
        check(": 1,2,3,4,5\".to_vec();", None);
        for text in [
            " is Base64encoded in the header",
            " ist SHA256 gehasht.",
            " is 4cijfers",
            " is M8x20",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
        for value in ["60C2", "120kWp", "5kVA2", "3k8W", "GPIO17", "12,5mm"] {
            assert!(is_measure(value), "{value}");
        }
        for value in ["4471", "Kat!4455", "Zomer2024", "1234abcd"] {
            assert!(!is_measure(value) && !is_count(value), "{value}");
        }
    }
}
