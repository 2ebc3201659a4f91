//! Mails as programs and the way between them leave them: other encodings than they say, lines added to what is
//! encoded.

use super::formats::pieces;
use super::*;

const NUMBER: &str = "85.07.30-951.80";

fn mail(headers: &str, body: &[u8]) -> Vec<u8> {
    let begin = format!("From: hr@firma.be\nTo: info@firma.be\nSubject: Dossier\nMIME-Version: 1.0\n{headers}\n\n");
    [begin.as_bytes(), body].concat()
}

fn with_attachment(headers: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("--x\nContent-Type: text/plain\n\nZie bijlage.\n--x\n{headers}\n\n");
    let body = [head.as_bytes(), bytes, b"\n--x--\n"].concat();
    mail("Content-Type: multipart/mixed; boundary=x", &body)
}

#[test]
fn an_attachment_may_be_uuencoded() {
    let headers = "Content-Type: text/plain; name=nota.txt\nContent-Transfer-Encoding: x-uuencode\nContent-Disposition: attachment";
    let documents = holds(&with_attachment(headers, b"begin 644 nota.txt\n#0V%T\n`\nend\n"), &[]);
    assert_eq!(documents[1].text(), "Cat");
}

#[test]
fn lines_that_flow_and_descriptions_of_parts_are_read() {
    let flowed = mail(
        "Content-Type: text/plain; format=flowed; delsp=yes",
        b"nummer 85.07.30- \n951.80\n",
    );
    holds(&flowed, &["nummer 85.07.30-951.80"]);
    let kept = mail("Content-Type: text/plain; format=flowed", b"nummer 85 \n951\n");
    assert!(!holds(&kept, &[])[0].text().contains("85951"));
    let headers = "Content-Type: text/plain; name=nota.txt\nContent-Description: =?utf-8?Q?van_Zo=C3=AB?=\nContent-Disposition: attachment";
    holds(&with_attachment(headers, b"x"), &["van Zoë"]);
}

#[test]
fn a_name_in_parts_and_shifting_encodings_are_read() {
    let headers = "Content-Type: text/plain\nContent-Disposition: attachment; filename*0*=iso-8859-1''J%E9r;\n filename*1*=%F4me;\n filename*2=.txt";
    let documents = holds(&with_attachment(headers, b"x"), &[]);
    assert_eq!(documents[1].inner, "Jérôme.txt");
    let seven = mail(
        "Content-Type: text/plain; charset=unicode-1-1-utf-7",
        b"J+AOk, +-32 475",
    );
    holds(&seven, &["Jé, +32 475"]);
}

#[test]
fn headers_of_a_returned_mail_and_marked_text_are_read_as_what_they_are() {
    let headers = "Content-Type: text/rfc822-headers";
    let documents = holds(
        &with_attachment(headers, b"Subject: =?utf-8?Q?van_Zo=C3=AB?="),
        &["van Zoë"],
    );
    assert_eq!(documents[1].format, "eml");
    // As a text that only has a header's look it stays as it is.
    let documents = holds(
        &with_attachment("Content-Type: text/x-other", b"Subject: =?utf-8?Q?Zo=C3=AB?="),
        &[],
    );
    assert_eq!(documents[1].format, "text");
    let marked = b"<bold>85.07.</bold>30-951.80 van <color><param>red</param>An</color>";
    for subtype in ["enriched", "richtext"] {
        let expected = [NUMBER, "80 van An"];
        holds(&mail(&format!("Content-Type: text/{subtype}"), marked), &expected);
        holds(
            &with_attachment(&format!("Content-Type: text/{subtype}"), marked),
            &expected,
        );
    }
    let plain = holds(&mail("Content-Type: text/plain", b"een <b>vet</b> woord"), &[]);
    assert!(plain[0].text().contains("<b>vet</b>"));
}

/// In lines, as mails have it.
fn base64(bytes: &[u8]) -> String {
    let digits = crate::record::base64(bytes);
    let lines = digits.as_bytes().chunks(76);
    lines.map(|line| String::from_utf8_lossy(line) + "\n").collect()
}

#[track_caller]
fn holds(bytes: &[u8], expected: &[&str]) -> Vec<Document> {
    let documents = documents("a.eml", bytes);
    let pieces = pieces(&documents);
    for piece in expected {
        assert!(
            pieces.iter().any(|have| have.contains(piece)),
            "no {piece:?} in {pieces:#?}"
        );
    }
    documents
}

