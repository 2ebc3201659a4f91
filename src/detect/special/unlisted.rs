//! Names that no list knows, where something is told of their bearer: "Patiënt Tashi Wangchuk heeft astma", "Rojda Çelik is
//! zwanger". Two capitals are a name nowhere else: "Rode Kruis", "Golden Retriever", "Der Patient".

use std::ops::Range;

use serde::Deserialize;

use super::aside::without_aside;
use super::meaning::{Meanings, behind_last};
use super::reference::{References, last_word, word_before};
use super::said::verbs_before;
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, line_before, line_behind, range_of};
use crate::detect::context::FAR;
use crate::detect::names::{APOSTROPHES, NAMES, PERSON, folded};
use crate::detect::places::PLACES;

/// Bytes before a verb in which somebody is named, and of the line of a label before a term.
const NAMED: usize = 100;
/// Words of a name without its particles, and of a label.
const WORDS: Range<usize> = 2..5;
const LABEL_WORDS: usize = 3;
/// What ends a clause.
const CLAUSE: [char; 7] = [',', ';', ':', '(', '.', '!', '?'];

/// The words of `lexicon.toml` around names that no list knows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlisted {
    /// What somebody is and no firm can be, right before the name.
    roles: WordPatterns,
    /// What no name holds: words that a sentence, a heading or the name of a place begins with, and those of groups and things.
    openers: WordPatterns,
    things: WordPatterns,
    /// Verbs of German, which writes every noun with a capital, and what its adjectives and articles end with.
    german: WordPatterns,
    endings: WordPatterns,
    /// What adjectives end with in any language: "Maltese", "Alleenstaande".
    adjectives: WordPatterns,
    /// Terms that are said of schools and firms too: "is katholiek". Words that tell of a member, where a firm may belong to it.
    of_things: WordPatterns,
    /// What terms end with that a firm has: "kankermedicijnen".
    wares: WordPatterns,
    /// What another clause begins with in a chat, without a comma.
    chats: WordPatterns,
    members: WordPatterns,
}

/// A name of several words at the end of a text, and what stands before it.
struct AtEnd<'t> {
    before: &'t str,
    first: &'t str,
}

impl References {
    /// The words with a capital at the end of a text that may be a name.
    fn unlisted_at_end<'t>(&self, text: &'t str) -> Option<AtEnd<'t>> {
        let (mut rest, mut word) = last_word(without_aside(text.trim_end_matches(' ')));
        let (mut found, mut n) = (None, 0);
        loop {
            if self.is_part_of_name(word) {
                n += 1;
                found = Some(AtEnd {
                    before: rest,
                    first: word,
                });
            } else if n == 0 || !PERSON.is_particle(word) {
                break;
            }
            let Some(next) = word_before(rest) else { break };
            (rest, word) = next;
        }
        found.filter(|_| WORDS.contains(&n))
    }

    /// "Tashi", "Ní", "O'Brien", no "NV", no "Afdeling" and no role.
    fn is_part_of_name(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let begins = letters.next().is_some_and(char::is_uppercase)
            && letters
                .next()
                .is_some_and(|c| c.is_lowercase() || APOSTROPHES.contains(&c));
        let is_sign = |c: char| !c.is_alphabetic() && c != '-' && !APOSTROPHES.contains(&c);
        let is_other = || {
            let word = folded(word);
            PERSON.is_company(&word) || PERSON.is_no_name(&word) || PERSON.is_namesake(&word)
        };
        let unlisted = &self.unlisted;
        begins
            && !word.contains(is_sign)
            && ![&unlisted.openers, &unlisted.things, &self.animals, &self.departments]
                .iter()
                .any(|list| list.has(word))
            && !self.is_role(word)
            && !is_other()
    }

    /// "elke", "onze": no name begins so.
    pub(super) fn opens_sentence(&self, word: &str) -> bool {
        self.unlisted.openers.has(word)
    }

    /// "patiënt", "locataire", "l'élève"
    fn is_role(&self, word: &str) -> bool {
        let word = without_elision(word);
        self.unlisted.roles.has(word) || self.bearers.has(word) || self.callers.has(word)
    }

    /// Where a name that no list knows begins at the end of a text, behind what its bearer is: "Cliënt Tashi Wangchuk".
    pub(super) fn behind_role(&self, text: &str, is_role: impl Fn(&str) -> bool) -> Option<usize> {
        let found = self.unlisted_at_end(text)?;
        let before = found.before.trim_end_matches([' ', ':']);
        let role = last_word(before).1;
        (before.len() < found.before.len() && is_role(without_elision(role))).then_some(before.len() - role.len())
    }

    /// The first role in a text with a name right behind it that no list knows: "heeft cliënt Tashi Wangchuk ".
    fn role_with_name(&self, text: &str) -> Option<Range<usize>> {
        words(text).filter(|word| self.is_role(word)).find_map(|role| {
            let role = range_of(text, role);
            let is_part = |word: &&str| self.is_part_of_name(word) || PERSON.is_particle(word);
            let behind = words(text[role.end..].strip_prefix(' ')?).take_while(is_part);
            let last = behind
                .filter(|word| self.is_part_of_name(word))
                .take(WORDS.end - 1)
                .last()?;
            let end = range_of(text, last).end;
            let is_one = self
                .unlisted_at_end(&text[role.end..end])
                .is_some_and(|name| name.before.trim().is_empty());
            is_one.then_some(role.start..end)
        })
    }

    /// The same of a name that begins its sentence or line.
    fn begins_with_unlisted(&self, text: &str, verb: &str) -> Option<usize> {
        let AtEnd { before, first } = self.unlisted_at_end(text)?;
        let begins = before.trim_end_matches([' ', '-', '*', '"', '\u{2022}']).is_empty() || before.ends_with(". ");
        let is_german = self.unlisted.german.has(verb) && self.unlisted.endings.has(first);
        // "Maltese Leeuwtje", "Antwerpen Linkeroever"
        let is_other = || {
            let is_place = || PLACES.at(first) == Some(first.len());
            (self.unlisted.adjectives.has(first) || is_place()) && !NAMES.is_given(&folded(first))
        };
        (begins && !is_german && !is_other()).then_some(before.len())
    }

    /// A text ends with words that may be a name and stand first in it: "Rojda Çelik, " before "geboren op".
    pub fn ends_with_unlisted(&self, text: &str) -> bool {
        self.begins_with_unlisted(text, "").is_some()
    }
}

