//! Files of real programs, from testdata/formats: each is read whole, with place and label.

use super::*;

pub(super) fn fixture(path: &str) -> Vec<Document> {
    let full = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
    documents(path, &std::fs::read(full).unwrap())
}

/// Inner path, label, place and text of every piece.
pub(super) fn pieces(documents: &[Document]) -> Vec<String> {
    let of = |document: &Document| {
        let placed = document.pieces.iter().zip(&document.places);
        let lines = placed.map(|((label, text), place)| {
            let at = [&place.sheet, &place.cell, &place.slides, &place.pages, &place.part];
            let at = at.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
            format!("{} [{label}] {at}: {text}", document.inner)
        });
        lines.collect::<Vec<_>>()
    };
    documents.iter().flat_map(of).collect()
}

#[track_caller]
pub(super) fn check(path: &str, expected: &[&str]) {
    let documents = fixture(path);
    for document in &documents {
        assert_eq!(document.reasons, [], "{path} {}", document.inner);
    }
    let format = documents[0].format;
    assert!(path.starts_with(format), "{path} is read as {format}");
    let pieces = pieces(&documents);
    for piece in expected {
        assert!(
            pieces.iter().any(|have| have.contains(piece)),
            "{path} has no {piece:?} in {pieces:#?}"
        );
    }
}

#[test]
fn a_header_that_page_styles_and_sections_say_is_read_once() {
    let styles = r"{\*\pgdsctbl{\pgdsc0\pgndec{\footerf\pard Dienst\par }Eerste pagina;}{\pgdsc1 Standaard;}}";
    let read = document(
        "a.rtf",
        format!(r"{{\rtf1{styles}{{\footerf\pard Dienst\par }}\pard Brief\par }}").as_bytes(),
    );
    assert_eq!(read.text(), "Dienst\nBrief");
}

#[test]
fn older_letters_are_read_with_their_tables_headers_and_properties() {
    for path in ["doc/letter.doc", "rtf/letter.rtf"] {
        check(
            path,
            &[
                "body: Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                "header: Kop: vertrouwelijk voor Ysaline",
                ": Voet: personeelsdienst",
                "[Rijksregisternummer] table 1 C2: 85.07.30-951.80",
                "[Voornaam] table 1 B4: Céline",
                "body: Na de tabel: éénentwintig œuvres, 35 €.",
                "title] properties: Brief aan Céline",
            ],
        );
    }
    let saved = |rtf: &str| document("a.rtf", rtf.as_bytes()).dated.map(|day| day.to_string());
    let info = r"{\rtf1{\info{\creatim\yr2013\mo12\dy23\hr23}{\revtim\yr2014\mo5\dy31}{\printim\yr0\mo0\dy0}}Brief}";
    assert_eq!(saved(info).as_deref(), Some("2014-05-31"));
    assert_eq!(saved(r"{\rtf1{\info{\revtim\yr2014\mo13\dy31}}Brief}"), None);
    for path in ["doc/plain.doc", "rtf/plain.rtf"] {
        check(
            path,
            &["body: Nota zonder tabel.", "body: Bel Joris Lambrechts (71.01.09-962."],
        );
    }
}

#[test]
fn numbers_of_lists_are_told_as_they_are_shown() {
    check(
        "doc/lists.doc",
        &[
            "[shown] body: 1. ",
            "body: Dossiers",
            "[shown] body: a. ",
            "body: Anouk Peeters",
            "[shown] body: II. ",
            "body: Loonfiche",
            "[shown] body: 9. ",
            "body: 85.07.30-951.80",
            "body: Zonder nummer",
            "[shown] table 1 B1: 2. ",
            "[] table 1 B1: Schrijven",
        ],
    );
}

#[test]
fn older_slides_are_read_with_their_notes() {
    for path in ["ppt/table.ppt", "ppt/plain.ppt"] {
        check(
            path,
            &[
                "1: Overzicht van de dossiers",
                "1: Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                "1 notes: Notitie bij 71.01.09-962.",
                "2: Céline",
                "2: Vak met 01.11.23-973.16",
            ],
        );
    }
    check("ppt/table.ppt", &["2: 85.07.30-951.80"]);
}

