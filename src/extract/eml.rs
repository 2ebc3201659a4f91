//! Mail: its headers as fields, its bodies, and its attachments as members.

use std::io::Read;

use mail_parser::{Addr, Address, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::encoding::TextReader;
use super::{Error, Extract, Format, Head, Reason, Sink, html};
use crate::text::Unit;

/// A message is parsed as a whole.
const LARGEST: u64 = 128 << 20;

pub(super) static FORMAT: Format = Format {
    name: "eml",
    extensions: &["eml", "emlx", "mht", "mhtml"],
    recognise: is_mail,
    extract: Extract::Stream(extract),
};

/// Header fields that only messages have in such company.
static FIELDS: &[&str] = &[
    "received",
    "return-path",
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
    "sender",
    "x-mailer",
    "dkim-signature",
    "in-reply-to",
    "references",
    "authentication-results",
    "arc-seal",
    "envelope-to",
    "x-originating-ip",
    "received-spf",
];

/// A message begins with header lines, three known ones at least; with the extension of a mail one is enough.
fn is_mail(head: &Head<'_>) -> bool {
    let bytes = &head.bytes[..head.bytes.len().min(16 << 10)];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let named = FORMAT.extensions.contains(&head.extension);
    let mut lines = bytes.split(|&byte| byte == b'\n').enumerate();
    let mut known: Vec<String> = Vec::new();
    for (n, line) in &mut lines {
        let line = line.trim_ascii_end();
        let separator = n == 0 && (line.starts_with(b"From ") || length_of(line).is_some());
        if separator || n > 0 && line.is_empty() && known.is_empty() {
            continue;
        }
        if line.is_empty() {
            break;
        }
        if n > 0 && matches!(line[0], b' ' | b'\t') {
            continue;
        }
        let Some(name) = field_name(line) else {
            break;
        };
        if FIELDS.contains(&name.as_str()) && !known.contains(&name) {
            known.push(name);
        }
    }
    known.len() >= if named { 1 } else { 3 }
}

fn field_name(line: &[u8]) -> Option<String> {
    let name = line[..memchr::memchr(b':', line)?].trim_ascii_end();
    let valid = !name.is_empty()
        && name
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte));
    valid.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut raw = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut raw)?;
    if raw.len() as u64 > LARGEST {
        return Err(Error::new(
            Reason::TooLarge,
            format!("a message of more than {} MB", LARGEST >> 20),
        ));
    }
    let Some(message) = MessageParser::default().parse(message_in(&raw)) else {
        return Err(Error::damaged("no message header"));
    };
    headers(&message, sink)?;
    sink.dated(message.date().and_then(sent_on));
    let is_body = |id: u32| !message.attachments.contains(&id);
    for (id, part) in (0..).zip(&message.parts) {
        match &part.body {
            PartType::Text(text) if is_body(id) => text_body(&message, part, text, sink)?,
            PartType::Html(text) if is_body(id) => html::body(text, sink)?,
            _ => {}
        }
    }
    for (id, part) in (0..).zip(&message.parts) {
        if !is_body(id) {
            attachment(&message, id, part, sink)?;
        }
    }
    Ok(())
}

/// Without the line that a mailbox has before a message, or Apple's: that one says how long the message is, and behind it
/// stands what its program noted.
fn message_in(raw: &[u8]) -> &[u8] {
    let Some(end) = memchr::memchr(b'\n', raw) else {
        return raw;
    };
    let (line, rest) = (raw[..end].trim_ascii_end(), &raw[end + 1..]);
    match length_of(line) {
        Some(len) => &rest[..len.min(rest.len())],
        None if line.starts_with(b"From ") => rest,
        None => raw,
    }
}

/// The number of bytes that stands before a message of Apple's program (emlx).
fn length_of(line: &[u8]) -> Option<usize> {
    let is_number = (2..=12).contains(&line.len()) && line.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(line).ok()?.parse().ok())?
}

fn sent_on(date: &mail_parser::DateTime) -> Option<jiff::civil::Date> {
    let year = i16::try_from(date.year).ok()?;
    jiff::civil::Date::new(year, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
}

/// They name messages, and look like the address of a mailbox.
static MESSAGE_IDS: &[&str] = &[
    "message-id",
    "in-reply-to",
    "references",
    "content-id",
    "resent-message-id",
    "x-message-id",
    "original-message-id",
];

fn headers(message: &Message<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let part = sink.intern("header");
    for header in message.headers() {
        if MESSAGE_IDS.iter().any(|name| name.eq_ignore_ascii_case(header.name())) {
            continue;
        }
        let value = match &header.value {
            HeaderValue::Address(Address::List(list)) => addresses(list),
            HeaderValue::Address(Address::Group(groups)) => groups
                .iter()
                .map(|group| {
                    format!(
                        "{} {}",
                        group.name.as_deref().unwrap_or(""),
                        addresses(&group.addresses)
                    )
                })
                .collect::<Vec<_>>()
                .join(", "),
            HeaderValue::Text(text) => text.to_string(),
            HeaderValue::TextList(texts) => texts.join(", "),
            _ => {
                let range = header.offset_start as usize..header.offset_end as usize;
                String::from_utf8_lossy(message.raw_message.get(range).unwrap_or_default()).into_owned()
            }
        };
        let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let label = sink.intern(header.name());
        if !value.is_empty() {
            sink.piece(Unit::Field { part }, label, &value)?;
        }
    }
    Ok(())
}

fn addresses(list: &[Addr<'_>]) -> String {
    list.iter()
        .map(|address| match (&address.name, &address.address) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (one, other) => one.as_deref().or(other.as_deref()).unwrap_or("").to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

fn text_body(message: &Message<'_>, part: &MessagePart<'_>, text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.line_break();
    sink.mark(Unit::Lines { first: 1 }, 0);
    let raw = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize);
    match raw.filter(|_| part.encoding == mail_parser::Encoding::None && text.contains('\u{fffd}')) {
        // Eight-bit text that names no encoding, or a wrong one.
        Some(mut raw) => TextReader::new(&mut raw, |_| None).each(|text| sink.push(text))?,
        None => sink.push(text)?,
    }
    sink.line_break();
    Ok(())
}

fn attachment(message: &Message<'_>, id: u32, part: &MessagePart<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => bytes,
        // The raw bytes of an unencoded message are those of the whole it stands in.
        PartType::Message(_) if part.encoding == mail_parser::Encoding::None => message
            .raw_message
            .get(part.offset_body as usize..part.offset_end as usize)
            .unwrap_or_default(),
        PartType::Message(nested) => &nested.raw_message,
        PartType::Multipart(_) => return Ok(()),
    };
    let name = part
        .attachment_name()
        .map_or_else(|| format!("part-{id}.{}", extension(part)), str::to_owned);
    sink.member(&name, &mut bytes)
}

/// What an attachment without a name would be called.
fn extension(part: &MessagePart<'_>) -> String {
    if matches!(part.body, PartType::Message(_)) {
        return "eml".to_owned();
    }
    let subtype = part
        .content_type()
        .and_then(|kind| kind.c_subtype.as_deref())
        .unwrap_or("");
    match subtype.to_ascii_lowercase().as_str() {
        "plain" => "txt".to_owned(),
        short if (2..=4).contains(&short.len()) && short.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            short.to_owned()
        }
        "html" => "html".to_owned(),
        _ => "bin".to_owned(),
    }
}