#[test]
fn what_a_list_adds_behind_base64_hides_nothing() {
    let body = format!(
        "{}____________\nLijst van de school\n",
        base64(format!("Nummer {NUMBER}, Zoë").as_bytes())
    );
    let headers = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64";
    holds(
        &mail(headers, body.as_bytes()),
        &["Nummer 85.07.30-951.80, Zoë", "Lijst van de school"],
    );
    let rtf = format!(r"{{\rtf1 Nummer {NUMBER}\par}}");
    let body = format!("{}-- \nGescand, geen virus gevonden\n", base64(rtf.as_bytes()));
    let headers =
        "Content-Type: application/rtf; name=a.rtf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment";
    holds(
        &with_attachment(headers, body.as_bytes()),
        &["a.rtf [] body: Nummer 85.07.30-951.80", "geen virus gevonden"],
    );
}

#[test]
fn an_attachment_that_is_called_a_text_is_read_as_what_it_is() {
    let book = std::fs::read(format!(
        "{}/testdata/formats/zip/methods.zip",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap();
    let headers =
        "Content-Type: text/plain; name=a.zip\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment";
    let documents = holds(&with_attachment(headers, base64(&book).as_bytes()), &[]);
    assert_eq!((documents[1].format, documents.len()), ("zip", 6));
    let headers = "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment";
    holds(
        &with_attachment(headers, b"naam;woonplaats\nZo\xeb Lef\xe8vre;Gent\nJan;Luik\n"),
        &["Zoë Lefèvre"],
    );
    // The message knows its encoding, the page names the one it was saved in.
    let headers = "Content-Type: text/html; charset=windows-1250; name=a.html\nContent-Disposition: attachment";
    let page = b"<html><head><meta charset=windows-1252></head><body>Micha\xb3 \xa3uczak</body></html>";
    holds(&with_attachment(headers, page), &["Michał Łuczak"]);
}

#[test]
fn bodies_and_headers_are_read_in_their_encoding() {
    let page = b"<html><head><meta charset=windows-1252></head><body>Zo=EB Lef=E8vre</body></html>";
    let quoted = "Content-Transfer-Encoding: quoted-printable";
    holds(
        &mail(&format!("Content-Type: text/html\n{quoted}"), page),
        &["Zoë Lefèvre"],
    );
    holds(
        &mail(&format!("Content-Type: text/plain\n{quoted}"), b"Zo=EB Lef=E8vre"),
        &["Zoë Lefèvre"],
    );
    let headers = "Content-Type: text/plain; charset=iso-2022-jp\nX-Naam: Zo\u{eb}\nThread-Topic: =?utf-8?B?Wm/D?= =?utf-8?B?qw==?=";
    holds(
        &mail(headers, b"\x1b$B;3ED\x1b(B"),
        &["山田", "[X-Naam] header: Zoë", "[Thread-Topic] header: Zoë"],
    );
}

#[test]
fn files_in_the_text_of_a_mail_are_attachments() {
    // Base64 in the armour of uuencode -m.
    let text = format!(
        "Zie bijlage\n\nbegin-base64 644 nota.txt\n{}====\nGroeten\n",
        base64(NUMBER.as_bytes())
    );
    let documents = holds(&mail("Content-Type: text/plain", text.as_bytes()), &["Groeten"]);
    assert_eq!(
        (documents[1].inner.as_str(), documents[1].text().as_str()),
        ("nota.txt", NUMBER)
    );
}

#[test]
fn what_is_encrypted_for_somebody_is_not_read() {
    let armour = "-----BEGIN PGP MESSAGE-----\n\nhQGMA/sJEvz4v8SGAQv/atisOOpHLJ9d5UFpCHMeL8BctdjV7DMspB0h9FGOz9y6\n-----END PGP MESSAGE-----\n";
    assert_eq!(document("a.asc", armour.as_bytes()).reasons, [Reason::Encrypted]);
    assert_eq!(
        document("a.gpg", b"\x85\x01\x8c\x03\xfb\x09\x12\xfc").reasons,
        [Reason::Encrypted]
    );
    let body = mail("Content-Type: text/plain", armour.as_bytes());
    assert_eq!(document("a.eml", &body).reasons, [Reason::Encrypted]);
}

#[test]
fn names_of_messages_are_no_addresses() {
    let headers = "X-Forwarded-Message-Id: <a1b2@mail.firma.be>\nX-Google-Original-Message-ID: <c3@firma.be>";
    let read = document("a.eml", &mail(headers, b"dag"));
    assert!(!read.text().contains("a1b2") && !read.text().contains("c3@"));
}

#[test]
fn documents_in_base64_within_a_structure_are_read() {
    let rtf = format!(r"{{\rtf1 Nummer {NUMBER} {}\par}}", "en nog wat tekst ".repeat(20));
    let invoice = format!(
        "<Invoice><cbc:Binary mimeCode=\"text/rtf\">{}</cbc:Binary></Invoice>",
        base64(rtf.as_bytes())
    );
    let answer = format!(
        "{{\"contentBytes\":\"{}\"}}",
        base64(rtf.as_bytes()).replace('\n', "").replace('/', "\\/")
    );
    for (name, text) in [("a.xml", invoice), ("a.json", answer)] {
        let documents = documents(name, text.as_bytes());
        assert_eq!((documents.len(), documents[1].format), (2, "rtf"), "{name}");
        assert!(documents[1].text().contains(NUMBER), "{name}");
    }
}

#[test]
fn property_lists_are_told_by_their_keys() {
    let list = format!(
        "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict><key>Phone Number</key><string>+32 475 12 34 56</string>\
         <key>Pages</key><array><dict><key>Data</key><data>{}</data></dict></array></dict></plist>",
        base64(format!("<html><body>Nummer {NUMBER}</body></html>").as_bytes())
    );
    let mut binary = Vec::new();
    ::plist::Value::from_reader(Cursor::new(list.as_bytes()))
        .unwrap()
        .to_writer_binary(&mut binary)
        .unwrap();
    for (name, bytes) in [
        ("Info.plist", list.as_bytes()),
        ("Info.plist", &binary),
        ("page.webarchive", &binary),
    ] {
        let documents = documents(name, bytes);
        assert_eq!((documents[0].format, &documents[0].reasons[..]), ("plist", &[][..]));
        assert!(documents[0].labelled().contains(&("Phone Number", "+32 475 12 34 56")));
        assert_eq!((documents[1].inner.as_str(), documents[1].format), ("Data", "html"));
        assert!(documents[1].text().contains(NUMBER));
    }
    assert_eq!(
        document("a.plist", &binary[..binary.len() / 2]).reasons,
        [Reason::Damaged]
    );
}

/// The text and state of an attached text, and the state of the mail.
fn attached(headers: &str, body: &[u8]) -> (String, Vec<Reason>, Vec<Reason>) {
    let mut documents = documents("a.eml", &with_attachment(headers, body));
    let member = documents.remove(1);
    let mail = documents.remove(0);
    (member.text(), member.reasons, mail.reasons)
}

#[test]
fn an_attachment_that_is_spoilt_in_its_encoding_is_damaged() {
    let text = format!("Nummer {NUMBER}, {}eind", "en nog een regel. ".repeat(12));
    let whole = base64(text.as_bytes());
    let lines: Vec<&str> = whole.lines().collect();
    let headers =
        "Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment";
    let octets = headers.replace("text/plain", "application/octet-stream");
    for headers in [headers, &octets] {
        let read = |body: &str| attached(headers, body.as_bytes());
        assert_eq!(read(&whole), (text.clone(), vec![], vec![]));
        // Cut within four digits, and within what fills them up.
        for cut in [1, 2, 3] {
            let (_, reasons, mail) = read(&whole[..76 * 2 + 2 + cut]);
            assert_eq!((reasons, mail), (vec![Reason::Damaged], vec![]), "{cut}");
        }
        // A line is written over, and signs are missing in one.
        for spoilt in [&*"\u{1}".repeat(76), &lines[1][..33]] {
            let spoilt = [&[lines[0], spoilt], &lines[2..]].concat();
            let (text, reasons, _) = read(&spoilt.join("\n"));
            assert!(text.contains(NUMBER) && text.ends_with("eind"), "{text}");
            assert!(reasons.contains(&Reason::Damaged) && !reasons.contains(&Reason::Unsupported));
        }
    }
    // A list added what looks like digits, and that is no damage.
    let (read, reasons, mail) = attached(headers, format!("{whole}\n-- \nAfmelden\n").as_bytes());
    assert_eq!((read, reasons, mail), (text, vec![], vec![]));
}

#[test]
fn a_body_that_is_spoilt_in_its_encoding_is_damaged() {
    let headers = "Content-Type: text/plain\nContent-Transfer-Encoding: base64";
    let whole = base64(format!("Nummer {NUMBER} van de werknemer").as_bytes());
    assert_eq!(document("a.eml", &mail(headers, whole.as_bytes())).reasons, []);
    let cut = document("a.eml", &mail(headers, &whole.as_bytes()[..42]));
    assert!(cut.text().contains(NUMBER));
    assert_eq!((cut.read, cut.reasons), (Some(HowRead::Partly), vec![Reason::Damaged]));
}

#[test]
fn a_uuencoded_file_that_is_spoilt_is_damaged() {
    let line = format!("M{}\n", "0V%T".repeat(15));
    let text = |end: &str| format!("Zie hier\n\nbegin 644 nota.txt\n{line}{line}{end}");
    let body = |end: &str| mail("Content-Type: text/plain", text(end).as_bytes());
    let headers = "Content-Type: text/plain; name=nota.txt\nContent-Transfer-Encoding: x-uuencode\nContent-Disposition: attachment";
    let part = |end: &str| with_attachment(headers, text(end).as_bytes());
    for (end, reasons) in [
        ("`\nend\n", vec![]),
        ("M0V", vec![Reason::Damaged]),
        ("\u{1}\u{2}\n`\nend\n", vec![Reason::Damaged]),
    ] {
        for (name, bytes) in [
            ("a.eml", body(end)),
            ("a.eml", part(end)),
            ("a.txt", text(end).into_bytes()),
        ] {
            let documents = documents(name, &bytes);
            assert!(documents[1].text().starts_with("CatCat"), "{name} {end}");
            assert_eq!(documents[1].reasons, reasons, "{name} {end}");
        }
    }
}

#[test]
fn a_part_that_says_it_was_longer_is_damaged() {
    let headers =
        |said: &str| format!("Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: base64\n{said}");
    let text = "een regel. ".repeat(40);
    let body = base64(text.as_bytes());
    for (said, reasons) in [
        ("Content-Disposition: attachment; size=440", vec![]),
        // About so long, and as long as it was encoded.
        ("Content-Disposition: attachment; size=460", vec![]),
        ("Content-Disposition: attachment; size=596", vec![]),
        ("Content-Disposition: attachment; size=\"onbekend\"", vec![]),
        ("Content-Disposition: attachment; size=900", vec![Reason::Damaged]),
        (
            "Content-Disposition: attachment\nContent-Length: 900",
            vec![Reason::Damaged],
        ),
        ("Content-Disposition: attachment\nContent-Length: 440", vec![]),
    ] {
        let (read, found, _) = attached(&headers(said), body.as_bytes());
        assert_eq!((read.trim_end(), found), (text.trim_end(), reasons), "{said}");
    }
}

#[test]
fn parts_behind_a_border_that_is_missing_are_read_as_they_are() {
    let bytes = base64(format!("Nummer {NUMBER}").as_bytes());
    let whole = format!(
        "--buiten-1\nContent-Type: multipart/alternative; boundary=binnen-2\n\n--binnen-2\nContent-Type: text/plain\n\n\
         Zie bijlage.\n--binnen-2--\n--buiten-1\nContent-Type: text/plain; name=a.txt\n\
         Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n{bytes}--buiten-1--\n"
    );
    for (from, to, reasons) in [
        ("", "", vec![]),
        ("--binnen-2--\n", "", vec![Reason::Damaged]),
        (
            "--buiten-1\nContent-Type: text",
            "--buite###\nContent-Type: text",
            vec![Reason::Damaged],
        ),
        ("=binnen-2", "=###", vec![Reason::Damaged]),
    ] {
        let body = whole.replacen(from, to, 1);
        let documents = documents(
            "a.eml",
            &mail("Content-Type: multipart/mixed; boundary=buiten-1", body.as_bytes()),
        );
        assert_eq!(documents.len(), 2, "{from} {to}: {documents:?}");
        assert!(documents[0].text().contains("Zie bijlage."), "{from} {to}");
        assert!(!documents[0].text().contains("--buiten-1"), "{from} {to}");
        assert_eq!(documents[1].text(), format!("Nummer {NUMBER}"), "{from} {to}");
        assert_eq!(documents[0].reasons, reasons, "{from} {to}");
    }
    let undivided = mail("Content-Type: multipart/mixed", format!("Nummer {NUMBER}\n").as_bytes());
    let documents = holds(&undivided, &[NUMBER]);
    assert_eq!(documents[0].reasons, [Reason::Damaged]);
}

#[test]
fn what_stands_before_parts_and_behind_inner_ones_is_read() {
    let inner = "--x\nContent-Type: multipart/alternative; boundary=y\n\nvoor binnen\n--y\n\neen\n--y--\nna binnen\n";
    let body = |before: &str| format!("{before}\n\n{inner}--x\n<p>zonder kop</p>\n--x--\nna alles\n");
    let kind = "Content-Type: multipart/mixed; boundary=x";
    let said = format!("voorwoord {NUMBER}");
    let texts = ["voor binnen", "een", "na binnen", "<p>zonder kop</p>", "na alles"];
    holds(
        &mail(kind, body(&said).as_bytes()),
        &[&[&said[..]], &texts[..]].concat(),
    );
    let usual = "This is a multi-part message in MIME format.";
    let documents = holds(&mail(kind, body(usual).as_bytes()), &texts);
    assert!(!documents[0].text().contains("MIME format"), "{documents:?}");
}
