//! Text with the marks of `text/enriched` (RFC 1896) and of `text/richtext` before it: what a reader is shown.

use std::borrow::Cow;

use mail_parser::{MessagePart, MimeHeaders as _};

pub(super) fn is(part: &MessagePart<'_>) -> bool {
    let Some(kind) = part
        .content_type()
        .filter(|kind| kind.c_type.eq_ignore_ascii_case("text"))
    else {
        return false;
    };
    let subtype = kind.c_subtype.as_deref().unwrap_or_default();
    ["enriched", "richtext"]
        .iter()
        .any(|name| subtype.eq_ignore_ascii_case(name))
}

/// Marks are no text, and stand within words; of line ends in a row the first is a space, or none.
pub(super) fn plain(marked: &str) -> String {
    let mut text = String::with_capacity(marked.len());
    let (mut n_parameters, mut n_ends) = (0_usize, 0);
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '<' if rest.starts_with("<<") => 2,
            '<' => match rest.find('>') {
                Some(end) => {
                    match rest[1..end].to_ascii_lowercase().as_str() {
                        "param" => n_parameters += 1,
                        "/param" => n_parameters = n_parameters.saturating_sub(1),
                        "nl" | "paragraph" | "/paragraph" => text.push('\n'),
                        "lt" => text.push('<'),
                        _ => {}
                    }
                    rest = &rest[end + 1..];
                    continue;
                }
                None => 1,
            },
            _ => c.len_utf8(),
        };
        rest = &rest[len..];
        match c {
            '\r' => {}
            // What a mark says of itself: a colour, a language.
            _ if n_parameters > 0 => {}
            '\n' => n_ends += 1,
            _ => {
                text.push_str(&line_ends(std::mem::take(&mut n_ends)));
                text.push(c);
            }
        }
    }
    text
}

fn line_ends(n: usize) -> Cow<'static, str> {
    match n {
        0 => "".into(),
        1 => " ".into(),
        n => "\n".repeat(n - 1).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_text_and_stand_within_words() {
        let check = |marked: &str, expected: &str| assert_eq!(plain(marked), expected);
        check(
            "<bold>Jan</bold>ssens 85.07.<x-a>30</x-a>-951.80",
            "Janssens 85.07.30-951.80",
        );
        check(
            "<color><param>red</param>Jan</color> <<jan@example.be>",
            "Jan <jan@example.be>",
        );
        check("een\r\ntwee\r\n\r\n\r\ndrie\r\n", "een twee\n\ndrie");
        check("1 < 2", "1 < 2");
        check("<lt>a<nl>b", "<a\nb");
    }
}
