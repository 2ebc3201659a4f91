//! Borders between the parts of a mail (RFC 2046, 5.1.1) that are spoilt or missing: put back before it is parsed, since
//! a part that does not end swallows all that follow.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::{boundary, lost};

/// Borders of one mail, and spoilt lines: every one costs a look through the whole mail.
const MOST: usize = 200;

/// A mail whose borders were mended.
pub(super) struct Mended {
    pub bytes: Vec<u8>,
    /// More was missing than the end of parts that are empty.
    pub is_damaged: bool,
}

/// The mail with whole borders; none where there is nothing to mend.
pub(super) fn mended(raw: &[u8]) -> Option<Mended> {
    let mut edits = Vec::new();
    let borders = declared(raw, &mut edits);
    if !borders.is_empty() && borders.len() <= MOST {
        put_back(raw, &borders, &mut edits);
    }
    if edits.is_empty() {
        return None;
    }
    // What ends before a border stands before it.
    edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
    let is_damaged = edits.iter().any(|edit| edit.is_damage);
    let mut whole = Vec::with_capacity(raw.len() + 256);
    let mut at = 0;
    for edit in edits {
        // A header that looks like a border is mended once.
        if edit.at.start < at {
            continue;
        }
        whole.extend_from_slice(&raw[at..edit.at.start]);
        whole.extend(edit.text);
        at = edit.at.end;
    }
    whole.extend_from_slice(&raw[at..]);
    Some(Mended {
        bytes: whole,
        is_damaged,
    })
}

/// The borders of a mail; none where there are too many to look for.
pub(super) fn named(raw: &[u8]) -> Option<Vec<Vec<u8>>> {
    let borders = declared(raw, &mut Vec::new());
    (borders.len() <= MOST).then_some(borders)
}

struct Edit {
    at: Range<usize>,
    text: Vec<u8>,
    is_damage: bool,
}

/// The borders that the headers of parts name, and the one whose name is lost with its field.
fn declared(raw: &[u8], edits: &mut Vec<Edit>) -> Vec<Vec<u8>> {
    let mut borders = by_fields(raw, edits);
    if borders.len() < MOST
        && let Some(lost) = lost::field(raw, |behind| unnamed(behind, &borders))
    {
        edits.push(Edit {
            at: lost.at..lost.at,
            text: lost.text,
            is_damage: true,
        });
        borders.push(lost.border);
    }
    borders
}

/// The borders that the headers of parts name. One that never occurs is given the name of the first that nobody names.
fn by_fields(raw: &[u8], edits: &mut Vec<Edit>) -> Vec<Vec<u8>> {
    static MULTIPART: LazyLock<Regex> = LazyLock::new(|| {
        // A parameter may not be folded, where the line before says that one follows.
        let folded = r"(?:[^\r\n]|\r?\n[ \t])*";
        let parameters = format!(r"(?:{folded};[ \t]*\r?\n[a-z-]+=)*{folded}");
        let pattern = format!(r"(?im-u)^content-type:\s*multipart/[a-z-]+({parameters})");
        Regex::new(&pattern).expect("a plain pattern")
    });
    static BOUNDARY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?i-u)boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))"#).expect("a plain pattern"));
    let (mut borders, mut nameless) = (Vec::new(), Vec::new());
    for found in MULTIPART.captures_iter(raw).take(MOST + 1) {
        let Some(parameters) = found.get(1) else { continue };
        let behind = &raw[parameters.end()..];
        if let Some(unusual) = boundary::unusual(parameters.as_bytes(), |border| occurs(behind, border)) {
            edits.push(Edit {
                at: parameters.range(),
                text: unusual.parameters,
                is_damage: false,
            });
            borders.push(unusual.border);
            continue;
        }
        let named = BOUNDARY.captures(parameters.as_bytes());
        let name = named.and_then(|named| Some((named.get(1).or(named.get(2))?.range(), named.get(1).is_some())));
        let Some((name, is_quoted)) = name else {
            nameless.push((parameters.start()..parameters.start(), ("; boundary=\"", "\"")));
            continue;
        };
        let at = parameters.start() + name.start..parameters.start() + name.end;
        let border = unfolded(&raw[at.clone()]);
        match occurs(&raw[at.end..], &border) {
            true => borders.push(border),
            false => nameless.push((at, if is_quoted { ("", "") } else { ("\"", "\"") })),
        }
    }
    if borders.len() + nameless.len() <= MOST {
        give_names(raw, nameless, &mut borders, edits);
    }
    borders
}

/// Where a name stands, or should, and the signs around it.
type Place = (Range<usize>, (&'static str, &'static str));

