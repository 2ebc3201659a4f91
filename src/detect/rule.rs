//! A rule: what a `rules/<id>.toml` says, strictly read, and compiled for the one pass.

mod limits;
mod patterns;
mod proof;
mod wrong;

use std::collections::BTreeMap;

use anyhow::ensure;
use serde::Deserialize;

pub use limits::{LARGEST_FILE, check_use};
pub use patterns::{Pattern, Patterns};
pub use proof::Proof;
pub use wrong::{Wrong, in_file, line_of};

use super::digits::Grouping;
use super::lexicon::{Lists, TermBook, contexts::CONTEXTS};
use super::mask::Mask;
use super::neighbours::Signs;
use super::shape::Shape;
use super::validator::{self, Validator};
use super::{address, birth, cue, foreign, person};

/// As written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub id: String,
    pub category: String,
    /// Tokens are made per family, so that rules of one family recognise each other's values.
    pub family: String,
    #[serde(default)]
    pub mask: Mask,
    /// Section of `context.toml` whose lists speak for and against it.
    pub context: Option<String>,
    /// More words for and against it.
    #[serde(default)]
    pub keywords: Vec<String>,
    #[serde(default)]
    pub negative: Vec<String>,
    /// On equal score and length the lower rank takes the span.
    pub rank: u32,
    /// It proves that a text is about a person.
    #[serde(default)]
    pub anchor: bool,
    /// Classes that do so; none means all.
    #[serde(default)]
    pub anchor_classes: Vec<String>,
    /// How many persons one distinct value stands for.
    #[serde(default)]
    pub subjects: f64,
    #[serde(default)]
    pub subject_classes: Vec<String>,
    /// A date of expiry beside it speaks for it.
    #[serde(default)]
    pub expires: bool,
    /// It speaks for other identifiers beside it, as anchors and subjects do.
    #[serde(default)]
    pub beside: bool,
    /// In a row with a person's name it is that person's.
    #[serde(default)]
    pub owned: bool,
    /// Reported only with findings of other rules.
    #[serde(default)]
    pub supporting: bool,
    /// In a log it counts once towards the risk, however many there are.
    #[serde(default)]
    pub once_in_logs: bool,
    /// Near a term of this special category it counts as another strong one.
    #[serde(default)]
    pub speaks_for: Option<String>,
    /// Points for a person's name near.
    #[serde(default)]
    pub name_near: i16,
    /// It is of a company, and so are addresses and telephones beside it.
    #[serde(default)]
    pub company: bool,
    /// Found to keep others from it; never reported.
    #[serde(default)]
    pub silent: bool,
    /// Classes of which that holds; none means all.
    #[serde(default)]
    pub silent_classes: Vec<String>,
    /// Takes its span whatever the others score.
    #[serde(default)]
    pub claims: bool,
    #[serde(rename = "match")]
    pub find: Match,
    /// Base score by the validator's forms; a rule without validator has one form, "found".
    #[serde(default)]
    pub base: BTreeMap<String, i16>,
    /// Risk points by the validator's classes; a rule without validator has one class, "found".
    #[serde(default)]
    pub points: BTreeMap<String, f64>,
    pub class: Option<ClassByContext>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
    #[serde(default, rename = "counterexample")]
    pub counterexamples: Vec<Counterexample>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Match {
    pub kind: Kind,
    /// Digits in all.
    #[serde(default)]
    pub counts: Vec<usize>,
    /// As few digits when a heading or label says what they are.
    pub padded_from: Option<usize>,
    #[serde(default)]
    pub groupings: Vec<String>,
    /// Characters that may stand right before or after, where others would make it part of something else.
    #[serde(default)]
    pub before: String,
    #[serde(default)]
    pub after: String,
    /// Labels that may be glued to the front.
    #[serde(default)]
    pub labels: Vec<String>,
    /// May go on behind one line end.
    #[serde(default)]
    pub wrapped: bool,
    /// May stand in two to five cells of a row, under a heading that says so.
    #[serde(default)]
    pub split_cells: bool,
    /// May stand in a form with a box per character, behind one of its keywords.
    #[serde(default)]
    pub boxed: bool,
    /// A spreadsheet may have cut its last digits off: under a heading what is left is a hint.
    #[serde(default)]
    pub cut: bool,
    /// The two letters it begins with, where they are always the same.
    pub letters: Option<String>,
    /// Shapes of letters and digits, see [`Shape`].
    #[serde(default)]
    pub shapes: Vec<String>,
    /// There only near one of its keywords, also `far` from one, or where a heading or label says so: nothing else tells it.
    #[serde(default)]
    pub keyword_only: bool,
    #[serde(default)]
    pub far: bool,
    pub validator: Option<String>,
    /// What the base score stands for, in the reasons of a finding.
    #[serde(default)]
    pub proof: Proof,
    pub lexicon: Option<String>,
    /// Formats that cannot be read, where words in the file's name are enough.
    #[serde(default)]
    pub formats: Vec<String>,
    /// Distinct keywords only count with a person near.
    #[serde(default)]
    pub person_near: bool,
    pub pattern: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Digits,
    Alnum,
    Email,
    Lines,
    /// Only in a row with an identifier of a person.
    Row,
    Terms,
    Pattern,
    Address,
    Date,
    Name,
    Credential,
    /// What the pattern says, right behind a keyword or under its heading.
    Keyed,
    /// Distinct keywords, and a person near.
    Cue,
}

