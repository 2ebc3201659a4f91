//! What stands around a hit: keywords near and far, and the heading over it.

use std::collections::HashMap;
use std::ops::Range;

use super::Detector;
use super::engine::{Engine, Sweep, TermHit};
use super::headed::{begins_with_person, labels_of_row};
use super::hit::{Code, Points};
use super::labels::{is_of_form, is_right_before, is_whole};
use super::lexicon::Lists;
use super::names::PERSON;
use super::person::is_before_name;
use super::rule::{ClassBits, Rule};
use super::split;
use crate::text::{Location, Text};

/// Bytes in which a keyword is near, before and behind a value, on its line.
const NEAR_BEFORE: usize = 60;
const NEAR_AFTER: usize = 25;
/// Bytes in which it still counts.
pub const FAR: usize = 300;
/// A row is looked at this far to either side.
pub const ROW_REACH: usize = 600;
/// No term is longer.
const TERM_LEN: usize = 256;

/// What a heading or label says.
#[derive(Clone, Copy, Debug, Default)]
pub struct LabelInfo {
    pub context: Lists,
    /// The same of terms that are all of it.
    pub whole: Lists,
    /// Bits of the special categories it names.
    pub category: u16,
    /// Bits of the special categories of whose terms it is one and nothing else: "Zwanger", over answers.
    pub condition: u16,
    /// Bits of the lists of values (`[[valued]]`) that it is a heading of.
    pub valued: u16,
    /// It is the label of a person's name, of only a part of it, or one that also stands over names of things.
    pub name: bool,
    pub given: bool,
    pub surname: bool,
    pub loose: bool,
    /// It stands over things and accounts as often: only a known name below it is somebody's.
    pub vague: bool,
}

impl LabelInfo {
    /// Whether it says that a rule's values stand under or behind it.
    pub fn names(&self, rule: &Rule) -> bool {
        self.context & rule.keywords | self.whole & rule.labels != 0
    }
}

/// Address and length of a label, and what is known of it.
type Recent = (usize, usize, (u32, LabelInfo));

/// Headings and labels of a document, each looked up once.
#[derive(Default)]
pub struct Labels {
    known: HashMap<Box<str>, (u32, LabelInfo)>,
    /// The last labels by their address in the window: a column's heading stands at one address.
    recent: [Option<Recent>; 32],
    sweep: Sweep,
}

/// Labels that are remembered; a document with more has no real labels.
pub const MOST_LABELS: usize = 10_000;

impl Labels {
    /// A number for the label, and what it says. Labels beyond the limit share a number.
    pub fn look_up(&mut self, label: Option<&str>, engine: &mut Engine, detector: &Detector) -> (u32, LabelInfo) {
        let Some(label) = label else {
            return (0, LabelInfo::default());
        };
        let (address, len) = (label.as_ptr() as usize, label.len());
        let slot = (address >> 3 ^ address >> 8) % self.recent.len();
        if let Some((_, _, known)) = self.recent[slot].filter(|known| (known.0, known.1) == (address, len)) {
            return known;
        }
        let known = self.look_up_text(label, engine, detector);
        self.recent[slot] = Some((address, len, known));
        known
    }

    /// The headings of a row say together what a value in it is: a column for suppliers, and none for parts of names.
    pub fn row_speaks(
        &mut self,
        (text, location, offset): (&Text, &Location<'_>, usize),
        class: &ClassBits,
        engine: &mut Engine,
        detector: &Detector,
    ) -> bool {
        let (mut lists, mut is_of_persons) = (0, false);
        for label in labels_of_row(text, location, offset) {
            let info = self.look_up(Some(label), engine, detector).1;
            lists |= info.context;
            is_of_persons |= info.given || info.surname;
        }
        let speaks = lists & class.when != 0 && lists & class.unless == 0 && !is_of_persons;
        speaks && !begins_with_person(text, location, offset)
    }

    /// To be called when the text of a window changes.
    pub fn forget_addresses(&mut self) {
        self.recent = [None; 32];
    }

    fn look_up_text(&mut self, label: &str, engine: &mut Engine, detector: &Detector) -> (u32, LabelInfo) {
        if let Some(known) = self.known.get(label) {
            return *known;
        }
        let mut info = LabelInfo::default();
        self.read_label(&words_of(label), engine, detector, &mut info);
        if let Some(joined) = split::broken(label) {
            self.read_label(&joined, engine, detector, &mut info);
        }
        if let Some(parted) = split::numbered(label) {
            self.read_label(&parted, engine, detector, &mut info);
        }
        info.valued = detector.book.meanings.valued_under(label);
        if self.known.len() >= MOST_LABELS {
            return (u32::MAX, info);
        }
        let id = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
        self.known.insert(label.into(), (id, info));
        (id, info)
    }

    /// Adds what the terms say that stand in a label.
    fn read_label(&mut self, words: &str, engine: &mut Engine, detector: &Detector, info: &mut LabelInfo) {
        engine.sweep(words, 0..words.len(), &mut self.sweep);
        let mut name = false;
        for hit in &self.sweep.terms {
            let term = detector.term(hit);
            info.context |= term.context;
            let range = hit.start as usize..hit.end as usize;
            if is_whole(words, range.clone()) {
                info.whole |= term.context;
            }
            if detector.book.meanings.answers.are_under(words, range) {
                info.condition |= term.strong;
            }
            // Most of the heading, so that "date of the talk on illness" is none.
            if (hit.end - hit.start) as usize * 5 >= words.len() * 2 {
                info.category |= term.heading;
            }
            name |= term.name_label;
            info.given |= term.given_label;
            info.surname |= term.surname_label;
            info.loose |= term.loose_label;
            info.vague |= term.vague_label;
        }
        info.name |= name && !PERSON.is_of_something_else(words);
    }
}

/// `nationalNumber` and `national_number` as words, and as written: `eID` is one. No label needs more than a few.
fn words_of(label: &str) -> String {
    let plain: String = label.chars().take(200).collect();
    let mut words = split::identifier(&plain);
    if words.len() > plain.len() {
        words.push_str(" | ");
        words.push_str(&plain.replace('_', " "));
    }
    words
}

/// The terms that start in a range.
pub fn terms_in<'s>(terms: &'s [TermHit], range: &Range<usize>) -> &'s [TermHit] {
    let first = terms.partition_point(|term| (term.start as usize) < range.start);
    let len = terms[first..].partition_point(|term| (term.start as usize) < range.end);
    &terms[first..first + len]
}

