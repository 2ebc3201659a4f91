//! What stands beside the text of a document, and how its characters are written.

use super::{Seen, check, docx, package, seen};
use crate::extract::Reason;

/// A package of one kind with this part.
fn with(kind: &str, name: &str, body: &str) -> Seen {
    let main = match kind {
        "word" => "word/document.xml",
        "xl" => "xl/workbook.xml",
        _ => "ppt/presentation.xml",
    };
    let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>"), (name, body.as_bytes())];
    if name != main {
        parts.push((main, b"<a/>"));
    }
    let extension = match kind {
        "word" => "a.docx",
        "xl" => "a.xlsx",
        _ => "a.pptx",
    };
    seen(&mut package(&parts), extension)
}

#[track_caller]
pub(super) fn tells(kind: &str, name: &str, body: &str, expected: &[&str]) {
    let seen = with(kind, name, body);
    assert_eq!(seen.gaps, [], "{name}");
    assert_eq!(seen.pieces, expected, "{name}");
}

#[test]
fn what_controls_show_is_told_without_how_they_look() {
    let control = r#"<ax:ocx ax:classid="{8BD21D40}" ax:persistence="persistPropertyBag"><ax:ocxPr ax:name="Caption"
        ax:value="Bel Anouk"/><ax:ocxPr ax:name="Size" ax:value="2540;846"/><ax:ocxPr ax:name="FontName" ax:value="Calibri"/></ax:ocx>"#;
    for kind in ["word", "xl", "ppt"] {
        tells(
            kind,
            &format!("{kind}/activeX/activeX1.xml"),
            control,
            &["form [] Bel Anouk"],
        );
    }
}

#[test]
fn what_stands_beside_the_cells_of_a_workbook_is_told() {
    tells(
        "xl",
        "xl/connections.xml",
        r#"<connections><connection id="1" name="Leden" odcFile="C:\leden.odc"><dbPr
           connection="User ID=sa;Password=geheim" command="SELECT 1"/></connection></connections>"#,
        &[
            "connections [] Leden",
            r"connections [] C:\leden.odc",
            "connections [] User ID=sa;Password=geheim",
            "connections [] SELECT 1",
        ],
    );
    tells(
        "xl",
        "xl/revisions/revisionLog1.xml",
        r#"<revisions><rcc rId="1"><oc r="A1" t="inlineStr"><is><t>85.07.30-951.80</t></is></oc><nc r="A1"><v>12</v></nc>
           </rcc><rcmt cell="A2" guid="{1}" author="Anouk Peeters"/></revisions>"#,
        &[
            "earlier version [] 85.07.30-951.80",
            "earlier version [] 12",
            "earlier version [] Anouk Peeters",
        ],
    );
    tells(
        "xl",
        "xl/pivotCache/pivotCacheDefinition1.xml",
        r#"<pivotCacheDefinition refreshedBy="Anouk Peeters"><cacheField name="a" caption="Naam"/></pivotCacheDefinition>"#,
        &["authors [author] Anouk Peeters", "pivot table [] Naam"],
    );
    tells(
        "xl",
        "xl/charts/chartEx1.xml",
        r#"<chartSpace><lvl><pt idx="0">Anouk Peeters</pt></lvl></chartSpace>"#,
        &["chart [] Anouk Peeters"],
    );
    tells(
        "xl",
        "xl/ctrlProps/ctrlProp1.xml",
        r#"<formControlPr objectType="List"><itemLst><item val="Anouk Peeters"/></itemLst></formControlPr>"#,
        &["form [] Anouk Peeters"],
    );
}

/// Drawings of old programs are HTML rather than XML.
#[test]
fn captions_of_controls_are_told_where_elements_do_not_end() {
    tells(
        "xl",
        "xl/drawings/vmlDrawing1.vml",
        "<xml><v:shape><v:textbox><div><font>Bel <br>Anouk</font></div></v:textbox></v:shape></xml>",
        &["form [] Bel Anouk"],
    );
}

