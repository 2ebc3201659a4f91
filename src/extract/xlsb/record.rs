//! The records of a part of an xlsb and the fields in them (\[MS-XLSB\] 2.1.4, 2.5.168).

use std::io::{BufReader, Read};

use crate::extract::bytes::{u16_at, u32_at, utf16};
use crate::extract::{Error, Sink};

/// A longer record is none.
const LONGEST: usize = 1 << 20;
/// Records between two signs of life.
const TICK: u32 = 4096;

/// The records of a part, one at a time.
pub(super) struct Records<'r> {
    inner: BufReader<&'r mut dyn Read>,
    body: Vec<u8>,
    n: u32,
}

impl<'r> Records<'r> {
    pub fn new(inner: &'r mut dyn Read) -> Self {
        Self {
            inner: BufReader::with_capacity(64 << 10, inner),
            body: Vec::new(),
            n: 0,
        }
    }

    /// The next record's kind and fields; none at the end of the part.
    pub fn next(&mut self, sink: &mut Sink<'_>) -> Result<Option<(u32, Fields<'_>)>, Error> {
        self.n = self.n.wrapping_add(1);
        if self.n.is_multiple_of(TICK) {
            sink.tick();
        }
        let mut first = [0];
        if self.inner.read(&mut first)? == 0 {
            return Ok(None);
        }
        let kind = self.number(first[0], 2)?;
        let byte = self.byte()?;
        let len = self.number(byte, 4)? as usize;
        if len > LONGEST {
            return Err(Error::damaged("a record too long to be one"));
        }
        self.body.resize(len, 0);
        self.inner.read_exact(&mut self.body)?;
        Ok(Some((kind, Fields(&self.body))))
    }

    fn byte(&mut self) -> Result<u8, Error> {
        let mut byte = [0];
        self.inner.read_exact(&mut byte)?;
        Ok(byte[0])
    }

    /// Seven bits per byte, the lowest first, as long as the highest bit is set.
    fn number(&mut self, first: u8, most: u32) -> Result<u32, Error> {
        let mut number = u32::from(first & 0x7f);
        let mut byte = first;
        for n in 1..most {
            if byte & 0x80 == 0 {
                break;
            }
            byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << (7 * n);
        }
        Ok(number)
    }
}

/// The fields of a record, one after the other; none where it is cut.
pub(super) struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    pub fn skip(&mut self, n: usize) -> Option<()> {
        self.0 = self.0.get(n..)?;
        Some(())
    }

    pub fn u8(&mut self) -> Option<u8> {
        let byte = *self.0.first()?;
        self.skip(1)?;
        Some(byte)
    }

    pub fn u16(&mut self) -> Option<u16> {
        let number = u16_at(self.0, 0)?;
        self.skip(2)?;
        Some(number)
    }

    pub fn u32(&mut self) -> Option<u32> {
        let number = u32_at(self.0, 0)?;
        self.skip(4)?;
        Some(number)
    }

    pub fn f64(&mut self) -> Option<f64> {
        let number = f64::from_le_bytes(*self.0.first_chunk()?);
        self.skip(8)?;
        Some(number)
    }

    /// A text behind the number of its characters; a number of all ones stands for none.
    pub fn text(&mut self) -> Option<String> {
        let n = self.u32()?;
        if n == u32::MAX {
            return Some(String::new());
        }
        let len = (n as usize).checked_mul(2)?;
        let text = utf16(self.0.get(..len)?);
        self.skip(len)?;
        Some(text)
    }

    /// A text whose runs of fonts stand behind it.
    pub fn rich_text(&mut self) -> Option<String> {
        self.u8()?;
        self.text()
    }
}
