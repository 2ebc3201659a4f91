//! Terms of the lexicon and the context lists: their patterns, and whether one stands at a place.

use super::fold::{OTHER, fold, is_space, is_word};

/// No pattern and no word of a text that counts is longer (bytes, folded).
pub(super) const MAX_WORD: usize = 128;
/// No run of spaces between two words of a term is longer: a line end and its indentation.
const MAX_SPACES: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `word`: ends where the pattern ends.
    Whole,
    /// `word*`: ends where the word ends.
    Prefix,
    /// `*word`
    Suffix,
    /// `*word*`
    Infix,
}

/// One pattern, ready to compare.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) kind: Kind,
    /// Folded; a space stands for any run of spaces, line ends, hyphens and underscores.
    pub(super) folded: Box<str>,
    /// As written, where case matters.
    pub(super) exact: Option<Box<str>>,
}

/// Terms to look for; a term's id is its index in the list given.
pub struct Terms {
    pub(super) list: Vec<Term>,
}

impl Terms {
    /// Compiles patterns. The error names the pattern and says what is wrong with it.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<Self, String> {
        let list = patterns
            .into_iter()
            .map(|pattern| Term::new(pattern).map_err(|why| format!("term `{pattern}`: {why}")))
            .collect::<Result<_, _>>()?;
        Ok(Self { list })
    }
}

impl Term {
    fn new(pattern: &str) -> Result<Self, &'static str> {
        let (exact, rest) = match pattern.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, pattern),
        };
        let (open_start, rest) = strip(rest.strip_prefix('*'), rest);
        let (open_end, core) = strip(rest.strip_suffix('*'), rest);
        let kind = match (open_start, open_end) {
            (false, false) => Kind::Whole,
            (false, true) => Kind::Prefix,
            (true, false) => Kind::Suffix,
            (true, true) => Kind::Infix,
        };
        let folded = one_spaced(&fold(core));
        if exact && kind != Kind::Whole {
            return Err("`=` and `*` do not go together");
        }
        if core.contains('*') {
            return Err("`*` may stand at the start and at the end only");
        }
        if folded.contains(OTHER) || folded.contains('\t') {
            return Err("holds a character that no term can hold");
        }
        if !folded.starts_with(|c: char| c.is_alphanumeric()) {
            return Err("must begin with a letter or digit");
        }
        if folded.len() > MAX_WORD {
            return Err("is too long");
        }
        if kind != Kind::Whole && !folded.bytes().last().is_some_and(is_word) {
            return Err("has no letter or digit before its `*`");
        }
        if open_start && !folded.bytes().all(is_word) {
            return Err("`*` at the start goes with one word only");
        }
        Ok(Self {
            kind,
            folded: folded.into(),
            exact: exact.then(|| core.into()),
        })
    }

    /// Where the term ends in `folded`, if it is there at the word that starts at `start`.
    pub(super) fn end_at(&self, folded: &[u8], start: usize) -> Option<usize> {
        if matches!(self.kind, Kind::Suffix | Kind::Infix) {
            let end = word_end(folded, start)?;
            let word = &folded[start..end];
            let core = self.folded.as_bytes();
            let found = match self.kind {
                Kind::Suffix => word.ends_with(core),
                _ => word.windows(core.len()).any(|part| part == core),
            };
            return found.then_some(end);
        }
        let end = compare(self.folded.as_bytes(), folded, start)?;
        let inside = folded.get(end).is_some_and(|&byte| is_word(byte));
        match self.kind {
            _ if !is_word(folded[end - 1]) || !inside => Some(end),
            Kind::Prefix => word_end(folded, end),
            _ => None,
        }
    }

    /// Whether the text found, as written, is what the pattern asks for.
    pub(super) fn agrees(&self, text: &str) -> bool {
        self.exact.as_deref().is_none_or(|exact| {
            let end = compare(exact.as_bytes(), text.as_bytes(), 0);
            end == Some(text.len())
        })
    }
}

/// Where `pattern` ends in `text` when it starts at `start`; a space equals a run of spaces.
fn compare(pattern: &[u8], text: &[u8], start: usize) -> Option<usize> {
    pattern.iter().try_fold(start, |at, &byte| match byte {
        b' ' => spaces_end(text, at),
        _ => (text.get(at) == Some(&byte)).then_some(at + 1),
    })
}

/// The end of the run of spaces at `at`; an abbreviation's full stop may lead it ("num. nat.").
fn spaces_end(text: &[u8], at: usize) -> Option<usize> {
    let stop = usize::from(text.get(at) == Some(&b'.'));
    let rest = text.get(at + stop..)?;
    let len = stop + rest.iter().take_while(|&&byte| is_space(byte)).count();
    (1..=MAX_SPACES).contains(&len).then_some(at + len)
}

/// The end of the word that `at` stands in; none if no word is that long.
pub(super) fn word_end(text: &[u8], at: usize) -> Option<usize> {
    let len = text[at..]
        .iter()
        .take(MAX_WORD + 1)
        .take_while(|&&byte| is_word(byte))
        .count();
    (len <= MAX_WORD).then_some(at + len)
}

fn strip<'p>(stripped: Option<&'p str>, whole: &'p str) -> (bool, &'p str) {
    stripped.map_or((false, whole), |rest| (true, rest))
}

/// Each run of spaces, line ends, hyphens and underscores as one space.
fn one_spaced(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.trim_matches(' ').chars() {
        match u8::try_from(c).is_ok_and(is_space) {
            true if out.ends_with(' ') => {}
            true => out.push(' '),
            false => out.push(c),
        }
    }
    out
}
