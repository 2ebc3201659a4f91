//! The command line as people type it, where it is not yet what clap reads, and what was meant by it.

use std::ffi::OsString;

use clap::error::ContextKind;
use clap::{Command, CommandFactory as _};

use super::args::Cli;
use super::help::said;
use crate::language::Texts;

/// A value that begins with a minus and a digit belongs to the flag before it, which says what it wants: no flag of
/// ours begins so.
pub(super) fn joined(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut are_flags = true;
    for arg in args {
        are_flags &= arg != "--";
        match joined.last_mut() {
            Some(flag) if are_flags && is_flag(flag) && is_negative(&arg) => {
                flag.push("=");
                flag.push(arg);
            }
            Some(_) | None => joined.push(arg),
        }
    }
    joined
}

fn is_flag(arg: &OsString) -> bool {
    let text = arg.to_str().unwrap_or_default();
    match text.strip_prefix("--") {
        Some(name) => !name.is_empty() && !name.contains('='),
        None => text.len() == 2 && text.starts_with('-') && text.ends_with(|c: char| c.is_ascii_alphabetic()),
    }
}

fn is_negative(arg: &OsString) -> bool {
    let digits = arg.to_str().and_then(|text| text.strip_prefix('-'));
    digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// What may have been meant.
pub(super) fn similar(err: &clap::Error, texts: Texts) -> String {
    let below = below_others(&said(err, ContextKind::InvalidSubcommand));
    if !below.is_empty() {
        return format!("; {}", texts.with("usage-similar", &[("what", below.into())]));
    }
    let similar = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| said(err, kind))
    .find(|similar| !similar.is_empty());
    similar.map_or(String::new(), |what| {
        format!("; {}", texts.with("usage-similar", &[("what", what.into())]))
    })
}

/// Commands of this very name below another one: "config check, rules check".
fn below_others(name: &str) -> String {
    let root = Cli::command();
    let above = root.get_subcommands().filter(|command| !command.is_hide_set());
    let has = |command: &&Command| command.get_subcommands().any(|below| below.get_name() == name);
    let names: Vec<_> = above
        .filter(has)
        .map(|command| format!("{} {name}", command.get_name()))
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_value_goes_to_the_flag_before_it() {
        #[track_caller]
        fn check(line: &str, expected: &str) {
            let joined = joined(line.split(' ').map(OsString::from));
            let shown: Vec<_> = joined.iter().map(|arg| arg.to_str().unwrap()).collect();
            assert_eq!(shown.join(" "), expected);
        }
        check("speur scan --jobs -1 T", "speur scan --jobs=-1 T");
        check("speur scan -j -1 T", "speur scan -j=-1 T");
        check("speur scan --time-limit -5m", "speur scan --time-limit=-5m");
        check("speur scan --jobs --gentle", "speur scan --jobs --gentle");
        check("speur scan --jobs=2 -1", "speur scan --jobs=2 -1");
        check("speur scan -- --jobs -1", "speur scan -- --jobs -1");
        check("speur scan T -1", "speur scan T -1");
    }

    #[test]
    fn a_command_is_found_below_the_one_it_belongs_to() {
        assert_eq!(below_others("check"), "rules check, config check");
        assert_eq!(below_others("scan"), "");
        assert_eq!(below_others(""), "");
    }
}
