//! The frame of a letter, a mail or minutes: its headers, its closing with a name and an address, the list of who attended.
//! Whoever is named there wrote it, gets it or was there: theirs is only what a sentence says of its writer or to its reader,
//! no rule, offer or news that it tells everybody.

use std::ops::Range;

use serde::Deserialize;

use super::about::told_in;
use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, behind, line_before, line_behind, offset_of};
use crate::detect::person::{is_somebody, listed};

/// Bytes before a place, and lines, in which the closing stands that it is in.
const CLOSING: usize = 300;
const CLOSING_LINES: usize = 8;
/// Bytes of a line.
pub(super) const LINE: usize = 160;
/// Words of a closing that a word anywhere in it shows: "Groeten uit Gent".
const CLOSING_WORDS: usize = 3;
/// Words of a line that says who signs, and before the name in it: "Le bourgmestre, Jean Marchal".
const SIGNED_WORDS: usize = 9;
const ROLE_WORDS: usize = 3;
/// Words of a sentence that is no mere line of an address, where it has a stop and where it has none.
const SENTENCE_WORDS: usize = 4;
const LONG_WORDS: usize = 14;
/// Words of an enquiry: "Nog vragen?"
const ENQUIRY_WORDS: usize = 4;
/// Words before a term in which its reader is spoken to: "Uw aanvraag tot erkenning van uw".
const READER_WORDS: usize = 6;
/// Words behind a term that say that it is added: "Ziekteattest zit in bijlage".
const ADDED_WORDS: usize = 4;

/// The words of `lexicon.toml` for the frame of a letter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Words of a closing: "groeten".
    closings: WordPatterns,
    /// What a line of a mail begins with that says from whom or to whom it is, and one of minutes that says who was there.
    headers: WordPatterns,
    attendance: WordPatterns,
    /// The first words of a sentence without "ik" that tells of its writer: "Ben ziek", "Afwezig wegens".
    elliptic: WordPatterns,
    /// "in bijlage"
    added: WordPatterns,
    /// What the same begins with behind a comma: "Griep, blijf thuis".
    goes_on: WordPatterns,
    /// Whoever writes, as an object: "bij mij".
    writers: WordPatterns,
    /// Somebody who was named before.
    third: WordPatterns,
    /// What somebody is, right before a name, or a department: who is asked or does something.
    offices: WordPatterns,
    /// What readers should, may or can do: no fact about them.
    musts: WordPatterns,
}

impl Meanings {
    /// Whoever is named at a place is there as writer, reader or guest, and not in the sentence of the term.
    pub(super) fn is_framed(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let is_beside = (sentence.start.min(span.start)..sentence.end.max(span.end)).contains(&at);
        !is_beside && (self.is_in_header(buf, at) || self.holds_office(buf, at) || self.closes(buf, at))
    }

    /// "Schepen Els Maes licht toe", no "Schepen Els Maes is ziek": a role right before a name, and no state behind it.
    fn holds_office(&self, buf: &str, at: usize) -> bool {
        let role = words(line_before(buf, at, LINE)).next_back();
        let rest = line_behind(buf, at, LINE).split(['.', '!', '?']).next().unwrap_or("");
        role.is_some_and(|word| self.frame.offices.has(word))
            && !words(rest).any(|word| self.verbs.has(word) || self.ties.falls.has(word))
    }

    /// "Van: Jan Peeters", "Jan Peeters <jan@…>", "Aanwezig: Jan Peeters, Els Maes"
    fn is_in_header(&self, buf: &str, at: usize) -> bool {
        let line = behind_last(line_before(buf, at, LINE), &['.', ';', '!', '?']);
        let label = line.split_once(':').map_or("", |(label, _)| label);
        let is_mailbox = || {
            let (name, address) = line_behind(buf, at, LINE).split_once(" <").unwrap_or(("", ""));
            line.trim_end().is_empty() && words(name).nth(SENTENCE_WORDS).is_none() && address.contains('@')
        };
        self.frame.is_header(label) || self.frame.is_attendance(label) || is_mailbox()
    }

    /// A place is in the closing of a letter, or in the list below "Aanwezig:".
    pub(super) fn closes(&self, buf: &str, at: usize) -> bool {
        let text = before(buf, at, CLOSING);
        let mut lines = text.rsplit('\n');
        let own = lines.next().unwrap_or("");
        if self.frame.is_closing(own) || self.is_asked_for(own) || self.is_signed(buf, at - own.len()) {
            return true;
        }
        for line in lines.take(CLOSING_LINES) {
            if self.frame.is_closing(line)
                || line
                    .trim_end()
                    .strip_suffix(':')
                    .is_some_and(|label| self.frame.is_attendance(label))
            {
                return true;
            }
            if is_sentence(line) {
                return false;
            }
            if self.is_signed(buf, at - text.len() + offset_of(text, line)) {
                return true;
            }
        }
        false
    }

