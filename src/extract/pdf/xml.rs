//! The XML inside documents: XMP packets, form data and rich text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::extract::{Error, Reason, Sink, entity};

/// Elements inside one another; nothing recurses, but names are kept.
const MAX_DEPTH: usize = 256;
const MAX_TEXTS: usize = 100_000;
/// Vocabularies that describe files, versions and schemas.
const TECHNICAL_PREFIXES: &[&str] = &[
    "pdfaExtension",
    "pdfaSchema",
    "pdfaProperty",
    "pdfaType",
    "pdfaField",
    "pdfaid",
    "pdfuaid",
    "pdfxid",
    "pdfx",
    "xmpMM",
    "stEvt",
    "stRef",
    "stVer",
    "stFnt",
    "stDim",
    "stMfs",
    "xmpTPg",
    "xmpG",
    "xmpGImg",
    "exif",
    "tiff",
    "crs",
    "xmlns",
    "xml",
    "rdf",
    "x",
];
/// Single properties of other vocabularies that name programs and times.
const TECHNICAL: &[&str] = &[
    "CreatorTool",
    "CreateDate",
    "ModifyDate",
    "MetadataDate",
    "Producer",
    "Trapped",
    "PDFVersion",
    "format",
    "date",
];

/// The element of an XML form that holds XHTML.
pub(super) const RICH: &str = "exData";

/// The texts in an XML, each with the name of its element or attribute.
pub(super) struct Texts {
    named: Vec<(String, String)>,
    /// Why the rest was not read.
    cut: Option<Error>,
}

impl Texts {
    /// Reads them as far as they can be read; what cannot leaves a gap.
    pub(super) fn read(xml: &[u8], sink: &mut Sink<'_>) -> Self {
        Self::told(Self::of(xml, false), sink)
    }

    /// Those of an XHTML document, in which elements that only change the looks stand within words.
    pub(super) fn read_rich(xml: &[u8], sink: &mut Sink<'_>) -> Self {
        Self::told(Self::of(xml, true), sink)
    }

    fn told(mut texts: Self, sink: &mut Sink<'_>) -> Self {
        if let Some(cut) = texts.cut.take() {
            sink.gap(cut.reason, cut.detail);
        }
        texts
    }

    fn of(xml: &[u8], is_rich: bool) -> Self {
        let mut named = Vec::new();
        let cut = named_texts(&decode(xml), is_rich, &mut named).err();
        named.retain_mut(|(_, text)| {
            *text = text.trim().to_owned();
            !text.is_empty()
        });
        Self { named, cut }
    }

    /// The days on which an XMP packet says that the document was made and saved.
    pub(super) fn dates(&self) -> Vec<jiff::civil::Date> {
        let is_date = |name: &str| matches!(name.trim_start_matches('@'), "xmp:CreateDate" | "xmp:ModifyDate");
        let dates = self.named.iter().filter(|(name, _)| is_date(name));
        dates.filter_map(|(_, date)| date.get(..10)?.parse().ok()).collect()
    }

    /// The properties in an XMP packet that tell something, with their names.
    pub(super) fn properties(mut self) -> Vec<(String, String)> {
        self.named.retain(|(name, _)| is_telling(name));
        self.with_local_names()
    }

    /// The values in form data, with the names of their elements.
    pub(super) fn values(mut self) -> Vec<(String, String)> {
        self.named.retain(|(name, _)| !name.starts_with('@'));
        self.with_local_names()
    }

    /// The text of an XHTML document.
    pub(super) fn plain(self) -> String {
        let texts: Vec<String> = self.values().into_iter().map(|(_, text)| text).collect();
        texts.join(" ")
    }

    fn with_local_names(self) -> Vec<(String, String)> {
        let local = |name: String| name.rsplit([':', '@']).next().unwrap_or_default().to_owned();
        self.named.into_iter().map(|(name, text)| (local(name), text)).collect()
    }
}

