//! `speur scan`: resolves what to do, runs the spine, reports.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde_json::json;

use super::args::ScanArgs;
use super::exit::Exit;
use super::output;
use crate::config::{self, Config, Format};
use crate::extract::{Limits, Reason};
use crate::finding::Gap;
use crate::language::texts;
use crate::policy::Policy;
use crate::progress::{Counters, Form, Progress};
use crate::record::{self, View};
use crate::report::{self, Writer};
use crate::scan::{self, Ended, Scan};
use crate::state::{DeviceKey, Run, RunMeta, State};
use crate::storage::Places;
use crate::{walk, worker};

pub fn run(args: &ScanArgs) -> anyhow::Result<Exit> {
    let prepared =
        super::config::resolve(args).and_then(|config| super::config::policy(&config).map(|policy| (config, policy)));
    let (config, policy) = match prepared {
        Ok(prepared) => prepared,
        Err(exit) => return Ok(exit),
    };
    let detector = super::rules::detector(&config.rules)?;
    if let Err(exit) = super::config::check_categories(&policy, &detector) {
        return Ok(exit);
    }
    let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
    let state = State::open(&config.state_dir)?;
    let lock = state.lock()?;
    let job = Job {
        args,
        config: &config,
        policy: &policy,
        key: &key,
        state: &state,
        rules_digest: detector.digest(),
    };
    let exit = job.run();
    drop(lock);
    exit
}

/// Scans into a state of its own and reports nothing.
pub(super) fn only(
    args: &ScanArgs,
    config: &Config,
    policy: &Policy,
    key: &DeviceKey,
    state: &State,
) -> anyhow::Result<Result<Run, Exit>> {
    let job = Job {
        args,
        config,
        policy,
        key,
        state,
        rules_digest: super::rules::detector(&config.rules)?.digest(),
    };
    let mut options = job.walk_options()?;
    options.own_paths.push(config.state_dir.clone());
    stop_on_signal(&options)?;
    let (roots, hung) = match job.roots(&options)? {
        Ok(roots) => roots,
        Err(exit) => return Ok(Err(exit)),
    };
    let (run, _) = job.keep_in_state(&roots, hung, options)?;
    let stored = state.run(&run.name)?;
    Ok(Ok(stored.context("the run is not in the state any more")?))
}

struct Job<'a> {
    args: &'a ScanArgs,
    config: &'a Config,
    policy: &'a Policy,
    key: &'a DeviceKey,
    state: &'a State,
    rules_digest: String,
}

