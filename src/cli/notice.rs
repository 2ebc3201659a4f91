//! `speur report --notice`: writes the dossier for the DPO and the draft of the mail that takes it there.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;

use crate::language::{texts, told};
use crate::policy::Policy;
use crate::report::notice::{Letter, Notice, dossier, draft};

/// The files that were written.
pub(super) fn write(
    folder: &Path,
    notice: &Notice,
    policy: &Policy,
    aware: Option<Timestamp>,
) -> anyhow::Result<Vec<PathBuf>> {
    let letter = Letter {
        policy,
        clock: notice.clock(aware),
        now: Timestamp::now(),
    };
    let text = dossier(notice, &letter, texts());
    let mut files = vec![(folder.join("notice.md"), text.clone())];
    match draft(notice, &letter, &text, texts()) {
        Some(draft) => files.push((folder.join("notice.eml"), draft)),
        None => super::say(format_args!("speur: {}", told!("no-mail"))),
    }
    for (path, text) in &files {
        crate::report::create_private(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .with_context(|| told!("notice-not-created", path = path.display()))?;
        super::say(format_args!("speur: {}", path.display()));
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// "2026-11-28T09:30:00Z", or local time without a zone.
pub(super) fn moment(text: &str) -> Result<Timestamp, String> {
    let local = || {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::system()).ok()?.timestamp())
    };
    let parsed: Option<Timestamp> = text.parse().ok();
    parsed.or_else(local).ok_or_else(|| told!("no-moment", text = text))
}
