//! The command line in the reader's language: clap has the declarations of [`super::args`], the words come from here.
//!
//! A command's text is `help-<command>`, with more in `help-<command>-long`; an argument's is `flag-<name>`, or
//! `flag-<name>-of-<command>` where that one and those below it mean something else by it; the name of its value is
//! `value-<name>`.

use std::path::Path;

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::args::Cli;
use super::exit::Exit;
use super::named::named;
use super::typed::similar;
use crate::language::{Texts, Value};

/// What clap itself writes in a usage line, for which it has no setting.
const ANY_OPTIONS: &str = "[OPTIONS]";
const USAGE: &str = "Usage: ";

/// The whole command, ready to parse.
pub(super) fn command(texts: Texts) -> Command {
    let codes = texts.get("help-exit-codes").into_owned();
    let mut root = worded(with_version(Cli::command()), "speur", texts).after_help(codes);
    // Gives every command its full name, with which its usage begins.
    root.build();
    with_usage(root, texts)
}

fn with_version(root: Command) -> Command {
    let flag = Arg::new("version").short('V').long("version");
    root.disable_version_flag(true).arg(flag.action(ArgAction::Version))
}

/// The same without the hidden commands, for completions and the manual.
pub(super) fn visible_command(texts: Texts) -> Command {
    let full = command(texts);
    let about = full.get_about().cloned().unwrap_or_default();
    let codes = full.get_after_help().cloned().unwrap_or_default();
    let command = with_version(Command::new("speur").version(env!("CARGO_PKG_VERSION")))
        .disable_help_subcommand(true)
        .about(about)
        .after_help(codes);
    full.get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .fold(command, |command, sub| command.subcommand(sub.clone()))
}

/// Help and version go to stdout; what is wrong is said, with how the command is used.
pub(super) fn answer(err: &clap::Error, texts: Texts) -> Exit {
    match err.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => super::printed(err.print()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = err.print();
            Exit::Usage
        }
        _ => {
            // What is typed there may be the person who is looked for.
            let is_private = std::env::args_os().any(|arg| arg == "subject");
            super::say(format_args!("speur: {}", mistake(err, is_private, texts)));
            Exit::Usage
        }
    }
}

/// A command and those below it; `name` is how it is reached (`index-build`).
fn worded(command: Command, name: &str, texts: Texts) -> Command {
    let about = texts.sentence("help", name).into_owned();
    let more = format!("{name}-long");
    let command = match texts.has(&format!("help-{more}")) {
        true => command.long_about(format!("{about}\n\n{}", texts.sentence("help", &more))),
        false => command.long_about(None),
    };
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let header = Styles::styled().get_header().to_owned();
    let usage = texts.get("help-usage");
    command
        .about(about)
        .disable_help_flag(true)
        .arg(help)
        .mut_args(|arg| argument(arg, name, texts))
        .help_template(format!(
            "{{about-with-newline}}\n{header}{usage}{header:#} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(texts.get("help-commands").into_owned())
        .subcommand_value_name(texts.get("value-command").into_owned())
        .mut_subcommands(|below| match (below.is_hide_set(), name) {
            (true, _) => below,
            (false, "speur") => {
                let name = below.get_name().to_owned();
                worded(below, &name, texts)
            }
            (false, _) => {
                let name = format!("{name}-{}", below.get_name());
                worded(below, &name, texts)
            }
        })
}

fn argument(arg: Arg, command: &str, texts: Texts) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let mut help = texts.sentence("flag", &flag_key(&id, command, texts)).into_owned();
    let mut add = |key: &str, what: String| help.push_str(&format!(" {}", texts.with(key, &[("what", what.into())])));
    let takes_value = arg.get_action().takes_values();
    let choices: Vec<_> = arg
        .get_possible_values()
        .iter()
        .map(|value| value.get_name().to_owned())
        .collect();
    if takes_value && !choices.is_empty() {
        add("help-choices", choices.join(", "));
    }
    if let [default] = arg.get_default_values() {
        add("help-default", default.to_string_lossy().into_owned());
    }
    let heading = if arg.is_positional() {
        "help-arguments"
    } else {
        "help-options"
    };
    let name = texts.sentence("value", &value_key(&arg)).into_owned();
    let arg = arg
        .help(help)
        .long_help(None)
        .help_heading(texts.get(heading).into_owned());
    if !takes_value {
        return arg;
    }
    arg.value_name(name).hide_possible_values(true).hide_default_value(true)
}

/// What is told of a flag by this command, or by all.
fn flag_key(id: &str, command: &str, texts: Texts) -> String {
    let id = id.replace('_', "-");
    let family = command.split('-').next().unwrap_or_default();
    let own = format!("{id}-of-{family}");
    if texts.has(&format!("flag-{own}")) { own } else { id }
}

fn value_key(arg: &Arg) -> String {
    let declared = arg.get_value_names().map(|names| names.join("-"));
    let name = declared.unwrap_or_else(|| arg.get_id().to_string());
    name.to_lowercase().replace(['|', '_'], "-")
}

fn with_usage(mut command: Command, texts: Texts) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage.strip_prefix(USAGE).unwrap_or(&usage);
    let usage = usage.replace(ANY_OPTIONS, &texts.get("value-options"));
    command.override_usage(usage).mut_subcommands(|below| {
        if below.is_hide_set() {
            below
        } else {
            with_usage(below, texts)
        }
    })
}

