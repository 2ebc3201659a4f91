//! Whether a sentence says a term of one person who is not named in full: by a verb, in brackets, behind a colon.

use std::cell::LazyCell;
use std::ops::Range;

use super::about::sentence;
use super::meaning::{Meanings, behind_last, wrapped_before};
use super::reference::{References, is_unknown_surname, last_word, word_before};
use super::wordlist::words;
use crate::detect::around::{before, behind, last_dash, line_before, line_behind, offset_of, range_of};
use crate::detect::names::{NAMES, PERSON, folded};
use crate::detect::person::{MOST_PARTICLES, is_capitalised, listed};

/// Bytes before a term in which the verb stands that says it of somebody.
const SAID: usize = 40;
/// Bytes before that verb in which somebody is named, and of a line that begins with a name.
const NAMED: usize = 100;
/// Words between a name or a conjunction and a term whose verb follows: "dat Jan al jaren epilepsie heeft".
const BETWEEN: usize = 3;
/// Words behind a term in which that verb stands.
const BEHIND: usize = 2;
/// Bytes behind a term in which it stands.
const BEHIND_REACH: usize = 30;
/// Words before a term in which a pronoun stands for who was named.
const PRONOUN_WORDS: usize = 3;
/// Words before a name that may say that it is an animal's: "onze kat".
const NEXT: usize = 2;
/// Words between a verb of saying and the name of who says it: "zegt de directeur".
const SAYER_WORDS: usize = 3;
/// Bytes in brackets behind a name.
const BRACKETS: usize = 60;

impl Meanings {
    /// The term is said of one person by a short name: "Els is zwanger", "Sofie P. (griep)", "zijn vrouw heeft astma".
    pub fn is_said_of_one(&self, buf: &str, span: &Range<usize>, told: &Range<usize>) -> bool {
        self.is_said_by_verb(buf, span)
            || self.is_said_at_end(buf, span)
            || self.is_in_brackets(buf, span)
            || self.is_behind_colon(buf, span)
            || self.is_said_by_pronoun(buf, span, told)
            || self.is_said_with_initial(buf, span, told)
            || self.is_said_with_initials(buf, span)
            || self.says_it_of_oneself(buf, span)
            || self.is_told_briefly(buf, span)
            || self.is_in_apposition(buf, span)
            || self.is_of_given(buf, span)
            || self.is_of_patient(buf, span, told)
            || self.is_said_of_one_apart(buf, span, told)
            || self.is_of_numbered(buf, span)
            || self.is_answered(buf, span)
    }

    /// The term is soon behind a verb, or begins with it: "Griet van de boekhouding heeft griep", "Hans hat Krebs".
    fn is_said_by_verb(&self, buf: &str, span: &Range<usize>) -> bool {
        let suffered = LazyCell::new(|| self.suffered_by(buf, span).map(|verb| offset_of(buf, verb)));
        verbs_before(buf, span).any(|(at, verb, between)| {
            let has = || self.ties.having.has(verb) || verb == "a" && between.trim_start().starts_with("un");
            let half_known = || {
                (has() && self.is_tied(buf, span))
                    .then(|| {
                        self.half_known_before(buf, at)
                            .or_else(|| self.surname_before(buf, at, span))
                    })
                    .flatten()
            };
            let in_small = || {
                let line = line_before(buf, at, NAMED);
                let is_tied = || at == span.start || self.is_tied(buf, span) || self.is_state(between);
                let is_told = || is_tied() && self.ends_in_chat(line_behind(buf, span.end, NAMED));
                let start = self.references.small_alone(line).filter(|_| is_told());
                start.map(|start| at - line.len() + start)
            };
            let small = || in_small().or_else(|| self.otherwise_named(buf, at, span));
            let named = || self.names_before(buf, at, true).or_else(half_known).or_else(small);
            let is_of_term = || at >= span.start && self.ties.telling.has(verb);
            (self.says(verb, between) || is_of_term() || *suffered == Some(at))
                && named().is_some_and(|start| self.is_told_person(buf, start, span))
        })
    }

