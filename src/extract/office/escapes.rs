//! Characters that XML has no place for, as office programs write them: `_x000D_` (ECMA-376 part 1, 22.9.2.19,
//! `ST_Xstring`).

use std::borrow::Cow;

/// `_x`, four digits, `_`.
pub(super) const LEN: usize = 7;

/// Whether the texts of a part of this name are written so. Those of Word's own markup are not, nor are relationships.
pub(super) fn are_in(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let begins = ["xl/", "ppt/", "docprops/", "word/charts/"];
    !part.ends_with(".rels") && begins.iter().any(|begin| part.starts_with(begin))
}

/// The text that was meant. `_x005F_` stands for an underscore, so that what looks escaped can be written too.
#[inline]
pub(super) fn resolved(text: Cow<'_, str>) -> Cow<'_, str> {
    // Hardly any text has the sign, most are too short for it, and looking for two signs is dear there.
    match text.len() >= LEN && memchr::memchr(b'_', text.as_bytes()).is_some() {
        false => text,
        true => replaced(text),
    }
}

fn replaced(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut rest = &*text;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|behind| behind.find("_x")) {
        let at = from + at;
        match character(&rest[at..]) {
            Some(c) => {
                plain.push_str(&rest[..at]);
                plain.push(c);
                (rest, from) = (&rest[at + LEN..], 0);
            }
            None => from = at + 1,
        }
    }
    if rest.len() == text.len() {
        return text;
    }
    plain.push_str(rest);
    plain.into()
}

/// The character that a text begins with, if it is written so.
fn character(text: &str) -> Option<char> {
    let code = text.get(2..LEN)?.strip_suffix('_')?;
    let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_code.then(|| u32::from_str_radix(code, 16).ok().and_then(char::from_u32))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_has_no_place_for_are_themselves_again() {
        #[track_caller]
        fn check(written: &str, meant: &str) {
            assert_eq!(resolved(written.into()), meant);
        }
        check("85.07.30-951.80_x000D_\n", "85.07.30-951.80\r\n");
        check("a_x000d__x0009_b", "a\r\tb");
        check("_x005F_x000D_", "_x000D_");
        check("a_x_xe9_x00e9_é_x", "a_x_xe9éé_x");
        check("_x00é9_ _xD800_ _x00", "_x00é9_ _xD800_ _x00");
        check("mijn_xylofoon_", "mijn_xylofoon_");
    }

    #[test]
    fn words_own_markup_has_no_such_texts() {
        assert!(are_in("xl/sharedStrings.xml") && are_in("docProps/core.xml") && are_in("word/charts/chart1.xml"));
        assert!(
            !are_in("word/document.xml") && !are_in("xl/worksheets/_rels/sheet1.xml.rels") && !are_in("content.xml")
        );
    }
}
