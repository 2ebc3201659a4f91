//! Tests of what an office holds beside letters and tables: pictures, databases of Access, signed and encrypted
//! documents, shortcuts and what programs leave. Their files are in testdata/formats.

use super::formats::{check, fixture, pieces};
use super::*;

const NOTE: &str = "Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.";

#[track_caller]
fn has(documents: &[Document], path: &str, expected: &[&str]) {
    let pieces = pieces(documents);
    for piece in expected {
        assert!(
            pieces.iter().any(|have| have.contains(piece)),
            "{path} has no {piece:?} in {pieces:#?}"
        );
    }
}

#[test]
fn what_pictures_say_about_themselves_is_read() {
    for kind in ["jpeg", "png", "tiff", "webp", "heic"] {
        for name in ["photo", "small"] {
            let path = format!("{kind}/{name}.{kind}");
            let documents = fixture(&path);
            assert_eq!(documents[0].format, kind);
            has(
                &documents,
                &path,
                &[
                    "[artist] metadata: Anouk Peeters",
                    "[copyright] metadata: (c) Joris Lambrechts",
                    &format!("[description] metadata: {NOTE}"),
                    "[comment] metadata: Genomen bij Céline",
                    "[gps] metadata: 51.054321, 3.725432",
                    "Kaart van 71.01.09-962.",
                ],
            );
            let (read, reasons) = match name {
                "photo" => (HowRead::Partly, &[Reason::NeedsOcr][..]),
                _ => (HowRead::All, &[][..]),
            };
            assert_eq!(documents[0].read, Some(read), "{path}");
            assert_eq!(documents[0].reasons, reasons, "{path}");
        }
    }
    for path in ["jpeg/photo.jpeg", "tiff/photo.tiff"] {
        has(
            &fixture(path),
            path,
            &[
                "[artist] metadata: Céline Dumoulin",
                "[contact] metadata: celine@voorbeeldfirma.be",
            ],
        );
    }
    for path in ["jpeg/photo.jpeg", "png/photo.png"] {
        has(&fixture(path), path, &["[comment] metadata: Voor Ysaline"]);
    }
    for path in ["gif/photo.gif", "gif/small.gif"] {
        has(&fixture(path), path, &[&format!("[comment] metadata: {NOTE}")]);
    }
}

#[test]
fn pictures_that_are_not_whole_are_told() {
    let reasons = |path: &str, damage: &dyn Fn(&mut Vec<u8>)| {
        let path = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
        let mut bytes = std::fs::read(&path).unwrap();
        damage(&mut bytes);
        document(&path, &bytes).reasons
    };
    for kind in ["jpeg", "png", "webp", "heic", "gif"] {
        let path = format!("{kind}/small.{kind}");
        assert_eq!(reasons(&path, &|_| ()), [], "{path}");
        let of_cut = reasons(&path, &|bytes| bytes.truncate(100));
        assert!(of_cut.contains(&Reason::Damaged), "{path} {of_cut:?}");
    }
    // Nothing leads to the tags, but they are there.
    let lost = |bytes: &mut Vec<u8>| {
        let at = memchr::memmem::find(bytes, b"infe\x02\0\0\x01\0\x02\0\0Exif").unwrap();
        bytes[at + 12] = b'X';
    };
    let path = "heic/small.heic";
    assert_eq!(reasons(path, &lost), [Reason::Damaged]);
    // The tags lead nowhere.
    let spoil = |bytes: &mut Vec<u8>| {
        let at = memchr::memmem::find(bytes, b"Exif\0\0").unwrap();
        bytes[at + 12] = 0xee;
    };
    assert_eq!(reasons("jpeg/small.jpeg", &spoil), [Reason::Damaged]);
}

#[test]
fn tables_of_access_are_read_with_their_columns() {
    check("mdb/acc97.mdb", &["[Field1] Table1 A1: data"]);
    check(
        "mdb/testAccess_V1997.mdb",
        &["[A] Table1 A2: abcdefg", "[G] Table1 G2: 1974-09-21"],
    );
    for path in ["mdb/leden.mdb", "accdb/leden.accdb"] {
        let long = "Regel 400 van het dossier.  Mail naar laatste@voorbeeldfirma.be";
        let documents = fixture(path);
        has(
            &documents,
            path,
            &[
                "[Rijksregisternummer] Medewerkers C1: 85.07.30-951.80",
                "[Geboortedatum] Medewerkers D2: 2001-11-23",
                "[Loon] Medewerkers E1: 3150.75",
                "[Graad] Medewerkers J1: 12.50",
                "[Naam] Medewerkers B2: Zoë Żak",
                "dan céline@voorbeeldfirma.be",
                "[Naam] Medewerkers B3: Langer dan voorheen",
                long,
                "[E-mail] Leden van de club B200: lid200@voorbeeldclub.be",
                "nota.txt [] : Nota: bel Ysaline op 0475 12 34 56",
            ],
        );
        assert!(!pieces(&documents).concat().contains("Weg Gegaan"), "{path}");
    }
}

