//! Belgian given names and surnames, and the words around names: they only ever support another sign of a person.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use arrayvec::ArrayString;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::hashers::WordHasher;
use super::lexicon::contexts::CONTEXTS;
use super::split;

/// Nobody but the program's own file says what is in it.
pub type WordSet<W = &'static str> = HashSet<W, BuildHasherDefault<WordHasher>>;

/// "vanden", "vander": asked of most words behind a capital, so that the length is looked at first.
const LONGEST_PARTICLE: usize = 6;

/// Names, folded.
pub struct Names {
    given: WordSet,
    /// Those that are also words that a sentence may begin with.
    not_alone: WordSet,
    /// Given names that are also words, months or brands.
    word_names: WordSet,
    surnames: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    given: String,
    not_alone: String,
    word_names: String,
    surnames: String,
}

/// Words around names, folded.
pub struct PersonWords {
    street_endings: Vec<String>,
    particles: WordSet,
    legal_forms: WordSet,
    companies: WordSet,
    not_names: WordSet,
    namesakes: Vec<String>,
    other_names: WordSet,
}

pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("../../rules/names.toml")).expect("the embedded names are checked by a test");
    Names {
        given: set(file.given),
        not_alone: set(file.not_alone),
        word_names: set(file.word_names),
        surnames: set(file.surnames),
    }
});

pub static PERSON: LazyLock<PersonWords> = LazyLock::new(|| {
    let lists = &CONTEXTS.person;
    PersonWords {
        street_endings: lists.street_endings.clone(),
        // "van den": each of its words may stand in a name.
        particles: set(lists.particles.join(",").replace(' ', ",")),
        legal_forms: set(lists.legal_forms.join(",")),
        companies: set(lists.companies.join(",")),
        not_names: set(lists.not_names.join(",")),
        namesakes: lists.namesakes.clone(),
        other_names: set(lists.other_names.join(",")),
    }
});

/// Words between commas, kept for the life of the process, so that the set can borrow from them.
pub fn set(words: String) -> WordSet {
    let words: &'static str = Box::leak(words.into_boxed_str());
    words
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect()
}

impl Names {
    /// Also "jan-baptist": of names with a hyphen the first part tells.
    pub fn is_given(&self, folded: &str) -> bool {
        let first = folded.split_once('-').map(|(first, _)| first);
        self.given.contains(folded) || first.is_some_and(|first| self.given.contains(first))
    }

    /// A given name that tells by itself that somebody is meant: no "line", no "max".
    pub fn is_given_alone(&self, folded: &str) -> bool {
        self.is_given(folded) && !self.not_alone.contains(folded)
    }

    /// "grace": a given name only before a surname.
    pub fn is_word_name(&self, folded: &str) -> bool {
        self.word_names.contains(folded)
    }

    pub fn is_surname(&self, folded: &str) -> bool {
        self.surnames.contains(folded)
    }
}

impl PersonWords {
    /// "van", "de": a name may go on behind it.
    pub fn is_particle(&self, folded: &str) -> bool {
        folded.len() <= LONGEST_PARTICLE && self.particles.contains(folded)
    }

    pub fn is_company(&self, folded: &str) -> bool {
        self.is_legal_form(folded) || self.companies.contains(folded)
    }

    /// "nv": what the name of a company ends with.
    pub fn is_legal_form(&self, folded: &str) -> bool {
        self.legal_forms.contains(folded)
    }

    /// "Sint": what it begins is a place.
    pub fn is_no_name(&self, folded: &str) -> bool {
        self.not_names.contains(folded)
    }

    /// "Instituut", "Annastichting", "Jansstraat": what bears a person's name.
    pub fn is_namesake(&self, folded: &str) -> bool {
        let mut ends = self.namesakes.iter();
        self.is_street(folded) || ends.any(|end| folded.ends_with(end.as_str()))
    }

    pub fn is_street(&self, folded: &str) -> bool {
        self.street_endings
            .iter()
            .any(|ending| folded.len() > ending.len() && folded.ends_with(ending.as_str()))
    }

    /// A label with such a word ("bestandsnaam", "company name") is not a person's.
    pub fn is_of_something_else(&self, label: &str) -> bool {
        split::alphanumeric(&folded(label)).any(|word| self.other_names.contains(word))
    }
}

/// The signs between the parts of "d'Anne", as typed and as set.
pub const APOSTROPHES: [char; 2] = ['\'', '\u{2019}'];

