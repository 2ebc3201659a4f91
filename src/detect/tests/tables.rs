//! Columns: headings, statistics, lost zeros.

use super::*;
use crate::text::COPY;

/// Valid numbers of people born on the first days of a year, serial 951 and up.
fn numbers(year: u64, n: u64) -> Vec<String> {
    let number = |at: u64| {
        let nine = year % 100 * 10_000_000 + 10_000 * 10 + (1 + at % 28) * 1000 + 951 + at / 28;
        let full = if year >= 2000 { 2_000_000_000 + nine } else { nine };
        format!("{nine:09}{:02}", 97 - full % 97)
    };
    (0..n).map(number).collect()
}

fn column(heading: &str, cells: &[String]) -> Detected {
    let rows: Vec<String> = cells
        .iter()
        .enumerate()
        .map(|(at, cell)| format!("{at};{cell}"))
        .collect();
    detect_text(&table(&format!("id;{heading}\n{}\n", rows.join("\n"))))
}

/// Rosters have a column for each person: whose it is leaves the worker no more than a value in it.
#[test]
fn a_persons_name_over_a_column_names_no_place() {
    let account = "BE68 5390 9123 8634";
    let found = detect_text(&table(&format!(
        "Els Peeters;Peeters, Els;Van Rekening\n{account};{account};{account}\n"
    )));
    let iban = found.findings.iter().find(|finding| finding.rule == "iban").unwrap();
    let labels: Vec<_> = iban.places.iter().map(|place| place.label.as_deref()).collect();
    assert_eq!(labels, [None, None, Some("Van Rekening")]);
}

#[test]
fn a_heading_makes_bare_numbers_sure() {
    let detected = column("Rijksregisternummer", &numbers(1985, 3));
    let found = finding(&detected, "be.national-number").unwrap();
    assert_eq!(
        (found.confidence, found.count, found.distinct),
        (Confidence::High, 3, 3)
    );
    let place = &found.places[0];
    assert_eq!(place.column.as_deref(), Some("B"));
    assert_eq!(place.rows.as_deref(), Some("2-4"));
    assert_eq!(place.label.as_deref(), Some("Rijksregisternummer"));
    assert_eq!(found.values[0].place.cell.as_deref(), Some("B2"));
}

#[test]
fn a_column_full_of_valid_numbers_is_sure_without_a_heading() {
    let detected = column("code", &numbers(1985, 6));
    let found = finding(&detected, "be.national-number").unwrap();
    assert_eq!(found.confidence, Confidence::High);
    assert!(
        found
            .why
            .iter()
            .any(|why| why.code == "column-values" && why.points == 35)
    );
}

#[test]
fn a_column_with_few_valid_numbers_is_something_else() {
    let mut cells: Vec<String> = (0..40).map(|at| format!("850730{:05}", 100 + at * 7)).collect();
    cells.extend(numbers(1985, 2));
    assert_eq!(finding(&column("ordernr", &cells), "be.national-number"), None);
}

#[test]
fn lost_leading_zeros_are_found_with_a_heading_or_a_full_column_only() {
    let cells = |n| {
        numbers(2003, n)
            .iter()
            .map(|number| number.trim_start_matches('0').to_owned())
            .collect::<Vec<_>>()
    };
    let found = column("INSZ", &cells(2));
    assert_eq!(finding(&found, "be.national-number").map(|found| found.count), Some(2));
    assert_eq!(finding(&column("Bestelnummer", &cells(2)), "be.national-number"), None);
    assert_eq!(finding(&column("x", &cells(4)), "be.national-number"), None);
    let found = column("x", &cells(8));
    assert_eq!(finding(&found, "be.national-number").map(|found| found.count), Some(8));
    assert_eq!(finding(&detect(&cells(2).join("\n")), "be.national-number"), None);
}

#[test]
fn every_row_of_a_list_is_a_subject() {
    let detected = column("rrn", &numbers(1985, 40));
    assert_eq!(detected.subjects, 40);
}

/// A sheet as the extractors walk it: headings without label, cells under them.
pub fn sheet(headings: &[&str], rows: &[&[&str]]) -> Text {
    let mut text = Text::of_lines("");
    text.marks.clear();
    text.names.push("Blad1".to_owned());
    text.names.extend(headings.iter().map(|heading| (*heading).to_owned()));
    for (row, cells) in (1_u32..).zip(std::iter::once(headings).chain(rows.iter().copied())) {
        for (col, cell) in (0_u32..).zip(cells) {
            let label = if row == 1 { 0 } else { col + 2 };
            let offset = u32::try_from(text.buf.len()).unwrap();
            text.marks.push(Mark {
                offset,
                label,
                unit: Unit::Cell { table: 1, row, col },
            });
            text.buf.push_str(cell);
            text.buf.push(if col as usize + 1 == cells.len() { '\n' } else { '\t' });
        }
    }
    text
}

