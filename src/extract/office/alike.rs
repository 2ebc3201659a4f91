//! Names of parts that are the same to whoever reads them: in another normal form of Unicode, as a Mac writes them, with
//! signs written as `%20` in the one place and not in the other, or in letters of another case.

use std::cell::OnceCell;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

/// The names of a package by what they are alike in, once one was not found as it is.
#[derive(Default)]
pub(super) struct Alike(OnceCell<HashMap<String, String>>);

impl Alike {
    pub fn find(&self, target: &str, names: &[String]) -> Option<&String> {
        let of_all = || names.iter().rev().map(|name| (key(name), name.clone())).collect();
        self.0.get_or_init(of_all).get(&key(target))
    }
}

fn key(name: &str) -> String {
    from_uri(name).nfc().flat_map(char::to_lowercase).collect()
}

/// A path whose bytes may be written `%20`.
pub(in crate::extract) fn from_uri(uri: &str) -> String {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.trim_start_matches('/').as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| byte == b'%');
        let code = code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_another_form() {
        let names = ["a/Zo\u{eb}.xml", "a/deel%20twee.xml", "a/100% zeker.xml", "a/x.xml"].map(String::from);
        let alike = Alike::default();
        let find = |target: &str| alike.find(target, &names).map(|name| &**name);
        for target in ["a/Zoe\u{308}.xml", "a/zo%C3%AB.xml", "A/ZO\u{cb}.xml"] {
            assert_eq!(find(target), Some("a/Zo\u{eb}.xml"), "{target}");
        }
        assert_eq!(find("a/deel twee.xml"), Some("a/deel%20twee.xml"));
        assert_eq!(find("a/100%25%20zeker.xml"), Some("a/100% zeker.xml"));
        for other in ["a/zoe.xml", "a/deeltwee.xml", "x.xml", ""] {
            assert_eq!(find(other), None, "{other}");
        }
    }
}
