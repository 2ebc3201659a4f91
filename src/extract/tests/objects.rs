//! Tests of what is inserted into documents as an object, which programs write as a compound file around it.

use std::io::Write as _;

use super::formats::check;
use super::*;

const NUMBER: &str = "85.07.30-951.80";

/// A compound file of these streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}"))
            .unwrap()
            .write_all(bytes)
            .unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// What the packager of Windows makes of a file (\[MS-OLEDS\] 2.3.6), or of the path to one.
fn packed(name: &str, file: Option<&[u8]>) -> Vec<u8> {
    let path = format!("C:\\{name}\0");
    let mut data = [&[2, 0][..], name.as_bytes(), b"\0", path.as_bytes(), &[0, 0]].concat();
    data.extend(if file.is_some() { [3, 0] } else { [1, 0] });
    if let Some(file) = file {
        data.extend((path.len() as u32).to_le_bytes());
        data.extend(path.as_bytes());
        data.extend((file.len() as u32).to_le_bytes());
        data.extend(file);
    }
    [&(data.len() as u32).to_le_bytes()[..], &data].concat()
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, ::zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A letter with this part, which a relationship of this kind leads to.
fn letter(kind: &str, target: &str, bytes: &[u8]) -> Vec<u8> {
    let relations =
        format!(r#"<Relationships><Relationship Id="a" Type="http://x/{kind}" Target="{target}"/></Relationships>"#);
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<d><p><t>brief</t></p></d>"),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        (&format!("word/{target}"), bytes),
    ])
}

/// Inner path, format, and how it was read, of all that stands in a letter with this object.
fn read_in_letter(object: &[u8]) -> Vec<(String, &'static str, Option<HowRead>)> {
    let documents = documents("a.docx", &letter("oleObject", "embeddings/oleObject1.bin", object));
    assert_eq!(
        (documents[0].read, &documents[0].reasons[..]),
        (Some(HowRead::All), &[][..])
    );
    let told = |document: &Document| (document.inner.clone(), document.format, document.read);
    documents[1..].iter().map(told).collect()
}

#[test]
fn objects_of_programs_are_read() {
    check(
        "pptx/objects.pptx",
        &[
            "oleObject1.bin [] : Nota: rijksregisternummer 85.07.30-951.80",
            "Microsoft_Excel_Sheet1.xlsx [Nummer] Sheet A2: 71.01.09-962.72",
        ],
    );
}

