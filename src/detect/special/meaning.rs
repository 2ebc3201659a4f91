//! What the words around a term say of it: that it is denied, that the person named is someone else, that it is the
//! subject of a talk. Asked of the few terms that have a person near, so the words are looked up where they stand.

use std::ops::Range;

use super::about::told_in;
use super::actors::Actors;
use super::anybody::Anybody;
use super::beings::Beings;
use super::columns::{Answers, Valued};
use super::deliveries::Deliveries;
use super::denial::Denials;
use super::doers::Doers;
use super::figures::{Figures, Verdicts};
use super::frame::Frame;
use super::genres::Genres;
use super::headings::Things;
use super::instructions::Instructions;
use super::limbs::Limbs;
use super::occupations::Occupations;
use super::oneself::Oneself;
use super::ordinal::is_ordinal_stop;
use super::partner::Partners;
use super::pupils::Pupils;
use super::reference::References;
use super::refused::Refused;
use super::screens::Screens;
use super::staff::Numbered;
use super::statements::Statements;
use super::themes::Themes;
use super::ties::{Clauses, Ties};
use super::wordlist::{WordPatterns, next_word, words};
use super::works::Works;
use crate::detect::around::{before, behind, line_before, line_behind, offset_of};
use crate::detect::names::{PERSON, folded};
use crate::detect::person::is_capitalised;

/// Bytes before a term in which the words of its clause stand.
pub(super) const CLAUSE_REACH: usize = 60;
const CLAUSE: &[char] = &['.', ':', ';', ',', '!', '?', '('];
/// A line at least this long goes on in the next one.
const WRAPPED: usize = 60;
/// Bytes in which the words stand that say who somebody is.
pub(super) const ROLE_REACH: usize = 60;
/// Bytes around a term in which the words of a talk stand.
const TOPIC: usize = 120;
/// Words before a term, in its clause, that can make it one of many people.
const GROUP_WORDS: usize = 3;
/// Words of a part of a list: "hypertendus et".
const PART_WORDS: usize = 2;
/// Bytes of the line of a heading.
const HEADING: usize = 60;
/// Digits of an extension; rooms have fewer.
const EXTENSION: std::ops::RangeInclusive<usize> = 4..=5;
/// What the names of wards hold.
const UNITS: [&str; 8] = ["olog", "iatr", "dialy", "palli", "radio", "kraam", "verlosk", "obstetr"];
/// Lines, and bytes, at the beginning of a document that are its title.
const TITLE_LINES: usize = 3;
const TITLE: usize = 200;
/// A longer line is no title.
const TITLE_LINE: usize = 80;

