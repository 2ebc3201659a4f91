//! What a label says of the value behind it, and of no other one.

use super::detect;
use super::words::found;

fn score(text: &str, rule: &str) -> Option<u8> {
    found(&detect(text), rule).map(|(score, ..)| score)
}

#[test]
fn a_label_with_a_number_of_its_own_says_nothing_of_another() {
    let rule = "be.national-number";
    for text in [
        "Klantnr 55; Koen Vermeulen; 85073095180",
        "Koen Vermeulen 85073095180, klantnr 55, polisnr 12",
        "Contrat n° contrat 88, Sophie Renard, 85073095180",
        "Verzekerde Nele Baert, polisnummer 4455, 850730-95180",
        "Kundennummer 77: Helga Neumann, geb. 30.07.1985, 85073095180",
        "Kundennummer 85073095180, Helga Neumann, geb. 30.07.1985",
    ] {
        assert!(score(text, rule).is_some(), "{text}");
    }
    assert!(score("Klantnr 85.07.30-951.80", rule) >= Some(85));
    for text in ["Kundennummer 85073095180", "polisnummer: 85073095180", "n° client 85073095180"] {
        assert_eq!(score(text, rule), None, "{text}");
    }
}

#[test]
fn a_label_that_things_have_too_says_half_as_much() {
    let score = |text| score(text, "be.national-number");
    for text in [
        "Meter: identificatienummer 85073095180",
        "Numéro d'identification du conteneur: 85073095180",
        "SV-Nr. der Schraube 85073095180",
        "Nat. nr. wegdek N8 85073095180",
    ] {
        assert_eq!(score(text), Some(70), "{text}");
    }
    for text in [
        "Identificatienummer van het Rijksregister 85073095180",
        "Matricule national 85073095180",
        "Geboortedatum en identificatienummer: 85073095180",
        "Mme Renard, numéro d'identification 85073095180",
    ] {
        assert!(score(text) >= Some(85), "{text}");
    }
}
