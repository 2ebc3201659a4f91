//! E-books (epub): the pages they hold, and what they say about themselves.

use super::office::package::Package;
use super::office::properties;
use super::{Error, Extract, Format, Head, Input, Sink, html};

pub(super) static FORMAT: Format = Format {
    name: "epub",
    extensions: &["epub"],
    recognise,
    extract: Extract::Seek(extract),
};

fn recognise(head: &Head<'_>) -> bool {
    super::known::is_media_type(head, "application/epub+zip")
        || head.extension == "epub" && head.members.iter().any(|name| name == "META-INF/container.xml")
}

fn extract(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        if ends(&[".xhtml", ".html", ".htm"]) {
            sink.line_break();
            package.stream(&name, sink, html::extract)?;
        } else if ends(&[".opf", ".ncx"]) {
            package.walk(&name, sink, |xml, sink| properties::leaves(xml, "properties", sink))?;
        }
    }
    package.pictures(sink)
}
