//! Whom a term is about: somebody who is named, or everybody.

use std::ops::Range;

use super::meaning::wrapped_before;
use super::ordinal::is_ordinal_stop;
use super::reference::{are_initials, last_word};
use super::worth::{CATEGORIES, ENUMERATED, POLITICS, Window};
use crate::detect::Detector;
use crate::detect::around::{around, behind, line_around, line_behind};
use crate::detect::asked::Asked;
use crate::detect::context::{FAR, terms_in};
use crate::detect::hit::Hit;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::with_folded;
use crate::detect::split::alphabetic;

/// Names around a term that are asked who they are.
const MOST_NAMES: usize = 4;
/// A question of a form and its answer are no longer than this.
const ANSWER: usize = 80;
/// Short words of so many letters end a sentence, but for titles.
const LONG_TITLE: usize = 4;
/// Bytes of a list of names, and of what stands before it.
const NAMES: usize = 100;

impl Detector {
    /// Someone is named who is not merely to be contacted or speaking; in the frame of a letter only if that counts.
    pub(super) fn is_named(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        (scope, frame_counts): (&Range<usize>, bool),
        asked: &mut Asked,
    ) -> bool {
        let (meanings, told) = (&self.book.meanings, asked.told_in(window.buf, span));
        let is_meant = |at: usize| {
            if !frame_counts && meanings.is_framed(window.buf, at, span) {
                return false;
            }
            if meanings.is_kin(window.buf, at) {
                return meanings.is_told_of_kin(window.buf, at, span);
            }
            !meanings.is_bystander(window.buf, at)
                || meanings.is_told_of(window.buf, at, span)
                || meanings.is_told_by_pronoun(window.buf, at, span)
                || meanings.is_addressee(window.buf, at)
                    && meanings.speaks_to_reader(&window.buf[told.start..span.start])
        };
        self.names_one(window, scope, asked, &is_meant)
    }

    /// One of the names in `scope` stands where it is meant to.
    fn names_one(
        &self,
        window: Window<'_, '_>,
        scope: &Range<usize>,
        asked: &mut Asked,
        is_meant: &dyn Fn(usize) -> bool,
    ) -> bool {
        if self.names_in(window, scope).any(|hit| is_meant(hit.start as usize)) {
            return true;
        }
        let mut from = scope.start;
        for _ in 0..MOST_NAMES {
            let Some(at) = self.name_near(window.buf, &(from..scope.end), window.terms, asked) else {
                return false;
            };
            if is_meant(at) {
                return true;
            }
            from = window.buf.ceil_char_boundary(at + 1);
        }
        false
    }

    /// A name behind a label or a title starts in the range.
    pub(super) fn has_name(&self, window: Window<'_, '_>, scope: &Range<usize>) -> bool {
        self.names_in(window, scope).next().is_some()
    }

    /// Names behind labels and titles.
    fn names_in<'w, 't>(&self, window: Window<'w, 't>, scope: &Range<usize>) -> impl Iterator<Item = &'w Hit<'t>> {
        let (end, name) = (scope.end, self.words.name);
        let first = window.hits.partition_point(|hit| (hit.start as usize) < scope.start);
        let in_scope = window.hits[first..].iter();
        let in_scope = in_scope.take_while(move |hit| (hit.end as usize) <= end);
        in_scope.filter(move |hit| Some(hit.rule) == name)
    }

    /// The term is the subject of a talk or said of many people, and nothing ties it to somebody.
    pub(super) fn is_topic(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let meanings = &self.book.meanings;
        if meanings.is_of_group(window.buf, span) {
            return !(meanings.begins_with_group(window.buf, span) && is_list_of_names(window.buf, span, asked));
        }
        meanings.is_topic(window.buf, span, self.is_politics(window, span))
            && !self.is_tied_to_somebody(window, span, asked)
            && !self.is_added_to_somebody(window, span, asked)
    }

    fn is_politics(&self, window: Window<'_, '_>, span: &Range<usize>) -> bool {
        let mut terms = terms_in(window.terms, span).iter();
        terms.any(|hit| self.term(hit).strong & POLITICS != 0)
    }

