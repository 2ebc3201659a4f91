//! The form of a policy file, section by section: a mistake in one hides nothing of the others.

use std::collections::BTreeMap;

use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, ValueDeserializer};

use super::super::{Contact, Listed, Organisation, Own};
use super::{CentralRow, ExceptionsTable, PlaceRow, PolicyFile, Raise, ScanTable, SpeurTable, TermRow, TransfersTable};
use crate::config::Problem;
use crate::config::file::Source;
use crate::finding::Level;
use crate::language::told;
use crate::storage::Storage;

/// What the parser says, and where; what is missing is missing from its row.
type Wrong = (std::ops::Range<usize>, String);
/// Tries one section by itself: what is wrong, and what is sound of it.
type Try = for<'i> fn(Spanned<DeValue<'i>>) -> (Vec<Wrong>, Option<Spanned<DeValue<'i>>>);

/// Every section, so that a mistake in one does not hide those of the others.
static SECTIONS: &[(&str, Try)] = &[
    ("name", one::<String>),
    ("organisation", one::<Organisation>),
    ("dpo", one::<Contact>),
    ("device", each::<Listed>),
    ("central", each::<CentralRow>),
    ("severity", one::<BTreeMap<Storage, Level>>),
    ("raise", each::<Raise>),
    ("retention", each::<TermRow>),
    ("exclude", each::<PlaceRow>),
    ("exempt", each::<PlaceRow>),
    ("personal", each::<PlaceRow>),
    ("transfers", one::<TransfersTable>),
    ("exceptions", one::<ExceptionsTable>),
    ("scan", one::<ScanTable>),
    ("speur", one::<SpeurTable>),
    ("own", one::<Own>),
    ("settings", one::<toml::Table>),
    ("lock", one::<Vec<String>>),
];

fn one<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> (Vec<Wrong>, Option<Spanned<DeValue<'_>>>) {
    let span = value.span();
    match T::deserialize(ValueDeserializer::from(value.clone())) {
        Ok(_) => (Vec::new(), Some(value)),
        Err(err) => (vec![(err.span().unwrap_or(span), err.message().to_owned())], None),
    }
}

fn each<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> (Vec<Wrong>, Option<Spanned<DeValue<'_>>>) {
    let span = value.span();
    let DeValue::Array(rows) = value.get_ref() else {
        return one::<Vec<T>>(value);
    };
    let (wrong, sound): (Vec<_>, Vec<_>) = rows.iter().cloned().map(one::<T>).unzip();
    let sound = sound.into_iter().flatten().collect();
    (wrong.concat(), Some(Spanned::new(span, DeValue::Array(sound))))
}

/// What is sound of the file, and what is wrong with the form of the rest, section by section.
pub(super) fn mended(source: &Source) -> Option<(PolicyFile, Vec<Problem>)> {
    let table = DeTable::parse(&source.text).ok()?;
    let span = table.span();
    let table = table.into_inner();
    let (mut problems, mut sound) = (Vec::new(), DeTable::new());
    for needed in ["name", "organisation"] {
        if !table.contains_key(needed) {
            let how = match needed {
                "name" => "name = \"...\"",
                _ => "[organisation] name = \"...\"",
            };
            problems.push(source.problem(None, told!("policy-missing", needed = needed, how = how)));
        }
    }
    for (key, value) in table {
        match SECTIONS.iter().find(|(name, _)| name == key.get_ref()) {
            Some((_, attempt)) => {
                let (wrong, rest) = attempt(value);
                let wrong = wrong.into_iter();
                problems.extend(wrong.map(|(at, message)| source.problem(Some(at), plain(&message, key.get_ref()))));
                if let Some(rest) = rest {
                    sound.insert(key, rest);
                }
            }
            None => {
                let known: Vec<_> = SECTIONS.iter().map(|(name, _)| format!("`{name}`")).collect();
                let what = told!("toml-unknown", key = key.get_ref(), known = known.join(", "));
                problems.push(source.problem(Some(key.span()), what));
            }
        }
    }
    problems.sort_by_key(|problem| problem.line);
    let named = |value| (Spanned::new(0..0, "name".into()), Spanned::new(0..0, value));
    let empty = || DeValue::String("".into());
    if !sound.contains_key("name") {
        sound.extend([named(empty())]);
    }
    if !sound.contains_key("organisation") {
        let organisation = DeValue::Table([named(empty())].into_iter().collect());
        sound.insert(
            Spanned::new(0..0, "organisation".into()),
            Spanned::new(0..0, organisation),
        );
    }
    let file = PolicyFile::deserialize(Deserializer::from(Spanned::new(span, sound)));
    (!problems.is_empty()).then_some((file.ok()?, problems))
}

/// A message of the parser, where its words do not say what to do.
fn plain(message: &str, key: &str) -> String {
    let is_plain = ["integer", "float", "boolean"]
        .iter()
        .any(|kind| message.starts_with(&format!("invalid type: {kind} ")));
    match message {
        "invalid type: map, expected a sequence" => {
            told!("policy-several", key = key)
        }
        _ if is_plain && message.ends_with("expected a string") => {
            told!("policy-quotes", message = crate::language::toml(message))
        }
        _ => crate::language::toml(message),
    }
}
