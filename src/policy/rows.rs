//! The policy file as it is written: strict TOML, and everything that is wrong with it, told at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::exceptions::public_key;
use super::severity::Raise;
use super::{Contact, Organisation, Own, Places};
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::Level;
use crate::language::told;
use crate::storage::Storage;
use crate::walk::Exclusion;

mod form;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    pub name: String,
    pub organisation: Organisation,
    pub dpo: Option<Spanned<Contact>>,
    #[serde(default)]
    pub device: Vec<Spanned<super::Listed>>,
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

impl PolicyFile {
    /// The file and what is wrong with its form. What is wrong is left out, so that it does not hide what is wrong with
    /// the meaning of the rest. An error is a file that is no TOML.
    pub fn parse(source: &Source) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        match source.parse() {
            Ok(file) => Ok((file, Vec::new())),
            Err(first) => form::mended(source).ok_or_else(|| vec![first]),
        }
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
        && !is_address(&dpo.get_ref().email)
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
        } else {
            let places = Places::new(&[Exclusion::from(row)]).map_err(|(_, why)| why);
            match places.map(|places| places.too_wide(row.glob.get_ref())) {
                Ok(None) => {}
                Ok(Some(why)) | Err(why) => check.wrong(row.glob.span(), why),
            }
        }
    }
}

fn central(check: &mut Check<'_>, file: &PolicyFile) {
    for (n, row) in file.central.iter().enumerate() {
        let name = row.name.get_ref();
        if file.central[..n].iter().any(|earlier| earlier.name.get_ref() == name) {
            check.wrong(row.name.span(), told!("policy-central-twice", name = name));
        }
        if file.central[..n]
            .iter()
            .any(|earlier| earlier.path.get_ref() == row.path.get_ref())
        {
            let path = row.path.get_ref().display();
            check.wrong(row.path.span(), told!("policy-central-path-twice", path = path));
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

/// Whom a mail can be sent to, and nothing besides: the address stands in the head of a mail and in reports.
fn is_address(email: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>,;:\"()[]\\".contains(c);
    let parts = email.split_once('@');
    parts.is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty() && !domain.contains('@'))
        && email.chars().all(is_plain)
}

/// A policy is written once for machines of every system.
fn is_absolute(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let drive = text.as_bytes().get(1..3).is_some_and(|at| at == b":\\" || at == b":/");
    text.starts_with('/') || text.starts_with("\\\\") || drive
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn an_address_brings_no_line_and_no_second_address() {
        for email in [
            "dpo@voorbeeld.be",
            "an.peeters+dpo@mail.voorbeeld.be",
            "dpo@intranet",
            "é@voorbeeld.be",
        ] {
            assert!(is_address(email), "{email}");
        }
        for email in [
            "",
            "@",
            "dpo",
            "dpo@",
            "@voorbeeld.be",
            "a@b@c",
            "a@b.be\r\nBcc: x@y.z",
            "a@b.be, x@y.z",
            "a @b.be",
            "An <a@b.be>",
        ] {
            assert!(!is_address(email), "{email:?}");
        }
    }
}
