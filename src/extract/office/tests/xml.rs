//! The walk over XML: what it finds by eight bytes at a time or takes from the tag before is what stands there.

use proptest::prelude::*;

use super::{docx, seen};
use crate::extract::Reason;
use crate::extract::office::tag::{Name, short_tag_end, short_text};

/// Names by looking at each byte.
fn name_by_bytes(tag: &[u8]) -> (usize, usize) {
    let ends = |byte: &u8| *byte <= b' ' || matches!(byte, b'>' | b'/');
    let len = tag.iter().position(ends).unwrap_or(tag.len());
    let colon = tag[..len].iter().position(|byte| *byte == b':');
    (len, colon.map_or(0, |at| at + 1))
}

proptest! {
    #[test]
    fn names_are_found_as_by_single_bytes(tag in proptest::collection::vec(
        prop_oneof![Just(b':'), Just(b'>'), Just(b'/'), Just(b' '), Just(b'\n'), Just(0x80), Just(b'?'), any::<u8>()], 0..40)
    ) {
        let name = Name::of(&tag);
        prop_assert_eq!((name.len, name.prefix), name_by_bytes(&tag));
    }

    #[test]
    fn ends_are_found_as_by_single_bytes(text in proptest::collection::vec(
        prop_oneof![4 => any::<u8>(), 1 => Just(b'<'), 1 => Just(b'&'), 1 => Just(b'>'), 1 => Just(b'\'')], 0..80)
    ) {
        let first = text.iter().position(|byte| matches!(byte, b'<' | b'&'));
        prop_assert_eq!(short_text(&text), first.filter(|at| *at < 8 && text.len() >= 8));
        if let Some(end) = short_tag_end(&text) {
            prop_assert_eq!(Some(end), text.iter().position(|byte| *byte == b'>'));
            prop_assert!(!text[..end].contains(&b'\''));
        }
    }
}

#[test]
fn a_tag_like_the_one_before_is_not_taken_for_it() {
    let body = "<d><p><r><rPr><b/></rPr><t xml:space=\"preserve\">een</t></r>\
        <r><rPr><b/></rPr><t xml:space=\"preserve\"> twee</t></r>\
        <r><rPr><b/><rPrChange><rPr><i/></rPr></rPrChange></rPr><t xml:space=\"default\"> drie</t></r>\
        <r><rPr><b/></rPr><t xml:space=\"preserve\"/><t> vier</t></r>\
        <r><rPr><!-- </rPr> --><i/></rPr><t xml:space='>'> vijf</t></r>\
        <r><rPr><b/></rPr><t a=\"'>\"> zes</t></r></p></d>";
    let seen = seen(&mut docx(body.as_bytes()), "brief.docx");
    assert_eq!(seen.pieces, ["body [] een twee drie vier vijf zes"]);
    assert!(seen.gaps.is_empty());
}

/// Longer than a read and shorter than a window, with characters of one to four bytes on every border.
#[test]
fn parts_in_any_encoding_are_read_the_same() {
    let words: Vec<String> = (0..7_000).map(|n| format!("é{n}😀ř")).collect();
    let text = words.join(" ");
    let xml = |encoding: &str| format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?><d><p><t>{text}</t></p></d>");
    let mut little: Vec<u8> = vec![0xff, 0xfe];
    little.extend(xml("UTF-16").encode_utf16().flat_map(u16::to_le_bytes));
    let big: Vec<u8> = xml("UTF-16").encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [xml("UTF-8").into_bytes(), little, big] {
        let seen = seen(&mut docx(&bytes), "brief.docx");
        let read: Vec<&str> = seen.pieces.iter().flat_map(|piece| piece.split_whitespace()).collect();
        let read: String = read
            .into_iter()
            .filter(|word| !matches!(*word, "body" | "[]"))
            .collect();
        assert!(seen.gaps.is_empty());
        assert!(
            read == words.concat(),
            "{} and {} bytes",
            read.len(),
            words.concat().len()
        );
    }
}

/// What the encoding does not know costs itself and nothing behind it; a part may end within a character.
#[test]
fn bad_bytes_of_a_part_cost_themselves() {
    let seen = seen(
        &mut docx(b"<d><p><t>een \xff\xc3( twee</t></p><p><t>drie</t></p></d>\xe2\x82"),
        "brief.docx",
    );
    assert_eq!(seen.pieces, ["body [] een \u{fffd}\u{fffd}( twee", "body [] drie"]);
    assert_eq!(seen.gaps, [Reason::Damaged]);
}

/// A lost sector is read as zeros; what stands around it is read.
#[test]
fn characters_that_xml_forbids_are_told() {
    let read = |hole: &str| {
        let body = format!("<d><p><t>voor</t></p><p><t>x{hole}x</t></p><p><t>na</t></p></d>");
        seen(&mut docx(body.as_bytes()), "a.docx")
    };
    for hole in [
        "\0".repeat(512),
        "\0".to_owned(),
        "\u{1}".to_owned(),
        "\u{1f}".to_owned(),
    ] {
        let seen = read(&hole);
        assert_eq!(seen.gaps, [Reason::Damaged], "{hole:?}");
        assert_eq!(
            [&seen.pieces[0], seen.pieces.last().unwrap()],
            ["body [] voor", "body [] na"]
        );
    }
    for plain in [" ", "\t\r\n", "\u{7f}\u{85}", "&#1;", "é"] {
        assert_eq!(read(plain).gaps, [], "{plain:?}");
    }
}
