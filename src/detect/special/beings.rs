//! Whoever a term is said of is no living person: an animal, a machine, somebody of a novel or of history.

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last, is_of_name};
use super::wordlist::{WordPatterns, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{offset_of, range_of};
use crate::detect::asked::Asked;
use crate::detect::date::month;
use crate::detect::names::WordSet;
use crate::detect::split::Words;

/// Words of an animal's owner: "de kat van mevrouw Van den Broeck".
const OWNER_WORDS: usize = 6;
/// Born in such a year, nobody is alive.
const HISTORY: Range<u32> = 1000..1920;
/// Whoever was born from this year on may be alive.
const ALIVE: u32 = 1900;
/// Words between a birth and its year: "geboren te Gent in 1917".
const BIRTH_WORDS: usize = 4;
/// Words from "met" to an animal: "met zijn hond".
const BESIDE_WORDS: usize = 2;
/// Whoever died in a later year before this one is no person of today either.
const DIED: Range<u32> = 1920..1960;
/// The years of a life.
const LIFE: Range<u32> = 5..115;
const YEAR: usize = 4;
/// Words of a label before what is told, and from a character to the name.
const LABEL_WORDS: usize = 6;
const NAME_WORDS: usize = 2;
const OPENING: [char; 6] = ['\'', '"', '\u{2018}', '\u{201c}', '\u{201e}', '«'];
const CLOSING: [char; 6] = ['\'', '"', '\u{2019}', '\u{201d}', '\u{201c}', '\u{bb}'];

/// The words of `lexicon.toml` for whoever is no living person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beings {
    animals: WordPatterns,
    /// Right behind one: "berger allemand".
    breeds: WordPatterns,
    /// Nouns of German, that a capital does not make a name.
    german: WordPatterns,
    owned_by: WordPatterns,
    titles: WordPatterns,
    of_owners: WordPatterns,
    /// Before a year.
    in_year: WordPatterns,
    born: WordPatterns,
    died: WordPatterns,
    founded: WordPatterns,
    /// Before an animal that somebody has: "Jan Peeters met hond".
    beside: WordPatterns,
    /// Somebody plays one.
    plays: WordPatterns,
    /// Between that verb and the part, besides a name: "speelt hij een".
    players: WordPatterns,
    fiction: WordPatterns,
    /// Films before their titles; books that tell of nobody who lives; somebody in one, before the name.
    shows: WordPatterns,
    novels: WordPatterns,
    characters: WordPatterns,
    /// "Im Roman", "in chapter nine"; reviews with a title.
    inside: WordPatterns,
    before_stories: WordPatterns,
    stories: WordPatterns,
    chapters: WordPatterns,
    reviews: WordPatterns,
    /// As they are written, before somebody who is played, and in a surname: "à" is no "a", "Van" no "van".
    articles: WordSet<String>,
    particles: WordSet<String>,
}

impl Detector {
    /// It is said of no living person, or only in a manner of speaking.
    pub(super) fn is_of_no_person(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let sentence = asked.told_in(buf, span);
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        meanings.figures.hold(&meanings.ties.fillers, buf, span)
            || meanings.verdicts.is_no_penalty(buf, span, &sentence)
            || meanings.beings.is_of_the_past(&buf[sentence.clone()])
            || meanings.beings.is_played(buf, span, &sentence)
            || meanings.verb_of_animal(buf, span, &sentence).is_some_and(|verb| {
                let between = verb.end.min(span.start)..span.start;
                !self.has_name(window, &between) && self.name_near(buf, &between, window.terms, asked).is_none()
            })
    }
}

impl Meanings {
    /// The verb that says something of an animal or a machine: "De hond van Jan Peeters heeft".
    fn verb_of_animal(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let beings = &self.beings;
        let before = &buf[sentence.start..span.start];
        if !beings.animals.any_in(before) {
            return None;
        }
        let before: Vec<&str> = words(before).collect();
        let at = (0..before.len()).rev().find(|&at| beings.is_animal(&before, at))?;
        let is_verb = |word: &str| self.verbs.has(word) || self.ties.having.has(word) || self.ties.being.has(word);
        let animal = range_of(buf, before[at]).end;
        // "… de hond. Jan Peeters heeft": another sentence.
        let next = before.get(at + 1).map_or(span.start, |word| offset_of(buf, word));
        if !buf[animal..next].trim().is_empty() {
            return None;
        }
        let (mut n_owner, mut is_open) = (0, false);
        for word in before[at + 1..].iter().take(OWNER_WORDS) {
            if is_verb(word) && !is_open {
                let range = range_of(buf, word);
                let comma = buf[animal..range.start].contains(',');
                let behind = &buf[range.end..span.start];
                return (!comma && !self.is_of_owner(behind, &buf[span.clone()], is_verb)).then_some(range);
            }
            // "le berger allemand de Luc", "onze hond Rex", "de hond van Jan"
            let is_owner = n_owner == 0 && beings.breeds.has(word)
                || n_owner > 0 && beings.is_of_owner(word)
                || word.starts_with(char::is_uppercase);
            is_open = beings.owned_by.has(word);
            if !is_open && !is_owner {
                return None;
            }
            n_owner += 1;
        }
        // The term may begin with the verb: "de kat van Els is blind".
        let first = words(&buf[span.clone()]).next().is_some_and(is_verb);
        (first && before[at + 1..].len() == n_owner).then_some(span.start..span.start)
    }

