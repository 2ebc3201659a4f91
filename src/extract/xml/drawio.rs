//! Drawings of draw.io: their pages are XML that is packed, percent-encoded and in base64.

use std::io::Read;

use flate2::read::DeflateDecoder;
use mail_parser::decoders::base64::base64_decode;

use super::super::html::unescaped;
use super::super::{Error, Reason, Sink};

/// A larger drawing is read as any other XML.
const LARGEST: u64 = 32 << 20;
/// The first element stands within so many bytes.
const HEAD: u64 = 4 << 10;

/// Reads XML, and the pages that are packed in it as documents of their own.
pub(super) fn watched(
    input: &mut dyn Read,
    sink: &mut Sink<'_>,
    extract: fn(&mut dyn Read, &mut Sink<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut held = Vec::new();
    (&mut *input).take(HEAD).read_to_end(&mut held)?;
    if memchr::memmem::find(&held, b"<mxfile").is_none() {
        return extract(&mut (&held[..]).chain(input), sink);
    }
    (&mut *input).take(LARGEST).read_to_end(&mut held)?;
    extract(&mut (&held[..]).chain(input), sink)?;
    for (n, digits) in (1..).zip(pages(&held)) {
        if let Some(packed) = base64_decode(digits.trim_ascii()) {
            page(n, &packed, sink)?;
        }
    }
    Ok(())
}

/// What stands in the elements of pages that hold no other.
fn pages(xml: &[u8]) -> impl Iterator<Item = &[u8]> {
    memchr::memmem::find_iter(xml, b"<diagram").filter_map(|at| {
        let behind = &xml[at..];
        let begin = memchr::memchr(b'>', behind)? + 1;
        let len = memchr::memchr(b'<', &behind[begin..])?;
        (len > 0).then(|| &behind[begin..begin + len])
    })
}

fn page(n: u32, packed: &[u8], sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut bytes = Vec::new();
    let most = sink.limits().inflated.min(LARGEST);
    let done = DeflateDecoder::new(packed).take(most + 1).read_to_end(&mut bytes);
    sink.charge(packed.len() as u64, bytes.len() as u64)?;
    if bytes.len() as u64 > most {
        bytes.truncate(usize::try_from(most).unwrap_or(0));
        sink.gap(Reason::LimitOutput, format!("more than {} MB inflated", most >> 20));
    }
    let text = String::from_utf8_lossy(&bytes);
    // Text between the tags of a page that is not packed is no page.
    if done.is_err() && !text.starts_with(['<', '%']) {
        return Ok(());
    }
    sink.member(&format!("diagram-{n}"), &mut &unescaped(&text)[..])
}