#[test]
fn what_stands_beside_paragraphs_and_slides_is_told() {
    tells(
        "word",
        "word/settings.xml",
        r#"<w:settings><w:mailMerge><w:connectString w:val="Data Source=leden.xlsx"/><w:query w:val="SELECT 1"/></w:mailMerge>
           </w:settings>"#,
        &["mail merge [] Data Source=leden.xlsx", "mail merge [] SELECT 1"],
    );
    tells(
        "ppt",
        "ppt/tags/tag1.xml",
        r#"<p:tagLst><p:tag name="RRN" val="85.07.30-951.80"/></p:tagLst>"#,
        &["properties [RRN] 85.07.30-951.80"],
    );
    tells(
        "ppt",
        "ppt/authors.xml",
        r#"<authorLst><author id="{1}" name="Anouk Peeters" userId="anouk@voorbeeld.example"/></authorLst>"#,
        &[
            "authors [author] Anouk Peeters",
            "authors [author] anouk@voorbeeld.example",
        ],
    );
    tells(
        "ppt",
        "ppt/presentation.xml",
        r#"<presentation><p14:section name="Anouk Peeters" id="{1}"/></presentation>"#,
        &["outline [] Anouk Peeters"],
    );
}

#[test]
fn attributes_of_custom_xml_are_told_without_what_programs_write_there() {
    tells(
        "word",
        "customXml/item1.xml",
        r#"<lid xmlns="http://schemas.voorbeeld.example" xmlns:b="urn:x"><nr v="85.07.30-951.80" id="{12}" naam="Anouk" key="templateLayouts" refId="12345"/>
           <ct:a ma:name="x"/></lid>"#,
        &["custom XML [v] 85.07.30-951.80", "custom XML [naam] Anouk"],
    );
}

#[test]
fn captions_of_tables_controls_and_authors_of_changes_are_told() {
    let body = br#"<w:document><w:body><w:sdt><w:sdtPr><w:alias w:val="Anouk"/><w:tag w:val="goog_rdk_1"/><w:dropDownList>
        <w:listItem w:displayText="ja" w:value="ja"/><w:listItem w:displayText="nee" w:value="85.07.30-951.80"/>
        </w:dropDownList></w:sdtPr></w:sdt><w:p><w:moveFrom w:author="Joris"><w:r><w:t>Weg</w:t></w:r></w:moveFrom>
        <w:ins w:author="Joris"><w:r><w:t>Er</w:t></w:r></w:ins></w:p><w:tbl><w:tblPr><w:tblCaption w:val="Leden"/></w:tblPr>
        </w:tbl></w:body></w:document>"#;
    let seen = seen(&mut docx(body), "a.docx");
    let expected = [
        "body [form field] Anouk",
        "body [form field] ja",
        "body [form field] nee",
        "body [form field] 85.07.30-951.80",
        "body [] Er",
        "deleted [] Weg",
        "body [alternative text] Leden",
        "authors [author] Joris",
    ];
    assert_eq!(seen.pieces, expected);
}

#[test]
fn files_of_programs_tell_what_stands_beside_their_cells() {
    check(
        "xlsx/beside.xlsx",
        &[
            "Leden!R2C2 [Nummer] \"85.07.30-951.80\"",
            "links [] Dossier van Joris Lambrechts",
            "filters [] Céline Dumoulin",
            "conditional format [] $B1=\"71.01.09-962.72\"",
            "scenarios [] Joris Lambrechts",
            "scenarios [] belt zelf terug",
            "scenarios [] 01.11.23-973.16",
            "names [] nagevraagd bij Anouk Peeters",
        ],
    );
    for path in ["ods/thousands.ods", "xls/thousands.xls", "xlsx/thousands.xlsx"] {
        check(
            path,
            &[
                "Leden!R2C1 [Rijksregisternummer] 85073095180",
                "scenarios [] nagevraagd bij Joris Lambrechts",
            ],
        );
    }
    check("xls/thousands.xls", &["names [defined name] lid 71.01.09-962.72"]);
    check(
        "ods/thousands.ods",
        &["names [] \"71.01.09-962.72\"", "filters [] 01.11.23-973.16"],
    );
    check(
        "xls/formulas.xls",
        &["Leden!R1C1 [formula] mailto:anouk.peeters@voorbeeldfirma.be schrijf"],
    );
}

