//! `speur exception add|list|expire|request|keygen`: what is accepted, by whom and until when; and what is asked.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use ed25519_dalek::SigningKey;
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde_json::json;

use super::args::{Common, ExceptionAdd, ExceptionCommand, ExceptionExpire};
use super::exit::Exit;
use crate::config::Config;
use crate::detect::{Detector, Settings};
use crate::finding::to_hex;
use crate::policy::exceptions::show_key;
use crate::policy::{Approver, Exception, Exceptions, Match, Places, Policy};
use crate::state::{DeviceKey, Request, State};
use crate::text::Text;
use crate::walk::Exclusion;

pub fn run(command: &ExceptionCommand) -> anyhow::Result<Exit> {
    let (common, signing_key) = match command {
        ExceptionCommand::Keygen { file } => return keygen(file),
        ExceptionCommand::Add(add) => (&add.common, add.signing_key.as_deref()),
        ExceptionCommand::Expire(expire) => (&expire.common, expire.signing_key.as_deref()),
        ExceptionCommand::List { common } | ExceptionCommand::Request { common, .. } => (common, None),
    };
    let prepared = super::config::resolve_signing(common, signing_key)
        .and_then(|config| super::config::policy(&config).map(|policy| (config, policy)));
    let (config, policy) = match prepared {
        Ok(prepared) => prepared,
        Err(exit) => return Ok(exit),
    };
    match command {
        ExceptionCommand::Add(args) => add(args, &config, policy),
        ExceptionCommand::Expire(args) => expire(args, &config, policy),
        ExceptionCommand::List { .. } => list(&config, &policy),
        ExceptionCommand::Request {
            finding,
            reason,
            common,
        } => request(finding, reason, common, &config),
        ExceptionCommand::Keygen { file } => keygen(file),
    }
}

fn add(args: &ExceptionAdd, config: &Config, policy: Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let until: Date = args
        .until
        .parse()
        .map_err(|_| anyhow::anyhow!("--until: `{}` is not a day: write it like {today}", args.until))?;
    ensure!(until >= today, "--until: {until} is over: name today or a later day");
    check_reason(&args.reason)?;
    let matches = Match::of(&args.what);
    if let Match::Path(glob) = &matches {
        ensure!(
            !glob.trim().is_empty(),
            "an empty glob would name every file: name a place"
        );
        let place = Exclusion {
            glob: glob.clone(),
            reason: String::new(),
        };
        Places::new(&[place]).map_err(|(_, why)| anyhow::anyhow!(why))?;
    }
    let mut exceptions = policy.exceptions;
    let (approver, key) = signer(&exceptions, config)?;
    ensure!(
        approver == args.approver,
        "--approver: this key is the key of `{approver}`, not of `{}`",
        args.approver
    );
    let id = format!("x_{}", to_hex(&random::<8>()?));
    let (by, what) = matches.told();
    exceptions.rows.push(Exception {
        id: id.clone(),
        matches,
        reason: args.reason.trim().to_owned(),
        approver: approver.clone(),
        added: today,
        until,
        ended: None,
    });
    save(&exceptions, &approver, &key)?;
    let log = json!({ "do": "add", "id": id, "by": by, "what": what, "approver": approver, "until": until });
    State::open(&config.state_dir)?.audit("exception", log)?;
    super::print(&format!(
        "{id}: matches by {by} ({what}), until {until}, approved by {approver}\n"
    ))
}

fn expire(args: &ExceptionExpire, config: &Config, policy: Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let mut exceptions = policy.exceptions;
    let (approver, key) = signer(&exceptions, config)?;
    let row = exceptions.rows.iter_mut().find(|row| row.id == args.id);
    let row = row.with_context(|| {
        format!(
            "there is no exception `{}`; `speur exception list` names them all",
            args.id
        )
    })?;
    ensure!(row.ended.is_none(), "exception {} was ended already", args.id);
    row.ended = Some(today);
    save(&exceptions, &approver, &key)?;
    let log = json!({ "do": "expire", "id": args.id, "approver": approver });
    State::open(&config.state_dir)?.audit("exception", log)?;
    super::print(&format!("{}: ended on {today} by {approver}\n", args.id))
}

