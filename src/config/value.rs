//! Values as they are written: sizes, durations, choices, paths. One reading for files, variables and flags.

use std::ffi::{OsStr, OsString};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use crate::language::{texts, told};

/// A value before it is read.
#[derive(Clone, Debug)]
pub(super) enum Raw {
    Text(OsString),
    List(Vec<OsString>),
    Number(i64),
    Flag(bool),
}

pub(super) type Reading<T> = Result<T, String>;

/// "2026-11-28T09:30:00Z", or local time without a zone.
pub(crate) fn moment(text: &str) -> Reading<Timestamp> {
    let local = || {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::system()).ok()?.timestamp())
    };
    let parsed: Option<Timestamp> = text.parse().ok();
    let moment = parsed.or_else(local).ok_or_else(|| told!("no-moment", text = text))?;
    match moment > Timestamp::now() {
        true => Err(told!("aware-to-come", moment = texts().moment(moment))),
        false => Ok(moment),
    }
}

pub(super) fn day(text: &str) -> Reading<Date> {
    text.parse().map_err(|_| told!("value-not-a-day", text = text))
}

/// A day that is not yet to come.
pub(super) fn past_day(text: &str) -> Reading<Date> {
    let day = day(text)?;
    match day > Zoned::now().date() {
        true => Err(told!("received-to-come", day = texts().date(day))),
        false => Ok(day),
    }
}

impl Raw {
    pub(super) fn text(&self) -> Reading<String> {
        match self {
            Self::Text(text) => text
                .to_str()
                .map(str::to_owned)
                .ok_or_else(|| told!("value-not-unicode")),
            Self::Number(number) => Ok(number.to_string()),
            Self::List(_) => Err(told!("value-one")),
            Self::Flag(_) => Err(told!("value-text")),
        }
    }

    pub(super) fn flag(&self) -> Reading<bool> {
        let text = match self {
            Self::Flag(flag) => return Ok(*flag),
            Self::Text(text) => text.to_str().unwrap_or_default(),
            Self::List(_) | Self::Number(_) => "",
        };
        choice(text, &[("true", true), ("false", false), ("1", true), ("0", false)]).map_err(|_| told!("value-flag"))
    }

    /// Relative to the file it stands in, where it stands in a file.
    pub(super) fn path(&self, base: Option<&Path>) -> Reading<PathBuf> {
        match self {
            Self::Text(text) if text.is_empty() => Err(told!("value-empty-path")),
            Self::Text(text) => based(text, base),
            Self::List(_) | Self::Number(_) | Self::Flag(_) => Err(told!("value-one-path")),
        }
    }

    /// A variable holds several paths as `PATH` does.
    pub(super) fn paths(&self, base: Option<&Path>) -> Reading<Vec<PathBuf>> {
        match self {
            Self::Text(text) => std::env::split_paths(text)
                .filter(|path| !path.as_os_str().is_empty())
                .map(|path| based(path.as_os_str(), base))
                .collect(),
            Self::List(list) => list.iter().map(|path| based(path, base)).collect(),
            Self::Number(_) | Self::Flag(_) => Err(told!("value-paths")),
        }
    }

    /// A variable holds one glob a line.
    pub(super) fn globs(&self) -> Reading<Vec<String>> {
        let unicode = |text: &OsStr| text.to_str().map(str::to_owned).ok_or(told!("value-not-unicode"));
        match self {
            Self::Text(text) => Ok(unicode(text)?.lines().map(str::to_owned).collect()),
            Self::List(list) => list.iter().map(|text| unicode(text)).collect(),
            Self::Number(_) | Self::Flag(_) => Err(told!("value-globs")),
        }
    }

    pub(super) fn jobs(&self) -> Reading<NonZeroU16> {
        let text = self.text()?;
        text.parse()
            .ok()
            .filter(|jobs: &NonZeroU16| jobs.get() <= 1024)
            .ok_or_else(|| told!("value-jobs", text = text))
    }
}

fn based(path: &OsStr, base: Option<&Path>) -> Reading<PathBuf> {
    let path = in_home(Path::new(path), super::environment::home().as_deref())?;
    Ok(base.map_or_else(|| path.clone(), |base| base.join(&path)))
}

/// `~/folder` as a shell means it; no shell reads these files. Only one's own home is known here.
pub(crate) fn in_home(path: &Path, home: Option<&Path>) -> Reading<PathBuf> {
    let mut steps = path.components();
    let first = steps.next().map(|step| step.as_os_str().as_encoded_bytes());
    match (first, home) {
        (Some(b"~"), Some(home)) => Ok(home.join(steps.as_path())),
        (Some([b'~', ..]), _) => Err(told!("value-other-home", path = path.display())),
        _ => Ok(path.to_owned()),
    }
}

/// The same of a glob, in which a name may begin so (`~$*.docx`).
pub(super) fn glob_in_home(glob: &str, home: Option<&Path>) -> String {
    match (glob.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => {
            let home = home.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            format!("{}/{rest}", globset::escape(&home))
        }
        _ => glob.to_owned(),
    }
}

