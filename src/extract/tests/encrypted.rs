//! Tests of documents that are encrypted under a password that Office tries itself.

use std::io::Write as _;

use super::containers::zip_of;
use super::formats::{check, fixture, pieces};
use super::*;

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn packages_are_read_as_what_they_are() {
    for path in ["standard.xlsx", "sha1.xlsx", "sha256.xlsx", "sha384.xlsx"] {
        check(
            &format!("encrypted-office/{path}"),
            &[
                " [naam] Sheet A2: Peeters",
                " [rijksregisternummer] Sheet B4: 01.11.23-973.16",
            ],
        );
    }
    check(
        "encrypted-office/agile.xlsb",
        &[" [Rijksregisternummer] Personeel B2: 85.07.30-951.80"],
    );
    check(
        "encrypted-office/agile.pptm",
        &[" [] 1: Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80."],
    );
}

#[test]
fn a_package_is_no_level_of_its_own() {
    let path = "encrypted-office/sha384.xlsx";
    let documents = fixture(path);
    let [only] = documents.as_slice() else {
        panic!("{documents:#?}")
    };
    assert_eq!((only.format, only.read), ("encrypted-office", Some(HowRead::All)));
    let token = crate::finding::Token::from(blake3::keyed_hash(&[7; 32], &bytes(path)));
    assert_eq!((only.size, only.content), (bytes(path).len() as u64, Some(token)));
}

#[test]
fn workbooks_of_before_are_read_in_all_ways() {
    #[track_caller]
    fn check(name: &str, piece: &str, read: HowRead, reasons: &[Reason]) {
        let documents = fixture(&format!("encrypted-office/{name}"));
        assert_eq!((documents[0].format, documents[0].read), ("xls", Some(read)), "{name}");
        assert_eq!(documents[0].reasons, reasons, "{name}");
        let pieces = pieces(&documents);
        assert!(pieces.iter().any(|have| have == piece), "{name}: {pieces:#?}");
    }
    let number = " [rijksregisternummer] Sheet B4: 01.11.23-973.16";
    let phone = " [Telefoon] adressen B4: 0470 00 00 13";
    check("rc4.xls", number, HowRead::All, &[]);
    check("xor.xls", phone, HowRead::All, &[]);
    check("cryptoapi.xls", phone, HowRead::All, &[]);
    // Its properties are encrypted too, in a stream of their own.
    check("properties.xls", phone, HowRead::Partly, &[Reason::Encrypted]);
}

/// Streams of a document, with one changed.
fn with(path: &str, stream: &str, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes(path))).unwrap();
    let mut content = Vec::new();
    file.open_stream(stream).unwrap().read_to_end(&mut content).unwrap();
    change(&mut content);
    file.create_stream(stream).unwrap().write_all(&content).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_description_that_is_cut_or_absurd_is_encrypted() {
    #[track_caller]
    fn check(path: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let document = document(path, &with(path, "/EncryptionInfo", change));
        assert_eq!(document.reasons, [Reason::Encrypted], "{path}");
        assert_eq!(document.read, Some(HowRead::None), "{path}");
    }
    for len in [0, 1, 4, 8, 12, 40, 150, 180, 200, 220] {
        check("encrypted-office/standard.xlsx", |info| info.truncate(len));
        check("encrypted-office/sha1.xlsx", |info| info.truncate(len));
    }
    // Lengths of the header, of the key and of the salt.
    for at in [8, 28, 152] {
        for number in [0, 1, 0x7fff_ffff, u32::MAX] {
            check("encrypted-office/standard.xlsx", |info| {
                info[at..at + 4].copy_from_slice(&number.to_le_bytes());
            });
        }
    }
    check("encrypted-office/sha1.xlsx", |info| info[8..].fill(b'<'));
    check("encrypted-office/sha1.xlsx", |info| info[2] = 3);
    // The password is right, and the key of the package is not whole.
    check("encrypted-office/sha1.xlsx", |info| {
        let at = memchr::memmem::find(info, b"encryptedKeyValue=\"").unwrap() + 19;
        drop(info.drain(at..at + 4));
    });
}

#[test]
fn a_package_that_is_cut_or_no_package_is_damaged() {
    #[track_caller]
    fn check(change: impl FnOnce(&mut Vec<u8>)) -> Document {
        let path = "encrypted-office/sha1.xlsx";
        let document = document(path, &with(path, "/EncryptedPackage", change));
        assert!(document.reasons.contains(&Reason::Damaged), "{:?}", document.reasons);
        document
    }
    for len in [0, 7, 8, 9, 100] {
        check(|package| package.truncate(len));
    }
    check(|package| package[..8].fill(0));
    check(|package| package[..8].fill(0xff));
    check(|package| package[8..40].fill(0));
    // What is there is read.
    let len = bytes("encrypted-office/sha1.xlsx").len();
    let cut = check(|package| package.truncate(len / 3));
    assert_eq!(cut.read, Some(HowRead::Partly));
}

#[test]
fn a_document_that_is_cut_anywhere_gives_no_panic() {
    for path in [
        "encrypted-office/sha1.xlsx",
        "encrypted-office/cryptoapi.xls",
        "encrypted-office/xor.xls",
    ] {
        let whole = bytes(path);
        for len in (0..whole.len()).step_by(97) {
            documents(path, &whole[..len]);
        }
    }
}

#[test]
fn encrypted_texts_are_no_texts() {
    for (format, begin) in [
        ("age", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24u"),
        (
            "openssl",
            "U2FsdGVkX19EIII8/ebxwmsw+Q7H3QHkiHU0og8LDQTDbtgOceD9d7B2cOuU",
        ),
        (
            "ansible-vault",
            "$ANSIBLE_VAULT;1.1;AES256\n4420823cfde6f1c26b30f90ec7dd01e488",
        ),
    ] {
        let document = document("a.txt", begin.as_bytes());
        assert_eq!(
            (document.format, &document.reasons[..]),
            (format, &[Reason::Encrypted][..])
        );
    }
}

#[test]
fn books_with_a_lock_are_encrypted_and_mangled_fonts_are_no_lock() {
    #[track_caller]
    fn check(way: &str, part: &str, read: HowRead, reasons: &[Reason]) {
        let lock = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{way}\"/><CipherData>
            <CipherReference URI=\"{part}\"/></CipherData></EncryptedData></encryption>"
        );
        let book = zip_of(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", b"<container/>"),
            ("META-INF/encryption.xml", lock.as_bytes()),
            ("OPS/deel een.xhtml", b"<html><body><p>Dossier</p></body></html>"),
            (
                "OPS/c.opf",
                b"<package><metadata><title>Boek</title></metadata></package>",
            ),
        ]);
        let document = document("boek.epub", &book);
        assert_eq!((document.format, document.read), ("epub", Some(read)), "{way} {part}");
        assert_eq!(document.reasons, reasons, "{way} {part}");
    }
    let aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";
    check(aes, "OPS/deel%20een.xhtml", HowRead::None, &[Reason::Encrypted]);
    check(aes, "OPS/letter.ttf", HowRead::All, &[]);
    let mangled = "http://www.idpf.org/2008/embedding";
    check(mangled, "OPS/deel%20een.xhtml", HowRead::All, &[]);
}