fn is_telling(name: &str) -> bool {
    let name = name.trim_start_matches('@');
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    !name.is_empty() && !TECHNICAL_PREFIXES.contains(&prefix) && !TECHNICAL.contains(&local)
}

/// The text nodes, each with the name of its element, and the attributes, with `@` before their names. An error says
/// why it ends before the XML does.
fn named_texts(xml: &str, is_rich: bool, texts: &mut Vec<(String, String)>) -> Result<(), Error> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    let mut joins = false;
    loop {
        check_limits(open.len(), texts.len())?;
        let is_rich = is_rich || open.last().is_some_and(|name| is_xhtml(name));
        let found = match reader.read_event() {
            Ok(Event::Start(tag)) if is_rich && is_of_looks(tag.name().as_ref()) => {
                open.push(open.last().cloned().unwrap_or_default());
                continue;
            }
            Ok(Event::End(tag)) if is_rich && is_of_looks(tag.name().as_ref()) => {
                open.pop();
                continue;
            }
            Ok(Event::Start(tag)) => {
                attributes(&tag, texts);
                open.push(property_name(&tag, &open));
                None
            }
            Ok(Event::Empty(tag)) => {
                attributes(&tag, texts);
                None
            }
            Ok(Event::End(_)) => {
                open.pop();
                None
            }
            Ok(Event::Text(text)) => Some(text.as_ref().to_owned()),
            Ok(Event::CData(text)) => Some(text.as_ref().to_owned()),
            Ok(Event::GeneralRef(entity)) => Some(entity_text(entity.as_ref())),
            Ok(Event::Eof) if open.is_empty() => return Ok(()),
            Ok(Event::Eof) => return Err(Error::damaged("the XML ends early")),
            Err(_) => return Err(Error::damaged("damaged XML")),
            Ok(_) => continue,
        };
        let last = texts.last_mut().filter(|_| joins);
        joins = found.is_some();
        match (found, last) {
            (Some(found), Some((_, last))) => last.push_str(&found),
            (Some(found), None) => texts.push((open.last().cloned().unwrap_or_default(), found)),
            (None, _) => {}
        }
    }
}

fn check_limits(depth: usize, n_texts: usize) -> Result<(), Error> {
    let (reason, said) = match () {
        () if depth > MAX_DEPTH => (Reason::LimitDepth, format!("elements deeper than {MAX_DEPTH}")),
        () if n_texts > MAX_TEXTS => (Reason::LimitEntries, format!("more than {MAX_TEXTS} entries")),
        () => return Ok(()),
    };
    Err(Error::new(reason, said))
}

/// Elements that change the looks of what they hold and begin no line.
fn is_of_looks(name: &str) -> bool {
    const LOOKS: [&str; 14] = [
        "a", "b", "big", "em", "font", "i", "s", "small", "span", "strike", "strong", "sub", "sup", "u",
    ];
    LOOKS.contains(&name)
}

fn is_xhtml(name: &str) -> bool {
    name.rsplit(':').next() == Some(RICH)
}

/// List items are named by the property whose list it is, and all of an XHTML text by the element around it.
fn property_name(tag: &BytesStart<'_>, open: &[String]) -> String {
    match tag.name().as_ref() {
        "rdf:li" | "rdf:Alt" | "rdf:Bag" | "rdf:Seq" => open.last().cloned().unwrap_or_default(),
        name => match open.last() {
            Some(around) if is_xhtml(around) => around.clone(),
            _ => name.to_owned(),
        },
    }
}

fn attributes(tag: &BytesStart<'_>, texts: &mut Vec<(String, String)>) {
    // Without the check for doubles, which takes quadratic time.
    for attribute in tag.attributes().with_checks(false).flatten().take(MAX_TEXTS + 1) {
        let value =
            quick_xml::escape::unescape(&attribute.value).map_or_else(|_| String::new(), |text| text.into_owned());
        texts.push((format!("@{}", attribute.key.as_ref()), value));
    }
}

