//! Zeros, ones and other bytes in the place of text, at every place of it.

use super::super::tests::documents;
use super::*;

const NUMBER: &str = "rijksregisternummer 85.07.30-951.80";

/// A text that goes on behind so many bytes of anything.
fn torn(before: &str, hole: &[u8], behind: &str) -> Vec<u8> {
    [before.as_bytes(), hole, behind.as_bytes()].concat()
}

fn lines(n: usize) -> String {
    "een gewone regel van een gewoon verslag\n".repeat(n)
}

#[track_caller]
fn check(name: &str, bytes: &[u8], is_torn: bool) {
    let documents = documents(name, bytes);
    let reasons: &[Reason] = if is_torn { &[Reason::Damaged] } else { &[] };
    assert_eq!(documents[0].reasons, reasons, "{name}");
    assert!(documents[0].text().contains(NUMBER), "{name}: {documents:?}");
}

#[test]
fn a_sector_of_zeros_in_a_text_is_told_and_what_stands_around_it_is_read() {
    let (before, behind) = (lines(2000), format!("{NUMBER}\n{}", lines(10)));
    check("a.txt", &torn(&before, &[0; 512], &behind), true);
    check("a.txt", &torn(&before, &[0; 100_000], &behind), true);
    check("a.csv", &torn(&format!("a;b\n{before}"), &[0; 512], &behind), true);
    let page = torn(
        &format!("<html><body>{before}"),
        &[0; 512],
        &format!("{behind}</body></html>"),
    );
    check("a.html", &page, true);
    let xml = torn(
        &format!("<?xml version=\"1.0\"?><a>{before}"),
        &[0; 512],
        &format!("{behind}</a>"),
    );
    check("a.xml", &xml, true);
    let rtf = torn(&format!("{{\\rtf1 {}", lines(9)), &[0; 512], &format!("{behind}}}"));
    check("a.rtf", &rtf, true);
    let mail = torn(
        &format!("From: a@b.example\nSubject: x\nDate: x\n\n{before}"),
        &[0; 512],
        &behind,
    );
    check("a.eml", &mail, true);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let wide = [&b"\xff\xfe"[..], &wide(&before), &[0; 512], &wide(&behind)].concat();
    check("a.txt", &wide, true);
}

#[test]
fn ones_and_other_bytes_in_the_place_of_text_are_told() {
    // Longer than what the format is known by.
    let text = format!("{}{NUMBER}\n", lines(2000));
    let chance = |n: u32| n.wrapping_mul(2_654_435_761).to_be_bytes()[0];
    let other: Vec<u8> = (0..512).map(chance).collect();
    for stretch in [&[0xff; 64][..], &[0xff; 5000], &other] {
        check("a.txt", &torn(&text, stretch, &text), true);
        let page = torn(
            &format!("<html><body>{text}"),
            stretch,
            "tekst van een pagina, en dat was het\n".repeat(9).as_str(),
        );
        check("a.html", &page, true);
    }
    check("a.txt", &torn(&text, &[0xff; 63], &text), false);
    check("a.txt", &torn(&text, &[0xff; 512], ""), false);
    // Where they are spaces.
    let spaced = format!("naam{text}");
    let spaced = torn("", &[0xff; 9], &spaced);
    for (n, is_torn) in [
        (64, false),
        (400, false),
        (512 + 512 - (9 + 4 + text.len()) % 512, true),
    ] {
        let bytes = [&spaced[..], &vec![0xff; n], text.as_bytes()].concat();
        check("a.txt", &bytes, is_torn);
    }
    let short = format!("{}{NUMBER}\n", lines(20));
    let dos = [
        short.as_bytes(),
        b"Ren\x82e en Zo\x89\n",
        &[0xff; 90],
        b"een patient\n".as_slice(),
    ]
    .concat();
    check("a.txt", &dos, false);
    // Letters of a name in a text of one byte each, and a picture that has white in it.
    check("a.txt", &torn(&text, b"L'Ha\xff-les-Roses \xff\xff\xff", &text), false);
    let picture = [&[1, 5, 2][..], &[0xff; 2000], &[3, 7, 1]].concat();
    let rtf = format!("{{\\rtf1 {NUMBER} {{\\pict\\bin{} ", picture.len());
    check("a.rtf", &torn(&rtf, &picture, "}}"), false);
}

#[test]
fn zeros_that_fill_a_file_up_and_few_of_them_are_no_damage() {
    let text = format!("{}{NUMBER}\n", lines(2000));
    check("a.txt", &torn(&text, &[0; 63], &text), false);
    check("a.txt", &torn(&text, &[0; 4096], ""), false);
    check("a.txt", &torn(text.trim_end(), &[0; 4096], ""), false);
    // The last sectors of a text that goes on are lost.
    let aligned = text.trim_end().len() / 512 * 512;
    let cut = &torn(&format!("{NUMBER}\n{text}")[..aligned], &[0; 1024], "");
    check("a.txt", cut, true);
}

