//! What parts of a package say beside the text of their documents: names, captions and commands in attributes, and
//! texts of parts that are read for nothing else. One table says where; what is no text of people's (identifiers,
//! styles, addresses of cells) is not in it.

use super::package::Package;
use super::sheet::{CONDITION, VALIDATION};
use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Reason, Sink};
use crate::text::{NameId, Unit};

/// An element, which of its attributes are told (none: the text in it), and as which part of the document.
type Row = (&'static str, &'static [&'static str], &'static str);

/// What the path of a part begins with, in lower case, and what is told of it.
type Told = (&'static str, &'static [Row]);

/// Of a sheet, beside its cells.
pub(super) const SHEET: &[Row] = &[
    ("hyperlink", &["tooltip"], "links"),
    ("filter", &["val"], "filters"),
    ("customFilter", &["val"], "filters"),
    ("cfRule", &["text"], CONDITION),
    ("protectedRange", &["name"], "names"),
    ("webPublishItem", &["title", "destinationFile"], "properties"),
    ("cellSmartTagPr", &["val"], "properties"),
    ("scenario", &["name", "user", "comment"], "scenarios"),
    ("inputCells", &["val"], "scenarios"),
];

/// Of a workbook, beside its sheets.
pub(in crate::extract) const WORKBOOK: &[Row] = &[
    (
        "definedName",
        &["comment", "description", "help", "statusBar", "customMenu"],
        "names",
    ),
    ("customWorkbookView", &["name"], "names"),
    ("fileSharing", &["userName"], "properties"),
    ("webPublishing", &["title"], "properties"),
    ("absPath", &["url"], "properties"),
];

/// Of an XML Spreadsheet, beside its cells.
pub(in crate::extract) const SPREADSHEET_ML: &[Row] = &[("AutoFilterCondition", &["Value"], "filters")];

/// Of an OpenDocument, mostly of sheets.
pub(super) const OPEN_DOCUMENT: &[Row] = &[
    ("template", &["title", "href"], "properties"),
    ("section-source", &["href"], "links"),
    ("list-level-style-number", &["num-prefix", "num-suffix"], LISTS),
    ("list-level-style-bullet", &["num-prefix", "num-suffix"], LISTS),
    ("outline-level-style", &["num-prefix", "num-suffix"], LISTS),
    ("show", &["name"], "outline"),
    ("scenario", &["comment"], "scenarios"),
    ("named-range", &["name"], "names"),
    ("named-expression", &["name", "expression"], "names"),
    ("database-range", &["name"], "names"),
    (
        "database-source-sql",
        &["database-name", "sql-statement"],
        "connections",
    ),
    ("database-source-query", &["database-name", "query-name"], "connections"),
    (
        "database-source-table",
        &["database-name", "database-table-name"],
        "connections",
    ),
    ("filter-condition", &["value"], "filters"),
    ("condition", &["value"], CONDITION),
    ("filter-set-item", &["value"], "filters"),
    (
        "dde-connection-decl",
        &["dde-application", "dde-topic", "dde-item"],
        "linked workbook",
    ),
    (
        "dde-source",
        &["dde-application", "dde-topic", "dde-item"],
        "linked workbook",
    ),
    ("table-source", &["href"], "links"),
    ("cell-range-source", &["href", "name"], "links"),
    ("content-validation", &["condition"], VALIDATION),
    ("help-message", &["title"], VALIDATION),
    ("error-message", &["title"], VALIDATION),
    ("placeholder", &["description"], "form"),
    ("text-input", &["description"], "form"),
    ("user-field-input", &["description"], "form"),
    ("variable-input", &["description"], "form"),
    ("data-pilot-field", &["source-field-name"], "pivot table"),
    ("data-pilot-member", &["name"], "pivot table"),
    // Of a database.
    ("query", &["name", "command"], "connections"),
    ("table-representation", &["name"], "names"),
    ("component", &["name"], "names"),
    ("connection-resource", &["href"], "connections"),
    ("login", &["user-name"], "connections"),
];

const CHART: &[Row] = &[("pt", &[], "chart")];

const CONNECTIONS: &[Row] = &[
    (
        "connection",
        &["name", "description", "sourceFile", "odcFile"],
        "connections",
    ),
    ("dbPr", &["connection", "command", "serverCommand"], "connections"),
    ("oledbPr", &["connection"], "connections"),
    ("dbCommand", &["text"], "connections"),
    ("olapPr", &["localConnection"], "connections"),
    ("webPr", &["url", "post", "editPage"], "connections"),
    ("textPr", &["sourceFile"], "connections"),
    ("parameter", &["name", "prompt", "string"], "connections"),
];

/// The history of a shared workbook: who changed which cell from what into what.
const REVISIONS: &[Row] = &[
    ("header", &["userName"], "earlier version"),
    ("userInfo", &["name"], "earlier version"),
    ("rcmt", &["author"], "earlier version"),
    ("rsnm", &["oldName", "newName"], "earlier version"),
    ("v", &[], "earlier version"),
    ("t", &[], "earlier version"),
    ("f", &[], "earlier version"),
];

const PIVOT: &[Row] = &[
    ("pivotCacheDefinition", &["refreshedBy"], AUTHORS),
    ("cacheField", &["caption", "formula"], "pivot table"),
    ("worksheetSource", &["sheet", "name"], "pivot table"),
    ("pageItem", &["name"], "pivot table"),
    (
        "pivotTableDefinition",
        &[
            "rowHeaderCaption",
            "colHeaderCaption",
            "grandTotalCaption",
            "missingCaption",
            "errorCaption",
            "dataCaption",
            "altText",
            "altTextSummary",
        ],
        "pivot table",
    ),
    ("pivotField", &["name", "subtotalCaption"], "pivot table"),
    ("item", &["n"], "pivot table"),
    ("dataField", &["name"], "pivot table"),
    ("pageField", &["cap"], "pivot table"),
    (
        "filter",
        &["name", "description", "stringValue1", "stringValue2"],
        "filters",
    ),
    ("customFilter", &["val"], "filters"),
];

const SLICER: &[Row] = &[
    ("slicer", &["caption"], "filters"),
    ("timeline", &["caption"], "filters"),
    ("i", &["n", "c"], "filters"),
    ("selection", &["n"], "filters"),
];

const LINKED: &[Row] = &[
    ("sheetName", &["val"], "linked workbook"),
    ("definedName", &["name", "refersTo"], "linked workbook"),
    ("ddeLink", &["ddeService", "ddeTopic"], "linked workbook"),
    ("ddeItem", &["name"], "linked workbook"),
    ("oleItem", &["name"], "linked workbook"),
];

const MAIL_MERGE: &[Row] = &[
    ("connectString", &["val"], "mail merge"),
    ("query", &["val"], "mail merge"),
    ("mailSubject", &["val"], "mail merge"),
    ("udl", &["val"], "mail merge"),
    ("table", &["val"], "mail merge"),
    ("addressFieldName", &["val"], "mail merge"),
];

/// Of a line on which a document is to be signed.
pub(super) const SIGNATURE_LINE: &[&str] = &[
    "suggestedsigner",
    "suggestedsigner2",
    "suggestedsigneremail",
    "signinginstructions",
];

/// What somebody wrote who signed, and where that was.
const SIGNATURE: &[Row] = &[
    ("SignatureText", &[], "properties"),
    ("SignatureComments", &[], "properties"),
    ("Address1", &[], "properties"),
    ("Address2", &[], "properties"),
    ("City", &[], "properties"),
    ("StateOrProvince", &[], "properties"),
    ("PostalCode", &[], "properties"),
    ("CountryName", &[], "properties"),
    ("ClaimedRole", &[], "properties"),
];

/// What somebody had put on the ribbon.
const RIBBON_SHOWN: &[&str] = &["label", "screentip", "supertip", "description", "title"];
const RIBBON: &[Row] = &[
    ("tab", RIBBON_SHOWN, "form"),
    ("group", RIBBON_SHOWN, "form"),
    ("button", RIBBON_SHOWN, "form"),
    ("toggleButton", RIBBON_SHOWN, "form"),
    ("splitButton", RIBBON_SHOWN, "form"),
    ("menu", RIBBON_SHOWN, "form"),
    ("gallery", RIBBON_SHOWN, "form"),
    ("item", RIBBON_SHOWN, "form"),
    ("labelControl", RIBBON_SHOWN, "form"),
    ("editBox", RIBBON_SHOWN, "form"),
];

/// A property of a control, and which of them people see.
const ACTIVE_X: &[Row] = &[("ocxPr", &["value"], "form")];
const SHOWN_BY_CONTROLS: &[&str] = &["Caption", "Value", "Text", "GroupName", "ControlTipText", "Tag"];

/// A column of a table that shows no headings: else these are the cells of its first row.
const UNSHOWN: &str = "tableColumn without heading";

/// Parts that are told by this table alone, or that say more than what is read of them elsewhere.
const PARTS: &[Told] = &[
    ("xl/connections", CONNECTIONS),
    ("xl/revisions/", REVISIONS),
    ("xl/pivotcache/pivotcachedefinition", PIVOT),
    ("xl/pivottables/", PIVOT),
    (
        "xl/tables/",
        &[
            ("filter", &["val"], "filters"),
            ("customFilter", &["val"], "filters"),
            ("table", &["comment"], "names"),
            (UNSHOWN, &["name"], "names"),
        ],
    ),
    ("xl/slicer", SLICER),
    ("xl/timeline", SLICER),
    ("xl/externallinks/", LINKED),
    ("xl/ctrlprops/", &[("item", &["val"], "form")]),
    (
        "xl/drawings/vmldrawing",
        &[
            ("textbox", &[], "form"),
            ("shape", &["alt", "title"], "alternative text"),
            ("signatureline", SIGNATURE_LINE, "form"),
        ],
    ),
    ("customui/", RIBBON),
    ("word/activex/", ACTIVE_X),
    ("xl/activex/", ACTIVE_X),
    ("ppt/activex/", ACTIVE_X),
    (
        "xl/querytables/",
        &[
            ("queryTable", &["name"], "connections"),
            ("deletedField", &["name"], "connections"),
        ],
    ),
    ("xl/metadata", &[("s", &["v"], "connections")]),
    ("word/glossary/document", &[("description", &["val"], "glossary")]),
    ("xl/richdata/", &[("v", &[], "connections"), ("fb", &[], "connections")]),
    ("xl/persons/", &[("person", &["userId"], AUTHORS)]),
    ("xl/charts/chartex", CHART),
    ("word/charts/chartex", CHART),
    ("ppt/charts/chartex", CHART),
    ("word/settings", MAIL_MERGE),
    (
        "word/people",
        &[("person", &["author"], AUTHORS), ("presenceInfo", &["userId"], AUTHORS)],
    ),
    ("ppt/authors", &[("author", &["name", "userId"], AUTHORS)]),
    (
        "ppt/presentation.xml",
        &[("section", &["name"], "outline"), ("custShow", &["name"], "outline")],
    ),
    ("_xmlsignatures/", SIGNATURE),
    ("ppt/tags/", &[("tag", &["val"], "properties")]),
];

/// The parts of a package that the table names.
pub(super) fn parts(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        let is_markup = lower.ends_with(".xml") || lower.ends_with(".vml");
        let Some((_, rows)) = PARTS.iter().find(|(path, _)| is_markup && lower.starts_with(path)) else {
            continue;
        };
        // Old programs wrote drawings as HTML, in which not every element ends.
        let is_html = lower.ends_with(".vml");
        package.walk(name, sink, |xml, sink| {
            xml.takes_html(is_html);
            match walk(xml, rows, sink) {
                Err(err) if err.reason == Reason::Damaged && is_html => Ok(()),
                result => result,
            }
        })?;
    }
    Ok(())
}

