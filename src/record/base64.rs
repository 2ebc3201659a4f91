//! Base64 (RFC 4648) for the bytes of a path that is not UTF-8.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| u32::from(chunk.get(at).copied().unwrap_or(0)));
        let bits = a << 16 | b << 8 | c;
        for at in 0..4 {
            let digit = char::from(DIGITS[(bits >> (18 - 6 * at) & 63) as usize]);
            text.push(if at > chunk.len() { '=' } else { digit });
        }
    }
    text
}

/// None where it is no Base64.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').bytes();
    let (mut bytes, mut bits, mut n_bits) = (Vec::new(), 0_u32, 0);
    for digit in digits {
        let value = DIGITS.iter().position(|&known| known == digit)?;
        bits = bits << 6 | value as u32;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
            bits &= (1 << n_bits) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_vectors_of_the_standard() {
        #[track_caller]
        fn check(bytes: &str, expected: &str) {
            assert_eq!(super::encode(bytes.as_bytes()), expected);
            assert_eq!(super::decode(expected).as_deref(), Some(bytes.as_bytes()));
        }
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foob", "Zm9vYg==");
        check("fooba", "Zm9vYmE=");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn what_is_no_base64_is_nothing() {
        assert_eq!(super::decode("Zm 9v"), None);
        assert_eq!(super::decode("L/8=").as_deref(), Some(&b"/\xff"[..]));
    }
}
