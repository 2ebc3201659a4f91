//! OpenDocument packages: which they are, and which of their parts are read.

use super::odf_walk::Walk;
use super::package::Package;
use super::properties;
use super::xml::{Node, Xml};
use crate::extract::{Error, Head, Input, Reason, Sink};

/// Whether a zip is an OpenDocument of this media type; `extensions` decide where it does not say.
pub(in crate::extract) fn is(head: &Head<'_>, kind: &str, extensions: &[&str]) -> bool {
    if !head.bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let media = "application/vnd.oasis.opendocument.";
    match head.bytes.get(30..) {
        Some(rest) if rest.starts_with(b"mimetype") => {
            let extra = usize::from(head.bytes[28]) | usize::from(head.bytes[29]) << 8;
            let said = rest.get(8 + extra..).unwrap_or_default();
            said.strip_prefix(media.as_bytes())
                .is_some_and(|said| said.starts_with(kind.as_bytes()))
        }
        _ => {
            let has = |name: &str| head.members.iter().any(|member| member == name);
            has("content.xml") && has("META-INF/manifest.xml") && extensions.contains(&head.extension)
        }
    }
}

/// Reads a whole document.
pub(in crate::extract) fn extract(input: &mut dyn Input, sink: &mut Sink<'_>, is_sheet: bool) -> Result<(), Error> {
    let mut package = Package::open(input)?;
    let mut encrypted = false;
    package.walk("META-INF/manifest.xml", sink, |xml, sink| {
        encrypted = has_encryption(xml, sink)?;
        Ok(())
    })?;
    if encrypted {
        return Err(Error::new(Reason::Encrypted, "protected by a password"));
    }
    let mut walk = Walk::new(sink.intern("body"), is_sheet);
    if !package.walk("content.xml", sink, |xml, sink| walk.read(xml, sink))? {
        sink.gap(Reason::Damaged, "the main part is missing");
    }
    for name in package.names() {
        let part = match &*name {
            "styles.xml" => "styles",
            name if name.ends_with("/content.xml") => "object",
            _ => continue,
        };
        let mut walk = Walk::new(sink.intern(part), false);
        package.walk(&name, sink, |xml, sink| walk.read(xml, sink))?;
    }
    package.walk("meta.xml", sink, |xml, sink| {
        properties::leaves(xml, "properties", sink)
    })?;
    package.members(sink)
}

fn has_encryption(xml: &mut Xml<'_>, sink: &mut Sink<'_>) -> Result<bool, Error> {
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "encryption-data" => return Ok(true),
            Node::Eof => return Ok(false),
            _ => {}
        }
    }
}
