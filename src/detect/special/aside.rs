//! What is said between commas of somebody who is named by a given name alone: "Karim, moslim, vraagt vrij", "Luc, 52 ans,
//! diabétique", "Tom, die epilepsie heeft, rijdt niet". Whoever is spoken to is told nothing of themselves: "Tom, diabetes is …".

use std::ops::Range;

use super::brief::without_bullet;
use super::meaning::{Meanings, behind_last};
use super::reference::is_unknown_surname;
use super::wordlist::{next_word, words};
use crate::detect::around::{line_before, line_behind, offset_of};
use crate::detect::names::{PERSON, folded};

/// Bytes before a term in which the name stands, and behind it in which the clause ends.
const REACH: usize = 100;
/// Bytes of the number of a room or a bed, or of an age.
const NUMBER: usize = 4;
/// Bytes in brackets or between commas behind a name.
const ASIDE: usize = 40;
/// What ends the clause before a name.
const CLAUSE: [char; 8] = ['.', ';', ':', '!', '?', '(', '|', '\t'];

impl Meanings {
    /// The term stands in what is added to a name.
    pub(super) fn is_in_apposition(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, REACH);
        if memchr::memchr(b',', line.as_bytes()).is_none() {
            return false;
        }
        let clause = without_bullet(clause_of(line).trim_start_matches(' '));
        let Some((name, said)) = clause.split_once(", ") else {
            return false;
        };
        // "Luc, cancérologue": who treats it.
        let is_job = |word: &str| self.bystanders.has(word) || self.professions.has(word);
        if words(&buf[span.clone()]).any(is_job) {
            return false;
        }
        let (ages, last) = said.rsplit_once(',').unwrap_or(("", said));
        let is_who = words(last).next().is_some_and(|word| self.references.who.has(word));
        if !self.are_ages(ages)
            || !(if is_who {
                self.is_said_in(last, buf, span)
            } else {
                self.is_added_state(last, buf, span)
            })
        {
            return false;
        }
        let Some(start) = self.references.at_end(name) else {
            return false;
        };
        let start_in_buf = offset_of(buf, name) + start;
        let begins = self.begins_name(&name[..start], !ages.is_empty());
        let behind = line_behind(buf, span.end, REACH);
        (is_who || begins)
            && !self.references.animals.any_in(behind)
            && self.is_told_person(buf, start_in_buf, span)
            && self.is_listed_person(buf, start_in_buf)
    }

    /// Nothing else is before a name but the particles of a surname that stands first, or where an age or a room follows, such
    /// a surname: "De Mey G., ", "Quintelier Georgette, kamer 3B".
    fn begins_name(&self, before: &str, has_age: bool) -> bool {
        let is_particle = |word: &str| PERSON.is_particle(&folded(word));
        let mut surname = words(before).skip_while(|word| is_particle(word));
        let last = surname.next();
        last.is_none_or(|last| has_age && is_unknown_surname(last)) && surname.next().is_none()
    }

    /// "52 ans", "kamer 3B", "84j", or nothing
    pub(super) fn are_ages(&self, text: &str) -> bool {
        let has_number = || text.bytes().any(|byte| byte.is_ascii_digit());
        let is_short = |word: &str| word.len() <= NUMBER && word.starts_with(|c: char| c.is_ascii_digit());
        let is_one = |word: &str| self.is_measure(word) || is_short(word) || self.references.rooms.has(word);
        text.is_empty() || has_number() && words(text).all(is_one)
    }

    /// What stands before an age or a room: "Quintelier Georgette, kamer 3B".
    pub(super) fn without_ages<'t>(&self, text: &'t str) -> &'t str {
        let name = text
            .rsplit_once(", ")
            .filter(|(_, aside)| self.are_ages(aside.trim_end()));
        name.map_or(text, |(name, _)| name)
    }

    /// "die epilepsie heeft", "who has epilepsy", no "die over epilepsie schrijft"
    fn is_said_in(&self, clause: &str, buf: &str, span: &Range<usize>) -> bool {
        let is_verb = |word: &str| self.verbs.has(word);
        let mut term = words(&buf[span.clone()]);
        let mut said = words(clause).skip(1);
        let has_verb = said.clone().any(is_verb) || term.next().is_some_and(is_verb) || self.ends_with_verb(buf, span);
        has_verb && said.all(|word| is_verb(word) || self.is_measure(word))
    }

    /// A state between commas: "zwanger van haar tweede, ", no "diabetes is een ziekte" and no "diabetes educator".
    fn is_added_state(&self, before: &str, buf: &str, span: &Range<usize>) -> bool {
        let behind = line_behind(buf, span.end, REACH);
        let is_joint = |word: &str| self.references.behind_states.has(word);
        let ends = match behind.strip_prefix(' ') {
            Some(rest) => rest.starts_with(['-', '\u{2013}']) || next_word(behind).is_some_and(is_joint),
            None => {
                behind.is_empty()
                    || behind.starts_with([',', ';', ')'])
                    || behind.starts_with('.') && !behind[1..].starts_with(|c: char| !c.is_whitespace())
            }
        };
        let rest = behind.split([',', '.', ';', '!']).next().unwrap_or("");
        let is_verb =
            |word: &str| self.ties.being.has(word) || self.ties.having.has(word) || self.references.plural.has(word);
        ends && words(before).all(|word| self.is_measure(word))
            && !words(rest).any(is_verb)
            && !behind.split(['.', '!']).next().unwrap_or("").contains('?')
    }
}

