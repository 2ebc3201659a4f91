//! From a stored run to its records: one pass in path order, in constant memory.

use std::collections::HashSet;
use std::fmt;
use std::io;

use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use super::change::Since;
use super::host::Host;
use super::persons::Persons;
use super::twins::Twins;
use super::weighed::Rulings;
use super::{CentralIndex, Coverage, Document, End, File, Record, RunRecord, SCHEMA, Tally, Totals, Twin};
use crate::central::{self, Index};
use crate::config::Detail;
use crate::extract::Reason;
use crate::finding::{Facts, Gap, Read, Risk, Token};
use crate::language::told;
use crate::policy::{JudgeInput, Judgement, Policy, Rollup, judge, lies_in};
use crate::state::{self, Run, State, StoredFile};
use crate::storage::Storage;

/// How a run is looked at. Verdicts are made here, so that a stored run follows the policy of today.
pub struct View<'a> {
    pub policy: &'a Policy,
    pub key: &'a [u8; 32],
    pub detail: Detail,
    /// Where twins are looked for.
    pub central: Option<&'a Index>,
    /// Write every document, also those with nothing to say.
    pub all: bool,
    /// The day that terms and exceptions are judged by.
    pub today: Date,
}

impl View<'_> {
    /// Where a file lies: in the central storage where the policy of today or the index has a root around it, else where
    /// its scan found it to be.
    pub(super) fn storage(&self, file: &StoredFile<'_>) -> Storage {
        let path = &file.entry.path;
        let mut indexed = self.central.iter().flat_map(|index| &index.about.roots);
        let is_central = self.policy.central_root(path).is_some() || indexed.any(|root| lies_in(path, &root.path));
        if is_central { Storage::Central } else { file.storage }
    }
}

#[derive(Debug)]
pub enum Error {
    State(state::Error),
    /// The index's.
    Central(central::Error),
    /// The writer's.
    Output(io::Error),
}

/// Gives every record of a run to `out`, sorted by path, and returns the last one.
pub fn write_run(
    state: &State,
    run: &Run,
    view: &View<'_>,
    out: &mut dyn FnMut(&Record) -> io::Result<()>,
) -> Result<End, Error> {
    if run.finished.is_none() {
        // Without room the names of a file with several are not told together: better than nothing of what was found.
        state.settle(run.id).or_else(state::Error::only_full)?;
    }
    out(&Record::Run(run_record(run, view)))?;
    let mut builder = Builder::new(state, run, view, out)?;
    let baseline = builder.since.as_ref().map(Since::baseline);
    state.each_file_beside(run.id, baseline, |mut file| {
        file.storage = view.storage(&file);
        builder.file(&file)
    })?;
    if let Some(twins) = builder.twins.take() {
        twins.store()?;
    }
    let change = builder
        .since
        .take()
        .map(|since| since.finish(builder.out))
        .transpose()?;
    builder.totals.subjects = builder.persons.at_least();
    let end = End {
        complete: run.finished.is_some() && !builder.has_gap,
        finished: run.finished.map(text_of),
        coverage: builder.coverage,
        totals: builder.totals,
        change,
    };
    out(&Record::End(end.clone()))?;
    Ok(end)
}

struct Builder<'a, 'o> {
    view: &'a View<'a>,
    rulings: Rulings<'a>,
    since: Option<Since<'a>>,
    /// What Speur wrote itself.
    own: HashSet<Token>,
    twins: Option<Twins<'a>>,
    out: &'o mut dyn FnMut(&Record) -> io::Result<()>,
    coverage: Coverage,
    totals: Totals,
    persons: Persons,
    /// Something was not read, and not because it was excluded.
    has_gap: bool,
}

/// The documents of one file, so far.
struct Family {
    n: u32,
    rollup: Rollup,
    members: Tally,
    risk: Risk,
    any_written: bool,
}

