//! Every key of the configuration: its name, how its value is read, how it is shown.

use std::path::{Path, PathBuf};

use super::value::{
    Raw, Reading, choice, day, duration, glob_in_home, moment, past_day, show_duration, show_size, size,
};
use super::{Color, Config, Detail, Flags, Progress};
use crate::finding::Level;
use crate::language::Lang;
use crate::language::told;
use crate::policy::Places;
use crate::report::{Format, Recipient};
use crate::subject::Kind;
use crate::walk::Exclusion;

pub(super) struct Key {
    /// As in the file; with dashes it is the flag, in upper case after `SPEUR_` the variable.
    pub name: &'static str,
    /// The path is the folder that relative paths begin at.
    pub set: fn(&mut Config, &Raw, Option<&Path>) -> Reading<()>,
    pub show: fn(&Config) -> String,
}

const FORMATS: &[(&str, Format)] = &[
    ("table", Format::Table),
    ("jsonl", Format::Jsonl),
    ("html", Format::Html),
    ("csv", Format::Csv),
    ("xlsx", Format::Xlsx),
    ("sarif", Format::Sarif),
    ("md", Format::Md),
];
const DETAILS: &[(&str, Detail)] = &[("counts", Detail::Counts), ("values", Detail::Values)];
const LANGS: &[(&str, Lang)] = &[("nl", Lang::Nl), ("fr", Lang::Fr), ("de", Lang::De), ("en", Lang::En)];
const COLORS: &[(&str, Color)] = &[
    ("auto", Color::Auto),
    ("always", Color::Always),
    ("never", Color::Never),
];
const PROGRESSES: &[(&str, Progress)] = &[
    ("auto", Progress::Auto),
    ("bar", Progress::Bar),
    ("json", Progress::Json),
    ("none", Progress::None),
];
const LEVELS: &[(&str, Level)] = &[
    ("low", Level::Low),
    ("medium", Level::Medium),
    ("high", Level::High),
    ("critical", Level::Critical),
];

const KINDS: &[(&str, Kind)] = &[
    ("national-number", Kind::NationalNumber),
    ("iban", Kind::Iban),
    ("email", Kind::Email),
    ("phone", Kind::Phone),
    ("person", Kind::Person),
];

