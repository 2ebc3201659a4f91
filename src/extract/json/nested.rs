//! JSON in a string of JSON, as services log what they sent: it is read as what it is, in the place of the string.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// A longer string is told as it is.
const LONGEST: usize = 64 << 10;
/// JSON in JSON in JSON.
const DEPTH: usize = 4;

/// The text with such strings unwrapped; gives back the beginning of one at the end.
pub(super) fn unwrapped(text: &str, at_end: bool) -> (Cow<'_, str>, &str) {
    of_depth(text, at_end, DEPTH)
}

fn of_depth(text: &str, at_end: bool, depth: usize) -> (Cow<'_, str>, &str) {
    let (mut told, mut done, mut from) = (String::new(), 0, 0);
    while let Some(begin) = next(text, from).filter(|_| depth > 0) {
        let Some(end) = end(text, begin) else {
            if at_end || text.len() - begin > LONGEST {
                from = begin + 1;
                continue;
            }
            told.push_str(&text[done..begin]);
            return (told.into(), &text[begin..]);
        };
        from = end;
        if let Some(inner) = inner(&text[begin..end], depth) {
            told.push_str(&text[done..begin]);
            told.push_str(&inner);
            done = end;
        }
    }
    if done == 0 {
        return (text.into(), "");
    }
    told.push_str(&text[done..]);
    (told.into(), "")
}

/// The quote of the next string that begins like an object or a list with something in it.
fn next(text: &str, from: usize) -> Option<usize> {
    memchr::memchr_iter(b'"', &text.as_bytes()[from..])
        .map(|at| from + at)
        .find(|&at| {
            let begins = text[at + 1..].starts_with(['{', '[']);
            begins && !text[..at].ends_with('\\')
        })
}

/// Where the string that begins here ends, behind its quote.
fn end(text: &str, begin: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[..text.len().min(begin + LONGEST)];
    let mut at = begin + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// The JSON of a string, whole and on one line.
fn inner(string: &str, depth: usize) -> Option<String> {
    if !string.contains("\\\"") {
        return None;
    }
    let json: String = serde_json::from_str(string).ok()?;
    serde_json::from_str::<IgnoredAny>(&json).ok()?;
    let line = json.replace(['\n', '\r', '\t'], " ");
    Some(of_depth(&line, true, depth - 1).0.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_that_holds_json_is_told_as_json() {
        let whole = |text: &str| unwrapped(text, true).0.into_owned();
        assert_eq!(
            whole(r#"{"p": "{\"t\": \"a\\nb\"}", "q": 1}"#),
            r#"{"p": {"t": "a\nb"}, "q": 1}"#
        );
        assert_eq!(whole(r#"["[\"{\\\"n\\\":1}\"]"]"#), r#"[[{"n":1}]]"#);
        for same in [
            r#"{"p": "{naam}"}"#,
            r#"{"p": "{\"t\": "}"#,
            r#"{"p": "[1] een \"noot\""}"#,
            r#"{"p": "{\"#,
        ] {
            assert_eq!(whole(same), same);
        }
    }

    #[test]
    fn one_that_is_cut_is_held() {
        assert_eq!(
            unwrapped(r#"{"p": "{\"t\": "#, false),
            (r#"{"p": "#.into(), r#""{\"t\": "#)
        );
    }
}
