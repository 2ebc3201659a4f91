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
