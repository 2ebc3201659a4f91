//! `speur scan`: resolves what to do, runs the spine, reports.

mod keeping;
mod named;
mod roots;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use anyhow::Context as _;
use jiff::{Timestamp, Zoned};

use super::args::ScanArgs;
use super::exit::Exit;
use super::output::{self, Writers};
use crate::central::Index;
use crate::config::{self, Config};
use crate::extract::Limits;
use crate::finding::Gap;
use crate::language::{texts, told};
use crate::policy::Policy;
use crate::progress::{Counters, Form, Progress};
use crate::record::{self, View};
use crate::report;
use crate::scan::{self, Ended, Scan};
use crate::state::{self, DeviceKey, Run, RunLock, RunMeta, State};
use crate::storage::Places;
use crate::walk::{Exclusion, Exclusions, MountWalk};
use crate::{walk, worker};

pub(super) use roots::real;

pub fn run(args: &ScanArgs) -> anyhow::Result<Exit> {
    let job = Job::prepare(args, None)?;
    job.run().map_err(|err| match err.downcast::<state::Error>() {
        Ok(err) => err.located(job.state.dir()).into(),
        Err(other) => other,
    })
}

/// How much of a processor's time the workers of a gentle scan take together, in percent: with what the main process
/// does it stays below a quarter.
const GENTLE: u32 = 16;
/// Files that a scan has open besides those of its jobs: state, log, reports, the walk; measured, with room to spare.
const FILES_OF_ALL: usize = 32;
/// Lines to a reading process, the document it reads, the one that waits.
const FILES_OF_A_JOB: usize = 8;

/// What a scan is told, resolved and opened. The state is locked as long as it lives.
pub(super) struct Job<'a> {
    args: &'a ScanArgs,
    pub config: Config,
    pub policy: Policy,
    pub key: DeviceKey,
    pub state: State,
    pub rules_digest: String,
    central: Option<Index>,
    _lock: RunLock,
}

/// A scan that came to an end, early or not.
pub(super) struct Scanned {
    pub run: Run,
    pub ended: Ended,
    /// As they really are.
    pub roots: Vec<PathBuf>,
}

impl<'a> Job<'a> {
    /// `folder` is where in the state folder it keeps what it reads: the index of the central storage has a state of
    /// its own, so that its runs are not among the reports.
    pub fn prepare(args: &'a ScanArgs, folder: Option<&str>) -> anyhow::Result<Self> {
        let config = super::config::resolve(args)?;
        let policy = super::config::policy(&config)?;
        let detector = super::rules::detector(&config.rules)?;
        super::config::check_categories(&policy, &detector)?;
        super::place::check_state(&config)?;
        let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
        let central = match folder {
            None => super::central::open(&config, &key)?,
            Some(_) => None,
        };
        let dir = folder.map_or_else(|| config.state_dir.clone(), |folder| config.state_dir.join(folder));
        let state = State::open(&dir)?;
        state::sweep(&config.state_dir)?;
        Ok(Self {
            args,
            policy,
            key,
            central,
            _lock: state.lock()?,
            state,
            rules_digest: detector.digest(),
            config,
        })
    }

