//! What holds for anybody who is so, and not for one: "Een werknemer met kanker is beschermd", "Mogen we een zieke werknemer
//! ontslaan?", "whether pregnant staff are covered".

use std::ops::Range;

use serde::Deserialize;

use super::meaning::Meanings;
use super::wordlist::{WordPatterns, words};
use crate::detect::around::range_of;
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::folded;
use crate::detect::split::alphabetic;

/// Words at the beginning of a letter of which one greets: "Sehr geehrter".
const GREETING: usize = 2;
/// Words between somebody and their state, besides the preposition: "atteint d'un".
const BETWEEN: usize = 3;

/// The words of `lexicon.toml` for what is said of anybody.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anybody {
    /// Before somebody of whom there may be many: "een", not "de".
    articles: WordPatterns,
    /// Between somebody and what they have.
    having: WordPatterns,
    /// People of whom no article speaks: "pregnant staff".
    collective: WordPatterns,
    /// They make such a word one person: "staff member".
    one_of: WordPatterns,
    /// Behind whoever asks or says it: "vraagt of", "asked whether".
    asking: WordPatterns,
    /// What is allowed, due or forbidden.
    norms: WordPatterns,
    /// The same holds for somebody else: "Een afgevaardigde eveneens."
    alike: WordPatterns,
}

impl Meanings {
    /// The part of the sentence that says what holds for anybody of whom the term is true.
    pub(super) fn rule_for_anybody(
        &self,
        buf: &str,
        span: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let (start, end) = (sentence.start.min(span.start), sentence.end.max(span.end));
        // Whoever says it is named behind a comma.
        let is_sayer = |at: usize| words(&buf[at..end]).next().is_some_and(|word| self.sayers.has(word));
        let mut commas = buf[span.end..end].match_indices(',').map(|(at, _)| span.end + at);
        let end = commas.find(|&at| is_sayer(at)).unwrap_or(end);
        let asked = words(&buf[start..span.start])
            .rev()
            .find(|word| self.anybody.asking.has(word));
        let start = asked.map_or(start, |word| range_of(buf, word).end);
        let start = self.behind_greeting(buf, start..span.start);
        if self.is_alike(&buf[start..span.start], &buf[span.end..end]) {
            return Some(start..end);
        }
        let has_norm = self.anybody.norms.any_in(&buf[start..end]);
        (has_norm && self.is_of_anybody(&buf[start..end], &(span.start - start..span.end - start)))
            .then_some(start..end)
    }

    /// Where a sentence on anybody begins behind the name of whom the letter is to: "Geachte heer Maes, een werknemer met …".
    fn behind_greeting(&self, buf: &str, before: Range<usize>) -> usize {
        let text = &buf[before.clone()];
        let mut first = alphabetic(text).map(folded).take(GREETING);
        let Some((_, rest)) = text.split_once(',') else {
            return before.start;
        };
        let begins = words(rest).next().is_some_and(|word| self.anybody.articles.has(word));
        match begins && first.any(|word| CONTEXTS.person.greetings.contains(&word)) {
            true => before.end - rest.len(),
            false => before.start,
        }
    }

    /// "Een syndicaal afgevaardigde eveneens": nothing but an article stands before the term, and that it is the same behind it.
    fn is_alike(&self, before: &str, behind: &str) -> bool {
        let mut before = words(before);
        before.next().is_some_and(|word| self.anybody.articles.has(word))
            && before.next().is_none()
            && words(behind).nth(1).is_none()
            && words(behind).next().is_some_and(|word| self.anybody.alike.has(word))
    }

    /// "een zieke werknemer", "un travailleur atteint d'un cancer", "pregnant staff"
    fn is_of_anybody(&self, sentence: &str, term: &Range<usize>) -> bool {
        let (anybody, clauses) = (&self.anybody, &self.clauses);
        let is_small = |word: &&str| self.ties.fillers.has(word) || matches!(*word, "de" | "d'un" | "d'une");
        let is_one = |word: Option<&str>| word.is_some_and(|word| clauses.subjects.has(word));
        let (before, behind) = (&sentence[..term.start], &sentence[term.end..]);
        let mut next = words(behind);
        let (first, second) = (next.next(), next.next());
        if behind.starts_with(' ') && first.is_some_and(|word| anybody.collective.has(word)) {
            return second.is_none_or(|word| !anybody.one_of.has(word));
        }
        let article_ends = |text: &str| words(text).next_back().is_some_and(|word| anybody.articles.has(word));
        // "een zieke werknemer"
        if behind.starts_with(' ') && is_one(first) && article_ends(before) {
            return true;
        }
        // "een werknemer met kanker", "een werknemer die ziek"; the term may be "travailleur malade" itself.
        let mut last = words(before).rev().skip_while(is_small).peekable();
        let mut n_links = 0;
        while n_links < BETWEEN
            && last
                .next_if(|word| anybody.having.has(word) || is_small(word))
                .is_some()
        {
            n_links += 1;
        }
        let is_direct = n_links == 0 && is_one(words(&sentence[term.clone()]).next()) && article_ends(before);
        is_direct || is_one(last.next()) && last.next().is_some_and(|word| anybody.articles.has(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_holds_for_anybody_is_said_of_no_one() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let rule = DETECTOR
                .book
                .meanings
                .rule_for_anybody(&plain, &span, &(0..plain.len()));
            assert_eq!(rule.is_some(), expected, "{text}");
        }
        check("Mogen we een <zieke> werknemer ontslaan?", true);
        check("Een bediende met <epilepsie> heeft recht op aanpassingen", true);
        check("Un travailleur atteint d'un <cancer> est protégé", true);
        check("Peut-on licencier une travailleuse <enceinte> ?", true);
        check("Ein Mitarbeiter mit <Krebs> darf nicht gekündigt werden", true);
        check("Can an employee with <depression> be dismissed?", true);
        check("Paul asked whether <pregnant> staff may travel", true);
        check("Een <vakbondsafgevaardigde> eveneens", true);
        check("Een <vakbondsafgevaardigde> belde ook", false);
        let whole = |text: &str| {
            let (plain, span) = marked(text);
            let meanings = &DETECTOR.book.meanings;
            let rule = meanings.rule_for_anybody(&plain, &span, &(0..plain.len()));
            rule.map(|rule| plain[rule].to_owned())
        };
        for greeting in ["Geachte heer Maes", "Dear Ms Smith", "Cher Monsieur Petit", "Beste An"] {
            let rule = whole(&format!("{greeting}, een bediende met <epilepsie> mag thuis werken"));
            assert_eq!(
                rule.as_deref(),
                Some(" een bediende met epilepsie mag thuis werken"),
                "{greeting}"
            );
        }
        let rule = whole("Jan Maes, een bediende met <epilepsie>, mag thuis werken");
        assert!(rule.is_none_or(|rule| rule.contains("Maes")));
        let rule = whole("Beste Jan, u bent een bediende met <epilepsie> en mag thuis werken");
        assert!(rule.is_none_or(|rule| rule.contains("Jan")));
        check("Een <zieke> werknemer belde vanmorgen", false);
        check("We hebben een werknemer met <kanker> in de ploeg", false);
        check("De werknemer met <kanker> mag blijven", false);
        check("A <pregnant> staff member may leave early", false);
        check("Jan Maes is <ziek> en mag niet werken", false);
    }
}
