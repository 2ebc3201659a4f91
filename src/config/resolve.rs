//! Layers of values, the weakest first; the machine's file may lock a key.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::file::Source;
use super::keys::{KEYS, Key};
use super::value::Raw;
use super::{Config, Environment, Flags, Origin, Problem};
use crate::language::{texts, told};

/// The key of the machine's file that lists what nobody else may set.
const LOCK: &str = "lock";

/// Keys that exclude each other.
const OPPOSITES: [(&str, &str); 2] = [("full", "since_last"), ("quiet", "verbose")];

#[derive(Default)]
struct Resolver {
    config: Config,
    /// The keys that are locked, each with the file that locks it.
    locked: BTreeMap<&'static str, String>,
    problems: Vec<Problem>,
}

/// A value as a file says it.
struct Said {
    key: &'static Key,
    raw: Raw,
    span: Range<usize>,
}

pub(super) fn resolve(flags: &Flags, environment: &Environment) -> Result<Config, Vec<Problem>> {
    let mut resolver = Resolver {
        config: Config {
            state_dir: environment.state_dir.clone().unwrap_or_default(),
            policy: environment.machine_policy.clone().filter(|policy| is_named(policy)),
            ..Config::default()
        },
        ..Resolver::default()
    };
    let machine = environment
        .machine_file
        .as_deref()
        .and_then(|path| resolver.if_there(path));
    let machine = machine.map(|source| (resolver.said(&source, true), source));
    let policy = environment
        .machine_policy
        .as_deref()
        .and_then(|path| resolver.if_there(path));
    let policy = policy.map(|source| (resolver.said_in_policy(&source), source));
    if let Some(source) = resolver.user_file(flags, environment) {
        let said = resolver.said(&source, false);
        resolver.config.config = Some(source.path.clone());
        resolver.file(&source, &said, &Origin::User(source.path.clone()));
    }
    for (said, source) in machine.into_iter().chain(policy) {
        resolver.file(&source, &said, &Origin::Machine(source.path.clone()));
    }
    resolver.variables(environment);
    for (name, raw) in flags.given() {
        resolver.given(name, &raw, Origin::Flag(format!("--{}", name.replace('_', "-"))));
    }
    for (one, other) in OPPOSITES {
        resolver.settle(one, other);
    }
    resolver.unheard(environment.machine_policy.as_deref());
    if resolver.config.state_dir.as_os_str().is_empty() {
        let what = told!("config-no-state");
        resolver.problems.push(Problem::new("--state-dir", what));
    }
    match resolver.problems.is_empty() {
        true => Ok(resolver.config),
        false => Err(resolver.problems),
    }
}

pub(super) fn settings_problems(policy: &Path) -> Vec<Problem> {
    let mut resolver = Resolver::default();
    if let Some(source) = resolver.if_there(policy) {
        let said = resolver.said_in_policy(&source);
        resolver.file(&source, &said, &Origin::Machine(source.path.clone()));
    }
    resolver.problems
}