fn walk(xml: &mut Xml<'_>, rows: &[Row], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut open: Option<(usize, &str, String)> = None;
    let mut shows_headings = true;
    loop {
        let depth = xml.depth();
        match xml.next(sink)? {
            Node::Start(tag) => {
                match tag.name() {
                    "table" => shows_headings = tag.attribute("headerRowCount").is_none_or(|count| count != "0"),
                    "tableColumn" if !shows_headings => attributes(&tag, UNSHOWN, rows, sink),
                    _ => {}
                }
                self::tag(&tag, rows, sink);
                let row = rows
                    .iter()
                    .find(|(name, attributes, _)| *name == tag.name() && attributes.is_empty());
                if let (None, Some((.., part))) = (&open, row) {
                    open = Some((depth, part, String::new()));
                }
            }
            Node::Text(more) => {
                if let Some((.., text)) = &mut open {
                    text.push_str(&more);
                }
            }
            Node::End(_) => {
                if let Some((_, part, text)) = open.take_if(|(at, ..)| depth <= *at + 1) {
                    tell(part, 0, &text, sink);
                }
            }
            Node::Eof => return Ok(()),
        }
    }
}

/// What of this tag's attributes is told.
pub(in crate::extract) fn tag(tag: &Tag<'_>, rows: &[Row], sink: &mut Sink<'_>) {
    attributes(tag, tag.name(), rows, sink);
}