    /// "Nog vragen? ", "Personeelsdienst, "
    fn is_asked_for(&self, line: &str) -> bool {
        let line = self.without_title(line);
        if let Some(question) = line.strip_suffix('?') {
            let mut said = words(behind_last(question, &['.', '!', '?', ':'])).take(ENQUIRY_WORDS + 1);
            return said.clone().count() <= ENQUIRY_WORDS && said.any(|word| self.bystanders.has(word));
        }
        let Some(part) = line.strip_suffix(',') else {
            return false;
        };
        let mut part = words(behind_last(part, &['.', '!', '?', ':', ','])).peekable();
        part.peek().is_some() && part.all(|word| self.references.departments.has(word))
    }

    /// The line that begins at a place is a name with a role or an address, below a sentence: who signs. Several names are a list.
    fn is_signed(&self, buf: &str, start: usize) -> bool {
        let line = line_behind(buf, start, LINE);
        let above = before(buf, start, CLOSING).trim_end();
        if line.contains(':') || !is_sentence(above.rsplit('\n').next().unwrap_or("")) {
            return false;
        }
        let mut said = words(line);
        let is_short = said.clone().nth(SIGNED_WORDS).is_none() && !line.trim_end().ends_with(['.', '!', '?']);
        let is_name = |word: &str| listed(line, offset_of(line, word), line.len()).is_some();
        let is_named = said.clone().take(ROLE_WORDS).any(is_name);
        let below = behind(buf, start + line.len(), LINE).trim_start();
        let is_list = || is_somebody(below.lines().next().unwrap_or("").trim_end());
        is_short && is_named && !said.any(|word| self.verbs.has(word)) && !is_list()
    }

    /// The sentence tells something of its writer or its reader, or of somebody who was named before.
    pub(super) fn speaks_of_frame(&self, buf: &str, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        self.speaks_of_one_by_word(&buf[sentence.clone()])
            || self.tells_reader(buf, span, &sentence)
            || self.is_elliptic(buf, span, &sentence)
    }

    /// "ik", "mijn", "j'ai", "she": a word for the writer, or for somebody who was named.
    fn speaks_of_one_by_word(&self, text: &str) -> bool {
        let (references, frame) = (&self.references, &self.frame);
        let is_verb = |word: &str| self.ties.being.has(word) || self.ties.having.has(word) || word == "a";
        let is_polite = |word: &str| word == "Sie" || word.starts_with("Ihr") || word.starts_with("Ihn");
        let next = words(text).skip(1).chain(std::iter::once(""));
        words(text).zip(next).any(|(word, next)| {
            references.first.has(word)
                || frame.writers.has(word)
                || self.oneself.is_writer(word)
                || self.oneself.is_writer_before(word, next)
                || frame.third.has(word) && !is_polite(word)
                || references.owners.has(word) && references.relatives.has(next)
                || references.before_verb.has(word) && is_verb(next) && !references.impersonal.has(next)
        })
    }

    /// "Uw arbeidsongeval van 3 mei werd erkend", no "Breng uw ziekteattest mee" and no "U moet een ziekteattest bezorgen".
    fn tells_reader(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let text = &buf[sentence.clone()];
        let is_order = || {
            let first = words(text).next().unwrap_or("");
            self.instructions.is_order(text) || self.frame.musts.has(first) || self.clauses.heads.has(first)
        };
        let mut said = words(&buf[sentence.start..span.end]).rev();
        said.by_ref()
            .take(READER_WORDS + words(&buf[span.clone()]).count())
            .any(|word| self.ties.readers.has(word))
            && !buf[sentence.end..].starts_with('?')
            && !words(text).any(|word| self.frame.musts.has(word))
            && !is_order()
    }

    /// "Ben ziek vandaag", "Afwezig wegens griep", "Ziekteattest in bijlage", or nothing but the term.
    fn is_elliptic(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let (before, behind) = (&buf[sentence.start..span.start], &buf[span.end..sentence.end]);
        let first = words(&buf[sentence.clone()]).next().unwrap_or("");
        let mut near = words(before).rev().skip_while(|word| self.ties.fillers.has(word));
        let is_alone = || words(before).chain(words(behind)).next().is_none();
        let is_added = || {
            let mut rest = words(behind).take(ADDED_WORDS);
            words(before).next().is_none() && rest.any(|word| self.frame.added.has(word))
        };
        let goes_on = || {
            behind
                .split(',')
                .skip(1)
                .any(|part| words(part).next().is_some_and(|word| self.frame.goes_on.has(word)))
        };
        let is_when = |word: &str| {
            let ties = &self.ties;
            ties.days.has(word)
                || ties.until.has(word)
                || ties.from.has(word)
                || ties.state_by.has(word)
                || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let is_state = || {
            words(before).next().is_some() && words(before).all(is_when) && self.ties.states.any_in(&buf[span.clone()])
        };
        self.frame.elliptic.has(first)
            || self.verbs.has(first) && first != "A"
            || goes_on()
            || is_state()
            || near.next().is_some_and(|word| self.frame.added.has(word))
            || is_alone()
            || is_added()
    }
}

impl Frame {
    /// "From"
    pub(super) fn is_header(&self, label: &str) -> bool {
        begins_and_ends(label, &self.headers)
    }

    fn is_attendance(&self, label: &str) -> bool {
        begins_and_ends(label, &self.attendance)
    }