    /// Behind what an animal or a machine does, the words speak of somebody, or why it is so: "wordt aangepast wegens zijn".
    fn is_of_owner(&self, between: &str, term: &str, is_verb: impl Fn(&str) -> bool) -> bool {
        let (ties, clauses) = (&self.ties, &self.clauses);
        let is_own = |word: &str| ties.owners.has(word) || ties.pronouns.has(word);
        let is_other = |word: &str| {
            is_own(word) || ties.causes.has(word) || clauses.heads.has(word) || self.actors.not_done.has(word)
        };
        between
            .split(',')
            .skip(1)
            .any(|part| words(part).next().is_some_and(&is_verb))
            || words(between).any(is_other)
            || words(term)
                .next()
                .is_some_and(|word| is_own(word) || ties.causes.has(word))
    }
}

impl Beings {
    /// "geboren", "née"
    pub(super) fn is_of_birth(&self, word: &str) -> bool {
        self.born.has(word)
    }

    /// "hond", also a machine
    pub(super) fn is_word_for_animal(&self, word: &str) -> bool {
        self.animals.has(word)
    }

    /// "mevr"
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.has(word)
    }

    fn is_of_owner(&self, word: &str) -> bool {
        is_of_name(word) || self.titles.has(word) || self.of_owners.has(word)
    }

    /// A word for an animal that is no surname: "de hond", not "Jan De Hond" nor "mevrouw de haan".
    fn is_animal(&self, words: &[&str], at: usize) -> bool {
        let word = words[at];
        if !self.animals.has(word) {
            return false;
        }
        let is_name = word.starts_with(char::is_uppercase) && !self.german.has(word) && at > 0;
        let before = |n: usize| at.checked_sub(n).map(|at| words[at]);
        let is_titled = (1..=2).filter_map(before).any(|word| self.titles.has(word));
        let is_surname = before(1).is_some_and(|word| self.particles.contains(word))
            && before(2).is_some_and(|word| word.starts_with(char::is_uppercase));
        let has_other = || words[..at].iter().any(|word| self.animals.has(word));
        let is_beside =
            || at > 1 && (1..=BESIDE_WORDS).filter_map(before).any(|word| self.beside.has(word)) && !has_other();
        !is_name && !is_titled && !is_surname && !is_beside() && (at > 0 || self.german.has(word))
    }

    /// "(1851-1926)", "en 1849", "mourut en 1934": the years of somebody long dead.
    fn is_of_the_past(&self, sentence: &str) -> bool {
        // Most sentences have no year.
        if !sentence.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let has_died = || words(sentence).any(|word| self.died.has(word));
        let years = || words(sentence).filter_map(|word| Some((word, year(word)?)));
        let is_in = |word: &str| {
            let before = &sentence[..offset_of(sentence, word)];
            words(before).next_back().is_some_and(|before| self.in_year.has(before)) && before.ends_with(' ')
        };
        // Of a date only who died or was born on it is long dead.
        let is_of_day = |word: &str, year: u32| {
            let before = &sentence[..offset_of(sentence, word)];
            words(before).next_back().is_some_and(|word| month(word).is_some())
                && (has_died() || year < ALIVE && self.is_birth(sentence, word))
        };
        // Numbers of postal districts stand before their names.
        let is_alone = |word: &str| {
            let behind = &sentence[range_of(sentence, word).end..];
            !behind.trim_start_matches(' ').starts_with(char::is_uppercase)
        };
        let is_founded = || words(sentence).any(|word| self.founded.has(word));
        let mut dated = years().filter(|&(word, year)| {
            (is_in(word) || is_of_day(word, year))
                && is_alone(word)
                && !(year >= ALIVE && self.is_birth(sentence, word))
        });
        has_life(sentence)
            || dated.any(|(_, year)| HISTORY.contains(&year) || DIED.contains(&year) && has_died()) && !is_founded()
    }

    /// The year is one of a birth: "geboren in 1917", "née en 1912".
    fn is_birth(&self, sentence: &str, year: &str) -> bool {
        let before = &sentence[..offset_of(sentence, year)];
        let near = words(behind_last(before, &[',', ';', '.', '(']))
            .rev()
            .take(BIRTH_WORDS);
        near.into_iter().any(|word| self.is_of_birth(word))
    }

    /// "joue un", "speelt hij een", "speelt Jan Peeters een"
    fn ends_with_part(&self, before: Words<'_>) -> bool {
        let mut last = before.rev();
        let is_article = last.next().is_some_and(|word| self.articles.contains(word));
        let mut verb = last.skip_while(|word| self.players.has(word) || is_of_name(word));
        is_article && verb.next().is_some_and(|word| self.plays.has(word))
    }

    /// Somebody plays one, or one is in a novel: "joue un alcoolique", "in 'Het smelt' krijgt de vader".
    fn is_played(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = &buf[sentence.start..span.start];
        let is_fiction = || words(&buf[sentence.clone()]).any(|word| self.fiction.has(word));
        // "joue un détenu schizophrène": in a film also behind another word.
        let is_part = self.ends_with_part(words(before)) || {
            let mut shorter = words(before);
            shorter.next_back().is_some() && self.ends_with_part(shorter) && is_fiction()
        };
        is_part
            || has_title(before) && is_fiction()
            || self.is_of_a_character(before)
            || self.is_in_story(before)
            || self.is_in_chapter(&buf[span.end..sentence.end])
            || self.is_labelled_fiction(before)
    }

    /// "het personage Ondine wordt", "le personnage d'Emma devient": whoever is named right behind the word is made up.
    fn is_of_a_character(&self, before: &str) -> bool {
        let Some(word) = self.characters.first_in(before) else {
            return false;
        };
        let rest = &before[range_of(before, word).end..];
        let is_name = |word: &str| {
            word.rsplit('\'')
                .next()
                .is_some_and(|name| name.starts_with(char::is_uppercase))
        };
        !rest.contains(',') && words(rest).take(NAME_WORDS).any(is_name)
    }

    /// "Im Roman erkrankt Hans", "In het verhaal is Emma": what the sentence begins with, no "In het verhaal van Emma".
    fn is_in_story(&self, before: &str) -> bool {
        let mut first = words(before);
        first.next().is_some_and(|word| self.inside.has(word)) && {
            let mut rest = first.skip_while(|word| self.before_stories.has(word));
            rest.next().is_some_and(|word| self.stories.has(word))
                && rest.next().is_none_or(|word| !self.owned_by.has(word))
        }
    }

    /// "dies of tuberculosis in chapter nine"
    fn is_in_chapter(&self, behind: &str) -> bool {
        let mut first = words(behind);
        behind.starts_with(' ')
            && first.next().is_some_and(|word| self.inside.has(word))
            && first
                .find(|word| !self.before_stories.has(word))
                .is_some_and(|word| self.chapters.has(word))
    }

    /// "Critique du film « Close » : Luc est malade": the label of a review has the title in it.
    fn is_review(&self, label: &str) -> bool {
        let mut quoted = label
            .match_indices(OPENING)
            .filter(|&(at, _)| label[..at].ends_with(' '));
        let first = quoted.next().map(|(at, _)| &label[..at]);
        first.is_some_and(|kind| {
            words(kind).nth(LABEL_WORDS).is_none()
                && words(kind).any(|word| self.reviews.has(word) || self.shows.has(word))
        })
    }

    /// "Novel summary: Inspector Hale arrests …", "Film : « Close »": a line whose label is of a book, or of a film with a title.
    fn is_labelled_fiction(&self, before: &str) -> bool {
        let Some((label, told)) = before.split_once(':') else {
            return false;
        };
        if self.is_review(label) {
            return true;
        }
        let is_name = |word: Option<&str>| word.is_none_or(|word| word.starts_with(char::is_uppercase));
        let (mut label, is_short) = (words(label), words(label).nth(LABEL_WORDS).is_none());
        let first = label.next();
        // "Roman Jacobs: " is somebody.
        let is_novel = !is_name(label.next());
        // "Film: "Close" Jan Peeters is ziek"
        let is_titled = || {
            let title = told.trim_start().strip_prefix(OPENING);
            let rest = title.and_then(|title| title.split_once(CLOSING));
            title.is_some() && rest.is_none_or(|(_, rest)| !is_name(words(rest).next()))
        };
        is_short && first.is_some_and(|word| is_novel && self.novels.has(word) || self.shows.has(word) && is_titled())
    }
}

fn year(word: &str) -> Option<u32> {
    let is_year = word.len() == YEAR && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok()).flatten()
}

/// "(1400-1500)": hours of a day.
fn is_time(year: u32) -> bool {
    matches!(year % 100, 0 | 15 | 30 | 45)
}

/// Years of birth and death in brackets.
fn has_life(sentence: &str) -> bool {
    sentence.match_indices('(').any(|(at, _)| {
        let inside = sentence[at + 1..].split(')').next().unwrap_or("");
        let mut parts = inside.split(['-', '\u{2013}']).map(str::trim);
        let life = (parts.next().and_then(year), parts.next().and_then(year), parts.next());
        matches!(life, (Some(born), Some(died), None)
            if !(is_time(born) && is_time(died)) && HISTORY.contains(&born) && died.checked_sub(born).is_some_and(|age| LIFE.contains(&age)))
    })
}

/// A title in quotation marks behind "in".
fn has_title(text: &str) -> bool {
    let is_in = |before: &str| matches!(words(before).next_back(), Some("in" | "dans" | "In" | "Dans" | "im"));
    text.match_indices(OPENING)
        .any(|(at, _)| text[..at].ends_with(' ') && is_in(&text[..at]))
}