    /// A verb ties what stands behind some words to whoever is named before it. Several people are only told of right behind
    /// it: no "Peter and Paul have published on cancer".
    pub(super) fn says(&self, verb: &str, between: &str) -> bool {
        let is_right_behind = || words(between).all(|word| self.ties.fillers.has(word));
        let is_verb = self.verbs.has(verb) || self.references.plural.has(verb) && is_right_behind();
        is_verb && !self.is_about_something(between) && !self.goes_on_with_animal(between)
    }

    /// "een kat, die heeft": the animal is spoken of right behind its name.
    fn goes_on_with_animal(&self, between: &str) -> bool {
        let references = &self.references;
        let mut pairs = words(between).zip(words(between).skip(1));
        pairs.any(|(word, next)| {
            references.animals.has(word) && (references.third.has(next) || references.resuming.has(next))
        })
    }

    /// "De lezer is defect, meldt": whoever is named behind it says what stands before, and so does "zegt apotheker".
    pub(super) fn is_said_by(&self, line: &str) -> bool {
        let line = line.trim_end();
        let verb = words(line)
            .rev()
            .take(SAYER_WORDS + 1)
            .find(|word| self.sayers.has(word));
        verb.is_some_and(|verb| {
            let range = range_of(line, verb);
            let (said, sayer) = (line[..range.start].trim_end(), &line[range.end..]);
            said.ends_with([',', '"', '\u{201c}', '\u{201d}', '\u{bb}'])
                && (sayer.is_empty() || self.is_sayer(sayer) && !self.speaks_of_one(said))
        })
    }

    /// "apotheker", "la pharmacienne": nothing but what somebody is.
    fn is_sayer(&self, text: &str) -> bool {
        let is_one = |word: &str| {
            self.sayers_are.has(word)
                || self.bystanders.has(word)
                || self.professions.has(word)
                || self.actors.is_job(word)
        };
        let mut said = words(text).skip_while(|word| self.ties.fillers.has(word));
        !text.contains([',', ':', ';', '(']) && said.next().is_some_and(is_one) && said.all(is_one)
    }

    /// The words tell of whoever says them, or of somebody who was named: "Ik heb kanker", "Hij is ziek".
    fn speaks_of_one(&self, said: &str) -> bool {
        let references = &self.references;
        words(said).any(|word| references.first.has(word) || references.third.has(word) || self.oneself.is_writer(word))
    }

    pub(super) fn is_about_something(&self, between: &str) -> bool {
        words(between).any(|word| self.references.about.has(word))
    }

    /// One of so many words before a name, on its line, is an animal's.
    fn is_animal(&self, buf: &str, start: usize, n: usize) -> bool {
        let line = line_before(buf, start, NAMED);
        words(line).rev().take(n).any(|word| self.references.animals.has(word))
    }

    /// Who is named at a place before a verb is no animal, nobody who says something, and not in the title of a book.
    pub(super) fn is_told_person(&self, buf: &str, start: usize, span: &Range<usize>) -> bool {
        let line = line_before(buf, start, NAMED);
        let others = &self.references.others;
        let is_of_a_work = others.any_in(line) || others.any_in(line_behind(buf, span.end, SAID));
        !is_of_a_work && !self.is_attribution(line) && !self.is_animal(buf, start, NEXT)
    }

    /// Whoever is named at a place, by a name that only brackets or a colon follow, is one of whom something may be told.
    pub(super) fn is_listed_person(&self, buf: &str, start: usize) -> bool {
        let line = line_before(buf, start, NAMED);
        let is_list = self.references.others.any_in(line) || self.topics.any_in(line) || self.agenda.any_in(line);
        let is_place = || {
            words(line)
                .next_back()
                .is_some_and(|word| self.references.places.has(word))
        };
        !is_list && !is_place() && !self.is_animal(buf, start, usize::MAX) && !self.is_bystander(buf, start)
    }

