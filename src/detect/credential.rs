//! Passwords written down, and numbers of a kind that only the word before them tells.

mod codes;
mod everyday;
mod forms;
mod opened;
mod used;
mod value;

use std::ops::Range;

use self::value::{LENGTHS, is_code_number, is_count, is_measure, is_placeholder, is_plain_word, is_strong};
use super::around::{behind, line_before, line_behind, offset_of, range_of};
use super::engine::TermHit;
use super::labels::is_of_form;
use super::lexicon::contexts::CONTEXTS;
use super::names::folded;
use super::rolls::{is_column_of_rolls, is_of_roll};
use super::rule::Pattern;
use super::words::{Finder, Support};
use crate::text::{Text, Unit};

/// A row of digits this long is a time and no secret.
const TIME: usize = 10;
/// A keyed value begins at most this far behind its word.
const REACH: usize = 25;
/// Bytes before a word for a secret in which a word for a user stands.
const USER_REACH: usize = 80;
/// Bytes before a value of data in which its key stands.
const KEY_REACH: usize = 40;
/// Parts of a web page that nobody reads as text: the code of its scripts, and the fields of its forms.
const BEHIND_PAGES: [&str; 2] = ["script", "attributes"];

/// Which secrets of a document are told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// Of a program or its settings.
    None,
    /// Of data that programs hand on: under a key in a language of people.
    Keyed,
    /// Of a web page: what no word of a form, a menu or a manual looks like.
    Strong,
    All,
}

/// What is told of a document of this name and format: what people write is, but no program and its settings.
pub fn reads(name: &str, format: &str) -> Reads {
    let ending = name
        .rsplit_once('.')
        .map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    match format {
        "text" if CONTEXTS.secrets.text_files.contains(&ending) => Reads::All,
        "text" => Reads::None,
        format if CONTEXTS.secrets.pages.contains(format) => Reads::Strong,
        format if CONTEXTS.secrets.keyed_in.contains(format) => Reads::Keyed,
        format if CONTEXTS.secrets.not_in.contains(format) => Reads::None,
        _ => Reads::All,
    }
}

impl Reads {
    /// Whether a secret at a place of a document is told.
    pub fn tells(self, text: &Text, span: &Range<usize>, unit: Unit) -> bool {
        let value = &text.buf[span.clone()];
        let part = match unit {
            Unit::Field { part } => text.names.get(part as usize).map_or("", String::as_str),
            _ => "",
        };
        match self {
            Self::None => false,
            Self::Keyed => everyday::is_of_key(line_before(&text.buf, span.start, KEY_REACH), value),
            Self::Strong => !BEHIND_PAGES.contains(&part) && (is_strong(value) || is_code_number(value)),
            Self::All => true,
        }
    }
}

/// Where a secret stands behind its word, in one of the ways in which one is written.
fn secret_behind(known: &str, (before, behind): (&str, &str), border: Option<char>) -> Option<Range<usize>> {
    if CONTEXTS.secrets.unblocking.contains(known) {
        return everyday::unblocking(behind);
    }
    let is_short = CONTEXTS.secrets.short_forms.contains(known);
    forms::beside(before, behind, border)
        .filter(|found| !is_short || is_strong(&behind[found.clone()]))
        .or_else(|| codes::paired(before, behind))
        .or_else(|| forms::secret(behind))
        .or_else(|| forms::secret_of(behind))
        .or_else(|| everyday::of_key(known, behind))
        .or_else(|| {
            forms::told(behind)
                .filter(|found| !is_short || codes::is_told_of_short(known, before, &behind[found.clone()]))
        })
        .or_else(|| codes::coded(known, before, behind))
        .or_else(|| codes::with_user(before, behind))
        .or_else(|| forms::alone(before, behind))
        .or_else(|| codes::in_field(before, behind))
        .or_else(|| everyday::quoted(before, behind))
        .or_else(|| everyday::reset_to(before, behind))
        .or_else(|| used::told(before, behind))
        .or_else(|| forms::below(before, behind, border.is_some()))
}

