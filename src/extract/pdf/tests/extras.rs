//! What a document says outside of its pages' content.

use super::*;

#[test]
fn attachments_are_read_once_wherever_they_stand() {
    let file = "<</Type/Filespec/F(a.txt)/Desc(list of An)/EF<</F 11 0 R>>>>";
    let more = [
        (
            10,
            format!("<</AF[{file}]/Kids[[<</FS {file}>>] 12 0 R]>>").into_bytes(),
        ),
        (11, stream("/Type/EmbeddedFile", b"text")),
        (12, b"<</F(b.txt)/EF<</F 13 0 R>>>>".to_vec()),
        (13, stream("/Type/EmbeddedFile", b"text")),
    ];
    let out = read_bytes(&page(HELVETICA, b"", &more), Limits::default()).out;
    assert_eq!(out, "== a.txt\n== b.txt\nproperties|a.txt|list of An\n-- All []\n");
}

#[test]
fn fields_tell_what_they_show_and_who_signed() {
    let fields = "[10 0 R 11 0 R 12 0 R 13 0 R]";
    let objects = [
        (
            1,
            format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields{fields}>>>>").into_bytes(),
        ),
        (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
        (3, b"<</Type/Page>>".to_vec()),
        (10, b"<</T(choice)/V(1)/Opt[[(1)(An)][(2)(Bo)]]/TU(who)>>".to_vec()),
        (11, b"<</T(radio)/V/1/Opt[(An)(Bo)]>>".to_vec()),
        (12, b"<</T(signed)/V<</Name(Bo)/Reason(agreed)>>>>".to_vec()),
        (
            13,
            b"<</T(rich)/RV(<p>a <b>b</b></p>)/DV(usual)/MK<</CA(4)>>>>".to_vec(),
        ),
        (14, b"<</S/Figure/Alt(portrait of An)>>".to_vec()),
        (15, b"<</S/Figure/Alt(portrait of An)>>".to_vec()),
    ];
    let out = read_bytes(&document(&objects), Limits::default()).out;
    let expected = [
        "form|choice|1",
        "form|choice|An",
        "form|choice|who",
        "form|radio|1",
        "form|radio|Bo",
        "form|signed|Bo",
        "form|signed|agreed",
        "form|rich|a b",
        "form|rich|usual",
        "alternative text||portrait of An",
        "-- All []",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}