/// Bytes of what French writes together with the name behind it: "d'" of "d'Anne", "Qu'" of "Qu'Anne". None of a surname
/// that begins so: "d'Hondt", "D'Hooghe", "O'Brien".
pub fn elided(word: &str) -> usize {
    let Some((before, name)) = word.split_once(APOSTROPHES) else {
        return 0;
    };
    let elisions = &CONTEXTS.person.elisions;
    // A capital of one letter is a surname's.
    let is_one = || elisions.contains(before) || before.len() > 1 && elisions.contains(&folded(before));
    match name.starts_with(char::is_uppercase) && is_one() && !NAMES.is_surname(&folded(word)) {
        true => word.len() - name.len(),
        false => 0,
    }
}

/// "Gravenstraat" of "'s-Gravenstraat", "Auderghem" of "d'Auderghem": the article that the name of a street begins with is
/// written small.
pub fn without_article(word: &str) -> &str {
    let Some((before, rest)) = word.split_once(APOSTROPHES) else {
        return word;
    };
    match (before, rest.get(..2)) {
        ("", Some("s-" | "t-")) => &rest[2..],
        ("d" | "l", _) => rest,
        _ => word,
    }
}

/// The word without the ending of a possessive: "Tom" of "Tom's", "Lukas" of "Lukas'".
pub fn without_possessive(word: &str) -> Option<&str> {
    word.strip_suffix('s').unwrap_or(word).strip_suffix(APOSTROPHES)
}

/// Faster than the general question, as most letters are Latin ones.
pub fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        // Dashes and quotation marks, as common as letters with marks.
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The same of letters alone.
pub fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        // Dashes and quotation marks, as common as letters with marks.
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Lower case without marks and ligatures, as the names are kept.
pub fn folded(word: &str) -> String {
    with_folded(word, str::to_owned)
}

/// What is said of a folded word. It is asked of most words around a term, so that a word of usual length needs no memory.
pub fn with_folded<R>(word: &str, say: impl FnOnce(&str) -> R) -> R {
    let mut short = ArrayString::<64>::new();
    match push_folded(word, &mut short) {
        Some(()) => say(&short),
        None => say(&decomposed(word)),
    }
}

/// Nothing, where the word is too long or holds letters that are not Latin.
fn push_folded<const N: usize>(word: &str, out: &mut ArrayString<N>) -> Option<()> {
    if word.is_ascii() {
        out.try_push_str(word).ok()?;
        out.make_ascii_lowercase();
        return Some(());
    }
    for c in word.chars() {
        match letter(c) {
            Some(letter) => out.try_push(char::from(letter)).ok()?,
            None => out.try_push_str(FOLDED.get(c as usize)?).ok()?,
        }
    }
    Some(())
}

/// The one letter that a character is folded to; none, if it is folded to more, or is not Latin.
pub fn letter(c: char) -> Option<u8> {
    if c.is_ascii() {
        return Some((c as u8).to_ascii_lowercase());
    }
    SINGLE.get(c as usize).copied().filter(|letter| *letter != 0)
}

/// How Latin letters are folded: most words hold no others.
static FOLDED: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    let latin = ('\0'..'\u{250}').map(|c| decomposed(c.encode_utf8(&mut [0; 4])));
    latin.map(String::into_boxed_str).collect()
});

/// Those that are folded to one letter of ASCII; zero for the others.
static SINGLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let only = |folded: &str| match folded.as_bytes() {
        [letter] => *letter,
        _ => 0,
    };
    FOLDED.iter().map(|folded| only(folded)).collect()
});

fn decomposed(word: &str) -> String {
    let letters = word.nfkd().filter(|c| !is_combining_mark(*c));
    let mut folded = String::with_capacity(word.len());
    for c in letters.flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '\u{2019}' => folded.push('\''),
            _ => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_together_with_a_name_is_no_part_of_it() {
        #[track_caller]
        fn check(word: &str, expected: &str) {
            assert_eq!(&word[..elided(word)], expected, "{word}");
        }
        check("d'Anne", "d'");
        check("d\u{2019}Anne", "d\u{2019}");
        check("d'Émile", "d'");
        check("qu'Olivier", "qu'");
        check("Qu'Olivier", "Qu'");
        check("Lorsqu'Anne", "Lorsqu'");
        check("d'Hondt", "");
        check("d\u{2019}Hondt", "");
        check("D'Hooghe", "");
        check("D'hoore", "");
        check("O'Brien", "");
        check("N'Diaye", "");
        check("'t", "");
        check("'Anne", "");
        check("d'eau", "");
        check("aujourd'hui", "");
        check("Anne", "");
    }

    #[test]
    fn a_possessive_ends_with_an_apostrophe() {
        assert_eq!(without_possessive("Tom's"), Some("Tom"));
        assert_eq!(without_possessive("Tom\u{2019}s"), Some("Tom"));
        assert_eq!(without_possessive("Lukas'"), Some("Lukas"));
        assert_eq!(without_possessive("Lukas"), None);
        assert_eq!(without_possessive("O'Brien"), None);
    }
}
