//! Words that are the name of somebody or something here: "Ploeg 3: Ann Moors, Luc Kanker", "Parkinson & Sons", "Mosque Lane".

use std::ops::Range;

use super::meaning::is_of_name;
use super::setting::begins_name_of_body;
use super::wordlist::{next_word, words};
use crate::detect::around::{line_before, line_behind};
use crate::detect::names::{NAMES, folded};
use crate::detect::person::{is_capitalised, is_whole_name};

/// Bytes of a line around a term.
const LINE: usize = 120;
/// What follows the surname in the name of a firm, behind "&" or "and".
const HEIRS: [&str; 14] = [
    "sons",
    "son",
    "zonen",
    "zoon",
    "fils",
    "söhne",
    "sohn",
    "co",
    "cie",
    "partners",
    "brothers",
    "daughters",
    "dochters",
    "filles",
];
const ANDS: [&str; 6] = ["&", "and", "en", "et", "und", "+"];
/// Streets of two words, behind their name.
const STREETS: [&str; 12] = [
    "Lane", "Road", "Street", "Avenue", "Close", "Hill", "Square", "Court", "Drive", "Terrace", "Gardens", "Row",
];
/// Signs before the name of a firm in a list, and before the name of a person.
const BEFORE_FIRM: [char; 7] = [':', ';', ',', '-', '\u{2013}', '\u{2022}', '|'];
const BEFORE_NAME: [char; 9] = [':', ';', ',', '-', '\u{2013}', '\u{2022}', '|', '.', ')'];

/// The term is a surname in a list of names, or begins the name of a firm or a street.
pub(super) fn is_namesake(buf: &str, span: &Range<usize>) -> bool {
    let term = &buf[span.clone()];
    let is_name =
        term.starts_with(char::is_uppercase) && !term.contains([' ', '-']) && term.contains(char::is_lowercase);
    is_name && (is_among_names(buf, span) || is_firm(buf, span) || is_street(buf, span))
}

/// "Ann Moors, Luc Kanker": behind a given name alone, beside somebody else of a list.
fn is_among_names(buf: &str, span: &Range<usize>) -> bool {
    let (before, behind) = (line_before(buf, span.start, LINE), line_behind(buf, span.end, LINE));
    let Some(given) = words(before).next_back().filter(|word| is_capitalised(word)) else {
        return false;
    };
    let Some(list) = before.strip_suffix(' ').and_then(|text| text.strip_suffix(given)) else {
        return false;
    };
    let ends = behind.trim_end().is_empty() || behind.starts_with([',', ';']);
    let begins = list.trim_end().is_empty() || list.trim_end().ends_with(BEFORE_NAME);
    if !ends || !begins || !NAMES.is_given_alone(&folded(given)) {
        return false;
    }
    // "Medisch: Lotte Astma, Tom Maes": only a group of people, by its number or letter, is a list of names.
    let is_group = |label: &str| {
        let last = words(label).next_back().unwrap_or("");
        last.len() == 1 || last.ends_with(|c: char| c.is_ascii_digit())
    };
    if list.rsplit_once(':').is_some_and(|(label, _)| !is_group(label)) {
        return false;
    }
    let has_surname = |name: &str| {
        let rest = name.split_once(' ').map_or("", |(_, rest)| rest);
        NAMES.is_surname(&folded(rest))
            || words(rest)
                .next_back()
                .is_some_and(|word| NAMES.is_surname(&folded(word)))
    };
    let is_other = |part: &str| is_whole_name(part.trim()) && has_surname(part.trim());
    let last = list
        .trim_end()
        .strip_suffix([',', ';'])
        .and_then(|list| list.rsplit([',', ';', ':']).next());
    let next = behind
        .strip_prefix([',', ';'])
        .and_then(|list| list.split([',', ';']).next());
    last.is_some_and(is_other) || next.is_some_and(is_other)
}

/// "Parkinson & Sons", "Gay Transport Ltd": where a line, or a part of a list, begins with it.
fn is_firm(buf: &str, span: &Range<usize>) -> bool {
    let before = line_before(buf, span.start, LINE).trim_end();
    if !before.is_empty() && !before.ends_with(BEFORE_FIRM) {
        return false;
    }
    let mut rest = line_behind(buf, span.end, LINE).split(' ').skip(1);
    let is_and = rest.next().is_some_and(|word| ANDS.contains(&word));
    let is_heir = |word: &str| {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']).to_lowercase();
        is_of_name(word) && HEIRS.contains(&bare.as_str())
    };
    is_and && rest.next().is_some_and(is_heir) || begins_name_of_body(buf, span)
}

/// "Mosque Lane"
fn is_street(buf: &str, span: &Range<usize>) -> bool {
    next_word(line_behind(buf, span.end, LINE)).is_some_and(|word| STREETS.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::marked;

    #[test]
    fn a_word_is_a_name_among_names() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(super::is_namesake(&plain, &span), expected, "{text}");
        }
        check("Ploeg 3: Ann Moors, Luc <Kanker>", true);
        check("1. Tom <Griep>, Els Maes", true);
        check("Groupe B : Anne <Asthme>, Luc Petit", true);
        check("<Parkinson> & Sons £410", true);
        check("Zahlungen: <Krebs> und Söhne 120", true);
        check("Open: <Parkinson> Transport BV", true);
        check("<Mosque> Lane depot", true);
        check("Medisch: Lotte <Astma>, Tom Maes", false);
        check("Lotte <Astma>, Tom Epilepsie", false);
        check("Ann Moors, <Kanker>", false);
        check("Luc <Kanker>", false);
        check("Luc Maes: <Parkinson> en zonen op bezoek", false);
        check("Jan Maes heeft <Parkinson> en zonen", false);
        check("Ann Moors <Kanker>, Luc Maes", false);
        check("Jan Maes, <Astma>, Els Vos", false);
        check("<Diabetes> Jan Maes", false);
        check("zieken: Luc <griep>, Els Vos", false);
    }
}
