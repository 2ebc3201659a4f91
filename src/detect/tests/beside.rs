//! What a document says besides its text: values of its properties, headers and links alone.

use super::*;
use crate::central::BESIDE;
use crate::finding::Token;

/// The text, then fields of a part each.
fn with_fields(text: &str, fields: &[(&str, &str)]) -> Text {
    let mut all = Text::of_lines(text);
    for (part, field) in fields {
        let part_name = all.names.len() as u32;
        all.names.push((*part).to_owned());
        all.buf.push('\n');
        all.marks.push(Mark {
            offset: all.buf.len() as u32,
            label: 0,
            unit: Unit::Field { part: part_name },
        });
        all.buf.push_str(field);
    }
    all
}

fn beside(text: &Text) -> Vec<Token> {
    let mut session = DETECTOR.session(&settings());
    session.window(text, 0..text.buf.len());
    session.only_in(BESIDE)
}

#[test]
fn values_that_stand_in_parts_beside_the_text_alone_are_its_own() {
    #[track_caller]
    fn check(text: &str, fields: &[(&str, &str)], expected: usize) {
        assert_eq!(beside(&with_fields(text, fields)).len(), expected, "{text} {fields:?}");
    }
    let (number, mail) = ("rijksregisternummer 85.07.30-951.80", "an.maes@school.be");
    check("Beste collega", &[("properties", number)], 1);
    check("Beste collega", &[("links", mail), ("properties", number)], 2);
    check("Beste collega", &[("header", mail), ("links", mail)], 1);
    // What the text says too is not lost with it.
    check(number, &[("properties", number)], 0);
    check(&format!("{number}, {mail}"), &[("links", mail)], 0);
    check(&format!("{number}, {mail}"), &[], 0);
    // Other parts are text; the name of the file is somebody's, and an author is in every letter.
    check("Beste collega", &[("comments", number)], 0);
    check("Beste collega", &[("file name", number)], 0);
    check("Beste collega", &[("properties", "Auteur: Jan Peeters")], 0);
}

#[test]
fn special_categories_told_beside_the_text_alone_are_its_own() {
    #[track_caller]
    fn check(text: &str, fields: &[(&str, &str)], expected: usize) {
        assert_eq!(beside(&with_fields(text, fields)).len(), expected, "{text} {fields:?}");
    }
    let letter = "Beste Bart Claes, rijksregisternummer 85.07.30-951.80, de vergadering is verplaatst.";
    let (subject, keyword) = ("Ontslag van Bart Claes wegens ziekte", "kanker");
    check(letter, &[("properties", subject)], 1);
    check(letter, &[("properties", keyword)], 1);
    check(letter, &[("header", subject)], 1);
    check(letter, &[], 0);
    // What the text says too is not lost with it, and other parts are text.
    check(&format!("{letter}\n{subject}."), &[("properties", subject)], 0);
    check(letter, &[("comments", subject)], 0);
    check(letter, &[("file name", subject)], 0);
    // What the report does not tell, as nobody is named for it to be about.
    check("Beste collega", &[("properties", keyword)], 0);
    check(letter, &[("properties", "Verslag van de vergadering")], 0);
}

#[test]
fn the_same_values_are_told_alike() {
    let (mail, other) = ("an.maes@school.be", "jan.peeters@school.be");
    let one = beside(&with_fields("Beste", &[("header", mail), ("recipient", other)]));
    assert_eq!(one, beside(&with_fields("Dag", &[("header", other), ("links", mail)])));
    assert_eq!(one.len(), 2);
}