/// The lists of `lexicon.toml` that say what a term means where it stands.
#[derive(Debug)]
pub struct Meanings {
    pub denials: Denials,
    pub ties: Ties,
    pub clauses: Clauses,
    pub anybody: Anybody,
    pub bystanders: WordPatterns,
    /// What begins or ends a label before the name of whoever is there for others, and what ends one behind a participle.
    pub roles: WordPatterns,
    /// Papers of a department, which makes no label a role: "HR note".
    pub records: WordPatterns,
    pub by: WordPatterns,
    /// The same right behind a name, and phrases right before it.
    pub professions: WordPatterns,
    pub addressed: Vec<String>,
    /// "Bedankt", before somebody who did something, and what stands between that and the name.
    pub thanked: Vec<String>,
    pub thanked_for: WordPatterns,
    pub attributions: WordPatterns,
    /// Verbs of whoever says what stands before, between a comma and a name.
    pub sayers: WordPatterns,
    /// What those are, between the verb and their name: "zegt apotheker Lies Maes".
    pub sayers_are: WordPatterns,
    /// What is said of somebody. Between such words and a name they show that somebody else said it.
    pub verbs: WordPatterns,
    pub topics: WordPatterns,
    /// Before one of those they make it a talk about somebody; words that make only what their own sentence says a campaign; and
    /// what makes a program the way in which something was sent.
    pub of_cases: WordPatterns,
    /// Those that are none where a party is told of somebody: "pour faire campagne".
    pub of_parties: WordPatterns,
    pub ways: WordPatterns,
    /// Pronouns of persons only: no "hij", which a course is too.
    pub persons: WordPatterns,
    pub benefits: WordPatterns,
    /// Points of an agenda; parts of an organisation.
    pub agenda: WordPatterns,
    pub units: WordPatterns,
    pub groups: WordPatterns,
    /// Behind "tout" they say how.
    pub manners: WordPatterns,
    /// Terms for many people, which are so behind such a word.
    pub many: WordPatterns,
    pub for_many: WordPatterns,
    pub such_as: WordPatterns,
    /// Before a word for many people, in the heading of a list of them.
    pub of_lists: WordPatterns,
    pub no_value: WordPatterns,
    pub classes: WordPatterns,
    pub references: References,
    pub valued: Vec<Valued>,
    /// "membres du PS"
    pub members: WordPatterns,
    pub things: Things,
    pub doers: Doers,
    pub actors: Actors,
    pub occupations: Occupations,
    pub instructions: Instructions,
    pub deliveries: Deliveries,
    pub works: Works,
    pub themes: Themes,
    /// Offices of politicians: who holds one is told of by a party in brackets only.
    pub offices: WordPatterns,
    pub beings: Beings,
    pub verdicts: Verdicts,
    pub figures: Figures,
    pub genres: Genres,
    pub oneself: Oneself,
    pub answers: Answers,
    pub pupils: Pupils,
    pub partners: Partners,
    pub numbered: Numbered,
    pub screens: Screens,
    pub statements: Statements,
    pub limbs: Limbs,
    pub frame: Frame,
    pub refused: Vec<Refused>,
}

impl Meanings {
    /// It is said of many people.
    pub fn is_of_group(&self, buf: &str, span: &Range<usize>) -> bool {
        let is_group = |word: &str| self.groups.has(word);
        let clause = behind_last(wrapped_before(buf, span.start, CLAUSE_REACH), CLAUSE);
        let behind = behind(buf, span.end, TOPIC);
        // "tout doucement" is how, "tout employé" everybody.
        let mut next = "";
        let is_group_before = |word| {
            let next = std::mem::replace(&mut next, word);
            is_group(word) && !self.manners.has(next)
        };
        words(clause).rev().take(GROUP_WORDS).any(is_group_before)
            || self.goes_on_with_group(buf, span)
            || words(behind).next().is_some_and(is_group)
            || self.is_for_many(clause, &buf[span.clone()])
                && !words(behind).next().is_some_and(|word| self.such_as.has(word))
    }

    /// "les patients diabétiques, hypertendus et ": a list in small letters goes on behind such a word.
    fn goes_on_with_group(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = behind_last(
            wrapped_before(buf, span.start, CLAUSE_REACH),
            &['.', ':', ';', '!', '?', '('],
        );
        let is_small = |part: &str| {
            let mut said = words(part);
            said.clone().nth(PART_WORDS).is_none()
                && said.all(|word| word.starts_with(char::is_lowercase) && !self.verbs.has(word))
        };
        let mut parts = line.rsplit(',').skip_while(|part| is_small(part));
        let has_group = |part: &str| words(part).rev().take(PART_WORDS).any(|word| self.groups.has(word));
        // Behind one comma at least: what stands without any is asked elsewhere.
        line.contains(',') && parts.next().is_some_and(has_group)
    }

    /// "toestellen voor kankerpatiënten"
    fn is_for_many(&self, clause: &str, term: &str) -> bool {
        let mut before = words(clause)
            .rev()
            .skip_while(|word| self.of_lists.has(word) && !self.for_many.has(word));
        before.next().is_some_and(|word| self.for_many.has(word)) && words(term).any(|word| self.many.has(word))
    }

    /// The term is said of the members of something, and heads no list of them: "De leden van Groen stemden tegen", "met union
    /// members", not "Membres du PS de Huy :".
    pub fn is_of_all_members(&self, buf: &str, span: &Range<usize>) -> bool {
        let is_many = |word: Option<&str>| word.is_some_and(|word| self.members.has(word));
        let mut term = words(&buf[span.clone()]);
        is_many(term.next()) && !self.heads_list(buf, span) || is_many(term.next_back()) && !names_them(buf, span.end)
    }

