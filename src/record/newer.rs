//! Records of a newer Speur, which only ever adds to them: a token that this one does not know is read as the known one
//! that promises least, so that nothing becomes clean, read, harmless or deletable by being new.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Record;
use crate::extract::Reason;
use crate::finding::{Confidence, Level, Read};
use crate::policy::{Advice, Article, Relation, Verdict};
use crate::state::Change;
use crate::storage::Storage;

/// A field of records that holds one of the tokens of an enum, and what an unknown one is read as.
struct Field {
    name: &'static str,
    is_known: fn(&Value) -> bool,
    /// None: the field is left out.
    instead: Option<&'static str>,
}

fn is<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

/// A record has no other field of the same name that holds a text of another kind.
#[rustfmt::skip]
static FIELDS: &[Field] = &[
    Field { name: "verdict", is_known: is::<Verdict>, instead: Some("not-read") },
    Field { name: "storage", is_known: is::<Storage>, instead: Some("local-disk") },
    Field { name: "advice", is_known: is::<Advice>, instead: Some("ask-dpo") },
    Field { name: "relation", is_known: is::<Relation>, instead: Some("extract") },
    Field { name: "read", is_known: is::<Read>, instead: Some("partly") },
    Field { name: "confidence", is_known: is::<Confidence>, instead: Some("high") },
    Field { name: "severity", is_known: is::<Level>, instead: Some("critical") },
    Field { name: "level", is_known: is::<Level>, instead: Some("critical") },
    Field { name: "change", is_known: is::<Change>, instead: None },
];
const REASON: &str = "unsupported";

/// Counts by such tokens.
#[rustfmt::skip]
static COUNTS: &[Field] = &[
    Field { name: "by_reason", is_known: is::<Reason>, instead: Some(REASON) },
    Field { name: "partly_by_reason", is_known: is::<Reason>, instead: Some(REASON) },
    Field { name: "by_verdict", is_known: is::<Verdict>, instead: Some("not-read") },
    Field { name: "by_severity", is_known: is::<Level>, instead: Some("critical") },
];

/// The record of a line that is JSON and no record of this version as it stands, and whether it says in a word of its own
/// how far a document was read: it counted that in its own way too.
pub(crate) fn read(line: &[u8]) -> serde_json::Result<(Record, bool)> {
    let mut value: Value = serde_json::from_slice(line)?;
    let read = value.get("read").filter(|read| read.is_string());
    let is_read_new = read.is_some_and(|read| !is::<Read>(read));
    if let Value::Object(record) = &mut value {
        adapt(record);
    }
    serde_json::from_value(value).map(|record| (record, is_read_new))
}

fn adapt(object: &mut Map<String, Value>) {
    for field in FIELDS {
        let is_unknown = |value: &Value| value.is_string() && !(field.is_known)(value);
        if object.get(field.name).is_some_and(is_unknown) {
            match field.instead {
                Some(known) => drop(object.insert(field.name.to_owned(), known.into())),
                None => drop(object.remove(field.name)),
            }
        }
    }
    for field in COUNTS {
        if let Some(Value::Object(counts)) = object.get_mut(field.name) {
            count_as_known(field, counts);
        }
    }
    if let Some(Value::Array(articles)) = object.get_mut("articles") {
        articles.retain(is::<Article>);
    }
    reason(object);
    object.values_mut().for_each(adapt_inside);
}

fn adapt_inside(value: &mut Value) {
    match value {
        Value::Object(object) => adapt(object),
        Value::Array(values) => values.iter_mut().for_each(adapt_inside),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Of a gap; an exception and a term have a reason too, in the words of a person.
fn reason(object: &mut Map<String, Value>) {
    let is_gap = object
        .keys()
        .all(|name| ["reason", "inner", "detail"].contains(&name.as_str()));
    let unknown = object.get("reason").and_then(Value::as_str).map(str::to_owned);
    if let Some(unknown) = unknown.filter(|reason| is_gap && !is::<Reason>(&Value::from(reason.as_str()))) {
        let detail = object.get("detail").and_then(Value::as_str).unwrap_or_default();
        let told = [unknown.as_str(), detail].join(": ");
        object.insert("detail".to_owned(), told.trim_end_matches(": ").into());
        object.insert("reason".to_owned(), REASON.into());
    }
}

/// Unknown ones are added up: none may be lost from the sum.
fn count_as_known(field: &Field, counts: &mut Map<String, Value>) {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for (name, n) in std::mem::take(counts) {
        let name = match ((field.is_known)(&Value::from(name.as_str())), field.instead) {
            (false, Some(known)) => known.to_owned(),
            (true, _) | (false, None) => name,
        };
        let sum = sums.entry(name).or_default();
        *sum = sum.saturating_add(n.as_u64().unwrap_or_default());
    }
    counts.extend(sums.into_iter().map(|(name, n)| (name, n.into())));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_unknown_token_is_read_as_the_one_that_promises_least() {
        #[track_caller]
        fn check(given: Value, expected: Value) {
            let mut given = given;
            adapt_inside(&mut given);
            assert_eq!(given, expected);
        }
        check(
            json!({"verdict": "x", "advice": "x"}),
            json!({"verdict": "not-read", "advice": "ask-dpo"}),
        );
        check(
            json!({"storage": "share", "read": "x"}),
            json!({"storage": "share", "read": "partly"}),
        );
        check(
            json!({"twin": {"relation": "x"}}),
            json!({"twin": {"relation": "extract"}}),
        );
        check(json!({"severity": "x", "change": "x"}), json!({"severity": "critical"}));
        check(json!({"articles": ["IX", "XX"]}), json!({"articles": ["IX"]}));
        check(
            json!({"unread": [{"reason": "new"}, {"reason": "new", "detail": "d"}, {"reason": "locked"}]}),
            json!({"unread": [{"reason": "unsupported", "detail": "new"}, {"reason": "unsupported", "detail": "new: d"},
                {"reason": "locked"}]}),
        );
        check(
            json!({"by_reason": {"new": 2, "newer": 3, "unsupported": 1, "locked": 4}}),
            json!({"by_reason": {"unsupported": 6, "locked": 4}}),
        );
        let exception = json!({"exceptions": [{"id": "e", "reason": "agreed", "approver": "An"}]});
        check(exception.clone(), exception);
    }

    /// What the table reads an unknown token as has to be one.
    #[test]
    fn every_token_of_the_table_is_known() {
        for field in FIELDS.iter().chain(COUNTS) {
            let instead = field.instead.map(Value::from);
            assert!(instead.is_none_or(|token| (field.is_known)(&token)), "{}", field.name);
        }
    }
}
