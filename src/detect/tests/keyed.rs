//! Keys of settings, of XML and of JSON that name what stands behind them, in each way in which words are joined to one.

use super::*;

/// Names with the dates of birth beside them, as nothing else is told of a document with names alone.
#[track_caller]
fn check_name(texts: &[&str], expected: Option<Confidence>) {
    for text in texts {
        let found = detect(&format!("{text}\ngeboortedatum: 1990-07-21"));
        assert_eq!(confidence(&found, "person-name"), expected, "{text}");
    }
}

#[test]
fn the_first_attribute_of_an_element_is_a_label_too() {
    check_name(
        &[
            "<lid achternaam=\"Wouters\" voornaam=\"Griet\"/>",
            "<hr:employe nom=\"Leclercq\" prenom=\"Anne\" />",
            "<person lastName=\"Wouters\" firstName=\"Griet\"></person>",
            "<kunde\n  nachname='Weber'\n  vorname='Anna'/>",
            "<lid naam=\"Griet Wouters\"/>",
        ],
        Some(Confidence::Medium),
    );
    check_name(
        &[
            "<product naam=\"Houten Tafel\"/>",
            "<bestand naam=\"Kleine Versie\"/>",
            "<server name=\"Blauwe Vogel\"/>",
            "a < b naam=\"Kleine Versie\"",
        ],
        None,
    );
}

#[test]
fn what_a_setting_is_of_stands_before_its_label() {
    check_name(
        &[
            "patient.achternaam=Wouters\npatient.voornaam=Griet",
            "hr.client.nom = Leclercq\nhr.client.prenom = Anne",
            "lid.naam=Griet Wouters",
        ],
        Some(Confidence::Medium),
    );
    check_name(
        &[
            "product.naam=Houten Tafel",
            "bestand.naam=Kleine Versie",
            "theme.name=Blauwe Vogel",
        ],
        None,
    );
}

#[test]
fn parts_of_a_name_have_keys_of_joined_words() {
    check_name(
        &[
            "{\"familyName\":\"Wouters\",\"givenName\":\"Griet\"}",
            "{\"nom_famille\":\"Leclercq\",\"prenom\":\"Anne\"}",
            "{\"nomFamille\":\"Leclercq\",\"prenom\":\"Anne\"}",
            "{\"nomComplet\":\"Anne Leclercq\"}",
        ],
        Some(Confidence::Medium),
    );
    check_name(
        &["{\"nomFichier\":\"Petit Dossier\"}", "{\"familyHouse\":\"Grote Zaal\"}"],
        None,
    );
}

#[test]
fn a_key_of_a_birth_may_be_parted() {
    for key in [
        "geboorte_datum",
        "geboorte-datum",
        "Geburts_Datum",
        "user.birth_day",
        "date-de-naissance",
    ] {
        let found = detect(&format!("{key}: 21/07/1990"));
        assert!(finding(&found, "birth-date").is_some(), "{key}");
        let headings = format!("naam;{key}\nGriet Wouters;21/07/1990\nAnne Leclercq;22/07/1990\n");
        let found = finding(&detect_text(&table(&headings)), "birth-date").map(|found| found.distinct);
        assert_eq!(found, Some(2), "{key}");
    }
    for key in ["geboorte_golf_datum", "start_datum", "geburts_haus", "day"] {
        let found = detect(&format!("{key}: 21/07/1990"));
        assert!(finding(&found, "birth-date").is_none(), "{key}");
    }
}

#[test]
fn the_fields_of_an_address_have_keys_of_their_own() {
    let address = |text: &str| confidence(&detect(text), "be.address");
    for text in [
        "<adres straat=\"Molenweg\" nr=\"3\" postcode=\"9050\" gemeente=\"Gentbrugge\"/>",
        "<Street>Molenweg</Street><PostalCode>9050</PostalCode><City>Gentbrugge</City>",
        "lid.straat=Molenweg 3\nlid.postcode=9050\nlid.gemeente=Gentbrugge",
        "user.street_address=Molenweg 3\nuser.postal_code=9050\nuser.city=Gentbrugge",
        "street_address=Molenweg 3\npostal-code=9050\ncity=Gentbrugge",
    ] {
        assert!(address(text).is_some(), "{text}");
    }
    for text in [
        "<blok breedte=\"9050\" hoogte=\"Gentbrugge\"/>",
        "breedte=9050\nlaag.gemeente=Gentbrugge",
        "port=9050\nhost.name=Gentbrugge",
        "onderweg=Molenweg",
    ] {
        assert!(address(text).is_none(), "{text}");
    }
}

#[test]
fn a_part_of_an_organisation_above_its_people_is_nobody() {
    let rows = "naam;geboortedatum\nAfdeling Zorg;\nGriet Wouters;21/07/1990\nAnne Leclercq;22/07/1990\nService Technique;\nDienst Peeters;\nAn Maes;23/07/1990\n";
    let found = finding(&detect_text(&table(rows)), "person-name").map(|found| found.distinct);
    assert_eq!(found, Some(3));
    let rows = "naam;geboortedatum\nTeamers Zoé;21/07/1990\nAnne Leclercq;22/07/1990\n";
    let found = finding(&detect_text(&table(rows)), "person-name").map(|found| found.distinct);
    assert_eq!(found, Some(2));
}
