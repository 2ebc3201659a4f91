//! Keys of settings, records and logs whose words are written together ("ibanNumber=BE68…", "registreNational: 850…"): read
//! as the headings of columns and the keys of JSON are.

use std::ops::Range;

use super::Detector;
use super::around::before;
use super::engine::{Engine, Sweep, TermHit};
use super::lexicon::TermInfo;
use super::rule::{Kind, Proof, Rule};
use super::split;
use crate::text::{Mark, Text, Unit};

/// No key is longer, and no more blanks and quotes stand around the sign behind it.
const LONGEST: usize = 60;
const BLANKS: usize = 24;

/// The key of a setting or an entry that a text ends with: it stands alone, and is no parameter of a web address.
pub fn ends_with_key(text: &str) -> Option<&str> {
    let is_of_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let near = before(text, text.len(), LONGEST);
    let start = text.len() - near.len() + near.trim_end_matches(is_of_key).len();
    let begins = |c: char| c.is_whitespace() || matches!(c, ';' | ',' | '(' | '[' | '{' | '"' | '\'' | '|');
    let key = &text[start..];
    let stands_alone = text[..start].chars().next_back().is_none_or(begins);
    let is_name =
        key.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '-')) && key.ends_with(char::is_alphanumeric);
    (stands_alone && is_name).then_some(key)
}

/// Whether any program writes a rule's value behind a key of its own (`id=`): it has no check digits, or is a number in a form
/// that other numbers have too.
pub fn is_of_any(rule: &Rule, is_unsure: bool) -> bool {
    let find = &rule.file.find;
    match find.kind {
        Kind::Email => false,
        Kind::Alnum => find.proof != Proof::CheckDigits,
        _ => find.proof != Proof::CheckDigits || is_unsure,
    }
}

/// Where keys end in a range of a text whose sign is followed by a value.
fn key_ends<'t>(buf: &'t str, range: &Range<usize>) -> impl Iterator<Item = usize> + 't {
    let bytes = buf.as_bytes();
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'');
    let from = range.start;
    memchr::memchr2_iter(b'=', b':', &bytes[range.clone()]).filter_map(move |at| {
        let at = from + at;
        let n_blanks = bytes[..at].iter().rev().take(BLANKS).take_while(is_blank).count();
        let next = bytes[at + 1..].iter().take(BLANKS).find(|byte| !is_blank(byte))?;
        let is_value = next.is_ascii_alphanumeric() || matches!(next, b'+' | b'(');
        let end = at - n_blanks;
        (is_value && bytes[..end].last().is_some_and(u8::is_ascii_alphanumeric)).then_some(end)
    })
}

/// Adds the terms that stand in such keys of a range to those of the text, which are in order.
pub fn add_terms(
    (detector, engine): (&Detector, &mut Engine),
    (text, range): (&Text, &Range<usize>),
    room: &mut Sweep,
    terms: &mut Vec<TermHit>,
) {
    // There the keys are labels.
    let is_read = |mark: &Mark| matches!(mark.unit, Unit::Json { .. } | Unit::Xml { .. });
    if text.marks.iter().any(is_read) {
        return;
    }
    // Keys of secrets are read where these are.
    let secrets = detector.words.credential.map_or(0, |rule| detector.rule(rule).keywords);
    let n_before = terms.len();
    for end in key_ends(&text.buf, range) {
        let Some(key) = ends_with_key(&text.buf[..end]).filter(|key| is_joined(key)) else {
            continue;
        };
        let (words, start) = (split::identifier(key), end - key.len());
        engine.sweep(&words, 0..words.len(), room);
        for hit in &room.terms {
            let is_whole = hit.start == 0 && hit.end as usize == words.len();
            let in_text = |at: u32| (start + len_unsplit(key, &words[..at as usize])) as u32;
            let term = detector.term(hit);
            if speaks(term, is_whole) && term.context & secrets == 0 && start >= range.start {
                terms.push(TermHit {
                    start: in_text(hit.start),
                    end: in_text(hit.end),
                    term: hit.term,
                });
            }
        }
    }
    if terms.len() > n_before {
        terms.sort_by_key(|hit| (hit.start, hit.term));
        terms.dedup();
    }
}

/// Whether a key has words that only capitals tell apart.
fn is_joined(key: &str) -> bool {
    let mut pairs = key.as_bytes().windows(2);
    let has_lower = || key.bytes().any(|byte| byte.is_ascii_lowercase());
    pairs.any(|pair| pair[0].is_ascii_alphabetic() && pair[1].is_ascii_uppercase()) && has_lower()
}

