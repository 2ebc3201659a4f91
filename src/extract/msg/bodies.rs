//! What an Outlook item says, in the forms that it has of it.

use super::compressed;
use crate::extract::{Error, Reason, Sink, html, rtf};
use crate::text::Unit;

pub(in crate::extract) struct Bodies {
    /// Of the mail that it was.
    pub headers: Option<String>,
    pub plain: Option<String>,
    pub html: Option<String>,
    /// Packed.
    pub rtf: Option<Vec<u8>>,
}

impl Bodies {
    /// Plain text and HTML are both told, as in any mail; RTF where there is neither.
    pub fn tell(self, sink: &mut Sink<'_>) -> Result<(), Error> {
        if let Some(headers) = self.headers {
            let part = sink.intern("header");
            sink.piece(Unit::Field { part }, 0, &headers);
        }
        if let Some(text) = &self.plain {
            sink.line_break();
            sink.mark(Unit::Lines { first: 1 }, 0);
            sink.push(&text.replace('\r', ""));
            sink.line_break();
        }
        if let Some(html) = self.html {
            return html::body(&html, sink);
        }
        let Some(packed) = self.rtf.filter(|_| self.plain.is_none()) else {
            return Ok(());
        };
        let unpacked = compressed::unpack(&packed);
        if !matches!(unpacked, Some((_, true))) {
            sink.gap(Reason::Damaged, "a body that cannot be unpacked");
        }
        unpacked.map_or(Ok(()), |(rtf, _)| rtf::body(&mut &rtf[..], sink))
    }
}
