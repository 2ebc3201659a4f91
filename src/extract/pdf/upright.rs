//! Words that are set upright, a letter below the other: each letter is a line of its own.

use super::layout::{Line, Piece};

/// Fewer letters in a column may be anything.
const FEWEST: usize = 5;
/// From letter to letter, in sizes of the letters.
const STEP: std::ops::Range<f32> = 0.7..1.8;
/// How much steps differ, and how far the middles of letters stand apart, in sizes.
const EVEN: f32 = 0.05;
const ASIDE: f32 = 0.3;
/// Another line is on the same height within this.
const BESIDE: f32 = 0.5;

/// How many lines stand together from each on: the letters of a word, or one line.
pub(super) fn words(lines: &[Line], pieces: &[Piece], text: &str) -> Vec<usize> {
    let mut lens = Vec::new();
    let mut heights: Option<Vec<(i16, f32)>> = None;
    let mut at = 0;
    while at < lines.len() {
        let len = run(&lines[at..], pieces);
        let letters = &lines[at..at + len];
        // The rows of a table stand beside others.
        let mut stand_alone = || {
            let heights = heights.get_or_insert_with(|| heights_of(lines));
            letters.iter().filter(|line| is_beside_another(line, heights)).count() * 2 <= len
        };
        match len >= FEWEST && is_word(letters, pieces, text) && stand_alone() {
            true => lens.push(len),
            // No word begins within what is none.
            false => lens.resize(lens.len() + len, 1),
        }
        at += len;
    }
    lens
}

/// How many of the first lines are single letters, evenly one below the other.
fn run(lines: &[Line], pieces: &[Piece]) -> usize {
    let letter = |line: &Line| match line.members[..] {
        [only] if pieces[only].n_glyphs == 1 => Some(&pieces[only]),
        _ => None,
    };
    let Some(first) = lines.first().and_then(letter) else {
        return 1;
    };
    let mut step = None;
    let pairs = lines.windows(2).take_while(|pair| {
        let (Some(before), Some(next)) = (letter(&pair[0]), letter(&pair[1])) else {
            return false;
        };
        let down = before.across - next.across;
        let middle = |piece: &Piece| (piece.start + piece.first_end) / 2.0;
        let is_below = next.angle == first.angle
            && (next.size - first.size).abs() < EVEN * first.size
            && STEP.contains(&(down / first.size))
            && ((middle(next) - middle(first)).abs() < ASIDE * first.em
                || (next.start - first.start).abs() < ASIDE * first.em);
        is_below && (*step.get_or_insert(down) - down).abs() < EVEN * first.size
    });
    1 + pairs.count()
}

/// Numbers of rows and bullets stand so as well: a word holds something else than digits, and not one sign alone.
fn is_word(letters: &[Line], pieces: &[Piece], text: &str) -> bool {
    let word: String = letters
        .iter()
        .map(|line| &text[pieces[line.members[0]].text.clone()])
        .collect();
    let first = word.chars().next();
    word.chars().any(char::is_alphanumeric)
        && !word.chars().all(|c| c.is_ascii_digit())
        && word.chars().any(|c| Some(c) != first)
}

fn heights_of(lines: &[Line]) -> Vec<(i16, f32)> {
    let mut heights: Vec<_> = lines.iter().map(|line| (line.angle, line.across)).collect();
    heights.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    heights
}

fn is_beside_another(line: &Line, heights: &[(i16, f32)]) -> bool {
    let near = BESIDE * line.size;
    let from = |across: f32| heights.partition_point(|&(angle, at)| (angle, at) < (line.angle, across));
    from(line.across + near) - from(line.across - near) > 1
}

#[cfg(test)]
mod tests {
    use crate::extract::pdf::layout::tests::check;

    /// One below the other, from a height on.
    fn column(letters: &str, start: f32, step: f32) -> Vec<(&str, f32, f32)> {
        let letters = letters.split("").filter(|letter| !letter.is_empty());
        (0_u8..)
            .zip(letters)
            .map(|(n, letter)| (letter, start, -step * f32::from(n)))
            .collect()
    }

    #[test]
    fn letters_below_one_another_are_a_word() {
        check(&column("PEETERS", 0.0, 12.0), &["PEETERS"]);
        check(&column("85.07.30-951.80", 0.0, 10.0), &["85.07.30-951.80"]);
        let centred = [
            ("M", 0.0, 0.0),
            ("i", 1.5, -12.0),
            ("l", 2.0, -24.0),
            ("a", 1.0, -36.0),
            ("n", 0.0, -48.0),
        ];
        check(&centred, &["Milan"]);
    }

    #[test]
    fn columns_of_a_table_are_no_words() {
        check(&column("12345", 0.0, 12.0), &["1", "2", "3", "4", "5"]);
        check(&column("-----", 0.0, 12.0), &["-", "-", "-", "-", "-"]);
        check(&column("abcd", 0.0, 12.0), &["a", "b", "c", "d"]);
        check(&column("abcde", 0.0, 25.0), &["a", "b", "c", "d", "e"]);
        let uneven = [
            ("a", 0.0, 0.0),
            ("b", 0.0, -12.0),
            ("c", 0.0, -26.0),
            ("d", 0.0, -38.0),
            ("e", 0.0, -50.0),
        ];
        check(&uneven, &["a", "b", "c", "d", "e"]);
        let two = [column("abcde", 0.0, 12.0), column("fghij", 90.0, 12.0)].concat();
        check(&two, &["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]);
    }
}
