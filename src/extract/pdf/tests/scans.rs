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
