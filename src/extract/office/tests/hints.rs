//! What shows only where a mouse stands over it, or somebody has yet to write.

use std::io::Cursor;

use super::{Seen, docx, package, seen};
use crate::extract::Reason;

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
    let code = |code: &str, expected: &[&str]| rtf(&format!(r"{{\field{{\*\fldinst {code}}}}}\par"), expected);
    code("MACROBUTTON None Anouk Peeters", shown);
    code("PAGE None Anouk", &[]);
}

#[track_caller]
fn rtf(body: &str, expected: &[&str]) {
    check(&seen(&mut Cursor::new(format!(r"{{\rtf1 {body}}}")), "a.rtf"), expected);
}

#[test]
fn formulas_and_questions_of_fields_are_told() {
    for (code, told) in [
        (r"EQ \x(Anouk)", r"body [field code] EQ \x(Anouk)"),
        (
            r"FILLIN  Wie? \* MERGEFORMAT",
            r"body [field code] FILLIN  Wie? \* MERGEFORMAT",
        ),
    ] {
        document(&format!(r#"<w:fldSimple w:instr=" {code} "/>"#), &[told]);
        let code = code.replace('\\', r"\\");
        rtf(&format!(r"{{\field{{\*\fldinst {code}}}{{\fldrslt }}}}\par"), &[told]);
    }
}

#[test]
fn rtf_tells_what_stands_beside_its_text() {
    rtf(
        r"Er{\xe\bxe\pard {\b0 Peeters}{\txe zie Anouk}}{\tc\tcl1 {Deel 1}} is{\xe {\*\yxe x}}\par",
        &[
            "body [field code] Peeters zie Anouk",
            "body [field code] Deel 1",
            "body [] Er is",
        ],
    );
    rtf(
        r"{\*\do\dobxcolumn\dptxbx{\dptxbxtext\pard Anouk\par}\dpx0}x{\shprslt{\*\do{\dptxbxtext Anouk}}}\par",
        &["text box [] Anouk", "body [] x"],
    );
    rtf(
        r"{\shp{\*\shpinst{\sp{\sn pihlShape}{\sv {\*\hl{\hlfr Bel An}{\hlsrc mailto:an@firma.be}}}}}}\par",
        &["properties [shape] Bel An mailto:an@firma.be"],
    );
    rtf(
        r"{\*\mailmerge{\mmconnectstr DSN=leden}{\mmquery SELECT naam}{\*\mmodso{\mmodsoudl x}}{\mmmailsubject Beste An}}x\par",
        &[
            "properties [mail merge] DSN=leden",
            "properties [mail merge] SELECT naam",
            "properties [mail merge] Beste An",
            "body [] x",
        ],
    );
    rtf(
        r"x{\*\shppict{\pict{\*\picprop{\sp{\sn wzDescription}{\sv Foto van An}}{\sp{\sn wzName}{\sv Foto 1}}}\pngblip 00}}\par",
        &["properties [shape] Foto van An", "body [] x"],
    );
    rtf(
        r"{\*\docvar{klant}{Anouk Peeters}}{\field{\*\fldinst{ FORMTEXT }{\*\formfield{\fftype0{\*\ffname Wie?}{\*\ffdeftext An}}}}}x\par",
        &[
            "properties [document variable] klant Anouk Peeters",
            "properties [form field] Wie?",
            "properties [form field] An",
            "body [] x",
        ],
    );
    rtf(
        r"{\*\protusertbl{Anouk}{Bo}}x\par",
        &["properties [permitted users] Anouk Bo", "body [] x"],
    );
}

#[test]
fn rtf_tells_the_letters_of_a_formula_and_not_how_it_is_drawn() {
    rtf(
        r"x {\mmath{\*\moMath{\mf{\mfPr{\mtype lin}{\mctrlPr\f34 y}}{\mnum{\mr\mscr0\msty2 Anouk}}{\mden{\mr 85}}}}}\par",
        &["body [] x Anouk 85"],
    );
}

#[test]
fn headers_outside_the_folder_of_a_letter_are_read() {
    let letter = |target: &str, kind: &str| {
        let relations = format!(
            r#"<Relationships><Relationship Id="h" Type="http://x/relationships/{kind}" Target="{target}"/></Relationships>"#
        );
        let header: &[u8] = b"<w:hdr><w:p><w:r><w:t>Anouk</w:t></w:r></w:p></w:hdr>";
        let parts: [(&str, &[u8]); 4] = [
            ("[Content_Types].xml", b"<Types/>"),
            ("word/document.xml", b"<w:document/>"),
            ("word/_rels/document.xml.rels", relations.as_bytes()),
            ("hdrs/kop.xml", header),
        ];
        seen(&mut package(&parts), "a.docx")
    };
    check(&letter("/hdrs/kop.xml", "header"), &["header [] Anouk"]);
    check(&letter("../hdrs/kop.xml", "comments"), &["comments [] Anouk"]);
    check(&letter("../hdrs/kop.xml", "styles"), &[]);
    let without = letter("../hdrs/voet.xml", "footer");
    assert_eq!((without.pieces.len(), &without.gaps[..]), (0, &[Reason::Damaged][..]));
}

#[test]
fn keywords_of_several_languages_and_what_stands_on_the_ribbon_are_told() {
    let keywords = "<cp:coreProperties><cp:keywords>Anouk<cp:value>Joris</cp:value></cp:keywords></cp:coreProperties>";
    let ribbon = r#"<customUI><ribbon><tabs><tab id="t1" label="Leden van An"/></tabs></ribbon></customUI>"#;
    let parts: [(&str, &[u8]); 4] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document/>"),
        ("docProps/core.xml", keywords.as_bytes()),
        ("customUI/customUI14.xml", ribbon.as_bytes()),
    ];
    check(
        &seen(&mut package(&parts), "a.docm"),
        &[
            "form [] Leden van An",
            "properties [keywords] Anouk",
            "properties [value] Joris",
        ],
    );
}

#[test]
fn names_of_places_are_told_but_for_those_of_programs() {
    document(
        r#"<w:bookmarkStart w:id="0" w:name="Anouk_Peeters"/><w:bookmarkStart w:id="1" w:name="_Toc123456"/>"#,
        &["names [bookmark] Anouk_Peeters"],
    );
    let document = r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"><office:body>
        <office:text><text:p>x<text:bookmark-start text:name="Anouk"/><text:bookmark text:name="__RefHeading___Toc1"/></text:p>
        </office:text></office:body></office:document>"#;
    check(
        &seen(&mut Cursor::new(document.as_bytes()), "a.fodt"),
        &["body [] x", "names [bookmark] Anouk"],
    );
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
fn masters_tell_what_somebody_wrote_into_their_placeholders() {
    let shape = |kind: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let master = [
        shape("type=\"title\"", "Klik om te bewerken"),
        shape("type=\"ftr\" sz=\"quarter\"", "Dossier An"),
        shape("type=\"dt\"", "30/11/2026"),
        shape("type=\"body\" hasCustomPrompt=\"1\"", "Naam van Bo"),
        shape("type=\"hdr\"", "Notities van Cas"),
        shape("type=\"hdr\"", "&lt;en-tête&gt;"),
        shape("type=\"ftr\"", "Footer"),
        shape("", "Tweede niveau"),
    ]
    .concat();
    let mut slides = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<a/>"),
        (
            "ppt/slideMasters/slideMaster1.xml",
            format!("<p:sldMaster>{master}</p:sldMaster>").as_bytes(),
        ),
    ]);
    check(
        &seen(&mut slides, "a.pptx"),
        &[
            "master [] Dossier An",
            "master [] Naam van Bo",
            "master [] Notities van Cas",
        ],
    );
}

