//! How wide the spaces of a line are.

use super::layout::{Piece, SPACE};

/// So many letters that stand apart are a word, whatever stands beside them on the line.
const STRETCH: usize = 8;

/// What a space before each member of a line is wider than. Letters that stand apart ("B E 6 8", one by one) may be the
/// whole line, or a stretch of it, as a value in boxes behind its label is.
pub(super) fn of_line(text: &str, pieces: &[Piece], members: &[usize]) -> Vec<Spacing> {
    if let Some(spacing) = of_letters(text, pieces, members) {
        return vec![spacing; members.len()];
    }
    let mut spacings = Vec::with_capacity(members.len());
    let is_letter = |at: usize| pieces[at].n_glyphs == 1;
    for stretch in members.chunk_by(|&a, &b| is_letter(a) && is_letter(b)) {
        let letters = Some(stretch).filter(|stretch| stretch.len() >= STRETCH);
        let within = letters.and_then(|stretch| of_letters(text, pieces, stretch));
        // Its first letter stands behind something else.
        spacings.push(Spacing::Gap(SPACE));
        spacings.resize(
            spacings.len() + stretch.len() - 1,
            within.unwrap_or(Spacing::Gap(SPACE)),
        );
    }
    spacings
}

/// How wide a space is where the pieces are single letters.
fn of_letters(text: &str, pieces: &[Piece], members: &[usize]) -> Option<Spacing> {
    match is_scattered(pieces, members) {
        true => Some(Spacing::Scattered),
        false => apart(text, pieces, members),
    }
}

/// Whether pieces that touch were drawn in another order than they stand in: from the end, or at random.
fn is_scattered(pieces: &[Piece], members: &[usize]) -> bool {
    const TOUCHING: f32 = 0.1;
    let pairs = members.windows(2);
    let touching = pairs.clone().filter(|pair| {
        let (before, after) = (&pieces[pair[0]], &pieces[pair[1]]);
        (after.start - before.end).abs() < TOUCHING * before.em
    });
    let backward = pairs.filter(|pair| pair[0] > pair[1]);
    let n = members.len();
    n >= 5 && touching.count() * 3 >= n * 2 && backward.count() * 4 >= n
}

/// How wide a space is where the letters themselves stand apart, evenly or in boxes of one width: only what is clearly
/// wider is one. None where they do not.
fn apart(text: &str, pieces: &[Piece], members: &[usize]) -> Option<Spacing> {
    let n_glyphs: u32 = members.iter().map(|&at| pieces[at].n_glyphs).sum();
    // East Asian letters stand as far apart in a table as letter-spaced ones do in a word.
    let is_wide = |&at: &usize| text[pieces[at].text.clone()].chars().any(|c| c >= '\u{1100}');
    if members.len() < 5 || n_glyphs as usize > members.len() * 5 / 4 || members.iter().all(is_wide) {
        return None;
    }
    let pairs = members.windows(2).map(|pair| (&pieces[pair[0]], &pieces[pair[1]]));
    let pairs = || pairs.clone().filter(|(before, _)| !before.spaced);
    let gaps = pairs().map(|(before, after)| (after.start - before.end) / before.em);
    let pitches = pairs().map(|(before, after)| (after.start - before.last_start) / before.em);
    let enough = members.len() / 2;
    // The days of a week stand apart as well.
    let (widest_pitch, widest_gap) = if members.len() < STRETCH {
        (1.2, 0.4)
    } else {
        (1.6, 0.6)
    };
    match (usual(pitches.collect(), enough, 3), usual(gaps.collect(), enough, 2)) {
        (Some(pitch), _) if (0.3..widest_pitch).contains(&pitch) => Some(Spacing::Pitch(1.4 * pitch)),
        (_, Some(gap)) if (0.0..widest_gap).contains(&gap) => Some(Spacing::Gap((gap + 0.15).max(SPACE))),
        _ => None,
    }
}

/// What a space of a line is wider than, in font sizes.
#[derive(Clone, Copy)]
pub(super) enum Spacing {
    /// From the end of a piece to the start of the next.
    Gap(f32),
    /// From start to start.
    Pitch(f32),
    /// Letters drawn in any order: a space that is shown was drawn behind any of them.
    Scattered,
}

impl Spacing {
    /// Whether a space stands before a piece.
    pub(super) fn is_space(&self, before: &Piece, piece: &Piece) -> bool {
        // Around what stands a little lower or higher there is a gap that is no space.
        let em = match before.is_mark(piece) {
            true => before.em.max(piece.em),
            false => before.em.min(piece.em),
        };
        let gap = piece.start - before.end;
        let is_scattered = matches!(self, Self::Scattered);
        // Far back is another word as well, and so is what is shown over the end of one.
        before.spaced && !is_scattered
            || gap < -0.8 * em
            || before.is_under(piece)
            || match self {
                Self::Gap(space) => gap >= space * em,
                Self::Scattered => gap >= SPACE * em,
                Self::Pitch(space) => piece.start - before.last_start >= space * before.em,
            }
    }
}