/// Access 2007 wrote it; its own tables are none of anybody's.
#[test]
fn an_empty_database_of_access_is_read_whole() {
    let documents = fixture("accdb/blank.accdb");
    let [only] = documents.as_slice() else {
        panic!("{documents:#?}")
    };
    assert_eq!((only.format, only.read), ("accdb", Some(HowRead::All)));
    assert_eq!(only.reasons, []);
}

#[test]
fn templates_macros_and_flat_files_are_read_as_their_kin() {
    for path in [
        "docx/letter.docm",
        "docx/letter.dotx",
        "odt/letter.ott",
        "odt/letter.fodt",
    ] {
        check(path, &[NOTE]);
    }
    for path in ["xlsx/book.xlsm", "xlsx/book.xltx", "ods/book.ots", "ods/book.fods"] {
        check(path, &["[rijksregisternummer] Sheet B4: 01.11.23-973.16"]);
    }
}

#[test]
fn documents_in_one_file_of_xml_are_read_as_their_kin() {
    for path in ["wordml/letter.xml", "wordml/flat.xml"] {
        check(
            path,
            &[
                "body: Rijksregisternummer van Anouk Peeters: 85.07.30-951.80",
                "comments: Bellen naar Joris Lambrechts",
                "[rijksregisternummer] table 1 B4: 01.11.23-973.16",
            ],
        );
        let pieces = pieces(&fixture(path));
        let has = |part: &str| pieces.iter().any(|piece| piece.contains(part));
        assert!(
            has("Behandeld door Céline") && has("Dossier Joris Lambrechts"),
            "{pieces:#?}"
        );
        assert!(!has("older copy"), "{pieces:#?}");
    }
    check("wordml/flat.xml", &["links: mailto:anouk.peeters@voorbeeldfirma.be"]);
    check(
        "spreadsheetml/people.xml",
        &["[naam] people A4: Céline Dumoulin", "[bedrag] people C2: 12.5"],
    );
    let cells = r##"<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
        xmlns:x="urn:schemas-microsoft-com:office:excel"><CustomDocumentProperties xmlns="urn:schemas-microsoft-com:office:office"
        ><Klant>Bo Peeters</Klant></CustomDocumentProperties><ss:Worksheet ss:Name="Lijst"><ss:Table><ss:Row ss:Index="3"><ss:Cell
        ss:Index="2" ss:MergeAcross="1" ss:HRef="mailto:an@voorbeeld.be"><ss:Data ss:Type="String">An &amp; <B>Bo</B></ss:Data></ss:Cell>
        <ss:Cell ss:Formula="=HYPERLINK(&quot;mailto:bo@voorbeeld.be&quot;)"><ss:Data ss:Type="Boolean">1</ss:Data></ss:Cell></ss:Row>
        <ss:Row><ss:Cell><ss:Data ss:Type="Error">#N/A</ss:Data></ss:Cell></ss:Row></ss:Table><x:WorksheetOptions><x:PageSetup>
        <x:Header x:Data="&amp;LVoor An&amp;R&amp;P"/></x:PageSetup></x:WorksheetOptions></ss:Worksheet></ss:Workbook>"##;
    let expected = [
        "[Klant] properties: Bo Peeters",
        "[hyperlink] Lijst B3: mailto:an@voorbeeld.be",
        "[] Lijst B3: An & Bo",
        "[hyperlink] Lijst D3: =HYPERLINK(\"mailto:bo@voorbeeld.be\")",
        "[] Lijst D3: TRUE",
        "[] Lijst A4: #N/A",
        "[] header: Voor An",
    ];
    has(&documents("lijst.xls", cells.as_bytes()), "lijst.xls", &expected);
    check(
        "spreadsheetml/book.xls",
        &[
            "[comment] Personeel A2: Verhuisd naar Gent",
            "[Geboortedatum] Personeel C2: 1985-07-30 00:00:00",
            "[Rijksregisternummer] Personeel B4: 92.03.05-973.54",
        ],
    );
}

#[test]
fn what_is_encrypted_is_named_so() {
    for (path, format) in [
        ("7z/names.7z", "7z"),
        ("rar/names.rar", "rar"),
        ("encrypted-office/letter.docx", "encrypted-office"),
        ("encrypted-office/book.xlsx", "encrypted-office"),
        ("encrypted-office/locked.xls", "xls"),
        ("odt/locked.odt", "odt"),
        ("ods/locked.ods", "ods"),
        ("p7m/locked.p7m", "p7m-encrypted"),
        ("pdf/locked.pdf", "pdf"),
    ] {
        let documents = fixture(path);
        assert_eq!(documents[0].format, format, "{path}");
        assert_eq!(documents[0].reasons, [Reason::Encrypted], "{path}");
        assert_eq!(documents[0].read, Some(HowRead::None), "{path}");
    }
    for path in ["zip/aes.zip", "zip/zipcrypto.zip"] {
        let documents = fixture(path);
        assert_eq!((documents[0].format, documents[1].inner.as_str()), ("zip", "nota.txt"));
        assert_eq!(documents[1].reasons, [Reason::Encrypted], "{path}");
    }
}

