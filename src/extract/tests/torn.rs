//! Damage inside older office documents whose tables still lead to their text: it is told, and the rest is read.

use std::io::{Cursor, Read as _, Write as _};

use super::{Document, documents};
use crate::extract::Reason;
use crate::finding::Place;

const NUMBER: &str = "85.07.30-951.80";
const TITLE: &str = "/\u{5}SummaryInformation";

fn fixture(path: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    std::fs::read(root.join(path)).unwrap()
}

/// With other bytes in the place of the first ones that are these, so many behind their begin.
fn over(bytes: &[u8], begin: &[u8], behind: usize, other: &[u8]) -> Vec<u8> {
    let at = memchr::memmem::find(bytes, begin).expect("they are there") + behind;
    let mut over = bytes.to_vec();
    over[at..at + other.len()].copy_from_slice(other);
    over
}

fn text(documents: &[Document]) -> String {
    documents.iter().map(|document| document.text() + "\n").collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str, reasons: &[Reason]) {
    let documents = documents(name, bytes);
    assert_eq!(documents[0].reasons, reasons, "{name}");
    assert!(text(&documents).contains(expected), "{name}: {documents:?}");
}

/// A document with these bytes as what it says about itself.
fn with_properties(path: &str, properties: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(fixture(path))).unwrap();
    file.create_stream(TITLE).unwrap().write_all(properties).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn properties_that_are_torn_leave_the_text_and_are_told() {
    for path in ["xls/libreoffice.xls", "doc/letter.doc", "ppt/plain.ppt"] {
        let whole = documents(path, &fixture(path));
        assert_eq!(whole[0].reasons, [], "{path}");
        let expected = &whole[0].pieces[0].1;
        check(path, &with_properties(path, &[]), expected, &[]);
        check(path, &with_properties(path, &[0; 500]), expected, &[Reason::Damaged]);
    }
}

#[test]
fn a_stream_whose_sectors_end_early_is_told() {
    let mut file = cfb::CompoundFile::open(Cursor::new(fixture("xls/libreoffice.xls"))).unwrap();
    let properties = std::iter::once(0xfe).chain([0xff]).chain([0; 300]).collect::<Vec<u8>>();
    file.create_stream(TITLE).unwrap().write_all(&properties).unwrap();
    let whole = file.into_inner().into_inner();
    check("a.xls", &whole, NUMBER, &[]);
    // The first sector of small streams in the header; an entry that leads to the next small sector.
    let table = u32::from_le_bytes(*whole[60..].first_chunk().unwrap());
    let table = (table as usize + 1) * 512;
    let start = cfb::CompoundFile::open(Cursor::new(&whole)).unwrap();
    assert_eq!(start.entry(TITLE).unwrap().len(), 302);
    let mut torn = whole.clone();
    for entry in torn[table..table + 512].as_chunks_mut::<4>().0 {
        if u32::from_le_bytes(*entry) < 1000 {
            *entry = 0xffff_fffe_u32.to_le_bytes();
        }
    }
    check("a.xls", &torn, NUMBER, &[Reason::Damaged]);
}

#[test]
fn a_presentation_whose_records_are_torn_gives_all_its_texts() {
    const DOCUMENT: &[u8] = b"\x0f\0\xe8\x03";
    const SLIDE: &[u8] = b"\x0f\0\xee\x03";
    let whole = fixture("ppt/plain.ppt");
    let spoilt = [
        over(&whole, DOCUMENT, 0, &[0; 8]),
        over(&whole, DOCUMENT, 4, &[16, 0]),
        over(&whole, SLIDE, 4, &[16, 0]),
        over(&whole, SLIDE, 4, &[0xff, 0xff, 0xff]),
    ];
    let expected: Vec<String> = documents("a.ppt", &whole)[0]
        .pieces
        .iter()
        .map(|(_, text)| text.clone())
        .collect();
    for spoilt in spoilt {
        let documents = documents("a.ppt", &spoilt);
        assert!(documents[0].reasons.contains(&Reason::Damaged), "{documents:?}");
        let text = text(&documents);
        assert!(expected.iter().all(|line| text.contains(line)), "{expected:?}: {text}");
    }
}