/// Whether a term says something of the value behind its key. A name is a person's only where the whole key is the label of
/// one: `fileName` and `hostName` are none.
fn speaks(info: &TermInfo, is_whole: bool) -> bool {
    match info.name_label {
        true => is_whole,
        false => info.context != 0,
    }
}

/// How much of a key its first words are, between which spaces were put.
fn len_unsplit(key: &str, words: &str) -> usize {
    let key = key.as_bytes();
    words.bytes().fold(0, |len, byte| {
        len + usize::from(byte != b' ' || key.get(len) == Some(&b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{confidence, detect, finding};
    use super::*;
    use crate::finding::Confidence;

    #[test]
    fn a_key_stands_alone_before_its_sign() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(ends_with_key(text), expected, "{text}");
        check("klant_rek", Some("klant_rek"));
        check("x; app.klant-iban", Some("app.klant-iban"));
        check("gsm2", Some("gsm2"));
        check("https://firma.be/?iban", None);
        check("a=1&iban", None);
        check("9f3a", None);
    }

    #[test]
    fn places_in_a_split_key_are_those_in_the_text() {
        let key = "eerste_ibanVanKlant";
        let words = split::identifier(key);
        for (at, expected) in [(0, 0), (6, 6), (7, 7), (11, 11), (12, 11), (words.len(), key.len())] {
            assert_eq!(len_unsplit(key, &words[..at]), expected, "{at}");
        }
    }

    #[test]
    fn keys_in_camel_case_name_what_stands_behind_them() {
        #[track_caller]
        fn check(rule: &str, expected: Option<Confidence>, text: &str) {
            assert_eq!(confidence(&detect(text), rule), expected, "{text}");
        }
        let high = Some(Confidence::High);
        for key in [
            "rijksRegister",
            "leerlingNISS",
            "INSZNummer",
            "hr.medewerker.nationalNumber",
            "registreNational",
        ] {
            check("be.national-number", high, &format!("[a]\n{key}=85073095180\nb=1"));
            check("be.national-number", high, &format!("- id: 3\n  {key}: 85073095180\n"));
            check("be.national-number", high, &format!("{key} = \"85073095180\"\n"));
        }
        check("nl.bsn", high, "klantBsn=119345675\n");
        check("phone", high, "contactGsm=0475123456");
        check(
            "birth-date",
            Some(Confidence::Medium),
            "patientGeboortedatum=1985-07-30",
        );
        for key in [
            "orderNumber",
            "requestId",
            "buildTimestamp",
            "meterNummer",
            "xNationalPark",
        ] {
            check("be.national-number", None, &format!("{key}=85073095180"));
        }
        check("be.national-number", None, "GET /x?nationalNumber=85073095180 HTTP/1.1");
        check(
            "be.national-number",
            None,
            "https://firma.be/a?b=1&registreNational=85073095180",
        );
        check("person-name", None, "fileName=Jan Peeters\nhostName: Jan Peeters\n");
    }

    #[test]
    fn an_account_needs_no_key_that_is_known() {
        for text in [
            "betaler_rk=BE71096123456769",
            "naam=x;z=BE71096123456769;y=1",
            "tegenpartij.rek2=NL64ABNA0417164301",
            "x=85.07.30-951.80",
        ] {
            assert!(!detect(text).findings.is_empty(), "{text}");
        }
        for text in [
            "https://firma.be/pay?z=BE71096123456769",
            "z=1&y=BE71096123456769",
            "z=BE71096123456769x7Qb2",
            "sha=9aBE71096123456769",
            "z=85073095180",
        ] {
            assert!(detect(text).findings.is_empty(), "{text}");
        }
        assert!(finding(&detect("rekeningIban=BE71096123456769"), "iban").is_some());
    }

    #[test]
    fn a_label_may_be_joined_by_an_underscore() {
        for text in [
            "scan NISS_85073095180",
            "IBAN_BE71096123456769.",
            "bijlage: INSZ_850730-951-80.pdf",
        ] {
            assert!(!detect(text).findings.is_empty(), "{text}");
        }
        for text in [
            "scan_85073095180",
            "KIBAN_BE71096123456769",
            "build_850730-951-80",
            "NISS_85073095180_2",
            "IMG_BE71096123456769",
        ] {
            assert!(detect(text).findings.is_empty(), "{text}");
        }
    }
}
