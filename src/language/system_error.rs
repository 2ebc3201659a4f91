//! What the system says of a file, by its kind: its own words are English, and may hold a name.

use std::io::{self, ErrorKind};

use super::{texts, told};
use crate::worker::sys;

/// The kinds that have a text of their own (`gap-…`); all others are told by their number.
const TOLD: &[ErrorKind] = &[
    ErrorKind::NotFound,
    ErrorKind::PermissionDenied,
    ErrorKind::AlreadyExists,
    ErrorKind::StorageFull,
    ErrorKind::QuotaExceeded,
    ErrorKind::FileTooLarge,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::IsADirectory,
    ErrorKind::NotADirectory,
    ErrorKind::InvalidFilename,
    ErrorKind::Interrupted,
    ErrorKind::TimedOut,
    ErrorKind::ResourceBusy,
    ErrorKind::StaleNetworkFileHandle,
    ErrorKind::HostUnreachable,
    ErrorKind::NetworkUnreachable,
    ErrorKind::NetworkDown,
    ErrorKind::NotConnected,
    ErrorKind::ConnectionReset,
    ErrorKind::OutOfMemory,
    ErrorKind::UnexpectedEof,
    ErrorKind::InvalidData,
];

/// In English words for a record, which every language has a text for (`Texts::phrase("gap", …)`).
pub fn io_words(err: &io::Error) -> String {
    match err.raw_os_error() {
        Some(number) if !TOLD.contains(&err.kind()) => {
            sys::device_error(number).map_or_else(|| format!("system error {number}"), str::to_owned)
        }
        Some(_) | None => err.kind().to_string(),
    }
}

/// What a run keeps that was stored when errors were kept in the system's own words ("Permission denied (os error
/// 13)"), in the words of today. The numbers are those of the system that this is called on.
pub(crate) fn in_words_of_today(detail: String) -> String {
    let numbered = detail
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" (os error "));
    let Some((words, number)) = numbered.and_then(|(words, number)| Some((words, number.parse().ok()?))) else {
        return detail;
    };
    match words.rsplit_once(": ") {
        Some((what, _)) => format!("{what}: system error {number}"),
        None => io_words(&io::Error::from_raw_os_error(number)),
    }
}

/// In words for a person, with what is meant by it where that is one of the usual things.
pub fn io(err: &io::Error) -> String {
    match err.kind() {
        ErrorKind::NotFound => told!("io-not-found"),
        ErrorKind::PermissionDenied => told!("io-permission"),
        ErrorKind::AlreadyExists => told!("io-exists"),
        ErrorKind::StorageFull => told!("io-full"),
        ErrorKind::ReadOnlyFilesystem => told!("io-read-only"),
        ErrorKind::IsADirectory => told!("io-folder"),
        // One of ours is told already.
        _ if err.get_ref().is_some() => err.to_string(),
        _ => texts().phrase("gap", &io_words(err)).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Lang, Texts};

    #[test]
    fn every_kind_of_error_has_a_text() {
        for kind in TOLD {
            let words = io_words(&(*kind).into());
            for lang in [Lang::Nl, Lang::Fr, Lang::De] {
                let told = Texts::new(lang).phrase("gap", &words);
                assert_ne!(told, words, "{lang:?}: `{words}` has no text in reading.ftl");
            }
        }
        for words in ["the device cannot be read", "links that lead in a circle"] {
            assert_ne!(Texts::new(Lang::Nl).phrase("gap", words), words);
        }
        assert_eq!(Texts::new(Lang::Nl).phrase("gap", "system error 5"), "systeemfout 5");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_error_is_told_by_its_kind_or_its_number() {
        #[track_caller]
        fn check(number: i32, words: &str, said: &str) {
            let err = io::Error::from_raw_os_error(number);
            assert_eq!((io_words(&err).as_str(), io(&err).as_str()), (words, said));
        }
        check(13, "permission denied", "you have no permission for this");
        check(36, "invalid filename", "the name is too long or not allowed");
        check(22, "system error 22", "system error 22");
        check(
            5,
            "the device cannot be read",
            "the disk or medium cannot be read: it may be failing",
        );
        check(40, "links that lead in a circle", "links that lead back to themselves");
        let stored = |detail: &str| in_words_of_today(detail.to_owned());
        assert_eq!(stored("Permission denied (os error 13)"), "permission denied");
        assert_eq!(stored("Invalid argument (os error 22)"), "system error 22");
        assert_eq!(
            stored("the walk process does not start: Cannot allocate memory (os error 12)"),
            "the walk process does not start: system error 12"
        );
        let texts = Texts::new(Lang::Nl);
        assert_eq!(
            texts.phrase("gap", "the walk process does not start: system error 12"),
            "het proces dat de mappen doorloopt start niet: systeemfout 12"
        );
        for other in [
            "",
            "permission denied",
            "(os error 13)",
            "x (os error y)",
            "x (os error 13) y",
            "x (13)",
        ] {
            assert_eq!(stored(other), other);
        }
        let own = io::Error::new(ErrorKind::InvalidInput, told!("io-not-plain"));
        assert_eq!(io(&own), told!("io-not-plain"));
    }
}