#[test]
fn macros_are_told_as_they_were_written() {
    check(
        "xlsx/macro.xlsm",
        &["macros [Module1] Sub say_hello()\n    MsgBox (\"Hello from Python!\")\nEnd Sub"],
    );
    let module = br#"<script:module script:name="Module1">Sub Main : x = "85.07.30-951.80" : End Sub</script:module>"#;
    let mut sheet = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"<a/>"),
        ("Basic/Standard/Module1.xml", module),
    ]);
    let expected = "macros [module] Sub Main : x = \"85.07.30-951.80\" : End Sub";
    assert_eq!(seen(&mut sheet, "a.ods").pieces, [expected]);
}

#[test]
fn characters_that_xml_has_no_place_for_end_a_number() {
    check(
        "xlsx/escaped.xlsx",
        &[
            "Brieven!R2C1 [Rijksregisternummer] 85.07.30-951.80 71.01.09-962.72\u{7}",
            "Brieven!R3C1 [Rijksregisternummer] _x000D_",
            "form [] Bel Anouk Peeters",
        ],
    );
    tells(
        "xl",
        "docProps/core.xml",
        "<p><description>85.07.30-951.80_x000d_\n</description><b a=\"_x0041_\"/></p>",
        &["properties [description] 85.07.30-951.80"],
    );
    // Where the text is longer than what is read at once.
    for n in 0..8 {
        let filler = "a".repeat((64 << 10) - 70 + n);
        let body = format!("<p><description>{filler} 85.07.30-951.80_x000d_b</description></p>");
        let pieces = with("xl", "docProps/core.xml", &body).pieces;
        assert!(pieces.concat().contains("85.07.30-951.80\nb"), "{n}");
    }
    let body = b"<w:document><w:body><w:p><w:r><w:t>a_x000D_b</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(seen(&mut docx(body), "a.docx").pieces, ["body [] a_x000D_b"]);
}

#[test]
fn who_is_to_sign_and_what_signers_wrote_is_told() {
    let body = br#"<w:document><w:body><w:p><w:r><w:pict><v:shape><v:imagedata o:title="Pas van Anouk"/><o:signatureline
        o:suggestedsigner="Anouk Peeters" o:suggestedsigneremail="anouk@voorbeeld.example"/></v:shape></w:pict></w:r></w:p>
        <w:p><w:permStart w:ed="joris@voorbeeld.example"/><w:r><w:t>Bel </w:t></w:r><w:hyperlink w:tooltip="Joris"><w:r>
        <w:t>hem</w:t></w:r></w:hyperlink></w:p></w:body></w:document>"#;
    let expected = [
        "body [alternative text] Pas van Anouk",
        "body [form field] Anouk Peeters",
        "body [form field] anouk@voorbeeld.example",
        "body [author] joris@voorbeeld.example",
        "body [hyperlink] Joris",
        "body [] Bel hem",
    ];
    assert_eq!(seen(&mut docx(body), "a.docx").pieces, expected);
    tells(
        "word",
        "_xmlsignatures/sig1.xml",
        "<Signature><DigestValue>YQ==</DigestValue><SignatureText>A. Peeters</SignatureText><SignatureComments>gezien</SignatureComments>
         </Signature>",
        &["properties [] A. Peeters", "properties [] gezien"],
    );
}

/// Custom XML around the package of a query.
fn query(held: &[u8]) -> String {
    let whole = [&[0; 4][..], &(held.len() as u32).to_le_bytes(), held, &[0; 8]].concat();
    format!("<DataMashup>{}</DataMashup>", crate::record::base64(&whole))
}

#[test]
fn tables_outside_the_cells_are_a_gap_and_queries_are_read() {
    for name in ["xl/model/item.data", "xl/customData/item1.data"] {
        assert_eq!(with("xl", name, "geen tekst").gaps, [Reason::Unsupported], "{name}");
    }
    let formulas = package(&[
        ("Config/Package.xml", b"<Package/>"),
        (
            "Formulas/Section1.m",
            b"shared Leden = #table({\"Nummer\"}, {{\"85.07.30-951.80\"}});",
        ),
    ]);
    let held = formulas.into_inner();
    let expected = "connections [] shared Leden = #table({\"Nummer\"}, {{\"85.07.30-951.80\"}});";
    tells("xl", "customXml/item1.xml", &query(&held), &[expected]);
    let cut = with("xl", "customXml/item1.xml", &query(&held[..held.len() / 2]));
    assert_eq!(cut.gaps, [Reason::Damaged]);
}

