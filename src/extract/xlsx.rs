//! Workbooks (xlsx and kin): every sheet cell by cell, with comments, headers, text boxes, names and cached copies.

use std::collections::HashSet;

use super::office::package::{Package, Relation};
use super::office::paragraphs::{Paragraphs, Place};
use super::office::properties;
use super::office::sheet::{Sheet, column};
use super::office::workbook::{Strings, Styles};
use super::office::xml::{Node, Xml};
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
    let main = package
        .relations("", sink)?
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let mut workbook = Workbook::default();
    if !package.walk(&main, sink, |xml, sink| workbook.read(xml, sink))? {
        sink.gap(Reason::Damaged, "the main part is missing");
    }
    let relations = package.relations(&main, sink)?;
    let target = |kind: &str, usual: &str| {
        let found = relations.iter().find(|relation| relation.kind == kind);
        found.map_or_else(|| usual.to_owned(), |relation| relation.target.clone())
    };
    let (mut strings, mut styles) = (Strings::default(), Styles::default());
    package.walk(&target("sharedStrings", "xl/sharedStrings.xml"), sink, |xml, sink| {
        strings.read(xml, sink)
    })?;
    package.walk(&target("styles", "xl/styles.xml"), sink, |xml, sink| {
        styles.read(xml, sink)
    })?;

    let mut rest = Rest::new(sink);
    for (name, part) in workbook.sheet_parts(&package, &relations) {
        if !rest.seen.insert(part.to_ascii_lowercase()) {
            continue;
        }
        let table = sink.intern(&name);
        let mut sheet = Sheet::new(table, &strings, &styles, workbook.since_1904);
        package.walk(&part, sink, |xml, sink| sheet.walk(xml, sink))?;
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
                Node::Start(tag) => match tag.name() {
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
                        defined = Some((name, String::new()));
                    }
                    _ => {}
                },
                Node::Text(text) => {
                    if let Some((_, formula)) = &mut defined {
                        formula.push_str(&text);
                    }
                }
                Node::End("definedName") => {
                    if let Some((name, formula)) = defined.take() {
                        let label = sink.intern("defined name");
                        sink.piece(Unit::Field { part }, label, &format!("{name} {formula}"))?;
                    }
                }
                Node::End(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    /// The sheets in their order; parts that no sheet names come last, under their file's name.
    fn sheet_parts(&self, package: &Package<'_>, relations: &[Relation]) -> Vec<(String, String)> {
        let mut parts: Vec<(String, String)> = self
            .sheets
            .iter()
            .filter_map(|(name, id)| {
                let relation = relations.iter().find(|relation| relation.id == *id)?;
                Some((name.clone(), relation.target.clone()))
            })
            .collect();
        for part in package.names() {
            let lower = part.to_ascii_lowercase();
            if let Some(file) = lower.strip_prefix("xl/worksheets/")
                && let Some(stem) = file.strip_suffix(".xml")
                && !file.contains('/')
            {
                parts.push((stem.to_owned(), part));
            }
        }
        parts
    }
}

/// The parts beside the sheets.
struct Rest {
    paragraphs: Paragraphs,
    seen: HashSet<String>,
}

impl Rest {
    fn new(sink: &mut Sink<'_>) -> Self {
        let part = sink.intern("comments");
        Self {
            paragraphs: Paragraphs::new(Place::Part(part)),
            seen: HashSet::new(),
        }
    }

    fn read(&mut self, package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        for name in package.names() {
            let lower = name.to_ascii_lowercase();
            let path = lower.strip_prefix("xl/").filter(|path| path.ends_with(".xml"));
            let Some(path) = path.filter(|_| !self.seen.contains(&lower)) else {
                continue;
            };
            let folder = path.split('/').next().unwrap_or_default();
            let part = match folder {
                "drawings" => "drawing",
                "diagrams" if path.contains("/data") => "diagram",
                "charts" if path.contains("/chart") => "chart",
                "chartsheets" => "chart",
                "threadedcomments" | "persons" => "comments",
                "externallinks" => "linked workbook",
                "pivotcache" => "pivot table",
                _ if folder.starts_with("comments") => "comments",
                _ => continue,
            };
            let part = sink.intern(part);
            if folder == "pivotcache" {
                package.walk(&name, sink, |xml, sink| cached(xml, Unit::Field { part }, sink))?;
            } else {
                self.paragraphs.at(Place::Part(part));
                package.walk(&name, sink, |xml, sink| self.paragraphs.walk(xml, sink))?;
            }
        }
        Ok(())
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
                    sink.piece(unit, label, text.trim())?;
                }
                text.clear();
                reading = false;
            }
            Node::End(name) => reading &= name != "t",
            Node::Eof => return Ok(()),
        }
    }
}

/// A pivot table keeps a copy of the rows it was made from, often after these are gone.
fn cached(xml: &mut Xml<'_>, unit: Unit, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut label = 0;
    loop {
        match xml.next(sink)? {
            Node::Start(tag) => match tag.name() {
                "cacheField" => label = sink.intern(&tag.attribute("name").unwrap_or_default()),
                "s" | "n" | "d" => {
                    if let Some(value) = tag.attribute("v") {
                        let mut shown = String::new();
                        match tag.name() {
                            "n" => super::office::number::plain(&value, &mut shown),
                            _ => shown.push_str(&value),
                        }
                        sink.piece(unit, label, &shown)?;
                    }
                }
                _ => {}
            },
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