impl Family {
    fn add(&mut self, facts: &Facts, judgement: &Judgement, in_central: bool) {
        self.n += 1;
        let is_member = !facts.inner.is_empty();
        if is_member {
            self.members.add(facts.read);
        }
        // A container's own bytes say nothing of whether its members stand in the central storage.
        if is_member || !facts.findings.is_empty() || facts.read != Read::All {
            self.rollup.add(judgement, in_central);
        }
        if facts.risk.score >= self.risk.score {
            self.risk = facts.risk;
        }
    }
}

impl<'a, 'o> Builder<'a, 'o> {
    fn new(
        state: &'a State,
        run: &Run,
        view: &'a View<'a>,
        out: &'o mut dyn FnMut(&Record) -> io::Result<()>,
    ) -> Result<Self, Error> {
        let mut coverage = Coverage {
            links: run.passed.links,
            special: run.passed.special,
            states: run.passed.states,
            ..Coverage::default()
        };
        coverage.add_personal(run.passed.personal);
        Ok(Self {
            view,
            rulings: Rulings {
                policy: view.policy,
                exceptions: view.policy.exceptions.in_force(view.today),
                requests: state.requests()?,
                today: view.today,
            },
            since: Since::new(state, run, view)?,
            own: state.reports()?,
            twins: view.central.map(|index| Twins::new(index, state)).transpose()?,
            out,
            coverage,
            totals: Totals::default(),
            persons: Persons::default(),
            has_gap: false,
        })
    }

    fn file(&mut self, file: &StoredFile<'_>) -> Result<(), Error> {
        if self.view.policy.personal(&file.entry.path).is_some() {
            self.coverage.add_personal(1);
            return Ok(());
        }
        if file.content().is_some_and(|content| self.own.contains(&content)) {
            self.coverage.own += 1;
            return Ok(());
        }
        let since = self.since.as_mut();
        let change = since.map(|since| since.change(file, self.out)).transpose()?;
        let host = Host::new(file, self.view.policy, change);
        let mut family = Family {
            n: 0,
            rollup: Rollup::default(),
            members: Tally::default(),
            risk: Risk::NONE,
            any_written: false,
        };
        self.coverage.aliases += host.aliases.len() as u64;
        self.coverage.unchanged += u64::from(!file.fresh);
        file.each_document(|facts| {
            let twins = self.twins.as_mut();
            let twin = twins
                .map(|twins| twins.of(file, family.n, &facts))
                .transpose()?
                .flatten();
            self.document(&host, &mut family, facts, twin)
        })?;
        if family.members.seen > 0 && family.any_written {
            (self.out)(&Record::File(File {
                path: host.path,
                verdict: family.rollup.verdict,
                advice: family.rollup.advice(),
                members: family.members,
                risk: family.risk,
            }))?;
        }
        Ok(())
    }

    fn document(
        &mut self,
        host: &Host<'_>,
        family: &mut Family,
        facts: Facts,
        twin: Option<Twin>,
    ) -> Result<(), Error> {
        let in_central = twin.as_ref().is_some_and(Twin::has_all);
        let weighed = self.rulings.weigh(host.file, &facts, |rule| {
            host.finding_id(self.view.key, &facts.inner, rule)
        });
        let judgement = judge(&JudgeInput {
            searched: self.view.central.is_some(),
            twin: twin.as_ref().map(|twin| twin.relation),
            in_central,
            ..host.judge_input(&facts, &weighed, self.view.policy)
        });
        if let Some(since) = self.since.as_mut().filter(|_| !facts.findings.is_empty()) {
            since.count(host.change);
        }
        if judgement.verdict.is_misplaced() {
            self.persons.add(&facts, |rule| host.file.tokens(family.n, rule))?;
        }
        family.add(&facts, &judgement, in_central);
        self.count(host, &facts, &judgement);
        let not_whole = match facts.read {
            Read::Partly | Read::None => true,
            Read::All | Read::NoText => false,
        };
        if self.view.all || not_whole || !facts.findings.is_empty() || twin.is_some() {
            family.any_written = true;
            let document = Document {
                retention: weighed.overdue,
                exceptions: weighed.exceptions,
                requests: weighed.requests,
                ..host.document(self.view, facts, judgement, twin)
            };
            (self.out)(&Record::Document(Box::new(document)))?;
        }
        Ok(())
    }

