//! OpenDocument presentations (odp, otp): slides and their notes.

use super::office::odf;
use super::{Extract, Format};

const EXTENSIONS: &[&str] = &["odp", "otp", "fodp"];

pub(super) static FORMAT: Format = Format {
    name: "odp",
    extensions: EXTENSIONS,
    recognise: |head| odf::is(head, "presentation", EXTENSIONS),
    extract: Extract::Seek(|input, sink| odf::extract(input, sink, false)),
};
