//! `speur config show|check`, and from the command line to the resolved configuration.

use std::fmt::Write as _;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;

use super::args::{Common, OutputArgs, ReportArgs, RulesDir, ScanArgs, SubjectArgs, SubjectExportArgs};
use super::exit::Exit;
use crate::config::{Config, Environment, Flags, Problem};
use crate::detect::{Detector, Settings};
use crate::language::{texts, told};
use crate::policy::{Exceptions, Policy};
use crate::record::token;

/// What a command that scans was told, resolved. An error has been told already.
pub(super) fn resolve(args: &ScanArgs) -> Result<Config, Exit> {
    let flags = Flags {
        jobs: args.jobs.clone(),
        gentle: args.gentle,
        exclude: args.exclude.clone(),
        ocr: args.ocr,
        max_file_size: args.max_file_size.clone(),
        time_limit: args.time_limit.clone(),
        full: args.full,
        since_last: args.since_last,
        resume: args.resume,
        quiet: args.quiet,
        verbose: args.verbose,
        progress: args.progress.clone(),
        ..output_flags(&args.output, common_flags(&args.common, &args.rules))
    };
    resolve_flags(&flags)
}

/// The same for a command that only reports.
pub(super) fn resolve_report(args: &ReportArgs) -> Result<Config, Exit> {
    let common = common_flags(&args.common, &RulesDir::default());
    resolve_flags(&Flags {
        identity: args.identity.clone(),
        devices: args.devices.clone(),
        notice: args.notice.clone(),
        aware: args.aware.map(|moment| moment.to_string()),
        ..output_flags(&args.output, common)
    })
}

/// The same for a search of a person, and for a case file that is made of it.
pub(super) fn resolve_subject(args: &SubjectArgs, export: Option<&SubjectExportArgs>) -> Result<Config, Exit> {
    let of_export = export.map(|export| Flags {
        encrypt_to: export.encrypt_to.clone(),
        received: export.received.clone(),
        central_index: export.central_index.clone(),
        ..Flags::default()
    });
    let Flags {
        encrypt_to,
        received,
        central_index,
        ..
    } = of_export.unwrap_or_default();
    resolve_flags(&Flags {
        encrypt_to,
        received,
        central_index,
        identity: args.identity.clone(),
        require_complete: args.require_complete,
        scan: args.scan.clone(),
        kind: args.kind.map(token),
        ..common_flags(&args.common, &args.rules)
    })
}

/// The same for a command with the common flags alone.
pub(super) fn resolve_common(common: &Common, rules: &RulesDir) -> Result<Config, Exit> {
    resolve_flags(&common_flags(common, rules))
}

/// The same for a command that has a few flags of its own, which it adds.
pub(super) fn resolve_with(common: &Common, rules: &RulesDir, own: impl FnOnce(&mut Flags)) -> Result<Config, Exit> {
    let mut flags = common_flags(common, rules);
    own(&mut flags);
    resolve_flags(&flags)
}

/// The same for a command that keeps nothing: it works also where no folder for a state is known.
pub(super) fn resolve_stateless(
    common: &Common,
    rules: &RulesDir,
    own: impl FnOnce(&mut Flags),
) -> Result<Config, Exit> {
    let mut flags = common_flags(common, rules);
    own(&mut flags);
    let mut environment = Environment::of_process();
    environment.state_dir.get_or_insert_with(|| PathBuf::from("."));
    resolve_in(&flags, &environment)
}

/// What a command cannot do without and no layer of the configuration says.
pub(super) fn needed<T: Clone>(value: &Option<T>, flag: &str) -> anyhow::Result<T> {
    value.clone().with_context(|| told!("usage-missing", what = flag))
}

fn common_flags(common: &Common, rules: &RulesDir) -> Flags {
    Flags {
        config: common.config.clone(),
        policy: common.policy.clone(),
        state_dir: common.state_dir.clone(),
        key_file: common.key_file.clone(),
        rules: rules.rules.clone(),
        lang: super::lang::flag(),
        ..Flags::default()
    }
}

fn output_flags(args: &OutputArgs, common: Flags) -> Flags {
    Flags {
        format: args.format.clone(),
        output: args.output.clone(),
        detail: args.detail.clone(),
        encrypt_to: args.encrypt_to.clone(),
        all: args.all,
        central_index: args.central_index.clone(),
        fail_on: args.fail_on.clone(),
        require_complete: args.require_complete,
        color: args.color.clone(),
        ..common
    }
}

