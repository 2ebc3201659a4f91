//! What the values of properties tell, by their types (\[MS-OXCDATA\] 2.11.1): the same in a message, a mail store and
//! a packed part of a mail.

use jiff::civil::Date;
use memchr::memmem;

use super::names;
use crate::extract::Sink;
use crate::extract::bytes::{filetime, u16_at, utf16};
use crate::extract::codepage::CodePage;
use crate::text::{NameId, Unit};

pub(in crate::extract) const STRING_8: u16 = 0x001e;
pub(in crate::extract) const STRING: u16 = 0x001f;
pub(in crate::extract) const TIME: u16 = 0x0040;
pub(in crate::extract) const BINARY: u16 = 0x0102;
pub(in crate::extract) const OBJECT: u16 = 0x000d;
/// Added to the type of each value of a property that has many.
pub(in crate::extract) const MANY: u16 = 0x1000;

const BIRTHDAY: u16 = 0x3a42;
/// When a message was sent and delivered.
const SENT: [u16; 2] = [0x0039, 0x0e06];
/// People of a distribution list.
pub(super) const MEMBER: &str = "member";

pub(in crate::extract) fn is_text(kind: u16) -> bool {
    matches!(kind & !MANY, STRING | STRING_8)
}

/// The label of a property, which may be called `named`; none when it is told elsewhere, not at all, or its type says
/// nothing to a person.
pub(in crate::extract) fn label(named: Option<&str>, id: u16, kind: u16) -> Option<&str> {
    match kind {
        _ if is_text(kind) => named.or_else(|| names::label(id)),
        TIME if SENT.contains(&id) => Some("date"),
        TIME if id == BIRTHDAY => Some("birthday"),
        BINARY => named.filter(|label| *label == MEMBER),
        _ if kind == BINARY | MANY => Some(MEMBER),
        _ => None,
    }
}

/// Tells the values of a property, as a field of `part`; a message is dated by when it was sent.
pub(in crate::extract) fn tell(
    (label, part): (NameId, NameId),
    (id, kind): (u16, u16),
    values: &[&[u8]],
    page: CodePage,
    sink: &mut Sink<'_>,
) {
    if kind == TIME && SENT.contains(&id) {
        sink.dated(values.first().and_then(|value| filetime(value)));
    }
    let texts = values.iter().map(|value| text(id, kind, value, page));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    if !texts.is_empty() {
        sink.piece(Unit::Field { part }, label, &texts.join("; "));
    }
}

/// A value as a person would read it. Texts that are not Unicode are of the code page `page`.
pub(in crate::extract) fn text(id: u16, kind: u16, value: &[u8], page: CodePage) -> String {
    match kind & !MANY {
        TIME => day(id, value).map_or(String::new(), |day| day.to_string()),
        BINARY => people(value, page),
        STRING => clean(&utf16(value)),
        // Some programs write UTF-8 and say nothing of it; other text is hardly ever valid as such.
        _ => match str::from_utf8(value) {
            Ok(text) => clean(text),
            Err(_) => clean(&page.decode(value)),
        },
    }
}

fn clean(text: &str) -> String {
    // A subject begins with how long its "Re: " is.
    let mut chars = text.chars();
    let text = match (chars.next(), chars.next()) {
        (Some('\u{1}'), _) => chars.as_str(),
        _ => text,
    };
    text.trim_end_matches('\0').trim().to_owned()
}

/// A birthday is midnight where the writer was, kept in world time: the nearest midnight is meant.
fn day(id: u16, value: &[u8]) -> Option<Date> {
    const HALF_A_DAY: u64 = 12 * 3600 * 10_000_000;
    let ticks = u64::from_le_bytes(*value.first_chunk()?);
    match id == BIRTHDAY && ticks > 0 {
        true => filetime(&ticks.saturating_add(HALF_A_DAY).to_le_bytes()),
        false => filetime(value),
    }
}

/// What begins the entry of somebody who stands in no address book: name, kind of address and address
/// (\[MS-OXCDATA\] 2.2.5.1).
const ONE_OFF: [u8; 16] = [
    0x81, 0x2b, 0x1f, 0xa4, 0xbe, 0xa3, 0x10, 0x19, 0x9d, 0x6e, 0x00, 0xdd, 0x01, 0x0f, 0x54, 0x02,
];
/// Of an entry: its texts are UTF-16.
const IS_WIDE: u16 = 0x8000;

/// The people that a value lists.
fn people(value: &[u8], page: CodePage) -> String {
    let entries = memmem::find_iter(value, &ONE_OFF).filter_map(|at| {
        let behind = at + ONE_OFF.len();
        let is_wide = u16_at(value, behind + 2)? & IS_WIDE != 0;
        let mut texts = texts(value.get(behind + 4..)?, is_wide, page);
        let (name, address) = (texts.next()?, texts.nth(1)?);
        Some(match name == address {
            true => address,
            false => format!("{name} <{address}>"),
        })
    });
    entries.collect::<Vec<_>>().join("; ")
}

/// Texts, each with a zero behind it.
fn texts(bytes: &[u8], is_wide: bool, page: CodePage) -> impl Iterator<Item = String> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let len = match is_wide {
            true => 2 * rest.as_chunks::<2>().0.iter().position(|unit| *unit == [0, 0])?,
            false => rest.iter().position(|byte| *byte == 0)?,
        };
        let text = match is_wide {
            true => utf16(&rest[..len]),
            false => page.decode(&rest[..len]).into_owned(),
        };
        rest = &rest[len + 1 + usize::from(is_wide)..];
        Some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_the_nearest_day_and_a_message_of_its_own() {
        // 2001-11-22 23:00 in world time: midnight of the next day in Brussels.
        let ticks = (146_097_u64 * 86_400 + 690 * 86_400 - 3_600) * 10_000_000;
        let value = ticks.to_le_bytes();
        assert_eq!(text(BIRTHDAY, TIME, &value, CodePage::default()), "2002-11-22");
        assert_eq!(text(SENT[0], TIME, &value, CodePage::default()), "2002-11-21");
        assert_eq!(text(BIRTHDAY, TIME, &[0; 8], CodePage::default()), "");
    }

    #[test]
    fn people_of_a_list_are_told_with_their_addresses() {
        let narrow = [&[0; 4], &ONE_OFF[..], &[0, 0, 1, 0], b"Jo\xebl\0SMTP\0joel@club.be\0"].concat();
        let wide: Vec<u8> = "els@club.be\0SMTP\0els@club.be\0"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let wide = [&[0; 4], &ONE_OFF[..], &[0, 0, 1, 0x90], &wide].concat();
        let page = CodePage::of(1252);
        assert_eq!(
            people(&[narrow, wide.clone()].concat(), page),
            "Joël <joel@club.be>; els@club.be"
        );
        assert_eq!(people(&wide[..wide.len() - 2], page), "");
    }
}
