//! OpenDocument texts (odt, ott): body, headers, footers, notes, annotations, deletions, tables.

use super::office::odf;
use super::{Extract, Format};

const EXTENSIONS: &[&str] = &["odt", "ott", "odm", "fodt"];

pub(super) static FORMAT: Format = Format {
    name: "odt",
    extensions: EXTENSIONS,
    recognise: |head| odf::is(head, "text", EXTENSIONS),
    extract: Extract::Seek(|input, sink| odf::extract(input, sink, false)),
};
