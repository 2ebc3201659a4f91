//! `speur subject find|export`: where one person occurs, for a request of that person (Articles VI and VII).

use std::collections::BTreeMap;
use std::io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::{Timestamp, Zoned};

use super::args::{ScanArgs, SubjectArgs, SubjectExportArgs};
use super::exit::Exit;
use super::report::{inputs, judged_already};
use super::scan::Job;
use crate::central::Index;
use crate::config::Config;
use crate::detect::{Detector, Settings};
use crate::language::{texts, told};
use crate::merge::{self, Input, ReadRun, Reader, Stored};
use crate::policy::Policy;
use crate::record::{View, token};
use crate::report::aggregate::{Skipped, Why};
use crate::report::{self, Identities, visible};
use crate::scan::Ended;
use crate::state::{self, DeviceKey, State};
use crate::subject::{self, Answer, Case, Identifier, Kind, Outcome, Wrong};

/// Says where the person occurs.
pub fn find(args: &SubjectArgs) -> anyhow::Result<Exit> {
    let Sought {
        outcome,
        identifiers,
        config,
        ended,
        ..
    } = searched(args, None)?;
    super::print(&told(&outcome, &kinds(&identifiers)))?;
    Ok(exit(&outcome, &config, ended))
}

/// Writes the case file.
pub fn export(args: &SubjectExportArgs) -> anyhow::Result<Exit> {
    for path in &args.output {
        form(path)?;
    }
    let sought = searched(&args.search, Some(args))?;
    write_case(sought, &args.output)
}

/// How a case is written.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Markdown,
    Html,
}

fn form(path: &Path) -> anyhow::Result<Form> {
    match report::plain_name(path).extension().and_then(|ending| ending.to_str()) {
        Some("json") => Ok(Form::Json),
        Some("md") => Ok(Form::Markdown),
        Some("html") => Ok(Form::Html),
        Some(_) | None => bail!(told!("case-ending", path = path.display())),
    }
}

fn write_case(sought: Sought, output: &[PathBuf]) -> anyhow::Result<Exit> {
    super::place::check_outputs(output, &sought.config)?;
    let exit = exit(&sought.outcome, &sought.config, sought.ended);
    let kinds = kinds(&sought.identifiers);
    let received = sought.config.received.unwrap_or_else(|| Zoned::now().date());
    let made = Timestamp::now().round(jiff::Unit::Second)?.to_string();
    let case = Case::new(received, made, kinds, sought.key, sought.outcome);
    if output.is_empty() {
        let mut out = io::stdout().lock();
        case.write_json(&mut out).or_else(super::closed_pipe_is_fine)?;
    }
    for path in output {
        let form = form(path)?;
        let mut out = report::create_file(path, texts(), &sought.config.encrypt_to)?;
        match form {
            Form::Json => case.write_json(&mut out),
            Form::Markdown => case.write_markdown(texts(), &mut out),
            Form::Html => case.write_html(texts(), &mut out),
        }
        .and_then(|()| out.finish())
        .with_context(|| path.display().to_string())?;
    }
    let to: Vec<_> = output.iter().map(|path| path.display().to_string()).collect();
    let log = serde_json::json!({ "of": ["subject"], "to": to });
    let state = State::open(&sought.config.state_dir)?;
    super::log(&state, "export", log)?;
    let key = DeviceKey::load(&sought.config.state_dir, sought.config.key_file.as_deref())?;
    super::keep_reports(&state, &key, output)?;
    Ok(exit)
}

struct Sought {
    outcome: Outcome,
    identifiers: Vec<Identifier>,
    key: String,
    config: Config,
    ended: Ended,
}

fn searched(args: &SubjectArgs, export: Option<&SubjectExportArgs>) -> anyhow::Result<Sought> {
    let config = super::config::resolve_subject(args, export)?;
    let policy = super::config::policy(&config)?;
    let detector = super::rules::detector(&config.rules)?;
    // Before a key is made for what is not there.
    if args.runs.is_empty() && config.scan.is_empty() {
        drop(State::kept(&config.state_dir)?);
    }
    let key = DeviceKey::load(&config.state_dir, config.key_file.as_deref())?;
    let settings = Settings::new(*key.bytes(), Zoned::now().date());
    let identifiers = identifiers(config.kind, &detector, &settings)?;
    // Only a case file says what the central storage has; who is found does not depend on it.
    let central = match export {
        Some(_) => super::central::open(&config, &key)?,
        None => None,
    };
    let look = Look {
        central: central.as_ref(),
        names_twins: export.is_some(),
        names_index: export.is_some_and(|export| export.central_index.is_some()),
        config: &config,
        policy: &policy,
        key: &key,
        families: families(&detector),
        identifiers: &identifiers,
    };
    let (outcome, ended) = look.everywhere(args)?;
    let key = key.id();
    Ok(Sought {
        outcome,
        identifiers,
        key,
        config,
        ended,
    })
}