/// UTF-8 or UTF-16.
fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0, _, ..] => encoding_rs::UTF_16BE,
        [_, 0, ..] => encoding_rs::UTF_16LE,
        _ => encoding_rs::UTF_8,
    };
    encoding.decode(bytes).0.into_owned()
}

/// The text of an entity, by its name or number; an unknown one stays as it is written.
fn entity_text(name: &str) -> String {
    let text = || quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
    let code = entity::code(name).map(String::from);
    code.or_else(text).unwrap_or_else(|| format!("&{name};"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_tells_its_properties() {
        let packet = br#"<x:xmpmeta><rdf:Description pdf:Keywords="loon &amp; ziekte" xmpMM:DocumentID="uuid:1">
            <dc:creator><rdf:Seq><rdf:li>An &#x41;erts</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>
            <xmp:CreatorTool>Writer</xmp:CreatorTool></rdf:Description></x:xmpmeta>"#;
        let expected = [("Keywords", "loon & ziekte"), ("creator", "An Aerts"), ("creator", "B")];
        let texts = Texts::of(packet, false);
        assert_eq!(texts.cut, None);
        assert_eq!(
            texts.properties(),
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
    }

    /// The plain text, and why it was cut.
    fn plain(xml: &[u8]) -> (String, Option<Reason>) {
        let texts = Texts::of(xml, true);
        let cut = texts.cut.as_ref().map(|cut| cut.reason);
        (texts.plain(), cut)
    }

    #[test]
    fn entities_are_read_by_name_and_number() {
        let (text, cut) = plain(b"<p>&#233;&#XE9; &amp; &other;</p>");
        assert_eq!((&*text, cut), ("éé & &other;", None));
    }

    #[test]
    fn rich_text_loses_its_tags() {
        let (text, cut) = plain(b"<body style='x'><p>a <b>b</b></p><p>c</p></body>");
        assert_eq!((&*text, cut), ("a b c", None));
        assert_eq!(plain(b"no tags").1, None);
        let (text, _) =
            plain(b"<body><p>Jan<span style='x'>Jan</span><b>s</b>sens</p><p>85.07.<i>30</i>-951.80</p></body>");
        assert_eq!(text, "JanJanssens 85.07.30-951.80");
        // In data such elements are values of their own.
        let values = Texts::of(b"<x><a>1</a><b>2</b></x>", false).values();
        assert_eq!(values.len(), 2);
    }

    #[test]
    fn damage_ends_the_text_and_is_told() {
        let (text, cut) = plain(b"<p>kept</p><p>a</q><p>lost</p>");
        assert_eq!((&*text, cut), ("kept a", Some(Reason::Damaged)));
        let (text, cut) = plain(b"<p>kept</p><p>a");
        assert_eq!((&*text, cut), ("kept a", Some(Reason::Damaged)));
    }

    #[test]
    fn limits_are_told() {
        let nested = |n: usize| ["<p>".repeat(n), "An".to_owned(), "</p>".repeat(n)].concat();
        assert_eq!(plain(nested(MAX_DEPTH).as_bytes()), ("An".to_owned(), None));
        assert_eq!(plain(nested(MAX_DEPTH + 1).as_bytes()).1, Some(Reason::LimitDepth));

        let many = |n: usize| format!("<p>{}</p>", "<c>x</c>".repeat(n));
        assert_eq!(plain(many(MAX_TEXTS).as_bytes()).1, None);
        assert_eq!(plain(many(MAX_TEXTS + 1).as_bytes()).1, Some(Reason::LimitEntries));
        let attributes = |n: usize| format!("<p {}/>", "a='b' ".repeat(n));
        assert_eq!(
            plain(attributes(MAX_TEXTS + 2).as_bytes()).1,
            Some(Reason::LimitEntries)
        );
    }
}