fn give_names(raw: &[u8], places: Vec<Place>, borders: &mut Vec<Vec<u8>>, edits: &mut Vec<Edit>) {
    for (at, (before, behind)) in places {
        let Some(border) = unnamed(&raw[at.end..], borders) else {
            continue;
        };
        edits.push(Edit {
            at,
            text: [before.as_bytes(), border, behind.as_bytes()].concat(),
            is_damage: true,
        });
        borders.push(border.to_vec());
    }
}

/// A name may go on in the next line.
fn unfolded(name: &[u8]) -> Vec<u8> {
    let name = name.trim_ascii_end().iter();
    name.filter(|byte| !matches!(byte, b'\r' | b'\n')).copied().collect()
}

/// As the parser looks for it.
fn occurs(raw: &[u8], border: &[u8]) -> bool {
    memchr::memmem::find(raw, &[b"--", border].concat()).is_some()
}

/// The first border that is none of those that are named.
fn unnamed<'r>(raw: &'r [u8], borders: &[Vec<u8>]) -> Option<&'r [u8]> {
    lines(raw).find_map(|line| {
        let name = line.text.strip_prefix(b"--")?;
        (!name.is_empty() && line.begins_part && !borders.iter().any(|border| border == name)).then_some(name)
    })
}

struct Line<'r> {
    at: Range<usize>,
    /// Without its end.
    text: &'r [u8],
    /// The header of a part follows.
    begins_part: bool,
}

fn lines(raw: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    raw.split_inclusive(|&byte| byte == b'\n').map(move |line| {
        let text = line.trim_ascii_end();
        let begin = at;
        at += line.len();
        let next = raw[at..].first_chunk::<8>();
        Line {
            at: begin..begin + text.len(),
            text,
            begins_part: next.is_some_and(|next| next.eq_ignore_ascii_case(b"content-")),
        }
    })
}

/// Ends what is open where a part around it goes on, and writes spoilt borders anew.
fn put_back(raw: &[u8], borders: &[Vec<u8>], edits: &mut Vec<Edit>) {
    let mut n_spoilt = 0;
    // With where their last line ends.
    let mut open: Vec<(&[u8], usize)> = Vec::new();
    for line in lines(raw).filter(|line| line.begins_part || line.text.starts_with(b"--")) {
        let Some((border, is_last, is_spoilt)) = border(&line, borders) else {
            continue;
        };
        if is_spoilt {
            n_spoilt += 1;
            // One that has an end of its own is another one, of a mail that somebody quotes.
            if n_spoilt > MOST || memchr::memmem::find(raw, &[line.text, b"--"].concat()).is_some() {
                continue;
            }
            edits.push(Edit {
                at: line.at.clone(),
                text: [b"--", border].concat(),
                is_damage: true,
            });
        }
        let Some(depth) = open.iter().position(|(known, _)| *known == border) else {
            if !is_last {
                open.push((border, line.at.end));
            }
            continue;
        };
        let begin = line.at.start;
        for (inner, end) in open.drain(depth + 1..).rev() {
            // Behind its last line nothing stands: that one should have ended it.
            let is_empty = raw[end..begin].trim_ascii().is_empty();
            let (at, text) = match is_empty {
                true => (end..end, b"--".to_vec()),
                false => (begin..begin, [b"--", inner, b"--\r\n"].concat()),
            };
            edits.push(Edit {
                at,
                text,
                is_damage: !is_empty,
            });
        }
        open[depth].1 = line.at.end;
        if is_last {
            open.truncate(depth);
        }
    }
}

/// Which border a line is, whether it is the last one, and whether it is spoilt.
fn border<'b>(line: &Line<'_>, borders: &'b [Vec<u8>]) -> Option<(&'b [u8], bool, bool)> {
    let exact = line.text.strip_prefix(b"--").and_then(|name| {
        let of = |border: &'b Vec<u8>| match name.strip_prefix(&border[..])? {
            b"" => Some((&border[..], false, false)),
            b"--" => Some((&border[..], true, false)),
            _ => None,
        };
        borders.iter().find_map(of)
    });
    let spoilt = || {
        borders
            .iter()
            .find(|border| line.begins_part && resembles(line.text, border))
    };
    exact.or_else(|| Some((&spoilt()?[..], false, true)))
}

