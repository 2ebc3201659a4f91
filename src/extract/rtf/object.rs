//! An object or a picture embedded in a document, as its hexadecimal digits come by one by one.

use crate::extract::office::ole;
use crate::extract::pictures::Pictures;
use crate::extract::{Error, Sink};

#[derive(Default)]
pub(super) struct Object {
    bytes: Vec<u8>,
    /// The last byte has one digit so far.
    is_half: bool,
    /// Objects that ended.
    n_ended: u32,
    pub pictures: Pictures,
}

impl Object {
    pub fn begin(&mut self) {
        self.bytes.clear();
        self.is_half = false;
    }

    /// Takes a digit, of an object of `most` bytes at most; other signs stand between them.
    pub fn digit(&mut self, sign: u8, most: u64) {
        let Some(digit) = char::from(sign).to_digit(16) else {
            return;
        };
        if self.is_half {
            if let Some(last) = self.bytes.last_mut() {
                *last |= digit as u8;
            }
        } else if (self.bytes.len() as u64) < most {
            self.bytes.push((digit << 4) as u8);
        } else {
            return;
        }
        self.is_half = !self.is_half;
    }

    pub fn end(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let object = std::mem::take(&mut self.bytes);
        self.begin();
        self.n_ended += 1;
        ole::object(&object, &format!("object-{}", self.n_ended), sink)
    }

    pub fn end_picture(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let picture = std::mem::take(&mut self.bytes);
        self.begin();
        match &picture[..] {
            // Drawn by commands, or a bitmap without the header of a file.
            [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, ..] => self.pictures.add(&mut &picture[..], sink),
            _ => Ok(()),
        }
    }
}
