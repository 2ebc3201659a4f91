//! What programs write that few others do: where a reader of the usual alone would lose values, or run them together.

use super::formats::{check, pieces};
use super::*;

#[track_caller]
fn holds(name: &str, bytes: &[u8], expected: &[&str]) {
    let documents = documents(name, bytes);
    assert_eq!(documents[0].reasons, [], "{name}");
    let pieces = pieces(&documents);
    for piece in expected {
        let found = pieces.iter().any(|have| have.contains(piece));
        assert!(found, "{name} has no {piece:?} in {pieces:#?}");
    }
}

#[test]
fn what_was_deleted_is_read_apart_from_what_replaced_it() {
    let told = [
        "body: Nummer 71.01.09-962.72",
        "deleted: 85.07.30-951.80",
        "body: 01.11.23-973.16",
        "deleted: 01.11.29-973.16",
    ];
    for path in ["docx/tracked.docx", "doc/tracked.doc", "rtf/tracked.rtf"] {
        check(path, &told);
    }
    let in_cells = br"{\rtf1{\trowd\intbl{\deleted 85.07.30-951.80}{\revised 71.01.09-962.72}\cell Gent\cell\row}}";
    holds(
        "a.rtf",
        in_cells,
        &["A1: 71.01.09-962.72", "B1: Gent", "deleted: 85.07.30-951.80"],
    );
}

#[test]
fn choices_and_results_of_fields_are_read() {
    let rtf = br"{\rtf1{\*\formfield{\fftype2{\*\ffl Anouk Peeters}{\*\ffl Joris Lambrechts}}}{\field{\*\fldinst HYPERLINK x}{\*\fldrslt Bel 0475 12 34 56}}\par}";
    holds(
        "a.rtf",
        rtf,
        &["[form field] properties: Joris Lambrechts", "body: Bel 0475 12 34 56"],
    );
}