    /// The last sentence of a line is the closing of a letter: "Met vriendelijke groeten,", "Tot dan! Groetjes".
    fn is_closing(&self, line: &str) -> bool {
        let line = behind_last(line.trim_end_matches([' ', ',', '.', '!']), &['.', '!', '?']);
        let mut said = words(line);
        let is_short = said.clone().nth(CLOSING_WORDS).is_none();
        said.next_back().is_some_and(|word| self.closings.has(word))
            || is_short && said.any(|word| self.closings.has(word))
    }
}

/// A label of one or two words, the first of which is in a list.
fn begins_and_ends(label: &str, list: &WordPatterns) -> bool {
    let mut label = words(label);
    label.next().is_some_and(|word| list.has(word)) && label.nth(1).is_none()
}

/// A line is a sentence, no line of an address.
fn is_sentence(line: &str) -> bool {
    let line = line.trim_end();
    let n = if line.ends_with(['.', '!', '?']) {
        SENTENCE_WORDS
    } else {
        LONG_WORDS
    };
    words(line).nth(n - 1).is_some() && !line.contains(['|', '@'])
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn who_signs_or_attends_is_in_the_frame() {
        #[track_caller]
        fn check(text: &str, name: &str, expected: bool) {
            let at = text.rfind(name).unwrap();
            assert_eq!(DETECTOR.book.meanings.is_framed(text, at, &(0..1)), expected, "{text}");
        }
        check(
            "De premie komt in maart.\n\nMet vriendelijke groeten,\n\nEls Maes",
            "Els",
            true,
        );
        check("De premie komt in maart. Groetjes, Els Maes", "Els", true);
        check(
            "De premie komt in maart.\n\nEls Maes\nHR | Kaai 4 | els@x.be",
            "els@",
            true,
        );
        check("La prime arrive en mars.\n\nCordialement,\nLuc Petit", "Luc", true);
        check("La prime arrive en mars.\n\nLe bourgmestre, Luc Petit", "Luc", true);
        check(
            "Die Prämie kommt im März.\n\nMfG\nPersonalabteilung\nHans Weber",
            "Hans",
            true,
        );
        check("The bonus comes in March. Questions? Tom Baker", "Tom", true);
        check("Notulen\n\nAanwezig: An Bos, Els Maes\n1. Verzuim", "Els", true);
        check("Réunion\n\nPrésents :\n- Luc Petit\n- Anne Dupont\n", "Anne", true);
        check("Mail\n\nVan: Els Maes\nAan: Jan Claes\n\nDag", "Jan", true);
        check("Het verzuim daalde. Verslag: Els Maes", "Els", true);
        check("Ein Attest ist nötig. Personalabteilung, Frau Weber", "Frau", true);
        check("Musée catholique.\nConservateur : Luc Petit", "Luc", true);
        check("Het reglement is er. Schepen Els Maes licht toe.", "Els", true);
        check("Het reglement is er. Schepen Els Maes is afwezig.", "Els", false);
        check("De premie komt in maart.\n\nEls Maes heeft griep.", "Els", false);
        check("De premie komt in maart voor:\n\nEls Maes\nJan Claes", "Els", false);
        check("Deze week waren er velen ziek.\n\nEls Maes\nJan Claes", "Els", false);
        check(
            "Met vriendelijke groeten van ons allen hier op kantoor.\nGisteren viel Els Maes.",
            "Els",
            false,
        );
        check("Els Maes\nKerkstraat 1\n\nGeachte mevrouw, wij weigeren.", "Els", false);
    }

    #[test]
    fn the_frame_serves_what_is_said_of_writer_and_reader() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(
                DETECTOR.book.meanings.speaks_of_frame(&plain, &span),
                expected,
                "{text}"
            );
        }
        check("Ben <ziek> vandaag.", true);
        check("Vanaf morgen in <ziekteverlof>.", true);
        check("Een <griep>, kom vandaag niet.", true);
        check("Er werd bij mij <diabetes> vastgesteld.", true);
        check("Personeel in <ziekteverlof>.", false);
        check("Afwezig wegens <griep>.", true);
        check("Onze dochter heeft <griep>.", true);
        check("<Ziekteattest> zit in bijlage.", true);
        check("Ci-joint le <certificat médical>.", true);
        check("Elle a un <cancer>.", true);
        check("Er hat <Krebs>.", true);
        check("Uw <arbeidsongeval> van 3 mei werd erkend.", true);
        check("Your <sick leave> ends on Monday.", true);
        check("Breng een uittreksel uit het <strafregister> mee.", false);
        check("Er waren 14 <arbeidsongevallen>.", false);
        check("Il y a eu un <accident du travail>.", false);
        check("Bitte bringen Sie ein <Führungszeugnis> mit.", false);
        check("U moet een <ziekteattest> bezorgen.", false);
        check("You must upload your <sick note>.", false);
        check("Onze polis dekt ook <invaliditeit>.", false);
        check("<ACV> en ABVV staken maandag.", false);
        check("A <criminal record> check is part of it.", false);
        check("Heeft <dyslexie> en krijgt meer tijd.", true);
    }
}
