//! Headings: which stand over people, and over what tables hold about them.

use super::*;

/// Headings that are cut short, or stand over things and accounts as often as over people.
#[test]
fn narrow_and_vague_headings_stand_over_people_too() {
    let of = |csv: &str, rule: &str| confidence(&detect_text(&table(csv)), rule);
    for (csv, rule) in [
        (
            "Agent;Début;Motif\nLambert S.;1/2/2026;entorse genou\nCollard M.;5/2/2026;dépression\n",
            "special.health",
        ),
        (
            "Bewohner;Zimmer;Diagnose\nLentz M.;1;Demenz\nJost B.;2;Grippe\nJost C.;3;Grippe\n",
            "special.health",
        ),
        (
            "Werkn.;Vakbond\nPeeters J.;ACV\nMaes A.;ABVV\nClaes B.;ACLVB\n",
            "special.union",
        ),
        (
            "Medew.;Vakb.;x\nPeeters J.;ACV;1\nMaes A.;ABVV;2\nClaes B.;ACLVB;3\n",
            "special.union",
        ),
        (
            "MA;Gewerkschaft\nPeeters J.;CSC\nLentz A.;FGTB\nJost B.;CSC\n",
            "special.union",
        ),
        (
            "Wie;Diagnose\nPeeters J.;griep\nMaes A.;diabetes\nClaes B.;griep\n",
            "special.health",
        ),
        (
            "Trav.;Diagnostic\nLambert S.;grippe\nPiron A.;diabète\nDupont B.;grippe\n",
            "special.health",
        ),
        (
            "hostname;gebruiker;mac\nPC-014;Moons Rita;3C:52:82:1F:A4:0B\n",
            "network-address",
        ),
        ("user;ip\nDaniel Hopkins;81.164.77.203\n", "network-address"),
        ("utilisateur;ip\nMarie Piron;81.164.77.203\n", "network-address"),
        ("Benutzer;IP\nWeber Hans;81.164.77.203\n", "network-address"),
        (
            "Systeem;Gebruiker;Wachtw.\nExact Online;g.daems;Roodborst#4\n",
            "credential",
        ),
        ("klant;gsmnr\nDe Wit;475209137\n", "phone"),
        (
            "Patient;Krankenkasse;Mitgliedsnummer\nLentz M.;CKK;1370441902\n",
            "be.health-insurance",
        ),
        (
            "Patient;Mutuelle;N° affilié\nLentz M.;Autre;1370441902\nJost B.;MC;1370441802\n",
            "be.health-insurance",
        ),
        (
            "Nom;Prénom;Cours philo.\nBenali;Adam;religion islamique\n",
            "special.religion",
        ),
        (
            "Élève;Cours philosophique\nMarie Piron;catholique\n",
            "special.religion",
        ),
    ] {
        assert!(of(csv, rule).is_some(), "{csv}");
    }
    for (csv, rule) in [
        (
            "Agent;Maladie\nStreptococcus;angine\nInfluenza A;grippe\nBorrelia;maladie de Lyme\n",
            "special.health",
        ),
        (
            "User;Diagnose\nadmin;schijf vol\nbackup;netwerk traag\nguest;geen fout\n",
            "special.health",
        ),
        ("user;ip\nadmin;81.164.77.203\n", "network-address"),
        ("gebruiker;ip\nWeb Server;81.164.77.203\n", "network-address"),
        ("username;ip\nweb;81.164.77.203\n", "network-address"),
        ("Nom;Prénom;Cours philo.\nBenali;Adam;2A\n", "special.religion"),
        (
            "Professeur;Cours philo.\nMarie Piron;religion islamique\n",
            "special.religion",
        ),
        ("Local;Cours philo.\nA12;religion islamique\n", "special.religion"),
    ] {
        assert_eq!(of(csv, rule), None, "{csv}");
    }
}

