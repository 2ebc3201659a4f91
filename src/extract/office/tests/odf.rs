//! OpenDocument beside the body of a text: fields, forms, links, and documents of other kinds.

use super::*;

fn content(body: &str) -> Vec<u8> {
    format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:form=\"f\" xmlns:field=\"i\">\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    .into_bytes()
}

fn told(media: &str, parts: &[(&str, &[u8])]) -> Seen {
    let media = format!("application/vnd.oasis.opendocument.{media}");
    let all = [&[("mimetype", media.as_bytes())], parts].concat();
    seen(&mut package(&all), "kopie.bin")
}

#[track_caller]
fn check_text(body: &str, expected: &[&str]) {
    let found = told("text", &[("content.xml", &content(body))]);
    assert_eq!(found.pieces, expected, "{body}");
}

#[test]
fn what_fields_of_word_hold_is_told_and_how_they_work_is_not() {
    let field = |parameters: &[(&str, &str)]| {
        let parameters: String = parameters
            .iter()
            .map(|(name, value)| format!("<field:param field:name=\"{name}\" field:value=\"{value}\"/>"))
            .collect();
        format!("<text:p>x<field:fieldmark-start text:name=\"n\">{parameters}</field:fieldmark-start></text:p>")
    };
    check_text(
        &field(&[
            ("Hint", "Geef uw naam"),
            ("Help", "Zoals op uw kaart"),
            ("Dropdown_ListEntry", "An"),
            ("vnd.oasis.opendocument.field.ListEntry", "Bo"),
            ("Content", "850730"),
        ]),
        &[
            "body [] x",
            "form [] Geef uw naam",
            "form [] Zoals op uw kaart",
            "form [] An",
            "form [] Bo",
            "form [] 850730",
        ],
    );
    check_text(
        &field(&[
            ("Dropdown_Selected", "1"),
            ("vnd.oasis.opendocument.field.DropDown_Result", "0"),
            ("vnd.oasis.opendocument.field.id", "35"),
            ("Type", "text"),
            ("vnd.oasis.opendocument.field.code", "PAGE \\* MERGEFORMAT"),
        ]),
        &["body [] x"],
    );
    let quote = field(&[("vnd.oasis.opendocument.field.code", "QUOTE &quot;An&quot;")]);
    check_text(&quote, &["body [] x", "form [] QUOTE \"An\""]);
}

#[test]
fn choices_marks_titles_and_columns_are_told() {
    check_text(
        "<text:p><text:drop-down text:name=\"n\"><text:label text:value=\"An\"/>Bo</text:drop-down></text:p>",
        &["body [] Bo", "form [] An"],
    );
    check_text(
        "<text:p>x<text:alphabetical-index-mark text:string-value=\" \" text:key1=\"Peeters\"/>\
         <text:user-index-mark text:string-value=\"An\"/></text:p>",
        &["body [] x", "form [] Peeters", "form [] An"],
    );
    check_text(
        "<text:p><text:a xlink:href=\"mailto:an@bedrijf.example\" office:title=\"Schrijf An\">x</text:a>\
         <text:a xlink:href=\"#hier\">y</text:a></text:p>",
        &[
            "body [] xy",
            "links [] mailto:an@bedrijf.example",
            "links [] Schrijf An",
        ],
    );
    check_text(
        "<text:p><text:a xlink:href=\"#hier\" office:name=\"Bel An\">x</text:a></text:p>",
        &["body [] x", "links [] Bel An"],
    );
    check_text(
        "<text:p>x <loext:content-control loext:alias=\"Lid\"><loext:list-item loext:display-text=\"An\" loext:value=\"An\"/>\
         <loext:list-item loext:display-text=\"Bo\" loext:value=\"85.07.30-951.80\"/>An</loext:content-control></text:p>\
         <text:list><text:list-item text:start-value=\"3\"><text:p>y</text:p></text:list-item></text:list>",
        &[
            "body [] x An",
            "form [] Lid",
            "form [] An",
            "form [] Bo",
            "form [] 85.07.30-951.80",
            "body [] y",
        ],
    );
    check_text(
        "<table:table table:name=\"T\"><table:title>Leden</table:title><table:desc>van An</table:desc></table:table>",
        &["body [] Leden", "body [] van An"],
    );
    check_text(
        "<text:p><text:database-display text:column-name=\"Naam\">An</text:database-display></text:p>",
        &["body [] An", "form [] Naam"],
    );
    let checkbox = "<office:forms><form:checkbox form:label=\"Ja\" form:title=\"Gehuwd\"/></office:forms>";
    check_text(checkbox, &["form [] Ja", "form [] Gehuwd"]);
}

