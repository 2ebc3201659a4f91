//! XOR obfuscation, method 1 (\[MS-OFFCRYPTO\] 2.3.7.1 to 2.3.7.3), of workbooks since Excel 5.

/// More characters of a password than these count for nothing.
const LONGEST: usize = 15;
/// What a shorter password is filled with.
const FILL: [u8; LONGEST] = [
    0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00,
];

#[derive(Debug, PartialEq)]
pub(in crate::extract) struct Xor([u8; 16]);

impl Xor {
    /// None when the password is not the one of this key and this verifier.
    pub fn of(password: &str, key: u16, verifier: u16) -> Option<Self> {
        let password = &password.as_bytes()[..password.len().min(LONGEST)];
        let is_it = self::key(password) == key && self::verifier(password) == verifier;
        is_it.then(|| Self(array(password, key)))
    }

    /// Deciphers bytes of a record whose body of `len` bytes stands at `at` in the stream, from `from` in the body on.
    pub fn apply(&self, at: usize, len: usize, from: usize, bytes: &mut [u8]) {
        let begin = at.wrapping_add(len).wrapping_add(from);
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = byte.rotate_left(3) ^ self.0[begin.wrapping_add(n) % 16];
        }
    }
}

/// One step of the register that the specification's matrix and initial codes are a table of.
fn step(register: u16) -> u16 {
    const FEEDBACK: u16 = 0x1020;
    let turned = register.rotate_left(1);
    if turned & 1 == 0 { turned } else { turned ^ FEEDBACK }
}

fn key(password: &[u8]) -> u16 {
    let (mut key, mut of_bit, mut of_end) = (0, 0x8000, 0xffff);
    for &char in password.iter().rev() {
        // The eighth bit of a character counts for nothing.
        for bit in 0..8 {
            of_bit = step(of_bit);
            of_end = step(of_end);
            if char & 0x7f & 1 << bit != 0 {
                key ^= of_bit;
            }
        }
    }
    key ^ of_end
}

fn verifier(password: &[u8]) -> u16 {
    const BITS: usize = 15;
    let turned = password.iter().enumerate().map(|(n, &char)| {
        let by = (n + 1) % BITS;
        let char = u32::from(char) << by;
        (char & 0x7fff | char >> BITS) as u16
    });
    turned.fold(password.len() as u16 ^ 0xce4b, |hash, char| hash ^ char)
}

/// What each byte is combined with, turned as far as the byte is.
fn array(password: &[u8], key: u16) -> [u8; 16] {
    let mut array = [0; 16];
    let filled = password.iter().chain(&FILL).chain(&[0]);
    for (n, (byte, filled)) in array.iter_mut().zip(filled).enumerate() {
        *byte = (filled ^ key.to_le_bytes()[n % 2]).rotate_left(2);
    }
    array
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Excel wrote them: of a file of Apache POI's tests, and the one that Excel tries itself.
    #[test]
    fn a_password_is_known_by_its_key_and_its_verifier() {
        let filled = [
            0xac, 0xcc, 0xa4, 0xab, 0xd6, 0xba, 0xc3, 0xba, 0xd6, 0xa3, 0x2b, 0x45, 0xd3, 0x79, 0x29, 0xbb,
        ];
        assert_eq!(Xor::of("abc", 0x514a, 0xcc1a), Some(Xor(filled)));
        assert!(Xor::of("VelvetSweatshop", 0xb359, 0x9a0a).is_some());
        assert_eq!(Xor::of("VelvetSweatshop", 0xb358, 0x9a0a), None);
        assert_eq!(Xor::of("VelvetSweatshop", 0xb359, 0x9a0b), None);
    }

    #[test]
    fn a_password_of_any_length_gives_a_key() {
        let longest = "a password of any length, and then some more";
        for len in 0..=longest.len() {
            let known = &longest.as_bytes()[..len.min(LONGEST)];
            assert!(Xor::of(&longest[..len], key(known), verifier(known)).is_some(), "{len}");
        }
    }

    /// Of the same file: its code page.
    #[test]
    fn a_record_is_deciphered_by_where_it_stands() {
        let xor = Xor::of("abc", 0x514a, 0xcc1a).unwrap();
        let mut body = [0xcc, 0xd7];
        xor.apply(34, 2, 0, &mut body);
        assert_eq!(body, 1200u16.to_le_bytes());
        let mut last = [0xd7];
        xor.apply(34, 2, 1, &mut last);
        assert_eq!(last, body[1..]);
    }
}
