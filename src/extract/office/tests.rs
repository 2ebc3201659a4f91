//! Office documents made by real programs, and hostile ones made here.

mod binary;
mod cells;
mod hints;
mod lists;
mod odf;
mod parts;
mod pictures;
mod raised;
mod told;
mod unheard;
mod xml;

use std::fs::File;
use std::io::{Cursor, Write as _};
use std::ops::Range;

use calamine::{Data, Reader as _, Xlsx};
use zip::write::SimpleFileOptions;

use crate::extract::{End, Input, Limits, Reader, Reason, Shared, read};
use crate::text::{Text, Unit};

pub(in crate::extract) use unheard::unheard;

/// What came out of one document: a line `place [label] text` per piece.
#[derive(Default)]
struct Seen {
    format: &'static str,
    pieces: Vec<String>,
    gaps: Vec<Reason>,
    members: Vec<Vec<String>>,
    n_bytes: usize,
    pictures: u64,
}

impl Reader for Seen {
    fn begin(&mut self, inner: &[String], format: &'static str) {
        if inner.is_empty() {
            self.format = format;
        } else {
            self.members.push(inner.to_vec());
        }
    }

    fn window(&mut self, text: &Text, fresh: Range<usize>) {
        self.n_bytes += fresh.len();
        for (at, mark) in text.marks.iter().enumerate() {
            let end = text
                .marks
                .get(at + 1)
                .map_or(text.buf.len(), |next| next.offset as usize);
            let shown = text.buf[mark.offset as usize..end].trim();
            let name = |id: u32| &text.names[id as usize];
            let place = match mark.unit {
                Unit::Cell { table, row, col } => format!("{}!R{row}C{}", name(table), col + 1),
                Unit::Paragraph { part, .. } | Unit::Field { part } => name(part).clone(),
                Unit::Slide { slide, part } => format!("slide {slide} {}", name(part)),
                _ => String::new(),
            };
            self.pieces.push(format!("{place} [{}] {shown}", name(mark.label)));
        }
    }

    fn end(&mut self, end: End) {
        self.gaps.extend(end.gaps.iter().map(|gap| gap.reason));
        self.pictures = end.pictures;
    }
}

fn seen(input: &mut dyn Input, name: &str) -> Seen {
    let mut seen = Seen::default();
    read(input, name, &mut seen, &mut Shared::new(Limits::default(), [7; 32]));
    seen
}

fn fixture(path: &str) -> Seen {
    let path = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
    seen(&mut File::open(&path).expect("fixture"), &path)
}

/// A package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Cursor<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    Cursor::new(zip.finish().unwrap().into_inner())
}

fn docx(body: &[u8]) -> Cursor<Vec<u8>> {
    package(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body)])
}

#[track_caller]
fn check(path: &str, expected: &[&str]) {
    let seen = fixture(path);
    assert_eq!(seen.gaps, [], "{path}");
    assert!(path.starts_with(seen.format), "{path} is read as {}", seen.format);
    for piece in expected {
        assert!(
            seen.pieces.iter().any(|have| have == piece),
            "{path} has no {piece:?} in {:#?}",
            seen.pieces
        );
    }
}

#[test]
fn letters_are_read_whole_with_place_and_label() {
    let letter = [
        "body [] Rijksregisternummer van Anouk Peeters: 85.07.30-951.80",
        "body [] verborgen aantekening",
        "header [] Vertrouwelijk dossier",
        "footer [] Voetregel van de dienst",
        "table 1!R1C3 [] Rijksregisternummer",
        "table 1!R4C3 [Rijksregisternummer] 01.11.23-973.16",
    ];
    for path in ["docx/aanwerving.docx", "docx/libreoffice.docx", "odt/libreoffice.odt"] {
        check(path, &letter);
    }
    check(
        "docx/aanwerving.docx",
        &[
            "body [] Zij woont in Melle",
            "deleted [] Gentbrugge",
            "links [] mailto:anouk.peeters@voorbeeld.example",
            "properties [creator] Personeelsdienst",
        ],
    );
    check(
        "odt/libreoffice.odt",
        &["deleted [] Gentbrugge", "properties [title] Aanwerving"],
    );
    check("odt/brief.odt", &["body [] Uw nummer 01.11.23-973.16 ontbreekt."]);
}

#[test]
fn the_older_copy_of_a_text_box_is_labelled_as_such() {
    let body = br#"<w:document><w:body><w:p><w:r><w:t>brief</w:t></w:r><w:r><mc:AlternateContent>
        <mc:Choice><w:txbxContent><w:p><w:r><w:t>in de kader</w:t></w:r></w:p></w:txbxContent></mc:Choice>
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>in de kader</w:t></w:r></w:p>
        <w:p><w:r><w:t>alleen in de oude</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
        </mc:AlternateContent></w:r></w:p></w:body></w:document>"#;
    let seen = seen(&mut docx(body), "a.docx");
    assert_eq!(
        seen.pieces,
        [
            "body [] in de kader",
            "body [older copy] in de kader",
            "body [] alleen in de oude",
            "body [] brief",
            "body [older copy] in de kaderin de kaderalleen in de oude"
        ]
    );
}

