//! Cells of a sheet: a cell that is only a value is passed over in one step, and says what any other says.

use super::{seen, workbook};

#[track_caller]
fn check(cell: &str, strings: &str, expected: &[&str]) {
    let strings = format!("<sst><si><t>nul</t></si>{strings}</sst>");
    let sheet = format!("<worksheet><row>{cell}<c><v>9</v></c></row></worksheet>");
    let seen = seen(&mut workbook(&strings, &sheet), "a.xlsx");
    assert_eq!(seen.pieces, expected, "{cell} {strings}");
    assert!(seen.gaps.is_empty(), "{cell} {strings}");
}

#[test]
fn a_cell_says_the_same_however_it_is_written() {
    let told = ["sheet1!R1C1 [] een & twee", "sheet1!R1C2 [] 9"];
    for cell in [
        "<c t=\"str\"><v>een &amp; twee</v></c>",
        "<c t=\"str\"><v>een <![CDATA[&]]> twee</v></c>",
        "<c t=\"str\"><v>een &amp; twee</v><extLst/></c>",
        "<c t=\"str\"><f>A2</f><v>een &amp; twee</v></c>",
        "<c t=\"inlineStr\"><is><t>een &amp; twee</t></is></c>",
        "<c t=\"inlineStr\"><is><r><t>een </t></r><r><t>&amp; twee</t></r></is></c>",
        "<x:c t=\"str\"><x:v>een &amp; twee</x:v></x:c>",
    ] {
        check(cell, "", &told);
    }
    for string in [
        "<si><t>een &amp; twee</t></si>",
        "<si><t>een _x0026_ twee</t></si>",
        "<si><r><t>een </t></r><r><t>&amp; twee</t></r></si>",
    ] {
        check("<c t=\"s\"><v>1</v></c>", string, &told);
    }
    check("<c><v>12</v></c>", "", &["sheet1!R1C1 [] 12", "sheet1!R1C2 [] 9"]);
    check("<c r=\"C1\"/>", "", &["sheet1!R1C4 [] 9"]);
}

/// Texts of formulas stand behind the sheet: a row is not cut.
#[test]
fn texts_of_formulas_are_told_where_no_cell_shows_them() {
    let formula = |formula: &str, rest: &str| format!("<c><f>{formula}</f><v>{rest}</v></c>");
    check(
        &formula("IF(A1=\"x\",1,\"85.07.30-951.80\")", "1"),
        "",
        &[
            "sheet1!R1C1 [] 1",
            "sheet1!R1C2 [] 9",
            "sheet1!R1C1 [formula] 85.07.30-951.80",
        ],
    );
    check(
        "<c t=\"str\"><f t=\"array\" ref=\"A1\">{\"Anouk\",&quot;Bel M&amp;M&quot;}</f><v>Anouk</v></c>",
        "",
        &[
            "sheet1!R1C1 [] Anouk",
            "sheet1!R1C2 [] 9",
            "sheet1!R1C1 [formula] Bel M&M",
        ],
    );
    check(
        "<c t=\"str\"><f t=\"shared\" si=\"0\">\"Anouk \"&amp;A2</f><v></v></c>",
        "",
        &["sheet1!R1C2 [] 9", "sheet1!R1C1 [formula] Anouk"],
    );
    // What a formula finds by address is told with its cell, as before.
    check(
        &formula("HYPERLINK(\"mailto:an@firma.be\",\"hier staat An\")", "1"),
        "",
        &[
            "sheet1!R1C1 [] 1 HYPERLINK(\"mailto:an@firma.be\",\"hier staat An\")",
            "sheet1!R1C2 [] 9",
        ],
    );
    for plain in ["SUM(A2:A9)", "IF(A2=\"ja\",1,2)", "TEXT(A2,\"00.00.00\")"] {
        check(&formula(plain, "1"), "", &["sheet1!R1C1 [] 1", "sheet1!R1C2 [] 9"]);
    }
}

#[test]
fn choices_and_conditions_of_extensions_are_told() {
    let told = |rules: &str| {
        let sheet = format!("<worksheet>{rules}</worksheet>");
        seen(&mut workbook("<sst/>", &sheet), "a.xlsx").pieces
    };
    let choices = |list: &str| format!("<dataValidations><dataValidation>{list}</dataValidation></dataValidations>");
    let old = |list: &str| told(&choices(&format!("<formula1>{list}</formula1>")));
    let new = |list: &str| told(&choices(&format!("<x14:formula1><xm:f>{list}</xm:f></x14:formula1>")));
    for of in [&old as &dyn Fn(&str) -> Vec<String>, &new] {
        assert_eq!(of("\"Anouk,Bel\""), ["data validation [] Anouk\nBel"]);
        assert_eq!(
            of("{\"Anouk, Bel\",\"Joris\"}"),
            ["data validation [] Anouk, Bel\nJoris"]
        );
        assert!(of("Blad2!$A$1:$A$9").is_empty());
    }
    let rule = |formula: &str| told(&format!("<x14:cfRule><xm:f>{formula}</xm:f></x14:cfRule>"));
    assert_eq!(rule("A1=\"Anouk\""), ["conditional format [] A1=\"Anouk\""]);
    assert!(rule("A1>3").is_empty());
}

/// XML Spreadsheet 2003 tells what an xlsx does.
#[test]
fn an_xml_spreadsheet_tells_what_stands_beside_its_cells() {
    let sheet = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"x\">\
        <Names><NamedRange ss:Name=\"lid\" ss:RefersTo=\"=&quot;Anouk&quot;\"/></Names> kies An <Worksheet ss:Name=\"Blad\"><Table>\
        <Row><Cell ss:HRef=\"http://a.be\" x:HRefScreenTip=\"bel An\"><Data ss:Type=\"String\">hier</Data></Cell>\
        <Cell ss:Formula=\"=&quot;Joris&quot;\"/><Cell ss:Formula=\"=IF(1=2,&quot;Peeters&quot;,&quot;Maes&quot;)\">\
        <Data ss:Type=\"String\">Maes</Data></Cell><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row></Table>\
        <DataValidation><Range>R1C1</Range><Type>List</Type><Value>&quot;Cas,Dirk&quot;</Value><InputMessage>kies er een\
        </InputMessage></DataValidation><DataValidation><Value>R1C1</Value></DataValidation><ConditionalFormatting><Condition>\
        <Value1>&quot;Els&quot;</Value1></Condition></ConditionalFormatting><AutoFilter><AutoFilterColumn>\
        <AutoFilterCondition x:Value=\"Fons\"/></AutoFilterColumn></AutoFilter></Worksheet></Workbook>";
    let seen = seen(&mut std::io::Cursor::new(sheet.as_bytes()), "a.xml");
    let expected = [
        "names [defined name] lid =\"Anouk\"",
        "body [] kies An",
        "Blad!R1C1 [hyperlink] http://a.be",
        "Blad!R1C1 [hyperlink] bel An",
        "Blad!R1C1 [] hier",
        "Blad!R1C3 [] Maes",
        "Blad!R1C4 [] 1",
        "data validation [] Cas\nDirk",
        "data validation [] kies er een",
        "conditional format [] Els",
        "filters [] Fons",
        "Blad!R1C2 [formula] Joris",
        "Blad!R1C3 [formula] Peeters",
    ];
    assert_eq!(seen.pieces, expected);
}
