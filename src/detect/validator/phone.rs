//! Telephone numbers: Belgian ranges, and those of other countries with their code; outside Europe only with a word for a phone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Candidate, Checked, Doubt, Validator, home_phone, number};
use crate::detect::{Settings, neighbours::is_in_link};

pub(super) static VALIDATOR: Validator = Validator {
    name: "phone",
    forms: &[
        "mobile",
        "fixed",
        "bare",
        "service",
        "unassigned",
        "lost-zero",
        "elsewhere",
    ],
    classes: &["mobile", "fixed", "service", "company"],
    check,
};

const MOBILE: u8 = 0;
const FIXED: u8 = 1;
const BARE: u8 = 2;
const UNASSIGNED: u8 = 4;
const LOST_ZERO: u8 = 5;
const ELSEWHERE: u8 = 6;
const SERVICE: u8 = 2;

/// Digits of the end of the next number, and groups of a number that one is joined to.
const MOST_EXTENSION: usize = 2;
const FEWEST_GROUPS: usize = 3;
/// Before a number that says that it is of Belgium, as "+32" does: of other countries any long number may begin so.
const BELGIUM: &str = "0032";

/// Countries in which a number begins with a zero that the country's code takes the place of.
const TRUNKS: [&str; 5] = ["31", "32", "33", "44", "49"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranges {
    belgium: Vec<Range>,
    abroad: BTreeMap<String, Abroad>,
    /// The same of countries whose numbers count only with a word for them.
    elsewhere: BTreeMap<String, Abroad>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    class: Class,
    digits: usize,
    starts: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Class {
    Mobile,
    Fixed,
    Service,
    /// A zone with a range in it that was never given out.
    Unassigned,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abroad {
    /// Fewest and most digits behind the country code.
    digits: [usize; 2],
    mobile: Vec<String>,
    #[serde(default)]
    unassigned: Vec<String>,
    #[serde(skip)]
    is_elsewhere: bool,
}

/// The ranges, laid out so that a look-up is an index.
struct Plan {
    /// By the first three of 8 and of 9 national digits.
    belgium: [Vec<Option<Class>>; 2],
    /// By country code.
    abroad: Vec<Option<Abroad>>,
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let ranges: Ranges = toml::from_str(include_str!("../../../rules/data/phone-ranges.toml"))
        .expect("the embedded ranges are checked by a test");
    let mut plan = Plan {
        belgium: [vec![None; 1000], vec![None; 1000]],
        abroad: Vec::new(),
    };
    plan.abroad.resize_with(1000, || None);
    for range in ranges.belgium {
        let by_start = &mut plan.belgium[usize::from(range.digits == 9)];
        for start in &range.starts {
            // "45" is 450 to 459; the first line that fits decides.
            let width = 10_usize.pow(3_u32.saturating_sub(u32::try_from(start.len()).unwrap_or(3)));
            let first = start.parse::<usize>().unwrap_or(0) * width;
            let free = by_start
                .iter_mut()
                .skip(first)
                .take(width)
                .filter(|class| class.is_none());
            free.for_each(|class| *class = Some(range.class));
        }
    }
    let by_word = |country: Abroad| Abroad {
        is_elsewhere: true,
        ..country
    };
    let elsewhere = ranges
        .elsewhere
        .into_iter()
        .map(|(code, country)| (code, by_word(country)));
    for (code, country) in ranges.abroad.into_iter().chain(elsewhere) {
        if let Some(slot) = code.parse().ok().and_then(|code: usize| plan.abroad.get_mut(code)) {
            *slot = Some(country);
        }
    }
    plan
});

fn check(candidate: &Candidate<'_>, _: &Settings, value: &mut String) -> Option<Checked> {
    let from = value.len();
    whole(candidate, value).or_else(|| {
        value.truncate(from);
        let first = without_extension(candidate)?;
        whole(&first, value).filter(|checked| matches!(checked.form, MOBILE | FIXED))
    })
}

/// "02/555.12.12-13": the number of a letterhead and the end of the next one.
fn without_extension<'c>(candidate: &Candidate<'c>) -> Option<Candidate<'c>> {
    if candidate.n_groups <= FEWEST_GROUPS {
        return None;
    }
    let (number, end) = candidate.text().rsplit_once(['-', '/'])?;
    let is_end = (1..=MOST_EXTENSION).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_digit());
    (is_end && number.ends_with(|c: char| c.is_ascii_digit())).then(|| Candidate {
        end: candidate.start + number.len(),
        digits: &candidate.digits[..candidate.digits.len() - end.len()],
        n_groups: candidate.n_groups - 1,
        ..*candidate
    })
}

