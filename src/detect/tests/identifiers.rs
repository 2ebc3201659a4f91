//! Columns and rows of identifiers: what a heading or a person beside them says of numbers that others may have, too.

use super::*;

#[track_caller]
fn check(rule: &str, text: &str, expected: Option<(u64, Confidence)>) {
    let detected = detect_text(&table(text));
    let found = finding(&detected, rule).map(|found| (found.distinct, found.confidence));
    assert_eq!(found, expected, "{rule} in {text}");
}

fn column(headings: &str, cells: &[&str]) -> String {
    let rows = cells.iter().enumerate().map(|(n, cell)| format!("{n};{cell}\n"));
    format!("{headings}\n{}", rows.collect::<String>())
}

#[test]
fn phones_as_neighbours_write_them_at_home_stand_under_a_heading_for_phones() {
    let dutch = [
        "06-48213077",
        "06-48213078",
        "070-3124488",
        "06-48213079",
        "06-48213080",
    ];
    let french = [
        "06 48 21 30 77",
        "03 20 48 21 30",
        "07 48 21 30 78",
        "06 48 21 30 79",
        "06 48 21 30 80",
    ];
    for cells in [dutch, french] {
        for heading in ["Telefoon", "Téléphone", "GSM", "Handy"] {
            check(
                "phone",
                &column(&format!("Rij;{heading}"), &cells),
                Some((5, Confidence::Medium)),
            );
        }
        check("phone", &column("Rij;Code", &cells), None);
        check("phone", &column("Rij;Waarde", &cells), None);
    }
}

#[test]
fn a_column_under_the_heading_of_a_thing_is_no_better_for_being_full() {
    let cells = [
        "0475 02 67 60",
        "0476 34 17 80",
        "0477 25 54 26",
        "0478 25 54 27",
        "0479 25 54 28",
    ];
    for heading in ["Gewicht", "Couleur", "Meterstand", "Durchmesser"] {
        check(
            "phone",
            &column(&format!("Rij;{heading}"), &cells),
            Some((5, Confidence::Low)),
        );
    }
    check("phone", &column("Rij;", &cells), Some((5, Confidence::High)));
    check("phone", &column("Rij;Gsm", &cells), Some((5, Confidence::High)));
    // Persons in the rows: the heading is wrong.
    let with_mail = cells.map(|cell| format!("{cell};an.maes{}@skynet.be", &cell[8..10]));
    let with_mail = with_mail.each_ref().map(String::as_str);
    check(
        "phone",
        &column("Rij;Gewicht;Mail", &with_mail),
        Some((5, Confidence::High)),
    );
    // Of names a heading of things says nothing: they are whatever stands there.
    let names = [
        "Lotte Verhaegen;85073095180",
        "Wout Moens;86010295027",
        "Jana Collard;85073095279",
    ];
    let all = detect_text(&table(&column("Rij;Ordernr;INSZ", &names)));
    assert_eq!(all.subjects, 3);
    let bsn = [
        "234561488",
        "234562857",
        "234564222",
        "234565597",
        "234566966",
        "234568331",
    ];
    check("nl.bsn", &column("Rij;Ordernummer", &bsn), None);
    check("nl.bsn", &column("Rij;BSN", &bsn), Some((6, Confidence::High)));
    let plates = [
        "1-STA-342;3 mm",
        "3-INA-247;3 mm",
        "1-BKM-475;4 mm",
        "1-ALV-475;4 mm",
        "1-ALW-475;4 mm",
    ];
    check("be.licence-plate", &column("Rij;Plaat;Dikte", &plates), None);
    check(
        "be.licence-plate",
        &column("Bestuurder;Plaat;Kleur", &plates),
        Some((5, Confidence::High)),
    );
}

#[test]
fn birth_dates_have_no_signs_or_the_month_first_under_their_heading() {
    let american = ["04/23/1978", "11/30/1969", "01/17/1985"];
    check(
        "birth-date",
        &column("Row;Date of birth", &american),
        Some((3, Confidence::Medium)),
    );
    check(
        "birth-date",
        &column("Rij;Geboortedatum", &["23041978", "4071984", "19690412"]),
        Some((3, Confidence::Medium)),
    );
    check("birth-date", &column("Row;Ordered", &american), None);
    check("birth-date", &column("Rij;Code", &["23041978", "4071984"]), None);
}

#[test]
fn a_name_before_an_account_in_its_cell_is_a_person() {
    #[track_caller]
    fn check(text: &str, expected: u64) {
        assert_eq!(detect_text(&table(text)).subjects, expected, "{text}");
    }
    let ibans = [
        "BE89 3771 2345 6785",
        "BE90 3771 2356 7832",
        "BE91 3771 2367 8976",
        "BE92 3771 2379 0023",
    ];
    let rows = |names: &[&str]| {
        let row = |(name, iban): (&&str, &&str)| format!("Loon;{name} {iban}\n");
        format!(
            "Mededeling;Tegenpartij\n{}",
            names.iter().zip(&ibans).map(row).collect::<String>()
        )
    };
    check(
        &rows(&["Lotte Verhaegen", "Wout Moens", "Jana Collard", "Wout Moens"]),
        3,
    );
    check(&rows(&["Drukkerij Noord", "Garage Zuid", "Stad Gent", "Colruyt"]), 0);
}

