//! Numbers of a sheet as a person reads them: dates, zero-padded masks, no `.0`, an exponent only where they are tiny.

mod mask;

use std::borrow::Cow;
use std::fmt::Write as _;

use mask::{MaskItem, mask, masked};

use super::sections::{Condition, have_conditions, is_of_text, sections, words};

/// How a number format shows a number, as far as detection cares.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::extract) enum Show {
    /// As written.
    Plain,
    /// A date, a time, or both.
    Date,
    /// Hours that do not end at 24: `[h]:mm`.
    Elapsed,
    /// Digit places and literals: `00"."00"."00"-"000"."00`.
    Mask(Vec<MaskItem>),
    /// Between words: `"dossier "0`.
    Between(String, Box<Show>, String),
    /// With other words where a number is below zero or zero, or around a text.
    Sections(Box<Sections>),
    /// By the first whose condition holds.
    Conditional(Vec<(Option<Condition>, Show)>),
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::extract) struct Sections {
    above: Show,
    below: Option<Show>,
    zero: Option<Show>,
    around_text: (String, String),
}

/// The last day Excel knows: 9999-12-31.
const LAST_DAY: f64 = 2_958_466.0;

impl Show {
    /// The formats that are known by number and not written in the file.
    pub fn builtin(id: u32) -> Self {
        match id {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Elapsed,
            _ => Self::Plain,
        }
    }

    pub fn of_code(code: &str) -> Self {
        let sections = sections(code);
        let around_text = sections.last().filter(|last| sections.len() == 4 || is_of_text(last));
        let around_text = around_text.map(|section| words(section)).unwrap_or_default();
        let n_of_numbers = sections.len() - usize::from(is_of_text(sections[sections.len() - 1]));
        let of_numbers = &sections[..n_of_numbers.min(3)];
        let has_conditions = have_conditions(code);
        let above = match has_conditions {
            true => Self::by_condition(of_numbers),
            false => Self::of_section(sections[0]),
        };
        // Only where they say something else.
        let other = |at: usize| {
            let section = of_numbers.get(at).filter(|_| !has_conditions)?;
            let show = Self::of_section(section);
            let says_more = matches!(show, Self::Between(..)) && show != above;
            says_more.then_some(show)
        };
        let (below, zero) = (other(1), other(2));
        if below.is_none() && zero.is_none() && around_text == Default::default() {
            return above;
        }
        Self::Sections(Box::new(Sections {
            above,
            below,
            zero,
            around_text,
        }))
    }

    /// Where all of them show a number alike, no condition matters.
    fn by_condition(sections: &[&str]) -> Self {
        let shows = sections
            .iter()
            .map(|section| (Condition::of(section), Self::of_section(section)));
        let mut shows: Vec<_> = shows.collect();
        match shows.iter().all(|(_, show)| *show == shows[0].1) {
            true => shows.pop().map_or(Self::Plain, |(_, show)| show),
            false => Self::Conditional(shows),
        }
    }

