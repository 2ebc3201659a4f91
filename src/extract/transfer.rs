//! Quoted-printable (RFC 2045, 6.7), as mails, cards and encoded words have it.

/// Quoted-printable; a sign that begins no code stands for itself.
pub(super) fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'=', rest) {
        bytes.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let (code, len) = match rest {
            [_, behind @ ..] if let Some(len) = line_end(behind) => (None, 1 + len),
            [_, high, low, ..] => match hex(*high).zip(hex(*low)) {
                Some((high, low)) => (Some(high << 4 | low), 3),
                None => (Some(b'='), 1),
            },
            // A soft line end is the last of it.
            [_] | [_, b'\r'] => (None, rest.len()),
            _ => (Some(b'='), 1),
        };
        bytes.extend(code);
        rest = &rest[len..];
    }
    bytes.extend_from_slice(rest);
    bytes
}

/// The length of the end of a line, with the blanks that transport put before it.
fn line_end(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match &rest[blanks..] {
        [b'\n', ..] => Some(blanks + 1),
        [b'\r', b'\n', ..] => Some(blanks + 2),
        _ => None,
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_never_loses_text() {
        let check = |raw: &[u8], text: &[u8]| assert_eq!(quoted_printable(raw), text);
        check(b"caf=C3=A9 =3d 1=\r\n2", "café = 12".as_bytes());
        check(b"a=b =C =", b"a=b =C ");
        check(b"50 % = half", b"50 % = half");
        check(b"85.07.= \t\r\n30-951.80 = \n x = y\n", b"85.07.30-951.80  x = y\n");
    }
}