/// The class is another one when one list of the rule's context section is near and another is not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassByContext {
    pub when: String,
    pub unless: Option<String>,
    pub is: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    /// The exact values.
    pub finds: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    pub text: String,
    pub why: String,
}

/// A rule, compiled.
pub struct Rule {
    /// The file's name, and as written.
    pub name: String,
    pub source: String,
    pub file: RuleFile,
    pub validator: Option<&'static Validator>,
    pub groupings: Vec<Grouping>,
    pub shapes: Vec<Shape>,
    /// By the validator's forms and classes.
    pub base: Vec<i16>,
    pub classes: &'static [&'static str],
    pub points: Vec<f64>,
    pub is_anchor: Vec<bool>,
    pub is_subject: Vec<bool>,
    pub is_silent: Vec<bool>,
    /// Bits of the context lists for and against it.
    pub keywords: Lists,
    pub negative: Lists,
    /// Those of the keywords that things have too; words that count as the whole heading or right before a value.
    pub weak: Lists,
    pub labels: Lists,
    /// Headings over what somebody earns.
    pub pay: Lists,
    /// Bit of the list of words of a file's name.
    pub filename: Lists,
    /// Distinct keywords that make a document one of this kind.
    pub distinct: usize,
    /// The class of what is a company's.
    pub company_class: Option<u8>,
    pub class: Option<ClassBits>,
    pub pattern: Option<Pattern>,
    /// What its values may stand between.
    pub signs: Signs,
}

/// [`ClassByContext`], compiled.
#[derive(Clone, Copy)]
pub struct ClassBits {
    pub when: Lists,
    pub unless: Lists,
    pub class: u8,
}

type Names = &'static [&'static str];

static FOUND: Names = &["found"];
static SPECIAL: Names = &["special"];
/// The class of values that belong to a company.
const COMPANY: &str = "company";

impl Rule {
    /// Reads and compiles one file. The error says what is wrong, and in which line.
    pub fn read(name: &str, text: &str, book: &mut TermBook) -> anyhow::Result<Self> {
        Self::compile(name, text, book).map_err(|err| in_file(name, text, &err))
    }

    fn compile(name: &str, text: &str, book: &mut TermBook) -> anyhow::Result<Self> {
        ensure!(text.len() <= LARGEST_FILE, "more than {} KB", LARGEST_FILE >> 10);
        let file: RuleFile = toml::from_str(text)?;
        ensure!(
            file.examples.len() >= 2 && file.counterexamples.len() >= 2,
            "needs two examples and two counterexamples at least"
        );
        let find = &file.find;
        let no_validator = |name: &String| Wrong::new("match.validator", format!("there is no `{name}`"));
        let named = find.validator.as_ref();
        let validator = named.map(|name| validator::find(name).ok_or_else(|| no_validator(name)));
        let validator = validator.transpose()?;
        limits::check(&file, validator)?;
        let pattern = find.pattern.as_deref().map(patterns::compile).transpose()?;
        let (forms, classes) = forms_and_classes(validator, find.kind);
        let context = file.context.as_deref();
        let in_context = |err: anyhow::Error| Wrong::new("context", err.to_string());
        let mut keywords = book.context_list(context, "keywords").map_err(in_context)?;
        let mut negative = book.context_list(context, "negative").map_err(in_context)?;
        let weak = book.context_list(context, "weak")?;
        keywords |= weak | book.own_list(&format!("rule {}", file.id), "keywords", &foreign::with_own(&file))?;
        negative |= book.own_list(&format!("rule {}", file.id), "negative", &file.negative)?;
        let class_bits = |class: &ClassByContext| class_bits(class, context, classes, book);
        let class = file.class.as_ref().map(class_bits).transpose()?;
        let company_class = classes.iter().position(|class| *class == COMPANY);
        Ok(Self {
            name: name.to_owned(),
            source: text.to_owned(),
            validator,
            groupings: parsed("groupings", "grouping", &find.groupings, Grouping::read)?,
            shapes: parsed("shapes", "shape", &find.shapes, Shape::read)?,
            base: by_name("base", &file.base, forms)?,
            points: by_name("points", &file.points, classes)?,
            is_anchor: members("anchor_classes", &file.anchor_classes, classes, file.anchor)?,
            is_subject: members("subject_classes", &file.subject_classes, classes, file.subjects > 0.0)?,
            is_silent: members("silent_classes", &file.silent_classes, classes, file.silent)?,
            class,
            pattern,
            keywords,
            negative,
            weak,
            labels: book.context_list(context, "labels")?,
            pay: book.context_list(context, "pay")?,
            filename: book.context_list(context, "filename")?,
            distinct: CONTEXTS.number(context, "min_distinct").unwrap_or(1),
            company_class: company_class.and_then(|class| u8::try_from(class).ok()),
            classes,
            signs: Signs::of(&file),
            file,
        })
    }