#[test]
fn a_query_that_is_too_long_is_cut_and_that_is_a_gap() {
    let read = |len: usize| {
        let held = package(&[("Formulas/Section1.m", &vec![b'x'; len])]).into_inner();
        with("xl", "customXml/item1.xml", &query(&held)).gaps
    };
    assert_eq!(read(4 << 20), []);
    assert_eq!(read((4 << 20) + 1), [Reason::LimitOutput]);
}

#[test]
fn sheets_without_cells_are_told_by_their_names() {
    let sheets = ["Leden", "Leeg", "Grafiek"];
    let book: String = sheets
        .iter()
        .enumerate()
        .map(|(n, name)| format!("<sheet name=\"{name}\" r:id=\"r{n}\"/>"))
        .collect();
    let links = [
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "worksheets/sheet2.xml"),
        ("chartsheet", "chartsheets/sheet1.xml"),
    ];
    let links: String = links
        .iter()
        .enumerate()
        .map(|(n, (kind, target))| format!("<Relationship Id=\"r{n}\" Type=\"x/{kind}\" Target=\"{target}\"/>"))
        .collect();
    let mut file = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.xml",
            format!("<workbook><sheets>{book}</sheets></workbook>").as_bytes(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships>{links}</Relationships>").as_bytes(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet><row><c><v>9</v></c></row></worksheet>",
        ),
        ("xl/worksheets/sheet2.xml", b"<worksheet><row><c/></row></worksheet>"),
        ("xl/worksheets/sheet7.xml", b"<worksheet/>"),
        ("xl/chartsheets/sheet1.xml", b"<chartsheet/>"),
    ]);
    let expected = ["Leden!R1C1 [] 9", "names [sheet] Leeg", "names [sheet] Grafiek"];
    assert_eq!(seen(&mut file, "a.xlsx").pieces, expected);

    let content = r#"<office:document-content><office:body><office:spreadsheet>
        <table:table table:name="Leden"><table:table-row><table:table-cell><text:p><text:a xlink:href="tel:1"
        office:title="Bel Joris">9</text:a></text:p></table:table-cell></table:table-row>
        <calcext:condition calcext:value="contains-text(&quot;Dumoulin&quot;)"/><calcext:condition calcext:value="&gt;9"/></table:table>
        <table:table table:name="Leeg"><table:table-row><table:table-cell/></table:table-row></table:table>
        </office:spreadsheet></office:body></office:document-content>"#;
    let media = |kind: &str| format!("application/vnd.oasis.opendocument.{kind}");
    let read = |kind: &str, name: &str| {
        let mut file = package(&[
            ("mimetype", media(kind).as_bytes()),
            ("content.xml", content.as_bytes()),
        ]);
        seen(&mut file, name).pieces
    };
    let expected = [
        "Leden!R1C1 [] 9",
        "links [] tel:1",
        "links [] Bel Joris",
        "conditional format [] contains-text(\"Dumoulin\")",
        "names [sheet] Leeg",
    ];
    assert_eq!(read("spreadsheet", "a.ods"), expected);
    // Tables of a letter have no names that a person gave.
    assert!(!read("text", "a.odt").concat().contains("Leeg"));
}

#[test]
fn columns_whose_headings_no_cell_shows_and_where_a_workbook_stood_are_told() {
    // What the row of totals is called stands in a cell of it.
    let table = |attributes: &str| {
        format!(
            r#"<table {attributes}><tableColumns><tableColumn name="Anouk" totalsRowLabel="Samen"/></tableColumns></table>"#
        )
    };
    let headless = table("headerRowCount=\"0\"");
    tells("xl", "xl/tables/table1.xml", &headless, &["names [] Anouk"]);
    tells("xl", "xl/tables/table1.xml", &table(""), &[]);
    let path = r#"<workbook><x15ac:absPath url="C:\Users\anouk\"/></workbook>"#;
    tells("xl", "xl/workbook.xml", path, &[r"properties [] C:\Users\anouk\"]);
}
