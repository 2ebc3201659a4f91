//! Values that are words: names, addresses, birth dates, credentials, numbers of a kind that only its label tells. They
//! are tried where a term of the sweep or a heading says that one may stand, so that they cost nothing elsewhere.

use std::ops::Range;

use super::animals::are_of_animals;
use super::around::before;
use super::context::{LabelInfo, terms_in, terms_reach};
use super::engine::TermHit;
use super::hit::{Code, Hit, Points};
use super::lexicon::{Lists, TermBook};
use super::person;
use super::rule::{Kind, Pattern, Rule, Wrong, in_file};
use super::tally::Series;
use super::{Detector, Session, Settings, birth, birthdays, fields, headed};
use crate::text::{Location, Text};

/// Bytes before a star in which a short name stands.
const NAME: usize = 60;

/// The rules of each kind, and the context lists that say where to try them.
#[derive(Default)]
pub struct WordRules {
    address: Option<u16>,
    pub(super) birth_date: Option<u16>,
    pub(super) name: Option<u16>,
    pub(super) credential: Option<u16>,
    /// The bit of words for codes of which only what they open says that they are secrets.
    codes: Lists,
    keyed: Vec<(u16, Pattern)>,
    pub(super) cues: Vec<u16>,
    /// The rules for rows, and the bit of their words for a place or a connection, with which a name is enough.
    pub(super) places: Vec<(u16, Lists)>,
    /// Numbers in fields that are numbered themselves.
    pub(super) licence: Option<u16>,
    /// Bits of the keywords of these rules.
    lists: Lists,
    /// The e-mail rule, and the bit of its words for the at sign.
    at_sign: Option<(u16, Lists)>,
}

/// What speaks for a value besides its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// What the base score is given for.
    Base,
    /// It stands behind its word.
    Keyword,
    /// It stands behind or below the label of a form.
    Label,
    /// It stands under its heading.
    Heading,
    /// The words around it are asked, as for numbers.
    Context,
}

/// A value found by its words.
pub struct Found {
    pub span: Range<usize>,
    pub rule: u16,
    pub form: u8,
    pub class: u8,
    /// Normalised, in the buffer of values.
    pub value: (u32, u32),
    pub support: Support,
}

/// Tries the words of one window.
pub struct Finder<'f> {
    pub detector: &'f Detector,
    pub text: &'f Text,
    pub buf: &'f str,
    pub settings: &'f Settings,
    pub values: &'f mut String,
    pub out: Vec<Found>,
    /// Where parts of names stood that were found before the whole name.
    pub replaced: Vec<(usize, usize)>,
    /// A heading says that names stand below it.
    pub has_names: bool,
    /// The rows are of animals.
    pub of_animals: bool,
}

impl WordRules {
    pub fn new(rules: &[Rule], book: &mut TermBook) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for (number, rule) in (0_u16..).zip(rules) {
            match rule.file.find.kind {
                Kind::Address => all.address = only(all.address, number, rule)?,
                Kind::Date => all.birth_date = only(all.birth_date, number, rule)?,
                Kind::Name => all.name = only(all.name, number, rule)?,
                Kind::Credential => {
                    all.credential = only(all.credential, number, rule)?;
                    all.codes = book.context_list(rule.file.context.as_deref(), "codes")?;
                }
                Kind::Keyed => all.keyed.extend(rule.pattern.clone().map(|pattern| (number, pattern))),
                Kind::Cue => all.cues.push(number),
                Kind::Email => {
                    let at = book.context_list(rule.file.context.as_deref(), "at")?;
                    all.at_sign = Some((number, at));
                    all.lists |= at;
                    continue;
                }
                Kind::Row => {
                    let words = book.context_list(rule.file.context.as_deref(), "places")?;
                    all.places.extend(Some((number, words)).filter(|_| words != 0));
                    continue;
                }
                Kind::Digits if rule.id() == fields::LICENCE => all.licence = Some(number),
                Kind::Digits | Kind::Alnum | Kind::Lines | Kind::Terms | Kind::Pattern => continue,
            }
            all.lists |= rule.keywords | rule.labels;
        }
        book.set_all(|info| info.word |= info.context & (all.lists | all.codes) != 0);
        Ok(all)
    }
}

/// The one rule of a kind: two would find the same.
fn only(known: Option<u16>, number: u16, rule: &Rule) -> anyhow::Result<Option<u16>> {
    let twice = Wrong::new("match.kind", "there is a rule of this kind already");
    match known {
        Some(_) => Err(in_file(&rule.name, &rule.source, &twice.into())),
        None => Ok(Some(number)),
    }
}

