//! Documents of a kind that says much of a person (payslips, applications, copies of identity cards): several distinct
//! words of their kind, and a person near; or the name of a picture that nobody read.

use std::ops::Range;

use super::amount;
use super::around::{before, behind, line_around};
use super::asked::Asked;
use super::context::{FAR, ROW_REACH, terms_in};
use super::engine::TermHit;
use super::hit::{Code, Hit, Points};
use super::lexicon::Lists;
use super::offer::{self, heads_words, is_title};
use super::pay::{PAID_ROWS, is_beside};
use super::rolls::is_row_of_bills;
use super::rule::Rule;
use super::tally::{Group, GroupKey, Groups, Sample, Series, Value, group_place, key};
use super::technical::LogLines;
use super::{Detector, Session};
use crate::finding::{Place, Token};
use crate::text::{Location, NameId, Text};

/// How many of the words are there, or only a file's name; each gives a base score of its own.
pub static FORMS: &[&str] = &["few", "many", "name"];
/// The category of accounts.
const ACCOUNT: &str = "bank-account";
/// The category of documents that hold amounts: words of wages without one are of an offer or of a rule for everybody.
const SALARY: &str = "salary";
/// No more blanks and signs stand before the first word of a line.
const BLANKS: usize = 40;
/// No more distinct terms are counted.
const MOST_TERMS: usize = 8;
/// No term is longer.
const LONGEST_TERM: u32 = 256;
const FEW: usize = 0;
const MANY: usize = 1;
const NAME: usize = 2;

/// What is known of one kind of document so far.
#[derive(Default)]
pub struct Cue {
    /// Distinct terms.
    terms: Vec<u32>,
    /// The first one, and whom it is about.
    first: Option<First>,
    person: Option<Token>,
    /// Distinct words that other texts have too, where they are headings, and whether somebody is named with one.
    labels: Vec<u32>,
    is_of_somebody: bool,
    /// An amount of money stands near one of the terms.
    has_amount: bool,
    /// It is an offer (a vacancy): the person in it is the one to write to.
    is_offer: bool,
    /// Rows that name somebody and have an amount under a heading of pay, and the last of them.
    n_paid: u64,
    paid: Option<(NameId, u32)>,
    /// A name heads its words below a note: whatever the note asks for, this is somebody's.
    is_below_note: bool,
}

/// Where the first word stands.
#[derive(Clone)]
pub struct First {
    span: Range<usize>,
    key: GroupKey,
    place: Place,
    number: u32,
}

impl First {
    pub fn at(rule: u16, span: Range<usize>, location: &Location<'_>, text: &Text) -> Self {
        Self {
            span,
            key: key(rule, location, 0),
            place: group_place(location, text),
            number: Series::of(location).1,
        }
    }
}

/// The name of a document, as far as it matters, and its format.
#[derive(Default)]
pub struct Title {
    /// Bits of the context lists that it speaks for.
    lists: Lists,
    format: String,
}

