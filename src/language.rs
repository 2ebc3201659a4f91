//! What people read, in their language: Fluent files that are part of the program, and numbers and dates in their form.
//!
//! ```
//! use speur::language::{Lang, Texts};
//! let texts = Texts::new(Lang::Nl);
//! assert_eq!(texts.with("files", &[("n", 1234.into())]), "1.234 bestanden");
//! ```
//! Each area has one file per language (`en/cli.ftl`, `nl/cli.ftl`, ...), named in `AREAS`. A test holds them
//! together: the same keys and placeholders in all four, none missing and none unused. Records, tokens, rule ids and
//! the keys of the configuration are for programs and never translated.

mod form;
mod parsing;
mod system;
mod system_error;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use crate::report::visible;
pub use fluent_bundle::FluentValue as Value;
pub use parsing::toml;
#[cfg(test)]
use parsing::toml_kinds;
pub(crate) use system_error::in_words_of_today;
pub use system_error::{io, io_words};

/// A language that Speur speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Nl,
    Fr,
    De,
}

impl Lang {
    pub const ALL: [Self; 4] = [Self::En, Self::Nl, Self::Fr, Self::De];

    /// As `--lang` and the `lang` attribute of HTML name it (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::De => "de",
        }
    }

    /// The language of a locale's name: `nl_BE.UTF-8`, `fr-BE`, `de`.
    pub fn of_locale(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| language.eq_ignore_ascii_case(lang.code()))
    }

    /// The language that this system speaks with its user; English where it speaks none of ours.
    pub fn of_system() -> Self {
        system::locale()
            .and_then(|name| Self::of_locale(&name))
            .unwrap_or_default()
    }
}

/// The texts of one area in each language.
struct Area {
    en: &'static str,
    nl: &'static str,
    fr: &'static str,
    de: &'static str,
}

macro_rules! area {
    ($name:literal) => {
        Area {
            en: include_str!(concat!("language/en/", $name, ".ftl")),
            nl: include_str!(concat!("language/nl/", $name, ".ftl")),
            fr: include_str!(concat!("language/fr/", $name, ".ftl")),
            de: include_str!(concat!("language/de/", $name, ".ftl")),
        }
    };
}

static AREAS: &[Area] = &[
    area!("form"),
    area!("words"),
    area!("rules"),
    area!("html"),
    area!("table"),
    area!("cli"),
    area!("help"),
    area!("errors"),
    area!("explain"),
    area!("notice"),
    area!("policy"),
    area!("merged"),
    area!("subject"),
    area!("reading"),
    area!("workbook"),
];

impl Area {
    fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Nl => self.nl,
            Lang::Fr => self.fr,
            Lang::De => self.de,
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
static NL: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Nl));
static FR: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Fr));
static DE: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::De));

fn bundle(lang: Lang) -> Bundle {
    let locale = lang.code().parse().expect("the code of a language is a locale");
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Marks that isolate directions would show in a terminal; a page isolates by its elements.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::En => |value, _| form::plain(Lang::En, value),
        Lang::Nl => |value, _| form::plain(Lang::Nl, value),
        Lang::Fr => |value, _| form::plain(Lang::Fr, value),
        Lang::De => |value, _| form::plain(Lang::De, value),
    }));
    for area in AREAS {
        let resource = FluentResource::try_new(area.text(lang).to_owned());
        // The tests read every file and every key; a wrong line must not cost a user the rest.
        let resource = resource.unwrap_or_else(|(rest, wrong)| {
            debug_assert!(wrong.is_empty(), "{lang:?}: {wrong:?}");
            rest
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{lang:?}: {added:?}");
    }
    bundle
}

/// The texts of a language. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Texts {
    lang: Lang,
    bundle: &'static Bundle,
}

impl Texts {
    pub fn new(lang: Lang) -> Self {
        let bundle = match lang {
            Lang::En => &EN,
            Lang::Nl => &NL,
            Lang::Fr => &FR,
            Lang::De => &DE,
        };
        Self { lang, bundle }
    }