/// "élève" of "l'élève"
fn without_elision(word: &str) -> &str {
    word.split_once(APOSTROPHES).map_or(word, |(_, word)| word)
}

impl Meanings {
    /// The term is said of somebody whose name no list knows. Only beings have the states of some categories.
    pub(super) fn is_said_of_unlisted(&self, buf: &str, span: &Range<usize>, is_of_beings: bool) -> bool {
        let references = &self.references;
        let is_told = verbs_before(buf, span).any(|(at, verb, between)| {
            let is_of_term = || at >= span.start && self.ties.telling.has(verb);
            // Of one only: "Häufigste Ursachen sind Krebs und Diabetes".
            let is_of_one = || self.verbs.has(verb) && self.says(verb, between);
            let is_said = verb.starts_with(char::is_lowercase) && (is_of_one() || is_of_term());
            let Some(text) = line_before(buf, at, NAMED).strip_suffix(' ').filter(|_| is_said) else {
                return false;
            };
            let start = references
                .behind_role(text, |word| references.is_role(word))
                .or_else(|| {
                    let start = references.begins_with_unlisted(text, verb)?;
                    (!self.is_what_somebody_is(&text[start..])
                        && self.ties_closely(between, buf, span)
                        && self.may_be_said_of_name(between, buf, span, is_of_beings))
                    .then_some(start)
                });
            start.is_some_and(|start| self.is_told_person(buf, at - 1 - text.len() + start, span))
        });
        is_told || self.is_said_around_role(buf, span) || self.is_below_name(buf, span)
    }

    /// "Gisteren kreeg cliënt Tashi Wangchuk een beroerte", "De epilepsie van patiënt Tashi Wangchuk"
    fn is_said_around_role(&self, buf: &str, span: &Range<usize>) -> bool {
        let (references, is_small) = (&self.references, |word: &&str| {
            self.is_measure(word) || self.references.owners.has(word)
        });
        let clause = behind_last(line_before(buf, span.start, NAMED), &CLAUSE);
        let before = references.role_with_name(clause).filter(|named| {
            let between = &clause[named.end..];
            let verb = words(&clause[..named.start]).rev().find(|word| !is_small(word));
            between.starts_with(' ') && verb.is_some_and(|verb| self.verbs.has(verb) && self.says(verb, between))
        });
        let behind = line_behind(buf, span.end, NAMED);
        let is_of_one = || {
            let named = references.role_with_name(behind)?;
            let mut between = words(&behind[..named.start]);
            let is_of = between.next().is_some_and(|word| references.owned.is_of_whom(word));
            (is_of && between.all(|word| is_small(&word))).then_some(span.end + named.start)
        };
        let at = span.start - clause.len();
        let start = before.map(|named| at + named.start).or_else(is_of_one);
        start.is_some_and(|start| self.is_told_person(buf, start, span))
    }

