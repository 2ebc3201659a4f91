//! A value that stands where headings, keys and names stand is told as text, and names no place.

use super::containers::zip_of;
use super::*;

const MAIL: &str = "an.peeters@firma.be";
const NUMBER: &str = "85.07.30-951.80";
/// What stands under them.
const UNDER: &str = "BE68539007547034";

#[track_caller]
fn check(name: &str, bytes: &[u8]) {
    let document = document(name, bytes);
    assert!(document.text().contains(UNDER), "{name}: {document:?}");
    let places = format!("{:?}", document.places);
    for value in [MAIL, NUMBER, "85073095180"] {
        assert!(!places.contains(value), "{name}: {places}");
    }
}

#[test]
fn of_text() {
    let html = |heading: &str| {
        format!(
            "<table><tr><{heading}>{MAIL}<{heading}>{NUMBER}</tr><tr><td>x<td>{UNDER}</tr></table>\
             <table><tr><th>{NUMBER}<td>{UNDER}</table>"
        )
    };
    for (name, text) in [
        ("th.html", html("th")),
        ("td.html", html("td")),
        ("a.csv", format!("{MAIL};{NUMBER}\nx;{UNDER}\ny;{UNDER}\n")),
        (
            "a.json",
            format!("{{\"{MAIL}\": \"{UNDER}\", \"{NUMBER}\": \"{UNDER}\"}}"),
        ),
        (
            "a.xml",
            format!("<a><b {MAIL}=\"{UNDER}\"/><b><{NUMBER}>{UNDER}</{NUMBER}></b></a>"),
        ),
        ("a.ini", format!("[{MAIL}]\n{NUMBER}={UNDER}\n")),
        (
            "a.vcf",
            format!("BEGIN:VCARD\n{MAIL}:{UNDER}\nX-{NUMBER}:{UNDER}\nEND:VCARD\n"),
        ),
        ("a.ldif", format!("dn: cn=x\n{MAIL}: {UNDER}\na85073095180: {UNDER}\n")),
        (
            "a.eml",
            format!("From: a@b.be\nTo: c@d.be\nSubject: x\nX-{NUMBER}: {UNDER}\n\n{UNDER}\n"),
        ),
        (
            "a.rtf",
            format!(
                r"{{\rtf1\trowd\cellx1\cellx2 {MAIL}\cell {NUMBER}\cell\row\trowd\cellx1\cellx2 x\cell {UNDER}\cell\row}}"
            ),
        ),
    ] {
        check(name, text.as_bytes());
    }
}

#[test]
fn of_office_documents() {
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    let rows = |row: &str, cell: &dyn Fn(&str) -> String| {
        let line = |cells: [&str; 2]| format!("<{row}>{}{}</{row}>", cell(cells[0]), cell(cells[1]));
        line([MAIL, NUMBER]) + &line(["x", UNDER]) + &line(["y", UNDER])
    };
    let word = rows("w:tr", &|text| {
        format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    });
    let word = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{word}</w:tbl></w:body></w:document>");
    check("a.docx", &zip_of(&[types, ("word/document.xml", word.as_bytes())]));

    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let table = rows("table:table-row", &cell);
    let table = format!("<table:table table:name=\"{MAIL}\">{table}</table:table>");
    for (kind, element) in [("text", "text"), ("spreadsheet", "spreadsheet")] {
        let content = format!(
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\">\
             <office:body><office:{element}>{table}</office:{element}></office:body></office:document-content>"
        );
        let media = format!("application/vnd.oasis.opendocument.{kind}");
        check(
            kind,
            &zip_of(&[("mimetype", media.as_bytes()), ("content.xml", content.as_bytes())]),
        );
    }

    let sheet = rows("row", &|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"{MAIL}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links =
        "<Relationships><Relationship Id=\"r1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    check(
        "a.xlsx",
        &zip_of(&[
            types,
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]),
    );
}

#[test]
fn of_databases_and_forms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.db");
    let database = rusqlite::Connection::open(&path).unwrap();
    let script = format!(
        "CREATE TABLE \"{MAIL}\"(\"{NUMBER}\" TEXT, \"{MAIL}\" TEXT); INSERT INTO \"{MAIL}\" VALUES ('x', '{UNDER}')"
    );
    database.execute_batch(&script).unwrap();
    drop(database);
    check("a.db", &std::fs::read(&path).unwrap());

    let mut dbf = vec![0x03, 125, 1, 1, 1, 0, 0, 0, 65, 0, 17, 0];
    dbf.resize(32, 0);
    dbf.extend(b"85073095180C\0\0\0\0\x10");
    dbf.resize(64, 0);
    dbf.extend(format!("\r {UNDER}\x1a").bytes());
    check("a.dbf", &dbf);

    let form = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R 4 0 R]>>>>endobj\n\
         2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</FT/Tx/T({MAIL})/V({UNDER})>>endobj\n\
         4 0 obj<</FT/Tx/T({NUMBER})/V({UNDER})>>endobj\ntrailer<</Root 1 0 R>>\n"
    );
    check("a.pdf", form.as_bytes());
}
