//! What a label says of the value behind it, and of no other one.

use super::words::found;
use super::{Detected, confidence, detect, detect_text, table};
use crate::finding::Confidence;

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
        "Contract met Nele Baert, rijksregisternummer 85073095180",
        "Lieferung an Helga Neumann, Nationalregisternummer 85073095180",
        "contract getekend, 85073095180",
    ] {
        assert!(score(text, rule).is_some(), "{text}");
    }
    assert!(score("Klantnr 85.07.30-951.80", rule) >= Some(85));
    for text in [
        "Kundennummer 85073095180",
        "polisnummer: 85073095180",
        "n° client 85073095180",
        "Ordernr 85073095180",
        "bestelnr. 85073095180",
        "Factuurnr 85073095180",
        "commande n° 85073095180",
        "Auftragsnr. 85073095180",
        "Serienr: 85073095180",
        "Bestellschein 85073095180",
        "Lieferschein Nr. 85073095180",
        "parcel 85073095180",
        "bestelbon 85073095180",
        "bon de livraison n° 85073095180",
        "bon de commande 85073095180",
        "pakket 85073095180",
        "Policennummer 85073095180",
        "Aktenzeichen 85073095180",
        "contract 85073095180",
        "n° compteur 85073095180",
        "kassaticket 85073095180",
        "chassisnummer 85073095180",
        "delivery note 85073095180",
        "batch 85073095180",
    ] {
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

/// Whether the only IBAN is a person's: one of a firm weighs nothing.
fn is_of_person(detected: &Detected) -> Option<bool> {
    let found = detected.findings.iter().any(|finding| finding.rule == "iban");
    found.then_some(detected.risk.score >= 5)
}

#[test]
fn a_row_that_begins_with_a_persons_name_is_no_firms() {
    for (text, expected) in [
        (
            "Lid;Rekeningnummer;Factuur betaald\nHugo Segers;BE71096123456769;ja\n",
            true,
        ),
        ("Huurder;IBAN;VAT;Huur\nNele Baert;BE71096123456769;0;700\n", true),
        ("Nr;Lid;IBAN;Factuur\n12;Koen Vermeulen;BE71096123456769;ja\n", true),
        ("Leverancier;IBAN\nSegers NV;BE71096123456769\n", false),
        (
            "Klant;BTW;IBAN\nBakkerij Jan Claes;BE0428759497;BE71096123456769\n",
            false,
        ),
        (
            "Leverancier;Contact;IBAN\nBouwwerken Willems;Jan Claes;BE71096123456769\n",
            false,
        ),
    ] {
        let detected = detect_text(&table(text));
        assert_eq!(is_of_person(&detected), Some(expected), "{text}");
    }
}

#[test]
fn a_banks_file_names_the_holder_of_an_account() {
    for (text, expected) in [
        (":86:/IBAN/BE71096123456769/NAME/PEETERS NV/REMI/dank", false),
        ("UNB+1'FII+BF+BE71096123456769:PEETERS NV+KREDBEBB:25:5'", false),
        (":25:BE71096123456769 PEETERS GMBH\n:28C:12/1", false),
        (":25:BE71096123456769\n:86:/NAME/PEETERS NV/", true),
        (
            ":86:/IBAN/BE71096123456769/NAME/KOEN VERMEULEN/REMI/bestelling Peeters NV",
            true,
        ),
        (
            "FII+BF+BE71096123456769:Koen Vermeulen+KREDBEBB'FII+BB+1:PEETERS NV'",
            true,
        ),
    ] {
        let detected = detect(text);
        assert_eq!(is_of_person(&detected), Some(expected), "{text}");
    }
}

#[test]
fn a_star_or_an_abbreviation_is_a_birth_date_beside_a_name_only() {
    let score = |text| score(text, "birth-date");
    for text in [
        "Wijziging van de lijst (*12.03.1998) en bijlage , *14.05.1999",
        "DDN: 12/03/2024 livraison, D.N. 14/05/2024 note de débit",
        "Le projet est né : 12/03/2018",
        "Le club, né le 12/03/1998 et le 14/05/2004 agrandi",
        "Les veaux nés le 12/03/2023 et le 14/05/2023 sont bouclés.",
        "Kalf geboren op 12/03/2023; geboren idee van 01/02/2020",
    ] {
        assert_eq!(score(text), None, "{text}");
    }
    for text in [
        "Helga Neumann (*08.03.1966), Köln",
        "Koen Vermeulen, D.N. 03/11/1968",
        "Koen Vermeulen van de club, geboren op 03/11/1968",
        "Les enfants sont nés le 12/03/2011",
    ] {
        assert!(score(text).is_some(), "{text}");
    }
    for text in [
        "KLIENT: Vanderlinden, Rosette  *04.01.1947",
        "Frau Rosette Vanderlinden, * 04.01.1947",
        "CLIENT: Vanderlinden, Rosette  b. 04-01-1947",
        "Sie sind am 17.10.1955 geboren?",
        "Herr Karl Dahm ist am 17.10.1955\nin Eupen geboren und seit 01.02.1980 verheiratet.",
        "Der am 17.10.1955 in Eupen geborene Karl Dahm",
    ] {
        assert!(score(text) >= Some(65), "{text}");
    }
    for text in [
        "Prijs van Rosette Vanderlinden: 3 * 04.01.1947",
        "Menge * 04.01.1947",
        "Bijlage a. 03.01.1947 b. 04.01.1947",
        "Op 12 maart 2020 werd onze vereniging geboren",
        "Das am 12.03.2020 in Eupen geborene Kalb",
        "Frau Lenz, geborene Kaiser, 12.03.2020",
    ] {
        assert_eq!(score(text), None, "{text}");
    }
}

#[test]
fn a_function_and_a_name_are_a_persons_mailbox() {
    let score = |text: &str| detect(text).risk.score;
    for text in [
        "finance.lambert@firma.be",
        "kwaliteit.segers@firma.be",
        "planning.koen@firma.be",
    ] {
        assert!(score(text) > score("planning-gent@firma.be"), "{text}");
    }
}

#[test]
fn a_bare_card_behind_a_word_for_other_things_needs_a_word_of_payment() {
    let rule = "payment-card";
    let bare = score("4532990000001231", rule);
    for text in ["Zigbee PAN 4532990000001231", "Kaart 4532990000001231 wegenkaart"] {
        assert_eq!(score(text, rule), bare, "{text}");
    }
    for text in [
        "PAN 4532990000001231 visa",
        "kaart 4532990000001231, betaling",
        "kaartnummer 4532990000001231",
    ] {
        assert!(score(text, rule) > bare, "{text}");
    }
}

#[test]
fn tables_of_wares_have_no_plates_or_phones_without_their_zero() {
    let of = |csv: &str, rule: &str| found(&detect_text(&table(csv)), rule).is_some();
    assert!(!of(
        "onderdeel;auto;prijs\nfilter;1-ABC-123;2\nrem;1-ABD-124;3\n",
        "be.licence-plate"
    ));
    for headings in [
        "code;kleur;prijs",
        "code;couleur;prix",
        "Code;Farbe;Preis",
        "code;colour;price",
    ] {
        let rows = "1-ABC-123;x;12,50\n1-ABD-124;y;13\n1-ABE-125;z;14\n1-ABF-126;x;9\n1-ABG-127;y;9\n";
        assert!(!of(&format!("{headings}\n{rows}"), "be.licence-plate"), "{headings}");
        let headings = headings.to_lowercase().replace("code", "nummerplaat");
        assert!(of(&format!("{headings}\n{rows}"), "be.licence-plate"), "{headings}");
    }
    assert!(of(
        "merk;auto;prijs\nFord;1-ABC-123;2\nAudi;1-ABD-124;3\n",
        "be.licence-plate"
    ));
    assert!(!of("artikel;gsm\nhoes;475112233\nlader;478112234\n", "phone"));
    assert!(of(
        "artikel;klant;gsm\nhoes;Jan Testa;475112233\nlader;An Testa;478112234\n",
        "phone"
    ));
    assert!(!of("rolnr;kleur\n0123456;rood\n0123457;blauw\n", "student-number"));
    assert!(of(
        "rolnr;leerling\n0123456;Jan Testa\n0123457;An Testa\n",
        "student-number"
    ));
}

#[test]
fn the_label_of_a_form_stands_before_its_value_or_alone_above_it() {
    for (text, rule) in [
        ("Rijbewijsnummer\n1482938475", "be.driving-licence"),
        ("Nummerplaat\n1XKR482\n", "be.licence-plate"),
        ("Naam\nJan\nIdentiteitskaartnummer\n595238176444\n", "be.eid-card"),
        ("RIZIV-nummer\n18293408003", "be.riziv"),
        ("Lidnummer mutualiteit\n120293847561", "be.health-insurance"),
        ("CPR\n110990-1827", "dk.cpr"),
        ("Studentennummer\nr0938471", "student-number"),
        ("Student ID\n29384751\n", "student-number"),
        ("Matricule étudiant :\n20231847", "student-number"),
        ("Numéro de passeport : EP482913", "be.passport"),
        ("Paspoortnummer\tEP482913", "be.passport"),
        ("Paspoortnummer:\n  EP 482913\n", "be.passport"),
        ("rijbewijs\nnummer\n0918273645", "be.driving-licence"),
        ("permis de conduire\nn°\n1029384756\n", "be.driving-licence"),
        ("Führerschein\nNr.\n0837465521", "be.driving-licence"),
        ("paspoort\nnummer\nEP 482913\nhouder Jan", "be.passport"),
        ("Passport\nNo.\nEP482913", "be.passport"),
    ] {
        assert!(score(text, rule) >= Some(65), "{text}");
    }
    for (text, rule) in [
        ("Hij verloor gisteren zijn rijbewijs\n1482938475", "be.driving-licence"),
        ("Rijbewijs\n\nBestelde bouten\n1482938475", "be.driving-licence"),
        ("Rijbewijs\n1482938475 bouten", "be.driving-licence"),
        ("Rijbewijs\n1482938475\n1482938476\n1482938477\n", "be.driving-licence"),
        ("Hij toonde zijn paspoort EP482913", "be.passport"),
        ("Paspoort EP482913 lag op tafel", "be.passport"),
        ("Volgens zijn paspoort\nEP482913", "be.passport"),
        ("Geef uw studentennummer\n20231847", "student-number"),
        ("Studentennummer\n20231847 vijzen", "student-number"),
        ("Studentennummer\n\n20231847", "student-number"),
        ("Vergeet uw rijbewijs\nnummer\n1482938475", "be.driving-licence"),
        ("Rijbewijs\nbestelling nummer\n1482938475", "be.driving-licence"),
    ] {
        assert!(score(text, rule) < Some(65), "{text}");
    }
}

#[test]
fn the_label_of_the_next_field_may_stand_right_behind_a_number() {
    let rule = "be.national-number";
    for text in [
        "INSZ : 85073095180Naam : Geerts",
        "NISS : 85.07.30-951.80Nom et prénom : Geerts",
        "Nationalregisternummer: 85073095180Name: Geerts",
    ] {
        assert!(score(text, rule).is_some(), "{text}");
    }
    for text in [
        "INSZ : 85073095180Naam Geerts",
        "INSZ : 85073095180naam : Geerts",
        "INSZ : 85073095180NAAM : Geerts",
        "INSZ : 85073095180A: Geerts",
        "INSZ : 85073095180Na2: Geerts",
    ] {
        assert_eq!(score(text, rule), None, "{text}");
    }
}

#[test]
fn a_heading_over_amounts_or_codes_outweighs_what_the_row_speaks_of() {
    let of = |text: &str, rule: &str| confidence(&detect_text(&table(text)), rule);
    let licence = "be.driving-licence";
    assert_eq!(of("product;stock\nRijbewijs B theorieboek;1629034471", licence), None);
    assert_eq!(of("produit;prix\nPermis de conduire;1629034471", licence), None);
    assert_ne!(of("document;nummer\nRijbewijs;1629034471", licence), None);
    assert_ne!(of("document;code\nRijbewijs;1629034471", licence), None);
    let json = r#"{"product":"Rijbewijs B theorieboek","stock":1629034471}"#;
    assert_eq!(confidence(&detect(json), licence), None);
    assert_eq!(of("fout;code\nplc;0484229017", "phone"), None);
    assert_ne!(of("wie;waar\nAn;0484229017", "phone"), None);
}

#[test]
fn a_card_of_a_rare_length_needs_its_word_near() {
    let of = |text: &str| confidence(&detect(text), "payment-card");
    let far = "De klant komt morgen langs. ".repeat(4);
    assert_eq!(of("Visa 4532990001230"), Some(Confidence::Medium));
    assert_eq!(of("4532990001230 (visa)"), Some(Confidence::Medium));
    assert_eq!(of(&format!("Visa. {far} 4532990001230")), None);
    assert_eq!(of("order 4532990001230, met visa"), None);
    let column = |heading: &str| {
        confidence(
            &detect_text(&table(&format!("nr;{heading}\n1;6299447120930011"))),
            "payment-card",
        )
    };
    assert_ne!(column("Kaartnummer"), None);
    assert_eq!(column("Klantenkaart"), None);
}