    fn heads_list(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, HEADING);
        let behind = behind(buf, span.end, HEADING);
        let (rest, has_end) = behind
            .split_once('\n')
            .map_or((behind, false), |(rest, _)| (rest, true));
        let is_heading = rest.contains(':') || has_end && rest.trim_end().len() < HEADING && !rest.contains(['.', ',']);
        is_heading && words(line).all(|word| self.of_lists.has(word))
    }

    /// A group begins the line of the term, as in the heading of a list: "Leerlingen met dyslexie", not "Contactpersoon voor
    /// leerlingen".
    pub fn begins_with_group(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = behind_last(
            before(buf, span.start, CLAUSE_REACH),
            &['\n', '.', ';', '?', '!', '<', '>'],
        );
        let mut rest = words(line).skip_while(|word| self.of_lists.has(word));
        rest.next().is_some_and(|word| self.groups.has(word))
    }

    /// A talk, a course, a campaign or a point of an agenda has the term for its subject.
    pub fn is_topic(&self, buf: &str, span: &Range<usize>, is_politics: bool) -> bool {
        let Range { start, end } = told_in(buf, span);
        let told = &buf[start.min(span.start)..end.max(span.end)];
        let said = &buf[start.min(span.start)..span.start];
        let line = &told[..said.len() + line_behind(buf, span.start, TOPIC).len().min(told.len() - said.len())];
        // What is noted of somebody has its subject on its own line ("Workshop op 3 mei\nReden afwezigheid: longembolie"), and so has
        // what somebody does or has: "likes the course. She is waiting for".
        let unless = is_politics.then_some(&self.of_parties);
        let is_about = |text: &str| has_word(&self.topics, &[&self.of_cases], unless, text);
        let is_of_one = || self.persons.any_in(said) && !self.is_about_something(said);
        let is_apart = || is_about(before(buf, span.start, TOPIC)) || is_about(behind(buf, span.end, TOPIC));
        is_apart() && (is_about(line) || !self.is_note(buf, span) && !is_of_one())
            || has_word(&self.benefits, &[&self.ways, &self.ways], None, told)
            || self.is_point(buf, span)
    }

    /// The value of a label under which something is noted of somebody: "Toelichting: ".
    fn is_note(&self, buf: &str, span: &Range<usize>) -> bool {
        let label = line_before(buf, span.start, CLAUSE_REACH).rsplit_once(':');
        label.is_some_and(|(label, _)| self.is_noted(label))
    }

    /// "Punt 2: preventie van burn-out"
    fn is_point(&self, buf: &str, span: &Range<usize>) -> bool {
        let mut point = words(behind_last(
            wrapped_before(buf, span.start, CLAUSE_REACH),
            &['.', ';', '!', '?'],
        ));
        let is_number = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
        point.next().is_some_and(|word| self.agenda.has(word)) && point.next().is_some_and(is_number)
    }

    /// A part of an organisation bears the term in its name: "Jan Peeters, dienst Psychiatrie"; whoever is "op de dienst
    /// Psychiatrie" may be ill.
    pub fn is_unit(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, ROLE_REACH);
        let Some(unit) = words(line).next_back().filter(|word| self.units.has(word)) else {
            return false;
        };
        let at = offset_of(line, unit);
        let stands_alone = line[..at].trim_end();
        line[at + unit.len()..].trim().is_empty()
            && (stands_alone.is_empty() || stands_alone.ends_with([',', '(', '-', '|', '/', '·', ':']))
    }

    /// "Psychiatrie: Peter Nys, 2266": a part of a hospital in a list of telephones.
    pub fn is_unit_with_number(&self, buf: &str, span: &Range<usize>) -> bool {
        // No "Epilepsie: Jan Peeters", who has it.
        let is_field =
            |word| self.actors.is_field_of_care(word) && UNITS.iter().any(|unit| folded(word).contains(unit));
        if !words(&buf[span.clone()]).next().is_some_and(is_field)
            || !words(line_before(buf, span.start, HEADING)).all(|word| self.units.has(word))
        {
            return false;
        }
        let Some((unit, rest)) = line_behind(buf, span.end, TOPIC).split_once(':') else {
            return false;
        };
        let name = rest.trim().trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let number = &rest.trim()[name.len()..];
        let is_number = EXTENSION.contains(&number.bytes().filter(u8::is_ascii_digit).count());
        let names = || words(name.trim_end_matches([',', ' '])).all(is_of_name);
        is_number && words(unit).nth(PART_WORDS).is_none() && names()
    }

    /// What stands under the heading is what somebody speaks or writes about.
    pub fn is_subject(&self, heading: &str) -> bool {
        words(heading).any(|word| self.agenda.has(word))
    }

    /// Who stands under the heading treats, teaches or writes.
    pub fn is_of_others(&self, heading: &str) -> bool {
        words(heading).any(|word| self.bystanders.has(word) || self.professions.has(word))
    }

    /// Nothing is said in a cell: a dash, or a word for it.
    pub fn is_no_value(&self, cell: &str) -> bool {
        let mut words = words(cell);
        match (words.next(), words.next()) {
            (Some(word), None) => self.no_value.has(word),
            (word, _) => word.is_none(),
        }
    }

    /// The name or the first lines of a document say that it speaks of everybody: a law, a policy, a brochure.
    pub fn is_general(&self, title: &str) -> bool {
        let lines = title.lines().filter(|line| !line.trim().is_empty()).take(TITLE_LINES);
        // A sentence is no title.
        let lines = lines.filter(|line| line.len() <= TITLE_LINE && !line.trim_end().ends_with('.'));
        let lines = lines.filter(|line| !Self::begins_with_somebody(line));
        lines.flat_map(words).any(|word| self.classes.has(word))
    }
}

