//! Reading pictures with an installed `tesseract`, the one program that is ever started.
//!
//! Before a worker closes itself off it starts one more process of this program, the *picture reader*, which closes
//! itself off in its turn: it may read and run what the system installed, and nothing else. A worker hands it a picture
//! in a memory file and an empty one for the text; the reader starts a page process for each, which takes limits on
//! itself and becomes `tesseract`. Neither pixels nor text pass through the main process, and nothing touches a disk.
//! Whoever dies takes those that it started along.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::sys;
use crate::extract::{Error, Reason, Recognise};

/// The hidden subcommands: the picture reader, and the process of one page.
pub const SUBCOMMAND: &str = "__pictures";
pub const PAGE_SUBCOMMAND: &str = "__picture";

/// Where a package or an administrator installs it. The search path is not asked: who may set it could have any
/// program run.
const PLACES: [&str; 4] = [
    "/usr/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
    "/opt/local/bin/tesseract",
];
/// The languages of the documents, the most likely first.
const LANGUAGES: [&str; 4] = ["nld", "fra", "deu", "eng"];
/// Not a language: how to tell which way up a page is.
const ORIENTATION: &str = "osd";
/// How long it may take to say what it can do, and how many bytes of that are read.
const PATIENCE: Duration = Duration::from_secs(10);
const MOST_SAID: u64 = 64 << 10;

/// An installed `tesseract`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tesseract {
    pub program: PathBuf,
    pub version: String,
    /// Those of ours that are installed.
    pub languages: Vec<String>,
    /// Pages that lie on their side are turned.
    pub turns: bool,
}

impl Tesseract {
    /// What is installed; none where it is not, has none of the languages, or cannot be closed off.
    pub fn find() -> Option<Self> {
        let program = PLACES.iter().map(Path::new).find(|program| program.is_file())?;
        let version = said(program, "--version", PATIENCE)?;
        let installed = said(program, "--list-langs", PATIENCE)?;
        let installed: Vec<&str> = installed.lines().skip(1).map(str::trim).collect();
        let languages: Vec<String> = LANGUAGES
            .into_iter()
            .filter(|language| installed.contains(language))
            .map(str::to_owned)
            .collect();
        (sys::CAN_READ_PICTURES && !languages.is_empty()).then(|| Self {
            program: program.to_owned(),
            version: version.lines().next().unwrap_or_default().replace("tesseract ", ""),
            languages,
            turns: installed.contains(&ORIENTATION),
        })
    }

    /// Starts the picture reader. Before this process closes itself off.
    pub fn start(&self) -> io::Result<Box<dyn Recognise>> {
        sys::start_picture_reader(&self.arguments())
    }

    /// What the page process is told.
    fn arguments(&self) -> [String; 3] {
        let mode = if self.turns { "1" } else { "3" };
        let program = self.program.to_string_lossy().into_owned();
        [program, self.languages.join("+"), mode.to_owned()]
    }
}

/// The picture reader, or what stands in for one that does not start: pictures were to be read, and each says why it
/// is not.
pub(super) fn or_unread(started: io::Result<Box<dyn Recognise>>) -> Box<dyn Recognise> {
    struct Unstarted;
    impl Recognise for Unstarted {
        fn text(&mut self, _: &[u8], _: &mut dyn FnMut()) -> Result<String, Error> {
            Err(Error::new(
                Reason::NeedsOcr,
                "the process that reads pictures could not be started",
            ))
        }
    }
    started.unwrap_or_else(|_| Box::new(Unstarted))
}

/// What the program answers; none where it fails, or hangs.
fn said(program: &Path, question: &str, patience: Duration) -> Option<String> {
    #[allow(
        clippy::disallowed_methods,
        reason = "it is asked what it can do, and is given no document"
    )]
    let mut child = Command::new(program)
        .arg(question)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let (sender, answer) = mpsc::channel();
    let out = child.stdout.take()?;
    std::thread::spawn(move || {
        let mut said = Vec::new();
        let read = out.take(MOST_SAID).read_to_end(&mut said);
        let _nobody_waits_any_more = sender.send(read.map(|_| said));
    });
    let said = answer.recv_timeout(patience).ok();
    let status = said.as_ref().and_then(|_| sys::wait(&mut child, patience));
    if status.is_none() {
        let _gone_already = child.kill();
        sys::wait(&mut child, sys::GRACE);
    }
    let said = said?.ok().filter(|_| status.is_some_and(|status| status.success()))?;
    Some(String::from_utf8_lossy(&said).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_reader_that_does_not_start_is_told_of_each_picture() {
        let mut unread = or_unread(Err(io::ErrorKind::NotFound.into()));
        let told = unread.text(b"", &mut || {}).unwrap_err();
        assert_eq!(told.reason, Reason::NeedsOcr);
        assert!(told.detail.ends_with("could not be started"), "{told}");
    }

    #[test]
    #[cfg(unix)]
    fn a_program_that_hangs_or_fails_says_nothing() {
        let said = |program, question, patience| said(Path::new(program), question, Duration::from_millis(patience));
        assert_eq!(said("/bin/echo", "5.3", 20_000).as_deref(), Some("5.3\n"));
        assert_eq!(said("/bin/sleep", "60", 50), None);
        assert_eq!(said("/bin/false", "", 20_000), None);
        assert_eq!(said("/bin/missing", "", 50), None);
    }
}
