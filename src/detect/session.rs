//! Detection of one document, window by window.

use std::ops::Range;

use super::active::Active;
use super::around::line_around;
use super::asked::Asked;
use super::collect::{Collector, Finds};
use super::column::Cells;
use super::context::{Labels, MOST_LABELS};
use super::credential::Reads;
use super::cue::{Cue, Title};
use super::dated::Latest;
use super::engine::{Engine, Sweep};
use super::hit::{Code, Hit};
use super::judged::{is_structured, is_table, is_whole_value};
use super::keys;
use super::lexicon::Lists;
use super::mask::Raw;
use super::resolve::resolve;
use super::rule::{Kind, Proof};
use super::running::Running;
use super::subjects::Subjects;
use super::tally::{Adding, Groups, MOST_TOKENS, add, group, key};
use super::technical::LogLines;
use super::telltale::Telltales;
use super::{Detector, Settings};
use crate::extract::MARGIN;
use crate::finding::Token;
use crate::masks::{self, mask};
use crate::text::{COPY, Mark, Text, Unit};

/// A birth date speaks for a number in its row, or this far away on its line.
const DATE_REACH: usize = 150;

/// Detection state of one document; what needs the whole document is settled in [`Session::facts`].
pub struct Session<'d> {
    pub(super) detector: &'d Detector,
    pub(super) settings: Settings,
    pub(super) engine: Option<Engine>,
    pub(super) sweep: Sweep,
    /// That of the keys in it; kept for its memory.
    key_sweep: Sweep,
    pub(super) finds: Finds,
    pub(super) labels: Labels,
    pub(super) cells: Cells,
    pub(super) asked: Asked,
    /// The document speaks of everybody, by its title; known once its beginning was seen.
    pub(super) is_general: Option<bool>,
    pub(super) groups: Groups,
    /// Special categories that only count if the document is not about data protection, or only if it is about
    /// persons elsewhere.
    pub(super) if_no_policy: Groups,
    pub(super) if_persons: Groups,
    /// Columns whose heading names a special category, which count if several of their rows are about persons.
    pub(super) if_headed: Groups,
    pub(super) n_tokens: Vec<usize>,
    /// A special category stands with a sure identifier.
    pub(super) special_with_identifier: bool,
    pub(super) n_words: u64,
    pub(super) n_policy: u64,
    pub(super) policy_terms: Vec<u32>,
    /// The document is source code or a lock file.
    pub(super) technical: bool,
    /// Lines of a log.
    pub(super) log: Option<LogLines>,
    pub(super) cues: Vec<Cue>,
    pub(super) title: Title,
    pub(super) subjects: Subjects,
    pub(super) latest: Latest,
    /// Columns of codes that are written like plates.
    pub(super) running: Running,
    /// The document is something that people write, and no program.
    pub(super) reads_credentials: Reads,
    pub(super) telltales: Telltales,
    token_input: Vec<u8>,
    /// Tokens of the hits of one window.
    tokens: Vec<Token>,
    /// Empty; kept for its memory.
    pub(super) hits: Vec<Hit<'static>>,
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        if let Some(engine) = self.engine.take() {
            self.detector.give_back(engine);
        }
    }
}

impl<'d> Session<'d> {
    pub(super) fn new(detector: &'d Detector, settings: &Settings) -> Self {
        Self {
            detector,
            settings: settings.clone(),
            engine: Some(detector.engine()),
            sweep: Sweep::default(),
            key_sweep: Sweep::default(),
            finds: Finds::default(),
            labels: Labels::default(),
            cells: Cells::default(),
            asked: Asked::default(),
            is_general: None,
            groups: Groups::default(),
            if_no_policy: Groups::default(),
            if_persons: Groups::default(),
            if_headed: Groups::default(),
            n_tokens: vec![0; detector.rules.len()],
            special_with_identifier: false,
            n_words: 0,
            n_policy: 0,
            policy_terms: Vec::new(),
            technical: false,
            log: None,
            cues: Vec::new(),
            title: Title::default(),
            subjects: Subjects::default(),
            latest: Latest::default(),
            running: Running::default(),
            reads_credentials: Reads::All,
            telltales: Telltales::default(),
            token_input: Vec::new(),
            tokens: Vec::new(),
            hits: Vec::new(),
        }
    }

    /// Takes the hits that start in `fresh`; the rest of the window is context.
    pub fn window(&mut self, text: &Text, fresh: Range<usize>) {
        let hits = self.hits(text, &fresh);
        let counted = in_fresh(&hits, &fresh);
        self.count_hits(text, &hits[counted.clone()]);
        self.count_named(text, &hits, counted);
        self.note_cues(text, &hits, &fresh);
        self.note_pay(text, &hits, &fresh);
        self.special(text, &hits, &fresh);
        self.note_dates(text, &hits, &fresh);
        self.hits = emptied(hits);
        self.cells.add(text, &fresh);
        if let Some(log) = &mut self.log {
            log.add(&text.buf.as_bytes()[fresh.clone()]);
        }
        self.count_words(text, &fresh);
    }

