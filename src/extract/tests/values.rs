//! Tests of values that are written in another way than they are read: escapes, fragments of pages, files in texts.

use proptest::prelude::*;

use super::*;

const NUMBER: &str = "85.07.30-951.80";
const MAIL: &str = "jan.peeters@firma.be";

/// Both stand in the text by themselves, with nothing that sticks to them.
#[track_caller]
fn holds_both(name: &str, bytes: &[u8]) {
    let text = document(name, bytes).text();
    let words: Vec<&str> = text
        .split([' ', '\n', '"', '\'', '=', '&', ',', '>', '<', '(', ')'])
        .collect();
    assert!(words.contains(&NUMBER) && words.contains(&MAIL), "{name}: {text}");
}

#[test]
fn escapes_stick_to_no_value() {
    let escaped = format!(r"rijksregisternummer\n{NUMBER}\nmail\t{MAIL}\r\n");
    holds_both("a.log", escaped.as_bytes());
    holds_both("a.sql", format!("INSERT INTO k VALUES (1,'{escaped}','x');").as_bytes());
    holds_both("a.csv", format!("id;nota\n1;{escaped}\n2;x\n").as_bytes());
    holds_both(
        "a.json",
        format!("{{\"t\": \"{}\"}}", escaped.replace('\\', r"\\")).as_bytes(),
    );
    holds_both("a.xml", format!("<a><b>{escaped}</b></a>").as_bytes());
    holds_both(
        "a.log",
        format!("\x1b[31m{NUMBER}\x1b[0m \x1b[1;32m{MAIL}\x1b[m\n").as_bytes(),
    );
    let form = format!("naam=An&rrn={NUMBER}&mail={}&x=1", MAIL.replace('@', "%40"));
    holds_both("a.txt", form.as_bytes());
    holds_both("a.log", format!("GET /zoek?{form} HTTP/1.1").as_bytes());
}

#[test]
fn an_escape_is_never_cut() {
    let line = format!(r"nota\n{NUMBER}\nx") + "\n";
    let n = 200_000 / line.len();
    let utf16 = line.repeat(n).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [line.repeat(n).into_bytes(), utf16] {
        let text = document("a.log", &bytes).text();
        assert_eq!(text.matches(&format!(" {NUMBER} ")).count(), n);
    }
}

