//! OpenDocument drawings (odg, otg): their pages, text boxes, shapes and connectors.

use super::office::odf;
use super::{Extract, Format};

const EXTENSIONS: &[&str] = &["odg", "otg", "fodg"];

pub(super) static FORMAT: Format = Format {
    name: "odg",
    extensions: EXTENSIONS,
    recognise: |head| odf::is(head, "graphics", EXTENSIONS),
    extract: Extract::Seek(|input, sink| odf::extract(input, sink, false)),
};