fn whole(candidate: &Candidate<'_>, value: &mut String) -> Option<Checked> {
    // The accounts of messengers begin with the country.
    let is_account = candidate.buf[candidate.end..].starts_with('@') || is_in_link(candidate.before());
    let plus = candidate.is_behind(b"+") || candidate.is_behind(b"+ ") || is_account;
    let digits = candidate.digits;
    if !plus && digits.as_bytes().first() != Some(&b'0') {
        return without_zero(candidate, value).or_else(|| at_home(candidate, value));
    }
    // Digits on two lines are hardly more than bare ones, unless the country begins them.
    let has_country = plus || digits.starts_with(BELGIUM);
    let bare = candidate.n_groups == 1 && !is_behind_word(candidate) || !has_country && candidate.text().contains('\n');
    if let Some(international) = digits.strip_prefix("00").or(plus.then_some(digits)) {
        let has_bracket = memchr::memchr(b'(', candidate.text().as_bytes()).is_some();
        let trunk_shown = candidate.n_groups > 1 && has_bracket && candidate.text().contains("(0)");
        let (class, is_elsewhere) = international_number(international, trunk_shown, value)?;
        let known = checked(class, bare && !has_country);
        return Some(if is_elsewhere { elsewhere(known) } else { known });
    }
    let national = digits.strip_prefix('0')?;
    let Some(class) = belgian(national) else {
        return at_home(candidate, value);
    };
    if !is_grouped_as_phone(candidate) {
        return None;
    }
    value.push_str("+32");
    value.push_str(national);
    // "0 475 27 63 12" may as well be a row of numbers.
    let is_apart = candidate.text().starts_with("0 ");
    Some(Checked {
        heading_only: is_apart,
        ..checked(class, bare)
    })
}

/// "GSM0475276312": its label leaves no room for doubt.
fn is_behind_word(candidate: &Candidate<'_>) -> bool {
    candidate.before().ends_with(char::is_alphabetic) && candidate.glued_label()
}

/// "475276312": a number that a spreadsheet kept as a number; "32 475 27 63 12": one that lost its sign.
fn without_zero(candidate: &Candidate<'_>, value: &mut String) -> Option<Checked> {
    let is_one_number = candidate.n_groups == 1 && candidate.text().len() == candidate.digits.len();
    let behind_country = candidate
        .digits
        .strip_prefix("32")
        .and_then(|national| Some((national, belgian(national)?)));
    let (national, class) = behind_country.or_else(|| Some((candidate.digits, belgian(candidate.digits)?)))?;
    let (class, may_be_grouped) = match class {
        Class::Mobile => (0, true),
        Class::Fixed => (1, behind_country.is_some()),
        Class::Service | Class::Unassigned => return None,
    };
    let is_grouped = || may_be_grouped && is_in_groups(candidate, behind_country.is_some());
    if !(is_one_number || is_grouped()) {
        return None;
    }
    value.push_str("+32");
    value.push_str(national);
    Some(Checked {
        form: LOST_ZERO,
        class,
        heading_only: true,
        doubt: Doubt::LostZero,
        ..Checked::default()
    })
}

/// "06-12345678": a number of a neighbouring country without its code, as any long number may be written.
fn at_home(candidate: &Candidate<'_>, value: &mut String) -> Option<Checked> {
    let is_mobile = home_phone::written(candidate, value)?;
    Some(Checked {
        form: UNASSIGNED,
        class: u8::from(!is_mobile),
        heading_only: true,
        doubt: Doubt::LostZero,
        ..Checked::default()
    })
}

/// "475/27.63.12", "32 475 27 63 12": the country, the area and the rest, on one line.
fn is_in_groups(candidate: &Candidate<'_>, has_country: bool) -> bool {
    let mut groups = candidate
        .text()
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|&len| len > 0);
    let country = !has_country || groups.next() == Some(2);
    let area = groups
        .next()
        .is_some_and(|len| if has_country { len <= 3 } else { len == 3 });
    country && area && groups.all(|len| len >= 2) && !candidate.text().contains('\n')
}

fn checked(class: Class, bare: bool) -> Checked {
    let (form, class) = match class {
        Class::Service => (3, SERVICE),
        Class::Mobile => (MOBILE, 0),
        Class::Fixed => (FIXED, 1),
        Class::Unassigned => (UNASSIGNED, 1),
    };
    Checked {
        form: if bare && matches!(form, MOBILE | FIXED) {
            BARE
        } else {
            form
        },
        class,
        needs_context: form == UNASSIGNED,
        doubt: Doubt::Thing,
        ..Checked::default()
    }
}

/// Any long number may begin with the code of one of all countries: only a word for a phone tells that it is one.
fn elsewhere(known: Checked) -> Checked {
    Checked {
        form: ELSEWHERE,
        keyword_only: true,
        ..known
    }
}

/// The class of a Belgian number without its trunk 0.
fn belgian(national: &str) -> Option<Class> {
    let by_start = match national.len() {
        _ if home_phone::is_filler(national) => return None,
        8 => &PLAN.belgium[0],
        9 => &PLAN.belgium[1],
        _ => return None,
    };
    by_start[usize::try_from(number(&national[..3])).ok()?]
}