    /// With what is resolved already, into a state of its own: looks for no twins, reports nothing.
    pub fn apart(
        args: &'a ScanArgs,
        config: Config,
        policy: Policy,
        key: DeviceKey,
        state: State,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            args,
            rules_digest: super::rules::detector(&config.rules)?.digest(),
            policy,
            key,
            central: None,
            _lock: state.lock()?,
            state,
            config,
        })
    }

    fn run(&self) -> anyhow::Result<Exit> {
        let mut writers = Writers::default();
        let scanned = self.read(|| {
            writers = output::writers(&self.config)?;
            // As the walk meets them.
            Ok(writers.drafts.iter().filter_map(|draft| real(draft)).collect())
        })?;
        self.report(&scanned.run, scanned.ended, writers)
    }

    /// Reads the roots into the state. `prepare` comes after everything that can be refused, and says which files are
    /// one's own.
    pub fn read(&self, prepare: impl FnOnce() -> anyhow::Result<Vec<PathBuf>>) -> anyhow::Result<Scanned> {
        let mut options = self.walk_options()?;
        stop_on_signal(&options)?;
        let (roots, hung) = self.roots(&options)?;
        options.own_paths.extend(prepare()?);
        let run = self.begin(&roots, &options.exclusions)?;
        let mut ended = self.scan(&run, &roots, hung, options)?;
        if ended == Ended::Complete {
            match self.state.finish(run.id, Timestamp::now()) {
                Err(state::Error::DiskFull(_)) => ended = Ended::Full,
                finished => {
                    finished?;
                    self.purge(&run)?;
                }
            }
        }
        Ok(Scanned { run, ended, roots })
    }

    /// Why a scan ended early, and the next step.
    pub fn tell_early(&self, ended: Ended) {
        let told = match ended {
            Ended::Complete => return,
            Ended::Full => state::Error::DiskFull(self.state.file()).to_string(),
            // Which place was left, and why, was told when it happened.
            Ended::Unlisted | Ended::Stopped => told!("stopped-early"),
        };
        super::say(format_args!("speur: {told}"));
    }

    fn walk_options(&self) -> anyhow::Result<walk::Options> {
        let mut options = walk::Options::new(std::env::current_exe()?);
        let given = self.config.exclude.iter().map(|glob| Exclusion {
            glob: glob.clone(),
            reason: "--exclude".to_owned(),
        });
        options.exclusions = self.policy.exclusions().iter().cloned().chain(given).collect();
        options.honour_ignore_files = self.policy.honour_ignore_files;
        options.max_file_size = self.config.max_file_size;
        options.name_passed = self.config.verbose;
        options.own_paths = vec![self.state.dir().to_owned()];
        // The state of an index or a search is a folder in it.
        options.own_paths.extend(real(&self.config.state_dir));
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

    fn begin(&self, roots: &[PathBuf], exclusions: &[Exclusion]) -> anyhow::Result<Run> {
        let meta = RunMeta {
            speur: env!("CARGO_PKG_VERSION").to_owned(),
            rules: self.rules_digest.clone(),
            policy: self.policy.label(),
            key: self.key.id(),
            device: self.state.device()?,
            roots: roots.iter().map(|root| root.display().to_string()).collect(),
            personal: self.policy.personal_globs().to_vec(),
        };
        if self.config.resume {
            if let Some(run) = self.state.resume(roots, &meta)? {
                let left_out = Exclusions::new(exclusions)?;
                // The walk asks no exclusion for a root, or for what lies above it.
                let is_excluded = |path: &Path| {
                    let mut below = path
                        .ancestors()
                        .take_while(|folder| !roots.iter().any(|root| root == folder));
                    below.any(|folder| left_out.reason(folder).is_some())
                };
                self.state
                    .forget(run.id, |path| self.policy.personal(path).is_some() || is_excluded(path))?;
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
            worker::sys::be_gentle().with_context(|| told!("priority"))?;
        }
        let worker = self.worker()?;
        let counters = Arc::new(Counters::default());
        let shown = Progress::start(self.progress(), Arc::clone(&counters));
        let mounts = walk::mounts().with_context(|| told!("mounts"))?;
        let places = Places::gather(self.central_roots(), &mounts, &walk::homes(), &options);
        let program = options.program.clone();
        let tell_unlisted = |walk: &MountWalk, end| {
            shown.aside(|| super::say(format_args!("speur: {}", named::unlisted(&walk.roots, end, &program))));
        };
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
            gentle: self.config.gentle,
            counters,
            passed: &|path, what| shown.aside(|| output::tell_passed(path, what)),
            unlisted: &tell_unlisted,
        };
        scan::scan(&scan, &self.state, run)
    }

    fn worker(&self) -> anyhow::Result<worker::Config> {
        Ok(worker::Config {
            rules: super::rules::sources(&self.config.rules)?,
            own_values: self.policy.own_values(),
            ocr: super::tesseract(self.config.ocr),
            pace: self.config.gentle.then(|| GENTLE / self.jobs() as u32),
            ..worker::Config::new(*self.key.bytes(), limits(), Zoned::now().date())
        })
    }

    /// Those of the policy, and those that the index was made of.
    fn central_roots(&self) -> Vec<String> {
        let indexed = self.central.iter().flat_map(|index| &index.about.roots);
        let named = self.policy.central.iter().map(|central| &central.path);
        named
            .chain(indexed.map(|root| &root.path))
            .map(|path| path.to_string_lossy().into_owned())
            .collect()
    }

    fn jobs(&self) -> usize {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let most = if self.config.gentle {
            cores.div_ceil(4)
        } else {
            usize::MAX
        };
        let files = worker::sys::open_files().saturating_sub(FILES_OF_ALL) / FILES_OF_A_JOB;
        let jobs = self.config.jobs.map_or(cores, |jobs| usize::from(jobs.get()));
        jobs.min(most).min(files.max(1))
    }

    fn progress(&self) -> Form {
        form(self.config.progress, self.config.quiet, io::stderr().is_terminal())
    }

    fn report(&self, run: &Run, ended: Ended, mut writers: Writers) -> anyhow::Result<Exit> {
        let run = self.state.run(&run.name)?.with_context(|| told!("run-gone"))?;
        let view = View {
            policy: &self.policy,
            key: self.key.bytes(),
            detail: self.config.detail,
            central: self.central.as_ref(),
            all: self.config.all,
            today: Zoned::now().date(),
        };
        let verbose = self.config.verbose;
        let written = record::write_run(&self.state, &run, &view, &mut |record| {
            if verbose {
                output::tell_gaps(record);
            }
            writers.each(|writer| writer.record(record));
            Ok(())
        });
        let end = written.map_err(|err| match err {
            record::Error::State(err) => anyhow::Error::from(err),
            record::Error::Central(err) => anyhow::Error::from(err),
            record::Error::Output(err) => anyhow::Error::from(err).context(texts().get("report-not-written")),
        })?;
        let finished = writers.finish().context(texts().get("report-not-written"));
        let logged = self.log(&run, &end);
        // On a full disk there is no room for its line; the run that goes on has one.
        if ended != Ended::Full {
            logged?;
        }
        finished?;
        if verbose {
            for told in report::said::passed_by(&end.coverage, texts()) {
                super::say(format_args!("speur: {told}"));
            }
        }
        output::tell_coverage(&self.config, &end.coverage);
        self.tell_early(ended);
        if ended != Ended::Complete {
            return Ok(Exit::Stopped);
        }
        let worst = end.totals.by_severity.keys().max().copied();
        let left_out = !self.config.exclude.is_empty() || !self.policy.exclusions().is_empty();
        Ok(output::exit(&self.config, worst, output::is_complete(&end, left_out)))
    }
}

