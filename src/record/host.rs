//! One file of a run: what its documents have in common, and the record of each.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use jiff::Timestamp;

use super::build::View;
use super::weighed::Weighed;
use super::{Document, FindingRecord, PathText, Twin, base64};
use crate::config::Detail;
use crate::finding::{Facts, Finding, Level, Read, Token};
use crate::policy::{JudgeInput, Judgement, Policy, Transfer};
use crate::state::{Change, StoredFile, path_bytes};

/// What all documents of a file have in common.
pub(super) struct Host<'f> {
    pub file: &'f StoredFile<'f>,
    pub path: PathText,
    /// As ids are made of it.
    path_bytes: Vec<u8>,
    pub aliases: Vec<String>,
    modified: Option<String>,
    exempt: bool,
    pub transfer: Transfer,
    floor: Option<Level>,
    pub change: Option<Change>,
}

impl<'f> Host<'f> {
    pub fn new(file: &'f StoredFile<'f>, policy: &Policy, change: Option<Change>) -> Self {
        let path = &file.entry.path;
        let aliases = file.aliases.iter().filter(|alias| policy.personal(alias).is_none());
        Self {
            file,
            path: PathText::new(path),
            path_bytes: path_bytes(path),
            aliases: aliases.map(|alias| PathText::new(alias).path).collect(),
            modified: modified(file.entry.modified),
            exempt: policy.exempt(path).is_some(),
            transfer: policy.transfer(file.storage, file.provider.as_deref()),
            floor: policy.floor(file.storage),
            change,
        }
    }

    pub fn judge_input<'i>(&self, facts: &'i Facts, weighed: &'i Weighed<'i>, policy: &'i Policy) -> JudgeInput<'i> {
        JudgeInput {
            storage: self.file.storage,
            read: facts.read,
            findings: &weighed.findings,
            n_accepted: weighed.n_accepted,
            special: &weighed.special,
            subjects: facts.subjects,
            level: facts.risk.level,
            exempt: self.exempt || weighed.is_allowed,
            overdue: weighed.overdue.is_some(),
            raise: &policy.raise,
            transfer: self.transfer,
            searched: false,
            twin: None,
            in_central: false,
            floor: self.floor,
        }
    }

    pub fn document(&self, view: &View<'_>, facts: Facts, judgement: Judgement, twin: Option<Twin>) -> Document {
        let finding = |finding| self.finding(view, &facts.inner, finding);
        Document {
            path: self.path.clone(),
            size: self.size(&facts),
            findings: facts.findings.into_iter().map(finding).collect(),
            inner: facts.inner,
            modified: self.modified.clone(),
            format: facts.format,
            storage: self.file.storage,
            content: facts.content,
            special: facts.special,
            minors: facts.minors,
            subjects: facts.subjects,
            risk: facts.risk,
            twin,
            verdict: judgement.verdict,
            articles: judgement.articles,
            advice: judgement.advice,
            severity: judgement.severity,
            aliases: self.aliases.clone(),
            read: facts.read,
            unread: facts.unread,
            dates: facts.dates,
            retention: None,
            change: self.change,
            exceptions: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// What was not read may have no size yet; that of a file is then what its folder lists.
    fn size(&self, facts: &Facts) -> Option<u64> {
        let entry = &self.file.entry;
        match (facts.size, facts.inner.is_empty(), facts.read) {
            (0, true, _) => entry.is_listed().then_some(entry.size),
            (0, false, Read::Partly | Read::None) => None,
            (size, ..) => Some(size),
        }
    }

    pub fn finding_id(&self, key: &[u8; 32], inner: &[String], rule: &str) -> String {
        finding_id(key, &self.path_bytes, inner, rule)
    }

    fn finding(&self, view: &View<'_>, inner: &[String], finding: Finding) -> FindingRecord {
        FindingRecord {
            id: self.finding_id(view.key, inner, &finding.rule),
            rule: finding.rule,
            category: finding.category,
            confidence: finding.confidence,
            score: finding.score,
            count: finding.count,
            distinct: finding.distinct,
            why: finding.why,
            places: finding.places,
            values: match view.detail {
                Detail::Counts => None,
                Detail::Values => Some(finding.values),
            },
            tokens_truncated: finding.tokens_truncated,
            places_truncated: finding.places_truncated,
        }
    }
}

/// Keyed: an id in a report does not tell a path to someone who guesses paths.
fn finding_id(key: &[u8; 32], path: &[u8], inner: &[String], rule: &str) -> String {
    let mut hasher = blake3::Hasher::new_keyed(key);
    let parts = inner.iter().map(String::as_bytes);
    for part in [b"finding", path].into_iter().chain(parts).chain([rule.as_bytes()]) {
        // Lengths keep "a/b" + "c" apart from "a" + "b/c".
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    format!("f_{}", &Token::from(hasher.finalize()).to_string()[..16])
}

/// None where the system did not tell, or told a moment outside of those that the state can hold.
pub(super) fn modified(nanoseconds: i128) -> Option<String> {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok()?;
    let moment = Timestamp::from_second(seconds).ok()?;
    let is_held = nanoseconds.unsigned_abs() < i64::MAX.unsigned_abs().into();
    (nanoseconds != 0 && is_held).then(|| moment.to_string())
}

impl PathText {
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_string_lossy().into_owned(),
            path_bytes: path.to_str().is_none().then(|| base64(&path_bytes(path))),
        }
    }

    /// Its own bytes, also where they are no text. Where they are not those of the text (Windows has units of two
    /// bytes), the text counts.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        let own = self.path_bytes.as_deref().and_then(base64::decode);
        own.filter(|bytes| String::from_utf8_lossy(bytes) == self.path)
            .map_or(Cow::Borrowed(self.path.as_bytes()), Cow::Owned)
    }

    /// As text in which two names never look the same for bytes that are none: those are written as `\xE9`.
    pub fn escaped(&self) -> Cow<'_, str> {
        if self.path_bytes.is_none() {
            return Cow::Borrowed(&self.path);
        }
        let mut text = String::new();
        for chunk in self.bytes().utf8_chunks() {
            text.push_str(chunk.valid());
            for byte in chunk.invalid() {
                let _ = write!(text, "\\x{byte:02X}");
            }
        }
        Cow::Owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_the_state_cannot_hold_is_not_told() {
        let day = 86_400_000_000_000;
        assert_eq!(modified(day).as_deref(), Some("1970-01-02T00:00:00Z"));
        assert_eq!(modified(-day).as_deref(), Some("1969-12-31T00:00:00Z"));
        for unknown in [0, i64::MAX.into(), i64::MIN.into(), i128::from(i64::MAX) + 1, i128::MAX] {
            assert_eq!(modified(unknown), None, "{unknown}");
        }
    }
}