#[rustfmt::skip]
pub(super) static KEYS: &[Key] = &[
    Key { name: "policy", set: |c, raw, base| { c.policy = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.policy.as_ref()) },
    Key { name: "rules", set: |c, raw, base| { c.rules = raw.paths(base)?; Ok(()) }, show: |c| paths(&c.rules) },
    Key { name: "format", set: |c, raw, _| { c.format = Some(choice(&raw.text()?, FORMATS)?); Ok(()) }, show: |c| maybe(c.format, FORMATS) },
    Key { name: "output", set: |c, raw, base| { c.output = raw.paths(base)?; Ok(()) }, show: |c| paths(&c.output) },
    Key { name: "detail", set: |c, raw, _| { c.detail = choice(&raw.text()?, DETAILS)?; Ok(()) }, show: |c| maybe(Some(c.detail), DETAILS) },
    Key { name: "encrypt_to", set: |c, raw, _| { c.encrypt_to = recipients(raw)?; Ok(()) }, show: |c| shown(&c.encrypt_to) },
    Key { name: "identity", set: |c, raw, base| { c.identity = raw.paths(base)?; Ok(()) }, show: |c| paths(&c.identity) },
    Key { name: "devices", set: |c, raw, base| { c.devices = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.devices.as_ref()) },
    Key { name: "notice", set: |c, raw, base| { c.notice = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.notice.as_ref()) },
    Key { name: "aware", set: |c, raw, _| { c.aware = Some(moment(&raw.text()?)?); Ok(()) }, show: |c| c.aware.map_or(String::new(), |moment| moment.to_string()) },
    Key { name: "scan", set: |c, raw, base| { c.scan = raw.paths(base)?; Ok(()) }, show: |c| paths(&c.scan) },
    Key { name: "kind", set: |c, raw, _| { c.kind = Some(choice(&raw.text()?, KINDS)?); Ok(()) }, show: |c| maybe(c.kind, KINDS) },
    Key { name: "received", set: |c, raw, _| { c.received = Some(past_day(&raw.text()?)?); Ok(()) }, show: |c| c.received.map_or(String::new(), |day| day.to_string()) },
    Key { name: "lang", set: |c, raw, _| { c.lang = Some(choice(&raw.text()?, LANGS)?); Ok(()) }, show: |c| maybe(c.lang, LANGS) },
    Key { name: "jobs", set: |c, raw, _| { c.jobs = Some(raw.jobs()?); Ok(()) }, show: |c| c.jobs.map_or(String::new(), |jobs| jobs.to_string()) },
    Key { name: "gentle", set: |c, raw, _| { c.gentle = raw.flag()?; Ok(()) }, show: |c| c.gentle.to_string() },
    Key { name: "exclude", set: exclude, show: |c| c.exclude.join(", ") },
    Key { name: "ocr", set: |c, raw, _| { c.ocr = raw.flag()?; Ok(()) }, show: |c| c.ocr.to_string() },
    Key { name: "max_file_size", set: |c, raw, _| { c.max_file_size = Some(size(&raw.text()?)?); Ok(()) }, show: |c| c.max_file_size.map_or(String::new(), show_size) },
    Key { name: "time_limit", set: |c, raw, _| { c.time_limit = Some(duration(&raw.text()?)?); Ok(()) }, show: |c| c.time_limit.map_or(String::new(), show_duration) },
    Key { name: "full", set: |c, raw, _| { c.full = raw.flag()?; Ok(()) }, show: |c| c.full.to_string() },
    Key { name: "since_last", set: |c, raw, _| { c.since_last = raw.flag()?; Ok(()) }, show: |c| (c.since_last || !c.full).to_string() },
    Key { name: "resume", set: |c, raw, _| { c.resume = raw.flag()?; Ok(()) }, show: |c| c.resume.to_string() },
    Key { name: "quiet", set: |c, raw, _| { c.quiet = raw.flag()?; Ok(()) }, show: |c| c.quiet.to_string() },
    Key { name: "verbose", set: |c, raw, _| { c.verbose = raw.flag()?; Ok(()) }, show: |c| c.verbose.to_string() },
    Key { name: "all", set: |c, raw, _| { c.all = raw.flag()?; Ok(()) }, show: |c| c.all.to_string() },
    Key { name: "central_index", set: |c, raw, base| { c.central_index = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.central_index.as_ref()) },
    Key { name: "fail_on", set: |c, raw, _| { c.fail_on = Some(choice(&raw.text()?, LEVELS)?); Ok(()) }, show: |c| maybe(c.fail_on, LEVELS) },
    Key { name: "require_complete", set: |c, raw, _| { c.require_complete = raw.flag()?; Ok(()) }, show: |c| c.require_complete.to_string() },
    Key { name: "color", set: |c, raw, _| { c.color = choice(&raw.text()?, COLORS)?; Ok(()) }, show: |c| maybe(Some(c.color), COLORS) },
    Key { name: "progress", set: |c, raw, _| { c.progress = choice(&raw.text()?, PROGRESSES)?; Ok(()) }, show: |c| maybe(Some(c.progress), PROGRESSES) },
    Key { name: "state_dir", set: |c, raw, base| { c.state_dir = raw.path(base)?; Ok(()) }, show: |c| c.state_dir.display().to_string() },
    Key { name: "key_file", set: |c, raw, base| { c.key_file = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.key_file.as_ref()) },
    Key { name: "signing_key", set: |c, raw, base| { c.signing_key = Some(raw.path(base)?); Ok(()) }, show: |c| path(c.signing_key.as_ref()) },
    Key { name: "reason", set: |c, raw, _| { c.reason = Some(raw.text()?); Ok(()) }, show: |c| c.reason.clone().unwrap_or_default() },
    Key { name: "approver", set: |c, raw, _| { c.approver = Some(raw.text()?); Ok(()) }, show: |c| c.approver.clone().unwrap_or_default() },
    Key { name: "until", set: |c, raw, _| { c.until = Some(day(&raw.text()?)?); Ok(()) }, show: |c| c.until.map_or(String::new(), |day| day.to_string()) },
    Key { name: "coverage", set: |c, raw, _| { c.coverage = Some(raw.text()?); Ok(()) }, show: |c| c.coverage.clone().unwrap_or_default() },
    Key { name: "audit", set: |c, raw, _| { c.audit = raw.flag()?; Ok(()) }, show: |c| c.audit.to_string() },
];

