//! Where shapes of letters and digits may begin: account numbers, passports, plates, identifiers with letters in them.
//!
//! `@` is a letter, `#` a digit, `*` either, `_` a separator of a run of digits, `~` perhaps one, `$` a line end, `!` no letter.
//!
//! | shape | of |
//! |---|---|
//! | `@@~##` | accounts, references, passports |
//! | `@@@~###`, `*~@@@~###`, `*~@@@_$###`, `###~@@@!` | plates |
//! | `@~#######`, `#######~@!`, `#######~@@!`, `########~@!`, `########~@@!` | numbers with a letter before or behind |
//! | `######@###`, `######_###*` | a date with a sign of its century, and a serial |
//! | `######*######`, `#_##_##_#` | numbers of fifteen, in which one place may be a letter |
//! | `@@@@@@##@#`, `@@@_@@@_##@` | codes made of a name and a date |

use super::masks::{before, with_next};

/// The bytes of the chunk `at` where one of the shapes begins, with no ASCII letter or digit before it.
#[inline(always)]
pub(super) fn starts([letters, digits, separators, line_ends]: [&[u64]; 4], at: usize) -> u64 {
    let inside = before(letters, at, 1) | before(digits, at, 1);
    let (l, d, s) = (with_next(letters, at), with_next(digits, at), with_next(separators, at));
    let line_end = with_next(line_ends, at);
    let then = |what: u128, n: u32| what >> n | (s >> n & what >> (n + 1));
    let (l2, d2) = (l & l >> 1, d & d >> 1);
    let (l3, d3) = (l2 & l >> 2, d2 & d >> 2);
    let (l6, d6) = (l3 & l3 >> 3, d3 & d3 >> 3);
    let (d7, either) = (d6 & d >> 6, l | d);
    let plate = l3 & then(d3, 3);
    let torn_plate = l3 & s >> 3 & line_end >> 4 & d3 >> 5;
    let short_word = l & !(l >> 1 & l >> 2);
    let with_letter = d7 & (then(short_word, 7) | d >> 7 & then(short_word, 8));
    let dated = d6 & (l >> 6 & d3 >> 7 | s >> 6 & d3 >> 7 & either >> 10);
    let fifteen = d6 & either >> 6 & d6 >> 7 | d & s >> 1 & d2 >> 2 & s >> 4 & d2 >> 5 & s >> 7 & d >> 8;
    let named = l6 & d2 >> 6 & l >> 8 & d >> 9 | l3 & s >> 3 & l3 >> 4 & s >> 7 & d2 >> 8 & l >> 10;
    let any = l2 & then(d2, 2)
        | plate
        | either & then(plate | torn_plate, 1)
        | d3 & then(l3 & !(l >> 3), 3)
        | l & then(d7, 1)
        | with_letter
        | dated
        | fifteen
        | named;
    any as u64 & !inside
}

/// The bytes of the chunk `at` where two letters and two digits stand right behind a letter; `is_first_inside` tells of the
/// byte before the first chunk.
#[inline(always)]
pub(super) fn glued(letters: &[u64], digits: &[u64], at: usize, is_first_inside: bool) -> u64 {
    let (l, d) = (with_next(letters, at), with_next(digits, at));
    let behind_letter = before(letters, at, 1) | u64::from(at == 0 && is_first_inside);
    (l & l >> 1 & d >> 2 & d >> 3) as u64 & behind_letter
}
