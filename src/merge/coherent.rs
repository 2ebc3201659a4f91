//! What a run says of itself has to agree: of each document its verdict, articles, severity, step and twin, and of all
//! together what the end counts. Pure.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::finding::Read;
use crate::policy::{Advice, Verdict};
use crate::record::{Document, End, Twin};

/// The judge never says this of a document: the line was altered.
pub(super) fn contradicts(document: &Document) -> bool {
    let has_no_step = document.advice == Advice::None;
    let is_judged = document.severity.is_some() || !document.articles.is_empty();
    deletes_unseen(document)
        || match document.verdict {
            Verdict::Clean | Verdict::NotRead | Verdict::Allowed => is_judged || !has_no_step,
            Verdict::InPlace => {
                let asks = document.advice == Advice::AskDpo;
                is_judged != asks || !(asks || has_no_step)
            }
            Verdict::LocalCopy => has_no_step,
            Verdict::Orphan => has_no_step || document.twin.is_some(),
        }
}

/// It is to be deleted, and nothing says that the central storage has all of it.
pub(super) fn deletes_unseen(document: &Document) -> bool {
    document.advice == Advice::DeleteCopy && !document.twin.as_ref().is_some_and(Twin::has_all)
}

/// What the documents that came by say of verdicts and gaps, and who they are.
#[derive(Default)]
pub(super) struct Counted {
    by_verdict: BTreeMap<Verdict, u64>,
    /// Of files and of members: partly read, not read.
    gaps: [[u64; 2]; 2],
    /// The same of those that say in a newer word how far they were read: the end counts each as anything.
    newer: [u64; 2],
    digest: DefaultHasher,
}

impl Counted {
    pub(super) fn add(&mut self, document: &Document, is_read_new: bool) {
        *self.by_verdict.entry(document.verdict).or_default() += 1;
        let of = usize::from(!document.inner.is_empty());
        match document.read {
            _ if is_read_new => self.newer[of] += 1,
            Read::Partly => self.gaps[of][0] += 1,
            Read::None => self.gaps[of][1] += 1,
            // A report may leave them out: they say nothing of what was found.
            Read::All | Read::NoText if document.findings.is_empty() => return,
            Read::All | Read::NoText => {}
        }
        let digest = &mut self.digest;
        (&document.path.path, &document.inner, document.verdict, document.advice).hash(digest);
        (document.severity.map(|level| level as u8), document.subjects).hash(digest);
        for finding in &document.findings {
            (&finding.rule, finding.count, finding.distinct).hash(digest);
        }
    }

    /// Whether the end tells of the same documents. Clean ones are counted there alone; a verdict that only a newer
    /// version knows is read as not read, so that these are compared by their gaps.
    pub(super) fn agrees(&self, end: &End) -> bool {
        let told = [Verdict::LocalCopy, Verdict::Orphan, Verdict::InPlace, Verdict::Allowed];
        let of = |table: &BTreeMap<Verdict, u64>, verdict| table.get(&verdict).copied().unwrap_or(0);
        let (files, members) = (&end.coverage.files, &end.coverage.members.tally);
        // Files of personal folders are counted, and named nowhere.
        let Some(unread) = files.unread.checked_sub(end.coverage.personal) else {
            return false;
        };
        told.iter()
            .all(|verdict| of(&self.by_verdict, *verdict) == of(&end.totals.by_verdict, *verdict))
            && self.gaps_agree(0, [files.partly, unread])
            && self.gaps_agree(1, [members.partly, members.unread])
    }

    /// As many gaps as the end counts, but for documents of which only a newer version knows what they are.
    fn gaps_agree(&self, of: usize, told: [u64; 2]) -> bool {
        let more = [0, 1].map(|at| told[at].checked_sub(self.gaps[of][at]));
        matches!(more, [Some(partly), Some(unread)] if partly.saturating_add(unread) <= self.newer[of])
    }

    /// The same for runs that say the same of the same documents.
    pub(super) fn digest(&self) -> u64 {
        self.digest.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(verdict: &str, advice: &str, severity: Option<&str>, twin: Option<&str>) -> Document {
        let mut document = serde_json::json!({
            "path": "/an/a.txt", "format": "txt", "storage": "local-disk", "verdict": verdict,
            "risk": {"score": 50, "level": "high"}, "advice": advice, "read": "all",
        });
        if let Some(severity) = severity {
            document["severity"] = severity.into();
            document["articles"] = serde_json::json!(["IX"]);
        }
        if let Some(relation) = twin {
            document["twin"] =
                serde_json::json!({"relation": relation, "root": "srv", "of": "a.txt", "similarity": 1.0});
        }
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn what_the_judge_never_says_was_altered() {
        #[track_caller]
        fn check(verdict: &str, advice: &str, severity: Option<&str>, twin: Option<&str>, expected: bool) {
            assert_eq!(contradicts(&document(verdict, advice, severity, twin)), expected);
        }
        let high = Some("high");
        check("local-copy", "delete-copy", high, Some("exact"), false);
        check("local-copy", "delete-copy", high, Some("same-text"), false);
        check("local-copy", "delete-copy", high, Some("stale"), true);
        check("local-copy", "delete-copy", high, None, true);
        check("local-copy", "move-to-central", high, Some("exact"), false);
        check("local-copy", "ask-dpo", high, None, false);
        check("local-copy", "none", high, None, true);
        check("orphan", "move-to-central", high, None, false);
        check("orphan", "move-to-central", high, Some("stale"), true);
        check("allowed", "none", None, None, false);
        check("allowed", "none", high, None, true);
        check("clean", "move-to-central", None, None, true);
        check("not-read", "none", None, None, false);
        check("in-place", "none", None, None, false);
        check("in-place", "ask-dpo", high, None, false);
        check("in-place", "none", high, None, true);
        check("in-place", "delete-copy", high, Some("exact"), true);
    }
}
