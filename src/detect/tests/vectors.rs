//! Published and synthetic vectors: every valid value is found as normalised, every invalid one is not, or not above
//! the level it may have.

use serde::Deserialize;

use super::*;
use crate::finding::Token;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    rule: String,
    /// What stands before a value that needs context.
    #[serde(default)]
    context: String,
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
    let of_rule = hits.iter().filter(|hit| DETECTOR.rule(hit.rule).id() == rule);
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
    let mut wrong = Vec::new();
    for valid in &vectors.valid {
        let text = if valid.needs_context {
            format!("{}{}", vectors.context, valid.input)
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
    identity_cards: "be.eid-card",
    old_account_numbers: "be.account-legacy",
    care_providers: "be.riziv",
    passports: "be.passport",
    resident_cards: "be.resident-card",
    driving_licences: "be.driving-licence",
    licence_plates: "be.licence-plate",
    machine_readable_zones: "mrz",
    health_insurance_members: "be.health-insurance",
    european_health_cards: "ehic",
    network_addresses: "network-address",
    places_on_the_earth: "gps",
    french_tax_numbers: "fr.spi",
    dutch_numbers: "nl.bsn",
    french_social_security_numbers: "fr.nir",
    german_tax_numbers: "de.idnr",
    luxembourg_numbers: "lu.matricule",
    british_numbers: "gb.nino",
    spanish_identity_numbers: "es.dni",
    spanish_numbers_of_foreigners: "es.nie",
    italian_codes: "it.codice-fiscale",
    polish_numbers: "pl.pesel",
    portuguese_numbers: "pt.nif",
    romanian_numbers: "ro.cnp",
    bulgarian_numbers: "bg.egn",
    czech_and_slovak_numbers: "cz.rc",
    danish_numbers: "dk.cpr",
    estonian_numbers: "ee.ik",
    lithuanian_numbers: "lt.asmens",
    latvian_numbers: "lv.pk",
    finnish_codes: "fi.hetu",
    greek_numbers: "gr.amka",
    croatian_numbers: "hr.oib",
    irish_numbers: "ie.pps",
    swedish_numbers: "se.personnummer",
    slovenian_numbers: "si.emso",
    austrian_numbers: "at.vnr",
    swiss_numbers: "ch.ahv",
    norwegian_numbers: "no.fnr",
    turkish_numbers: "tr.tckn",
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
    assert_eq!(
        detect("IBAN DE89 3704 0044 0532 0130 00, IBAN BE62 5100 0754 7061").findings,
        []
    );
    let national = [
        "85.07.30-033.28",
        "NISS 17 07 30 033 84",
        "1993.05.18-223.61",
        "RRN 75120513714",
    ];
    for text in national {
        assert_eq!(seen(text, "be.national-number").len(), 1, "{text}");
        assert_eq!(detect(text).findings, [], "{text}");
    }
    for text in [
        "kaart 5500 0000 0000 0004",
        "BSN 111222333",
        "AHV 756.1234.5678.97",
        "AVS 756.9217.0769.85",
        "RRN 00.01.00-001.35",
        "IBAN BE68 5390 0754 7034",
        "IBAN RO49 AAAA 1B31 0075 9384 0000",
    ] {
        assert_eq!(detect(text).findings, [], "{text}");
    }
    assert_eq!(detect("BSN 111222345").findings.len(), 1);
    assert_eq!(detect("assert(valid(\"85.07.30-951.80\"))").findings.len(), 1);
}

/// A number that no validator proves would be in the list for nothing.
#[test]
fn published_numbers_are_valid() {
    let file = include_str!("../../../rules/data/published-numbers.toml");
    let file: std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<String>>> =
        toml::from_str(file).unwrap();
    for (name, lists) in &file {
        let validator = crate::detect::validator::find(name).unwrap();
        for number in &lists["numbers"] {
            let candidate = crate::detect::validator::Candidate {
                buf: number,
                start: 0,
                end: number.len(),
                digits: number,
                n_groups: 1,
                labels: &[],
            };
            let checked = validator.prove(&candidate, &settings(), &mut String::new());
            assert!(checked.is_some_and(|checked| checked.published), "{name} {number}");
        }
    }
}