    pub fn lang(self) -> Lang {
        self.lang
    }

    /// A text without placeholders.
    pub fn get(self, key: &str) -> Cow<'static, str> {
        self.find(key, None).unwrap_or_else(|| {
            debug_assert!(false, "no text `{key}`");
            Cow::Owned(key.to_owned())
        })
    }

    /// A text with its placeholders filled in. Numbers choose the plural and are written in the reader's form.
    pub fn with(self, key: &str, values: &[(&str, Value<'_>)]) -> String {
        let values = values.iter().cloned();
        let args: FluentArgs<'_> = values.map(|(name, value)| (name, on_one_line(name, value))).collect();
        self.find(key, Some(&args)).map_or_else(
            || {
                debug_assert!(false, "no text `{key}`");
                key.to_owned()
            },
            Cow::into_owned,
        )
    }

    /// The text of a token of the records, by its kind: `sentence("reason", "encrypted")` is `reason-encrypted`. The
    /// token itself where there is none, as in a report of a newer version.
    pub fn sentence(self, kind: &str, token: &str) -> Cow<'static, str> {
        let key = format!("{kind}-{}", token.replace('.', "-"));
        self.find(&key, None).unwrap_or_else(|| Cow::Owned(token.to_owned()))
    }

    /// The text of what a record says in English words: `phrase("gap", "more than 9 MB")` is `gap-more-than-n-mb`, with
    /// its first numbers as `$n` and `$m`. The words themselves where there is none.
    pub fn phrase(self, kind: &str, words: &str) -> Cow<'static, str> {
        let mut key = kind.to_owned();
        let mut numbers = Vec::new();
        for word in words
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            key.push('-');
            match word.parse::<u64>() {
                Ok(number) => {
                    key.push('n');
                    numbers.push(number);
                }
                Err(_) => key.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            }
        }
        let args: FluentArgs<'_> = ["n", "m"].into_iter().zip(numbers).collect();
        self.find(&key, Some(&args))
            .unwrap_or_else(|| Cow::Owned(words.to_owned()))
    }

    /// Whether there is such a text.
    pub fn has(self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn find(self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<Cow<'static, str>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut wrong = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut wrong).into_owned();
        debug_assert!(wrong.is_empty(), "{key}: {wrong:?}");
        Some(Cow::Owned(text))
    }
}

/// The text of an error or a note, in the language of this process: `told!("file-exists", path = path.display())`.
/// Where a number chooses the plural, [`Texts::with`] is what is needed.
macro_rules! told {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::language::texts().with(
            $key,
            &[$((stringify!($name), $crate::language::Value::from(($value).to_string()))),*],
        )
    };
}
pub(crate) use told;

/// What is told of a file or folder.
pub fn of(path: &Path, what: &str) -> String {
    format!("{}{}{what}", visible(&path.display().to_string()), texts().colon())
}

/// A path may hold the end of a line, and a line of its own in a log is not for it to write.
fn on_one_line<'v>(name: &str, value: Value<'v>) -> Value<'v> {
    match value {
        Value::String(path) if name == "path" && path.contains('\n') => visible(&path).into(),
        value => value,
    }
}

/// An error and what caused it, in one line.
pub fn error(err: &anyhow::Error) -> String {
    let cause = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref() {
        Some(cause) => io(cause),
        None => cause.to_string(),
    };
    err.chain().map(cause).collect::<Vec<_>>().join(texts().colon())
}

static OF_PROCESS: OnceLock<Lang> = OnceLock::new();

/// Settles, once and first of all, which language this process speaks. Errors are told where they are made, deep
/// below the commands, so that this one thing is known everywhere; who writes a report is given its [`Texts`].
pub fn speak(lang: Lang) {
    let _spoken_already = OF_PROCESS.set(lang);
}

/// The texts of the language that this process speaks; English until [`speak`] is called, as in tests.
pub fn texts() -> Texts {
    Texts::new(OF_PROCESS.get().copied().unwrap_or_default())
}
