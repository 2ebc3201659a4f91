//! What the parser of TOML says, in words for whoever wrote the file.

use super::{texts, told};

/// What is wrong with the writing of a line, by how the parser begins to say it; the first that fits counts. It has a
/// sentence for every step of its grammar, of which several are one mistake to a person.
static SYNTAX: &[(&str, &str)] = &[
    ("invalid literal string", "quotes"),
    ("invalid basic string", "quotes"),
    ("invalid multi-line", "quotes"),
    ("invalid string", "quotes"),
    ("missing opening quote", "quotes"),
    ("too few unicode value digits", "backslash"),
    ("missing escaped value", "backslash"),
    ("invalid value, expected unicode", "backslash"),
    ("unexpected key or value", "rest"),
    ("unexpected content", "rest"),
    ("unquoted keys cannot be empty", "name"),
    ("invalid unquoted key", "name"),
    ("keys cannot be", "name"),
    ("invalid key", "name"),
    ("missing key", "name"),
    ("missing table open", "name"),
    ("invalid table", "name"),
    ("extra ", "sign"),
    ("unexpected `=`", "sign"),
    ("missing comma between key-value pairs", "pairs"),
    ("missing assignment", "pairs"),
    ("invalid inline table element", "pairs"),
    ("invalid boolean", "boolean"),
    ("invalid float", "number"),
    ("invalid fraction", "number"),
    ("invalid mantissa", "number"),
    ("invalid exponent", "number"),
    ("invalid integer number", "number"),
    ("invalid hexadecimal number", "number"),
    ("invalid octal number", "number"),
    ("invalid binary number", "number"),
    ("integer number overflowed", "number"),
    ("integers with a radix", "number"),
    ("invalid type: integer `", "number"),
    ("floating-point", "number"),
    ("radix must be", "number"),
    ("redundant ", "number"),
    ("unexpected leading zero", "number"),
    ("unexpected sign", "number"),
    ("`_` may only go", "number"),
    ("invalid date", "date"),
    ("invalid time", "date"),
    ("cannot extend value", "twice"),
    ("carriage return", "character"),
    ("invalid comment character", "character"),
    ("cannot recurse", "depth"),
    ("recursion limit", "depth"),
];

/// What the parser says of a line that it cannot read.
fn syntax(message: &str) -> Option<String> {
    let fits = |begin: &str| match begin {
        // Of a wrong kind is another mistake than one that no computer's number holds.
        "invalid type: integer `" => message.starts_with(begin) && message.contains(" as i128"),
        _ => message.starts_with(begin),
    };
    let (_, what) = SYNTAX.iter().find(|(begin, _)| fits(begin))?;
    // The quotes are there, and what stands between them is wrong.
    let what = match *what {
        "quotes" if message.contains("characters") => "character",
        what => what,
    };
    Some(texts().sentence("toml-syntax", what).into_owned())
}

