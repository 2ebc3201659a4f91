//! What somebody does for a living, and whose papers somebody asks for or handles: "Jan Peeters werkt als psychiater", "Mevr.
//! Claes vraagt alle medische attesten".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last, is_of_name};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{before, line_before, line_behind, range_of};
use crate::detect::person::is_somebody;

/// Words between a verb and a profession: "was 5 jaar psychiatrisch verpleegkundige".
const BETWEEN: usize = 5;
/// Bytes of a line on which somebody signs.
const SIGNATURE: usize = 60;
/// Titles of those who treat others.
const DOCTORS: [&str; 8] = ["Dr", "dr", "Prof", "prof", "Dokter", "dokter", "Docteur", "Professor"];
/// Words behind papers in which it says where they are to go: "binnen te brengen".
const BEHIND: usize = 4;

/// Behind a job they say of whom or where.
const WHERE: [&str; 22] = [
    "at", "in", "of", "for", "with", "and", "bij", "van", "voor", "en", "te", "chez", "de", "du", "des", "à", "au",
    "et", "bei", "im", "am", "und",
];

/// The words of `lexicon.toml` for professions, and for the papers of others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occupations {
    /// Professions that are terms themselves, beside the jobs of [`Actors`](super::Actors).
    professions: WordPatterns,
    /// Fields of care that are a state before a job: "autistic researcher".
    of_persons: WordPatterns,
    /// Between a field of care and such a job: "dementia care coordinator".
    of_care: WordPatterns,
    /// Before a profession they say that it is somebody's, and behind one: "wil psychiater worden".
    said: WordPatterns,
    becoming: WordPatterns,
    /// What may stand between.
    between: WordPatterns,
    /// Verbs of asking for something or following it up, right behind a name.
    asks: WordPatterns,
    /// What is asked of others: many papers or cases, or one that is to be sent.
    many: WordPatterns,
    one: WordPatterns,
    sending: WordPatterns,
    /// Somebody asks to be allowed something.
    may: WordPatterns,
}

impl Occupations {
    /// "vraagt"
    pub(super) fn is_asking(&self, word: &str) -> bool {
        self.asks.has(word)
    }
}

impl Meanings {
    /// "verpleegkundige", "trajectbegeleider"
    pub(super) fn is_job(&self, word: &str) -> bool {
        self.actors.is_job(word) || self.occupations.professions.has(word)
    }

