//! Values that are words: names, addresses, birth dates, credentials, cues, and the persons they tell apart.

use super::tables::sheet;
use super::*;

/// Score, count and distinct values of a rule.
pub fn found(detected: &Detected, rule: &str) -> Option<(u8, u64, u64)> {
    finding(detected, rule).map(|found| (found.score, found.count, found.distinct))
}

fn lines(text: &str, rule: &str) -> Option<(u8, u64, u64)> {
    found(&detect(text), rule)
}

#[test]
fn a_birth_date_is_surer_with_a_name_near() {
    let check = |text: &str, score: u8| assert_eq!(lines(text, "birth-date"), Some((score, 1, 1)), "{text}");
    check("geboortedatum: 03/11/1968", 70);
    check("Mevr. Testa Fictief, geboren te Gent op 3 november 1968", 85);
    check("Mme Exemple, née à Namur le 1er mars 1970", 85);
    check("Herr Muster, geboren am 7. März 1981", 85);
    check("Ms Sample, date of birth: May 31st, 1990", 85);
    check("{\"name\": \"x\", \"birthdate\": \"1990-05-31\"}", 70);
}

#[test]
fn a_date_of_a_national_number_is_not_counted_twice() {
    assert_eq!(lines("geboren: 85.07.30-951.80", "birth-date"), None);
    let detected = detect("Mevr. Testa, RRN 85.07.30-951.80, geboren op 30/07/1985");
    assert_eq!(found(&detected, "birth-date"), Some((85, 1, 1)));
    assert_eq!(detected.subjects, 1);
}

#[test]
fn dates_count_in_a_column_for_birth_dates_only() {
    let rows = |heading: &str| {
        let text = table(&format!(
            "nr;{heading}\n1;03/11/1968\n2;1970-03-01\n3;onbekend\n4;1/2/1980 00:00:00\n"
        ));
        found(&detect_text(&text), "birth-date").map(|(_, count, _)| count)
    };
    assert_eq!(rows("Geboortedatum"), Some(3));
    assert_eq!(rows("date_de_naissance"), Some(3));
    assert_eq!(rows("dateOfBirth"), Some(3));
    assert_eq!(rows("Leverdatum"), None);
}

#[test]
fn a_child_is_a_minor_by_its_birth_date() {
    assert!(detect("Geboortedatum: 12/05/2015").minors);
    assert!(!detect("Geboortedatum: 12/05/2001").minors);
}

#[test]
fn names_alone_are_no_finding() {
    assert_eq!(detect("Dhr. Jan Peeters en Mme Exemple kwamen.").findings, []);
    assert_eq!(
        lines("Dhr. Jan Peeters, jan.peeters@firma.be", "person-name"),
        Some((60, 1, 1))
    );
    assert_eq!(lines("Jan Peeters, 0475/27.63.12", "person-name"), Some((60, 1, 1)));
    assert_eq!(lines("Jan Fictief, 0475/27.63.12", "person-name"), Some((45, 1, 1)));
}

#[test]
fn names_are_masked_by_their_initials() {
    let detected = detect("Dhr. Jan Van den Broeck, 0475/27.63.12");
    let masked = finding(&detected, "person-name").map(|found| found.values[0].masked.clone());
    assert_eq!(masked.as_deref(), Some("J.V.D.B."));
}

#[test]
fn the_parts_of_a_name_in_cells_side_by_side_are_one_name() {
    let text =
        table("id;voornaam;naam;e-mail\n1;Jan;Van Testa;jan@firma.be\n2;Mia;Proef;mia@firma.be\n3;;;x@firma.be\n");
    let detected = detect_text(&text);
    assert_eq!(found(&detected, "person-name"), Some((75, 2, 2)));
    let rows: &[&[&str]] = &[&["TESTA Fictief", "03/11/1968"], &["Proef BV", "03/11/1968"]];
    let detected = detect_text(&sheet(&["Naam", "Geboren"], rows));
    assert_eq!(found(&detected, "person-name"), Some((80, 1, 1)));
    let json = "{\"voornaam\": \"Jan\", \"achternaam\": \"Testa\", \"geboortedatum\": \"1968-11-03\"}";
    assert_eq!(lines(json, "person-name"), Some((75, 1, 1)));
}

