//! Tests of documents inside documents: zip archives and mails.

use std::io::Write as _;

use super::*;

pub(in crate::extract) fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, ::zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn told(documents: &[Document]) -> Vec<(&str, &str, String)> {
    documents
        .iter()
        .map(|document| (document.inner.as_str(), document.format, document.text()))
        .collect()
}

#[test]
fn members_of_a_zip_are_documents_of_their_own() {
    let inner = zip_of(&[("nota.txt", b"binnenin")]);
    let bytes = zip_of(&[
        ("lijst.csv", b"naam;nummer\nAn;12\n"),
        ("diep/b.zip", &inner),
        ("é.txt", b"dag"),
    ]);
    assert_eq!(
        told(&documents("a.zip", &bytes)),
        [
            ("", "zip", String::new()),
            ("lijst.csv", "csv", "naam\nnummer\nAn\n12".to_owned()),
            ("diep/b.zip", "zip", String::new()),
            ("diep/b.zip/nota.txt", "text", "binnenin".to_owned()),
            ("é.txt", "text", "dag".to_owned()),
        ]
    );
}

#[test]
fn a_damaged_member_costs_only_itself() {
    let mut bytes = zip_of(&[("a.txt", &b"eerste lid ".repeat(50)), ("b.txt", b"tweede")]);
    let data = 30 + "a.txt".len();
    bytes[data..data + 12].fill(0xff);
    let documents = documents("a.zip", &bytes);
    assert_eq!(documents[1].reasons, [Reason::Damaged]);
    assert_eq!(
        (documents[2].text().as_str(), documents[2].read),
        ("tweede", Some(HowRead::All))
    );
}

#[test]
fn a_zip_without_directory_is_damaged() {
    let bytes = zip_of(&[("a.txt", b"eerste lid")]);
    let document = document("a.zip", &bytes[..bytes.len() - 30]);
    assert_eq!(
        (document.format, document.reasons.as_slice()),
        ("zip", &[Reason::Damaged][..])
    );
}

#[test]
fn an_encrypted_member_is_told_as_such() {
    let mut bytes = zip_of(&[("a.txt", b"eerste lid"), ("b.txt", b"tweede")]);
    // The encryption bit, in the local header and in the directory.
    bytes[6] |= 1;
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 8] |= 1;
    let documents = documents("a.zip", &bytes);
    assert_eq!(documents[1].reasons, [Reason::Encrypted]);
    assert_eq!(documents[2].text(), "tweede");
}

#[test]
fn a_bomb_is_given_up_after_some_members() {
    let zeros = vec![b' '; 300 << 10];
    let names: Vec<_> = (0..20).map(|n| format!("{n}.txt")).collect();
    let members: Vec<_> = names.iter().map(|name| (name.as_str(), zeros.as_slice())).collect();
    let limits = Limits {
        ratio_after: 200 << 10,
        ..Limits::default()
    };
    let documents = notes_of("a.zip", &zip_of(&members), limits).documents;
    assert_eq!(documents.len(), 17, "the archive and sixteen members");
    assert!(
        documents
            .iter()
            .all(|document| document.reasons == [Reason::LimitOutput])
    );
}

#[test]
fn depth_and_number_of_members_are_limited() {
    let mut nested = zip_of(&[("a.txt", b"diep")]);
    for _ in 0..3 {
        nested = zip_of(&[("z.zip", &nested)]);
    }
    let limits = Limits {
        depth: 2,
        ..Limits::default()
    };
    let documents = notes_of("a.zip", &nested, limits).documents;
    assert_eq!(documents.len(), 3);
    assert_eq!(documents[2].reasons, [Reason::LimitDepth]);

    let many = zip_of(&[("1", b"a"), ("2", b"b"), ("3", b"c")]);
    let limits = Limits {
        members: 2,
        ..Limits::default()
    };
    assert_eq!(
        notes_of("a.zip", &many, limits).documents[0].reasons,
        [Reason::LimitEntries]
    );
}

#[test]
fn a_container_is_continued_behind_the_members_that_were_read() {
    let inner = zip_of(&[("x.txt", b"x"), ("y.txt", b"y")]);
    let bytes = zip_of(&[("1.zip", &inner), ("2.txt", b"twee"), ("3.txt", b"drie")]);
    let mut notes = Notes::default();
    let mut shared = Shared::new(Limits::default(), [7; 32]);
    shared.after = vec![2];
    read(&mut Cursor::new(&bytes), "a.zip", &mut notes, &mut shared);
    assert_eq!(told(&notes.documents[1..]), [("3.txt", "text", "drie".to_owned())]);

    let mut notes = Notes::default();
    let mut shared = Shared::new(Limits::default(), [7; 32]);
    shared.after = vec![1, 1];
    read(&mut Cursor::new(&bytes), "a.zip", &mut notes, &mut shared);
    let inner: Vec<_> = notes.documents.iter().map(|document| document.inner.as_str()).collect();
    assert_eq!(inner, ["", "1.zip", "1.zip/y.txt", "2.txt", "3.txt"]);
}

const MAIL: &str = "From: =?utf-8?q?An_Maes?= <an@voorbeeld.be>\r\n\
To: bo@voorbeeld.be\r\n\
Subject: =?iso-8859-1?q?caf=E9?=\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=x\r\n\r\n\
--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
--y\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nDag caf=C3=A9\r\n\
--y\r\nContent-Type: text/html\r\n\r\n<p>Dag <b>html</b></p>\r\n--y--\r\n\
--x\r\nContent-Type: text/csv; name=\"lijst.csv\"\r\nContent-Disposition: attachment; filename=\"lijst.csv\"\r\n\
Content-Transfer-Encoding: base64\r\n\r\nbmFhbTtudW1tZXIKQW47MTIK\r\n\
--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: bo@voorbeeld.be\r\nSubject: oud\r\n\r\noude tekst\r\n--x--\r\n";

#[test]
fn a_mail_is_its_header_its_bodies_and_its_attachments() {
    let documents = documents("bericht.txt", MAIL.as_bytes());
    let labelled = documents[0].labelled();
    for expected in [
        ("From", "An Maes <an@voorbeeld.be>"),
        ("To", "bo@voorbeeld.be"),
        ("Subject", "café"),
        ("", "Dag café"),
        ("", "Dag html"),
    ] {
        assert!(labelled.contains(&expected), "{expected:?} in {labelled:?}");
    }
    let members: Vec<_> = documents[1..]
        .iter()
        .map(|document| (document.inner.as_str(), document.format))
        .collect();
    assert_eq!(members, [("lijst.csv", "csv"), ("part-5.eml", "eml")]);
    assert_eq!(documents[1].labelled().last(), Some(&("nummer", "12")));
    assert!(documents[2].text().contains("oude tekst"));
}
