//! How values are written besides on one line: over a line end, in boxes, as the number cells of other programs.

use super::*;

#[track_caller]
fn check(rule: &str, text: &Text, expected: Option<u64>) {
    let found = finding(&detect_text(text), rule).map(|found| found.distinct);
    assert_eq!(found, expected, "{rule} in {}", text.buf);
}

#[test]
fn a_number_goes_on_behind_one_line_end_where_its_word_stands() {
    let torn = [
        ("be.eid-card", "identiteitskaart 593-1234567-", "11"),
        ("be.account-legacy", "rekening 310-1234567-", "37"),
        ("be.riziv", "RIZIV 1-12345-", "78-003"),
        ("nl.bsn", "BSN 1112.22.", "345"),
        ("fr.nir", "NIR 2 95 10 99", "126 111 93"),
        ("be.licence-plate", "nummerplaat 1-BCD-", "245"),
        ("be.resident-card", "verblijfskaart B 1234567", "48"),
        ("ehic", "EHIC 80056 00000 12345", "67890"),
        ("payment-card", "Visa 4532 9900", "0000 1231"),
    ];
    for (rule, first, second) in torn {
        check(rule, &Text::of_lines(&format!("{first}\n{second}.")), Some(1));
        check(rule, &Text::of_lines(&format!("{first}\n\n{second}.")), None);
    }
    check(
        "be.eid-card",
        &Text::of_lines("n° de carte d'identité : 593-\n    1234567-11"),
        Some(1),
    );
    // Without its word they are lines of other numbers.
    for (rule, text) in [
        ("be.eid-card", "593-1234567-\n11"),
        ("be.account-legacy", "310-1234567-\n37"),
        ("be.riziv", "1-12345-\n78-003"),
        ("nl.bsn", "111\n222 333"),
        ("be.licence-plate", "1-BCD-\n245"),
        ("be.licence-plate", "nummerplaat, levering 3 mei\n250 stuks"),
        ("be.resident-card", "B 1234567\n48"),
    ] {
        check(rule, &Text::of_lines(text), None);
    }
}

#[test]
fn a_form_has_a_box_for_each_digit_of_any_long_number() {
    for (rule, text) in [
        ("payment-card", "kaartnummer: 4 5 3 2 9 9 0 0 0 0 0 0 1 2 3 1"),
        ("be.eid-card", "Identiteitskaart: 5 9 3 1 2 3 4 5 6 7 1 1"),
        ("ehic", "EHIC 8 0 0 5 6 0 0 0 0 0 1 2 3 4 5 6 7 8 9 0"),
        ("be.riziv", "RIZIV 1 1 2 3 4 5 7 8 0 0 3"),
    ] {
        check(rule, &Text::of_lines(text), Some(1));
        let (_, boxes) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap());
        check(rule, &Text::of_lines(boxes), None);
    }
    check(
        "payment-card",
        &Text::of_lines("kaartnummer: 4 5 3 2 9 9 0 0 0 0 0 0 1 2 3 2"),
        None,
    );
}

#[test]
fn a_number_cell_may_end_with_a_zero_behind_a_comma() {
    for (rule, heading, number) in [
        ("be.national-number", "INSZ", "85073095180"),
        ("payment-card", "Kredietkaart", "4532990000001231"),
        ("be.eid-card", "Kaartnummer", "593123456711"),
        ("nl.bsn", "BSN", "111222345"),
        ("pl.pesel", "PESEL", "44051401359"),
    ] {
        for end in [",0", ".0"] {
            check(rule, &table(&format!("{heading};v\n{number}{end};a\n")), Some(1));
            check(rule, &table(&format!("{heading};v\n\"{number}{end}\";a\n")), Some(1));
            check(rule, &table(&format!("{heading};v\n{number}{end}5;a\n")), None);
        }
        check(rule, &table(&format!("{heading};v\n{number},5;a\n")), None);
    }
    check("be.national-number", &Text::of_lines("INSZ 85073095180,0"), None);
    check("be.national-number", &table("INSZ;v\n85.07.30-951.80,0;a\n"), None);
}

#[test]
fn a_number_with_an_exponent_is_any_that_its_heading_names() {
    let cells = [
        ("payment-card", "Kredietkaart", "4.532990000001231E+15"),
        ("nl.bsn", "BSN", "1.11222345E+08"),
        ("be.eid-card", "Kaartnummer", "5.93123456711E+11"),
        ("pl.pesel", "PESEL", "4.4051401359E+10"),
    ];
    for (rule, heading, number) in cells {
        for cell in [number.to_owned(), number.replace('.', ",")] {
            check(rule, &table(&format!("{heading};v\n{cell};a\n")), Some(1));
            check(rule, &table(&format!("waarde;v\n{cell};a\n")), None);
            check(rule, &Text::of_lines(&format!("{heading} {cell}")), None);
        }
    }
    check("nl.bsn", &table("BSN;v\n1.11222334E+08;a\n"), None);
    check("phone", &table("waarde;v\n4.75123456E+08;a\n"), None);
}

#[test]
fn a_parameter_of_a_request_names_nobody() {
    let named = |line: &str| {
        let text = format!("{line}\n\nrijksregisternummer 85.07.30-951.80\n");
        finding(&detect(&text), "person-name").is_some()
    };
    for line in [
        "GET /dossier?id=3&naam=Peeters HTTP/1.1 200",
        "https://firma.be/zoek?naam=Peeters Brussel",
    ] {
        assert!(!named(line), "{line}");
    }
    for line in ["naam=Jan Peeters", "Wat is uw naam? Naam: Jan Peeters"] {
        assert!(named(line), "{line}");
    }
}
