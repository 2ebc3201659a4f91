//! XML whose beginning is lost: its name says what it is, and tags end in it that did not begin.

use std::collections::HashMap;

use super::{FORMAT, Head};

/// OpenDocument in one file, whose readers need its beginning.
const FLAT: [&str; 4] = ["fodt", "fods", "fodp", "fodg"];

pub(super) fn is(text: &str, head: &Head<'_>) -> bool {
    let is_named = FORMAT.extensions.contains(&head.extension) || FLAT.contains(&head.extension);
    if !is_named || text.starts_with(['<', '\0']) {
        return false;
    }
    // An outline may be longer than what formats are told by.
    let far = String::from_utf8_lossy(head.bytes);
    // Behind other bytes a whole one may stand.
    !far.contains("<?xml")
        && !far.contains("<office:document")
        && [text, &far].into_iter().any(|text| is_in_tag(text) || ends_more(text))
}

/// Whether a text begins inside a tag.
fn is_in_tag(text: &str) -> bool {
    let before = text.split_once('>').map_or("", |(before, _)| before);
    !before.contains('<') && before.ends_with(['"', '\'', '/']) && before.contains("=\"")
}

/// Whether an element ends that did not begin.
fn ends_more(text: &str) -> bool {
    let mut open = HashMap::<&str, u32>::new();
    for tag in text.split('<').skip(1) {
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(['>', '/', ' ', '\t', '\r', '\n']).next().unwrap_or_default();
        if !name.starts_with(char::is_alphabetic) {
            continue;
        }
        let n = open.entry(name).or_default();
        match (is_end, *n) {
            (true, 0) => return true,
            (true, _) => *n -= 1,
            (false, _) => *n += u32::from(!tag.split('>').next().unwrap_or_default().ends_with('/')),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::extract::Reason;
    use crate::extract::tests::document;

    const LIST: &str = "<lijst soort=\"leden\"><lid naam=\"An\"><adres>Dorp 1</adres><nota/></lid>\
        <lid naam=\"Bo\"><adres>Dorp 2</adres></lid></lijst>\n";

    #[track_caller]
    fn check(name: &str, text: &str, expected: (&str, &[Reason])) {
        let read = document(name, text.as_bytes());
        assert_eq!((read.format, &*read.reasons), expected, "{name}: {text}");
        assert!(read.text().contains("Dorp"), "{name}: {read:?}");
    }

    #[test]
    fn xml_that_lost_its_beginning_is_damaged_where_its_name_says_what_it_is() {
        for cut in ["ijst soort", "leden", "lid naam", "An\"", "orp 1", "/adres", "Dorp 2"] {
            let rest = &LIST[LIST.find(cut).unwrap()..];
            for name in ["a.xml", "a.svg", "a.fods", "a.fodt"] {
                check(name, rest, ("xml", &[Reason::Damaged]));
            }
            assert_eq!(document("a.txt", rest.as_bytes()).reasons, [], "{cut}");
        }
    }

    #[test]
    fn an_outline_may_be_all_that_is_seen_first() {
        let outline = format!("{}\" style=\"a\"/><text>Dorp</text></g></svg>", "1,2 ".repeat(9000));
        check("a.svg", &outline, ("xml", &[Reason::Damaged]));
    }

    #[test]
    fn whole_files_of_that_name_are_none() {
        check("a.xml", LIST, ("xml", &[]));
        // A text, a piece of a document, and one with signs of its own.
        for text in [
            "Dorp 1, bij An\n",
            "Dag An,\n<br/>Dorp 1 <b>en</b> 2\n<p>tot dan</p>",
            "Dorp 1 > Dorp 2 < Dorp 3, want a=\"b\"\n",
            "Zie <adres> in Dorp 1\n",
        ] {
            check("a.xml", text, ("text", &[]));
        }
    }
}
