//! What a form asks and nobody has answered: "Handicap: ja / nee", "Enceinte ? oui/non", "Kinderen ten laste: ......".

use std::ops::Range;

use super::columns::Answers;
use super::meaning::Meanings;
use super::wordlist::words;
use crate::detect::around::{line_before, line_behind, offset_of};

/// Bytes behind a term in which its answers stand, and words of its question there: "Handicap of chronische ziekte? ".
const BEHIND: usize = 80;
const QUESTION_WORDS: usize = 4;
/// Dots that wait for somebody's pen, at least.
const FILL: usize = 2;
/// Boxes, which nobody has ticked, and what else stands between answers.
const BOXES: [char; 6] = ['\u{2610}', '\u{25a1}', '\u{25a2}', '\u{25cb}', '\u{25fb}', '\u{2b1c}'];
const DIVIDES: [char; 5] = ['/', '|', '[', ']', '_'];
const TICKS: [char; 9] = [
    '\u{2611}', '\u{2612}', '\u{2713}', '\u{2714}', '\u{2717}', '\u{2718}', '\u{25cf}', '\u{25a0}', '\u{25c9}',
];

impl Meanings {
    /// Answers stand behind the term of which nobody chose one, or a line that nobody filled.
    pub(super) fn is_left_open(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_behind(buf, span.end, BEHIND);
        let is_sign = |c: char| matches!(c, ':' | '?' | '(') || BOXES.contains(&c);
        // Most terms have nothing like it behind them.
        let Some(at) = line.find(is_sign) else { return false };
        let (question, value) = line.split_at(at);
        if question.contains(['.', ',', ';', '!']) || words(question).nth(QUESTION_WORDS).is_some() {
            return false;
        }
        // "Jan heeft astma: ....."
        let is_told = || words(line_before(buf, span.start, BEHIND)).any(|word| self.verbs.has(word));
        !value.starts_with('(') && is_blank(value) && !is_told() || self.answers.are_a_choice(value)
    }
}

impl Answers {
    /// "ja / nee", "oui ou non (biffer)", "☐ yes ☐ no"; no "ja / nee: ja", which somebody gave, and none that is ticked.
    fn are_a_choice(&self, text: &str) -> bool {
        let (mut seen, mut end, mut is_apart) = (Vec::new(), 0, true);
        for word in words(text) {
            let at = offset_of(text, word);
            is_apart |= text[end..at].contains(DIVIDES) || text[end..at].contains(BOXES);
            end = at + word.len();
            if self.or.has(word) {
                is_apart = true;
                continue;
            }
            if !self.choices.has(word) {
                break;
            }
            if seen.iter().any(|other: &&str| other.eq_ignore_ascii_case(word)) || is_marked(text, at..end) {
                return false;
            }
            if is_apart {
                seen.push(word);
            }
            is_apart = false;
        }
        // "JA / nee"
        let is_loud = |word: &&str| !word.contains(char::is_lowercase);
        let is_chosen = seen.iter().any(is_loud) && !seen.iter().all(is_loud);
        seen.len() > 1 && !is_chosen && !text.contains(TICKS)
    }
}

/// "**ja**", "[yes]", "(oui)", "~~nee~~": one of the answers is marked or struck.
fn is_marked(text: &str, word: Range<usize>) -> bool {
    let (before, after) = (text[..word.start].chars().next_back(), text[word.end..].chars().next());
    let pair = (before.unwrap_or(' '), after.unwrap_or(' '));
    matches!(
        pair,
        ('*' | '~', _) | (_, '*' | '~') | ('[', ']') | ('(', ')') | ('<', '>') | ('-', '-')
    )
}

/// Nothing but dots or a line is there, up to the end.
fn is_blank(value: &str) -> bool {
    let rest = value.trim_start_matches([':', '?', ' ']).trim_end();
    let is_fill = |c: char| matches!(c, '.' | '_' | '\u{2026}' | ' ');
    rest.len() >= FILL && rest.chars().all(is_fill)
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_nobody_chose_or_filled_is_open() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let is_open = DETECTOR.book.meanings.is_left_open(&plain, &span);
            assert_eq!(is_open, expected, "{text}");
        }
        check("<Handicap>: ja / nee", true);
        check("<Enceinte> ? oui/non (biffer)", true);
        check("<Schwanger> (ja oder nein)", true);
        check("Do you have <asthma> or hay fever? \u{2610} yes \u{2610} no", true);
        check("<Diabetes>: [ ] ja  [ ] nee\nAstma", true);
        check("<Epilepsie>: ja | nee - welke: \n", true);
        check("<Kinderen ten laste>: ......", true);
        check("<Allergie> : ____________\n", true);
        check("<Handicap>: ja", false);
        check("<Handicap>: **ja** / nee", false);
        check("<Handicap>: [ja] / nee", false);
        check("<Handicap>: JA / nee", false);
        check("<Handicap>: ja \u{2610} nee \u{25a0}", false);
        check("Jan heeft <astma>: ....", false);
        check("<Handicap>: ja / nee: ja", false);
        check("<Handicap>: \u{2612} ja \u{2610} nee", false);
        check("<Handicap>: ja, GdB 60", false);
        check("<Handicap>: ja, sinds 2019 / nee", false);
        check("Jan heeft <astma>. Komt hij? ja / nee", false);
        check("Jan heeft <astma> (...) en blijft thuis", false);
        check("<Kinderen ten laste>: Tom ...", false);
        check("Heeft Jan <diabetes>? Ja, nee zei hij eerst", false);
    }
}