#[test]
fn pieces_that_do_not_hold_all_characters_of_a_letter_are_told() {
    const HEADER: &[u8] = b"\xec\xa5";
    let whole = fixture("doc/letter.doc");
    check("a.doc", &whole, NUMBER, &[]);
    // The number of characters, and that of bytes.
    check("a.doc", &over(&whole, HEADER, 0x4e, &[1]), NUMBER, &[Reason::Damaged]);
    check("a.doc", &over(&whole, HEADER, 0x42, &[1]), NUMBER, &[Reason::Damaged]);
}

/// Whatever sector of a document is lost: what it says is all there, or that it is not is told.
#[test]
fn no_lost_sector_is_silent() {
    for path in [
        "doc/letter.doc",
        "doc/tracked.doc",
        "xls/libreoffice.xls",
        "xls/adressen.xls",
        "xls/raised.xls",
        "msg/plain.msg",
        "msg/html.msg",
        "msg/contact.msg",
        "msg/board.msg",
    ] {
        let whole = fixture(path);
        let pieces = |bytes: &[u8]| {
            let read = documents(path, bytes);
            let is_told = read.iter().any(|document| !document.reasons.is_empty());
            let pieces: Vec<_> = read.into_iter().flat_map(|document| document.pieces).collect();
            (pieces, is_told)
        };
        let (expected, is_told) = pieces(&whole);
        assert!(!is_told, "{path}");
        for at in (0..whole.len()).step_by(512) {
            let (read, is_told) = pieces(&over(&whole, &[], at, &vec![0; 512.min(whole.len() - at)]));
            let lost = expected.iter().find(|piece| !read.contains(piece));
            assert!(is_told || lost.is_none(), "{path} at {at}: {lost:?}");
        }
    }
}

#[test]
fn a_length_of_a_presentation_that_is_lost_is_told() {
    let whole = fixture("ppt/plain.ppt");
    // The document, its lists of slides and of masters, a slide.
    for record in [
        &b"\x0f\0\xe8\x03"[..],
        b"\x0f\0\xf0\x0f",
        b"\x1f\0\xf0\x0f",
        b"\x0f\0\xee\x03",
    ] {
        let torn = documents("a.ppt", &over(&whole, record, 4, &[0; 4]));
        assert!(torn[0].reasons.contains(&Reason::Damaged), "{torn:?}");
        assert!(text(&torn).contains(NUMBER), "{torn:?}");
    }
}

#[test]
fn what_masters_of_notes_say_is_read() {
    // They stand in no list.
    let read = documents("a.ppt", &fixture("ppt/plain.ppt")).remove(0);
    let of_none = |place: &&Place| place.slides.is_none() && place.part.as_deref() == Some("master");
    assert_eq!(read.places.iter().filter(of_none).count(), 4, "{read:?}");
}

#[test]
fn recipients_and_attachments_of_a_message_that_are_missing_are_told() {
    let without = |path: &str| {
        let mut file = cfb::CompoundFile::open(Cursor::new(fixture("msg/plain.msg"))).unwrap();
        match file.is_stream(path) {
            true => file.remove_stream(path).unwrap(),
            false => file.remove_storage_all(path).unwrap(),
        }
        file.into_inner().into_inner()
    };
    check("a.msg", &fixture("msg/plain.msg"), NUMBER, &[]);
    for path in [
        "/__recip_version1.0_#00000000",
        "/__recip_version1.0_#00000000/__properties_version1.0",
        "/__recip_version1.0_#00000000/__substg1.0_3003001E",
        "/__attach_version1.0_#00000000/__properties_version1.0",
        "/__substg1.0_0E04001E",
    ] {
        check("a.msg", &without(path), NUMBER, &[Reason::Damaged]);
    }
}