fn resolve_flags(flags: &Flags) -> Result<Config, Exit> {
    resolve_in(flags, &Environment::of_process())
}

fn resolve_in(flags: &Flags, environment: &Environment) -> Result<Config, Exit> {
    let config = Config::resolve(flags, environment).map_err(|problems| tell(&problems))?;
    config
        .warnings
        .iter()
        .for_each(|warning| super::say(format_args!("speur: {warning}")));
    open_keys(&config)
        .iter()
        .for_each(|warning| super::say(format_args!("speur: {warning}")));
    Ok(config)
}

/// Keys that other users can read. That is no reason to stop: the administrator may have meant it, for a group.
#[cfg(unix)]
fn open_keys(config: &Config) -> Vec<String> {
    use std::os::unix::fs::PermissionsExt as _;
    let is_open = |path: &Path| std::fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & 0o044 != 0);
    let keys = [
        (&config.key_file, "key-open"),
        (&config.signing_key, "signing-key-open"),
    ];
    let open = keys
        .into_iter()
        .filter_map(|(path, key)| Some((path.as_deref().filter(|path| is_open(path))?, key)));
    open.map(|(path, key)| texts().with(key, &[("path", path.display().to_string().into())]))
        .collect()
}

/// The access-control lists of Windows are the administrator's.
#[cfg(not(unix))]
fn open_keys(_config: &Config) -> Vec<String> {
    Vec::new()
}

/// The policy of the configuration; without a file the built-in one, which names no organisation.
pub(super) fn policy(config: &Config) -> Result<Policy, Exit> {
    let policy = config
        .policy
        .as_deref()
        .map_or_else(|| Ok(Policy::default()), Policy::load)
        .map_err(|problems| tell(&problems))?;
    match config.policy.as_deref().map(crate::config::settings_problems) {
        Some(problems) if !problems.is_empty() => return Err(tell(&problems)),
        Some(_) | None => {}
    }
    tell_expired(&policy);
    Ok(policy)
}

fn tell_expired(policy: &Policy) {
    for expired in policy.exceptions.expired(jiff::Zoned::now().date()) {
        let (by, what) = expired.matches.told();
        let by = texts().sentence("matches", by);
        let ended = told!(
            "exception-expired",
            id = expired.id,
            by = by,
            what = what,
            day = texts().date(expired.until)
        );
        super::say(format_args!("speur: {ended}"));
    }
}

/// What the policy says of categories that the rules do not have.
pub(super) fn check_categories(policy: &Policy, detector: &Detector) -> Result<(), Exit> {
    match unknown_categories(policy, detector) {
        problems if problems.is_empty() => Ok(()),
        problems => Err(tell(&problems)),
    }
}

fn unknown_categories(policy: &Policy, detector: &Detector) -> Vec<Problem> {
    let is_known = |category: &str| {
        let mut rules = detector.rules().iter();
        rules.any(|rule| rule.file.category == category || rule.id().strip_prefix("special.") == Some(category))
    };
    policy.unknown_categories(is_known)
}

fn tell(problems: &[Problem]) -> Exit {
    problems
        .iter()
        .for_each(|problem| super::say(format_args!("speur: {problem}")));
    if problems.iter().any(|problem| problem.is_integrity) {
        Exit::Integrity
    } else {
        Exit::Usage
    }
}

pub fn show(args: &ScanArgs) -> anyhow::Result<Exit> {
    let config = resolve(args)?;
    let rows = config.rows();
    let width = |of: fn(&crate::config::Row) -> usize| rows.iter().map(of).max().unwrap_or(0);
    let (keys, values) = (
        width(|row| row.key.len()),
        width(|row| row.value.chars().count().min(60)),
    );
    let mut text = String::new();
    for row in &rows {
        writeln!(text, "{:keys$}  {:values$}  {}", row.key, row.value, row.origin)?;
    }
    super::print(&text)
}

/// The policy, as far as it can be understood, and all that is wrong with it.
fn examined(config: &Config) -> (Policy, Vec<Problem>) {
    let Some(path) = &config.policy else {
        return <_>::default();
    };
    let (policy, mut problems) = Policy::examine(path).unwrap_or_else(|problems| (Policy::default(), problems));
    // One that cannot be read is told of both times.
    let settings = crate::config::settings_problems(path);
    let more: Vec<_> = settings
        .into_iter()
        .filter(|problem| !problems.contains(problem))
        .collect();
    problems.extend(more);
    (policy, problems)
}

