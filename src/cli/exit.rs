//! Exit codes of every command.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Finished, with or without findings.
    Done,
    /// Finished; something at or above `--fail-on`.
    Found,
    /// Bad command line, configuration, policy or rules.
    Usage,
    /// Finished, but not everything was read, and that was required.
    Incomplete,
    /// Stopped early; what was read is saved.
    Stopped,
    /// Another run holds the lock.
    Locked,
    /// The state or an index was altered or does not verify.
    Integrity,
}

impl Exit {
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::Stopped => 4,
            Self::Locked => 5,
            Self::Integrity => 7,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
