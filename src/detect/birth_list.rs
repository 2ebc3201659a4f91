//! Several birth dates behind one word: "geboren op 12/03/2011 en 14/05/2012", "nés le 3/11/2012, le 4/5/2014 et le 6/7/2016".

use std::ops::Range;

use jiff::civil::Date;

use super::around;
use super::date::{self, LONGEST, read};
use super::lexicon::contexts::CONTEXTS;
use super::names::folded;
use super::split;

/// Bytes of what joins two dates, and dates that are joined to a first one.
const JOINED: usize = 16;
const MOST_BORN: usize = 12;
/// What stands between the parts of a list.
const SIGNS: [char; 6] = [',', ';', '/', '|', '+', '&'];
/// What also joins the first and the last day of something.
const OF_PLURALS: [char; 2] = ['-', '\n'];

/// How a date is joined to the one before it.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    /// By a word: both are of the same.
    Word,
    /// By a sign, as in a list.
    Sign,
}

/// The dates that are joined to one that ends at `end`. `label`: what stands before the first one. `until`: the end of the cell.
pub(super) fn joined(buf: &str, label: &str, end: usize, until: usize, today: Date) -> Vec<(Range<usize>, Date)> {
    let born = &CONTEXTS.born;
    // "Enfants nés du 01/01/2015 - 31/12/2015" is about whoever was born in that year.
    let is_range = split::alphabetic(label)
        .next_back()
        .is_some_and(|word| born.ranges.contains(&folded(word)));
    let is_plural = !is_range && split::alphabetic(label).any(|word| born.plurals.contains(&folded(word)));
    let (mut dates, mut at, mut n_joined) = (Vec::new(), end, 0);
    while let Some((joint, span, date)) = next(buf, at, until, is_plural, today).filter(|_| dates.len() < MOST_BORN) {
        at = span.end;
        dates.push((span, date));
        if joint == Joint::Word {
            n_joined = dates.len();
        }
    }
    // Without a word for several births the other dates may be of anything: of a contract, of a death.
    if !is_plural {
        dates.truncate(n_joined);
    }
    dates
}

/// The next date, if nothing but a joint stands before it.
fn next(buf: &str, at: usize, until: usize, is_plural: bool, today: Date) -> Option<(Joint, Range<usize>, Date)> {
    let rest = around::behind(&buf[..until], at, JOINED + LONGEST);
    let len = rest.find(|c: char| c.is_ascii_digit()).filter(|len| *len <= JOINED)?;
    let joint = joint(&rest[..len], is_plural)?;
    let (date_len, date) = read(&rest[len..], today)?;
    let start = at + len;
    Some((joint, start..start + date_len, date))
}

/// ", le ", " et le ", " / ": what such a text between two dates is.
fn joint(between: &str, is_plural: bool) -> Option<Joint> {
    let is_sign = |c: char| SIGNS.contains(&c) || is_plural && OF_PLURALS.contains(&c);
    let mut signs = between.chars().filter(|c| !c.is_alphabetic() && *c != ' ');
    let n_signs = signs.clone().count();
    if n_signs > 1 || !signs.all(is_sign) {
        return None;
    }
    let born = &CONTEXTS.born;
    let is_joint = |word: &str| {
        let known = folded(word);
        born.joints.contains(&known) || is_plural && born.alternatives.contains(&known)
    };
    let mut words = split::alphabetic(between);
    if !words.clone().all(|word| is_joint(word) || date::follows(word)) {
        return None;
    }
    let is_apart = between.ends_with(' ');
    if is_apart && (words.any(is_joint) || between.contains('&')) {
        return Some(Joint::Word);
    }
    (n_signs == 1 && (is_apart || is_plural)).then_some(Joint::Sign)
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect, detect_text, finding, table};

    #[track_caller]
    fn check(text: &str, expected: u64) {
        let found = detect(text);
        let found = finding(&found, "birth-date").map_or(0, |found| found.distinct);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn all_dates_of_a_list_are_of_births() {
        check("Geboortedatum dochters: 14/02/2013, 25/06/2015, 30/09/2017", 3);
        check("Nées le 14/02/2013, le 25/06/2015 et le 30/09/2017", 3);
        check("geboren op 14/02/2013, op 25/06/2015 en op 30/09/2017 te Aalst", 3);
        check("Geburtsdaten: 14.02.2013; 25.06.2015; 30.09.2017", 3);
        check("Dates de naissance : 14/02/2013;25/06/2015", 2);
        check("Geboortedata: 14/02/2013 - 25/06/2015", 2);
        check("Geburtsdaten: 14.02.2013 oder 25.06.2015 oder 30.09.2017", 3);
        check("Date of birth of the children: 14/02/2013, 25/06/2015", 2);
        check("Geboortedatum 14/02/2013 & 25/06/2015", 2);
    }

    #[test]
    fn the_date_of_something_else_is_none() {
        check("geboren op 14/02/1973, 01/09/2019 in dienst", 1);
        check("Née le 14/02/1973, le 01/09/2019 elle a commencé", 1);
        check("geboren op 14/02/1973 - 25/06/2015", 1);
        check("Enfants nés du 14/02/2015 - 25/06/2015", 1);
        check("Els Moens, geb. 14/02/1973, 01/09/1999, 30/06/2020", 1);
        check("Els Moens | geb. 14/02/1973 | 01/09/1999 | 30/06/2020 |", 1);
        check("Naissance, mariage, décès : 14/02/1939, 01/09/1965, 30/06/2020", 1);
        check("geboren op 14/02/1973, 01/09/2019", 1);
        check("geboren op 14/02/1973, 01/09/2019, 02/10/2020 en dan ziek", 1);
        check("Geboortedatum: 14/02/1973, datum indienst: 01/09/2019", 1);
        let rows = "naam;geboortedatum kinderen;indienst\nAn Maes;14/02/1973, 25/06/2015 en 30/09/2017;01/09/2019\n";
        let found = detect_text(&table(rows));
        assert_eq!(finding(&found, "birth-date").map(|found| found.distinct), Some(3));
    }
}
