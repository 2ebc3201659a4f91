//! Marks of notes, powers and readings beside a number or a word.

use std::io::Cursor;

use super::{docx, package, seen};

#[track_caller]
fn tells(name: &str, document: &mut dyn crate::extract::Input, expected: &str) {
    let seen = seen(document, name);
    assert_eq!(seen.gaps, []);
    let told: Vec<&str> = seen
        .pieces
        .iter()
        .filter_map(|piece| piece.split_once("] "))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(told.join("|"), expected);
}

#[track_caller]
fn document(inside: &str, expected: &str) {
    let body = format!("<w:document><w:body><w:p>{inside}</w:p></w:body></w:document>");
    tells("a.docx", &mut docx(body.as_bytes()), expected);
}

#[test]
fn a_mark_beside_a_number_is_none_of_its_digits() {
    let up =
        |text: &str| format!(r#"<w:r><w:rPr><w:b/><w:vertAlign w:val="superscript"/></w:rPr><w:t>{text}</w:t></w:r>"#);
    let on = |text: &str| format!(r#"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"#);
    let plain = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    document(
        &(plain("nummer 85.07.30-951.80") + &up("2")),
        "nummer 85.07.30-951.80 2",
    );
    document(&(up("1") + &plain("85.07.30-951.80")), "1 85.07.30-951.80");
    document(&(up("1") + &on("85.07.30-951.80")), "1 85.07.30-951.80");
    // A run that looks otherwise goes on with the number, and letters keep their marks.
    document(&(plain("85.07.") + &on("30-951.80")), "85.07.30-951.80");
    document(
        &(on("12 m") + &up("2") + &plain(" op 1") + &up("er") + &plain(" mei")),
        "12 m2 op 1er mei",
    );
    let baseline = r#"<w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>7.30</w:t></w:r>"#;
    document(&(plain("85.0") + baseline), "85.07.30");
}

#[test]
fn marks_on_slides_stand_apart() {
    let slide = r#"<p:sld><a:p><a:r><a:rPr lang="nl"/><a:t>85.07.30-951.80</a:t></a:r><a:r><a:rPr baseline="30000"/><a:t>2</a:t>
        </a:r></a:p><a:p><a:r><a:t>85.0</a:t></a:r><a:r><a:rPr baseline="0"/><a:t>7.30</a:t></a:r></a:p></p:sld>"#;
    let mut slides = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<a/>"),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
    ]);
    tells("a.pptx", &mut slides, "85.07.30-951.80 2|85.07.30");
}

#[test]
fn fractions_powers_and_readings_stand_apart() {
    document(
        "<m:oMath><m:f><m:num><m:r><m:t>12</m:t></m:r></m:num><m:den><m:r><m:t>34</m:t></m:r></m:den></m:f></m:oMath>",
        "12/34",
    );
    document(
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>12</m:t></m:r></m:sup></m:sSup><m:r><m:t>5</m:t></m:r>",
        "10 12 5",
    );
    document(
        "<w:r><w:t>Dr</w:t><w:ruby><w:rt><w:r><w:t>やまだ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>山田</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "Dr やまだ 山田",
    );
}

#[test]
fn marks_in_cells_stand_apart() {
    let strings = r#"<sst><si><r><t>85.07.30-951.80</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>
        <si><r><t>85.0</t></r><r><rPr><b/></rPr><t>7.30</t></r></si><si><t>1</t></si></sst>"#;
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>
        <c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r><r>
        <t>71.0</t></r><r><rPr><b/></rPr><t>1.09</t></r></is></c><c r="E1"><v>4</v></c></row></sheetData></worksheet>"#;
    let mut book = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.xml",
            b"<workbook><sheets><sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>",
        ),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    tells("a.xlsx", &mut book, "85.07.30-951.80 2|85.07.30|1|3 71.01.09|4");
}

#[test]
fn marks_in_open_documents_stand_apart() {
    #[track_caller]
    fn check(paragraph: &str, expected: &str) {
        let document = format!(
            r#"<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.text">
            <office:automatic-styles><style:style style:name="T1"><style:text-properties style:text-position="super 58%"/>
            </style:style><style:style style:name="T2"><style:text-properties style:text-position="0% 100%"/></style:style>
            </office:automatic-styles><office:body><office:text><text:p>{paragraph}</text:p></office:text></office:body>
            </office:document>"#
        );
        tells("a.fodt", &mut Cursor::new(document.into_bytes()), expected);
    }
    check(
        r#"85.07.30-951.80<text:span text:style-name="T1">2</text:span>"#,
        "85.07.30-951.80 2",
    );
    check(
        r#"<text:span text:style-name="T1">1</text:span>85.07.30-951.80"#,
        "1 85.07.30-951.80",
    );
    check(
        r#"85.0<text:span text:style-name="T2">7.3</text:span>0 m<text:span text:style-name="T1">2</text:span>"#,
        "85.07.30 m2",
    );
    check(
        "<text:ruby><text:ruby-base>山田</text:ruby-base><text:ruby-text>やまだ</text:ruby-text></text:ruby>太郎",
        "山田 やまだ 太郎",
    );
}

#[test]
fn marks_in_rich_text_stand_apart() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        tells(
            "a.rtf",
            &mut Cursor::new(format!(r"{{\rtf1 {text}\par}}").into_bytes()),
            expected,
        );
    }
    check(r"85.07.30-951.80{\super 2}", "85.07.30-951.80 2");
    check(r"\super 1\nosupersub 85.07.30-951.80", "1 85.07.30-951.80");
    check(r"{\sub 1}85.07.30-951.80\super 2\plain  x", "1 85.07.30-951.80 2 x");
    check(r"85.0{\b 7.}{\super0 30} m{\super 2}", "85.07.30 m2");
}