/// What the parser of TOML says of a field or value that it does not know or misses.
pub fn toml(message: &str) -> String {
    if let Some(told) = syntax(message) {
        return told;
    }
    let is_of_kind = message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    // A word of programmers.
    match message.rsplit_once(", expected ").filter(|_| is_of_kind) {
        Some((_, "u8" | "u16" | "u32" | "u64" | "usize")) => return told!("toml-natural"),
        Some((_, "i8" | "i16" | "i32" | "i64" | "isize")) => return told!("toml-integer"),
        Some((found, expected)) => return toml_kinds(found, expected).unwrap_or_else(|| message.to_owned()),
        None => {}
    }
    let (says, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let told = texts().phrase("toml-says", says);
    match expected {
        // English says it in the parser's own words.
        _ if told == says => {}
        "" => return told.into_owned(),
        // Jargon, of which the text has said what is to be done.
        _ if !expected.contains('`') => return told.into_owned(),
        _ => return told!("toml-expected", says = told, expected = expected),
    }
    let names: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let Some((key, known)) = names.split_first() else {
        return message.to_owned();
    };
    let known: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
    match message.split('`').next() {
        Some("unknown field ") if !known.is_empty() => told!("toml-unknown", key = *key, known = known.join(", ")),
        Some("unknown variant ") if !known.is_empty() => told!("toml-variant", key = *key, known = known.join(", ")),
        Some("missing field ") => told!("toml-missing", key = *key),
        _ => message.to_owned(),
    }
}

/// One kind of value where another belongs: "invalid type: integer `5`", "a string". None where a word has no text.
pub(super) fn toml_kinds(found: &str, expected: &str) -> Option<String> {
    let found = found.strip_prefix("invalid type: ")?;
    let at = found.find(['`', '"']).unwrap_or(found.len());
    let (kind, value) = (found[..at].trim_end(), &found[at..]);
    let (kind, expected) = (kind.replace(' ', "-"), expected.replace(' ', "-"));
    let (texts, has) = (texts(), |text: &str, word: &str| texts().has(&format!("{text}-{word}")));
    if !has("toml-kind", &kind) || !has("toml-wanted", &expected) {
        return None;
    }
    let found = format!("{} {value}", texts.sentence("toml-kind", &kind));
    let expected = texts.sentence("toml-wanted", &expected);
    Some(told!("toml-type", found = found.trim_end(), expected = expected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Lang, Texts};

    #[track_caller]
    fn said(text: &str) -> String {
        toml::from_str::<toml::Table>(text).unwrap_err().message().to_owned()
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told_by_what_is_wrong_with_it() {
        #[track_caller]
        fn check(text: &str, what: &str) {
            let said = said(text);
            let told = syntax(&said).unwrap_or_else(|| panic!("{text}: {said}"));
            assert_eq!(told, texts().sentence("toml-syntax", what), "{text}: {said}");
        }
        for open in [
            "naam = 'An",
            "naam = \"An",
            "naam = An'",
            "naam = '\'\'An",
            "naam = \"\"\"An",
        ] {
            check(open, "quotes");
        }
        for path in ["pad = \"C:\\Users\\an\"", "pad = \"\\x\"", "pad = \"\\uD800\""] {
            check(path, "backslash");
        }
        for rest in [
            "jaren = 1 reden = 2",
            "[own] a = 1",
            "[own]]",
            "naam = 'Jan's pc'",
            "jaren = 1,",
        ] {
            check(rest, "rest");
        }
        for name in ["= 1", "é = 1", "[]", "]", "}", "'\'\'a\'\'\' = 1", "a. = 1"] {
            check(name, "name");
        }
        for sign in ["a == 1", "a = [1,,2]", "a = [=]", "a = {b = 1,,c = 2}"] {
            check(sign, "sign");
        }
        check("a = {b 1}", "pairs");
        check("a = True", "boolean");
        for number in [
            "a = 01",
            "a = 1.",
            "a = 1__0",
            "a = 0x",
            "a = +-1",
            "a = 99999999999999999999",
        ] {
            check(number, "number");
        }
        check("a = 2026-13-01", "date");
        check("a = 1\n[a.b]", "twice");
        for sign in ["a = 'x\u{1}'", "# \u{1}", "a = 1\rb = 2"] {
            check(sign, "character");
        }
    }

    /// Every language has its own words for what the parser says.
    #[test]
    fn nothing_is_left_in_the_parsers_words() {
        let wrong = [
            "a = [1",
            "a = {b = 1",
            "[a",
            "[[a]",
            "a",
            "a =",
            "a = b",
            "a = [1 2]",
            "[a]\n[a]",
            "a = “x”",
        ];
        for lang in [Lang::Nl, Lang::Fr, Lang::De] {
            let texts = Texts::new(lang);
            for text in wrong {
                let said = said(text);
                let words = said.split(", expected ").next().unwrap();
                assert_ne!(texts.phrase("toml-says", words), words, "{lang:?}: {text}");
            }
            for (begin, what) in SYNTAX {
                let key = format!("toml-syntax-{what}");
                assert_ne!(texts.get(&key), Texts::new(Lang::En).get(&key), "{lang:?}: {begin}");
            }
            let words = "wanted string or table";
            assert_ne!(texts.phrase("toml-says", words), words, "{lang:?}");
        }
    }

    #[test]
    fn a_value_of_a_wrong_kind_is_no_wrong_number() {
        assert_eq!(syntax("invalid type: integer `5`, expected a string"), None);
        assert_eq!(syntax("unknown field `x`, expected `y`"), None);
    }
}
