//! OpenDocument of other kinds: charts, formulas, pictures with a frame, databases (odc, odf, odi, odb).

use super::office::odf;
use super::{Extract, Format};

const EXTENSIONS: &[&str] = &["odc", "odf", "odi", "odb", "otc", "oti"];
const KINDS: [&str; 5] = ["chart", "formula", "image", "base", "database"];

pub(super) static FORMAT: Format = Format {
    name: "odf",
    extensions: EXTENSIONS,
    recognise: |head| KINDS.iter().any(|kind| odf::is(head, kind, EXTENSIONS)),
    extract: Extract::Seek(|input, sink| odf::extract(input, sink, false)),
};
