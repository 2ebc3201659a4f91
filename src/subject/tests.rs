//! Identifiers as people type them, and what documents answer.

use super::*;
use crate::detect::Detector;

fn settings() -> Settings {
    Settings::new([7; 32], jiff::civil::date(2026, 11, 22))
}

fn read(kind: Option<Kind>, text: &str) -> Result<Identifier, Wrong> {
    Identifier::read(kind, text, &Detector::embedded().unwrap(), &settings())
}

fn token(family: &str, value: &str) -> Token {
    Token::new(&settings().key, family, value)
}

#[test]
fn an_identifier_is_read_however_it_is_written() {
    #[track_caller]
    fn check(text: &str, kind: Kind, family: &str, value: &str) {
        for given in [None, Some(kind)] {
            let identifier = read(given, text).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
            assert_eq!(identifier.kind, kind, "{text}");
            assert_eq!(
                identifier.needed[0].tokens,
                BTreeSet::from([token(family, value)]),
                "{text}"
            );
        }
    }
    check(
        "85.07.30-951.80",
        Kind::NationalNumber,
        "national-number",
        "85073095180",
    );
    check("85073095180", Kind::NationalNumber, "national-number", "85073095180");
    check("be68 5390 0754 7034", Kind::Iban, "iban", "BE68539007547034");
    check(
        "Jan.Peeters@Voorbeeld.be",
        Kind::Email,
        "email",
        "jan.peeters@voorbeeld.be",
    );
    check("0470 12 34 56", Kind::Phone, "phone", "+32470123456");
    check("+32 470 12 34 56", Kind::Phone, "phone", "+32470123456");
}

#[test]
fn a_person_is_found_under_each_order_of_the_name() {
    let identifier = read(None, "Élise Van den Berg, 12/03/1985").unwrap();
    let [name, date] = identifier.needed.as_slice() else {
        panic!("{identifier:?}")
    };
    for order in ["elise van den berg", "van den berg elise"] {
        assert!(name.tokens.contains(&token("name", order)), "{order}");
    }
    assert_eq!(date.tokens, BTreeSet::from([token("birth-date", "1985-03-12")]));
}

#[test]
fn what_does_not_hold_is_refused() {
    #[track_caller]
    fn check(kind: Option<Kind>, text: &str, expected: Wrong) {
        assert_eq!(read(kind, text), Err(expected), "{text}");
    }
    check(Some(Kind::NationalNumber), "85.07.30-951.81", Wrong::Invalid);
    check(None, "85.07.30-951.81", Wrong::Invalid);
    check(Some(Kind::Iban), "BE68 5390 0754 7035", Wrong::Invalid);
    check(Some(Kind::Email), "85.07.30-951.80", Wrong::Invalid);
    check(Some(Kind::Email), "a@voorbeeld.be b@voorbeeld.be", Wrong::Several);
    check(Some(Kind::Person), "Jan Peeters", Wrong::NoBirthDate);
    check(Some(Kind::Person), "Jan Peeters, 31.02.1985", Wrong::NoBirthDate);
    check(Some(Kind::Person), "Peeters, 12.03.1985", Wrong::Invalid);
    check(None, "hallo", Wrong::Invalid);
    check(None, "Jan Peeters", Wrong::NoBirthDate);
    check(None, "Anne-Lore d'Hondt, 31.02.1985", Wrong::NoBirthDate);
    check(None, "Peeters, 12.03.1985", Wrong::Invalid);
    check(None, "BE68 5390 0754 7035", Wrong::Invalid);
    check(None, "jan @voorbeeld", Wrong::Invalid);
}

fn not_found() -> Outcome {
    Outcome {
        answer: Answer::NotFound,
        searched: Vec::new(),
        found: Vec::new(),
        cannot_say: Vec::new(),
        skipped: Vec::new(),
    }
}

#[test]
fn the_clock_ends_on_the_same_day_of_the_month_or_on_its_last() {
    use jiff::civil::date;
    #[track_caller]
    fn check(received: Date, due: Date, extended: Date) {
        let case = Case::new(received, String::new(), Vec::new(), String::new(), not_found());
        assert_eq!((case.due, case.due_extended), (due, extended));
    }
    check(date(2026, 11, 28), date(2026, 12, 28), date(2027, 2, 28));
    check(date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30));
    check(date(2028, 1, 30), date(2028, 2, 29), date(2028, 4, 30));
}

#[test]
fn what_is_said_of_a_machine_as_a_whole_names_no_document() {
    assert_eq!(name("vm", "", &[]), "vm");
    assert_eq!(name("vm", "/a.zip", &["b".to_owned()]), "vm: /a.zip > b");
}

#[test]
fn what_is_not_found_is_what_was_looked_for_and_the_rest_is_asked_for() {
    let texts = crate::language::Texts::new(crate::language::Lang::En);
    let sought = [Kind::NationalNumber, Kind::NationalNumber];
    assert_eq!(
        answer(Answer::NotFound, &sought, texts),
        "Not found: everything was looked at, and what was looked for (national number) is not in it."
    );
    assert_eq!(
        beside(&sought, texts).unwrap(),
        "A document may name the person by other data only: look for these too (IBAN, e-mail address, phone number, \
         name and birth date)."
    );
    let all = [Kind::NationalNumber, Kind::Iban, Kind::Email, Kind::Phone, Kind::Person];
    assert_eq!(beside(&all, texts), None);
}

#[test]
fn days_that_are_past_are_said_to_be_past() {
    #[track_caller]
    fn check(made: &str, late: bool, over: bool) {
        let received = jiff::civil::date(2026, 1, 31);
        let case = Case::new(received, made.to_owned(), Vec::new(), String::new(), not_found());
        let clock = case.clock(crate::language::Texts::new(crate::language::Lang::En));
        assert_eq!(clock.contains("The first of these days is past"), late, "{clock}");
        assert_eq!(clock.contains("Both days are past"), over, "{clock}");
    }
    check("2026-02-28T10:00:00Z", false, false);
    check("2026-03-01T10:00:00Z", true, false);
    check("2026-04-30T10:00:00Z", true, false);
    check("2026-05-01T10:00:00Z", false, true);
}
