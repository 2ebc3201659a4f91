//! UTF-16 in which a byte was lost or some were put in: all characters behind that place would be read from the second
//! half of one to the first half of the next. Of Latin letters the upper half is zero, which tells where it stands.

use std::io::Read;

/// So much is looked at together, and so many of its characters have a zero in the wrong half, and in the right one.
const WINDOW: usize = 64;
const LEAST_WRONG: usize = 24;
const MOST_RIGHT: usize = 2;
/// The other halves of these are letters: a row of one sign, as of a frame, may have zeros in its lower half too.
const LEAST_PLAIN: usize = 20;
const LEAST_DIFFERENT: usize = 6;
const CHUNK: usize = 64 << 10;
/// What is told of it.
pub(super) const SHIFTED: &str = "bytes between characters are lost or too many";

/// Reads a document; where it begins with the mark of UTF-16, with its characters whole again.
pub(super) struct Aligned<'r> {
    inner: &'r mut dyn Read,
    buffer: Vec<u8>,
    /// What of the buffer was given.
    given: usize,
    failed: Option<std::io::Error>,
    /// In which half the upper one of a character stands; none before the first bytes.
    upper: Option<Upper>,
    /// Whether an odd number of bytes was given before the buffer.
    is_odd: bool,
    pub is_shifted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Upper {
    First,
    Second,
    /// No UTF-16.
    Neither,
}

impl<'r> Aligned<'r> {
    pub fn new(inner: &'r mut dyn Read) -> Self {
        Self {
            inner,
            buffer: Vec::new(),
            given: 0,
            failed: None,
            upper: None,
            is_odd: false,
            is_shifted: false,
        }
    }

    fn fill(&mut self) {
        self.is_odd ^= !self.buffer.len().is_multiple_of(2);
        self.buffer.clear();
        self.given = 0;
        // What was read before an error is given first.
        self.failed = (&mut *self.inner)
            .take(CHUNK as u64)
            .read_to_end(&mut self.buffer)
            .err();
        let upper = *self.upper.get_or_insert(match &self.buffer[..] {
            [0xff, 0xfe, 0, 0, ..] => Upper::Neither,
            [0xff, 0xfe, ..] => Upper::Second,
            [0xfe, 0xff, ..] => Upper::First,
            _ => Upper::Neither,
        });
        if upper != Upper::Neither {
            self.mend(upper);
        }
    }

    /// Takes a byte out where the halves change their places.
    fn mend(&mut self, upper: Upper) {
        let mut at = 0;
        while let Some(window) = self.buffer.get(at..at + WINDOW) {
            let is_second_wrong = (upper == Upper::First) != self.is_odd;
            // Where the upper half stands if all was shifted by one: the first or the second byte of two.
            let wrong = usize::from(is_second_wrong) ^ (at % 2);
            let zeros = |from: usize| window.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
            let is_shifted = zeros(wrong) >= LEAST_WRONG && zeros(1 - wrong) <= MOST_RIGHT;
            if is_shifted && is_text(window.iter().skip(1 - wrong).step_by(2).copied()) {
                let first = self.first_shifted(at + wrong);
                let too_many = match (upper, first) {
                    (_, 0) => 0,
                    // The lower half stands before it, or is what was lost.
                    (Upper::Second, first) if first >= 2 && self.buffer[first - 1] != 0 => first - 2,
                    (Upper::Second, first) => first,
                    (_, first) => first - 1,
                };
                self.buffer.remove(too_many);
                self.is_shifted = true;
            }
            at += WINDOW;
        }
    }

    /// Where the row of zeros begins that each second byte is, up to this one.
    fn first_shifted(&self, mut at: usize) -> usize {
        while at >= 2 && self.buffer[at - 2] == 0 {
            at -= 2;
        }
        at
    }
}

/// Whether bytes are letters, digits and blanks, and not the same few of them.
fn is_text(bytes: impl Iterator<Item = u8>) -> bool {
    let mut plain: Vec<u8> = bytes
        .filter(|byte| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace())
        .collect();
    let n_plain = plain.len();
    plain.sort_unstable();
    plain.dedup();
    n_plain >= LEAST_PLAIN && plain.len() >= LEAST_DIFFERENT
}

impl Read for Aligned<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.buffer.len() {
            if let Some(err) = self.failed.take() {
                return Err(err);
            }
            if self.upper == Some(Upper::Neither) {
                return self.inner.read(into);
            }
            self.fill();
        }
        let rest = &self.buffer[self.given..];
        let n = rest.len().min(into.len());
        into[..n].copy_from_slice(&rest[..n]);
        self.given += n;
        match self.failed.take_if(|_| n == 0) {
            Some(err) => Err(err),
            None => Ok(n),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reason;
    use super::super::tests::document;
    use super::*;

    const NUMBER: &str = "rijksregisternummer 85.07.30-951.80";

    fn wide(text: &str, is_big: bool) -> Vec<u8> {
        let of = |unit: u16| if is_big { unit.to_be_bytes() } else { unit.to_le_bytes() };
        format!("\u{feff}{text}").encode_utf16().flat_map(of).collect()
    }

    #[test]
    fn text_behind_a_byte_that_is_lost_is_read_as_it_was() {
        // One that is longer than what is held, and the number at its end.
        let text = format!("{}{NUMBER}\n", "een gewone regel van een gewoon verslag\n".repeat(2000));
        for is_big in [false, true] {
            let whole = wide(&text, is_big);
            let of = |bytes: &[u8]| document("a.txt", bytes);
            assert_eq!(of(&whole).reasons, []);
            for at in [400, 401, 100_000, 100_001] {
                let lost = [&whole[..at], &whole[at + 1..]].concat();
                let put_in = [&whole[..at], b"\0\0\0", &whole[at..]].concat();
                for torn in [lost, put_in] {
                    let torn = of(&torn);
                    assert_eq!(torn.reasons, [Reason::Damaged], "{is_big} {at}");
                    assert!(torn.text().contains(NUMBER), "{is_big} {at}");
                    let n_other = torn.text().chars().filter(|&c| c > '\u{2e80}').count();
                    assert!(n_other <= 2, "{is_big} {at}: {n_other}");
                }
            }
        }
    }

    #[test]
    fn other_scripts_and_other_bytes_are_as_they_were() {
        let texts = [
            "一个村庄的名字\n".repeat(50),
            "Жуковский улица\n".repeat(50),
            format!("verslag\n{}\nverslag\n", "\u{2500}".repeat(300)),
            format!("verslag\n{}\nverslag\n", "\u{3000}\u{4e00}\u{6200}".repeat(100)),
            "a\n".repeat(3),
        ];
        for text in &texts {
            for is_big in [false, true] {
                let mut read = Vec::new();
                let whole = wide(text, is_big);
                let mut inner = &whole[..];
                let mut aligned = Aligned::new(&mut inner);
                aligned.read_to_end(&mut read).unwrap();
                assert!(!aligned.is_shifted && read == whole);
            }
        }
        let zeros = [&[1u8; 3][..], &[0, b'a'].repeat(200), &[b'a', 0].repeat(200)].concat();
        let mut inner = &zeros[..];
        let mut read = Vec::new();
        Aligned::new(&mut inner).read_to_end(&mut read).unwrap();
        assert_eq!(read, zeros);
    }
}
