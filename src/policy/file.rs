//! The policy file: strict TOML, every mistake told with its line and what to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{Places, Transfer};
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::Level;
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
    pub honour_ignore_files: bool,
    /// Days that Speur keeps its own runs.
    pub keep_runs_days: Option<u32>,
    pub own: Own,
    severity: BTreeMap<Storage, Level>,
    within_eea: Vec<String>,
    exclusions: Vec<Exclusion>,
    exempt: Places,
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
    pub ibans: Vec<String>,
    pub vat: Vec<String>,
    pub phones: Vec<String>,
    /// Addresses that stand for a role, not a person.
    pub mailboxes: Vec<String>,
    pub addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    name: String,
    organisation: Organisation,
    dpo: Option<Spanned<Contact>>,
    #[serde(default)]
    central: Vec<CentralRow>,
    #[serde(default)]
    severity: BTreeMap<Storage, Level>,
    #[serde(default)]
    exclude: Vec<PlaceRow>,
    #[serde(default)]
    exempt: Vec<PlaceRow>,
    #[serde(default)]
    transfers: TransfersTable,
    #[serde(default)]
    scan: ScanTable,
    #[serde(default)]
    speur: SpeurTable,
    #[serde(default)]
    own: Own,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CentralRow {
    name: Spanned<String>,
    path: Spanned<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceRow {
    glob: Spanned<String>,
    reason: Spanned<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TransfersTable {
    within_eea: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ScanTable {
    honour_ignore_files: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SpeurTable {
    keep_runs_days: Option<Spanned<u32>>,
}

impl Policy {
    pub fn load(path: &Path) -> Result<Self, Vec<Problem>> {
        let source = Source::read(path).map_err(|problem| vec![problem])?;
        Self::parse(&source)
    }

    fn parse(source: &Source) -> Result<Self, Vec<Problem>> {
        let file: PolicyFile = source.parse().map_err(|problem| vec![problem])?;
        let problems = problems(source, &file);
        if !problems.is_empty() {
            return Err(problems);
        }
        let places = |rows| places(source, rows).map_err(|problem| vec![problem]);
        Ok(Self {
            name: file.name,
            digest: blake3::hash(source.text.as_bytes()).to_hex()[..16].to_owned(),
            organisation: file.organisation,
            dpo: file.dpo.map(Spanned::into_inner),
            honour_ignore_files: file.scan.honour_ignore_files,
            keep_runs_days: file.speur.keep_runs_days.map(Spanned::into_inner),
            own: file.own,
            severity: file.severity,
            within_eea: file.transfers.within_eea,
            exempt: places(&file.exempt)?,
            exclusions: places(&file.exclude).map(|_| exclusions(&file.exclude))?,
            central: file.central.into_iter().map(Central::from).collect(),
        })
    }

    /// Name and digest, as records say it.
    pub fn label(&self) -> String {
        format!("{} {}", self.name, self.digest).trim().to_owned()
    }

    /// What the policy leaves out of every scan, and why.
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclusions
    }

    /// The organisation's own values by rule family, as text.
    pub fn own_values(&self) -> Vec<(String, String)> {
        let own = &self.own;
        let families = [
            ("iban", &own.ibans),
            ("vat", &own.vat),
            ("phone", &own.phones),
            ("email", &own.mailboxes),
            ("address", &own.addresses),
        ];
        let values = families
            .iter()
            .flat_map(|(family, values)| values.iter().map(|value| (*family, value)));
        values
            .map(|(family, value)| (family.to_owned(), value.clone()))
            .collect()
    }

    /// Why personal data may be in this place.
    pub fn exempt(&self, path: &Path) -> Option<&str> {
        self.exempt.reason(path)
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
        match storage {
            Storage::CloudSync if self.within_eea.iter().any(|name| Some(name.as_str()) == provider) => {
                Transfer::WithinEea
            }
            Storage::CloudSync => Transfer::OutsideEea,
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

/// Windows does not tell upper from lower case in a path.
fn lies_in(path: &Path, root: &Path) -> bool {
    if !cfg!(windows) {
        return path.starts_with(root);
    }
    let folded = |path: &Path| PathBuf::from(path.to_string_lossy().to_lowercase());
    folded(path).starts_with(folded(root))
}

fn exclusions(rows: &[PlaceRow]) -> Vec<Exclusion> {
    let row = |row: &PlaceRow| Exclusion {
        glob: row.glob.get_ref().clone(),
        reason: row.reason.get_ref().clone(),
    };
    rows.iter().map(row).collect()
}

fn places(source: &Source, rows: &[PlaceRow]) -> Result<Places, Problem> {
    Places::new(&exclusions(rows)).map_err(|(at, why)| source.problem(rows.get(at).map(|row| row.glob.span()), why))
}

fn problems(source: &Source, file: &PolicyFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |span, why: String| problems.push(source.problem(Some(span), why));
    for row in file.exclude.iter().chain(&file.exempt) {
        if row.reason.get_ref().trim().is_empty() {
            wrong(
                row.reason.span(),
                "a reason is needed: say why this place is left out".to_owned(),
            );
        }
        if row.glob.get_ref().trim().is_empty() {
            wrong(
                row.glob.span(),
                "an empty glob would name every file: name a place".to_owned(),
            );
        }
    }
    for (n, row) in file.central.iter().enumerate() {
        let name = row.name.get_ref();
        if file.central[..n].iter().any(|earlier| earlier.name.get_ref() == name) {
            wrong(
                row.name.span(),
                format!("two central roots are called `{name}`: give each its own name"),
            );
        }
        if !is_absolute(row.path.get_ref()) {
            let path = row.path.get_ref().display();
            wrong(
                row.path.span(),
                format!("`{path}` is not a full path: begin at the root or drive"),
            );
        }
    }
    if let Some(dpo) = &file.dpo
        && !dpo.get_ref().email.contains('@')
    {
        wrong(dpo.span(), "`email` of the dpo is no e-mail address".to_owned());
    }
    if let Some(days) = &file.speur.keep_runs_days
        && !(1..=3650).contains(days.get_ref())
    {
        wrong(days.span(), "`keep_runs_days` must be from 1 to 3650".to_owned());
    }
    problems
}

/// A policy is written once for machines of every system.
fn is_absolute(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let drive = text.as_bytes().get(1..3).is_some_and(|at| at == b":\\" || at == b":/");
    text.starts_with('/') || text.starts_with("\\\\") || drive
}

#[cfg(test)]
mod tests;
