//! Tables: every kind of term and every kind of candidate.

use super::*;

fn sweep(patterns: &[&str], text: &str) -> Sweep {
    let mut out = Sweep::default();
    let terms = Terms::new(patterns.iter().copied()).unwrap();
    Engine::new(terms).sweep(text, 0..text.len(), &mut out);
    out
}

fn spans(runs: &[DigitRun], text: &str) -> Vec<String> {
    let span = |run: &DigitRun| text[run.start as usize..run.end as usize].to_owned();
    runs.iter().map(span).collect()
}

#[test]
fn terms_are_found_on_word_borders_of_the_folded_text() {
    #[track_caller]
    fn check(pattern: &str, text: &str, expected: &[&str]) {
        let found: Vec<_> = sweep(&[pattern], text).terms;
        let found: Vec<_> = found
            .iter()
            .map(|hit| &text[hit.start as usize..hit.end as usize])
            .collect();
        assert_eq!(found, expected, "{pattern} in {text}");
    }
    check("kind", "Het KIND, kinderen, eenkind; kind", &["KIND", "kind"]);
    check(
        "kinder*",
        "Kinderbijslag en kinderen, eenkinderen",
        &["Kinderbijslag", "kinderen"],
    );
    check("*kanker", "borstkanker kankers Kanker", &["borstkanker", "Kanker"]);
    check("*ziek*", "Langdurig-zieken, geziek", &["zieken", "geziek"]);
    check("=PS", "PS ps Ps P.S. EPS PS'er", &["PS", "PS"]);
    check("=DéFI", "défi DéFI", &["DéFI"]);
    check("=N-VA", "N-VA n-va N VA", &["N-VA"]);
    check(
        "=ALS patiënt",
        "ALS-patiënt als patiënt ALS\npatiënt",
        &["ALS-patiënt", "ALS\npatiënt"],
    );
    check("hopital", "à l’Hôpital, l'hopital", &["Hôpital", "hopital"]);
    check("carte d'identite", "Carte d’identité", &["Carte d’identité"]);
    check(
        "numero national",
        "Numéro\n   national numero\tnational",
        &["Numéro\n   national"],
    );
    check("numero national", "numero_national", &["numero_national"]);
    check(
        "n national",
        "n° national, N. national",
        &["n° national", "N. national"],
    );
    check(
        "burn-out*",
        "Burn out, burn-outklachten",
        &["Burn out", "burn-outklachten"],
    );
    check("281.10", "fiche 281.10 of 281 10", &["281.10"]);
    check("d'", "d'Hondt", &["d'"]);
    check("soeur", "Sœur", &["Sœur"]);
    check("strasse", "STRAßE", &["STRAßE"]);
    check("m", "M. Peeters m", &["M", "m"]);
    check("patient*", "patiënten", &["patiënten"]);
    check("geb", "geb.", &["geb"]);
}

#[test]
fn every_term_that_matches_is_told() {
    let hits = sweep(&["tumor*", "*tumor", "tumor", "tumor", "tumor in"], "tumor in").terms;
    let ids: Vec<_> = hits.iter().map(|hit| (hit.term, hit.end)).collect();
    assert_eq!(ids, [(0, 5), (1, 5), (2, 5), (3, 5), (4, 8)]);
}

#[test]
fn a_pattern_that_cannot_work_is_refused_by_name() {
    #[track_caller]
    fn check(pattern: &str) {
        let error = Terms::new(["kind", pattern]).err().unwrap_or_default();
        assert!(error.contains(&format!("`{pattern}`")), "{pattern}: {error:?}");
    }
    check("");
    check("*");
    check("a*b");
    check("=Kind*");
    check("*twee woorden");
    check("[naam]");
    check("prijs €");
    check("d'*");
}

#[test]
fn runs_of_digits() {
    #[track_caller]
    fn check(text: &str, expected: &[(&str, u16)]) {
        let found = sweep(&[], text).digits;
        let counts = found.iter().map(|run| run.digits);
        let found: Vec<_> = spans(&found, text).into_iter().zip(counts).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(span, digits)| (span.to_owned(), digits))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
    check("nr. 85.07.30-951.80.", &[("85.07.30-951.80", 11)]);
    check("+32 (0)475 12 34 56", &[("32 (0)475 12 34 56", 12)]);
    check("1234567", &[]);
    check("1234   5678", &[("1234   5678", 8)]);
    check("1234    5678", &[]);
    check("1234\n5678", &[]);
    check("1234\t5678", &[]);
    check("12345678,23456789", &[("12345678", 8), ("23456789", 8)]);
    check(&"9".repeat(65), &[]);
    let row = "85073095180 ".repeat(7);
    check(&row, &[(&row[..59], 55), (&row[60..83], 22)]);
}

#[test]
fn runs_over_two_lines() {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(spans(&sweep(&[], text).wrapped, text), expected, "{text}");
    }
    check("nr 85.07.30-951\n.80 en", &["85.07.30-951\n.80"]);
    check("85.07.30-\n   951.80", &["85.07.30-\n   951.80"]);
    check("85073095180\n85073095279", &[]);
    check("8507\n\n3095180", &[]);
    check("12\n34", &[]);
    check("1234 a\n56789", &[]);
}

#[test]
fn letters_then_digits() {
    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        assert_eq!(sweep(&[], text).alnum, expected, "{text}");
    }
    check("BE68 5390, be 0403, BE-04", &[0, 11, 20]);
    check("xBE68 éBE68 «BE68", &[15]);
    check("BE6", &[]);
    check("BE  68", &[]);
}

#[test]
fn at_signs() {
    assert_eq!(sweep(&[], "a@b, c@d").ats, [1, 6]);
}

#[test]
fn machine_readable_lines() {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(spans(&sweep(&[], text).mrz, text), expected, "{text}");
    }
    let line = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    check(&format!("x\n {line} \n"), &[line]);
    check("I D B E L 0 0 0 5 9 0 4 4 4 8 < 2 0 4 5 < < < < < < < < <", &[]);
    check(
        "IDBEL 000590444<8204<<<<<<<< <<<<",
        &["IDBEL 000590444<8204<<<<<<<< <<<<"],
    );
    check("A << B << C", &[]);
    check(&"A<<".repeat(100), &[]);
}

#[test]
fn ranges_share_out_the_candidates() {
    let text = "BE68 5390 0754 7034, 85.07.30-951\n.80 of a@b.be ziek 0475 12 34 56";
    let whole = sweep(&["ziek"], text);
    let mut engine = Engine::new(Terms::new(["ziek"]).unwrap());
    for cut in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
        let (mut left, mut right) = (Sweep::default(), Sweep::default());
        engine.sweep(text, 0..cut, &mut left);
        engine.sweep(text, cut..text.len(), &mut right);
        left.digits.append(&mut right.digits);
        left.wrapped.append(&mut right.wrapped);
        left.ats.append(&mut right.ats);
        left.alnum.append(&mut right.alnum);
        left.mrz.append(&mut right.mrz);
        left.terms.append(&mut right.terms);
        assert_eq!(left, whole, "cut at {cut}");
    }
}
