//! Workbooks (xlsx and kin): every sheet cell by cell, with comments, headers, text boxes, names and cached copies.

use super::office::beside::Rest;
use super::office::package::Package;
use super::office::properties;
use super::office::relations::{MISSING, Relation, any_unknown, by_id};
use super::office::sheet::{Sheet, column};
use super::office::told;
use super::office::workbook::{Strings, Styles, sheet_name};
use super::office::xml::{Node, Tag, Xml};
use super::{Error, Extract, Format, Input, Reason, Sink};
use crate::text::{NameId, Unit};

pub(super) static FORMAT: Format = Format {
    name: "xlsx",
    extensions: &["xlsx", "xlsm", "xltx", "xltm"],
    recognise: |head| super::office::package::holds(head, "xl/"),
    extract: Extract::Seek(extract),
};

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let main = package.main("xl/workbook.xml", sink)?;
    let mut workbook = Workbook::default();
    package.walk(&main, sink, |xml, sink| workbook.read(xml, sink))?;
    let relations = package.relations(&main, sink)?;
    // Without the formats dates are numbers of days.
    let lacks_formats = relations
        .iter()
        .any(|relation| relation.kind == "styles" && !package.has(&relation.target));
    if lacks_formats || any_unknown(workbook.sheets.iter().map(|(_, id)| id), &by_id(&relations)) {
        sink.gap(Reason::Damaged, MISSING);
    }
    let target = |package: &Package<'_>, kind: &str, usual: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        let found = found.filter(|relation| package.has(&relation.target));
        found.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
    };
    let (mut strings, mut styles) = (Strings::default(), Styles::default());
    let part = target(&package, "sharedStrings", "xl/sharedStrings.xml");
    package.walk(&part, sink, |xml, sink| strings.read(xml, sink))?;
    let part = target(&package, "styles", "xl/styles.xml");
    package.walk(&part, sink, |xml, sink| styles.read(xml, sink))?;

    let mut rest = Rest::default();
    for (name, part) in workbook.sheet_parts(&package, &relations) {
        if !rest.seen.insert(part.to_ascii_lowercase()) {
            continue;
        }
        let table = sink.intern(&name);
        let mut sheet = Sheet::new(table, &strings, &styles, workbook.since_1904);
        package.walk(&part, sink, |xml, sink| sheet.walk(xml, sink))?;
        if !sheet.has_any && workbook.sheets.iter().any(|(of_sheet, _)| *of_sheet == name) {
            sheet_name(&name, sink);
        }
        for relation in package.relations(&part, sink)? {
            if matches!(&*relation.kind, "comments" | "threadedComment")
                && rest.seen.insert(relation.target.to_ascii_lowercase())
            {
                package.walk(&relation.target, sink, |xml, sink| comments(xml, table, sink))?;
            }
        }
    }
    rest.read(&mut package, sink)?;
    package.pictures(sink)?;
    properties::package(&mut package, sink)?;
    package.members(sink)
}

#[derive(Default)]
struct Workbook {
    /// Name and relationship of the sheets, hidden ones too.
    sheets: Vec<(String, String)>,
    since_1904: bool,
}

impl Workbook {
    fn read(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let part = sink.intern("names");
        let mut defined: Option<(String, String)> = None;
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => {
                    told::tag(&tag, told::WORKBOOK, sink);
                    self.start(&tag, &mut defined);
                }
                Node::Text(text) => {
                    if let Some((_, formula)) = &mut defined {
                        formula.push_str(&text);
                    }
                }
                Node::End("definedName") => {
                    if let Some((name, formula)) = defined.take() {
                        let label = sink.intern("defined name");
                        sink.piece(Unit::Field { part }, label, &format!("{name} {formula}"));
                    }
                }
                Node::End(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    fn start(&mut self, tag: &Tag<'_>, defined: &mut Option<(String, String)>) {
        match tag.name() {
            "sheet" => {
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                let id = tag.relation_id().unwrap_or_default().into_owned();
                self.sheets.push((name, id));
            }
            "workbookPr" => {
                let since = tag.attribute("date1904");
                self.since_1904 = matches!(since.as_deref(), Some("1" | "true"));
            }
            "definedName" => {
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                *defined = Some((name, String::new()));
            }
            _ => {}
        }
    }

    /// The sheets in their order; parts that no sheet names come last, under their file's name.
    fn sheet_parts(&self, package: &Package<'_>, relations: &[Relation]) -> Vec<(String, String)> {
        let relations = by_id(relations);
        let mut parts: Vec<(String, String)> = self
            .sheets
            .iter()
            .filter_map(|(name, id)| {
                let relation = relations.get(&**id)?;
                Some((name.clone(), relation.target.clone()))
            })
            .collect();
        for part in package.names().iter() {
            let lower = part.to_ascii_lowercase();
            if let Some(file) = lower.strip_prefix("xl/worksheets/")
                && let Some(stem) = file.strip_suffix(".xml")
                && !file.contains('/')
            {
                parts.push((stem.to_owned(), part.clone()));
            }
        }
        parts
    }
}

/// Comments of a sheet, each at its cell; who wrote them.
fn comments(xml: &mut Xml<'_>, table: NameId, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("comments");
    let (author, comment) = (sink.intern("author"), sink.intern("comment"));
    let (mut unit, mut label) = (Unit::Field { part }, author);
    let mut text = String::new();
    let mut reading = false;
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => match tag.name() {
                "author" => reading = true,
                "comment" | "threadedComment" => {
                    let reference = tag.attribute("ref").unwrap_or_default();
                    let row = reference.trim_start_matches(|c: char| !c.is_ascii_digit());
                    if let (Some(col), Ok(row)) = (column(&reference), row.parse()) {
                        (unit, label) = (Unit::Cell { table, row, col }, comment);
                    }
                }
                "t" | "text" => reading = true,
                "rPh" => xml.skip(sink)?,
                _ => {}
            },
            Node::Text(more) if reading => text.push_str(&more),
            Node::Text(_) => {}
            Node::End("author" | "comment" | "threadedComment") => {
                if !text.trim().is_empty() {
                    sink.piece(unit, label, text.trim());
                }
                text.clear();
                reading = false;
            }
            Node::End(name) => reading &= name != "t",
            Node::Eof => return Ok(()),
        }
    }
}