    pub fn id(&self) -> &str {
        &self.file.id
    }
}

/// The names of the forms and classes that a value of this kind may have, in the order of their numbers.
fn forms_and_classes(validator: Option<&'static Validator>, kind: Kind) -> (Names, Names) {
    match (validator, kind) {
        (Some(validator), _) => (validator.forms, validator.classes),
        (None, Kind::Terms) => (&[], SPECIAL),
        (None, Kind::Address) => (address::FORMS, address::CLASSES),
        (None, Kind::Date) => (birth::FORMS, birth::CLASSES),
        (None, Kind::Name) => (person::FORMS, person::CLASSES),
        (None, Kind::Cue) => (cue::FORMS, FOUND),
        (None, _) => (FOUND, FOUND),
    }
}

/// The values of a list of small texts.
fn parsed<T>(
    field: &str,
    what: &str,
    texts: &[String],
    read: impl Fn(&str) -> anyhow::Result<T>,
) -> Result<Vec<T>, Wrong> {
    let of = |(n, text): (usize, &String)| {
        read(text).map_err(|_| Wrong::new(format!("match.{field}.{n}"), format!("`{text}` is no {what}")))
    };
    texts.iter().enumerate().map(of).collect()
}

fn by_name<T: Copy>(field: &str, given: &BTreeMap<String, T>, names: &[&str]) -> Result<Vec<T>, Wrong> {
    if let Some(other) = given.keys().find(|name| !names.contains(&name.as_str())) {
        let reason = format!("there is no such name here, only {}", names.join(", "));
        return Err(Wrong::new(format!("{field}.{other}"), reason));
    }
    let of_name = |name: &&str| {
        let missing = || Wrong::new(field, format!("`{name}` is missing"));
        given.get(*name).copied().ok_or_else(missing)
    };
    names.iter().map(of_name).collect()
}

fn members(field: &str, given: &[String], classes: &[&str], wanted: bool) -> Result<Vec<bool>, Wrong> {
    if let Some(n) = given.iter().position(|name| !classes.contains(&name.as_str())) {
        let reason = format!("there is no class `{}`, only {}", given[n], classes.join(", "));
        return Err(Wrong::new(format!("{field}.{n}"), reason));
    }
    let is_in = |class: &&str| given.iter().any(|name| name == class) || wanted && given.is_empty();
    Ok(classes.iter().map(is_in).collect())
}

fn class_bits(
    class: &ClassByContext,
    context: Option<&str>,
    classes: &[&str],
    book: &mut TermBook,
) -> anyhow::Result<ClassBits> {
    let mut list = |field: &str, name: &str| {
        if name.is_empty() {
            return Ok(0);
        }
        let bits = book.context_list(context, name)?;
        let no_list = || Wrong::new(format!("class.{field}"), format!("the context has no list `{name}`"));
        ensure!(bits != 0, no_list());
        anyhow::Ok(bits)
    };
    let at = classes.iter().position(|name| *name == class.is);
    let only = classes.join(", ");
    let no_class = || Wrong::new("class.is", format!("there is no `{}`, only {only}", class.is));
    Ok(ClassBits {
        when: list("when", &class.when)?,
        unless: class.unless.as_deref().map_or(Ok(0), |name| list("unless", name))?,
        class: at.and_then(|at| u8::try_from(at).ok()).ok_or_else(no_class)?,
    })
}
