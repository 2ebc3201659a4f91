//! What bears on the judgement of a document besides its facts: exceptions, requests for one, and the term of its data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Accepted;
use crate::finding::{Facts, Finding};
use crate::policy::{Exception, InForce, Overdue, Policy, retention};
use crate::state::{Request, StoredFile};

/// What the policy and the state say on the day of the report.
pub(super) struct Rulings<'a> {
    pub policy: &'a Policy,
    pub exceptions: InForce<'a>,
    pub requests: BTreeMap<String, Request>,
    pub today: Date,
}

/// Of one document.
pub(super) struct Weighed<'f> {
    /// Without those that are accepted.
    pub findings: Cow<'f, [Finding]>,
    pub special: Cow<'f, [String]>,
    pub n_accepted: usize,
    /// An exception allows the document as a whole.
    pub is_allowed: bool,
    pub overdue: Option<Overdue>,
    pub exceptions: Vec<Accepted>,
    pub requests: Vec<Request>,
}

impl Rulings<'_> {
    /// `id` gives the id of the finding of a rule.
    pub fn weigh<'f>(&self, file: &StoredFile<'_>, facts: &'f Facts, id: impl Fn(&str) -> String) -> Weighed<'f> {
        let mut weighed = Weighed {
            findings: Cow::Borrowed(&facts.findings),
            special: Cow::Borrowed(&facts.special),
            n_accepted: 0,
            is_allowed: false,
            overdue: None,
            exceptions: Vec::new(),
            requests: Vec::new(),
        };
        if facts.findings.is_empty() {
            return weighed;
        }
        if !self.exceptions.is_empty() {
            self.except(file, facts, &id, &mut weighed);
        }
        if !self.requests.is_empty() {
            let ids = facts.findings.iter().map(|finding| id(&finding.rule));
            weighed.requests = ids.filter_map(|id| self.requests.get(&id).cloned()).collect();
        }
        let modified = retention::day_of(file.entry.modified);
        weighed.overdue = retention::dated(facts.dates, modified).and_then(|dated| {
            retention::overdue(
                &self.policy.retention,
                &weighed.findings,
                &weighed.special,
                dated,
                self.today,
            )
        });
        weighed
    }

    fn except(&self, file: &StoredFile<'_>, facts: &Facts, id: impl Fn(&str) -> String, weighed: &mut Weighed<'_>) {
        let path = &file.entry.path;
        let whole = self.exceptions.of_document(path, facts.content);
        // A container that is allowed by its bytes is so with all that is in it.
        if let Some(exception) = whole.or_else(|| self.exceptions.of_document(path, file.content())) {
            weighed.is_allowed = true;
            weighed.exceptions.push(accepted(exception, None));
        }
        let of_finding = |finding: &Finding| {
            let id = id(&finding.rule);
            Some((self.exceptions.of_finding(&id)?, id, finding.rule.clone()))
        };
        for (exception, id, rule) in facts.findings.iter().filter_map(of_finding) {
            weighed.n_accepted += 1;
            weighed.exceptions.push(accepted(exception, Some(id)));
            weighed.findings.to_mut().retain(|finding| finding.rule != rule);
            let special = rule.strip_prefix("special.").unwrap_or_default();
            weighed.special.to_mut().retain(|name| name != special);
        }
    }
}

fn accepted(exception: &Exception, finding: Option<String>) -> Accepted {
    Accepted {
        id: exception.id.clone(),
        by: exception.matches.told().0.to_owned(),
        finding,
        reason: exception.reason.clone(),
        approver: exception.approver.clone(),
        until: exception.until,
    }
}
