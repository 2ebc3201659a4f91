//! A rule: what a `rules/<id>.toml` says, strictly read, and compiled for the one pass.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

use super::digits::Grouping;
use super::hit::Code;
use super::lexicon::TermBook;
use super::mask::Mask;
use super::validator::{self, Validator};
use super::{address, birth, cue, person};

/// A rule file as written.
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
    /// It speaks for other identifiers beside it, as anchors and subjects do.
    #[serde(default)]
    pub beside: bool,
    /// Reported only with findings of other rules.
    #[serde(default)]
    pub supporting: bool,
    /// Points for a person's name near.
    #[serde(default)]
    pub name_near: i16,
    /// It is of a company, and so are addresses and telephones beside it.
    #[serde(default)]
    pub company: bool,
    /// Found to keep others from it; never reported.
    #[serde(default)]
    pub silent: bool,
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
    /// The two letters it begins with, where they are always the same.
    pub letters: Option<String>,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    #[default]
    CheckDigits,
    Shape,
}

/// The class is another one when one list of the rule's context section is near and another is not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassByContext {
    pub when: String,
    pub unless: String,
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
    /// The file as written.
    pub source: String,
    pub file: RuleFile,
    pub validator: Option<&'static Validator>,
    pub groupings: Vec<Grouping>,
    /// By the validator's forms and classes.
    pub base: Vec<i16>,
    pub classes: &'static [&'static str],
    pub points: Vec<f64>,
    pub is_anchor: Vec<bool>,
    pub is_subject: Vec<bool>,
    /// Bits of the context lists for and against it.
    pub keywords: u64,
    pub negative: u64,
    /// Bit of the list of words of a file's name.
    pub filename: u64,
    /// Distinct keywords that make a document one of this kind.
    pub distinct: usize,
    /// The class of what is a company's.
    pub company_class: Option<u8>,
    pub class: Option<ClassBits>,
    pub pattern: Option<regex::Regex>,
}

/// [`ClassByContext`], compiled.
#[derive(Clone, Copy)]
pub struct ClassBits {
    pub when: u64,
    pub unless: u64,
    pub class: u8,
}

/// Memory a compiled pattern of an admin's rule may take.
const PATTERN_SIZE: usize = 1 << 20;
static FOUND: &[&str] = &["found"];
static SPECIAL: &[&str] = &["special"];
/// The class of values that belong to a company.
const COMPANY: &str = "company";

impl Rule {
    /// Reads and compiles one file. The error says what is wrong, and where if that is known.
    pub fn read(text: &str, book: &mut TermBook) -> anyhow::Result<Self> {
        let file: RuleFile = toml::from_str(text)?;
        ensure!(
            file.examples.len() >= 2 && file.counterexamples.len() >= 2,
            "needs two examples and two counterexamples at least"
        );
        let validator = file
            .find
            .validator
            .as_deref()
            .map(|name| validator::find(name).with_context(|| format!("match.validator: there is no `{name}`")));
        let validator = validator.transpose()?;
        check_kind(&file.find, validator)?;
        let (forms, classes) = match (validator, file.find.kind) {
            (Some(validator), _) => (validator.forms, validator.classes),
            (None, Kind::Terms) => (&[][..], SPECIAL),
            (None, Kind::Address) => (address::FORMS, address::CLASSES),
            (None, Kind::Date) => (birth::FORMS, birth::CLASSES),
            (None, Kind::Name) => (person::FORMS, FOUND),
            (None, Kind::Cue) => (cue::FORMS, FOUND),
            (None, _) => (FOUND, FOUND),
        };
        let mut keywords = book.context_list(file.context.as_deref(), "keywords")?;
        let mut negative = book.context_list(file.context.as_deref(), "negative")?;
        keywords |= book.own_list(&file.id, "keywords", &file.keywords)?;
        negative |= book.own_list(&file.id, "negative", &file.negative)?;
        Ok(Self {
            source: text.to_owned(),
            validator,
            groupings: file
                .find
                .groupings
                .iter()
                .map(|text| Grouping::read(text))
                .collect::<Result<_, _>>()?,
            base: by_name("base", &file.base, forms)?,
            points: by_name("points", &file.points, classes)?,
            is_anchor: members(&file.anchor_classes, classes, file.anchor)?,
            is_subject: members(&file.subject_classes, classes, file.subjects > 0.0)?,
            class: file
                .class
                .as_ref()
                .map(|class| class_bits(class, &file, classes, book))
                .transpose()?,
            pattern: file.find.pattern.as_deref().map(pattern).transpose()?,
            keywords,
            negative,
            filename: book.context_list(file.context.as_deref(), "filename")?,
            distinct: book.number(file.context.as_deref(), "min_distinct").unwrap_or(1),
            company_class: classes
                .iter()
                .position(|class| *class == COMPANY)
                .and_then(|class| u8::try_from(class).ok()),
            classes,
            file,
        })
    }

    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// What the base score is given for.
    pub fn proof(&self) -> Code {
        match self.file.find.proof {
            Proof::CheckDigits => Code::CheckDigits,
            Proof::Shape => Code::Shape,
        }
    }
}

