//! What is told of a place that was named and cannot be walked.

use std::io;
use std::path::{Path, PathBuf};

use crate::cli::named::named;
use crate::extract::Reason;
use crate::finding::Gap;
use crate::language::{texts, told};
use crate::walk::MountEnd;

/// Why, and what to do.
pub(super) fn cannot_go(path: &Path, gap: &Gap) -> String {
    let path = named(path);
    match gap.reason {
        // It is there: another name would not help.
        Reason::Permission => told!("name-what-opens", path = path, why = why(gap)),
        _ => told!("name-what-exists", path = path, why = why(gap)),
    }
}

/// Of a place of which nothing is known, since the process that looks there died.
pub(super) fn not_asked(path: &Path, gap: &Gap) -> String {
    told!("name-not-asked", path = named(path), why = why(gap))
}

/// Of the places of a walk whose process did not start, or died before its end: what to do about it.
pub(super) fn unlisted(roots: &[PathBuf], end: MountEnd, program: &Path) -> String {
    let places: Vec<_> = roots.iter().map(|root| named(root)).collect();
    let places = places.join(", ");
    match end {
        MountEnd::NotStarted(number) => {
            let cause = number.map(io::Error::from_raw_os_error);
            let cause = cause.map_or_else(|| told!("walk-no-line"), |error| crate::language::io(&error));
            told!(
                "walk-not-started",
                places = places,
                program = program.display(),
                cause = cause
            )
        }
        MountEnd::Died | MountEnd::Stuck | MountEnd::Stopped | MountEnd::Finished(_) => {
            told!("walk-died", places = places)
        }
    }
}

fn why(gap: &Gap) -> String {
    match gap.reason {
        Reason::Vanished => told!("io-not-found"),
        Reason::Permission => told!("io-permission"),
        _ => texts().phrase("gap", &gap.detail).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_opened_is_not_told_to_be_missing() {
        let told = |reason, detail: &str| {
            let gap = Gap {
                reason,
                inner: Vec::new(),
                detail: detail.to_owned(),
            };
            cannot_go(Path::new("/a"), &gap)
        };
        let closed = told(Reason::Permission, "permission denied");
        assert!(closed.contains("somebody who may open it"), "{closed}");
        assert!(!closed.contains("that exists"), "{closed}");
        assert!(told(Reason::Vanished, "").ends_with("name a folder or file that exists"));
        let lost = not_asked(
            Path::new("/a"),
            &Gap {
                reason: Reason::Crashed,
                inner: Vec::new(),
                detail: "the walk process ended".to_owned(),
            },
        );
        assert!(
            lost.contains("the walk process ended") && !lost.contains("that exists"),
            "{lost}"
        );
        let long = told(Reason::IoError, "invalid filename");
        assert!(long.contains("the name is too long"), "{long}");
    }

    #[test]
    fn a_walk_that_cannot_start_says_where_why_and_what_to_do() {
        let roots = ["/home/an", "/srv/x"].map(PathBuf::from);
        let told = |end| unlisted(&roots, end, Path::new("/opt/speur"));
        // "Permission denied" has this number on every Unix.
        let refused = told(MountEnd::NotStarted(Some(13)));
        for part in ["/home/an, /srv/x", "/opt/speur", "may be started"] {
            assert!(refused.contains(part), "{refused}");
        }
        #[cfg(unix)]
        assert!(refused.contains(&told!("io-permission")), "{refused}");
        assert!(told(MountEnd::NotStarted(None)).contains(&told!("walk-no-line")));
        let died = told(MountEnd::Died);
        assert!(
            died.contains("/home/an, /srv/x") && !died.contains("/opt/speur"),
            "{died}"
        );
    }
}
