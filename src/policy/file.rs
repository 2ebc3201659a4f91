//! What the policy says, checked, and what it answers about a place, a storage or a provider.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::exceptions::{Approver, Exceptions, public_key};
use super::retention::Term;
use super::rows::{CentralRow, ExceptionsTable, PlaceRow, PolicyFile, TermRow, problems};
use super::severity::Raise;
use super::{Devices, Places, Transfer};
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::Level;
use crate::language::told;
use crate::storage::Storage;
use crate::walk::Exclusion;

/// What the policy says, checked.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    pub name: String,
    /// Of the file's bytes; 16 hex digits. Empty without a file.
    pub digest: String,
    pub organisation: Organisation,
    pub dpo: Option<Contact>,
    pub central: Vec<Central>,
    pub devices: Devices,
    pub honour_ignore_files: bool,
    /// Days that Speur keeps its own runs, and the log of what was done.
    pub keep_runs_days: Option<u32>,
    pub keep_audit_days: Option<u32>,
    pub own: Own,
    /// How long data may be kept.
    pub retention: Vec<Term>,
    /// Its own rows of severity.
    pub raise: Vec<Raise>,
    pub exceptions: Exceptions,
    severity: BTreeMap<Storage, Level>,
    within_eea: Vec<String>,
    /// Providers outside the EEA that may be used, and whether for special categories too.
    allowed: BTreeMap<String, bool>,
    exclusions: Vec<Exclusion>,
    exempt: Places,
    personal: Places,
    personal_globs: Vec<Exclusion>,
    /// Every own value with its family, and what is said where no rule reads it.
    unread_own: Vec<(&'static str, String, Problem)>,
    /// Every reason of a row, and what is said where it holds somebody's data.
    reasons: Vec<(String, Problem)>,
    /// Every category that is named, and what is said where no rule has it.
    categories: Vec<(String, Problem)>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub name: String,
}

/// Whom to ask: the data protection officer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    pub name: String,
    pub email: String,
    #[serde(default)]
    pub phone: String,
}

/// A root of the central storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Central {
    pub name: String,
    pub path: PathBuf,
}

/// The organisation's own values, which are nobody's personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Own {
    pub ibans: Vec<Spanned<String>>,
    pub vat: Vec<Spanned<String>>,
    pub phones: Vec<Spanned<String>>,
    /// Addresses that stand for a role, not a person.
    pub mailboxes: Vec<Spanned<String>>,
    pub addresses: Vec<Spanned<String>>,
}

impl Own {
    /// Each value with its rule family.
    fn values(&self) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
        let families = [
            ("iban", &self.ibans),
            ("vat", &self.vat),
            ("phone", &self.phones),
            ("email", &self.mailboxes),
            ("address", &self.addresses),
        ];
        let values = families.into_iter();
        values.flat_map(|(family, values)| values.iter().map(move |value| (family, value)))
    }
}

impl Policy {
    pub fn load(path: &Path) -> Result<Self, Vec<Problem>> {
        let source = Source::read(path).map_err(|problem| vec![problem])?;
        Self::parse(&source)
    }

