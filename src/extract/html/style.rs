//! The text of a style, up to what ends it.

use super::tag::begins;

/// Tags of the page itself, as no style has outside its remarks and strings.
#[rustfmt::skip]
const PAGE: [&str; 11] = [
    "/head>", "/body>", "/html>", "/div>", "/li>", "/p>", "/td>", "body>", "body ", "style>", "style ",
];
/// The tag that ends a style. None of the page's is longer.
const LAST: &str = "/style";

/// The style that is open. It is looked through once, however many chunks it comes in.
#[derive(Default)]
pub(super) struct Style {
    /// How far it was looked through.
    at: usize,
    /// What it is inside of there.
    inside: Inside,
    /// So much of what comes is text: the style that it stands in lacks its end.
    as_text: usize,
    /// Such a style was met.
    pub was_torn: bool,
}

#[derive(Default, Clone, Copy)]
enum Inside {
    #[default]
    Rules,
    Remark,
    /// A string that this quote opened.
    Quoted(u8),
}

pub(super) enum End {
    /// Its end tag, here.
    Tag(usize),
    /// The page goes on here, as no style does: the end tag is missing.
    Missing(usize),
}

impl Style {
    /// Whether a style begins with its tag: not in the text of another that lacks its end, or each of many would be
    /// looked through up to the same place.
    pub(super) fn begin(&mut self) -> bool {
        (self.at, self.inside) = (0, Inside::Rules);
        self.as_text == 0
    }

    /// What follows is text, so far.
    pub(super) fn is_text(&mut self, len: usize) {
        (self.as_text, self.was_torn) = (len, true);
    }

    /// The page was walked over, so far.
    pub(super) fn pass(&mut self, len: usize) {
        self.as_text = self.as_text.saturating_sub(len);
    }

    /// Text of the style itself was left behind.
    pub(super) fn drop_front(&mut self, len: usize) {
        self.at = self.at.saturating_sub(len);
    }

    /// Where its text ends. If that is not there yet, the next call goes on where this one stopped.
    pub(super) fn end(&mut self, here: &str) -> Option<End> {
        use Inside::{Quoted, Remark, Rules};
        let bytes = here.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let ahead = &bytes[self.at + 1..];
            match (self.inside, byte) {
                (_, b'<') if begins(ahead, LAST) => return Some(End::Tag(self.at)),
                (Rules, b'<') if PAGE.iter().any(|tag| begins(ahead, tag)) => return Some(End::Missing(self.at)),
                // What it is shows when more has come.
                (_, b'<') if ahead.len() < LAST.len() => return None,
                (_, b'/' | b'*' | b'\\') if ahead.is_empty() => return None,
                (Rules, b'/') if ahead[0] == b'*' => {
                    self.inside = Remark;
                    self.at += 1;
                }
                (Remark, b'*') if ahead[0] == b'/' => {
                    self.inside = Rules;
                    self.at += 1;
                }
                // An escaped quote is part of the name or the string; a tag is a tag.
                (Rules | Quoted(_), b'\\') if ahead[0] != b'<' => self.at += 1,
                (Rules, b'"' | b'\'') => self.inside = Quoted(byte),
                // A string whose quote is missing ends with its line.
                (Quoted(quote), _) if byte == quote || byte == b'\n' => self.inside = Rules,
                _ => {}
            }
            self.at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where it ends and whether by its tag, whole and byte by byte.
    #[track_caller]
    fn check(style: &str, expected: Option<(&str, bool)>) {
        let expected = expected.map(|(tag, is_whole)| (style.rfind(tag).unwrap(), is_whole));
        let told = |end| match end {
            End::Tag(at) => (at, true),
            End::Missing(at) => (at, false),
        };
        assert_eq!(Style::default().end(style).map(told), expected, "{style}");
        let mut pieces = Style::default();
        let end = (0..=style.len())
            .filter(|len| style.is_char_boundary(*len))
            .find_map(|len| pieces.end(&style[..len]));
        assert_eq!(end.map(told), expected, "{style}");
    }

    #[test]
    fn tags_in_remarks_and_strings_are_none_of_the_page() {
        for within in [
            "/* <body> \" ' */",
            "/*/ <body> */",
            "a{content:\"<body>\"}",
            "a{content:'</p>'}",
            "a{content:'it\\'s \\\\'} b{content:'</p>'}",
            "a{content:\"een\\\n</p>\"}",
            ".it\\'s{} /* </p> */",
            "a{background:url(\"data:x,<svg xmlns='y'><div>é</div></svg>\")}",
            "a > b{} c{content:'*/'}",
        ] {
            check(&format!("{within}</style><p>"), Some(("</style", true)));
            check(&format!("{within}</Style"), Some(("</Style", true)));
            check(&format!("{within}<body><p>"), Some(("<body>", false)));
            check(within, None);
        }
    }

    #[test]
    fn a_style_ends_with_its_tag_wherever_that_stands() {
        for open in ["/* een", "a{content:'een", "a{content:'een\\"] {
            check(&format!("{open}</style>"), Some(("</style", true)));
            check(&format!("{open}<body>"), None);
        }
        // The string ended with its line.
        check("a{content:'een\n}</p>", Some(("</p>", false)));
    }
}
