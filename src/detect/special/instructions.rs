//! What everybody should do, what a job holds, and what was changed in a program: whoever is named there is no person of whom
//! it is said. "Meld je ziek bij Tom Claes", "Taken: begeleiding van", "- fix diabetes template (Tom Claes)".

mod enquiries;

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last};
use super::reference::is_given;
use super::wordlist::{WordPatterns, words};
use super::worth::Window;
use crate::detect::Detector;
use crate::detect::around::{behind, line_before, line_behind, offset_of};
use crate::detect::asked::Asked;

/// Words of a question that means "if": "Ben je ziek?"
const QUESTION_WORDS: usize = 6;
/// Bytes behind a question in which it says what to do then.
const NEXT: usize = 60;
/// Words of a sentence in which it says to its reader what to do in a case.
const CASE_WORDS: usize = 8;
/// Words behind the first one of "in het geval van".
const OF_CASE: usize = 2;
/// Bytes of a line before a term.
const LINE: usize = 200;
/// Words of a label: "Voornaamste taken: ".
const LABEL_WORDS: usize = 3;
/// Bytes of the words before "programma" that say no more: "op het".
const SHORT_WORD: usize = 3;

/// The words of `lexicon.toml` for what everybody should do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instructions {
    /// Their first words; those that are one only before "Sie".
    imperatives: WordPatterns,
    before_sie: WordPatterns,
    /// Verbs of what a reader should do, the readers behind them, and those before them: "stuur je", "vous envoyez".
    orders: WordPatterns,
    readers: WordPatterns,
    before_orders: WordPatterns,
    /// Labels of what a job holds; of what a course holds, before a list; of what an evening is about.
    duties: WordPatterns,
    contents: WordPatterns,
    motto: WordPatterns,
    /// The first words of an enquiry: "Vragen over ziekteverlof?"
    enquiries: WordPatterns,
    /// Whom to ask, before what about: "Uw contactpersoon voor arbeidsongevallen is".
    contacts: WordPatterns,
    about: WordPatterns,
    /// Behind "is" they begin what something is for everybody, which somebody says: "is een probleem, zegt".
    articles: WordPatterns,
    says: WordPatterns,
    /// What somebody sends who wants to work there, before "to": "Bewerbung an".
    applying: WordPatterns,
    /// The first words of a line that says what was changed in a program.
    changes: WordPatterns,
}

impl Detector {
    /// The sentence tells everybody what to do, or what a job holds, and names nobody before the term.
    pub(super) fn is_instruction(&self, window: Window<'_, '_>, span: &Range<usize>, asked: &mut Asked) -> bool {
        let (buf, meanings) = (window.buf, &self.book.meanings);
        let told = asked.told_in(buf, span);
        let sentence = told.start.min(span.start)..told.end.max(span.end);
        let starts = [
            meanings.order_before(buf, span, &sentence),
            meanings.question_around(buf, &sentence),
            meanings.duties_before(buf, span),
            meanings.contents_before(buf, span),
            meanings.enquiry_before(buf, span, &sentence),
            meanings.contact_around(buf, span, &sentence),
            meanings.opinion_around(buf, span, &sentence),
            meanings.change_before(buf, span),
        ];
        let orders = starts.into_iter().flatten().map(|start| start..span.start);
        orders
            .chain(meanings.order_in_case(buf, span, &sentence))
            .any(|before| {
                !self.has_name(window, &before) && self.name_near(buf, &before, window.terms, asked).is_none()
            })
    }
}

impl Meanings {
    /// Where the sentence begins that tells what to do: "Herhaling: meld elk arbeidsongeval".
    fn order_before(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let start = offset_of(buf, behind_last(&buf[sentence.start..span.start], &[':']));
        self.instructions.is_order(&buf[start..span.end]).then_some(start)
    }