/// Where the terms start that may speak for a span or against it.
pub fn terms_reach(span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(FAR + TERM_LEN)..span.end + FAR
}

/// Keywords around a span.
#[derive(Default)]
struct Around {
    near: Option<usize>,
    negative: Option<usize>,
    far: bool,
    /// A label on the line above.
    above: bool,
    /// The label of a form: see [`is_of_form`].
    in_form: bool,
    /// A keyword that things do not have, or near a word for a person.
    of_person: bool,
    /// A label of something else stands right before the span, or on the line above.
    of_other: bool,
    /// See [`Judged::by_keyword`].
    by_keyword: bool,
    follows: bool,
    /// All lists seen.
    lists: Lists,
}

/// What is between a term and a span.
struct Gap {
    distance: usize,
    is_near: bool,
    same_line: bool,
    /// The term stands on the line above.
    is_above: bool,
    /// A label before it would be the span's: see [`is_label_of`].
    belongs: bool,
}

impl Gap {
    /// None if they are too far apart, overlap, or stand in two rows of a table.
    fn of(buf: &str, term: &Range<usize>, span: &Range<usize>, in_table: bool) -> Option<Self> {
        let is_before = term.end <= span.start;
        let (between, near) = match () {
            () if is_before => (term.end..span.start, NEAR_BEFORE),
            () if term.start >= span.end => (span.end..term.start, NEAR_AFTER),
            () => return None,
        };
        let distance = between.len();
        let is_near = distance <= near;
        if distance > FAR {
            return None;
        }
        let mut line_ends = memchr::memchr_iter(b'\n', &buf.as_bytes()[between.clone()]);
        let same_line = (is_near || in_table) && line_ends.next().is_none();
        (same_line || !in_table).then(|| Self {
            distance,
            is_near,
            same_line,
            is_above: is_near && !same_line && is_before && line_ends.next().is_none(),
            belongs: is_near && is_before && is_label_of(buf, between),
        })
    }
}

impl Around {
    /// Takes note of the label of a form.
    fn note_form(&mut self, is_keyword: bool) {
        self.in_form = true;
        self.by_keyword |= is_keyword;
        self.follows |= is_keyword;
    }

    /// Takes note of a term: the lists it is in, whether it is a label right before the span, or a word for a person.
    fn note(&mut self, rule: &Rule, context: Lists, gap: &Gap, (is_label, names): (bool, bool)) {
        let speaks = context & rule.keywords != 0 || is_label;
        self.lists |= context;
        self.far |= speaks;
        self.of_person |= context & rule.keywords & !rule.weak != 0 || is_label || gap.is_near && names;
        self.above |= gap.is_above && speaks;
        self.of_other |= gap.belongs && (gap.same_line || gap.is_above) && context & rule.negative != 0;
        if !gap.is_near || !gap.same_line {
            return;
        }
        let nearest = |so_far: Option<usize>| Some(so_far.map_or(gap.distance, |nearest| nearest.min(gap.distance)));
        if speaks {
            let is_keyword = context & rule.keywords != 0;
            self.near = nearest(self.near);
            self.by_keyword |= is_keyword;
            self.follows |= is_keyword && gap.distance <= NEAR_AFTER && gap.belongs;
        }
        if context & rule.negative != 0 && (!is_strict(rule) || gap.belongs) {
            self.negative = nearest(self.negative);
        }
    }
}

