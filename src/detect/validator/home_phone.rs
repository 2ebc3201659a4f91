//! Telephone numbers of neighbouring countries as they are written at home, without the code of the country.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Candidate;

/// Signs that may stand between two groups.
const SIGNS: [char; 6] = [' ', '-', '/', '.', '(', ')'];
/// Groups of a number, at most, and digits of the first and of the others.
const MOST_GROUPS: usize = 5;
const FIRST: std::ops::RangeInclusive<usize> = 2..=5;
const FEWEST: usize = 2;

/// Digits that are all the same at the end of a number that nobody has: "0477777777", "0400000000".
const SAME: usize = 7;
/// What is typed where a number is asked for.
const KEYBOARD: &str = "12345678";

/// The numbers of one country, as written there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Home {
    /// Its calling code.
    code: String,
    /// Digits that are dialled at home only; most have a zero.
    trunk: String,
    /// Fewest and most digits behind them.
    digits: [usize; 2],
    starts: Starts,
    mobile: Starts,
    #[serde(default)]
    unassigned: Vec<String>,
    /// Written in groups of two digits only.
    #[serde(default)]
    in_pairs: bool,
}

/// What numbers begin with, of one to three digits: by the first three, as it is asked of every number of the usual length.
#[derive(Deserialize)]
#[serde(from = "Vec<String>")]
struct Starts(Box<[bool; 1000]>);

impl From<Vec<String>> for Starts {
    fn from(starts: Vec<String>) -> Self {
        let begins = |digits: usize| {
            starts
                .iter()
                .any(|start| format!("{digits:03}").starts_with(start.as_str()))
        };
        let mut by_three = Box::new([false; 1000]);
        (0..)
            .zip(by_three.iter_mut())
            .for_each(|(digits, is_start)| *is_start = begins(digits));
        Self(by_three)
    }
}

impl Starts {
    /// Whether a number of three digits or more begins so.
    fn begin(&self, digits: &str) -> bool {
        let first = digits.get(..3).and_then(|first| first.parse::<usize>().ok());
        first
            .and_then(|first| self.0.get(first))
            .is_some_and(|is_start| *is_start)
    }
}

static HOMES: LazyLock<Vec<Home>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        home: Vec<Home>,
    }
    let file: File = toml::from_str(include_str!("../../../rules/data/phone-homes.toml"))
        .expect("the embedded numbers are checked by a test");
    file.home
});

/// Writes in E.164 a number of the first country whose numbers look so; says whether it is a mobile.
pub fn written(candidate: &Candidate<'_>, value: &mut String) -> Option<bool> {
    let text = candidate.text();
    // "0412345678": the figures of the keyboard, from left to right.
    if is_filler(candidate.digits) || candidate.n_groups == 1 && candidate.digits.ends_with(KEYBOARD) {
        return None;
    }
    let of_home = |home: &&Home| {
        let Some(rest) = candidate.digits.strip_prefix(home.trunk.as_str()) else {
            return false;
        };
        let [fewest, most] = home.digits;
        (fewest..=most).contains(&rest.len())
            && home.starts.begin(rest)
            && !home.unassigned.iter().any(|start| rest.starts_with(start.as_str()))
            && (!home.in_pairs || groups(text).all(|len| len == 2))
    };
    let home = HOMES.iter().find(of_home)?;
    let mut grouped = groups(text);
    let is_grouped = candidate.n_groups == 1
        || candidate.n_groups <= MOST_GROUPS
            && grouped.next().is_some_and(|len| FIRST.contains(&len))
            && grouped.all(|len| len >= FEWEST);
    // In dots 4-3-3 is written like the number of a firm.
    if !is_grouped || text.contains('\n') || text.split('.').map(str::len).eq([4, 3, 3]) {
        return None;
    }
    let rest = &candidate.digits[home.trunk.len()..];
    value.push('+');
    value.push_str(&home.code);
    value.push_str(rest);
    Some(home.mobile.begin(rest))
}

/// A digit over and over, in the place of a number.
pub fn is_filler(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let end = bytes.len().checked_sub(SAME).map_or(&[][..], |from| &bytes[from..]);
    end.first().is_some_and(|first| end.iter().all(|byte| byte == first))
}

/// The lengths of the groups that a number is written in.
fn groups(text: &str) -> impl Iterator<Item = usize> {
    text.split(SIGNS).map(str::len).filter(|&len| len > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_neighbour_is_written_with_its_code() {
        #[track_caller]
        fn check(text: &str, expected: Option<(&str, bool)>) {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let candidate = Candidate {
                buf: text,
                start: 0,
                end: text.len(),
                digits: &digits,
                n_groups: text.split(SIGNS).filter(|group| !group.is_empty()).count(),
                labels: &[],
            };
            let mut value = String::new();
            let mobile = written(&candidate, &mut value);
            assert_eq!(mobile.map(|mobile| (value.as_str(), mobile)), expected, "{text}");
        }
        check("06-48213077", Some(("+31648213077", true)));
        check("070-3124488", Some(("+31703124488", false)));
        check("06 48 21 30 77", Some(("+33648213077", true)));
        check("0172/4821307", Some(("+491724821307", true)));
        check("0241 4821307", Some(("+492414821307", false)));
        check("07911 482130", Some(("+447911482130", true)));
        check("661 482 130", Some(("+352661482130", true)));
        check("07700 900123", None);
        check("0800 1234567", None);
        check("0612.345.678", None);
        check("06-4821307", None);
        check("0 648213077", None);
        check("0612345678", None);
        check("0400000000", None);
        check("641 482 130", None);
    }
}
