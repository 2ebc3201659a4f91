//! How a secret is written behind its word: after a sign, after what it opens, in a sentence, in the next cell or line.

use std::ops::Range;

use super::codes::CODE;
use super::value::{
    LENGTHS, SHORTEST_TOLD, goes_on_behind, has_sign, is_code, is_code_number, is_count, is_in_order, is_mixed,
    is_name, is_placeholder, is_plain_word, is_strong, unquoted,
};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::manual::is_of_manual;
use crate::detect::names::folded;
use crate::detect::person;

/// Words that say what a secret opens, and where "van" or a bracket begins them.
const MOST_OWNER_WORDS: usize = 3;
const MOST_WORDS_OF: usize = 6;
/// Words before the word for a secret in its cell, at most: a label is no sentence.
pub const MOST_LABEL_WORDS: usize = 2;
/// Spaces that part columns.
const PARTED: &str = "  ";

/// The value behind "wachtwoord:" or "pwd =".
pub fn secret(behind: &str) -> Option<Range<usize>> {
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

/// "wachtwoord vpn: Zomer2024!", "mdp du compte de Mme Petit : Zomer2024!", "wachtwoord meldkamer "Zeemeeuw"": what it opens stands
/// before the sign or the quote. Words of a sentence may stand there too, so that the secret must look like one.
pub fn secret_of(behind: &str) -> Option<Range<usize>> {
    let line = behind.split(['\n', '\t']).next().unwrap_or("");
    let (words, rest) = line.split_at(line.find([':', '=', '"', '“', '`'])?);
    let all: Vec<&str> = words.split_whitespace().collect();
    let n_words = owner(&all).len();
    let is_of_something = words.starts_with(' ') && is_owner(&all, n_words);
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

/// Whether words say what a secret opens or whose it is; `n_words` of them count.
fn is_owner(all: &[&str], n_words: usize) -> bool {
    let bare: Vec<String> = all
        .iter()
        .map(|word| folded(word.trim_matches(['(', ')', '[', ']'])))
        .collect();
    let is_of = |word: &String| CONTEXTS.secrets.of.contains(word.split('\'').next().unwrap_or(""));
    let is_told = bare.first().is_some_and(is_of);
    let in_brackets = all.first().is_some_and(|word| word.starts_with(['(', '[']));
    let most = match is_told || in_brackets {
        true => MOST_WORDS_OF,
        false => MOST_OWNER_WORDS,
    };
    let is_word = |word: &String| {
        word.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '.'))
    };
    let is_field =
        |word: &String| CONTEXTS.secrets.fields.contains(word) && !(is_told && CONTEXTS.secrets.owners.contains(word));
    let n_of = |sign: char| all.iter().filter(|word| word.contains(sign)).count();
    (1..=most).contains(&n_words)
        && bare.iter().all(is_word)
        && n_of('(') == n_of(')')
        && n_of('[') == n_of(']')
        && !bare.iter().any(is_field)
        && !bare.last().is_some_and(|word| CONTEXTS.secrets.not_last.contains(word))
}

/// What a secret opens, without the verb and the name of whose it is: "van de VPN van Jan", "van de boekhouding is".
fn owner<'w, 'b>(words: &'w [&'b str]) -> &'w [&'b str] {
    let words = without_verb(words);
    match words {
        [rest @ .., of, name]
            if rest.len() > 1 && CONTEXTS.secrets.of.contains(*of) && person::is_capitalised(name) =>
        {
            rest
        }
        all => all,
    }
}

fn without_verb<'w, 'b>(words: &'w [&'b str]) -> &'w [&'b str] {
    match words {
        [rest @ .., "is" | "est" | "ist"] if !rest.is_empty() => rest,
        all => all,
    }
}

