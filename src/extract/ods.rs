//! OpenDocument sheets (ods, ots): every sheet cell by cell, with annotations.

use super::office::odf;
use super::{Extract, Format};

const EXTENSIONS: &[&str] = &["ods", "ots", "fods"];

pub(super) static FORMAT: Format = Format {
    name: "ods",
    extensions: EXTENSIONS,
    recognise: |head| odf::is(head, "spreadsheet", EXTENSIONS),
    extract: Extract::Seek(|input, sink| odf::extract(input, sink, true)),
};