    /// A text as it is shown.
    pub fn around<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self {
            Self::Sections(sections) if !text.is_empty() => {
                let (before, behind) = &sections.around_text;
                let mut shown = String::new();
                between(before, behind, &mut shown, |shown| shown.push_str(text));
                shown.into()
            }
            _ => text.into(),
        }
    }

    fn of_section(code: &str) -> Self {
        let show = Self::of_places(code);
        match words(code) {
            (before, behind) if before.is_empty() && behind.is_empty() => show,
            (before, behind) if !matches!(show, Self::Mask(_)) => Self::Between(before, Box::new(show), behind),
            _ => show,
        }
    }

    fn of_places(code: &str) -> Self {
        if let Some(mask) = mask(code) {
            return Self::Mask(mask);
        }
        let (date, elapsed) = date_letters(code);
        match (elapsed, date) {
            (true, _) => Self::Elapsed,
            (_, true) => Self::Date,
            _ => Self::Plain,
        }
    }

    /// Appends a number as it is written in the file.
    pub fn write(&self, raw: &str, since_1904: bool, out: &mut String) {
        if let Self::Sections(sections) = self {
            let is_zero = raw.parse() == Ok(0.0);
            let (show, raw) = match (&sections.below, &sections.zero, raw.strip_prefix('-')) {
                (_, Some(zero), _) if is_zero => (zero, raw),
                // Words stand for its sign.
                (Some(below), _, Some(number)) if !is_zero => (below, number),
                _ => (&sections.above, raw),
            };
            return show.write(raw, since_1904, out);
        }
        if let Self::Conditional(shows) = self {
            let number = raw.parse().unwrap_or(f64::NAN);
            let fits = |condition: &Option<Condition>| condition.is_none_or(|condition| condition.holds(number));
            let fitting = shows.iter().find(|(condition, _)| fits(condition));
            return fitting.unwrap_or(&shows[0]).1.write(raw, since_1904, out);
        }
        if let Self::Between(before, show, behind) = self {
            return between(before, behind, out, |out| show.write(raw, since_1904, out));
        }
        let number = || raw.parse::<f64>().ok().filter(|number| number.is_finite());
        let shown = match self {
            Self::Plain | Self::Between(..) | Self::Sections(_) | Self::Conditional(_) => None,
            Self::Date => number().and_then(|serial| date(serial, since_1904)),
            Self::Elapsed => number().and_then(elapsed),
            Self::Mask(mask) => number().and_then(|number| masked(number, mask)),
        };
        match shown {
            Some(shown) => out.push_str(&shown),
            None => plain(raw, out),
        }
    }
}

/// Writes between words what is none of them: they would hide it.
fn between(before: &str, behind: &str, out: &mut String, write: impl FnOnce(&mut String)) {
    out.push_str(before);
    if before.ends_with(char::is_alphanumeric) {
        out.push(' ');
    }
    write(out);
    if behind.starts_with(char::is_alphanumeric) {
        out.push(' ');
    }
    out.push_str(behind);
}

/// Below this Excel's general format shows an exponent, of two digits at least.
const TINY: f64 = 1e-4;

/// A number without `.0`, without the noise of binary fractions (`5.0999999999999996` is 5.1), and without exponent
/// unless it is tiny.
pub(in crate::extract) fn plain(raw: &str, out: &mut String) {
    let is_whole = !raw.contains(['.', 'e', 'E']);
    let _ = match raw.parse::<f64>() {
        Ok(number) if !is_whole && (number == 0.0 || (TINY..1e21).contains(&number.abs())) => write!(out, "{number}"),
        Ok(number) if !is_whole && number.abs() < TINY => {
            // Excel keeps 15 digits.
            let shown = format!("{number:.14E}");
            let (digits, exponent) = shown.split_once("E-").unwrap_or((&shown, "0"));
            let digits = digits.trim_end_matches('0').trim_end_matches('.');
            write!(out, "{digits}E-{exponent:0>2}")
        }
        _ => write!(out, "{raw}"),
    };
}

/// A date as yyyy-mm-dd hh:mm:ss (what a sheet holds is always both); a time alone below 1.
pub(in crate::extract) fn date(serial: f64, since_1904: bool) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    let time = || format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if day == 0 && !since_1904 {
        return Some(time());
    }
    // Days since 1970-01-01. Excel believes in a 29 February 1900, so that its days before are one off.
    let epoch = match (since_1904, day < 60) {
        (true, _) => -24_107,
        (false, true) => -25_568,
        (false, false) => -25_569,
    };
    let (year, month, day) = civil(day + epoch);
    Some(format!("{year:04}-{month:02}-{day:02} {}", time()))
}

fn elapsed(serial: f64) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as u64;
    Some(format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

/// The proleptic Gregorian date of a day since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// Whether a format code shows parts of a date, and whether hours go on after 24.
fn date_letters(code: &str) -> (bool, bool) {
    let (mut date, mut elapsed) = (false, false);
    if code.eq_ignore_ascii_case("general") {
        return (false, false);
    }
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => rest.by_ref().take_while(|&c| c != '"').for_each(drop),
            '\\' | '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|&c| c != ']').collect();
                elapsed |= inside.starts_with(['h', 'H']) && inside.trim_matches(['h', 'H']).is_empty();
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => date = true,
            '#' | '0' | '?' if !date => return (false, elapsed),
            _ => {}
        }
    }
    (date, elapsed)
}

