//! The frame of a letter, a mail or minutes: its headers, its closing with a name and an address, the list of who attended.
//! Whoever is named there wrote it, gets it or was there: theirs is only what a sentence says of its writer or to its reader,
//! no rule, offer or news that it tells everybody.

mod spoken;

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

/// The words of `lexicon.toml` for the frame of a letter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Words of a closing: "groeten".
    closings: WordPatterns,
    /// What a line of a mail begins with that says from whom or to whom it is, and one of minutes that says who was there.
    headers: WordPatterns,
    attendance: WordPatterns,
    /// Of those, what a note on somebody begins with, too; and whom it is on.
    notes: WordPatterns,
    cared: WordPatterns,
    /// The first words of a sentence without "ik" that tells of its writer: "Ben ziek", "Afwezig wegens".
    elliptic: WordPatterns,
    /// They stand before those or before when it is: "Helaas ziek", "Dag, tot vrijdag thuis".
    openers: WordPatterns,
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
    /// Nobody is there or answers: "niet bereikbaar".
    unreachable: WordPatterns,
    /// Several who write, and what they are all: "Wij zijn beiden".
    we: WordPatterns,
    are: WordPatterns,
    both: WordPatterns,
    /// What is wished to whoever reads, for what they have.
    wishes: WordPatterns,
    /// Between clauses.
    joints: WordPatterns,
    /// What readers should, may or can do: no fact about them.
    musts: WordPatterns,
}

impl Meanings {
    /// Whoever is named at a place is there as writer, reader or guest, and not in the sentence of the term.
    pub(super) fn is_framed(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let is_beside = (sentence.start.min(span.start)..sentence.end.max(span.end)).contains(&at);
        if is_beside {
            return false;
        }
        match self.is_heading_of(buf, at, span) {
            true => self.is_closed(buf, at, false),
            false => self.is_in_header(buf, at) || self.holds_office(buf, at, span) || self.closes(buf, at),
        }
    }

    /// Whoever is named at a place heads a note: the term begins a line of those below, and nothing but lines of an address stands
    /// between: "Jan Peeters, kamer 3\nDementie". An office there names nobody who is told of: "Verslag: Jan Peeters\nDepressie".
    fn is_heading_of(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        if at >= span.start || span.start - at > CLOSING || !line_before(buf, span.start, LINE).trim().is_empty() {
            return false;
        }
        let line = line_before(buf, at, LINE);
        let label = line.split_once(':').map_or("", |(label, _)| label);
        let is_sender = self.frame.is_header(label) || line_behind(buf, at, LINE).contains('@');
        let is_list = || self.frame.is_attendance(label) && !self.frame.notes.any_in(label);
        let mut between = buf[at..span.start].lines().skip(1);
        !is_sender && !is_list() && between.all(|line| !is_sentence(line) && !line.contains(':'))
    }

    /// "Schepen Els Maes licht toe", no "Schepen Els Maes is ziek": a role right before a name, and no state behind it. Where nothing
    /// is behind the name, the term below it may be told of its bearer: "Technieker Jan Peeters\nArbeidsongeval".
    fn holds_office(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let role = words(line_before(buf, at, LINE)).next_back();
        let rest = line_behind(buf, at, LINE).split(['.', '!', '?']).next().unwrap_or("");
        let is_told = || span.start < at || words(rest).any(|word| word.starts_with(char::is_lowercase));
        role.is_some_and(|word| self.frame.offices.has(word))
            && is_told()
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
        self.is_closed(buf, at, true)
    }

    /// The same, where a name alone below a sentence may or may not be who signs.
    fn is_closed(&self, buf: &str, at: usize, is_signed: bool) -> bool {
        let is_signed = |start: usize| is_signed && self.is_signed(buf, start);
        let text = before(buf, at, CLOSING);
        let mut lines = text.rsplit('\n');
        let own = lines.next().unwrap_or("");
        if self.frame.is_closing(own) || self.is_asked_for(own) || is_signed(at - own.len()) {
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
            if is_signed(at - text.len() + offset_of(text, line)) {
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
}

impl Frame {
    /// "From", "Reply to", no "De patiënt"
    pub(super) fn is_header(&self, label: &str) -> bool {
        let mut label = words(label);
        label.next().is_some_and(|word| self.headers.has(word))
            && label.next().is_none_or(|word| self.headers.has(word))
            && label.next().is_none()
    }

    /// A label of one or two words that begins with one for those who were there or wrote, no "Verslag patiënt".
    fn is_attendance(&self, label: &str) -> bool {
        let mut label = words(label);
        label.next().is_some_and(|word| self.attendance.has(word))
            && label.next().is_none_or(|word| !self.cared.has(word))
            && label.next().is_none()
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
    fn who_heads_a_note_is_told_of_in_it() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let at = plain.find("Nora").unwrap();
            assert_eq!(DETECTOR.book.meanings.is_framed(&plain, at, &span), expected, "{text}");
        }
        check("De cliënt: Nora Lens\n\nLumbago, sinds <mei>.", false);
        check("De leerling: Nora Lens\n<Migraine>", false);
        check(
            "Rondgang zonder enig probleem vandaag.\n\nNora Lens kamer 7\n<Migraine> neemt toe.",
            false,
        );
        check("Verslag: Nora Lens\n<Migraine>, start medicatie.", false);
        check("Verslag bewoner: Nora Lens\n\nHeeft nu <migraine>.", false);
        check("Technieker Nora Lens. <Arbeidsongeval> op 3 mei.", false);
        check(
            "Technieker Nora Lens licht dat toe vandaag. <Arbeidsongeval> op 3 mei.",
            true,
        );
        check("Van: Nora Lens\n<Migraine> is een dossier.", true);
        check("Aanwezig: Nora Lens\n<Migraine> op het werk", true);
        check(
            "De premie komt in maart.\nNora Lens\nHR-dienst\n\nVorming over <migraine>",
            true,
        );
        check(
            "De premie komt.\n\nGroeten,\nNora Lens\n\n<Migraine> is het thema.",
            true,
        );
    }
}
