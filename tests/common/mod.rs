//! A tree to scan, a state of its own, and the program run on them as a person would run it.

#![allow(dead_code, reason = "each test program needs a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub mod process;
pub mod report;
pub mod values;

/// A tree and the folders beside it; gone when it is dropped.
pub struct Bench {
    folder: TempDir,
    pub tree: PathBuf,
    pub state: PathBuf,
}

/// How the program ended and what it said.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Bench {
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        // As a person writes it: Windows answers with a prefix.
        let real = PathBuf::from(real.to_str().unwrap().trim_start_matches(r"\\?\"));
        let bench = Self {
            tree: real.join("tree"),
            state: real.join("state"),
            folder,
        };
        fs::create_dir(&bench.tree).unwrap();
        fs::create_dir(bench.beside("home")).unwrap();
        fs::write(bench.beside("key"), "5a".repeat(32)).unwrap();
        for_oneself(&bench.beside("key"));
        bench
    }

    /// Outside the tree.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.tree.parent().unwrap().join(name)
    }

    /// Writes a file of the tree, and the folders above it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.tree.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// `n` files of which every third holds personal data.
    pub fn files(&self, n: usize) {
        for n in 0..n {
            let text = match n % 3 {
                0 => format!("Rijksregisternummer: {}\n", values::national_number(n)),
                1 => format!("Notulen {n}: de koffie is op.\n"),
                _ => "Een verslag zonder namen.\n".repeat(n),
            };
            self.file(&format!("map{}/brief{n}.txt", n % 5), text);
        }
    }

    /// The program with nothing of this machine's own configuration.
    pub fn speur(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_speur"));
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if ["SPEUR_", "XDG_", "TEST_SPEUR_"]
                .iter()
                .any(|start| text.starts_with(start))
            {
                command.env_remove(&name);
            }
        }
        command
            .env("HOME", self.beside("home"))
            .env("APPDATA", self.beside("home/.config"))
            .env_remove("NO_COLOR")
            // In English, whatever this machine speaks.
            .env("LC_ALL", "C")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// A scan of the tree that is ready to be started.
    pub fn scan_command(&self, flags: &[&str]) -> Command {
        let mut command = self.speur();
        command
            .arg("scan")
            .arg(&self.tree)
            .arg("--state-dir")
            .arg(&self.state)
            .arg("--key-file")
            .arg(self.beside("key"))
            .args(flags);
        command
    }

    pub fn scan(&self, flags: &[&str]) -> Ran {
        run(&mut self.scan_command(flags))
    }

    /// A scan that ends well, and its records.
    #[track_caller]
    pub fn records(&self, flags: &[&str]) -> Records {
        let ran = self.scan(flags);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran.records()
    }

    /// A policy file beside the tree.
    pub fn policy(&self, name: &str, rest: &str) -> String {
        let path = self.beside(name);
        let head = "name = \"Test\"\n[organisation]\nname = \"Voorbeeld\"\n";
        fs::write(&path, format!("{head}{rest}")).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// A zip archive of these members.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[track_caller]
pub fn run(command: &mut Command) -> Ran {
    command.output().unwrap().into()
}

impl From<Output> for Ran {
    #[track_caller]
    fn from(output: Output) -> Self {
        let ran = Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ran.stderr.contains("panicked"), "{ran:?}");
        ran
    }
}

impl Ran {
    #[track_caller]
    pub fn records(&self) -> Records {
        records(&self.stdout)
    }
}

#[track_caller]
pub fn records(jsonl: &str) -> Records {
    Records(jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// The records of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Records(pub Vec<Value>);

impl Records {
    pub fn of_kind<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r Value> {
        self.0.iter().filter(move |record| record["record"] == kind)
    }

    /// The document of a file, by the end of its path.
    #[track_caller]
    pub fn document(&self, name: &str) -> &Value {
        self.try_document(name)
            .unwrap_or_else(|| panic!("no {name} in {self:#?}"))
    }

    pub fn try_document(&self, name: &str) -> Option<&Value> {
        self.of_kind("document")
            .find(|document| Path::new(document["path"].as_str().unwrap()).ends_with(name))
    }

    #[track_caller]
    pub fn end(&self) -> &Value {
        self.of_kind("end").next().unwrap()
    }

    #[track_caller]
    pub fn coverage(&self, what: &str) -> u64 {
        self.end()["coverage"][what].as_u64().unwrap()
    }

    /// Every file is in one state and no more.
    #[track_caller]
    pub fn check_coverage(&self, n_files: u64) {
        let sum = ["read", "partly", "unread", "no_text"].map(|state| self.coverage(state));
        assert_eq!(self.coverage("seen"), n_files, "{:#?}", self.end());
        assert_eq!(sum.iter().sum::<u64>(), n_files, "{:#?}", self.end());
    }

    /// Why a document was not read.
    #[track_caller]
    pub fn reason(&self, name: &str) -> &str {
        self.document(name)["unread"][0]["reason"].as_str().unwrap()
    }

    /// The lines of all documents, without what every run has of its own.
    pub fn documents(&self) -> Vec<String> {
        let kept = self
            .0
            .iter()
            .filter(|record| !matches!(record["record"].as_str(), Some("run" | "gone")));
        let mut lines: Vec<_> = kept.cloned().map(without_the_moment).collect();
        lines.sort();
        lines
    }
}

/// The same records, but for what every run has of its own.
#[track_caller]
pub fn assert_same(left: &Records, right: &Records, when: &str) {
    let (left, right) = (left.documents(), right.documents());
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (more, less) = (only(&left, &right), only(&right, &left));
    assert!(left == right, "{when}\nonly left: {more:#?}\nonly right: {less:#?}");
}

fn without_the_moment(mut record: Value) -> String {
    // What a run says of the one before it.
    record.as_object_mut().unwrap().remove("change");
    if let Some(end) = record.as_object_mut().filter(|record| record["record"] == "end") {
        end.remove("finished");
        end["coverage"].as_object_mut().unwrap().remove("unchanged");
    }
    record.to_string()
}

/// Nobody else may read the file: of a key that is told.
pub fn for_oneself(path: &Path) {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    #[cfg(not(unix))]
    let _ = path;
}
