//! The policy file as it is written: strict TOML, and everything that is wrong with it, told at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::exceptions::public_key;
use super::severity::Raise;
use super::{Contact, Organisation, Own, Places};
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::Level;
use crate::language::told;
use crate::storage::Storage;
use crate::walk::Exclusion;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    pub name: String,
    pub organisation: Organisation,
    pub dpo: Option<Spanned<Contact>>,
    #[serde(default)]
    pub device: Vec<super::Listed>,
    #[serde(default)]
    pub central: Vec<CentralRow>,
    #[serde(default)]
    pub severity: BTreeMap<Storage, Level>,
    #[serde(default)]
    pub raise: Vec<Spanned<Raise>>,
    #[serde(default)]
    pub retention: Vec<TermRow>,
    #[serde(default)]
    pub exclude: Vec<PlaceRow>,
    #[serde(default)]
    pub exempt: Vec<PlaceRow>,
    #[serde(default)]
    pub personal: Vec<PlaceRow>,
    #[serde(default)]
    pub transfers: TransfersTable,
    pub exceptions: Option<ExceptionsTable>,
    #[serde(default)]
    pub scan: ScanTable,
    #[serde(default)]
    pub speur: SpeurTable,
    #[serde(default)]
    pub own: Own,
    /// Read by [`crate::config`], of the machine's own policy alone.
    #[serde(default, rename = "settings")]
    pub _settings: toml::Table,
    #[serde(default, rename = "lock")]
    pub _lock: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CentralRow {
    pub name: Spanned<String>,
    pub path: Spanned<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceRow {
    pub glob: Spanned<String>,
    pub reason: Spanned<String>,
}

impl From<&PlaceRow> for Exclusion {
    fn from(row: &PlaceRow) -> Self {
        Self {
            glob: row.glob.get_ref().clone(),
            reason: row.reason.get_ref().clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TermRow {
    pub categories: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    pub years: u32,
    #[serde(default)]
    pub months: u32,
    pub reason: Spanned<String>,
}

impl TermRow {
    pub fn months(&self) -> u32 {
        self.years.saturating_mul(12).saturating_add(self.months)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TransfersTable {
    pub within_eea: Vec<Spanned<String>>,
    pub allowed: Vec<TransferRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TransferRow {
    pub provider: Spanned<String>,
    /// The country, as ISO 3166-1 names it ("US").
    pub to: Spanned<String>,
    /// The ground covers special categories too.
    #[serde(default)]
    pub special: bool,
    pub reason: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExceptionsTable {
    pub file: Spanned<PathBuf>,
    pub approver: Spanned<Vec<ApproverRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApproverRow {
    pub name: String,
    pub key: Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScanTable {
    pub honour_ignore_files: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SpeurTable {
    pub keep_runs_days: Option<Spanned<u32>>,
    pub keep_audit_days: Option<Spanned<u32>>,
}

/// What the parser says, and where; what is missing is missing from its row.
type Wrong = (std::ops::Range<usize>, String);
/// Tries one section by itself.
type Try = fn(Spanned<DeValue<'_>>) -> Vec<Wrong>;

/// Every section, so that a mistake in one does not hide those of the others.
static SECTIONS: &[(&str, Try)] = &[
    ("name", one::<String>),
    ("organisation", one::<Organisation>),
    ("dpo", one::<Contact>),
    ("device", each::<super::Listed>),
    ("central", each::<CentralRow>),
    ("severity", one::<BTreeMap<Storage, Level>>),
    ("raise", each::<Raise>),
    ("retention", each::<TermRow>),
    ("exclude", each::<PlaceRow>),
    ("exempt", each::<PlaceRow>),
    ("personal", each::<PlaceRow>),
    ("transfers", one::<TransfersTable>),
    ("exceptions", one::<ExceptionsTable>),
    ("scan", one::<ScanTable>),
    ("speur", one::<SpeurTable>),
    ("own", one::<Own>),
    ("settings", one::<toml::Table>),
    ("lock", one::<Vec<String>>),
];

fn one<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> Vec<Wrong> {
    let span = value.span();
    let read = T::deserialize(ValueDeserializer::from(value));
    let wrong = read
        .err()
        .map(|err| (err.span().unwrap_or(span), err.message().to_owned()));
    wrong.into_iter().collect()
}

fn each<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> Vec<Wrong> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Array(rows) => rows.into_iter().flat_map(one::<T>).collect(),
        other => one::<Vec<T>>(Spanned::new(span, other)),
    }
}

impl PolicyFile {
    /// An error is one of form: what such a file means cannot be judged.
    pub fn parse(source: &Source) -> Result<Self, Vec<Problem>> {
        source.parse().map_err(|first| {
            let all = form_problems(source);
            if all.is_empty() { vec![first] } else { all }
        })
    }
}

/// What is wrong with the form, section by section.
fn form_problems(source: &Source) -> Vec<Problem> {
    let Ok(table) = DeTable::parse(&source.text) else {
        return Vec::new();
    };
    let table = table.into_inner();
    let mut problems = Vec::new();
    for needed in ["name", "organisation"] {
        if !table.contains_key(needed) {
            let how = match needed {
                "name" => "name = \"...\"",
                _ => "[organisation] name = \"...\"",
            };
            problems.push(source.problem(None, told!("policy-missing", needed = needed, how = how)));
        }
    }
    for (key, value) in table {
        match SECTIONS.iter().find(|(name, _)| name == key.get_ref()) {
            Some((_, attempt)) => {
                let wrong = attempt(value).into_iter();
                problems.extend(wrong.map(|(at, message)| source.problem(Some(at), plain(&message, key.get_ref()))));
            }
            None => {
                let known: Vec<_> = SECTIONS.iter().map(|(name, _)| format!("`{name}`")).collect();
                let what = told!("toml-unknown", key = key.get_ref(), known = known.join(", "));
                problems.push(source.problem(Some(key.span()), what));
            }
        }
    }
    problems.sort_by_key(|problem| problem.line);
    problems
}

/// A message of the parser, where its words do not say what to do.
fn plain(message: &str, key: &str) -> String {
    let is_plain = ["integer", "float", "boolean"]
        .iter()
        .any(|kind| message.starts_with(&format!("invalid type: {kind} ")));
    match message {
        "invalid type: map, expected a sequence" => {
            told!("policy-several", key = key)
        }
        _ if is_plain && message.ends_with("expected a string") => told!("policy-quotes", message = message),
        _ => crate::language::toml(message),
    }
}

/// Takes down what is wrong, with its place.
struct Check<'s> {
    source: &'s Source,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn wrong(&mut self, span: std::ops::Range<usize>, why: impl Into<String>) {
        self.problems.push(self.source.problem(Some(span), why.into()));
    }

    fn reason(&mut self, reason: &Spanned<String>, of: &str) {
        if reason.get_ref().trim().is_empty() {
            self.wrong(reason.span(), told!("policy-reason", of = of));
        }
    }
}

/// What is well formed, but cannot be meant.
pub(super) fn problems(source: &Source, file: &PolicyFile) -> Vec<Problem> {
    let mut check = Check {
        source,
        problems: Vec::new(),
    };
    places(&mut check, file);
    central(&mut check, file);
    if let Some(dpo) = &file.dpo
        && !dpo.get_ref().email.contains('@')
    {
        check.wrong(dpo.span(), told!("policy-dpo-mail"));
    }
    terms(&mut check, &file.retention);
    transfers(&mut check, &file.transfers);
    for row in &file.raise {
        let raise = row.get_ref();
        if raise.to.is_none() && raise.by == 0 {
            check.wrong(row.span(), told!("policy-raise-nothing"));
        }
        if raise.reason.trim().is_empty() {
            check.wrong(row.span(), told!("policy-reason-raise"));
        }
    }
    approvers(&mut check, file);
    for (name, days) in [
        ("keep_runs_days", &file.speur.keep_runs_days),
        ("keep_audit_days", &file.speur.keep_audit_days),
    ] {
        if let Some(days) = days
            && !(1..=3650).contains(days.get_ref())
        {
            check.wrong(days.span(), told!("policy-days", name = name));
        }
    }
    check.problems
}

/// A name with a typing mistake would make a transfer of what is none.
fn transfers(check: &mut Check<'_>, transfers: &TransfersTable) {
    let known = crate::storage::policy_names();
    let named = transfers.allowed.iter().map(|row| &row.provider);
    for name in transfers.within_eea.iter().chain(named) {
        if !known.contains(name.get_ref()) {
            let what = told!("policy-provider", name = name.get_ref(), known = known.join(", "));
            check.wrong(name.span(), what);
        }
    }
    for row in &transfers.allowed {
        check.reason(&row.reason, &told!("policy-reason-transfer"));
        let to = row.to.get_ref();
        if to.len() != 2 || !to.bytes().all(|byte| byte.is_ascii_uppercase()) {
            check.wrong(row.to.span(), told!("policy-country", to = to));
        }
    }
}

fn places(check: &mut Check<'_>, file: &PolicyFile) {
    for row in file.exclude.iter().chain(&file.exempt).chain(&file.personal) {
        check.reason(&row.reason, &told!("policy-reason-place"));
        if row.glob.get_ref().trim().is_empty() {
            check.wrong(row.glob.span(), told!("glob-empty"));
        } else if row.glob.get_ref().starts_with("~/") {
            check.wrong(row.glob.span(), told!("policy-glob-home", glob = row.glob.get_ref()));
        } else if let Err((_, why)) = Places::new(&[Exclusion::from(row)]) {
            check.wrong(row.glob.span(), why);
        }
    }
}

fn central(check: &mut Check<'_>, file: &PolicyFile) {
    for (n, row) in file.central.iter().enumerate() {
        let name = row.name.get_ref();
        if file.central[..n].iter().any(|earlier| earlier.name.get_ref() == name) {
            check.wrong(row.name.span(), told!("policy-central-twice", name = name));
        }
        if !is_absolute(row.path.get_ref()) {
            let path = row.path.get_ref().display();
            check.wrong(row.path.span(), told!("policy-path", path = path));
        }
    }
}

fn terms(check: &mut Check<'_>, terms: &[TermRow]) {
    let mut told: Vec<&str> = Vec::new();
    for row in terms {
        check.reason(&row.reason, &told!("policy-reason-term"));
        if !(1..=1200).contains(&row.months()) {
            check.wrong(row.categories.span(), told!("policy-term"));
        }
        if row.categories.get_ref().is_empty() {
            check.wrong(row.categories.span(), told!("policy-term-nothing"));
        }
        for category in row.categories.get_ref() {
            let name = category.get_ref().as_str();
            if told.contains(&name) {
                check.wrong(category.span(), told!("policy-term-twice", name = name));
            }
            told.push(name);
        }
    }
}

fn approvers(check: &mut Check<'_>, file: &PolicyFile) {
    let Some(exceptions) = &file.exceptions else { return };
    if exceptions.approver.get_ref().is_empty() {
        check.wrong(exceptions.approver.span(), told!("policy-no-approver"));
    }
    for row in exceptions.approver.get_ref() {
        if public_key(row.key.get_ref()).is_none() {
            check.wrong(row.key.span(), told!("policy-not-a-key"));
        }
    }
}

/// A policy is written once for machines of every system.
fn is_absolute(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let drive = text.as_bytes().get(1..3).is_some_and(|at| at == b":\\" || at == b":/");
    text.starts_with('/') || text.starts_with("\\\\") || drive
}
