//! Lines among the fields of a header that are none: the parser passes over them, and over the text that follows where
//! no empty line ends the header. Marks are put in before it parses.

use super::{FIELDS, base64, borders, field_name};

/// What a field is called that holds any text (RFC 5322, 3.6.5).
const ANY_TEXT: &[u8] = b"Comments: ";

/// The mail with the marks; none where there is nothing to mark.
pub(super) fn mended(raw: &[u8]) -> Option<Vec<u8>> {
    let borders = borders::named(raw)?;
    let mut marks = Vec::new();
    header((raw, &borders), 0, false, &mut marks);
    for begin in memchr::memmem::find_iter(raw, b"\n--") {
        let line = line(raw, begin + 1);
        if is_border(line, b"", &borders) {
            header((raw, &borders), begin + 1 + line.len(), true, &mut marks);
        }
    }
    if marks.is_empty() {
        return None;
    }
    let mut mended = Vec::with_capacity(raw.len() + marks.len() * ANY_TEXT.len());
    let mut from = 0;
    // A header may be come to twice, by a border and by the mail around it.
    marks.sort_unstable();
    marks.dedup();
    for (at, mark) in marks {
        mended.extend_from_slice(&raw[from..at]);
        mended.extend_from_slice(mark);
        from = at;
    }
    mended.extend_from_slice(&raw[from..]);
    Some(mended)
}

/// Marks what is no field in the header that begins here, of a part or of a mail, and in that of a mail in it.
fn header(
    (raw, borders): (&[u8], &[Vec<u8>]),
    mut at: usize,
    mut of_part: bool,
    marks: &mut Vec<(usize, &'static [u8])>,
) {
    let (mut has_fields, mut holds_mail, mut is_base64) = (false, false, false);
    let (mut next_field, mut before) = (Some(at), &b""[..]);
    while at < raw.len() {
        let line = line(raw, at);
        let text = line.trim_ascii_end();
        if text.is_empty() && !std::mem::take(&mut holds_mail) {
            return;
        }
        if text.is_empty() {
            (of_part, has_fields, is_base64, next_field) = (false, false, false, Some(at));
        } else if is_border(line, b"", borders) || is_border(line, b"--", borders) {
            return marks.push((at, b"\n"));
        } else if has_fields && is_parameter(before, text) {
            marks.push((at, b" "));
        } else if is_field(text, of_part) {
            has_fields = true;
            holds_mail |= begins(text, b"content-type:") && super::mail_in_mail().is_match(text);
            is_base64 |= says_base64(text);
        } else if !has_fields || !matches!(line[0], b' ' | b'\t') {
            // Looked for once, however many lines stand before it.
            if next_field.is_some_and(|field| at >= field) {
                let behind = at + line.len();
                next_field = known_field(&raw[behind..]).map(|field| behind + field);
            }
            // Where nothing but encoded lines may follow, other ones are no text.
            if next_field.is_none() && (!is_base64 || begins_base64(&raw[at..])) {
                return marks.push((at, b"\n"));
            }
            marks.push((at, ANY_TEXT));
            has_fields = true;
        }
        before = text;
        at += line.len();
    }
}

/// Whether a line goes on with the field before it, which says so, and nothing but the blank is missing that tells it.
fn is_parameter(before: &[u8], text: &[u8]) -> bool {
    let is_name = |name: &[u8]| {
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'*');
        !name.is_empty() && name.iter().all(is_of_name)
    };
    before.ends_with(b";") && memchr::memchr(b'=', text).is_some_and(|at| is_name(&text[..at]))
}

/// Whether a field says that encoded lines follow.
fn says_base64(text: &[u8]) -> bool {
    const NAME: &[u8] = b"content-transfer-encoding:";
    begins(text, NAME) && text[NAME.len()..].trim_ascii().eq_ignore_ascii_case(b"base64")
}

/// Whether the lines that begin here are encoded, and not the first of them only looks so and an empty line parts it
/// from them.
fn begins_base64(raw: &[u8]) -> bool {
    let mut lines = raw.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let mut next = || lines.next().unwrap_or_default();
    let (first, second, third) = (next(), next(), next());
    base64::is_data(first) && (base64::is_sure(first) || !second.is_empty() || !base64::is_data(third))
}

fn line(raw: &[u8], at: usize) -> &[u8] {
    let len = memchr::memchr(b'\n', &raw[at..]).map_or(raw.len() - at, |len| len + 1);
    &raw[at..at + len]
}

/// Whether a line is a border with this behind it: nothing where a part follows, dashes where none does.
fn is_border(line: &[u8], behind: &[u8], borders: &[Vec<u8>]) -> bool {
    let name = line.trim_ascii_end().strip_prefix(b"--");
    let name = name.and_then(|name| name.strip_suffix(behind));
    name.is_some_and(|name| borders.iter().any(|border| border == name))
}

fn begins(text: &[u8], with: &[u8]) -> bool {
    text.get(..with.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(with))
}

/// Whether the parser takes a line as a field and nothing is lost by that. Text of a part may hold a colon.
fn is_field(text: &[u8], of_part: bool) -> bool {
    let is_name = |name: &[u8]| {
        let strange = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'"') || !byte.is_ascii();
        !of_part || !name.is_empty() && !name.trim_ascii_end().iter().any(strange)
    };
    memchr::memchr(b':', text).is_some_and(|at| is_name(&text[..at]))
}