#[test]
fn a_row_of_headings_is_no_name() {
    let mut text = table("Naam;Voornaam;Rijksregisternummer\nVerdonckt;Liesbet;85.07.30-951.80\n");
    text.buf = text.buf.replace(';', "\t");
    for mark in &mut text.marks {
        if let Unit::Delimited { sep, .. } = &mut mark.unit {
            *sep = b'\t';
        }
    }
    assert_eq!(found(&detect_text(&text), "person-name"), Some((75, 1, 1)));
}

#[test]
fn columns_of_other_names_hold_no_persons() {
    for heading in ["Bestandsnaam", "file name", "company_name", "productnaam"] {
        let text = table(&format!("{heading};geboren\nJan Peeters;03/11/1968\n"));
        assert_eq!(found(&detect_text(&text), "person-name"), None, "{heading}");
    }
}

#[test]
fn an_address_is_surest_whole() {
    let check = |text: &str, score: u8| assert_eq!(lines(text, "be.address"), Some((score, 1, 1)), "{text}");
    check("in de Kerkstraat 12, 2000 Antwerpen vond", 80);
    check("rue de la Loi 16 bte 3\n1000 Bruxelles", 80);
    check("Hauptstraße 7 - B-4700 Eupen", 80);
    check("overal in 9000 Gent", 45);
    check("Jan Peeters, 9000 Gent", 65);
    check("mijn adres Dorpsplein 4", 65);
    check("adres: Dorpsplein 4", 70);
    assert_eq!(lines("in de Kerkstraat 12 vond", "be.address"), None);
    assert_eq!(lines("Kerkstraat 12, 75001 Paris", "be.address"), None);
}

#[test]
fn an_address_may_be_spread_over_the_cells_of_a_row() {
    let text = table(
        "naam;adres;nr;postcode;gemeente\nTesta Fictief;Kerkstraat;12;2000;Antwerpen\nProef;Rue Haute;3;4000;Liège\n",
    );
    let detected = detect_text(&text);
    assert_eq!(found(&detected, "be.address").map(|found| found.1), Some(2));
    let rows: &[&[&str]] = &[&["Testa", "Kerkstraat 12", "2000", "Antwerpen"]];
    let detected = detect_text(&sheet(&["naam", "adres", "postcode", "gemeente"], rows));
    assert_eq!(found(&detected, "be.address").map(|found| found.0), Some(99));
}

#[test]
fn an_address_may_be_in_the_fields_of_a_record() {
    let whole = |text: &str| {
        let detected = detect(text);
        let found = finding(&detected, "be.address");
        found.map(|found| found.values[0].token)
    };
    let expected = whole("Kerkstraat 12, 2000 Antwerpen");
    for text in [
        r#"{"adres": "Kerkstraat 12", "postcode": "2000", "gemeente": "Antwerpen"}"#,
        r#"{"street": "Kerkstraat 12", "zip": 2000, "city": "Antwerpen"}"#,
        "<adres>Kerkstraat 12</adres><postcode>2000</postcode><gemeente>Antwerpen</gemeente>",
        "Adres: Kerkstraat 12\nPostcode: 2000\nGemeente: Antwerpen",
    ] {
        assert_eq!(whole(text), expected, "{text}");
    }
}

#[test]
fn two_ways_to_write_an_address_are_one() {
    let text = "Kerkstraat 12, 2000 Antwerpen\n\nen ook KERKSTRAAT 12\nB-2000 ANTWERPEN";
    assert_eq!(lines(text, "be.address"), Some((80, 2, 1)));
}