    /// A sentence that says for a case what its reader should do, up to its verb or the term: "Tijdens ziekteverlof stuur je",
    /// "En cas de maladie vous envoyez", no "Tijdens haar ziekteverlof" and no "ziekteverlof van Kevin".
    fn order_in_case(&self, buf: &str, span: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
        let text = &buf[sentence.clone()];
        let head = words(text).next()?;
        let mut of_case = words(text).skip(1).take(OF_CASE);
        let is_case = self.clauses.heads.has(head)
            || self.clauses.in_cases.has(head) && of_case.any(|word| self.clauses.cases.has(word));
        if !is_case {
            return None;
        }
        let mut said = words(text).skip(1).take(CASE_WORDS).zip(words(text).skip(2));
        let (verb, _) = said.find(|(word, next)| self.instructions.tells_reader(word, next))?;
        let case = sentence.start..span.start.max(offset_of(buf, verb));
        let is_of_one = words(&buf[case.clone()]).any(|word| self.ties.owners.has(word) || is_given(word));
        (!is_of_one).then_some(case)
    }

    /// Where a short question begins behind which it says what to do: "Zwanger? Meld het aan Tom Claes".
    fn question_around(&self, buf: &str, sentence: &Range<usize>) -> Option<usize> {
        let next = behind(buf, sentence.end, NEXT).strip_prefix('?')?;
        let is_short = words(&buf[sentence.clone()]).nth(QUESTION_WORDS).is_none();
        (is_short && self.instructions.is_order(next)).then_some(sentence.start)
    }

    /// Where a label ends before a list of what a job holds: "Taken: ".
    fn duties_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, span.start, LINE);
        // Most lines have no label.
        memchr::memchr(b':', line.as_bytes())?;
        let (label, duties) = behind_last(line, &['.', '!', '?']).split_once(':')?;
        let mut label = words(label).rev().take(LABEL_WORDS);
        label
            .any(|word| self.instructions.duties.has(word))
            .then_some(span.start - duties.len())
    }

    /// Where a label ends before a list of what is taught, which says nothing of anybody: "Inhoud: reanimatie, beroerte".
    fn contents_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, span.start, LINE);
        memchr::memchr(b':', line.as_bytes())?;
        let (label, list) = behind_last(line, &['.', '!', '?']).rsplit_once(':')?;
        let mut label = words(label).rev();
        let last = label.next()?;
        // "Op het programma", not "Medische inhoud"
        if !label.all(|word| word.len() <= SHORT_WORD) {
            return None;
        }
        let is_list = || list.contains(',') || line_behind(buf, span.end, 1).starts_with(',');
        let is_one = self.instructions.motto.has(last) || self.instructions.contents.has(last) && is_list();
        let ties = &self.ties;
        let is_said = |word: &str| {
            ties.being.has(word)
                || ties.having.has(word)
                || ties.owners.has(word)
                || ties.pronouns.has(word)
                || ties.causes.has(word)
        };
        let is_added = |text: &str| {
            text.split('(')
                .skip(1)
                .any(|inside| inside.starts_with(char::is_uppercase))
        };
        let rest = line_behind(buf, span.end, NEXT);
        let is_of_one = || words(list).any(is_said) || self.is_whose(rest) || is_added(rest);
        (is_one && !is_of_one()).then_some(span.start - list.len())
    }

    /// Where a line begins that says what was changed: "- 2.4.1 fix diabetes template".
    fn change_before(&self, buf: &str, span: &Range<usize>) -> Option<usize> {
        let line = line_before(buf, span.start, LINE);
        self.instructions.is_change(line).then_some(span.start - line.len())
    }
}

impl Instructions {
    /// A line begins so that says what was changed in a program: who is named in it made the change.
    pub(super) fn is_change(&self, line: &str) -> bool {
        let is_number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
        words(line)
            .find(|word| !is_number(word))
            .is_some_and(|first| self.changes.has(first))
    }

    /// Two words tell the reader to do something: "stuur je", "senden Sie", "vous envoyez", "you send"; an order needs no reader.
    fn tells_reader(&self, word: &str, next: &str) -> bool {
        let is_sie = || next == "Sie" && word.ends_with("en");
        let is_order = self.imperatives.has(word) || self.orders.has(word) && self.readers.has(next);
        is_order || is_sie() || self.before_orders.has(word) && (self.orders.has(next) || self.imperatives.has(next))
    }

