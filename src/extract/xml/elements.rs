//! Which elements of a text are open: one that is cut behind the end of an element looks whole at its end.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

/// What is not ended within so many bytes is not looked at any further.
const LONGEST: usize = 64 << 10;
/// Elements inside elements that are told apart.
const MOST_DEEP: usize = 10_000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tags {
    Whole,
    /// An element is ended that is not the one that is open.
    Uneven,
    /// A tag is not ended: what follows would be taken for its attributes.
    Torn,
}

/// Follows the tags of a text that comes in parts.
#[derive(Default)]
pub(super) struct Elements {
    hashes: RandomState,
    /// Names of the elements that are open.
    open: Vec<u64>,
    root: Option<u64>,
    /// The name in the last tag, where that ends an element.
    ended: Option<u64>,
    /// An end was met that is none of the element that is open: the depth says nothing.
    is_uneven: bool,
    /// Another tag begins in a tag.
    is_torn: bool,
    is_lost: bool,
    /// Markup that has not ended yet, shortened to what is needed to find its end.
    held: String,
    /// What ends the comment or the like that is open.
    until: Option<&'static str>,
}

impl Elements {
    pub fn feed(&mut self, text: &str) {
        if self.is_lost {
            return;
        }
        let mut held = std::mem::take(&mut self.held);
        let mut rest = match held.is_empty() {
            true => text,
            false => {
                held.push_str(text);
                &held
            }
        };
        loop {
            if let Some(end) = self.until {
                let Some(at) = memchr::memmem::find(rest.as_bytes(), end.as_bytes()) else {
                    self.held = rest[rest.ceil_char_boundary(rest.len().saturating_sub(end.len() - 1))..].to_owned();
                    return;
                };
                rest = &rest[at + end.len()..];
                self.until = None;
            }
            let Some(at) = memchr::memchr(b'<', rest.as_bytes()) else {
                return;
            };
            rest = &rest[at..];
            match self.markup(rest) {
                Some(len) => rest = &rest[len..],
                None => return,
            }
        }
    }

    /// Takes what begins with `<`, or holds it where it goes on in the next part. Its length, or that of its beginning.
    fn markup(&mut self, rest: &str) -> Option<usize> {
        const BLOCKS: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        for (begin, end) in BLOCKS {
            if rest.starts_with(begin) {
                self.until = Some(end);
                return Some(begin.len());
            }
            if begin.starts_with(rest) {
                self.held = rest.to_owned();
                return None;
            }
        }
        let inner = rest.bytes().find(|byte| matches!(byte, b'[' | b'>'));
        if rest.starts_with("<!") && inner == Some(b'[') {
            self.until = Some("]>");
            return Some(2);
        }
        match tag_len(rest) {
            Ok(len) => {
                self.tag(&rest[1..len - 1]);
                Some(len)
            }
            Err(quote) => {
                self.hold_tag(rest, quote);
                None
            }
        }
    }

    fn hold_tag(&mut self, rest: &str, quote: Option<char>) {
        self.is_torn |= rest[1..].contains('<');
        match rest.find(|c: char| c.is_ascii_whitespace()) {
            // Values may be pictures: they are not held.
            Some(len) if !rest.starts_with("<!") => {
                let slash = Some('/').filter(|_| quote.is_none() && rest.ends_with('/'));
                self.held = format!("{} ", &rest[..len]);
                self.held.extend(quote.or(slash));
            }
            _ => self.held = rest.to_owned(),
        }
        self.is_lost = self.held.len() > LONGEST;
    }