pub fn check(args: &ScanArgs) -> anyhow::Result<Exit> {
    let config = resolve(args)?;
    let (policy, mut problems) = examined(&config);
    match super::rules::detector(&config.rules) {
        Ok(detector) => {
            problems.extend(unknown_categories(&policy, &detector));
            let settings = Settings::new([0; 32], jiff::Zoned::now().date());
            problems.extend(policy.unknown_own(|family, value| detector.reads_own(&settings, family, value)));
            let own = policy.own_values();
            let is_personal = |reason: &str| matches!(super::named::personal(reason, &own), Ok(Some(_)));
            problems.extend(policy.personal_reasons(is_personal));
        }
        Err(err) => {
            super::failed(&err);
            return Ok(tell(&problems));
        }
    }
    if !problems.is_empty() {
        return Ok(tell(&problems));
    }
    tell_expired(&policy);
    let exceptions = exceptions_told(&policy.exceptions);
    let texts = texts();
    let said = |path: &Option<PathBuf>| match path {
        Some(path) => path.display().to_string(),
        None => texts.get("none").into_owned(),
    };
    let policy = match policy.organisation.name.as_str() {
        "" => said(&config.policy),
        name => texts.with(
            "policy-of",
            &[("policy", said(&config.policy).into()), ("organisation", name.into())],
        ),
    };
    super::print(&format!(
        "{}\n{}\n{}{}\n",
        texts.with("config-checked", &[("config", said(&config.config).into())]),
        texts.with("policy-checked", &[("policy", policy.into())]),
        exceptions,
        texts.get("no-problems")
    ))
}

/// The file of exceptions, a line. One that is gone, or was never there, accepts nothing: its findings are violations.
fn exceptions_told(exceptions: &Exceptions) -> String {
    let Some(path) = &exceptions.path else {
        return String::new();
    };
    let today = jiff::Zoned::now().date();
    let n = exceptions.rows.iter().filter(|row| row.is_in_force(today)).count();
    let told = match std::fs::exists(path) {
        Ok(false) => told!("exceptions-absent", path = path.display()),
        _ => told!("exceptions-checked", path = path.display(), n = n),
    };
    format!("{told}\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;

    /// The flags of all commands, those of its own and of those below it.
    fn flags(command: &clap::Command, found: &mut BTreeSet<String>) {
        let named = command.get_arguments().filter(|arg| !arg.is_positional());
        found.extend(named.map(|arg| arg.get_id().to_string()));
        let below = command.get_subcommands().filter(|below| !below.is_hide_set());
        below.for_each(|below| flags(below, found));
    }

    #[test]
    fn every_flag_has_a_key_and_a_variable() {
        // The file that the keys stand in has a variable only.
        let without = ["config"];
        let mut found = BTreeSet::new();
        flags(&super::super::args::Cli::command(), &mut found);
        let rows = Config::default().rows();
        for flag in found {
            let has_key = rows.iter().any(|row| row.key == flag);
            assert_ne!(has_key, without.contains(&flag.as_str()), "{flag}");
        }
    }

    #[test]
    fn what_no_layer_says_is_told_by_its_flag() {
        assert_eq!(needed(&Some("as agreed"), "--reason").unwrap(), "as agreed");
        let missing = needed(&Config::default().until, "--until").unwrap_err().to_string();
        assert!(missing.ends_with("--until"), "{missing}");
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_told() {
        use std::os::unix::fs::PermissionsExt as _;
        let key = tempfile::NamedTempFile::new().unwrap();
        let told = |mode, of: fn(&mut Config, PathBuf)| {
            std::fs::set_permissions(key.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            let mut config = Config::default();
            of(&mut config, key.path().to_owned());
            open_keys(&config).len()
        };
        let key_file: fn(&mut Config, PathBuf) = |config, path| config.key_file = Some(path);
        assert_eq!(
            [0o644, 0o640, 0o600, 0o400].map(|mode| told(mode, key_file)),
            [1, 1, 0, 0]
        );
        assert_eq!(told(0o604, |config, path| config.signing_key = Some(path)), 1);
        assert_eq!(open_keys(&Config::default()).len(), 0);
    }
}
