//! What a rule file may say, beyond the types of its fields: each field's values, and which belong together.

use anyhow::{bail, ensure};

use super::{Kind, Match, RuleFile, Wrong};
use crate::detect::digits::MOST_DIGITS;
use crate::detect::engine::Terms;
use crate::detect::validator::Validator;

/// Bytes of one rule file.
pub const LARGEST_FILE: usize = 256 << 10;
/// Words for and against a rule, each.
const MOST_WORDS: usize = 1000;
const LONGEST_ID: usize = 64;
/// A score ends below 100; a value that nothing speaks for should not begin there.
const HIGHEST_BASE: i16 = 99;
const MOST_POINTS: f64 = 100.0;

/// Checks what needs no other rule.
pub fn check(file: &RuleFile, validator: Option<&'static Validator>) -> anyhow::Result<()> {
    for (field, name) in [("id", &file.id), ("category", &file.category), ("family", &file.family)] {
        let reason = || format!("`{name}`: lower-case letters and digits, parted by dots or dashes");
        ensure!(is_name(name), Wrong::new(field, reason()));
    }
    for (list, words) in [("keywords", &file.keywords), ("negative", &file.negative)] {
        check_words(list, words)?;
    }
    if let Some((form, base)) = file.base.iter().find(|(_, base)| !(0..=HIGHEST_BASE).contains(*base)) {
        let reason = format!("{base} is not from 0 to {HIGHEST_BASE}");
        bail!(Wrong::new(format!("base.{form}"), reason));
    }
    let is_wrong = |points: f64| !(0.0..=MOST_POINTS).contains(&points);
    if let Some((class, points)) = file.points.iter().find(|(_, points)| is_wrong(**points)) {
        let reason = format!("{points} is not from 0 to {MOST_POINTS}");
        bail!(Wrong::new(format!("points.{class}"), reason));
    }
    ensure!(
        (0.0..=1.0).contains(&file.subjects),
        Wrong::new("subjects", format!("{} is not from 0 to 1", file.subjects))
    );
    if let Some(n) = file.examples.iter().position(|example| example.text.is_empty()) {
        bail!(Wrong::new(format!("example.{n}.text"), "is empty"));
    }
    check_match(&file.find, validator)
}

/// "be.national-number"
fn is_name(name: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_sign);
    name.len() <= LONGEST_ID && name.split(['.', '-']).all(is_part)
}

fn check_words(list: &str, words: &[String]) -> anyhow::Result<()> {
    ensure!(
        words.len() <= MOST_WORDS,
        Wrong::new(list, format!("at most {MOST_WORDS} words"))
    );
    for (n, word) in words.iter().enumerate() {
        Terms::new([word.as_str()]).map_err(|why| Wrong::new(format!("{list}.{n}"), why))?;
    }
    Ok(())
}

fn check_match(find: &Match, validator: Option<&'static Validator>) -> anyhow::Result<()> {
    let (needs, has) = match find.kind {
        Kind::Digits => ("counts and a validator", !find.counts.is_empty() && validator.is_some()),
        Kind::Alnum => ("a validator or shapes", validator.is_some() || !find.shapes.is_empty()),
        Kind::Email | Kind::Lines | Kind::Row => ("a validator", validator.is_some()),
        Kind::Terms => ("a lexicon", find.lexicon.is_some() && validator.is_none()),
        Kind::Pattern | Kind::Keyed => ("a pattern", find.pattern.is_some()),
        Kind::Address | Kind::Date | Kind::Name | Kind::Credential | Kind::Cue => ("no validator", validator.is_none()),
    };
    ensure!(has, Wrong::new("match", format!("this kind needs {needs}")));
    check_fields_of_kind(find)?;
    if let Some(n) = find.counts.iter().position(|count| !(1..=MOST_DIGITS).contains(count)) {
        let reason = format!("from 1 to {MOST_DIGITS} digits");
        bail!(Wrong::new(format!("match.counts.{n}"), reason));
    }
    let letters = find.letters.as_deref().unwrap_or("AA");
    ensure!(
        letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_uppercase()),
        Wrong::new("match.letters", "two capital letters")
    );
    if let Some(n) = find.labels.iter().position(String::is_empty) {
        bail!(Wrong::new(format!("match.labels.{n}"), "is empty"));
    }
    Ok(())
}

/// A field that says nothing to the other kinds would be a typo or a misunderstanding.
fn check_fields_of_kind(find: &Match) -> anyhow::Result<()> {
    for (field, is_there, kind, name) in [
        ("counts", !find.counts.is_empty(), Kind::Digits, "digits"),
        ("groupings", !find.groupings.is_empty(), Kind::Digits, "digits"),
        ("padded_from", find.padded_from.is_some(), Kind::Digits, "digits"),
        ("letters", find.letters.is_some(), Kind::Alnum, "alnum"),
        ("shapes", !find.shapes.is_empty(), Kind::Alnum, "alnum"),
        ("lexicon", find.lexicon.is_some(), Kind::Terms, "terms"),
        ("pattern", find.pattern.is_some(), Kind::Pattern, "pattern"),
        ("person_near", find.person_near, Kind::Cue, "cue"),
        ("formats", !find.formats.is_empty(), Kind::Cue, "cue"),
    ] {
        let has_pattern_too = find.kind == Kind::Keyed && kind == Kind::Pattern;
        ensure!(
            !is_there || find.kind == kind || has_pattern_too,
            Wrong::new(format!("match.{field}"), format!("only for kind = \"{name}\""))
        );
    }
    Ok(())
}

/// A validator of ours may be used for what our own rule gives it: it relies on the digits that come.
pub fn check_use(file: &RuleFile, ours: &[&RuleFile]) -> anyhow::Result<()> {
    let find = &file.find;
    let same: Vec<&Match> = ours
        .iter()
        .map(|rule| &rule.find)
        .filter(|other| other.validator == find.validator)
        .collect();
    if find.validator.is_none() || same.is_empty() {
        return Ok(());
    }
    let name = find.validator.as_deref().unwrap_or_default();
    ensure!(
        same.iter().any(|other| other.kind == find.kind),
        Wrong::new("match.validator", format!("`{name}` is for rules of another kind"))
    );
    let fewest = |find: &Match| {
        find.counts
            .iter()
            .chain(find.padded_from.iter())
            .min()
            .copied()
            .unwrap_or(0)
    };
    let fits = |count: &usize| same.iter().any(|other| other.counts.contains(count));
    if let Some(n) = find.counts.iter().position(|count| !fits(count)) {
        ensure!(
            false,
            Wrong::new(
                format!("match.counts.{n}"),
                format!("`{name}` takes numbers of other lengths")
            )
        );
    }
    ensure!(
        same.iter().any(|other| fewest(other) <= fewest(find)),
        Wrong::new("match.padded_from", format!("`{name}` takes no number that short"))
    );
    Ok(())
}
