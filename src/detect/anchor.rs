//! Person anchors: signs in the text that a person is meant, by name, by birth date, or by speaking of oneself.

use std::ops::Range;

use super::Detector;
use super::asked::Asked;
use super::context::terms_in;
use super::engine::TermHit;

/// A birth date stands at most this far behind its word.
const DATE_REACH: usize = 25;

impl Detector {
    /// A title before a capital, someone speaking of oneself, or a given name before a capital. Gives where it starts.
    pub(super) fn name_near(
        &self,
        buf: &str,
        range: &Range<usize>,
        terms: &[TermHit],
        asked: &mut Asked,
    ) -> Option<usize> {
        let cue = terms_in(terms, range).iter().find(|hit| {
            let info = self.term(hit);
            info.first_person || (info.title && is_before_name(&buf[hit.end as usize..]))
        });
        cue.map(|hit| hit.start as usize)
            .or_else(|| asked.given_name(buf, range, &self.street_endings))
    }

    /// A word for a birth date with a date behind it.
    pub(super) fn birth_date_near(&self, buf: &str, range: &Range<usize>, terms: &[TermHit]) -> bool {
        terms_in(terms, range).iter().any(|hit| {
            self.term(hit).context & self.book.birth_date != 0 && {
                let end = hit.end as usize;
                let reach = buf.floor_char_boundary((end + DATE_REACH).min(buf.len()));
                dates(&buf[end..reach]).next().is_some()
            }
        })
    }
}

/// A title's full stop, spaces, and a capital.
fn is_before_name(behind: &str) -> bool {
    let name = behind.strip_prefix('.').unwrap_or(behind);
    let trimmed = name.trim_start_matches(' ');
    let mut letters = trimmed.chars();
    (trimmed.len() < name.len() || name.len() < behind.len())
        && name.len() - trimmed.len() <= 2
        && letters.next().is_some_and(char::is_uppercase)
        && letters
            .next()
            .is_some_and(|c| c.is_lowercase() || c == '\'' || c == '.')
}

/// Dates in digits: day, month and year in either order.
pub fn dates(text: &str) -> impl Iterator<Item = (i16, i8, i8)> {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-'))
        .filter_map(|word| {
            let mut parts = word.trim_matches(['/', '.', '-']).split(['/', '.', '-']);
            let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
            let (year, month, day) = if first.len() == 4 {
                (first, second, third)
            } else {
                (third, second, first)
            };
            if year.len() != 4 || parts.next().is_some() {
                return None;
            }
            let date = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            ((1900..2100).contains(&date.0) && (1..=12).contains(&date.1) && (1..=31).contains(&date.2)).then_some(date)
        })
}

/// Whether four bytes stand in a text: for short texts, where a searcher would take longer to make than to run.
fn has_four(text: &[u8], four: [u8; 4]) -> bool {
    let [_, second, third, fourth] = [0, 1, 2, 3].map(|from| text.get(from..).unwrap_or(&[]));
    let at = text.iter().zip(second).zip(third).zip(fourth);
    at.fold(false, |any, (((a, b), c), d)| {
        any | ((*a == four[0]) & (*b == four[1]) & (*c == four[2]) & (*d == four[3]))
    })
}

/// Whether a text holds this date.
pub fn has_date(text: &str, date: (i16, i8, i8)) -> bool {
    let mut room = [0; 4];
    let year = date.0.unsigned_abs();
    for (at, place) in [1000, 100, 10, 1].into_iter().enumerate() {
        room[at] = b'0' + u8::try_from(year / place % 10).unwrap_or(0);
    }
    if !has_four(text.as_bytes(), room) {
        return false;
    }
    memchr::memmem::find_iter(text.as_bytes(), &room).any(|at| {
        let from = text.floor_char_boundary(at.saturating_sub(6));
        let to = text.floor_char_boundary((at + 10).min(text.len()));
        dates(&text[from..to]).any(|found| found == date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_orders() {
        #[track_caller]
        fn check(text: &str, expected: &[(i16, i8, i8)]) {
            assert_eq!(dates(text).collect::<Vec<_>>(), expected);
        }
        check("geboren op 03/11/1968.", &[(1968, 11, 3)]);
        check("1968-11-03 of 3.11.1968", &[(1968, 11, 3), (1968, 11, 3)]);
        check("13/13/1968, 1.2.3, 03/11/68", &[]);
    }
}
