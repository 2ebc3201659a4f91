//! What is added to a name, or said of it in a clause or sentence of its own: there a word for a talk or a leaflet, or a bystander's role,
//! says nothing.

use std::ops::Range;

use super::meaning::{CLAUSE_REACH, Meanings};
use super::wordlist::words;
use crate::detect::around::line_behind;

/// Words in brackets that are looked at.
const WORDS: usize = 5;

impl Meanings {
    /// What stands right behind the name at `at`, between commas or in brackets, holds the term and no topic: "Jan Bos (burn-out)
    /// kan niet naar de lezing", "Paul Voss, a diabetic, works in the workshop"; or it is theirs: "says her burn-out".
    pub(super) fn is_added_to(&self, buf: &str, at: usize, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let (between, rest) = (&buf[at..span.start], line_behind(buf, span.end, CLAUSE_REACH));
        let has_topic = |text: &str, n: usize| words(text).take(n).any(|word| self.topics.has(word));
        if self.is_owned(buf, span) {
            return !between.contains([';', ':']) && !has_topic(rest, 1);
        }
        // "De workshop van Els Bal, burn-out," and "Els Bal, diabétologue,": what she speaks of, and who treats it.
        let is_job = |word: &str| self.bystanders.has(word) || self.professions.has(word);
        if self.topics.any_in(&buf[sentence.start.min(at)..at]) || words(&buf[span.clone()]).any(is_job) {
            return false;
        }
        match between.contains('(') {
            _ if !self.is_added(between) && !self.is_added_last(between) => false,
            true => rest
                .split_once(')')
                .is_some_and(|(inside, _)| !has_topic(inside, WORDS)),
            // "Els Bal, burn-out, workshop": a list.
            false => rest.strip_prefix(", ").is_some_and(|next| !has_topic(next, 2)),
        }
    }

    /// Only commas and what else is told of a bearer stand between a name and a term: "Paul Voss, party member of Groen, ".
    fn is_added_last(&self, between: &str) -> bool {
        let Some((name, told)) = between.strip_suffix(", ").and_then(|between| between.split_once(", ")) else {
            return false;
        };
        let says_more = |word: &str| {
            self.verbs.has(word)
                || self.topics.has(word)
                || self.bystanders.has(word)
                || self.references.about.has(word)
        };
        self.is_added(&format!("{name}, "))
            && told.split(", ").all(|one| {
                one.starts_with(char::is_lowercase) && words(one).count() < WORDS && !words(one).any(says_more)
            })
    }

    /// A semicolon parts the clause that says the term of whoever is named at `at` from what speaks of a topic: "Els Bal is met
    /// ziekteverlof; de brochure komt later".
    pub(super) fn is_said_in_clause(&self, buf: &str, at: usize, span: &Range<usize>, sentence: &Range<usize>) -> bool {
        let start = buf[sentence.start..at]
            .rfind("; ")
            .map_or(sentence.start, |end| sentence.start + end);
        let rest = &buf[span.end..sentence.end.max(span.end)];
        let end = span.end + rest.find("; ").unwrap_or(rest.len());
        let is_part = start > sentence.start || end < sentence.end;
        is_part
            && !buf[at..span.start].contains("; ")
            && self.has_predicate(buf, at)
            && !self.topics.any_in(&buf[start..end])
    }

    /// A sentence that begins with a pronoun tells the term of whoever is named in the one before: "de huisarts van Lea Maes. Zij
    /// lijdt aan".
    pub(super) fn is_told_by_pronoun(&self, buf: &str, at: usize, span: &Range<usize>) -> bool {
        let between = buf.get(at..span.start).unwrap_or("");
        let Some((named, said)) = between.rsplit_once(". ") else {
            return false;
        };
        let is_one = |word: &str| self.references.third.has(word) || self.references.before_verb.has(word);
        let is_next = !named.contains(['!', '?', '\n']) && !named.contains(". ");
        is_next && words(said).next().is_some_and(is_one) && self.is_tied(buf, span)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{DETECTOR, marked};

    #[test]
    fn what_is_added_to_a_name_is_no_topic() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let (at, meanings) = (plain.find("Els").unwrap(), &DETECTOR.book.meanings);
            let is_told = meanings.is_added_to(&plain, at, &span, &(0..plain.len()))
                || meanings.is_said_in_clause(&plain, at, &span, &(0..plain.len()));
            assert_eq!(is_told, expected, "{text}");
        }
        check("Mrs Els Bal, a <diabetic>, works in the workshop.", true);
        check("Mevr. Els Bal, <diabetes>, doet mee aan de cursus.", true);
        check("Mme Els Bal (<dépression>) ne peut pas venir au colloque.", true);
        check("Frau Els Bal (<Burn-out>) kommt nicht zum Vortrag.", true);
        check("Mevr. Els Bal is met <ziekteverlof>; de brochure komt later.", true);
        check("Brochure klaar; Mevr. Els Bal is met <ziekteverlof>", true);
        check("Els Bal says her <sexual orientation> is mocked in the workshop", true);
        check(
            "Ms Els Bal, party member of Groen, <political activist>, handed out leaflets",
            true,
        );
        check("Els Bal, spreker over stress, <burn-out>, op de workshop", false);
        check("Els Bal, Tom Claes, <burn-out>, op de workshop", false);
        check("De workshop van Els Bal, <burn-out>, is volzet", false);
        check("Symposium: Els Bal (<diabetes>), Tom Claes", false);
        check("Mme Els Bal, <diabétologue>, anime le colloque", false);
        check("Els Bal (<burn-out>, workshop)", false);
        check("Els Bal, <burn-out>, workshop in Gent", false);
        check("Els Bal, <burn-out> workshop", false);
        check(
            "Els Bal is lesgever van de workshop <burn-out>; inschrijven kan nog",
            false,
        );
        check("Els Bal; <burn-out>; workshop", false);
        check("Els Bal leads her <burn-out> workshop", false);
    }

    #[test]
    fn a_pronoun_stands_for_whoever_was_named_in_the_sentence_before() {
        #[track_caller]
        fn check(text: &str, expected: bool) {
            let (plain, span) = marked(text);
            let at = plain.find("Lea").unwrap();
            let is_told = DETECTOR.book.meanings.is_told_by_pronoun(&plain, at, &span);
            assert_eq!(is_told, expected, "{text}");
        }
        check(
            "Ik ben de huisarts van mevrouw Lea Maes. Zij lijdt aan een <depressie>.",
            true,
        );
        check("Je suis le médecin de Mme Lea Maes. Elle souffre d'<épilepsie>.", true);
        check(
            "Ich bin die Hausärztin von Frau Lea Maes. Sie leidet an einer <Depression>.",
            true,
        );
        check("I am the doctor of Mrs Lea Maes. She has <epilepsy>.", true);
        check("De huisarts is Lea Maes. Een op vijf lijdt aan een <depressie>.", false);
        check("De huisarts is Lea Maes. Zij spreekt over <depressie>.", false);
        check("Vraag het aan Lea Maes. Tot dan. Zij lijdt aan een <depressie>.", false);
    }
}
