//! Long texts about everybody and nobody, by genre and language (`testdata/neutral`): no special category in them.

use std::path::Path;

use super::*;
use crate::finding::Level;

fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/neutral");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn laws_policies_articles_and_news_without_persons_hold_no_special_category() {
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        let detected = detect(&text);
        if !detected.special.is_empty() || detected.minors {
            wrong.push(format!("{name}: {:?} minors {}", detected.special, detected.minors));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_data_protection_policy_is_of_no_risk() {
    let policies = texts().into_iter().filter(|(name, _)| name.contains("privacy"));
    let risks: Vec<(String, Level)> = policies.map(|(name, text)| (name, detect(&text).risk.level)).collect();
    assert_eq!(risks.len(), 4);
    assert!(risks.iter().all(|(_, level)| *level == Level::Info), "{risks:?}");
}