#[test]
fn the_heading_of_a_sheet_is_no_cell_of_its_column() {
    let found_in = |n_rows: usize, heading: &str| {
        let numbers = numbers(1985, 6);
        let rows: Vec<[&str; 2]> = numbers
            .iter()
            .take(n_rows)
            .map(|number| [number.as_str(), "x"])
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        let detected = detect_text(&sheet(&[heading, "y"], &rows));
        confidence(&detected, "be.national-number")
    };
    assert_eq!(found_in(4, "code"), Some(Confidence::Low));
    assert_eq!(found_in(5, "code"), Some(Confidence::High));
    assert_eq!(found_in(4, "Ordernr"), None);
}

#[test]
fn a_number_in_several_cells_is_found_under_its_heading_only() {
    let row: &[&str] = &["Testa", "85", "07", "30", "951", "80"];
    let count = |heading: &str| {
        let text = sheet(&["naam", heading, "", "", "", ""], &[row]);
        finding(&detect_text(&text), "be.national-number").map(|found| found.count)
    };
    assert_eq!(count("Rijksregisternummer"), Some(1));
    assert_eq!(count("Code"), None);
    let of_iban = |found: &Detected| finding(found, "iban").map(|found| found.count);
    let row: &[&str] = &["Testa", "BE71", "0961", "2345", "6769", "75"];
    let walked = detect_text(&sheet(&["naam", "IBAN", "", "", "", "bedrag"], &[row]));
    let delimited = detect_text(&table("naam;IBAN;;;;bedrag\nTesta;BE71;0961;2345;6769;75\n"));
    let unnamed = detect_text(&table("naam;code;;;;bedrag\nTesta;BE71;0961;2345;6769;75\n"));
    assert_eq!(
        [of_iban(&walked), of_iban(&delimited), of_iban(&unnamed)],
        [Some(1), Some(1), None]
    );
}

#[test]
fn a_number_in_scientific_notation_is_found_if_no_digit_is_lost() {
    let count =
        |cell: &str| finding(&column("NISS", &[cell.to_owned()]), "be.national-number").map(|found| found.count);
    assert_eq!(count("8.5073095180E+10"), Some(1));
    assert_eq!(count("85073095180.0"), Some(1));
}

#[test]
fn an_illness_in_a_row_with_a_named_person_is_sure() {
    let text = sheet(
        &["Naam", "Opmerking"],
        &[&["Testa Fictief", "burn-out"], &["Proef Exempel", ""]],
    );
    assert_eq!(
        confidence(&detect_text(&text), "special.health"),
        Some(Confidence::High)
    );
}

#[test]
fn cells_between_commas_stand_alone() {
    let mut text = table("nr,rijksregisternummer,geboren\n1,85073095180,30/07/1985\n");
    text.marks[0].unit = Unit::Delimited {
        sep: b',',
        row: 1,
        col: 0,
    };
    text.headings = ["nr", "rijksregisternummer", "geboren"].map(str::to_owned).to_vec();
    assert_eq!(
        finding(&detect_text(&text), "be.national-number").map(|found| found.count),
        Some(1)
    );
}

#[test]
fn a_bare_number_among_other_codes_is_no_phone() {
    let mut cells: Vec<String> = (0..20).map(|at| format!("{:x}", 0x1a_2b3c_4d5e_u64 + at)).collect();
    cells.push("0475276312".to_owned());
    assert_eq!(finding(&column("reference", &cells), "phone"), None);
    assert!(finding(&column("gsm", &cells), "phone").is_some());
}

#[test]
fn a_column_of_national_numbers_is_not_taken_by_other_countries() {
    let rows: Vec<String> = numbers(1985, 40)
        .iter()
        .enumerate()
        .map(|(at, number)| format!("{number};{}", if at % 2 == 0 { "44051401359" } else { "36574261809" }))
        .collect();
    for heading in ["Rijksregisternummer", "code"] {
        let text = format!("{heading};PESEL of Steuer-ID\n{}\n", rows.join("\n"));
        let detected = detect_text(&table(&text));
        let count = |rule: &str| finding(&detected, rule).map(|found| found.count);
        assert_eq!(count("be.national-number"), Some(40), "{heading}");
        assert_eq!((count("pl.pesel"), count("de.idnr")), (Some(20), Some(20)), "{heading}");
        let others = detected
            .findings
            .iter()
            .filter(|found| found.places[0].column.as_deref() == Some("A"));
        assert_eq!(others.count(), 1, "{heading}");
    }
}

