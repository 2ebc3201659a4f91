//! What is told of nobody, as the line says that it is an example.

use std::ops::Range;

use super::about::sentence;
use super::meaning::wrapped_before;
use crate::detect::names::folded;

/// Bytes before a term on its line.
const REACH: usize = 300;
/// Words of the label that says so: "Rekenvoorbeeld 2:".
const LABEL: usize = 2;
/// Ends of its first word; behind a title they are a name.
const EXAMPLES: [&str; 4] = ["voorbeeld", "exemple", "beispiel", "example"];
/// It says that one of several facts follows.
const BY_WAY: &str = "bijvoorbeeld";

/// Whether the line of a term begins as an example, whose first sentence is one: "Voorbeeld: Jan is gehuwd en heeft twee kinderen ten laste".
pub(super) fn is_example(buf: &str, span: &Range<usize>) -> bool {
    let line = wrapped_before(buf, span.start, REACH);
    let Some((label, _)) = line.split_once(':') else {
        return false;
    };
    let behind_label = span.start - line.len() + label.len() + 1;
    if sentence(buf, span).start > behind_label {
        return false;
    }
    let mut words = label.split_whitespace();
    let first = words.next().map(folded).unwrap_or_default();
    first != BY_WAY && EXAMPLES.iter().any(|end| first.ends_with(end)) && words.count() < LABEL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_say_that_it_is_an_example() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let at = text.find("kinderen").unwrap();
            assert_eq!(is_example(text, &(at..at + 8)), expected, "{text}");
        }
        check("Voorbeeld: Jan heeft twee kinderen ten laste", true);
        check("Exemple 2 : twee kinderen", true);
        check("Mme Exemple : kinderen", false);
        check("Voorbeeld: niemand.\nJan heeft twee kinderen ten laste", false);
        check("Voorbeeld: factuur 12. Jan heeft twee kinderen ten laste", false);
        check("Bijvoorbeeld: Jan heeft twee kinderen ten laste", false);
        check("Een goed voorbeeld van hoe het kan: kinderen", false);
        check("Jan is een voorbeeld en heeft kinderen", false);
    }
}
