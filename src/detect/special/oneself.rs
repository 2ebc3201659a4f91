//! Whether a sentence says a term of its writer: "Ik kreeg de diagnose borstkanker", "Wegens ziekteverlof ben ik afwezig",
//! "anbei meine Krankmeldung". What everybody may ask or sing is said of nobody.

use std::ops::Range;

use serde::Deserialize;

use super::about::told_in;
use super::meaning::{CLAUSE_REACH, Meanings, behind_last};
use super::reference::is_given;
use super::wordlist::{WordPatterns, words};
use super::works::opens_quotation;
use crate::detect::around::{before, line_before, line_behind, offset_of};

/// Words behind a term in which its subject stands: "Wegens ziekteverlof ben ik".
const INVERTED: usize = 3;
/// Words before a term in which a verb of the writer stands.
const VERB_WORDS: usize = 5;
/// Bytes of a line before a term.
const LINE: usize = 200;
/// What is to be filled in.
const GAPS: [&str; 4] = ["[", "{", "__", "...."];

/// The words of `lexicon.toml` by which somebody speaks of oneself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oneself {
    /// "ik", "ich"; and those that are one only before a verb of the second list: "je suis", no Dutch "je bent".
    subjects: WordPatterns,
    before_verbs: WordPatterns,
    verbs: WordPatterns,
    /// "mijn"
    mine: WordPatterns,
    /// Verbs of being, of the writer.
    being: WordPatterns,
    /// What the writer had or has, besides the verbs that say it of others.
    had: WordPatterns,
    /// "bij mij", and that an illness was found there.
    at: WordPatterns,
    me: WordPatterns,
    found: WordPatterns,
    /// Not at work.
    away: WordPatterns,
    /// Between the writer and the term: somebody else is told of.
    stops: WordPatterns,
    /// It is not said that it is so; a question begins with it.
    unreal: WordPatterns,
    asks: WordPatterns,
}

impl Meanings {
    /// Whoever writes says the term of oneself.
    pub(super) fn is_said_of_oneself(&self, buf: &str, span: &Range<usize>) -> bool {
        let sentence = told_in(buf, span);
        let sentence = sentence.start.min(span.start)..sentence.end.max(span.end);
        self.is_mine(buf, span, &sentence)
            || self.is_of_writer(buf, span, &sentence)
            || self.is_found_in_writer(buf, span, &sentence)
    }

    /// "Bij mij werd kanker vastgesteld"
    fn is_found_in_writer(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let before = behind_last(&buf[sentence.start..span.start], &[',', ';', ':', '(']);
        let behind = buf[span.end..sentence.end].split([',', ';']).next().unwrap_or("");
        let text = &buf[span.start - before.len()..span.end + behind.len()];
        let mut pairs = words(text).zip(words(text).skip(1));
        pairs.any(|(at, me)| self.oneself.at.has(at) && self.oneself.me.has(me))
            && words(text).any(|word| self.oneself.found.has(word))
            && self.is_stated(buf, span, sentence)
    }

    /// "In bijlage mijn doktersattest", no "Mijn burn-out" over a chapter.
    fn is_mine(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let text = &buf[sentence.start..span.start];
        let near = words(text).rev().find(|word| !self.ties.fillers.has(word));
        // "Sinds <mijn coming out>"
        let is_within = words(&buf[span.clone()])
            .next()
            .is_some_and(|word| self.oneself.mine.has(word));
        let begins = words(text).nth(usize::from(!is_within)).is_none();
        // A heading has no stop: "Mijn ziekteverlof aanvragen".
        let goes_on = || {
            let rest = buf[span.end..sentence.end].strip_prefix(' ').unwrap_or("");
            rest.starts_with(char::is_lowercase) && buf[sentence.end..].starts_with(['.', '!'])
        };
        (is_within || near.is_some_and(|word| self.oneself.mine.has(word)))
            && (!begins || goes_on())
            && self.is_stated(buf, span, sentence)
    }

    /// The writer is the subject, before the term or behind its cause, and has it or is away.
    fn is_of_writer(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let (before, behind) = (&buf[sentence.start..span.start], &buf[span.end..sentence.end]);
        let first = words(&buf[span.clone()]).next().unwrap_or("");
        let is_told = match self.oneself.last_subject(before, first) {
            Some(end) => {
                let between = &before[end..];
                let is_apart = words(between).any(|word| self.oneself.stops.has(word));
                let is_away = || words(between).any(|word| self.oneself.away.has(word));
                !is_apart && !self.is_about_something(between) && (is_away() || self.is_had(buf, span))
            }
            None => {
                let mut near = words(behind).take(INVERTED);
                near.any(|word| self.oneself.subjects.has(word)) && self.is_tied(buf, span)
            }
        };
        is_told && self.is_stated(buf, span, sentence)
    }

    /// "kreeg de diagnose ", "souffre d'"
    fn is_had(&self, buf: &str, span: &Range<usize>) -> bool {
        let clause = behind_last(before(buf, span.start, CLAUSE_REACH), &['.', ';', ',', '!', '?', '(']);
        let mut near = words(clause)
            .rev()
            .take(VERB_WORDS)
            .take_while(|word| !self.ties.apart.has(word) && !self.topics.has(word));
        let mut term = words(&buf[span.clone()]);
        let mut is_verb = || term.next().is_some_and(|word| self.oneself.verbs.has(word)) && term.next().is_some();
        self.is_tied(buf, span)
            || near.any(|word| self.oneself.had.has(word))
            || is_verb()
            || self.suffered_by(buf, span).is_some()
    }

