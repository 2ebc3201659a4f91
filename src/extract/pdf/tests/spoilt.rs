//! Filters behind references, and what nothing leads to since a key or a number is spoilt.

use flate2::{Compression, write::ZlibEncoder};
use lopdf::Object;

use super::super::load;
use super::*;

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    std::io::Write::write_all(&mut encoder, content).unwrap();
    encoder.finish().unwrap()
}

#[track_caller]
fn check(bytes: &[u8], reasons: &[Reason], words: &[&str], others: &[&str]) {
    let record = read_bytes(bytes, Limits::default());
    assert_eq!(record.reasons, reasons, "{}", record.out);
    let read = if reasons.is_empty() { Read::All } else { Read::Partly };
    assert_eq!(record.read, Some(read), "{}", record.out);
    for word in words {
        assert!(record.out.contains(word), "{word}: {}", record.out);
    }
    for word in others {
        assert!(!record.out.contains(word), "{word}: {}", record.out);
    }
}

#[test]
fn filters_behind_references_are_followed() {
    let content = deflated(b"BT /F 10 Tf (body) Tj ET");
    let hex: String = content.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + ">";
    let letter = |filter: &str, content: &[u8], value: &str| {
        let objects = [
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Count 1/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
            (4, stream(filter, content)),
            (5, HELVETICA.as_bytes().to_vec()),
            (6, value.as_bytes().to_vec()),
            (7, b"/FlateDecode".to_vec()),
        ];
        document(&objects)
    };
    for (filter, content, value) in [
        ("/Filter 6 0 R", &content[..], "/FlateDecode"),
        ("/Filter 6 0 R", &content, "[/FlateDecode]"),
        ("/Filter 6 0 R", &content, "[7 0 R]"),
        ("/Filter[6 0 R]", &content, "/FlateDecode"),
        ("/Filter[/AHx 6 0 R]", hex.as_bytes(), "/FlateDecode"),
        ("/Filter[6 0 R 7 0 R]", hex.as_bytes(), "/ASCIIHexDecode"),
        (
            "/Filter[/Crypt 7 0 R]/DecodeParms[6 0 R null]",
            &content,
            "<</Name/Identity>>",
        ),
        ("/Filter[/Crypt/FlateDecode]", &content, "null"),
        ("/Filter/FlateDecode/DecodeParms 6 0 R", &content, "<</Predictor 1>>"),
        // What is null is not there.
        ("/Unused 1", b"BT /F 10 Tf (body) Tj ET", "null"),
        ("/Filter 6 0 R", b"BT /F 10 Tf (body) Tj ET", "null"),
    ] {
        check(&letter(filter, content, value), &[], &["page 1||body"], &[]);
    }
    // What is no filter is not written out for every stream that leads to it.
    let long = format!("/FlateDecode{}", "e".repeat(100));
    let entries: String = (0..17).map(|number| format!("/E{number} 1")).collect();
    for (filter, value) in [
        ("/Filter 6 0 R", "(FlateDecode)"),
        ("/Filter 6 0 R", "[[/FlateDecode]]"),
        ("/Filter 6 0 R", "<</FlateDecode 1>>"),
        ("/Filter 6 0 R", &long),
        ("/Filter[6 0 R]", "(FlateDecode)"),
        ("/Filter/FlateDecode/DecodeParms 6 0 R", "<</Predictor[1]>>"),
        ("/Filter/FlateDecode/DecodeParms 6 0 R", &format!("<<{entries}>>")),
        ("/Filter/FlateDecode/DecodeParms<</Predictor 6 0 R>>", "(1)"),
    ] {
        let document = load(&letter(filter, &content, value)).unwrap();
        let placed = document.get_object((4, 0)).and_then(Object::as_stream).unwrap();
        let reference = Object::Reference((6, 0));
        let mut values: Vec<&Object> = placed.dict.iter().map(|(_, value)| value).collect();
        while !values.contains(&&reference) {
            let inner = values.pop().expect(value);
            values.extend(inner.as_array().into_iter().flatten());
            values.extend(inner.as_dict().into_iter().flatten().map(|(_, value)| value));
        }
    }
    let packed = letter("/Filter 6 0 R", &content, "/Unknown");
    let record = read_bytes(&packed, Limits::default());
    assert!(record.reasons.contains(&Reason::Damaged), "{}", record.out);
}