impl Job<'_> {
    fn run(&self) -> anyhow::Result<Exit> {
        let mut options = self.walk_options()?;
        stop_on_signal(&options)?;
        let (roots, hung) = match self.roots(&options)? {
            Ok(roots) => roots,
            Err(exit) => return Ok(exit),
        };
        let writers = output::writers(self.config)?;
        options.own_paths.extend(self.reports());
        let (run, ended) = self.keep_in_state(&roots, hung, options)?;
        if ended == Ended::Complete {
            self.purge(&run)?;
        }
        self.report(&run, ended, writers)
    }

    fn keep_in_state(
        &self,
        roots: &[PathBuf],
        hung: Vec<(PathBuf, Gap)>,
        options: walk::Options,
    ) -> anyhow::Result<(Run, Ended)> {
        let run = self.begin(roots)?;
        let ended = self.scan(&run, roots, hung, options)?;
        if ended == Ended::Complete {
            self.state.finish(run.id, Timestamp::now())?;
        }
        Ok((run, ended))
    }

    fn walk_options(&self) -> anyhow::Result<walk::Options> {
        let mut options = walk::Options::new(std::env::current_exe()?);
        let given = self.config.exclude.iter().map(|glob| walk::Exclusion {
            glob: glob.clone(),
            reason: "--exclude".to_owned(),
        });
        options.exclusions = self.policy.exclusions().iter().cloned().chain(given).collect();
        options.honour_ignore_files = self.policy.honour_ignore_files;
        options.max_file_size = self.config.max_file_size;
        options.own_paths = vec![self.state.dir().to_owned()];
        #[cfg(feature = "test-hooks")]
        if let Some(patience) = worker::test_patience() {
            options.silent = patience;
        }
        if let Some(limit) = self.config.time_limit {
            let stop = Arc::clone(&options.stop);
            thread::spawn(move || {
                thread::sleep(limit);
                stop.store(true, Relaxed);
            });
        }
        Ok(options)
    }

    /// The report files, which are created by now, as the walk meets them.
    fn reports(&self) -> impl Iterator<Item = PathBuf> {
        let real = |path: &PathBuf| std::fs::canonicalize(path).ok();
        self.config.output.iter().filter_map(real)
    }

    /// Where the roots really are; those that do not answer are gaps of the run, a missing one is a mistake.
    #[expect(clippy::type_complexity, reason = "the roots and the ones that hang")]
    fn roots(&self, options: &walk::Options) -> anyhow::Result<Result<(Vec<PathBuf>, Vec<(PathBuf, Gap)>), Exit>> {
        let given = if self.args.paths.is_empty() {
            walk::default_roots(&walk::mounts()?)
        } else {
            self.args.paths.clone()
        };
        if self.args.paths.is_empty() && !self.args.quiet {
            let list: Vec<_> = given.iter().map(|root| root.display().to_string()).collect();
            let told = texts().with("no-path-given", &[("places", list.join(", ").into())]);
            super::say(format_args!("speur: {told}"));
        }
        let (mut roots, mut hung, mut missing) = (Vec::new(), Vec::new(), false);
        for (path, resolved) in given.iter().zip(walk::resolve(&given, options)) {
            match resolved {
                Ok(root) => roots.push(root),
                Err(gap) if gap.reason == Reason::LimitTime => hung.push((path.clone(), gap)),
                // Nobody named it: a drive without a disk in it is nothing, a share that is not there is a gap.
                Err(gap) if self.args.paths.is_empty() && gap.reason == Reason::Vanished => {}
                Err(gap) if self.args.paths.is_empty() => hung.push((path.clone(), gap)),
                Err(gap) => {
                    missing = true;
                    let path = path.display().to_string();
                    let values = [("path", path.into()), ("why", gap.detail.into())];
                    super::say(format_args!("speur: {}", texts().with("name-what-exists", &values)));
                }
            }
        }
        Ok(if missing { Err(Exit::Usage) } else { Ok((roots, hung)) })
    }

    fn begin(&self, roots: &[PathBuf]) -> anyhow::Result<Run> {
        let meta = RunMeta {
            speur: env!("CARGO_PKG_VERSION").to_owned(),
            rules: self.rules_digest.clone(),
            policy: self.policy.label(),
            key: self.key.id(),
            device: self.state.device()?,
            roots: roots.iter().map(|root| root.display().to_string()).collect(),
        };
        if self.config.resume {
            if let Some(run) = self.state.resume(roots, &meta)? {
                return Ok(run);
            }
            super::say(format_args!("speur: {}", texts().get("nothing-to-resume")));
        }
        Ok(self.state.begin(roots, &meta, Timestamp::now())?)
    }

    fn scan(
        &self,
        run: &Run,
        roots: &[PathBuf],
        hung: Vec<(PathBuf, Gap)>,
        options: walk::Options,
    ) -> anyhow::Result<Ended> {
        if self.config.gentle {
            worker::sys::be_gentle().context("the priority could not be lowered")?;
        }
        let worker = worker::Config {
            rules: super::rules::sources(&self.config.rules)?,
            own_values: self.policy.own_values(),
            ..worker::Config::new(*self.key.bytes(), limits(), Zoned::now().date())
        };
        let counters = Arc::new(Counters::default());
        let _shown = Progress::start(self.progress(), Arc::clone(&counters));
        let mounts = walk::mounts().context("the mounted file systems could not be listed")?;
        let central = self
            .policy
            .central
            .iter()
            .map(|central| central.path.to_string_lossy().into_owned())
            .collect();
        let places = Places::gather(central, &mounts, &walk::homes(), &options);
        let scan = Scan {
            roots,
            hung,
            mounts: &mounts,
            places: &places,
            personal: self.policy.personal_places(),
            stop: Arc::clone(&options.stop),
            walk: options,
            digest: worker.digest(&self.rules_digest),
            worker: Arc::new(worker),
            full: self.config.full,
            jobs: self.jobs(),
            counters,
        };
        scan::scan(&scan, self.state, run)
    }

    fn jobs(&self) -> usize {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let most = if self.config.gentle {
            cores.div_ceil(4)
        } else {
            usize::MAX
        };
        self.config.jobs.map_or(cores, |jobs| usize::from(jobs.get())).min(most)
    }

    fn progress(&self) -> Form {
        match self.config.progress {
            config::Progress::None => Form::None,
            config::Progress::Json => Form::Json,
            config::Progress::Bar => Form::Bar,
            config::Progress::Auto if self.args.quiet || !io::stderr().is_terminal() => Form::None,
            config::Progress::Auto => Form::Bar,
        }
    }

    /// Runs older than the policy's term go: storage limitation holds for Speur's own data too (GDPR art. 5(1)(e)).
    fn purge(&self, run: &Run) -> anyhow::Result<()> {
        let days = self.policy.keep_runs_days.unwrap_or(KEEP_RUNS_DAYS);
        let n_purged = self.state.purge(days_ago(days), Some(run.id))?;
        if n_purged > 0 && self.args.verbose {
            let values = [("n", n_purged.into()), ("days", days.into())];
            super::say(format_args!("speur: {}", texts().with("runs-purged", &values)));
        }
        Ok(())
    }

    /// What was done goes into the log (Article X), whose own term ends too.
    fn log(&self, run: &Run, end: &record::End) -> anyhow::Result<()> {
        if self.state.is_new_policy(&run.meta.policy)? {
            self.state.audit("policy", json!({ "policy": run.meta.policy }))?;
        }
        let what = json!({
            "run": run.name, "roots": run.meta.roots, "started": run.started, "finished": run.finished,
            "complete": end.complete, "policy": run.meta.policy, "rules": run.meta.rules,
            "seen": end.coverage.files.seen, "documents": end.totals.documents,
        });
        self.state.audit("run", what)?;
        if !self.config.output.is_empty() {
            let names = self.config.output.iter().map(|path| path.display().to_string());
            let what = json!({ "of": [run.name], "to": names.collect::<Vec<_>>() });
            self.state.audit("export", what)?;
        }
        let days = self.policy.keep_audit_days.unwrap_or(KEEP_AUDIT_DAYS);
        self.state.purge_audit(days_ago(days))?;
        Ok(())
    }

    fn report(&self, run: &Run, ended: Ended, mut writers: Vec<Box<dyn Writer>>) -> anyhow::Result<Exit> {
        let run = self
            .state
            .run(&run.name)?
            .context("the run is not in the state any more")?;
        let view = View {
            policy: self.policy,
            key: self.key.bytes(),
            detail: self.config.detail,
            all: self.config.all,
            today: Zoned::now().date(),
        };
        let verbose = self.args.verbose;
        let written = record::write_run(self.state, &run, &view, &mut |record| {
            if verbose {
                tell_gaps(record);
            }
            output::write_to_all(&mut writers, |writer| writer.record(record))
        });
        let end = written.map_err(|err| match err {
            record::Error::State(err) => anyhow::Error::from(err),
            record::Error::Output(err) => anyhow::Error::from(err).context(texts().get("report-not-written")),
        })?;
        output::finish(writers).context(texts().get("report-not-written"))?;
        self.log(&run, &end)?;
        // A table says it itself.
        if !self.args.quiet && output::format_on_stdout(self.config) != Some(Format::Table) {
            let coverage = report::said::coverage(&end.coverage, texts());
            let told = texts().with("coverage-line", &[("coverage", coverage.into())]);
            super::say(format_args!("speur: {told}"));
        }
        if ended == Ended::Stopped {
            super::say(format_args!("speur: {}", texts().get("stopped-early")));
            return Ok(Exit::Stopped);
        }
        let worst = end.totals.by_severity.keys().max().copied();
        Ok(output::exit(self.config, worst, end.complete))
    }
}

