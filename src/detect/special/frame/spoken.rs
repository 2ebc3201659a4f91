//! What a sentence says of whoever writes or reads a letter: "ik heb", "Afwezig wegens", "uw ziekteattest", "Proficiat met de".

use std::ops::Range;

use super::super::about::told_in;
use super::super::meaning::Meanings;
use super::super::wordlist::words;

/// Words before a term in which its reader is spoken to: "Uw aanvraag tot erkenning van uw".
const READER_WORDS: usize = 8;
/// Words behind a term that say that it is added: "Ziekteattest zit in bijlage".
const ADDED_WORDS: usize = 4;
/// Words before a state that say since when it is: "Sinds maandag hoge".
const SINCE_WORDS: usize = 4;
/// Words between the cause of an absence and the term: "Door een zware".
const CAUSE_WORDS: usize = 3;

impl Meanings {
    /// The sentence tells something of its writer or its reader, or of somebody who was named before.
    pub(in crate::detect::special) fn speaks_of_frame(&self, buf: &str, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        let text = &buf[sentence.clone()];
        self.speaks_of_one_by_word(text)
            || self.wishes_reader(text)
            || self.is_of_us(buf, span, &sentence)
            || self.is_away(buf, span, &sentence)
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

    /// "Proficiat met de zwangerschap!"
    fn wishes_reader(&self, text: &str) -> bool {
        let is_of_all = |word: &str| self.frame.musts.has(word) || self.groups.has(word);
        words(text).any(|word| self.frame.wishes.has(word)) && !words(text).any(is_of_all)
    }

    /// "Wij zijn beiden ziek", no "Wij zijn een katholieke school" and no "Wij zijn katholiek onderwijs".
    fn is_of_us(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let mut near = words(&buf[sentence.start..span.start])
            .rev()
            .skip_while(|word| self.frame.both.has(word));
        let rest = buf[span.end..sentence.end].trim_start();
        let is_end = || {
            !rest.starts_with(char::is_alphanumeric)
                || words(rest).next().is_some_and(|word| self.frame.joints.has(word))
        };
        near.next().is_some_and(|word| self.frame.are.has(word))
            && near.next().is_some_and(|word| self.frame.we.has(word))
            && is_end()
    }

    /// Nothing but when and why somebody is away: "Vandaag thuis met griep", "Wegens burn-out tot juni niet bereikbaar".
    fn is_away(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let (before, behind) = (&buf[sentence.start..span.start], &buf[span.end..sentence.end]);
        let (frame, ties) = (&self.frame, &self.ties);
        let is_small = |word: &str| {
            let is_by = ties.falls.has(word) || ties.falls_by.has(word) || ties.fillers.has(word);
            is_by || self.is_when(word) || frame.openers.has(word)
        };
        // "tot 3 juni"
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let behind_number = std::iter::once("").chain(words(before)).map(is_number);
        let mut all = words(before).zip(behind_number);
        let is_absent = words(before).any(|word| ties.falls.has(word));
        if is_absent && all.all(|(word, is_month)| is_month || is_small(word)) {
            return true;
        }
        let caused = words(before).rev().take(CAUSE_WORDS).any(|word| ties.causes.has(word));
        let is_of_another = || {
            let next = words(behind).next();
            next.is_some_and(|word| self.references.owned.is_of_whom(word))
        };
        let says =
            |text: &str| words(text).any(|word| ties.being.has(word) || ties.having.has(word) || frame.musts.has(word));
        let is_unreachable = || {
            words(before)
                .chain(words(behind))
                .any(|word| frame.unreachable.has(word))
        };
        caused && is_unreachable() && !says(before) && !says(behind) && !is_of_another()
    }

    /// "vandaag", "tot", "3"
    fn is_when(&self, word: &str) -> bool {
        let ties = &self.ties;
        ties.days.has(word)
            || ties.until.has(word)
            || ties.from.has(word)
            || ties.state_by.has(word)
            || word.starts_with(|c: char| c.is_ascii_digit())
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
            && !self.is_to_be_done(buf, span, sentence)
            && !is_order()
    }

    /// Readers must or may do something before the term in the sentence, or in its clause: no "uw ziekteattest ontvangen en u kan".
    fn is_to_be_done(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let is_must = |word: &str| self.frame.musts.has(word);
        let clause = buf[span.end..sentence.end].split([',', ';']).next().unwrap_or("");
        // No "uw ziekteattest en uw kaart kan u".
        let next = words(clause).skip(1).chain(std::iter::once(""));
        let mut said = words(clause)
            .zip(next)
            .take_while(|(word, next)| !(self.frame.joints.has(word) && self.ties.readers.has(next)));
        words(&buf[sentence.start..span.end]).any(is_must) || said.any(|(word, _)| is_must(word))
    }

    /// "Ben ziek vandaag", "Afwezig wegens griep", "Ziekteattest in bijlage", or nothing but the term.
    fn is_elliptic(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let (before, behind) = (&buf[sentence.start..span.start], &buf[span.end..sentence.end]);
        let mut opened = words(&buf[sentence.clone()]).skip_while(|word| self.frame.openers.has(word));
        let first = opened.next().unwrap_or("");
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
        let is_state = || {
            let is_since = || self.ties.until.has(first) && words(before).nth(SINCE_WORDS).is_none();
            words(before).next().is_some()
                && (words(before).all(|word| self.is_when(word)) || is_since())
                && self.ties.states.any_in(&buf[span.clone()])
        };
        // "In bijlage vindt u het"
        let is_found = || {
            let mut between = words(before).rev().take_while(|word| !self.frame.added.has(word));
            let is_small =
                |word: &str| self.ties.fillers.has(word) || self.ties.readers.has(word) || self.frame.musts.has(word);
            words(before).any(|word| self.frame.added.has(word)) && between.all(is_small)
        };
        self.frame.elliptic.has(first)
            || self.verbs.has(first) && first != "A"
            || goes_on()
            || is_state()
            || is_found()
            || is_alone()
            || is_added()
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

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
        check("Wij zijn allebei <ziek>.", true);
        check("Nous sommes <enceintes> !", true);
        check("Wij zijn <katholiek> onderwijs.", false);
        check("Wij zijn een <katholieke> school.", false);
        check("Gefeliciteerd met je <zwangerschap>!", true);
        check("Veel sterkte aan alle mensen met <kanker>.", false);
        check("Dag, tot maandag thuis met <griep>.", true);
        check("Wegens <longontsteking> tot mei niet bereikbaar.", true);
        check("Suite à un <infarctus>, indisponible jusqu'en mai.", true);
        check("Wegens <griep> gesloten.", false);
        check("Wegens <griep> is het loket niet bereikbaar.", false);
        check("Helaas <ziek>, tot morgen.", true);
        check("In de bijlage vindt u het <ziekteattest> van 3 mei.", true);
        check("In de bijlage vindt u hoe u een <ziekteattest> bezorgt.", false);
        check("We kregen uw <ziekteattest> en u mag thuisblijven.", true);
        check("U moet, als dat kan, uw <ziekteattest> bezorgen.", false);
        check("Uw <ziekteattest> kunt u online bezorgen.", false);
        check("Uw <ziekteattest> en kaart kunt u online bezorgen.", false);
        check("Heeft <dyslexie> en krijgt meer tijd.", true);
    }
}
