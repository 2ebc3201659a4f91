//! What holds of an illness and of nobody who is named: "Kanker is een ziekte. Jan Maes stuurde de nota door."

use std::ops::Range;

use serde::Deserialize;

use super::about::told_in;
use super::meaning::Meanings;
use super::reference::is_given;
use super::wordlist::{WordPatterns, words};
use crate::detect::around::offset_of;

/// The words of `lexicon.toml` for sentences whose subject is a state in general.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statements {
    /// What stands before the subject where a language needs it ("le", "die"), and where it means something known: "de", "the".
    articles: WordPatterns,
    definite: WordPatterns,
    /// What such a subject does: "touche", "veroorzaakt".
    verbs: WordPatterns,
    /// The same before one of `kinds` only: "is een", "are common"; "is vastgesteld" is a fact about somebody.
    being: WordPatterns,
    kinds: WordPatterns,
    /// What only bodies do and only things are, whatever article they have: "De N-VA won", "De genetische test is duur".
    of_bodies: WordPatterns,
    of_things: WordPatterns,
    /// Behind them it is of somebody after all: "komt voor in de familie".
    of_somebody: WordPatterns,
    /// Behind a subject they are a part of its name.
    names: WordPatterns,
}

impl Meanings {
    /// The term is the subject of a sentence that says what it is or does, in the present, and names nobody.
    pub(super) fn is_general_statement(&self, buf: &str, span: &Range<usize>) -> bool {
        let (statements, references) = (&self.statements, &self.references);
        let Range { start, end } = told_in(buf, span);
        let (before, behind) = (
            &buf[start.min(span.start)..span.start],
            &buf[span.end..end.max(span.end)],
        );
        let is_bare = words(before).all(|word| statements.articles.has(word));
        let is_article = |word: &str| statements.articles.has(word) || statements.definite.has(word);
        let begins = !before.contains([':', '(', ',', ';']) && words(before).all(is_article);
        let Some(said) = behind.strip_prefix(' ').filter(|_| begins) else {
            return false;
        };
        // "Hepatitis B komt", "Diabetes type 2"
        let is_of_name = |word: &&str| word.len() == 1 || statements.names.has(word);
        let said = words(said)
            .find(|word| !is_of_name(word))
            .map_or("", |verb| &said[offset_of(said, verb)..]);
        let mut next = words(said);
        let verb = next.next().filter(|verb| said.starts_with(verb)).unwrap_or("");
        let (next, is_being) = (next.next().unwrap_or(""), statements.being.has(verb));
        let is_general = is_bare && (statements.verbs.has(verb) || is_being && statements.kinds.has(next));
        let is_said = is_general || statements.of_bodies.has(verb) || is_being && statements.of_things.has(next);
        let is_somebody = |word: &str| {
            is_given(word)
                || references.first.has(word)
                || references.third.has(word)
                || statements.of_somebody.has(word)
        };
        is_said && !words(said).any(is_somebody)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_an_illness_is_or_does_is_no_state_of_somebody() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.is_general_statement(&plain, &span);
            assert_eq!(found, expected, "{text}");
        }
        check("<Kanker> komt vaak voor. Jan Maes stuurde de nota door.", true);
        check(
            "Jan Maes stuurde de nota door. <Burn-out> is een groeiend probleem.",
            true,
        );
        check("<Hepatitis> B komt wereldwijd voor.", true);
        check("<Diabetes> type 2 is een ziekte.", true);
        check("<Diabetes> kan leiden tot blindheid.", true);
        check("Le <cancer> est une maladie fréquente.", true);
        check("L’<épilepsie> provoque des crises.", true);
        check("Die <Depression> betrifft Millionen Menschen.", true);
        check("<Asthma> is common among children.", true);
        check("<Cancer> affects one in three people.", true);
        check("De <N-VA> won de verkiezingen.", true);
        check("De <genetische test> is duur.", true);
        check("L'<homosexualité> est légale.", true);
        check("De <kanker> is een zware last.", false);
        check("De <zieke> is thuis.", false);
        check("<Kanker> is vastgesteld. Jan Maes start met chemo.", false);
        check("<Kanker> werd vastgesteld.", false);
        check("Zijn <kanker> is een zware last.", false);
        check("Diagnose: <kanker> is een feit", false);
        check("<Diabetes> komt voor in zijn familie.", false);
        check("<Epilepsie> is een probleem voor Jan.", false);
        check("<Depressie> is een woord dat hij vermijdt.", false);
        check("<Burn-out> is ook voor mij een risico, zegt Jan", false);
        check("<Diabetes>, Jan Maes", false);
        check("<Ziek> is hij niet", false);
    }
}
