//! A word that a list holds twice looks as if it were needed there, and is found again when it is to go.

use std::collections::HashSet;

use super::*;

#[test]
fn no_list_holds_a_word_twice() {
    let files = [
        ("lexicon.toml", LEXICON),
        ("context.toml", contexts::TEXT),
        ("score.toml", SCALE),
    ];
    let mut repeated = Vec::new();
    for (name, text) in files.iter().chain(DATA).chain(RULES) {
        let table = toml::from_str(text).unwrap();
        collect(name, &toml::Value::Table(table), &mut repeated);
    }
    assert!(repeated.is_empty(), "{repeated:#?}");
}

fn collect(path: &str, value: &toml::Value, repeated: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            // What an example finds is no list of words: its text may hold a value twice.
            for (name, value) in table.iter().filter(|(name, _)| *name != "finds") {
                collect(&format!("{path}: {name}"), value, repeated);
            }
        }
        toml::Value::Array(values) => {
            let mut seen = HashSet::new();
            let words = values.iter().filter_map(toml::Value::as_str);
            let again = words.filter(|&word| !seen.insert(word));
            repeated.extend(again.map(|word| format!("{path}: {word}")));
            values.iter().for_each(|value| collect(path, value, repeated));
        }
        _ => {}
    }
}