impl Session<'_> {
    /// Tells the name and format of the document.
    pub fn about(&mut self, name: &str, format: &str) {
        self.technical = super::technical::is_technical(name);
        self.log = super::technical::is_log(name).then(LogLines::default);
        self.reads_credentials = super::credential::reads(name, format);
        // A name that does not say it leaves it to the first lines.
        self.is_general = Some(true).filter(|_| self.detector.book.meanings.is_general(name));
        let Some(engine) = &mut self.engine else { return };
        self.title = Title {
            lists: self.labels.look_up(Some(name), engine, self.detector).1.context,
            format: format.to_owned(),
        };
    }

    /// Notes the words of the fresh range that speak for a kind of document.
    pub(super) fn note_cues(&mut self, text: &Text, hits: &[Hit<'_>], fresh: &Range<usize>) {
        let detector = self.detector;
        self.cues.resize_with(detector.words.cues.len(), Cue::default);
        let lists = detector.cue_lists();
        let terms = std::mem::take(&mut self.sweep.terms);
        let mut locator = text.locator();
        let first = terms.partition_point(|term| (term.start as usize) < fresh.start);
        for (n, hit) in (first..).zip(terms_in(&terms, fresh)) {
            if detector.term(hit).context & lists == 0 {
                continue;
            }
            for (at, &rule) in detector.words.cues.iter().enumerate() {
                let known = detector.rule(rule);
                let speaks = |hit: &TermHit| detector.term(hit).context & known.keywords != 0;
                let is_against = detector.term(hit).context & known.negative != 0;
                self.cues[at].is_offer |= is_against && is_title(text, hit.start as usize);
                let wants = self.cues[at].wants(hit.term, known);
                let is_name = |term: &TermHit| detector.term(term).name_label;
                let is_label = !speaks(hit)
                    && detector.term(hit).context & known.labels != 0
                    && (is_heading(text, hit, &terms, is_name, needs_amount(known))
                        || needs_amount(known) && is_beside(&text.buf, hit, &terms, speaks));
                if is_label || speaks(hit) && wants && !is_covered(&terms[..n], hit, speaks) {
                    let around = Around {
                        text,
                        hits,
                        terms: &terms,
                        location: locator.locate(hit.start as usize),
                        only_before: is_label && !needs_amount(known),
                        wages: if needs_amount(known) { known.keywords } else { 0 },
                    };
                    self.note_cue(at, rule, hit, &around, is_label);
                }
            }
        }
        self.sweep.terms = terms;
    }

    fn note_cue(&mut self, at: usize, rule: u16, hit: &TermHit, around: &Around<'_, '_>, is_label: bool) {
        let detector = self.detector;
        let wants_amount = needs_amount(detector.rule(rule)) && !self.cues[at].has_amount;
        self.cues[at].has_amount |= wants_amount && detector.amount_near(hit, around);
        let has_person = self.cues[at].person.is_some() && (!is_label || self.cues[at].is_of_somebody);
        if !has_person && let Some(near) = detector.person_near(hit, around, &mut self.asked) {
            let person = near.map_or("", |near| &self.finds.values[near.0 as usize..near.1 as usize]);
            let family = &detector.rule(rule).file.family;
            let token = Token::new(&self.settings.key, family, person);
            self.cues[at].person.get_or_insert(token);
            self.cues[at].is_of_somebody |= is_label;
        }
        let meanings = &detector.book.meanings;
        let may_be_offer = detector.rule(rule).negative != 0 && !self.cues[at].is_offer;
        self.cues[at].is_offer |= may_be_offer && offer::advises(&around.text.buf, hit.start as usize);
        let is_below_note = || self.cues[at].is_offer && heads_words(&around.text.buf, hit.start as usize, meanings);
        self.cues[at].is_below_note |= is_below_note();
        let span = hit.start as usize..hit.end as usize;
        self.cues[at].note(hit, is_label, || First::at(rule, span, &around.location, around.text));
    }

    /// The kinds of documents that this one is.
    pub(super) fn cue_groups(&self) -> Groups {
        let nothing = Cue::default();
        let rules = self.detector.words.cues.iter().enumerate();
        let groups = rules.filter_map(|(at, &rule)| self.cue_group(rule, self.cues.get(at).unwrap_or(&nothing)));
        groups.collect()
    }

    fn cue_group(&self, rule_at: u16, cue: &Cue) -> Option<(GroupKey, Group)> {
        let rule = self.detector.rule(rule_at);
        let form = self.cue_form(rule, cue)?;
        let first = cue.first.as_ref().filter(|_| form != NAME);
        let place = first.map(|first| first.place.clone()).unwrap_or_default();
        let token = cue.person;
        let token = token.unwrap_or_else(|| Token::new(&self.settings.key, &rule.file.family, ""));
        let mut points = Points::default();
        let code = match form {
            NAME => Code::FileName,
            _ if cue.n_paid >= PAID_ROWS && cue.terms.len() < rule.distinct => Code::ColumnHeading,
            _ => Code::DistinctWords,
        };
        points.add(code, rule.base[form]);
        let sum = points.sum();
        let mut group = Group::new(place.clone(), false);
        group.count(&points);
        let value = Value {
            sum,
            class: 0,
            is_second: false,
        };
        group.remember(token, value, true);
        let whole = GroupKey {
            rule: rule_at,
            series: Series::Lines,
            label: 0,
        };
        if let Some(first) = first {
            group.sure.place(first.number);
            group.sure.samples.push(Sample {
                token,
                masked: format!("[{}]", rule.file.category),
                place,
                sum,
            });
        }
        Some((first.map_or(whole, |first| first.key), group))
    }

    /// How the document shows that it is of the kind, if it does.
    fn cue_form(&self, rule: &Rule, cue: &Cue) -> Option<usize> {
        let named = self.title.lists & rule.filename != 0;
        let n_labels = if cue.is_of_somebody { cue.labels.len() } else { 0 };
        let n_distinct = cue.terms.len() + n_labels;
        let n_distinct = n_distinct + usize::from(named && n_distinct > 0);
        let may_be = named || !cue.is_offer || cue.is_below_note;
        // A file that is named as one is one, whatever it answers to.
        let has_person =
            (cue.person.is_some() || !rule.file.find.person_near) && may_be && (cue.has_amount || !needs_amount(rule));
        match () {
            () if cue.n_paid >= PAID_ROWS && may_be => Some(MANY),
            () if n_distinct > rule.distinct && has_person => Some(MANY),
            () if n_distinct == rule.distinct && has_person => Some(FEW),
            () if named && rule.file.find.formats.contains(&self.title.format) => Some(NAME),
            () => None,
        }
    }
}

