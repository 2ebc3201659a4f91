//! Digit places of a number format, and numbers laid into them.

#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::extract) enum MaskItem {
    /// A digit place; `padded` ones show a zero where the number has no digit.
    Digit {
        padded: bool,
    },
    Literal(char),
}

/// Digit places and literals alone; none for every format that does more, or that shows the number as it is.
pub(super) fn mask(code: &str) -> Option<Vec<MaskItem>> {
    let mut items = Vec::new();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '0' => items.push(MaskItem::Digit { padded: true }),
            '#' | '?' => {
                // Below a padded place every place is padded.
                let padded = items.contains(&MaskItem::Digit { padded: true });
                items.push(MaskItem::Digit { padded });
            }
            '"' => items.extend(rest.by_ref().take_while(|&c| c != '"').map(MaskItem::Literal)),
            '\\' => items.extend(rest.next().map(MaskItem::Literal)),
            '_' | '*' => {
                rest.next()?;
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|&c| c != ']').collect();
                if inside.starts_with(['h', 'm', 's', 'H', 'M', 'S']) {
                    return None;
                }
            }
            '-' | '+' | '(' | ')' | ' ' | ':' => items.push(MaskItem::Literal(c)),
            _ => return None,
        }
    }
    let digits = items
        .iter()
        .filter(|item| matches!(item, MaskItem::Digit { .. }))
        .count();
    // "0" and "# ##0" show the number as it is written.
    let pads = items
        .iter()
        .filter(|&&item| item == MaskItem::Digit { padded: true })
        .count();
    (digits > 1 && (pads > 1 || items.len() > digits)).then_some(items)
}

/// A whole number laid into the digit places, from the right.
pub(super) fn masked(number: f64, mask: &[MaskItem]) -> Option<String> {
    if !(0.0..=9e15).contains(&number) || number.fract() != 0.0 {
        return None;
    }
    let digits = format!("{number}");
    let places = mask
        .iter()
        .filter(|item| matches!(item, MaskItem::Digit { .. }))
        .count();
    // Digits beyond the places stand before the first one.
    let mut left = digits.len().saturating_sub(places);
    let mut empty = places.saturating_sub(digits.len());
    let mut rest = digits.chars();
    let mut shown = String::new();
    for item in mask {
        match item {
            MaskItem::Literal(c) => shown.push(*c),
            MaskItem::Digit { padded } if empty > 0 => {
                empty -= 1;
                if *padded {
                    shown.push('0');
                }
            }
            MaskItem::Digit { .. } => {
                shown.extend(rest.by_ref().take(left + 1));
                left = 0;
            }
        }
    }
    Some(shown)
}