    /// "Els Claes, diabetesverpleegkundige", or on the line below a name, as letters are signed: a profession and nothing else.
    pub(super) fn is_signature(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, SIGNATURE);
        let behind = line_behind(buf, span.end, SIGNATURE);
        let is_of_care = || {
            let first = words(&buf[span.clone()]).next();
            let mut rest = words(behind).skip_while(|word| self.occupations.of_care.has(word));
            first.is_some_and(|word| self.is_treated(word))
                && rest.next().is_some_and(|word| self.is_job(word))
                && rest.next().is_none()
        };
        let is_job = words(&buf[span.clone()]).next().is_some_and(|word| self.is_job(word)) && behind.trim().is_empty();
        let name = match line.is_empty() {
            true => {
                let above = before(buf, span.start, SIGNATURE).strip_suffix('\n').unwrap_or("");
                above.rsplit('\n').next().unwrap_or("").trim_end_matches('\r')
            }
            false => line.strip_suffix(", ").unwrap_or(""),
        };
        (is_job || is_of_care()) && is_somebody(name) || self.is_added_profession(buf, span)
    }

    /// "Koen Dewaele, kankeronderzoeker, veranda", "Sarah Whitlock – HIV researcher at Kings": a profession right behind a name. A carer
    /// alone may be the one whom somebody sees: "Jan Maes, psychiater".
    fn is_added_profession(&self, buf: &str, span: &Range<usize>) -> bool {
        let (term, behind) = (&buf[span.clone()], line_behind(buf, span.end, SIGNATURE));
        let first = words(term).next().unwrap_or("");
        let ends = |behind: &str| {
            let rest = behind.trim_start_matches(' ');
            rest.is_empty() || rest.starts_with([',', '.', ';', ')', '\n', '\u{2013}']) || behind.starts_with(" - ")
        };
        let line = line_before(buf, span.start, SIGNATURE);
        let is_doctor = || {
            words(behind_last(line.trim_end_matches([' ', ',']), &[':', ';', ','])).any(|word| DOCTORS.contains(&word))
        };
        let is_one = self.is_job(first) && ends(behind) && (!self.actors.is_carer(first) || is_doctor());
        // "Luc Maes, diabetes nurse at the clinic", no "cancer nurse visits", who comes to see somebody.
        let is_next = || {
            let job = next_word(behind).filter(|word| self.is_job(word));
            let rest = job.map(|job| &behind[range_of(behind, job).end..]);
            rest.is_some_and(|rest| ends(rest) || next_word(rest).is_some_and(|word| WHERE.contains(&word)))
        };
        (is_one || self.is_treated(first) && is_next()) && {
            let name = line
                .trim_end()
                .strip_suffix([',', '(', '-', '\u{2013}', '\u{2014}'])
                .unwrap_or("")
                .trim_end();
            let name = name
                .rsplit([':', ';', '.', ',', '-', '\u{2013}', '\u{2022}'])
                .next()
                .unwrap_or("")
                .trim();
            let mut said = words(name).skip_while(|word| {
                DOCTORS.contains(word) || self.references.salutations.has(word) || self.beings.is_title(word)
            });
            let start = said.next().map_or(name.len(), |word| range_of(name, word).start);
            is_somebody(&name[start..])
        }
    }

    /// What somebody treats, no "autistic", which somebody is.
    fn is_treated(&self, word: &str) -> bool {
        self.actors.is_field_of_care(word) && !self.occupations.of_persons.has(word)
    }

    /// "is psychiater", "works as a psychiatric nurse": the profession of whoever is named, who treats others.
    pub(super) fn is_profession(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let behind = &buf[span.end..sentence.end.max(span.end)];
        self.names_profession(&buf[span.clone()], behind) && {
            let occupations = &self.occupations;
            let before = &buf[sentence.start.min(span.start)..span.start];
            let is_between = |word: &str| {
                let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
                is_number || occupations.between.has(word) || self.actors.is_job(word)
            };
            // A comma or a line may end what a verb says.
            let clause = before.rsplit([',', ';', ':', '(', '\n', '\t']).next().unwrap_or("");
            let mut before = words(clause).rev().take(BETWEEN);
            before
                .find(|word| !is_between(word))
                .is_some_and(|word| occupations.said.has(word))
                || words(behind).next().is_some_and(|word| occupations.becoming.has(word))
        }
    }

    /// The term is a profession, or the field of the one right behind it: "psychiatrisch verpleegkundige".
    fn names_profession(&self, term: &str, behind: &str) -> bool {
        let is_one = |word: &str| self.is_job(word);
        let first = words(term).next();
        let is_next = || next_word(behind).is_some_and(|word| self.actors.is_job(word));
        first.is_some_and(|word| is_one(word) || self.actors.is_field_of_care(word) && is_next())
    }

    /// The verb by which whoever is named right before it asks for the papers of others or handles them: "vraagt alle medische
    /// attesten", "vraagt om een attest binnen te brengen", not "vraagt ziekteverlof aan".
    pub(super) fn asking_before(&self, buf: &str, span: &Range<usize>, before: &Range<usize>) -> Option<Range<usize>> {
        let occupations = &self.occupations;
        let verb = words(&buf[before.clone()]).rfind(|word| occupations.is_asking(word))?;
        let Range { start, end } = range_of(buf, verb);
        let named = buf[before.start..start].trim_end();
        let is_behind_name = words(named).next_back().is_some_and(is_of_name) && !named.ends_with([',', ';', ':']);
        let between = &buf[end..span.start.max(end)];
        let rest = super::about::told_in(buf, span).end.max(span.end);
        let behind = || words(&buf[span.end..rest]).take(BEHIND);
        let mut object = words(between).chain(words(&buf[span.clone()])).chain(behind().take(1));
        let are_many = object.clone().any(|word| occupations.many.has(word));
        let mut is_sent = || {
            object.any(|word| occupations.one.has(word))
                && words(between).chain(behind()).any(|word| occupations.sending.has(word))
        };
        let may = behind().any(|word| occupations.may.has(word));
        let is_own = may || self.is_of_subject(verb, between, &buf[span.clone()]);
        (is_behind_name && !is_own && (are_many || is_sent())).then_some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn a_profession_is_said_by_a_verb() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.is_profession(&plain, &span, &(0..plain.len()));
            assert_eq!(found, expected, "{text}");
        }
        check("Jan is <psychiater>", true);
        check("Jan was 5 jaar <psychiatrisch> verpleegkundige", true);
        check("Ann works as a <psychiatric> nurse", true);
        check("Luc est médecin-<psychiatre>", true);
        check("Jan wil <psychiater> worden", true);
        check("Jan is een <psychiatrische> patiënt", false);
        check("Jan is bij een <psychiater> in behandeling", false);
        check("Jan gaat <naar de psychiater>", false);
        check("Jan is <naar de psychiater>", false);
        check("Ann was referred to a <psychiatrist>", false);
        check("Zij is ziek, <psychiater> gebeld", false);
        check("Luc est suivi par un <psychiatre>", false);
    }

    #[test]
    fn papers_are_of_others_where_they_are_many_or_to_be_sent() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let found = DETECTOR.book.meanings.asking_before(&plain, &span, &(0..span.start));
            assert_eq!(found.is_some(), expected, "{text}");
        }
        check("Els Claes vraagt alle <medische attesten>", true);
        check("Els Claes vraagt om een <medisch attest> binnen te brengen", true);
        check("Mme Clerx (RH) demande d'envoyer un <certificat médical>", true);
        check("Hans Schmitz bittet um alle <Krankmeldungen>", true);
        check("Ann Walsh asks for all <sick notes>", true);
        check("Jan Peeters volgt de <arbeidsongevallen> op", true);
        check("Jan Peeters vraagt <ziekteverlof> aan", false);
        check("Jan Peeters vraagt zijn <medische attesten> op", false);
        check("Jan Peeters volgt een <ontwenningskuur>", false);
        check("Els Claes vraagt een <medisch attest> later te mogen brengen", false);
        check("Els Claes kreeg twee <medische attesten>", false);
    }

    #[test]
    fn a_profession_right_behind_a_name_is_nobodys_state() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            assert_eq!(DETECTOR.book.meanings.is_signature(&plain, &span), expected, "{text}");
        }
        check("- Prof. Sofie Claes, <kankeronderzoekster>, 2 ramen", true);
        check("Luc Maes \u{2013} <diabetes> nurse at the clinic", true);
        check("Dr Sofie Claes, <psychiater>, sofa", true);
        check("Jan Maes, <psychiater>, 3x per week", false);
        check("Jan Maes, <autistic> researcher", false);
        check("Jan Maes, <cancer> nurse visits on Monday", false);
        check("Jan Maes, <autisme> coach toegewezen", false);
        check("Jan Maes, <diabetes>, nurse called", false);
        check("Jan Maes heeft <diabetes> specialist gebeld", false);
    }
}
