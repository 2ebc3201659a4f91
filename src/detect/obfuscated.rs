//! Addresses of mail that are written so that programs do not see them: `jan (at) firma [dot] be`.

use std::ops::Range;

use super::around::behind;
use super::engine::TermHit;
use super::validator::{Candidate, is_dot_word};
use super::words::{Finder, Support};

/// The form of the e-mail rule for these.
pub const FORM: &str = "obfuscated";
/// No part of an address is longer.
const LONGEST: usize = 64;
/// Labels of a domain.
const MOST_LABELS: usize = 5;

impl Finder<'_> {
    /// An address whose at sign is a word in brackets.
    pub(super) fn obfuscated(&mut self, hit: &TermHit, rule: u16) {
        let (Some(start), Some((end, domain))) = (
            self.local_before(hit.start as usize),
            self.domain_behind(hit.end as usize),
        ) else {
            return;
        };
        let local = self.buf[start..hit.start as usize].trim_end_matches(['(', '[', '{', ' ']);
        let address = format!("{local}@{domain}");
        let rule_data = self.detector.rule(rule);
        let form = rule_data
            .validator
            .and_then(|validator| validator.forms.iter().position(|form| *form == FORM));
        let candidate = Candidate {
            buf: &address,
            start: 0,
            end: address.len(),
            digits: "",
            n_groups: 1,
            labels: &[],
        };
        let mut value = String::new();
        let checked = rule_data
            .validator
            .and_then(|validator| validator.prove(&candidate, self.settings, &mut value));
        if let (Some(checked), Some(form)) = (checked, form.and_then(|form| u8::try_from(form).ok())) {
            self.keep(start..end, rule, form, &value, Support::Base);
            if let Some(found) = self.out.last_mut() {
                found.class = checked.class;
            }
        }
    }

    /// Where the mailbox before "(at" begins.
    fn local_before(&self, at: usize) -> Option<usize> {
        let from = self.buf.floor_char_boundary(at.saturating_sub(LONGEST));
        let before = &self.buf[from..at];
        let bare = before
            .trim_end_matches(' ')
            .strip_suffix(['(', '[', '{'])?
            .trim_end_matches(' ');
        let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
        let local = &bare[bare.trim_end_matches(is_local).len()..];
        let local = local.trim_start_matches(['.', '-', '_', '+']);
        (!local.is_empty()).then(|| from + bare.len() - local.len())
    }

    /// The domain behind "at)": where it ends, and as it is meant.
    fn domain_behind(&self, at: usize) -> Option<(usize, String)> {
        let behind = behind(self.buf, at, 2 * LONGEST);
        let mut rest = behind
            .trim_start_matches(' ')
            .strip_prefix([')', ']', '}'])?
            .trim_start_matches(' ');
        let mut labels: Vec<&str> = Vec::new();
        let mut end = at;
        while labels.len() < MOST_LABELS {
            let n = rest
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(rest.len());
            if n == 0 {
                break;
            }
            labels.push(&rest[..n]);
            rest = &rest[n..];
            end = at + behind.len() - rest.len();
            match dot(rest) {
                Some(range) => rest = &rest[range.end..],
                None => break,
            }
        }
        (labels.len() > 1).then(|| (end, labels.join(".")))
    }
}

/// A dot, or what stands for one, at the beginning.
fn dot(text: &str) -> Option<Range<usize>> {
    if let Some(rest) = text.strip_prefix('.') {
        return rest.starts_with(char::is_alphanumeric).then_some(0..1);
    }
    let trimmed = text.trim_start_matches(' ');
    let bare = trimmed.strip_prefix(['(', '[', '{'])?.trim_start_matches(' ');
    let word = &bare[..bare.find(|c: char| !c.is_alphabetic())?];
    let rest = is_dot_word(word)
        .then_some(&bare[word.len()..])?
        .trim_start_matches(' ')
        .strip_prefix([')', ']', '}'])?
        .trim_start_matches(' ');
    Some(0..text.len() - rest.len())
}
