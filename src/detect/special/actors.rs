//! Who does something for a living or for others is not who it is said of: "Jan Peeters behandelt hernia's".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last, is_of_name, wrapped_before};
use super::wordlist::{WordPatterns, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{behind, gap, line_behind, offset_of, range_of};
use crate::detect::asked::Asked;
use crate::detect::context::FAR;
use crate::detect::names::WordSet;

/// Words between a job and its field: "verpleegkundige op de dienst dialyse".
const FIELD_WORDS: usize = 5;
/// Words of a label: "Erkende specialisaties: ".
const LABEL_WORDS: usize = 3;
/// Words between "namens" and a body.
const FOR_WHOM_WORDS: usize = 2;
/// Words from "en" to the verb of the second clause: "en sinds vorig jaar heeft".
const AND_WORDS: usize = 4;
/// Bytes behind a court in which its members stand.
const COURT: usize = 150;
/// Bytes between a union and the office in it: "secrétaire générale de la FGTB".
const BESIDE_UNION: usize = 20;

/// The words of `lexicon.toml` for who does something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actors {
    /// What is done to others, or for a living, right behind a name.
    acts: WordPatterns,
    /// The same of courts and the police: the only ones that count for offences.
    judges: WordPatterns,
    /// Behind such a verb they show that it is said of its subject, or another clause begins: "herstelt van", "geeft toe".
    right_behind: WordPatterns,
    pub not_done: WordPatterns,
    /// Between two clauses.
    ands: WordPatterns,
    /// Between a name and what its bearer does, as they are written: "à" is no "a".
    before_acts: WordSet<String>,
    states: WordPatterns,
    with: WordPatterns,
    talks: WordPatterns,
    for_whom: WordPatterns,
    gives: WordPatterns,
    lessons: WordPatterns,
    orders: WordPatterns,
    sellers: WordPatterns,
    develops: WordPatterns,
    made: WordPatterns,
    reporting: WordPatterns,
    reports: WordPatterns,
    /// Jobs and verbs of working, and what stands between them and a field of care.
    jobs: WordPatterns,
    works: WordPatterns,
    charged: WordPatterns,
    to_fields: WordPatterns,
    fields: WordPatterns,
    specialities: WordPatterns,
    send: WordPatterns,
    to: WordPatterns,
    courts: WordPatterns,
    chairs: WordPatterns,
    timetables: WordPatterns,
    /// Whoever teaches a subject; between a name and what its bearer speaks of.
    teachers: WordPatterns,
    speaks: WordPatterns,
    subjects: WordPatterns,
    /// Whoever speaks for a union, and how it is told in the news.
    officers: WordPatterns,
    announces: WordPatterns,
    guests: WordPatterns,
    /// Whoever treats somebody, and verbs of doing so, before the one who is treated.
    carers: WordPatterns,
    treating: WordPatterns,
    /// Before "info" they make a label what is told behind it: "Ter info".
    notices: WordPatterns,
    /// Where people are received: with a word for a paper no label of whom to ask.
    pub desks: WordPatterns,
}

/// The categories of offences and of unions.
const CRIMINAL: &str = "criminal";
const UNION: &str = "union";

impl Detector {
    /// Whoever is named does what the term is about, or receives it.
    pub(super) fn is_of_an_actor(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        rule: u16,
        asked: &mut Asked,
    ) -> bool {
        let meanings = &self.book.meanings;
        let is_criminal = self.rules[usize::from(rule)].id().ends_with(CRIMINAL);
        let sentence = asked.told_in(window.buf, span);
        meanings.is_lesson(window.buf, span, &sentence)
            || meanings.is_field(window.buf, span, &sentence, is_criminal)
            || meanings.is_speciality(window.buf, span)
            || meanings.is_taught(window.buf, span, &sentence)
            || meanings.is_profession(window.buf, span, &sentence)
            || meanings.is_signature(window.buf, span)
            || is_criminal && meanings.is_court(window.buf, span)
            || self.rules[usize::from(rule)].id().ends_with(UNION)
                && meanings.actors.is_of_speaker(window.buf, span, &sentence)
            || self.is_done(window, span, &sentence, is_criminal, asked)
            || self.is_sent(window, span, &sentence, asked)
            || self.is_delivered(window, span, &sentence, asked)
    }