    /// Nothing but small words stands between the verb and the term, or the verb is one of having.
    fn ties_closely(&self, between: &str, buf: &str, span: &Range<usize>) -> bool {
        let is_small = |word: &str| {
            self.is_measure(word)
                || self.ties.state_by.has(word)
                || self.ties.days.has(word)
                || self.references.owned.is_of_whom(word)
                || self.is_member(word)
        };
        words(between).all(is_small) || self.is_tied(buf, span)
    }

    /// "Local Teacher", "Moedige Moeder": the last word of what might be a name is a profession or a relative.
    fn is_what_somebody_is(&self, text: &str) -> bool {
        let last = last_word(without_aside(text)).1;
        self.is_job(last) || self.references.relatives.has(last) || self.references.parents.has(last)
    }

    /// "kankermedicijnen": a firm has them too.
    pub(super) fn is_of_wares(&self, term: &str) -> bool {
        words(term).any(|word| self.references.unlisted.wares.has(word))
    }

    /// What is told in a chat is over behind the term, or another clause follows without a comma: "griep dus ik kom alleen", no
    /// "epilepsie op de lijst gezet".
    pub(super) fn ends_in_chat(&self, behind: &str) -> bool {
        let (references, ties) = (&self.references, &self.ties);
        let begins_clause = |word: &str| {
            references.unlisted.chats.has(word)
                || references.next_clause.contains(word)
                || references.first.has(word)
                || references.third.has(word)
                || ties.days.has(word)
                || ties.until.has(word)
                || ties.falls_by.has(word)
        };
        let said = behind.strip_prefix(' ');
        !self.goes_on_otherwise(behind)
            || said.is_some_and(|said| {
                !said.starts_with(char::is_alphanumeric) || words(said).next().is_some_and(begins_clause)
            })
    }

    fn is_member(&self, word: &str) -> bool {
        self.references.unlisted.members.has(word)
    }

    /// No firm, school or place is so: "is zwanger", "is lid van", no "is katholiek" and no "is veroordeeld".
    fn may_be_said_of_name(&self, between: &str, buf: &str, span: &Range<usize>, is_of_beings: bool) -> bool {
        let term = &buf[span.clone()];
        let tells_member = || words(between).chain(words(term)).any(|word| self.is_member(word));
        let of_things = &self.references.unlisted.of_things;
        (is_of_beings || tells_member())
            && !words(term).any(|word| of_things.has(word))
            && !self.is_of_wares(term)
            && !self.goes_on_otherwise(line_behind(buf, span.end, NAMED))
    }