#[test]
fn what_was_packed_into_an_object_is_a_member() {
    let note = packed("nota.txt", Some(NUMBER.as_bytes()));
    let rtf = format!("{{\\rtf1 {NUMBER}}}");
    let book = std::fs::read(format!(
        "{}/testdata/formats/xls/adressen.xls",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let inner = letter("x", "x.xml", b"<d/>");
    for (object, inner, format) in [
        (compound(&[("\u{1}Ole10Native", &note)]), "nota.txt", "text"),
        (compound(&[("CONTENTS", rtf.as_bytes())]), "oleObject1.bin", "rtf"),
        (
            compound(&[("\u{1}CompObj", &[0; 80]), ("Package", &inner)]),
            "oleObject1.bin",
            "docx",
        ),
        (compound(&[("EmbeddedOdf", &inner)]), "oleObject1.bin", "docx"),
        (book, "oleObject1.bin", "xls"),
    ] {
        assert_eq!(
            read_in_letter(&object),
            [(inner.to_owned(), format, Some(HowRead::All))]
        );
    }
}

/// A formula, a control, a picture of what stands elsewhere: a person misses nothing.
#[test]
fn objects_without_a_document_are_passed_over() {
    let class = b"\x17\0\0\0Microsoft Equation 3.0\0";
    for object in [
        compound(&[("\u{1}CompObj", &[0; 80]), ("Equation Native", &[28; 40])]),
        compound(&[
            ("\u{1}CompObj", class),
            ("\u{1}Ole10Native", &[8, 0, 0, 0, 2, 0, 0, 3, 0, 10, 1, 18]),
        ]),
        compound(&[("\u{3}OCXNAME", b"a\0"), ("contents", &[0, 2, 8, 0])]),
        compound(&[("\u{1}Ole", &[1; 20]), ("\u{2}OlePres000", &[1; 40])]),
        compound(&[("\u{1}Ole10Native", &packed("calc.exe", None))]),
    ] {
        assert_eq!(read_in_letter(&object), []);
    }
}

/// In a compound file or behind its class alone; its name is none of a document.
#[test]
fn what_a_control_shows_is_read_wherever_it_stands() {
    let button = b"\0\x02\x1c\0\x28\0\0\0\x0a\0\0\x80Bel Anouk!\0\0\xa1\x0f\0\0\x84\x03\0\0\0\x02\x0c\0Tahoma";
    let stored = compound(&[("\u{3}OCXNAME", b"a\0"), ("contents", button)]);
    let alone = [&[7; 16][..], button].concat();
    for (kind, target, bytes) in [
        ("control", "activeX/activeX1.bin", &stored),
        ("control", "activeX/activeX1.bin", &alone),
        ("oleObject", "embeddings/oleObject1.bin", &stored),
    ] {
        let documents = documents("a.docx", &letter(kind, target, bytes));
        assert!(documents[0].text().contains("Bel Anouk!"), "{target}");
        assert_eq!((documents.len(), &documents[0].reasons[..]), (1, &[][..]), "{target}");
    }
}

#[test]
fn of_an_object_that_nobody_knows_the_texts_are_read_and_the_rest_is_a_gap() {
    let wide: Vec<u8> = NUMBER.repeat(300).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let object = compound(&[("Inhoud", &wide)]);
    let expected = ("oleObject1.bin".to_owned(), "compound-file", Some(HowRead::Partly));
    assert_eq!(read_in_letter(&object), [expected]);
    let documents = documents("a.docx", &letter("oleObject", "embeddings/oleObject1.bin", &object));
    assert_eq!(documents[1].reasons, [Reason::Unsupported]);
    assert!(documents[1].text().contains(NUMBER));
    // A file of its own may be large, and anything.
    assert_eq!(document("a.mpp", &object).read, Some(HowRead::None));
}

#[test]
fn a_relationship_tells_a_document_under_any_name() {
    let text = format!("Nota {NUMBER}");
    for (kind, target) in [
        ("aFChunk", "afchunk.dat"),
        ("package", "stuk.dat"),
        ("x", "embeddings/stuk.mpp"),
    ] {
        let documents = documents("a.docx", &letter(kind, target, text.as_bytes()));
        assert_eq!(documents.len(), 2, "{target}");
        assert_eq!(documents[1].text().trim(), text, "{target}");
    }
    let unread = documents("a.docx", &letter("hyperlink", "stuk.dat", text.as_bytes()));
    assert_eq!(unread.len(), 1);
}

#[test]
fn objects_of_an_opendocument_are_read_whatever_holds_them() {
    let note = compound(&[("\u{1}Ole10Native", &packed("nota.txt", Some(NUMBER.as_bytes())))]);
    let parts: &[(&str, &[u8])] = &[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a/>"),
        ("Object 1", &note),
        ("ObjectReplacements/Object 1", b"\x89PNG"),
    ];
    let documents = documents("a.odt", &package(parts));
    assert_eq!(documents.len(), 2);
    assert_eq!((&*documents[1].inner, documents[1].text().trim()), ("nota.txt", NUMBER));
    // And where it was saved as a file.
    let loose = super::documents("a.bin", &note);
    assert_eq!((loose[0].format, loose[0].read), ("compound-file", Some(HowRead::All)));
    assert_eq!(loose[1].text().trim(), NUMBER);
    let linked = document("a.bin", &compound(&[("\u{1}Ole10Native", &packed("nota.txt", None))]));
    assert_eq!(
        (linked.read, linked.text().trim()),
        (Some(HowRead::All), "C:\\nota.txt")
    );
    let formula = document("a.bin", &compound(&[("Equation Native", &[28; 40])]));
    assert_eq!(formula.read, Some(HowRead::NoText));
}

#[test]
fn what_a_server_has_the_key_of_is_encrypted() {
    let office = std::fs::read(format!(
        "{}/testdata/formats/doc/letter.doc",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let mut file = cfb::CompoundFile::open(Cursor::new(office)).unwrap();
    file.create_stream("/\tDRMContent")
        .unwrap()
        .write_all(&[7; 5000])
        .unwrap();
    let letter = file.into_inner().into_inner();
    let package = compound(&[("EncryptedPackage", &[7; 5000])]);
    let mail = [b"\x76\xe8\x04\x60\xc4\x11\xe3\x86", &[7; 300][..]].concat();
    for (name, bytes) in [("a.doc", letter), ("a.docx", package), ("message.rpmsg", mail)] {
        let document = document(name, &bytes);
        assert_eq!(
            (document.read, &document.reasons[..]),
            (Some(HowRead::None), &[Reason::Encrypted][..]),
            "{name}"
        );
        assert_eq!(
            document.text().contains("Dossier"),
            name == "a.doc",
            "its notice is told"
        );
    }
}

#[test]
fn a_signed_pdf_is_what_was_signed() {
    let pdf = std::fs::read(format!(
        "{}/testdata/formats/pdf/writer.pdf",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let signed = documents("contract.pdf.p7m", &nested::p7m("", &pdf));
    let told: Vec<_> = signed
        .iter()
        .map(|document| (&*document.inner, document.format, document.read))
        .collect();
    let all = Some(HowRead::All);
    assert_eq!(told, [("", "p7m", all), ("contract.pdf", "pdf", all)]);
}

/// A button: its caption behind its fields, and its size.
const BUTTON: &[u8] =
    b"\0\x02\x24\0\x2d\x02\0\0\0\0\0\0\x1b\0\0\0\x0c\0\0\x80Bel Anouk nu\xa1\x0f\0\0\x84\x03\0\0\0\x02\x0c\0Tahoma";

#[test]
fn a_control_that_its_program_alone_tells_is_read_as_one() {
    let control = |program: &str| {
        let class = format!("....\u{10}\0\0\0{program}\0");
        documents(
            "a.bin",
            &compound(&[("\u{1}CompObj", class.as_bytes()), ("contents", BUTTON)]),
        )
    };
    let read = control("Forms.CommandButton.1");
    assert_eq!((read.len(), read[0].text()), (1, "Bel Anouk nu".to_owned()));
    assert_ne!(control("Other.Program.1").len(), 1);
}

#[test]
fn controls_of_a_workbook_are_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/formats");
    let whole = std::fs::read(root.join("xls/libreoffice.xls")).unwrap();
    let mut file = cfb::CompoundFile::open(Cursor::new(whole)).unwrap();
    let controls = [&[0xd7; 16][..], BUTTON, &[0xd7; 16], &BUTTON[..30], &[0xd7; 16], BUTTON].concat();
    file.create_stream("/Ctls").unwrap().write_all(&controls).unwrap();
    let text = document("a.xls", &file.into_inner().into_inner()).text();
    assert_eq!(text.matches("Bel Anouk nu").count(), 2, "{text}");
}
