//! The patterns of an admin's own rules: compiled together, so that text without matches is read once for all of them.

use std::ops::Range;

use anyhow::{Context as _, ensure};
pub use regex::Regex as Pattern;
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use regex_syntax::ParserBuilder;

use super::Wrong;

/// Memory that a compiled pattern may take, and all together.
const LARGEST: usize = 1 << 20;
const LARGEST_TOGETHER: usize = 8 << 20;
/// Groups inside groups.
const DEEPEST: u32 = 32;
/// Text is looked at in pieces of about this length, cut at line ends: where one rule matches, only its piece is read again.
const PIECE: usize = 16 << 10;

/// Compiles one pattern. Nothing in it may be dear to match, or match nothing.
pub fn compile(pattern: &str) -> anyhow::Result<Regex> {
    let wrong = |reason: String| Wrong::new("match.pattern", reason);
    let mut parser = ParserBuilder::new().nest_limit(DEEPEST).build();
    let hir = parser.parse(pattern).map_err(|err| wrong(reason(&err)))?;
    let properties = hir.properties();
    ensure!(
        properties.minimum_len().is_some_and(|len| len > 0),
        wrong("it matches nothing at all, or never".to_owned())
    );
    ensure!(
        !properties.look_set().contains_word_unicode(),
        wrong(r"`\b` is not needed: a value is only taken where no letter or digit touches it".to_owned())
    );
    let compiled = RegexBuilder::new(pattern)
        .nest_limit(DEEPEST)
        .size_limit(LARGEST)
        .build();
    compiled.map_err(|_| wrong(format!("it takes more than {} KB when compiled", LARGEST >> 10)).into())
}

/// What the parser says, without the picture it draws.
fn reason(err: &regex_syntax::Error) -> String {
    match err {
        regex_syntax::Error::Parse(err) => err.kind().to_string(),
        regex_syntax::Error::Translate(err) => err.kind().to_string(),
        _ => "it is no regular expression".to_owned(),
    }
}

/// All patterns of all rules.
#[derive(Default)]
pub struct Patterns {
    all: Option<RegexSet>,
    /// Rule and pattern.
    each: Vec<(u16, Regex)>,
}

impl Patterns {
    pub fn new<'p>(patterns: impl IntoIterator<Item = (u16, &'p str, &'p Regex)>) -> anyhow::Result<Self> {
        let (mut texts, mut each) = (Vec::new(), Vec::new());
        for (rule, text, pattern) in patterns {
            texts.push(text);
            each.push((rule, pattern.clone()));
        }
        if texts.is_empty() {
            return Ok(Self::default());
        }
        let all = RegexSetBuilder::new(&texts)
            .nest_limit(DEEPEST)
            .size_limit(LARGEST_TOGETHER)
            .build();
        let too_large = || format!("all patterns together take more than {} MB", LARGEST_TOGETHER >> 20);
        let all = Some(all.with_context(too_large)?);
        Ok(Self { all, each })
    }

    /// Gives the rule and place of every match in a range, line by line: so they do not depend on how the text was cut.
    pub fn find(&self, buf: &str, range: &Range<usize>, mut found: impl FnMut(u16, Range<usize>)) {
        let Some(all) = &self.all else { return };
        let mut at = memchr::memrchr(b'\n', &buf.as_bytes()[..range.start]).map_or(0, |at| at + 1);
        while at < range.end {
            let least = (at + PIECE).min(range.end);
            let end = memchr::memchr(b'\n', &buf.as_bytes()[least..range.end]).map_or(range.end, |line| least + line);
            for pattern in all.matches(&buf[at..end]) {
                let (rule, pattern) = &self.each[pattern];
                lines(buf, at..end).for_each(|line| {
                    let matches = pattern.find_iter(&buf[line.clone()]);
                    matches.for_each(|one| found(*rule, line.start + one.start()..line.start + one.end()));
                });
            }
            at = end + 1;
        }
    }
}

fn lines(buf: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    buf[range].split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_finds_its_matches_also_where_those_of_others_stand() {
        let compiled = ["B-[0-9]{6}", "[A-Z]-[0-9]+", "zz"].map(|text| (text, compile(text).unwrap()));
        let numbered = [3, 5, 9].into_iter().zip(&compiled);
        let patterns = Patterns::new(numbered.map(|(rule, (text, pattern))| (rule, *text, pattern))).unwrap();
        let text = format!(
            "{}B-123456 en C-7\n{}\nB-12\n",
            "regel\n".repeat(9000),
            "x".repeat(PIECE)
        );
        let mut found = Vec::new();
        patterns.find(&text, &(0..text.len()), |rule, span| found.push((rule, &text[span])));
        assert_eq!(found, [(3, "B-123456"), (5, "B-123456"), (5, "C-7"), (5, "B-12")]);
    }

    #[test]
    fn a_hostile_or_useless_pattern_is_refused() {
        #[track_caller]
        fn check(pattern: &str, expected: &str) {
            let err = compile(pattern).err().unwrap_or_else(|| panic!("{pattern} was taken"));
            assert!(err.to_string().contains(expected), "{err}");
        }
        check("B-[0-9", "unclosed");
        check("(a{1000}){1000}", "1024 KB");
        check(&format!("{}a{}", "(".repeat(40), ")".repeat(40)), "nest");
        check("[0-9]*", "matches nothing");
        check("a?", "matches nothing");
        check(r"[a&&b]", "never");
        check(r"\bB-[0-9]{6}\b", "not needed");
        check("(?=a)b", "look");
        check(r"(a)\1", "backreferences");
        assert!(compile(r"(?-u:\b)B-[0-9]{6}").is_ok());
    }
}
