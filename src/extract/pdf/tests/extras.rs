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
