//! What the name of a file says.

use super::Sink;
use crate::text::{FILE_NAME, Unit};

impl Sink<'_> {
    /// A file's name says things about people too: scans are called after the national number of whom they are of.
    pub(super) fn tell_name(&mut self) {
        let Some(name) = telling(&self.name) else { return };
        let part = self.intern(FILE_NAME);
        self.line_break();
        self.mark(Unit::Field { part }, 0);
        self.push(&name);
        self.finish();
    }
}

/// What a file is called, without its extension, if that is more than words and a date.
fn telling(name: &str) -> Option<String> {
    const MOST_OF_A_DATE: usize = 8;
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let n_digits = name.bytes().filter(u8::is_ascii_digit).count();
    if n_digits <= MOST_OF_A_DATE && !name.contains('@') {
        return None;
    }
    let is_extension = |end: &str| (1..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if is_extension(end) => stem,
        _ => name,
    };
    // An underscore stands for a space, and not for a part of a word.
    Some(stem.replace('_', " "))
}