    /// Who is named by the words that end before `at`, and a space if `spaced`: where they begin.
    fn names_before(&self, buf: &str, at: usize, spaced: bool) -> Option<usize> {
        let text = before(buf, at, NAMED);
        let start = self.references.at_end(text)?;
        (!spaced || text.ends_with(' ')).then_some(at - text.len() + start)
    }

    /// The verb is the last of its clause: "dat mama kanker heeft", "dass Hans Krebs hat".
    fn is_said_at_end(&self, buf: &str, span: &Range<usize>) -> bool {
        let text = before(buf, span.start, SAID);
        let mut cuts = text.rmatch_indices(' ').take(BETWEEN + 1);
        self.ends_with_verb(buf, span)
            && cuts.any(|(cut, _)| {
                let named = self.names_before(buf, span.start - text.len() + cut, false);
                named.is_some_and(|start| self.begins_clause(buf, start))
            })
    }

    /// A verb of being or having stands behind the term, or is its last word.
    pub(super) fn ends_with_verb(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = behind(buf, span.end, BEHIND_REACH);
        let clause = behind.split(['.', ',', ';', ':', '!', '?', '\n']).next().unwrap_or("");
        self.is_verb_last(&buf[span.clone()]) || words(clause).take(BEHIND).any(|word| self.is_or_has(word))
    }

    fn is_or_has(&self, word: &str) -> bool {
        self.ties.being.has(word) || self.ties.having.has(word)
    }

    /// A term that ends with its verb: "homo is", no "is homo".
    fn is_verb_last(&self, term: &str) -> bool {
        let mut term = words(term);
        term.next_back().is_some_and(|last| self.is_or_has(last))
            && term.next().is_some_and(|first| !self.is_or_has(first))
    }

    /// What begins at a place is the first of a subordinate clause: "dat …", "weil …".
    fn begins_clause(&self, buf: &str, start: usize) -> bool {
        let last = words(before(buf, start, SAID)).next_back();
        last.is_some_and(|word| self.references.conjunctions.has(word))
    }

    /// "Petra (ziek, hernia-operatie morgen)"
    fn is_in_brackets(&self, buf: &str, span: &Range<usize>) -> bool {
        let inside = before(buf, span.start, BRACKETS);
        let open = inside
            .rfind(['(', ')', '\n'])
            .filter(|&at| inside[at..].starts_with('('));
        let named = open.and_then(|open| self.names_before(buf, span.start - inside.len() + open, true));
        named.is_some_and(|start| self.is_listed_person(buf, start))
    }

    /// Right behind a name and a colon or dash: "Cliënt Vermassen: depressie", "Liv - koorts".
    fn is_behind_colon(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = before(buf, span.start, NAMED);
        let line = &line[line.rfind(['\n', ';', '!', '?']).map_or(0, |at| at + 1)..];
        let cut = memchr::memrchr(b':', line.as_bytes()).or_else(|| Some(last_dash(line)?.start));
        let Some(cut) = cut else { return false };
        let is_filler = |word: &str| self.ties.fillers.has(word);
        let at = span.start - line.len() + self.without_ages(&line[..cut]).len();
        words(line[cut..].trim_start_matches(':')).all(is_filler)
            && self
                .names_before(buf, at, false)
                .is_some_and(|start| self.is_listed_person(buf, start))
    }

    /// "Wout vertelt dat hij homo is": who is named by a given name alone is spoken of right before the term.
    fn is_said_by_pronoun(&self, buf: &str, span: &Range<usize>, told: &Range<usize>) -> bool {
        let text = &buf[told.start..span.start];
        let term = words(&buf[span.clone()]).next();
        let mut next = term.unwrap_or("");
        let mut near = words(text).rev().take(PRONOUN_WORDS).chain(term);
        let is_spoken_of = near.any(|word| {
            let is_had = self.is_or_has(next) || next == "a";
            let is_one = self.references.third.has(word) || is_had && self.references.before_verb.has(word);
            next = word;
            is_one
        });
        is_spoken_of && self.references.has_given(text) && !self.goes_on_with_animal(text)
    }

