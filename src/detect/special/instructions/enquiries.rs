//! Whom to ask about something, and what somebody holds of it in general: nobody who is named there has it.

use std::ops::Range;

use super::super::meaning::{Meanings, behind_last};
use super::super::reference::is_given;
use super::super::wordlist::{next_word, words};
use super::NEXT;
use crate::detect::around::{behind, range_of};

/// Words before what an opinion is of: "Een zware".
const OPINION_WORDS: usize = 2;
/// Words to the one for whom to ask: "Votre personne de contact".
const CONTACT_WORDS: usize = 4;

impl Meanings {
    /// Where an enquiry begins, which is everybody's: "Vragen over ziekteverlof? Mail", not "Vragen over de ziekte van Jan".
    pub(super) fn enquiry_before(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let mut first = words(&buf[sentence.start..span.start]);
        let is_enquiry = first.next().is_some_and(|word| self.instructions.enquiries.has(word))
            && first.next().is_some_and(|word| self.instructions.about.has(word));
        (is_enquiry && !self.is_whose(behind(buf, span.end, NEXT))).then_some(sentence.start)
    }

    /// Where a sentence begins that says whom to ask about it: "Uw contactpersoon voor arbeidsongevallen is Peter Daems".
    pub(super) fn contact_around(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let before = &buf[sentence.start..span.start];
        let contact = words(before)
            .take(CONTACT_WORDS)
            .find(|word| self.instructions.contacts.has(word))?;
        let about = words(&before[range_of(before, contact).end..]).any(|word| self.instructions.about.has(word));
        let rest = &buf[span.end..sentence.end];
        let about = about && !self.is_whose(rest);
        let is_named = |word: &str| {
            let next = next_word(&rest[range_of(rest, word).end..]);
            self.ties.being.has(word) && next.is_some_and(|next| next.starts_with(char::is_uppercase))
        };
        (about && words(rest).any(is_named)).then_some(sentence.start)
    }

    /// Where a clause begins that tells what something is in somebody's view: "Burn-out is een probleem, zegt Jan Peeters".
    pub(super) fn opinion_around(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let (instructions, ties) = (&self.instructions, &self.ties);
        let rest = &buf[span.end..sentence.end];
        let verb = next_word(rest).filter(|word| ties.being.has(word))?;
        let said = &rest[range_of(rest, verb).end..];
        next_word(said).filter(|word| instructions.articles.has(word))?;
        let (said, by) = said.rsplit_once(',')?;
        let clause = behind_last(&buf[sentence.start..span.start], &['.', ';', ':', ',', '!', '?', '\n']);
        let is_own = |word: &str| ties.pronouns.has(word) || ties.owners.has(word) || self.references.owners.has(word);
        let is_of_somebody = words(clause)
            .chain(words(&buf[span.clone()]))
            .chain(words(said))
            .any(is_own);
        let is_opinion = words(by).next().is_some_and(|word| instructions.says.has(word));
        let begins = words(clause).nth(OPINION_WORDS).is_none();
        (is_opinion && begins && !is_of_somebody && !words(said).any(is_given)).then_some(span.start - clause.len())
    }
}
