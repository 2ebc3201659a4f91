//! Accents set as glyphs of their own, over or under a letter: the two are one character.

use unicode_normalization::char::compose;

use super::layout::Glyph;

/// How far an accent is raised over a capital, in font sizes.
const RAISED: f32 = 0.45;
/// The middle of an accent stands so far inside of its letter, in widths of the letter.
const INSIDE: f32 = 0.1;

/// As they are set with the letters of the older fonts of TeX, and by hand; the mark that composes with a letter.
static ACCENTS: &[(&str, char)] = &[
    ("`", '\u{300}'),
    ("\u{300}", '\u{300}'),
    ("´", '\u{301}'),
    ("\u{301}", '\u{301}'),
    ("^", '\u{302}'),
    ("ˆ", '\u{302}'),
    ("\u{302}", '\u{302}'),
    ("~", '\u{303}'),
    ("˜", '\u{303}'),
    ("\u{303}", '\u{303}'),
    ("¯", '\u{304}'),
    ("ˉ", '\u{304}'),
    ("˘", '\u{306}'),
    ("˙", '\u{307}'),
    ("¨", '\u{308}'),
    ("\u{308}", '\u{308}'),
    ("˚", '\u{30a}'),
    ("˝", '\u{30b}'),
    ("ˇ", '\u{30c}'),
    ("¸", '\u{327}'),
    ("\u{327}", '\u{327}'),
    ("˛", '\u{328}'),
];

/// An accent that waits for its letter.
#[derive(Debug)]
pub(super) struct Accent {
    pub(super) glyph: Glyph<'static>,
    mark: char,
}

impl Accent {
    pub(super) fn read(glyph: &Glyph<'_>) -> Option<Self> {
        // Nearly all glyphs are none.
        if glyph
            .text
            .bytes()
            .next()
            .is_none_or(|byte| byte.is_ascii_alphanumeric())
        {
            return None;
        }
        let &(text, mark) = ACCENTS.iter().find(|(accent, _)| *accent == glyph.text)?;
        Some(Self {
            glyph: Glyph { text, ..*glyph },
            mark,
        })
    }

    /// The letter with the accent, if that is where it stands.
    pub(super) fn over(&self, letter: &Glyph<'_>) -> Option<char> {
        let mut chars = letter.text.chars();
        let (Some(base), None) = (chars.next(), chars.next()) else {
            return None;
        };
        let base = match base {
            'ı' => 'i',
            'ȷ' => 'j',
            base => base,
        };
        let accent = &self.glyph;
        let (middle, room) = (
            f32::midpoint(accent.start, accent.end),
            INSIDE * (letter.end - letter.start),
        );
        let stands_there = accent.angle == letter.angle
            && (letter.start + room < middle && middle < letter.end - room)
            && (accent.across - letter.across).abs() < RAISED * letter.size
            && (0.7..1.4).contains(&(accent.size / letter.size));
        compose(base, self.mark).filter(|_| stands_there)
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::pdf::layout::{Glyph, Layout};

    fn glyph(text: &str, start: f32, end: f32, across: f32) -> Glyph<'_> {
        Glyph {
            text,
            angle: 0,
            start,
            end,
            across,
            em: 10.0,
            size: 10.0,
        }
    }

    #[track_caller]
    fn check(glyphs: &[(&str, f32, f32, f32)], expected: &[&str]) {
        let mut layout = Layout::default();
        for &(text, start, end, across) in glyphs {
            layout.push(glyph(text, start, end, across));
        }
        assert_eq!(layout.lines(), expected);
    }

    #[test]
    fn an_accent_and_its_letter_are_one_character() {
        check(
            &[
                ("C", 0.0, 7.0, 0.0),
                ("´", 7.0, 12.0, 0.0),
                ("e", 7.0, 11.4, 0.0),
                ("l", 11.4, 14.0, 0.0),
            ],
            &["Cél"],
        );
        // Raised over a capital; and over the narrow i, which then has no dot.
        check(&[("´", 1.0, 6.0, 2.5), ("E", 0.0, 6.8, 0.0)], &["É"]);
        check(&[("¨", -1.1, 3.9, 0.0), ("ı", 0.0, 2.8, 0.0)], &["ï"]);
        // Behind its letter.
        check(
            &[("c", 0.0, 4.4, 0.0), ("¸", 0.0, 4.4, 0.0), ("o", 4.4, 9.4, 0.0)],
            &["ço"],
        );
    }

    #[test]
    fn an_accent_with_a_place_of_its_own_is_a_sign() {
        check(
            &[("/", 0.0, 5.0, 0.0), ("~", 5.0, 10.0, 0.0), ("e", 10.0, 15.0, 0.0)],
            &["/~e"],
        );
        check(&[("n", 0.0, 5.0, 0.0), ("^", 5.0, 10.0, 0.0)], &["n^"]);
        // Of the line above.
        check(&[("n", 0.0, 5.0, 0.0), ("~", 0.0, 5.0, 12.0)], &["n", "~"]);
    }
}