    /// The sentence names somebody, and says it right behind the name or in a clause that speaks of no topic.
    fn is_added_to_somebody(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (meanings, sentence) = (&self.book.meanings, asked.told_in(window.buf, span));
        let is_told = |at: usize| {
            meanings.is_added_to(window.buf, at, span, &sentence)
                || meanings.is_said_in_clause(window.buf, at, span, &sentence)
        };
        self.names_one(window, &(sentence.start..span.start), asked, &is_told)
    }

    /// The sentence names somebody before the term, and says it of them.
    pub(super) fn is_tied_to_somebody(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let meanings = &self.book.meanings;
        let before = asked.told_in(window.buf, span).start..span.start;
        let names = |asked: &mut Asked| {
            self.names_in(window, &before).next().is_some()
                || self.name_near(window.buf, &before, window.terms, asked).is_some()
        };
        meanings.is_tied(window.buf, span) && (meanings.has_pronoun(window.buf, &before) || names(asked))
    }

    /// Of many categories together something is said of one person: an identifier is near, or the sentence has a name, and
    /// nobody speaks of data protection.
    pub(super) fn is_told(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        anchor: Option<usize>,
        asked: &mut Asked,
    ) -> bool {
        let reach = span.start.saturating_sub(FAR)..span.end + FAR;
        let is_policy = terms_in(window.terms, &reach).iter().any(|hit| self.term(hit).policy);
        let sentence = asked.told_in(window.buf, span);
        let is_list = || self.categories_in(window, &sentence).count_ones() >= ENUMERATED;
        let has_predicate = |at: usize| self.book.meanings.has_predicate(window.buf, at);
        !is_policy && (anchor.is_some() && !is_list() || self.names_one(window, &sentence, asked, &has_predicate))
    }

    /// What holds if somebody should fall ill, of nobody who is named.
    pub(super) fn is_clause(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (sentence, meanings) = (asked.told_in(window.buf, span), &self.book.meanings);
        let is_of_one = meanings.is_owned(window.buf, span)
            || meanings.is_tied(window.buf, span) && meanings.has_pronoun(window.buf, &(sentence.start..span.start));
        // Whoever is named behind the condition does what holds then.
        let rule = || meanings.rule_for_anybody(window.buf, span, &sentence);
        let unnamed = match meanings.condition_around(window.buf, span, &sentence).or_else(rule) {
            Some(condition) => condition,
            None if meanings.is_clause(window.buf, &sentence) => sentence,
            None => return false,
        };
        !is_of_one
            && self.names_in(window, &unnamed).next().is_none()
            && self.name_near(window.buf, &unnamed, window.terms, asked).is_none()
    }

    /// The answer to a question of a form, on a line of its own that speaks of nothing else: "Godsdienst: katholiek".
    pub(super) fn is_answer(&self, window: Window<'_, '_>, span: &Range<usize>) -> bool {
        let line = line_around(window.buf, span, ANSWER);
        let (before, whole) = (&window.buf.as_bytes()[line.start..span.start], line.len() <= ANSWER);
        let n_categories = self.categories_in(window, &line).count_ones();
        whole && memchr::memchr(b':', before).is_some() && n_categories == 1
    }

    /// Bits of the categories that the terms in a range are of.
    fn categories_in(&self, window: Window<'_, '_>, range: &Range<usize>) -> u16 {
        let infos = terms_in(window.terms, range).iter().map(|hit| self.term(hit));
        infos.fold(0, |seen, info| seen | ((info.strong | info.weak) & CATEGORIES))
    }
}

/// Names follow what is said of many people: "Medewerkers met astma: Jan Peeters, Els Claes".
fn is_list_of_names(buf: &str, span: &Range<usize>, asked: &mut Asked) -> bool {
    let behind = behind(buf, span.end, NAMES);
    let list = behind.trim_start_matches([' ', ':', '\n']);
    let start = span.end + behind.len() - list.len();
    let has_colon = buf[span.end..start].contains(':');
    let line = line_behind(buf, start, NAMES);
    // One name is whoever is there for them.
    let are_many = [",", ";", " en ", " et ", " und ", " and ", " & "]
        .iter()
        .any(|between| line.contains(between));
    has_colon
        && (are_many || buf[span.end..start].contains('\n'))
        && asked.given_name(buf, &(start..start + NAMES)) == Some(start)
}