fn list(config: &Config, policy: &Policy) -> anyhow::Result<Exit> {
    let today = Zoned::now().date();
    let mut text = String::new();
    for row in &policy.exceptions.rows {
        let (by, what) = row.matches.told();
        let state = match row.ended {
            Some(ended) => format!("ended {ended}"),
            None if row.is_in_force(today) => format!("until {}", row.until),
            None => format!("expired {}", row.until),
        };
        writeln!(
            text,
            "{}  {state}  by {by} {what}  {}: {}",
            row.id, row.approver, row.reason
        )?;
    }
    for request in State::open(&config.state_dir)?.requests()?.values() {
        let day = request.made.to_zoned(jiff::tz::TimeZone::UTC).date();
        writeln!(text, "requested {day}  finding {}: {}", request.finding, request.reason)?;
    }
    let shown: Vec<_> = text.lines().map(crate::report::visible).collect();
    match shown.is_empty() {
        true => super::print("no exceptions and no requests\n"),
        false => super::print(&(shown.join("\n") + "\n")),
    }
}

/// An employee's word that a finding is no personal data, or may stay: the DPO decides.
fn request(finding: &str, reason: &str, common: &Common, config: &Config) -> anyhow::Result<Exit> {
    check_reason(reason)?;
    let path = match super::explain::document_of(finding, common)? {
        Ok(path) => path,
        Err(exit) => return Ok(exit),
    };
    let state = State::open(&config.state_dir)?;
    state.request(&Request {
        finding: finding.to_owned(),
        reason: reason.trim().to_owned(),
        made: Timestamp::now(),
    })?;
    state.audit("exception", json!({ "do": "request", "finding": finding }))?;
    super::print(&format!(
        "asked for {finding} in {}: the next report tells it, and the DPO decides\n",
        crate::report::visible(&path)
    ))
}

/// A private key for an approver; the public one is for the policy.
fn keygen(file: &Path) -> anyhow::Result<Exit> {
    let key = SigningKey::from_bytes(&random::<32>()?);
    let made = crate::report::create_private(file).and_then(|mut out| {
        std::io::Write::write_all(&mut out, format!("{}\n", to_hex(key.as_bytes())).as_bytes())?;
        out.sync_all()
    });
    made.with_context(|| format!("{}: name a file that does not exist yet", file.display()))?;
    super::print(&format!("{}\n", show_key(&key.verifying_key())))
}

/// Whose key it is, and the key.
fn signer(exceptions: &Exceptions, config: &Config) -> anyhow::Result<(String, SigningKey)> {
    if exceptions.path.is_none() {
        bail!(
            "the policy names no file of exceptions: give it [exceptions] with `file` and an [[exceptions.approver]]"
        );
    }
    let file = config
        .signing_key
        .as_deref()
        .context("an exception is signed: name the approver's private key with --signing-key")?;
    let key = SigningKey::from_bytes(DeviceKey::load(Path::new(""), Some(file))?.bytes());
    let is_ours = |approver: &&Approver| approver.key == key.verifying_key();
    let approver = exceptions.approvers.iter().find(is_ours).with_context(|| {
        format!(
            "{}: the policy names nobody with this key as approver; its public key is {}",
            file.display(),
            show_key(&key.verifying_key())
        )
    })?;
    Ok((approver.name.clone(), key))
}

/// The whole file at once, signed.
fn save(exceptions: &Exceptions, approver: &str, key: &SigningKey) -> anyhow::Result<()> {
    let path = exceptions
        .path
        .as_deref()
        .context("the policy names a file of exceptions")?;
    let draft = path.with_extension("draft");
    std::fs::write(&draft, exceptions.signed(approver, key))
        .and_then(|()| std::fs::rename(&draft, path))
        .with_context(|| path.display().to_string())
}

/// A reason stands in reports: it says why, and holds nobody's data itself.
fn check_reason(reason: &str) -> anyhow::Result<()> {
    ensure!(!reason.trim().is_empty(), "--reason: say why this is accepted");
    ensure!(reason.len() <= 1000, "--reason: at most 1000 characters");
    let detector = Detector::embedded()?;
    let mut session = detector.session(&Settings::new([0; 32], Zoned::now().date()));
    let text = Text::of_lines(reason);
    session.window(&text, 0..text.buf.len());
    if let Some(finding) = session.facts().findings.first() {
        bail!(
            "--reason: there is personal data in it ({}), and a reason stands in every report: say it without",
            finding.rule
        );
    }
    Ok(())
}

fn random<const N: usize>() -> anyhow::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).context("the system's randomness")?;
    Ok(bytes)
}