#[test]
fn what_a_companys_header_holds_weighs_nothing() {
    let header =
        "Testa Bouw NV\nKerkstraat 12, 2000 Antwerpen\nTel. 0475/27.63.12\nBTW BE 0456.789.034\nwww.testabouw.be\n";
    let detected = detect(header);
    assert!(found(&detected, "be.address").is_some() && found(&detected, "phone").is_some());
    assert_eq!((detected.risk.score, detected.subjects), (0, 0));
    for text in [
        "Stadtbibliothek Eupen, Klosterstraße 1, 4700 Eupen, Tel. 087 74 28 31, geöffnet 9-17 Uhr",
        "Gemeentehuis Aalst\nMolenstraat 50, 9300 Aalst\ntel. 053 72 38 51",
        "naam;adres;telefoon\nApotheek Aalst;Molenstraat 50, 9300 Aalst;053 72 38 51",
    ] {
        assert_eq!(detect(text).risk.score, 0, "{text}");
    }
    for text in [
        "Bibliotheek Aalst\n\nMolenstraat 50, 9300 Aalst, tel. 053 72 38 51",
        "Restaurant Aalst, gsm 0475 27 63 12",
        "Bibliotheek: Els Testa, Molenstraat 50, 9300 Aalst, tel. 053 72 38 51",
    ] {
        assert!(detect(text).risk.score > 0, "{text}");
    }
    let letter = format!("{header}\n\n\n\n\n\nMevr. Testa Fictief\nKerkstraat 14\n2000 Antwerpen\n");
    assert!(detect(&letter).risk.score > 0);
}

#[test]
fn a_free_or_premium_line_is_nobodys() {
    for text in ["Rückfragen 0800 12 345", "tel. 0800 12 346 of 070 12 34 56"] {
        assert_eq!(found(&detect(text), "phone"), None, "{text}");
    }
    assert!(found(&detect("tel. 0800 12 346 of 02 555 12 12"), "phone").is_some());
}

#[test]
fn credentials_are_found_where_people_write_and_leave_no_trace() {
    let of = |name: &str, format: &str, text: &str| {
        let text = Text::of_lines(text);
        let mut session = DETECTOR.session(&settings());
        session.about(name, format);
        session.window(&text, 0..text.buf.len());
        session.facts()
    };
    let note = "Login: jan\nWachtwoord: Zomer2024!\n";
    let detected = of("nota.docx", "docx", note);
    assert_eq!(found(&detected, "credential"), Some((70, 1, 1)));
    let value = &finding(&detected, "credential").unwrap().values[0];
    assert_eq!(value.masked, "[credential]");
    assert_eq!(
        value.token,
        finding(
            &of("n.txt", "text", &note.replace("Zomer2024!", "Ander-22")),
            "credential"
        )
        .unwrap()
        .values[0]
            .token
    );
    for (name, format) in [
        ("main.py", "text"),
        ("settings.ini", "text"),
        ("config.json", "json"),
        ("a.xml", "xml"),
    ] {
        assert_eq!(found(&of(name, format, note), "credential"), None, "{name}");
    }
    for (key, is_told) in [("wachtwoord", true), ("Kennwort", true), ("password", false)] {
        let data = format!("{{\"id\":7,\"{key}\":\"Kastanje#19\",\"server\":\"mail\"}}");
        assert_eq!(
            found(&of("a.json", "json", &data), "credential").is_some(),
            is_told,
            "{key}"
        );
    }
    let text = table("toestel;wachtwoord\nrouter;K4t!nka\nprinter;****\nserver;\n");
    assert_eq!(found(&detect_text(&text), "credential"), Some((75, 1, 1)));
}

#[test]
fn a_picture_named_as_an_identity_card_is_possibly_one() {
    let of = |name: &str, format: &str| {
        let mut session = DETECTOR.session(&settings());
        session.about(name, format);
        found(&session.facts(), "id-scan")
    };
    for name in [
        "identiteitskaart_jan.jpg",
        "eID recto.png",
        "Copie-carte-d-identité.jpeg",
        "scanPaspoort.png",
    ] {
        assert_eq!(of(name, "jpeg"), Some((40, 1, 1)), "{name}");
    }
    assert_eq!(of("beleid gezondheid.jpg", "jpeg"), None);
    assert_eq!(of("identiteitskaart.txt", "text"), None);
}

#[test]
fn a_file_name_is_one_word_of_a_cv() {
    let of = |name: &str| {
        let text = Text::of_lines("Mevr. Testa Fictief\nWerkervaring: kassierster\nTalenkennis: nl, fr\n");
        let mut session = DETECTOR.session(&settings());
        session.about(name, "docx");
        session.window(&text, 0..text.buf.len());
        found(&session.facts(), "cv")
    };
    assert_eq!(of("CV_Testa.docx"), Some((65, 1, 1)));
    assert_eq!(of("nota.docx"), None);
}

