//! Numbers of pupils and of wages that are none: those of rolls of paper and of courts, and the columns of bills.

use std::ops::Range;

use serde::Deserialize;

use super::doubt::{WORDS, begins_with_one, has_word, is_name};
use super::names::{WordSet, folded};
use super::split::alphanumeric;
use crate::text::Text;

/// Words around numbers of pupils.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Student {
    rolls: WordSet<String>,
    staff: WordSet<String>,
    pupils: Vec<String>,
    school: Vec<String>,
}

/// Words over bills.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wages {
    bills: WordSet<String>,
}

/// Whether the number behind this word is one of a roll of paper or of a court: "rolnr".
pub fn is_of_roll(text: &Text, word: &Range<usize>, value: &Range<usize>) -> bool {
    let all = word.start.min(value.start)..word.end.max(value.end);
    let label = &text.buf[word.clone()];
    if is_of_staff(label) {
        return !has_word(&text.buf, &all, |word| begins_with_one(word, &WORDS.student.pupils));
    }
    let is_of_pupil = |word: &str| begins_with_one(word, &WORDS.student.school) || is_name(word);
    is_roll(label) && !has_word(&text.buf, &all, is_of_pupil)
}

/// The same of a column: its neighbours are asked.
pub fn is_column_of_rolls(text: &Text, label: &str) -> bool {
    let mut words = text
        .headings
        .iter()
        .chain(&text.names)
        .flat_map(|heading| alphanumeric(heading));
    is_of_staff(label)
        || alphanumeric(label).any(is_roll) && !words.any(|word| begins_with_one(word, &WORDS.student.school))
}

fn is_of_staff(label: &str) -> bool {
    WORDS.student.staff.contains(&folded(label.trim()))
}

fn is_roll(word: &str) -> bool {
    WORDS.student.rolls.contains(&folded(word))
}

/// Whether a row of headings is one of bills or goods, over whose sums and weights "gross" and "net" stand, too.
pub fn is_row_of_bills(headings: &str) -> bool {
    alphanumeric(headings).any(|word| WORDS.wages.bills.contains(&folded(word)))
}
