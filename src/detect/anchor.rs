//! Person anchors: signs in the text that a person is meant, by name, by birth date, or by speaking of oneself.

use std::ops::Range;

use super::Detector;
use super::around::before;
use super::asked::Asked;
use super::context::terms_in;
use super::date::{self, LATEST};
use super::engine::TermHit;
use super::person::{is_before_given, is_before_name};
use super::special::Window;
use super::{birth, birth_signs};

/// Bytes before a word for a birth date in which a name stands.
const NAME: usize = 60;

impl Detector {
    /// A title before a capital, a role before a given name, someone speaking of oneself or of relatives, or a given name
    /// before a capital. Gives where it starts.
    pub(super) fn name_near(
        &self,
        buf: &str,
        range: &Range<usize>,
        terms: &[TermHit],
        asked: &mut Asked,
    ) -> Option<usize> {
        let cue = terms_in(terms, range).iter().find(|hit| {
            let info = self.term(hit);
            let behind = &buf[hit.end as usize..];
            info.first_person || info.title && is_before_name(behind) || info.role && is_before_given(behind)
        });
        cue.map(|hit| hit.start as usize)
            .or_else(|| asked.given_name(buf, range))
    }

    /// A short name stands before a birth date: "Falkenberg Rolf, geboren am 23.06.1978", "Falkenberg Rolf, °23.06.1978".
    pub(super) fn names_born(&self, window: Window<'_, '_>, range: &Range<usize>) -> bool {
        let (buf, references) = (window.buf, &self.book.meanings.references);
        self.births(window, range).into_iter().any(|start| {
            let before = before(buf, start, NAME).trim_end_matches([' ', ',', '(']);
            references.at_end(before).is_some() || references.ends_with_unlisted(before)
        })
    }

    /// A word or a sign for a birth date with a date behind it.
    pub(super) fn birth_date_near(&self, window: Window<'_, '_>, range: &Range<usize>) -> bool {
        self.births(window, range).into_iter().next().is_some()
    }

    /// Where the words and signs for a birth date stand that have a date behind them.
    fn births(&self, window: Window<'_, '_>, range: &Range<usize>) -> impl IntoIterator<Item = usize> {
        let (buf, low) = (window.buf, self.scale.confidence.low);
        let words = terms_in(window.terms, range).iter().filter(move |hit| {
            self.term(hit).context & self.book.birth_date != 0
                && birth::behind(buf, hit.end as usize, false, LATEST).is_some()
        });
        let first = window.hits.partition_point(|hit| (hit.start as usize) < range.start);
        let end = range.end;
        let dates = window.hits[first..]
            .iter()
            .take_while(move |hit| (hit.start as usize) < end)
            .filter(move |hit| Some(hit.rule) == self.words.birth_date && hit.points.sum() >= low);
        let signs = dates.filter_map(move |hit| birth_signs::sign_before(buf, hit.start as usize));
        words.map(|hit| hit.start as usize).chain(signs).collect::<Vec<_>>()
    }
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
        let from = text.floor_char_boundary(at.saturating_sub(20));
        let to = text.floor_char_boundary((at + 10).min(text.len()));
        let (year, month, day) = date;
        date::dates(&text[from..to], LATEST)
            .any(|found| (found.year(), found.month(), found.day()) == (year, month, day))
    })
}
