//! Pages that are pictures.

use super::*;

#[test]
fn small_pictures_do_not_need_ocr() {
    let picture = stream("/Subtype/Image/Width 100/Height 100", b"");
    let record = read_bytes(&page(HELVETICA, b"/X Do", &[(10, picture)]), Limits::default());
    assert_eq!((record.read, record.reasons), (Some(Read::All), vec![]));
}

#[test]
fn a_picture_with_a_caption_needs_ocr_and_one_beside_text_does_not() {
    let picture = stream("/Subtype/Image/Width 1000/Height 1000", b"");
    let reasons = |text: &str| {
        let content = format!("/X Do BT /F 10 Tf ({text}) Tj ET");
        read_bytes(
            &page(HELVETICA, content.as_bytes(), &[(10, picture.clone())]),
            Limits::default(),
        )
        .reasons
    };
    assert_eq!(reasons("Kopie van de identiteitskaart"), [Reason::NeedsOcr]);
    assert_eq!(reasons(&"Verslag van de vergadering van dinsdag. ".repeat(4)), []);
}

#[test]
fn a_page_of_strips_is_a_picture() {
    #[track_caller]
    fn check(n_strips: u32, expected: &[Reason]) {
        let strips = (11..11 + n_strips).map(|number| (number, stream("/Subtype/Image/Width 1240/Height 30", b"")));
        let names: String = (11..11 + n_strips)
            .map(|number| format!("/S{number} {number} 0 R"))
            .collect();
        let dict = format!("/Subtype/Form/Resources<</XObject<<{names}>>>>");
        let content: String = (11..11 + n_strips).map(|number| format!("/S{number} Do ")).collect();
        // Shown again, they are no more than they were.
        let form = stream(&dict, content.repeat(2).as_bytes());
        let more: Vec<_> = std::iter::once((10, form)).chain(strips).collect();
        let record = read_bytes(&page(HELVETICA, b"/X Do", &more), Limits::default());
        assert_eq!(record.reasons, expected);
    }
    check(20, &[Reason::NeedsOcr]);
    check(8, &[]);
}

#[test]
fn a_picture_in_a_pattern_needs_ocr() {
    let picture = stream("/Subtype/Image/Width 1000/Height 1000", b"");
    let pattern = stream("/PatternType 1/Resources<</XObject<</I 11 0 R>>>>", b"/I Do");
    let form = stream(
        "/Subtype/Form/Resources<</Pattern<</P 12 0 R>>>>",
        b"/Pattern cs /P scn 0 0 595 842 re f",
    );
    let more = [(10, form), (11, picture), (12, pattern)];
    let record = read_bytes(&page(HELVETICA, b"/X Do", &more), Limits::default());
    assert_eq!(record.reasons, [Reason::NeedsOcr]);
}

#[test]
fn letters_that_are_drawn_need_ocr_and_a_drawing_beside_text_does_not() {
    let letters = "0 0 m 1 1 2 2 3 3 c f ".repeat(1000);
    let reasons = |content: &str| read_bytes(&page(HELVETICA, content.as_bytes(), &[]), Limits::default()).reasons;
    assert_eq!(reasons(&letters), [Reason::NeedsOcr]);
    assert_eq!(reasons(&format!("{letters} BT /F 10 Tf (Plan) Tj ET")), []);
    assert_eq!(reasons("0 0 m 1 1 2 2 3 3 c f"), []);
}

#[test]
fn a_scan_that_is_a_stamp_needs_ocr() {
    let bytes = document(&[
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
        (
            3,
            b"<</Type/Page/Annots[<</Subtype/Stamp/Contents(Bijlage)/AP<</N 4 0 R>>>>]>>".to_vec(),
        ),
        (4, stream("/Subtype/Form/Resources<</XObject<</I 5 0 R>>>>", b"/I Do")),
        (5, stream("/Subtype/Image/Width 1000/Height 1000", b"")),
    ]);
    let record = read_bytes(&bytes, Limits::default());
    assert_eq!(
        (record.read, record.reasons),
        (Some(Read::Partly), vec![Reason::NeedsOcr])
    );
}

/// Letters side by side, drawn: `n_kinds` of them over and over, each one wider than the one before.
fn drawn(n: usize, n_kinds: usize) -> String {
    let letter = |at: usize| {
        let (x, y) = (50 + at % 60 * 8, 700 - at / 60 * 14);
        let (right, top) = (x + 3 + at % n_kinds % 4, y + 6 + at % n_kinds / 4);
        format!("{x} {y} m {right} {y} l {right} {y} {right} {top} {right} {top} c {x} {top} l h f ")
    };
    (0..n).map(letter).collect()
}

