//! Tables: every kind of term and every kind of candidate.

mod reference;

use std::sync::{LazyLock, Mutex};

use proptest::prelude::*;

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
    check("kaart a*");
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
fn letters_that_a_label_is_glued_to() {
    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        assert_eq!(sweep(&[], text).glued, expected, "{text}");
    }
    check("IBANBE68 5390, xBE68 BE68 1BE68 éBE68", &[4, 16]);
    check("IBANB6, IBANBE6, IBANBE 68", &[]);
}

#[test]
fn letters_then_digits() {
    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        assert_eq!(sweep(&[], text).alnum, expected, "{text}");
    }
    check("BE68 5390, be 0403, BE-04", &[0, 11, 20]);
    check("1-ABC-\n123, 1-ABC\n123", &[0]);
    check("xBE68 éBE68 «BE68", &[15]);
    check("BE6", &[]);
    check("BE  68", &[]);
    check("1-ABC-123, ABC123, 123-ABC; 1234-ABC", &[0, 2, 11, 19]);
    check("X2482300W, 54362315-K, 6433435OA, 12345678 stuks", &[0, 11, 23]);
    check("131052-308T, 131052A308T, 210611-562", &[0, 13]);
    check("253072A07300443, 2 53 07 2A 073", &[0, 17]);
    check("RCCMNL83S18D969H, RCC MNL 83S18 D969H", &[0, 18]);
    check("i32 0x1f2e x86_64 v2.10.3 u128", &[]);
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
    for cut in 0..=text.len() {
        assert_eq!(in_ranges(&mut engine, text, &[cut]), whole, "cut at {cut}");
    }
}

/// Texts that are mostly what the engine looks for, with characters of all lengths between.
fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => "[0-9]{1,12}",
        6 => "[ ./()\n-]{1,4}",
        3 => "(BE|be|NL|x|é|«)[0-9 .-]{1,6}",
        3 => "[A-Z]{1,6}[ -]?[0-9]{1,8}[ -]?[A-Z]{0,3}[0-9]{0,6}",
        6 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        2 => "[A-Z0-9< ]{20,80}<<[A-Z0-9< ]{0,20}<<",
        2 => "\\PC{1,6}",
        1 => "[\u{300}-\u{303}œßﬃ℀½İ°º…€’\u{ad}\u{200b}\t@_]{1,3}",
        1 => "[0-9 ]{60,300}",
        1 => "[a-zé]{100,200}",
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

const PATTERNS: [&str; 22] = [
    "kind",
    "kind*",
    "*kind",
    "*in*",
    "=PS",
    "=N-VA",
    "=DéFI",
    "hopital",
    "carte d'identite",
    "numero national",
    "n national",
    "burn-out*",
    "281.10",
    "d'",
    "m",
    "cv*",
    "a",
    "be",
    "soeur*",
    "strasse",
    "multiple sclerose*",
    "kind",
];

const WORDS: [&str; 24] = [
    "kind",
    "KIND",
    "kinderen",
    "eenkind",
    "PS",
    "ps",
    "N-VA",
    "DéFI",
    "l’hôpital",
    "carte d’identité",
    "numéro\n national",
    "n° national",
    "burn-out",
    "burn out",
    "281.10",
    "d'Hondt",
    "M.",
    "cv's",
    "a",
    "SŒURS",
    "Straße",
    "multiple\u{ad}  sclérose",
    " ",
    "\n    ",
];

/// Shared, as compiling the terms takes longer than a case.
static ENGINE: LazyLock<Mutex<Engine>> = LazyLock::new(|| Mutex::new(Engine::new(Terms::new(PATTERNS).unwrap())));

fn appended(mut left: Sweep, right: Sweep) -> Sweep {
    left.digits.extend(right.digits);
    left.wrapped.extend(right.wrapped);
    left.ats.extend(right.ats);
    left.alnum.extend(right.alnum);
    left.glued.extend(right.glued);
    left.mrz.extend(right.mrz);
    left.terms.extend(right.terms);
    left
}

/// The candidates of `text`, swept in ranges that end at about `cuts`.
fn in_ranges(engine: &mut Engine, text: &str, cuts: &[usize]) -> Sweep {
    let mut cuts: Vec<_> = cuts
        .iter()
        .map(|&at| text.floor_char_boundary(at % (text.len() + 1)))
        .collect();
    cuts.push(text.len());
    cuts.sort_unstable();
    let (mut all, mut from) = (Sweep::default(), 0);
    for to in cuts {
        let mut part = Sweep::default();
        engine.sweep(text, from..to, &mut part);
        all = appended(all, part);
        from = to;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn the_fast_sweep_finds_what_the_plain_one_finds(text in any_text(), cuts in prop::collection::vec(any::<usize>(), 0..4)) {
        let mut engine = ENGINE.lock().unwrap();
        let expected = reference::sweep(&engine.terms, &text, 0..text.len());
        prop_assert_eq!(&in_ranges(&mut engine, &text, &[]), &expected);
        prop_assert_eq!(&in_ranges(&mut engine, &text, &cuts), &expected);
    }

    #[test]
    fn what_a_hit_spans_folds_to_its_term(text in any_text()) {
        let mut out = Sweep::default();
        ENGINE.lock().unwrap().sweep(&text, 0..text.len(), &mut out);
        for hit in out.terms {
            let span = &text[hit.start as usize..hit.end as usize];
            let pattern = PATTERNS[hit.term as usize].replace(['=', '*'], "");
            let plain = |text: &str| fold::fold(text).replace(['.', '-', '_', ' ', '\n'], "");
            prop_assert!(plain(span).contains(&plain(&pattern)), "{:?} at {:?}", pattern, span);
        }
    }
}

#[test]
fn blocks_share_out_the_candidates_of_a_long_text() {
    let line =
        "De zieke à l’hôpital: numéro\nnational 85.07.30-951\n.80, BE68 5390 0754 7034 <a@b.be> œuvre kinderen\n";
    let text = line.repeat(4 * BLOCK / line.len());
    let mut engine = ENGINE.lock().unwrap();
    let expected = reference::sweep(&engine.terms, &text, 0..text.len());
    assert_eq!(in_ranges(&mut engine, &text, &[]), expected);
    assert_eq!(
        in_ranges(&mut engine, &text, &[BLOCK + 1, 2 * BLOCK + 70, 3 * BLOCK - 5]),
        expected
    );
}

#[test]
fn a_window_of_nothing_but_digits_takes_no_longer_than_others() {
    for row in [
        "1",
        "12 ",
        "12345678901 ",
        "1\n",
        "1 \n  ",
        "BE12 ",
        "A<<",
        "@",
        "kind ",
        "kind",
        "\u{301}",
    ] {
        let text = row.repeat((1 << 20) / row.len());
        let started = std::time::Instant::now();
        sweep(&PATTERNS, &text);
        assert!(started.elapsed().as_secs() < 20, "{row:?}");
    }
}
