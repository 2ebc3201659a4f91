//! Columns of numbers that look like others, numbers over several cells, numbers that a spreadsheet cut.

use super::*;

/// Numbers of an admin's files with 11 digits or more that are no national numbers, by what they are.
fn look_alikes() -> Vec<(&'static str, Vec<String>)> {
    let each = |of: fn(u64) -> String| (0..1000).map(of).collect();
    vec![
        (
            "timestamps",
            each(|n| format!("202603{:02}{:03}", 1 + n % 28, 100 + n * 7 % 900)),
        ),
        (
            "date and counter",
            each(|n| format!("{:02}{:02}{:02}{:05}", 20 + n % 7, 1 + n % 12, 1 + n % 28, 10_000 + n)),
        ),
        ("invoices", each(|n| format!("2026{:07}", 1_000_000 + n * 13))),
        (
            "phones",
            each(|n| format!("3247{:07}", 1_000_000 + n * 7919 % 9_000_000)),
        ),
        ("articles", each(|n| format!("541{:010}", 1_234_567_890 + n * 97))),
        (
            "communications",
            each(|n| {
                let ten = 1_000_000_000 + n * 12_347;
                format!("{ten}{:02}", if ten % 97 == 0 { 97 } else { ten % 97 })
            }),
        ),
        ("counter", each(|n| format!("{}", 85_073_000_000 + n))),
    ]
}

fn rows(heading: &str, cells: &[String], row: impl Fn(&str) -> String) -> Detected {
    let rows: Vec<String> = cells.iter().map(|cell| row(cell)).collect();
    detect_text(&table(&format!("{heading}\n{}\n", rows.join("\n"))))
}

#[test]
fn columns_of_other_numbers_hold_no_national_numbers() {
    for (what, cells) in look_alikes() {
        for heading in ["nr;x", "referentie;klant", "ordernummer;naam"] {
            let found = rows(heading, &cells, |cell| format!("{cell};Jan Peeters"));
            assert_eq!(finding(&found, "be.national-number"), None, "{what} under {heading}");
        }
        // Beside what speaks for a person.
        let found = rows("nr;naam;e-mail;geboortedatum", &cells, |cell| {
            format!("{cell};Jan Peeters;jan.peeters@bedrijf.be;30/07/1985")
        });
        let sure = finding(&found, "be.national-number").filter(|found| found.confidence != Confidence::Low);
        assert_eq!(sure, None, "{what} beside a person");
    }
}

#[test]
fn values_of_one_key_are_a_column() {
    let json = |cells: &[String]| {
        let objects: Vec<String> = cells
            .iter()
            .map(|cell| format!("{{\"id\": {cell}, \"x\": \"y\"}}"))
            .collect();
        structured(&format!("[{}]", objects.join(",\n")), Unit::Json { first: 1 })
    };
    let xml = |cells: &[String]| {
        let records: Vec<String> = cells
            .iter()
            .map(|cell| format!("<r><id>{cell}</id><x>y</x></r>"))
            .collect();
        structured(&format!("<list>{}</list>", records.join("\n")), Unit::Xml { first: 1 })
    };
    for (what, cells) in look_alikes() {
        assert_eq!(
            finding(&detect_text(&json(&cells)), "be.national-number"),
            None,
            "{what} in json"
        );
        assert_eq!(
            finding(&detect_text(&xml(&cells)), "be.national-number"),
            None,
            "{what} in xml"
        );
    }
    let numbers: Vec<String> = (951..960).map(national_number).collect();
    for text in [json(&numbers), xml(&numbers)] {
        let detected = detect_text(&text);
        let found = finding(&detected, "be.national-number").unwrap();
        assert_eq!((found.confidence, found.count), (Confidence::High, 9));
        assert!(found.why.iter().any(|why| why.code == "column-values"));
    }
}

#[test]
fn values_of_one_key_without_check_digits_are_no_column() {
    let objects: Vec<String> = (0..9).map(|n| format!("{{\"ref\": \"047527631{n}\"}}")).collect();
    let text = structured(&format!("[{}]", objects.join(",\n")), Unit::Json { first: 1 });
    assert!(finding(&detect_text(&text), "phone").is_none_or(|found| found.confidence == Confidence::Low));
}