/// Whether at least half of a border's signs are in their place.
fn resembles(line: &[u8], border: &[u8]) -> bool {
    let whole = b"--".iter().chain(border);
    line.len() == border.len() + 2 && line.iter().zip(whole).filter(|(a, b)| a == b).count() * 2 >= line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: a@b.be\nContent-Type: multipart/mixed;\n boundary=\"buiten-1234\"\n\n--buiten-1234\n\
        Content-Type: multipart/alternative; boundary=binnen-5678\n\n--binnen-5678\nContent-Type: text/plain\n\ntekst\n\
        --binnen-5678\nContent-Type: text/html\n\n<p>tekst\n--binnen-5678--\n\n--buiten-1234\n\
        Content-Type: text/plain; name=a.txt\n\nbijlage\n--buiten-1234--\n";

    #[track_caller]
    fn check(from: &str, to: &str, expected: Option<(&str, &str)>) {
        assert!(MAIL.contains(from));
        let spoilt = MAIL.replacen(from, to, 1);
        let expected = expected.map(|(from, to)| spoilt.replace(from, to));
        let mended = mended(spoilt.as_bytes()).filter(|mended| mended.is_damaged);
        let mended = mended.map(|mended| String::from_utf8(mended.bytes).unwrap());
        assert_eq!(mended, expected);
    }

    #[test]
    fn spoilt_and_missing_borders_are_put_back() {
        // An inner one is not ended.
        let last = "--buiten-1234\nContent-Type: text/plain; name";
        let ended = format!("--binnen-5678--\r\n{last}");
        check("--binnen-5678--\n", "", Some((last, &ended)));
        // Signs of a line are written over.
        let header = "\nContent-Type: text/html";
        check(
            "--binnen-5678\nContent-Type: text/html",
            "--bi##en-5#78\nContent-Type: text/html",
            Some(("--bi##en-5#78", "--binnen-5678")),
        );
        check(
            "--binnen-5678\nContent-Type: text/html",
            &format!("##binnen-5678{header}"),
            Some(("##binnen-5678", "--binnen-5678")),
        );
        // The name of it is another one, or there is none.
        check(
            "\"buiten-1234\"",
            "\"buiten-####\"",
            Some(("\"buiten-####\"", "\"buiten-1234\"")),
        );
        check("=binnen-5678", "=iets", Some(("=iets", "=\"binnen-5678\"")));
        check(
            "mixed;\n boundary=\"buiten-1234\"",
            "mixed",
            Some(("mixed", "mixed; boundary=\"buiten-1234\"")),
        );
    }

    #[test]
    fn a_spoilt_border_ends_the_parts_inside_it_too() {
        let last = "--buiten-1234\nContent-Type: text/plain; name";
        let spoilt = MAIL
            .replace("--binnen-5678--\n\n", "")
            .replace(last, &last.replace("1234", "1##4"));
        let mended = mended(spoilt.as_bytes()).unwrap();
        let expected = MAIL.replace("--binnen-5678--\n\n", "--binnen-5678--\r\n");
        assert!(mended.is_damaged);
        assert_eq!(String::from_utf8(mended.bytes).unwrap(), expected);
    }

    #[test]
    fn a_header_that_looks_like_a_border_is_mended_once() {
        let header = "Content-Type: multipart/mixed; boundary=iets";
        let raw = format!(
            "{header}\nContent-Language: nl\n\n--{}\nContent-Type: text/plain\n\ntekst\n",
            &header[2..]
        );
        assert!(mended(raw.as_bytes()).is_some());
    }

    #[test]
    fn whole_borders_stay_as_they_are() {
        check("tekst", "tekst", None);
        // Lines of dashes and signatures are none, nor is what stands before no header.
        check(
            "tekst\n",
            "tekst\n-- \nJan\n----------\nContent-Type is een veld\n",
            None,
        );
        check("tekst\n", "tekst\n--buiten-9934\nContent: geen kop\n", None);
        check("tekst\n", "tekst\n--iets-heel-anders\nContent-Type: text/plain\n", None);
        // One of a mail that is quoted.
        let quoted = "tekst\n--binnen-9999\nContent-Type: text/plain\n\n--binnen-9999--\n";
        check("tekst\n", quoted, None);
        // An inner one whose last part is empty, and a name that is folded.
        check("--binnen-5678--\n", "--binnen-5678\n", None);
        let ended = mended(MAIL.replacen("5678--\n", "5678\n", 1).as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&ended.bytes), MAIL);
        let folded = MAIL.replace("buiten-", "buiten ").replacen("buiten ", "buiten\n ", 1);
        assert!(mended(folded.as_bytes()).is_none());
        // Parameters that are not folded, of a line that goes on with them; else there is none.
        for parameters in ["\nboundary", "\ntype=a;\ncharset=utf-8; \r\nboundary"] {
            let unfolded = MAIL.replacen("\n boundary", parameters, 1);
            assert!(mended(unfolded.as_bytes()).is_none(), "{parameters}");
        }
        let named = "mixed; boundary=\"buiten-1234\"\n";
        check("mixed;\n boundary", "mixed\nboundary", Some(("mixed\n", named)));
        // The end of all of it is told otherwise, and there is nothing to mend with.
        check("--buiten-1234--\n", "", None);
        assert!(mended(b"From: a@b.be\nContent-Type: multipart/mixed; boundary=x\n\ntekst\n").is_none());
        assert!(mended(b"From: a@b.be\n\n--x\nContent-Type: text/plain\n\ntekst\n").is_none());
    }
}