impl Finder<'_> {
    /// Writes down a value at `span`.
    pub(super) fn keep(&mut self, span: Range<usize>, rule: u16, form: u8, value: &str, support: Support) {
        let from = self.values.len();
        self.values.push_str(value);
        self.out.push(Found {
            span,
            rule,
            form,
            class: 0,
            value: (from as u32, self.values.len() as u32),
            support,
        });
    }

    /// Takes parts of names away that are in a whole one: all at once, as each time would be a walk over all that was
    /// found.
    fn drop_replaced(&mut self) {
        let replaced = &mut self.replaced;
        replaced.sort_unstable();
        let name = self.detector.words.name;
        let is_replaced = |span: &Range<usize>| replaced.binary_search(&(span.start, span.end)).is_ok();
        if !replaced.is_empty() {
            self.out
                .retain(|found| Some(found.rule) != name || !is_replaced(&found.span));
        }
        replaced.clear();
    }

    /// What ends a cell where a table is: its rows are lines, and nothing goes on behind their ends.
    pub(super) fn border(&self, at: usize) -> Option<u8> {
        self.text.border_at(at)
    }

    fn at_terms(&mut self, terms: &[TermHit]) {
        let detector = self.detector;
        let rules = &detector.words;
        let mut part = None;
        for (at, hit) in terms.iter().enumerate() {
            let info = detector.term(hit);
            if !info.word {
                continue;
            }
            let has = |rule: &u16| info.context & detector.rule(*rule).keywords != 0;
            if let Some(rule) = rules.address {
                if info.postcode {
                    self.postcode(hit, rule);
                } else if has(&rule) {
                    self.street_behind(hit, rule);
                }
            }
            if let Some(rule) = rules.name {
                if info.title {
                    self.title(hit, rule);
                }
                if info.name_label {
                    part = self.label(hit, &terms[at + 1..], rule, part);
                }
            }
            if let Some(rule) = rules.birth_date {
                self.behind(hit, rule, |finder| finder.birth_date(hit, rule));
            }
            if let Some((rule, _)) = rules.at_sign.filter(|(_, at)| info.context & at != 0) {
                self.obfuscated(hit, rule);
            }
            if let Some(rule) = rules.credential {
                self.behind(hit, rule, |finder| finder.credential(hit, rule));
                if info.context & rules.codes != 0 {
                    self.code(hit, rule);
                }
            }
            self.licence_fields(hit);
            for (rule, pattern) in &rules.keyed {
                self.behind(hit, *rule, |finder| finder.keyed(hit, *rule, pattern));
            }
        }
    }

    /// A cell under a heading that one of the rules knows.
    fn cell(&mut self, cell: &Range<usize>, label: LabelInfo) {
        let detector = self.detector;
        let rules = &detector.words;
        let has = |rule: &u16| label.names(detector.rule(*rule));
        if let Some(rule) = rules.birth_date.filter(|rule| has(rule) && !self.of_animals) {
            self.birth_cell(cell, rule);
        }
        if let Some(rule) = rules.credential.filter(has) {
            self.credential_cell(cell, rule);
        }
        for (rule, pattern) in rules.keyed.iter().filter(|(rule, _)| has(rule)) {
            self.keyed_cell(cell, *rule, pattern);
        }
    }
}

impl Detector {
    /// Whether a heading is of what only people have: a part of a name, a number of a person. "Geboortedatum" speaks for such
    /// numbers, and animals have one.
    fn is_of_person(&self, label: LabelInfo) -> bool {
        let is_born = label.context & self.book.birth_date != 0;
        label.given || label.surname || !is_born && self.rules.iter().any(|rule| rule.file.anchor && label.names(rule))
    }
}

