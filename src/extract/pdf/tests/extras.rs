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
    let fields = "[10 0 R 11 0 R 12 0 R 13 0 R 16 0 R 17 0 R]";
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
        (
            16,
            b"<</T(value)/V(a b)/RV(<p>a b</p>)/Opt[[(1)(An)][(2)(Bo)]]>>".to_vec(),
        ),
        (17, b"<</T(value)/V(a)/RV(<p>a note</p>)>>".to_vec()),
    ];
    let out = read_bytes(&document(&objects), Limits::default()).out;
    let expected = [
        "form|choice|1",
        "form|choice|An",
        "form|choice|2",
        "form|choice|Bo",
        "form|choice|who",
        "form|radio|1",
        "form|radio|Bo",
        "form|radio|An",
        "form|signed|Bo",
        "form|signed|agreed",
        "form|rich|a b",
        "form|rich|usual",
        "form|value|a b",
        "form|value|a",
        "form|value|a note",
        "alternative text||portrait of An",
        "-- All []",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn spelled_out_text_of_elements_stands_for_what_they_mark() {
    let content = b"BT /F 10 Tf 50 700 Td /P <</MCID 0>> BDC (xx) Tj EMC /P <</MCID 1>> BDC (yy) Tj EMC ET
        BT /F 10 Tf 50 600 Td /P <</MCID 2>> BDC (plain) Tj EMC ET
        /Span <</ActualText (drawn)>> BDC 0 0 m 9 9 l S EMC /Figure <</Alt (a boat)>> BDC /X Do EMC
        /Span <</E (Rijksregister)>> BDC EMC";
    let more = [
        (
            10,
            stream(
                "/Subtype/Form",
                b"/P <</MCID 2>> BDC BT /F 10 Tf 50 500 Td (form) Tj ET EMC",
            ),
        ),
        (
            11,
            b"<</S/Span/P 12 0 R/K[0 <</Type/MCR/MCID 1>>]/ActualText(An Aerts)>>".to_vec(),
        ),
        (
            12,
            b"<</Type/StructElem/S/P/Pg 3 0 R/K[11 0 R]/T(title)/E(written out)>>".to_vec(),
        ),
        (14, b"<</S/Hide/T(field)/E(x)>>".to_vec()),
        (13, b"<</S/Figure/P 12 0 R/ActualText(Bo)/Alt(Bo)/K 13 0 R>>".to_vec()),
    ];
    let out = read_bytes(&page(HELVETICA, content, &more), Limits::default()).out;
    let expected = [
        "page 1||An Aerts",
        "page 1||plain",
        "page 1||form",
        "alternative text||title",
        "alternative text||written out",
        "alternative text||Bo",
        "alternative text||Rijksregister",
        "alternative text||a boat",
        "alternative text||drawn",
        "-- All []",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}

/// A shadow is a mask as well, and no scan.
#[test]
fn text_of_a_soft_mask_is_told() {
    let mask = |content: &[u8], image: &str| {
        let objects = [
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
            (
                3,
                b"<</Type/Page/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/ExtGState<</G <</SMask<</S/Luminosity/G 6 0 R>>>>/N <</SMask/None>>>>>>>>".to_vec(),
            ),
            (4, stream("", b"/G gs 0 0 9 9 re f /G gs /N gs BT /F 10 Tf (page) Tj ET")),
            (5, HELVETICA.as_bytes().to_vec()),
            (6, stream(&format!("/Subtype/Form{image}"), content)),
            (7, stream("/Subtype/Image/Width 900/Height 900", b"x")),
        ];
        read_bytes(&document(&objects), Limits::default()).out
    };
    let out = mask(b"BT /F 10 Tf 50 700 Td (seen through) Tj ET", "");
    assert_eq!(out, "page 1||page\nalternative text||seen through\n-- All []\n");
    let out = mask(b"/X Do", "/Resources<</XObject<</X 7 0 R>>>>");
    assert_eq!(out, "page 1||page\n-- All []\n");
}

#[test]
fn files_that_links_lead_to_layers_scripts_labels_of_pages_and_columns_are_told_once() {
    let objects = [
        (
            1,
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(note of An)>>/Outlines 6 0 R
            /OCProperties<</OCGs[4 0 R]>>/Collection<</Schema<</A<</N(Dossier van An)/Subtype/F>>/Type/X>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS 5 0 R>>]>>>>
            /PageLabels<</Kids[<</Nums[0<</S/D/P(Bo-)>>1<</S/r>>2 7 0 R]>>]>>/StructTreeRoot<</ParentTree<</Nums[0[8 0 R]1 8 0 R]>>>>>>"
                .to_vec(),
        ),
        (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
        (
            3,
            b"<</Type/Page/Annots[<</Subtype/Link/A<</S/Launch/F(cv an.doc)>>>> <</Subtype/Link/A<</S/GoToR/F<</UF(bo.pdf)>>>>>>
            <</Subtype/Link/A<</S/GoTo/D(p)/Next[<</S/URI/URI(mailto:next@example.be)>> 6 0 R]>>/PA<</S/URI/URI(mailto:pa@example.be)>>>>
            <</Subtype/Link/A<</S/Launch/Win<</F(cv an.doc)>>>>>> <</A<</S/JavaScript/JS(AFDate_FormatEx\\(1\\))>>>>]>>"
                .to_vec(),
        ),
        (4, b"<</Type/OCG/Name(draft of Bo)>>".to_vec()),
        (5, stream("", b"note of Bo")),
        (6, b"<</First<</Title(to An)/A<</S/URI/URI(mailto:an@example.be)>>>>>>".to_vec()),
        (7, b"<</P(Bo-)>>".to_vec()),
        (8, b"<</S/P/P 8 0 R>>".to_vec()),
    ];
    let out = read_bytes(&document(&objects), Limits::default()).out;
    let mut lines: Vec<_> = out.lines().collect();
    lines.sort_unstable();
    let expected = [
        "-- All []",
        "layer||draft of Bo",
        "links||bo.pdf",
        "links||cv an.doc",
        "links||mailto:next@example.be",
        "links||mailto:pa@example.be",
        "outline||mailto:an@example.be",
        "outline||to An",
        "page label||Bo-",
        "properties||Dossier van An",
        "script of the document||note of An",
        "script of the document||note of Bo",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_a_later_save_replaced_is_told() {
    let objects = |content: &str, value: &str| {
        [
            (1, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>".to_vec()),
            (
                2,
                b"<</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".to_vec()),
            (
                4,
                stream(
                    "",
                    format!("BT /F 10 Tf 50 700 Td (name) Tj 0 -20 Td ({content}) Tj ET").as_bytes(),
                ),
            ),
            (5, HELVETICA.into()),
            (6, format!("<</T(who)/V({value})/TU(help)>>").into_bytes()),
        ]
    };
    let mut bytes = document(&objects("An", "Bo"));
    let changed = objects("Cas", "Dirk")
        .into_iter()
        .filter(|(number, _)| matches!(number, 4 | 6));
    append(&mut bytes, 7, changed);
    let out = read_bytes(&bytes, Limits::default()).out;
    let expected = [
        "page 1||name",
        "page 1||Cas",
        "form|who|Dirk",
        "form|who|help",
        "earlier version||An",
        "earlier version|who|Bo",
        "-- All []",
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}

/// Saves a document again: objects that are changed or new, of so many.
pub(super) fn append(bytes: &mut Vec<u8>, size: u32, objects: impl IntoIterator<Item = (u32, Vec<u8>)>) {
    let first = memchr::memmem::rfind(bytes, b"xref\n0").unwrap();
    let mut table = "xref\n".to_owned();
    for (number, object) in objects {
        writeln!(table, "{number} 1\n{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    write!(
        table,
        "trailer\n<</Size {size}/Root 1 0 R/Info 10 0 R/Prev {first}>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    bytes.extend(table.bytes());
}

#[test]
fn notes_headings_and_properties_of_earlier_saves_are_read() {
    let page = |annotations: &str| {
        let fixed = "/Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>";
        (3, format!("<<{fixed}/Annots[{annotations}]>>").into_bytes())
    };
    let drawn = |text: &str| {
        let of_form = "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>";
        stream(of_form, format!("BT /F 9 Tf ({text}) Tj ET").as_bytes())
    };
    let mut bytes = document(&[
        (1, b"<</Type/Catalog/Pages 2 0 R/Outlines<</First 9 0 R>>>>".to_vec()),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec()),
        page("6 0 R 7 0 R 8 0 R"),
        (4, stream("", b"BT /F 10 Tf 50 700 Td (body) Tj ET")),
        (5, HELVETICA.into()),
        (6, b"<</Subtype/Text/Contents(kept)>>".to_vec()),
        (7, b"<</Subtype/Link/A<</S/URI/URI(mailto:an@voorbeeld.be)>>>>".to_vec()),
        (8, b"<</Subtype/FreeText/AP<</N 11 0 R>>>>".to_vec()),
        (9, b"<</Title(Dossier An)>>".to_vec()),
        (11, drawn("Cas")),
        (12, drawn("Dirk")),
        (13, b"<</Subtype/FreeText/AP<</N 12 0 R>>>>".to_vec()),
    ]);
    append(&mut bytes, 14, [(10, b"<</Author(Bo)>>".to_vec())]);
    append(
        &mut bytes,
        14,
        [
            page("6 0 R 13 0 R"),
            (9, b"<</Title(Dossier)>>".to_vec()),
            (10, b"<</Author(Els)>>".to_vec()),
        ],
    );
    let out = read_bytes(&bytes, Limits::default()).out;
    let mut told: Vec<&str> = out.lines().filter(|line| line.contains("earlier version")).collect();
    told.sort_unstable();
    let expected = [
        "earlier version||Cas",
        "earlier version||mailto:an@voorbeeld.be",
        "outline|earlier version|Dossier An",
        "properties|earlier version|Bo",
    ];
    assert_eq!(told, expected, "{out}");
}

/// So many nodes inside one another, from object 10 on, and what the last one is.
fn chain(n: u32, last: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let node = |number: u32| (number, format!("<</Kids[{} 0 R]>>", number + 1).into_bytes());
    let last = (10 + n, last.to_vec());
    (10..10 + n).map(node).chain([last]).collect()
}

#[test]
fn fields_deeper_than_is_looked_are_a_gap() {
    let read = |n: u32| {
        let mut objects = vec![
            (1, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>".to_vec()),
            (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
            (3, b"<</Type/Page>>".to_vec()),
        ];
        objects.extend(chain(n, b"<</T(who)/V(An)>>"));
        read_bytes(&document(&objects), Limits::default())
    };
    let whole = read(64);
    assert!(whole.reasons.is_empty() && whole.out.contains("form|who|An"));
    assert_eq!(read(65).reasons, [Reason::LimitDepth]);
}

#[test]
fn pages_deeper_than_is_looked_are_a_gap() {
    let read = |n: u32| {
        let mut objects = vec![
            (
                1,
                b"<</Type/Catalog/Pages<</Kids[10 0 R 3 0 R]/Resources<</Font<</F 5 0 R>>>>>>>>".to_vec(),
            ),
            (3, b"<</Type/Page/Contents 6 0 R>>".to_vec()),
            (5, HELVETICA.into()),
            (6, stream("", b"BT /F 10 Tf 50 700 Td (kept) Tj ET")),
            (7, stream("", b"BT /F 10 Tf 50 700 Td (deep) Tj ET")),
        ];
        objects.extend(chain(n, b"<</Type/Page/Contents 7 0 R>>"));
        read_bytes(&document(&objects), Limits::default())
    };
    let whole = read(63);
    assert!(whole.reasons.is_empty() && whole.out.contains("deep") && whole.out.contains("kept"));
    let cut = read(64);
    assert_eq!(cut.reasons, [Reason::Damaged]);
    // By its number, behind those of the tree.
    assert!(cut.out.contains("page 1||kept") && cut.out.contains("page 2||deep"));
}

#[test]
fn what_is_more_than_is_read_is_a_gap() {
    let read = |n: usize, more: &[(u32, Vec<u8>)]| {
        let mut bytes = page(HELVETICA, b"BT /F 10 Tf 50 700 Td (kept) Tj ET", more);
        let at = memchr::memmem::rfind(&bytes, b"/Size").unwrap();
        let originals = format!("/AdditionalStreams[{}]", "/t 10 0 R ".repeat(n));
        bytes.splice(at..at, originals.bytes());
        read_bytes(&bytes, Limits::default()).reasons
    };
    let file = [(10, stream("", b"text"))];
    assert_eq!(read(64, &file), []);
    assert_eq!(read(65, &file), [Reason::LimitEntries]);
}

#[test]
fn limits_on_fields_notes_and_the_outline_leave_a_gap() {
    let nulls = |n: usize| format!("[{}]", "null ".repeat(n));
    let read = |catalog: &str, page: &str, more: &[(u32, Vec<u8>)]| {
        let mut objects = vec![
            (1, format!("<</Type/Catalog/Pages 2 0 R{catalog}>>").into_bytes()),
            (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
            (3, format!("<</Type/Page{page}>>").into_bytes()),
        ];
        objects.extend_from_slice(more);
        read_bytes(&document(&objects), Limits::default()).reasons
    };
    for (n, expected) in [(200_000, &[][..]), (200_001, &[Reason::LimitEntries])] {
        let form = format!("/AcroForm<</Fields{}>>", nulls(n));
        assert_eq!(read(&form, "", &[]), expected, "{n} fields");
        let notes = format!("/Annots{}", nulls(n));
        assert_eq!(read("", &notes, &[]), expected, "{n} notes");
        let last = 9 + n as u32;
        let item = |number: u32| match number == last {
            true => (number, b"<<>>".to_vec()),
            false => (number, format!("<</Next {} 0 R>>", number + 1).into_bytes()),
        };
        let items: Vec<_> = (10..=last).map(item).collect();
        let outline = "/Outlines<</First 10 0 R>>";
        assert_eq!(read(outline, "", &items), expected, "{n} items of the outline");
    }
}

#[test]
fn form_data_that_ends_early_is_a_gap() {
    let read = |data: &[u8]| {
        let objects = [
            (1, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 4 0 R>>>>".to_vec()),
            (2, b"<</Type/Pages/Kids[3 0 R]>>".to_vec()),
            (3, b"<</Type/Page>>".to_vec()),
            (4, stream("", data)),
        ];
        read_bytes(&document(&objects), Limits::default()).reasons
    };
    assert_eq!(read(b"<form><naam>An</naam></form>"), []);
    assert_eq!(read(b"<form><naam>An</naam><naam>B"), [Reason::Damaged]);
}
