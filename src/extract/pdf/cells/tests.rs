//! Cells laid out letter by letter.

use super::super::layout::{Glyph, Layout};

/// Letters of 5 points on lines of 12, cell by cell: where it begins, how far down, its lines.
#[track_caller]
fn check(cells: &[(f32, f32, &[&str])], expected: &[&str]) {
    let mut layout = Layout::default();
    for &(start, down, lines) in cells {
        for (n, line) in lines.iter().enumerate() {
            for (at, c) in line.char_indices() {
                let start = start + 5.0 * at as f32;
                layout.push(Glyph {
                    text: c.encode_utf8(&mut [0; 4]),
                    angle: 0,
                    start,
                    end: start + 5.0,
                    across: -down - 12.0 * n as f32,
                    em: 10.0,
                    size: 10.0,
                });
            }
        }
    }
    assert_eq!(layout.lines(), expected);
}

#[test]
fn words_broken_in_narrow_cells_are_whole() {
    check(
        &[
            (0.0, 0.0, &["Rem", "y"]),
            (25.0, 0.0, &["85.0", "7.30", "-", "951.", "80"]),
            (57.0, 0.0, &["Kerk", "stra", "at 7"]),
            (0.0, 60.0, &["Cla", "es"]),
            (25.0, 60.0, &["85.0", "8.21", "-", "951.", "33"]),
            (57.0, 60.0, &["Laan", "9"]),
        ],
        &["Remy 85.07.30-951.80 Kerkstraat 7", "Claes 85.08.21-951.33 Laan 9"],
    );
}

#[test]
fn words_below_one_another_stay_words() {
    check(
        &[
            (0.0, 0.0, &["Jan", "Claes"]),
            (35.0, 0.0, &["Gent"]),
            (0.0, 30.0, &["Frans", "Remy"]),
            (35.0, 30.0, &["Aalst"]),
            (0.0, 60.0, &["An", "Maes"]),
            (35.0, 60.0, &["Geel"]),
        ],
        &["Jan Claes Gent", "Frans Remy Aalst", "An Maes Geel"],
    );
}

#[test]
fn the_last_column_is_a_cell_too() {
    check(
        &[
            (0.0, 0.0, &["Jan"]),
            (25.0, 0.0, &["jan.maes@exam", "ple.be"]),
            (0.0, 40.0, &["An"]),
            (25.0, 40.0, &["an.claes@exam", "ple.be"]),
            (0.0, 80.0, &["Els"]),
            (25.0, 80.0, &["els.remy@voor", "beeld.be"]),
        ],
        &[
            "Jan jan.maes@example.be",
            "An an.claes@example.be",
            "Els els.remy@voorbeeld.be",
        ],
    );
}

#[test]
fn lists_that_are_shown_column_by_column_stay_lists() {
    check(
        &[
            (0.0, 0.0, &["470123456", "470123457", "470123458"]),
            (60.0, 0.0, &["Datum", "12/03/24", "13/03/24", "14/03/24"]),
        ],
        &[
            "470123456",
            "470123457",
            "470123458",
            "Datum",
            "12/03/24",
            "13/03/24",
            "14/03/24",
        ],
    );
}

#[test]
fn numbers_on_several_lines_of_a_cell_are_whole() {
    check(
        &[
            (0.0, 0.0, &["85.07.30-", "951.80"]),
            (60.0, 0.0, &["BE68 5390", "0754 7034"]),
            (130.0, 0.0, &["35"]),
            (0.0, 40.0, &["93.05.18-", "950.05"]),
            (60.0, 40.0, &["BE71 0961", "2345 6769"]),
            (130.0, 40.0, &["36"]),
        ],
        &[
            "85.07.30-951.80 BE68 5390 0754 7034 35",
            "93.05.18-950.05 BE71 0961 2345 6769 36",
        ],
    );
    // Two amounts of one row are two.
    check(
        &[
            (0.0, 0.0, &["1200", "3400"]),
            (60.0, 0.0, &["x"]),
            (0.0, 40.0, &["1300", "3500"]),
            (60.0, 40.0, &["y"]),
        ],
        &["1200", "3400", "x", "1300", "3500", "y"],
    );
}
