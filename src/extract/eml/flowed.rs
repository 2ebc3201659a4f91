//! Lines of a mail that go on in the next one (RFC 3676): where the space at their end is none of the text, a number stands
//! on both of them.

use mail_parser::{MessagePart, MimeHeaders as _};

/// Whether lines are joined without the space at their end. Those that keep it are words apart as they are.
pub(super) fn is_joined(part: &MessagePart<'_>) -> bool {
    let says = |name: &str, value: &str| {
        let said = part.content_type().and_then(|kind| kind.attribute(name));
        said.is_some_and(|said| said.trim().eq_ignore_ascii_case(value))
    };
    says("format", "flowed") && says("delsp", "yes")
}

/// The text with its lines as they were before they were sent. What stands in front of a line for transport is taken
/// off where it goes on with the line before.
pub(super) fn joined(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut open = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\r', '\n']);
        let unquoted = content.trim_start_matches('>');
        let depth = content.len() - unquoted.len();
        let begins = match open == Some(depth) {
            true => unquoted.strip_prefix(' ').unwrap_or(unquoted),
            false => {
                told.push_str(if open.is_some() { "\n" } else { "" });
                content
            }
        };
        // The line above a signature ends in a space and is whole.
        match begins
            .strip_suffix(' ')
            .filter(|_| unquoted.trim() != "--" && line.len() > content.len())
        {
            Some(flows) => {
                told.push_str(flows);
                open = Some(depth);
            }
            None => {
                told.push_str(begins);
                told.push_str(&line[content.len()..]);
                open = None;
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_flow_are_one() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(joined(text), expected);
        }
        check(
            "85.07.30- \r\n951.80 geboren\r\nGent\r\n",
            "85.07.30-951.80 geboren\r\nGent\r\n",
        );
        check("BE68 5390  \n0754 7034\n", "BE68 5390 0754 7034\n");
        check("> 85.07.30- \n> 951.80\n", "> 85.07.30-951.80\n");
        check("a \n b\n c\n", "ab\n c\n");
        // Another depth, a signature, the end.
        check("> 12 \n34\n", "> 12\n34\n");
        check("a\n-- \nAn \n", "a\n-- \nAn");
    }
}