/// What is looked for, and with what.
struct Look<'l> {
    config: &'l Config,
    policy: &'l Policy,
    key: &'l DeviceKey,
    /// The index of the central storage, where the answer says what stands there.
    central: Option<&'l Index>,
    names_twins: bool,
    /// On the command line, not in a file that is for stored runs too.
    names_index: bool,
    families: BTreeMap<String, String>,
    identifiers: &'l [Identifier],
}

impl Look<'_> {
    /// In the files of `--scan`, or in runs.
    fn everywhere(&self, args: &SubjectArgs) -> anyhow::Result<(Outcome, Ended)> {
        // Runs that are named were asked for now; what a variable or file says of `--scan` is for when none is.
        if args.runs.is_empty() && !self.config.scan.is_empty() {
            return self.live(&self.config.scan);
        }
        let (state, inputs) = match args.runs.is_empty() {
            true => {
                let state = State::kept(&self.config.state_dir)?;
                let runs = state.runs()?.into_iter().map(|run| Input::Stored(Box::new(run)));
                let runs: Vec<_> = runs.collect();
                if runs.is_empty() {
                    bail!(told!("no-stored-run", folder = state.dir().display()));
                }
                (Some(state), runs)
            }
            false => inputs(&no_identifier(&args.runs)?, self.config)?,
        };
        // Who is found depends on neither; what the case file says of a document does.
        let named = [args.common.policy.is_some(), self.names_index];
        if let Some(told) = judged_already(named, false, &inputs).filter(|_| self.names_twins) {
            super::say(format_args!("speur: {}", texts().get(told)));
        }
        let outcome = self.runs(state.as_ref(), &inputs)?;
        Ok((outcome, Ended::Complete))
    }

    fn runs(&self, state: Option<&State>, inputs: &[Input]) -> anyhow::Result<Outcome> {
        if self.names_twins && self.central.is_none() && state.map_or(Ok(false), State::has_twins)? {
            super::say(format_args!("speur: {}", texts().get("report-no-index")));
        }
        let stored = state.map(|state| Stored {
            state,
            view: View {
                policy: self.policy,
                key: self.key.bytes(),
                detail: crate::config::Detail::Values,
                central: self.central,
                all: false,
                today: Zoned::now().date(),
            },
        });
        let reader = Reader {
            stored: stored.as_ref(),
            identities: &Identities::read(&self.config.identity)?,
        };
        let (runs, skipped): (Vec<ReadRun>, _) = merge::runs(inputs, reader)?;
        let mut outcome = subject::search(self.identifiers, &self.families, &self.key.id(), runs, reader)?;
        for skipped in &skipped {
            super::say(format_args!("speur: {}", skipped.told(texts())));
        }
        // What could not be read may hold the person; a run that is given twice was read.
        let is_read = |skipped: &Skipped| matches!(skipped.why, Why::Duplicate { .. });
        if !skipped.iter().all(is_read) && outcome.answer == Answer::NotFound {
            outcome.answer = Answer::CannotSay;
        }
        outcome.skipped = skipped;
        Ok(outcome)
    }

    /// A run of its own in a state of its own, which is gone when it was searched: the machine's runs stay as they are.
    fn live(&self, paths: &[PathBuf]) -> anyhow::Result<(Outcome, Ended)> {
        let place = state::passing(&self.config.state_dir)?;
        let args = ScanArgs {
            paths: paths.to_vec(),
            quiet: true,
            ..ScanArgs::default()
        };
        let state = State::open(place.path())?;
        let (config, policy) = (self.config.clone(), self.policy.clone());
        let job = Job::apart(&args, config, policy, self.key.clone(), state)?;
        let scanned = job.read(|| Ok(vec![self.config.state_dir.clone()]))?;
        let run = job.state.run(&scanned.run.name)?;
        let run = run.with_context(|| told!("run-gone"))?;
        let outcome = self.runs(Some(&job.state), &[Input::Stored(Box::new(run))])?;
        if scanned.ended == Ended::Full {
            job.tell_early(scanned.ended);
        }
        Ok((outcome, scanned.ended))
    }
}

/// What is no report may be the identifier, typed in the wrong place: nobody is told it again.
fn no_identifier(runs: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let is_run = |run: &Path| run.exists() || run.to_str().is_some_and(super::report::is_run_name);
    match runs.iter().position(|run| !is_run(run)) {
        Some(at) => bail!(told!("subject-not-a-report", n = at + 1)),
        None => Ok(runs.to_vec()),
    }
}

/// The family of each rule's tokens.
fn families(detector: &Detector) -> BTreeMap<String, String> {
    let rules = detector.rules().iter();
    rules
        .map(|rule| (rule.id().to_owned(), rule.file.family.clone()))
        .collect()
}

/// A line of a person's own hand is no longer.
const LONGEST: u64 = 4096;

