//! The command line as clap reads it: declarations only. What each one is for stands in `help.ftl`, once per language
//! (`super::help` joins the two).

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::subject::Kind;

#[derive(Debug, Parser)]
#[command(name = "speur", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    // Read before everything else (see `super::lang`), so that what clap says is said in it too.
    #[arg(long, value_name = "LANG", global = true, value_parser = ["nl", "fr", "de", "en"])]
    pub lang: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Scan(Box<ScanArgs>),
    Report(Box<ReportArgs>),
    Subject {
        #[command(subcommand)]
        command: SubjectCommand,
    },
    Extract {
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[arg(long)]
        ocr: bool,
    },
    Index {
        #[command(subcommand)]
        command: IndexCommand,
    },
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    Explain {
        #[arg(value_name = "FINDING|RULE")]
        what: Option<String>,
        #[arg(long, value_name = "RUN", conflicts_with = "what")]
        coverage: Option<String>,
        #[arg(long, value_name = "FILE")]
        central_index: Option<PathBuf>,
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        rules: RulesDir,
    },
    Exception {
        #[command(subcommand)]
        command: ExceptionCommand,
    },
    Doctor {
        #[arg(long)]
        audit: bool,
        #[command(flatten)]
        common: Common,
    },
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    Schema {
        #[arg(value_enum, default_value_t = Schema::Records)]
        name: Schema,
    },
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
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
    Build(Box<IndexArgs>),
    Update(Box<IndexArgs>),
    Verify(IndexFile),
    Info(IndexFile),
}

#[derive(Debug, Default, Args)]
pub struct IndexArgs {
    #[arg(value_name = "CENTRAL", required = true)]
    pub central: Vec<PathBuf>,
    #[arg(short = 'o', long, alias = "output", value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub rules: RulesDir,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<String>,
    #[arg(long)]
    pub gentle: bool,
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    #[arg(long, value_name = "SIZE")]
    pub max_file_size: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub time_limit: Option<String>,
    #[arg(long, value_name = "FORM", value_parser = ["auto", "bar", "json", "none"])]
    pub progress: Option<String>,
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Default, Args)]
pub struct IndexFile {
    #[arg(value_name = "FILE|CENTRAL")]
    pub path: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    List(RulesDir),
    Show {
        rule: String,
        #[command(flatten)]
        rules: RulesDir,
    },
    Check(RulesDir),
    Bench {
        #[arg(value_name = "FILE")]
        sample: Option<PathBuf>,
        #[arg(long, value_name = "FORMAT", value_parser = ["table", "jsonl"])]
        format: Option<String>,
        #[command(flatten)]
        rules: RulesDir,
    },
}

#[derive(Debug, Subcommand)]
pub enum SubjectCommand {
    Find(Box<SubjectArgs>),
    Export(Box<SubjectExportArgs>),
}

#[derive(Debug, Subcommand)]
pub enum ExceptionCommand {
    Add(Box<ExceptionAdd>),
    List {
        #[command(flatten)]
        common: Common,
    },
    Expire(Box<ExceptionExpire>),
    Request {
        finding: String,
        #[arg(long)]
        reason: Option<String>,
        #[command(flatten)]
        common: Common,
    },
    Keygen {
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub struct ExceptionAdd {
    #[arg(value_name = "FINDING|TOKEN|GLOB")]
    pub what: String,
    #[arg(long)]
    pub reason: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub approver: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub until: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub signing_key: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Args)]
pub struct ExceptionExpire {
    pub id: String,
    #[arg(long, value_name = "FILE")]
    pub signing_key: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    Show(Box<ScanArgs>),
    Check(Box<ScanArgs>),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Schema {
    Records,
}

#[derive(Debug, Default, Args)]
pub struct RulesDir {
    #[arg(long = "rules", value_name = "PATH")]
    pub rules: Vec<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub struct Common {
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub struct ScanArgs {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub rules: RulesDir,
    #[command(flatten)]
    pub output: OutputArgs,
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<String>,
    #[arg(long)]
    pub gentle: bool,
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    #[arg(long)]
    pub ocr: bool,
    #[arg(long, value_name = "SIZE")]
    pub max_file_size: Option<String>,
    #[arg(long, value_name = "TIME")]
    pub time_limit: Option<String>,
    #[arg(long, conflicts_with = "full")]
    pub since_last: bool,
    #[arg(long)]
    pub full: bool,
    #[arg(long)]
    pub resume: bool,
    #[arg(long, value_name = "FORM", value_parser = ["auto", "bar", "json", "none"])]
    pub progress: Option<String>,
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    #[arg(short, long)]
    pub verbose: bool,
}

/// Where a report goes, in which form, and what it says.
#[derive(Debug, Default, Args)]
pub struct OutputArgs {
    #[arg(long, value_name = "FORMAT", value_parser = ["table", "jsonl", "html", "csv", "xlsx", "sarif", "md"])]
    pub format: Option<String>,
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    #[arg(long, value_name = "DETAIL", value_parser = ["counts", "values"])]
    pub detail: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub encrypt_to: Vec<String>,
    #[arg(long)]
    pub all: bool,
    #[arg(long, value_name = "LEVEL", value_parser = ["low", "medium", "high", "critical"])]
    pub fail_on: Option<String>,
    #[arg(long)]
    pub require_complete: bool,
    #[arg(long, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    pub color: Option<String>,
}

#[derive(Debug, Default, Args)]
pub struct ReportArgs {
    #[arg(value_name = "RUN", required = true)]
    pub runs: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub devices: Option<PathBuf>,
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, require_equals = true, default_missing_value = ".")]
    pub notice: Option<PathBuf>,
    #[arg(long, value_name = "MOMENT", value_parser = crate::config::moment)]
    pub aware: Option<jiff::Timestamp>,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, Default, Args)]
pub struct SubjectArgs {
    #[arg(value_name = "RUN", conflicts_with = "scan")]
    pub runs: Vec<PathBuf>,
    #[arg(long, value_name = "PATH")]
    pub scan: Vec<PathBuf>,
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    #[arg(long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
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
    #[arg(short, long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub central_index: Option<PathBuf>,
    #[arg(long, value_name = "AGE_RECIPIENT")]
    pub encrypt_to: Vec<String>,
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
}
