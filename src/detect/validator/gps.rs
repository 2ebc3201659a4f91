//! Places on the earth: latitude and longitude with four decimals at least, or in degrees, minutes and seconds.

use super::{Candidate, Checked, Validator};
use crate::detect::Settings;

pub(super) static VALIDATOR: Validator = Validator {
    name: "gps",
    forms: &["belgium", "elsewhere"],
    classes: &["place"],
    check,
};

/// Fewer decimals are a town, not a house.
const DECIMALS: usize = 4;

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let text = candidate.digits;
    let (latitude, longitude) = decimals(text).or_else(|| sexagesimal(text))?;
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 || (latitude, longitude) == (0.0, 0.0) {
        return None;
    }
    value.push_str(&format!("{latitude:.6},{longitude:.6}"));
    let in_belgium = (49.4..=51.6).contains(&latitude) && (2.5..=6.5).contains(&longitude);
    Some(Checked {
        form: u8::from(!in_belgium),
        ..Checked::default()
    })
}

fn decimals(text: &str) -> Option<(f64, f64)> {
    let mut parts = text
        .split(|c: char| matches!(c, ',' | ';' | ' ' | '\t' | '"') || c.is_ascii_alphabetic())
        .filter(|part| !part.is_empty());
    // "33.8688 S, 151.2093 E"
    let sign = |letter: char| if text.contains(letter) { -1.0 } else { 1.0 };
    let part = |part: &str| -> Option<f64> {
        let (whole, decimals) = part.split_once('.')?;
        (decimals.len() >= DECIMALS && whole.trim_start_matches('-').len() <= 3).then(|| part.parse().ok())?
    };
    let both = (part(parts.next()?)?, part(parts.next()?)?);
    parts
        .next()
        .is_none()
        .then_some((both.0 * sign('S'), both.1 * sign('W')))
}

/// `50°50'47"N 4°21'06"E`
fn sexagesimal(text: &str) -> Option<(f64, f64)> {
    let (latitude, rest) = angle(text, ['N', 'S'])?;
    let (longitude, rest) = angle(rest.trim_start_matches([' ', ',', ';']), ['E', 'W'])
        .or_else(|| angle(rest.trim_start_matches([' ', ',', ';']), ['O', 'W']))?;
    rest.is_empty().then_some((latitude, longitude))
}

/// Degrees, minutes, seconds, and the letter of a side, of which the second is negative.
fn angle(text: &str, [first, second]: [char; 2]) -> Option<(f64, &str)> {
    let (degrees, rest) = number_before(text, &['°'])?;
    let (minutes, rest) = number_before(rest, &['\'', '’', '′'])?;
    let (seconds, rest) = number_before(rest, &['"', '”', '″'])?;
    let angle = degrees + minutes / 60.0 + seconds / 3600.0;
    let side = rest.trim_start_matches(' ');
    let fits = minutes < 60.0 && seconds < 60.0;
    match side.chars().next().filter(|_| fits)? {
        letter if letter == first => Some((angle, &side[1..])),
        letter if letter == second => Some((-angle, &side[1..])),
        _ => None,
    }
}

fn number_before<'t>(text: &'t str, signs: &[char]) -> Option<(f64, &'t str)> {
    let (number, rest) = text.split_once(signs)?;
    let is_number = number.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let number = is_number.then(|| number.trim().parse().ok())??;
    Some((number, rest))
}