    /// "Jan Peeters behandelt patiënten met ": a name, what its bearer does, and nobody else named behind it.
    fn is_done(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        sentence: &Range<usize>,
        is_criminal: bool,
        asked: &mut Asked,
    ) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let before = sentence.start.min(span.start)..span.start;
        let is_named = |range: Range<usize>, asked: &mut Asked| {
            self.has_name(window, &range) || self.name_near(buf, &range, window.terms, asked).is_some()
        };
        // Most terms have no name before them.
        if !is_named(before.clone(), asked) {
            return false;
        }
        let act = meanings.act_before(buf, span, &before, is_criminal);
        let other = || {
            let speech = meanings.speech_before(buf, span, &before);
            speech.or_else(|| meanings.asking_before(buf, span, &before))
        };
        let Some(verb) = act.or_else(other) else {
            return false;
        };
        is_named(before.start..verb.start, asked) && !is_named(verb.end..before.end, asked)
    }

    /// "Stuur uw ziekteattest naar Tom Claes": everybody's, and nobody was named before.
    fn is_sent(&self, window: Window<'_, '_>, span: &Range<usize>, sentence: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, actors) = (window.buf, &self.book.meanings.actors);
        let begins_so = words(&buf[sentence.clone()])
            .next()
            .is_some_and(|word| actors.send.has(word));
        if !begins_so {
            return false;
        }
        let behind = &buf[span.end..sentence.end.max(span.end)];
        let Some(to) = actors.to.first_in(behind) else {
            return false;
        };
        let whose = span.end..offset_of(buf, to);
        let start = sentence.start.min(span.start);
        let before = buf.ceil_char_boundary(start.saturating_sub(FAR))..span.start;
        [before, whose]
            .into_iter()
            .all(|range| !self.has_name(window, &range) && self.name_near(buf, &range, window.terms, asked).is_none())
    }
}

impl Actors {
    /// "bij"
    pub(super) fn is_to(&self, word: &str) -> bool {
        self.to.has(word)
    }

    /// "send", as an order
    pub(super) fn is_sending(&self, word: &str) -> bool {
        self.send.has(word)
    }

    /// "leerkracht"
    pub(super) fn is_teacher(&self, word: &str) -> bool {
        self.teachers.has(word)
    }

    /// "verpleegkundige"
    pub(super) fn is_job(&self, word: &str) -> bool {
        self.jobs.has(word)
    }

    /// "psychiater", of whom one "van Jan Peeters" is
    pub(super) fn is_carer(&self, word: &str) -> bool {
        self.carers.has(word)
    }

    /// "ziet", "behandelt", of a patient
    pub(super) fn is_treating(&self, word: &str) -> bool {
        self.treating.has(word)
    }

    /// "heeft", between a name and what its bearer has done
    pub(super) fn is_before_act(&self, word: &str) -> bool {
        self.before_acts.contains(word)
    }

    /// "ter", before "info"
    pub(super) fn notices(&self, word: &str) -> bool {
        self.notices.has(word)
    }

    /// "op", "dienst": between a job and its field.
    pub(super) fn is_link(&self, word: &str) -> bool {
        self.to_fields.has(word)
    }

    /// "psychiatrisch"
    pub(super) fn is_field_of_care(&self, word: &str) -> bool {
        self.fields.has(word)
    }

    /// "ACV-secretaris Marc Leemans kondigt staking aan": what a union does is told in the name of whoever leads it.
    fn is_of_speaker(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        let text = &buf[sentence.clone()];
        let mut said = words(text);
        let is_officer = |word: &str| {
            let at = range_of(text, word);
            let beside = gap(&(sentence.start + at.start..sentence.start + at.end), span) <= BESIDE_UNION;
            beside && self.officers.has(word)
        };
        let is_guest = |word: &str| self.guests.has(word);
        // "(FGTB) était l'invité": whom a programme asks speaks for the union.
        buf[span.end..].starts_with(')') && words(text).any(is_guest)
            || said.any(is_officer) && said.any(|word| self.announces.has(word) || is_guest(word))
    }