/// A number of 30 July 1985, without separators.
fn national_number(serial: u64) -> String {
    let nine = 850_730_000 + serial;
    format!("{nine}{:02}", 97 - nine % 97)
}

fn structured(text: &str, unit: Unit) -> Text {
    let mut structured = Text::of_lines(text);
    structured.marks[0].unit = unit;
    structured
}

#[test]
fn a_heading_that_names_something_else_speaks_against_a_value() {
    let score = |heading: &str| {
        let found = rows(heading, &[national_number(951)], |cell| format!("{cell};x"));
        finding(&found, "be.national-number").map(|found| found.score)
    };
    assert_eq!(score("code;y"), Some(55));
    assert_eq!(score("bestelnummer;y"), None);
    assert_eq!(score("INSZ;y"), Some(90));
}

#[test]
fn a_number_in_several_cells_of_delimited_text_is_found_under_its_heading() {
    let count = |text: &str| finding(&detect_text(&table(text)), "be.national-number").map(|found| found.count);
    assert_eq!(count("naam;rijksregisternummer;;;;\nTesta;85;07;30;951;80\n"), Some(1));
    assert_eq!(
        count("naam;\"rrn\";rrn;rrn;rrn;rrn\nTesta;\"85\";\"07\";\"30\";\"951\";\"80\"\n"),
        Some(1)
    );
    assert_eq!(
        count("naam;rrn;;\nTesta;850730;951;80\nB;;;\nC;850730;951;81\n"),
        Some(1)
    );
    assert_eq!(count("naam;code;;;;\nTesta;85;07;30;951;80\n"), None);
    assert_eq!(
        count("naam;rrn;aantal;prijs;x;y\nTesta;85;07;30;951;80\n"),
        None,
        "the other columns are named"
    );
    let card = "naam;kaartnummer;;;\nTesta;4532;9900;0000;1231\n";
    assert!(finding(&detect_text(&table(card)), "payment-card").is_some());
}

#[test]
fn a_number_that_a_spreadsheet_cut_is_a_hint_under_its_heading_only() {
    #[track_caller]
    fn check(heading: &str, cell: &str, rule: &str, expected: Option<&str>) {
        let detected = detect_text(&table(&format!("naam;{heading}\nTesta;{cell}\n")));
        let why = finding(&detected, rule).map(|found| {
            assert_eq!((found.confidence, found.why.len()), (Confidence::Low, 1));
            found.why[0].code.as_str()
        });
        assert_eq!(why, expected, "{heading} {cell}");
    }
    check(
        "rijksregisternummer",
        "8.50731E+10",
        "be.national-number",
        Some("lost-digits"),
    );
    check(
        "rijksregisternummer",
        "8,50731E+10",
        "be.national-number",
        Some("lost-digits"),
    );
    check("rijksregisternummer", "8.50731E+12", "be.national-number", None);
    check("code", "8.50731E+10", "be.national-number", None);
    check("kaartnummer", "4,53299E+15", "payment-card", Some("lost-digits"));
    check("kaartnummer", "4532990000001230", "payment-card", Some("lost-digits"));
    check("kaartnummer", "4532990000001239", "payment-card", None);
    check("code", "4532990000001230", "payment-card", None);
}

#[test]
fn a_number_with_all_its_digits_is_found_with_a_point_or_a_comma() {
    for cell in ["8.5073095180E+10", "8,5073095180E+10"] {
        let detected = detect_text(&table(&format!("naam;insz\nTesta;{cell}\n")));
        assert_eq!(
            confidence(&detected, "be.national-number"),
            Some(Confidence::High),
            "{cell}"
        );
    }
}

#[test]
fn a_date_of_expiry_speaks_for_a_card() {
    let score = |text: &str| finding(&detect(text), "payment-card").map(|found| found.score);
    assert_eq!(score("4532990000001231 en meer"), Some(60));
    assert_eq!(score("4532990000001231 11/28"), Some(75));
    assert_eq!(score("11/28\n4532990000001231"), Some(60), "another line");
}

#[test]
fn a_value_in_source_code_scores_less() {
    let score = |name: &str| {
        let mut session = DETECTOR.session(&settings());
        session.about(name, "text");
        let text = Text::of_lines("85.07.30-951.80\n");
        session.window(&text, 0..text.buf.len());
        finding(&session.facts(), "be.national-number").map(|found| found.score)
    };
    assert_eq!(score("lijst.txt"), Some(85));
    assert_eq!(score("test.py"), Some(70));
}