#[test]
fn letters_that_are_drawn_beside_less_text_need_ocr() {
    #[track_caller]
    fn check(drawing: &str, text: &str, expected: &[Reason]) {
        let content = format!("{drawing} BT /F 10 Tf ({text}) Tj ET");
        let record = read_bytes(&page(HELVETICA, content.as_bytes(), &[]), Limits::default());
        assert_eq!(record.reasons, expected);
    }
    check(&drawn(40, 9), "", &[Reason::NeedsOcr]);
    // A label, alone and beside text.
    check(&drawn(20, 9), "", &[Reason::NeedsOcr]);
    check(&drawn(20, 9), "Pagina 1 van 1", &[]);
    check(&drawn(400, 9), "Pagina 1 van 1", &[Reason::NeedsOcr]);
    check(
        &format!("0 1 -1 0 0 0 cm {}", drawn(400, 9)),
        &"Geachte heer, ".repeat(15),
        &[Reason::NeedsOcr],
    );
    // A logo; a diagram beside its description; the marks of a chart, all alike; bars of a code; letters cut out of a clip.
    check(&drawn(12, 9), "", &[]);
    check(&drawn(90, 9), &"Verslag van de vergadering. ".repeat(12), &[]);
    check(&drawn(400, 1), "Omzet", &[]);
    check(&"0 0 1 20 re 4 0 m 6 0 l 6 20 l 4 20 l h f ".repeat(100), "Omzet", &[]);
    check(&drawn(400, 9).replace(" f ", " W n "), "Omzet", &[]);
}

/// A deflated stream with a right or a wrong checksum.
fn flate(dict: &str, text: &[u8], is_right: bool) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, text).unwrap();
    let mut bytes = encoder.finish().unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= u8::from(!is_right);
    stream(dict, &bytes)
}

const FLATE: &str = "/Filter/FlateDecode";

#[test]
fn a_page_with_a_wrong_checksum_is_damaged() {
    // Some writers say of each stream that nothing is predicted in it.
    const PLAIN: &str = "/Filter/FlateDecode/DecodeParms<</Predictor 1>>";
    const LISTED: &str = "/Filter[/FlateDecode]/DecodeParms[<</Columns 1>>]";
    let check_with = |dict: &str, first: bool, second: bool, read: Read| {
        let bytes = document(&[
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents[6 0 R 7 0 R]>>".to_vec()),
            (5, HELVETICA.into()),
            (6, flate(dict, b"BT /F 10 Tf (een) Tj ET ", first)),
            (7, flate(dict, b"BT /F 10 Tf 0 -20 Td (twee) Tj ET", second)),
        ]);
        let record = read_bytes(&bytes, Limits::default());
        assert!(
            record.out.contains("een") && record.out.contains("twee"),
            "{}",
            record.out
        );
        assert_eq!(record.read, Some(read), "{dict} {first} {second}");
    };
    let check = |first: bool, second: bool, read: Read| {
        for dict in [FLATE, PLAIN, LISTED] {
            check_with(dict, first, second, read);
        }
    };
    check(true, true, Read::All);
    check(true, false, Read::Partly);
    check(false, true, Read::Partly);
    check(false, false, Read::Partly);
}

/// Those of sound documents that were edited by hand are wrong, if no other is right.
#[test]
fn a_font_with_a_wrong_checksum_is_damaged_beside_right_ones() {
    let map = b"1 beginbfchar <41> <0042> endbfchar";
    let font = HELVETICA.replace(">>", "/ToUnicode 10 0 R>>");
    let content = b"BT /F 10 Tf (A) Tj ET";
    let letter = |is_right: bool, more: &[(u32, Vec<u8>)]| {
        let map = (10, flate(FLATE, map, is_right));
        let record = read_bytes(&page(&font, content, &[&[map], more].concat()), Limits::default());
        assert!(record.out.contains("page 1||B"), "{}", record.out);
        record.reasons
    };
    assert_eq!(letter(true, &[]), []);
    assert_eq!(letter(false, &[]), []);
}

#[test]
fn a_page_whose_filter_is_spoilt_is_read() {
    let letter = |dict: &str, is_right: bool| {
        let record = read_bytes(
            &document(&[
                (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
                (
                    2,
                    b"<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
                ),
                (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
                (4, flate(dict, b"BT /F 10 Tf (body) Tj ET", is_right)),
                (5, HELVETICA.into()),
            ]),
            Limits::default(),
        );
        (record.out.contains("body"), record.reasons)
    };
    assert_eq!(letter(FLATE, true), (true, vec![]));
    assert_eq!(letter("/Vilter/FlateDecode", true), (true, vec![]));
    assert_eq!(letter("/Vilter/FlateDecode", false), (true, vec![Reason::Damaged]));
    // Its first letters could begin such data.
    check_lines(&page(HELVETICA, b"x BT /F 10 Tf (body) Tj ET", &[]), &["body"]);
}

#[test]
fn zeros_behind_the_last_operator_of_a_part_fill_it_up() {
    let check = |first: &[u8], read: Read| {
        let bytes = document(&[
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents[6 0 R 7 0 R]>>".to_vec()),
            (5, HELVETICA.into()),
            (6, stream("", &[first, &[0; 300]].concat())),
            (7, stream("", b"BT /F 10 Tf 0 -20 Td (twee) Tj ET")),
        ]);
        let record = read_bytes(&bytes, Limits::default());
        assert!(
            record.out.contains("een") && record.out.contains("twee"),
            "{}",
            record.out
        );
        assert_eq!(record.read, Some(read), "{}", record.out);
    };
    check(b"BT /F 10 Tf (een) Tj ET", Read::All);
    check(b"q BT /F 10 Tf (een) Tj ET\nQ\n", Read::All);
    check(b"BT /F 10 Tf (een) Tj (nog", Read::Partly);
    check(b"BT /F 10 Tf (een) Tj 0 -10 Td (", Read::Partly);
}
