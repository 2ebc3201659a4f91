//! Documents of real programs, cut off or written over: what is left of them is read, and nothing is called whole.

use super::*;

fn fixture(path: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    std::fs::read(root.join(path)).unwrap()
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

fn all_text(documents: &[Document]) -> String {
    documents.iter().map(|document| document.text() + "\n").collect()
}

/// What is left of a file is partly read, damaged, and holds `expected`.
#[track_caller]
fn check_left(path: &str, bytes: &[u8], format: &str, expected: &[&str]) {
    let documents = documents(name(path), bytes);
    let text = all_text(&documents);
    for expected in expected {
        assert!(text.contains(expected), "{path}: no {expected:?} in {text}");
    }
    assert_eq!(documents[0].format, format, "{path}");
    assert_eq!(
        documents[0].read,
        Some(HowRead::Partly),
        "{path}: {:?}",
        documents[0].reasons
    );
    assert!(
        documents[0].reasons.contains(&Reason::Damaged),
        "{path}: {:?}",
        documents[0].reasons
    );
}

#[track_caller]
fn check_cut(path: &str, percent: usize, format: &str, expected: &[&str]) {
    let bytes = fixture(path);
    check_left(path, &bytes[..bytes.len() * percent / 100], format, expected);
}

#[test]
fn an_archive_without_its_directory_is_the_document_that_its_members_show() {
    check_cut("docx/aanwerving.docx", 30, "docx", &["85.07.30-951.80"]);
    check_cut("docx/aanwerving.docx", 90, "docx", &["85.07.30-951.80"]);
    check_cut("docx/libreoffice.docx", 60, "docx", &["85.07.30-951.80"]);
    check_cut("xlsx/personeel.xlsx", 60, "xlsx", &["Anouk Peeters"]);
    check_cut("xlsx/libreoffice.xlsx", 90, "xlsx", &["85.07.30-951.80"]);
    check_cut("odt/libreoffice.odt", 90, "odt", &[]);
    check_cut("odt/brief.odt", 90, "odt", &["01.11.23-973.16"]);
    check_cut("epub/letter.epub", 60, "epub", &[]);
}

#[test]
fn a_document_whose_first_bytes_are_written_over_is_known_by_the_rest() {
    let headless = |path: &str| {
        let mut bytes = fixture(path);
        bytes[..64].fill(0);
        bytes
    };
    check_left(
        "x/aanwerving.docx",
        &headless("docx/aanwerving.docx"),
        "docx",
        &["85.07.30-951.80"],
    );
    check_left(
        "x/personeel.xlsx",
        &headless("xlsx/personeel.xlsx"),
        "xlsx",
        &["85.07.30-951.80"],
    );
    check_left(
        "x/letter.doc",
        &headless("doc/letter.doc"),
        "unknown",
        &["85.07.30-951.80"],
    );
    check_left(
        "x/libreoffice.xls",
        &headless("xls/libreoffice.xls"),
        "unknown",
        &["Lambrechts", "85.07.30-951.80"],
    );
    check_left(
        "x/html.msg",
        &headless("msg/html.msg"),
        "unknown",
        &["joris.lambrechts@voorbeeldfirma.be"],
    );
}

#[test]
fn text_is_taken_out_of_compound_files_without_tables() {
    check_cut("doc/letter.doc", 80, "compound-file", &["85.07.30-951.80"]);
    check_cut(
        "xls/libreoffice.xls",
        90,
        "xls",
        &["Joris Lambrechts", "85.07.30-951.80"],
    );
    check_cut("xls/adressen.xls", 60, "compound-file", &["Lambrechts"]);
    check_cut("msg/html.msg", 90, "msg", &["joris.lambrechts@voorbeeldfirma.be"]);
}

#[test]
fn rows_are_taken_out_of_databases_without_a_tree() {
    check_cut("sqlite/plain.sqlite", 60, "sqlite", &[]);
    check_cut("sqlite/plain.sqlite", 90, "sqlite", &["85.07.30-951.80"]);
    // Without a schema the rows are still rows.
    let mut bytes = fixture("sqlite/plain.sqlite");
    let whole = document("plain.sqlite", &bytes);
    let value = &whole.pieces.last().unwrap().1;
    bytes[100..140].fill(0xff);
    check_left("x/plain.sqlite", &bytes, "sqlite", &[value]);
}

#[test]
fn a_pdf_without_its_structure_is_read_object_by_object() {
    check_cut("pdf/columns.pdf", 90, "pdf", &["85.07.30-951.80"]);
    check_cut("pdf/rotated.pdf", 90, "pdf", &[]);
    check_cut("pdf/form.pdf", 90, "pdf", &[]);
    // A later version of the document that was cut off is no whole document.
    check_cut("pdf/attachment.pdf", 60, "pdf", &[]);
}

#[test]
fn a_content_that_lost_its_page_is_shown_in_the_fonts_that_are_left() {
    let mut bytes = fixture("pdf/columns.pdf");
    let whole = document("columns.pdf", &bytes);
    let pages = whole.pieces.iter().filter(|(label, _)| label.is_empty());
    let whole: String = pages.map(|(_, text)| format!("{text}\n")).collect();
    let contents = memchr::memmem::find(&bytes, b"/Contents").unwrap();
    let header = memchr::memmem::rfind(&bytes[..contents], b" obj").unwrap();
    bytes[header..header + 4].fill(b'x');
    let words: Vec<&str> = whole.split_whitespace().filter(|word| word.len() > 3).collect();
    assert!(words.len() > 5, "{words:?}");
    check_left("pdf/columns.pdf", &bytes, "pdf", &words);
}

/// A long list, packed and cut: what came out before the cut is read.
#[test]
fn what_a_packed_stream_gives_before_the_cut_is_read() {
    use std::io::Write as _;
    let list: String = (0..60_000_u64)
        .map(|n| format!("{n};regel {};85.07.30-951.80\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(list.as_bytes()).unwrap();
    let mut bz2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bz2.write_all(list.as_bytes()).unwrap();
    let zst = ruzstd::encoding::compress_to_vec(list.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    for (name, packed) in [
        ("lijst.csv.gz", gz.finish().unwrap()),
        ("lijst.csv.bz2", bz2.finish().unwrap()),
        ("lijst.csv.zst", zst),
    ] {
        let documents = documents(name, &packed[..packed.len() * 60 / 100]);
        let list = &documents[1];
        assert_eq!(
            (list.read, &list.reasons[..]),
            (Some(HowRead::Partly), &[Reason::Damaged][..]),
            "{name}"
        );
        let n_lines = list.text().matches("85.07.30-951.80").count();
        assert!((20_000..45_000).contains(&n_lines), "{name}: {n_lines} of 60000 lines");
    }
}

/// Where the format itself tells its end, no cut document is called whole.
#[test]
fn nothing_that_is_cut_is_called_whole() {
    // All others end where they end.
    let ends = [
        "7z", "bz2", "doc", "docx", "epub", "gz", "msg", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rar", "rtf",
        "sqlite", "tar", "vsdx", "xls", "xlsx", "xz", "zip", "zst",
    ];
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    let mut n_checked = 0;
    for folder in std::fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        let format = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for file in std::fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            let extension = path.extension().and_then(|extension| extension.to_str());
            if !ends.contains(&&*format) || extension == Some("txt") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            for percent in [30, 60, 90] {
                let (left, lost) = bytes.split_at(bytes.len() * percent / 100);
                if lost.iter().all(|&byte| byte == 0) {
                    continue; // The padding of a tape archive.
                }
                let documents = documents(path.to_str().unwrap(), left);
                let whole = documents.iter().all(|document| document.read == Some(HowRead::All));
                assert!(!whole, "{}: {percent} %", path.display());
                n_checked += 1;
            }
        }
    }
    assert!(n_checked > 100, "{n_checked}");
}

#[test]
fn an_archive_behind_another_document_is_read_too() {
    let archive = fixture("docx/aanwerving.docx");
    for (before, format) in [
        (&b"GIF89a\x01\0\x01\0\0\0\0;"[..], "gif"),
        (&fixture("pdf/columns.pdf"), "pdf"),
    ] {
        let bytes = [before, &archive].concat();
        let documents = documents("a.bin", &bytes);
        assert_eq!(documents[0].format, format);
        assert_eq!(
            (documents[1].inner.as_str(), documents[1].format),
            ("archive.zip", "docx")
        );
        assert!(all_text(&documents).contains("85.07.30-951.80"));
    }
    // A script that unpacks what stands behind it.
    let bytes = [b"#!/bin/sh\nexit 0\n\0\0", &archive[..]].concat();
    check_left("x/setup.run", &bytes, "docx", &["85.07.30-951.80"]);
}

#[test]
fn a_brace_too_many_or_too_few_costs_no_text_behind_it() {
    let check = |rtf: &str, is_damaged: bool| {
        let documents = documents("a.rtf", rtf.as_bytes());
        let text = all_text(&documents);
        assert!(text.contains("een") && text.contains("drie"), "{rtf}: {text}");
        assert_eq!(documents[0].reasons.contains(&Reason::Damaged), is_damaged, "{rtf}");
    };
    check("{\\rtf1\\ansi een\\par drie\\par }", false);
    check("{\\rtf1\\ansi een\\par drie\\par }}\r\n\0 x\u{11}$DM", false);
    check("{\\rtf1\\ansi een\\par twee}\\par drie\\par }", true);
    check(
        "{\\rtf1\\ansi{\\stylesheet{\\s1 kop;}}\\pard een\\par \\pard drie}",
        false,
    );
    check(
        "{\\rtf1\\ansi{\\stylesheet{\\s1 kop;}\\pard een\\par \\pard drie}",
        true,
    );
    check("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;\\pard een\\par \\pard drie}", true);
}

#[test]
fn a_workbook_whose_beginning_is_written_over_is_read_and_damaged() {
    const OF_BOOK: [u8; 8] = [9, 8, 16, 0, 0, 6, 5, 0];
    const OF_SHEET: [u8; 8] = [9, 8, 16, 0, 0, 6, 16, 0];
    let whole = fixture("xls/libreoffice.xls");
    assert_eq!(documents("a.xls", &whole)[0].read, Some(HowRead::All));
    let over = |begin: &[u8]| {
        let mut bytes = whole.clone();
        let at = memchr::memmem::find(&bytes, begin).unwrap();
        bytes[at..at + 8].fill(b'x');
        bytes
    };
    check_left("xls/libreoffice.xls", &over(&OF_BOOK), "xls", &["85.07.30-951.80"]);
    check_left("xls/libreoffice.xls", &over(&OF_SHEET), "xls", &[]);
}

/// A tar archive of one file, cut so that so many bytes of the file are left.
fn cut_tar(name: &str, bytes: &[u8], left: usize) -> Vec<u8> {
    let mut archive = ::tar::Builder::new(Vec::new());
    let mut header = ::tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    archive.append_data(&mut header, name, bytes).unwrap();
    let mut archive = archive.into_inner().unwrap();
    archive.truncate(512 + left);
    archive
}

#[test]
fn a_document_that_its_container_breaks_off_is_read_as_if_it_stood_alone() {
    for (path, percent) in [
        ("docx/aanwerving.docx", 90),
        ("xlsx/personeel.xlsx", 60),
        ("odt/brief.odt", 90),
        ("doc/letter.doc", 60),
        ("pdf/columns.pdf", 90),
    ] {
        let bytes = fixture(path);
        let left = bytes.len() * percent / 100;
        let packed = gzipped(&bytes);
        for (container, broken, left) in [
            ("a.tar", cut_tar(name(path), &bytes, left), left),
            ("a.zip", stored_zip(name(path), &bytes, left), left),
            // Of this one only the checksum is missing.
            (
                &format!("{}.gz", name(path)),
                packed[..packed.len() - 4].to_vec(),
                bytes.len(),
            ),
        ] {
            let alone = document(name(path), &bytes[..left]);
            let documents = documents(container, &broken);
            let member = &documents[1];
            assert_eq!(
                (member.format, member.read),
                (alone.format, Some(HowRead::Partly)),
                "{path} {container}"
            );
            assert!(member.reasons.contains(&Reason::Damaged), "{path} {container}");
            assert_eq!(member.pieces, alone.pieces, "{path} {container}");
        }
    }
}

#[test]
fn a_document_in_a_part_of_a_mail_that_is_cut_is_read_as_if_it_stood_alone() {
    for (path, percent) in [("docx/aanwerving.docx", 90), ("pdf/columns.pdf", 90)] {
        let bytes = fixture(path);
        // Not at the end of three bytes.
        let left = bytes.len() * percent / 100 / 3 * 3 + 1;
        let digits = crate::record::base64(&bytes[..left]).replace('=', "");
        let lines: Vec<_> = digits.as_bytes().chunks(76).map(String::from_utf8_lossy).collect();
        let mail = format!(
            "From: a@b.be\nTo: c@d.be\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\
             Content-Type: application/octet-stream; name={}\nContent-Transfer-Encoding: base64\n\n{}\n--x--\n",
            name(path),
            lines.join("\n")
        );
        let documents = documents("a.eml", mail.as_bytes());
        let alone = document(name(path), &bytes[..left]);
        assert_eq!(
            (documents[1].format, documents[1].read),
            (alone.format, Some(HowRead::Partly)),
            "{path}"
        );
        assert!(documents[1].reasons.contains(&Reason::Damaged), "{path}");
        assert_eq!(documents[1].pieces, alone.pieces, "{path}");
    }
}

/// A zip archive of one stored file, without the end of it and the directory.
fn stored_zip(name: &str, bytes: &[u8], left: usize) -> Vec<u8> {
    let mut archive = b"PK\x03\x04\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    for number in [bytes.len(), bytes.len(), name.len()] {
        archive.extend((number as u32).to_le_bytes());
    }
    archive.extend(name.as_bytes());
    archive.extend(&bytes[..left]);
    archive
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}