/// How progress is shown; whoever wants no word gets none.
fn form(asked: config::Progress, quiet: bool, is_terminal: bool) -> Form {
    match asked {
        _ if quiet => Form::None,
        config::Progress::None => Form::None,
        config::Progress::Json => Form::Json,
        config::Progress::Bar => Form::Bar,
        config::Progress::Auto if is_terminal => Form::Bar,
        config::Progress::Auto => Form::None,
    }
}

/// What one document may cost.
fn limits() -> Limits {
    #[cfg(feature = "test-hooks")]
    return worker::test_limits();
    #[cfg(not(feature = "test-hooks"))]
    Limits::default()
}

/// Ctrl-C and a polite kill end the scan with its state saved; a second one ends the process.
fn stop_on_signal(options: &walk::Options) -> anyhow::Result<()> {
    let stop = Arc::clone(&options.stop);
    ctrlc::set_handler(move || {
        if stop.swap(true, Relaxed) {
            std::process::exit(Exit::Stopped.code().into());
        }
    })
    .with_context(|| told!("signals"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_wants_no_word_gets_no_progress() {
        use config::Progress::{Auto, Bar, Json, None};
        for asked in [Auto, Bar, Json, None] {
            assert_eq!(form(asked, true, true), Form::None, "{asked:?}");
        }
        for (asked, is_terminal, expected) in [
            (Json, false, Form::Json),
            (Bar, false, Form::Bar),
            (None, true, Form::None),
            (Auto, true, Form::Bar),
            (Auto, false, Form::None),
        ] {
            assert_eq!(form(asked, false, is_terminal), expected, "{asked:?}");
        }
    }
}
