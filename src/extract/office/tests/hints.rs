//! What shows only where a mouse stands over it, or somebody has yet to write.

use std::io::Cursor;

use super::{Seen, docx, package, seen};

#[track_caller]
fn check(seen: &Seen, expected: &[&str]) {
    assert_eq!(seen.gaps, []);
    assert_eq!(seen.pieces, expected);
}

#[track_caller]
fn document(inside: &str, expected: &[&str]) {
    let body = format!("<w:document><w:body><w:p>{inside}</w:p></w:body></w:document>");
    check(&seen(&mut docx(body.as_bytes()), "a.docx"), expected);
}

#[test]
fn buttons_of_macros_show_the_text_of_their_code() {
    let shown = &["body [field code] Anouk Peeters"];
    document(r#"<w:fldSimple w:instr=" MACROBUTTON None Anouk Peeters "/>"#, shown);
    document(
        "<w:r><w:instrText>MACROBUTTON None Anouk</w:instrText></w:r><w:r><w:instrText> Peeters</w:instrText></w:r>\
        <w:r><w:fldChar/></w:r>",
        shown,
    );
    document(r#"<w:fldSimple w:instr=" MERGEFIELD Naam Anouk "/>"#, &[]);
    let rtf = |code: &str| {
        seen(
            &mut Cursor::new(format!(r"{{\rtf1 {{\field{{\*\fldinst {code}}}}}\par}}")),
            "a.rtf",
        )
    };
    check(&rtf("MACROBUTTON None Anouk Peeters"), shown);
    check(&rtf("PAGE None Anouk"), &[]);
}

#[test]
fn old_shapes_and_form_fields_of_letters_tell_their_hints() {
    document(
        r#"<w:r><w:pict><v:shape id="a" style="width:9pt" alt="Anouk" title="Peeters" href="mailto:an@firma.be"/></w:pict></w:r>"#,
        &[
            "body [alternative text] Anouk",
            "body [alternative text] Peeters",
            "body [hyperlink] mailto:an@firma.be",
        ],
    );
    document(
        r#"<w:r><w:fldChar><w:ffData><w:helpText w:val="Naam"/><w:statusText w:val="van wie"/><w:textInput><w:default
        w:val="Anouk"/></w:textInput><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>"#,
        &[
            "body [form field] Naam",
            "body [form field] van wie",
            "body [form field] Anouk",
        ],
    );
}

#[test]
fn links_of_slides_tell_what_shows_over_them() {
    let slide = r#"<p:sld><p:cNvPr><a:hlinkHover r:id="" tooltip="over Bo"/></p:cNvPr><a:p><a:r><a:rPr lang="nl"><a:hlinkClick r:id="rId2" tooltip="mail &amp; bel Anouk"/></a:rPr><a:t>hier</a:t>
        </a:r></a:p></p:sld>"#;
    let mut slides = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<a/>"),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
    ]);
    check(
        &seen(&mut slides, "a.pptx"),
        &[
            "slide 1  [hyperlink] over Bo",
            "slide 1  [hyperlink] mail & bel Anouk",
            "slide 1  [] hier",
        ],
    );
}

#[test]
fn fields_of_open_documents_tell_their_hints() {
    let document = r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"><office:body>
        <office:text><text:p><text:placeholder text:placeholder-type="text" text:description="voor Anouk">naam</text:placeholder>
        </text:p><table:help-message table:title="over Joris"/></office:text></office:body></office:document>"#;
    check(
        &seen(&mut Cursor::new(document.as_bytes()), "a.fodt"),
        &["form [] voor Anouk", "body [] naam", "data validation [] over Joris"],
    );
}
