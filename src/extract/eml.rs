//! Mail: its headers as fields, its bodies, and its attachments as members.

mod base64;
mod beside;
mod borders;
mod boundary;
mod cut;
mod emlx;
mod enriched;
mod flowed;
mod header;
mod inside;
mod lost;
mod name;
mod part;
mod quoted;
mod stray;
mod unsaid;
pub(super) mod uuencode;

use std::borrow::Cow;
use std::io::Read;
use std::sync::LazyLock;

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};
use regex::bytes::Regex;

use super::encoding::TextReader;
use super::known::PGP_MESSAGE;
use super::{Error, Extract, Format, Head, Reason, Sink, held, html};
use crate::text::Unit;
use emlx::{length_of, message_in};
use inside::Files;
use part::Content;

/// A message is parsed as a whole.
const LARGEST: u64 = 128 << 20;

/// Mails inside one mail that are gone into.
const MOST_MAILS: usize = 400;
/// Parts that hold others, beside which texts are looked for: each costs a search of all that is in it.
const MOST_DIVIDED: usize = 400;

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
    let named = FORMAT.extensions.contains(&head.extension);
    n_known(head.bytes) >= if named { 1 } else { 3 }
}

/// Whether bytes inside a file that is called a mail begin one.
pub(super) fn begins(bytes: &[u8]) -> bool {
    n_known(bytes) >= 2
}

/// How many known fields the header has that the bytes begin with.
fn n_known(bytes: &[u8]) -> usize {
    let bytes = &bytes[..bytes.len().min(16 << 10)];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = line_end(bytes);
    let mut lines = bytes.split(|&byte| byte == end).enumerate();
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
    known.len()
}

/// What ends a line: old programs of the Mac write the sign alone that stands before it elsewhere.
pub(super) fn line_end(bytes: &[u8]) -> u8 {
    match memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some() {
        true => b'\r',
        false => b'\n',
    }
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
    if line_end(&raw) == b'\r' {
        raw.iter_mut()
            .filter(|byte| **byte == b'\r')
            .for_each(|byte| *byte = b'\n');
    }
    if let Some(deep) = mail_in_mail().find_iter(&raw).nth(MOST_MAILS) {
        raw.truncate(deep.start());
        sink.gap(Reason::LimitDepth, format!("more than {MOST_MAILS} mails inside"));
    }
    let received = message_in(&raw);
    let mended = borders::mended(received);
    let written = mended.as_ref().map_or(received, |mended| &mended.bytes);
    let marked = stray::mended(written);
    let written = marked.as_deref().unwrap_or(written);
    let Some(message) = MessageParser::default().parse(written) else {
        return Err(Error::damaged("no message header"));
    };
    let is_spoilt = mended.as_ref().is_some_and(|mended| mended.is_damaged) || lost::runs_into_lines(received);
    beside::tell_damage(&message, received, is_spoilt, sink);
    header::headers(&message, sink);
    header::descriptions(&message, sink);
    sink.dated(message.date().and_then(sent_on));
    let is_body = |id: u32| !message.attachments.contains(&id);
    let mut files = Files::new(sink);
    beside::before_parts(&message, &mut files, sink)?;
    for (id, part) in (0..).zip(&message.parts) {
        if matches!(part.body, PartType::Text(_) | PartType::Html(_)) && is_body(id) {
            body(&message, part, &mut files, sink)?;
        }
    }
    beside::behind_parts(&message, &mut files, sink)?;
    for (id, part) in (0..).zip(&message.parts) {
        if !is_body(id) {
            attachment(&message, id, part, sink)?;
        }
    }
    files.read(sink)
}

/// The parser goes into a mail inside a mail by calling itself, and there is no limit to that.
fn mail_in_mail() -> &'static Regex {
    static TYPE: LazyLock<Regex> = LazyLock::new(|| Regex::new("(?i-u)message/rfc822").expect("a plain text"));
    &TYPE
}

