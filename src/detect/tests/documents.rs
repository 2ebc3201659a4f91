//! Small documents: special categories, subjects, risk, masks.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::*;
use crate::finding::Level;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    name: String,
    text: String,
    expected: BTreeMap<String, String>,
}

#[test]
fn special_categories_count_where_they_are_about_a_person() {
    let documents: Vec<Document> =
        serde_json::from_str(include_str!("../../../testdata/vectors/special-categories.json")).unwrap();
    let mut wrong = Vec::new();
    for document in documents {
        let text = match document.text.contains(';') && document.text.contains('\n') {
            true => table(&document.text),
            false => Text::of_lines(&document.text),
        };
        let detected = detect_text(&text);
        let special = |finding: &Finding| finding.rule.strip_prefix("special.").map(str::to_owned);
        let found: BTreeMap<String, Confidence> = detected
            .findings
            .iter()
            .filter_map(|finding| Some((special(finding)?, finding.confidence)))
            .collect();
        let level = |level: &str| match level {
            "high" => Some(Confidence::High),
            "medium" => Some(Confidence::Medium),
            _ => None,
        };
        let expected = document.expected.iter();
        let expected: BTreeMap<String, Confidence> = expected
            .filter_map(|(name, is)| Some((name.replace("sexlife", "sex-life"), level(is)?)))
            .collect();
        if found != expected {
            wrong.push(format!("{}: {found:?}, not {expected:?}", document.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_policy_that_lists_the_categories_is_no_data_of_a_person() {
    let detected = detect(
        "De verwerking van persoonsgegevens waaruit raciale afkomst, politieke opvattingen, geloofsovertuiging of het \
         lidmaatschap van een vakbond blijken, en van gegevens over gezondheid, seksuele geaardheid of een strafblad, \
         is verboden. Neem contact op met Jan Peeters, onze functionaris voor gegevensbescherming.",
    );
    assert_eq!(detected.special, Vec::<String>::new());
}

#[test]
fn a_note_on_one_persons_illness_is_of_medium_risk() {
    let detected = detect("Mevr. Testa Fictief (68.11.03-951.76) is arbeidsongeschikt, doktersattest ontvangen.");
    assert_eq!(detected.special, ["health"]);
    assert_eq!(confidence(&detected, "special.health"), Some(Confidence::High));
    assert_eq!((detected.risk.level, detected.subjects), (Level::Medium, 1));
}

#[test]
fn role_mailboxes_and_a_company_phone_weigh_next_to_nothing() {
    let detected = detect("partners@servisoft.be, dpo@servisoft.be, +32 475 27 63 12 of 0475/27.63.12");
    assert_eq!(detected.risk.level, Level::Info);
    assert_eq!(
        finding(&detected, "phone").map(|found| (found.count, found.distinct)),
        Some((2, 1))
    );
}

#[test]
fn the_number_of_a_child_flags_minors() {
    assert!(detect("RRN 17.07.30-951.39").minors);
    assert!(!detect("RRN 85.07.30-951.80").minors);
}

#[test]
fn findings_hold_masks_and_no_values() {
    let detected = detect("RRN 85.07.30-951.80, jan.peeters@bedrijf.be, IBAN BE68 5390 9123 8634, gsm 0475/27.63.12");
    let json = serde_json::to_string(&detected.findings).unwrap();
    for raw in ["951", "peeters", "bedrijf", "5390", "7034", "27.63", "276312"] {
        assert!(!json.contains(raw), "{raw} in {json}");
    }
    for mask in ["85.**.**-***.**", "j***@***.be", "BE**…34", "+32…12"] {
        assert!(json.contains(mask), "{mask} not in {json}");
    }
}

#[test]
fn every_point_has_its_reason() {
    let check = |text: &str, reason: (&str, i32)| {
        let detected = detect(text);
        let why = &finding(&detected, "be.national-number").unwrap().why;
        let why: Vec<(&str, i32)> = why.iter().map(|why| (why.code.as_str(), why.points)).collect();
        assert_eq!(why, [("check-digits", 55), reason], "{text}");
    };
    check("Mijn rijksregisternummer 85073095180", ("keyword-near", 30));
    check("Rijksregisternummer: 85073095180", ("column-heading", 35));
}

#[test]
fn the_dots_and_lines_of_a_form_are_no_part_of_an_answer() {
    let form = "Rijksregisternummer ......85.07.30-951.80......\nIBAN ____BE71 0961 2345 6769____\n\
        E-mail .....joris.lambrechts@skynet.be\nGSM ---------0475 27 63 12---\nRijksregisternummer ..71.01.09-962.72\n";
    let detected = detect(form);
    for rule in ["be.national-number", "iban", "email", "phone"] {
        assert_eq!(finding(&detected, rule).map(|found| found.count), Some(1), "{rule}");
    }
}

#[test]
fn values_in_bold_and_italics_are_values() {
    let message = "INSZ: **85.07.30-951.80**\ngsm *0475/27.63.12*\nrek _BE71 0961 2345 6769_\n";
    let detected = detect(message);
    for rule in ["be.national-number", "iban", "phone"] {
        assert_eq!(finding(&detected, rule).map(|found| found.count), Some(1), "{rule}");
    }
    assert_eq!(
        finding(&detect("=A1*85073095180 en x_85073095180_y"), "be.national-number"),
        None
    );
}

#[test]
fn a_form_that_was_filled_in_is_no_list_of_categories() {
    let person = "Naam: Jan Peeters\nINSZ: 85.07.30-951.80\n";
    let form = format!("{person}Godsdienst: katholiek\nVakbond: ACV\nMedisch: diabetes\nPartij: CD&V\n");
    for rule in [
        "special.religion",
        "special.union",
        "special.health",
        "special.politics",
    ] {
        assert!(finding(&detect(&form), rule).is_some(), "{rule}");
    }
    let list = format!("{person}Bijzondere gegevens: diabetes, katholiek, lid van het ACV, lid van de partij.\n");
    assert_eq!(finding(&detect(&list), "special.health"), None);
}

#[test]
fn customer_and_enterprise_numbers_without_a_zero_are_no_national_numbers() {
    let customers = "Mail;Klantnr\njan.peeters@telenet.be;403019261\n";
    assert_eq!(finding(&detect_text(&table(customers)), "be.national-number"), None);
    // Who was born in 2001 may have lost a zero.
    let lost = "Naam;INSZ\nEls;1041296019\n";
    assert!(finding(&detect_text(&table(lost)), "be.national-number").is_some());
}
