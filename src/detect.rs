//! From text to findings: one pass over each window, then validators, context, columns and confidence.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use crate::finding::{Finding, Risk, Token};
use crate::score::Scale;

mod active;
mod address;
mod after_name;
mod aligned;
mod amount;
mod anchor;
mod animals;
mod around;
mod asked;
mod birth;
mod birth_cells;
mod birth_list;
mod birth_signs;
mod birthdays;
mod cards;
mod cells;
mod collect;
mod column;
mod company;
mod compared;
mod context;
mod coordinates;
mod cost;
mod credential;
mod cue;
mod date;
mod date_words;
mod dated;
mod digit_rules;
mod digits;
mod doubt;
pub mod engine;
mod expiry;
mod facts;
mod fields;
mod foreign;
mod hashers;
mod headed;
mod hit;
mod institution;
mod judged;
mod keys;
mod labels;
mod letters;
mod lexicon;
mod lines;
mod listed;
mod manual;
mod mask;
mod names;
mod neighbours;
mod numbered;
mod obfuscated;
mod offer;
mod others;
mod own;
mod pairs;
mod pay;
mod person;
mod places;
mod resolve;
mod rolls;
mod rows;
mod rule;
mod rules;
mod running;
mod session;
mod shape;
mod shapes;
mod special;
mod split;
mod subjects;
mod tally;
mod technical;
mod telltale;
mod template;
#[cfg(test)]
mod tests;
mod torn;
pub mod validator;
mod words;

pub use cost::Cost;
pub use mask::{Mask, Raw};
pub use names::folded;
pub use rule::{Counterexample, Example, Kind, LARGEST_FILE as LARGEST_RULE, Rule, RuleFile};
pub use rules::Failure;
pub use session::Session;

/// All rules, compiled once per worker.
pub struct Detector {
    pub(crate) rules: Vec<Rule>,
    pub(crate) scale: Scale,
    book: lexicon::TermBook,
    digits: digit_rules::DigitRules,
    /// Rules by kind.
    alnum: Vec<u16>,
    shapes: shapes::Shapes,
    lines: Vec<u16>,
    rows: Vec<u16>,
    email: Vec<u16>,
    patterns: rule::Patterns,
    boxed: Vec<u16>,
    /// The rule of each category of the lexicon.
    special: Vec<Option<u16>>,
    /// Rules whose values are evidence of special categories, and the bits of these.
    evidence: Vec<(u16, u16)>,
    words: words::WordRules,
    foreign: foreign::Headings,
    terms: Arc<engine::Terms>,
    /// Engines that no session uses now: they keep their buffers.
    engines: Mutex<Vec<engine::Engine>>,
}

/// What the detector must know besides the rules.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The token key.
    pub key: [u8; 32],
    /// The day of the scan, for ages and impossible dates.
    pub today: jiff::civil::Date,
    /// Values that are no findings: see [`Detector::settings_with_own`].
    own: Arc<HashSet<Token>>,
}

impl Settings {
    pub fn new(key: [u8; 32], today: jiff::civil::Date) -> Self {
        Self {
            key,
            today,
            own: Arc::default(),
        }
    }
}

/// What detection says of a document so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Detected {
    pub findings: Vec<Finding>,
    pub special: Vec<String>,
    pub minors: bool,
    pub subjects: u64,
    pub risk: Risk,
    /// The latest plausible date in the text: see [`crate::finding::Dates`].
    pub latest: Option<jiff::civil::Date>,
}

/// The date that a whole text is, up to `today`, as birth dates are written.
pub fn birth_date(text: &str, today: jiff::civil::Date) -> Option<jiff::civil::Date> {
    date::read(text, today)
        .filter(|(length, _)| *length == text.len())
        .map(|(_, date)| date)
}

impl Detector {
    pub fn session<'d>(&'d self, settings: &Settings) -> Session<'d> {
        Session::new(self, settings)
    }

    /// A rule by the number that hits know it by.
    fn rule(&self, number: u16) -> &Rule {
        &self.rules[usize::from(number)]
    }

    fn term(&self, hit: &engine::TermHit) -> &lexicon::TermInfo {
        self.book.info_of(hit.term)
    }
}
