//! What ties a term to the person whom its sentence names, and clauses that say what holds if somebody should fall ill.

use std::ops::Range;

use arrayvec::ArrayVec;
use serde::Deserialize;

use super::meaning::{CLAUSE_REACH, Meanings, behind_last, is_of_name};
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, behind, line_behind, offset_of};
use crate::detect::names::folded;

/// Words before a term that are looked at.
const WORDS: usize = 5;
/// Words of the sentence in which the condition of a clause stands.
const CONDITION_WORDS: usize = 4;
/// Words of a label: "Medisch: ".
const LABEL_WORDS: usize = 3;
/// Words of where somebody works: "notaris te Aalst".
const WORDS_OF_A_PLACE: usize = 2;
/// Words of a name.
const NAME_WORDS: usize = 6;

/// The words of `lexicon.toml` that tie a term to a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ties {
    pub being: WordPatterns,
    pub having: WordPatterns,
    pub causes: WordPatterns,
    pub fillers: WordPatterns,
    pub apart: WordPatterns,
    pub pronouns: WordPatterns,
    /// Words of possession, right before a term.
    pub owners: WordPatterns,
    pub readers: WordPatterns,
    /// Somebody is not at work, and what stands between that and the reason: "uitgevallen met".
    pub falls: WordPatterns,
    pub falls_by: WordPatterns,
    /// A state that a name tells by itself, and prepositions between; being ill.
    pub states: WordPatterns,
    pub state_by: WordPatterns,
    pub being_ill: WordPatterns,
    /// The same behind a preposition: "in hospital".
    pub stays: WordPatterns,
    pub stay_by: WordPatterns,
    /// Days, as a roster says when; what says since or until when, and what does before a date.
    pub days: WordPatterns,
    pub until: WordPatterns,
    pub from: WordPatterns,
    /// Behind a label for being ill: what should be done, and who stands in: "Ziek: bel Els Maes".
    pub deeds: WordPatterns,
    /// Verbs that are the first word of a term, right behind whoever does it: "attend un enfant", "came out as".
    pub telling: WordPatterns,
    /// Before a word of possession and a term: "na haar burn-out".
    pub after: WordPatterns,
    /// Behind a state of somebody whose name is a word, too.
    pub goes_on: WordPatterns,
    /// Beside a pronoun: "she herself".
    pub selves: WordPatterns,
    /// A pronoun and its verb in one word, of whoever the same sentence names: "c'est un musulman"; and of whoever was named
    /// before: "she's pregnant".
    pub these_are: WordPatterns,
    pub they_are: WordPatterns,
    /// Before what a message answers: "no he's".
    pub interjections: WordPatterns,
    /// Questions that begin so ask somebody to do something: "Can you change Karim's hours? He has …".
    pub requests: WordPatterns,
    /// Somebody is ill: "valt uit", "meldt zich ziek".
    pub ill: Vec<String>,
}

/// What a contract says for the case that somebody falls ill.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clauses {
    pub conditions: WordPatterns,
    /// Words that are one behind one of `in_cases`: "in geval", not "in dit geval".
    pub cases: WordPatterns,
    pub in_cases: WordPatterns,
    pub heads: WordPatterns,
    /// Those that say nothing of what happened, before a comma.
    pub whens: WordPatterns,
    pub subjects: WordPatterns,
}