#[test]
fn json_in_a_string_is_read_as_json() {
    let json = format!(r#"{{"p": "{{\"t\": \"nummer\\n{NUMBER}\", \"n\": \"J\\u00e9r\"}}", "q": "x"}}"#);
    assert_eq!(
        document("a.json", json.as_bytes()).labelled(),
        [("t", &*format!("nummer {NUMBER}")), ("n", "Jér"), ("q", "x")]
    );
}

#[test]
fn fragments_of_pages_in_values_are_told_as_text() {
    let fragment = format!(
        "<p>nr&nbsp;<b>85.07</b>.30&#8209;951.80 <i>{}</i></p>",
        MAIL.replace('@', "&#64;")
    );
    holds_both("a.csv", format!("id;opmerking\n1;\"{fragment}\"\n").as_bytes());
    holds_both("a.json", format!("{{\"opmerking\": \"{fragment}\"}}").as_bytes());
    let escaped = fragment.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    holds_both("a.xml", format!("<a><b>{escaped}</b></a>").as_bytes());
    holds_both("a.xml", format!("<a><b><![CDATA[{fragment}]]></b></a>").as_bytes());
    let event = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nX-ALT-DESC;FMTTYPE=text/html:{fragment}\nEND:VEVENT\n");
    let told = document(
        "a.ics",
        event
            .replace("&#64;", "@")
            .replace("&nbsp;", " ")
            .replace("&#8209;", "-")
            .as_bytes(),
    );
    assert!(told.text().contains(NUMBER), "{told:?}");
    let table = document("a.csv", b"naam;opm\nJ&eacute;r&ocirc;me <b>Jans</b>sens;x\n");
    assert_eq!(table.labelled()[2..], [("naam", "Jérôme Janssens"), ("opm", "x")]);
}

#[test]
fn links_of_a_page_that_may_tell_something_are_told() {
    let page = r#"<p><a href="https://firma.be/over">1</a> <a href="https://firma.be/?m=jan%40firma.be">2</a>
        <a href="file:///C:/dossiers/An.xlsx">3</a> <a href="sip:an@firma.be">4</a></p>"#;
    let told = document("a.html", page.as_bytes());
    let links: Vec<_> = told
        .pieces
        .iter()
        .filter(|(label, _)| label == "href")
        .map(|(_, text)| &**text)
        .collect();
    assert_eq!(
        links,
        [
            "https://firma.be/?m=jan@firma.be",
            "file:///C:/dossiers/An.xlsx",
            "sip:an@firma.be"
        ]
    );
}

#[test]
fn a_file_in_a_text_is_a_document() {
    for name in ["a.txt", "a.uue"] {
        let found = documents(name, b"begin 644 nota.txt\n#0V%T\n`\nend\n");
        assert_eq!((found[1].inner.as_str(), found[1].text().as_str()), ("nota.txt", "Cat"));
    }
}

#[test]
fn what_was_struck_twice_and_zeros_are_text() {
    let text = "N\u{8}Na\u{8}aa\u{8}am\u{8}m _\u{8}A_\u{8}n\n".repeat(20);
    let told = document("a.txt", text.as_bytes());
    assert_eq!((told.format, &*told.pieces[0].1), ("text", "Naam An"));
    let zeros = format!("naam\0An\0{}", " en nog wat tekst\n".repeat(20));
    let told = document("a.txt", zeros.as_bytes());
    assert_eq!((told.format, &told.reasons[..]), ("text", &[][..]));
    assert!(told.text().starts_with("naam An "), "{told:?}");
}

#[test]
fn what_stands_behind_the_last_part_of_a_mail_is_told() {
    let mail = "From: a@b.be\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
        Content-Type: text/plain\n\ndag\n--b--\n\n-- \nDisclaimer van An\n";
    let told = document("a.eml", mail.as_bytes());
    assert!(told.text().ends_with("dag\n-- \nDisclaimer van An"), "{told:?}");
}

#[test]
fn the_pages_of_a_drawing_are_unpacked() {
    use std::io::Write as _;
    let page = "%3Cpage%3E%3CmxCell%20value%3D%22An%20Maes%22%2F%3E%3C%2Fpage%3E";
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(page.as_bytes()).unwrap();
    let digits = crate::record::base64(&packer.finish().unwrap());
    let drawing = format!("<mxfile host=\"x\"><diagram name=\"Blad\">{digits}</diagram></mxfile>");
    let found = documents("a.drawio", drawing.as_bytes());
    assert_eq!(found[1].labelled(), [("value", "An Maes")]);
}

#[test]
fn what_was_filled_in_on_a_form_is_told_with_its_fields() {
    let form = b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[<</T(naam)/V(\xfe\xff\0A\0n)>><</V<feff00420065>/T(nota)>>]/ID[<00ff>]>>>>\n\
        endobj\ntrailer\n<</Root 1 0 R>>\n%%EOF";
    let told = document("a.fdf", form);
    assert_eq!(
        (told.format, told.labelled()),
        ("fdf", vec![("naam", "An"), ("nota", "Be")])
    );
}

proptest! {
    /// Whatever stands between them, and wherever it is cut.
    #[test]
    fn any_text_with_escapes_and_tags_is_read(
        text in r#"(\\{1,3}[nrtu0]?|%[0-9A-F%]{0,3}|\x1b\[[0-9;]{0,3}[mKé]?|"\{|\\"|</?[bp] ?>?|<br|&[a-z]{1,3};|é|€|\x08|[a-z@=: ,]{1,4}|begin 644 x\n){0,40}"#,
    ) {
        for name in ["a.txt", "a.csv", "a.json", "a.xml"] {
            documents(name, text.as_bytes());
        }
    }
}
