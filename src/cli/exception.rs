//! `speur exception add|list|expire|request|keygen`: what is accepted, by whom and until when; and what is asked.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use ed25519_dalek::SigningKey;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _, Zoned};
use serde_json::json;

use super::args::{Common, ExceptionAdd, ExceptionCommand, ExceptionExpire, RulesDir};
use super::config::needed;
use super::exit::Exit;
use super::named::personal;
use crate::config::{Config, Flags};
use crate::finding::to_hex;
use crate::language::{self, texts, told};
use crate::policy::exceptions::show_key;
use crate::policy::{Approver, Exception, Exceptions, Match, Places, Policy};
use crate::state::{DeviceKey, Request, State};
use crate::walk::Exclusion;

pub fn run(command: &ExceptionCommand) -> anyhow::Result<Exit> {
    let common = match command {
        ExceptionCommand::Keygen { file } => return keygen(file),
        ExceptionCommand::Add(add) => &add.common,
        ExceptionCommand::Expire(expire) => &expire.common,
        ExceptionCommand::List { common } | ExceptionCommand::Request { common, .. } => common,
    };
    let config = super::config::resolve_with(common, &RulesDir::default(), |flags| own(command, flags))?;
    let policy = super::config::policy(&config)?;
    match command {
        ExceptionCommand::Add(args) => add(args, &config, policy),
        ExceptionCommand::Expire(args) => expire(args, &config, policy),
        ExceptionCommand::List { .. } => list(&config, &policy),
        ExceptionCommand::Request { finding, common, .. } => request(finding, common, &config, &policy),
        ExceptionCommand::Keygen { file } => keygen(file),
    }
}

/// The flags of each command besides the common ones.
fn own(command: &ExceptionCommand, flags: &mut Flags) {
    match command {
        ExceptionCommand::Add(add) => {
            flags.reason.clone_from(&add.reason);
            flags.approver.clone_from(&add.approver);
            flags.until.clone_from(&add.until);
            flags.signing_key.clone_from(&add.signing_key);
        }
        ExceptionCommand::Expire(expire) => flags.signing_key.clone_from(&expire.signing_key),
        ExceptionCommand::Request { reason, .. } => flags.reason.clone_from(reason),
        ExceptionCommand::List { .. } | ExceptionCommand::Keygen { .. } => {}
    }
}

fn add(args: &ExceptionAdd, config: &Config, policy: Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let reason = needed(&config.reason, "--reason")?;
    let given = needed(&config.approver, "--approver")?;
    let until = needed(&config.until, "--until")?;
    ensure!(until >= today, told!("until-over", until = until));
    check_reason(&reason, &policy)?;
    check_id(&args.what, |name| Path::new(name).exists())?;
    let matches = Match::of(&args.what);
    if let Match::Path(glob) = &matches {
        check_glob(glob)?;
    }
    if is_far(until, today) {
        let far = told!("until-far", until = until, years = LONGEST);
        super::say(format_args!("speur: {far}"));
    }
    // The finding may be of another machine; one that cannot be looked up is not known here either.
    if let Match::Finding(id) = &matches
        && !super::explain::has(id, config, policy.clone()).unwrap_or(false)
    {
        super::say(format_args!("speur: {}", told!("exception-no-finding", id = id)));
    }
    let mut exceptions = policy.exceptions;
    tell_others(&exceptions, &matches, today);
    let (approver, key) = signer(&exceptions, config)?;
    ensure!(approver == given, told!("approver-other", of = approver, given = given));
    let added = Exception {
        id: format!("x_{}", to_hex(&random::<8>()?)),
        matches,
        reason: reason.trim().to_owned(),
        approver,
        added: today,
        until,
        ended: None,
    };
    exceptions.rows.push(added.clone());
    save(&exceptions, &added.approver, &key)?;
    tell_added(&added, config)
}

/// Other exceptions in force that allow the same thing: it stays allowed when one of them ends.
fn tell_others(exceptions: &Exceptions, matches: &Match, today: Date) {
    let others = exceptions.rows.iter().filter(|row| row.is_in_force(today));
    for other in others.filter(|row| row.matches == *matches) {
        let until = texts().date(other.until);
        super::say(format_args!(
            "speur: {}",
            told!("exception-covered", id = other.id, until = until)
        ));
    }
}