    fn tag(&mut self, tag: &str) {
        self.is_torn |= tag.contains('<');
        let (name, is_end) = match tag.strip_prefix('/') {
            Some(name) => (name, true),
            None => (tag, false),
        };
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == ':') {
            return;
        }
        let name = name.split(|c: char| c.is_ascii_whitespace() || c == '/').next();
        let name = self.hashes.hash_one(name);
        self.ended = is_end.then_some(name);
        match (is_end, tag.ends_with('/')) {
            (true, _) => self.is_uneven |= self.open.pop() != Some(name),
            (false, true) => {}
            (false, false) => {
                self.root.get_or_insert(name);
                self.open.push(name);
                self.is_lost |= self.open.len() > MOST_DEEP;
            }
        }
    }

    /// How whole the tags are, which XML does not let be otherwise.
    pub fn tags(&self) -> Tags {
        match (self.is_torn, self.is_uneven) {
            (true, _) => Tags::Torn,
            (false, true) => Tags::Uneven,
            (false, false) => Tags::Whole,
        }
    }

    /// Whether the text ends inside an element. Where ends are missing all over, that of the first element counts.
    pub fn any_open(&self) -> bool {
        let is_ended = match self.is_uneven {
            true => self.ended == self.root,
            false => self.open.is_empty(),
        };
        !self.is_lost && !is_ended
    }
}

/// The length of a tag, or the quotation mark that is open where it goes on.
fn tag_len(rest: &str) -> Result<usize, Option<char>> {
    let mut at = 1;
    loop {
        let bytes = rest.as_bytes();
        let Some(next) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) else {
            return Err(None);
        };
        at += next;
        let quote = bytes[at];
        at += 1;
        if quote == b'>' {
            return Ok(at);
        }
        match memchr::memchr(quote, &bytes[at..]) {
            Some(len) => at += len + 1,
            None => return Err(Some(char::from(quote))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, any_open: bool) {
        for size in [4, 5, 16, text.len().max(4)] {
            let mut elements = Elements::default();
            crate::text::chunks(text, size).for_each(|part| elements.feed(part));
            assert_eq!(elements.any_open(), any_open, "in parts of {size}: {text}");
        }
    }

    #[test]
    fn a_text_that_is_cut_behind_an_end_is_open() {
        check("<?xml version=\"1.0\"?><k><n>An</n></k>", false);
        check("<?xml version=\"1.0\"?><k><n>An</n>", true);
        check("<k><k>An</k>\n", true);
        check("<k><n>An</n><!-- </k> -->", true);
        check("<k><![CDATA[</k>]]></n></n>", true);
        check("<k>\n", true);
    }

    #[test]
    fn what_only_looks_like_an_element_opens_none() {
        check("<!DOCTYPE k [<!ELEMENT k (n)>\n<!ENTITY a \"<b>\">]><k/>", false);
        check(
            "<!DOCTYPE k SYSTEM \"k.dtd\"><k a='>' b=\"<x>\" /> <!-- <k> --><?p <k> ?>",
            false,
        );
        check("<k><![CDATA[<n> ]] <m>]]></k>", false);
        // A log: one element behind the other.
        check("<a>1</a>\n<b>2</b>\n<b>3</b>", false);
        // As browsers read it: ends of elements inside may be missing.
        check("<k><br>1<br>2</k>", false);
        check("<k><br>1<p>2</p></n>", true);
    }

    #[test]
    fn tags_that_are_torn_or_uneven_are_told_apart() {
        for (text, expected) in [
            ("<?xml version=\"1.0\"?><k><n a='1>2'>An</n><m/></k>", Tags::Whole),
            (
                "<!DOCTYPE k [<!ENTITY a \"<b>\">]><k><![CDATA[<n <m>]]><!-- <p <q> --></k>",
                Tags::Whole,
            ),
            ("<k><n>An", Tags::Whole),
            ("<k><n>An</m></k>", Tags::Uneven),
            ("<k><n w:v<n>An</n></k>", Tags::Torn),
            ("<k><n a=\"x>An</n><n a=\"y\">An</n></k>", Tags::Torn),
        ] {
            for size in [4, 5, 16, text.len()] {
                let mut elements = Elements::default();
                crate::text::chunks(text, size).for_each(|part| elements.feed(part));
                assert_eq!(elements.tags(), expected, "in parts of {size}: {text}");
            }
        }
    }
}