fn sent_on(date: &mail_parser::DateTime) -> Option<jiff::civil::Date> {
    let year = i16::try_from(date.year).ok()?;
    jiff::civil::Date::new(year, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
}

/// A body as text, or as the page that it is. Files in it are handed on with the attachments.
fn body(message: &Message<'_>, part: &MessagePart<'_>, files: &mut Files, sink: &mut Sink<'_>) -> Result<(), Error> {
    let content = Content::of(message, part);
    if let Some(file) = unsaid::file(name::of(message, part), &content) {
        files.written.push(file);
        return Ok(());
    }
    if let Some(damage) = content.damage.clone() {
        sink.gap_in(Vec::new(), damage);
    }
    let mut text = content.text(part);
    if flowed::is_joined(part) {
        let lines = text.as_deref().or_else(|| std::str::from_utf8(&content.bytes).ok());
        text = lines.map(flowed::joined).or(text);
    }
    if enriched::is(part) {
        let marked = text
            .as_deref()
            .map_or_else(|| String::from_utf8_lossy(&content.bytes), Cow::Borrowed);
        text = Some(enriched::plain(&marked));
    }
    if matches!(part.body, PartType::Html(_)) {
        match &text {
            Some(text) => html::body(text, sink)?,
            None => html::extract(&mut &*content.bytes, sink)?,
        }
        added(&content, sink);
        return Ok(());
    }
    if memchr::memmem::find(&content.bytes, PGP_MESSAGE).is_some() {
        sink.gap(Reason::Encrypted, "a key is needed");
    }
    sink.line_break();
    sink.mark(Unit::Lines { first: 1 }, 0);
    let bytes = text.as_ref().map_or(&*content.bytes, |text| text.as_bytes());
    // In an encoding that the message does not name, or not truly.
    sink.push_all(TextReader::new(&mut &*bytes, |_| None))?;
    sink.line_break();
    // Whoever opens the mail sees their lines as well.
    files.look(bytes);
    added(&content, sink);
    Ok(())
}

/// What stands behind the encoded lines of a part.
fn added(content: &Content<'_>, sink: &mut Sink<'_>) {
    if let Some(added) = content.added() {
        sink.piece(Unit::Lines { first: 1 }, 0, &added);
    }
}

fn attachment(message: &Message<'_>, id: u32, part: &MessagePart<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let name = name::of(message, part).unwrap_or_else(|| format!("part-{id}.{}", extension(part)));
    let mut damage = None;
    let bytes = match &part.body {
        // The raw bytes of an unencoded message are those of the whole it stands in.
        PartType::Message(_) if part.encoding == mail_parser::Encoding::None => message
            .raw_message
            .get(part.offset_body as usize..part.offset_end as usize)
            .map_or_else(Cow::default, |raw| {
                unsaid::decoded(raw).map_or(raw.into(), |decoded| decoded.bytes.into())
            }),
        PartType::Message(nested) => Cow::Borrowed(&*nested.raw_message),
        PartType::Multipart(_) => return Ok(()),
        _ => {
            let content = Content::of(message, part);
            added(&content, sink);
            damage = content.damage.clone().or_else(|| content.length_damage(part));
            let is_enriched = enriched::is(part);
            match content.document(part) {
                bytes if is_enriched => enriched::plain(&String::from_utf8_lossy(&bytes)).into_bytes().into(),
                bytes => bytes,
            }
        }
    };
    sink.member(&name, &mut held::damaged(&bytes, damage))
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
        "plain" | "enriched" | "richtext" => "txt".to_owned(),
        // The header of a message that was sent back (RFC 6522), and a piece of one.
        "rfc822-headers" | "global-headers" | "partial" => "eml".to_owned(),
        short if (2..=4).contains(&short.len()) && short.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            short.to_owned()
        }
        "html" => "html".to_owned(),
        _ => "bin".to_owned(),
    }
}