/// The same for a tag that the table has under another name.
fn attributes(tag: &Tag<'_>, name: &str, rows: &[Row], sink: &mut Sink<'_>) {
    let Some((_, wanted, part)) = rows.iter().find(|(row, ..)| *row == name) else {
        return;
    };
    let named = || tag.attribute("name");
    if tag.name() == "ocxPr" && !named().is_some_and(|named| SHOWN_BY_CONTROLS.contains(&&*named)) {
        return;
    }
    for (name, value) in tag.attributes().filter(|(name, _)| wanted.contains(name)) {
        if *part == LISTS && !is_said_of_items(&value) {
            continue;
        }
        // A value beside its name has that as its label; else authors alone are named.
        let label = match (name, named()) {
            ("val", Some(named)) => sink.intern(&named),
            _ if *part == AUTHORS => sink.intern("author"),
            _ => 0,
        };
        tell(part, label, &value, sink);
    }
}

/// Whether what a list puts before or behind the numbers of its items is more than a sign: `Dossier %1 -`.
pub(in crate::extract) fn is_said_of_items(text: &str) -> bool {
    let count = |is: fn(char) -> bool| text.split(|c| !is(c)).map(|word| word.chars().count()).max();
    count(char::is_alphabetic) > Some(1) || count(|c| c.is_ascii_digit()) > Some(1)
}

/// What stands before and behind the numbers of lists.
pub(in crate::extract) const LISTS: &str = "lists";

const AUTHORS: &str = "authors";

fn tell(part: &str, label: NameId, text: &str, sink: &mut Sink<'_>) {
    if text.trim().is_empty() {
        return;
    }
    let part = sink.intern(part);
    sink.piece(Unit::Field { part }, label, text.trim());
}