#[test]
fn a_phone_that_lost_its_zero_is_found_under_its_heading_or_right_behind_its_word() {
    let found = |heading: &str, cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        let found = rows(&format!("naam;{heading}"), &cells, |cell| format!("An;{cell}"));
        finding(&found, "phone").map(|found| (found.confidence, found.distinct))
    };
    let numbers = [
        "475276312",
        "25551212",
        "498331043",
        "0475276313",
        "81223344",
        "493102030",
    ];
    assert_eq!(found("telefoon", &numbers), Some((Confidence::High, 6)));
    assert_eq!(found("telefoon", &["475276312"]), Some((Confidence::Medium, 1)));
    assert_eq!(
        found(
            "factuurnummer",
            &["475276312", "26001234", "26001235", "26001236", "26001237"]
        ),
        None
    );
    assert!(finding(&detect("gsm 475276312"), "phone").is_some());
    for text in ["475276312", "gsm van Jan, 475276312", "factuur 475276312 per gsm"] {
        assert_eq!(finding(&detect(text), "phone"), None, "{text}");
    }
    for heading in ["Nr", "Nummer", "Contact"] {
        assert_eq!(found(heading, &["475276312"]), None, "{heading}");
        assert!(found(heading, &["0475276312"]).is_some(), "{heading}");
    }
    let form = detect_text(&table("veld;inhoud\nNaam;An\nGSM;475276312\nFactuur;475276313\n"));
    assert_eq!(finding(&form, "phone").map(|found| found.count), Some(1));
}

#[test]
fn known_names_in_a_column_are_names_whatever_its_heading_is() {
    let rows = |heading: &str| {
        let text = format!(
            "{heading};Handicap;Gsm\nJan Peeters;J;0475 12 34 56\nEls Claes;N;0475 12 34 57\nTom Maes;J;0475 12 34 58\n"
        );
        detect_text(&table(&text))
    };
    for heading in ["Deelnemer", "Wie", "Bestemmeling"] {
        let detected = rows(heading);
        assert_eq!(detected.special, ["health"], "{heading}");
        assert_eq!(
            finding(&detected, "person-name").map(|found| found.count),
            Some(3),
            "{heading}"
        );
    }
    assert_eq!(finding(&rows("Bestandsnaam"), "person-name"), None);
}

#[test]
fn accounts_in_a_table_of_suppliers_are_no_persons() {
    let risk = |headings: &str| {
        let text = format!("{headings}\nTesta NV;BE71 0961 2345 6769;1\nProef BV;BE71 0961 2345 6769;2\n");
        detect_text(&table(&text)).risk.score
    };
    assert_eq!(risk("Leverancier;IBAN;Nr"), 0);
    assert_eq!(risk("Supplier;IBAN;Nr"), 0);
    assert_eq!(risk("Firma;IBAN;BTW"), 0);
    assert!(risk("Werknemer;IBAN;Nr") > 0);
}

#[test]
fn a_table_of_numbers_of_people_names_nobody() {
    let text = "Afdeling;Personeel;Ziekteverlof\nProductie;120;14\nVerkoop;30;2\nHR;12;1\n";
    assert!(detect_text(&table(text)).special.is_empty());
}

#[test]
fn a_column_of_countries_tells_whose_number_stands_in_a_row() {
    #[track_caller]
    fn check(headings: &str, country: &str, expected: bool) {
        let text = format!("{headings}\nKowalczyk Jan;{country};44051401359\n");
        let is_found = words::found(&detect_text(&table(&text)), "pl.pesel").is_some();
        assert_eq!(is_found, expected, "{text}");
    }
    check("worker;country;national ID", "PL", true);
    check("naam;land;rijksregisternummer", "Polen", true);
    check("nom;pays;numéro national", "Pologne", true);
    check("Name;Land;Identitätsnummer", "Polen", true);
    check("naam;nationaliteit;identiteitsnummer", "POL", true);
    check("worker;country;national ID", "RO", false);
    check("worker;country;order", "PL", false);
    check("worker;country;ID", "PL", false);
    check("worker;team;national ID", "PL", false);
    check("worker;country;tax ID", "PL", false);
}