impl Meanings {
    /// A verb of being, having or suffering, or a cause, stands before the term or is its first word: "heeft een zware
    /// depressie", "wegens griep", "est enceinte".
    pub fn is_tied(&self, buf: &str, span: &Range<usize>) -> bool {
        let ties = &self.ties;
        let is_tie = |word: &str| ties.being.has(word) || ties.having.has(word) || ties.causes.has(word);
        let mut term = words(&buf[span.clone()]);
        if term.next().is_some_and(is_tie) && term.next().is_some() {
            return true;
        }
        let clause = behind_last(
            before(buf, span.start, CLAUSE_REACH),
            &['.', ';', ',', '!', '?', '(', '<', '>'],
        );
        let (mut n_between, mut last) = (0, "");
        for word in words(clause).rev().take(WORDS) {
            let is_near = match n_between {
                0 => is_tie(word),
                1 => ties.having.has(word) || ties.causes.has(word),
                _ => ties.causes.has(word),
            };
            // "a un cancer": not the English article.
            if is_near
                || word.eq_ignore_ascii_case("a") && matches!(last, "un" | "une" | "des" | "du" | "eu" | "la" | "le")
            {
                return true;
            }
            if ties.apart.has(word) || self.topics.has(word) {
                return false;
            }
            let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
            n_between += usize::from(!is_number && !ties.fillers.has(word));
            last = word;
        }
        false
    }

    /// The sentence of the term speaks of somebody by a pronoun before it.
    pub fn has_pronoun(&self, buf: &str, before: &Range<usize>) -> bool {
        words(&buf[before.clone()]).any(|word| self.ties.pronouns.has(word))
    }

    /// Of whoever is named at `at` the text says the term, whatever stands before the name: "Docent Jan Peeters is afwezig
    /// wegens griep", "Inschrijving Jan Peeters. Medisch: astma".
    pub fn is_told_of(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        if at >= span.start {
            return false;
        }
        let between = &buf[at..span.start];
        let is_sentence = !between.contains(['!', '?', '\n']) && !between.contains(". ");
        let line = behind_last(before(buf, at, CLAUSE_REACH), &['\n']);
        let is_said = || {
            self.is_tied(buf, span)
                || self.has_pronoun(buf, &(at..span.start))
                || self.is_told_in_clause(buf, at, span)
                || self.is_out(buf, at, span)
                || self.is_said_ill(between, &buf[span.clone()])
        };
        is_sentence && !self.is_attribution(line) && (is_said() || self.is_said_behind_profession(between))
            // "Contactpersoon: Jan Maes" and "Reden afwezigheid: ziekte" below it are two questions of a form.
            || self.is_labelled(between) && !(line.trim_end().ends_with(':') && between.contains('\n'))
            || self.is_party_of_office(line, between, &buf[span.end..])
            || self.without_title(line).ends_with(':') && self.is_added(between) && ends_clause(buf, span.end)
    }

