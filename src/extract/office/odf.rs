//! OpenDocument packages: which they are, and which of their parts are read.

use std::io::Read as _;

use super::odf_walk::Walk;
use super::package::{Package, whole};
use super::properties;
use super::relations::MISSING;
use super::xml::{Node, Xml};
use crate::extract::known::media_type;
use crate::extract::{Error, Head, Input, Reason, Sink, embedded, xml};

/// Whether a zip is an OpenDocument of this media type; `extensions` decide where it does not say.
pub(in crate::extract) fn is(head: &Head<'_>, kind: &str, extensions: &[&str]) -> bool {
    let media = "application/vnd.oasis.opendocument.";
    if !head.bytes.starts_with(b"PK\x03\x04") {
        // A flat one names it in its first element.
        let said = format!("office:mimetype=\"{media}{kind}");
        return is_flat(head.bytes) && memchr::memmem::find(head.bytes, said.as_bytes()).is_some();
    }
    match media_type(head) {
        Some(said) if said.starts_with(media) => said[media.len()..].starts_with(kind),
        // It says nothing, or what none of them says.
        _ => {
            let has = |name: &str| head.members.iter().any(|member| member == name);
            has("content.xml") && has("META-INF/manifest.xml") && extensions.contains(&head.extension)
        }
    }
}

/// A document in one file of XML; its declaration may be missing.
fn is_flat(begin: &[u8]) -> bool {
    let begin = begin.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begin);
    begin.starts_with(b"<?xml") || begin.starts_with(b"<office:")
}

/// Reads a whole document.
pub(in crate::extract) fn extract(input: &mut dyn Input, sink: &mut Sink<'_>, is_sheet: bool) -> Result<(), Error> {
    let mut magic = Vec::new();
    (&mut *input).take(8).read_to_end(&mut magic)?;
    input.rewind()?;
    if is_flat(&magic) {
        return xml::flat(input, sink, |input, sink| flat(input, sink, is_sheet));
    }
    let mut package = Package::open(input)?;
    let mut manifest = Manifest::default();
    package.walk("META-INF/manifest.xml", sink, |xml, sink| manifest.read(xml, sink))?;
    if manifest.has_encryption {
        return Err(Error::new(Reason::Encrypted, "protected by a password"));
    }
    if manifest.texts.iter().any(|name| !package.has(name)) {
        sink.gap(Reason::Damaged, MISSING);
    }
    let mut walk = Walk::new(sink.intern("body"), is_sheet);
    if !package.walk("content.xml", sink, |xml, sink| walk.read(xml, sink))? {
        sink.gap(Reason::Damaged, "the main part is missing");
    }
    for name in package.names().iter() {
        let Some(part) = part(name) else {
            continue;
        };
        let mut walk = Walk::new(sink.intern(part), false);
        package.walk(name, sink, |xml, sink| walk.read(xml, sink))?;
    }
    macros(&mut package, sink)?;
    package.pictures(sink)?;
    package.walk("meta.xml", sink, |xml, sink| {
        properties::leaves(xml, "properties", sink)
    })?;
    package.members(sink)
}

/// What a part is called that holds text beside the document itself.
fn part(name: &str) -> Option<&'static str> {
    match name {
        "styles.xml" => Some("styles"),
        name if name.ends_with("/content.xml") => Some("object"),
        _ => None,
    }
}

/// Macros in Basic; beside each library of them stands a list of its modules.
fn macros(package: &mut Package<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let names = package.names();
    let is_module = |name: &&String| name.starts_with("Basic/") && name.ends_with(".xml");
    for name in names.iter().filter(is_module) {
        package.walk(name, sink, |xml, sink| properties::leaves(xml, "macros", sink))?;
    }
    Ok(())
}

/// What a flat document says about itself stands within this.
const BEGIN: u64 = 256 << 10;
const END_OF_META: &[u8] = b"</office:meta>";

/// A document in one file: its parts are elements.
fn flat(input: &mut dyn Input, sink: &mut Sink<'_>, is_sheet: bool) -> Result<(), Error> {
    let mut begin = Vec::new();
    (&mut *input).take(BEGIN).read_to_end(&mut begin)?;
    input.rewind()?;
    let mut walk = Walk::new(sink.intern("body"), is_sheet);
    // What it says about itself stands before its text, and is there where that is cut.
    let read = walk.read(&mut whole(input)?, sink);
    let n_text = sink.n_text;
    let end = memchr::memmem::find(&begin, END_OF_META);
    let start = memchr::memmem::find(&begin, b"<office:meta>");
    if let (Some(start), Some(end)) = (start, end)
        && let Some(about) = begin.get(start..end + END_OF_META.len())
    {
        let mut about = std::io::Cursor::new(about);
        properties::leaves(&mut whole(&mut about)?, "properties", sink)?;
    }
    input.rewind()?;
    read.and(embedded::beside(input, n_text, sink))
}

/// What the list of a document's parts says of them.
#[derive(Default)]
struct Manifest {
    has_encryption: bool,
    /// Those that hold text.
    texts: Vec<String>,
}

impl Manifest {
    fn read(&mut self, xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        loop {
            match xml.next(sink)? {
                Node::Start(tag) => match tag.name() {
                    "encryption-data" => self.has_encryption = true,
                    "file-entry" => {
                        let name = tag.attribute("full-path").unwrap_or_default();
                        self.texts.extend(part(&name).map(|_| name.into_owned()));
                    }
                    _ => {}
                },
                Node::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}