/// A glob that would accept a whole machine is refused.
fn check_glob(glob: &str) -> anyhow::Result<()> {
    ensure!(!glob.trim().is_empty(), told!("glob-empty"));
    let place = Exclusion {
        glob: glob.to_owned(),
        reason: String::new(),
    };
    let places = Places::new(&[place]).map_err(|(_, why)| anyhow::anyhow!(why))?;
    match places.too_wide(glob) {
        Some(wide) => bail!(wide),
        None => Ok(()),
    }
}

/// In the log, and to whoever added it.
fn tell_added(added: &Exception, config: &Config) -> anyhow::Result<Exit> {
    let Exception {
        id, approver, until, ..
    } = added;
    let (by, what) = added.matches.told();
    let log = json!({ "do": "add", "id": id, "by": by, "what": what, "approver": approver, "until": until });
    super::log(&State::open(&config.state_dir)?, "exception", log)?;
    let (by, until) = (texts().sentence("matches", by), texts().date(*until));
    let told = told!(
        "exception-added",
        id = id,
        by = by,
        what = what,
        until = until,
        approver = approver
    );
    super::print(&format!("{told}\n"))
}

fn expire(args: &ExceptionExpire, config: &Config, policy: Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let mut exceptions = policy.exceptions;
    let (approver, key) = signer(&exceptions, config)?;
    let row = exceptions.rows.iter_mut().find(|row| row.id == args.id);
    let row = row.with_context(|| told!("exception-unknown", id = args.id))?;
    ensure!(row.ended.is_none(), told!("exception-over", id = args.id));
    row.ended = Some(today);
    let matches = row.matches.clone();
    tell_others(&exceptions, &matches, today);
    save(&exceptions, &approver, &key)?;
    let log = json!({ "do": "expire", "id": args.id, "approver": approver });
    super::log(&State::open(&config.state_dir)?, "exception", log)?;
    let ended = told!(
        "exception-ended",
        id = args.id,
        day = texts().date(today),
        approver = approver
    );
    super::print(&format!("{ended}\n"))
}

fn list(config: &Config, policy: &Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let requests = match State::existing(&config.state_dir)? {
        Some(state) => state.requests()?,
        None => {
            let none = language::of(&config.state_dir, &told!("state-none"));
            super::say(format_args!("speur: {none}"));
            BTreeMap::new()
        }
    };
    let added = policy.exceptions.rows.iter().map(|row| row_of(row, today));
    let text: String = added
        .chain(requests.values().map(row_of_request))
        .map(|row| row + "\n")
        .collect();
    let shown: Vec<_> = text.lines().map(crate::report::visible).collect();
    match shown.is_empty() {
        true => super::print(&(told!("exceptions-none") + "\n")),
        false => super::print(&(shown.join("\n") + "\n")),
    }
}

fn row_of(row: &Exception, today: Date) -> String {
    let (by, what) = row.matches.told();
    let state = match row.ended {
        Some(ended) => told!("exception-is-ended", day = ended),
        None if row.is_in_force(today) => told!("exception-is-until", day = row.until),
        None => told!("exception-is-expired", day = row.until),
    };
    let by = texts().sentence("matches", by);
    let (approver, reason) = (&row.approver, &row.reason);
    told!(
        "exception-row",
        id = row.id,
        state = state,
        by = by,
        what = what,
        approver = approver,
        reason = reason
    )
}

fn row_of_request(request: &Request) -> String {
    let day = request.made.to_zoned(jiff::tz::TimeZone::UTC).date();
    told!(
        "exception-requested",
        day = day,
        finding = request.finding,
        reason = request.reason
    )
}

/// An employee's word that a finding is no personal data, or may stay: the DPO decides.
fn request(finding: &str, common: &Common, config: &Config, policy: &Policy) -> anyhow::Result<Exit> {
    let reason = needed(&config.reason, "--reason")?;
    check_reason(&reason, policy)?;
    let path = super::explain::document_of(finding, common)?;
    let state = State::open(&config.state_dir)?;
    state.request(&Request {
        finding: finding.to_owned(),
        reason: reason.trim().to_owned(),
        made: Timestamp::now(),
    })?;
    super::log(&state, "exception", json!({ "do": "request", "finding": finding }))?;
    let asked = told!(
        "exception-asked",
        finding = finding,
        path = crate::report::visible(&path)
    );
    super::print(&format!("{asked}\n"))
}