#[test]
fn a_heading_names_what_only_a_keyword_tells() {
    #[track_caller]
    fn check(heading: &str, cell: &str, rule: &str, expected: Option<Confidence>) {
        assert_eq!(
            confidence(&column(heading, &[cell.to_owned()]), rule),
            expected,
            "{heading} {cell}"
        );
    }
    check("BSN", "111222345", "nl.bsn", Some(Confidence::High));
    check("paspoortnr", "EN123456", "be.passport", Some(Confidence::Medium));
    check("paspoort", "EN123456", "be.passport", Some(Confidence::Medium));
    check("artikel", "EN123456", "be.passport", None);
    check("nummerplaat", "ABC-123", "be.licence-plate", Some(Confidence::Medium));
    check("ticket", "ABC-123", "be.licence-plate", None);
    check(
        "rijbewijs",
        "1234567890",
        "be.driving-licence",
        Some(Confidence::Medium),
    );
    check("eID", "595123456766", "be.eid-card", Some(Confidence::Medium));
    check("sku", "1-ABC-334", "be.licence-plate", None);
    check("RIZIV", "11234578003", "be.riziv", Some(Confidence::Medium));
    check("DNI", "54362315K", "es.dni", Some(Confidence::High));
    check("Steuer-ID", "36574261809", "de.idnr", Some(Confidence::High));
}

#[test]
fn a_column_of_references_is_no_list_of_plates_or_accounts() {
    let tickets: Vec<String> = (100..160).map(|n| format!("ABC-{n}")).collect();
    assert_eq!(column("sleutel", &tickets).findings, []);
    let communications: Vec<String> = (0..60_u64)
        .map(|n| 1_068_168_100 + n)
        .map(|ten| format!("{ten:010}{:02}", if ten % 97 == 0 { 97 } else { ten % 97 }))
        .collect();
    assert_eq!(column("mededeling", &communications).findings, []);
    assert_eq!(column("nr", &communications).findings, []);
    let times: Vec<String> = (3..8).map(|n| format!("2026112215{n}")).collect();
    let confidence = |heading: &str| confidence(&column(heading, &times), "be.riziv");
    assert_eq!(confidence("timestamp"), Some(Confidence::Low));
    assert_eq!(confidence("RIZIV"), Some(Confidence::Medium));
}

#[test]
fn numbers_that_are_nothing_by_themselves_do_not_speak_for_each_other() {
    assert_eq!(detect("111222345, 111222357, 111222345 111222357").findings, []);
}

#[test]
fn a_company_of_one_person_is_reported_and_no_other() {
    let company = "Voorbeeld bv, BTW BE 0456.789.034";
    assert_eq!(finding(&detect(company), "be.enterprise-number"), None);
    let sole = "Testa Fictief, eenmanszaak, BTW BE 0456.789.034";
    assert!(finding(&detect(sole), "be.enterprise-number").is_some());
}

#[test]
fn an_old_account_number_is_the_account_that_it_became() {
    let detected = detect("Rekening 001-1234567-27, nu IBAN BE48 0011 2345 6727");
    let tokens = |rule: &str| finding(&detected, rule).map(|found| found.tokens.clone());
    assert!(tokens("iban").is_some());
    assert_eq!(tokens("be.account-legacy"), tokens("iban"));
}

#[test]
fn what_stands_in_an_older_copy_is_counted_once() {
    let mut text = Text::of_lines("INSZ: 85.07.30-951.80\nINSZ: 85.07.30-951.80\n");
    text.names.push(COPY.to_owned());
    text.marks.push(Mark {
        offset: 22,
        label: 1,
        unit: Unit::Lines { first: 2 },
    });
    let found = detect_text(&text).findings;
    let numbers: Vec<_> = found
        .iter()
        .filter(|finding| finding.rule == "be.national-number")
        .collect();
    assert_eq!(numbers.iter().map(|finding| finding.count).collect::<Vec<_>>(), [1]);
}