    /// A form tells it of whoever it names above: "Patient : Tashi Wangchuk", and below it "Diagnostic : épilepsie".
    fn is_below_name(&self, buf: &str, span: &Range<usize>) -> bool {
        let references = &self.references;
        let line = line_before(buf, span.start, NAMED);
        let label = line.split(':').next().filter(|label| label.len() < line.len());
        let is_answer = label.is_some_and(|label| words(label).count() <= LABEL_WORDS);
        let above = before(buf, span.start - line.len(), FAR);
        is_answer
            && above.lines().any(|line| {
                line.contains(':')
                    && references.behind_role(line, |word| references.unlisted.roles.has(word)) == Some(0)
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[track_caller]
    fn check(text: &str, expected: bool, is_of_beings: bool) {
        let (plain, span) = marked(text);
        let meanings = &DETECTOR.book.meanings;
        let is_one = meanings.is_said_of_unlisted(&plain, &span, is_of_beings);
        assert_eq!(is_one, expected, "{text}");
    }

    #[test]
    fn a_role_before_a_name_that_no_list_knows_makes_it_one() {
        let check = |text, expected| check(text, expected, false);
        check("Patiënt Quimbo Zarvelt heeft <epilepsie>", true);
        check("Onze cliënt Quimbo van Zarvelt lijdt aan <epilepsie>", true);
        check("L'élève Quimbo Zarvelt souffre d'<épilepsie>", true);
        check("De genaamde Quimbo Zarvelt werd <veroordeeld voor diefstal>", true);
        check("Le nommé Quimbo Zarvelt a un <casier judiciaire>", true);
        check("Der Schüler Quimbo Zarvelt hat <Epilepsie>", true);
        check("Our tenant Quimbo Zarvelt (flat 3) has <epilepsy>", true);
        check("Client : Quimbo Zarvelt est <épileptique>", true);
        check("Gisteren kreeg cliënt Quimbo van Zarvelt een <beroerte>.", true);
        check("Hier a eu notre locataire Quimbo Zarvelt un <infarctus>", false);
        check("Helaas heeft onze huurder Quimbo Zarvelt <epilepsie>", true);
        check("De <epilepsie> van patiënt Quimbo Zarvelt wordt erger", true);
        check("Le <diabète> de la patiente Quimbo Zarvelt s'aggrave", true);
        check("De <epilepsie> van een patiënt Quimbo", false);
        check("Lees over <epilepsie> bij patiënt Quimbo Zarvelt", false);
        check("Gisteren sprak cliënt Quimbo Zarvelt over <epilepsie>", false);
        check("Patient Data Service has <epilepsy>", false);
        check("Client Server Team has <epilepsy>", false);
        check("Klant Is Koning heeft <epilepsie>", false);
        check("Patiënt Quimbo Zarvelt schrijft over <epilepsie>", false);
        check("Patiënt Quimbo Zarvelt heeft een artikel over <epilepsie>", false);
        check("Patient: Quimbo Zarvelt\nDiagnose: <epilepsie>", true);
        check("Verdachte: Quimbo Zarvelt\nGeboren: 4/5/90\nFeit: <diefstal>", true);
        check("Klant: Quimbo Zarvelt\nDossier: <arbeidsongeval>", false);
        check("Leerling: ________\nReden: <ziekte>", false);
        check("Patient: Quimbo Zarvelt\nBij <epilepsie> belt u de dienst", false);
        check("Patient: Siehe Anlage\nDiagnose: <Epilepsie>", false);
        check("Leerling: Zie Bijlage\nDiagnose: <epilepsie>", false);
        check("Resident: Residence Belvue\nMaladie : <diabète>", false);
    }

    #[test]
    fn a_state_of_beings_makes_two_capitals_a_name() {
        let check = |text, expected| check(text, expected, true);
        check("Quimbo Zarvelt heeft <epilepsie>.", true);
        check("- Quimbo Ní Zarvelt is <zwanger>", true);
        check("Quimbo Zarvelt (12/03/1980) heeft zware <diabetes> sinds mei", true);
        check("Quimbo Zarvelt wordt morgen <geopereerd>", true);
        check("Quimbo Zarvelt hat <Krebs>", true);
        check("Quimbo Zarvelt est <demandeur d'asile>", true);
        check("Quimbo Zarvelt <attend un enfant>", true);
        check("Rode Kruis Gent heeft <griep>", false);
        check("Duitse Herder heeft <epilepsie>", false);
        check("Die Katze hat <Diabetes>", false);
        check("Junge Frau hat <Krebs>", false);
        check("Quimbo Zarvelt heeft een app tegen <migraine>", false);
        check("Quimbo Zarvelt heeft <diabetes> als onderwerp", false);
        check("Quimbo Zarvelt heeft <diabetes>-educators", false);
        check("Why Quimbo Has <Cancer>", false);
        check("Häufige Ursachen sind <Krebs> und anderes", false);
        check("Quimbo Zarvelt sind <schwanger>", false);
        check("Afdeling Zarvelt heeft <griep>", false);
        check("New Zarvelt heeft <griep>", false);
        check("In Quimbo Zarvelt heeft <griep>", false);
        check("QUIMBO ZARVELT heeft <griep>", false);
        check("Portugese Merrie is <zwanger>", false);
        check("Rijdende Zarvelt heeft <griep>", false);
        check("Denise Zarvelt heeft <griep>", true);
        check("Quimbo Actrice is <zwanger>", false);
        check("Brave Mother is <pregnant>", false);
        check("Voormalig Zarvelt heeft <griep>", false);
        check("Mother Earth has <cancer>", false);
        check("Turnhout Kermis heeft <griep>", false);
        check("Quimbo Zarvelt heeft <kankervaccins>", false);
    }

    #[test]
    fn bodies_are_members_and_believe_too() {
        let check = |text, expected| check(text, expected, false);
        check("Quimbo Zarvelt is lid van het <ACV>", true);
        check("Quimbo Zarvelt is <katholiek>", false);
        check("Quimbo Zarvelt is <veroordeeld voor fraude>", false);
        check("Quimbo Zarvelt steunt het <ACV>", false);
    }
}
