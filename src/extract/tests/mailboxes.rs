//! Tests of mailboxes: messages are found whatever stands in them, and each is a document of its own.

use super::*;

/// The documents of a mailbox: inner path, format, text.
fn told(name: &str, bytes: &[u8]) -> Vec<(String, &'static str, String)> {
    let documents = documents(name, bytes).into_iter();
    documents
        .map(|document| (document.inner.clone(), document.format, document.text()))
        .collect()
}

fn made(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/testdata/formats/mbox/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn messages_of_a_mailbox_and_their_attachments_are_documents() {
    let told = told("postvak.mbox", &made("postvak.mbox"));
    let inner: Vec<_> = told
        .iter()
        .map(|(inner, format, _)| (inner.as_str(), *format))
        .collect();
    assert_eq!(
        inner,
        [
            ("", "mbox"),
            ("message-1.eml", "eml"),
            ("message-2.eml", "eml"),
            ("message-2.eml/lijst.csv", "csv"),
            ("message-3.eml", "eml"),
            ("message-3.eml/part-2.eml", "eml"),
        ]
    );
    let text = |at: usize| told[at].2.as_str();
    assert!(text(1).contains("na haar opleiding"), "quoted-printable: {}", text(1));
    assert!(text(1).contains("\nFrom now on"), "the quote is gone: {}", text(1));
    assert!(text(2).contains("Voir la version HTML.") && text(2).contains("BE68 5390 0754 7034"));
    assert!(text(3).contains("710109-962-72"));
    assert!(text(5).contains("85.07.30-951.80"));
}

#[test]
fn a_mailbox_needs_no_name_to_be_known() {
    let told = told("Verzonden", &made("Verzonden"));
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].1, told[1].1), ("mbox", "eml"));
    assert!(told[1].2.contains("0475/27.63.12"));
}

#[test]
fn a_separator_behind_an_empty_line_or_with_a_whole_date_begins_a_message() {
    #[track_caller]
    fn check(between: &str, n_messages: usize) {
        let bytes = format!("From - Mon Jun 16 10:00:00 2025\nSubject: a\n\neerste\n{between}Subject: b\n\ntweede\n");
        assert_eq!(documents("a.mbox", bytes.as_bytes()).len(), 1 + n_messages, "{between}");
    }
    check("\nFrom - Mon Jun 16 10:00:00 2025\n", 2);
    check("\r\nFrom an@bedrijf.be Mon Jun 16 10:00:00 2025 +0200\r\n", 2);
    check("\nFrom \n", 2);
    // Eudora and others write no empty line.
    check("From - Mon Jun 16 10:00:00 2025\n", 2);
    check("From ???@??? Mon Jun  6 10:00:00 CEST 2025\r\n", 2);
    check("From - Mon Jun 16 10:00:00 2025\n\n", 1);
    check("From \n", 1);
    check("From here on\n", 1);
    check("From an@bedrijf.be on Mon Jun 16 at 10:00\n", 1);
    check("\n>From - Mon Jun 16 10:00:00 2025\n", 1);
    check("\nFrom Monday on we are open\n", 1);
    check("\nFrom 10:00 on we are open\nand not before\n", 1);
}

#[test]
fn a_message_that_is_called_a_mail_is_one() {
    let bytes = b"From an@b.be Mon Jun 16 10:00:00 2025\nFrom: an@b.be\nSubject: a\n\ntekst\n";
    assert_eq!(told("a.eml", bytes).len(), 1);
    assert_eq!(told("a", bytes).len(), 2);
    assert_eq!(
        document("a.txt", b"From an@b.be to bo@b.be 10:00\n\nno header here\n").format,
        "text"
    );
}

#[test]
fn a_message_that_is_passed_over_does_not_hide_the_next() {
    let mut notes = Notes::default();
    let mut shared = Shared::new(Limits::default(), [7; 32]);
    shared.after = vec![1];
    read(
        &mut Cursor::new(made("postvak.mbox")),
        "postvak.mbox",
        &mut notes,
        &mut shared,
    );
    let inner: Vec<_> = notes.documents.iter().map(|document| document.inner.as_str()).collect();
    assert_eq!(inner[..2], ["", "message-2.eml"]);
    assert_eq!(notes.documents[0].size, made("postvak.mbox").len() as u64);
}

#[test]
fn a_line_without_end_is_one_message_in_constant_memory() {
    let long = "x".repeat(3 << 20);
    let bytes = format!(
        "From - Mon Jun 16 10:00:00 2025\nSubject: a\n\n{long}\n\nFrom - Mon Jun 16 10:00:00 2025\nSubject: b\n\ndag\n"
    );
    let told = told("a.mbox", bytes.as_bytes());
    assert_eq!(told.len(), 3);
    assert!(told[2].2.ends_with("dag"));
}

/// Old programs of the Mac end lines with a sign of their own.
#[test]
fn a_mailbox_with_other_line_ends_is_one() {
    let text = "From a@b.example Mon Jun 16 10:00:00 2025\nSubject: a\n\neerste\n\n\
        From a@b.example Mon Jun 16 11:00:00 2025\nSubject: b\nContent-Transfer-Encoding: base64\n\nODUuMDcuMzAtOTUxLjgw\n";
    let told = told("Postvak", text.replace('\n', "\r").as_bytes());
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[1].2.contains("eerste") && told[2].2.contains("85.07.30-951.80"),
        "{told:?}"
    );
    let mail = "From: a@b.example\rTo: b@b.example\rSubject: a\r\rdag\r";
    assert_eq!(documents("bericht", mail.as_bytes())[0].format, "eml");
}

#[test]
fn a_mailbox_that_is_cut_before_the_text_of_its_last_mail_is_damaged() {
    const FIRST: &str = "From - Mon Jun 16 10:00:00 2025\nFrom: an@bedrijf.example\nSubject: a\n\neerste\n\n";
    const LAST: &str =
        "From an@bedrijf.example Tue Jun 17 10:00:00 2025\nFrom: bo@bedrijf.example\nSubject: vergadering\n\nDag";
    let reasons = |bytes: &str| {
        let documents = documents("a.mbox", bytes.as_bytes()).into_iter();
        documents.flat_map(|document| document.reasons).collect::<Vec<_>>()
    };
    for whole in [
        FIRST.to_owned(),
        FIRST.trim_end().to_owned(),
        format!("{FIRST}{LAST}"),
        format!("{FIRST}{LAST}\n"),
        FIRST.replace("eerste", "eerste\n\nFrom now on"),
        FIRST.replace("eerste\n\n", "eerste\nFrom Gent"),
        format!("{FIRST}From Bo Claes"),
        format!("{FIRST}From Sunday on we are away"),
    ] {
        assert_eq!(reasons(&whole), [], "{whole}");
    }
    for cut in [20, 44, 53, 80, 90] {
        let cut = format!("{FIRST}{}", &LAST[..cut]);
        assert_eq!(reasons(&cut), [Reason::Damaged], "{cut}");
        assert_eq!(reasons(&cut.replace('\n', "\r\n")), [Reason::Damaged], "{cut}");
    }
    for cut in ["From - M", "From MAILER-DAEMON Tue", "From beheer Tue Ju"] {
        assert_eq!(reasons(&format!("{FIRST}{cut}")), [Reason::Damaged], "{cut}");
    }
}