    /// "je", "men"
    pub(super) fn is_reader(&self, word: &str) -> bool {
        self.readers.has(word)
    }

    /// "Bewerbung", "Apply"
    pub(super) fn is_applying(&self, word: &str) -> bool {
        self.applying.has(word)
    }

    pub(super) fn is_order(&self, text: &str) -> bool {
        let mut words = words(text);
        let first = words.next().unwrap_or("");
        let mut is_sie = || words.next().is_some_and(|word| word == "Sie" || word == "sie");
        self.imperatives.has(first) || self.before_sie.has(first) && is_sie()
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::special::worth::Window;
    use crate::detect::tests::DETECTOR;

    #[test]
    fn instructions_are_said_of_nobody() {
        #[track_caller]
        fn check(text: &str, term: &str, expected: bool) {
            let start = text.find(term).unwrap();
            let window = Window {
                buf: text,
                terms: &[],
                hits: &[],
                medium: 0,
                is_general: false,
                technical: false,
            };
            let is = DETECTOR.is_instruction(window, &(start..start + term.len()), &mut Default::default());
            assert_eq!(is, expected, "{text}");
        }
        check("Meld je ziek bij Tom Claes.", "ziek", true);
        check("Herhaling: meld elk arbeidsongeval.", "arbeidsongeval", true);
        check("Ben je ziek? Verwittig Tom Claes.", "ziek", true);
        check("Malade ? Prévenez Paul Denis.", "Malade", true);
        check("Krank? Melden Sie sich bei Hans Weber.", "Krank", true);
        check("Report any accident at work to Tom Baker.", "accident at work", true);
        check("Taken: begeleiding van asielzoekers.", "asielzoekers", true);
        check("- 2.4.1 fix diabetes template (Tom Claes)", "diabetes", true);
        check(
            "Tijdens ziekteverlof stuur je een attest naar Tom Claes.",
            "ziekteverlof",
            true,
        );
        check("Na een arbeidsongeval verwittig je Tom Claes.", "arbeidsongeval", true);
        check(
            "Bij ziekte bezorgt u een ziekteattest aan Tom Claes.",
            "ziekteattest",
            true,
        );
        check("In geval van ziekte meldt u zich bij Tom Claes.", "ziekte", true);
        check(
            "En cas de maladie vous envoyez un certificat médical à Paul Denis.",
            "certificat médical",
            true,
        );
        check(
            "Pendant un congé de maladie vous devez prévenir Paul Denis.",
            "maladie",
            true,
        );
        check(
            "Während der Krankschreibung senden Sie ein Attest an Hans Weber.",
            "Krankschreibung",
            true,
        );
        check(
            "Bei Krankheit schicken Sie ein Attest an Hans Weber.",
            "Krankheit",
            true,
        );
        check("During sick leave send a certificate to Tom Baker.", "sick leave", true);
        check(
            "During sick leave you send a certificate to Tom Baker.",
            "sick leave",
            true,
        );
        check("In het geval van ziekte meldt u zich bij Tom Claes.", "ziekte", true);
        check("After the call Tom had flu.", "flu", false);
        check(
            "Tijdens haar ziekteverlof stuur je de post naar Tom Claes.",
            "ziekteverlof",
            false,
        );
        check(
            "Tijdens ziekteverlof van Jan Peeters stuur je de post door.",
            "ziekteverlof",
            false,
        );
        check(
            "Tijdens ziekteverlof van Kevin stuur je de post door.",
            "ziekteverlof",
            false,
        );
        check("Tijdens ziekteverlof bleef Jan Peeters thuis.", "ziekteverlof", false);
        check(
            "Na een arbeidsongeval bleef je collega Jan Peeters thuis.",
            "arbeidsongeval",
            false,
        );
        check("Pendant mon congé de maladie je vois Paul Denis.", "maladie", false);
        check(
            "Während der Krankschreibung war sie bei Hans Weber.",
            "Krankschreibung",
            false,
        );
        check("Meld Jan Peeters ziek.", "ziek", false);
        check("Bel Jan Peeters: hij is ziek.", "ziek", false);
        check("Is Jan Peeters ziek? Bel hem op.", "ziek", false);
        check("Els Goris meldde zich ziek.", "ziek", false);
        check("Melden tut sich keiner, Hans ist krank.", "krank", false);
        check("Vragen over ziekteverlof? Mail Ann Bert (HR).", "ziekteverlof", true);
        check(
            "Questions sur le congé de maladie ? Anne Bert (RH)",
            "congé de maladie",
            true,
        );
        check(
            "Fragen zu Mutterschutz oder Krankmeldung? Anna Bert",
            "Krankmeldung",
            true,
        );
        check("Questions about sick leave go to Ann Bert.", "sick leave", true);
        check(
            "Vragen over de epilepsie van Jan Peeters? Mail Els.",
            "epilepsie",
            false,
        );
        check(
            "Vraag over ziekteverlof Jan Peeters: hoeveel dagen?",
            "ziekteverlof",
            false,
        );
        check(
            "Contactpersoon voor ziekteverlof Jan Peeters is Els Claes.",
            "ziekteverlof",
            false,
        );
        check("Thema: de depressie van Jan Peeters", "depressie", false);
        check(
            "Vragen van Jan Peeters over zijn epilepsie? Mail Els.",
            "epilepsie",
            false,
        );
        check(
            "Uw contactpersoon voor arbeidsongevallen bij Ethias is Peter Daems.",
            "arbeidsongevallen",
            true,
        );
        check(
            "Votre personne de contact pour les accidents du travail est Pierre Dam.",
            "accidents du travail",
            true,
        );
        check(
            "Ihr Ansprechpartner für Arbeitsunfälle ist Peter Dahm.",
            "Arbeitsunfälle",
            true,
        );
        check("Onze contactpersoon Peter Daems is ziek.", "ziek", false);
        check(
            "Onze contactpersoon heeft epilepsie en is Peter Daems.",
            "epilepsie",
            false,
        );
        check(
            "Deelnemers: Jan Baes. Inhoud: reanimatie, beroerte, epilepsie.",
            "epilepsie",
            true,
        );
        check("Programme : réanimation, AVC, infarctus", "AVC", true);
        check("Op het programma: diabetes, astma", "astma", true);
        check("Medische inhoud: epilepsie, astma", "epilepsie", false);
        check("Programme: diabète, asthme (Jean Dupont)", "asthme", false);
        check("Contents: epilepsy, asthma", "epilepsy", true);
        check("Thème : l'homosexualité", "homosexualité", true);
        check("Programme: John Bay has epilepsy, Lucy Cone asthma", "epilepsy", false);
        check("Inhoud dossier: Jan Baes, epilepsie", "epilepsie", false);
        check("Inhoud: epilepsie", "epilepsie", false);
        check("Programma: zij heeft epilepsie, en astma", "astma", false);
        check(
            "Burn-out is een probleem van iedereen, zegt Jan Peeters.",
            "Burn-out",
            true,
        );
        check("Le burn-out est un fléau, dit Jean Dupont.", "burn-out", true);
        check("Burnout ist ein Problem, sagt Hans Weber.", "Burnout", true);
        check("Burn-out is a plague, says John Smith.", "Burn-out", true);
        check(
            "Sven Mary pleit; voorlopige hechtenis is de regel niet, zegt hij.",
            "voorlopige hechtenis",
            true,
        );
        check("Mijn burn-out is een ramp, zegt Jan Peeters.", "burn-out", false);
        check("Jan Peeters heeft een burn-out, zegt zijn vrouw.", "burn-out", false);
        check(
            "De burn-out is een gevolg voor Jan Peeters, zegt Els.",
            "burn-out",
            false,
        );
        check("Depressie is bevestigd, zegt Jan Peeters.", "Depressie", false);
        check("Taken: Jan Peeters neemt over, Els is ziek.", "ziek", false);
    }
}