#[test]
fn letters_of_ascii85_without_their_filter_are_known_by_their_end() {
    // "BT /F 10 Tf (body) Tj ET"
    let letters = br"6<#'\7NaE>+B2qq-t7+*Gpsk8C*5rE~>";
    for dict in ["", "/Filter/ASCII85Decode"] {
        let letter = page(HELVETICA, b"", &[]);
        let empty = stream("", b"");
        let at = memchr::memmem::find(&letter, &empty).unwrap();
        let whole = [&letter[..at], &stream(dict, letters), &letter[at + empty.len()..]].concat();
        let plain = read_bytes(&whole, Limits::default()).out;
        assert!(plain.contains("body"), "{dict}: {plain}");
    }
}

/// Two pages, two headings.
fn pair() -> Vec<u8> {
    let shown = |word: &str| stream("", format!("BT /F 10 Tf ({word}) Tj ET").as_bytes());
    let objects = [
        (1, b"<</Type/Catalog/Pages 2 0 R/Outlines 10 0 R>>".to_vec()),
        (
            2,
            b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
        ),
        (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
        (4, shown("first")),
        (5, HELVETICA.as_bytes().to_vec()),
        (6, b"<</Type/Page/Parent 2 0 R/Contents 7 0 R>>".to_vec()),
        (7, shown("second")),
        (10, b"<</Type/Outlines/First 11 0 R/Last 13 0 R>>".to_vec()),
        (11, b"<</Title(head)/Parent 10 0 R/Next 12 0 R>>".to_vec()),
        (12, b"<</Title(middle)/Parent 10 0 R/Prev 11 0 R/Next 13 0 R>>".to_vec()),
        (13, b"<</Title(tail)/Parent 10 0 R/Prev 12 0 R>>".to_vec()),
    ];
    document(&objects)
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "offsets stay");
    let at = memchr::memmem::find(bytes, from.as_bytes()).unwrap();
    [&bytes[..at], to.as_bytes(), &bytes[at + to.len()..]].concat()
}

const ALL: &[&str] = &["page 1||first", "second", "head", "middle", "tail"];

#[test]
fn pages_that_the_tree_does_not_lead_to_are_read_and_that_is_told() {
    let pair = pair();
    check(&pair, &[], ALL, &["earlier version"]);
    for (from, to) in [
        ("/Kids[3 0 R 6 0 R]", "/Kidz[3 0 R 6 0 R]"),
        ("/Kids[3 0 R 6 0 R]", "/Kids[3 0 R 5 0 R]"),
        ("/Kids[3 0 R 6 0 R]", "/Kids[3 0 R      ]"),
        ("/Kids[3 0 R 6 0 R]", "/Kids[3 0 R 9 0 R]"),
        ("/Kids[3 0 R 6 0 R]", "/Kids[3 0 R 3 0 R]"),
    ] {
        check(
            &replaced(&pair, from, to),
            &[Reason::Damaged],
            ALL,
            &["earlier version"],
        );
    }
    // A program took the page away, or shows both twice.
    let taken = replaced(&pair, "/Count 2/Kids[3 0 R 6 0 R]", "/Count 1/Kids[3 0 R      ]");
    check(&taken, &[], ALL, &["page 2"]);
    let twice = replaced(&pair, "/Count 2/Kids[3 0 R 6 0 R]", "/Kids[3 0 R 6 0 R 3 0 R]  ");
    check(&twice, &[], ALL, &["page 3"]);
}