#[test]
fn an_address_of_mail_in_words_is_low_whatever_stands_near() {
    let detected = detect("E-mail: jan.peeters (at) bedrijf [punt] be, 0475/27.63.12");
    assert_eq!(confidence(&detected, "email"), Some(Confidence::Low));
    assert_eq!(lines("kom om 8 (at the latest) naar huis.be", "email"), None);
}

#[test]
fn a_name_shown_before_an_address_makes_it_a_persons() {
    assert_eq!(
        lines("From: \"Jan Peeters\" <jptr@firma.be>", "email").map(|found| found.0),
        Some(95)
    );
    assert!(detect("Jan Peeters <jptr@firma.be>").subjects == 1);
    assert!(detect("Dienst Planning <plan@firma.be>").subjects == 0);
}

#[test]
fn persons_are_told_apart_by_name_and_birth_date() {
    let subjects = |text: &str| detect_text(&table(text)).subjects;
    let text = "naam;geboren\nJan Testa;03/11/1968\nJan Testa;03/11/1968\nJan Testa;01/01/1990\nMia Proef;03/11/1968\n";
    assert_eq!(subjects(text), 3);
    let text = "naam;adres\nJan Testa;Kerkstraat 1, 9000 Gent\nMia Proef;Kerkstraat 2, 9000 Gent\n";
    assert_eq!(subjects(text), 2);
}

#[test]
fn rows_are_counted_over_all_columns() {
    let text = "naam;e-mail;rrn\nA;jan.peeters@firma.be;\nB;;85.07.30-951.80\nC;mia.claes@firma.be;\n";
    assert_eq!(detect_text(&table(text)).subjects, 3);
}

#[test]
fn hard_negatives_stay_silent() {
    for text in [
        "In 2020 Antwerpen en in 2018 Gent werden huizen gebouwd.",
        "Artikel 1000 Brussel wordt gewijzigd. Art. 2000 Antwerpen.",
        "Wet van 8 december 1992, Belgisch Staatsblad van 18 maart 1993.",
        "Password: the password must have eight characters.",
        "Le mot de passe : obligatoire. Wachtwoord: <leeg>",
        "Version 2000.1234 from 03/11/1968 in building 1000 A.",
        "The quick brown Fox Name: Value Type: String",
        "De opleiding begint in september; formation continue, education for all.",
        "kaart nr 12",
    ] {
        assert_eq!(detect(text).findings, [], "{text}");
    }
}

fn named(name: &str, text: &str) -> Detected {
    let text = Text::of_lines(text);
    let mut session = DETECTOR.session(&settings());
    session.about(name, "text");
    session.window(&text, 0..text.buf.len());
    session.facts()
}

#[test]
fn numbers_in_a_log_of_numbers_are_less_sure() {
    let lines: String = (0..20).map(|n| format!("176433{n:04} 12.{n} 85\n")).collect();
    let text = format!("{lines}met INSZ 85073095180\n");
    let score = |name: &str| found(&named(name, &text), "be.national-number").map(|(score, ..)| score);
    assert_eq!((score("a.txt"), score("a.log")), (Some(85), Some(70)));
    let words = "An error of INSZ 85073095180 at start\n";
    assert_eq!(
        found(&named("a.log", words), "be.national-number").map(|(score, ..)| score),
        Some(85)
    );
}

#[test]
fn network_addresses_count_once_towards_the_risk_of_a_log() {
    let lines: String = (1..200)
        .map(|n| format!("jan.peeters@bedrijf.be from 84.192.12.{n}\n"))
        .collect();
    let (log, text) = (named("a.log", &lines), named("a.txt", &lines));
    assert_eq!(found(&log, "network-address"), found(&text, "network-address"));
    assert!(
        log.risk.score < text.risk.score,
        "{} {}",
        log.risk.score,
        text.risk.score
    );
}

#[test]
fn the_number_of_a_care_provider_counts_as_a_health_term() {
    let filler = "De vergadering begint om tien uur in de grote zaal.\n".repeat(30);
    let document = |behind: &str| detect(&format!("INSZ 85.07.30-951.80\n{filler}astma, {behind}\n")).special;
    assert!(document("zie bijlage").is_empty());
    assert_eq!(document("1-12345-78-003"), ["health"]);
    assert!(detect("INSZ 85.07.30-951.80, 1-12345-78-003\n").special.is_empty());
}