/// A text in one file of XML, which begins with a byte order mark.
fn flat(kind: &str, body: &str) -> Vec<u8> {
    let names = ["office", "text", "dc", "meta", "form", "presentation", "draw"];
    let names = names.map(|name| format!(r#"xmlns:{name}="{name}""#)).join(" ");
    let document = format!(
        r#"<?xml version="1.0"?><office:document {names}
        office:mimetype="application/vnd.oasis.opendocument.{kind}"><office:body>{body}</office:body></office:document>"#
    );
    [b"\xef\xbb\xbf", document.as_bytes()].concat()
}

#[test]
fn comments_of_open_documents_tell_no_dates_into_the_text() {
    let text = flat(
        "text",
        r#"<text:p>Nummer <office:annotation><dc:creator>An</dc:creator><dc:date>2024-01-01T00:00:00</dc:date>
        <meta:creator-initials>A</meta:creator-initials><text:p>nakijken</text:p></office:annotation>85.07.30-951.80
        <text:hidden-text text:string-value="GSM 0475 12 34 56"/></text:p>"#,
    );
    let told = [
        "body: Nummer 85.07.30-951.80",
        "comments: nakijken",
        "form: GSM 0475 12 34 56",
    ];
    holds("a.fodt", &text, &told);
    let show = flat(
        "presentation",
        r#"<presentation:footer-decl presentation:name="f">Dossier 85.07.30-951.80</presentation:footer-decl>"#,
    );
    holds("a.fodp", &show, &["Dossier 85.07.30-951.80"]);
}

#[test]
fn marks_of_notes_and_lines_of_drawings_are_no_part_of_a_number() {
    let page = "<p>Nummer 85.07.30-951.80<sup>1</sup> van</p><svg><text>Anouk Peeters</text><text>0475 12 34 56</text>
        <text><tspan x='0' y='1'>71.01.09-962.72</tspan><tspan x='0' y='2'>Gent</tspan></text></svg>";
    let told = [
        "Nummer 85.07.30-951.80 1 van",
        ": Anouk Peeters",
        ": 71.01.09-962.72",
        ": Gent",
    ];
    holds("a.html", page.as_bytes(), &told);
    let marks =
        "<p><sup>1</sup>85.07.30-951.80</p><p><a class='fn' href='#b1'>2</a>71.01.09-962.72<a href='#b2'>3</a></p>
        <p>CO<sub>2</sub> en 85.07.<a href='x.html'>30-951</a>.80</p>";
    let told = [
        ": 1 85.07.30-951.80",
        ": 2 71.01.09-962.72 3",
        ": CO2 en 85.07.30-951.80",
    ];
    holds("a.html", marks.as_bytes(), &told);
}

#[test]
fn runs_of_a_printed_page_stand_where_their_canvas_puts_them() {
    let page = r#"<FixedPage><Canvas RenderTransform="1,0,0,1,0,100"><Path><Path.Fill><ImageBrush><ImageBrush.Transform>
        <MatrixTransform Matrix="9,0,0,0,500,0"/></ImageBrush.Transform></ImageBrush></Path.Fill></Path>
        <Glyphs OriginX="0" OriginY="0" FontRenderingEmSize="10" UnicodeString="Ano" Indices="1,50;2,50;3,50"/>
        <Glyphs OriginX="15" OriginY="0" FontRenderingEmSize="10" UnicodeString="uk"/>
        <Glyphs OriginX="60" OriginY="0" FontRenderingEmSize="10" UnicodeString="85.07.30-951.80"/></Canvas>
        <Canvas RenderTransform="1,0,0,1,0,130"><Glyphs OriginX="135" OriginY="0" FontRenderingEmSize="10"
        UnicodeString="Gent" FixedPage.NavigateUri="mailto:joris@voorbeeldfirma.be"/></Canvas></FixedPage>"#;
    let xps = containers::zip_of(&[("a.fdseq", b"<a/>"), ("1.fpage", page.as_bytes())]);
    holds(
        "a.xps",
        &xps,
        &[
            ": Anouk 85.07.30-951.80",
            ": Gent",
            "[hyperlink] 1: mailto:joris@voorbeeldfirma.be",
        ],
    );
}

#[test]
fn a_directory_whose_root_has_an_odd_size_is_read() {
    let path = format!("{}/testdata/formats/ppt/table.ppt", env!("CARGO_MANIFEST_DIR"));
    let mut file = std::fs::read(path).unwrap();
    let first = u32::from_le_bytes(file[48..52].try_into().unwrap()) as usize;
    // The low byte of the size of the root, the first entry.
    file[(first + 1) * 512 + 120] -= 3;
    holds("a.ppt", &file, &["2: 85.07.30-951.80"]);
}

#[test]
fn a_printed_page_of_outlines_alone_is_a_picture() {
    let page = format!("<FixedPage>{}</FixedPage>", "<Path Data='M 1,1 V 2 Z'/>".repeat(200));
    let xps = containers::zip_of(&[("a.fdseq", b"<a/>"), ("1.fpage", page.as_bytes())]);
    let document = document("a.xps", &xps);
    assert_eq!(
        (document.read, document.reasons),
        (Some(HowRead::None), vec![Reason::NeedsOcr])
    );
}

fn drawing(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/testdata/formats/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn texts_of_drawings_are_read_also_inside_of_documents() {
    for path in ["emf/organigram.emf", "wmf/organigram.wmf"] {
        check(
            path,
            &["Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80."],
        );
    }
    for path in ["emf/onthaal.emf", "wmf/onthaal.wmf"] {
        check(path, &["rijksregisternummer 71.01.09-962.72"]);
    }
    let letter = b"<w:document><w:body><w:p><w:r><w:t>Bijlage</w:t></w:r></w:p></w:body></w:document>";
    let emf = drawing("emf/organigram.emf");
    let docx = containers::zip_of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", letter),
        ("word/media/image1.emf", &emf),
    ]);
    holds("a.docx", &docx, &["picture: Hoofd Anouk Peeters 85.07.30-951.80"]);
}

#[test]
fn a_drawing_of_outlines_alone_needs_ocr() {
    let mut emf = drawing("emf/organigram.emf");
    emf.truncate(108);
    // Records that draw a line each.
    emf.extend([54_u32, 16, 0, 0].map(u32::to_le_bytes).concat().repeat(300));
    emf.extend([14_u32, 20, 0, 16, 20].map(u32::to_le_bytes).concat());
    let document = document("a.emf", &emf);
    assert_eq!((document.format, document.reasons), ("emf", vec![Reason::NeedsOcr]));
}

/// Whoever deletes a whole report while changes are tracked does not make a piece of all of it.
#[test]
fn a_long_deletion_is_told_in_parts() {
    let number = "85.07.30-951.80 ";
    let words = "woord van een verslag ".repeat(20_000);
    let rtf = format!(r"{{\rtf1 Nu{{\deleted {words}{number}}}\par}}");
    let row = format!(r"{{\rtf1{{\trowd\intbl{{\deleted {words}{number}}}Nu\cell\row}}}}");
    let paragraph = format!("<d><p><t>Nu</t><del><t>{words}{number}</t></del></p></d>");
    let word = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &paragraph)]);
    for (name, bytes) in [
        ("a.rtf", rtf.as_bytes()),
        ("row.rtf", row.as_bytes()),
        ("a.docx", &word[..]),
    ] {
        let document = document(name, bytes);
        let longest = document.pieces.iter().map(|(_, text)| text.len()).max();
        assert!(longest < Some(200 << 10), "{name}: {longest:?}");
        assert!(document.text().matches("verslag").count() > 19_900, "{name}");
        assert!(document.text().contains(number.trim()), "{name}");
    }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut zip, part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