pub(super) fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Reading<T> {
    let found = choices.iter().find(|(name, _)| *name == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        told!("choice-wrong", text = text, names = names.join(", "))
    })
}

/// "100M": powers of 1024, as every other tool means it.
pub(super) fn size(text: &str) -> Reading<u64> {
    let wrong = || told!("value-not-a-size", text = text);
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let shift = match unit.trim_start().to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 10,
        "M" | "MB" | "MIB" => 20,
        "G" | "GB" | "GIB" => 30,
        "T" | "TB" | "TIB" => 40,
        _ => return Err(wrong()),
    };
    let number: u64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(1 << shift) {
        None | Some(0) => Err(wrong()),
        Some(size) => Ok(size),
    }
}

/// "2h", "1h30m", "45s".
pub(super) fn duration(text: &str) -> Reading<Duration> {
    let wrong = || told!("value-not-a-duration", text = text);
    let mut seconds = 0_u64;
    let mut rest = text;
    while !rest.is_empty() {
        let at = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (number, unit) = rest.split_at(at);
        let each = match unit.as_bytes()[0] {
            b'd' => 86_400,
            b'h' => 3_600,
            b'm' => 60,
            b's' => 1,
            _ => return Err(wrong()),
        };
        let number: u64 = number.parse().map_err(|_| wrong())?;
        seconds = number
            .checked_mul(each)
            .and_then(|more| seconds.checked_add(more))
            .ok_or_else(wrong)?;
        rest = &unit[1..];
    }
    match seconds {
        0 => Err(wrong()),
        _ => Ok(Duration::from_secs(seconds)),
    }
}

/// The shortest way to write it back.
pub(super) fn show_duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")];
    parts
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, unit)| format!("{n}{unit}"))
        .collect()
}

/// The largest unit that loses nothing.
pub(super) fn show_size(size: u64) -> String {
    let units = [("T", 40), ("G", 30), ("M", 20), ("K", 10)];
    let unit = units.iter().find(|(_, shift)| size.trailing_zeros() >= *shift);
    unit.map_or_else(|| size.to_string(), |(name, shift)| format!("{}{name}", size >> shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_aware_of_what_is_still_to_come() {
        assert_eq!(
            moment("2026-01-01T09:30:00Z").unwrap().to_string(),
            "2026-01-01T09:30:00Z"
        );
        assert!(moment("2026-01-01T09:30").is_ok());
        assert!(moment("2999-01-01T00:00:00Z").unwrap_err().contains("2999"));
        assert!(moment("yesterday").unwrap_err().contains("yesterday"));
    }

    #[test]
    fn sizes() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            assert_eq!(size(text).ok(), expected, "{text}");
            if let Some(expected) = expected {
                assert_eq!(size(&show_size(expected)), Ok(expected));
            }
        }
        check("100M", Some(100 << 20));
        check("1 GiB", Some(1 << 30));
        check("512", Some(512));
        check("1k", Some(1024));
        check("", None);
        check("M", None);
        check("0", None);
        check("-1", None);
        check("1.5G", None);
        check("99999999999T", None);
        check("10 parsecs", None);
    }

    #[test]
    fn a_tilde_is_the_home() {
        #[track_caller]
        fn check(path: &str, expected: Option<&str>) {
            let found = in_home(Path::new(path), Some(Path::new("/home/an")));
            assert_eq!(found.ok().as_deref(), expected.map(Path::new), "{path}");
        }
        check("~/speur", Some("/home/an/speur"));
        check("~", Some("/home/an"));
        check("~jan/speur", None);
        check("~+/speur", None);
        check("speur/~/x", Some("speur/~/x"));
        check("./~jan", Some("./~jan"));
        check("/~/x", Some("/~/x"));
        check("oud~", Some("oud~"));
        assert!(in_home(Path::new("~/speur"), None).is_err());
        let glob = |glob| glob_in_home(glob, Some(Path::new("/home/an[1]")));
        assert_eq!(glob("~/Muziek/**"), "/home/an[[]1[]]/Muziek/**");
        assert_eq!(glob("~$*.docx"), "~$*.docx");
        assert_eq!(glob("**/~/x"), "**/~/x");
    }

    #[test]
    fn durations() {
        #[track_caller]
        fn check(text: &str, expected: Option<u64>) {
            let expected = expected.map(Duration::from_secs);
            assert_eq!(duration(text).ok(), expected, "{text}");
            if let Some(expected) = expected {
                assert_eq!(duration(&show_duration(expected)), Ok(expected));
            }
        }
        check("2h", Some(7_200));
        check("1h30m", Some(5_400));
        check("1d1s", Some(86_401));
        check("90", None);
        check("", None);
        check("0s", None);
        check("2 h", None);
        check("2é", None);
        check("99999999999999999999h", None);
        check("9999999999999999h", None);
    }
}
