//! No value leaves the worker that read it: planted ones are looked for in everything that a scan writes.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fs;
use std::path::Path;

use common::{Bench, values, zip};

/// Invented, and not to be found anywhere.
fn planted() -> Vec<String> {
    vec![
        values::national_number(1234),
        values::iban(4711),
        "griet.vandenbroucke@skynet-post.be".to_owned(),
        "0476 31 58 92".to_owned(),
        "5425 2334 3010 9903".to_owned(),
        "Griet Vandenbroucke".to_owned(),
        "Vandenbroucke lijdt aan de ziekte van Crohn".to_owned(),
    ]
}

fn letter() -> String {
    let [number, account, mail, phone, card, name, health] = planted().try_into().unwrap();
    format!(
        "Betreft: {name}\nRijksregisternummer: {number}\nIBAN: {account}\nE-mail: {mail}\nGsm: {phone}\n\
         Kredietkaart: {card}\nGriet {health}.\n"
    )
}

fn table() -> String {
    let [number, account, mail, phone, card, name, health] = planted().try_into().unwrap();
    let heading = "naam;rijksregisternummer;rekening;mail;gsm;kaart;nota\n";
    let row = format!("{name};{number};{account};{mail};{phone};{card};{health}\n");
    format!("{heading}{}", row.repeat(3))
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";

fn docx() -> Vec<u8> {
    let paragraphs: String = letter()
        .lines()
        .map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{paragraphs}</w:body></w:document>"
    );
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("word/document.xml", body.as_bytes()),
    ])
}

fn xlsx() -> Vec<u8> {
    let row = |(n, line): (usize, &str)| {
        let cell = |text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let cells: String = line.split(';').map(cell).collect();
        format!("<row r=\"{}\">{cells}</row>", n + 1)
    };
    let rows: String = table().lines().enumerate().map(row).collect();
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        "<workbook {main} xmlns:r=\"{relations}\"><sheets><sheet name=\"Ziekte Griet Vandenbroucke\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
    zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn eml() -> String {
    let attached = base64(table().as_bytes());
    format!(
        "From: Griet Vandenbroucke <griet.vandenbroucke@skynet-post.be>\r\nTo: hr@kantoor-zuid.be\r\n\
         Subject: Ziekmelding\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n--x\r\n\
         Content-Type: text/csv; name=lijst.csv\r\nContent-Disposition: attachment; filename=lijst.csv\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{attached}\r\n--x--\r\n",
        letter()
    )
}

fn pdf() -> Vec<u8> {
    let shown: String = letter().lines().map(|line| format!("({line}) Tj T*\n")).collect();
    let content = format!("BT /F1 11 Tf 14 TL 50 750 Td\n{shown}ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (n, object) in (1..).zip(&objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{n} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    file += &format!(
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |sum, at| sum << 8 | u32::from(*three.get(at).unwrap_or(&0)));
        for at in 0..=three.len() {
            text.push(LETTERS[(number >> (18 - 6 * at)) as usize & 63].into());
        }
    }
    text
}

/// Every way in which a value might stand somewhere.
fn disguises(value: &str) -> Vec<Vec<u8>> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let bare: String = value.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut written = vec![value.to_owned(), value.to_lowercase(), value.to_uppercase(), bare];
    if digits.len() >= 9 {
        // Abroad a phone number goes without its first zero.
        written.extend([digits.trim_start_matches('0').to_owned(), digits]);
    }
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let mut found = Vec::new();
    for text in &written {
        let bytes = text.as_bytes();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for before in 0..3 {
            // The letters at the ends also hold bits of what stands around.
            let coded = base64(&[&vec![b' '; before], bytes].concat());
            found.push(coded.as_bytes()[[0, 2, 3][before]..coded.len() - 2].to_vec());
        }
        found.extend([hex(bytes).into_bytes(), hex(bytes).to_uppercase().into_bytes()]);
        found.extend([bytes.to_vec(), little, big]);
    }
    found
}

#[track_caller]
fn assert_clean(what: &str, bytes: &[u8]) {
    for value in planted() {
        for disguise in disguises(&value) {
            let at = memchr::memmem::find(bytes, &disguise);
            assert!(
                at.is_none(),
                "`{value}` is in {what} as {:?}",
                String::from_utf8_lossy(&disguise)
            );
        }
    }
}

/// All files of a folder; says how many bytes were looked at.
#[track_caller]
fn assert_folder_clean(folder: &Path) -> usize {
    let mut n_bytes = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            n_bytes += assert_folder_clean(&path);
        } else {
            let bytes = fs::read(&path).unwrap();
            assert_clean(&path.display().to_string(), &bytes);
            n_bytes += bytes.len();
        }
    }
    n_bytes
}

