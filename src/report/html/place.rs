//! A place in a document, as a person opens it: "sheet Klanten, column D, under Rijksregisternummer, rows 2-215".

use super::visible;
use crate::finding::Place;
use crate::language::Texts;

pub(in crate::report) fn said(place: &Place, texts: Texts) -> String {
    let named = [
        ("sheet", &place.sheet),
        ("", &place.part),
        ("column", &place.column),
        ("label", &place.label),
        ("cell", &place.cell),
        ("rows", &place.rows),
        ("lines", &place.lines),
        ("pages", &place.pages),
        ("slides", &place.slides),
        ("paragraphs", &place.paragraphs),
    ];
    let parts = named.iter().filter_map(|(kind, value)| {
        let value = visible(value.as_ref()?);
        Some(match *kind {
            "" => value,
            kind => texts.with(&format!("place-{kind}"), &[("value", value.into())]),
        })
    });
    let parts: Vec<_> = parts.collect();
    match parts.is_empty() {
        true => texts.sentence("place", "document").into_owned(),
        false => parts.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn a_place_is_said_as_a_person_opens_it() {
        let place = Place {
            sheet: Some("Klanten".to_owned()),
            column: Some("D".to_owned()),
            label: Some("Rijksregisternummer".to_owned()),
            rows: Some("2-215".to_owned()),
            ..Place::default()
        };
        #[track_caller]
        fn check(place: &Place, lang: Lang, expected: &str) {
            assert_eq!(said(place, Texts::new(lang)), expected);
        }
        check(&place, Lang::En, "sheet Klanten, column D, under Rijksregisternummer, rows 2-215");
        check(&place, Lang::Nl, "blad Klanten, kolom D, onder Rijksregisternummer, rijen 2-215");
        check(&Place::default(), Lang::De, "das Dokument");
    }
}