    /// The policy and all that is wrong with it, also with what it means: for who mends it. An error is a file that
    /// is no TOML.
    pub fn examine(path: &Path) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let source = Source::read(path).map_err(|problem| vec![problem])?;
        Self::examined(&source)
    }

    pub(super) fn parse(source: &Source) -> Result<Self, Vec<Problem>> {
        match Self::examined(source)? {
            (policy, problems) if problems.is_empty() => Ok(policy),
            (_, problems) => Err(problems),
        }
    }

    fn examined(source: &Source) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let (file, mut problems) = PolicyFile::parse(source)?;
        problems.extend(self::problems(source, &file));
        // Which globs are wrong was told.
        let places = |rows: &[PlaceRow]| Places::new(&exclusions(rows)).unwrap_or_default();
        let categories = categories(source, &file);
        let reasons = reasons(source, &file);
        let devices = Devices::of_rows(source, file.device).unwrap_or_else(|problem| {
            problems.push(problem);
            Devices::default()
        });
        let exceptions = match file.exceptions {
            // Who may approve is known only when nothing is wrong.
            Some(table) if problems.is_empty() => exceptions(source, table).unwrap_or_else(|problem| {
                problems.push(problem);
                Exceptions::default()
            }),
            Some(_) | None => Exceptions::default(),
        };
        let policy = Self {
            name: file.name,
            digest: blake3::hash(source.text.as_bytes()).to_hex()[..16].to_owned(),
            organisation: file.organisation,
            dpo: file.dpo.map(Spanned::into_inner),
            devices,
            honour_ignore_files: file.scan.honour_ignore_files,
            keep_runs_days: file.speur.keep_runs_days.map(Spanned::into_inner),
            keep_audit_days: file.speur.keep_audit_days.map(Spanned::into_inner),
            unread_own: unread_own(source, &file.own),
            reasons,
            own: file.own,
            retention: file.retention.into_iter().map(Term::from).collect(),
            raise: file.raise.into_iter().map(Spanned::into_inner).collect(),
            exceptions,
            severity: file.severity,
            within_eea: file.transfers.within_eea.into_iter().map(Spanned::into_inner).collect(),
            allowed: file
                .transfers
                .allowed
                .into_iter()
                .map(|row| (row.provider.into_inner(), row.special))
                .collect(),
            categories,
            exempt: places(&file.exempt),
            personal: places(&file.personal),
            personal_globs: exclusions(&file.personal),
            exclusions: exclusions(&file.exclude),
            central: file.central.into_iter().map(Central::from).collect(),
        };
        Ok((policy, problems))
    }

    /// Name and digest, as records say it.
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.digest).trim().to_owned()
    }

    /// Categories that no rule has: a term with a typing mistake would never apply.
    pub fn unknown_categories(&self, is_known: impl Fn(&str) -> bool) -> Vec<Problem> {
        let unknown = self.categories.iter().filter(|(category, _)| !is_known(category));
        unknown.map(|(_, problem)| problem.clone()).collect()
    }

    /// What the policy leaves out of every scan, and why.
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclusions
    }

    /// The organisation's own values by rule family, as text.
    pub fn own_values(&self) -> Vec<(String, String)> {
        let values = self.own.values();
        values
            .map(|(family, value)| (family.to_owned(), value.get_ref().clone()))
            .collect()
    }

    /// Own values that no rule reads as what they are said to be: with a wrong digit they would do nothing.
    pub fn unknown_own(&self, is_known: impl Fn(&str, &str) -> bool) -> Vec<Problem> {
        let unknown = self
            .unread_own
            .iter()
            .filter(|(family, value, _)| !is_known(family, value));
        unknown.map(|(_, _, problem)| problem.clone()).collect()
    }

    /// Reasons that hold personal data: reports show them to everybody.
    pub fn personal_reasons(&self, is_personal: impl Fn(&str) -> bool) -> Vec<Problem> {
        let personal = self.reasons.iter().filter(|(reason, _)| is_personal(reason));
        personal.map(|(_, problem)| problem.clone()).collect()
    }

    /// Why personal data may be in this place.
    pub fn exempt(&self, path: &Path) -> Option<&str> {
        self.exempt.reason(path)
    }

    /// Why this place is somebody's own: what lies in it is counted, and neither read nor named.
    pub fn personal(&self, path: &Path) -> Option<&str> {
        self.personal.reason(path)
    }

    pub fn personal_places(&self) -> &Places {
        &self.personal
    }

    /// The same as they stand in the policy: a run keeps what it left to somebody.
    pub fn personal_globs(&self) -> &[Exclusion] {
        &self.personal_globs
    }

    /// The central root a path lies in.
    pub fn central_root(&self, path: &Path) -> Option<&Central> {
        self.central.iter().find(|central| lies_in(path, &central.path))
    }

    /// The least severity of a violation in this storage.
    pub fn floor(&self, storage: Storage) -> Option<Level> {
        self.severity.get(&storage).copied()
    }

    /// Where a document of this storage is sent by a sync client ("onedrive-business").
    pub fn transfer(&self, storage: Storage, provider: Option<&str>) -> Transfer {
        let is_within = || self.within_eea.iter().any(|name| Some(name.as_str()) == provider);
        match storage {
            Storage::CloudSync if is_within() => Transfer::WithinEea,
            Storage::CloudSync => match provider.and_then(|name| self.allowed.get(name)) {
                Some(&special) => Transfer::Allowed { special },
                None => Transfer::OutsideEea,
            },
            Storage::Central
            | Storage::LocalDisk
            | Storage::Removable
            | Storage::Share
            | Storage::MailStore
            | Storage::Temp
            | Storage::Trash => Transfer::None,
        }
    }
}