#[test]
fn a_thickness_is_of_a_sheet_of_metal_and_not_of_a_vehicle() {
    let rows = |cells: &[&str]| column("Rij;PLATE;Extra", cells);
    let cells = [
        "1-STA-342;4 x 2",
        "3-BNA-247;4 x 3",
        "1-BKM-475;4 x 4",
        "1-ALV-475;4 x 2",
        "1-ALW-475;4 x 2",
    ];
    for (plate, extra) in [
        ("Nummerplaat", "Afmetingen"),
        ("Kenteken", "Materiaal"),
        ("Kennzeichen", "Abmessungen"),
        ("Immatriculation", "Dimensions"),
        ("Plaat", "Merk;Afmetingen"),
    ] {
        let text = rows(&cells).replace("PLATE", plate).replace("Extra", extra);
        check("be.licence-plate", &text, Some((5, Confidence::High)));
    }
    for (plate, extra) in [
        ("Platen", "Afmeting"),
        ("Plaque", "Épaisseur"),
        ("Plaat nr", "Legering"),
        ("Code", "Dikte"),
    ] {
        check(
            "be.licence-plate",
            &rows(&cells).replace("PLATE", plate).replace("Extra", extra),
            None,
        );
    }
    let phones = [
        "475123456;2 x 3",
        "476123457;2 x 4",
        "477123458;3 x 3",
        "478123459;1 x 2",
    ];
    check(
        "phone",
        &column("Huurder;Gsm;Afmetingen garage", &phones),
        Some((4, Confidence::Medium)),
    );
    check("phone", &column("Artikel;Gsm;Aantal", &phones), None);
}

#[test]
fn the_number_of_a_firm_is_neither_a_phone_nor_a_plate() {
    let numbers = [
        "0403019261;BV Noord",
        "0403227515;NV Zuid",
        "0404484654;VOF West",
        "0403170701;BV Oost",
    ];
    check("phone", &column("Rij;Tel / BTW;Firma", &numbers), None);
    let plates = |text: &str| finding(&detect(text), "be.licence-plate").map_or(0, |found| found.distinct);
    assert_eq!(plates("L'entreprise est immatriculée à la BCE sous le n° ABC-123"), 0);
    assert_eq!(plates("La société est immatriculée ABC-123"), 0);
    assert_eq!(plates("La voiture de société immatriculée ABC-123"), 1);
    assert_eq!(plates("Elle est immatriculée 1-ABC-123"), 1);
}

#[test]
fn the_amount_and_the_thing_of_another_take_no_number_from_a_person() {
    #[track_caller]
    fn check(text: &str, expected: u64) {
        let found = detect(text);
        let found = finding(&found, "be.national-number").map_or(0, |found| found.distinct);
        assert_eq!(found, expected, "{text}");
    }
    for text in [
        "Els Moens 85073095180 EUR 2000,50",
        "2000,50 € 85073095180 Els Moens",
        "Paiement à Luc Dupont 85073095180 EUR 250",
        "Els Moens 85073095180 Europalaan 1, 9000 Gent",
        "Ondertekende versie: Els Moens 85073095180",
        "Press release - Luc Dupont 85073095180",
        "Meterstand bij Els Moens (85073095180): 12345",
    ] {
        check(text, 1);
    }
    for text in [
        "te betalen 85073095180 EUR",
        "€ 85073095180 in totaal",
        "85073095180 euro in totaal",
        "de release 85073095180 is klaar",
        "kilometerstand: 85073095180",
    ] {
        check(text, 0);
    }
}

/// The old number of an account and the IBAN that it became have one token.
#[test]
fn an_account_told_twice_weighs_once() {
    let risk = |text: &str| detect(text).risk.score;
    let (old, new) = ("Oude rekening 001-1234567-27", "IBAN BE48 0011 2345 6727");
    let both = detect(&format!("Jan Peeters, {old}, nu {new}"));
    assert!(finding(&both, "iban").is_some() && finding(&both, "be.account-legacy").is_some());
    assert_eq!(both.risk.score, risk(&format!("Jan Peeters, {new}")));
    let other = format!("Jan Peeters, {old}, nu IBAN BE68 0914 9842 5334");
    assert!(risk(&other) > both.risk.score);
}

#[test]
fn places_with_their_postcodes_are_addresses_only_beside_persons() {
    let score = |rows: &str| {
        let found = detect_text(&table(rows));
        finding(&found, "be.address").map_or(0, |found| found.score)
    };
    let places = [
        "2800;Mechelen",
        "9000;Gent",
        "3000;Leuven",
        "9300;Aalst",
        "8500;Kortrijk",
        "1030;Schaarbeek",
    ];
    let rows = |headings: &str, before: [&str; 6]| {
        let rows = before
            .iter()
            .zip(places)
            .map(|(before, place)| format!("{before};{place}\n"));
        format!("{headings}\n{}", rows.collect::<String>())
    };
    let streets = [
        "Veldstraat",
        "Rue Haute",
        "Albert Giraudlaan",
        "Markt",
        "Guido Gezellelaan",
        "Nieuwstraat",
    ];
    let zones = ["1", "2", "3", "1", "2", "3"];
    for list in [
        rows("Straat;Postcode;Gemeente", streets),
        rows("Zone;Postcode;Plaats", zones),
    ] {
        assert!(score(&list) <= 45, "{list}");
    }
    let names = [
        "An Maes",
        "Bo Claes",
        "Jan Peeters",
        "Els Jacobs",
        "Luc Aerts",
        "Sofie Janssens",
    ];
    assert!(score(&rows("Naam;Postcode;Gemeente", names)) >= 80);
    let mails = [
        "an@telenet.be",
        "bo@telenet.be",
        "jan@telenet.be",
        "els@telenet.be",
        "luc@telenet.be",
        "sofie@telenet.be",
    ];
    assert!(score(&rows("Mail;Postcode;Gemeente", mails)) >= 80);
    let houses = [
        "Veldstraat;1",
        "Hoogstraat;2",
        "Albertlaan;3",
        "Kerkstraat;4",
        "Kapellelaan;7",
        "Nieuwstraat;9",
    ];
    assert!(score(&rows("Straat;Nr;Postcode;Gemeente", houses)) >= 80);
}
