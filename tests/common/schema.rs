//! Enough of JSON Schema to hold the records against `schema/speur-1.json`, strictly: a field the schema does not
//! name is a mistake here, though readers must ignore it.

use serde_json::Value as Json;

const SCHEMA: &str = include_str!("../../schema/speur-1.json");

#[track_caller]
pub fn check(record: &Json) {
    let schema: Json = serde_json::from_str(SCHEMA).unwrap();
    let kind = record["record"].as_str().unwrap();
    let problem = problem(&schema, &schema["$defs"][kind], record);
    assert_eq!(problem, None, "{record:#}");
}

/// The first thing wrong, and where.
fn problem(root: &Json, schema: &Json, value: &Json) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.strip_prefix("#/$defs/").unwrap();
        return problem(root, &root["$defs"][name], value);
    }
    let is_type = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some(other) => panic!("a type the schema should not use: {other}"),
        None => schema["const"] == *value || schema["enum"].as_array().is_some_and(|list| list.contains(value)),
    };
    if !is_type {
        return Some(format!("{value} does not fit {schema}"));
    }
    if let Some(number) = value.as_f64() {
        let is_within = number >= schema["minimum"].as_f64().unwrap_or(f64::MIN)
            && number <= schema["maximum"].as_f64().unwrap_or(f64::MAX);
        return (!is_within).then(|| format!("{value} is out of {schema}"));
    }
    if let (Some(text), Some(pattern)) = (value.as_str(), schema["pattern"].as_str()) {
        let fits = regex::Regex::new(pattern).unwrap().is_match(text);
        return (!fits).then(|| format!("{value} is not {pattern}"));
    }
    let items = value.as_array().into_iter().flatten();
    let wrong_item = items.filter_map(|item| problem(root, &schema["items"], item)).next();
    wrong_item.or_else(|| value.as_object().and_then(|_| of_object(root, schema, value)))
}

fn of_object(root: &Json, schema: &Json, value: &Json) -> Option<String> {
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            return Some(format!("{name} is missing in {value}"));
        }
    }
    value.as_object().unwrap().iter().find_map(|(name, value)| {
        let property = match &schema["properties"][name] {
            Json::Null => &schema["additionalProperties"],
            property => property,
        };
        match property {
            Json::Null => Some(format!("{name} is not in the schema")),
            property => problem(root, property, value),
        }
    })
}

#[test]
fn the_check_finds_what_is_missing_unknown_or_wrong() {
    let schema: Json = serde_json::from_str(SCHEMA).unwrap();
    let check = |value: Json, is_good: bool| {
        let problem = problem(&schema, &schema["$defs"]["risk"], &value);
        assert_eq!(problem.is_none(), is_good, "{problem:?}");
    };
    check(serde_json::json!({"score": 3, "level": "low"}), true);
    check(serde_json::json!({"score": 3}), false);
    check(serde_json::json!({"score": 101, "level": "low"}), false);
    check(serde_json::json!({"score": 3, "level": "mild"}), false);
    check(serde_json::json!({"score": 3, "level": "low", "odd": 1}), false);
}