/// "wachtwoord is Zomer2024!", "wachtwoord voor Isabel is nu Zomer2024!": a word with digits or signs among its letters that ends
/// what is said, as no sentence has one; or the number of a code.
pub fn told(behind: &str) -> Option<Range<usize>> {
    let line = behind.split(['\n', '\t']).next().unwrap_or("");
    let all: Vec<&str> = line.split(' ').filter(|word| !word.trim().is_empty()).collect();
    let (n_before, n_copula) = (0..=MOST_WORDS_OF.min(all.len())).find_map(|at| Some((at, copula(&all[at..])?)))?;
    let is_of_it = n_before == 0 || is_owner(&all[..n_before], owner(&all[..n_before]).len());
    // "is nu code 4419#".
    let n_copula = n_copula + usize::from(all.get(n_before + n_copula) == Some(&CODE));
    let word = all.get(n_before + n_copula).copied()?.trim_end_matches('\r');
    let secret = word
        .trim_end_matches(['.', ',', ';', '"', '\'', '”'])
        .trim_start_matches(['"', '\'', '“']);
    // A sign or a bracket behind it, nothing more on the line, or signs within it that no word has.
    let next = all.get(n_before + n_copula + 1);
    let ends = secret.len() < word.len() || secret.ends_with('!') || goes_on_behind(secret, next.copied());
    let fits = behind.starts_with(' ') && is_of_it && ends && is_sentence_secret(secret);
    fits.then(|| range_of(behind, secret))
}

/// How many words a copula has that a sentence begins with, if it begins with one.
pub fn copula(words: &[&str]) -> Option<usize> {
    let begins = |copula: &&String| {
        let parts = copula.split(' ');
        let n_parts = parts.clone().count();
        words.len() > n_parts
            && parts
                .zip(words)
                .all(|(part, word)| folded(word.trim_end_matches(':')) == part)
    };
    let found = CONTEXTS.secrets.copulas.iter().find(begins)?;
    Some(found.split(' ').count())
}

/// What a sentence has for a secret: signs at the end are those of the sentence.
fn is_sentence_secret(secret: &str) -> bool {
    let inside = secret.trim_end_matches(['!', '?', ')']);
    let has_sign = inside.contains(['#', '!', '$', '%', '&', '*', '+', '?', '~', '€', '§']);
    let is_long = secret.chars().count() >= SHORTEST_TOLD;
    let is_mixed = is_mixed(secret) || has_sign && is_strong(secret);
    let is_counted = is_code_number(secret.trim_end_matches('#')) && !is_in_order(secret);
    (is_long && is_mixed || is_counted)
        && !is_count(secret)
        && !is_placeholder(secret)
        && !is_code(secret)
        && !is_of_manual(secret)
}

/// What stands alone in the cell or column beside its word, or behind an arrow: "Wachtwoord<TAB>Zomer2024!", "| Wachtwoord | x |".
/// `border` ends a cell of a table.
pub fn beside(before: &str, behind: &str, border: Option<char>) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let is_border = |c: char| matches!(c, '\t' | '|') || Some(c) == border;
    let label = before.rsplit(|c: char| is_border(c)).next().unwrap_or("");
    let label = label.rsplit(PARTED).next().unwrap_or("");
    let signs = line.trim_start_matches([' ', ':', '*', '"', ')', ']']);
    let gap = &line[..line.len() - signs.len()];
    let arrow = ["=>", "->", "→", "➜", "- ", "– "]
        .iter()
        .find(|sign| signs.starts_with(**sign));
    let rest = match arrow {
        Some(arrow) if gap == " " => &signs[arrow.len()..],
        _ if signs.starts_with(is_border) => &signs[1..],
        _ if gap.ends_with(PARTED) => signs,
        _ => return None,
    };
    let ends = rest.find(|c: char| c != '\t' && is_border(c)).or_else(|| {
        rest.trim_start()
            .find(['\t'])
            .map(|at| at + rest.len() - rest.trim_start().len())
    });
    let cell = rest[..ends.unwrap_or(rest.len())].trim();
    let cell = cell.split(PARTED).next().unwrap_or("");
    let value = cell.trim_matches(['*', '`', '"', '\'']);
    let n_words = label.split_whitespace().count();
    let is_label = n_words <= MOST_LABEL_WORDS && !label.contains(['.', '?', '!']);
    (is_label && !value.contains(' ') && is_sure(value)).then(|| range_of(behind, value))
}

