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
    starts: Vec<String>,
    mobile: Vec<String>,
    #[serde(default)]
    unassigned: Vec<String>,
    /// Written in groups of two digits only.
    #[serde(default)]
    in_pairs: bool,
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
    let mut groups = text.split(SIGNS).map(str::len).filter(|&len| len > 0);
    let is_grouped = candidate.n_groups == 1
        || candidate.n_groups <= MOST_GROUPS
            && groups.next().is_some_and(|len| FIRST.contains(&len))
            && groups.all(|len| len >= FEWEST);
    // In dots 4-3-3 is written like the number of a firm.
    if !is_grouped || text.contains('\n') || text.split('.').map(str::len).eq([4, 3, 3]) {
        return None;
    }
    HOMES.iter().find_map(|home| {
        let rest = candidate.digits.strip_prefix(home.trunk.as_str())?;
        let begins = |starts: &[String]| starts.iter().any(|start| rest.starts_with(start.as_str()));
        let [fewest, most] = home.digits;
        let is_one = (fewest..=most).contains(&rest.len()) && begins(&home.starts) && !begins(&home.unassigned);
        let is_in_pairs = || {
            text.split(SIGNS)
                .filter(|group| !group.is_empty())
                .all(|group| group.len() == 2)
        };
        (is_one && (!home.in_pairs || is_in_pairs())).then(|| {
            value.push('+');
            value.push_str(&home.code);
            value.push_str(rest);
            begins(&home.mobile)
        })
    })
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
        check("641 482 130", None);
    }
}