    /// A given name with an initial stands in the sentence before the term.
    fn is_said_with_initial(&self, buf: &str, span: &Range<usize>, whole: &Range<usize>) -> bool {
        let found = self
            .references
            .with_initial(&buf[whole.start..span.end], span.start - whole.start);
        found.is_some_and(|start| {
            let start = whole.start + start;
            !self.is_bystander(buf, start)
                && !self.is_animal(buf, start, NEXT)
                && !self.is_about_something(&buf[start..span.start])
        })
    }

    /// A message by one person in the first person: "Karim (équipe B): \"je viens pas, covid positif\"".
    fn says_it_of_oneself(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = wrapped_before(buf, span.start, NAMED);
        let Some(colon) = line.find(':') else { return false };
        let at = span.start - line.len() + colon;
        let says_i = words(&line[colon..]).any(|word| self.references.first.has(word));
        says_i && !self.is_about_something(&line[colon..]) && self.names_before(buf, at, false).is_some()
    }

    /// Whether the name and the term at the two places are in one sentence that says the one of the other in a subordinate
    /// clause: "even doorgeven dat Jan Peeters (U13) epilepsie heeft".
    pub(super) fn is_told_in_clause(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        at >= sentence(buf, span).start && self.begins_clause(buf, at) && self.ends_with_verb(buf, span)
    }

    /// Who is out is told of, whatever stands between: "Jan Peeters, is uitgevallen met een burn-out".
    pub(super) fn is_out(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let between = &buf[at..span.start];
        let mut last = words(between).rev().skip_while(|word| self.ties.fillers.has(word));
        self.has_predicate(buf, at)
            && last.next().is_some_and(|word| self.ties.falls_by.has(word))
            && words(between).any(|word| self.ties.falls.has(word))
    }

    /// A term that ends with its verb ("homo is", "Krebs hat") says so only where its clause ends: not "Krebs hat angerufen".
    pub(super) fn goes_on_behind_verb(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = buf[span.end..].strip_prefix(' ').unwrap_or("");
        let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        self.is_verb_last(&buf[span.clone()]) && !word.is_empty() && !self.references.next_clause.contains(word)
    }

    /// A line that begins with a name and brackets tells of somebody: it is no title, whatever it speaks of.
    pub(super) fn begins_with_somebody(line: &str) -> bool {
        let name = listed(line, 0, NAMED);
        name.is_some_and(|(name, _)| {
            let behind = line[name.end..].trim_start_matches(' ');
            behind.starts_with('(') && behind.contains(") ")
        })
    }
}

/// The words before a term that may be the verb that says it, and the one that the term may begin with ("est enceinte"): where
/// they are, and what stands between.
pub(super) fn verbs_before<'t>(buf: &'t str, span: &Range<usize>) -> impl Iterator<Item = (usize, &'t str, &'t str)> {
    let clause = behind_last(before(buf, span.start, SAID), &['.', '!', '?', '\n', '<', '>']);
    let mut term = words(&buf[span.clone()]);
    let first = term.next().filter(|_| term.next().is_some());
    let start = span.start;
    words(clause).chain(first).map(move |verb| {
        let at = offset_of(buf, verb);
        (at, verb, &buf[(at + verb.len()).min(start)..start])
    })
}

impl References {
    /// "mevr maes", "mevr van den berg": a surname in small letters, as chats write it.
    pub(super) fn behind_salutation(&self, text: &str, rest: &str, word: &str) -> Option<usize> {
        let (mut rest, mut previous) = word_before(rest).filter(|_| word.starts_with(char::is_lowercase))?;
        for _ in 0..MOST_PARTICLES {
            if !PERSON.is_particle(previous) {
                break;
            }
            (rest, previous) = word_before(rest)?;
        }
        let surname = &text[rest.len() + previous.len() + 1..];
        let is_known = || NAMES.is_surname(&folded(surname)) || NAMES.is_surname(&folded(word));
        (self.salutations.has(previous) && is_known()).then_some(rest.len())
    }
}

