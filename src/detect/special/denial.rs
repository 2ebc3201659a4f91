//! Whether a text says of a term that it is not so.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{CLAUSE_REACH, behind_last};
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, last_dash};
use crate::detect::names::folded;

/// Words before a term, in its clause, that can deny it.
const WORDS: usize = 4;
/// Words before a French "pas" that may be its "ne".
const NE_WORDS: usize = 3;
/// Bytes behind a term in which its denial stands: "strafblad: geen".
const BEHIND: usize = 16;

/// The lists of `lexicon.toml` that say that something is not so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denials {
    #[serde(rename = "words")]
    pub negations: WordPatterns,
    pub after_ne: WordPatterns,
    pub ends: WordPatterns,
    /// Behind these, what ends a search goes on with what is denied.
    pub through: WordPatterns,
    /// Behind a term and a sign, or right behind it.
    pub behind: WordPatterns,
    pub right_behind: WordPatterns,
    /// Before the Dutch "nicht".
    pub before_niece: WordPatterns,
}

impl Denials {
    /// A denial stands before the term in its clause, or right behind it.
    pub fn deny(&self, buf: &str, span: &Range<usize>) -> bool {
        let text = before(buf, span.start, CLAUSE_REACH);
        let text = last_dash(text).map_or(text, |dash| &text[dash.end..]);
        let clause = behind_last(text, &['.', ':', ';', ',', '!', '?', '(', '\n', '|', '\t']);
        let mut before = words(clause).rev();
        for _ in 0..WORDS {
            let Some(word) = before.next() else { break };
            let goes_on = || before.clone().next().is_some_and(|word| self.through.has(word));
            if self.ends.has(word) && !goes_on() {
                break;
            }
            let with_ne = || before.clone().take(NE_WORDS).any(is_ne);
            let is_niece = || before.clone().next().is_some_and(|owner| self.is_niece(owner, word));
            let is_name = || before.clone().next().is_some_and(|given| is_daughter(given, word));
            if self.negations.has(word) && !is_niece() && !is_name()
                || is_not(word)
                || self.after_ne.has(word) && with_ne()
            {
                return true;
            }
        }
        self.deny_behind(&buf[span.end..])
    }

    /// What goes on without a sign is another clause: "mag wegens epilepsie geen nachtwerk doen", not "epilepsie: geen" nor
    /// "epilepsie neen, astma".
    fn deny_behind(&self, behind: &str) -> bool {
        let signs = [' ', ':', '=', '(', '"', '-', '\u{2013}'];
        let value = behind.trim_start_matches(signs);
        let before = &behind[..behind.len() - value.len()];
        if before.len() > BEHIND {
            return false;
        }
        let word = value.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let is_last = value[word.len()..]
            .trim_start_matches(' ')
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        let is_value = before.contains([':', '=', '(']) || is_last && !before.is_empty();
        is_value && self.behind.has(word) || self.right_behind.has(word)
    }

    /// "mijn nicht": a niece in Dutch, no "not" in German.
    fn is_niece(&self, owner: &str, word: &str) -> bool {
        word.eq_ignore_ascii_case("nicht") && self.before_niece.has(owner)
    }
}

/// "Sinéad Ní": of an Irish surname, no French "ni".
fn is_daughter(given: &str, word: &str) -> bool {
    given.starts_with(char::is_uppercase) && matches!(word, "Ní" | "Ni")
}

/// "ne", "n'est"
fn is_ne(word: &str) -> bool {
    let folded = folded(word);
    folded == "ne" || folded.starts_with("n'")
}

/// "doesn't"
fn is_not(word: &str) -> bool {
    word.contains('\'') && folded(word).ends_with("n't")
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_denial_is_in_the_clause_of_its_term() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(DETECTOR.book.meanings.denials.deny(&plain, &span), expected, "{text}");
        }
        check("Hij heeft geen <strafblad>.", true);
        check("Ze is niet <zwanger>.", true);
        check("Elle n'est pas <enceinte>.", true);
        check("Il ne souffre pas d'<asthme>.", true);
        check("Er ist weder <schwerbehindert> noch alt.", true);
        check("She doesn't have <asthma>.", true);
        check("Strafblad: <strafblad>: geen", true);
        check("Un <casier judiciaire> vierge", true);
        check("Mijn nicht heeft <kanker>.", false);
        check("Orla Ní Bhroin heeft <kanker>.", false);
        check("Il n'a ni asthme ni <diabète>.", true);
        check("Sie hat nicht <Krebs>.", true);
        check("Ze is pas <zwanger>.", false);
        check("Hij kan niet werken wegens <ziekteverlof>.", false);
        check("He is not here, on <sick leave>", false);
        check("Not only <asthma> but also", false);
        check("Geen probleem. <Astma> sinds 2010", false);
        check("Ze rijdt wegens <migraine> geen auto.", false);
        check("Wegen <Migräne> keine Schicht", false);
        check("<burn-out> - geen bezoek", false);
        check("<strafblad> - geen", true);
        check("<diabetes> nee, epilepsie neen", true);
        check("<diabète> non; asthme oui", true);
        check("geen aanwijzingen voor <depressie>", true);
        check("werd niet behandeld voor <depressie>", true);
        check("was not diagnosed with <diabetes>", true);
        check("Hij kan niet zwemmen met zijn <astma>.", false);
        check("Il ne peut pas nager avec son <asthme>.", false);
        check("Sie darf nicht heben nach ihrer <Hernie>.", false);
        check("Ze zegt niet dat ze <astma> heeft.", false);
        check("| Ann | zonder noten | <diabetes> |", false);
        check("| Ann | geen <diabetes> |", true);
        check("| Ann | <diabetes> | geen |", false);
        check("Ann - rookt niet - <diabetes>", false);
        check("Ann - geen <diabetes>", true);
        check("geen vlees\t<diabetes>", false);
        check("nog steeds niet hersteld van mijn <burn-out>", false);
        check("elle n'est pas guérie de sa <dépression>", false);
        check("noch nicht genesen von der <Grippe>", false);
        check("has not recovered from <pneumonia>", false);
        check("Hij is niet langer <arbeidsongeschikt>.", false);
        check("Elle n'est plus <en congé de maladie>.", false);
        check("Er ist nicht mehr <arbeitsunfähig>.", false);
        check("He is no longer <on sick leave>.", false);
    }
}
