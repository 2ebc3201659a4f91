//! Where what a page shows stands, and what stands for it.

use super::*;

#[test]
fn spelled_out_text_stands_for_its_glyphs() {
    let content = b"BT /F 10 Tf 50 700 Td /Span <</ActualText (\\376\\377\\000A\\000\\351)>> BDC (xxxx) Tj EMC
        0 -20 Td /P <</MCID 0>> BDC (plain) Tj EMC ET";
    check_lines(&page(HELVETICA, content, &[]), &["Aé", "plain"]);
}

#[test]
fn what_may_divide_a_word_takes_no_room() {
    // As Chromium draws it: a space, which the next string is written over.
    for mark in ["00AD", "200B", "2060"] {
        let content = format!(
            "BT /F 10 Tf 50 700 Td (epi) Tj /Span<</ActualText <FEFF{mark}> >> BDC ( ) Tj EMC 13.34 0 Td (lepsie nu) Tj ET"
        );
        check_lines(&page(HELVETICA, content.as_bytes(), &[]), &["epilepsie nu"]);
    }
    // A space that is written so stays one.
    let content = b"BT /F 10 Tf 50 700 Td (epi) Tj /Span<</ActualText <FEFF0020> >> BDC ( ) Tj EMC (lepsie) Tj ET";
    check_lines(&page(HELVETICA, content, &[]), &["epi lepsie"]);
}
