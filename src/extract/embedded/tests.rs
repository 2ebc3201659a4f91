//! Documents and texts in base64, however the text around them comes in.

use super::*;
use crate::record::base64;

#[test]
fn a_document_is_found_however_the_text_is_cut() {
    let rtf = format!(r"{{\rtf1 {} }}", "woord ".repeat(40));
    let digits = base64(rtf.as_bytes());
    for between in ["\n ", "\n> ", "\r\n >>", "\n> > "] {
        let text = format!("<a>e1xydGY=</a><b>{}{between}{}</b>", &digits[..100], &digits[100..]);
        for size in [1, 2, 5, 7, 64, text.len()] {
            let mut embedded = Embedded::default();
            for part in text.as_bytes().chunks(size) {
                embedded.feed(part);
            }
            embedded.close();
            assert_eq!(embedded.found, [rtf.as_bytes()], "in parts of {size}");
        }
    }
    // The end of a tag.
    let mut embedded = Embedded::default();
    embedded.feed(format!("<a href=data:base64,{digits}>naam</a>").as_bytes());
    assert_eq!(embedded.found, [rtf.as_bytes()]);
}

#[test]
fn a_text_is_found_however_the_text_around_it_is_cut() {
    let table = "naam;nummer\n".to_owned() + &"Céline;85.07.30-951.80\n".repeat(20);
    let digits = base64(table.as_bytes());
    let text = format!("<a>Een gewone zin.</a><b c=\"text/csv\">{digits}</b><c>En nog een.</c>");
    for size in [64, 100, 199, 200, 250, text.len()] {
        let mut embedded = Embedded::default();
        for part in text.as_bytes().chunks(size) {
            embedded.feed(part);
        }
        embedded.close();
        assert_eq!(embedded.found, [table.as_bytes()], "in parts of {size}");
    }
    // Keys, pictures of nobody, long words, and a short text.
    let noise: Vec<u8> = (0..600_u32)
        .map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0])
        .collect();
    for other in [
        base64(&noise),
        "a".repeat(600),
        base64(b"naam;nummer"),
        "0123456789abcdef".repeat(40),
    ] {
        let mut embedded = Embedded::default();
        embedded.feed(format!("<a>{other}</a>").as_bytes());
        embedded.close();
        assert!(embedded.found.is_empty(), "{other}");
    }
}