/// One identifier a line. What was typed is told to nobody, not even where it is wrong.
fn identifiers(kind: Option<Kind>, detector: &Detector, settings: &Settings) -> anyhow::Result<Vec<Identifier>> {
    let texts = texts();
    let mut identifiers = Vec::new();
    let lines = lines(kind)?;
    let named = (1_u64..).zip(&lines).filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in named {
        match Identifier::read(kind, line.trim(), detector, settings) {
            Ok(identifier) => identifiers.push(identifier),
            Err(wrong) => {
                let why = match wrong {
                    Wrong::Invalid => texts.get("subject-invalid"),
                    Wrong::Several => texts.get("subject-several"),
                    Wrong::Ambiguous => texts.get("subject-ambiguous"),
                    Wrong::NoBirthDate => texts.get("subject-no-birth-date"),
                };
                let values = [("line", number.into()), ("why", why.into())];
                bail!(texts.with("subject-wrong", &values));
            }
        }
    }
    anyhow::ensure!(!identifiers.is_empty(), texts.get("subject-nothing"));
    Ok(identifiers)
}

/// At a terminal one line is asked for, and a number is not shown while it is typed.
fn lines(kind: Option<Kind>) -> anyhow::Result<Vec<String>> {
    if !io::stdin().is_terminal() {
        let mut text = String::new();
        io::stdin()
            .lock()
            .take(LONGEST)
            .read_to_string(&mut text)
            .map_err(not_text)?;
        return Ok(text.lines().map(str::to_owned).collect());
    }
    let mut err = io::stderr();
    write!(err, "{} ", texts().get("subject-prompt"))?;
    err.flush()?;
    let line = match kind {
        Some(Kind::Email | Kind::Person) => {
            let mut line = String::new();
            io::stdin().lock().read_line(&mut line).map_err(not_text)?;
            line
        }
        Some(Kind::NationalNumber | Kind::Iban | Kind::Phone) | None => rpassword::read_password()?,
    };
    Ok(vec![line])
}

/// What is typed in another encoding is no error of the system.
fn not_text(err: io::Error) -> anyhow::Error {
    match err.kind() {
        io::ErrorKind::InvalidData => anyhow::anyhow!(told!("subject-not-utf8")),
        _ => err.into(),
    }
}

fn kinds(identifiers: &[Identifier]) -> Vec<Kind> {
    identifiers.iter().map(|identifier| identifier.kind).collect()
}

/// The answer in words, then each document.
fn told(outcome: &Outcome, sought: &[Kind]) -> String {
    let (texts, names) = (texts(), outcome.names());
    let mut lines = vec![subject::answer(outcome.answer, sought, texts)];
    for found in &outcome.found {
        let by: Vec<_> = found
            .by
            .iter()
            .map(|kind| texts.sentence("identifier", &token(kind)))
            .collect();
        let name = subject::name(&names.of(&found.device), &found.path.path, &found.inner);
        lines.push(format!("  {}  ({})", visible(&name), by.join(", ")));
    }
    if !outcome.cannot_say.is_empty() {
        lines.push(texts.with("subject-doubts", &[("n", outcome.cannot_say.len().into())]));
    }
    for doubt in &outcome.cannot_say {
        let why = texts.sentence("subject-why", &token(doubt.why));
        let name = subject::name(&names.of(&doubt.device), &doubt.path, &doubt.inner);
        lines.push(format!("  {}{}{why}", visible(&name), texts.colon()));
    }
    lines.extend(subject::beside(sought, texts));
    lines.push(texts.with("subject-runs", &[("n", outcome.searched.len().into())]));
    lines.join("\n") + "\n"
}

fn exit(outcome: &Outcome, config: &Config, ended: Ended) -> Exit {
    let altered = outcome.skipped.iter().any(|skipped| skipped.why.is_integrity());
    let whole = outcome.cannot_say.is_empty() && outcome.skipped.is_empty();
    match altered {
        true => Exit::Integrity,
        false if ended != Ended::Complete => Exit::Stopped,
        false if config.require_complete && !whole => Exit::Incomplete,
        false => Exit::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_told_without_the_words_of_the_system() {
        let told = |kind: io::ErrorKind| not_text(kind.into()).to_string();
        assert_eq!(told(io::ErrorKind::InvalidData), told!("subject-not-utf8"));
        assert_ne!(told(io::ErrorKind::BrokenPipe), told!("subject-not-utf8"));
    }

    #[test]
    fn a_search_that_was_stopped_is_not_a_finished_one() {
        let reader = Reader {
            stored: None,
            identities: &Identities::default(),
        };
        let outcome = subject::search(&[], &BTreeMap::new(), "", Vec::new(), reader).unwrap();
        let exit = |ended| exit(&outcome, &Config::default(), ended);
        assert_eq!(
            [Ended::Stopped, Ended::Unlisted, Ended::Full, Ended::Complete].map(exit),
            [Exit::Stopped, Exit::Stopped, Exit::Stopped, Exit::Done]
        );
    }
}
