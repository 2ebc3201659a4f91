//! Tests of what the directory of an archive does not say, and of what is said beside it.

use std::io::{Cursor, Write as _};

use super::super::Reason;
use super::super::tests::containers::zip_of;
use super::super::tests::{Document, documents};

const NUMBER: &str = "85.07.30-951.80";

fn all_text(documents: &[Document]) -> String {
    documents.iter().map(|document| document.text() + "\n").collect()
}

/// The archive is damaged, and holds `expected` all the same.
#[track_caller]
fn check_found(name: &str, bytes: &[u8], expected: &[&str]) {
    let documents = documents(name, bytes);
    let text = all_text(&documents);
    for expected in expected {
        assert!(text.contains(expected), "{name}: no {expected:?} in {documents:?}");
    }
    assert!(documents[0].reasons.contains(&Reason::Damaged), "{name}: {documents:?}");
}

fn stored(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Stored);
    for (name, bytes) in members {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn the_directory_of_an_inner_archive_is_not_that_of_a_cut_one() {
    let inner = zip_of(&[("binnen.txt", b"binnenin")]);
    for first in [&b"eerste 85.07.30-951.80"[..], b""] {
        let bytes = stored(&[("a.txt", first), ("b.docx", &inner), ("c.txt", &[b'c'; 500])]);
        // The cut is in the last member, behind the inner archive's end.
        let expected = ["binnenin", std::str::from_utf8(first).unwrap(), "cccc"];
        check_found("a.zip", &bytes[..bytes.len() - 400], &expected);
    }
}

#[test]
fn archives_that_were_joined_are_all_read() {
    let first = zip_of(&[("lijst.txt", NUMBER.as_bytes()), ("a.txt", b"eerste")]);
    let second = zip_of(&[("lijst.txt", b"tweede"), ("b.txt", b"laatste")]);
    let expected = [NUMBER, "eerste", "tweede", "laatste"];
    check_found("a.zip", &[first.clone(), second.clone()].concat(), &expected);
    check_found("a.zip", &[&first, &second[..second.len() - 30]].concat(), &expected);
}

#[test]
fn documents_that_were_joined_are_all_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    let fixture = |path: &str| std::fs::read(root.join(path)).unwrap();
    let (first, second) = (fixture("docx/aanwerving.docx"), fixture("docx/libreoffice.docx"));
    let expected = [&first, &second].map(|bytes| documents("a.docx", bytes)[0].pieces[0].1.clone());
    let expected = expected.each_ref().map(String::as_str);
    check_found("a.docx", &[&first[..], &second].concat(), &expected);
}

#[test]
fn members_that_were_left_out_of_the_directory_are_read() {
    let bytes = stored(&[("a.txt", b"eerste"), ("b.txt", NUMBER.as_bytes()), ("c.txt", b"derde")]);
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let entry = 46 + "a.txt".len();
    for nth in 0..3 {
        let mut hidden = bytes.clone();
        hidden.drain(directory + nth * entry..directory + (nth + 1) * entry);
        let end = hidden.len() - 22;
        hidden[end + 8..end + 14].copy_from_slice(&[2, 0, 2, 0, 2 * u8::try_from(entry).unwrap(), 0]);
        check_found("a.zip", &hidden, &["eerste", NUMBER, "derde"]);
    }
}

#[test]
fn the_end_of_an_empty_archive_in_a_comment_hides_nothing() {
    let mut bytes = zip_of(&[("a.txt", NUMBER.as_bytes())]);
    let comment = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let at = bytes.len() - 2;
    bytes[at] = u8::try_from(comment.len()).unwrap();
    bytes.extend(comment);
    check_found("a.zip", &bytes, &[NUMBER]);
}

/// What programs leave between and behind members is no member.
#[test]
fn padding_descriptors_and_signatures_leave_an_archive_whole() {
    let bytes = stored(&[("a.txt", b"eerste"), ("b.txt", b"tweede")]);
    let second = 30 + "a.txt".len() + "eerste".len();
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let between = [&b"PK\x07\x08"[..], &[7; 12], &[0; 400], b"PK\x03\x04", &[0xff; 40]].concat();
    let mut padded = [&bytes[..second], &between, &bytes[second..]].concat();
    let (directory, end) = (directory + between.len(), padded.len() - 22);
    let moved = |at: usize, by: usize| u32::try_from(at + by).unwrap().to_le_bytes();
    let offset = directory + 46 + "a.txt".len() + 42;
    padded[offset..offset + 4].copy_from_slice(&moved(second, between.len()));
    padded[end + 16..end + 20].copy_from_slice(&moved(directory, 0));
    let documents = documents("a.zip", &padded);
    assert_eq!(documents.len(), 3, "{documents:?}");
    assert!(documents.iter().all(|document| document.reasons.is_empty()));
}