impl Cue {
    /// Whether a term can still make a difference.
    fn wants(&self, term: u32, rule: &Rule) -> bool {
        let is_missing = self.person.is_none() || needs_amount(rule) && !self.has_amount;
        is_missing || self.terms.len() <= rule.distinct && !self.terms.contains(&term)
    }

    /// Counts a row that says what somebody earns.
    pub fn note_paid(&mut self, row: Option<(NameId, u32)>, first: impl FnOnce() -> First) {
        if self.paid != row {
            self.paid = row;
            self.n_paid += 1;
            self.first.get_or_insert_with(first);
        }
    }

    /// Counts a term, unless it is known.
    fn note(&mut self, hit: &TermHit, is_label: bool, first: impl FnOnce() -> First) {
        let terms = if is_label { &mut self.labels } else { &mut self.terms };
        if terms.len() < MOST_TERMS && !terms.contains(&hit.term) {
            terms.push(hit.term);
            self.first.get_or_insert_with(first);
        }
    }
}

/// Whether a document of the kind holds an amount of money.
fn needs_amount(rule: &Rule) -> bool {
    rule.file.category == SALARY
}

/// Whether a word is a heading: over a column beside one of names, or else all of a line or before a colon or a cell.
fn is_heading(
    text: &Text,
    hit: &TermHit,
    terms: &[TermHit],
    is_name: impl Fn(&TermHit) -> bool,
    of_column: bool,
) -> bool {
    let (buf, word) = (text.buf.as_str(), hit.start as usize..hit.end as usize);
    let blanks = [' ', '"', '#', '*', '-', '•'];
    let is_border = |c: char| matches!(c, '\n' | '\t' | ';' | ',' | '|' | ':');
    let (before, behind) = (before(buf, word.start, BLANKS), behind(buf, word.end, BLANKS));
    let (before, behind) = (
        before.trim_end_matches(blanks),
        behind.trim_start_matches([' ', '"', '*']),
    );
    if !(before.is_empty() || before.ends_with(is_border)) || !(behind.is_empty() || behind.starts_with(is_border)) {
        return false;
    }
    if !of_column {
        let begins = before.is_empty() && word.start < BLANKS || before.ends_with('\n');
        return begins && !behind.starts_with([';', ',', '|']);
    }
    let Some(border) = text.border_at(word.start).map(char::from) else {
        return false;
    };
    let line = line_around(buf, &word, ROW_REACH);
    let line = buf.ceil_char_boundary(line.start)..buf.floor_char_boundary(line.end);
    let is_first = |at: usize| {
        let last = buf[line.start..at].trim_end_matches(blanks).chars().next_back();
        last.is_none_or(|c| c == border)
    };
    let has_names = terms_in(terms, &line)
        .iter()
        .any(|term| is_name(term) && is_first(term.start as usize));
    has_names && !is_row_of_bills(&buf[line])
}