/// The clause that a line ends with; the stop of an initial ends none: "De Mey G., ".
fn clause_of(line: &str) -> &str {
    let clause = behind_last(line, &CLAUSE);
    let before = &line[..line.len() - clause.len()];
    let initial = before.strip_suffix('.').filter(|_| clause.starts_with(','));
    let initial = initial.and_then(|rest| rest.strip_suffix(char::is_uppercase));
    match initial.filter(|rest| rest.ends_with([' ', '-', '.'])) {
        Some(rest) => &line[rest.len() - behind_last(rest, &CLAUSE).len()..],
        None => clause,
    }
}

/// "Sofie (boekhouding)", "Jan, onze magazijnier,": without what stands in brackets or between commas.
pub(super) fn without_aside(text: &str) -> &str {
    let inside = [(')', '('), (',', ',')]
        .into_iter()
        .find_map(|(end, start)| text.strip_suffix(end)?.rsplit_once(start));
    match inside {
        Some((name, aside)) if aside.len() <= ASIDE && !aside.contains('\n') => name.trim_end_matches(' '),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_stands_between_commas_is_said_of_whoever_stands_before() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_one = DETECTOR.book.meanings.is_in_apposition(&plain, &span);
            assert_eq!(is_one, expected, "{text}");
        }
        check("Griet, <zwanger> van haar tweede, stopt half mei.", true);
        check("Karim, <moslim>, vraagt vrij", true);
        check("Vandaag niets. Tom, <homoseksueel>, wordt gepest", true);
        check("- Luc, 52 ans, <diabétique>, se plaint", true);
        check("Nabil, <musulman> pratiquant, souhaite", true);
        check("Hans, <katholisch>, ledig", true);
        check("Natalie, <pregnant> with her second child, leaves", true);
        check("Lina, <TDAH>, Rilatine à midi", true);
        check("Sarah, type 1 <diabetic>", true);
        check("Sarah, type 1 <diabetic>.", true);
        check("Tom, die <epilepsie> heeft, rijdt niet", true);
        check("Gisteren belde Tom, die <epilepsie> heeft, af", true);
        check("Tom, who has <epilepsy>, drives", true);
        check("Luc, qui souffre d'<épilepsie>, conduit", true);
        check("Anna, die <Krebs> hat, ruft an", true);
        check("De Mey G., <dementie>", true);
        check("Quintelier Georgette, kamer 3B, <dementie>, valt vaak", true);
        check("Quintelier Georgette, 84j, <dementie>", true);
        check("Beste Georgette, <dementie>", false);
        check("Beste Georgette, <dementie> is een ziekte, 84j", false);
        check("vitamine D., <dementie>", false);
        check("Tom, <diabetes> is een ziekte", false);
        check("Tom, <diabetes> en astma zijn ziektes", false);
        check("Tom, <diabetes> educator, speaks", false);
        check("Tom, <diabetes>?", false);
        check("Sarah, <diabetes>.be", false);
        check("Tom, die over <epilepsie> schrijft", false);
        check("Tom, die <epilepsie> onderzoekt", false);
        check("Beste Tom, <zwanger> van", false);
        check("Gent, <diabetes>, Aalst", false);
        check("Sofie, <Borstkanker> bij vrouwen", false);
        check("Charlotte, <Diabetes> Center", false);
        check("Luc, <cancérologue>, répond", false);
        check("Anna, <moslim> of christen, is welkom", false);
        check("Luna, <zwanger>, kat van 2 jaar", false);
        check("Sprekers: Tom, <diabetes>, Els", false);
        check("Contact: Tom, <diabetes>", false);
        check("Tom,<diabetes>", false);
        check("Tom,\n<diabetes>", false);
    }
}
