//! Tests of look-up: what a hit's offset leads back to, whatever the windows.

use proptest::prelude::*;

use super::*;

fn text(unit: Unit, buf: &str) -> Text {
    Text {
        buf: buf.to_owned(),
        marks: vec![Mark {
            offset: 0,
            label: 0,
            unit,
        }],
        names: vec![String::new()],
        ..Text::default()
    }
}

fn labels(text: &Text) -> Vec<(String, String)> {
    text.pieces(0..text.buf.len())
        .map(|piece| (piece.location.label.unwrap_or("").to_owned(), piece.text.into_owned()))
        .collect()
}

#[test]
fn column_names() {
    #[track_caller]
    fn check(col: u32, expected: &str) {
        assert_eq!(column_name(col), expected);
    }
    check(0, "A");
    check(25, "Z");
    check(26, "AA");
    check(702, "AAA");
    check(16_383, "XFD");
}

#[test]
fn values_of_json_stand_under_their_keys() {
    #[track_caller]
    fn check(json: &str, expected: &[(&str, &str)]) {
        let text = text(Unit::Json { first: 1 }, json);
        let expected: Vec<_> = expected
            .iter()
            .map(|&(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(labels(&text), expected);
    }
    check(r#"{"naam": "An", "n": 12}"#, &[("naam", "An"), ("n", "12")]);
    check(
        r#"{"mails": ["a", ["b"], {"x": "c"}, "d"]}"#,
        &[("mails", "a"), ("mails", "b"), ("x", "c"), ("mails", "d")],
    );
    check(r#"["a", 1, null]"#, &[("", "a"), ("", "1"), ("", "null")]);
    check(r#"{"a": "x \"{[\\", "b": 2}"#, &[("a", "x \"{[\\"), ("b", "2")]);
    check("{\"a\": 1}\n{\"b\": 2}\n", &[("a", "1"), ("b", "2")]);
    check(r#"{"a": {"b": 1}, "c": 2"#, &[("b", "1"), ("c", "2")]);
    check(r#"}]{"a": "cut"#, &[("a", "cut")]);
    // A quote is lost: inside and outside are right again where a line begins as JSON does.
    check(
        "{\"a\": \"An,\n \"b\": \"Bo Maes\",\n \"c\": \"x\"}",
        &[("a", "An,"), ("b", "Bo Maes"), ("c", "x")],
    );
    check("{\"a\": \"An\n{\"b\": \"Bo Maes\"}\n", &[("a", "An"), ("b", "Bo Maes")]);
    // Lines of a text that a program did not escape.
    check(
        "{\"a\": \"Geachte An\n[1] dag\n{x} Bo Maes\", \"b\": 2}",
        &[("a", "Geachte An\n[1] dag\n{x} Bo Maes"), ("b", "2")],
    );
}

#[test]
fn texts_of_xml_stand_under_their_elements() {
    #[track_caller]
    fn check(xml: &str, expected: &[(&str, &str)]) {
        let text = text(Unit::Xml { first: 1 }, xml);
        let expected: Vec<_> = expected
            .iter()
            .map(|&(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        assert_eq!(labels(&text), expected);
    }
    check("<?xml version=\"1.0\"?><a><b>x</b> y</a>", &[("b", "x"), ("a", "y")]);
    check(
        "<n:p id='1' mail = \"m&lt;\"><q/>t</n:p>",
        &[("id", "1"), ("mail", "m<"), ("p", "t")],
    );
    check(
        "<a><!-- hidden > --><![CDATA[ <raw> ]]></a>",
        &[("", "hidden >"), ("a", "<raw>")],
    );
    check("<a>1 &lt; 2</a>", &[("a", "1 < 2")]);
}

#[test]
fn a_sign_that_opens_no_tag_is_text() {
    let text = text(Unit::Xml { first: 1 }, "<a><b>een & 1 < 2 <= 3 <4</b><c>vier</c></a>");
    let found: Vec<_> = text
        .pieces(0..text.buf.len())
        .map(|piece| (piece.location.label, piece.text.into_owned()))
        .collect();
    let expected = [(Some("b"), "een & 1 < 2 <= 3 <4"), (Some("c"), "vier")];
    assert_eq!(found, expected.map(|(label, text)| (label, text.to_owned())));
}

#[test]
fn fields_of_delimited_text_stand_under_their_headings() {
    let unit = Unit::Delimited {
        sep: b';',
        row: 1,
        col: 0,
    };
    let mut text = text(unit, "naam;nota\nAn;\"een \"\"b\"\";\nc\"\nBo;\n");
    text.headings = vec!["naam".into(), "nota".into()];
    let found: Vec<_> = text
        .pieces(0..text.buf.len())
        .map(|piece| {
            (
                piece.location.place(&text).cell,
                piece.location.label,
                piece.text.into_owned(),
            )
        })
        .collect();
    let cell = |name: &str| Some(name.to_owned());
    assert_eq!(
        found,
        [
            (cell("A1"), None, "naam".to_owned()),
            (cell("B1"), None, "nota".to_owned()),
            (cell("A2"), Some("naam"), "An".to_owned()),
            (cell("B2"), Some("nota"), "een \"b\";\nc".to_owned()),
            (cell("A3"), Some("naam"), "Bo".to_owned()),
        ]
    );
}

#[test]
fn lines_are_counted_on_behind_dropped_text() {
    let mut text = text(Unit::Lines { first: 1 }, "a\nb\nc\nd");
    text.drop_before(4);
    assert_eq!(text.locate(0).unit, Unit::Lines { first: 3 });
    assert_eq!(text.locate(2).place(&text).lines.as_deref(), Some("4"));
}

const JSON: &str = r#"{"a":["é 1",{"bb":"x\"y"}],"c":12,
"d":{"e":[true,"last"]}}"#;
const XML: &str = "<a k='v w'><b>één</b>\n<!-- note --><c><![CDATA[1 2]]></c> end</a>";
const CSV: &str = "a;b\n\"q;\nr\";2\né;\"3\"\n";

proptest! {
    /// Wherever the earlier text is dropped, the label, row and line of what follows stay the same.
    #[test]
    fn a_dropped_beginning_changes_no_place(which in 0usize..4, cut in 0usize..80) {
        let (unit, buf) = [
            (Unit::Json { first: 1 }, JSON),
            (Unit::Xml { first: 1 }, XML),
            (Unit::Delimited { sep: b';', row: 1, col: 0 }, CSV),
            (Unit::Lines { first: 1 }, "x\ny\nz"),
        ][which];
        let mut whole = text(unit, buf);
        whole.headings = vec!["h1".into(), "h2".into()];
        let mut cut_off = text(unit, buf);
        cut_off.headings = whole.headings.clone();
        let keep = cut_off.keep_from(cut.min(buf.len()));
        cut_off.drop_before(keep);
        for piece in whole.pieces(keep..buf.len()) {
            let there = cut_off.locate(piece.range.start - keep);
            prop_assert_eq!(there, piece.location, "{} at {}", buf, piece.range.start);
        }
    }

    /// Every piece stands where a look-up of its first byte says.
    #[test]
    fn look_up_agrees_with_pieces(json in "[\\[\\]{}:,\"a\\\\ 1\n]{0,40}", xml in "[<>/a=\"' !\\-&;\n]{0,40}") {
        for text in [text(Unit::Json { first: 1 }, &json), text(Unit::Xml { first: 1 }, &xml)] {
            let mut locator = text.locator();
            for piece in text.pieces(0..text.buf.len()) {
                prop_assert_eq!(locator.locate(piece.range.start), piece.location);
                prop_assert_eq!(text.locate(piece.range.start), piece.location);
            }
        }
    }
}
