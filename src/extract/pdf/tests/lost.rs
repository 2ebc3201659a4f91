//! Objects that the document refers to and that are not there, not whole, or elsewhere.

use super::*;

const FORM: &str = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>";

/// A page with a form, a note and a field, and references to objects that were never there.
fn letter() -> Vec<u8> {
    let objects = vec![
        (
            1,
            b"<</Type/Catalog/Pages 2 0 R/Metadata 40 0 R/AcroForm 12 0 R>>".to_vec(),
        ),
        (
            2,
            b"<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>/XObject<</X 10 0 R>>>>>>".to_vec(),
        ),
        (
            3,
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Annots[11 0 R 41 0 R]/Thumb 42 0 R>>".to_vec(),
        ),
        (4, stream("", b"BT /F 10 Tf (body) Tj ET /X Do")),
        (5, HELVETICA.as_bytes().to_vec()),
        (10, stream(FORM, b"BT /F 10 Tf (drawn) Tj ET")),
        (11, b"<</Type/Annot/Subtype/Text/Contents(note)>>".to_vec()),
        (12, b"<</Fields[13 0 R]>>".to_vec()),
        (13, b"<</FT/Tx/T(naam)/V(value)>>".to_vec()),
        (14, b"<</Unused true>>".to_vec()),
    ];
    document(&objects)
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "offsets stay");
    let at = memchr::memmem::find(bytes, from.as_bytes()).unwrap();
    let mut bytes = bytes.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

#[track_caller]
fn check(bytes: &[u8], reasons: &[Reason], words: &[&str]) {
    let record = read_bytes(bytes, Limits::default());
    assert_eq!(record.reasons, reasons, "{}", record.out);
    let read = if reasons.is_empty() { Read::All } else { Read::Partly };
    assert_eq!(record.read, Some(read), "{}", record.out);
    for word in ["body", "drawn", "note", "value"] {
        assert_eq!(
            record.out.contains(word),
            words.contains(&word),
            "{word}: {}",
            record.out
        );
    }
}

#[test]
fn an_object_that_is_spoilt_is_told() {
    let letter = letter();
    // What was never there is null, and optional.
    check(&letter, &[], &["body", "drawn", "note", "value"]);
    for (from, to, words) in [
        ("10 0 obj\n<<", "10 0 oXj\n<<", &["body", "note", "value"][..]),
        ("10 0 obj\n<<", "\0\0\0\0\0\0\0\0\0\0\0", &["body", "note", "value"]),
        ("11 0 obj", "        ", &["body", "drawn", "value"]),
        ("13 0 obj\n<</FT", "13 0 obj\n)))>>", &["body", "drawn", "note"]),
        // Not a stream any more.
        (
            "(drawn) Tj ET\nendstream",
            "(drawn) Tj ET\nXXXXXXXXX",
            &["body", "note", "value"],
        ),
        (
            ">>\nstream\nBT /F 10 Tf (drawn)",
            ">>\nsXream\nBT /F 10 Tf (drawn)",
            &["body", "note", "value"],
        ),
    ] {
        check(&replaced(&letter, from, to), &[Reason::Damaged], words);
    }
    // Nobody looks for it.
    check(
        &replaced(&letter, "14 0 obj", "        "),
        &[],
        &["body", "drawn", "note", "value"],
    );
}

#[test]
fn a_font_that_is_spoilt_is_told() {
    check(
        &replaced(&letter(), "5 0 obj\n<<", "5 0 obj\n(("),
        &[Reason::Damaged],
        &["body", "drawn", "note", "value"],
    );
}

#[test]
fn an_object_in_another_place_is_found_and_that_is_told() {
    let letter = letter();
    let at = |number: u32| memchr::memmem::find(&letter, format!("\n{number} 0 obj").as_bytes()).unwrap() + 1;
    let entry = |at: usize| format!("{at:010} 00000 n");
    let moved = |number: u32| replaced(&letter, &entry(at(number)), &entry(at(number) + 3));
    for number in [10, 11, 13] {
        check(&moved(number), &[Reason::Damaged], &["body", "drawn", "note", "value"]);
    }
    check(&moved(14), &[], &["body", "drawn", "note", "value"]);
}

#[test]
fn without_the_table_whatever_is_referred_to_should_be_there() {
    let letter = letter();
    let lost = replaced(&letter, "xref\n0 ", "XXXX\n0 ");
    check(&lost, &[Reason::Damaged], &["body", "drawn", "note", "value"]);
    let whole = replaced(
        &replaced(&lost, "11 0 R 41 0 R", "11 0 R 11 0 R"),
        "/Metadata 40 0 R",
        "                ",
    );
    check(&whole, &[], &["body", "drawn", "note", "value"]);
}

#[test]
fn a_stream_whose_length_is_lost_is_read_up_to_its_end() {
    let letter = |length: &str| {
        let content = b"BT /F 10 Tf (body) Tj ET /X Do";
        let body = String::from_utf8(stream("", content)).unwrap();
        let objects = vec![
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
            (4, body.replace("/Length 30", length).into_bytes()),
            (5, HELVETICA.as_bytes().to_vec()),
            (6, b"30".to_vec()),
        ];
        document(&objects)
    };
    check(&letter("/Length 6 0 R"), &[], &["body"]);
    for lost in ["/Length 5 0 R", "/Length 9 0 R"] {
        check(&letter(lost), &[], &["body"]);
    }
    // Nor is there an end.
    let cut = replaced(&letter("/Length 5 0 R"), "endstream", "XXXXXXXXX");
    let record = read_bytes(&cut, Limits::default());
    assert_ne!(record.read, Some(Read::All), "{}", record.out);
}

