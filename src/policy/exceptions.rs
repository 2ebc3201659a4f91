//! Exceptions to the policy: accepted findings, each with a reason, an approver and an end, in a file that is signed.
//!
//! The file is TOML for people; its last table holds an Ed25519 signature (RFC 8032) over every byte before it, by an
//! approver whose public key the policy names. What does not verify is refused as a whole: an employee who edits the
//! file cannot allow himself anything.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Places;
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::{Token, from_hex, to_hex};
use crate::language::told;
use crate::walk::Exclusion;

/// Says what a signature is for, so that none made for something else fits.
const DOMAIN: &[u8] = b"speur exceptions 1\n";
const SIGNATURE: &str = "[signature]";

/// Who may sign exceptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approver {
    pub name: String,
    pub key: VerifyingKey,
}

/// What an exception is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// A document, wherever it lies: the token of its bytes.
    Content(Token),
    /// One finding of one document: `f_…`.
    Finding(String),
    /// A place, as a glob.
    Path(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// `x_…`
    pub id: String,
    #[serde(rename = "match")]
    pub matches: Match,
    pub reason: String,
    pub approver: String,
    pub added: Date,
    /// The last day that it counts.
    pub until: Date,
    /// It was ended early, on this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Date>,
}

/// All exceptions of a verified file.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// Where they are kept; none where the policy names no file.
    pub path: Option<PathBuf>,
    pub approvers: Vec<Approver>,
    pub rows: Vec<Exception>,
}

/// The exceptions that count on a day.
pub struct InForce<'e> {
    content: HashMap<Token, &'e Exception>,
    finding: HashMap<&'e str, &'e Exception>,
    path: Places,
    by_id: HashMap<&'e str, &'e Exception>,
}

/// What is signed.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

/// What stands behind it, and nothing else may.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tail {
    signature: Signed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signed {
    by: String,
    ed25519: String,
}

/// `ed25519:` and 64 hex digits.
pub fn public_key(text: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = from_hex(text.strip_prefix("ed25519:")?)?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok().filter(|key| !key.is_weak())
}

/// As the policy names it.
pub fn show_key(key: &VerifyingKey) -> String {
    format!("ed25519:{}", to_hex(key.as_bytes()))
}

impl Exception {
    pub fn is_in_force(&self, today: Date) -> bool {
        self.ended.is_none() && today <= self.until
    }
}

impl Match {
    /// As a person names it: a finding's id, a document's token (32 hex digits), or else a glob of paths.
    pub fn of(text: &str) -> Self {
        let hex = text.strip_prefix("f_").unwrap_or_default();
        match text.parse() {
            Ok(token) => Self::Content(token),
            Err(_) if hex.len() == 16 && from_hex(hex).is_some() => Self::Finding(text.to_owned()),
            Err(_) => Self::Path(text.to_owned()),
        }
    }

    /// What it is about, as records name it, and which.
    pub fn told(&self) -> (&'static str, String) {
        match self {
            Self::Content(token) => ("content", token.to_string()),
            Self::Finding(id) => ("finding", id.clone()),
            Self::Path(glob) => ("path", glob.clone()),
        }
    }
}

impl Exceptions {
    /// Reads and verifies a file; one that does not exist yet holds none.
    pub fn load(path: &Path, approvers: Vec<Approver>) -> Result<Self, Problem> {
        let rows = match std::fs::exists(path) {
            Ok(false) => Vec::new(),
            _ => verified(&Source::read_signed(path)?, &approvers)?,
        };
        let path = Some(path.to_owned());
        Ok(Self { path, approvers, rows })
    }

    /// Those that count no more by their date; one that was ended is not among them.
    pub fn expired(&self, today: Date) -> impl Iterator<Item = &Exception> {
        self.rows
            .iter()
            .filter(move |row| row.ended.is_none() && row.until < today)
    }

