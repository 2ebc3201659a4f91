//! The rules that can find something in a window: most of those that need a keyword have none in it, and then cost
//! nothing.

use super::Detector;
use super::digit_rules::Lengths;
use super::digits::MOST_DIGITS;
use super::lexicon::Lists;
use super::neighbours::Signs;

/// Rules that can find something.
pub struct Active {
    /// By rule.
    rules: Vec<bool>,
    /// By number of digits: those that numbers without separators may be of.
    bare: [Vec<u16>; MOST_DIGITS + 1],
    /// Of the numbers that any of them looks for.
    pub lengths: Lengths,
    /// Signs that such numbers may stand between.
    pub signs: Signs,
    /// A bit per shape of [`super::shapes::Shapes`].
    pub shapes: u64,
}

impl Active {
    /// The rules that do not need a keyword, or have one among these lists; if it is near is asked where it is found.
    /// Where there are cells, keys or labels, numbers may have lost their zeros.
    pub fn new(detector: &Detector, context: Lists, structured: bool) -> Self {
        let can_find = |(at, rule): (usize, &super::Rule)| {
            !rule.file.find.keyword_only
                || (rule.keywords | rule.labels) & context != 0
                || detector.foreign.may_name(at, context)
        };
        let rules: Vec<bool> = detector.rules.iter().enumerate().map(can_find).collect();
        let (mut lengths, mut signs) = (Lengths::default(), Signs::default());
        for (rule_at, rule) in (0..).zip(&detector.rules).filter(|(at, _)| rules[usize::from(*at)]) {
            let of_rule = detector.digits.lengths(rule_at);
            lengths = lengths.with(of_rule);
            if of_rule.wanted != 0 {
                signs = signs.with(rule.signs);
            }
        }
        let bare = |n_digits| {
            let bare = detector.digits.bare(n_digits, structured);
            bare.filter(|&rule| rules[usize::from(rule)]).collect()
        };
        Self {
            bare: std::array::from_fn(bare),
            lengths,
            signs,
            shapes: detector.shapes.of_rules(|rule| rules[usize::from(rule)]),
            rules,
        }
    }

    pub fn has(&self, rule: u16) -> bool {
        self.rules[usize::from(rule)]
    }

    /// The rules that a number of so many digits without separators may be of.
    pub fn bare(&self, n_digits: usize) -> &[u16] {
        self.bare.get(n_digits).map_or(&[], Vec::as_slice)
    }
}
