//! What the office formats share: the package (a zip of XML parts), a bounded walk over XML, paragraphs, properties.

pub(super) mod alike;
pub(super) mod beside;
pub(super) mod binary;
pub(super) mod compound;
pub(super) mod controls;
pub(super) mod decrypt;
pub(super) mod drawn;
mod escapes;
pub(super) mod flow;
pub(super) mod headings;
pub(super) mod literals;
pub(super) mod macros;
mod mashup;
mod mend;
pub(super) mod naming;
pub(super) mod number;
pub(super) mod objects;
pub(super) mod odf;
mod odf_walk;
pub(super) mod ole;
pub(super) mod package;
pub(super) mod paragraphs;
pub(super) mod part;
pub(super) mod properties;
pub(super) mod property_set;
pub(in crate::extract) mod raised;
pub(super) mod relations;
pub(super) mod revised;
mod sections;
pub(super) mod sheet;
mod svg;
mod tag;
pub(super) mod told;
pub(super) mod workbook;
pub(super) mod xml;

#[cfg(test)]
pub(super) mod tests;
