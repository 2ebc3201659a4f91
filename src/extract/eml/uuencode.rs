//! Files in the text of a mail, as programs put them there before there were attachments (POSIX `uuencode`).

use memchr::memmem;

/// Names and bytes of the files in a text.
pub(super) fn files(text: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut at = 0;
    while let Some(found) = memmem::find(&text[at..], b"begin") {
        let begin = at + found;
        at = begin + 5;
        let is_line = begin == 0 || text[begin - 1] == b'\n';
        if let Some((file, len)) = file(&text[begin..]).filter(|_| is_line) {
            files.push(file);
            at = begin + len;
        }
    }
    files
}

/// Whether the first line is that of a file.
pub(in crate::extract) fn begins(text: &[u8]) -> bool {
    first_line(text).is_some()
}

/// The first line, the name in it, and whether the others are base64.
fn first_line(text: &[u8]) -> Option<(&[u8], &str, bool)> {
    let first = text.split_inclusive(|&byte| byte == b'\n').next()?;
    let mut words = std::str::from_utf8(first).ok()?.trim_end().splitn(3, ' ');
    let is_base64 = match words.next()? {
        "begin" => false,
        "begin-base64" => true,
        _ => return None,
    };
    let mode = words.next()?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| matches!(byte, b'0'..=b'7'));
    let name = words.next().filter(|name| is_mode && !name.is_empty())?;
    Some((first, name, is_base64))
}

/// The file whose first line this is, and the length of its lines.
pub(in crate::extract) fn file(text: &[u8]) -> Option<((String, Vec<u8>), usize)> {
    let (first, name, is_base64) = first_line(text)?;
    let mut bytes = Vec::new();
    let mut len = first.len();
    for line in text[len..].split_inclusive(|&byte| byte == b'\n') {
        len += line.len();
        let line = line.trim_ascii_end();
        match is_base64 {
            _ if line == b"end" || line == b"====" => return Some(((name.to_owned(), bytes), len)),
            true => bytes.extend(mail_parser::decoders::base64::base64_decode(line)?),
            false => decode(line, &mut bytes)?,
        }
    }
    None
}

/// One line: how many bytes it holds, then four characters of six bits for each three of them.
fn decode(line: &[u8], bytes: &mut Vec<u8>) -> Option<()> {
    let six = |byte: &u8| (b' '..=b'`').contains(byte).then(|| (byte - b' ') & 0x3f);
    // Blanks at the end of a line get lost on the way; each stands for six zeros.
    let (n, rest) = line
        .split_first()
        .map_or((0, line), |(n, rest)| (six(n).unwrap_or(64), rest));
    let n = usize::from(n);
    if n > 45 || rest.len() > 64 {
        return None;
    }
    let mut whole = Vec::with_capacity(48);
    let padded = rest.iter().chain(std::iter::repeat(&b' ')).take(n.div_ceil(3) * 4);
    let bits = padded.map(six).collect::<Option<Vec<u8>>>()?;
    for four in bits.as_chunks::<4>().0 {
        let number = four.iter().fold(0, |number, &six| number << 6 | u32::from(six));
        whole.extend_from_slice(&number.to_be_bytes()[1..]);
    }
    whole.truncate(n);
    bytes.extend(whole);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_a_text_is_found() {
        let text = b"Zie hier\nbegin 644 nota.txt\n#0V%T\n`\nend\nGroeten\nbegin 2025 was goed\n";
        assert_eq!(files(text), [("nota.txt".to_owned(), b"Cat".to_vec())]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            &b"begin 644 a\nno such line here, it is far too long for one of three bytes\nend\n"[..],
            b"begin 644 a\n#0V%T\n",
            b"begin",
            b"",
        ] {
            assert_eq!(files(text), []);
        }
    }
}