    fn is_act(&self, word: &str, is_criminal: bool) -> bool {
        let acts = [&self.acts, &self.gives, &self.orders];
        let others = match is_criminal {
            true => self.reporting.has(word),
            false => acts.into_iter().any(|list| list.has(word)),
        };
        self.judges.has(word) || others
    }
}

impl Meanings {
    /// What is done to others, right behind a name: no word says it of the subject itself.
    fn act_before(
        &self,
        buf: &str,
        span: &Range<usize>,
        before: &Range<usize>,
        is_criminal: bool,
    ) -> Option<Range<usize>> {
        let actors = &self.actors;
        let verb = words(&buf[before.clone()]).rfind(|word| actors.is_act(word, is_criminal))?;
        let Range { start, end } = range_of(buf, verb);
        let between = &buf[end..before.end];
        let stops = [':', ';', '(', '!', '?', '\u{2013}', '\u{2014}'];
        let is_report = || {
            let mut of_report = words(between).chain(words(&buf[span.clone()]));
            of_report.any(|word| actors.reports.has(word))
        };
        let is_buyer = actors.orders.has(verb)
            && !words(&buf[before.start..start]).any(|word| actors.sellers.has(word))
            && !self.is_for_ward(line_behind(buf, span.end, COURT));
        let is_act = !is_buyer && !between.contains(stops) && !self.is_of_subject(verb, between, &buf[span.clone()]);
        let counts = match is_criminal && !actors.judges.has(verb) {
            true => is_report(),
            false => !words(between).any(|word| self.ties.causes.has(word)),
        };
        let is_behind_name = words(&buf[before.start..start]).next_back().is_some_and(|word| {
            let comma = buf[..start].trim_end().ends_with(',');
            comma || word.starts_with(char::is_uppercase) || actors.before_acts.contains(word)
        });
        (is_act && counts && is_behind_name).then_some(start..end)
    }

    /// What is ordered is for a part of an organisation: "und Rollstühle für die Station".
    fn is_for_ward(&self, behind: &str) -> bool {
        let mut said = words(behind.split('.').next().unwrap_or(""));
        said.any(|word| self.for_many.has(word))
            && said
                .find(|word| {
                    !self.ties.fillers.has(word) && !self.actors.to_fields.has(word) || self.things.is_ward(word)
                })
                .is_some_and(|word| self.things.is_ward(word))
    }

    /// "Commissaris An Claes over de ": a title of what somebody says, but for what is their own.
    fn speech_before(&self, buf: &str, span: &Range<usize>, before: &Range<usize>) -> Option<Range<usize>> {
        let text = &buf[before.clone()];
        let speaks = words(text).find(|word| !is_of_name(word))?;
        let range = range_of(buf, speaks);
        let is_about = self.actors.speaks.has(speaks) && buf[..range.start].ends_with(' ');
        (is_about && !self.is_of_subject(speaks, &buf[range.end..span.start], &buf[span.clone()])).then_some(range)
    }

    /// "leerkracht islamitische godsdienst", "professeur de religion islamique"
    fn is_taught(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let actors = &self.actors;
        let behind = &buf[span.end..sentence.end.max(span.end)];
        let mut before = words(&buf[sentence.start.min(span.start)..span.start]).rev().peekable();
        let is_subject = words(&buf[span.clone()])
            .chain(words(behind).next())
            .chain(before.peek().copied())
            .any(|word| actors.subjects.has(word));
        let whose = before
            .take(FIELD_WORDS)
            .find(|word| !actors.to_fields.has(word) && !actors.subjects.has(word));
        is_subject && whose.is_some_and(|word| actors.teachers.has(word))
    }