impl From<CentralRow> for Central {
    fn from(row: CentralRow) -> Self {
        Self {
            name: row.name.into_inner(),
            path: row.path.into_inner(),
        }
    }
}

impl From<TermRow> for Term {
    fn from(row: TermRow) -> Self {
        let months = row.months();
        let categories = row.categories.into_inner().into_iter();
        Self {
            categories: categories.map(Spanned::into_inner).collect(),
            months,
            reason: row.reason.into_inner(),
        }
    }
}

/// Whether a path is that of a root or of what lies below it. Windows does not tell upper from lower case in a path.
pub(crate) fn lies_in(path: &Path, root: &Path) -> bool {
    if !cfg!(windows) {
        return path.starts_with(root);
    }
    let folded = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    folded(path).starts_with(folded(root))
}

fn exclusions(rows: &[PlaceRow]) -> Vec<Exclusion> {
    rows.iter().map(Exclusion::from).collect()
}

fn categories(source: &Source, file: &PolicyFile) -> Vec<(String, Problem)> {
    let terms = file.retention.iter().flat_map(|row| row.categories.get_ref());
    let terms = terms.map(|category| (category.get_ref(), category.span()));
    let raises = file.raise.iter().flat_map(|row| {
        let categories = row.get_ref().categories.iter();
        categories.map(|category| (category, row.span()))
    });
    let named = terms.chain(raises).map(|(category, span)| {
        let what = told!("policy-no-category", category = category);
        (category.clone(), source.problem(Some(span), what))
    });
    named.collect()
}

fn reasons(source: &Source, file: &PolicyFile) -> Vec<(String, Problem)> {
    let places = file.exclude.iter().chain(&file.exempt).chain(&file.personal);
    let reasons = places.map(|row| &row.reason);
    let reasons = reasons.chain(file.retention.iter().map(|row| &row.reason));
    let reasons = reasons.chain(file.transfers.allowed.iter().map(|row| &row.reason));
    let told = |reason: &Spanned<String>| {
        let what = told!("policy-reason-personal");
        (reason.get_ref().clone(), source.problem(Some(reason.span()), what))
    };
    reasons.map(told).collect()
}

fn unread_own(source: &Source, own: &Own) -> Vec<(&'static str, String, Problem)> {
    let values = own.values().map(|(family, value)| {
        let what = told!("policy-own-unread", value = value.get_ref(), family = family);
        (
            family,
            value.get_ref().clone(),
            source.problem(Some(value.span()), what),
        )
    });
    values.collect()
}

/// The file lies beside the policy where its path is not a full one.
fn exceptions(source: &Source, table: ExceptionsTable) -> Result<Exceptions, Problem> {
    let folder = source.path.parent().unwrap_or(Path::new(""));
    let approvers = table.approver.into_inner().into_iter().filter_map(|row| {
        Some(Approver {
            name: row.name,
            key: public_key(row.key.get_ref())?,
        })
    });
    let file = crate::config::in_home(table.file.get_ref());
    let file = file.map_err(|what| source.problem(Some(table.file.span()), what))?;
    Exceptions::load(&folder.join(file), approvers.collect())
}

#[cfg(test)]
mod tests;