#[test]
fn the_room_at_the_end_of_a_file_that_nobody_wrote_to_is_told() {
    let mail = "From: a@b.example\nSubject: x\nDate: x\n\n";
    let page = "<html><body><p>";
    for n in [1, 100, 2000] {
        let text = format!("{NUMBER}\n{}", lines(n));
        for (name, begin) in [("a.txt", ""), ("a.csv", "naam;nr\n"), ("a.eml", mail), ("a.html", page)] {
            let text = format!("{begin}{text}");
            check(name, &torn(&text, &vec![0; text.len()], ""), true);
            check(name, &torn(&text, &[0; 70_000], ""), true);
            if n > 1 {
                check(name, &torn(&text, &[0; 20], ""), false);
            }
        }
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for mark in ["\u{feff}", ""] {
            let text = wide(&format!("{mark}{text}"));
            check("a.txt", &[&text[..], &vec![0; text.len()]].concat(), true);
            if n > 1 && !mark.is_empty() {
                check("a.txt", &[&text[..], &[0; 20]].concat(), false);
            }
        }
    }
}

#[test]
fn a_text_with_a_hole_is_read_whatever_its_name() {
    let text = format!("{NUMBER}\n{}", lines(20));
    for name in ["a.sql", "a.yaml", "a.bas", "a", "a.txt", "a.slk"] {
        check(name, &torn(&text, &[0; 600], &text), true);
        check(name, &torn(&text, &[0; 600], ""), true);
        check(name, &torn("", &[0; 600], &text), true);
    }
    let xml = format!("<?xml version=\"1.0\"?><a>{text}");
    let rest = "<b>tekst van een lid van het bestuur</b></a>";
    let list = format!("[{{\"nr\": \"{NUMBER}\"}},\n{}", "{\"a\": \"b\"},\n".repeat(20));
    for (name, bytes) in [
        ("a.xml", torn(&xml, &[0; 200], rest)),
        ("a.xml", torn(&xml, &[0; 600], "")),
        ("a.xml", torn("", &[0; 512], &text)),
        (
            "a.json",
            torn(&list, &[0; 200], "{\"a\": \"een gewone waarde van een lid\"}]"),
        ),
    ] {
        let document = &documents(name, &bytes)[0];
        assert_eq!(document.reasons.first(), Some(&Reason::Damaged), "{name}");
        assert!(document.text().contains(NUMBER), "{name}: {document:?}");
    }
    // Zeros and other bytes are no text, whatever stands among them.
    let other = torn(NUMBER, &[0; 600], "\u{1}\u{2}\u{3}\u{4}\u{5}");
    assert_eq!(documents("a.sql", &other)[0].reasons, [Reason::Unsupported]);
}

#[test]
fn a_few_zeros_in_a_text_are_told_where_they_fill_no_fields_up() {
    let text = format!("{}{NUMBER}\n", lines(20));
    check("a.txt", &torn(&text, &[0; 64], &text), true);
    let mail = format!("From: a@b.example\nSubject: x\nDate: x\n\n{text}");
    check("a.eml", &torn(&mail, &[0; 64], &text), true);
    // Records whose fields are as long as each other, and some of them.
    let text = format!("{}{NUMBER}\n", lines(2000));
    let record = torn(NUMBER, &[0; 93], "");
    check("a.txt", &torn(&text, &record.repeat(4), &text), false);
    let short = String::from_utf8(torn("naam", &[0; 9], &text)).unwrap();
    check("a.txt", &torn(&text, &[0; 64], &short), false);
}

#[test]
fn a_text_of_zeros_is_hollow_and_one_that_ends_with_some_is_not() {
    assert!(is_hollow(&[0; 9]) && is_hollow(&[&b"naam"[..], &[0; 64], b"naam"].concat()));
    assert!(!is_hollow(&[]) && !is_hollow(&[0; 8]) && !is_hollow(&[&b"naam"[..], &[0; 63]].concat()));
    assert!(!is_hollow("naam".repeat(40).as_bytes()));
}

#[test]
fn a_few_zeros_at_the_beginning_are_told() {
    let text = lines(30) + NUMBER;
    for name in ["a.txt", "a.md", "a.csv", "a.html"] {
        check(name, &torn("", &[0; 4], &text), true);
        check(name, &torn("", &[0; 3], &text), false);
    }
    let wide = format!("\u{feff}{text}");
    let wide = wide.chars().map(u32::from).flat_map(u32::to_be_bytes);
    check("a.txt", &wide.collect::<Vec<u8>>(), false);
}

#[test]
fn zeros_of_a_picture_inside_a_text_are_its_own() {
    let picture = [&[1, 5, 2][..], &[0; 2000], &[3, 7, 1], &[b'x'; 40], &[0; 600], &[1, 2]].concat();
    let text = format!("{{\\rtf1 {NUMBER} {{\\pict\\bin{} ", picture.len());
    check("a.rtf", &torn(&text, &picture, "}}"), false);
}

#[test]
fn a_few_zeros_in_a_mail_are_told_but_not_those_of_a_file_that_it_holds_as_it_is() {
    let mail = |hole: &[u8]| {
        let head = "From: an@school.example\nSubject: verslag\nDate: Mon, 16 Jun 2025 10:00:00 +0200\n\n";
        torn(&format!("{head}{}", lines(3)), hole, &format!("{NUMBER}\n{}", lines(3)))
    };
    check("a.eml", &mail(&[0; 16]), true);
    check("a.eml", &mail(&[0; 40]), true);
    check("a.eml", &mail(b""), false);
    check("a.eml", &mail(b"\0"), false);
    // Names of a fixed length.
    let fields = ["een naam van een veld van een tabel\0\0\0\0\0\0\0\0\0"; 9].concat();
    check("a.eml", &mail(fields.as_bytes()), false);
}
