//! Words that a hyphen divides, in lines and their columns.

use crate::extract::pdf::layout::tests::check;

/// Words of six points a letter, from a place on.
fn text(words: &'static str, start: f32, across: f32) -> Vec<(&'static str, f32, f32)> {
    let letters = words.char_indices();
    letters
        .map(|(at, c)| (&words[at..at + c.len_utf8()], start + 5.0 * at as f32, across))
        .collect()
}

#[track_caller]
fn check_rows(parts: &[(&'static str, f32, f32)], expected: &[&str]) {
    let glyphs: Vec<_> = parts.iter().flat_map(|&(words, x, y)| text(words, x, y)).collect();
    check(&glyphs, expected);
}

#[test]
fn a_divided_word_goes_on_in_its_own_column() {
    check_rows(
        &[
            ("na een lange zie-", 0.0, 0.0),
            ("het loon van de uit-", 160.0, 0.0),
            ("kenhuisopname wordt", 0.0, -12.0),
            ("zendkracht is betaald", 160.0, -12.0),
        ],
        &[
            "na een lange ziekenhuisopname het loon van de uitzendkracht",
            "wordt is betaald",
        ],
    );
    check_rows(
        &[
            ("An Peeters-", 0.0, 0.0),
            ("nr 72.11.05-", 160.0, 0.0),
            ("Maes woont", 0.0, -12.0),
            ("962.89 in het", 160.0, -12.0),
        ],
        &["An Peeters-Maes nr 72.11.05-962.89", "woont in het"],
    );
    // The right column ends here: nothing goes on below it.
    check_rows(
        &[
            ("de linker tekst", 0.0, 0.0),
            ("en dan zegt", 160.0, 0.0),
            ("gaat verder en", 0.0, -12.0),
            ("nu de rech-", 160.0, -12.0),
            ("loopt door", 0.0, -24.0),
        ],
        &[
            "de linker tekst en dan zegt",
            "gaat verder en nu de rech-",
            "loopt door",
        ],
    );
    // A label, whose text goes on at the margin.
    check_rows(
        &[
            ("Onderwerp", 0.0, 0.0),
            ("de tegemoet-", 60.0, 0.0),
            ("koming", 0.0, -12.0),
        ],
        &["Onderwerp de tegemoetkoming"],
    );
}

#[test]
fn columns_a_little_higher_or_lower_than_each_other_keep_their_words() {
    for off in [-4.0, -3.0, 2.6, 3.0, 4.0] {
        check_rows(
            &[
                ("na een lange zie-", 0.0, 0.0),
                ("dossier 72.11.05-", 160.0, off),
                ("kenhuisopname wordt", 0.0, -12.0),
                ("962.89 in de ge-", 160.0, off - 12.0),
                ("de rest betaald", 0.0, -24.0),
                ("meente", 160.0, off - 24.0),
            ],
            &[
                "na een lange ziekenhuisopname",
                "dossier 72.11.05-962.89",
                "wordt",
                "in de gemeente",
                "de rest betaald",
            ],
        );
    }
    // What stands below is no column of its own; the cells of a table are no halves of words.
    check_rows(
        &[("de rech-", 0.0, 0.0), ("noot", 160.0, -6.0), ("ter", 30.0, -12.0)],
        &["de rech-", "noot", "ter"],
    );
    check_rows(
        &[
            ("O-", 0.0, 0.0),
            ("Bo Maes", 160.0, -3.0),
            ("A-", 0.0, -12.0),
            ("125,00-", 160.0, -15.0),
        ],
        &["O-", "Bo Maes", "A-", "125,00-"],
    );
}

#[test]
fn a_line_of_one_column_goes_on_below_and_in_the_next_one() {
    check_rows(
        &[("de werk-", 10.0, 0.0), ("nemer is", 0.0, -12.0)],
        &["de werknemer", "is"],
    );
    check_rows(
        &[("1.", 0.0, 0.0), ("de werk-", 30.0, 0.0), ("nemer is weg", 0.0, -12.0)],
        &["1. de werknemer", "is weg"],
    );
    // From the foot of a column to the head of the next one, and not to what stands beside it.
    check_rows(
        &[("de werk-", 0.0, -90.0), ("nemer is", 160.0, 0.0)],
        &["de werknemer", "is"],
    );
    check_rows(
        &[("de werk-", 0.0, 0.0), ("nemer is", 160.0, -5.0)],
        &["de werk-", "nemer is"],
    );
}

#[test]
fn years_of_a_table_are_no_divided_word() {
    check_rows(
        &[
            ("2015-", 0.0, 0.0),
            ("arts te Gent", 90.0, 0.0),
            ("2010-2015", 0.0, -12.0),
            ("arts te Luik", 90.0, -12.0),
        ],
        &["2015- arts te Gent", "2010-2015 arts te Luik"],
    );
    check_rows(
        &[
            ("03.04.1985-", 0.0, 0.0),
            ("An Peeters", 90.0, 0.0),
            ("125,00-", 180.0, 0.0),
            ("O-", 250.0, 0.0),
            ("07.08.1990-", 0.0, -12.0),
            ("Bo Maes", 90.0, -12.0),
            ("85,50", 180.0, -12.0),
            ("A-", 250.0, -12.0),
        ],
        &["03.04.1985- An Peeters 125,00- O-", "07.08.1990- Bo Maes 85,50 A-"],
    );
    check_rows(
        &[
            ("Klant KBC-", 0.0, 0.0),
            ("Hiv-", 160.0, 0.0),
            ("BE68 5390 0754 7034", 0.0, -12.0),
            ("positief", 160.0, -12.0),
        ],
        &["Klant KBC- Hiv-", "BE68 5390 0754 7034 positief"],
    );
    check_rows(
        &[
            ("vul in -0-", 0.0, 0.0),
            ("41", 160.0, 0.0),
            ("Tax volgens", 0.0, -12.0),
            ("42", 160.0, -12.0),
        ],
        &["vul in -0- 41", "Tax volgens 42"],
    );
    check_rows(
        &[("[1]", 0.0, 0.0), ("voor.be/2008-", 30.0, 0.0), ("02/x", 30.0, -12.0)],
        &["[1] voor.be/2008-02/x"],
    );
    // Words of one line, whatever stands below.
    check_rows(
        &[("in- en uitvoer", 0.0, 0.0), ("aangifte", 0.0, -12.0)],
        &["in- en uitvoer", "aangifte"],
    );
}
