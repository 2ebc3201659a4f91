//! What somebody studies, writes a book on or tells others to say is nothing that they have: "Dr. Peeters heeft borstkanker
//! onderzocht", "Peeters J.: Borstkanker bij vrouwen", "Denk je: ik heb koorts?"

mod titles;

use std::ops::Range;

use serde::Deserialize;

use super::meaning::{Meanings, behind_last};
use super::wordlist::{WordPatterns, next_word, words};
use crate::detect::around::{line_before, line_behind, range_of};

/// Bytes of a line before a term, and behind it.
const LINE: usize = 200;
const BEHIND: usize = 40;
/// Words between a verb of studying and what is studied.
const BETWEEN: usize = 4;
/// Words of an invitation to say something: "Denk je", "Zeg bv".
const PROMPT_WORDS: usize = 2;
/// Words behind a term in a title: "Le cancer du sein chez la femme".
const TITLE_WORDS: usize = 3;
/// Words behind a term of which one makes it the theme of a thing: "asthma inhaler covers".
const THING_WORDS: usize = 2;
/// Words of the label of an example: "Voorbeeld van een bericht:"; of one that says that it is made up: "Fictief voorbeeld voor de
/// cursus:".
const LABEL_WORDS: usize = 4;
const INVENTED_WORDS: usize = 8;
const QUOTES: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '\u{ab}', '\u{2018}'];

/// The words of `lexicon.toml` for what is studied, written or made up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Works {
    /// Participles of studying, behind the verb of having.
    studied: WordPatterns,
    /// Behind those they begin what somebody says of oneself: "a expliqué avoir".
    of_oneself: WordPatterns,
    /// Behind a subject they say with whom it is studied: "bij vrouwen".
    among: WordPatterns,
    /// The first words of a label of what is made up; of those, what is a word for something else.
    examples: WordPatterns,
    by_way: WordPatterns,
    /// They say so anywhere in it: "Casus 4 (fictief)"; and those that do before a question: "Oefening: … Welk formulier?"
    invented: WordPatterns,
    exercises: WordPatterns,
    /// The first words of the label of a case, which is an exercise where a question asks what its reader would do, or gives points.
    cases: WordPatterns,
    /// Those that are a word for any matter, too: alone they are an exercise only where points are given.
    matters: WordPatterns,
    which: WordPatterns,
    scores: WordPatterns,
    /// Beside one of `invented` they say that it is none, or that only a name is: "niet fictief", "(nom fictif)".
    real: WordPatterns,
    /// They begin a sentence that asks what would be: "Imaginez que".
    imagining: WordPatterns,
    /// They invite to say what follows.
    prompts: WordPatterns,
    /// What bears the name of an illness without having it.
    things: WordPatterns,
    /// Goods for a state, which are one word with it: "zwangerschapskussen". Laws, before their date.
    wares: WordPatterns,
    laws: WordPatterns,
    /// Books, films and others that have a title and an author; what was written by whoever "by" stands before.
    kinds: WordPatterns,
    drawn_up: WordPatterns,
    /// Who holds a thing, which has a name: "Zaal Alzheimer is bezet door".
    held: WordPatterns,
}

impl Meanings {
    /// The term is what is studied, written about, printed on something or said for others.
    pub(super) fn is_of_a_work(&self, buf: &str, span: &Range<usize>) -> bool {
        self.is_studied(buf, span)
            || self.is_title_by_author(buf, span)
            || self.is_prompted(buf, span)
            || self.is_on_a_thing(buf, span)
            || self.is_in_title(buf, span)
            || self.is_on_screen(buf, span)
            || self.is_theme(buf, span)
            || self.is_quoted_title(buf, span)
            || self.is_in_law(buf, span)
            || words(&buf[span.clone()])
                .next_back()
                .is_some_and(|word| self.works.wares.has(word))
    }