impl Meanings {
    /// Where two words that may be a name begin a line or sentence before a verb at `at`, or stand behind whose relative they
    /// tell of: "Mama van Jitse Pollet heeft".
    fn half_known_before(&self, buf: &str, at: usize) -> Option<usize> {
        let text = line_before(buf, at, NAMED).strip_suffix(' ')?;
        let begins = |rest: &str| {
            let clause = behind_last(rest, &['.', ':', ';', '!', '?']);
            let mut words = words(clause);
            let relative = words.next();
            relative.is_some_and(|word| self.references.parents.has(word) || self.references.relatives.has(word))
                && words.next().is_some_and(|word| self.references.owned.is_of_whom(word))
                && words.next().is_none()
        };
        half_known_at_end(text, begins).map(|start| at - 1 - text.len() + start)
    }

    /// Where a surname alone begins a line or sentence before a verb at `at`: "Van den Broeck heeft epilepsie".
    fn surname_before(&self, buf: &str, at: usize, span: &Range<usize>) -> Option<usize> {
        let text = line_before(buf, at, NAMED).strip_suffix(' ')?;
        let (mut rest, word) = last_word(text);
        let is_of_others = || self.references.animals.has(word) || self.is_of_wares(&buf[span.clone()]);
        if is_of_others() || self.goes_on_otherwise(line_behind(buf, span.end, NAMED)) {
            return None;
        }
        let mut surname = folded(word);
        for _ in 0..MOST_PARTICLES {
            let Some((before, particle)) = word_before(rest).filter(|(_, word)| PERSON.is_particle(&folded(word)))
            else {
                break;
            };
            surname = format!("{} {surname}", folded(particle));
            rest = before;
        }
        let begins = rest.trim_end_matches([' ', '-', '"']).is_empty() || rest.ends_with(". ");
        let is_known = || NAMES.is_surname(&surname) || NAMES.is_surname(&folded(word));
        (begins && is_unknown_surname(word) && !NAMES.is_given(&folded(word)) && is_known())
            .then_some(at - 1 - text.len() + rest.len())
    }
}

/// Where two words at the end of a text begin of which the lists know one as a name, and nothing is before them in their
/// sentence: "Grace Mbeki", whose given name is a word too.
fn half_known_at_end(text: &str, is_of: impl Fn(&str) -> bool) -> Option<usize> {
    let (rest, surname) = last_word(text);
    let (rest, given) = word_before(rest)?;
    let begins = rest.trim_end_matches([' ', '-', '"']).is_empty() || rest.ends_with(". ") || is_of(rest);
    let (first, last) = (folded(given), folded(surname));
    let is_known = NAMES.is_given(&first) || NAMES.is_word_name(&first) || NAMES.is_surname(&last);
    let is_other = [&first, &last].into_iter().any(|word| {
        PERSON.is_company(word) || PERSON.is_street(word) || PERSON.is_no_name(word) || PERSON.is_namesake(word)
    });
    let is_one = begins && is_known && !is_other && is_capitalised(given) && is_unknown_surname(surname);
    is_one.then_some(rest.len())
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_known_name_of_two_words_is_enough_before_what_is_told() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let found = super::half_known_at_end(text, |before| before == "Mama van ");
            assert_eq!(found.is_some(), expected, "{text}");
        }
        check("Mama van Jitse Peeters", true);
        check("Winkel van Jitse Peeters", false);
        check("Grace Quintelier", true);
        check("Gisteren niet. Oscar Quintelier", true);
        check("Quist Peeters", true);
        check("De firma Oscar Quintelier", false);
        check("Oscar NV", false);
        check("Golden Retriever", false);
        check("Rode Kruis", false);
    }
}
