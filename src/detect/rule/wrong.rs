//! What is wrong with a rule file, and the line that says so.

use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a field, named by its path: `match.pattern`, or `example.1.text` for the second example.
#[derive(Debug)]
pub struct Wrong {
    path: String,
    reason: String,
}

impl Wrong {
    pub fn new(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.reason)
    }
}

impl std::error::Error for Wrong {}

/// The error with the file and the line that it is about.
pub fn in_file(name: &str, text: &str, err: &anyhow::Error) -> anyhow::Error {
    if let Some(wrong) = err.downcast_ref::<toml::de::Error>() {
        let line = wrong.span().map_or(1, |span| line_at(text, span.start));
        // Its own words go on with the lines themselves.
        return anyhow::anyhow!("{name}:{line}: {}", wrong.message());
    }
    let line = err
        .downcast_ref::<Wrong>()
        .map_or(1, |wrong| line_of(text, &wrong.path));
    anyhow::anyhow!("{name}:{line}: {err:#}")
}

/// The line of a field; of what should hold it, where it is missing.
pub fn line_of(text: &str, path: &str) -> usize {
    let Ok(document) = DeTable::parse(text) else { return 1 };
    let (mut at, mut value) = (0, None::<&DeValue<'_>>);
    for name in path.split('.') {
        let next = match value {
            None => field(document.get_ref(), name),
            Some(DeValue::Table(table)) => field(table, name),
            Some(DeValue::Array(list)) => name
                .parse()
                .ok()
                .and_then(|n: usize| list.get(n))
                .map(|item| (item.span().start, item.get_ref())),
            Some(_) => None,
        };
        let Some((start, found)) = next else { break };
        (at, value) = (start, Some(found));
    }
    line_at(text, at)
}

fn field<'d>(table: &'d DeTable<'_>, name: &str) -> Option<(usize, &'d DeValue<'d>)> {
    let found = table.iter().find(|(key, _)| key.get_ref() == name);
    found.map(|(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| (key.span().start, value.get_ref()))
}

fn line_at(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_path_and_a_missing_one_by_what_should_hold_it() {
        let text = "id = \"a\"\n[match]\nkind = \"digits\"\ncounts = [\n  1,\n  99,\n]\n[[example]]\ntext = \"x\"\n[[example]]\ntext = \"y\"\nfinds = []\n";
        #[track_caller]
        fn check(text: &str, path: &str, line: usize) {
            assert_eq!(line_of(text, path), line, "{path}");
        }
        check(text, "id", 1);
        check(text, "match", 2);
        check(text, "match.kind", 3);
        check(text, "match.counts", 4);
        check(text, "match.counts.1", 6);
        check(text, "match.validator", 2);
        check(text, "example.1", 10);
        check(text, "example.1.finds", 12);
        check(text, "rank", 1);
        check("id = ", "id", 1);
    }
}
