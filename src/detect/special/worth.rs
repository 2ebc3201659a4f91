//! What a term of a special category is worth where it stands: whom it is about, and what speaks against it.

use std::ops::Range;

use super::about::sentence;
use super::meaning::is_of_name;
use crate::detect::Detector;
use crate::detect::around::{gap, line_around, line_before, offset_of};
use crate::detect::asked::Asked;
use crate::detect::context::{FAR, ROW_REACH, terms_in};
use crate::detect::engine::TermHit;
use crate::detect::hit::{Code, Hit};
use crate::detect::lexicon::TermInfo;
use crate::text::Location;

/// Bytes in which a word can show that a term means something else.
const AMBIGUOUS: usize = 40;
/// Bytes around a term in which terms add up.
const TOGETHER: usize = 150;
/// Bytes in which many categories are an enumeration, and how many are.
const ENUMERATION: usize = 400;
pub(super) const ENUMERATED: u32 = 4;
/// A strong anchor this close, in the same sentence or row, is data about a person whatever the document is.
const CLOSE: usize = 100;
/// Bytes around a term in which template markers count, and how many make a template.
const TEMPLATE: usize = 700;
const TEMPLATE_MARKERS: usize = 2;
/// Points of a strong term, and most points of weak ones.
const STRONG: u32 = 3;
const WEAK: u32 = 2;
/// Points without a person near that count in a document about persons.
const ENOUGH_ELSEWHERE: u32 = 6;
/// The nine categories; minors are not one of them.
pub(super) const CATEGORIES: u16 = (1 << 9) - 1;

/// The first of them; those of states in which only beings are: no firm is pregnant, but some are members or convicted.
const HEALTH: u16 = 1;
const OF_BEINGS: u16 = HEALTH | 1 << 1 | 1 << 5 | 1 << 7;

/// Parties and mandates.
pub(super) const POLITICS: u16 = 1 << 2;

/// Bytes of a name, at most.
const LONGEST_NAME: usize = 100;
/// Letters of an acronym that stands behind a name and is no part of it.
const LONGEST_ACRONYM: usize = 4;
/// Words of a name, at most.
const NAME_WORDS: usize = 4;

/// What a term of a category is worth where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// An identifier of a person is near: high. `sure` when it is so near that the kind of document does not matter.
    Strong { sure: bool, anchor: Option<usize> },
    /// It stands in a row of a person, under a heading that says what it is: high, if there are several such rows.
    Headed { anchor: Option<usize> },
    /// A name is near, or someone speaks of oneself: medium.
    Weak,
    /// Nobody is near: medium if the document is about persons elsewhere.
    Elsewhere,
}

impl Worth {
    /// The reason that is given for it.
    pub fn code(self) -> Code {
        match self {
            Self::Strong { .. } | Self::Weak => Code::PersonNear,
            Self::Headed { .. } => Code::ColumnHeading,
            Self::Elsewhere => Code::PersonElsewhere,
        }
    }

    /// The identifier of a person that it belongs to.
    pub fn anchor(self) -> Option<usize> {
        match self {
            Self::Strong { anchor, .. } | Self::Headed { anchor } => anchor,
            Self::Weak | Self::Elsewhere => None,
        }
    }

    /// One level lower; none is a topic.
    fn lowered(self) -> Option<Self> {
        match self {
            Self::Strong { sure: true, .. } | Self::Headed { .. } => Some(self),
            Self::Strong { sure: false, .. } => Some(Self::Weak),
            Self::Weak | Self::Elsewhere => None,
        }
    }
}

/// One window, as the terms are judged in it.
#[derive(Clone, Copy)]
pub struct Window<'w, 't> {
    pub buf: &'w str,
    pub terms: &'w [TermHit],
    pub hits: &'w [Hit<'t>],
    /// Sums of points from which a hit is an anchor.
    pub medium: i16,
    /// The document speaks of everybody.
    pub is_general: bool,
    /// The document is of programmers.
    pub technical: bool,
}

