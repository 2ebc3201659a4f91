//! E-books (epub): the pages they hold, and what they say about themselves.

mod spine;

use std::collections::HashSet;

use super::office::alike::from_uri;
use super::office::package::Package;
use super::office::properties;
use super::office::xml::{Node, Xml};
use super::{Error, Extract, Format, Head, Input, Reason, Sink, html};

/// Names the parts that are encrypted, and how.
const LOCKED: &str = "META-INF/encryption.xml";
/// Parts that hold no text.
const OF_LOOK: &[&str] = &[".css", ".js", ".ttf", ".otf", ".woff", ".woff2"];
/// Ways to mangle fonts (EPUB 3.3, 4.4; Adobe's before it).
const MANGLING: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

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
    let mut locked = HashSet::new();
    package.walk(LOCKED, sink, |xml, sink| read_locked(xml, &mut locked, sink))?;
    let locked: HashSet<_> = locked.into_iter().map(|name| spine::found(&package, name)).collect();
    let pages = spine::pages(&mut package, sink)?;
    let (mut n_read, mut n_locked) = (0, 0);
    for name in package.names().iter() {
        let lower = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
        if locked.contains(&lower) {
            n_locked += u32::from(!ends(OF_LOOK));
        } else if ends(&[".xhtml", ".html", ".htm"]) || pages.contains(&lower) {
            n_read += 1;
            sink.line_break();
            package.stream(name, sink, html::page_of_book)?;
        } else if ends(&[".opf", ".ncx"]) {
            package.walk(name, sink, |xml, sink| properties::leaves(xml, "properties", sink))?;
        }
    }
    let locked_part = Error::new(Reason::Encrypted, "a part is encrypted");
    if n_locked > 0 && n_read == 0 {
        sink.set_unread();
        return Err(locked_part);
    }
    if n_locked > 0 {
        sink.gap(locked_part.reason, locked_part.detail);
    }
    package.pictures(sink)
}

/// The parts that cannot be read without a key of the shop, in small letters. Fonts that are only mangled need none.
fn read_locked(xml: &mut Xml<'_>, locked: &mut HashSet<String>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut is_mangled = false;
    loop {
        match xml.next(sink)? {
            Node::Start(tag) if tag.name() == "EncryptionMethod" => {
                is_mangled = tag.attribute("Algorithm").is_some_and(|way| MANGLING.contains(&&*way));
            }
            Node::Start(tag) if tag.name() == "CipherReference" && !is_mangled => {
                let name = tag.attribute("URI").map(|uri| from_uri(&uri).to_ascii_lowercase());
                locked.extend(name);
            }
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}
