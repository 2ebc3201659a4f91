//! What a course or a paper is about, what a policy insures and whom an actor plays: no state of whoever is named.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{line_before, line_behind};
use crate::detect::split::Words;

/// Bytes of a line before a term, and behind it.
const LINE: usize = 80;
const BEHIND: usize = 30;
/// Words between a course and its theme: "opleiding over omgaan met".
const BETWEEN: usize = 3;
/// Words of a course and whoever gives it.
const MAKER_WORDS: usize = 6;

/// The words of `lexicon.toml` for what has a theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// Courses, also behind their theme ("dementia training"), and papers, only before what they are about.
    courses: WordPatterns,
    /// Of those, only before whoever gives them.
    offers: WordPatterns,
    papers: WordPatterns,
    /// Before a theme: "over", and what may stand between a course or policy and its theme.
    about: WordPatterns,
    links: WordPatterns,
    /// Of those, what right behind a course says how somebody is.
    with: WordPatterns,
    /// Insurances, which are no benefit that somebody gets of one.
    insurances: WordPatterns,
    benefits: WordPatterns,
    /// The part of an actor.
    parts: WordPatterns,
    of_parts: WordPatterns,
    /// What students write; what else they do where "de stage" follows: "Rapport de stage", not "Demande de stage".
    studies: WordPatterns,
    reports: WordPatterns,
    internships: WordPatterns,
    /// Between a paper and its author.
    of_authors: WordPatterns,
}

impl Meanings {
    /// The term is the theme of a course or paper, what a policy insures, or somebody in a play.
    pub(super) fn is_theme(&self, buf: &str, span: &Range<usize>) -> bool {
        let clause = behind_last(line_before(buf, span.start, LINE), &['.', ':', ';', ',', '!', '?', '(']);
        self.is_theme_of_course(clause, line_behind(buf, span.end, BEHIND))
            || self.is_theme_behind_label(line_before(buf, span.start, LINE), line_behind(buf, span.end, BEHIND))
            || self.is_part(clause)
            || self.is_insured(clause, &buf[span.clone()], line_behind(buf, span.end, BEHIND))
    }

    /// "opleiding"
    pub(super) fn is_course(&self, word: &str) -> bool {
        self.themes.courses.has(word)
    }

    /// "atelier démence", "een boek over autisme", "dementia training"
    fn is_theme_of_course(&self, clause: &str, behind: &str) -> bool {
        let themes = &self.themes;
        if next_word(behind).is_some_and(|word| themes.courses.has(word)) {
            return true;
        }
        let (mut is_about, mut last) = (false, "");
        for word in self.without_first_of_name(clause).rev().take(BETWEEN + 1) {
            if themes.courses.has(word) || is_about && themes.papers.has(word) {
                // "volgt een opleiding met autisme", not "opleiding omgaan met autisme"
                return !themes.with.has(last);
            }
            last = word;
            is_about |= themes.about.has(word);
            if !themes.about.has(word) && !themes.links.has(word) {
                return false;
            }
        }
        false
    }