    /// It says soon behind a name, with nobody else named between, that its bearer is ill: "Griet Maes valt uit met een ".
    fn is_said_ill(&self, between: &str, term: &str) -> bool {
        let behind = words(between)
            .chain(words(term))
            .skip_while(|word| !is_of_name(word))
            .skip_while(|word| is_of_name(word));
        let behind: Vec<String> = behind.take(WORDS).map(folded).collect();
        let text = format!("{} ", behind.join(" "));
        self.ties.ill.iter().any(|phrase| {
            text.strip_prefix(phrase.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
        })
    }

    /// Who is named at `at` is an aunt or uncle, as they are called: of them only a verb tells.
    pub fn is_kin(&self, buf: &str, at: usize) -> bool {
        words(behind(buf, at, CLAUSE_REACH))
            .next()
            .is_some_and(|word| self.references.kin.has(word))
    }

    /// A verb of state tells the term of an aunt or uncle: "Nonkel Fons ligt op spoed", not "Tante Rita kijkt".
    pub fn is_told_of_kin(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let between = &buf[at.min(span.start)..span.start];
        let mut behind = words(between).skip(1).skip_while(|word| is_of_name(word));
        let is_said = behind.next().is_some_and(|word| self.verbs.has(word));
        self.is_told_of(buf, at, span) || is_said && !self.is_about_something(between)
    }

    /// "Paul Denis, avocat, souffre d'…": what stands behind a name and a profession begins with a verb.
    fn is_said_behind_profession(&self, text: &str) -> bool {
        let mut behind = words(text).skip_while(|word| is_of_name(word));
        if !behind.next().is_some_and(|word| self.professions.has(word)) {
            return false;
        }
        let behind: Vec<&str> = behind.collect();
        let verb = behind
            .iter()
            .take(WORDS_OF_A_PLACE + 1)
            .position(|word| self.verbs.has(word));
        verb.is_some_and(|at| {
            let is_apart = || behind[at..].iter().any(|word| self.ties.apart.has(word));
            !self.ties.being.has(behind[at]) || !is_apart()
        })
    }

    /// The text before a term speaks to whoever reads it.
    pub fn speaks_to_reader(&self, text: &str) -> bool {
        words(text).any(|word| self.ties.readers.has(word))
    }

    /// Nothing but a name and a label stand before the value that follows: "Jan Peeters. Medisch: ", not "Thema: ".
    fn is_labelled(&self, text: &str) -> bool {
        let Some(text) = text.trim_end().strip_suffix(':') else {
            return false;
        };
        let Some((name, label)) = text.rsplit_once(['.', ';', ',', '\n']) else {
            return false;
        };
        (1..=LABEL_WORDS).contains(&words(label).count())
            && !words(label).any(|word| self.agenda.has(word))
            && words(name).count() <= NAME_WORDS
            && words(name).all(is_of_name)
    }

    /// "Minister Jan Jambon (N-VA)": an office and a party in brackets tell of whoever holds it.
    fn is_party_of_office(&self, line: &str, between: &str, behind: &str) -> bool {
        let is_office = || words(line).next_back().is_some_and(|word| self.offices.has(word));
        let name = between.strip_suffix('(').map(str::trim_end);
        behind.starts_with(')') && is_office() && name.is_some_and(|name| words(name).all(is_of_name))
    }

    /// Only a comma or a bracket stands between a name and what is said of its bearer: "Contactpersoon: Jan Peeters (".
    pub(super) fn is_added(&self, between: &str) -> bool {
        let Some(at) = between.find([',', '(']) else {
            return false;
        };
        let (name, rest) = between.split_at(at);
        words(name).count() <= NAME_WORDS
            && words(name).all(is_of_name)
            && !name.contains([':', ';', '.'])
            && words(rest).all(|word| self.ties.fillers.has(word))
    }

    /// The sentence says what holds if somebody should fall ill.
    pub fn is_clause(&self, buf: &str, sentence: &Range<usize>) -> bool {
        let clauses = &self.clauses;
        let first: ArrayVec<&str, CONDITION_WORDS> = words(&buf[sentence.clone()]).take(CONDITION_WORDS).collect();
        let is_case = |pair: &[&str]| clauses.cases.has(pair[1]) && clauses.in_cases.has(pair[0]);
        first.windows(2).any(is_case)
            || first.iter().any(|word| clauses.conditions.has(word))
            || first.iter().any(|word| clauses.heads.has(word)) && clauses.subjects.any_in(&buf[sentence.clone()])
    }

    /// The part of the sentence before a comma, if it says when something holds and the term stands in it: "If the trainer is
    /// on sick leave, ", "When on maternity leave, send".
    pub fn condition_around(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let clauses = &self.clauses;
        let (start, end) = (sentence.start.min(span.start), sentence.end.max(span.end));
        if self.is_in_case_of(&buf[start..span.start]) && !self.is_whose(line_behind(buf, span.end, CLAUSE_REACH)) {
            return Some(start..span.end);
        }
        let mut first = words(&buf[start..span.end]);
        let head = first.next().filter(|word| clauses.whens.has(word))?;
        let comma = span.end + buf[span.end..end].find(',')?;
        let is_general = first.take(CONDITION_WORDS).any(|word| clauses.subjects.has(word));
        let is_told_to = || {
            words(&buf[comma..end])
                .next()
                .is_some_and(|word| self.actors.is_sending(word))
        };
        let holds = offset_of(buf, head) < span.start && (is_general || is_told_to());
        holds.then_some(start..comma)
    }

    /// "In geval van ", "Art. 12 : en cas d'": nothing stands between that and the term.
    fn is_in_case_of(&self, before: &str) -> bool {
        let is_between = |word: &&str| self.ties.fillers.has(word) || self.references.owned.is_of_whom(word);
        let mut last = words(before).rev().skip_while(is_between);
        last.next().is_some_and(|word| self.clauses.cases.has(word))
            && last.next().is_some_and(|word| self.clauses.in_cases.has(word))
    }

    /// The term is somebody's: "na haar burn-out".
    pub fn is_owned(&self, buf: &str, span: &Range<usize>) -> bool {
        let word = words(before(buf, span.start, CLAUSE_REACH)).next_back();
        word.is_some_and(|word| self.ties.owners.has(word))
    }

    /// A verb of being or having stands right behind the name at `at`: "Jan Peeters is …".
    pub fn has_predicate(&self, buf: &str, at: usize) -> bool {
        let reach = behind(buf, at, CLAUSE_REACH);
        let mut behind = words(reach).skip_while(|word| is_of_name(word));
        behind
            .next()
            .is_some_and(|word| self.ties.being.has(word) || self.ties.having.has(word) || word == "a")
    }
}

/// Nothing goes on behind this, or small words do: "diabetes)", "ziek sinds maandag", no "Diabetes Liga".
fn ends_clause(buf: &str, at: usize) -> bool {
    let rest = behind(buf, at, CLAUSE_REACH);
    let word = rest.strip_prefix(' ').unwrap_or("");
    rest.is_empty() || rest.starts_with([')', '.', ',', ';', '\n']) || word.starts_with(|c: char| c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_verb_or_a_cause_ties_a_term_to_somebody() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(DETECTOR.book.meanings.is_tied(&plain, &span), expected, "{text}");
        }
        check("Jan heeft <astma>", true);
        check("Jan heeft een zware <depressie>", true);
        check("Jan lijdt al jaren aan <migraine>", true);
        check("afwezig wegens <griep>", true);
        check("elle <est enceinte>", true);
        check("Paul a un <cancer>", true);
        check("Paul souffre d'un <cancer>", true);
        check("Paul a la <grippe>", true);
        check("Paul mange à la <grippe>", false);
        check("he gives a talk about a <depression>", false);
        check("Jan kreeg 6 maanden <rijverbod>", true);
        check("Jan heeft het over <astma>", false);
        check("Jan is expert <astma>", false);
        check("Jan is gespecialiseerd in <astma>", false);
        check("Jan heeft de app tegen <migraine>", false);
        check("heeft 10% van de mensen <astma>", false);
    }