    /// No question, condition, quotation or form.
    fn is_stated(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let text = &buf[sentence.clone()];
        let is_asked =
            buf[sentence.end..].starts_with('?') || words(text).next().is_some_and(|word| self.oneself.asks.has(word));
        let is_unreal = || words(&buf[sentence.start..span.start]).any(|word| self.oneself.unreal.has(word));
        let is_form = || GAPS.iter().any(|gap| text.contains(gap));
        let is_quoted = || opens_quotation(line_before(buf, span.start, LINE)).is_some() && !is_signed(buf, span.end);
        !is_asked && !is_unreal() && !is_form() && !is_quoted()
    }
}

impl Oneself {
    /// "ik", "mijn"
    pub(super) fn is_writer(&self, word: &str) -> bool {
        self.subjects.has(word) || self.mine.has(word)
    }

    /// "je" before "suis"
    pub(super) fn is_writer_before(&self, word: &str, next: &str) -> bool {
        self.before_verbs.has(word) && self.verbs.has(next)
    }

    /// "ben", "suis"
    pub(super) fn is_being(&self, word: &str) -> bool {
        self.being.has(word)
    }

    /// Where the last word ends that stands for the writer; `next` is the word behind the text.
    fn last_subject<'t>(&self, text: &'t str, mut next: &'t str) -> Option<usize> {
        for word in words(text).rev() {
            if self.subjects.has(word) || self.is_writer_before(word, next) {
                return Some(offset_of(text, word) + word.len());
            }
            next = word;
        }
        None
    }
}

/// A given name stands right behind the quotation in which a place is: `"…" - Robin, magazijn`.
fn is_signed(buf: &str, at: usize) -> bool {
    let rest = line_behind(buf, at, LINE);
    let behind = rest.find(['"', '\u{201d}', '\u{bb}']).map_or("", |end| {
        rest[end..].trim_start_matches(['"', '\u{201d}', '\u{bb}', ' '])
    });
    let name = behind.trim_start_matches(['-', '\u{2013}', '\u{2014}', '(', ' ']);
    name.len() < behind.len()
        && words(name)
            .next()
            .is_some_and(|word| name.starts_with(word) && is_given(word))
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn the_writer_speaks_of_oneself_in_many_forms() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_said = DETECTOR.book.meanings.is_said_of_oneself(&plain, &span);
            assert_eq!(is_said, expected, "{text}");
        }
        check("Je serai absente jusqu'au 15/12, <certificat médical> en annexe", true);
        check("Wegens <ziekteverlof> ben ik afwezig tot 12/12.", true);
        check("Ik zal afwezig zijn tot 15/12, <medisch attest> in bijlage.", true);
        check("Ik kreeg de diagnose <borstkanker>.", true);
        check("Bij mij werd een <melanoom> vastgesteld.", true);
        check("Un <cancer> a été diagnostiqué chez moi.", true);
        check("Bij mij kan je terecht met vragen over <kanker>.", false);
        check("Bij mij thuis werd radon gevonden, dat geeft <kanker>.", false);
        check("Werd bij u <kanker> vastgesteld?", false);
        check("Bij de kat werd <kanker> vastgesteld.", false);
        check("Je souffre d'une <dépression> depuis mai", true);
        check("Ich bekam einen <Herzinfarkt>.", true);
        check("Je <suis opéré> mardi.", true);
        check("Je ne viens pas, je me <fais opérer du genou>.", true);
        check("Je me demande quand il <se fait opérer du genou>.", false);
        check("Last year I had <cancer>.", true);
        check("In bijlage mijn <doktersattest>.", true);
        check("anbei meine <Krankmeldung>.", true);
        check("Ci-joint mon <certificat médical>.", true);
        check("Mijn <operatie> is uitgesteld.", true);
        check("Sinds <mijn coming out> spreekt niemand me nog aan.", true);
        check("<Mijn coming out>", false);
        check(
            "Vrije tekst: \"Sinds <mijn coming out> zwijgt mijn baas\" - Robin, magazijn",
            true,
        );
        check(
            "Vrije tekst: \"Sinds <mijn coming out> zwijgt mijn baas\" - Antwoord 12",
            false,
        );
        check("Zeg: \"in bijlage mijn <doktersattest>\" tegen Robin", false);
        check("Je fais une <dépression> depuis mai.", true);
        check("J'ai une <dépression>.", true);
        check("I have <depression>.", true);
        check("I suffer from <depression>.", true);
        check("Ich habe eine <Depression>.", true);
        check("Je fais un exposé sur la <dépression>.", false);
        check("I have a talk on <depression>.", false);
        check("Ben ik verzekerd bij <arbeidsongeschiktheid>?", false);
        check("Moet ik mijn <ziekteattest> bezorgen?", false);
        check("Hoe vraag ik mijn <ziekteverlof> aan", false);
        check("Als ik mijn <ziekteattest> niet bezorg", false);
        check("Zeg: \"in bijlage mijn <doktersattest>\"", false);
        check("Ik zal afwezig zijn tot [datum], <medisch attest> in bijlage.", false);
        check("Je krijgt een <ziekteattest> van de arts.", false);
        check("Ik ken iemand die lijdt aan <diabetes>.", false);
        check("Ik zal afwezig zijn op de studiedag over <burn-out>.", false);
        check("Ik kreeg vragen over <burn-out>.", false);
        check("Mijn <burn-out>", false);
        check("Mijn <ziekteverlof> aanvragen", false);
        check("Ik zal afwezig zijn, stuur je <ziekteattest> naar de dienst.", false);
        check("Lied: 'Mijn <depressie> en ik'", false);
    }
}