/// Whether check digits prove a person's number: only its own label says that it is something else.
fn is_strict(rule: &Rule) -> bool {
    rule.file.anchor && rule.proof() == Code::CheckDigits
}

/// Whether a label belongs to the value behind what is `between`: with another number there, that is the label's, and
/// behind a comma another field begins.
fn is_label_of(buf: &str, between: Range<usize>) -> bool {
    let between = buf.as_bytes().get(between);
    between.is_some_and(|between| {
        !between
            .iter()
            .any(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b';'))
    })
}

/// The points of a value that a rule proved, and its class.
pub struct Judged {
    pub points: Points,
    pub class: u8,
    pub headed: bool,
    /// A heading, a label or a keyword says what it is; near, where there are no check digits and the rule does not say else.
    pub named: bool,
    /// A keyword, and no label that other things have too, is near; right before it, and no other number or field between.
    pub by_keyword: bool,
    pub follows: bool,
}

impl Detector {
    /// Points for a value at `span` whose proof gives `base`. `terms` begin where they reach the span. In a table only its own row speaks for it.
    pub(super) fn judge(
        &self,
        rule: &Rule,
        base: i16,
        class: u8,
        (buf, span, terms): (&str, &Range<usize>, &[TermHit]),
        (label, in_table): (LabelInfo, bool),
    ) -> Judged {
        let scale = &self.scale.confidence;
        let mut points = Points::default();
        points.add(rule.proof(), base);
        let headed = label.names(rule);
        if headed {
            points.add(Code::ColumnHeading, scale.heading);
        }
        let settled = headed && points.sum() >= scale.high && rule.class.is_none();
        let (mut class, mut lists) = (class, label.context);
        let (mut named, mut by_keyword, mut follows) = (headed, label.context & rule.keywords != 0, false);
        if !settled && rule.keywords | rule.labels | rule.negative != 0 {
            let around = self.around(rule, buf, span, terms, in_table);
            lists |= around.lists;
            (by_keyword, follows) = (by_keyword || around.by_keyword, around.follows);
            // A title far above names only what nothing nearer does.
            let is_of_other = around.of_other || label.context & rule.negative != 0;
            let is_of_title = rule.file.find.far && !is_of_other;
            named |= around.near.is_some()
                || around.above
                || around.in_form
                || (around.far && (rule.proof() == Code::CheckDigits || is_of_title));
            match (around.near, around.far) {
                _ if around.in_form && !headed => points.add(Code::ColumnHeading, scale.heading),
                (Some(_), _) if around.of_person => points.add(Code::KeywordNear, scale.keyword_near),
                (_, true) => points.add(Code::KeywordFar, scale.keyword_far),
                (_, false) => {}
            }
            let nearer = |negative| around.near.is_none_or(|near| negative < near);
            let named_otherwise = label.context & rule.negative != 0 && around.near.is_none();
            // Nothing else is written as one in its full form.
            let is_sure = is_strict(rule) && base >= scale.high;
            if !headed && !is_sure && (named_otherwise || around.negative.is_some_and(nearer)) {
                points.add(Code::NegativeKeyword, scale.negative);
            }
        }
        if let Some(other) = rule
            .class
            .filter(|class| lists & class.when != 0 && lists & class.unless == 0)
        {
            class = other.class;
        }
        Judged {
            points,
            class,
            headed,
            named,
            by_keyword,
            follows,
        }
    }

    fn around(&self, rule: &Rule, buf: &str, span: &Range<usize>, terms: &[TermHit], in_table: bool) -> Around {
        let mut around = Around::default();
        let class_lists = rule.class.map_or(0, |class| class.when | class.unless);
        let wanted = rule.keywords | rule.labels | rule.negative | class_lists;
        let reach = terms_reach(span);
        for hit in terms.iter().take_while(|hit| (hit.start as usize) < reach.end) {
            let info = self.term(hit);
            let (context, term) = (info.context & wanted, hit.start as usize..hit.end as usize);
            let names = rule.weak != 0 && (info.name_label || info.title && is_before_name(&buf[term.end..]));
            if context == 0 && !names {
                continue;
            }
            if let Some(gap) = Gap::of(buf, &term, span, in_table) {
                let is_label = context & rule.labels != 0 && is_right_before(buf, term.clone(), span.start);
                around.note(rule, context, &gap, (is_label, names));
                let is_keyword = context & rule.keywords & !rule.weak != 0;
                let is_named = |at: usize| self.is_named_at(rule, terms, at);
                if gap.is_near && (is_keyword || is_label) && is_of_form(buf, &term, span, is_named) {
                    around.note_form(is_keyword);
                }
            }
        }
        around
    }

    /// Whether a word that begins at a place is one of a rule's keywords or labels.
    fn is_named_at(&self, rule: &Rule, terms: &[TermHit], at: usize) -> bool {
        let mut terms = terms.iter().take_while(|term| term.start as usize <= at);
        terms.any(|term| (term.end as usize) > at && self.term(term).context & (rule.keywords | rule.labels) != 0)
    }
}