impl Finder<'_> {
    /// A secret behind its word. Nothing of it is kept: its value is where it stands.
    pub(super) fn credential(&mut self, hit: &TermHit, rule: u16) {
        let start = hit.start as usize;
        let word = self.buf[start..hit.end as usize].trim_end();
        let end = start + word.len();
        let known = folded(word).replace('-', " ");
        let end = end + usize::from(self.buf[end..].starts_with('.') && CONTEXTS.secrets.cut_off.contains(&known));
        let behind = behind(self.buf, end, 2 * LENGTHS.end * 4);
        let before = line_before(self.buf, start, USER_REACH);
        let is_short = CONTEXTS.secrets.short_forms.contains(&known);
        let border = self.border(end);
        let found = match CONTEXTS.secrets.both.contains(&known) {
            true => codes::of_both(behind),
            false => secret_behind(&known, (before, behind), border.map(char::from)),
        };
        // "_pin: PhantomPinned": a field of a program.
        let is_field = is_short && self.buf[..start].ends_with('_');
        let is_guarded = is_guarded(&known);
        let is_of_meeting =
            || CONTEXTS.secrets.meeting_codes.contains(&known) && everyday::is_of_meeting(self.buf, start);
        let is_of_things = |value: &str| {
            is_field
                || is_short && (is_measure(value) || is_count(value))
                || is_guarded && (!is_sure(value) || !word.contains(char::is_lowercase))
        };
        if let Some(found) = found.filter(|found| !is_of_things(&behind[found.clone()]) && !is_of_meeting()) {
            self.keep(end + found.start..end + found.end, rule, 0, "", Support::Keyword);
        } else if let Some(found) = used::in_brackets(before, behind) {
            let line = start - before.len();
            self.keep(line + found.start..line + found.end, rule, 0, "", Support::Keyword);
        }
    }

    /// The code of a door or an alarm, beside a word that is of articles and errors, too.
    pub(super) fn code(&mut self, hit: &TermHit, rule: u16) {
        let (start, end) = (hit.start as usize, hit.end as usize);
        let behind = line_behind(self.buf, end, opened::REACH);
        if !behind.contains(|c: char| c.is_ascii_digit()) {
            return;
        }
        let before = line_before(self.buf, start, opened::REACH);
        // Where no more is looked at, a longer number may be cut.
        let is_whole = |found: &Range<usize>| !self.buf[end + found.end..].starts_with(char::is_alphanumeric);
        let found = opened::code(before, behind).or_else(|| opened::told(before, behind));
        if let Some(found) = found.filter(is_whole) {
            self.keep(end + found.start..end + found.end, rule, 0, "", Support::Keyword);
        }
    }

    /// A secret in a cell under such a heading.
    pub(super) fn credential_cell(&mut self, cell: &Range<usize>, rule: u16) {
        let value = &self.buf[cell.clone()];
        // "timePasswordChanged": programs keep times in a row of digits.
        let is_time = value.len() >= TIME && value.bytes().all(|byte| byte.is_ascii_digit());
        let fits =
            LENGTHS.contains(&value.chars().count()) && !value.contains(' ') && !is_placeholder(value) && !is_time;
        let label = self.text.locator().locate(cell.start).label.map(folded);
        let is_guarded = label.as_ref().is_some_and(|label| is_guarded(label.trim()));
        let is_puk = |label: &String| CONTEXTS.secrets.unblocking.contains(&label.trim().replace('-', " "));
        let is_other = label.as_ref().is_some_and(is_puk) && !everyday::is_unblocking(value);
        // Under a word for both, most have the user's name.
        let is_both = |label: String| {
            CONTEXTS
                .secrets
                .both
                .iter()
                .any(|word| label.starts_with(word.as_str()))
        };
        let fits = fits && !is_other && !label.is_some_and(is_both);
        if fits && (!is_guarded || is_sure(value)) {
            self.keep(cell.clone(), rule, 0, "", Support::Heading);
        }
    }

    /// The first word behind a rule's keyword that is as its pattern says.
    pub(super) fn keyed(&mut self, hit: &TermHit, rule: u16, pattern: &Pattern) {
        let end = hit.end as usize;
        let line = line_behind(self.buf, end, 2 * REACH);
        let near = |word: &&str| offset_of(line, word) <= REACH;
        let is_sign =
            |c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '"' | '=' | '(' | ')' | '<' | '>' | '|');
        let words = line.split(is_sign).filter(|word| !word.is_empty()).take_while(near);
        let mut words = words.map(|word| word.trim_end_matches('.'));
        let is_value = |word: &&str| pattern.find(word).is_some_and(|found| found.len() == word.len());
        let key = hit.start as usize..end;
        let is_field = |value: &str| is_of_form(self.buf, &key, &range_of(self.buf, value), |_| false);
        let below = || self.line_below(end).filter(|line| is_value(line) && is_field(line));
        let Some(found) = words.find(is_value).or_else(below) else {
            return;
        };
        let support = match is_field(found) {
            true => Support::Label,
            false => Support::Keyword,
        };
        let value = range_of(self.buf, found);
        if !is_of_roll(self.text, &key, &value) {
            self.keyed_value(value, rule, support);
        }
    }

    /// The line below a word's, where lines are no rows of a table.
    fn line_below(&self, end: usize) -> Option<&str> {
        let rest = line_behind(self.buf, end, REACH);
        let below = self.buf[end + rest.len()..].strip_prefix('\n')?;
        let start = self.buf.len() - below.len();
        let is_text = self.border(end).is_none();
        is_text.then(|| line_behind(self.buf, start, 2 * REACH).trim())
    }

    pub(super) fn keyed_cell(&mut self, cell: &Range<usize>, rule: u16, pattern: &Pattern) {
        let value = &self.buf[cell.clone()];
        let label = self.text.locator().locate(cell.start).label;
        if label.is_some_and(|label| is_column_of_rolls(self.text, label)) {
            return;
        }
        if pattern.find(value).is_some_and(|found| found.len() == value.len()) {
            self.keyed_value(cell.clone(), rule, Support::Heading);
        }
    }

    fn keyed_value(&mut self, span: Range<usize>, rule: u16, support: Support) {
        let value: String = self.buf[span.clone()].chars().filter(|c| c.is_alphanumeric()).collect();
        self.keep(span, rule, 0, &value.to_uppercase(), support);
    }
}

/// Whether a word for a secret also stands for documents and tests, or is a word of a program that ends with one: "userPassword".
fn is_guarded(known: &str) -> bool {
    let is_behind = |head: &String| {
        known
            .strip_suffix(head.as_str())
            .is_some_and(|rest| rest.ends_with(char::is_alphanumeric))
    };
    CONTEXTS.secrets.guarded.contains(known) || CONTEXTS.secrets.guarded_heads.iter().any(is_behind)
}

/// What a word that also stands for documents and tests ("pass") must have behind it: no number of a document, no file.
fn is_sure(value: &str) -> bool {
    is_strong(value) && !is_plain_word(value) && value.contains(char::is_lowercase) && !value.contains(['/', '\\'])
}
