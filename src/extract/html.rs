//! HTML: block by block as a browser would show it, tables as cells, and what a browser hides: comments, titles, links.

mod frame;
mod table;
mod tag;
mod walk;

use std::io::Read;

use super::codepage::CodePage;
use super::encoding::TextReader;
use super::{Error, Extract, Format, Sink};
pub(super) use frame::unescaped;
use walk::Walk;

pub(super) static FORMAT: Format = Format {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    recognise: |head| {
        head.sample()
            .is_some_and(|text| is_html(text.trim_start(), FORMAT.extensions.contains(&head.extension)))
    },
    extract: Extract::Stream(extract),
};

/// By its first tags; a fragment needs the extension, or markup from its first character on.
fn is_html(text: &str, named: bool) -> bool {
    let begins = |text: &str, tag: &str| {
        text.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| begins(text, tag))
    {
        return true;
    }
    if !text.starts_with('<') {
        return named && text.contains("</");
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<?xml") || lower.starts_with("<!--") {
        return lower.contains("<html") || lower.contains("<!doctype html");
    }
    let tags = [
        "<meta ", "<title", "<table", "<div", "<p>", "<p ", "<h1", "<span", "<br", "<style", "<script", "<center",
    ];
    named && lower.contains("</") || tags.iter().any(|tag| lower.starts_with(tag))
}

/// A page, in whatever encoding it says.
pub(super) fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut walk = Walk::new(sink);
    let done = TextReader::new(input, declared).each(|text| walk.feed(text, sink));
    walk.end(sink)?;
    done
}

/// The HTML body of a mail.
pub(super) fn body(text: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut walk = Walk::new(sink);
    walk.feed(text, sink)?;
    walk.end(sink)
}

/// The encoding that the page names: `<meta charset=…>`, `<meta … content="text/html; charset=…">`,
/// `<?xml encoding=…?>`.
fn declared(head: &[u8]) -> Option<CodePage> {
    let head = head[..head.len().min(4096)].to_ascii_lowercase();
    let value = [&b"charset="[..], b"encoding="].iter().find_map(|name| {
        let at = memchr::memmem::find(&head, name)?;
        Some(&head[at + name.len()..])
    })?;
    let quoted = matches!(value.first(), Some(b'"' | b'\''));
    let value = &value[usize::from(quoted)..];
    let len = value
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
        .unwrap_or(value.len());
    CodePage::for_label(&value[..len])
}