#[test]
fn numbers_of_departments_beside_who_leads_them_are_nobodys() {
    #[track_caller]
    fn check(rows: &str, expected: bool) {
        let found = detect_text(&table(rows));
        let sure = finding(&found, "special.health").filter(|found| found.confidence != Confidence::Low);
        assert_eq!(sure.is_some(), expected, "{rows}");
    }
    check(
        "Service;Responsable;Maladie\nAchats;Luc Dubois;3\nVentes;Marie Petit;2\n",
        false,
    );
    check("Dienst;Diensthoofd;Ziekte\nA;Jan Maes;3\nB;An Claes;4\n", false);
    check(
        "Dienst;Diensthoofd;Naam;Ziekte\nA;Jan Maes;An Claes;astma\nB;Jan Maes;Sofie Peeters;diabetes\n",
        true,
    );
    check(
        "Consulent;Dossier;Problematiek\nAn Peeters;Jan Maes;depressie\nAn Peeters;Sofie Janssens;burn-out\n",
        true,
    );
}

#[test]
fn answers_under_a_condition_are_of_the_persons_of_their_rows() {
    #[track_caller]
    fn check(headings: &[&str], rule: &str, answers: [&str; 4], expected: Option<Confidence>) {
        let persons = [
            ("Jan Testa", "jan.testa@voorbeeld.be"),
            ("Els Claes", "els.claes@voorbeeld.be"),
            ("An Maes", "an.maes@voorbeeld.be"),
            ("Tom Aerts", "tom.aerts@voorbeeld.be"),
        ];
        let rows: Vec<Vec<&str>> = persons
            .iter()
            .zip(answers)
            .map(|((name, address), answer)| {
                let mut row = vec![*name, *address, answer];
                row.extend(headings[3..].iter().map(|_| "A"));
                row
            })
            .collect();
        let slices: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let found = confidence(&detect_text(&sheet(headings, &slices)), rule);
        assert_eq!(found, expected, "{headings:?} in a sheet");
        let lines: Vec<String> = rows.iter().map(|row| row.join(";")).collect();
        let found = detect_text(&table(&format!("{}\n{}", headings.join(";"), lines.join("\n"))));
        assert_eq!(confidence(&found, rule), expected, "{headings:?} between semicolons");
    }
    let said = |heading: &str, rule: &str, answers: [&str; 4]| {
        check(&["Naam", "E-mail", heading], rule, answers, Some(Confidence::High));
    };
    for heading in "Zwanger Enceinte Schwerbehindert Krankgeschrieben Arbeidsongeval Burn-out Diabetes".split(' ') {
        said(heading, "special.health", ["N", "J", "N", "N"]);
    }
    let days = ["2026-12-07", "", "7/1/2027", "15.03.27"];
    for heading in [
        "Maternity leave start",
        "Begin ziekteverlof",
        "Ziekteverlof tot",
        "sickLeaveFrom",
    ] {
        said(heading, "special.health", days);
    }
    said("Transgender", "special.sex-life", ["nee", "ja", "nee", "nee"]);
    said("Asielzoeker", "special.ethnicity", ["x", "x", "x", ""]);
    said("Gedetineerd", "special.criminal", ["N", "J", "N", "N"]);
    said("Minderjarig", "minors", ["N", "J", "N", "N"]);
    let unsaid = |headings: &[&str], answers: [&str; 4]| check(headings, "special.health", answers, None);
    unsaid(&["Naam", "E-mail", "Diabetes"], ["3", "2", "12", "4"]);
    unsaid(&["Dienst", "E-mail", "Diabetes", "Diensthoofd"], ["3", "2", "1", "4"]);
    unsaid(&["Naam", "E-mail", "Diabetes", "Opleiding"], ["J", "N", "J", "J"]);
    unsaid(&["Naam", "E-mail", "Opleiding diabetes"], ["J", "N", "J", "J"]);
    unsaid(&["Naam", "E-mail", "Opleiding diabetes"], days);
    unsaid(&["Naam", "E-mail", "Begin"], days);
    unsaid(&["Naam", "E-mail", "Sportief"], ["J", "N", "J", "J"]);
}

#[test]
fn the_headings_of_a_list_of_goods_are_nobodys() {
    let found = detect_text(&table(
        "Naam;Prijs;Diabetes\nPoeder;12;J\nThee;13;N\nKoek;14;J\nSap;3;J",
    ));
    assert_eq!(confidence(&found, "special.health"), None);
}

#[test]
fn places_in_a_table_with_names_are_somebodys() {
    let of = |csv: &str| finding(&detect_text(&table(csv)), "gps").map(|found| found.count);
    let rows = "Luc Dubois;50.633289;5.567112\nEls Maes;50.633290;5.567113\n";
    assert_eq!(of(&format!("driver;latitude;longitude\n{rows}")), Some(2));
    assert_eq!(of(&format!("driver;x;y\n{rows}")), None);
    assert_eq!(
        of("bushalte;latitude;longitude\nMarkt;50.633289;5.567112\nKerk;50.633290;5.567113\n"),
        None
    );
}
