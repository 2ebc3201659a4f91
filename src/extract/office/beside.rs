//! What stands in a workbook beside the cells of its sheets: drawings, charts, comments, copies of other tables.

use std::collections::HashSet;

use super::number;
use super::package::Package;
use super::paragraphs::{Paragraphs, Place};
use super::xml::{Node, Xml};
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// The parts beside the sheets.
#[derive(Default)]
pub(in crate::extract) struct Rest {
    /// Parts that were read with their sheets, in lower case.
    pub seen: HashSet<String>,
}

impl Rest {
    pub fn read(&self, package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut paragraphs = Paragraphs::new(Place::Part(0));
        for name in package.names().iter() {
            let lower = name.to_ascii_lowercase();
            if is_data(&lower) {
                sink.gap(Reason::Unsupported, "tables of a data model, outside the cells");
            }
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
                package.walk(name, sink, |xml, sink| cached(xml, Unit::Field { part }, sink))?;
            } else {
                paragraphs.at(Place::Part(part));
                package.walk(name, sink, |xml, sink| paragraphs.walk(xml, sink))?;
            }
        }
        Ok(())
    }
}

/// Whole tables in a binary format: a data model (Power Pivot), and what add-ins and Excel 2010 keep of one.
fn is_data(name: &str) -> bool {
    let folders = ["xl/model/", "xl/customdata/"];
    name.ends_with(".data") && folders.iter().any(|folder| name.starts_with(folder))
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
                            "n" => number::plain(&value, &mut shown),
                            _ => shown.push_str(&value),
                        }
                        sink.piece(unit, label, &shown);
                    }
                }
                _ => {}
            },
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