#[test]
fn letters_drawn_on_older_slides_are_read() {
    // Of a shape of that file the colours between, which stand behind its other properties, become letters.
    const COLOURS: &[u8] = &[0x45, 0xc1, 32, 0, 0, 0];
    const BEHIND: usize = 12 * 6;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/formats/ppt/plain.ppt");
    let mut slides = std::fs::read(path).unwrap();
    let at = memchr::memmem::find(&slides, COLOURS).unwrap();
    slides[at..at + 2].copy_from_slice(&[0xc0, 0xc0]);
    let letters: Vec<u8> = "Anouk\0\0\0\0\0\0\0\0\0\0\0"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    slides[at + BEHIND..][..letters.len()].copy_from_slice(&letters);
    let told = pieces(&documents("a.ppt", &slides));
    assert!(
        told.iter()
            .any(|piece| piece.contains("[shape]") && piece.ends_with(": Anouk")),
        "{told:?}"
    );
}

#[test]
fn books_and_drawings_are_read() {
    check(
        "epub/letter.epub",
        &[
            ": Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
            "01.11.23-973.16",
        ],
    );
    check("epub/table.epub", &["[E-mail] table 1 B3: joris.lambrechts@skynet.be"]);
    check("epub/plain.epub", &[": Bel Joris Lambrechts (71.01.09-962."]);
    for kind in ["odg", "otg", "fodg"] {
        check(
            &format!("odg/organigram.{kind}"),
            &[
                "1: Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                "1: Foto van 71.01.09-962.",
                "2: Kantoor van ",
                "properties: Redactie Peeters",
            ],
        );
    }
    check("vsdx/one.vsdx", &["1: Vak van 85.07.30-951.80"]);
    check("vsdx/two.vsdx", &["1: Vak van 71.01.09-962."]);
}

#[test]
fn what_is_packed_is_read_as_documents_of_their_own() {
    let note = ": Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.";
    let row = "[rijksregisternummer] B4: 01.11.23-973.16";
    for kind in ["gz", "bz2", "xz", "zst"] {
        check(&format!("{kind}/nota.txt.{kind}"), &[note]);
        check(&format!("{kind}/lijst.csv.{kind}"), &[row]);
    }
    check(
        "gz/both.tgz",
        &[
            &format!("both.tar/nota.txt [] {note}"),
            &format!("both.tar/lijst.csv {row}"),
        ],
    );
    for path in [
        "tar/gnu.tar",
        "tar/pax.tar",
        "7z/solid.7z",
        "rar/solid.rar",
        "rar/version4.rar",
    ] {
        check(path, &[note, row]);
    }
    check("7z/deflate.7z", &[note]);
    let methods = fixture("zip/methods.zip");
    assert_eq!(methods.len(), 5);
    for member in &methods[1..] {
        assert_eq!(
            (member.read, member.text().matches("951.80").count()),
            (Some(HowRead::All), 20),
            "{}",
            member.inner
        );
    }
    assert_eq!(fixture("7z/locked.7z")[0].reasons, [Reason::Encrypted]);
}

#[test]
fn archives_of_winrar_are_read() {
    let of = |path: &str| -> Vec<_> { fixture(path).into_iter().skip(1).collect() };
    let names: Vec<_> = of("rar/subdirs.rar").iter().map(|file| file.inner.clone()).collect();
    assert!(names.contains(&r"sub\üȵĩöḋè\file.txt".to_owned()), "{names:?}");
    assert_eq!(of("rar/subdirs.rar")[0].text().trim(), "file2");
    // Of a file that began in the volume before, this one holds the end alone.
    let volume = of("rar/volume.part3.rar");
    assert_eq!(volume[0].reasons, [Reason::Unsupported]);
    assert_eq!(volume[0].read, Some(HowRead::None));
    assert!(volume[1].text().trim_start().starts_with("1\n"));
    let locked = of("rar/locked.rar");
    assert_eq!(locked.len(), 2);
    assert!(locked.iter().all(|file| file.reasons == [Reason::Encrypted]));
}