    /// "Podcast \"Depressie\", met …": in quotation marks right behind a word for a work.
    fn is_in_title(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, LINE);
        let kind = opens_quotation(line).and_then(|at| words(&line[..at]).next_back());
        kind.is_some_and(|word| self.works.kinds.has(word) || self.is_course(word))
    }

    /// Whoever is named behind the text wrote it or something else: "Opgemaakt door", "Boek over autisme door".
    pub(super) fn is_maker(&self, line: &str) -> bool {
        let line = behind_last(self.without_title(line), &['.']);
        let mut last = words(line).rev();
        // A bed has none: whoever is named there lies in it.
        let has_name = || {
            line.contains(QUOTES)
                || words(line)
                    .skip(1)
                    .any(|word| word.trim_start_matches('\'').starts_with(char::is_uppercase))
        };
        let is_made = |word: &str| self.works.drawn_up.has(word) || self.works.held.has(word) && has_name();
        last.next().is_some_and(|word| self.by.has(word))
            && (last.next().is_some_and(is_made) || self.works.kinds.any_in(line))
    }

    /// "heeft borstkanker onderzocht", "hat Krebs erforscht", "has studied cancer", "a étudié le cancer"
    fn is_studied(&self, buf: &str, span: &Range<usize>) -> bool {
        // "his depression" may be one term.
        let is_own = words(&buf[span.clone()])
            .next()
            .is_some_and(|word| self.ties.owners.has(word));
        if is_own || self.is_owned(buf, span) {
            return false;
        }
        let clause = behind_last(line_before(buf, span.start, LINE), &['.', ';', '!', '?', ',']);
        let has = |word: &str| self.ties.having.has(word) || word == "a";
        let mut before = words(clause).rev();
        // Behind what somebody studied or told, the words may still speak of themselves: "has explained that he has".
        let stops = |word: &str| self.is_of_oneself(word) || self.references.conjunctions.has(word);
        let verb = before
            .by_ref()
            .take(BETWEEN + 1)
            .find(|word| self.works.studied.has(word) || stops(word));
        if verb.is_some_and(|word| self.works.studied.has(word)) && before.next().is_some_and(has) {
            return true;
        }
        // The term may begin with its verb: "hat Krebs".
        let is_had = || words(clause).chain(words(&buf[span.clone()])).any(has);
        let next = next_word(line_behind(buf, span.end, BEHIND));
        next.is_some_and(|word| self.works.studied.has(word)) && is_had()
    }

    /// A word of possession, a pronoun or another verb of being or having.
    fn is_of_oneself(&self, word: &str) -> bool {
        let ties = &self.ties;
        self.works.of_oneself.has(word)
            || ties.owners.has(word)
            || ties.pronouns.has(word)
            || ties.being.has(word)
            || ties.having.has(word)
    }

    /// "Van Genechten R.: Borstkanker bij vrouwen": an author as lists of books write them, and a title.
    fn is_title_by_author(&self, buf: &str, span: &Range<usize>) -> bool {
        let Some((author, title)) = line_before(buf, span.start, LINE).rsplit_once(':') else {
            return false;
        };
        let title = title.trim_start();
        let first = title.chars().chain(buf[span.clone()].chars()).next();
        let author = author.trim_end().strip_suffix('.').unwrap_or("");
        let is_initial = words(author).next_back().is_some_and(|word| word.chars().count() == 1);
        let rest = line_behind(buf, span.end, BEHIND).strip_prefix(' ').unwrap_or("");
        is_initial
            && first.is_some_and(char::is_uppercase)
            && words(rest.split([',', '.', ';']).next().unwrap_or(""))
                .take(TITLE_WORDS)
                .any(|word| self.works.among.has(word))
    }

    /// Right behind what invites to say it, somebody speaks of oneself: "Denk je: ik heb koorts?", "Zeg bv. \"ik ben ziek\"".
    fn is_prompted(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, LINE);
        let mut cuts = line.rmatch_indices(|c: char| c == ':' || QUOTES.contains(&c));
        let Some((at, cut)) = cuts.next() else { return false };
        let said = words(&line[at + cut.len()..]).chain(words(&buf[span.clone()]));
        let mut prompt = words(&line[..at]).rev().take(PROMPT_WORDS);
        prompt.any(|word| self.works.prompts.has(word)) && said.into_iter().any(|word| self.references.first.has(word))
    }

    /// "cancer charity shirts"
    fn is_on_a_thing(&self, buf: &str, span: &Range<usize>) -> bool {
        let rest = line_behind(buf, span.end, BEHIND)
            .strip_prefix([' ', '-'])
            .unwrap_or("");
        let rest = rest
            .split(|c: char| !c.is_alphanumeric() && c != ' ')
            .next()
            .unwrap_or("");
        let mut behind = words(rest).take(THING_WORDS);
        behind.any(|word| self.works.things.has(word))
    }

    /// The label of a line says that what stands behind it is made up.
    pub(super) fn is_label_of_example(&self, label: &str) -> bool {
        let is_one = |word: &str| self.works.examples.has(word) && !self.works.by_way.has(word);
        let is_short = words(label).nth(LABEL_WORDS).is_none();
        is_short && words(label).next().is_some_and(is_one) || self.is_invented(label)
    }

    /// A label or a note says that it is made up: "Casus 4 (fictief)", no "nom fictif".
    pub(super) fn is_invented(&self, note: &str) -> bool {
        words(note).nth(INVENTED_WORDS).is_none() && self.works.invented.any_in(note) && !self.works.real.any_in(note)
    }

    /// "Imaginez que", before what would be.
    pub(super) fn is_imagined(&self, sentence: &str) -> bool {
        words(sentence)
            .next()
            .is_some_and(|word| self.works.imagining.has(word))
    }

    /// The label of a line says that it is an exercise, and a question follows. A case is one where the question is what its
    /// reader would do, or gives points: "Casus 2: … Welke zorg stel je voor?"; not "Casus Peeters: … Wie belt?", which names somebody,
    /// and not "Casus: mevr. Maes is … Wat denk je?", as one writes of any matter.
    pub(super) fn is_exercise_with(&self, label: &str, behind: &str) -> bool {
        if !behind.contains('?') || words(label).nth(LABEL_WORDS).is_some() {
            return false;
        }
        let Some(first) = words(label).next() else { return false };
        let names_nobody = || words(label).skip(1).all(|word| !word.starts_with(char::is_uppercase));
        let is_case = || self.works.cases.has(first) && names_nobody();
        let is_matter = || self.works.matters.has(first) && words(label).nth(1).is_none();
        // "zijn 8 punten" were given already.
        let owns = |word: &str| self.ties.owners.has(word);
        let points = points_given(behind, &self.works.scores);
        self.works.exercises.has(first)
            || is_case()
                && match points {
                    Some(before) => !owns(before),
                    None => !is_matter() && self.asks_what_to_do(behind),
                }
    }

    /// "Welke zorg stel je voor?", "Quel traitement proposez-vous ?"
    fn asks_what_to_do(&self, text: &str) -> bool {
        let is_reader = |word: &str| self.ties.readers.has(word) || self.instructions.is_reader(word);
        let mut questions = text
            .split_inclusive(['?', '.', '!', ':', '"'])
            .filter(|part| part.ends_with('?'));
        questions.any(|question| {
            let first = words(question).next();
            first.is_some_and(|word| self.works.which.has(word)) && words(question).any(is_reader)
        })
    }
}