    fn count(&mut self, host: &Host<'_>, facts: &Facts, judgement: &Judgement) {
        let coverage = &mut self.coverage;
        let reason = facts.unread.first().map_or(Reason::IoError, |gap| gap.reason);
        let (tally, by_reason, partly_by_reason) = match facts.inner.is_empty() {
            true => (
                &mut coverage.files,
                &mut coverage.by_reason,
                &mut coverage.partly_by_reason,
            ),
            false => {
                let members = &mut coverage.members;
                (
                    &mut members.tally,
                    &mut members.by_reason,
                    &mut members.partly_by_reason,
                )
            }
        };
        tally.add(facts.read);
        match facts.read {
            Read::All => {}
            Read::Partly => *partly_by_reason.entry(reason).or_default() += 1,
            Read::None => *by_reason.entry(reason).or_default() += 1,
            Read::NoText if facts.inner.is_empty() => {
                *coverage.no_text_by_format.entry(facts.format.clone()).or_default() += 1;
            }
            Read::NoText => {}
        }
        if facts.inner.is_empty() && matches!(facts.read, Read::All | Read::Partly) {
            coverage.bytes += host.file.entry.size;
        }
        self.has_gap |= has_gap(facts);
        self.totals.add(facts, judgement);
    }
}

/// What the policy leaves out is no gap: it was decided.
fn has_gap(facts: &Facts) -> bool {
    let is_excluded = |gap: &Gap| gap.reason == Reason::Excluded;
    match facts.read {
        Read::All | Read::NoText => false,
        Read::Partly | Read::None => facts.unread.is_empty() || !facts.unread.iter().all(is_excluded),
    }
}

impl Coverage {
    /// Files of personal folders: seen, decided to be left out, and nothing more is said of them.
    fn add_personal(&mut self, n_files: u64) {
        if n_files > 0 {
            self.personal += n_files;
            self.files.seen += n_files;
            self.files.unread += n_files;
            *self.by_reason.entry(Reason::Excluded).or_default() += n_files;
        }
    }
}

impl Totals {
    fn add(&mut self, facts: &Facts, judgement: &Judgement) {
        self.documents += u64::from(!facts.findings.is_empty());
        *self.by_verdict.entry(judgement.verdict).or_default() += 1;
        if let Some(severity) = judgement.severity {
            *self.by_severity.entry(severity).or_default() += 1;
        }
        for finding in &facts.findings {
            let total = self.by_rule.entry(finding.rule.clone()).or_default();
            total.documents += 1;
            total.count += finding.count;
        }
    }
}

fn run_record(run: &Run, view: &View<'_>) -> RunRecord {
    let meta = run.meta.clone();
    RunRecord {
        schema: SCHEMA.to_owned(),
        run: run.name.clone(),
        speur: meta.speur,
        rules: meta.rules,
        policy: view.policy.label(),
        key: meta.key,
        started: text_of(run.started),
        device: meta.device,
        roots: meta.roots,
        central_index: view.central.map(|index| CentralIndex {
            digest: index.digest(),
            built: index.about.built.clone(),
        }),
    }
}

pub(super) fn text_of(moment: Timestamp) -> String {
    moment.round(Unit::Second).unwrap_or(moment).to_string()
}

impl From<state::Error> for Error {
    fn from(err: state::Error) -> Self {
        Self::State(err)
    }
}

impl From<io::Error> for Error {
    fn from(err: io::Error) -> Self {
        Self::Output(err)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(err) => err.fmt(f),
            Self::Central(err) => err.fmt(f),
            Self::Output(err) => f.write_str(&told!("report-writing", why = crate::language::io(err))),
        }
    }
}

impl std::error::Error for Error {}