/// Where a field that is known begins in the rest of a header.
pub(super) fn known_field(raw: &[u8]) -> Option<usize> {
    let lines = raw.split_inclusive(|&byte| byte == b'\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_ascii_end()))
    });
    let mut header = lines.take_while(|(_, line)| !line.is_empty() && !line.starts_with(b"--"));
    let is_known = |name: String| FIELDS.contains(&name.as_str()) || name.starts_with("content-");
    header.find_map(|(at, line)| field_name(line).is_some_and(is_known).then_some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: Option<&str>) {
        let mended = mended(raw.as_bytes()).map(|mended| String::from_utf8(mended).unwrap());
        assert_eq!(mended.as_deref(), expected);
    }

    const MAIL: &str = "From: a@b.be\nSubject: een\n twee\nContent-Type: multipart/mixed; boundary=b\n\nvooraf\n--b\n";

    #[test]
    fn text_that_follows_a_border_or_a_field_at_once_is_parted_from_it() {
        let part = |part: &str| format!("{MAIL}{part}\n--b--\n");
        let check = |from: &str, to: &str| check(&part(from), Some(&part(to)));
        check("tekst zonder kop\nmeer", "\ntekst zonder kop\nmeer");
        check("de tekst: begint\n", "\nde tekst: begint\n");
        let kind = "Content-Type: text/html;\n charset=utf-8\n";
        check(
            &format!("{kind}<p>Dag</p>\n\nmeer"),
            &format!("{kind}\n<p>Dag</p>\n\nmeer"),
        );
        // A part without anything in it, and a mail in a part.
        check(
            &format!("{kind}--b\nContent-Type: text/plain\n\ntekst"),
            &format!("{kind}\n--b\nContent-Type: text/plain\n\ntekst"),
        );
        let mail = "Content-Type: message/rfc822\n\nFrom: a@b.be\n";
        check(&format!("{mail}Dag Jan"), &format!("{mail}\nDag Jan"));
    }

    #[test]
    fn whole_headers_stay_as_they_are() {
        let whole = [
            "\ntekst zonder kop",
            "Content-Type: text/plain\nX-Odd/Name : 1\n\ntekst\nmeer\n\nmeer",
            "X: 1\n\n--c\ntekst",
        ];
        for part in whole {
            check(&format!("{MAIL}{part}\n--b--\nbehind\n"), None);
        }
        check(
            "From: a@b.be\n>From x Mon Jan  1 10:00:00 2024\nSubject: x\n\nDag\n",
            None,
        );
        check("From: a@b.be\nSubject: x", None);
    }

    #[test]
    fn a_line_between_fields_is_a_field_of_any_text() {
        check(
            "From: a@b.be\nSubject: x\nrijksregisternummer\nTo: q@r.be\n\nDag\n",
            Some("From: a@b.be\nSubject: x\nComments: rijksregisternummer\nTo: q@r.be\n\nDag\n"),
        );
        check(
            "From: a@b.be\nSubject: x\nDag Jan\nzie: hier\n\nDag\n",
            Some("From: a@b.be\nSubject: x\n\nDag Jan\nzie: hier\n\nDag\n"),
        );
    }

    #[test]
    fn a_parameter_that_is_not_folded_is_part_of_its_field() {
        let check = |from: &str, to: Option<&str>| {
            let part = |part: &str| format!("{MAIL}{part}\n--b--\n");
            check(&part(from), to.map(part).as_deref());
        };
        let kind = "Content-Transfer-Encoding: base64\nContent-Type: text/plain;\n";
        for behind in [
            "\n\nQW5vdWs=",
            "\nX-Odd: 1\n\nQW5vdWs=",
            "\nContent-ID: <1>\n\nQW5vdWs=",
        ] {
            for parameter in ["name=\"a.docx\"", "filename*=utf-8''c:a.docx", "x-mac=1;\nname=a b"] {
                let folded = parameter.replace('\n', "\n ");
                check(
                    &format!("{kind}{parameter}{behind}"),
                    Some(&format!("{kind} {folded}{behind}")),
                );
            }
        }
        check(&format!("{kind} name=a.docx\n\nQW5vdWs="), None);
        // The field does not go on, or the line is no parameter: text.
        let kind = "Content-Type: text/html";
        check(&format!("{kind}\na=b\n\nmeer"), Some(&format!("{kind}\n\na=b\n\nmeer")));
        let text = "<p class=\"a\">Dag</p>\n\nmeer";
        check(&format!("{kind};\n{text}"), Some(&format!("{kind};\n\n{text}")));
    }

    #[test]
    fn what_is_not_encoded_before_encoded_lines_is_none_of_them() {
        let check = |from: &str, to: &str| {
            let part = |part: &str| format!("{MAIL}Content-Transfer-Encoding: base64\n{part}\n--b--\n");
            check(&part(from), Some(&part(to)));
        };
        for stray in ["; name=\"a.docx\"", "zonder dubbelpunt", "woord"] {
            check(
                &format!("{stray}\n\nQW5vdWs="),
                &format!("Comments: {stray}\n\nQW5vdWs="),
            );
        }
        // The empty line is what is missing.
        for encoded in [
            "QW5vdWs=",
            "QW5vdWs=\n\nzie de lijst",
            "QW5vdWsgUGVldGVycyA4NS4w\n\nGroeten",
        ] {
            check(encoded, &format!("\n{encoded}"));
        }
        check("een lijst\nQW5vdWs=", "Comments: een lijst\n\nQW5vdWs=");
    }
}