#[test]
fn a_column_of_keys_that_look_like_accounts_holds_none() {
    let found = |heading: &str, cells: &[&str]| {
        let rows: Vec<String> = cells.iter().map(|cell| format!("Jan;{cell}\n")).collect();
        let detected = detect_text(&table(&format!("Naam;{heading}\n{}", rows.concat())));
        finding(&detected, "iban").map(|found| found.count)
    };
    let wrong = [
        "BE48001112345672",
        "BE48001123456721",
        "BE48001123456722",
        "BE48 0011 2345 6723",
    ];
    for heading in ["IBAN", "b"] {
        assert_eq!(
            found(heading, &[&["BE48001123456727"][..], &wrong[..]].concat()),
            None,
            "{heading}"
        );
        // Too few to tell, and none but one of them wrong.
        assert_eq!(
            found(heading, &[&["BE48001123456727"][..], &wrong[..3]].concat()),
            Some(1),
            "{heading}"
        );
        let right = [
            "BE48001123456727",
            "BE71096123456769",
            "BE71 0961 2345 6769",
            "BE71096123456769",
            wrong[0],
        ];
        assert_eq!(found(heading, &right), Some(4), "{heading}");
    }
    // In a sentence nothing is known of the others.
    assert_eq!(
        found(
            "b",
            &[
                "BE48001123456727",
                "x BE48001112345672",
                "x BE48001123456721",
                "x BE48001123456722",
                "y"
            ]
        ),
        Some(1)
    );
}

#[test]
fn a_column_of_card_numbers_needs_no_heading() {
    let of_prefix = |first: u64| -> Vec<String> {
        let number = |n: u64| {
            let ten = first * 10_000_000 + 1_234_560 + n * 11;
            format!("{ten:010}{:02}", (ten - 1) % 97 + 1)
        };
        (0..6).map(number).collect()
    };
    let found = |heading: &str, cells: &[String]| {
        let detected = rows(&format!("{heading};x"), cells, |cell| format!("{cell};y"));
        confidence(&detected, "be.eid-card")
    };
    assert_eq!(found("b", &of_prefix(593)), Some(Confidence::Medium));
    assert_eq!(found("Kaart", &of_prefix(601)), Some(Confidence::Medium));
    // Structured communications have the same check digits, and other beginnings; a few cells are no column.
    assert_eq!(found("b", &of_prefix(120)), None);
    assert_eq!(found("mededeling", &of_prefix(0)), None);
    assert_eq!(found("b", &of_prefix(593)[..3]), None);
    assert_eq!(confidence(&detect(&of_prefix(593).join(" en ")), "be.eid-card"), None);
}

/// One in ten random numbers is one of the plan.
#[test]
fn columns_of_other_numbers_under_any_heading_hold_no_telephones() {
    let random = |digits: usize| -> Vec<String> {
        let number = |n: u64| format!("{:020}", (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        (0..120).map(|n| number(n)[20 - digits..].to_owned()).collect()
    };
    let phones = |cells: &[String], heading: &str| {
        let detected = rows(&format!("id;{heading}"), cells, |cell| format!("1;{cell}"));
        finding(&detected, "phone").map_or(0, |found| found.distinct)
    };
    for heading in ["Nr", "Contact", "Numéro", "Num", "Mobiel abonnement"] {
        for digits in [9, 10, 11, 13] {
            assert_eq!(phones(&random(digits), heading), 0, "{heading}, {digits}");
        }
    }
    // Of the plan, and what stands beside numbers of a column for telephones.
    let of_plan: Vec<String> = (0..40).map(|n| format!("04752{:05}", n * 997)).collect();
    assert_eq!(phones(&of_plan, "Nr"), 40);
    let abroad = (0..60).map(|n| format!("(212) 736-{:04}", n * 131));
    let mixed: Vec<String> = of_plan.iter().take(9).cloned().chain(abroad).collect();
    assert_eq!(phones(&mixed, "Telefoon"), 9);
    let words = (0..60).map(|n| format!("geen, zie bureau {n}"));
    let mixed: Vec<String> = of_plan.iter().take(9).cloned().chain(words).collect();
    assert_eq!(phones(&mixed, "Gsm"), 9);
}