    /// All hits of the fresh range and of the margins around it, each span given to one rule.
    pub(super) fn hits<'t>(&mut self, text: &'t Text, fresh: &Range<usize>) -> Vec<Hit<'t>> {
        let buf = text.buf.as_str();
        let from = buf.floor_char_boundary(fresh.start.saturating_sub(MARGIN));
        let to = buf.floor_char_boundary((fresh.end + MARGIN).min(buf.len()));
        self.prove(text, &(from..to));
        let mut hits = self.judged(text, fresh);
        self.words(text, &(from..to), &mut hits);
        resolve(&mut hits, &self.detector.rules);
        self.in_rows(text, fresh, &mut hits);
        self.beside_names(text, &mut hits);
        self.beside(buf, &mut hits);
        hits
    }

    /// Finds the candidates of a range and lets validators judge them: the first step of [`Session::window`], before any
    /// of them is asked where it stands. Gives how many hold.
    pub fn prove(&mut self, text: &Text, range: &Range<usize>) -> usize {
        let buf = text.buf.as_str();
        if let Some(engine) = &mut self.engine {
            engine.sweep(buf, range.clone(), &mut self.sweep);
            let terms = &mut self.sweep.terms;
            keys::add_terms((self.detector, engine), (text, range), &mut self.key_sweep, terms);
        }
        self.finds.clear();
        self.labels.forget_addresses();
        self.asked.forget();
        let is_labelled = |mark: &Mark| mark.label != 0 || is_structured(mark.unit);
        let structured = text.marks.iter().any(is_labelled);
        let active = Active::new(self.detector, self.context_of(text), structured);
        let mut collector = Collector {
            detector: self.detector,
            settings: &self.settings,
            buf,
            structured,
            structure: text
                .marks
                .iter()
                .map(|mark| mark.unit)
                .find(|unit| is_structured(*unit)),
            cells: text.marks.iter().map(|mark| mark.unit).find(|unit| is_table(*unit)),
            border: text.marks.iter().find_map(|mark| match mark.unit {
                Unit::Delimited { sep, .. } => Some(sep),
                _ => None,
            }),
            active: &active,
            finds: &mut self.finds,
        };
        if let Some(engine) = &mut self.engine {
            collector.split_cells(text, range, &mut self.labels, engine);
        }
        collector.collect(&self.sweep, range);
        self.finds.proven.len()
    }

    /// The context lists that the window's terms and the document's labels are of; all where labels are only known
    /// by reading (keys of JSON, elements of XML).
    fn context_of(&mut self, text: &Text) -> Lists {
        let detector = self.detector;
        let Some(engine) = &mut self.engine else { return 0 };
        let is_read = |mark: &Mark| matches!(mark.unit, Unit::Json { .. } | Unit::Xml { .. });
        if text.names.len() > MOST_LABELS || text.marks.iter().any(is_read) {
            return Lists::MAX;
        }
        let of_terms = self
            .sweep
            .terms
            .iter()
            .fold(0, |lists, hit| lists | detector.term(hit).context);
        let labels = text.names.iter().chain(&text.headings);
        labels.fold(of_terms, |lists, label| {
            lists | self.labels.look_up(Some(label), engine, detector).1.context
        })
    }

    /// The normalised value of a hit of the last window.
    pub(super) fn value_of(&self, hit: &Hit<'_>) -> &str {
        &self.finds.values[hit.value.0 as usize..hit.value.1 as usize]
    }

    /// Points for other identifiers and birth dates beside a hit.
    fn beside(&self, buf: &str, hits: &mut [Hit<'_>]) {
        let scale = &self.detector.scale.confidence;
        for at in 0..hits.len() {
            // What only a label makes a value is none because another stands beside it.
            if !hits[at].points.has(Code::NoContext) && self.has_other(hits, at) {
                hits[at].points.add(Code::OtherIdentifier, scale.other_identifier);
            }
            let hit = &hits[at];
            let born = hit
                .birth
                .filter(|birth| birth.day > 0 && hit.points.sum() < 99)
                .is_some_and(|birth| {
                    let row = line_around(buf, &hit.span(), DATE_REACH);
                    let row = buf.floor_char_boundary(row.start)..buf.floor_char_boundary(row.end);
                    super::anchor::has_date(&buf[row], (birth.year, birth.month, birth.day))
                });
            if born {
                // No other number has the birth date that stands beside it.
                hits[at].points.take_back(Code::NegativeKeyword);
                hits[at].points.add(Code::BirthDate, scale.birth_date);
            }
            let expires = self.detector.rules[usize::from(hits[at].rule)].file.expires;
            if expires && hits[at].points.sum() < 99 && self.detector.expires(buf, &hits[at].span()) {
                hits[at].points.add(Code::ExpiryDate, scale.expiry_date);
            }
        }
    }

    /// Hashes all values before it counts any: so the processor does not wait for the tables in between.
    fn count_hits(&mut self, text: &Text, hits: &[Hit<'_>]) {
        let rules = &self.detector.rules;
        let counted = || {
            hits.iter()
                .filter(|hit| !hit.published && !rules[usize::from(hit.rule)].is_silent[usize::from(hit.class)])
        };
        let input = &mut self.token_input;
        self.tokens.clear();
        for hit in counted() {
            input.clear();
            input.extend_from_slice(rules[usize::from(hit.rule)].file.family.as_bytes());
            input.push(0);
            input.extend_from_slice(&self.finds.values.as_bytes()[hit.value.0 as usize..hit.value.1 as usize]);
            self.tokens
                .push(Token::from(blake3::keyed_hash(&self.settings.key, input)));
        }
        for (at, hit) in counted().enumerate() {
            self.count(text, hit, self.tokens[at]);
        }
        for (key, group) in &mut self.groups {
            self.n_tokens[usize::from(key.rule)] += group.settle();
        }
    }

    fn count(&mut self, text: &Text, hit: &Hit<'_>, token: Token) {
        if self.settings.own.contains(&token) || hit.location.label == Some(COPY) {
            return;
        }
        let rule = &self.detector.rules[usize::from(hit.rule)];
        let is_subject = rule.file.subjects >= 1.0 && rule.is_subject[usize::from(hit.class)];
        let is_person = is_subject && hit.points.sum() >= self.detector.scale.confidence.medium;
        if let Some(row) = hit.location.row.filter(|_| is_person) {
            let who = self
                .subjects
                .begin_row(row)
                .then(|| self.who_in_row(text, hit))
                .flatten();
            who.into_iter().for_each(|who| self.subjects.row(row, who, &text.names));
            self.subjects.row(row, token, &text.names);
        }
        let value = &self.finds.values[hit.value.0 as usize..hit.value.1 as usize];
        let key = key(hit.rule, &hit.location, hit.label);
        let is_code = rule.file.find.kind == Kind::Alnum && rule.file.find.proof == Proof::Shape && !hit.headed;
        if is_code && key.series.column().is_some() {
            self.running.note(key, value);
        }
        let scale = &self.detector.scale.confidence;
        let group = group(&mut self.groups, key, text, &hit.location, hit.headed);
        if !hit.cut && is_whole_value(&text.buf, &hit.span(), hit.location.unit) {
            group.tried += 1;
            group.valid += 1;
        } else if !hit.cut && rule.file.find.proof == Proof::Plan && is_structured(hit.location.unit) {
            // "+32 475…", "0475… (werk)"
            group.within += 1;
        }
        let n_tokens = &mut self.n_tokens[usize::from(hit.rule)];
        let adding = Adding {
            token,
            low: scale.low,
            lift: scale.column,
            may_wait: *n_tokens + self.tokens.len() < MOST_TOKENS,
            n_tokens,
        };
        let masked = || Raw::new(value).masked(rule.file.mask, &rule.file.category);
        add(group, text, hit, adding, masked);
    }

    fn count_words(&mut self, text: &Text, fresh: &Range<usize>) {
        let bytes = &text.buf.as_bytes()[fresh.clone()];
        let spaces = masks::chunks(bytes).map(|chunk| mask(&chunk, [(b' ', b' '), (b'\n', b'\n')]));
        self.n_words += spaces.map(|spaces| u64::from(spaces.count_ones())).sum::<u64>();
        for hit in &self.sweep.terms {
            if fresh.contains(&(hit.start as usize)) && self.detector.term(hit).policy {
                self.n_policy += 1;
                if !self.policy_terms.contains(&hit.term) {
                    self.policy_terms.push(hit.term);
                }
            }
        }
    }
}

/// The hits that start in the fresh range; they are sorted by start.
fn in_fresh(hits: &[Hit<'_>], fresh: &Range<usize>) -> Range<usize> {
    let first = hits.partition_point(|hit| (hit.start as usize) < fresh.start);
    let len = hits[first..].partition_point(|hit| (hit.start as usize) < fresh.end);
    first..first + len
}

/// The memory of some hits, for those of another text: collecting from a vector's own iterator keeps it.
pub(super) fn emptied<'t>(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'t>> {
    hits.clear();
    hits.into_iter().map_while(|_| None).collect()
}