#[test]
fn sheets_are_read_whole_with_place_and_label() {
    let staff = [
        "Personeel!R1C3 [] Rijksregisternummer",
        "Personeel!R4C3 [Rijksregisternummer] 01.11.23-973.16",
        "Personeel!R2C4 [Rekening] 539007547036",
        "Personeel!R3C5 [Actief] TRUE",
        "Oud!R3C2 [] oude aantekening",
        "header [] Vertrouwelijke lijst",
    ];
    let links = ["links [] mailto:anouk.peeters@voorbeeld.example"];
    for path in ["xlsx/personeel.xlsx", "xlsx/libreoffice.xlsx"] {
        check(path, &staff);
        check(path, &links);
        check(
            path,
            &[
                "Personeel!R2C2 [Geboren] 1985-07-30 00:00:00",
                "Personeel!R2C1 [comment] belt zelf terug",
            ],
        );
        check(path, &["Oud!R4C2 [oude aantekening] 0.3"]);
    }
    check("ods/libreoffice.ods", &staff);
    check("ods/libreoffice.ods", &links);
    check(
        "ods/libreoffice.ods",
        &["Personeel!R2C2 [Geboren] 1985-07-30", "comments [] belt zelf terug"],
    );
    check("ods/adressen.ods", &["adressen!R3C2 [Telefoon] 0470 00 00 12"]);
    check("xls/adressen.xls", &["adressen!R3C2 [Telefoon] 0470 00 00 12"]);
    check("xls/libreoffice.xls", &staff);
    check(
        "xls/libreoffice.xls",
        &[
            "Personeel!R2C2 [Geboren] 1985-07-30 00:00:00",
            "Personeel!R2C1 [comment] belt zelf terug",
            "Personeel!R2C1 [hyperlink] Anouk Peeters mailto:anouk.peeters@voorbeeld.example",
            "properties [creator] Personeelsdienst",
        ],
    );
}

#[test]
fn slides_are_read_whole_with_place_and_label() {
    for path in [
        "pptx/onthaal.pptx",
        "pptx/libreoffice.pptx",
        "odp/libreoffice.odp",
        "odp/onthaal.odp",
    ] {
        check(
            path,
            &[
                "slide 1  [] Joris Lambrechts, rijksregisternummer 71.01.09-962.72",
                "slide 1 notes [] niet hardop voorlezen",
                "slide 2  [] Verborgen dia",
            ],
        );
    }
    check("pptx/onthaal.pptx", &["slide 2 table 1!R2C2 [Telefoon] 0470 00 00 11"]);
}

