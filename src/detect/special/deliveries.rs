//! Papers that everybody is to send, and accidents that are to be told, to whoever is named behind them: "Uittreksel strafregister
//! naar Ann Maes sturen", "Certificat médical à envoyer à Anne Mas", "Attest verplicht. Stuur naar Ann Maes".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last, is_of_name};
use super::wordlist::{WordPatterns, next_word, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{line_behind, range_of};
use crate::detect::asked::Asked;
use crate::detect::context::FAR;

/// Bytes behind a paper in which it says to whom it is to go.
const BEHIND: usize = 120;
/// Bytes of the name of whoever receives it, and of a title before that.
const NAME: usize = 40;
const TITLE: usize = 12;
/// Words from the verb to "to", and from the name to the verb.
const VERB_BEFORE: usize = 6;
const VERB_BEHIND: usize = 2;
/// Words behind a term that may still be of the paper: "accident at work".
const PAPER_WORDS: usize = 2;

/// The words of `lexicon.toml` for what is to be sent or told.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliveries {
    papers: WordPatterns,
    /// Infinitives and orders, and what asks for it in their place: "bitte an Anna Maas".
    sending: WordPatterns,
    /// Before whom a paper is of.
    of: WordPatterns,
}

/// To whom something is to go: the words before the name and the name.
struct Receiver {
    to: usize,
    name: Range<usize>,
}

impl Detector {
    /// Nobody is named but whoever is to receive the paper.
    pub(super) fn is_delivered(
        &self,
        window: Window<'_, '_>,
        span: &Range<usize>,
        sentence: &Range<usize>,
        asked: &mut Asked,
    ) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let Some(Receiver { to, name }) = meanings.receiver_behind(buf, span, sentence) else {
            return false;
        };
        let start = sentence.start.min(span.start);
        let end = name.end + sentence_end(line_behind(buf, name.end, BEHIND));
        let before = buf.ceil_char_boundary(start.saturating_sub(FAR))..span.start;
        // "mevr. Ann Maes"
        let receives = self
            .name_near(buf, &(to..name.end), window.terms, asked)
            .is_some_and(|at| at <= to + TITLE);
        let mut is_named = |range: Range<usize>| {
            self.has_name(window, &range) || self.name_near(buf, &range, window.terms, asked).is_some()
        };
        receives && ![before, span.end..to, name.end..end].into_iter().any(&mut is_named)
    }
}

impl Meanings {
    fn receiver_behind(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<Receiver> {
        let (deliveries, text) = (&self.deliveries, line_behind(buf, span.end, BEHIND));
        if !deliveries.is_paper(buf, span, text) || !deliveries.sending.any_in(text) {
            return None;
        }
        let said = &buf[sentence.start.min(span.start)..span.start];
        let is_own =
            |word: &str| self.ties.pronouns.has(word) || self.ties.owners.has(word) || self.references.first.has(word);
        if words(said).any(is_own) {
            return None;
        }
        let to = words(text).find(|word| {
            let behind = &text[range_of(text, word).end..];
            self.actors.is_to(word) && next_word(behind).is_some_and(|next| next.starts_with(char::is_uppercase))
        })?;
        let to = range_of(text, to);
        let end = text[to.end..]
            .char_indices()
            .find(|&(at, c)| at > NAME || matches!(c, ',' | '(' | ';' | ':' | '!' | '?' | '<'))
            .map_or(text.len(), |(at, _)| to.end + at);
        let name_len = words(&text[to.end..end])
            .take_while(|word| is_of_name(word))
            .last()
            .map(|word| range_of(text, word).end)?;
        let clause = behind_last(&text[..to.start], &['.', ';', '?', '!']);
        let before = words(clause).rev().take(VERB_BEFORE);
        let behind = words(&text[name_len..]).take(VERB_BEHIND);
        let is_sent = before.chain(behind).any(|word| deliveries.sending.has(word));
        (is_sent && !words(&text[..to.start]).any(is_own)).then_some(Receiver {
            to: span.end + to.end,
            name: span.end + to.end..span.end + name_len,
        })
    }

    /// Behind the term it says whose it is: "certificat médical d'Anne Mas", "ziekteverlof Jan Peeters".
    pub(super) fn is_whose(&self, behind: &str) -> bool {
        let Some(of) = next_word(behind) else { return false };
        let is_name = |word: &str| word.starts_with(char::is_uppercase);
        if is_name(of) {
            return true;
        }
        if let Some((_, name)) = of.split_once('\'') {
            return is_name(name);
        }
        let rest = &behind[range_of(behind, of).end..];
        self.deliveries.of.has(of) && next_word(rest).is_some_and(is_name)
    }
}

impl Deliveries {
    /// The term or a word beside it is a paper, or an accident.
    fn is_paper(&self, buf: &str, span: &Range<usize>, behind: &str) -> bool {
        let before = words(&buf[buf.ceil_char_boundary(span.start.saturating_sub(NAME))..span.start]).next_back();
        words(&buf[span.clone()])
            .chain(before)
            .chain(words(behind).take(PAPER_WORDS))
            .any(|word| self.papers.has(word))
    }
}

/// Where the sentence ends.
fn sentence_end(text: &str) -> usize {
    text.find(['.', '!', '?']).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn whoever_receives_a_paper_stands_behind_to() {
        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.receiver_behind(&plain, &span, &(0..plain.len()));
            let name = found.map(|found| plain[found.name].trim().to_owned());
            assert_eq!(name.as_deref(), expected, "{text}");
        }
        check("<Uittreksel strafregister> naar Ann Maes sturen.", Some("Ann Maes"));
        check("<Certificat médical> à envoyer à Anne Mas.", Some("Anne Mas"));
        check("<Führungszeugnis> bitte an Anna Maas.", Some("Anna Maas"));
        check("<Criminal record> extract to be sent to Ann Mace.", Some("Ann Mace"));
        check(
            "<Uittreksel strafregister> verplicht. Stuur naar Ann Maes, dienst",
            Some("Ann Maes"),
        );
        check(
            "<Arbeitsunfälle> binnen 8 Tagen bei Guido Klas melden (g@f.be)",
            Some("Guido Klas"),
        );
        check(
            "<Accidents du travail> à déclarer dans les 8 jours à Guy Clas",
            Some("Guy Clas"),
        );
        check("<Medisch attest> bezorgd aan Ann Maes.", None);
        check("<Diagnose dementie> meegedeeld aan Ann Maes.", None);
        check("Ik ben <ziek>. Attest naar Ann Maes sturen.", None);
        check("<Depressief>, bericht sturen naar de dokter", None);
        check("<Depressief sinds maandag>, graag bellen naar Ann Maes", None);
        check("Hij heeft een <medisch attest>, naar Ann Maes te sturen", None);
    }

    #[test]
    fn a_paper_is_of_whoever_stands_behind_of() {
        #[track_caller]
        fn check(behind: &str, expected: bool) {
            assert_eq!(DETECTOR.book.meanings.is_whose(behind), expected, "{behind}");
        }
        check(" van Ann Maes naar de dienst", true);
        check(" d'Anne Mas", true);
        check(" von Anna Maas", true);
        check(" of Ann Mace", true);
        check(" Ann Maes", true);
        check("? Anna Bert", false);
        check(" van de werknemer", false);
        check(" naar Ann Maes", false);
    }
}