#[test]
fn zeros_between_the_characters_of_a_letter_part_what_stands_around_them() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let whole = fixture("doc/letter.doc");
    let zeros = |n: usize| over(&whole, &wide("Dossier van"), 4, &vec![0; 2 * n]);
    // Few zeros are characters that show nothing.
    let few = documents("a.doc", &zeros(7));
    assert!(
        few[0].reasons.is_empty() && few[0].text().contains("Doan Anouk"),
        "{few:?}"
    );
    let torn = documents("a.doc", &zeros(8));
    assert_eq!(torn[0].reasons, [Reason::Damaged]);
    assert!(torn[0].text().contains("Do\nn Anouk"), "{torn:?}");
    // The last characters, in a sector that is lost up to its end.
    let last = "Voet: personeelsdienst";
    let torn = documents("a.doc", &over(&whole, &wide(last), 2 * last.len() - 8, &[0; 200]));
    assert_eq!(torn[0].reasons, [Reason::Damaged]);
    assert!(torn[0].text().contains("Voet: personeelsdi"), "{torn:?}");
}

#[test]
fn a_header_or_a_table_of_pieces_that_something_else_stands_in_is_told() {
    const PIECES: &[u8] = b"\x02\x10\0\0\0\0\0\0\0\x46\x01\0\0";
    let whole = fixture("doc/letter.doc");
    let header = over(&whole, b"\xec\xa5\x01\x01", 0, b"Anouk Peeters");
    check("a.doc", &header, NUMBER, &[Reason::Damaged]);
    let pieces = over(&whole, PIECES, 0, b"n");
    check("a.doc", &pieces, NUMBER, &[Reason::Damaged]);
}

#[test]
fn strings_of_a_workbook_that_are_torn_are_told_and_those_behind_them_stay_in_their_cells() {
    let whole = fixture("xls/libreoffice.xls");
    let mut bytes = over(&whole, b"Anouk Peeters", 6, &[0; 13]);
    let torn = documents("a.xls", &bytes).remove(0);
    assert_eq!(torn.reasons, [Reason::Damaged]);
    let text = torn.text();
    assert!(text.contains("Anouk") && text.contains("is Lambrechts"), "{text}");
    let whole = documents("a.xls", &whole).remove(0);
    let cell = |document: &Document, expected: &str| {
        let at = document.pieces.iter().position(|(_, text)| text.contains(expected));
        at.map(|at| document.places[at].cell.clone())
    };
    for expected in ["Dumoulin", "oude aantekening", "Rekening", NUMBER] {
        assert_eq!(cell(&torn, expected), cell(&whole, expected), "{expected}: {torn:?}");
    }
    // The number of strings is spoilt too: nobody counts up to it, and cells have no string.
    let strings = memchr::memmem::find(&bytes, b"\xfc\0").unwrap();
    assert!(bytes[strings + 8] > 0 && bytes[strings + 9..strings + 12] == [0; 3]);
    bytes[strings + 8..strings + 12].fill(0xff);
    assert_eq!(documents("a.xls", &bytes).remove(0).reasons, [Reason::Damaged; 2]);
    // A cell whose string is none of them: there are fewer.
    let fewer = over(&fixture("xls/libreoffice.xls"), b"\xfd\0\x0a\0", 10, &[99]);
    check("a.xls", &fewer, NUMBER, &[Reason::Damaged]);
}

#[test]
fn a_property_without_a_type_is_told() {
    let mut file = cfb::CompoundFile::open(Cursor::new(fixture("doc/letter.doc"))).unwrap();
    let mut bytes = Vec::new();
    file.open_stream(TITLE).unwrap().read_to_end(&mut bytes).unwrap();
    let long = |at: usize| u32::from_le_bytes(*bytes[at..].first_chunk().unwrap()) as usize;
    let last = 8 + 8 * (long(long(44) + 4) - 1);
    let value = long(44) + long(long(44) + last + 4);
    check("a.doc", &with_properties("doc/letter.doc", &bytes), NUMBER, &[]);
    bytes[value..value + 4].fill(0);
    check(
        "a.doc",
        &with_properties("doc/letter.doc", &bytes),
        NUMBER,
        &[Reason::Damaged],
    );
}