impl Detector {
    /// What the term is worth for a category (a bit); none if it is only a topic, or means something else.
    pub(in crate::detect) fn worth(
        &self,
        window: Window<'_, '_>,
        hit: &TermHit,
        category: u16,
        (location, name_in_row): (&Location<'_>, bool),
        asked: &mut Asked,
    ) -> Option<Worth> {
        let span = hit.start as usize..hit.end as usize;
        if self.means_something_else(window, hit, &span) || self.is_of_a_name(window, &span) {
            return None;
        }
        let scope = match location.row {
            Some(_) => line_around(window.buf, &span, ROW_REACH),
            None if self.term(hit).same_sentence => sentence(window.buf, &span),
            None => span.start.saturating_sub(FAR)..span.end + FAR,
        };
        let about = (&scope, location, name_in_row);
        let (anchor, is_about) = self.whom(window, &span, about, category, asked);
        let sure = anchor.is_some_and(|at| {
            let other = &window.hits[at];
            location.row.is_some() || is_close(window.buf, &span, &other.span())
        });
        let mut is_listed =
            || self.is_enumeration(window, &span, location) && !self.is_told(window, &span, anchor, asked);
        if !sure && (window.technical || is_listed()) {
            return None;
        }
        let worth = if anchor.is_some() || name_in_row {
            Worth::Strong { sure, anchor }
        } else if is_about {
            match self.birth_date_near(window, &scope) {
                true => Worth::Strong { sure, anchor },
                false => Worth::Weak,
            }
        } else if self.points_together(window, &span, category) >= ENOUGH_ELSEWHERE {
            Worth::Elsewhere
        } else {
            return None;
        };
        if sure {
            Some(worth)
        } else {
            self.settled(window, &span, worth, asked)
        }
    }

    /// The dearest questions, asked last: most terms are already known to be topics.
    fn settled(&self, window: Window<'_, '_>, span: &Range<usize>, worth: Worth, asked: &mut Asked) -> Option<Worth> {
        let meanings = &self.book.meanings;
        let is_nothing = meanings.denials.deny(window.buf, span)
            || meanings.is_unit(window.buf, span)
            || meanings.is_unit_with_number(window.buf, span)
            || meanings.is_of_all_members(window.buf, span)
            || meanings.goes_on_behind_verb(window.buf, span)
            || meanings.is_example(window.buf, span)
            || meanings.is_general_statement(window.buf, span);
        if is_nothing || self.is_clause(window, span, asked) || self.is_template(window.buf, span, asked) {
            return None;
        }
        let is_general = window.is_general && !self.is_tied_to_somebody(window, span, asked);
        let is_about_all = is_general
            || self.is_topic(window, span, asked)
            || worth == Worth::Weak && self.is_of_genre(window, span, asked);
        if is_about_all { worth.lowered() } else { Some(worth) }
    }

    fn means_something_else(&self, window: Window<'_, '_>, hit: &TermHit, span: &Range<usize>) -> bool {
        let blocks = self.term(hit).ambiguous;
        let reach = span.start.saturating_sub(AMBIGUOUS)..span.end + AMBIGUOUS;
        blocks != 0
            && terms_in(window.terms, &reach)
                .iter()
                .any(|other| self.term(other).drops & blocks != 0)
    }

    /// A part of a person's name: "Cesar Romani".
    fn is_of_a_name(&self, window: Window<'_, '_>, span: &Range<usize>) -> bool {
        let term = &window.buf[span.clone()];
        let behind = window.hits.partition_point(|hit| (hit.start as usize) < span.end);
        let near = window.hits[..behind].iter().rev();
        near.take_while(|hit| hit.start as usize + LONGEST_NAME > span.start)
            .any(|hit| {
                let is_part = span.end <= hit.end as usize && hit.start != span.start as u32;
                // "M. Dupont AVC", not "M. DUPONT ALI"
                let is_acronym = || term.len() <= LONGEST_ACRONYM && in_capitals(term);
                let stands_apart = || is_acronym() && !in_capitals(&window.buf[hit.start as usize..span.start]);
                Some(hit.rule) == self.words.name && is_part && !stands_apart()
            })
    }

    /// Its writer says it of oneself, or it is the state of somebody whose name is a word.
    pub(super) fn is_of_writer(&self, buf: &str, span: &Range<usize>, category: u16) -> bool {
        let meanings = &self.book.meanings;
        category & CATEGORIES != 0 && meanings.is_said_of_oneself(buf, span)
            || category == HEALTH && meanings.is_ill_by_word_name(buf, span)
    }

    /// It is said of somebody whose name no list knows.
    pub(super) fn is_of_unlisted(&self, buf: &str, span: &Range<usize>, category: u16) -> bool {
        let of_beings = category & OF_BEINGS != 0;
        category & CATEGORIES != 0 && self.book.meanings.is_said_of_unlisted(buf, span, of_beings)
    }

    /// The nearest hit that is about a person and may be meant, in the same row or at most 300 bytes away.
    pub(super) fn anchor_near(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        (scope, location): (&Range<usize>, &Location<'_>),
        is_meant: &dyn Fn(&Hit<'_>) -> bool,
    ) -> Option<usize> {
        let first = window
            .hits
            .partition_point(|hit| (hit.end as usize) < scope.start.saturating_sub(FAR));
        let in_scope = window.hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < scope.end);
        let distance = |hit: &Hit<'_>| gap(span, &hit.span());
        (first..)
            .zip(in_scope)
            .filter(|(_, hit)| hit.end as usize > scope.start && hit.points.sum() >= window.medium)
            .filter(|(_, hit)| self.rules[usize::from(hit.rule)].is_anchor[usize::from(hit.class)])
            .filter(|(_, hit)| location.row.is_none() || hit.same_row(location))
            .filter(|(_, hit)| location.row.is_some() || !self.is_contact(window.buf, hit))
            .filter(|(_, hit)| is_meant(hit))
            .min_by_key(|(_, hit)| distance(hit))
            .map(|(at, _)| at)
    }

    /// An address or number that is given to be used, or of somebody who is: "Apply to Ann Mace, ann.mace@…".
    fn is_contact(&self, buf: &str, hit: &Hit<'_>) -> bool {
        let (meanings, at) = (&self.book.meanings, hit.start as usize);
        self.rules[usize::from(hit.rule)].file.category == "contact"
            && (meanings.is_bystander(buf, at)
                || name_before(buf, at).is_some_and(|name| meanings.is_bystander(buf, name)))
    }

    fn points_together(&self, window: Window<'_, '_>, span: &Range<usize>, category: u16) -> u32 {
        let reach = span.start.saturating_sub(TOGETHER)..span.end + TOGETHER;
        let of = |bits: fn(&TermInfo) -> u16| {
            let terms = terms_in(window.terms, &reach).iter();
            terms.filter(move |hit| bits(self.term(hit)) & category != 0)
        };
        let n_of = |bits: fn(&TermInfo) -> u16| n_words(window.buf, of(bits));
        let (strong, weak) = (n_of(|info| info.strong), n_of(|info| info.weak));
        let first = window.hits.partition_point(|hit| (hit.start as usize) < reach.start);
        let mut near = window.hits[first..]
            .iter()
            .take_while(|hit| (hit.start as usize) < reach.end);
        let has_evidence = near.any(|hit| {
            let speaks = |&(rule, categories): &(u16, u16)| rule == hit.rule && categories & category != 0;
            hit.points.sum() >= self.scale.confidence.low && self.evidence.iter().any(speaks)
        });
        STRONG * (strong + u32::from(has_evidence)) + WEAK.min(weak)
    }

    /// Four of the nine categories within 400 bytes that hold the term.
    fn is_enumeration(&self, window: Window<'_, '_>, span: &Range<usize>, location: &Location<'_>) -> bool {
        if self.is_answer(window, span) {
            return false;
        }
        let reach = match location.row {
            Some(_) => line_around(window.buf, span, ENUMERATION),
            None => span.start.saturating_sub(ENUMERATION)..span.start + ENUMERATION,
        };
        let terms = terms_in(window.terms, &reach);
        terms.iter().enumerate().any(|(at, first)| {
            let within = |hit: &&TermHit| hit.start - first.start <= ENUMERATION as u32;
            let seen = terms[at..].iter().take_while(within).fold(0, |seen, hit| {
                let info = self.term(hit);
                seen | ((info.strong | info.weak) & CATEGORIES)
            });
            first.start as usize <= span.start
                && first.start as usize + ENUMERATION >= span.start
                && seen.count_ones() >= ENUMERATED
        })
    }

    fn is_template(&self, buf: &str, span: &Range<usize>, asked: &mut Asked) -> bool {
        let reach = span.start.saturating_sub(TEMPLATE)..span.end + TEMPLATE;
        asked.has_markers(buf, &reach, &self.book.template_markers, TEMPLATE_MARKERS)
    }
}

/// Where the name begins that stands right before an address, with nothing but signs and perhaps a department between: "Ann Mace
/// (HR): ".
fn name_before(buf: &str, at: usize) -> Option<usize> {
    let before = line_before(buf, at, CLOSE);
    let bare = |text: &'_ str| text.trim_end_matches([' ', ',', ':', '(', '<', '-']).len();
    let line = &before[..bare(before)];
    let line = match line.strip_suffix(')').and_then(|inside| inside.rsplit_once('(')) {
        Some((name, _)) => &line[..bare(name)],
        None => line,
    };
    let name = line.split(' ').rev().take(NAME_WORDS).take_while(|word| {
        let ends = word.ends_with([',', '.', ':', ';', '!', '?']) && !line.ends_with(word);
        is_of_name(word) && !ends
    });
    let first = name.last().filter(|first| !first.is_empty())?;
    Some(at - before.len() + offset_of(before, first))
}

fn in_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// How many distinct words the terms are: a word that several patterns find ("epilepsie*" of two languages, "kanker*" and
/// "*kanker") is one, and so are a word that stands there again and two with only a space between ("bipolaire stoornis"). A
/// third behind them is another one: "epilepsie hernia diabetes" is a list.
fn n_words<'w>(buf: &str, terms: impl Iterator<Item = &'w TermHit>) -> u32 {
    let mut seen = Vec::new();
    let (mut n, mut end, mut is_new, mut is_pair) = (0, None, false, false);
    for hit in terms {
        let is_same = end.is_some_and(|end| hit.start <= end);
        let follows = |end: u32| hit.start == end + 1 && buf.as_bytes().get(end as usize) == Some(&b' ');
        let is_second = !is_same && !is_pair && end.is_some_and(follows);
        if !is_same {
            is_pair = is_second;
        }
        if !is_same && !is_second {
            n += u32::from(is_new);
            is_new = true;
        }
        end = end.max(Some(hit.end));
        match seen.contains(&hit.term) {
            true => is_new = false,
            false => seen.push(hit.term),
        }
    }
    n + u32::from(is_new)
}

/// At most 100 bytes apart, and no sentence or line ends between.
fn is_close(buf: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let between = a.end.min(b.end)..a.start.max(b.start);
    if between.start >= between.end {
        return true;
    }
    let between = &buf[between];
    between.len() <= CLOSE && !between.contains('\n') && !between.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::{n_words, name_before};
    use crate::detect::engine::TermHit;

    #[test]
    fn a_word_that_several_patterns_find_is_one() {
        #[track_caller]
        fn check(hits: &[(u32, u32, u32)], expected: u32) {
            let spaces = " ".repeat(60);
            assert_eq!(count(&spaces, hits), expected);
        }
        fn count(buf: &str, hits: &[(u32, u32, u32)]) -> u32 {
            let hits: Vec<TermHit> = hits
                .iter()
                .map(|&(term, start, end)| TermHit { term, start, end })
                .collect();
            n_words(buf, hits.iter())
        }
        check(&[], 0);
        check(&[(1, 0, 9)], 1);
        check(&[(1, 0, 9), (2, 0, 9)], 1);
        check(&[(1, 0, 9), (2, 0, 9), (1, 20, 29), (2, 20, 29)], 1);
        check(&[(1, 0, 9), (2, 4, 15), (3, 14, 20)], 1);
        check(&[(1, 0, 9), (2, 10, 15)], 1);
        check(&[(1, 0, 9), (2, 11, 15)], 2);
        check(&[(1, 0, 9), (2, 0, 9), (3, 20, 29), (1, 40, 49)], 2);
        // A list is no pair.
        check(&[(1, 0, 9), (2, 10, 16), (3, 17, 25)], 2);
        check(&[(1, 0, 9), (2, 10, 16), (3, 17, 25), (4, 26, 32), (5, 33, 42)], 3);
        check(&[(1, 0, 9), (2, 0, 9), (3, 10, 16), (4, 10, 16)], 1);
        for sign in ["\n", ",", "/"] {
            assert_eq!(count(&sign.repeat(60), &[(1, 0, 9), (2, 10, 16)]), 2, "{sign:?}");
        }
    }

    #[test]
    fn an_address_is_of_the_name_right_before_it() {
        #[track_caller]
        fn check(before: &str, expected: Option<&str>) {
            let found = name_before(before, before.len()).map(|at| &before[at..]);
            assert_eq!(found, expected, "{before}");
        }
        check("Apply to Ann Mace, ", Some("Ann Mace, "));
        check("Mail Ann Van den Berg (HR): ", Some("Ann Van den Berg (HR): "));
        check("bei Guido Klas melden (", None);
        check("aan Jan. Els Claes <", Some("Els Claes <"));
        check("naar ", None);
        check("", None);
    }
}