/// The word before "10 punten" or before "punten op 10".
fn points_given<'t>(text: &'t str, scores: &WordPatterns) -> Option<&'t str> {
    let is_number = |word: &str| word.len() <= 2 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let (mut last, mut last_but_one) = ("", "");
    words(text).find_map(|word| {
        let before = std::mem::replace(&mut last, word);
        let first = std::mem::replace(&mut last_but_one, before);
        let mut next = words(&text[range_of(text, word).end..]).take(2);
        if !scores.has(word) {
            None
        } else if is_number(before) {
            Some(first)
        } else {
            next.any(is_number).then_some(before)
        }
    })
}

/// Where the quotation mark stands that opens what the text ends in.
pub(super) fn opens_quotation(text: &str) -> Option<usize> {
    // Few bytes may begin such a sign: an ASCII one, or what is the first of a character that is none.
    let may_be = |byte: u8| matches!(byte, b'"' | b'\'' | 0xc0..);
    let is_opener = |at: usize| {
        let sign = text[at..].chars().next();
        sign.is_some_and(|c| QUOTES.contains(&c) || c == '\'' && text[..at].ends_with(' '))
    };
    let mut bytes = text.bytes().enumerate().rev();
    let (at, _) = bytes.find(|&(at, byte)| may_be(byte) && is_opener(at))?;
    let opens = text[..at]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || c == '(');
    let rest = &text[at..];
    let is_closed = rest.contains("' ") || rest.contains('\u{bb}');
    // "'s avonds"
    let is_short = rest.starts_with('\'') && rest.chars().nth(2) == Some(' ');
    (opens && !is_closed && !is_short).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[track_caller]
    pub fn check(text: &str, expected: bool) {
        let (plain, span) = marked(text);
        assert_eq!(DETECTOR.book.meanings.is_of_a_work(&plain, &span), expected, "{text}");
    }

    #[test]
    fn what_is_studied_is_no_state() {
        check("Dr. R. Van Genechten heeft <borstkanker> onderzocht", true);
        check("Prof. Anna Müller hat <Brustkrebs> erforscht", true);
        check("Luc Dubois a étudié le <cancer>", true);
        check("Sarah Jones has studied <epilepsy> for years", true);
        check("Marie Petit a publié une étude sur la <schizophrénie>", true);
        check("Jan Maes heeft <borstkanker>", false);
        check("Jan Maes heeft <borstkanker>, wordt onderzocht", false);
        check("Luc Dubois a étudié son <cancer>", false);
        check("John has explained that he has <cancer>", false);
        check("Jan heeft uitgelegd dat hij <kanker> heeft", false);
        check("Luc a expliqué qu'il a un <cancer>", false);
        check("Luc a expliqué avoir un <cancer>", false);
        check("John has explained <his depression>", false);
        check("Sofie heeft <burn-out> besproken", true);
        check("De arts heeft haar <epilepsie> onderzocht", false);
        check("Jan wordt voor <epilepsie> onderzocht", false);
    }

    #[test]
    fn a_title_names_its_author() {
        check("Van Genechten R.: <Borstkanker> bij vrouwen", true);
        check("Dubois M. : Le <cancer> chez la femme", true);
        check("Schmidt K.: <Krebs> bei Kindern", true);
        check("Smith J.: <Cancer> among women", true);
        check("Van Genechten R.: <borstkanker> bij controle", false);
        check("Van Genechten R.: <Borstkanker> sinds 2023", false);
        check("Jan Maes: <Borstkanker> bij controle vastgesteld", false);
    }

    #[test]
    fn what_everybody_is_to_say_is_no_state() {
        check("Denk je: ik heb <koorts>?", true);
        check("Emma: Hoi! Zeg bv. \"ik <ben ziek>\"", true);
        check("Say \"I <am ill>\" to go on", true);
        check("Tapez \"je <suis malade>\"", true);
        check("Schreiben Sie: ich <bin krank>", true);
        check("Jan zei: ik heb <koorts>", false);
        check("Jan Maes: \"ik <ben ziek>\"", false);
    }

    #[test]
    fn the_title_of_a_work_is_no_state() {
        check("Podcast \"<Depressie>\", met Jan Maes", true);
        check("Boek 'Leven met <autisme>' door Els Claes.", true);
        check("Le livre « Mon <cancer> » de Luc Dubois", true);
        check("Jan Maes: \"<burn-out>\"", false);
        check("Boek \"Tuinen\" voor Jan Maes: <burn-out>", false);
        check("Zijn boek is uit, hij heeft <kanker>", false);
    }

    #[test]
    fn whoever_writes_stands_behind_by() {
        #[track_caller]
        fn check(line: &str, expected: bool) {
            assert_eq!(DETECTOR.book.meanings.is_maker(line), expected, "{line}");
        }
        check("Opgemaakt door ", true);
        check("Rapport établi par ", true);
        check("Boek over autisme door ", true);
        check("Zaal 'Migraine' is gereserveerd door ", true);
        check("Salle Cancer occupée par ", true);
        check("Stoel 7 bezet door ", false);
        check("Opgemaakt voor ", false);
        check("Geslagen door ", false);
        check("Een boek gelezen. Gebeten door ", false);
    }

    #[test]
    fn a_thing_may_bear_an_illness() {
        check("Tommy Hilfiger has <cancer> charity shirts", true);
        check("Hugo Boss has <asthma> inhaler covers", true);
        check("Uw bestelling <insuline>-koelbox", true);
        check("Uw bestelling <insuline>", false);
        check("John has <cancer>. Charity follows", false);
        check("John has <asthma> and takes an inhaler", false);
    }
}