#[test]
fn every_text_cell_that_calamine_sees_is_seen() {
    for path in ["xlsx/personeel.xlsx", "xlsx/libreoffice.xlsx"] {
        let full = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
        let mut oracle: Xlsx<_> = calamine::open_workbook(full).unwrap();
        let ours = fixture(path).pieces;
        for (sheet, range) in oracle.worksheets() {
            let (top, left) = range.start().unwrap();
            for (row, col, value) in range.used_cells() {
                let place = format!("{sheet}!R{}C{} ", top as usize + row + 1, left as usize + col + 1);
                let piece = ours.iter().find(|piece| piece.starts_with(&place));
                let piece = piece.unwrap_or_else(|| panic!("{path}: nothing at {place}"));
                match value {
                    Data::String(text) => assert!(piece.ends_with(text.trim()), "{piece} is not {text}"),
                    Data::Bool(is_true) => assert!(piece.ends_with(if *is_true { "TRUE" } else { "FALSE" })),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn a_damaged_part_is_a_gap_and_the_rest_is_read() {
    let mut input = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "word/document.xml",
            b"<w:document><w:p><w:t>voor de breuk</w:t></w:p><w:p <",
        ),
        (
            "word/footnotes.xml",
            b"<w:footnotes><w:p><w:t>noot</w:t></w:p></w:footnotes>",
        ),
    ]);
    let seen = seen(&mut input, "a.docx");
    assert_eq!(seen.gaps, [Reason::Damaged]);
    assert_eq!(seen.pieces, ["body [] voor de breuk", "footnotes [] noot"]);
}

#[test]
fn entities_of_a_dtd_are_not_resolved_and_depth_is_bounded() {
    let body = b"<!DOCTYPE d [<!ENTITY a \"aaaaaaaa\">]><d><p><t>x&a;y&amp;&#x41;</t></p></d>";
    assert_eq!(seen(&mut docx(body), "a.docx").pieces, ["body [] x&a;y&A"]);
    let deep = seen(&mut docx("<d>".repeat(100_000).as_bytes()), "a.docx");
    assert_eq!(deep.gaps, [Reason::LimitDepth]);
}

#[test]
fn a_part_in_utf_16_is_read() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><d><p><t>Céline</t></p></d>";
    let bytes: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(body.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(seen(&mut docx(&bytes), "a.docx").pieces, ["body [] Céline"]);
}

#[test]
fn a_bomb_ends_at_the_limit_and_what_came_before_stands() {
    let mut body = b"<d><p><t>eerste</t></p>".to_vec();
    body.extend(format!("<p><t>{}</t></p>", " ".repeat(4000)).repeat(5000).as_bytes());
    let seen = seen(&mut docx(&body), "a.docx");
    assert_eq!(seen.gaps, [Reason::LimitOutput]);
    assert_eq!(seen.pieces, ["body [] eerste"]);
}

/// Of one sheet.
fn workbook(strings: &str, sheet: &str) -> Cursor<Vec<u8>> {
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_long_string_that_many_cells_repeat_is_a_bomb() {
    let long = format!("<sst><si><t>{}</t></si></sst>", "lang ".repeat(100_000));
    let sheet = format!(
        "<worksheet><row>{}</row></worksheet>",
        "<c t=\"s\"><v>0</v></c>".repeat(10_000)
    );
    let seen = seen(&mut workbook(&long, &sheet), "a.xlsx");
    assert_eq!(seen.gaps, [Reason::LimitOutput]);
    assert!(seen.n_bytes < 300 << 20, "{}", seen.n_bytes);
}

#[test]
fn repeated_rows_and_columns_of_a_sheet_cost_nothing() {
    let content = b"<d><table name=\"S\"><table-row number-rows-repeated=\"1048576\"><table-cell \
        number-columns-repeated=\"16384\"><p>x</p></table-cell></table-row><table-row><table-cell><p>einde</p>\
        </table-cell></table-row></table></d>";
    let mut input = package(&[("content.xml", content), ("META-INF/manifest.xml", b"<m/>")]);
    let seen = seen(&mut input, "a.ods");
    assert_eq!(seen.pieces.len(), 65);
    assert_eq!(seen.pieces.last().unwrap(), "S!R1048577C1 [x] einde");
}

#[test]
fn a_protected_opendocument_is_encrypted_not_damaged() {
    let mut input = package(&[
        ("content.xml", b"\x00\x01"),
        (
            "META-INF/manifest.xml",
            b"<m><file-entry><encryption-data/></file-entry></m>",
        ),
    ]);
    assert_eq!(seen(&mut input, "a.odt").gaps, [Reason::Encrypted]);
}

#[test]
fn an_opendocument_whose_media_type_is_packed_is_one_under_any_name() {
    let media_type = b"application/vnd.oasis.opendocument.text-template";
    let content = b"<d><body><text><p>binnen</p></text></body></d>";
    let mut input = package(&[("mimetype", media_type), ("content.xml", content)]);
    let seen = seen(&mut input, "kopie.bin");
    assert_eq!((seen.format, seen.pieces), ("odt", vec!["body [] binnen".to_owned()]));
}

#[test]
fn documents_inside_are_members() {
    let mut input = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<d/>"),
        (
            "word/embeddings/lijst.docx",
            &docx(b"<d><p><t>binnen</t></p></d>").into_inner(),
        ),
        ("word/media/image1.png", b"\x89PNG"),
    ]);
    let seen = seen(&mut input, "a.docx");
    assert_eq!(seen.members, [["lijst.docx"]]);
    assert_eq!(seen.pieces, ["body [] binnen"]);
}

#[test]
fn paragraphs_are_counted_as_a_person_counts_them() {
    let body = b"<d><p><t>een</t></p><p/><p><t>drie</t></p></d>";
    let numbers = numbers(&mut docx(body));
    assert_eq!(numbers, [1, 3]);
}

/// The numbers of the paragraphs that are read.
fn numbers(input: &mut dyn Input) -> Vec<u32> {
    #[derive(Default)]
    struct Numbers(Vec<u32>);
    impl Reader for Numbers {
        fn begin(&mut self, _inner: &[String], _format: &'static str) {}
        fn window(&mut self, text: &Text, _fresh: Range<usize>) {
            self.0.extend(text.marks.iter().filter_map(|mark| match mark.unit {
                Unit::Paragraph { n, .. } => Some(n),
                _ => None,
            }));
        }
        fn end(&mut self, _end: End) {}
    }
    let mut numbers = Numbers::default();
    read(
        input,
        "a.docx",
        &mut numbers,
        &mut Shared::new(Limits::default(), [0; 32]),
    );
    numbers.0
}
