//! The command line as clap reads it: declarations only.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::subject::Kind;

/// Finds personal data on this machine and says which of it may not be there.
#[derive(Debug, Parser)]
#[command(name = "speur", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Language of reports and messages [default: the system's]
    // Read before everything else (see `super::lang`), so that what clap says is said in it too.
    #[arg(long, value_name = "LANG", global = true, value_parser = ["nl", "fr", "de", "en"])]
    pub lang: Option<String>,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  finished, with or without findings
  1  finished; something at or above --fail-on
  2  bad command line, configuration, policy or rules
  3  finished, but not everything was read, and --require-complete was given
  4  stopped early (time limit, Ctrl-C, disk full); what was read is saved: go on with --resume
  5  another run holds the lock
  7  a report, the state, an index, the log or the exceptions were altered, or do not verify";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Scan this machine, or the given directories and files
    Scan(Box<ScanArgs>),
    /// Render runs again, of this machine or of many, without scanning
    ///
    /// Several runs give one report: of each machine its newest run counts, older ones are its trend. Inputs that are
    /// damaged, double or of another schema are named and left out.
    Report(Box<ReportArgs>),
    /// Find where one person occurs, and write the case file of that person's request
    Subject {
        #[command(subcommand)]
        command: SubjectCommand,
    },
    /// Print what the scanner reads in a file, as JSON Lines {path, inner, place, label, text}
    ///
    /// This is the one command that shows the text of a document: on stdout, to the person who can open the file anyway.
    Extract {
        /// The files to read
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Read the text of pictures and of scanned pages with an installed tesseract
        #[arg(long)]
        ocr: bool,
    },
    /// Fingerprints of the central storage, by which a scan finds the copies of what stands there
    Index {
        #[command(subcommand)]
        command: IndexCommand,
    },
    /// List, show or check the rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Explain why something was found, what a rule looks for, or what a run did not read
    Explain {
        /// A finding's id (f_..., from the records of a stored run) or a rule's (`speur rules list` names them)
        #[arg(value_name = "FINDING|RULE", required_unless_present = "coverage")]
        what: Option<String>,
        /// What a run did not read, and why: the run's id (r_...), or `last`
        #[arg(long, value_name = "RUN", conflicts_with = "what")]
        coverage: Option<String>,
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        rules: RulesDir,
    },
    /// Exceptions to the policy: accepted by an approver, with a reason and an end
    Exception {
        #[command(subcommand)]
        command: ExceptionCommand,
    },
    /// Print what protects this machine during a scan, and where Speur keeps its files
    Doctor {
        /// Verify the log of runs, policies, exceptions and exports; exit code 7 names the first line that does not fit
        #[arg(long)]
        audit: bool,
        #[command(flatten)]
        common: Common,
    },
    /// Show the resolved configuration, or check the configuration and policy files
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Print a JSON Schema
    Schema {
        /// Which one
        #[arg(value_enum, default_value_t = Schema::Records)]
        name: Schema,
    },
    /// Print the completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page (roff)
    Man,
    #[command(name = "__extract", hide = true)]
    ExtractChild {
        path: PathBuf,
        #[arg(long)]
        ocr: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum IndexCommand {
    /// Read the central storage and write its index
    Build(Box<IndexArgs>),
    /// Write the index again, reading only what changed since it was built here
    Update(Box<IndexArgs>),
    /// Read a whole index: exit code 7 when a byte of it was altered
    Verify(IndexFile),
    /// Say what an index holds, and when and from what it was built
    Info(IndexFile),
}

#[derive(Debug, Default, Args)]
pub struct IndexArgs {
    /// The roots of the central storage
    #[arg(value_name = "CENTRAL", required = true)]
    pub central: Vec<PathBuf>,
    /// The index file [default: central.index in the state directory]
    #[arg(short = 'o', long, alias = "output", value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub rules: RulesDir,
    /// Threads, each with a worker process [default: the number of cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<String>,
    /// Lowest priority, and at most a quarter of the cores
    #[arg(long)]
    pub gentle: bool,
    /// Leave out what matches this glob; repeatable
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Do not read files larger than this (such as 500M)
    #[arg(long, value_name = "SIZE")]
    pub max_file_size: Option<String>,
    /// Stop after this time (such as 90m or 2h) with exit code 4; `update` goes on
    #[arg(long, value_name = "TIME")]
    pub time_limit: Option<String>,
    /// Progress on stderr
    #[arg(long, value_name = "FORM", value_parser = ["auto", "bar", "json", "none"])]
    pub progress: Option<String>,
    /// No progress and no summary on stderr
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Default, Args)]
pub struct IndexFile {
    /// The index file, or the central storage it is of [default: the configured one]
    #[arg(value_name = "FILE|CENTRAL")]
    pub path: Option<PathBuf>,
    /// The index file, where PATH names the central storage
    #[arg(long, value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// One line per rule
    List(RulesDir),
    /// Print a rule's file
    Show {
        /// The rule's id
        rule: String,
        #[command(flatten)]
        rules: RulesDir,
    },
    /// Run the examples and counterexamples inside each rule file through the whole engine
    Check(RulesDir),
}

