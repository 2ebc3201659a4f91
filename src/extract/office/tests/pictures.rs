//! Pictures in documents: when they, and not the text beside them, are the document.

use super::{Seen, package, seen};
use crate::extract::{Error, Limits, Reason, Recognise, Shared, read};

fn png(side: u32) -> Vec<u8> {
    let size = [side.to_be_bytes(), side.to_be_bytes()].concat();
    [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &size].concat()
}

fn letter(text: &str, pictures: &[(&str, &[u8])]) -> Seen {
    let body = format!("<d><p><t>{text}</t></p></d>");
    let parts = [
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("word/document.xml", body.as_bytes()),
    ];
    seen(&mut package(&[&parts[..], pictures].concat()), "a.docx")
}

fn gaps(text: &str, pictures: &[(&str, &[u8])]) -> Vec<Reason> {
    letter(text, pictures).gaps
}

#[test]
fn which_pictures_there_are_is_known_whatever_the_text() {
    let (one, other) = (png(600), png(601));
    let (first, second) = ("word/media/image1.png", "word/media/image2.png");
    for text in ["Kort", &"Verslag van de vergadering van dinsdag. ".repeat(200)] {
        let of = |pictures: &[(&str, &[u8])]| letter(text, pictures).pictures;
        assert_eq!(of(&[]), 0);
        assert_eq!(of(&[("docProps/thumbnail.png", &one)]), 0);
        assert_ne!(of(&[(first, &one)]), 0);
        assert_ne!(of(&[(first, &one)]), of(&[(first, &other)]));
        assert_ne!(of(&[(first, &one)]), of(&[(first, &one), (second, &one)]));
        // Another program names them in another order.
        assert_eq!(
            of(&[(first, &one), (second, &other)]),
            of(&[(first, &other), (second, &one)])
        );
    }
}

#[test]
fn a_picture_with_a_caption_needs_ocr_and_one_in_a_text_does_not() {
    let scan = png(600);
    let picture = ("word/media/image1.png", &scan[..]);
    let report = "Verslag van de vergadering van dinsdag. ".repeat(4);
    assert_eq!(gaps("Kopie van de identiteitskaart", &[picture]), [Reason::NeedsOcr]);
    assert_eq!(gaps(&report, &[picture]), []);
    assert_eq!(
        gaps(&report, &[picture, ("word/media/image2.PNG", &scan)]),
        [Reason::NeedsOcr]
    );
}

#[test]
fn logos_thumbnails_and_drawings_need_none() {
    let (logo, scan) = (png(100), png(600));
    assert_eq!(gaps("Kort", &[("word/media/image1.png", &logo)]), []);
    assert_eq!(gaps("Kort", &[("docProps/thumbnail.png", &scan)]), []);
    let mut arrow = vec![0; 108];
    (arrow[0], arrow[4], arrow[88], arrow[92]) = (1, 88, 14, 20);
    arrow[40..44].copy_from_slice(b" EMF");
    assert_eq!(gaps("Kort", &[("word/media/image1.emf", &arrow)]), []);
}

/// Reads "gelezen" in every picture.
struct Reads;

impl Recognise for Reads {
    fn text(&mut self, _: &[u8], _: &mut dyn FnMut()) -> Result<String, Error> {
        Ok("gelezen".to_owned())
    }
}

#[test]
fn drawings_that_ocr_cannot_read_are_still_told() {
    let scan = png(600);
    // A header, then more strokes than an arrow has.
    let mut header = vec![0; 88];
    (header[0], header[4]) = (1, 88);
    header[40..44].copy_from_slice(b" EMF");
    let stroke = [54_u32, 16, 1, 1].map(u32::to_le_bytes).concat();
    let end = [14_u32, 20, 0, 16, 20].map(u32::to_le_bytes).concat();
    let outlines = [header, stroke.repeat(300), end].concat();
    for (picture, gaps) in [
        (("word/media/image1.png", &scan[..]), vec![]),
        (("word/media/image1.emf", &outlines[..]), vec![Reason::NeedsOcr]),
    ] {
        let parts = [
            ("[Content_Types].xml", &b"<Types/>"[..]),
            ("word/document.xml", b"<d><p><t>Kort</t></p></d>"),
            picture,
        ];
        let mut shared = Shared::new(Limits::default(), [7; 32]);
        shared.recogniser = Some(Box::new(Reads));
        let mut seen = Seen::default();
        read(&mut package(&parts), "a.docx", &mut seen, &mut shared);
        assert_eq!(seen.gaps, gaps, "{}", picture.0);
    }
}

#[test]
fn texts_of_a_picture_that_is_xml_are_read() {
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><style>text{}</style><title>Leden</title><text x='1' y='9'>Anouk
        <tspan font-weight='bold'>Peeters</tspan><tspan x='1' y='20'>85.07.30-951.80</tspan></text><path d='M 1 2'/>
        <text x='1' y='40'>71.0</text>\n<text x='25' y='40'>1.09<tspan x='60'>Gent</tspan><tspan x='160'>Luik</tspan></text></svg>";
    let expected = [
        "picture [] Leden",
        "picture [] Anouk Peeters",
        "picture [] 85.07.30-951.80",
        "picture [] 71.01.09 Gent",
        "picture [] Luik",
    ];
    let mut letter = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<d/>"),
        ("word/media/image1.svg", svg),
    ]);
    let seen_in = seen(&mut letter, "a.docx");
    assert_eq!(
        (&seen_in.pieces[..], &seen_in.gaps[..]),
        (&expected.map(String::from)[..], &[][..])
    );
    let mut text = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<a/>"),
        ("Pictures/1.svg", svg),
    ]);
    assert_eq!(seen(&mut text, "a.odt").pieces, expected);
}