/// Writes in E.164 what stands behind "+" or "00"; gives its class, and whether it is of a country whose numbers need a word.
fn international_number(digits: &str, trunk_shown: bool, value: &mut String) -> Option<(Class, bool)> {
    let code = country(digits)?;
    let mut rest = &digits[code.len()..];
    if trunk_shown {
        rest = rest.strip_prefix('0')?;
    } else if TRUNKS.contains(&code) {
        // "+32 0475 12 34 56": dialled with one or the other.
        rest = rest.strip_prefix('0').unwrap_or(rest);
    }
    value.push('+');
    value.push_str(code);
    value.push_str(rest);
    if code == "32" {
        return belgian(rest).map(|class| (class, false));
    }
    let country = PLAN.abroad[number(code) as usize].as_ref()?;
    let [fewest, most] = country.digits;
    let begins = |starts: &[String]| starts.iter().any(|start| rest.starts_with(start.as_str()));
    if !(fewest..=most).contains(&rest.len()) || begins(&country.unassigned) {
        return None;
    }
    let class = match begins(&country.mobile) {
        true => Class::Mobile,
        false => Class::Fixed,
    };
    Some((class, country.is_elsewhere))
}

/// The code of a country that digits begin with: of one to three digits, as the International Telecommunication Union gave them
/// out (E.164), and none begins another.
fn country(digits: &str) -> Option<&str> {
    let is_known = |code: &&str| *code == "32" || PLAN.abroad[number(code) as usize].is_some();
    // No country's code begins with a zero: "+0312" is a time zone, or an offset.
    let digits = Some(digits).filter(|digits| !digits.starts_with('0'))?;
    (1..=3).filter_map(|n| digits.get(..n)).find(is_known)
}

/// "+32" of "+32475…": what a number in E.164 says of its country, and nothing of whose it is.
pub fn calling_code(value: &str) -> &str {
    let code = value.strip_prefix('+').and_then(country).unwrap_or("");
    value.get(..=code.len()).unwrap_or("")
}

/// Tells a number with its area first from a date or an enterprise number in dots.
fn is_grouped_as_phone(candidate: &Candidate<'_>) -> bool {
    let mut lengths = [0_usize; 8];
    let mut n_groups = 0;
    for group in candidate
        .text()
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
    {
        let Some(length) = lengths.get_mut(n_groups) else {
            return false;
        };
        *length = group.len();
        n_groups += 1;
    }
    match &lengths[..n_groups] {
        // Ten digits in 4.3.3 with dots are written like an enterprise number: its check digits decide.
        [4, 3, 3] if candidate.text().contains('.') => {
            let (eight, check) = candidate.digits.split_at(8);
            number(check) != 97 - number(eight) % 97
        }
        [2, 2, 4, ..] => false,
        [_] => true,
        // Only these zones have one digit, and mobile numbers are also written in pairs.
        [2, ..] if !matches!(candidate.digits.as_bytes()[1], b'2' | b'3' | b'4' | b'9') => false,
        [1, 3, 2, 2, 2] => !candidate.text().contains(['.', '/', '-']),
        [first, rest @ ..] => (2..=4).contains(first) && rest.iter().all(|&length| length >= 2),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belgian_numbers_are_those_of_the_plan() {
        let fixed = |start: u64| {
            let (zone, third) = (start / 10, start % 10);
            let one_of = |zones: &[u64]| zones.contains(&zone);
            match zone / 10 {
                1 => one_of(&[10, 11, 12, 13, 14, 15, 16, 19]),
                2 | 3 => (2..=8).contains(&(zone % 10)),
                4 => one_of(&[42, 43]),
                5 => true,
                6 => one_of(&[60, 61, 63, 64, 65, 67, 68, 69]),
                7 => zone == 71,
                8 => one_of(&[81, 82, 83, 84, 85, 86, 87, 89]) || zone == 80 && (2..=8).contains(&third),
                9 => one_of(&[92, 93, 94]),
                _ => false,
            }
        };
        for start in 100..1000 {
            let is_fixed = matches!(belgian(&format!("{start}12345")), Some(Class::Fixed));
            assert_eq!(is_fixed, fixed(start), "0{start}");
            let is_mobile = matches!(belgian(&format!("{start}123456")), Some(Class::Mobile));
            assert_eq!(is_mobile, (450..500).contains(&start), "0{start}");
        }
    }

    #[test]
    fn no_code_of_a_country_begins_another() {
        let known: Vec<_> = (1..1000).filter(|&code| PLAN.abroad[code].is_some()).collect();
        for code in &known {
            let begins_with = |power: usize| known.contains(&(code / power));
            assert!(!begins_with(10) && !begins_with(100), "{code}");
        }
        assert!(known.len() > 200);
    }
}
