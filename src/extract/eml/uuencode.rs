//! Files in the text of a mail, as programs put them there before there were attachments (POSIX `uuencode`).

use memchr::memmem;

use super::base64;
use super::part::not_whole;
use crate::extract::{Error, Sink, held};

pub(in crate::extract) struct File {
    pub name: String,
    pub bytes: Vec<u8>,
    pub is_whole: bool,
}

impl File {
    /// Reads it as a document of its own.
    pub fn read(&self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let damage = (!self.is_whole).then(not_whole);
        sink.member(&self.name, &mut held::damaged(&self.bytes, damage))
    }
}

/// The files in a text.
pub(super) fn files(text: &[u8]) -> Vec<File> {
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

/// The file whose first line this is, and the length of its lines. What is cut or spoilt is one if it begins as no text
/// does.
pub(in crate::extract) fn file(text: &[u8]) -> Option<(File, usize)> {
    let (first, name, is_base64) = first_line(text)?;
    let lines = &text[first.len()..];
    let (bytes, is_whole, len) = match is_base64 {
        true => base64_lines(lines)?,
        false => own_lines(lines)?,
    };
    let name = name.to_owned();
    Some((File { name, bytes, is_whole }, first.len() + len))
}

type Lines = (Vec<u8>, bool, usize);

fn is_end(line: &[u8]) -> bool {
    line == b"end" || line == b"===="
}

fn base64_lines(text: &[u8]) -> Option<Lines> {
    let lines = text.split_inclusive(|&byte| byte == b'\n');
    let before: usize = lines
        .take_while(|line| !is_end(line.trim_ascii_end()))
        .map(<[u8]>::len)
        .sum();
    let end = text[before..].split_inclusive(|&byte| byte == b'\n').next();
    let decoded = base64::decode(&text[..before]);
    let len = before - decoded.added.len();
    match end {
        Some(end) if decoded.added.is_empty() => Some((decoded.bytes, !decoded.is_damaged, before + end.len())),
        _ if len > FULL => Some((decoded.bytes, false, len)),
        _ => None,
    }
}

/// Bytes of a full line, its length, and lines that may be spoilt one behind the other.
const FULL_BYTES: usize = 45;
const FULL: usize = 61;
const MOST_SPOILT: usize = 8;

fn own_lines(text: &[u8]) -> Option<Lines> {
    let mut bytes = Vec::new();
    let (mut is_whole, mut n_spoilt, mut n_filled) = (true, 0, 0);
    let (mut len, mut read) = (0, 0);
    // Where blanks at the end of a line get lost, the others stand in it.
    let (mut is_short, mut has_quotes) = (false, false);
    let is_full = |line: &[u8]| line.len() == FULL && line[0] == b'M' && decode(line, &mut Vec::new()).is_some();
    let is_sure = is_full(text.split(|&byte| byte == b'\n').next()?.trim_ascii_end());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        read += line.len();
        let line = line.trim_ascii_end();
        if is_end(line) {
            let is_whole = is_whole && n_spoilt == 0 && !(is_short && has_quotes);
            return (is_whole || is_sure).then_some((bytes, is_whole, read));
        }
        let mut of_line = Vec::new();
        if (n_spoilt == 0 || is_full(line)) && decode(line, &mut of_line).is_some() {
            is_whole &= n_spoilt == 0;
            bytes.resize(bytes.len() + n_spoilt * FULL_BYTES, 0);
            bytes.extend(of_line);
            n_filled = n_missing(line);
            is_short |= n_filled > 0;
            has_quotes |= line.contains(&b'`');
            (n_spoilt, len) = (0, read);
        } else if is_sure && n_spoilt < MOST_SPOILT {
            n_spoilt += 1;
        } else {
            break;
        }
    }
    bytes.truncate(bytes.len() - n_filled);
    is_sure.then_some((bytes, false, len))
}

/// How many bytes of a full line have no signs in it.
fn n_missing(line: &[u8]) -> usize {
    match line {
        [b'M', signs @ ..] => FULL_BYTES.saturating_sub(signs.len() / 4 * 3),
        _ => 0,
    }
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

    fn found(text: &[u8]) -> Vec<(String, Vec<u8>, bool)> {
        let files = files(text).into_iter();
        files.map(|file| (file.name, file.bytes, file.is_whole)).collect()
    }

    #[test]
    fn a_file_in_a_text_is_found() {
        let text = b"Zie hier\nbegin 644 nota.txt\n#0V%T\n`\nend\nGroeten\nbegin 2025 was goed\n";
        assert_eq!(found(text), [("nota.txt".to_owned(), b"Cat".to_vec(), true)]);
        // Blanks at the end of a line got lost.
        let text = b"begin 644 a\nM0V%T\n#0V%T\n \nend\n";
        let [(_, bytes, true)] = &found(text)[..] else { panic!() };
        assert_eq!(bytes, &[&b"Cat"[..], &[0; 42], b"Cat"].concat());
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        for text in [
            &b"begin 644 a\nno such line here, it is far too long for one of three bytes\nend\n"[..],
            b"begin 644 a\n#0V%T\n",
            b"begin-base64 644 a\nQ2F0\n",
            b"begin",
            b"",
        ] {
            assert_eq!(found(text), []);
        }
    }

    #[test]
    fn a_file_that_is_spoilt_is_told_and_the_rest_is_in_its_place() {
        let full = format!("M{}\n", "0V%T".repeat(15));
        let cats = |n: usize| b"Cat".repeat(15 * n);
        let check = |lines: &str, bytes: &[u8], behind: &str| {
            let text = format!("begin 644 a.txt\n{lines}{behind}");
            assert_eq!(found(text.as_bytes()), [("a.txt".to_owned(), bytes.to_vec(), false)]);
            let (_, len) = file(text.as_bytes()).unwrap();
            assert_eq!(&text[len..], behind);
        };
        // Its end is missing.
        check(&format!("{full}{full}"), &cats(2), "");
        check(&format!("{full}{full}"), &cats(2), "groeten van Jan,\nen tot dan!\n");
        // A line is written over.
        let over = format!("{full}M~~~~~~~~~~~~~~~~\n{full}`\nend\n");
        check(&over, &[&cats(1)[..], &[0; 45], &cats(1)].concat(), "");
        // Signs of a line are missing, where blanks are written as quotes.
        let short = format!("{full}M0V%T\n`\nend\n");
        check(&short, &[&cats(1)[..], b"Cat", &[0; 42]].concat(), "");
        let digits = "Q2F0".repeat(19);
        let text = format!("begin-base64 644 a.txt\n{digits}\n{}\n", &digits[..30]);
        let (_, bytes, is_whole) = found(text.as_bytes()).remove(0);
        assert_eq!((bytes.len(), is_whole), (3 * 26 + 1, false));
    }
}