fn check_kind(find: &Match, validator: Option<&'static Validator>) -> anyhow::Result<()> {
    let (needs, has) = match find.kind {
        Kind::Digits => ("counts and a validator", !find.counts.is_empty() && validator.is_some()),
        Kind::Alnum | Kind::Email => ("a validator", validator.is_some()),
        Kind::Terms => ("a lexicon", find.lexicon.is_some() && validator.is_none()),
        Kind::Pattern | Kind::Keyed => ("a pattern", find.pattern.is_some()),
        Kind::Address | Kind::Date | Kind::Name | Kind::Credential | Kind::Cue => ("no validator", validator.is_none()),
    };
    ensure!(has, "match: this kind needs {needs}");
    ensure!(
        find.pattern.is_none() || matches!(find.kind, Kind::Pattern | Kind::Keyed),
        "match.pattern: only for kind = \"pattern\" or \"keyed\""
    );
    if let Some(most) = find.counts.iter().max() {
        ensure!(
            *most <= super::digits::MOST_DIGITS,
            "match.counts: at most {}",
            super::digits::MOST_DIGITS
        );
    }
    Ok(())
}

fn pattern(pattern: &str) -> anyhow::Result<regex::Regex> {
    regex::RegexBuilder::new(pattern)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .build()
        .with_context(|| "match.pattern")
}

fn by_name<T: Copy>(field: &str, given: &BTreeMap<String, T>, names: &[&str]) -> anyhow::Result<Vec<T>> {
    if let Some(other) = given.keys().find(|name| !names.contains(&name.as_str())) {
        bail!("{field}: there is no `{other}`, only {}", names.join(", "));
    }
    names
        .iter()
        .map(|name| {
            given
                .get(*name)
                .copied()
                .with_context(|| format!("{field}: `{name}` is missing"))
        })
        .collect()
}

fn members(given: &[String], classes: &[&str], wanted: bool) -> anyhow::Result<Vec<bool>> {
    if let Some(other) = given.iter().find(|name| !classes.contains(&name.as_str())) {
        bail!("there is no class `{other}`, only {}", classes.join(", "));
    }
    let is_in = |class: &&str| wanted && (given.is_empty() || given.iter().any(|name| name == class));
    Ok(classes.iter().map(is_in).collect())
}

fn class_bits(
    class: &ClassByContext,
    file: &RuleFile,
    classes: &[&str],
    book: &mut TermBook,
) -> anyhow::Result<ClassBits> {
    let section = file.context.as_deref();
    let at = classes.iter().position(|name| *name == class.is);
    Ok(ClassBits {
        when: book.context_list(section, &class.when)?,
        unless: book.context_list(section, &class.unless)?,
        class: at
            .and_then(|at| u8::try_from(at).ok())
            .with_context(|| format!("class.is: there is no `{}`", class.is))?,
    })
}