#[test]
fn a_packed_stream_that_is_cut_gives_what_came_before() {
    let full = format!("{}/testdata/formats/gz/lijst.csv.gz", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(full).unwrap();
    let documents = documents("a.gz", &bytes[..bytes.len() - 12]);
    assert_eq!(documents[1].reasons, [Reason::Damaged]);
    assert!(documents[1].text().contains("rijksregisternummer"));
}

#[test]
fn cards_and_calendars_are_read_by_their_fields() {
    check(
        "vcf/people.vcf",
        &[
            "[n] : Dumoulin Céline",
            "[bday] : 2001-11-23",
            "[email] : anouk.peeters@voorbeeldfirma.be",
            "[note] : Rijksregisternummer 01.11.23-973.16, een lange regel die door het programma wordt gevouwen over meer",
        ],
    );
    check("vcf/one.vcf", &["[fn] : Anouk Peeters"]);
    check(
        "ics/meeting.ics",
        &[
            "[summary] : Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
            "[attendee] : Joris Lambrechts mailto:joris.lambrechts@voorbeeldfirma.be",
        ],
    );
    check("ics/leave.ics", &["[summary] : Verlof van Céline, 01.11.23-973.16"]);
}

#[test]
fn tables_of_databases_are_read_with_their_columns() {
    for path in ["dbf/people.dbf", "dbf/dos.dbf"] {
        check(
            path,
            &[
                "[NAAM] table A3: Céline Dumoulin",
                "[RIJKSREG] table B1: 85.07.30-951.80",
                // Deleted, and still in the file.
                "[NAAM] table A2: Joris Lambrechts",
                "[GEBOREN] table C1: 1985-07-30",
            ],
        );
    }
    for path in ["sqlite/plain.sqlite", "sqlite/log.sqlite"] {
        check(
            path,
            &[
                "[rijksregisternummer] personeel B1: 85.07.30-951.80",
                "[naam] personeel A3: Dumoulin",
            ],
        );
    }
}

#[test]
fn web_pages_that_a_browser_saved() {
    check(
        "eml/page.mht",
        &[
            "[Subject] header: Personeelslijst",
            "body: Voor Chloé, Noël en señor Núñez: niet verspreiden.",
            "[Rijksregisternummer] table 1 B4: 92.03.05-973.54",
            "[Geboortedatum] table 1 C2: 30/07/1985",
            "[alt] attributes: Pasfoto van Anouk Peeters",
        ],
    );
    check(
        "eml/frame.mhtml",
        &[
            "body: Het dossier staat in het kader.",
            "part-2.html [] body: Rijksregisternummer van Bram Bosmans: 61.01.12-962.63",
        ],
    );
}

#[test]
fn binary_workbooks_of_another_program_than_excel() {
    // It writes short cells: each stands right of the one before.
    check(
        "xlsb/people.xlsb",
        &[
            "[Naam] Personeel A4: Chloé Dubois",
            "[Rijksregisternummer] Personeel B2: 85.07.30-951.80",
            "[Geboortedatum] Personeel C3: 12/01/1961",
            "[Loon] Personeel D2: 2845.5",
            "[Loon] Personeel D3: 3120",
        ],
    );
    // A mark of a note is none of the digits; a number in two fonts is one.
    check(
        "xls/raised.xls",
        &[
            "[] Leden A1: nummer 85.07.30-951.80 1 van CO2 m2",
            "[] Leden A2: 3 71.01.09-962.72",
        ],
    );
    for path in ["xls/excel-2.xls", "xls/excel-4.xls"] {
        check(
            path,
            &[
                "[Naam] sheet 1 A2: Anouk Peeters",
                "[Rijksregisternummer] sheet 1 B3: 61.01.12-962.63",
                "[Loon] sheet 1 D2: 2845.5",
            ],
        );
    }
    check(
        "xlsb/hidden.xlsb",
        &[
            "Blad één A2: 2026-03-14",
            "Blad één B2: TRUE",
            "Blad één C2: 0.25",
            "[E-mail] Verborgen B2: chloe.dubois@example.be",
        ],
    );
}