#[test]
fn a_flat_open_document_that_is_cut_still_says_who_wrote_it() {
    let document = r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text"><office:meta>
        <dc:creator>Anouk</dc:creator></office:meta><office:body><office:text><text:p>Dossier van Joris</text:p></office:text>"#;
    for cut in [document, &document[..document.len() - 18]] {
        let found = seen(&mut Cursor::new(cut.as_bytes()), "a.fodt").pieces.concat();
        assert!(
            found.contains("Dossier van Joris") && found.contains("Anouk"),
            "{found}"
        );
    }
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

#[test]
fn what_a_line_says_for_older_programs_is_told_where_it_differs() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let line = |choice: &str, fallback: &str| {
        format!(
            "{}<mc:AlternateContent><mc:Choice Requires=\"zz\">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>\
             </mc:AlternateContent>",
            run("Lid ")
        )
    };
    let joris = run("Jo") + &run("ris");
    document(&line(&run("Anouk"), &joris), &["body [] Lid Anouk Joris"]);
    document(&line("", &joris), &["body [] Lid Joris"]);
    let again = run("Anouk") + &run(" ") + &run("Peeters");
    document(&line(&run("Anouk Peeters"), &again), &["body [] Lid Anouk Peeters"]);
}

#[test]
fn signs_by_their_numbers_are_told_but_for_those_that_fonts_draw() {
    let sign = |font: &str, number: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{number}\"/></w:r>");
    let line = |signs: [String; 2]| format!("{}<w:r><w:t>l</w:t></w:r>", signs.concat());
    document(&line([sign("Arial", "0050"), sign("", "00E9")]), &["body [] Pél"]);
    document(
        &line([sign("Wingdings", "0050"), sign("Arial", "F0E9")]),
        &["body [] l"],
    );
    document(
        &line([sign("Webdings 2", "0050"), sign("Arial", "0007")]),
        &["body [] l"],
    );
}
