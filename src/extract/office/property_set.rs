//! What an older document says about itself: its property sets (\[MS-OLEPS\]).

use super::compound::Compound;
use crate::extract::bytes::{filetime, u16_at, u32_at, utf16};
use crate::extract::codepage::CodePage;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// More properties than any document has.
const MOST: u32 = 4096;
const LPSTR: u32 = 0x1e;
const LPWSTR: u32 = 0x1f;
const VECTOR: u32 = 0x1000;
const FILETIME: u32 = 0x40;

/// Properties of a set by their numbers, as office documents name them.
static SUMMARY: &[(u32, &str)] = &[
    (2, "title"),
    (3, "subject"),
    (4, "creator"),
    (5, "keywords"),
    (6, "description"),
    (7, "template"),
    (8, "lastModifiedBy"),
];
static DOCUMENT: &[(u32, &str)] = &[(2, "category"), (14, "manager"), (15, "company"), (26, "contentType")];

/// The document itself, under rights management: a server has the key, and its own streams hold but a notice of that.
const MANAGED: &str = "\tDRMContent";

/// Tells the texts of both property sets of a document as fields, and whether all that it shows is only about it.
pub(in crate::extract) fn properties(file: &mut Compound<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    if file.names("/").iter().any(|name| name == MANAGED) {
        sink.gap(Reason::Encrypted, "a key is needed");
        sink.set_unread();
    }
    for (stream, names) in [
        ("/\u{5}SummaryInformation", SUMMARY),
        ("/\u{5}DocumentSummaryInformation", DOCUMENT),
    ] {
        // What a document says about itself may be damaged: its text stands.
        if let Ok(Some(bytes)) = file.stream(stream, sink) {
            if std::ptr::eq(names, SUMMARY) {
                saved(&bytes).into_iter().for_each(|day| sink.dated(Some(day)));
            }
            for (label, value) in texts(&bytes, names) {
                let part = sink.intern("properties");
                let label = sink.intern(&label);
                sink.piece(Unit::Field { part }, label, value.trim())?;
            }
        }
    }
    Ok(())
}

/// Made and last saved, of the first set.
const DATES: [u32; 2] = [12, 13];

/// The days of a summary's dates.
fn saved(bytes: &[u8]) -> Vec<jiff::civil::Date> {
    let set = u32_at(bytes, 44).and_then(|at| bytes.get(at as usize..));
    let dates = set.into_iter().flat_map(entries).filter(|(id, _)| DATES.contains(id));
    dates
        .filter_map(|(_, value)| {
            let is_time = u32_at(value, 0) == Some(FILETIME);
            filetime(value.get(4..12)?).filter(|_| is_time)
        })
        .collect()
}

/// Name and value of all properties that are texts. The second set of a stream is what the user made up.
fn texts(bytes: &[u8], names: &[(u32, &str)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let n_sets = u32_at(bytes, 24).unwrap_or(0).min(2);
    for n in 0..n_sets as usize {
        let Some(set) = u32_at(bytes, 44 + 20 * n).and_then(|at| bytes.get(at as usize..)) else {
            continue;
        };
        let page = CodePage::of(code_page(set));
        let own = if n > 0 { dictionary(set, page) } else { Vec::new() };
        for (id, value) in entries(set) {
            let known = names.iter().find(|(known, _)| n == 0 && *known == id);
            let label = match (known, own.iter().find(|(known, _)| *known == id)) {
                (Some((_, name)), _) => (*name).to_owned(),
                (None, Some((_, name))) => name.clone(),
                (None, None) => continue,
            };
            let Some(value) = text(value, page).filter(|value| !value.trim().is_empty()) else {
                continue;
            };
            found.push((label, value));
        }
    }
    found
}

/// Number and value of each property of a set.
fn entries(set: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let n = u32_at(set, 4).unwrap_or(0).min(MOST);
    (0..n as usize).filter_map(|n| {
        let id = u32_at(set, 8 + 8 * n)?;
        let at = u32_at(set, 12 + 8 * n)? as usize;
        Some((id, set.get(at..)?))
    })
}

fn code_page(set: &[u8]) -> u16 {
    let page = entries(set).find(|(id, _)| *id == 1);
    page.and_then(|(_, value)| u16_at(value, 4)).unwrap_or(1252)
}

/// The names of the properties that the user made up.
fn dictionary(set: &[u8], page: CodePage) -> Vec<(u32, String)> {
    let Some((_, bytes)) = entries(set).find(|(id, _)| *id == 0) else {
        return Vec::new();
    };
    let wide = code_page(set) == 1200;
    let mut at = 4;
    let n = u32_at(bytes, 0).unwrap_or(0).min(MOST);
    let names = (0..n).map_while(|_| {
        let id = u32_at(bytes, at)?;
        let len = u32_at(bytes, at + 4)? as usize;
        let size = if wide { (2 * len).next_multiple_of(4) } else { len };
        let name = bytes.get(at + 8..(at + 8).checked_add(size)?)?;
        at += 8 + size;
        let name = if wide {
            utf16(name)
        } else {
            page.decode(name).into_owned()
        };
        Some((id, name.trim_end_matches('\0').to_owned()))
    });
    names.collect()
}

/// A property's value, if it is a text or a list of texts.
fn text(value: &[u8], page: CodePage) -> Option<String> {
    let kind = u32_at(value, 0)?;
    let one = |kind: u32, at: usize| {
        let len = u32_at(value, at)? as usize;
        let size = if kind == LPWSTR { len.checked_mul(2)? } else { len };
        let bytes = value.get(at + 4..(at + 4).checked_add(size)?)?;
        let text = if kind == LPWSTR {
            utf16(bytes)
        } else {
            page.decode(bytes).into_owned()
        };
        Some((
            text.trim_end_matches('\0').to_owned(),
            at + 4 + size.next_multiple_of(4),
        ))
    };
    match kind {
        LPSTR | LPWSTR => one(kind, 4).map(|(text, _)| text),
        _ if kind & !(LPSTR | LPWSTR) == VECTOR => {
            let n = u32_at(value, 4)?.min(MOST);
            let mut at = 8;
            let texts = (0..n).map_while(|_| {
                let (text, next) = one(kind & !VECTOR, at)?;
                at = next;
                Some(text)
            });
            Some(texts.collect::<Vec<_>>().join("\n"))
        }
        _ => None,
    }
}