    #[test]
    fn what_holds_if_somebody_falls_ill_is_a_clause() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            assert_eq!(
                DETECTOR.book.meanings.is_clause(text, &(0..text.len())),
                expected,
                "{text}"
            );
        }
        check("In geval van ziekte verwittigt u de dienst.", true);
        check("Bij ziekte verwittigt de bediende de dienst.", true);
        check("En cas de maladie, un certificat est remis.", true);
        check("Im Falle einer Krankheit ist ein Attest vorzulegen.", true);
        check("Bij de opname bleek ze astma te hebben.", false);
        check("De werknemer heeft astma.", false);
        check("In dit geval lijdt hij aan astma.", false);
        check("En tout cas, il est en dépression.", false);
        check("Her case is schizophrenia.", false);
    }

    #[test]
    fn a_verb_behind_a_profession_says_something_of_its_bearer() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (at, end) = (text.find("Paul").unwrap(), text.len());
            let meanings = &DETECTOR.book.meanings;
            assert_eq!(meanings.is_told_of(text, at, &(end..end)), expected, "{text}");
        }
        check("Paul Denis, avocat, suit une ", true);
        check("Paul Denis, notaris te Aalst, ligt thuis: ", true);
        check("Paul Denis, arts, behandelt ", false);
        check("Paul Denis, arts, is gespecialiseerd in ", false);
        check("Bel Paul Denis: hij ligt thuis met ", true);
        check("De auteur, Paul Denis, is uitgevallen met een ", true);
        check("De auteur, Paul Denis, is thuis in ", false);
    }
}
