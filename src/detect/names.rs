//! Belgian given names and surnames: they only ever support another sign that a person is meant.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::tally::WordHasher;

/// Nobody but the program's own file says what is in it.
type Words = HashSet<&'static str, BuildHasherDefault<WordHasher>>;

/// Names, folded.
pub struct Names {
    given: Words,
    surnames: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    given: String,
    surnames: String,
}

pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../rules/names.toml")).expect("the embedded names are checked by a test");
    let set = |names: String| {
        // Kept for the life of the process, so that the sets can borrow from it.
        let names: &'static str = Box::leak(names.into_boxed_str());
        names
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect()
    };
    Names {
        given: set(file.given),
        surnames: set(file.surnames),
    }
});

impl Names {
    pub fn is_given(&self, folded: &str) -> bool {
        self.given.contains(folded)
    }

    pub fn is_surname(&self, folded: &str) -> bool {
        self.surnames.contains(folded)
    }
}

/// Lower case without marks, as the names are kept.
pub fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
