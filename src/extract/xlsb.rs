//! Binary workbooks in a package (xlsb, \[MS-XLSB\]), record by record.

mod record;
mod sheet;

use std::collections::{HashMap, HashSet};

use super::office::beside::Rest;
use super::office::number::Show;
use super::office::package::Package;
use super::office::properties;
use super::office::relations::{MISSING, Relation, any_unknown, by_id};
use super::office::workbook::{LACKS_TEXT, Strings, sheet_name};
use super::{Error, Extract, Format, Head, Input, Reason, Sink};
use crate::text::Unit;
use record::Records;

pub(super) static FORMAT: Format = Format {
    name: "xlsb",
    extensions: &["xlsb"],
    recognise: is_xlsb,
    extract: Extract::Seek(extract),
};

fn is_xlsb(head: &Head<'_>) -> bool {
    head.members
        .iter()
        .any(|name| name.trim_start_matches('/').eq_ignore_ascii_case("xl/workbook.bin"))
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    // Parts are inflated as they are read: what they say of their sizes is charged beforehand.
    package.charge_declared("xl/", sink)?;
    const MAIN: &str = "xl/workbook.bin";
    let mut workbook = Workbook::default();
    package.stream(MAIN, sink, |part, sink| workbook.read(&mut Records::new(part), sink))?;
    let relations = package.relations(MAIN, sink)?;
    for relation in &relations {
        match &*relation.kind {
            "sharedStrings" => package.stream(&relation.target, sink, |part, sink| {
                workbook.shared_strings(&mut Records::new(part), sink)
            })?,
            "styles" => package.stream(&relation.target, sink, |part, sink| {
                workbook.styles(&mut Records::new(part), sink)
            })?,
            _ => {}
        }
    }
    if any_unknown(workbook.sheets.iter().map(|(_, id)| id), &by_id(&relations)) {
        sink.gap(Reason::Damaged, MISSING);
    }
    let parts = workbook.sheet_parts(&package, &relations);
    if parts.is_empty() {
        sink.gap(Reason::Damaged, "no sheet inside");
    }
    for (name, part) in parts {
        let mut sheet = sheet::Sheet::new(&name, &workbook, sink);
        package.stream(&part, sink, |part, sink| sheet.read(&mut Records::new(part), sink))?;
        if sheet.lacks_text {
            sink.gap(Reason::Damaged, LACKS_TEXT);
        }
        if !sheet.has_any() && workbook.sheets.iter().any(|(of_sheet, _)| *of_sheet == name) {
            sheet_name(&name, sink);
        }
        for relation in package.relations(&part, sink)? {
            if relation.kind == "comments" {
                package.stream(&relation.target, sink, |part, sink| {
                    sheet.comments(&mut Records::new(part), sink)
                })?;
            }
        }
    }
    // What stands beside the sheets is XML, as in an xlsx.
    Rest::default().read(&mut package, sink)?;
    package.pictures(sink)?;
    properties::package(&mut package, sink)?;
    package.members(sink)
}

/// What the sheets share.
#[derive(Default)]
struct Workbook {
    /// Name and relationship of the sheets, hidden ones too.
    sheets: Vec<(String, String)>,
    since_1904: bool,
    strings: Strings,
    formats: HashMap<u16, Show>,
    /// Number formats by cell style.
    cells: Vec<u16>,
}

impl Workbook {
    fn read(&mut self, records: &mut Records<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let part = sink.intern("names");
        let label = sink.intern("defined name");
        while let Some((kind, mut fields)) = records.next(sink)? {
            match kind {
                153 => self.since_1904 = fields.u32().is_some_and(|flags| flags & 1 != 0),
                156 => {
                    let _ = fields.skip(8);
                    if let (Some(id), Some(name)) = (fields.text(), fields.text()) {
                        self.sheets.push((name, id));
                    }
                }
                39 => {
                    const BUILT_IN: u32 = 0x20;
                    let flags = fields.u32().unwrap_or(BUILT_IN);
                    let name = fields.skip(5).and_then(|()| fields.text());
                    if let Some(name) = name.filter(|name| flags & BUILT_IN == 0 && !name.is_empty()) {
                        sink.piece(Unit::Field { part }, label, &name);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn shared_strings(&mut self, records: &mut Records<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let part = sink.intern("shared strings");
        let mut n = 0;
        while let Some((kind, mut fields)) = records.next(sink)? {
            if kind == 19 {
                n += 1;
                let text = fields.rich_text().unwrap_or_default();
                self.strings.push(&text, Unit::Paragraph { part, n }, sink);
            }
        }
        Ok(())
    }

    fn styles(&mut self, records: &mut Records<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut in_cells = false;
        while let Some((kind, mut fields)) = records.next(sink)? {
            match kind {
                44 => {
                    if let (Some(id), Some(code)) = (fields.u16(), fields.text()) {
                        self.formats.insert(id, Show::of_code(&code));
                    }
                }
                617 => in_cells = true,
                618 => in_cells = false,
                47 if in_cells => {
                    let format = fields.skip(2).and_then(|()| fields.u16());
                    self.cells.push(format.unwrap_or(0));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&self, style: u32) -> Show {
        let format = self.cells.get(style as usize).copied().unwrap_or(0);
        let own = self.formats.get(&format).cloned();
        own.unwrap_or_else(|| Show::builtin(format.into()))
    }

    /// The sheets in their order; parts that no sheet names come last, under their file's name.
    fn sheet_parts(&self, package: &Package<'_>, relations: &[Relation]) -> Vec<(String, String)> {
        let relations = by_id(relations);
        let named = self.sheets.iter().filter_map(|(name, id)| {
            let relation = relations.get(&**id)?;
            Some((name.clone(), relation.target.clone()))
        });
        let names = package.names();
        let unnamed = names.iter().filter_map(|part| {
            let lower = part.to_ascii_lowercase();
            let stem = lower.strip_prefix("xl/worksheets/")?.strip_suffix(".bin")?;
            let is_index = stem.starts_with("binaryindex");
            (!is_index && !stem.contains('/')).then(|| (stem.to_owned(), part.clone()))
        });
        let mut seen = HashSet::new();
        named
            .chain(unnamed)
            .filter(|(_, part)| seen.insert(part.to_ascii_lowercase()))
            .collect()
    }
}