/// "Wachtwoord Zomer2024!": nothing else is on the line, and no name of a program has letters, digits and signs.
pub fn alone(before: &str, behind: &str) -> Option<Range<usize>> {
    let line = behind.split('\n').next().unwrap_or("");
    let value = line.strip_prefix(' ')?.trim();
    let has_digit = value.contains(|c: char| c.is_ascii_digit());
    let fits = !before.contains(char::is_alphanumeric) && !value.contains(' ') && has_digit && has_sign(value);
    (fits && is_sure(value) && is_strong(value)).then(|| range_of(behind, value))
}

/// The same alone on the line below its word, and below what it opens: "Wachtwoord:\nZomer2024!", "wachtwoord van Jan:\nZomer2024!".
/// Without a sign the word is all of its line.
pub fn below(before: &str, behind: &str, in_table: bool) -> Option<Range<usize>> {
    let (rest, below) = behind.split_once('\n')?;
    let told = rest.trim_end().strip_suffix(':').map(str::trim_end);
    let is_signed = told == Some("");
    let all: Vec<&str> = told.unwrap_or("").split_whitespace().collect();
    let is_of_something = rest.starts_with(' ') && is_owner(&all, owner(&all).len());
    let below = match below.split_once('\n') {
        Some((empty, next)) if told.is_some() && empty.trim().is_empty() => next,
        _ => below,
    };
    let secret = below.split('\n').next().unwrap_or("").trim();
    let is_heading = || rest.trim().is_empty() && !in_table && !before.contains(char::is_alphanumeric);
    let fits = match is_signed {
        true => is_mixed(secret) || is_sure(secret) && is_strong(secret),
        false => (is_of_something || is_heading()) && is_sure(secret) && is_strong(secret),
    };
    (fits && !secret.contains(' ')).then(|| range_of(behind, secret))
}

/// What is a secret wherever it stands alone: letters with digits or signs, or the number of a code.
pub fn is_sure(value: &str) -> bool {
    let fits = !is_placeholder(value) && !is_code(value) && !is_count(value) && !is_of_manual(value);
    fits && (is_strong(value) || is_code_number(value) && !is_in_order(value))
}