#[test]
fn signed_mail_is_read() {
    for path in ["p7m/smime.p7m", "p7m/streamed.p7m"] {
        check(
            path,
            &[
                "signed.eml [From] header: anouk.peeters@voorbeeldfirma.be",
                &format!("signed.eml [] : {NOTE}"),
                "signed.eml/lijst.csv [rijksregisternummer] B2: 01.11.23-973.16",
            ],
        );
    }
    check("eml/opaque.eml", &[&format!("smime.p7m/signed.eml [] : {NOTE}")]);
    check(
        "eml/apple.emlx",
        &[NOTE, "lijst.csv [rijksregisternummer] B2: 01.11.23-973.16"],
    );
}

#[test]
fn a_signed_message_that_is_cut_gives_no_panic() {
    let full = format!("{}/testdata/formats/p7m/streamed.p7m", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(full).unwrap();
    for len in 20..bytes.len() {
        documents("a.p7m", &bytes[..len]);
    }
}

#[test]
fn directories_are_read_by_their_fields() {
    check(
        "ldif/people.ldif",
        &["[employeenumber] : 01.11.23-973.16", "[sn] : Dumoulin", NOTE],
    );
    check("ldif/one.ldif", &["[employeenumber] : 85.07.30-951.80"]);
}

#[test]
fn what_windows_and_office_leave_is_read() {
    for path in ["recycled/$IAB12CD.docx", "recycled/$IOLD.docx"] {
        check(
            path,
            &["[path] recycled: C:\\Users\\anouk\\Documents\\Dossier Céline.docx"],
        );
    }
    for path in ["office-lock/~$brief.docx", "office-lock/~$lijst.xlsx"] {
        check(path, &["[name] lock: Céline Dumoulin"]);
    }
    for path in ["office-lock/~$reslijst.docx", "office-lock/~$ledenlijst.xlsx"] {
        check(path, &["[name] lock: Els Voorbeeld"]);
    }
    check(
        "lnk/wine.lnk",
        &[
            "[path] shortcut: C:\\Dossiers\\Loonbrief Cenek Dvorák.docx",
            &format!("[description] shortcut: {NOTE}"),
        ],
    );
    assert!(!fixture("lnk/wine.lnk")[0].text().contains('\0'));
    check(
        "lnk/dossier.lnk",
        &[
            "[description] shortcut: Dossier van Joris Lambrechts",
            "[arguments] shortcut: 71.01.09-962.",
        ],
    );
    check(
        "lnk/share.lnk",
        &[
            "[path] shortcut: \\\\SERVER\\personeel\\map\\Céline.xlsx",
            "[folder] shortcut: D:\\Personeel",
        ],
    );
}

#[test]
fn printed_documents_are_read_by_page() {
    check("xps/one.xps", &[&format!(" 1: {NOTE}"), " 1: {Céline} & Joris 1"]);
    for path in ["xps/spire.xps", "xps/aspose.oxps"] {
        check(
            path,
            &[
                " 1: Rijksregisternummer van Anouk Peeters: 85.07.30-951.80",
                " 1: Céline Dumoulin 23/11/2001 01.11.23-973.16",
                " 1: Voetregel van de dienst",
            ],
        );
    }
}

/// Content tells the format: without an extension, or under a wrong one, it is the same.
#[test]
fn a_wrong_or_missing_extension_hides_no_format() {
    let formats = std::fs::read_dir(format!("{}/testdata/formats", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut n_files = 0;
    for folder in formats {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let head = &bytes[..bytes.len().min(HEAD_LEN)];
            let format = |name: &str| {
                let members = members(head, &mut Cursor::new(&bytes)).unwrap_or_default();
                identify(head, name, &members).name
            };
            let named = format(path.file_name().unwrap().to_str().unwrap());
            for name in ["bestand", "bestand.tmp", "bestand.jpg", "bestand.docx"] {
                assert_eq!(format(name), named, "{} as {name}", path.display());
            }
            n_files += 1;
        }
    }
    assert!(n_files > 100, "{n_files}");
}

/// Nothing in it is packed: it is as long as it says.
#[test]
fn documents_in_one_file_of_xml_have_no_limit_of_output() {
    let limits = Limits {
        inflated: 1000,
        ..Limits::default()
    };
    for path in [
        "wordml/letter.xml",
        "spreadsheetml/people.xml",
        "odt/letter.fodt",
        "ods/book.fods",
    ] {
        let bytes = std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let document = notes_of(path, &bytes, limits).documents.remove(0);
        assert_eq!(document.read, Some(HowRead::All), "{path}: {:?}", document.reasons);
    }
}