#[test]
fn content_that_its_page_does_not_lead_to_is_read_and_that_is_told() {
    let pair = pair();
    for (from, to) in [
        ("/Contents 7 0 R", "/Contantz 7 0 R"),
        ("/Contents 7 0 R", "/Contents 4 0 R"),
    ] {
        check(
            &replaced(&pair, from, to),
            &[Reason::Damaged],
            &["page 1||first", "page 2||second"],
            &[],
        );
    }
    // Left behind by a program that wrote the page anew.
    let left = replaced(&pair, "/Contents 7 0 R", "/Contents[]    ");
    check(&left, &[], &["earlier version||second"], &["page 2||second"]);
    // It shows what a page does show: pages were put together.
    let known = replaced(&left, "(second)", "(first )");
    check(&known, &[], &["page 1||first"], &["earlier version"]);
    let page = replaced(&pair, "/Count 2/Kids[3 0 R 6 0 R]", "/Count 1/Kids[3 0 R      ]");
    let known = replaced(&page, "(second)", "(first )");
    check(&known, &[], &["page 1||first"], &["earlier version"]);
    // A later save replaced it.
    let later = [
        &replaced(&pair, "/Contents 7 0 R", "/Contents 4 0 R")[..],
        b"8 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<</Size 14/Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
    ];
    let out = read_bytes(&later.concat(), Limits::default()).out;
    assert!(!out.contains("page 2||second"), "{out}");
}

#[test]
fn headings_that_a_broken_chain_does_not_lead_to_are_read_and_that_is_told() {
    let pair = pair();
    for (from, to) in [
        ("/Next 12 0 R", "/Nezt 12 0 R"),
        ("/First 11 0 R", "/Firsd 11 0 R"),
        ("/Next 13 0 R", "/Next 11 0 R"),
    ] {
        check(&replaced(&pair, from, to), &[Reason::Damaged], ALL, &[]);
    }
    check(&replaced(&pair, "/Prev 12 0 R", "/Prev 11 0 R"), &[], ALL, &[]);
    // A program took out the outline, or an item that the next one still leads back to.
    check(&replaced(&pair, "/Outlines 10 0 R", "/Outlined 10 0 R"), &[], ALL, &[]);
    check(&replaced(&pair, "/Next 12 0 R", "/Next 13 0 R"), &[], ALL, &[]);
}

#[test]
fn content_that_is_spoilt_or_elsewhere_is_told() {
    let shown = "BT /F 10 Tf (first) Tj 0 -20 Td (line) Tj ET";
    let told = |content: &[u8]| read_bytes(&page(HELVETICA, content, &[]), Limits::default());
    assert_eq!(told(shown.as_bytes()).reasons, []);
    let torn = [&shown.as_bytes()[..15], &[0; 512], &shown.as_bytes()[20..]].concat();
    let record = told(&torn);
    assert_eq!(record.reasons, [Reason::Damaged], "{}", record.out);
    assert!(
        record.out.contains("fi") && record.out.contains("line"),
        "{}",
        record.out
    );
    let record = told(b"\x03\x9a\xffkw%\n\x91 \xc3z(zz) 12");
    assert!(record.out.contains("a page has damaged content"), "{}", record.out);
    assert_eq!(told(b" % nothing\n\n").reasons, []);
    // A font that begins with something else.
    let letter = page(HELVETICA, shown.as_bytes(), &[]);
    let spoilt = replaced(&letter, "5 0 obj\n<<", "5 0 obj\n4<");
    check(&spoilt, &[Reason::Damaged], &["first"], &[]);
    let elsewhere = replaced(&letter, "<</Length 44>>", "<</F(a)     >>");
    assert!(
        read_bytes(&elsewhere, Limits::default())
            .out
            .contains("content in another file")
    );
}

