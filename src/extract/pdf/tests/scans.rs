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