/// The middle one of the distances, if there are enough of them and they are even up to a number of quarters.
fn usual(mut distances: Vec<f32>, enough: usize, quarters: usize) -> Option<f32> {
    distances.sort_by(f32::total_cmp);
    let usual = *distances.get(distances.len() / 2)?;
    let (small, large) = (
        distances.get(distances.len() / 10)?,
        distances.get(distances.len() * quarters / 4)?,
    );
    (large - small < 0.07 && distances.len() > enough).then_some(usual)
}

#[cfg(test)]
mod tests {
    use crate::extract::pdf::layout::{Glyph, Layout};

    fn glyph(text: &str, start: f32, width: f32) -> Glyph<'_> {
        Glyph {
            text,
            angle: 0,
            start,
            end: start + width,
            across: 0.0,
            em: 10.0,
            size: 10.0,
        }
    }

    /// Glyphs of one width, so far apart from start to start; then more.
    #[track_caller]
    fn check(label: &str, text: &str, pitch: f32, expected: &str) {
        let mut layout = Layout::default();
        let mut along = 0.0;
        for (part, step) in [(label, 5.0), (text, pitch)] {
            for (at, c) in part.char_indices() {
                layout.push(glyph(&part[at..at + c.len_utf8()], along, 5.0));
                along += step;
            }
            along += 5.0;
        }
        assert_eq!(layout.lines(), [expected]);
    }

    #[test]
    fn letters_that_stand_apart_are_one_word() {
        check("", "BE685", 8.0, "BE685");
        check("", "BE68539007547034", 14.0, "BE68539007547034");
        check("", "MDWDVZZ", 14.0, "M D W D V Z Z");
    }

    #[test]
    fn letters_that_stand_apart_behind_a_label_are_one_word() {
        check("nummer:", "85073095180", 6.5, "nummer: 85073095180");
        check("nummer:", "85073095180", 14.0, "nummer: 85073095180");
        check("keuze uit", "12345", 8.0, "keuze uit 1 2 3 4 5");
    }

    #[test]
    fn letters_in_boxes_of_one_width_are_one_word() {
        let mut layout = Layout::default();
        for (text, start, width) in [
            ("8", 0.0, 5.0),
            ("5", 9.0, 5.0),
            (".", 18.0, 2.0),
            ("0", 27.0, 5.0),
            ("7", 36.0, 5.0),
            ("x", 54.0, 5.0),
        ] {
            layout.push(glyph(text, start, width));
        }
        assert_eq!(layout.lines(), ["85.07 x"]);
    }

    #[test]
    fn a_gap_around_a_lowered_digit_is_no_space() {
        let water = |gap: f32| {
            let mut layout = Layout::default();
            for (text, start, size, across) in [
                ("H", 0.0, 10.0, 0.0),
                ("2", 5.0 + gap, 6.0, -2.0),
                ("O", 8.0 + 2.0 * gap, 10.0, 0.0),
            ] {
                layout.push(Glyph {
                    across,
                    size,
                    em: size,
                    ..glyph(text, start, size / 2.0)
                });
            }
            layout.lines()
        };
        assert_eq!(water(0.0), ["H2O"]);
        assert_eq!(water(1.0), ["H2O"]);
        assert_eq!(water(2.0), ["H 2 O"]);
    }

    #[test]
    fn a_small_raised_digit_is_none_of_a_number() {
        #[track_caller]
        fn check(glyphs: &[(&str, f32, f32)], expected: &str) {
            let mut layout = Layout::default();
            for (&(text, size, across), at) in glyphs.iter().zip(0_u8..) {
                layout.push(Glyph {
                    across,
                    size,
                    em: size,
                    ..glyph(text, 5.0 * f32::from(at), 5.0)
                });
            }
            assert_eq!(layout.lines(), [expected]);
        }
        let (eight, five) = (("8", 10.0, 0.0), ("5", 10.0, 0.0));
        check(&[eight, five, ("2", 6.0, 3.0)], "85 2");
        check(&[("1", 6.0, 3.0), eight, five], "1 85");
        // On the line, and behind a letter.
        check(&[eight, five, ("2", 6.0, 0.0)], "852");
        check(&[("c", 10.0, 0.0), ("m", 10.0, 0.0), ("2", 6.0, 3.0)], "cm2");
    }

    #[test]
    fn letters_drawn_in_any_order_make_the_words_that_they_stand_in() {
        let width = |c: char| match c {
            'i' | 'l' | ' ' => 2.2,
            'm' => 8.3,
            _ => 5.5,
        };
        let text = "kamer 12 willem 850730";
        let mut along = 0.0;
        let glyphs: Vec<_> = text
            .char_indices()
            .map(|(at, c)| {
                along += width(c);
                glyph(&text[at..at + c.len_utf8()], along - width(c), width(c))
            })
            .collect();
        let check = |order: &[usize]| {
            let mut layout = Layout::default();
            order.iter().for_each(|&at| layout.push(glyphs[at]));
            assert_eq!(layout.lines(), [text], "{order:?}");
        };
        let n = glyphs.len();
        check(&(0..n).rev().collect::<Vec<_>>());
        for step in [3, 5, 7, 13] {
            check(&(0..n).map(|at| at * step % n).collect::<Vec<_>>());
        }
    }
}
