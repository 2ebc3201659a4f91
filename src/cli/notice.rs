//! `speur report --notice`: writes the dossier for the DPO and the draft of the mail that takes it there.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;

use crate::language::{texts, told};
use crate::policy::Policy;
use crate::report::notice::{Letter, Notice, dossier, draft};
use crate::report::{self, Recipient};

/// The files that were written.
pub(super) fn write(
    folder: &Path,
    notice: &Notice,
    policy: &Policy,
    aware: Option<Timestamp>,
    recipients: &[Recipient],
) -> anyhow::Result<Vec<PathBuf>> {
    let letter = Letter {
        policy,
        clock: notice.clock(aware),
        now: Timestamp::now(),
    };
    let text = dossier(notice, &letter, texts());
    // Named so that nobody takes an encrypted file for a page or a mail.
    let name = |name: &str| match recipients.is_empty() {
        true => folder.join(name),
        false => folder.join(format!("{name}.age")),
    };
    let mut files = vec![(name("notice.md"), text.clone())];
    match draft(notice, &letter, &text, texts()) {
        Some(draft) => files.push((name("notice.eml"), draft)),
        None => super::say(format_args!("speur: {}", told!("no-mail"))),
    }
    crate::state::folder::make(folder).map_err(|err| report::not_made(folder, err, texts()))?;
    for (path, text) in &files {
        let mut file = report::create_file(path, texts(), recipients)?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.finish())
            .with_context(|| told!("notice-not-created", path = path.display()))?;
        super::say(format_args!("speur: {}", path.display()));
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_notice_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("2026").join("notice");
        let files = write(&missing, &Notice::default(), &Policy::default(), None, &[]).unwrap();
        assert_eq!(files, [missing.join("notice.md")]);
        assert!(files[0].is_file());
        let taken = write(&files[0], &Notice::default(), &Policy::default(), None, &[]);
        assert!(taken.is_err());
    }

    #[test]
    fn a_notice_for_a_recipient_is_for_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
        let recipient = recipient.parse().map_err(|_| "no recipient").unwrap();
        let files = write(
            folder.path(),
            &Notice::default(),
            &Policy::default(),
            None,
            &[recipient],
        )
        .unwrap();
        assert_eq!(files, [folder.path().join("notice.md.age")]);
        let bytes = std::fs::read(&files[0]).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
        let files = write(folder.path(), &Notice::default(), &Policy::default(), None, &[]).unwrap();
        assert_eq!(files, [folder.path().join("notice.md")]);
    }

    /// Without the zones a moment of a person's own clock would be taken for one of UTC.
    #[test]
    fn the_zones_of_the_system_are_known() {
        let zone = jiff::tz::TimeZone::get("Europe/Brussels").unwrap();
        let civil: jiff::civil::DateTime = "2026-07-01T09:30".parse().unwrap();
        assert_eq!(
            civil.to_zoned(zone).unwrap().timestamp().to_string(),
            "2026-07-01T07:30:00Z"
        );
    }
}