impl Resolver {
    /// One that is named must be there; the usual one may be missing.
    fn user_file(&mut self, flags: &Flags, environment: &Environment) -> Option<Source> {
        let variable = environment.variables.get("SPEUR_CONFIG").map(PathBuf::from);
        let Some(named) = flags.config.clone().or(variable) else {
            return environment.user_file.as_deref().and_then(|path| self.if_there(path));
        };
        let read = Source::read(&named);
        read.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn if_there(&mut self, path: &Path) -> Option<Source> {
        if !is_named(path) {
            return None;
        }
        Source::read(path).map_err(|problem| self.problems.push(problem)).ok()
    }

    /// The values of a file; what it locks is noted at once, whatever the order of the layers.
    fn said(&mut self, source: &Source, may_lock: bool) -> Vec<Said> {
        let table = match DeTable::parse(&source.text) {
            Ok(table) => table.into_inner(),
            Err(err) => {
                self.problems
                    .push(source.problem(err.span(), crate::language::toml(err.message())));
                return Vec::new();
            }
        };
        self.values(source, table, may_lock)
    }

    /// What the machine's own policy sets and locks; its form is checked where it is loaded.
    fn said_in_policy(&mut self, source: &Source) -> Vec<Said> {
        let Ok(table) = DeTable::parse(&source.text) else {
            return Vec::new();
        };
        let mut said = Vec::new();
        for (name, value) in table.into_inner() {
            let span = value.span();
            match (name.get_ref().as_ref(), value.into_inner()) {
                ("settings", DeValue::Table(table)) => said = self.values(source, table, false),
                (LOCK, list) => {
                    if let Some(Raw::List(names)) = raw(&list) {
                        self.lock(source, &span, &names);
                    }
                }
                _ => {}
            }
        }
        said
    }

    /// Warns of what a policy sets or locks where nobody asks it: only the machine's own may.
    fn unheard(&mut self, machine: Option<&Path>) {
        let is_machines = |policy: &Path| {
            let real = |path: &Path| std::fs::canonicalize(path).ok();
            machine.is_some_and(|machine| policy == machine || (is_named(machine) && real(policy) == real(machine)))
        };
        let policy = self.config.policy.clone().filter(|policy| !is_machines(policy));
        // What is wrong with the file is told where it is loaded.
        let Some(source) = policy.and_then(|policy| Source::read(&policy).ok()) else {
            return;
        };
        let Ok(table) = DeTable::parse(&source.text) else {
            return;
        };
        for (name, value) in table.into_inner() {
            let says = match value.get_ref() {
                DeValue::Table(table) => !table.is_empty(),
                DeValue::Array(list) => !list.is_empty(),
                _ => false,
            };
            let key = name.get_ref().as_ref();
            if says && ["settings", LOCK].contains(&key) {
                let what = told!("policy-elsewhere", key = key);
                self.config.warnings.push(source.problem(Some(name.span()), what));
            }
        }
    }

    fn values(&mut self, source: &Source, table: DeTable<'_>, may_lock: bool) -> Vec<Said> {
        let mut said = Vec::new();
        for (name, value) in table {
            let raw = raw(value.get_ref());
            let wrong = match (find(name.get_ref()), raw) {
                (Some(key), Some(raw)) => {
                    let span = value.span();
                    said.push(Said { key, raw, span });
                    continue;
                }
                (None, Some(Raw::List(names))) if may_lock && name.get_ref() == LOCK => {
                    self.lock(source, &value.span(), &names);
                    continue;
                }
                (None, _) if name.get_ref() == LOCK => match may_lock {
                    true => told!("config-lock-list"),
                    false => told!("config-lock-machine"),
                },
                (None, _) => unknown(name.get_ref()),
                (Some(key), None) => told!("config-value-kind", key = key.name),
            };
            self.problems.push(source.problem(Some(name.span()), wrong));
        }
        said
    }

    fn lock(&mut self, source: &Source, span: &Range<usize>, names: &[OsString]) {
        for name in names.iter().map(|name| name.to_string_lossy()) {
            match find(&name) {
                Some(key) => drop(self.locked.insert(key.name, source.path.display().to_string())),
                None => self.problems.push(source.problem(Some(span.clone()), unknown(&name))),
            }
        }
    }

    fn file(&mut self, source: &Source, said: &[Said], origin: &Origin) {
        for Said { key, raw, span } in said {
            let locked = self.locked.get(key.name);
            if let (Origin::User(_), Some(by)) = (origin, locked) {
                let what = told!("config-line-locked", key = key.name, by = by);
                self.config.warnings.push(source.problem(Some(span.clone()), what));
                continue;
            }
            if let Err(why) = (key.set)(&mut self.config, raw, source.path.parent()) {
                let what = format!("{}{}{why}", key.name, texts().colon());
                self.problems.push(source.problem(Some(span.clone()), what));
            }
            self.config.origins.insert(key.name, origin.clone());
        }
    }

    fn variables(&mut self, environment: &Environment) {
        for (variable, value) in &environment.variables {
            let name = variable.trim_start_matches("SPEUR_").to_ascii_lowercase();
            match find(&name) {
                Some(key) => self.given(key.name, &Raw::Text(value.clone()), Origin::Variable(variable.clone())),
                // It names a file of such lines.
                None if name == "config" => {}
                None => self.config.warnings.push(Problem::new(variable, unknown(&name))),
            }
        }
    }

    /// Of two keys that exclude each other and are both set, the one from the stronger layer counts; a locked one
    /// always.
    fn settle(&mut self, one: &'static str, other: &'static str) {
        let is_set = |name| find(name).is_some_and(|key| (key.show)(&self.config) == "true");
        if !is_set(one) || !is_set(other) {
            return;
        }
        let origin = |name| self.config.origins.get(name).cloned().unwrap_or_default();
        let (weak, strong) = match rank(&origin(one)).cmp(&rank(&origin(other))) {
            Ordering::Less => (one, other),
            Ordering::Greater => (other, one),
            Ordering::Equal => {
                let what = told!("config-opposites", one = one, other = other);
                let origin = origin(other).to_string();
                return self.problems.push(Problem::new(origin, what));
            }
        };
        match self.locked.get(weak) {
            Some(by) => {
                let what = told!("config-locked", by = by);
                self.problems.push(Problem::new(origin(strong).to_string(), what));
            }
            None => {
                let _both_are_flags = find(weak).map(|key| (key.set)(&mut self.config, &Raw::Flag(false), None));
            }
        }
    }

    /// A flag or variable: somebody asks for it now, so that a lock is an error and not a silence.
    fn given(&mut self, name: &'static str, raw: &Raw, origin: Origin) {
        let Some(key) = find(name) else { return };
        if let Some(by) = self.locked.get(name) {
            let what = told!("config-locked", by = by);
            return self.problems.push(Problem::new(origin.to_string(), what));
        }
        match (key.set)(&mut self.config, raw, None) {
            Ok(()) => drop(self.config.origins.insert(key.name, origin)),
            Err(why) => self.problems.push(Problem::new(origin.to_string(), why)),
        }
    }
}

/// The stronger layer is the greater.
fn rank(origin: &Origin) -> u8 {
    match origin {
        Origin::Default => 0,
        Origin::User(_) => 1,
        Origin::Machine(_) => 2,
        Origin::Variable(_) => 3,
        Origin::Flag(_) => 4,
    }
}

/// Whether there is something of this name. A link that leads nowhere is: what it was to say is not known then.
fn is_named(path: &Path) -> bool {
    !std::fs::symlink_metadata(path).is_err_and(|err| err.kind() == std::io::ErrorKind::NotFound)
}

fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

fn unknown(name: &str) -> String {
    let known: Vec<_> = KEYS.iter().map(|key| key.name).collect();
    told!("config-unknown", name = name, known = known.join(", "))
}

fn raw(value: &DeValue<'_>) -> Option<Raw> {
    match value {
        DeValue::String(text) => Some(Raw::Text(OsString::from(text.as_ref()))),
        DeValue::Boolean(flag) => Some(Raw::Flag(*flag)),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .map(Raw::Number),
        DeValue::Array(list) => list
            .iter()
            .map(|item| item.get_ref().as_str().map(OsString::from))
            .collect::<Option<_>>()
            .map(Raw::List),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_policy_sets_where_nobody_asks_it_is_warned_of() {
        let folder = tempfile::tempdir().unwrap();
        let policy = folder.path().join("policy.toml");
        std::fs::write(&policy, "lock = ['detail']\nname = 'P'\n[settings]\njobs = 3\n").unwrap();
        let warned = |machine_policy: &str| {
            let environment = Environment {
                machine_policy: Some(folder.path().join(machine_policy)),
                state_dir: Some(PathBuf::from("/state")),
                ..Environment::default()
            };
            let flags = Flags {
                policy: Some(policy.clone()),
                ..Flags::default()
            };
            let config = resolve(&flags, &environment).unwrap_or_else(|problems| panic!("{problems:?}"));
            config.warnings.iter().map(|warning| warning.line).collect::<Vec<_>>()
        };
        assert_eq!(warned("machine.toml"), [Some(1), Some(3)]);
        assert_eq!(warned("policy.toml"), []);
        std::fs::write(&policy, "lock = []\nname = 'P'\n").unwrap();
        assert_eq!(warned("machine.toml"), []);
        // The one that people copy, and name with --policy to begin with.
        std::fs::write(&policy, include_str!("../../policy.example.toml")).unwrap();
        assert_eq!(warned("machine.toml"), []);
    }
}