/// What is wrong with a command line, and how it is used. Of a private one nothing is repeated that clap does not know.
fn mistake(err: &clap::Error, is_private: bool, texts: Texts) -> String {
    let usage = said(err, ContextKind::Usage);
    let usage = usage.strip_prefix(USAGE).unwrap_or(&usage).trim_end();
    let (what, similar) = (wrong(err, is_private, texts), similar(err, texts));
    match usage {
        "" => format!("{what}{similar}"),
        usage => format!(
            "{what}{similar}\n\n{} {usage}\n{}",
            texts.get("help-usage"),
            texts.get("usage-more")
        ),
    }
}

fn wrong(err: &clap::Error, is_private: bool, texts: Texts) -> String {
    let typed = |kind| match is_private {
        true => "…".to_owned(),
        false => named(Path::new(&said(err, kind))),
    };
    let flag = || said(err, ContextKind::InvalidArg);
    let valued = |key: &str| of_value(err, key, typed(ContextKind::InvalidValue), texts);
    match err.kind() {
        ErrorKind::InvalidValue if said(err, ContextKind::InvalidValue).is_empty() => valued("usage-needs-value"),
        ErrorKind::InvalidValue => valued("usage-not-a-choice"),
        ErrorKind::ValueValidation if is_private => valued("usage-not-a-value"),
        ErrorKind::ValueValidation => valued("usage-wrong-value"),
        ErrorKind::UnknownArgument => texts.with("usage-unknown", &[("what", typed(ContextKind::InvalidArg).into())]),
        ErrorKind::InvalidSubcommand => texts.with(
            "usage-unknown",
            &[("what", typed(ContextKind::InvalidSubcommand).into())],
        ),
        ErrorKind::NoEquals => valued("usage-needs-equals"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => valued("usage-values"),
        ErrorKind::ArgumentConflict => {
            let other = said(err, ContextKind::PriorArg);
            match other.is_empty() || other == flag() {
                true => valued("usage-twice"),
                false => texts.with("usage-conflict", &[("flag", flag().into()), ("other", other.into())]),
            }
        }
        ErrorKind::MissingRequiredArgument => texts.with("usage-missing", &[("what", flag().into())]),
        ErrorKind::MissingSubcommand => texts.with(
            "usage-missing",
            &[("what", texts.get("value-command").into_owned().into())],
        ),
        ErrorKind::InvalidUtf8 => texts.get("usage-not-unicode").into_owned(),
        // Help and version are none, and the rest cannot come of a command line.
        _ => err.kind().to_string(),
    }
}

/// What is wrong with the value of a flag.
fn of_value(err: &clap::Error, key: &str, typed: String, texts: Texts) -> String {
    let why = std::error::Error::source(err).map(ToString::to_string);
    let values: &[(&str, Value<'_>)] = &[
        ("flag", said(err, ContextKind::InvalidArg).into()),
        ("value", typed.into()),
        ("choices", said(err, ContextKind::ValidValue).into()),
        ("why", why.unwrap_or_default().into()),
    ];
    texts.with(key, values)
}

/// What clap knows of its error.
pub(super) fn said(err: &clap::Error, kind: ContextKind) -> String {
    match err.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(
            ContextValue::StyledStrs(_) | ContextValue::Bool(_) | ContextValue::Number(_) | ContextValue::None | _,
        )
        | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::language::Lang;

    /// The keys of everything that a person may read in the help.
    fn keys(command: &Command, name: &str, found: &mut BTreeSet<String>) {
        found.insert(format!("help-{name}"));
        let texts = Texts::new(Lang::En);
        for arg in command.get_arguments() {
            found.insert(format!("flag-{}", flag_key(arg.get_id().as_str(), name, texts)));
            if arg.get_action().takes_values() {
                found.insert(format!("value-{}", value_key(arg)));
            }
        }
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            let below_name = match name {
                "speur" => below.get_name().to_owned(),
                _ => format!("{name}-{}", below.get_name()),
            };
            keys(below, &below_name, found);
        }
    }

    #[test]
    fn every_command_flag_and_value_has_its_text_and_every_text_its_place() {
        let mut wanted = BTreeSet::new();
        keys(&Cli::command(), "speur", &mut wanted);
        wanted.extend(["flag-help", "flag-version", "value-command", "value-options"].map(str::to_owned));
        let texts = Texts::new(Lang::En);
        for key in &wanted {
            assert!(texts.has(key), "no text `{key}`");
        }
        let general = [
            "usage",
            "commands",
            "arguments",
            "options",
            "choices",
            "default",
            "exit-codes",
        ];
        for line in include_str!("../language/en/help.ftl").lines() {
            let Some((key, _)) = line.split_once(" =") else {
                continue;
            };
            let is_general = general.iter().any(|name| key == format!("help-{name}"));
            let is_more = key.strip_suffix("-long").is_some_and(|key| wanted.contains(key));
            let is_ours = ["help-", "flag-", "value-"].iter().any(|kind| key.starts_with(kind));
            assert!(
                !is_ours || is_general || is_more || wanted.contains(key),
                "nothing uses `{key}`"
            );
        }
    }

    #[test]
    fn no_word_of_claps_own_is_left() {
        for lang in [Lang::Nl, Lang::Fr, Lang::De] {
            let mut command = command(Texts::new(lang));
            let mut pages = vec![
                command.render_long_help().to_string(),
                command.render_help().to_string(),
            ];
            for below in command.get_subcommands_mut().filter(|below| !below.is_hide_set()) {
                pages.push(below.render_long_help().to_string());
                pages.extend(
                    below
                        .get_subcommands_mut()
                        .map(|each| each.render_long_help().to_string()),
                );
            }
            for page in pages {
                for word in [
                    "Usage:",
                    "Print help",
                    "possible values",
                    "[default:",
                    "[env:",
                    "<COMMAND>",
                    "Commands:",
                ] {
                    assert!(!page.contains(word), "{lang:?}: {word} in\n{page}");
                }
                let options = page.contains("Options:") || page.contains("[OPTIONS]");
                assert!(lang == Lang::Fr || !options, "{lang:?}: {page}");
            }
        }
    }

    #[track_caller]
    fn wrong(line: &str, lang: Lang) -> String {
        let texts = Texts::new(lang);
        let err = command(texts).try_get_matches_from(line.split(' ')).unwrap_err();
        mistake(&err, line.contains("subject"), texts)
    }

    #[test]
    fn a_mistake_is_told_in_the_language_of_the_reader() {
        #[track_caller]
        fn check(line: &str, begins: &str) {
            let told = wrong(line, Lang::Nl);
            assert!(told.starts_with(begins), "{told}");
        }
        check("speur scan --jbos 3", "`--jbos` is hier niet bekend; er is wel --jobs");
        check(
            "speur scna",
            "`scna` is hier niet bekend; er is wel schema, scan\n\nGebruik: speur",
        );
        check(
            "speur check",
            "`check` is hier niet bekend; er is wel rules check, config check",
        );
        check("speur 85.07.30-951.80", "`…` is hier niet bekend");
        check("speur scan --jobs", "--jobs <N>: geef een waarde");
        check(
            "speur scan --color blue",
            "--color <WANNEER>: `blue` is niet een van auto, always, never",
        );
        check("speur scan --color", "--color <WANNEER>: geef een waarde");
        check(
            "speur scan --full --since-last",
            "--full en --since-last gaan niet samen",
        );
        check("speur scan --jobs 1 --jobs 2", "--jobs <N>: geef dit één keer");
        check("speur extract", "er ontbreekt iets: <BESTAND>");
        check("speur report x --notice --aware soon", "--aware <MOMENT>: `soon`");
    }

    #[test]
    fn what_is_typed_in_a_search_for_a_person_is_not_repeated() {
        for line in [
            "find --85.07.30",
            "85.07.30-951.80",
            "find --kind 85.07.30-951.80",
            "export --85.07.30=1",
        ] {
            let told = wrong(&format!("speur subject {line}"), Lang::En);
            assert!(!told.contains("85.07.30"), "{told}");
        }
    }
}
