//! The XML inside documents: XMP packets, form data and rich text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::extract::entity;

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

/// The properties in an XMP packet that tell something, with their names.
pub(super) fn properties(xml: &[u8]) -> Vec<(String, String)> {
    let mut texts = named_texts(xml);
    texts.retain(|(name, _)| is_telling(name));
    with_local_names(texts)
}

/// The days on which an XMP packet says that the document was made and saved.
pub(super) fn dates(xml: &[u8]) -> Vec<jiff::civil::Date> {
    let is_date = |name: &str| matches!(name.trim_start_matches('@'), "xmp:CreateDate" | "xmp:ModifyDate");
    let dates = named_texts(xml).into_iter().filter(|(name, _)| is_date(name));
    dates.filter_map(|(_, date)| date.get(..10)?.parse().ok()).collect()
}

/// The values in form data, with the names of their elements.
pub(super) fn values(xml: &[u8]) -> Vec<(String, String)> {
    let mut texts = named_texts(xml);
    texts.retain(|(name, _)| !name.starts_with('@'));
    with_local_names(texts)
}

fn with_local_names(texts: Vec<(String, String)>) -> Vec<(String, String)> {
    let local = |name: String| name.rsplit([':', '@']).next().unwrap_or_default().to_owned();
    texts.into_iter().map(|(name, text)| (local(name), text)).collect()
}

/// The text of an XHTML document.
pub(super) fn plain_text(xml: &[u8]) -> String {
    let texts: Vec<String> = values(xml).into_iter().map(|(_, text)| text).collect();
    texts.join(" ")
}

fn is_telling(name: &str) -> bool {
    let name = name.trim_start_matches('@');
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    !name.is_empty() && !TECHNICAL_PREFIXES.contains(&prefix) && !TECHNICAL.contains(&local)
}

/// The text nodes, each with the name of its element, and the attributes, with `@` before their names. Damage ends it.
fn named_texts(xml: &[u8]) -> Vec<(String, String)> {
    let text = decode(xml);
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<String> = Vec::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    let mut joins = false;
    while open.len() <= MAX_DEPTH && texts.len() <= MAX_TEXTS {
        let found = match reader.read_event() {
            Ok(Event::Start(tag)) => {
                attributes(&tag, &mut texts);
                open.push(property_name(&tag, &open));
                None
            }
            Ok(Event::Empty(tag)) => {
                attributes(&tag, &mut texts);
                None
            }
            Ok(Event::End(_)) => {
                open.pop();
                None
            }
            Ok(Event::Text(text)) => Some(text.as_ref().to_owned()),
            Ok(Event::CData(text)) => Some(text.as_ref().to_owned()),
            Ok(Event::GeneralRef(entity)) => Some(entity_text(entity.as_ref())),
            Ok(Event::Eof) | Err(_) => break,
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
    texts.retain_mut(|(_, text)| {
        *text = text.trim().to_owned();
        !text.is_empty()
    });
    texts
}

/// List items are named by the property whose list it is.
fn property_name(tag: &BytesStart<'_>, open: &[String]) -> String {
    match tag.name().as_ref() {
        "rdf:li" | "rdf:Alt" | "rdf:Bag" | "rdf:Seq" => open.last().cloned().unwrap_or_default(),
        name => name.to_owned(),
    }
}

fn attributes(tag: &BytesStart<'_>, texts: &mut Vec<(String, String)>) {
    // Without the check for doubles, which takes quadratic time.
    for attribute in tag.attributes().with_checks(false).flatten().take(MAX_TEXTS) {
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
        assert_eq!(
            properties(packet),
            expected.map(|(name, text)| (name.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn rich_text_loses_its_tags() {
        assert_eq!(plain_text(b"<body style='x'><p>a <b>b</b></p><p>c</p></body>"), "a b c");
    }

    #[test]
    fn entities_are_read_by_name_and_number() {
        assert_eq!(plain_text(b"<p>&#233;&#XE9; &amp; &other;</p>"), "éé & &other;");
    }

    #[test]
    fn damage_ends_the_text() {
        assert_eq!(plain_text(b"<p>kept</p><p>a</q>"), "kept a");
    }
}
