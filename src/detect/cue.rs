//! Documents of a kind that says much of a person (payslips, applications, copies of identity cards): several distinct
//! words of their kind, and a person near; or the name of a picture that nobody read.

use std::ops::Range;

use super::asked::Asked;
use super::context::{FAR, ROW_REACH};
use super::engine::TermHit;
use super::hit::{Code, Hit, Points};
use super::lexicon::Lists;
use super::special::line_around;
use super::tally::{Group, GroupKey, Groups, Sample, Series, Value, group_place, key};
use super::{Detector, Session};
use crate::finding::{Place, Token};
use crate::text::{Location, Text};

/// How many of the words are there, or only a file's name; each gives a base score of its own.
pub static FORMS: &[&str] = &["few", "many", "name"];
const FEW: usize = 0;
const MANY: usize = 1;
const NAME: usize = 2;

/// What is known of one kind of document so far.
#[derive(Default)]
pub struct Cue {
    /// Distinct terms; no more than make a difference.
    terms: Vec<u32>,
    /// End of the last one.
    end: usize,
    /// The first one, and whom it is about.
    first: Option<First>,
    person: Option<Token>,
}

/// Where the first word stands.
#[derive(Clone)]
struct First {
    span: Range<usize>,
    key: GroupKey,
    place: Place,
    number: u32,
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
        self.reads_credentials = super::credential::is_written(name, format);
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
        let wanted = |hit: &TermHit| detector.term(hit).word && fresh.contains(&(hit.start as usize));
        let terms = std::mem::take(&mut self.sweep.terms);
        let mut locator = text.locator();
        for hit in terms.iter().filter(|hit| wanted(hit)) {
            for (at, &rule_at) in detector.words.cues.iter().enumerate() {
                let rule = &detector.rules[usize::from(rule_at)];
                let cue = &mut self.cues[at];
                let is_new = cue.terms.len() <= rule.distinct && !cue.terms.contains(&hit.term);
                let is_needed = is_new || cue.person.is_none();
                if detector.term(hit).context & rule.keywords == 0 || !is_needed {
                    continue;
                }
                let location = locator.locate(hit.start as usize);
                let of = (cue.person.is_none())
                    .then(|| detector.person_near(text, hits, &terms, hit, &location, &mut self.asked))
                    .flatten();
                let person = of.map(|of| match of {
                    Some(near) => &self.finds.values[near.0 as usize..near.1 as usize],
                    None => "",
                });
                let token = person.map(|person| Token::new(&self.settings.key, &rule.file.family, person));
                let cue = &mut self.cues[at];
                cue.person = cue.person.or(token);
                if is_new && (cue.end <= hit.start as usize || cue.first.is_none()) {
                    cue.terms.push(hit.term);
                    cue.end = hit.end as usize;
                    cue.first.get_or_insert_with(|| First {
                        span: hit.start as usize..hit.end as usize,
                        key: key(rule_at, &location, 0),
                        place: group_place(&location, text),
                        number: Series::of(&location).1,
                    });
                }
            }
        }
        self.cues.iter_mut().for_each(|cue| cue.end = 0);
        self.sweep.terms = terms;
    }

    /// The kinds of documents that this one is.
    pub(super) fn cue_groups(&self) -> Groups {
        let detector = self.detector;
        let mut groups = Groups::default();
        let nothing = Cue::default();
        for (at, &rule_at) in detector.words.cues.iter().enumerate() {
            let rule = &detector.rules[usize::from(rule_at)];
            let cue = self.cues.get(at).unwrap_or(&nothing);
            let named = self.title.lists & rule.filename != 0;
            let n_distinct = cue.terms.len() + usize::from(named && !cue.terms.is_empty());
            let form = match () {
                () if n_distinct > rule.distinct => MANY,
                () if n_distinct == rule.distinct => FEW,
                () if named && rule.file.find.formats.contains(&self.title.format) => NAME,
                () => continue,
            };
            if form != NAME && cue.person.is_none() && rule.file.find.person_near {
                continue;
            }
            let first = cue.first.as_ref().filter(|_| form != NAME);
            let whole = GroupKey {
                rule: rule_at,
                series: Series::Lines,
                label: 0,
            };
            let place = first.map(|first| first.place.clone()).unwrap_or_default();
            let token = cue
                .person
                .unwrap_or_else(|| Token::new(&self.settings.key, &rule.file.family, ""));
            let mut points = Points::default();
            let code = if form == NAME {
                Code::FileName
            } else {
                Code::DistinctWords
            };
            points.add(code, rule.base[form]);
            let mut group = Group::new(place.clone(), false);
            group.count(&points);
            group.remember(
                token,
                Value {
                    sum: points.sum(),
                    class: 0,
                },
                true,
            );
            if let Some(first) = first {
                group.sure.place(first.number);
                group.sure.samples.push(Sample {
                    token,
                    masked: format!("[{}]", rule.file.category),
                    place,
                    sum: points.sum(),
                });
            }
            groups.insert(first.map_or(whole, |first| first.key), group);
        }
        groups
    }
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

impl Detector {
    /// The person that a word is about: the value of an identifier near, or nothing where there is only a name.
    fn person_near(
        &self,
        text: &Text,
        hits: &[Hit<'_>],
        terms: &[TermHit],
        hit: &TermHit,
        location: &Location<'_>,
        asked: &mut Asked,
    ) -> Option<Option<(u32, u32)>> {
        let span = hit.start as usize..hit.end as usize;
        let scope = match location.row {
            Some(_) => line_around(&text.buf, &span, ROW_REACH).start..span.end + ROW_REACH,
            None => span.start.saturating_sub(FAR)..span.end + FAR,
        };
        let first = hits.partition_point(|hit| (hit.start as usize) < scope.start);
        let near = hits[first..].iter().take_while(|hit| (hit.start as usize) < scope.end);
        let is_person = |hit: &&Hit<'_>| {
            let rule = &self.rules[usize::from(hit.rule)];
            let speaks = rule.is_anchor[usize::from(hit.class)] || rule.is_subject[usize::from(hit.class)];
            hit.points.sum() >= self.scale.confidence.low && (speaks || rule.file.supporting)
        };
        let distance = |hit: &&Hit<'_>| (hit.start as usize).abs_diff(span.start);
        if let Some(near) = near.filter(is_person).min_by_key(distance) {
            return Some(Some(near.value));
        }
        self.name_near(&text.buf, &scope, terms, asked).map(|_| None)
    }
}