/// A part of the table may be lost with the entry of what only the trailer leads to.
#[test]
fn properties_that_the_table_has_not_are_found_and_that_is_told() {
    let letter = replaced(&letter(), "<</Unused true>>", "<</Title(tite)>>");
    let whole = String::from_utf8(letter)
        .unwrap()
        .replace("/Root 1 0 R", "/Root 1 0 R/Info 14 0 R");
    let entry = whole[whole.find("xref\n").unwrap()..].lines().nth(2 + 14).unwrap();
    let check = |text: &str, reasons: &[Reason], is_told: bool| {
        let record = read_bytes(text.as_bytes(), Limits::default());
        assert_eq!(record.reasons, reasons, "{}", record.out);
        assert_eq!(record.out.contains("tite"), is_told, "{}", record.out);
    };
    check(&whole, &[], true);
    check(&whole.replace(entry, "0000000000 65535 f "), &[Reason::Damaged], true);
    // It was never there.
    check(&whole.replace("/Info 14 0 R", "/Info 9 0 R"), &[], false);
}

#[test]
fn properties_that_only_the_trailer_led_to_are_found_without_it() {
    let told = |properties: &str| {
        let letter = String::from_utf8(letter())
            .unwrap()
            .replace("<</Unused true>>", properties);
        let lost = letter.replace("xref\n0", "XXXX\n0").replace("trailer", "XXXXXXX");
        read_bytes(lost.as_bytes(), Limits::default()).out
    };
    assert!(told("<</Title(tite)/Producer(x)>>").contains("properties|Title|tite"));
    assert!(!told("<</Title(tite)/Dest[3 0 R]>>").contains("properties"));
}

#[test]
fn the_remains_of_a_trailer_lead_to_the_properties() {
    let told = |remains: &str| {
        let letter = String::from_utf8(letter())
            .unwrap()
            .replace("<</Unused true>>", "<</Title(tite)/Dossier(eigen)>>");
        let lost = letter.replace("xref\n0", "XXXX\n0").replace("trailer\n<<", remains);
        read_bytes(lost.as_bytes(), Limits::default()).out
    };
    let out = told("XXXXXXX\n<</Info 14 0 R/");
    assert!(
        out.contains("properties|Title|tite") && out.contains("properties|Dossier|eigen"),
        "{out}"
    );
    // Not properties, and nothing at all.
    for remains in ["XXXXXXX\n<</Info 6 0 R/", "XXXXXXX\n<</Info 14/", "XXXXXXX\n<</Info"] {
        assert!(!told(remains).contains("properties"), "{remains}");
    }
}

#[test]
fn filters_with_short_names_are_read() {
    use flate2::{Compression, write::ZlibEncoder};
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    std::io::Write::write_all(&mut encoder, b"BT /F 10 Tf (body) Tj ET").unwrap();
    let deflated = encoder.finish().unwrap();
    let letter = |filter: &str, content: &[u8]| {
        let whole = page(HELVETICA, b"", &[]);
        let empty = stream("", b"");
        let at = memchr::memmem::find(&whole, &empty).unwrap();
        // The table leads to other places then, and objects are looked for.
        [&whole[..at], &stream(filter, content), &whole[at + empty.len()..]].concat()
    };
    let hex: String = deflated.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    for (filter, content) in [
        ("/Filter/Fl", &deflated[..]),
        ("/Filter[/Fl]", &deflated),
        ("/Filter[/AHx/Fl]", hex.as_bytes()),
        ("/Filter[/ASCIIHexDecode/FlateDecode]", hex.as_bytes()),
    ] {
        let out = read_bytes(&letter(filter, content), Limits::default()).out;
        assert!(out.contains("body"), "{filter}: {out}");
    }
}

#[test]
fn what_is_no_page_among_the_pages_is_told() {
    let check = |second: &[u8], reasons: &[Reason]| {
        let bytes = document(&[
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
            (4, stream("", b"BT /F 10 Tf (eerste) Tj ET")),
            (5, HELVETICA.as_bytes().to_vec()),
            (6, second.to_vec()),
        ]);
        let record = read_bytes(&bytes, Limits::default());
        assert!(record.out.contains("eerste"), "{}", record.out);
        assert_eq!(record.reasons, reasons, "{}", record.out);
    };
    check(b"<</Type/Page>>", &[]);
    check(b"<</MediaBox[0 0 9 9]>>", &[]);
    check(b"<</Parent 2 0 R/Contents 4 0 R>>", &[]);
    check(
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        &[Reason::Damaged],
    );
    check(b"<</S/URI/URI(https://school.example)>>", &[Reason::Damaged]);
}

#[test]
fn a_stream_of_objects_that_is_not_whole_is_told() {
    let check = |spoil: bool, read: Read| {
        let note = b"<</Type/Annot/Subtype/Text/Contents(notitie)>>";
        let list = [&b"11 0 "[..], note].concat();
        let mut packed = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::ZlibEncoder::new(&list[..], flate2::Compression::default()),
            &mut packed,
        )
        .unwrap();
        let last = packed.len() - 1;
        packed[last] ^= u8::from(spoil);
        let bytes = document(&[
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
            (4, stream("", b"BT /F 10 Tf (eerste) Tj ET")),
            (5, HELVETICA.as_bytes().to_vec()),
            (7, stream("/Type/ObjStm/N 1/First 5/Filter/FlateDecode", &packed)),
        ]);
        let record = read_bytes(&bytes, Limits::default());
        assert_eq!(record.read, Some(read), "{}", record.out);
    };
    check(false, Read::All);
    check(true, Read::Partly);
}
