//! Shortcuts of Windows (\[MS-SHLLINK\]): what they lead to, and what they say of it.

use std::io::Read;

use super::bytes::{u16_at, u32_at, utf16};
use super::codepage::CodePage;
use super::{Error, Extract, Format, Sink};

pub(super) static FORMAT: Format = Format {
    name: "lnk",
    extensions: &["lnk"],
    recognise: |head| head.bytes.starts_with(b"L\0\0\0\x01\x14\x02\0"),
    extract: Extract::Stream(extract),
};

const LONGEST: u64 = 1 << 20;
const HEADER: usize = 76;
/// Flags of the header.
const ID_LIST: u32 = 1;
const LINK_INFO: u32 = 2;
const UNICODE: u32 = 0x80;
/// Texts behind the header, each with its flag.
static TEXTS: [(u32, &str); 5] = [
    (0x04, "description"),
    (0x08, "path"),
    (0x10, "folder"),
    (0x20, "arguments"),
    (0x40, "icon"),
];

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LONGEST).read_to_end(&mut bytes)?;
    let mut told = Vec::new();
    let whole = texts(&bytes, &mut told);
    for (label, text) in told {
        // wine counts the zero at the end.
        let text = text.trim_end_matches('\0');
        if !text.trim().is_empty() {
            sink.field("shortcut", label, text);
        }
    }
    whole.ok_or_else(|| Error::damaged("a shortcut that is not whole"))
}

/// What stands in it, until it ends; nothing where it ends too early.
fn texts(bytes: &[u8], told: &mut Vec<(&'static str, String)>) -> Option<()> {
    let flags = u32_at(bytes, 20)?;
    let mut at = HEADER;
    if flags & ID_LIST != 0 {
        at += 2 + usize::from(u16_at(bytes, at)?);
    }
    if flags & LINK_INFO != 0 {
        let len = u32_at(bytes, at)? as usize;
        let info = bytes.get(at..at.checked_add(len)?)?;
        told.extend(target(info).map(|path| ("path", path)));
        at += len;
    }
    for (flag, label) in TEXTS {
        if flags & flag == 0 {
            continue;
        }
        let len = usize::from(u16_at(bytes, at)?);
        let size = if flags & UNICODE == 0 { len } else { 2 * len };
        let text = bytes.get(at + 2..at + 2 + size)?;
        let text = if flags & UNICODE == 0 {
            CodePage::default().decode(text).into_owned()
        } else {
            utf16(text)
        };
        told.push((label, text));
        at += 2 + size;
    }
    Some(())
}

/// From this size on, the header of a target says where its texts stand in UTF-16 (\[MS-SHLLINK\] 2.3).
const WITH_WIDE: u32 = 0x24;

/// The path on this machine, or of a share, and what follows both.
fn target(info: &[u8]) -> Option<String> {
    if u32_at(info, 4)? >= WITH_WIDE {
        let wide = |field: usize| {
            let start = u32_at(info, field)? as usize;
            let text = info.get(start..).filter(|_| start != 0)?;
            Some(utf16(text).split('\0').next()?.to_owned())
        };
        if let Some(base) = wide(28).filter(|base| !base.is_empty()) {
            return Some(base + &wide(32).unwrap_or_default());
        }
    }
    let ended = |at: usize| {
        let text = info.get(at..)?.split(|&byte| byte == 0).next()?;
        Some(CodePage::default().decode(text).into_owned())
    };
    let has_local = u32_at(info, 8)? & 1 != 0;
    let base = if has_local {
        ended(u32_at(info, 16)? as usize)?
    } else {
        let share = u32_at(info, 20)? as usize;
        let name = share.checked_add(u32_at(info, share.checked_add(8)?)? as usize)?;
        format!("{}\\", ended(name)?)
    };
    let suffix = ended(u32_at(info, 24)? as usize).unwrap_or_default();
    Some(format!("{base}{suffix}"))
}