#[derive(Debug, Subcommand)]
pub enum SubjectCommand {
    /// Say where the person occurs: found, not found, or cannot say
    ///
    /// The identifier is asked for, or read from the standard input (one a line); never give it on the command line.
    Find(Box<SubjectArgs>),
    /// Write the case file: where, what kind of data, which copies, and until when the person must have an answer
    Export(Box<SubjectExportArgs>),
}

#[derive(Debug, Subcommand)]
pub enum ExceptionCommand {
    /// Accept a finding, a document or a place until a day
    Add(Box<ExceptionAdd>),
    /// All exceptions, those that ended too, and what users asked for
    List {
        #[command(flatten)]
        common: Common,
    },
    /// End an exception early
    Expire(Box<ExceptionExpire>),
    /// Ask the DPO to except a finding: the next report tells it
    Request {
        /// The finding's id (f_...)
        finding: String,
        /// Why it is no personal data, or may stay
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        common: Common,
    },
    /// Make a key for an approver in a new file, and print the public key for the policy
    Keygen {
        /// Where the private key is kept
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct ExceptionAdd {
    /// A finding's id (f_...), the token of a document (`content` in its record), or a glob of paths
    #[arg(value_name = "FINDING|TOKEN|GLOB")]
    pub what: String,
    /// Why it is accepted
    #[arg(long)]
    pub reason: String,
    /// Who approves it, as the policy names them
    #[arg(long, value_name = "NAME")]
    pub approver: String,
    /// The last day that it counts (such as 2027-06-30)
    #[arg(long, value_name = "DAY")]
    pub until: String,
    /// The approver's private key (`speur exception keygen` makes one)
    #[arg(long, value_name = "FILE")]
    pub signing_key: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Args)]
pub struct ExceptionExpire {
    /// The exception's id (x_...)
    pub id: String,
    /// The approver's private key
    #[arg(long, value_name = "FILE")]
    pub signing_key: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Every setting, its value and where it came from
    Show(Box<ScanArgs>),
    /// Check the configuration and policy files; exit code 2 when something is wrong
    Check(Box<ScanArgs>),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Schema {
    /// The records of JSON Lines reports (speur/1)
    Records,
}

#[derive(Debug, Default, Args)]
pub struct RulesDir {
    /// Also take this rule file, or the rule files (*.toml) of this directory; repeatable
    #[arg(long = "rules", value_name = "PATH")]
    pub rules: Vec<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub struct Common {
    /// Configuration file [default: the user's own]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Policy file of the organisation
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Where runs are kept [default: the user's state directory]
    #[arg(long, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// File with the token key (64 hex digits) [default: this device's own key]
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub struct ScanArgs {
    /// What to scan [default: the user-writable places of this machine]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub output: OutputArgs,
    /// Threads, each with a worker process [default: the number of cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<String>,
    /// Lowest priority, and at most a quarter of the cores
    #[arg(long)]
    pub gentle: bool,
    /// Leave out what matches this glob; repeatable
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read the text of pictures and of scanned pages with an installed tesseract
    #[arg(long)]
    pub ocr: bool,
    /// Do not read files larger than this (such as 500M); they count as too-large
    #[arg(long, value_name = "SIZE")]
    pub max_file_size: Option<String>,
    /// Stop after this time (such as 90m or 2h) with exit code 4; --resume goes on
    #[arg(long, value_name = "TIME")]
    pub time_limit: Option<String>,
    /// Skip files unchanged since an earlier run [this is the default]
    #[arg(long, conflicts_with = "full")]
    pub since_last: bool,
    /// Read every file again
    #[arg(long)]
    pub full: bool,
    /// Go on with the run that was stopped
    #[arg(long)]
    pub resume: bool,
    /// Progress on stderr
    #[arg(long, value_name = "FORM", value_parser = ["auto", "bar", "json", "none"])]
    pub progress: Option<String>,
    /// No progress and no summary on stderr
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell on stderr what is skipped and why
    #[arg(short, long)]
    pub verbose: bool,
}

/// Where a report goes, in which form, and what it says.
#[derive(Debug, Default, Args)]
pub struct OutputArgs {
    /// Form of the report on stdout [default: table on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT", value_parser = ["table", "jsonl", "html", "csv", "xlsx", "sarif", "md"])]
    pub format: Option<String>,
    /// Write the report to a file, in the form its ending names (.txt, .jsonl, .html, .csv, .xlsx, .sarif, .md); repeatable
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// What a report says of values: counts and places, or also masked samples
    #[arg(long, value_name = "DETAIL", value_parser = ["counts", "values"])]
    pub detail: Option<String>,
    /// Index of the central storage: tells which documents are copies of central ones
    #[arg(long, value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    /// Encrypt every report to this age key (age1...), such as the data protection officer's; repeatable
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub encrypt_to: Vec<String>,
    /// Write a record for every document, also those with nothing to say
    #[arg(long)]
    pub all: bool,
    /// Exit code 1 when a violation has this risk level or a higher one
    #[arg(long, value_name = "LEVEL", value_parser = ["low", "medium", "high", "critical"])]
    pub fail_on: Option<String>,
    /// Exit code 3 when not everything was read
    #[arg(long)]
    pub require_complete: bool,
    /// Colours
    #[arg(long, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    pub color: Option<String>,
}

#[derive(Debug, Default, Args)]
pub struct ReportArgs {
    /// A stored run (r_..., or `last`), a report in JSON Lines, or a folder with reports
    #[arg(value_name = "RUN", required = true)]
    pub runs: Vec<PathBuf>,
    /// File with the age key that opens encrypted reports; repeatable
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// List of the organisation's devices (.toml, .csv): their departments, and those that were never scanned
    #[arg(long, value_name = "FILE")]
    pub devices: Option<PathBuf>,
    /// Write a notice to the DPO in this folder: the dossier (notice.md) and a draft of the mail (notice.eml)
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, require_equals = true, default_missing_value = ".")]
    pub notice: Option<PathBuf>,
    /// When somebody became aware (such as 2026-11-28T09:30), for the 72 hours [default: the end of the first run]
    #[arg(long, value_name = "MOMENT", requires = "notice", value_parser = super::notice::moment)]
    pub aware: Option<jiff::Timestamp>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Default, Args)]
pub struct SubjectArgs {
    /// Where to look: stored runs, reports, folders with reports [default: the runs stored on this machine]
    #[arg(value_name = "RUN", conflicts_with = "scan")]
    pub runs: Vec<PathBuf>,
    /// Look in these files and folders as they are now, without a trace in the stored runs; repeatable
    #[arg(long, value_name = "PATH")]
    pub scan: Vec<PathBuf>,
    /// What the identifier is [default: the kind it holds for]; a person is "name, birth date"
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// File with the age key that opens encrypted reports; repeatable
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// Exit code 3 when of something nobody can say
    #[arg(long)]
    pub require_complete: bool,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub rules: RulesDir,
}

#[derive(Debug, Default, Args)]
pub struct SubjectExportArgs {
    #[command(flatten)]
    pub search: SubjectArgs,
    /// Write the case to a file (.json, .md); repeatable [default: JSON on stdout]
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Encrypt every file to this age key (age1...); repeatable
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub encrypt_to: Vec<String>,
    /// The day on which the request was received, such as 2026-11-28 [default: today]
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
}
