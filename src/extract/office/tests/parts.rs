//! Packages with parts that are missing, or that have other names than usual.

use std::io::{Cursor, Read as _};

use super::{Seen, docx, package, seen, workbook};
use crate::extract::Reason;

/// The parts of a fixture.
fn parts(path: &str) -> Vec<(String, Vec<u8>)> {
    let path = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
            entry.read_to_end(&mut bytes).unwrap();
            (name, bytes)
        })
        .collect()
}

/// A fixture whose parts `change` made others of, or left out.
fn changed(path: &str, change: impl Fn(&str, Vec<u8>) -> Option<(String, Vec<u8>)>) -> Seen {
    let parts = parts(path).into_iter();
    let parts: Vec<_> = parts.filter_map(|(name, bytes)| change(&name, bytes)).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (&**name, &**bytes)).collect();
    seen(&mut package(&parts), path)
}

#[track_caller]
fn check_without(path: &str, part: &str, expected: &[Reason]) {
    let gone = changed(path, |name, bytes| (name != part).then(|| (name.to_owned(), bytes)));
    assert_eq!(gone.gaps, expected, "{path} without {part}");
    assert!(!gone.pieces.is_empty(), "{path} without {part}");
    let empty = changed(path, |name, bytes| {
        let bytes = if name == part { Vec::new() } else { bytes };
        Some((name.to_owned(), bytes))
    });
    if !expected.is_empty() {
        assert_eq!(empty.gaps, expected, "{path} with an empty {part}");
    }
}

#[test]
fn a_part_with_text_that_is_missing_or_empty_is_told() {
    const LOST: &[Reason] = &[Reason::Damaged];
    check_without("docx/aanwerving.docx", "word/header1.xml", LOST);
    check_without("xlsx/libreoffice.xlsx", "xl/worksheets/sheet1.xml", LOST);
    check_without("xlsx/personeel.xlsx", "xl/comments/comment1.xml", LOST);
    check_without("pptx/onthaal.pptx", "ppt/slides/slide1.xml", LOST);
    check_without("pptx/onthaal.pptx", "ppt/notesSlides/notesSlide1.xml", LOST);
    check_without("xlsx/libreoffice.xlsx", "xl/styles.xml", LOST);
    check_without("odt/libreoffice.odt", "styles.xml", LOST);
    for (path, part) in [
        ("docx/aanwerving.docx", "docProps/thumbnail.jpeg"),
        ("docx/aanwerving.docx", "docProps/core.xml"),
        ("odt/libreoffice.odt", "meta.xml"),
        ("docx/aanwerving.docx", "word/theme/theme1.xml"),
        ("docx/aanwerving.docx", "customXml/itemProps1.xml"),
        ("pptx/onthaal.pptx", "ppt/printerSettings/printerSettings1.bin"),
        ("odt/libreoffice.odt", "Thumbnails/thumbnail.png"),
        ("odt/libreoffice.odt", "settings.xml"),
    ] {
        check_without(path, part, &[]);
    }
}

#[test]
fn cells_without_their_shared_strings_are_told() {
    let gone = changed("xlsx/libreoffice.xlsx", |name, bytes| {
        (name != "xl/sharedStrings.xml").then(|| (name.to_owned(), bytes))
    });
    assert_eq!(gone.gaps, [Reason::Damaged; 2]);
    let one = "<sst><si><t>een</t></si></sst>";
    // As the test version of Excel 2007 wrote them.
    let early = "<sst><sstItem><t>een</t></sstItem></sst>";
    let cells = "<worksheet><row><c t=\"s\"><v>0</v></c></row></worksheet>";
    let seen_early = seen(&mut workbook(early, cells), "a.xlsx");
    assert_eq!((&seen_early.gaps[..], seen_early.pieces.len()), (&[][..], 1));
    let cell = |value: &str| format!("<worksheet><row><c t=\"s\">{value}</c><c><v>9</v></c></row></worksheet>");
    for (value, expected) in [
        ("<v>0</v>", &[][..]),
        ("<v></v>", &[]),
        ("", &[]),
        ("<v>1</v>", &[Reason::Damaged]),
        ("<v>4294967296</v>", &[Reason::Damaged]),
    ] {
        assert_eq!(
            seen(&mut workbook(one, &cell(value)), "a.xlsx").gaps,
            expected,
            "{value}"
        );
    }
}