/// What stands behind a picture whose bytes look like its end, and like a string.
#[test]
fn inline_pictures_end_where_their_pixels_do() {
    let content = b"BT /F 10 Tf (before) Tj ET BI /W 4 /H 3 /BPC 8 /CS /G ID a EI Q (b\xff\x01\n\x02\nEI Q
        BT /F 10 Tf 0 -20 Td (after) Tj ET";
    let record = read_bytes(&page(HELVETICA, content, &[]), Limits::default());
    assert_eq!(record.reasons, [], "{}", record.out);
    assert!(record.out.contains("page 1||after"), "{}", record.out);
}

#[test]
fn text_that_a_drawn_glyph_shows_stands_for_its_code() {
    let font = "<</Type/Font/Subtype/Type3/FontMatrix[.1 0 0 .1 0 0]/FontBBox[0 0 10 10]/FirstChar 97/Widths[10 10 10]
        /CharProcs<</g1 20 0 R/g2 21 0 R/g3 22 0 R>>/Encoding<</Differences[97/g1/g2/g3]>>
        /Resources<</Font<</G 23 0 R/F 5 0 R>>>>>>";
    let more = [
        (20, stream("", b"10 0 d0 BT /G 10 Tf (inglyph) Tj ET")),
        // In itself.
        (21, stream("", b"10 0 d0 BT /F 10 Tf (b) Tj ET")),
        (22, stream("", b"10 0 0 0 10 10 d1 0 0 8 8 re f")),
        (23, HELVETICA.as_bytes().to_vec()),
    ];
    let record = read_bytes(&page(font, b"BT /F 10 Tf (a) Tj ET", &more), Limits::default());
    assert_eq!(record.reasons, [], "{}", record.out);
    assert!(record.out.contains("page 1||inglyph"), "{}", record.out);
    for own in ["", "/Font<</F 5 0 R>>"] {
        let without = font.replace("/Font<</G 23 0 R/F 5 0 R>>", own);
        let out = read_bytes(&page(&without, b"BT /F 10 Tf (a) Tj ET", &more), Limits::default()).out;
        assert!(out.contains("page 1||a"), "{out}");
    }
}

#[test]
fn a_glyph_stands_for_a_few_letters_and_longer_texts_are_told_once() {
    let font = "<</Type/Font/Subtype/Type3/FontMatrix[.1 0 0 .1 0 0]/FontBBox[0 0 10 10]/FirstChar 97/Widths[10 10 10]
        /CharProcs<</g1 20 0 R/g2 20 0 R/g3 21 0 R>>/Encoding<</Differences[97/g1/g2/g3]>>
        /Resources<</Font<</F 5 0 R/G 23 0 R>>>>>>";
    let read = |text: &str, pad: usize| {
        let glyph = format!("10 0 d0 BT /G 10 Tf ({text}) Tj ET{}", " ".repeat(pad));
        let more = [
            (20, stream("", glyph.as_bytes())),
            (21, stream("", b"10 0 d0 BT /G 10 Tf (last) Tj ET")),
            (23, HELVETICA.as_bytes().to_vec()),
        ];
        read_bytes(&page(font, b"BT /F 10 Tf (abcab) Tj ET", &more), Limits::default()).out
    };
    let short = "s".repeat(32);
    let out = read(&short, 0);
    assert_eq!(
        (out.matches(&short).count(), out.matches("last").count()),
        (4, 1),
        "{out}"
    );
    let long = "s".repeat(33);
    let out = read(&long, 0);
    assert_eq!(
        (out.matches(&long).count(), out.matches("last").count()),
        (1, 1),
        "{out}"
    );
    assert!(out.contains(&format!("alternative text||{long}")), "{out}");
    // A drawing, not a letter.
    let out = read(&short, 5000);
    assert_eq!(
        (out.matches(&short).count(), out.matches("last").count()),
        (0, 1),
        "{out}"
    );
}

