//! Reading pictures with an installed `tesseract`, the one program that is ever started.
//!
//! Before a worker closes itself off it starts one more process of this program, the *picture reader*, which closes
//! itself off in its turn: it may read and run what the system installed, and nothing else. A worker hands it a picture
//! in a memory file and an empty one for the text; the reader starts a page process for each, which takes limits on
//! itself and becomes `tesseract`. Neither pixels nor text pass through the main process, and nothing touches a disk.
//! Whoever dies takes those that it started along.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::sys;
use crate::extract::Recognise;

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
        let version = said(program, "--version")?;
        let installed = said(program, "--list-langs")?;
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
    pub fn start(&self) -> std::io::Result<Box<dyn Recognise>> {
        sys::start_picture_reader(&self.arguments())
    }

    /// What the page process is told.
    fn arguments(&self) -> [String; 3] {
        let mode = if self.turns { "1" } else { "3" };
        let program = self.program.to_string_lossy().into_owned();
        [program, self.languages.join("+"), mode.to_owned()]
    }
}

fn said(program: &Path, question: &str) -> Option<String> {
    #[allow(
        clippy::disallowed_methods,
        reason = "it is asked what it can do, and is given no document"
    )]
    let output = Command::new(program)
        .arg(question)
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