#[cfg(test)]
mod tests {
    use super::Show;

    #[test]
    fn numbers_are_shown_as_a_person_reads_them() {
        #[track_caller]
        fn check(code: &str, raw: &str, expected: &str) {
            let mut shown = String::new();
            Show::of_code(code).write(raw, false, &mut shown);
            assert_eq!(shown, expected, "{raw} as {code}");
        }
        check("General", "12.0", "12");
        check("General", "8.5073003328E+10", "85073003328");
        check("General", "5.0999999999999996", "5.1");
        check("General", "-0.5", "-0.5");
        check("General", "0.00012", "0.00012");
        check("General", "1.2345678000000001E-5", "1.2345678E-05");
        check("General", "-0.000005", "-5E-06");
        check("#,##0.00", "1234.5", "1234.5");
        check(r#"00"."00"."00"-"000"."00"#, "1112397316", "01.11.23-973.16");
        check(r"00\.00\.00\-000\.00", "85073095180", "85.07.30-951.80");
        check("00000000000", "1112397316", "01112397316");
        check("0#########", "470000011", "0470000011");
        check("0", "7", "7");
        check(r#"00"."00"."00"-"000"."00"#, "1.5", "1.5");
        check("dd/mm/yyyy", "31258", "1985-07-30 00:00:00");
        check("dd/mm/yyyy hh:mm", "31258.5", "1985-07-30 12:00:00");
        check("hh:mm", "0.25", "06:00:00");
        check("[h]:mm", "1.5", "36:00:00");
        check("[$-813]dddd d mmmm yyyy", "1", "1900-01-01 00:00:00");
        check("yyyy", "-3", "-3");
        check(r#"0.0" maanden""#, "3.25", "3.25 maanden");
        check(r#"0" dossier""#, "85", "85 dossier");
        check(r#""Jan Janssens""#, "85", "Jan Janssens 85");
        check(r#""Gent, "dd/mm/yyyy"#, "31258", "Gent, 1985-07-30 00:00:00");
        check(r#"General" leden""#, "12.0", "12 leden");
        check(r#"d" de "mmmm"#, "31258", "1985-07-30 00:00:00");
        check(r#"#,##0.00" €""#, "1234.5", "1234.5");
        check(r#"[$EUR]0.00" kg""#, "1.5", "1.5");
        check(r#"0;"tekort "0"#, "-7", "tekort 7");
        check(r#"0;"tekort "0"#, "7", "7");
        check(r#"0;"tekort "0;"geen""#, "0", "geen 0");
        check(r#"0" leden";-0" leden""#, "-7", "-7 leden");
        check(r#"[>9]0;"weinig "0"#, "-7", "weinig -7");
        check(r#"[>9]0;"weinig "0"#, "17", "17");
        check(r#"[<1]"geen ";[<=9]0;"veel "0"#, "17", "veel 17");
        let telephone = "[<=9999999]###-####;(###) ###-####";
        check(telephone, "2125551234", "(212) 555-1234");
        check(telephone, "5551234", "555-1234");
        check("[Red][<0]0.00;[>=0]0.00", "-7.5", "-7.5");
        check(r#"#,##0.00;[Red]-#,##0.00"#, "-7.5", "-7.5");
    }

    #[test]
    fn texts_stand_between_words_of_their_section() {
        let around = |code: &str| Show::of_code(code).around("Peeters").into_owned();
        assert_eq!(around(r#"@" (dossier)""#), "Peeters (dossier)");
        assert_eq!(around(r#"0;-0;0;"mevrouw "@"#), "mevrouw Peeters");
        assert_eq!(around(r#"0;"tekort "0"#), "Peeters");
        assert_eq!(around("@"), "Peeters");
        assert_eq!(around(r#"@"dossier""#), "Peeters dossier");
        assert_eq!(around(r#"0" dossier""#), "Peeters");
    }

    #[test]
    fn mac_workbooks_count_from_1904() {
        let mut shown = String::new();
        Show::Date.write("29796", true, &mut shown);
        assert_eq!(shown, "1985-07-30 00:00:00");
    }
}