#[test]
fn contents_whose_pages_are_all_lost_are_read_where_they_show_letters() {
    let shown = |text: &str| stream("", format!("BT /F 10 Tf {text} Tj ET").as_bytes());
    let objects = [
        (1, b"<</Type/Catalog/Pages 9 0 R>>".to_vec()),
        (4, shown("(first)")),
        (7, shown("<0102030405>")),
        (9, b"<</Spoilt 1>>".to_vec()),
    ];
    let spoilt = replaced(&document(&objects), "9 0 obj\n<<", "9 0 xxx\n<<");
    let record = read_bytes(&spoilt, Limits::default());
    assert!(record.reasons.contains(&Reason::Damaged), "{}", record.out);
    assert_eq!(record.read, Some(Read::Partly), "{}", record.out);
    assert!(record.out.contains("page 1||first"), "{}", record.out);
    assert!(!record.out.contains("page 2||"), "{}", record.out);
}

#[test]
fn what_buttons_articles_and_columns_of_a_portfolio_say_is_read() {
    let read = |form: &str| {
        let catalog = format!(
            "<</Type/Catalog/Pages 2 0 R/Threads[<</I<</Title(thread)>>>>]/URI<</Base(http://base.example)>>{form}>>"
        );
        let look = b"<</Subtype/Widget/FT/Btn/T(name)/MK<</CA(caption)/RC(over)/AC(x)>>>>".to_vec();
        let objects = [
            (1, catalog.into_bytes()),
            (2, b"<</Type/Pages/Count 1/Kids[3 0 R]>>".to_vec()),
            (3, b"<</Type/Page/Parent 2 0 R/Annots[8 0 R]>>".to_vec()),
            (8, look),
            (
                9,
                b"<</Type/Filespec/UF(a.txt)/CI<</A(own)/B<</D(more)>>/C 7>>/EF<</F 10 0 R>>>>".to_vec(),
            ),
            (10, stream("/Type/EmbeddedFile", b"inside")),
        ];
        read_bytes(&document(&objects), Limits::default()).out
    };
    let out = read("");
    for told in [
        "properties||thread",
        "links||http://base.example",
        "page 1||caption",
        "page 1||over",
        "properties|a.txt|own",
        "properties|a.txt|more",
    ] {
        assert_eq!(out.matches(told).count(), 1, "{told}: {out}");
    }
    // With the form, once.
    let out = read("/AcroForm<</Fields[8 0 R]>>");
    assert_eq!(out.matches("|caption").count(), 1, "{out}");
    assert!(out.contains("form|name|over") && !out.contains("|x\n"), "{out}");
}

#[test]
fn documents_put_one_behind_the_other_are_all_read() {
    let other = page(HELVETICA, b"BT /F 10 Tf (other) Tj ET", &[]);
    for first in [pair(), replaced(&other, "other", "first")] {
        let out = read_bytes(&[&first[..], &other].concat(), Limits::default()).out;
        assert!(out.contains("page 1||first"), "{out}");
        assert!(out.contains("== joined\npage 1||other"), "{out}");
    }
}

#[test]
fn places_are_right_behind_a_header_that_is_spoilt() {
    let first = page(HELVETICA, b"BT /F 10 Tf (before) Tj ET", &[]);
    let mut saved = first;
    extras::append(&mut saved, 6, [(4, stream("", b"BT /F 10 Tf (behind) Tj ET"))]);
    for header in ["%PDF-1.5\n", "\0\0\0\0\0\0\0\0\n", "%QDF-1.5\n"] {
        let spoilt = replaced(&saved, "%PDF-1.5\n", header);
        let out = read_bytes(&spoilt, Limits::default()).out;
        assert!(out.contains("page 1||behind"), "{header:?}: {out}");
        assert!(out.contains("earlier version||before"), "{header:?}: {out}");
    }
    // Gone: there is no room for it.
    let out = read_bytes(&saved[9..], Limits::default()).out;
    assert!(out.contains("page 1||behind"), "{out}");
}
