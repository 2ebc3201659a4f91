//! What stands in a message beside its parts, and what the borders between these say of damage.

use mail_parser::{ContentType, Message, MessagePart, MimeHeaders as _, PartType};

use super::inside::Files;
use super::{MOST_DIVIDED, cut};
use crate::extract::encoding::TextReader;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// `received` is the message before it was mended, `is_spoilt` says that more was than what is whole.
pub(super) fn tell_damage(message: &Message<'_>, received: &[u8], is_spoilt: bool, sink: &mut Sink<'_>) {
    // What stands in another document may have lost the end of its last line there.
    let is_cut = is_cut(message) || sink.inner.is_empty() && cut::ends_in_header(received);
    if is_cut {
        sink.gap(Reason::Damaged, "the end of the message is missing");
    }
    let is_undivided = !is_cut && message.parts.iter().any(|part| is_undivided(message, part));
    if is_undivided || is_spoilt || message.parts.iter().any(|part| is_unopened(message, part)) {
        sink.gap(Reason::Damaged, "borders between its parts are missing");
    }
}

/// The line that ends the last of several parts (RFC 2046, 5.1.1), and what stands behind it; none where there is but one.
fn last_border<'m>(message: &'m Message<'_>) -> Option<Option<&'m [u8]>> {
    let border = border(message.parts.first()?)?;
    Some(behind_last(&message.raw_message, &border))
}

/// What a part that holds others has before each of them.
fn border(part: &MessagePart<'_>) -> Option<String> {
    Some(format!("--{}", part.content_type()?.attribute("boundary")?))
}

fn behind_last<'r>(raw: &'r [u8], border: &str) -> Option<&'r [u8]> {
    let end = format!("{border}--");
    let at = memchr::memmem::rfind(raw, end.as_bytes())?;
    Some(&raw[at + end.len()..])
}

/// Whether that line is missing.
fn is_cut(message: &Message<'_>) -> bool {
    last_border(message).is_some_and(|behind| behind.is_none())
}

/// Whether a part says that it holds others, and nothing parts them: they are read as one text.
fn is_undivided(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    let is_multipart = |kind: &ContentType<'_>| kind.c_type.eq_ignore_ascii_case("multipart");
    part.content_type().is_some_and(is_multipart)
        && !matches!(part.body, PartType::Multipart(_))
        && body(message, part).is_some_and(|body| !body.trim_ascii().is_empty())
}

/// Whether parts end that did not begin, and something stands before that end.
fn is_unopened(message: &Message<'_>, part: &MessagePart<'_>) -> bool {
    let (Some(raw), Some(border)) = (body(message, part), border(part)) else {
        return false;
    };
    let Some(at) = memchr::memmem::find(raw, border.as_bytes()) else {
        return false;
    };
    let before = raw[..at].trim_ascii();
    raw[at + border.len()..].starts_with(b"--") && !before.is_empty() && !is_usual(before)
}

fn body<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Option<&'m [u8]> {
    message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
}

/// What stands before the first part for programs that know no parts, and behind those of an inner part.
pub(super) fn before_parts(message: &Message<'_>, files: &mut Files, sink: &mut Sink<'_>) -> Result<(), Error> {
    let is_divided = |part: &MessagePart<'_>| matches!(part.body, PartType::Multipart(_));
    let divided = message.parts.iter().enumerate().filter(|(_, part)| is_divided(part));
    for (n, part) in divided.take(MOST_DIVIDED) {
        let (Some(raw), Some(border)) = (body(message, part), border(part)) else {
            continue;
        };
        let before = memchr::memmem::find(raw, border.as_bytes()).map_or(&b""[..], |len| &raw[..len]);
        if !is_usual(before) {
            beside(before, files, sink)?;
        }
        // Behind the outermost one the text comes last.
        if n > 0 {
            beside(behind_last(raw, &border).unwrap_or_default(), files, sink)?;
        }
    }
    Ok(())
}

/// Whether a text only says that the parts follow.
fn is_usual(text: &[u8]) -> bool {
    let is_value = |byte: &u8| byte.is_ascii_digit() || *byte == b'@';
    memchr::memmem::find(text, b"MIME").is_some() && !text.iter().any(is_value)
}

/// What lists and scanners of mails add behind all parts.
pub(super) fn behind_parts(message: &Message<'_>, files: &mut Files, sink: &mut Sink<'_>) -> Result<(), Error> {
    beside(last_border(message).flatten().unwrap_or_default(), files, sink)
}

fn beside(text: &[u8], files: &mut Files, sink: &mut Sink<'_>) -> Result<(), Error> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return Ok(());
    }
    sink.line_break();
    sink.mark(Unit::Lines { first: 1 }, 0);
    sink.push_all(TextReader::new(&mut &*text, |_| None))?;
    sink.line_break();
    files.look(text);
    Ok(())
}