/// A private key for an approver; the public one is for the policy.
fn keygen(file: &Path) -> anyhow::Result<Exit> {
    let key = SigningKey::from_bytes(&random::<32>()?);
    let made = crate::report::create_private(file).and_then(|mut out| {
        std::io::Write::write_all(&mut out, format!("{}\n", to_hex(key.as_bytes())).as_bytes())?;
        out.sync_all()
    });
    made.map_err(|err| crate::report::not_made(file, err, texts()))?;
    super::print(&format!("{}\n", show_key(&key.verifying_key())))
}

/// Whose key it is, and the key.
fn signer(exceptions: &Exceptions, config: &Config) -> anyhow::Result<(String, SigningKey)> {
    if exceptions.path.is_none() {
        bail!(told!("exceptions-no-file"));
    }
    let file = config
        .signing_key
        .as_deref()
        .with_context(|| told!("signing-key-missing"))?;
    let key = SigningKey::from_bytes(DeviceKey::load(Path::new(""), Some(file))?.bytes());
    let is_ours = |approver: &&Approver| approver.key == key.verifying_key();
    let approver = exceptions.approvers.iter().find(is_ours).with_context(|| {
        let key = show_key(&key.verifying_key());
        told!("approver-unknown", path = file.display(), key = key)
    })?;
    Ok((approver.name.clone(), key))
}

/// The whole file at once, signed.
fn save(exceptions: &Exceptions, approver: &str, key: &SigningKey) -> anyhow::Result<()> {
    let path = exceptions
        .path
        .as_deref()
        .with_context(|| told!("exceptions-no-file"))?;
    let draft = path.with_extension("draft");
    std::fs::write(&draft, exceptions.signed(approver, key))
        .and_then(|()| std::fs::rename(&draft, path))
        .with_context(|| path.display().to_string())
}

/// Years after which an exception is looked at again.
const LONGEST: i16 = 10;

/// An exception with such an end was most likely meant to have none.
fn is_far(until: Date, today: Date) -> bool {
    until > today.saturating_add(LONGEST.years())
}

/// What has the form of an id and is none, or is the id of a run or an exception, was mistyped: as a glob of paths it
/// would be signed, and accept whatever has that name one day. A file of that name is meant as it is written.
fn check_id(what: &str, is_there: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    let id = match what.split_once('_') {
        Some(("f" | "F" | "r" | "R" | "x" | "X", id)) => id,
        Some(_) | None => return Ok(()),
    };
    let is_form = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_finding = matches!(Match::of(what), Match::Finding(_));
    ensure!(
        !is_form || is_finding || is_there(what),
        told!("exception-no-id", id = what)
    );
    Ok(())
}

/// A reason stands in reports: it says why, and holds nobody's data itself.
fn check_reason(reason: &str, policy: &Policy) -> anyhow::Result<()> {
    ensure!(!reason.trim().is_empty(), told!("reason-empty"));
    ensure!(reason.len() <= 1000, told!("reason-long"));
    if let Some(rule) = personal(reason, &policy.own_values())? {
        bail!(told!("reason-personal", rule = rule));
    }
    Ok(())
}

fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).with_context(|| told!("randomness"))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_decades_away_is_far() {
        let today = jiff::civil::date(2026, 11, 30);
        assert!(is_far(jiff::civil::date(9999, 6, 30), today));
        assert!(is_far(jiff::civil::date(2036, 12, 1), today));
        assert!(!is_far(jiff::civil::date(2036, 11, 30), today));
        assert!(!is_far(jiff::civil::date(2027, 6, 30), today));
    }

    #[test]
    fn a_mistyped_id_is_no_glob() {
        #[track_caller]
        fn check(what: &str, expected: bool) {
            assert_eq!(check_id(what, |name| name == "f_list").is_ok(), expected, "{what}");
        }
        check("f_0123456789abcdef", true);
        check("f_0123456789abcde", false);
        check("f_0123456789abcdef0", false);
        check("F_0123456789abcdef", false);
        check("f_nope", false);
        check("f_", false);
        check("r_123", false);
        check("x_0123456789abcdef", false);
        check("f_list", true);
        check("f_list.xlsx", true);
        check("f_*", true);
        check("folder/f_nope", true);
        check("old_0123456789abcdef", true);
        check("0123456789abcdef0123456789abcdef", true);
    }
}
