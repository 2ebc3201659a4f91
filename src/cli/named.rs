//! How what was typed is named in a message: never a person's value, never longer than a line.

use std::path::Path;

use jiff::Zoned;

use crate::detect::{Detector, Settings};
use crate::text::Text;

/// A path or name as a line of a terminal can hold it: of a very long one the beginning and the end. Where somebody
/// typed a person's value instead of a name, nothing of it: a message goes into logs and tickets.
pub(super) fn named(path: &Path) -> String {
    const MOST: usize = 300;
    let name = path.display().to_string();
    let is_bare = path.components().count() == 1;
    if is_bare && !path.exists() && personal(&name, &[]).is_ok_and(|rule| rule.is_some()) {
        return "…".to_owned();
    }
    let n = name.chars().count();
    if n <= MOST {
        return name;
    }
    let begin = name.chars().take(MOST / 2);
    let end = name.chars().skip(n - MOST / 2);
    begin.chain(['…']).chain(end).collect()
}

/// The rule of the first value of a person in a text. The organisation's `own` values, by rule family, are no person's.
pub(super) fn personal(text: &str, own: &[(String, String)]) -> anyhow::Result<Option<String>> {
    let detector = Detector::embedded()?;
    let settings = detector.settings_with_own(Settings::new([0; 32], Zoned::now().date()), own);
    let mut session = detector.session(&settings);
    let text = Text::of_lines(text);
    session.window(&text, 0..text.buf.len());
    Ok(session.facts().findings.first().map(|finding| finding.rule.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_path_is_named_by_its_ends() {
        let path = format!("/begin/{}/end", "é".repeat(4000));
        let told = named(Path::new(&path));
        assert_eq!(told.chars().count(), 301);
        assert!(told.starts_with("/begin/") && told.ends_with("/end"));
    }

    #[test]
    fn the_value_of_a_person_is_not_repeated() {
        #[track_caller]
        fn check(typed: &str, expected: &str) {
            assert_eq!(named(Path::new(typed)), expected);
        }
        check("85.07.30-951.80", "…");
        check("85073095180", "…");
        check("an.peeters@voorbeeldbedrijf.be", "…");
        check("85073095181", "85073095181");
        check("report.jsonl", "report.jsonl");
        check("an/report.jsonl", "an/report.jsonl");
    }

    #[test]
    fn what_is_the_organisations_own_is_nobodys() {
        let own = [
            ("address".to_owned(), "Kerkstraat 12, 2000 Antwerpen".to_owned()),
            ("phone".to_owned(), "+32 2 555 01 00".to_owned()),
        ];
        let rule = |reason: &str, own: &[_]| personal(reason, own).unwrap();
        for reason in [
            "plans of the building, Kerkstraat 12, 2000 Antwerpen",
            "ask on tel. 02/555 01 00",
        ] {
            assert_eq!(rule(reason, &own), None, "{reason}");
            assert!(rule(reason, &[]).is_some(), "{reason}");
        }
        assert!(rule("kept for Veldlaan 8, 9000 Gent", &own).is_some());
    }
}