/// Values where headings and keys should stand.
fn plant_as_headings(bench: &Bench) {
    let [number, account, mail, _, _, name, _] = planted().try_into().unwrap();
    let row = format!("{account};{account};{account}\n");
    bench.file("koppen.csv", format!("{name};{mail};{number}\n{}", row.repeat(3)));
    let cells = format!("<tr><td>{account}<td>{account}<td>{account}").repeat(3);
    bench.file(
        "koppen.html",
        format!("<table><tr><th>{name}<th>{mail}<th>{number}{cells}</table>"),
    );
    bench.file(
        "koppen.json",
        format!("{{\"{name}\": \"{account}\", \"{mail}\": \"{number}\", \"{number}\": \"{mail}\"}}"),
    );
    bench.file(
        "koppen.xml",
        format!("<a><{mail}>{account}</{mail}><{number}>{mail}</{number}></a>"),
    );
    bench.file("koppen.ini", format!("[{mail}]\n{number} = {account}\n"));
    bench.file(
        "koppen.ldif",
        format!("dn: cn=x\n{mail}: {account}\n{number}: {account}\n{name}: {account}\n"),
    );
}

fn plant(bench: &Bench) {
    plant_as_headings(bench);
    let json = letter().replace('\n', "\\n");
    bench.file("brief.txt", letter());
    bench.file("lijst.csv", table());
    bench.file("export.json", format!("{{\"nota\": \"{json}\"}}"));
    bench.file("brief.docx", docx());
    bench.file("lijst.xlsx", xlsx());
    bench.file("brief.pdf", pdf());
    bench.file("mail.eml", eml());
    bench.file(
        "alles.zip",
        zip(&[("brief.txt", letter().as_bytes()), ("lijst.xlsx", &xlsx())]),
    );
    // What cannot be read to its end is not quoted either.
    bench.file("kapot.docx", &docx()[..docx().len() / 2]);
    bench.file("kapot.json", format!("{{\"nota\": \"{json}"));
}

#[test]
fn the_search_finds_what_is_there() {
    let value = values::national_number(1234);
    let utf16: Vec<u8> = value.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    for before in ["", "x", "xy"] {
        let coded = base64(format!("{before}{value} and more").as_bytes());
        for bytes in [coded.as_bytes(), digits.as_bytes(), &utf16, letter().as_bytes()] {
            assert!(std::panic::catch_unwind(|| assert_clean("test", bytes)).is_err());
        }
    }
}

#[test]
fn no_value_is_in_reports_messages_or_state() {
    let bench = Bench::new();
    plant(&bench);
    let reports = ["report.jsonl", "report.txt"].map(|name| bench.beside(name));
    let outputs = reports.each_ref().map(|path| path.to_str().unwrap());
    let flags = [
        "--detail",
        "values",
        "--all",
        "-v",
        "--progress",
        "json",
        "--format",
        "jsonl",
    ];
    let ran = bench.scan(&[&flags[..], &["-o", outputs[0], "-o", outputs[1]]].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let records = ran.records();
    for name in [
        "brief.txt",
        "lijst.csv",
        "export.json",
        "brief.docx",
        "lijst.xlsx",
        "brief.pdf",
        "mail.eml",
    ] {
        let rules: Vec<_> = records.document(name)["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["rule"].as_str().unwrap())
            .collect();
        for rule in [
            "be.national-number",
            "iban",
            "email",
            "phone",
            "payment-card",
            "special.health",
        ] {
            assert!(rules.contains(&rule), "no {rule} in {name}: {rules:?}");
        }
        assert!(records.document(name)["findings"][0]["values"].is_array());
    }
    assert_clean("stdout", ran.stdout.as_bytes());
    assert_clean("stderr", ran.stderr.as_bytes());
    for report in &reports {
        assert_clean("a report", &fs::read(report).unwrap());
    }
    assert!(assert_folder_clean(&bench.state) > 10_000);
    let table = bench.scan(&["--format", "table", "--detail", "values"]);
    assert_clean("the table", table.stdout.as_bytes());
}

#[cfg(all(unix, feature = "test-hooks"))]
#[test]
fn no_value_is_left_by_what_dies() {
    use std::io::BufRead as _;
    let bench = Bench::new();
    plant(&bench);
    for action in ["abort", "stack", "panic", "memory"] {
        bench.file(
            action,
            format!("speur-test-box\nspeur-test-hook: {action}\n{}", letter()),
        );
        let late = letter() + &"regel tekst\n".repeat(100_000) + "speur-test-late-hook: " + action + "\n";
        bench.file(&format!("late-{action}"), format!("speur-test-box\n{late}"));
    }
    let ran = bench.scan(&["--detail", "values", "--all", "-v", "--progress", "json"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(ran.records().document("late-abort")["read"], "partly");
    assert_clean("stdout", ran.stdout.as_bytes());
    assert_clean("stderr", ran.stderr.as_bytes());
    assert_folder_clean(&bench.state);

    // And in the log of a state whose scan was killed.
    bench.file("zz-sleeper", "speur-test-box\nspeur-test-hook: sleep\n");
    let mut child = bench
        .scan_command(&["--full", "--jobs", "1", "--progress", "json", "--detail", "values"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("zz-sleeper") {
        line.clear();
        told.read_line(&mut line).unwrap();
        assert_clean("stderr", line.as_bytes());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(fs::metadata(bench.state.join("state.db-wal")).unwrap().len() > 0);
    assert_folder_clean(&bench.state);
}