#[cfg(test)]
mod tests {
    use super::super::codes::with_user;
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
        assert!(alone("", " Zomer2024!\nvolgende").is_some());
        assert!(alone("", " Office365").is_none() && alone("Het ", " Zomer2024!").is_none());
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
            (" voor alle vier de servers: Zomer2024!", "Zomer2024!"),
            (" du compte ONSS de Mme Petit : Cigogne-48-rouge", "Cigogne-48-rouge"),
            (" van de beheerder: Zomer2024!", "Zomer2024!"),
            (" (tijdelijk): Zomer2024!", "Zomer2024!"),
            (" [admin]: Zomer2024!", "Zomer2024!"),
            (" für den Rechner von Anna: Zomer2024!", "Zomer2024!"),
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
            " length: 12characters",
            " stored in: KeyVault-01",
            " owner: team-7",
            " set by ticket: Fiets2022",
            ", gebruiker: jan2024",
            " (bv: Zomer2024!)",
            " van de gebruiker: jan2024",
            " voor nieuwe medewerkers verstuurd via: Teams2",
            " beheerder: Zomer2024!",
        ] {
            assert_eq!(owned(text), None, "{text}");
        }
        let checked = |found: Option<Range<usize>>, text: &'static str| found.map(|span| &text[span]);
        let (sentence, under) = (" is Zomer2024!.", ":\n  Zomer2024!\nGroeten");
        assert_eq!(checked(told(sentence), sentence), Some("Zomer2024!"));
        assert_eq!(checked(below("", under, false), under), Some("Zomer2024!"));
        assert_eq!(
            (told(" is vergeten in 2024"), below("", ":\nStraat 12 te", false)),
            (None, None)
        );
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
    }

    #[test]
    fn a_secret_is_told_in_sentences_of_four_languages() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            assert_eq!(told(text).map(|span| &text[span]), expected, "{text}");
        }
        check(" voor Isabel is nu Frikandel2026!", Some("Frikandel2026!"));
        check(" lautet Gaufre#77", Some("Gaufre#77"));
        check(" wordt Gaufre#77.", Some("Gaufre#77"));
        check(" has been reset to Gaufre#77, please change", Some("Gaufre#77"));
        check(" du portail est désormais Gaufre#77", Some("Gaufre#77"));
        check(" is 4821", Some("4821"));
        check(" voor de lift is nu code 4419#", Some("4419#"));
        check(" is Regenboog_4 en de pukcode", Some("Regenboog_4"));
        check(" is Winter2024#kbc (niet doorgeven)", Some("Winter2024#kbc"));
        check(" van de laptop is Winter2024 (niet doorgeven)", Some("Winter2024"));
        check(" ist Winter2024#kbc bitte nicht weitergeben", Some("Winter2024#kbc"));
        check(
            " du wifi direction c'est Printemps2024#bnp, ne pas",
            Some("Printemps2024#bnp"),
        );
        for text in [
            " is 1234",
            " is 2024",
            " is verplicht!",
            " wordt gewijzigd.",
            " policy is Zomer2024!",
            " lautet wie folgt",
            " wird am 12. geändert",
            " has been reset to default",
            " hash is SHA-256",
            " is 8-tekens",
            " is required (see below)",
            " is SHA256 (gehasht)",
            " is Base64encoded (see below)",
            " is Office365 voor iedereen",
            " c'est obligatoire, voir",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_secret_stands_beside_or_below_its_label() {
        #[track_caller]
        fn check(before: &str, text: &str, border: Option<char>, expected: Option<&str>) {
            let found = beside(before, text, border).or_else(|| with_user(before, text));
            let found = found.or_else(|| below(before, text, border.is_some()));
            assert_eq!(found.map(|span| &text[span]), expected, "{before}{text}");
        }
        check("", "\tGaufre#77", None, Some("Gaufre#77"));
        check("", ";Gaufre#77;x", Some(';'), Some("Gaufre#77"));
        check("| ", " | Gaufre#77 |", None, Some("Gaufre#77"));
        check("", "      Gaufre#77", None, Some("Gaufre#77"));
        check("", " =>  Gaufre#77", None, Some("Gaufre#77"));
        check("", " :\t4821", Some('\t'), Some("4821"));
        check("", "\nGaufre#77\n", None, Some("Gaufre#77"));
        check("", " provisoire de Sylvie :\nGaufre#77", None, Some("Gaufre#77"));
        check("", " van de VPN:\n\nGaufre#77\n", None, Some("Gaufre#77"));
        check("", " vergeten? Klik hier:\nGaufre#77", None, None);
        check("", " policy:\nGaufre#77", None, None);
        check("", " van de VPN:\nGaufre", None, None);
        check("", " van de VPN:\nGaufre#77 staat", None, None);
        check("", ":\n\nGaufre#77\n", None, Some("Gaufre#77"));
        check(
            "gebruikersnaam kassa3 / ",
            " Frikandel2026 (niet)",
            None,
            Some("Frikandel2026"),
        );
        check("login jan ", " Frikandel2026!", None, Some("Frikandel2026!"));
        check("", "\tOpmerking", Some('\t'), None);
        check("", "\nGaufre#77\n", Some(';'), None);
        check("bel voor uw ", "\nGaufre#77\n", None, None);
        check("", " Gaufre#77", None, None);
        check("with username `user` and ", " `he//o` accessing", None, None);
        check("de gebruiker kent zijn ", " Base64text", None, None);
        check("Elke week krijgt iedereen een nieuw ", "\tweek2024", None, None);
        check("", "\tJIRA-4417", None, None);
        check("", "\t1234", None, None);
    }
}
