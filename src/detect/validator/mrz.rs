//! The machine-readable zone of identity documents (ICAO 9303): three lines of 30 (TD1), two of 36 (TD2) or of 44 (TD3).

use std::ops::Range;

use super::{Birth, Candidate, Checked, Validator, birth};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "mrz",
    forms: &["document"],
    classes: &birth::CLASSES,
    check,
};

/// Where the fields stand in the lines, one behind the other.
struct Layout {
    number: Range<usize>,
    /// Where a number goes on that is too long for its field.
    more: Range<usize>,
    birth: Range<usize>,
    expiry: Range<usize>,
    /// What the last check digit is computed over, and where it stands.
    all: &'static [Range<usize>],
    composite: usize,
}

static TD1: Layout = Layout {
    number: 5..14,
    more: 15..30,
    birth: 30..36,
    expiry: 38..44,
    all: &[5..30, 30..37, 38..45, 48..59],
    composite: 59,
};
static TD2: Layout = Layout {
    number: 36..45,
    more: 64..71,
    birth: 49..55,
    expiry: 57..63,
    all: &[36..46, 49..56, 57..71],
    composite: 71,
};
static TD3: Layout = Layout {
    number: 44..53,
    more: 72..72,
    birth: 57..63,
    expiry: 65..71,
    all: &[44..54, 57..64, 65..87],
    composite: 87,
};

/// The state of the specimens in ICAO 9303.
const UTOPIA: &str = "UTO";

fn check(candidate: &Candidate<'_>, settings: &Settings, value: &mut String) -> Option<Checked> {
    let signs = candidate.digits;
    let layout = match signs.len() {
        90 => &TD1,
        72 => &TD2,
        88 => &TD3,
        _ => return None,
    };
    let document = signs.starts_with(['P', 'I', 'A', 'C', 'V']);
    let states = signs
        .get(2..5)?
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'<');
    if !document || !states || !holds(signs, &layout.birth) || !holds(signs, &layout.expiry) {
        return None;
    }
    let (number, number_holds) = number(signs, layout);
    let composite: String = layout.all.iter().map(|part| &signs[part.clone()]).collect();
    // Left open by some issuers: then the number's own digit must do.
    let sure = match signs.as_bytes()[layout.composite] {
        b'<' => number_holds,
        digit => check_digit(&composite) == Some(digit),
    };
    if !sure || number.is_empty() {
        return None;
    }
    value.push_str(&number);
    let day = &signs[layout.birth.clone()];
    let birth: Option<Birth> = birth::short_year(day, settings.today);
    Some(Checked {
        class: birth.map_or(0, birth::class),
        birth,
        published: &signs[2..5] == UTOPIA,
        ..Checked::default()
    })
}

/// The digit behind a field holds.
fn holds(signs: &str, field: &Range<usize>) -> bool {
    let part = &signs[field.clone()];
    part.bytes().all(|byte| byte.is_ascii_digit()) && check_digit(part) == Some(signs.as_bytes()[field.end])
}

/// The document's number, and whether its digit holds. A filler in the digit's place says that the number goes on in
/// the optional data, and the digit behind it (ICAO 9303-5, note j).
fn number(signs: &str, layout: &Layout) -> (String, bool) {
    let field = &signs[layout.number.clone()];
    let digit = signs.as_bytes()[layout.number.end];
    let more = signs[layout.more.clone()].split('<').next().unwrap_or("");
    let (number, digit) = match more.split_at_checked(more.len().wrapping_sub(1)) {
        Some((rest, last)) if digit == b'<' => (format!("{field}{rest}"), last.bytes().next()),
        _ => (field.to_owned(), Some(digit)),
    };
    let sure = check_digit(&number) == digit;
    (number.replace('<', ""), sure)
}

/// Weights 7, 3, 1; letters count from 10, a filler 0.
fn check_digit(signs: &str) -> Option<u8> {
    let mut sum = 0;
    for (byte, weight) in signs.bytes().zip([7, 3, 1].into_iter().cycle()) {
        sum += weight
            * match byte {
                b'0'..=b'9' => u32::from(byte - b'0'),
                b'A'..=b'Z' => u32::from(byte - b'A') + 10,
                b'<' => 0,
                _ => return None,
            };
    }
    u8::try_from(sum % 10).ok().map(|digit| b'0' + digit)
}
