//! Queries of a workbook (\[MS-QDEFF\]): a package of their formulas, in base64 within custom XML.

use std::io::{Cursor, Read as _};

use mail_parser::decoders::base64::base64_decode;

use super::package::Package;
use crate::extract::bytes::u32_at;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// The element that holds the package.
pub(super) const ELEMENT: &str = "DataMashup";
/// Formulas longer than this are cut.
const LONGEST: u64 = 4 << 20;

/// Tells the formulas, as people or the editor wrote them: addresses, accounts, and tables that were typed in. False
/// where the text is not one of this kind.
pub(super) fn tell(digits: &str, sink: &mut Sink<'_>) -> Result<bool, Error> {
    let digits: Vec<u8> = digits.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let bytes = base64_decode(&digits).unwrap_or_default();
    // A version and a length come first.
    let Some((len, rest)) = u32_at(&bytes, 4).zip(bytes.get(8..)) else {
        return Ok(false);
    };
    let package = &rest[..rest.len().min(len as usize)];
    match formulas(package, sink) {
        Err(err) if err.reason == Reason::Damaged => sink.gap(Reason::Damaged, "queries that are not whole"),
        result => result?,
    }
    Ok(true)
}

fn formulas(package: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut input = Cursor::new(package);
    let mut package = Package::open(&mut input)?;
    let part = sink.intern("connections");
    for name in package.names().iter().filter(|name| name.starts_with("Formulas/")) {
        package.stream(name, sink, |bytes, sink| {
            let mut text = Vec::new();
            bytes.take(LONGEST + 1).read_to_end(&mut text)?;
            if text.len() as u64 > LONGEST {
                sink.gap(Reason::LimitOutput, format!("more than {} MB", LONGEST >> 20));
                text.truncate(LONGEST as usize);
            }
            sink.charge(0, text.len() as u64)?;
            sink.piece(Unit::Field { part }, 0, String::from_utf8_lossy(&text).trim());
            Ok(())
        })?;
    }
    Ok(())
}
