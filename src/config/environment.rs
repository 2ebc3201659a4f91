//! The variables of the process and the places where each system keeps such files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

/// What a configuration is resolved from besides flags; built by hand in tests.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Those that begin with `SPEUR_`.
    pub variables: BTreeMap<String, OsString>,
    pub machine_file: Option<PathBuf>,
    pub user_file: Option<PathBuf>,
    /// Taken where no policy is named and this file exists.
    pub machine_policy: Option<PathBuf>,
    pub state_dir: Option<PathBuf>,
}

impl Environment {
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("SPEUR_"))
            .collect();
        let machine = machine_folder();
        Self {
            variables,
            machine_file: machine.as_ref().map(|folder| folder.join("config.toml")),
            machine_policy: machine.map(|folder| folder.join("policy.toml")),
            user_file: user_folder().map(|folder| folder.join("config.toml")),
            state_dir: state_folder(),
        }
    }
}

/// Of the one who runs this.
pub(super) fn home() -> Option<PathBuf> {
    named(if cfg!(windows) { "USERPROFILE" } else { "HOME" })
}

/// A folder a variable names; a relative one is not to be trusted (XDG base directory specification).
fn named(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

fn machine_folder() -> Option<PathBuf> {
    if cfg!(windows) {
        return Some(named("ProgramData")?.join("speur"));
    }
    Some(PathBuf::from("/etc/speur"))
}

fn user_folder() -> Option<PathBuf> {
    if cfg!(windows) {
        return Some(named("APPDATA")?.join("speur"));
    }
    if cfg!(target_os = "macos") {
        return Some(home()?.join("Library/Application Support/speur"));
    }
    let folder = named("XDG_CONFIG_HOME").or_else(|| Some(home()?.join(".config")));
    Some(folder?.join("speur"))
}

fn state_folder() -> Option<PathBuf> {
    if cfg!(windows) {
        return Some(named("LOCALAPPDATA")?.join("speur"));
    }
    if cfg!(target_os = "macos") {
        return user_folder();
    }
    let folder = named("XDG_STATE_HOME").or_else(|| Some(home()?.join(".local/state")));
    Some(folder?.join("speur"))
}
