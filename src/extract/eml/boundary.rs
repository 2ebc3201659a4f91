//! What the border between the parts of a mail is called (RFC 2046, 5.1.1), where the field says it in a way that the
//! parser does not understand: in pieces or encoded (RFC 2231), behind a comment that says another one, or with a space at
//! its end, which no line has.

use super::name;

const NAME: &str = "boundary";
/// Takes the place of that name where the border is not to be looked for.
const OTHER_NAME: &[u8] = b"border";

/// A border, and the parameters with it written as usual.
pub(super) struct Unusual {
    pub border: Vec<u8>,
    pub parameters: Vec<u8>,
}

/// By the parameters of the field, and whether a border occurs; none where they say it as usual, or not at all.
pub(super) fn unusual(parameters: &[u8], occurs: impl Fn(&[u8]) -> bool) -> Option<Unusual> {
    let bare = without_comments(parameters);
    let border = name::parameter(&bare, NAME)?.into_bytes();
    let is_in_pieces = places(&bare).any(|at| bare[at + NAME.len()..].trim_ascii_start().starts_with(b"*"));
    let trimmed = border.trim_ascii_end();
    let is_padded = trimmed.len() < border.len() && !occurs(&border);
    let border = if is_padded { trimmed } else { &border[..] };
    let is_in_comment = places(&bare).count() < places(parameters).count();
    let is_usual = !is_in_pieces && !is_padded && !is_in_comment;
    if is_usual || border.is_empty() || border.contains(&b'"') || !occurs(border) {
        return None;
    }
    let rest = renamed(parameters);
    Some(Unusual {
        border: border.to_vec(),
        parameters: [b"; boundary=\"", border, b"\"", &rest].concat(),
    })
}

/// The text of a field without what stands in parentheses (RFC 5322, 3.2.2).
pub(super) fn without_comments(field: &[u8]) -> Vec<u8> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0usize, false, false);
    let mut bare = Vec::with_capacity(field.len());
    for &byte in field {
        let was_escaped = std::mem::take(&mut is_escaped);
        match byte {
            _ if was_escaped => {}
            b'\\' if is_quoted || depth > 0 => is_escaped = true,
            b'"' if depth == 0 => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if depth > 0 => {
                depth -= 1;
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            bare.push(byte);
        }
    }
    bare
}

fn places(text: &[u8]) -> impl Iterator<Item = usize> {
    let lower = text.to_ascii_lowercase();
    let places: Vec<_> = memchr::memmem::find_iter(&lower, NAME).collect();
    places.into_iter()
}

fn renamed(text: &[u8]) -> Vec<u8> {
    let mut renamed = Vec::with_capacity(text.len());
    let mut from = 0;
    for at in places(text) {
        renamed.extend_from_slice(&text[from..at]);
        renamed.extend_from_slice(OTHER_NAME);
        from = at + NAME.len();
    }
    renamed.extend_from_slice(&text[from..]);
    renamed
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::documents;
    use super::*;

    #[track_caller]
    fn check(parameters: &str, expected: Option<&str>) {
        let occurs = |border: &[u8]| matches!(border, b"een twee" | b"ab");
        let found = unusual(parameters.as_bytes(), occurs).map(|unusual| String::from_utf8(unusual.border).unwrap());
        assert_eq!(found.as_deref(), expected, "{parameters}");
    }

    #[test]
    fn a_border_in_pieces_behind_a_comment_or_with_a_space_is_put_together() {
        check("; boundary*0=a; boundary*1=b", Some("ab"));
        check("; boundary*1=\"b\";\n boundary*0=\"a\"", Some("ab"));
        check("; boundary*0*=utf-8''een%20; boundary*1=twee", Some("een twee"));
        check("; boundary*=us-ascii'en'een%20twee", Some("een twee"));
        check(" (a; boundary=x); boundary=ab (\\) x)", Some("ab"));
        check("; boundary=\"een twee \"", Some("een twee"));
        // As usual, another one, none.
        check("; boundary=ab", None);
        check("; boundary=\"een twee\" (comment)", None);
        check("; type=\"(a; boundary=x)\"; boundary=ab", None);
        check("; boundary=x", None);
        check("; boundary*0=x", None);
        check("; type=a", None);
    }

    #[test]
    fn the_parts_of_such_mails_are_read_and_nothing_is_damaged() {
        for (parameters, border) in [
            ("; boundary*0=\"ab\"; boundary*1=\"cd\"", "abcd"),
            (" (a comment; boundary=wrong); boundary=right (x)", "right"),
            ("; boundary=\"a b:c \"", "a b:c"),
        ] {
            let mail = format!(
                "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed{parameters}\n\n--{border}\n\
                 Content-Type: text/plain\n\ntekst\n--{border}\nContent-Type: text/plain; name=b.txt\n\
                 Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nYmlqbGFnZQ==\n--{border}--\n"
            );
            let all = documents("a.eml", mail.as_bytes());
            assert_eq!(all[0].reasons, [], "{parameters}");
            assert_eq!((all.len(), &*all[1].inner), (2, "b.txt"), "{parameters}");
            assert!(all[1].text().contains("bijlage"), "{parameters}");
        }
    }
}