#[test]
fn a_misspelt_relationship_does_not_hide_the_usual_part() {
    let misspelt = |of: &'static str, from: &'static str, to: &'static str| {
        changed("xlsx/libreoffice.xlsx", move |name, bytes| {
            let text = String::from_utf8_lossy(&bytes).replace(from, to).into_bytes();
            Some((name.to_owned(), if name == of { text } else { bytes }))
        })
    };
    let heading = "Personeel!R1C3 [] Rijksregisternummer".to_owned();
    let strings = misspelt("xl/_rels/workbook.xml.rels", "sharedStrings.xml", "sharedStrimgs.xml");
    assert!(strings.pieces.contains(&heading) && strings.gaps == [Reason::Damaged]);
    let main = misspelt("_rels/.rels", "workbook.xml", "workb%6Fok.xml");
    assert!(main.pieces.contains(&heading) && main.gaps.is_empty());
    let main = misspelt("_rels/.rels", "workbook.xml", "workboek.xml");
    assert!(main.pieces.contains(&heading));
    let sheet = misspelt("xl/workbook.xml", "r:id=\"rId3\"", "r:id=\"rId99\"");
    assert_eq!(sheet.gaps, [Reason::Damaged]);
}

/// The same document with its parts in another folder.
fn moved(path: &str, from: &str, to: &str) -> Seen {
    changed(path, |name, bytes| {
        let name = name
            .strip_prefix(from)
            .map_or(name.to_owned(), |rest| format!("{to}{rest}"));
        if !name.ends_with(".rels") && name != "[Content_Types].xml" {
            return Some((name, bytes));
        }
        let text = String::from_utf8(bytes).unwrap();
        let absolute = text.replace(&format!("=\"/{from}"), &format!("=\"/{to}"));
        Some((
            name,
            absolute
                .replace(&format!("=\"{from}"), &format!("=\"{to}"))
                .into_bytes(),
        ))
    })
}

#[test]
fn documents_in_another_folder_are_read_as_what_they_are() {
    for (path, usual) in [
        ("docx/aanwerving.docx", "word/"),
        ("docx/libreoffice.docx", "word/"),
        ("xlsx/libreoffice.xlsx", "xl/"),
        ("xlsx/personeel.xlsx", "xl/"),
        ("pptx/onthaal.pptx", "ppt/"),
    ] {
        let as_it_is = moved(path, "-", "-");
        assert_eq!(as_it_is.gaps, [], "{path}");
        for folder in ["content/", ""] {
            let moved = moved(path, usual, folder);
            assert_eq!(
                (moved.format, &moved.gaps[..]),
                (as_it_is.format, &[][..]),
                "{path} in {folder:?}"
            );
            assert_eq!(moved.pieces, as_it_is.pieces, "{path} in {folder:?}");
        }
        let without_types = changed(path, |name, bytes| {
            (name != "[Content_Types].xml").then(|| (name.to_owned(), bytes))
        });
        assert_eq!(
            (without_types.format, without_types.pieces),
            (as_it_is.format, as_it_is.pieces),
            "{path}"
        );
    }
}

#[test]
fn names_of_parts_are_the_same_in_any_case() {
    for path in ["docx/aanwerving.docx", "pptx/onthaal.pptx", "xlsx/libreoffice.xlsx"] {
        let as_it_is = moved(path, "-", "-");
        let upper = changed(path, |name, bytes| Some((name.to_ascii_uppercase(), bytes)));
        let sorted = |mut pieces: Vec<String>| {
            pieces.sort();
            pieces
        };
        assert_eq!((upper.format, upper.gaps), (as_it_is.format, vec![]), "{path}");
        assert_eq!(sorted(upper.pieces), sorted(as_it_is.pieces), "{path}");
    }
    let variable = br#"<w:settings><w:docVars><w:docVar w:name="lid" w:val="Anouk Peeters"/></w:docVars></w:settings>"#;
    for (part, target) in [
        ("word/Settings.xml", "Settings.xml"),
        ("word/settings.bin", "settings.bin"),
    ] {
        let related =
            format!("<Relationships><Relationship Id=\"a\" Type=\"x/settings\" Target=\"{target}\"/></Relationships>");
        let mut file = package(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<document/>"),
            ("word/_rels/document.xml.rels", related.as_bytes()),
            (part, variable),
        ]);
        assert_eq!(
            seen(&mut file, "a.docx").pieces,
            ["settings [lid] Anouk Peeters"],
            "{part}"
        );
    }
}