/// What one document may cost.
fn limits() -> Limits {
    #[cfg(feature = "test-hooks")]
    return worker::test_limits();
    #[cfg(not(feature = "test-hooks"))]
    Limits::default()
}

/// How long runs are kept when no policy says so,
const KEEP_RUNS_DAYS: u32 = 90;
/// and the log of what was done.
const KEEP_AUDIT_DAYS: u32 = 1095;

fn days_ago(days: u32) -> Timestamp {
    Timestamp::now() - SignedDuration::from_hours(24 * i64::from(days))
}

/// Ctrl-C and a polite kill end the scan with its state saved; a second one ends the process.
fn stop_on_signal(options: &walk::Options) -> anyhow::Result<()> {
    let stop = Arc::clone(&options.stop);
    ctrlc::set_handler(move || {
        if stop.swap(true, Relaxed) {
            std::process::exit(Exit::Stopped.code().into());
        }
    })
    .context("signals cannot be handled")
}

/// With -v: every document that was not wholly read, and why.
fn tell_gaps(record: &record::Record) {
    if let record::Record::Document(document) = record {
        for gap in &document.unread {
            let chain: Vec<_> = document.inner.iter().chain(&gap.inner).map(String::as_str).collect();
            let inside = if chain.is_empty() {
                String::new()
            } else {
                format!(" > {}", chain.join(" > "))
            };
            let line = format!("{}{inside}: {}: {}", document.path.path, gap.reason, gap.detail);
            super::say(format_args!("{}", report::visible(&line)));
        }
    }
}
