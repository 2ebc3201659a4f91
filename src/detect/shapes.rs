//! Which shapes of letters and digits may begin with some bytes: a look-up per byte instead of a try per shape.

use super::rule::Rule;
use super::shape::Shape;

/// Bytes that are looked up.
const DEPTH: usize = 4;
/// A bit per shape; the last one stands for all that have none of their own.
const LAST_BIT: usize = 63;

/// All shapes of all rules.
pub struct Shapes {
    /// Rule, and which of its shapes, in order.
    list: Vec<(u16, u16)>,
    /// By place and byte: the shapes that may have the byte there.
    may_have: [Box<[u64; 256]>; DEPTH],
}

impl Shapes {
    pub fn new(rules: &[Rule]) -> Self {
        let mut all = Self {
            list: Vec::new(),
            may_have: std::array::from_fn(|_| Box::new([0; 256])),
        };
        for (rule_at, rule) in (0..).zip(rules) {
            for (shape_at, shape) in (0..).zip(&rule.shapes) {
                let bit = 1 << all.list.len().min(LAST_BIT);
                all.list.push((rule_at, shape_at));
                all.add(shape, bit);
            }
        }
        all
    }

    fn add(&mut self, shape: &Shape, bit: u64) {
        for (place, may_have) in self.may_have.iter_mut().enumerate() {
            for byte in 0..=u8::MAX {
                if shape.may_have(place, byte) {
                    may_have[usize::from(byte)] |= bit;
                }
            }
        }
    }

    /// The bits of the shapes of some rules.
    pub fn of_rules(&self, is_one: impl Fn(u16) -> bool) -> u64 {
        let of_rules = (0..).zip(&self.list).filter(|(_, (rule, _))| is_one(*rule));
        of_rules.fold(0, |bits, (at, _): (usize, _)| bits | 1 << at.min(LAST_BIT))
    }

    /// The shapes, of those whose bit is set, that may begin with these bytes: rule, and which of its shapes.
    pub fn at(&self, bytes: &[u8], bits: u64) -> impl Iterator<Item = (u16, u16)> {
        let places = self.may_have.iter().zip(bytes);
        let bits = places.fold(bits, |bits, (may_have, byte)| bits & may_have[usize::from(*byte)]);
        let ones = crate::masks::ones(bits);
        ones.flat_map(|bit| {
            let end = if bit == LAST_BIT { self.list.len() } else { bit + 1 };
            self.list[bit..end].iter().copied()
        })
    }
}