/// The part of the sentence that is on the line of a span, or on lines that are wrapped into it: the lines of a form are no
/// sentence.
pub fn told_in(buf: &str, span: &Range<usize>) -> Range<usize> {
    let sentence = sentence(buf, span);
    let line = span.start - wrapped_before(buf, span.start, FAR).len();
    sentence.start.max(line)..sentence.end
}

/// The sentence that a span is in, at most 300 bytes to either side. Tags of markup end it too.
pub(super) fn sentence(buf: &str, span: &Range<usize>) -> Range<usize> {
    let Range { start: from, end: to } = around(buf, span, FAR);
    let ends = |text: &str, at: usize| match text.as_bytes()[at] {
        b'<' | b'>' => true,
        _ => text[at + 1..].chars().next().is_none_or(char::is_whitespace) && !is_ordinal_stop(text, at),
    };
    let before = &buf[from..span.start];
    let start = may_end(before)
        .rev()
        .find(|&at| ends(before, at) && !is_title_stop(&before[..at]));
    let behind = &buf[span.end..to];
    let end = may_end(behind).find(|&at| ends(behind, at) && !is_initial_stop(behind, at));
    start.map_or(from, |at| from + at)..end.map_or(to, |at| span.end + at)
}

/// Where the signs stand that a sentence may end with.
fn may_end(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    const SIGNS: [bool; 256] = {
        let mut signs = [false; 256];
        let mut at = 0;
        while at < b".!?\n<>".len() {
            signs[b".!?\n<>"[at] as usize] = true;
            at += 1;
        }
        signs
    };
    let bytes = text.bytes().enumerate();
    bytes.filter(|(_, byte)| SIGNS[usize::from(*byte)]).map(|(at, _)| at)
}

/// The full stop behind this belongs to a short word: "Mr.", "dhr.", "geb.", not "Gent.".
fn is_title_stop(before: &str) -> bool {
    let word = alphabetic(before).next_back().filter(|word| before.ends_with(word));
    word.is_some_and(|word| {
        word.len() < LONG_TITLE || with_folded(word, |word| CONTEXTS.person.long_titles.contains(word))
    })
}

/// The full stop belongs to the initial of a name: "Na zijn infarct werkt J. Claes halftijds."
fn is_initial_stop(text: &str, at: usize) -> bool {
    let (before, initial) = last_word(&text[..=at]);
    let name = text[at + 1..].strip_prefix(' ').unwrap_or("");
    are_initials(initial) && before.ends_with(' ') && name.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use crate::detect::asked::Asked;
    use crate::detect::tests::DETECTOR;

    #[test]
    fn a_list_of_names_stands_under_its_heading() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let start = text.find("astma").unwrap();
            let span = start..start + "astma".len();
            let is_list = DETECTOR.book.meanings.begins_with_group(text, &span)
                && super::is_list_of_names(text, &span, &mut Asked::default());
            assert_eq!(is_list, expected, "{text}");
        }
        check("Leerlingen met astma: Jan Peeters, Els Claes", true);
        check("Lijst van de leerlingen met astma: Jan Peeters en Els Claes", true);
        check("Leerlingen met astma:\nJan Peeters\nEls Claes", true);
        check("Leerlingen met astma: Jan Peeters", false);
        check(
            "Contactpersoon voor leerlingen met astma: Jan Peeters, Els Claes",
            false,
        );
        // As far away as this, a window may have been cut.
        let far = "x".repeat(5000);
        check(&format!("Leerlingen met astma: Jan Peeters {far}, Els Claes"), false);
        check(
            &format!("Leerlingen met astma:{}Jan Peeters, Els Claes", " ".repeat(5000)),
            false,
        );
    }
}
