//! A walk over one XML part: start, end and text, with local names, no DTD, bounded depth, and charged to the sink.

use std::borrow::Cow;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::part::{Meter, PartReader, is_limit};
use crate::extract::{Error, Reason, Sink};

/// Deeper elements are no office document.
const DEPTH: usize = 256;
/// Bytes inflated between two charges.
const CHARGE: u64 = 64 << 10;

pub(in crate::extract) enum Node<'n> {
    Start(Tag<'n>),
    /// The local name of the element that ends; an empty element starts and ends.
    End(&'n str),
    /// Text, or nothing where a comment or an instruction stood.
    Text(Cow<'n, str>),
    Eof,
}

pub(in crate::extract) struct Tag<'n>(BytesStart<'n>);

pub(in crate::extract) struct Xml<'p> {
    reader: Reader<PartReader<'p>>,
    buffer: Vec<u8>,
    /// The name of the element that ends.
    ended: String,
    /// The element started last was empty: its end comes next.
    empty: bool,
    meter: Rc<Meter>,
    depth: usize,
}

impl<'p> Xml<'p> {
    pub(super) fn new(part: PartReader<'p>, meter: Rc<Meter>) -> Self {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            ended: String::new(),
            empty: false,
            meter,
            depth: 0,
        }
    }

    /// Elements open now.
    pub fn depth(&self) -> usize {
        self.depth
    }

    pub fn next(&mut self, sink: &mut Sink<'_>) -> Result<Node<'_>, Error> {
        if self.meter.inflated.get() > CHARGE {
            charge(&self.meter, sink)?;
        }
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(Node::End(&self.ended));
        }
        self.buffer.clear();
        self.reader.get_mut().settle();
        Ok(match self.reader.read_event_into(&mut self.buffer).map_err(error)? {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(Error::new(Reason::LimitDepth, format!("elements deeper than {DEPTH}")));
                }
                Node::Start(Tag(start))
            }
            Event::Empty(start) => {
                self.depth += 1;
                self.empty = true;
                self.ended.clear();
                self.ended.push_str(local(start.name().into_inner()));
                Node::Start(Tag(start))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                self.ended.clear();
                self.ended.push_str(local(end.name().into_inner()));
                Node::End(&self.ended)
            }
            Event::Text(text) => Node::Text(text.into_inner()),
            Event::CData(text) => Node::Text(text.into_inner()),
            Event::GeneralRef(reference) => Node::Text(resolve(&reference).into()),
            Event::Eof => {
                charge(&self.meter, sink)?;
                if self.depth > 0 {
                    return Err(Error::damaged("the XML ends early"));
                }
                Node::Eof
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Node::Text("".into()),
        })
    }

    /// Passes over the element whose start was just read.
    pub fn skip(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Node::Eof = self.next(sink)? {
                break;
            }
        }
        Ok(())
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    pub fn prefix(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// An attribute by its local name, entities resolved.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.attributes().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Attributes by local name.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.filter_map(|attribute| {
            let attribute = attribute.ok()?;
            Some((local(attribute.key.into_inner()), unescaped(attribute.value)))
        })
    }

    /// The id of a relationship: `r:id`, which may stand beside an `id` of its own.
    pub fn relation_id(&self) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.into_inner().ends_with(":id"))
            .map(|attribute| unescaped(attribute.value))
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.parse().ok()
    }
}

fn unescaped(value: Cow<'_, str>) -> Cow<'_, str> {
    if !value.contains('&') {
        return value;
    }
    let mut plain = String::with_capacity(value.len());
    let mut rest = &*value;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        match after.split_once(';') {
            Some((reference, tail)) => {
                plain.push_str(&resolve(reference));
                rest = tail;
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

/// The five predefined entities and numeric references; no other entity is ever resolved (no DTD is read).
fn resolve(reference: &str) -> String {
    if let Some(text) = quick_xml::escape::resolve_xml_entity(reference) {
        return text.to_owned();
    }
    let code = match reference.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    code.and_then(char::from_u32)
        .filter(|&c| c != '\0')
        .map_or_else(|| format!("&{reference};"), String::from)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Tells the sink what was taken and inflated since the last time.
pub(super) fn charge(meter: &Meter, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.charge(meter.taken.take(), meter.inflated.take())
}

fn error(err: quick_xml::Error) -> Error {
    match err {
        quick_xml::Error::Io(err) => io_error(&err),
        _ => Error::damaged("damaged XML"),
    }
}

/// What the decompressor says of damaged data comes with many kinds; only the file's own errors are not the part's.
pub(super) fn io_error(err: &std::io::Error) -> Error {
    if is_limit(err) {
        return Error::new(Reason::LimitOutput, "a text too long to be one");
    }
    match err.raw_os_error() {
        Some(_) => Error::new(Reason::IoError, err.kind().to_string()),
        None => Error::damaged("damaged compressed data"),
    }
}