#[test]
fn comments_of_an_archive_and_of_its_members_are_text() {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default();
    writer.start_file("a.txt", options).unwrap();
    writer.write_all(b"lid").unwrap();
    writer.set_comment(format!("nummer {NUMBER}\r\nvan An")).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    let documents = documents("a.zip", &bytes);
    assert!(
        documents[0].text().contains(&format!("nummer {NUMBER}")),
        "{documents:?}"
    );
    assert!(documents[0].reasons.is_empty() && documents.len() == 2);
}

/// As a program leaves it that adds a newer version of a member: the directory lists both.
#[test]
fn several_members_of_one_name_are_all_read_and_are_no_damage() {
    let twice = |name: &str, comment: &str| {
        let mut bytes = stored(&[(name, b"eerste"), ("XX", NUMBER.as_bytes()), ("XY", b"derde")]);
        // The names differ while they are written.
        assert_eq!(name.len(), 2);
        for other in [b"XX", b"XY"] {
            while let Some(at) = memchr::memmem::find(&bytes, other) {
                bytes[at..at + 2].copy_from_slice(name.as_bytes());
            }
        }
        let at = bytes.len() - 2;
        bytes[at] = u8::try_from(comment.len()).unwrap();
        bytes.extend(comment.as_bytes());
        bytes
    };
    let whole = twice("ab", "reservekopie van An");
    // Archives that go on in other files begin with a sign of their own.
    for bytes in [&whole[..], &[b"PK00", &whole[..]].concat()] {
        let documents = documents("a.zip", bytes);
        let text = all_text(&documents);
        for expected in ["eerste", NUMBER, "derde", "reservekopie van An"] {
            assert!(text.contains(expected), "{expected}: {documents:?}");
        }
        assert!(
            documents.iter().all(|document| document.reasons.is_empty()),
            "{documents:?}"
        );
    }
    // One of them that the directory does not list is another matter.
    let directory = memchr::memmem::find(&whole, b"PK\x01\x02").unwrap();
    let mut hidden = whole.clone();
    hidden.drain(directory..directory + 48);
    let end = memchr::memmem::rfind(&hidden, b"PK\x05\x06").unwrap();
    hidden[end + 8..end + 14].copy_from_slice(&[2, 0, 2, 0, 96, 0]);
    check_found("a.zip", &hidden, &["eerste", NUMBER, "derde"]);
}

/// A package of a docx, what its directory tells of the document spoilt.
fn spoilt(spoil: fn(&mut [u8])) -> Vec<u8> {
    let body = format!("<w:document><w:body><w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p></w:body></w:document>").repeat(3);
    let mut bytes = zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("word/settings.xml", b"<w:settings/>"),
    ]);
    let name = memchr::memmem::rfind(&bytes, b"word/document.xml").unwrap();
    spoil(&mut bytes[name - 46..name + 17]);
    bytes
}

#[test]
fn an_entry_of_the_directory_that_was_written_over_costs_no_part() {
    let spoils: [fn(&mut [u8]); 5] = [
        |entry| entry[46..63].copy_from_slice(b"andere/woorden.tx"),
        |entry| entry[46..63].fill(0xe5),
        |entry| entry[10] = 0,
        |entry| entry[20..22].copy_from_slice(&[4, 0]),
        |entry| entry[20..22].copy_from_slice(&[0xff, 0x7f]),
    ];
    for spoil in spoils {
        check_found("a.docx", &spoilt(spoil), &[NUMBER]);
    }
}

/// Neither the case of letters, nor slashes, nor how an accent is written, nor a comment.
#[test]
fn what_programs_write_of_one_member_in_two_ways_is_no_damage() {
    let harmless: [fn(&mut [u8]); 4] = [
        |_| (),
        |entry| entry[50] = b'\\',
        |entry| entry[46] = b'W',
        |entry| entry[38..42].fill(0xff),
    ];
    for spoil in harmless {
        let documents = documents("a.docx", &spoilt(spoil));
        assert!(documents[0].reasons.is_empty(), "{documents:?}");
        assert!(documents[0].text().contains(NUMBER), "{documents:?}");
    }
    let mut accents = stored(&[("Celine.txt", NUMBER.as_bytes())]);
    let (name, listed) = (30, memchr::memmem::rfind(&accents, b"Celine").unwrap());
    (accents[name + 1], accents[listed + 1]) = (0x82, 0xe9);
    let documents = documents("a.zip", &accents);
    assert!(documents[0].reasons.is_empty() && documents.len() == 2, "{documents:?}");
}