/// A text has a word of a list, and not right behind one of what makes it another one: no "case conference", nor "via de app".
/// The lists before it are of the word right before it, the one before that, and so on; the last one is of words that are none here.
fn has_word(list: &WordPatterns, unless_behind: &[&WordPatterns], unless: Option<&WordPatterns>, text: &str) -> bool {
    list.any_in(text) && {
        let mut before = ["", ""];
        words(text).any(|word| {
            let is_behind = unless_behind.iter().zip(before).any(|(ways, before)| ways.has(before));
            before = [word, before[0]];
            list.has(word) && !is_behind && !unless.is_some_and(|unless| unless.has(word))
        })
    }
}

/// Names or a list follow.
fn names_them(buf: &str, end: usize) -> bool {
    let rest = line_behind(buf, end, HEADING);
    rest.trim().is_empty()
        || rest.contains(':')
        || next_word(rest).is_some_and(|next| next.starts_with(char::is_uppercase))
}

/// What of a document's beginning is its title.
pub fn title(buf: &str) -> &str {
    behind(buf, 0, TITLE)
}

/// What stands before on the same line, or on the line that is wrapped into it.
pub(super) fn wrapped_before(buf: &str, start: usize, reach: usize) -> &str {
    let text = before(buf, start, reach);
    let is_end = |at: usize| before(buf, at, WRAPPED).contains('\n') || at < WRAPPED;
    let end = memchr::memrchr_iter(b'\n', text.as_bytes()).find(|at| is_end(start - text.len() + at));
    end.map_or(text, |at| &text[at + 1..])
}

/// The part behind the last of these ASCII characters.
pub(super) fn behind_last<'t>(text: &'t str, ends: &[char]) -> &'t str {
    // A bit per byte, as it is asked of short texts, often.
    let mut is_end = [0_u64; 4];
    for &end in ends {
        is_end[end as usize % 128 / 64] |= 1 << (end as usize % 64);
    }
    let mut at = text.len();
    while let Some(last) = text.as_bytes()[..at]
        .iter()
        .rposition(|&byte| is_end[usize::from(byte / 64)] >> (byte % 64) & 1 != 0)
    {
        if !is_ordinal_stop(text, last) {
            return text[last..].trim_start_matches(ends);
        }
        at = last;
    }
    text
}

/// A capital, or a particle between two words of a name.
pub(super) fn is_of_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || is_capitalised(word) || PERSON.is_particle(&folded(word))
}

#[cfg(test)]
mod tests;
