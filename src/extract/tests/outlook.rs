//! Outlook's items: by themselves, in a mail store, packed into a mail.

use super::formats::check;
use super::*;

#[test]
fn mail_items_are_read_with_their_fields_bodies_and_attachments() {
    for path in ["msg/plain.msg", "msg/html.msg"] {
        check(
            path,
            &[
                "[subject] header: Dossier Céline",
                "[from] header: anouk.peeters@voorbeeldfirma.be",
                "[address] recipient: joris.lambrechts@voorbeeldfirma.be",
                ": Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                "lijst.csv [rijksregisternummer] B2: 01.11.23-973.16",
            ],
        );
    }
    check("msg/html.msg", &["Zie 71.01.09-962."]);
}

#[test]
fn items_of_mail_stores_are_documents_with_folder_recipients_and_attachments() {
    for path in ["pst/mail.pst", "pst/old.pst", "pst/copy.ost"] {
        check(
            path,
            &[
                " [name] folder: Dossier Ysaline",
                "Mappen/Postvak IN/item-1 [subject] header: RE: Dossier Céline",
                "Mappen/Postvak IN/item-1 [date] header: 2026-06-21",
                "Mappen/Postvak IN/item-1 [address] recipient: celine@voorbeeldfirma.be",
                "item-1 [] : Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                ": Zie 71.01.09-962.",
                "item-1/lijst.csv [rijksregisternummer] B2: 01.11.23-973.16",
                "item-1/Doorgestuurd [] : Binnenin 71.01.09-962.",
                "Mappen/Postvak IN/Dossier Ysaline/item-1 [] body: Nota over 71.01.09-962.",
                "Mappen/Postvak IN/item-2 [] : Slot: 85.07.30-951.80",
                "Mappen/Contactpersonen/item-1 [birthday] header: 2001-11-23",
                "Mappen/Contactpersonen/item-1 [surname] header: Dumoulin",
                "Mappen/Contactpersonen/item-1 [Rijksregisternummer] header: 01.11.23-973.16",
                "Mappen/Contactpersonen/item-1 [e-mail] header: celine@voorbeeldfirma.be",
                "Mappen/Contactpersonen/item-1 [property] header: Klant; Dringend",
                "Mappen/Postvak IN/item-14 [subject] header: Kort bericht 11",
            ],
        );
    }
}

/// Wherever it is cut or wrong, a mail store ends in a state, and an item that is not whole costs itself.
#[test]
fn a_damaged_mail_store_gives_what_is_left() {
    let full = format!("{}/testdata/formats/pst/old.pst", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(full).unwrap();
    let whole = documents("old.pst", &bytes).len();
    let mut seed = 7_u64;
    let mut n_partly = 0;
    for _ in 0..60 {
        let mut damaged = bytes.clone();
        for _ in 0..6 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let at = (seed >> 33) as usize % (damaged.len() - 0x4400);
            damaged[0x4400 + at] = (seed >> 20) as u8;
        }
        let documents = documents("old.pst", &damaged);
        assert!(documents.len() <= whole + 1);
        n_partly += usize::from(documents.len() > whole / 2);
    }
    assert!(n_partly > 40, "{n_partly}");
    let cut = documents("old.pst", &bytes[..bytes.len() / 2]);
    assert_eq!(cut[0].reasons, [Reason::Damaged]);
}

/// Blocks have a checksum, where the program that wrote them counts one.
#[test]
fn a_block_of_a_mail_store_that_is_written_over_is_told() {
    let read = |path: &str, over: &[usize]| {
        let full = format!("{}/testdata/formats/{path}", env!("CARGO_MANIFEST_DIR"));
        let mut bytes = std::fs::read(full).unwrap();
        over.iter().for_each(|&at| bytes[at..at + 64].fill(0x55));
        documents(path, &bytes)
    };
    let reasons = |documents: &[Document]| documents.iter().flat_map(|one| one.reasons.clone()).collect::<Vec<_>>();
    for whole in ["pst/archive.pst", "pst/aspose.pst", "pst/mail.pst", "pst/copy.ost"] {
        assert_eq!(reasons(&read(whole, &[])), [], "{whole}");
    }
    let torn = read("pst/archive.pst", &[186_468]);
    assert_eq!(reasons(&torn), [Reason::Damaged]);
    assert!(torn.iter().any(|document| document.text().contains("01.11.23-973.16")));
}

#[test]
fn mail_that_outlook_packs_is_read() {
    for path in ["tnef/winmail.dat", "tnef/rtf.dat"] {
        check(
            path,
            &[
                "[subject] header: Dossier Céline",
                "[from] header: Anouk Peeters",
                "Dossier van Anouk Peeters, rijksregisternummer 85.07.30-951.80.",
                "lijst.csv [rijksregisternummer] B2: 01.11.23-973.16",
            ],
        );
    }
}

/// By a program of other hands: lists of people and birthdays, of which the bodies tell nothing, included.
#[test]
fn contacts_lists_appointments_tasks_and_notes_are_read() {
    let contact = [
        "[birthday] header: 2001-11-23",
        "[telephone] header: +32 475 11 22 33",
        "[e-mail] header: ysaline@voorbeeldclub.be",
        "[Keywords] header: Bestuur; Zonder gluten",
        ": Allergisch voor noten",
    ];
    check("msg/contact.msg", &contact);
    let members = "[member] header: Joris Lambrechts <joris.lambrechts@voorbeeldclub.be>; Zoë <zoe@voorbeeldclub.be>";
    for path in ["msg/board.msg", "tnef/board.dat"] {
        check(path, &[members]);
    }
    let attached = [
        "lijst van de leden.csv [rijksregisternummer] B2: 85.07.30-951.80",
        "aanwerving.docx [Rijksregisternummer] table 1 C3: 71.01.09-962.72",
    ];
    for path in ["tnef/aspose.dat", "pst/aspose.pst"] {
        check(path, &attached);
    }
    check("tnef/rich.dat", &["Zoë belt 0475 12 34 56"]);
    check("pst/aspose.pst", &contact);
    check(
        "pst/aspose.pst",
        &[
            members,
            "Postvak IN/item-2 [] body: Bel Mathéo op 0475 65 43 21",
            "Zoë belt 0475 12 34 56",
            "Dossiers 2025/item-1/Oorspronkelijk [] : Het nummer is 71.01.09-962.72",
            "Agenda/item-1 [location] header: Zaal Zinnia",
            "Over het verlof van Anouk Peeters",
            "Taken/item-1 [] : Bel els@voorbeeldfirma.be",
            "Notities/item-1 [] : Sleutel ligt bij Tibbe",
        ],
    );
    check(
        "pst/archive.pst",
        &[
            "Archief/2019/Klanten/item-1 [] : Slot: 01.11.23-973.16",
            "item-2/leden.csv [e-mail] A1500: lid1499@voorbeeldclub.be",
        ],
    );
}
