//! Workbooks that Excel opens without asking, under a password that it tries itself (\[MS-XLS\] 2.2.10, 2.4.117): what
//! stands in the bodies of the records is encrypted, where they begin and end is not.

use super::record::body_at;
use super::{BEGIN, FILE_PASS, TICK};
use crate::extract::Sink;
use crate::extract::bytes::u16_at;
use crate::extract::office::decrypt::{EXCEL, Rc4, Xor};

/// Where the CryptoAPI puts properties and embedded documents (\[MS-OFFCRYPTO\] 2.3.5.4), which are not read.
pub(super) const STREAM: &str = "encryption";
/// In the clear: BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead.
const CLEAR: [u16; 7] = [BEGIN[3], FILE_PASS, 0x194, 0x195, 0xe1, 0x196, 0x138];
/// The password of a sheet, which nobody asks for.
const UNREAD: u16 = 0x13;
/// Where a sheet begins stands in the clear, in the first bytes of what tells of it.
const BOUND_SHEET: u16 = 0x85;
const PLACE: usize = 4;

pub(super) enum Cipher {
    Xor(Xor),
    Rc4(Box<Rc4>),
}

/// Decrypts a workbook in its place; none, and the workbook as it was, where it is not encrypted, or under another
/// password.
pub(super) fn open(stream: &mut [u8], sink: &mut Sink<'_>) -> Option<Cipher> {
    let (at, end, mut cipher) = file_pass(stream)?;
    cipher.decrypt(stream, end, sink);
    // It has said what it had to.
    stream[at..at + 2].copy_from_slice(&UNREAD.to_le_bytes());
    Some(cipher)
}

/// What the workbook is encrypted with, and where the record that tells it begins and ends.
fn file_pass(stream: &[u8]) -> Option<(usize, usize, Cipher)> {
    if u16_at(stream, 0)? != BEGIN[3] {
        return None;
    }
    let mut at = 0;
    loop {
        let body = body_at(stream, at)?;
        if u16_at(stream, at)? == FILE_PASS {
            let is_biff8 = u16_at(stream, PLACE)? == 0x0600;
            return Some((at, body.end, Cipher::of(&stream[body], is_biff8)?));
        }
        at = body.end;
    }
}

impl Cipher {
    fn of(file_pass: &[u8], is_biff8: bool) -> Option<Self> {
        const XOR: u16 = 0;
        // Before Excel 97 there was one kind only.
        let info = if is_biff8 { file_pass.get(2..)? } else { file_pass };
        if !is_biff8 || u16_at(file_pass, 0)? == XOR {
            return Xor::of(EXCEL, u16_at(info, 0)?, u16_at(info, 2)?).map(Self::Xor);
        }
        Rc4::of(EXCEL, info).map(|stream| Self::Rc4(Box::new(stream)))
    }

    /// Decrypts the records from `from` on.
    pub fn decrypt(&mut self, stream: &mut [u8], from: usize, sink: &mut Sink<'_>) {
        let mut at = from;
        for n in 0.. {
            if n % TICK == 0 {
                sink.tick();
            }
            let (Some(kind), Some(body)) = (u16_at(stream, at), body_at(stream, at)) else {
                return;
            };
            at = body.end;
            let clear = match kind {
                kind if CLEAR.contains(&kind) => continue,
                BOUND_SHEET => PLACE.min(body.len()),
                _ => 0,
            };
            match self {
                Self::Xor(xor) => xor.apply(body.start, body.len(), clear, &mut stream[body.start + clear..body.end]),
                Self::Rc4(rc4) => rc4.apply(body.start + clear, &mut stream[body.start + clear..body.end]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    const KEY: [u8; 4] = [0x59, 0xb3, 0x0a, 0x9a];

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let len = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &len.to_le_bytes(), body].concat()
    }

    /// A workbook of Excel 5, or of a later one, with what stands behind the password.
    fn book(version: u16, file_pass: &[u8], rest: &[Vec<u8>]) -> Vec<u8> {
        let begin = record(BEGIN[3], &[&version.to_le_bytes()[..], &[5, 0, 0, 0, 0, 0]].concat());
        [begin, record(FILE_PASS, file_pass), rest.concat()].concat()
    }

    fn rest() -> Vec<Vec<u8>> {
        vec![
            record(0xe1, b"\xb0\x04"),
            record(0x42, b"\xe4\x04"),
            record(BOUND_SHEET, b"\x77\0\0\0\0\0\x04Blad"),
            record(BOUND_SHEET, b"\x77"),
            record(0x204, &[b'x'; 3000]),
            record(0x3c, b"going on"),
            record(0x0a, b""),
        ]
    }

    /// What Excel 5 does ([MS-OFFCRYPTO] 2.3.7.3): deciphering it, turned round.
    fn obfuscated(mut stream: Vec<u8>, from: usize) -> Vec<u8> {
        let mut zeros = vec![0; stream.len()];
        let cipher = Cipher::of(&KEY, false).unwrap();
        let Cipher::Xor(xor) = cipher else {
            panic!("another cipher")
        };
        let mut at = from;
        while let Some(body) = body_at(&stream, at) {
            let kind = u16_at(&stream, at).unwrap();
            at = body.end;
            let clear = if kind == BOUND_SHEET { PLACE.min(body.len()) } else { 0 };
            if CLEAR.contains(&kind) {
                continue;
            }
            xor.apply(body.start, body.len(), clear, &mut zeros[body.start + clear..body.end]);
            for at in body.start + clear..body.end {
                stream[at] = (stream[at] ^ zeros[at]).rotate_right(3);
            }
        }
        stream
    }

    #[test]
    fn a_workbook_of_excel_5_is_opened() {
        let plain = book(0x0500, &KEY, &rest());
        let begin = plain.len() - rest().concat().len();
        let mut stream = obfuscated(plain.clone(), begin);
        assert_ne!(stream, plain);
        assert!(unheard(|sink| open(&mut stream, sink)).is_some());
        let at = begin - 4 - KEY.len();
        assert_eq!(stream[at..at + 2], UNREAD.to_le_bytes());
        assert_eq!((&stream[..at], &stream[at + 2..]), (&plain[..at], &plain[at + 2..]));
    }

    #[test]
    fn under_another_password_it_stays_as_it_was() {
        for (version, pass) in [
            (0x0500, &b"\x4a\x51\x1a\xcc"[..]),
            (0x0600, b"\0\0\x4a\x51\x1a\xcc"),
            (0x0600, &[1, 0, 1, 0, 1, 0]),
            (0x0600, &[1, 0, 9, 0, 9, 0]),
            (0x0600, &[7, 0]),
            (0x0600, &KEY),
            (0x0500, &KEY[..3]),
            (0x0500, b""),
        ] {
            let plain = book(version, pass, &rest());
            let mut stream = plain.clone();
            assert!(unheard(|sink| open(&mut stream, sink)).is_none(), "{pass:?}");
            assert_eq!(stream, plain);
        }
        let mut of_excel_4 = [record(0x0409, &[0, 4, 5, 0, 0, 0]), record(FILE_PASS, &KEY)].concat();
        assert!(unheard(|sink| open(&mut of_excel_4, sink)).is_none());
    }

    #[test]
    fn a_stream_that_is_cut_gives_no_panic() {
        let plain = book(0x0500, &KEY, &rest());
        for len in 0..plain.len() {
            unheard(|sink| open(&mut plain[..len].to_vec(), sink));
        }
    }
}
