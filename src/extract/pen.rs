//! Where the text of a picture (SVG) stands. Programs place every letter of a word by itself, or every part of it that
//! looks otherwise: whether two parts make one word shows in the place where the one ends and the other begins.

use std::borrow::Cow;
use std::collections::HashMap;

/// How a part of a text stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Within one word.
    Within,
    /// The next word of the line.
    Blank,
    Apart,
}

/// The size of letters where a picture does not say it, or in a way that is not looked at.
const USUAL: f64 = 12.0;
/// Words of a line stand no further apart, in sizes of their letters.
const WIDEST: f64 = 1.2;
/// Letters of a word stand no further apart, nor further into each other, where how wide they are is known.
const SLACK: f64 = 0.18;
/// How wrong the width of a text is guessed, by its width: most letters are narrower than guessed.
const TOO_NARROW: f64 = 0.06;
const TOO_WIDE: f64 = 0.25;

/// Follows the elements of text and what stands in them.
#[derive(Default)]
pub(super) struct Pen {
    /// The sizes of the elements that are open.
    sizes: Vec<f64>,
    of_classes: HashMap<String, f64>,
    transform: String,
    x: f64,
    y: f64,
    /// The places of the letters that come next.
    xs: Vec<f64>,
    before: Option<Before>,
    is_placed: bool,
    is_apart: bool,
    is_blank: bool,
}

/// Where the text before ended, and how wide it was guessed to be.
struct Before {
    x: f64,
    y: f64,
    width: f64,
}

impl Pen {
    /// The sizes that a style sheet gives to classes.
    pub fn styles(&mut self, sheet: &str) {
        for rule in sheet.split('}') {
            let Some((selectors, size)) = rule.rsplit_once('{').and_then(|(of, rule)| Some((of, size_in(rule)?)))
            else {
                continue;
            };
            let classes = selectors
                .split(',')
                .filter_map(|selector| selector.trim().strip_prefix('.'));
            self.of_classes.extend(classes.map(|class| (class.to_owned(), size)));
        }
    }

    /// An element of text begins; `is_whole` if it is the outermost.
    pub fn begin<'a>(&mut self, is_whole: bool, attribute: impl Fn(&str) -> Option<Cow<'a, str>>) {
        let of_class = || {
            let classes = attribute("class")?;
            classes
                .split_whitespace()
                .find_map(|class| self.of_classes.get(class).copied())
        };
        let own = attribute("font-size").and_then(|size| number(&size));
        let size = own
            .or_else(|| size_in(&attribute("style")?))
            .or_else(of_class)
            .filter(|&size| size > 0.0);
        let size = size.unwrap_or(self.size());
        self.sizes.push(size);
        if is_whole {
            let transform = attribute("transform").unwrap_or_default();
            self.is_apart |= transform != self.transform;
            self.transform = transform.into_owned();
            (self.x, self.y, self.is_placed) = (0.0, 0.0, true);
        }
        if let Some(xs) = attribute("x") {
            self.xs = xs.split([' ', ',', '\n']).filter_map(number).collect();
            self.x = self.xs.first().copied().unwrap_or(self.x);
            self.is_placed = true;
        }
        if let Some(y) = attribute("y").and_then(|y| number(&y)) {
            (self.y, self.is_placed) = (y, true);
        }
        for (name, at) in [("dx", &mut self.x), ("dy", &mut self.y)] {
            let by = attribute(name).map_or(0.0, |by| {
                number(&by).unwrap_or(0.0) * if by.contains("em") { size } else { 1.0 }
            });
            *at += by;
            self.is_placed |= by != 0.0;
        }
    }

    pub fn end(&mut self) {
        self.sizes.pop();
    }

    /// Whether an element of text is open.
    pub fn is_open(&self) -> bool {
        !self.sizes.is_empty()
    }

    /// Something else stands between.
    pub fn part(&mut self) {
        self.is_apart = true;
    }

    /// White space stands between.
    pub fn blank(&mut self) {
        self.is_blank |= self.is_open();
    }

    fn size(&self) -> f64 {
        self.sizes.last().copied().unwrap_or(USUAL)
    }

    /// A text is written; how it stands to the one before.
    pub fn write(&mut self, text: &str) -> Joint {
        let joint = match (self.joint(), std::mem::take(&mut self.is_blank)) {
            (Joint::Within, true) => Joint::Blank,
            (joint, _) => joint,
        };
        let size = self.size();
        let placed = self.xs.len().min(text.chars().count()).saturating_sub(1);
        if let Some(&last) = self.xs.get(placed) {
            self.x = last;
        }
        let width: f64 = text.chars().skip(placed).map(|c| width(c) * size).sum();
        self.x += width;
        self.before = Some(Before {
            x: self.x,
            y: self.y,
            width,
        });
        self.xs.clear();
        (self.is_placed, self.is_apart) = (false, false);
        joint
    }

    fn joint(&self) -> Joint {
        let Some(before) = self.before.as_ref().filter(|_| !self.is_apart) else {
            return Joint::Apart;
        };
        let size = self.size();
        let gap = self.x - before.x;
        if !self.is_placed {
            Joint::Within
        } else if (self.y - before.y).abs() > size * 0.01 || gap < -SLACK * size - TOO_WIDE * before.width {
            Joint::Apart
        } else if gap <= SLACK * size + TOO_NARROW * before.width {
            Joint::Within
        } else if gap <= WIDEST * size {
            Joint::Blank
        } else {
            Joint::Apart
        }
    }
}

