//! What a scan leaves behind and for how long: its lines in the audit log, and the terms of runs and of the log.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::Job;
use crate::cli::{keep_reports, log, say};
use crate::language::texts;
use crate::record;
use crate::state::Run;

/// How long runs are kept when no policy says so,
const KEEP_RUNS_DAYS: u32 = 90;
/// and the log of what was done.
const KEEP_AUDIT_DAYS: u32 = 1095;

fn days_ago(days: u32) -> Timestamp {
    Timestamp::now() - SignedDuration::from_hours(24 * i64::from(days))
}

impl Job<'_> {
    /// Runs older than the policy's term go: storage limitation holds for Speur's own data too (GDPR art. 5(1)(e)).
    pub(super) fn purge(&self, run: &Run) -> anyhow::Result<()> {
        let days = self.policy.keep_runs_days.unwrap_or(KEEP_RUNS_DAYS);
        let n_purged = self.state.purge(days_ago(days), Some(run.id))?;
        if n_purged > 0 && self.config.verbose {
            let values = [("n", n_purged.into()), ("days", days.into())];
            say(format_args!("speur: {}", texts().with("runs-purged", &values)));
        }
        Ok(())
    }

    /// What was done goes into the log (Article X), whose own term ends too.
    pub(super) fn log(&self, run: &Run, end: &record::End) -> anyhow::Result<()> {
        if self.state.note_policy(&run.meta.policy)? {
            log(&self.state, "policy", json!({ "policy": run.meta.policy }))?;
        }
        let what = json!({
            "run": run.name, "roots": run.meta.roots, "started": run.started, "finished": run.finished,
            "complete": end.complete, "policy": run.meta.policy, "rules": run.meta.rules,
            "seen": end.coverage.files.seen, "documents": end.totals.documents,
        });
        log(&self.state, "run", what)?;
        if !self.config.output.is_empty() {
            let names = self.config.output.iter().map(|path| path.display().to_string());
            let what = json!({ "of": [run.name], "to": names.collect::<Vec<_>>() });
            log(&self.state, "export", what)?;
            keep_reports(&self.state, &self.key, &self.config.output)?;
        }
        let days = self.policy.keep_audit_days.unwrap_or(KEEP_AUDIT_DAYS);
        self.state.purge_audit(days_ago(days))?;
        Ok(())
    }
}
