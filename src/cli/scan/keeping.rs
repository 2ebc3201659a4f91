//! What a scan leaves behind and for how long: its lines in the audit log, and the terms of runs and of the log.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::Job;
use crate::cli::{keep_reports, log, say};
use crate::language::{texts, told};
use crate::record;
use crate::state::Run;

/// How long runs are kept when no policy says so,
const KEEP_RUNS_DAYS: u32 = 90;
/// and the log of what was done.
const KEEP_AUDIT_DAYS: u32 = 1095;

/// A clock that is so far ahead of the last scan may be wrong.
const FAR_AHEAD: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Where a term of so many days begins. Where the whole of it has passed since the run before, that run's clock counts, and
/// not the one of today: a battery that is empty, or a wrong server of time, would end all terms at once. So the run
/// before stays too, for this one to be compared with.
fn term_begins(days: u32, now: Timestamp, before: Option<Timestamp>) -> Timestamp {
    let term = SignedDuration::from_hours(24 * i64::from(days));
    let by = before.filter(|before| now.duration_since(*before) > term);
    by.unwrap_or(now) - term
}

impl Job<'_> {
    /// Runs older than the policy's term go: storage limitation holds for Speur's own data too (GDPR art. 5(1)(e)).
    pub(super) fn purge(&self, run: &Run) -> anyhow::Result<()> {
        let days = self.policy.keep_runs_days.unwrap_or(KEEP_RUNS_DAYS);
        let (now, before) = (Timestamp::now(), self.state.started_before(run.id)?);
        if let Some(before) = before.filter(|before| now.duration_since(*before) > FAR_AHEAD) {
            let day = texts().date(before.to_zoned(TimeZone::system()).date());
            say(format_args!("speur: {}", told!("clock-ahead", day = day)));
        }
        let n_purged = self.state.purge(term_begins(days, now, before), Some(run.id))?;
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
        let before = self.state.started_before(run.id)?;
        self.state.purge_audit(term_begins(days, Timestamp::now(), before))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_not_over_by_a_clock_that_leapt() {
        let day = |day: i64| Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap();
        #[track_caller]
        fn check(now: Timestamp, before: Option<Timestamp>, expected: Timestamp) {
            assert_eq!(term_begins(90, now, before), expected);
        }
        check(day(100), None, day(10));
        check(day(100), Some(day(93)), day(10));
        check(day(100), Some(day(10)), day(10));
        // A scan each quarter.
        check(day(100), Some(day(8)), day(-82));
        // Of the year 2040, and back again.
        check(day(5000), Some(day(100)), day(10));
        check(day(101), Some(day(5000)), day(11));
    }
}
