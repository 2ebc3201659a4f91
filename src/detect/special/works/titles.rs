//! What the title of a work or of a law is about: "\"Leven met kanker\" (P. De Vries)", "Wet van 28 mei 2002 betreffende de".

use std::ops::Range;

use super::super::meaning::{Meanings, behind_last};
use super::super::wordlist::{next_word, words};
use super::{LINE, opens_quotation};
use crate::detect::around::{line_before, line_behind, offset_of, range_of};
use crate::detect::person::{is_somebody, listed};

/// A title has more words than a note: "Autisme bij volwassenen".
const TITLE_WORDS: usize = 2;
/// Before what a title is about.
const ARTICLES: [&str; 10] = ["De", "Het", "Le", "La", "Les", "Der", "Die", "Das", "The", "L"];

impl Meanings {
    /// "\"Leven met kanker\" (P. De Vries)": an author in brackets or behind "by" follows what is in quotation marks; nobody speaks in it.
    pub(super) fn is_quoted_title(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, LINE);
        let Some(open) = opens_quotation(line) else {
            return false;
        };
        let rest = line_behind(buf, span.end, LINE);
        let Some((inside, behind)) = rest.split_once(['"', '\u{201d}', '\u{bb}', '\u{201c}']) else {
            return false;
        };
        let speaks =
            |text: &str| words(text).any(|word| self.references.first.has(word) || self.oneself.is_writer(word));
        let author = behind.trim_start().strip_prefix('(');
        let by = || next_word(behind).filter(|word| self.by.has(word) || matches!(*word, "van" | "de"));
        let author = author.or_else(|| by().map(|word| behind[range_of(behind, word).end..].trim_start()));
        // "\"Autisme\" (Karim Haddad, 4B)" is a note; the initials of an author, or a word for the work before it, say that it is none.
        let has_initial = |author: &str| {
            let first = words(author).next();
            first.is_some_and(|word| word.chars().count() == 1 && author.contains('.'))
        };
        let is_work = || words(&line[..open]).any(|word| self.works.kinds.has(word) || self.is_course(word));
        let says = |word: &str| self.ties.being.has(word) || self.ties.having.has(word);
        let is_author = |author: &str| has_initial(author) || author.starts_with(char::is_uppercase) && is_work();
        let title = [&line[open..], &buf[span.clone()], inside];
        let tells = || title.into_iter().any(|text| words(text).any(says));
        let speaks = || title.into_iter().any(speaks);
        let is_told_by_one = || {
            title
                .into_iter()
                .any(|text| words(text).any(|word| self.references.first.has(word)))
        };
        (author.is_some_and(is_author) && !speaks()
            || self.is_title_of_talk(&line[..open], title) && !speaks()
            || is_title_beside_author(&line[..open], title, behind) && !is_told_by_one())
            && !tells()
    }

    /// "10:00 Prof. Greet Mertens: \"Autisme bij volwassenen\"": nothing but a name, and an hour, stands before what begins like a title.
    fn is_title_of_talk(&self, label: &str, [before, term, inside]: [&str; 3]) -> bool {
        let Some(label) = label.trim_end().strip_suffix(':') else {
            return false;
        };
        let is_called = |word: &&str| {
            let is_hour = word.starts_with(|c: char| c.is_ascii_digit()) || matches!(*word, "h" | "u" | "uur" | "Uhr");
            is_hour || self.references.salutations.has(word) || self.beings.is_title(word)
        };
        let label = behind_last(label, &['.']);
        let mut said = words(label).skip_while(is_called);
        let start = said.next().map_or(label.len(), |word| offset_of(label, word));
        let mut title = words(before).chain(words(term)).chain(words(inside));
        // "Het strafregister en de werkgever", "Autisme bij volwassenen": no "zware depressie", which may be what is noted of somebody.
        let is_long = title.clone().nth(TITLE_WORDS).is_some();
        let is_noun =
            words(before).next().is_some_and(|word| ARTICLES.contains(&word)) && words(before).nth(1).is_none();
        let is_theme = words(inside).next().is_some_and(|word| self.works.among.has(word));
        let has_capital = title.next().is_some_and(|word| word.starts_with(char::is_uppercase));
        has_capital && is_long && (is_noun || is_theme) && is_somebody(&label[start..])
    }

    /// "Wet van 28 mei 2002 betreffende de ": what a law is about.
    pub(super) fn is_in_law(&self, buf: &str, span: &Range<usize>) -> bool {
        let text = behind_last(line_before(buf, span.start, LINE), &['.', ';', '!', '?']);
        let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let mut said = words(text);
        let year = said
            .next()
            .filter(|word| self.works.laws.has(word))
            .and_then(|_| said.find(is_year));
        // What is decreed on somebody: "Arrêté du 3 mai 2024 accordant à Luc Petit une pension d'".
        let names_one = |rest: &str| words(rest).any(|word| listed(rest, offset_of(rest, word), rest.len()).is_some());
        year.is_some_and(|word| !names_one(&text[range_of(text, word).end..]))
    }
}

/// "- \"Ma vie avec le cancer\", Sylvie Renaud": a line of a list of books; nothing else stands before the title, and behind its author.
fn is_title_beside_author(before: &str, title: [&str; 3], behind: &str) -> bool {
    let is_list = before
        .chars()
        .all(|c| matches!(c, ' ' | '-' | '*' | '\u{2022}' | '\u{2013}' | '\u{ab}'));
    let author = behind
        .trim_start_matches([' ', '\u{a0}'])
        .strip_prefix(',')
        .unwrap_or("");
    let author = author
        .split([',', '(', ';'])
        .next()
        .unwrap_or("")
        .trim()
        .trim_end_matches('.');
    // "Chemotherapie vanaf maandag" is a reason that somebody gave.
    let is_long = words(title[0]).next().is_some() && title.into_iter().flat_map(words).nth(TITLE_WORDS).is_some();
    is_list && is_long && is_somebody(author)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn an_author_makes_a_title_of_a_quotation() {
        check("\"Leven na <kanker>\" (A. Lens)", true);
        check("Lijst: boek \"Wij en <kanker>\" (Nora Lens)", true);
        check("\"<Migraine>\" (Nora Lens, 3A)", false);
        check("Notitie: \"Nora heeft <migraine>\" (A. Lens)", false);
    }

    #[test]
    fn a_law_is_about_a_matter_a_decree_may_be_about_somebody() {
        check("Wet van 8 juli 1996 over de <invaliditeit>", true);
        check("Loi du 3 mai 2004 relative à l'<invalidité>", true);
        check("Loi de 2004 appliquée : Anne Dupont a une <invalidité>", false);
        check("Reglement 2023: Nora Lens krijgt wegens <kanker>", false);
    }

    #[test]
    fn a_title_in_quotation_marks_tells_nothing_of_whoever_stands_beside_it() {
        check("11:00 Jan Peeters: \"Het <strafblad> en de werkgever\"", true);
        check("Prof. Sofie Claes: \"<Epilepsie> bij kinderen, een overzicht\"", true);
        check("- \"Mon combat contre le <cancer>\", Anne Petit", true);
        check("\"Leven met <autisme>\", Jan Peeters", true);
        check("Jan Peeters: \"Het is <kanker> en de dokter weet het\"", false);
        check("Jan Peeters: \"<Zware depressie>\"", false);
        check("Diagnose Jan Peeters: \"De <ziekte van Crohn> en jicht\"", false);
        check("Hij zei \"<kanker>\", Jan Peeters", false);
        check("\"J'ai un <cancer>\", Anne Petit", false);
        check("\"Ik heb <kanker>\", Jan Peeters", false);
    }
}
