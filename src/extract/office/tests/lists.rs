//! What lists write around the numbers of their items, and other texts that stand where nothing else does.

use super::told::tells;
use super::{package, seen};

#[test]
fn what_a_list_writes_before_its_numbers_is_told_once_and_signs_are_not() {
    let level =
        |text: &str| format!(r#"<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>"#);
    let levels: String = [
        "Kind %1 van Zo&#xEB;:",
        "%1.%2)",
        "o",
        "\u{f0b7}",
        "Kind %1 van Zo&#xEB;:",
        "2024/%1",
        "",
    ]
    .iter()
    .map(|text| level(text))
    .collect();
    let part = format!("<w:numbering><w:abstractNum>{levels}</w:abstractNum></w:numbering>");
    let told = ["lists [] Kind %1 van Zo\u{eb}:", "lists [] 2024/%1"];
    tells("word", "word/numbering.xml", &part, &told);
}

#[test]
fn an_open_document_tells_what_its_lists_fields_and_forms_hold() {
    let content = r#"<office:document-content><office:automatic-styles><text:list-style>
        <text:list-level-style-number style:num-prefix="Kind " style:num-suffix=" van Griet"/>
        <text:list-level-style-number style:num-prefix="(" style:num-suffix=")"/></text:list-style></office:automatic-styles>
        <office:body><office:text><text:dde-connection-decl office:dde-topic="C:\leden.ods" office:dde-item=""/>
        <office:forms><form:form form:name="f" form:command="SELECT Anouk" xlink:href="" form:command-type="sql"/></office:forms>
        <text:section><text:section-source xlink:href="../An/deel.odt"/><text:p>Dag<text:variable-set text:name="v"
        text:display="none" office:string-value="Joris"/><text:variable-set office:string-value="Lies">Lies</text:variable-set>
        <text:bibliography-mark text:author="Noor" text:note="lenen bij Roos">[1]</text:bibliography-mark></text:p></text:section>
        </office:text></office:body></office:document-content>"#;
    let meta = r#"<office:document-meta><office:meta><meta:template xlink:title="Brief van Anouk"/></office:meta>
        </office:document-meta>"#;
    let mut file = package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ]);
    let seen = seen(&mut file, "a.odt");
    assert_eq!(seen.gaps, []);
    let expected = [
        "lists [] Kind",
        "lists [] van Griet",
        r"linked workbook [] C:\leden.ods",
        "links [] ../An/deel.odt",
        "body [] DagLies [1]",
        "form [f] SELECT Anouk",
        "form [v] Joris",
        "form [] Noor",
        "form [] lenen bij Roos",
        "properties [] Brief van Anouk",
    ];
    assert_eq!(seen.pieces, expected);
}

#[test]
fn what_tables_and_merges_are_called_and_described_is_told() {
    tells(
        "word",
        "word/settings.xml",
        r#"<settings><mailMerge><odso><table val="Leden$"/></odso><addressFieldName val="Mail van Anouk"/></mailMerge></settings>"#,
        &["mail merge [] Leden$", "mail merge [] Mail van Anouk"],
    );
    tells(
        "xl",
        "xl/pivotTables/pivotTable1.xml",
        r#"<pivotTableDefinition name="P"><extLst><x14:pivotTableDefinition altText="Ziekte van Joris" altTextSummary="Per dag"/>
           </extLst></pivotTableDefinition>"#,
        &["pivot table [] Ziekte van Joris", "pivot table [] Per dag"],
    );
    tells(
        "xl",
        "xl/queryTables/queryTable1.xml",
        r#"<queryTable name="Leden van Lies"><deletedField name="Rijksregister"/></queryTable>"#,
        &["connections [] Leden van Lies", "connections [] Rijksregister"],
    );
}