fn exclude(config: &mut Config, raw: &Raw, _base: Option<&Path>) -> Reading<()> {
    let home = super::environment::home();
    let globs: Vec<_> = raw
        .globs()?
        .iter()
        .map(|glob| glob_in_home(glob, home.as_deref()))
        .collect();
    if globs.iter().any(|glob| glob.trim().is_empty()) {
        return Err(told!("glob-empty"));
    }
    let row = |glob: &String| Exclusion {
        glob: glob.clone(),
        reason: String::new(),
    };
    Places::new(&globs.iter().map(row).collect::<Vec<_>>()).map_err(|(_, why)| why)?;
    config.exclude = globs;
    Ok(())
}

/// Public keys as age writes them. A variable holds several with spaces or commas between them. Where nobody is named,
/// in a variable of a script that was never set, the report would be for everybody.
fn recipients(raw: &Raw) -> Reading<Vec<Recipient>> {
    let lines = raw.globs()?;
    let names = lines.iter().flat_map(|line| line.split([' ', ',', '\t']));
    let mut names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        names.push("");
    }
    names
        .into_iter()
        .map(|name| {
            let wrong = |_| told!("value-not-a-recipient", name = name);
            name.parse().map_err(wrong)
        })
        .collect()
}

fn shown(recipients: &[Recipient]) -> String {
    let names: Vec<_> = recipients.iter().map(Recipient::to_string).collect();
    names.join(", ")
}

/// A value as it is written; nothing where nothing was said.
fn maybe<T: Copy + PartialEq>(value: Option<T>, choices: &[(&str, T)]) -> String {
    let named = choices.iter().find(|(_, choice)| Some(*choice) == value);
    named.map_or(String::new(), |(name, _)| (*name).to_owned())
}

fn path(path: Option<&PathBuf>) -> String {
    path.map_or(String::new(), |path| path.display().to_string())
}

fn paths(paths: &[PathBuf]) -> String {
    let shown: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
    shown.join(", ")
}

impl Flags {
    /// What was given, by the key's name.
    pub(super) fn given(&self) -> Vec<(&'static str, Raw)> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| Raw::Text(path.clone().into()));
        let text = |text: &Option<String>| text.as_ref().map(|text| Raw::Text(text.into()));
        let flag = |flag: bool| flag.then_some(Raw::Flag(true));
        fn list<T: AsRef<std::ffi::OsStr>>(list: &[T]) -> Option<Raw> {
            let list: Vec<_> = list.iter().map(|item| item.as_ref().to_owned()).collect();
            (!list.is_empty()).then_some(Raw::List(list))
        }
        let given = [
            ("policy", path(&self.policy)),
            ("rules", list(&self.rules)),
            ("format", text(&self.format)),
            ("output", list(&self.output)),
            ("detail", text(&self.detail)),
            ("encrypt_to", list(&self.encrypt_to)),
            ("identity", list(&self.identity)),
            ("devices", path(&self.devices)),
            ("notice", path(&self.notice)),
            ("aware", text(&self.aware)),
            ("scan", list(&self.scan)),
            ("kind", text(&self.kind)),
            ("received", text(&self.received)),
            ("lang", text(&self.lang)),
            ("jobs", text(&self.jobs)),
            ("gentle", flag(self.gentle)),
            ("exclude", list(&self.exclude)),
            ("ocr", flag(self.ocr)),
            ("max_file_size", text(&self.max_file_size)),
            ("time_limit", text(&self.time_limit)),
            ("full", flag(self.full)),
            ("since_last", flag(self.since_last)),
            ("resume", flag(self.resume)),
            ("quiet", flag(self.quiet)),
            ("verbose", flag(self.verbose)),
            ("all", flag(self.all)),
            ("central_index", path(&self.central_index)),
            ("fail_on", text(&self.fail_on)),
            ("require_complete", flag(self.require_complete)),
            ("color", text(&self.color)),
            ("progress", text(&self.progress)),
            ("state_dir", path(&self.state_dir)),
            ("key_file", path(&self.key_file)),
            ("signing_key", path(&self.signing_key)),
            ("reason", text(&self.reason)),
            ("approver", text(&self.approver)),
            ("until", text(&self.until)),
            ("coverage", text(&self.coverage)),
            ("audit", flag(self.audit)),
        ];
        given.into_iter().filter_map(|(key, raw)| Some((key, raw?))).collect()
    }
}
