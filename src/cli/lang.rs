//! Which language this process speaks: settled before the command line is parsed, so that clap's words are in it too.

use std::ffi::OsString;

use crate::config::{Config, Environment, Flags};
use crate::language::{self, Lang};

/// The flag, the variable or the configuration file says it, else the system.
pub(super) fn settle() {
    let environment = Environment::of_process();
    let variable = environment.variables.get("SPEUR_LANG").cloned();
    let flags = Flags {
        lang: flag(),
        config: value_of("--config", std::env::args_os()).map(Into::into),
        ..Flags::default()
    };
    let said = match Config::resolve(&flags, &environment) {
        Ok(config) => config.lang,
        // What is wrong is told by the command; meanwhile the one who asks is heard.
        Err(_) => flags
            .lang
            .or_else(|| variable?.into_string().ok())
            .and_then(|name| Lang::of_locale(&name)),
    };
    language::speak(said.unwrap_or_else(Lang::of_system));
}

/// What `--lang` says.
pub(super) fn flag() -> Option<String> {
    value_of("--lang", std::env::args_os()).map(|value| value.to_string_lossy().into_owned())
}

/// The value of a flag among arguments that are not parsed yet; the last one, as clap would refuse two.
fn value_of(flag: &str, args: impl IntoIterator<Item = OsString>) -> Option<OsString> {
    let mut found = None;
    let mut args = args.into_iter().skip(1).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        if arg == flag {
            found = args.next();
        } else if let Some(value) = arg.to_str().and_then(|arg| arg.strip_prefix(flag)?.strip_prefix('=')) {
            found = Some(value.into());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_found_wherever_it_stands() {
        #[track_caller]
        fn check(args: &[&str], expected: Option<&str>) {
            let args = args.iter().map(OsString::from);
            assert_eq!(value_of("--lang", args), expected.map(OsString::from));
        }
        check(&["speur", "--lang", "nl", "scan"], Some("nl"));
        check(&["speur", "scan", "--lang=fr", "x"], Some("fr"));
        check(&["speur", "scan", "--", "--lang", "nl"], None);
        check(&["speur", "scan", "--language=nl"], None);
        check(&["speur", "scan", "--lang"], None);
        check(&["--lang", "scan"], None);
    }
}