    pub fn in_force(&self, today: Date) -> InForce<'_> {
        let rows = || self.rows.iter().filter(|row| row.is_in_force(today));
        let globs: Vec<_> = rows()
            .filter_map(|row| match &row.matches {
                Match::Path(glob) => Some(Exclusion {
                    glob: glob.clone(),
                    reason: row.id.clone(),
                }),
                Match::Content(_) | Match::Finding(_) => None,
            })
            .collect();
        InForce {
            content: rows()
                .filter_map(|row| match &row.matches {
                    Match::Content(token) => Some((*token, row)),
                    Match::Finding(_) | Match::Path(_) => None,
                })
                .collect(),
            finding: rows()
                .filter_map(|row| match &row.matches {
                    Match::Finding(id) => Some((id.as_str(), row)),
                    Match::Content(_) | Match::Path(_) => None,
                })
                .collect(),
            // Each was a glob when the file was read.
            path: Places::new(&globs).unwrap_or_default(),
            by_id: rows().map(|row| (row.id.as_str(), row)).collect(),
        }
    }

    /// The file's text, signed.
    pub fn signed(&self, by: &str, key: &SigningKey) -> String {
        let file = File {
            exception: self.rows.clone(),
        };
        let rows = toml::to_string(&file).expect("exceptions are texts and dates");
        let text = format!("{HEAD}{rows}\n");
        let signature = key.sign(&message(&text));
        format!(
            "{text}{SIGNATURE}\nby = {}\ned25519 = \"{}\"\n",
            toml::Value::from(by),
            to_hex(&signature.to_bytes())
        )
    }
}

const HEAD: &str = "\
# Exceptions to the policy, made with `speur exception`. The signature below covers every line above it:
# after a change by hand the file is refused.

";

fn message(text: &str) -> Vec<u8> {
    [DOMAIN, text.as_bytes()].concat()
}

/// The rows of a file whose signature holds: of what is not signed nothing is read but the signature.
fn verified(source: &Source, approvers: &[Approver]) -> Result<Vec<Exception>, Problem> {
    let broken = |at: Option<usize>, what: &str| Problem {
        is_integrity: true,
        ..source.problem(at.map(|at| at..at), what.to_owned())
    };
    let Some(at) = source.text.rfind(&format!("\n{SIGNATURE}")).map(|at| at + 1) else {
        return Err(broken(None, &told!("exceptions-unsigned")));
    };
    let (text, tail) = source.text.split_at(at);
    let altered = || broken(Some(at), &told!("exceptions-altered"));
    let Tail { signature: signed } = toml::from_str(tail).map_err(|_| altered())?;
    let Some(approver) = approvers.iter().find(|approver| approver.name == signed.by) else {
        return Err(broken(Some(at), &told!("exceptions-stranger")));
    };
    let bytes = from_hex(&signed.ed25519).and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
    let holds = bytes.is_some_and(|bytes| {
        let signature = Signature::from_bytes(&bytes);
        approver.key.verify_strict(&message(text), &signature).is_ok()
    });
    if !holds {
        return Err(altered());
    }
    let form = |err: toml::de::Error| source.problem(err.span(), crate::language::toml(err.message()));
    let file: File = toml::from_str(text).map_err(form)?;
    for row in &file.exception {
        if let Match::Path(glob) = &row.matches {
            let place = Exclusion {
                glob: glob.clone(),
                reason: row.id.clone(),
            };
            Places::new(&[place]).map_err(|(_, why)| source.problem(None, why))?;
        }
    }
    Ok(file.exception)
}

impl<'e> InForce<'e> {
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// What allows a document as a whole: by its bytes, else by its place.
    pub fn of_document(&self, path: &Path, content: Option<Token>) -> Option<&'e Exception> {
        let by_content = content.and_then(|token| self.content.get(&token));
        let by_path = || self.path.reason(path).and_then(|id| self.by_id.get(id));
        by_content.or_else(by_path).copied()
    }

    pub fn of_finding(&self, id: &str) -> Option<&'e Exception> {
        self.finding.get(id).copied()
    }
}

#[cfg(test)]
mod tests;