#[test]
fn documents_of_other_kinds_are_opendocuments() {
    let chart = b"<office:d xmlns:office=\"o\"><chart:title><text:p>Lonen van <text:span>An</text:span></text:p></chart:title></office:d>";
    let formula = b"<math><semantics><mrow><mi>loon</mi><mo>=</mo><mn>3</mn></mrow><annotation>loon ~ 3</annotation></semantics></math>";
    let database =
        b"<office:d><db:queries><db:query db:name=\"Lonen\" db:command=\"SELECT loon\"/></db:queries></office:d>";
    for (kind, content, expected) in [
        ("chart", &chart[..], &["body [] Lonen van An"][..]),
        ("formula", formula, &["body [] loon ~ 3", "body [] loon=3"]),
        (
            "base",
            database,
            &["connections [] Lonen", "connections [] SELECT loon"],
        ),
    ] {
        let found = told(kind, &[("content.xml", content)]);
        assert_eq!((found.format, found.gaps), ("odf", vec![]), "{kind}");
        assert_eq!(found.pieces, expected, "{kind}");
    }
    let script = b"INSERT INTO LONEN VALUES('An Peeters')";
    let found = told("base", &[("content.xml", database), ("database/script", script)]);
    assert_eq!(found.members, [["script"]]);
    let other = told("unknown", &[("content.xml", chart)]);
    assert_eq!(other.format, "zip");
}

#[test]
fn a_sheet_tells_texts_of_formulas_and_of_pivot_tables() {
    let sheet = b"<office:d xmlns:office=\"o\"><table:table table:name=\"Blad\"><table:table-row><table:table-cell
        table:formula=\"of:=IF(1=2;&quot;Anouk&quot;;&quot;Joris&quot;)\"><text:p>Joris</text:p></table:table-cell><table:table-cell
        table:formula=\"of:=&quot;leeg&quot;\"/><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>
        <table:data-pilot-field table:source-field-name=\"Naam\"><table:data-pilot-member table:name=\"Bo\"/></table:data-pilot-field>
        </office:d>";
    let found = told("spreadsheet", &[("content.xml", sheet)]);
    let expected = [
        "Blad!R1C1 [] Joris",
        "Blad!R1C2 [] of:=\"leeg\"",
        "Blad!R1C3 [] 3",
        "Blad!R1C1 [formula] Anouk",
        "pivot table [] Naam",
        "pivot table [] Bo",
    ];
    assert_eq!(found.pieces, expected);
}

#[test]
fn an_end_that_is_lost_before_the_text_costs_none_of_it() {
    let whole = String::from_utf8(content("<text:p>Dossier van Anouk</text:p><text:p>nummer 12</text:p>")).unwrap();
    let with = |styles: &str| {
        let styles = format!("<office:automatic-styles>{styles}</office:automatic-styles><office:body>");
        let found = told(
            "text",
            &[("content.xml", whole.replacen("<office:body>", &styles, 1).as_bytes())],
        );
        (found.pieces.concat(), found.gaps.contains(&Reason::Damaged))
    };
    let (text, is_damaged) = with("<style:style><style:x></style:style>");
    assert!(is_damaged, "{text}");
    assert!(
        text.contains("Dossier van Anouk") && text.contains("nummer 12"),
        "{text}"
    );
    let (text, is_damaged) = with("<style:style><style:x/></style:style>");
    assert_eq!(
        (&*text, is_damaged),
        ("body [] Dossier van Anoukbody [] nummer 12", false)
    );
}