#[test]
fn a_media_type_that_is_none_leaves_the_name_to_say() {
    let content = b"<d><body><text><p>binnen</p></text></body></d>";
    let read = |media: &[u8], name: &str| {
        let manifest: (&str, &[u8]) = ("META-INF/manifest.xml", b"<m/>");
        seen(
            &mut package(&[("mimetype", media), ("content.xml", content), manifest]),
            name,
        )
        .format
    };
    assert_eq!(read(b"application/x-vnd.oasis", "a.odt"), "odt");
    assert_eq!(read(b"application/vnd.oasis.opendocument.text", "a.ods"), "odt");
    assert_eq!(read(b"application/epub+zip", "a.epub"), "epub");
    assert_eq!(read(b"application/x-vnd.oasis", "a.zip"), "zip");
}

#[track_caller]
fn check_markup(body: &[u8], expected: &[Reason]) {
    let body = [
        &b"<w:document><w:body>"[..],
        body,
        b"<w:p><w:t>na</w:t></w:p></w:body></w:document>",
    ]
    .concat();
    let seen = seen(&mut docx(&body), "a.docx");
    assert_eq!(seen.gaps, expected, "{}", String::from_utf8_lossy(&body));
    assert!(
        seen.pieces.iter().any(|piece| piece.ends_with("na")),
        "{:?}",
        seen.pieces
    );
}

#[test]
fn elements_that_do_not_end_as_they_began_are_told() {
    const LOST: &[Reason] = &[Reason::Damaged];
    check_markup(b"<w:p><w:r><w:t>voor</w:r></w:t></w:p>", LOST);
    check_markup(b"<w:p><w:r><w:t>voor</w:tab></w:r></w:p>", LOST);
    check_markup(b"<w:p><w:t>voor</a:t></w:p>", LOST);
    // A piece that was lost from one paragraph into a later one.
    check_markup(
        b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>vo</w:rPr></w:r></w:p></w:tc></w:tr></w:tbl>",
        LOST,
    );
    check_markup(b"<w:p><w:t>&naam; en voor</w:t></w:p>", LOST);
    check_markup(b"<w:p><w:t>C\xe9line</w:t></w:p>", LOST);
    check_markup(&[&b"<w:p><w:t>voor"[..], &[0xff; 300], b"</w:t></w:p>"].concat(), LOST);
    check_markup(
        b"<w:p><w:rPr><w:b/><w:i></w:i></w:rPr><w:t xml:space='a>b'>voor</w:t ></w:p>",
        &[],
    );
    check_markup(
        "<w:p><w:t>Céline &amp; &lt; &#233; & co </w:t><!-- </w:x> --></w:p>".as_bytes(),
        &[],
    );
}

#[test]
fn drawings_written_as_html_need_no_ends() {
    let drawing = b"<xml><v:shape alt=\"Pas van Anouk\"><br><x:Font></v:shape>&nbsp;</xml>";
    let mut file = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/drawings/vmlDrawing1.vml", drawing),
    ]);
    let seen = seen(&mut file, "a.xlsx");
    assert_eq!(
        (&seen.gaps[..], &seen.pieces[..]),
        (&[][..], &["alternative text [] Pas van Anouk".to_owned()][..])
    );
}

#[test]
fn parts_in_bytes_that_are_no_text_are_told() {
    let read = |bytes: &[u8]| seen(&mut Cursor::new(docx(bytes).into_inner()), "a.docx").gaps;
    assert_eq!(read(b""), [Reason::Damaged]);
    assert_eq!(read(b"<?xml version=\"1.0\"?>\n"), [Reason::Damaged]);
    assert_eq!(read(b"<d/>"), []);
}

#[test]
fn what_a_part_that_is_gone_was_tied_to_is_not_missed() {
    let tie = |target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let read = |owner: &str| {
        let name = format!("word/_rels/{owner}.xml.rels");
        let ties = tie("footer7.xml");
        let mut file = package(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<w:p><w:t>Verslag van de klassenraad</w:t></w:p>"),
            (&name, ties.as_bytes()),
        ]);
        seen(&mut file, "a.docx").gaps
    };
    assert_eq!(read("glossary/document"), []);
    assert_eq!(read("footnotes"), []);
    assert_eq!(read("document"), [Reason::Damaged]);
}
