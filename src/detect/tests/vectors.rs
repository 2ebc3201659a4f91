//! Published and synthetic vectors: every valid value is found as normalised, every invalid one is not, or not above
//! the level it may have.

use serde::Deserialize;

use super::*;
use crate::finding::Token;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    rule: String,
    valid: Vec<Valid>,
    invalid: Vec<Invalid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Valid {
    input: String,
    value: String,
    personal: Option<bool>,
    birth: Option<String>,
    #[serde(default)]
    published: bool,
    #[serde(default)]
    needs_context: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invalid {
    input: String,
    why: String,
    max: Option<Confidence>,
}

struct Seen {
    value: String,
    score: i16,
    class: u8,
    published: bool,
    born: Option<String>,
}

/// What a rule finds in a text, even where it is not reported.
fn seen(text: &str, rule: &str) -> Vec<Seen> {
    let text = Text::of_lines(text);
    let mut session = DETECTOR.session(&settings());
    let hits = session.hits(&text, &(0..text.buf.len()));
    let of_rule = hits
        .iter()
        .filter(|hit| DETECTOR.rules[usize::from(hit.rule)].id() == rule);
    of_rule
        .map(|hit| Seen {
            value: session.value_of(hit).to_owned(),
            score: hit.points.sum(),
            class: hit.class,
            published: hit.published,
            born: hit
                .birth
                .map(|birth| format!("{:04}-{:02}-{:02}", birth.year, birth.month, birth.day)),
        })
        .collect()
}

fn check(vectors: &str) -> Vec<String> {
    let vectors: Vectors = serde_json::from_str(vectors).unwrap();
    let rule = DETECTOR.rules.iter().find(|rule| rule.id() == vectors.rule).unwrap();
    let context = if rule.id() == "iban" {
        "IBAN "
    } else {
        "Rijksregisternummer: "
    };
    let mut wrong = Vec::new();
    for valid in &vectors.valid {
        let text = if valid.needs_context {
            format!("{context}{}", valid.input)
        } else {
            valid.input.clone()
        };
        let seen = seen(&text, &vectors.rule);
        let [one] = seen.as_slice() else {
            wrong.push(format!("{}: {} hits", valid.input, seen.len()));
            continue;
        };
        let personal = valid.personal.is_none_or(|personal| personal == (one.class == 0));
        let born = valid
            .birth
            .as_ref()
            .is_none_or(|birth| one.born.as_ref() == Some(birth));
        let reported = one.score >= DETECTOR.scale.confidence.low || valid.published;
        if one.value != valid.value || !personal || !born || !reported || one.published != valid.published {
            wrong.push(format!("{}: {} {} {:?}", valid.input, one.value, one.score, one.born));
        }
    }
    for invalid in &vectors.invalid {
        let most = match invalid.max {
            None => DETECTOR.scale.confidence.low,
            Some(Confidence::Low) => DETECTOR.scale.confidence.medium,
            Some(Confidence::Medium) => DETECTOR.scale.confidence.high,
            Some(Confidence::High) => 100,
        };
        for one in seen(&invalid.input, &vectors.rule)
            .iter()
            .filter(|one| one.score >= most)
        {
            wrong.push(format!(
                "{} ({}): {} {}",
                invalid.input, invalid.why, one.value, one.score
            ));
        }
    }
    wrong
}

macro_rules! vectors {
    ($($name:ident: $file:literal),* $(,)?) => {
        $(#[test]
        fn $name() {
            let wrong = check(include_str!(concat!("../../../testdata/vectors/", $file, ".json")));
            assert!(wrong.is_empty(), "{wrong:#?}");
        })*
    };
}

vectors! {
    national_numbers: "be.national-number",
    ibans: "iban",
    payment_cards: "payment-card",
    e_mail_addresses: "email",
    phones: "phone",
    structured_communications: "be.structured-communication",
    enterprise_numbers: "be.enterprise-number",
}

#[test]
fn an_iban_of_every_country_is_found() {
    let countries: std::collections::BTreeMap<String, String> =
        serde_json::from_str(include_str!("../../../testdata/vectors/iban-countries.json")).unwrap();
    assert_eq!(countries.len(), 89);
    for iban in countries.values() {
        let seen = seen(iban, "iban");
        assert_eq!(seen.iter().map(|one| &one.value).collect::<Vec<_>>(), [iban]);
    }
}

#[test]
fn two_ways_to_write_a_number_are_one_value() {
    let detected = detect("RRN 85.07.30-951.80, insz 850730 951 80, NISS 85073095180");
    let found = finding(&detected, "be.national-number").unwrap();
    assert_eq!((found.count, found.distinct), (3, 1));
    assert_eq!(
        found.tokens,
        [Token::new(&settings().key, "national-number", "85073095180")]
    );
}

#[test]
fn a_structured_communication_wins_over_all_it_looks_like() {
    let detected = detect("Rekeningnummer, rijksregisternummer of telefoon? +++010/8068/17183+++");
    assert_eq!(detected.findings, []);
}

#[test]
fn a_published_test_number_is_known_and_not_counted() {
    assert_eq!(seen("Visa 4111 1111 1111 1111", "payment-card").len(), 1);
    assert_eq!(detect("Visa 4111 1111 1111 1111").findings, []);
}
