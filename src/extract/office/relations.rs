//! Relationships: what ties the parts of a package (ECMA-376-2, 9).

use std::collections::HashMap;

use super::xml::{Node, Tag, Xml};
use crate::extract::{Error, Sink};

/// What ties a part to another one, or to a place outside.
pub(in crate::extract) struct Relation {
    pub id: String,
    /// The last word of the type: `hyperlink`, `worksheet`.
    pub kind: String,
    /// Name of the part, or the address when `external`.
    pub target: String,
    pub external: bool,
}

/// What is told of a package without a part that it should have.
pub(in crate::extract) const MISSING: &str = "a part that the document refers to is missing";

/// Parts that hold text of people's. Others may be missing: programs leave references to printer settings, pictures of
/// the first page, themes and custom XML behind that are gone, and some take properties out on purpose.
const OF_TEXT: [&str; 39] = [
    "header",
    "footer",
    "footnotes",
    "endnotes",
    "comments",
    "glossaryDocument",
    "aFChunk",
    "subDocument",
    "chart",
    "chartEx",
    "diagramData",
    "oleObject",
    "package",
    "worksheet",
    "chartsheet",
    "dialogsheet",
    "xlMacrosheet",
    "xlIntlMacrosheet",
    "sharedStrings",
    "threadedComment",
    "drawing",
    "vmlDrawing",
    "table",
    "pivotTable",
    "pivotCacheDefinition",
    "pivotCacheRecords",
    "externalLink",
    "connections",
    "revisionHeaders",
    "revisionLog",
    "slide",
    "slideMaster",
    "slideLayout",
    "notesSlide",
    "commentAuthors",
    "page",
    "pages",
    "masters",
    "settings",
];
/// What programs write as the target of a part that was removed.
const REMOVED: &str = "NULL";

impl Relation {
    /// Of an element of that name, in the relationships of a part in `folder`.
    pub fn of(tag: &Tag<'_>, folder: &str) -> Self {
        let attribute = |name| tag.attribute(name).unwrap_or_default().into_owned();
        let external = attribute("TargetMode") == "External";
        let target = attribute("Target");
        Self {
            id: attribute("Id"),
            kind: attribute("Type").rsplit('/').next().unwrap_or_default().to_owned(),
            target: if external { target } else { resolve(folder, &target) },
            external,
        }
    }

    /// Whether the part is the document itself.
    pub fn is_main(&self) -> bool {
        !self.external && self.kind == "officeDocument"
    }

    /// Whether text is lost where there is no such part.
    pub fn holds_text(&self) -> bool {
        let is_removed = self.target.rsplit('/').next() == Some(REMOVED);
        !self.external && !is_removed && OF_TEXT.contains(&&*self.kind)
    }

    /// Whether the part is a document that was inserted.
    pub fn inserts_document(&self) -> bool {
        !self.external && matches!(&*self.kind, "oleObject" | "package" | "aFChunk")
    }
}

/// Whether one of these ids is none of a relationship. A part without any, such as a sheet of macros, says "".
pub(in crate::extract) fn any_unknown<'i>(
    mut ids: impl Iterator<Item = &'i String>,
    relations: &HashMap<&str, &Relation>,
) -> bool {
    ids.any(|id| !id.is_empty() && !relations.contains_key(&**id))
}

/// Relationships by their ids; of two with one id the first counts.
pub(in crate::extract) fn by_id(relations: &[Relation]) -> HashMap<&str, &Relation> {
    let mut by_id = HashMap::with_capacity(relations.len());
    for relation in relations {
        by_id.entry(&*relation.id).or_insert(relation);
    }
    by_id
}

/// The relationships of a part in `folder`.
pub(super) fn read(
    xml: &mut Xml<'_>,
    folder: &str,
    relations: &mut Vec<Relation>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "Relationship" => relations.push(Relation::of(&tag, folder)),
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// A relationship's target, seen from the folder of its part.
pub(in crate::extract) fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_relationships_with_one_id_the_first_counts() {
        let relation = |id: &str, target: &str| Relation {
            id: id.to_owned(),
            kind: "worksheet".to_owned(),
            target: target.to_owned(),
            external: false,
        };
        let relations = [relation("a", "1"), relation("b", "2"), relation("a", "3")];
        let by_id = by_id(&relations);
        assert_eq!((&*by_id["a"].target, &*by_id["b"].target, by_id.len()), ("1", "2", 2));
    }
}