#[test]
fn a_heading_that_a_narrow_column_broke_is_one_word() {
    #[track_caller]
    fn check(heading: &str, value: &str, rule: &str, expected: bool) {
        let mut text = table(&format!("naam;x\nAn Maes;{value}\nBo Claes;{value}\n"));
        text.headings[1] = heading.to_owned();
        assert_eq!(finding(&detect_text(&text), rule).is_some(), expected, "{heading}");
    }
    check("Geboorte-\ndatum", "12/03/1975", "birth-date", true);
    check("geboorte datum", "12/03/1975", "birth-date", true);
    check("Datum van geboorte", "12/03/1975", "birth-date", true);
    check("Geburts-\ndatum", "12.03.1975", "birth-date", true);
    check("Geb.plaats en -datum", "Gent, 12/03/1975", "birth-date", true);
    check("Rijbewijs-\nnummer", "8347102714", "be.driving-licence", true);
    check("Pass- wort", "Tulp482!", "credential", true);
    check("Geboorte plan", "12/03/1975", "birth-date", false);
    check("Start- en einddatum", "12/03/2019", "birth-date", false);
    check("Lever datum", "12/03/2019", "birth-date", false);
}

#[test]
fn headings_are_cut_short_and_numbered() {
    let found = |heading: &str, cells: [&str; 3], rule: &str| {
        let names = ["Luc Aerts", "Sofie Jacobs", "Koen Leclercq"];
        let rows = names.iter().zip(cells).map(|(name, cell)| format!("{name};{cell}\n"));
        let text = table(&format!("Naam;{heading}\n{}", rows.collect::<String>()));
        finding(&detect_text(&text), rule).map_or(0, |found| found.count)
    };
    let days = ["12/03/1980", "13/04/1981", "14/05/1982"];
    for heading in [
        "Gebdatum",
        "gebdatum kind",
        "DdN",
        "D. naiss.",
        "Geboortdatum",
        "Dt naissance",
        "Gebtag",
        "Geboortedatum1",
    ] {
        assert_eq!(found(heading, days, "birth-date"), 3, "{heading}");
    }
    for heading in ["Gebruiksdatum", "Gebouw datum", "Datum1", "DnD", "Gebucht am"] {
        assert_eq!(found(heading, days, "birth-date"), 0, "{heading}");
    }
    let phones = ["475123456", "476123457", "477123458"];
    for heading in [
        "Tel1",
        "Gsm2",
        "Noodnr",
        "Oproepnr",
        "Huistel.",
        "Notfallnr",
        "Homephone",
    ] {
        assert_eq!(found(heading, phones, "phone"), 3, "{heading}");
    }
    // A word for somebody says it only of a number that has its zero.
    for (heading, expected) in [
        ("Mama", Some(Confidence::High)),
        ("Père", Some(Confidence::High)),
        ("Wie", Some(Confidence::Low)),
    ] {
        let text = table(&format!("Naam;{heading}\nLuc Aerts;0475123456\n"));
        assert_eq!(confidence(&detect_text(&text), "phone"), expected, "{heading}");
    }
    for heading in [
        "Telling1",
        "Model1",
        "Mamacafé",
        "T1",
        "Teller2",
        "Nr1",
        "Contract1",
        "Contactnr",
    ] {
        assert_eq!(found(heading, phones, "phone"), 0, "{heading}");
    }
}

#[test]
fn a_heading_says_more_than_the_signs_of_an_amount() {
    let found = |heading: &str, cell: &str, rule: &str| {
        let text = table(&format!("Naam;{heading}\nLuc Aerts;{cell}\n"));
        finding(&detect_text(&text), rule).is_some()
    };
    for cell in ["85 073 095 180", "85.073.095.180"] {
        assert!(found("Rijksregisternummer", cell, "be.national-number"), "{cell}");
        assert!(!found("Rijksregisternummer", cell, "phone"), "{cell}");
        assert!(!found("Omzet", cell, "be.national-number"), "{cell}");
        assert!(!found("Bedrag", cell, "be.national-number"), "{cell}");
    }
}

#[test]
fn a_digit_over_and_over_is_no_telephone() {
    for number in [
        "0400000000",
        "0477777777",
        "0499 99 99 99",
        "0470/00.00.00",
        "02 222 22 22",
        "0412345678",
        "+32 477 77 77 77",
    ] {
        let found = finding(&detect(&format!("Luc Aerts, gsm {number}")), "phone").is_some();
        assert!(!found, "{number}");
    }
    for number in [
        "0470 00 00 12",
        "0477 77 77 07",
        "02 222 22 12",
        "0475 12 34 56",
        "09 225 55 55",
    ] {
        let found = finding(&detect(&format!("Luc Aerts, gsm {number}")), "phone").is_some();
        assert!(found, "{number}");
    }
}