    /// The words behind a verb say the term of whoever does it: "behandelt zijn diabetes", "herstelt van", "soigne une grippe".
    pub(super) fn is_of_subject(&self, verb: &str, between: &str, term: &str) -> bool {
        let (actors, ties) = (&self.actors, &self.ties);
        let is_own = |word: &str| ties.owners.has(word) || ties.pronouns.has(word);
        let is_said = |word: &str| {
            let with = actors.with.has(word) && !actors.talks.has(verb);
            with || is_own(word) || ties.being.has(word) || ties.having.has(word) || actors.not_done.has(word)
        };
        let object = || words(between).chain(words(term));
        let is_ill = actors.develops.has(verb) && !words(between).any(|word| actors.made.has(word));
        let is_given = actors.gives.has(verb) && !object().any(|word| actors.lessons.has(word));
        let mut last = words(between).rev();
        // Who asks "for" a paper, or for one of them, asks it of others.
        let asks = self.occupations.is_asking(verb);
        let of_one = !asks && last.next().is_some_and(|word| matches!(word, "un" | "une"));
        let mut near = words(between).rev().take(FOR_WHOM_WORDS);
        of_one
            || self.is_second_clause(between, term)
            || !asks && words(between).next().is_some_and(|word| actors.right_behind.has(word))
            || near.any(|word| actors.for_whom.has(word))
            || words(between).any(is_said)
            || words(term).next().is_some_and(is_own)
            || is_ill
            || is_given
    }

    /// Another verb says how its subject is: "verkoopt schoenen en lijdt aan", "vend des chaussures mais a le".
    fn is_second_clause(&self, between: &str, term: &str) -> bool {
        let is_state =
            |word: &str| self.ties.being.has(word) || self.ties.having.has(word) || self.actors.states.has(word);
        let said: Vec<&str> = words(between).chain(words(term).next()).collect();
        let states_behind = |at: usize| said[at + 1..].iter().take(AND_WORDS).any(|word| is_state(word));
        (0..said.len()).any(|at| self.actors.ands.has(said[at]) && states_behind(at))
    }

    /// "1re h religion catholique (M. Dubois)": a lesson in a timetable.
    fn is_lesson(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let line = sentence.start.min(span.start)..sentence.end.max(span.end);
        let before = words(&buf[line.start..span.start]).next_back();
        let mut subject = words(&buf[span.clone()]).chain(before);
        subject.any(|word| self.actors.subjects.has(word))
            && words(&buf[line]).any(|word| self.actors.timetables.has(word))
    }

    /// "verpleegkundige op de dienst dialyse", "verantwoordelijk voor de ziektemeldingen": the field of somebody's work.
    fn is_field(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>, is_criminal: bool) -> bool {
        let actors = &self.actors;
        let is_of_care = words(&buf[span.clone()])
            .next()
            .is_some_and(|word| actors.is_field_of_care(word));
        let before = &buf[sentence.start.min(span.start)..span.start];
        for word in words(behind_last(before, &[',', ';', ':', '(', ')', '\t', '|', '-', '\n']))
            .rev()
            .take(FIELD_WORDS)
        {
            if is_of_care && (actors.works.has(word) || self.is_job(word)) || !is_criminal && actors.charged.has(word) {
                return true;
            }
            if !actors.to_fields.has(word) {
                return false;
            }
        }
        false
    }

    /// "Specialisaties: depressie, angst": what somebody treats.
    fn is_speciality(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = wrapped_before(buf, span.start, COURT);
        // Most lines have no label.
        if memchr::memchr(b':', line.as_bytes()).is_none() {
            return false;
        }
        let Some((label, _)) = behind_last(line, &['.', ';', '!', '?']).rsplit_once(':') else {
            return false;
        };
        words(label)
            .rev()
            .take(LABEL_WORDS)
            .any(|word| self.actors.specialities.has(word))
    }

    /// A court whose members are named behind it: "Voorzitter: ".
    fn is_court(&self, buf: &str, span: &Range<usize>) -> bool {
        let actors = &self.actors;
        let behind = behind(buf, span.end, COURT);
        let is_chair = |label: &str| words(label).next_back().is_some_and(|word| actors.chairs.has(word));
        words(&buf[span.clone()]).any(|word| actors.courts.has(word))
            && behind.match_indices(':').any(|(at, _)| is_chair(&behind[..at]))
    }
}