impl Session<'_> {
    /// Adds the hits that are words to those of numbers and addresses of mail.
    pub(super) fn words<'t>(&mut self, text: &'t Text, range: &Range<usize>, hits: &mut Vec<Hit<'t>>) {
        let detector = self.detector;
        let mut values = std::mem::take(&mut self.finds.values);
        let mut finder = Finder {
            detector,
            text,
            buf: &text.buf,
            settings: &self.settings,
            values: &mut values,
            out: Vec::new(),
            replaced: Vec::new(),
            has_names: false,
            of_animals: false,
        };
        finder.at_terms(&self.sweep.terms);
        finder.behind_birth_signs(range);
        finder.drop_replaced();
        if let Some(engine) = &mut self.engine {
            let mut names = headed::Names::default();
            let labels = &mut self.labels;
            let mut look_up = |label: &str| labels.look_up(Some(label), engine, detector).1;
            let births = detector.book.birth_date;
            let is_of_births = |label: &str| look_up(label).whole & births != 0;
            let days = birthdays::days_of_birthdays(&text.headings, is_of_births);
            let mut look_up = |label: &str| {
                let mut info = look_up(label);
                info.context |= if Some(label) == days { births } else { 0 };
                info
            };
            let all = || text.names.iter().chain(&text.headings);
            let is_of_wares = detector.book.meanings.things.is_of_wares(all().map(String::as_str));
            finder.has_names = all().any(|label| look_up(label).name);
            finder.of_animals = all().any(|label| look_up(label).context & births != 0)
                && are_of_animals(all().map(String::as_str))
                && !all().any(|label| detector.is_of_person(look_up(label)));
            headed::cells(text, range, look_up, detector.words.lists, |cell, place, label| {
                if label.name && (!is_of_wares || person::is_somebody(&text.buf[cell.clone()])) {
                    names.cell(&mut finder, cell, place, label);
                }
                finder.cell(cell, label);
            });
        }
        finder.drop_replaced();
        finder.listed_names(hits, &mut self.asked);
        let found = std::mem::take(&mut finder.out);
        self.finds.values = values;
        self.add_found(text, found, hits);
    }

    fn add_found<'t>(&mut self, text: &'t Text, mut found: Vec<Found>, hits: &mut Vec<Hit<'t>>) {
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|found| (found.span.start, found.span.end, found.rule, found.form));
        found.dedup_by(|next, kept| next.span == kept.span && next.rule == kept.rule);
        self.detector.drop_known(&mut found, hits);
        let mut locator = text.locator();
        for found in found {
            let location = locator.locate(found.span.start);
            let Some(engine) = &mut self.engine else { return };
            let (label_id, label) = self.labels.look_up(location.label, engine, self.detector);
            let kind = self.detector.rule(found.rule).file.find.kind;
            if kind == Kind::Credential && !self.reads_credentials.tells(text, &found.span, location.unit) {
                continue;
            }
            let value = match kind {
                Kind::Credential => self.value_of_place(&location),
                _ => found.value,
            };
            let (points, headed) = self.points_of(text, &found, label, location.row.is_some());
            hits.push(Hit {
                start: found.span.start as u32,
                end: found.span.end as u32,
                rule: found.rule,
                class: found.class,
                published: false,
                value,
                birth: None,
                label: label_id,
                headed,
                cut: false,
                location,
                points,
            });
        }
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.rule));
    }
}

impl Session<'_> {
    /// The points of a value, and whether its heading says what it is.
    fn points_of(&self, text: &Text, found: &Found, label: LabelInfo, in_table: bool) -> (Points, bool) {
        let rule = self.detector.rule(found.rule);
        let base = rule.base[usize::from(found.form)];
        let scale = &self.detector.scale.confidence;
        let mut points = Points::default();
        points.add(rule.proof(), base);
        if self.technical {
            points.add(Code::Technical, scale.technical);
        }
        let is_sign = rule.file.find.kind == Kind::Date && found.form == birth::SIGN;
        if is_sign && !self.is_behind_short_name(&text.buf, found.span.start) {
            // Below what is reported, until a name stands beside it.
            points.add(Code::NoContext, scale.low - 5 - base - scale.keyword_near);
        }
        match found.support {
            Support::Base => {}
            Support::Keyword => points.add(Code::KeywordNear, scale.keyword_near),
            Support::Label | Support::Heading => points.add(Code::ColumnHeading, scale.heading),
            Support::Context => {
                let terms = terms_in(&self.sweep.terms, &terms_reach(&found.span));
                let place = (text.buf.as_str(), &found.span, terms);
                let judged = self.detector.judge(rule, base, found.class, place, (label, in_table));
                return (judged.points, judged.headed);
            }
        }
        (points, found.support == Support::Heading)
    }

    /// "Quintelier Noah, *12.06.2013": a short name stands right before the star.
    fn is_behind_short_name(&self, buf: &str, date: usize) -> bool {
        let before = before(buf, date, NAME).trim_end_matches(' ');
        let before = before.strip_suffix('*').unwrap_or("");
        let name = before.trim_end_matches([' ', ',', '(']);
        self.detector.book.meanings.references.at_end(name).is_some()
    }

    /// What stands for a secret in tokens: the place where it is written, so that nothing of it is kept.
    fn value_of_place(&mut self, location: &Location<'_>) -> (u32, u32) {
        let from = self.finds.values.len();
        let (series, number) = Series::of(location);
        self.finds.values.push_str(&format!("{series:?} {number}"));
        (from as u32, self.finds.values.len() as u32)
    }
}
