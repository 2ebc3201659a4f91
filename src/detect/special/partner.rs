//! Husbands, wives and partners of the same sex, where a title or a pronoun makes it certain: "M. Testa et son mari", "dat hij met
//! een man samenwoont". A given name alone says too little of whether its bearer is a man.

use std::ops::Range;

use serde::Deserialize;

use super::about::told_in;
use super::meaning::{Meanings, is_of_name};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{line_before, range_of};
use crate::detect::names::folded;

/// Words between whoever is meant and the partner, besides the name behind a title.
const BETWEEN: usize = 5;
/// Bytes before a title in which a greeting stands.
const REACH: usize = 40;

/// The words of `lexicon.toml` that say whether a man or a woman is meant.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partners {
    /// For a partner who is a man, and who is a woman: weak terms.
    men: Vec<String>,
    women: Vec<String>,
    /// Titles and pronouns of a man and of a woman; of both those in capitals only are titles, too: "M.".
    he: WordPatterns,
    she: WordPatterns,
    /// What a partner is not whom such a word follows: "sa femme de ménage".
    of: WordPatterns,
    /// Before the title of whoever is written to.
    greetings: WordPatterns,
    /// Somebody else is spoken of between: "il a vu la cliente et son mari".
    others: WordPatterns,
}

impl Partners {
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.men.iter().chain(&self.women).map(String::as_str)
    }
}

impl Meanings {
    /// The partner whom the term names is of the same sex as whoever the sentence speaks of.
    pub(super) fn is_of_same_sex(&self, buf: &str, span: &Range<usize>) -> bool {
        let (partners, term) = (&self.partners, &buf[span.clone()]);
        let is_one = |list: &[String]| term.contains(' ') && list.contains(&folded(term));
        let subjects = match () {
            () if is_one(&partners.men) => &partners.he,
            () if is_one(&partners.women) => &partners.she,
            () => return false,
        };
        if next_word(&buf[span.end..]).is_some_and(|word| partners.of.has(word)) {
            return false;
        }
        let is_subject = |word: &&str| {
            (*word == "M") == word.eq_ignore_ascii_case("m") && subjects.has(word) && !self.is_salutation(buf, word)
        };
        let sentence = told_in(buf, span);
        let said: Vec<&str> = words(&buf[sentence.start.min(span.start)..span.start]).collect();
        let Some(at) = said.iter().rposition(is_subject) else {
            return false;
        };
        // The name behind a title is no other person.
        let mut apart = said[at + 1..].iter().skip_while(|word| is_of_name(word)).peekable();
        // "Il faut prévenir"
        let is_impersonal = self.references.before_verb.has(said[at])
            && apart.peek().is_some_and(|word| self.references.impersonal.has(word));
        !is_impersonal && apart.clone().count() <= BETWEEN && !apart.any(|word| self.is_another(word))
    }

    /// The title of whoever is written to: "Madame, ", "Geachte heer Maes", "Monsieur" in a line of its own.
    fn is_salutation(&self, buf: &str, title: &str) -> bool {
        let Range { start, end } = range_of(buf, title);
        let before = line_before(buf, start, REACH);
        let is_greeted = words(before)
            .next_back()
            .is_some_and(|word| self.partners.greetings.has(word));
        let begins = before.trim().is_empty();
        let ends = match buf[end..].chars().next() {
            Some(',') => true,
            Some('\r' | '\n' | '!') => begins,
            _ => false,
        };
        is_greeted || ends && self.beings.is_title(title)
    }

    /// Somebody else than whoever was named, or who owns what stands behind.
    fn is_another(&self, word: &str) -> bool {
        let partners = &self.partners;
        let lists = [
            &partners.others,
            &partners.he,
            &partners.she,
            &self.references.relatives,
        ];
        word.starts_with(char::is_uppercase) || lists.iter().any(|list| list.has(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, detect, finding, marked};

    #[test]
    fn a_partner_is_of_the_same_sex_where_it_is_certain() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(DETECTOR.book.meanings.is_of_same_sex(&plain, &span), expected, "{text}");
        }
        check("J'atteste que M. Paul Exemple et <son mari> ont payé", true);
        check("Madame Exemple et <sa femme> ont signé", true);
        check("Elle est venue avec <son épouse>", true);
        check("Il vit en <couple avec un homme>", true);
        check("dat hij al jaren een <relatie heeft met een man>", true);
        check("Mr Baker is in a <relationship with a man>", true);
        check("Mme Exemple et <son mari> ont signé", false);
        check("M. Exemple et <sa femme> ont signé", false);
        check("M. Exemple a vu Anne et <son mari>", false);
        check("Il a reçu la cliente et <son mari>", false);
        check("Il faut prévenir <son mari>", false);
        check("Anne et <son mari> ont signé", false);
        check("à 5 m de <son mari>", false);
        check("Zij heeft een <relatie met een man>", false);
        check("Mme Exemple remercie <sa femme> de chambre", false);
        check("Elle cherche <sa compagne> d’études", false);
        check("Monsieur, je vous informe que <son mari> est absent", false);
        check("Madame\nSuite au départ de <sa femme>", false);
        check("Geachte heer, Els is <getrouwd met een man>", false);
        check("Geachte mevrouw Maes, Jan is <getrouwd met een vrouw>", false);
        check("Hij, intussen <getrouwd met een man>, verhuist", true);
        check("Madame Exemple, <mariee a une femme>", true);
    }

    #[test]
    fn partners_are_terms_in_every_language() {
        for (text, expected) in [
            ("Herr Kern lebt in einer Beziehung mit einem Mann.", true),
            ("Mr Baker is in a relationship with a man.", true),
            ("Meneer Maes is getrouwd met een man.", true),
            ("Mme Petit vit en couple avec une femme.", true),
            ("Frau Kern lebt in einer Beziehung mit einem Mann.", false),
            ("Mrs Baker is in a relationship with a man.", false),
            ("Mevrouw Maes is getrouwd met een man.", false),
            ("M. Petit vit en couple avec une femme.", false),
        ] {
            let found = finding(&detect(text), "special.sex-life").is_some();
            assert_eq!(found, expected, "{text}");
        }
    }
}
