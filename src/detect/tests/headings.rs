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
