//! What Windows and Office leave beside documents: where a file of the recycle bin came from, and who has a document
//! open.

use std::io::Read;

use super::bytes::{u16_at, u32_at, utf16};
use super::codepage::CodePage;
use super::{Error, Extract, Format, Head, Sink};

/// The file `$I…` of a recycle bin: size, time and path of the deleted file that stands beside it as `$R…`.
pub(super) static RECYCLED: Format = Format {
    name: "recycled",
    extensions: &[],
    recognise: |head| original_path(head.bytes).is_some(),
    extract: Extract::Stream(|input, sink| tell(input, "recycled", "path", original_path, sink)),
};

/// The file `~$…` beside an open document: the name of who has it open.
pub(super) static LOCK: Format = Format {
    name: "office-lock",
    extensions: &[],
    recognise: |head: &Head<'_>| owner(head.bytes).is_some(),
    extract: Extract::Stream(|input, sink| tell(input, "lock", "name", owner, sink)),
};

/// None is longer.
const LONGEST: u64 = 64 << 10;

fn tell(
    input: &mut dyn Read,
    part: &str,
    label: &str,
    text: fn(&[u8]) -> Option<String>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let mut bytes = Vec::new();
    input.take(LONGEST).read_to_end(&mut bytes)?;
    sink.field(part, label, &text(&bytes).unwrap_or_default());
    Ok(())
}

/// Version 1 (Vista) has room for 260 characters, version 2 (Windows 10) says how many there are.
fn original_path(bytes: &[u8]) -> Option<String> {
    let version = u32_at(bytes, 0).filter(|_| bytes.get(4..8) == Some(&[0; 4]))?;
    let path = match version {
        1 if bytes.len() == 544 => bytes.get(24..)?,
        2 if bytes.len() == 28 + 2 * u32_at(bytes, 24)? as usize => bytes.get(28..)?,
        _ => return None,
    };
    let path = utf16(path);
    let path = path.split('\0').next().unwrap_or_default();
    let is_path = path.get(1..3) == Some(":\\") || path.starts_with("\\\\");
    is_path.then(|| path.to_owned())
}

/// A name with its length, in the code page of the system and again in UTF-16: Word's file has 162 bytes, those of
/// Excel and PowerPoint 165.
fn owner(bytes: &[u8]) -> Option<String> {
    let wide_at = match bytes.len() {
        162 => 54,
        165 => 55,
        _ => return None,
    };
    let len = usize::from(*bytes.first()?);
    if !(1..wide_at).contains(&len) || usize::from(u16_at(bytes, wide_at)?) != len {
        return None;
    }
    let wide = utf16(bytes.get(wide_at + 2..wide_at + 2 + 2 * len)?);
    let narrow = CodePage::default().decode(bytes.get(1..=len)?).into_owned();
    let is_name = !wide.trim().is_empty() && !wide.contains(char::is_control);
    is_name.then_some(if wide.contains('\u{fffd}') { narrow } else { wide })
}
