//! What an older document says about itself: its property sets (\[MS-OLEPS\]).

use super::compound::Compound;
use crate::extract::bytes::{filetime, u16_at, u32_at, utf16};
use crate::extract::codepage::CodePage;
use crate::extract::{Reason, Sink};

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
pub(in crate::extract) fn properties(file: &mut Compound<'_>, sink: &mut Sink<'_>) {
    if file.names("/").iter().any(|name| name == MANAGED) {
        sink.gap(Reason::Encrypted, "a key is needed");
        sink.set_unread();
    }
    for (stream, names) in [
        ("/\u{5}SummaryInformation", SUMMARY),
        ("/\u{5}DocumentSummaryInformation", DOCUMENT),
    ] {
        // What a document says about itself may be damaged: its text stands.
        let bytes = match file.stream(stream, sink) {
            Ok(bytes) => bytes,
            Err(err) => {
                sink.gap(err.reason, err.detail);
                None
            }
        };
        if let Some(bytes) = bytes {
            if !is_whole(&bytes) {
                sink.gap(Reason::Damaged, "properties that are not whole");
            }
            if std::ptr::eq(names, SUMMARY) {
                saved(&bytes).into_iter().for_each(|day| sink.dated(Some(day)));
            }
            for (label, value) in texts(&bytes, names) {
                sink.field("properties", &label, value.trim());
            }
        }
    }
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

/// Whether a stream is as its writer left it, as far as it shows: it begins with the mark of its byte order, and no set,
/// property or text goes beyond its end. An empty one says nothing.
fn is_whole(bytes: &[u8]) -> bool {
    let n_sets = u32_at(bytes, 24).unwrap_or(0).min(2);
    let sets = (0..n_sets as usize).map(|n| u32_at(bytes, 44 + 20 * n).and_then(|at| bytes.get(at as usize..)));
    let is_set = |set: Option<&[u8]>| {
        set.is_some_and(|set| {
            let n = u32_at(set, 4).unwrap_or(u32::MAX);
            n <= MOST
                && entries(set).count() == n as usize
                && entries(set).all(|(id, value)| id == 0 || is_value(value))
        })
    };
    bytes.is_empty() || bytes.starts_with(&[0xfe, 0xff]) && sets.into_iter().all(is_set)
}

/// Whether a property has a type, which is not that of none, and a text that ends.
fn is_value(value: &[u8]) -> bool {
    u32_at(value, 0).is_some_and(|kind| kind != 0 && kind & !(VECTOR | 0xff) == 0)
        && (!matches!(u32_at(value, 0), Some(LPSTR | LPWSTR)) || text(value, CodePage::default()).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// One set with a title and, at its end, a number.
    fn stream(title: &str) -> Vec<u8> {
        let mut text = title.as_bytes().to_vec();
        text.resize(text.len().next_multiple_of(4), 0);
        let len = u32::try_from(text.len()).unwrap();
        let numbers = |numbers: &[u32]| {
            numbers
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect::<Vec<u8>>()
        };
        let set = [
            numbers(&[40 + len, 2, 2, 24, 14, 32 + len, LPSTR, len]),
            text,
            numbers(&[3, 7]),
        ]
        .concat();
        [
            &[0xfe, 0xff][..],
            &[0; 22],
            &numbers(&[1]),
            &[0; 16],
            &numbers(&[48]),
            &set,
        ]
        .concat()
    }

    #[test]
    fn a_set_is_whole_while_all_in_it_ends_within_it() {
        let whole = stream("naam van An");
        assert_eq!(texts(&whole, SUMMARY), [("title".to_owned(), "naam van An".to_owned())]);
        assert!(is_whole(&whole) && is_whole(&[]) && is_whole(&[&whole[..], &[0; 4000]].concat()));
        let spoil = |at: usize, number: u32| {
            let mut spoilt = whole.clone();
            spoilt[at..at + 4].copy_from_slice(&number.to_le_bytes());
            assert!(!is_whole(&spoilt), "{at}");
        };
        // The byte order, where the set is, how many properties it has, where one is, its type, and how long it is.
        for (at, number) in [
            (0, 0),
            (44, 4000),
            (52, 9000),
            (60, 4000),
            (72, 0xe5e5_e5e5),
            (76, 4000),
        ] {
            spoil(at, number);
        }
        assert!(!is_whole(&[0; 200]));
    }
}
