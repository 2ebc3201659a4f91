//! Exit codes of every command.

use std::fmt;
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

impl Exit {
    /// Of a command that did its work while the log does not verify. What ended it early says more.
    pub fn with_a_broken_log(self) -> Self {
        match self {
            Self::Done | Self::Found | Self::Incomplete => Self::Integrity,
            Self::Usage | Self::Stopped | Self::Locked | Self::Integrity => self,
        }
    }
}

/// As an error: what keeps a command from its work was told where it was met, and only the code is left to give.
impl std::error::Error for Exit {}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code().fmt(f)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_log_outranks_findings_and_no_error() {
        let exits = [Exit::Done, Exit::Found, Exit::Incomplete, Exit::Stopped, Exit::Usage];
        let codes = exits.map(|exit| exit.with_a_broken_log().code());
        assert_eq!(codes, [7, 7, 7, 4, 2]);
    }
}