/// The number at the beginning, whatever its unit.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let len = text
        .bytes()
        .take_while(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+'))
        .count();
    text[..len].parse().ok()
}

/// The size of letters in a style.
fn size_in(style: &str) -> Option<f64> {
    let (_, behind) = style.split_once("font-size")?;
    number(behind.trim_start().strip_prefix(':')?)
}

/// About how wide a letter is in most fonts without serifs, by its size.
fn width(c: char) -> f64 {
    match c {
        '0'..='9' => 0.556,
        ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '/' | '\'' | 'I' | 'i' | 'j' | 'l' | 't' | 'f' => 0.28,
        '-' | '(' | ')' | '[' | ']' | 'r' => 0.333,
        'm' | 'M' | 'W' | '@' | '%' => 0.86,
        'w' => 0.72,
        '\u{2e80}'.. => 1.0,
        c if c.is_uppercase() => 0.69,
        _ => 0.53,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements of text behind one another, each with its attributes.
    #[track_caller]
    fn check(runs: &[(&str, &str)], expected: &str) {
        let (mut pen, mut told) = (Pen::default(), String::new());
        pen.styles(".big, .x{fill:none;font-size:40px}.none{}");
        for (attributes, text) in runs {
            pen.begin(false, |name| {
                let found = attributes
                    .split(';')
                    .find_map(|one| one.strip_prefix(name)?.strip_prefix('='));
                found.map(Cow::Borrowed)
            });
            told.push_str(match pen.write(text) {
                Joint::Within => "",
                Joint::Blank => " ",
                Joint::Apart => "|",
            });
            told.push_str(text);
            pen.end();
        }
        assert_eq!(told, expected);
    }

    #[test]
    fn letters_that_stand_side_by_side_are_one_word() {
        check(&[("x=10;y=5", "8"), ("x=16.7;y=5", "5"), ("x=23.4;y=5", ".0")], "|85.0");
        check(
            &[("x=0;y=0", "Rijksr"), ("x=33.4;y=0", "e"), ("x=40;y=0", "gister")],
            "|Rijksregister",
        );
        check(&[("x=10 16.7 23.4", "An1"), ("x=30", "2"), ("", "3")], "|An123");
        check(&[("x=0;class=none big", "12"), ("x=44.5;class=big", "3")], "|123");
        check(&[("x=0;style=fill:none;font-size:40px", "12")], "|12");
    }

    #[test]
    fn words_and_lines_stand_apart() {
        check(&[("x=0;y=0", "van"), ("x=24;y=0", "Gent")], "|van Gent");
        check(&[("x=0;y=0", "Anouk"), ("x=120;y=0", "0475")], "|Anouk|0475");
        check(
            &[("x=0;y=0", "9000"), ("x=27;y=14", "12"), ("x=0;dy=1.2em", "34")],
            "|9000|12|34",
        );
        check(&[("x=0", "12"), ("dy=-4", "2")], "|12|2");
        check(&[("x=50", "12"), ("x=0", "34")], "|12|34");
        check(&[("x=0", "V"), ("dx=-1", "A"), ("dx=4", "N")], "|VA N");
    }
}