#[test]
fn tags_that_are_torn_in_a_document_of_one_file_are_told_and_hide_no_text() {
    for path in [
        "wordml/flat.xml",
        "wordml/letter.xml",
        "odt/letter.fodt",
        "ods/book.fods",
        "spreadsheetml/people.xml",
    ] {
        let whole = String::from_utf8(fixture(path)).unwrap();
        check(path, whole.as_bytes(), NUMBER, &[]);
        let number = whole.find(NUMBER).unwrap();
        let tag = whole[..number].rfind('<').unwrap();
        let with = |put_in: &str| [&whole[..tag], put_in, &whole[tag..]].concat();
        for torn in ["<a:b a:c", "<a:b a:c=\"x", "</a:b>"] {
            check(path, with(torn).as_bytes(), NUMBER, &[Reason::Damaged]);
        }
        check(path, with("<!-- <a:b -->").as_bytes(), NUMBER, &[]);
    }
}

#[test]
fn xml_whose_elements_do_not_end_as_they_began_is_told() {
    let lid = format!("<lid><naam>Anouk</naam><nr>{NUMBER}</nr></lid>\n");
    let whole = format!("<?xml version=\"1.0\"?>\n<leden>{}</leden>\n", lid.repeat(20));
    check("a.xml", whole.as_bytes(), NUMBER, &[]);
    let begin = whole.len() / 2;
    for len in [20, 60, 70] {
        let hole = [&whole[..begin], &whole[begin + len..]].concat();
        check("a.xml", hole.as_bytes(), NUMBER, &[Reason::Damaged]);
    }
    // A whole element is gone, which nothing tells; a page; and what does not say that it is XML.
    check("a.xml", whole.replacen(&lid, "", 1).as_bytes(), NUMBER, &[]);
    let page = format!("<?xml version=\"1.0\"?>\n<html><body><p>een<br>{NUMBER}</body></html>");
    check("a.xml", page.as_bytes(), NUMBER, &[]);
    check("a.xml", format!("<leden><br>{NUMBER}</leden>").as_bytes(), NUMBER, &[]);
}

#[test]
fn json_whose_values_are_not_whole_is_told() {
    let lid = format!("  {{\"naam\": \"Anouk\", \"nr\": \"{NUMBER}\"}},\n");
    let whole = format!("[\n{}  {{}}\n]\n", lid.repeat(40));
    check("a.json", whole.as_bytes(), NUMBER, &[]);
    let begin = whole.len() / 2;
    for len in [30, 75, 150] {
        let hole = [&whole[..begin], &whole[begin + len..]].concat();
        check("a.json", hole.as_bytes(), NUMBER, &[Reason::Damaged]);
    }
    check(
        "a.json",
        whole.replacen("]", "}", 1).as_bytes(),
        NUMBER,
        &[Reason::Damaged],
    );
    check(
        "a.json",
        format!("{}]", &whole[..begin - 10]).as_bytes(),
        NUMBER,
        &[Reason::Damaged],
    );
    let lines = lid.trim().trim_end_matches(',').to_owned() + "\n";
    check("a.jsonl", lines.repeat(40).as_bytes(), NUMBER, &[]);
    check("a.jsonl", format!("// leden\n{whole}").as_bytes(), NUMBER, &[]);
    // As an editor or a web page writes spaces, and with a mark where files were put together.
    let spaced = whole.replace("\": ", "\":\u{a0}").replace("  {", "\u{a0}\u{202f}{");
    check("a.json", spaced.as_bytes(), NUMBER, &[]);
    check(
        "a.jsonl",
        format!("{}\u{feff}", lines.repeat(40)).as_bytes(),
        NUMBER,
        &[],
    );
    for len in [30, 60] {
        let (from, to) = (
            spaced.floor_char_boundary(begin),
            spaced.ceil_char_boundary(begin + len),
        );
        let hole = [&spaced[..from], &spaced[to..]].concat();
        check("a.json", hole.as_bytes(), NUMBER, &[Reason::Damaged]);
    }
}