    /// The words before a term, without the first of its name: "about" of "about breast (cancer)", not of "about his (cancer)".
    fn without_first_of_name<'t>(&self, clause: &'t str) -> Words<'t> {
        let mut before = words(clause);
        let is_name = |word: &str| word.starts_with(char::is_lowercase) && !self.ties.owners.has(word);
        let has_name = before.next_back().is_some_and(is_name);
        let is_about = before
            .clone()
            .next_back()
            .is_some_and(|word| self.themes.about.has(word));
        if has_name && is_about { before } else { words(clause) }
    }

    /// "Vorming Tom Baert: omgaan met autisme", "Formation de Thomas Baert : l'autisme": a course, who gives it, and its theme.
    fn is_theme_behind_label(&self, line: &str, behind: &str) -> bool {
        let themes = &self.themes;
        let Some((label, theme)) = behind_last(line, &['.', ';', '!', '?']).rsplit_once(':') else {
            return false;
        };
        let is_course = words(label)
            .next()
            .is_some_and(|word| themes.courses.has(word) || themes.offers.has(word));
        // "Opleiding Jan Peeters: de burn-out" is of whoever follows it, unless a word says who gives it.
        let of_maker = words(label).nth(1).is_some_and(|word| themes.of_authors.has(word));
        let is_long = words(theme).nth(1).is_some();
        let mut theme = words(theme).peekable();
        let is_of_course =
            is_course && (is_long || of_maker) && theme.peek().is_some_and(|first| !themes.with.has(first));
        // "Stageverslag Jan Peeters: burn-out na twee weken": what happened to its author.
        let is_since = || next_word(behind).is_some_and(|word| self.ties.after.has(word));
        (is_of_course || self.is_study(label) && !is_since())
            && words(label).nth(MAKER_WORDS).is_none()
            && theme.all(|word| themes.links.has(word) || themes.about.has(word))
    }

    /// "Bachelorproef van Jan Peeters", "Rapport de stage de Manon Dubois": what a student wrote, and who.
    fn is_study(&self, label: &str) -> bool {
        let (themes, mut said) = (&self.themes, words(label));
        let Some(first) = said.next() else { return false };
        let of = |word: Option<&str>| word.is_some_and(|word| themes.of_authors.has(word));
        let is_one = themes.studies.has(first)
            || themes.reports.has(first)
                && of(said.next())
                && said.next().is_some_and(|word| themes.internships.has(word));
        let whose = said.next();
        is_one && (of(whose) || whose.is_some_and(|word| word.starts_with(char::is_uppercase)))
    }

    /// "speelt de rol van een alcoholist"
    fn is_part(&self, clause: &str) -> bool {
        let mut before = words(clause)
            .rev()
            .take(BETWEEN + 1)
            .skip_while(|word| self.themes.of_parts.has(word));
        before.next().is_some_and(|word| self.themes.parts.has(word))
    }

    /// "polis invaliditeit", "assurance invalidité", "Invaliditätsversicherung": whoever has one is insured against it.
    fn is_insured(&self, clause: &str, term: &str, behind: &str) -> bool {
        let themes = &self.themes;
        let is_one = |word: &str| themes.insurances.has(word);
        let mut before = words(clause)
            .rev()
            .take(BETWEEN + 1)
            .skip_while(|word| themes.links.has(word));
        let is_insurance = words(term).next_back().is_some_and(is_one)
            || before.next().is_some_and(is_one)
            || next_word(behind).is_some_and(is_one);
        is_insurance && !words(clause).any(|word| themes.benefits.has(word))
    }

    /// Whoever is named behind the text wrote the paper before: "Article de ".
    pub(super) fn is_author(&self, line: &str) -> bool {
        let mut last = words(behind_last(line, &['.', ':'])).rev();
        last.next().is_some_and(|word| self.themes.of_authors.has(word))
            && last.next().is_some_and(|word| self.themes.papers.has(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_theme_is_no_state() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.is_theme(&plain, &span);
            assert_eq!(found, expected, "{text}");
        }
        check("Els volgde een opleiding over <autisme>", true);
        check("een cursus omgaan met <autisme>", true);
        check("Jan volgt de opleiding met <autisme>", false);
        check("Participants atelier <démence>", true);
        check("Ann gave a <dementia> training", true);
        check("Jan schreef een boek over <kanker>", true);
        check("Jan schreef een boek over zijn <kanker>", false);
        check("Emma wrote an article about breast <cancer>", true);
        check("Emma wrote an article about her breast <cancer>", false);
        check("Jan volgt de opleiding met zware <dyslexie>", false);
        check("Jan stopte de opleiding wegens <burn-out>", false);
        check("opleiding: <burn-out>", false);
        check("Vormingsaanbod Tom Baert: omgaan met <autisme> in de klas", true);
        check("Formation de Thomas Baert : l'<autisme> en classe", true);
        check("Schulung Thomas Baert: Umgang mit <Autismus>", true);
        check("Training by Tom Baert: living with <autism>", true);
        check("Vorming Tom Baert: afwezig, <depressie>", false);
        check("Opleiding Tom Baert: uitgesteld wegens <burn-out>", false);
        check("Opleiding Tom Baert: de <burn-out> duurt nog", false);
        check("Opleiding Tom Baert: met <burn-out> thuis", false);
        check(
            "Rapport de stage de Manon Dubois : la <maladie d'Alzheimer> en maison de repos",
            true,
        );
        check("Bachelorproef van Jan Peeters: leven met <autisme>", true);
        check("Stageverslag Jan Peeters: <dementie> op de afdeling", true);
        check("Praktikumsbericht von Anna Weber: <Demenz>", true);
        check("Thesis of John Baker: living with <autism>", true);
        check("Rapport de Manon Dubois : <dépression>", false);
        check("Stage van Jan Peeters: <burn-out>", false);
        check("Rapport de stage de Manon Dubois : absente, <dépression>", false);
        check("Bachelorproef: <autisme>", false);
        check("Travail de fin de Manon Dubois : la <maladie d'Alzheimer>", true);
        check("Demande de stage de Marie Piron : <autisme>", false);
        check("Suspension de stage Marie Piron : <grossesse>", false);
        check("Verslag van stage van Jan Peeters: <autisme>", false);
        check("Stageverslag Jan Peeters: <burn-out> na twee weken", false);
        check("Tom Baert: omgaan met <autisme>", false);
        check("boek <kanker>", false);
        check("speelt de rol van een <alcoholist>", true);
        check("joue le rôle d'un <alcoolique>", true);
        check("is een <alcoholist>", false);
        check("de rol van drank bij een <alcoholist>", false);
        check("uw polis <invaliditeit>", true);
        check("votre assurance <invalidité>", true);
        check("Ihre <Invaliditätsversicherung>", true);
        check("een uitkering van de verzekering <invaliditeit>", false);
        check("een verzekering, <invaliditeit>", false);
    }

    #[test]
    fn an_author_stands_behind_a_paper() {
        #[track_caller]
        fn check(line: &str, expected: bool) {
            assert_eq!(DETECTOR.book.meanings.is_author(line), expected, "{line}");
        }
        check("Article de ", true);
        check("Artikel van ", true);
        check("Dossier de ", false);
        check("Artikel. Van ", false);
    }
}