/// Whether a word stands where one before it already does.
fn is_covered(before: &[TermHit], hit: &TermHit, speaks: impl Fn(&TermHit) -> bool) -> bool {
    let near = before
        .iter()
        .rev()
        .take_while(|other| hit.start - other.start <= LONGEST_TERM);
    near.filter(|other| other.end > hit.start).any(speaks)
}

/// What stands around a word.
struct Around<'w, 't> {
    text: &'t Text,
    hits: &'w [Hit<'t>],
    terms: &'w [TermHit],
    location: Location<'t>,
    /// The person stands before the word.
    only_before: bool,
    /// The words of wages: what an employer writes to whom it is about, so that who is greeted is the person.
    wages: Lists,
}

impl Session<'_> {
    /// Where the kind of document that a rule knows shows first, if it is one. For examples.
    pub(super) fn first_cue(&self, rule: u16) -> Option<Range<usize>> {
        let at = self.detector.words.cues.iter().position(|&cue| cue == rule)?;
        let is_one = self.cue_groups().keys().any(|key| key.rule == rule);
        self.cues
            .get(at)
            .filter(|_| is_one)?
            .first
            .as_ref()
            .map(|first| first.span.clone())
    }
}

/// How far around a word the person and the amounts stand that it is about.
fn reach_in(location: &Location<'_>) -> usize {
    match location.row {
        Some(_) => ROW_REACH,
        None => FAR,
    }
}

impl Detector {
    /// The words that speak for a kind of document or against it.
    fn cue_lists(&self) -> Lists {
        let rules = self.words.cues.iter().map(|&rule| self.rule(rule));
        rules.fold(0, |lists, rule| lists | rule.keywords | rule.labels | rule.negative)
    }

    /// Whether an amount of money stands near a word.
    fn amount_near(&self, hit: &TermHit, around: &Around<'_, '_>) -> bool {
        let span = hit.start as usize..hit.end as usize;
        let is_term = |at: usize| {
            let same = terms_in(around.terms, &(at..at + 1));
            same.iter()
                .any(|other| self.term(other).context & self.term(hit).context != 0)
        };
        let scope = amount::Scope {
            reach: reach_in(&around.location),
            in_table: around.location.row.is_some(),
            border: around.text.border_at(span.start).map(char::from),
        };
        amount::stands_near(&around.text.buf, &span, scope, is_term)
    }

    /// The person that a word is about: the value of an identifier near, or nothing where there is only a name.
    fn person_near(&self, hit: &TermHit, around: &Around<'_, '_>, asked: &mut Asked) -> Option<Option<(u32, u32)>> {
        let Around {
            text,
            hits,
            terms,
            location,
            only_before,
            wages,
        } = around;
        let span = hit.start as usize..hit.end as usize;
        // The name stands in a row of its own where a form is a table.
        let reach = reach_in(location);
        let end = if *only_before { span.start } else { span.end + reach };
        let scope = span.start.saturating_sub(reach)..end;
        let first = hits.partition_point(|hit| (hit.start as usize) < scope.start);
        let near = hits[first..].iter().take_while(|hit| (hit.start as usize) < scope.end);
        let is_person = |hit: &&Hit<'_>| {
            let rule = self.rule(hit.rule);
            let speaks = rule.is_anchor[usize::from(hit.class)] || rule.is_subject[usize::from(hit.class)];
            // The account that a salary is paid to is somebody's, unless it is a firm's.
            let speaks = speaks || rule.file.category == ACCOUNT && !rule.is_silent[usize::from(hit.class)];
            hit.points.sum() >= self.scale.confidence.low && (speaks || rule.file.supporting)
        };
        let distance = |hit: &&Hit<'_>| (hit.start as usize).abs_diff(span.start);
        if let Some(near) = near.filter(is_person).min_by_key(distance) {
            return Some(Some(near.value));
        }
        let named = self.name_near(&text.buf, &scope, terms, asked).is_some()
            || *wages != 0
                && (offer::greets_somebody(&text.buf, &scope) || self.surname_below(text, &span, terms, *wages));
        named.then_some(None)
    }
}
