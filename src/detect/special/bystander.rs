//! Who is named and is there for others: whoever is to be contacted, wrote, said or treats something.

use std::ops::Range;

use super::meaning::{Meanings, ROLE_REACH, behind_last, is_of_name, wrapped_before};
use super::wordlist::{WordPatterns, words};
use crate::detect::around::{before, behind, line_before, line_behind, offset_of, range_of};
use crate::detect::names::{PERSON, folded};

/// Words before a name, on its line, that say who it is.
const ROLE_WORDS: usize = 4;
/// Words before a name in which it is said that its bearer says something.
const ATTRIBUTION_WORDS: usize = 3;
/// Bytes of the line of a change before a name.
const LINE: usize = 200;
/// Bytes of a notice behind a name: what its bearer is.
const NOTICE: usize = 100;

impl Meanings {
    /// Who is named or addressed at `start` is to be contacted, wrote or said something, or treats others.
    pub fn is_bystander(&self, buf: &str, start: usize) -> bool {
        // The author of a quotation stands behind a dash of two.
        if before(buf, start, ROLE_REACH).trim_end_matches(' ').ends_with("--") {
            return true;
        }
        let line = self.behind_carer(behind_last(wrapped_before(buf, start, ROLE_REACH), &[';', '!', '?']));
        let line = self.behind_news(line);
        // Behind a label only the label says who it is: "Contact: ", not the sentence before it.
        let (line, label) = line
            .trim_end()
            .strip_suffix(':')
            .map_or((line, false), |label| (label, true));
        if label && (self.is_notice(line) || self.is_message(line)) && self.is_told_by_verb(buf, start) {
            return self.has_profession(buf, start) || self.is_there_for(buf, start);
        }
        let first = words(behind(buf, start, ROLE_REACH)).next();
        let before = words(self.behind_conjunction(line))
            .rev()
            .take(if label && !self.ends_with_by(line) {
                1
            } else {
                ROLE_WORDS
            })
            // "volgens de dokter heeft Jan"
            .take_while(|word| !self.ties.having.has(word));
        before.chain(first).any(|word| self.bystanders.has(word))
            || label && self.is_role(line)
            || !label
                && self
                    .without_title(line)
                    .strip_suffix(':')
                    .is_some_and(|label| self.is_role(label))
            || !label
                && (self.is_attribution(line)
                    || self.is_said_by(line)
                    || self.is_addressed(line)
                    || self.is_thanked(line) && self.is_for_something(buf, start)
                    || self.is_told_to(line) && !self.is_asked_of(buf, start))
            || self.has_profession(buf, start)
            || self.is_maker(line)
            || self.is_author(line)
            || self.is_credit(line_before(buf, start, LINE))
            || self.is_of_company(buf, start)
    }

    /// "Ter info, " begins what is told of whoever is named behind it.
    fn behind_news<'t>(&self, line: &'t str) -> &'t str {
        let Some((news, rest)) = line.split_once(',') else {
            return line;
        };
        let mut last = words(news).rev();
        let is_news = last.next().is_some_and(|word| self.bystanders.has(word))
            && last.next().is_some_and(|word| self.references.for_news.has(word));
        if is_news { rest } else { line }
    }

    /// What stands behind whoever treats the one who is named next, in whose name it says nothing: "mevr. " of "Dr. Claes behandelt
    /// mevr. ", nothing of "De psychiater van ".
    fn behind_carer<'t>(&self, line: &'t str) -> &'t str {
        let actors = &self.actors;
        let is_called = |word: &&str| self.references.salutations.has(word);
        let mut last = words(line).rev().skip_while(is_called);
        let (last, next) = (last.next().unwrap_or(""), last.next().unwrap_or(""));
        let is_patient = self.references.owned.is_of_whom(last) && actors.is_carer(next);
        // "Dr. Claes heeft mevr. ", whatever was done behind it.
        let is_object = || {
            let has = self.ties.having.has(last) || last == "a";
            has && next.starts_with(char::is_uppercase) && words(line).next_back().is_some_and(|word| is_called(&word))
        };
        if is_patient || is_object() {
            return &line[line.len()..];
        }
        let Some(verb) = words(line).rev().take(ROLE_WORDS).find(|word| actors.is_treating(word)) else {
            return line;
        };
        let Range { start, end } = range_of(line, verb);
        let mut subject = words(&line[..start])
            .rev()
            .skip_while(|word| actors.is_before_act(word));
        match subject.next().is_some_and(|word| word.starts_with(char::is_uppercase)) {
            true => &line[end..],
            false => line,
        }
    }

    /// "Ter info", "Pour information": what is told behind it, and nobody to be asked.
    fn is_notice(&self, label: &str) -> bool {
        let mut last = words(label).rev();
        last.next().is_some_and(|word| self.bystanders.has(word))
            && last.next().is_some_and(|word| self.actors.notices(word))
    }

    /// "Ploegleider aan HR": who writes what is told behind it to whom.
    fn is_message(&self, label: &str) -> bool {
        let mut said = words(behind_last(label, &['.', ':'])).skip(1).peekable();
        let is_to = said.any(|word| self.actors.is_to(word));
        is_to && said.peek().is_some()
    }

    /// A verb of state stands right behind the name at `start`: "Jan Peeters is sinds".
    fn is_told_by_verb(&self, buf: &str, start: usize) -> bool {
        let mut behind = words(behind(buf, start, ROLE_REACH)).skip_while(|word| is_of_name(word));
        behind.next().is_some_and(|word| self.verbs.has(word))
    }

    /// The verb behind the name at `start` says what its bearer is asked about: "Jan Peeters is aanspreekpunt voor".
    fn is_there_for(&self, buf: &str, start: usize) -> bool {
        let is_small = |word: &&str| self.ties.fillers.has(word) || self.references.owners.has(word);
        let mut said = words(line_behind(buf, start, NOTICE))
            .skip_while(|word| is_of_name(word))
            .skip(1)
            .skip_while(is_small);
        said.next()
            .is_some_and(|word| self.roles.has(word) || self.bystanders.has(word))
            && said.next().is_some_and(|word| self.ties.apart.has(word))
    }

    /// What stands before a title at the end of a line: "Spreekuur: mevr. ".
    pub(super) fn without_title<'t>(&self, line: &'t str) -> &'t str {
        let line = line.trim_end();
        let title = words(line).next_back().filter(|word| self.beings.is_title(word));
        title.map_or(line, |title| line[..offset_of(line, title)].trim_end())
    }

    /// "Goedgekeurd door"
    fn ends_with_by(&self, label: &str) -> bool {
        words(label).next_back().is_some_and(|word| self.by.has(word))
    }

    /// A label says whom to ask: "Contactpersoon ziekteverlof", "Vragen over moederschapsrust", "(owner".
    fn is_role(&self, label: &str) -> bool {
        let label = behind_last(label, &['.', ',', ':', '(', '|', '\t']);
        let mut words = words(label);
        let (first, n_more) = (words.next(), words.clone().count());
        let ends = [first, words.next_back()];
        let has = |list: &WordPatterns| ends.into_iter().flatten().any(|word| list.has(word));
        // "HR note", "Clinic letter": a paper of those who are asked, not whom to ask.
        if has(&self.records) && (has(&self.references.departments) || has(&self.actors.desks)) {
            return false;
        }
        n_more < ROLE_WORDS && has(&self.roles) || self.begins_with_role(label)
    }

    /// The same with small words between: "Uw contact bij", "Contactpersoon voor het dossier", "Personne de contact".
    fn begins_with_role(&self, label: &str) -> bool {
        let mut said = words(label).skip_while(|word| self.ties.readers.has(word));
        let Some(first) = said.next() else {
            return false;
        };
        let is_role = |word: &str| self.roles.has(word);
        let n_more = said.clone().filter(|word| !self.actors.is_link(word)).count();
        let mut is_of_contact = || {
            said.next().is_some_and(|word| self.references.owned.is_of_whom(word)) && said.next().is_some_and(is_role)
        };
        n_more <= ROLE_WORDS && (is_role(first) || is_of_contact())
    }

    /// Somebody whom everybody is told to ask or tell something: "Meld je ziek bij", "Bewerbung an".
    fn is_told_to(&self, line: &str) -> bool {
        let line = behind_last(self.without_title(line), &['.', ':']);
        let is_to = |word: &str| self.actors.is_to(word) || words(line).nth(1).is_none();
        let mut last = words(line).rev();
        last.next().is_some_and(is_to)
            && (self.instructions.is_order(line) || last.next().is_some_and(|word| self.instructions.is_applying(word)))
    }

    /// Something of whoever is named at `start` is asked: "Ask Tom Baker about his diabetes".
    fn is_asked_of(&self, buf: &str, start: usize) -> bool {
        let asked = line_behind(buf, start, NOTICE)
            .split(['.', '?', '!'])
            .next()
            .unwrap_or("");
        words(asked).any(|word| self.ties.owners.has(word))
    }

    /// What stands before "dat" is no role of who is named behind it: "Dag trainers, even doorgeven dat Jan …".
    fn behind_conjunction<'t>(&self, line: &'t str) -> &'t str {
        let last = words(line).rev().find(|word| self.references.conjunctions.has(word));
        last.map_or(line, |word| &line[range_of(line, word).end..])
    }

    /// Whoever is named at `start` is the one that a letter or a delivery is for.
    pub fn is_addressee(&self, buf: &str, start: usize) -> bool {
        let line = wrapped_before(buf, start, ROLE_REACH);
        self.is_addressed(line) || self.is_thanked(line)
    }

    /// "Bedankt mevr. "
    fn is_thanked(&self, line: &str) -> bool {
        ends_with_one(line, &self.thanked)
    }

    /// What somebody did follows the name at `start`: "Jan Testa voor de organisatie".
    fn is_for_something(&self, buf: &str, start: usize) -> bool {
        let is_name = |word: &&str| is_of_name(word) || self.beings.is_title(word);
        let mut behind = words(line_behind(buf, start, NOTICE)).skip_while(is_name);
        behind.next().is_some_and(|word| self.thanked_for.has(word))
    }

    /// A letter or a delivery is for whoever is named behind the text.
    fn is_addressed(&self, line: &str) -> bool {
        ends_with_one(line, &self.addressed)
    }

    /// Who made a change is named behind it: "- fix diabetes template (Tom Claes)", "new icon by".
    fn is_credit(&self, line: &str) -> bool {
        let is_by = || words(line).next_back().is_some_and(|word| self.by.has(word));
        self.instructions.is_change(line) && (line.ends_with('(') || is_by())
    }

    /// "Hans Weber GmbH"
    fn is_of_company(&self, buf: &str, start: usize) -> bool {
        let mut name = words(behind(buf, start, ROLE_REACH))
            .take(ROLE_WORDS)
            .take_while(|word| is_of_name(word));
        name.any(|word| PERSON.is_legal_form(&folded(word)))
    }

    /// "Paul Denis, juge": what the bearer of the name at `start` does stands right behind it.
    fn has_profession(&self, buf: &str, start: usize) -> bool {
        let reach = behind(buf, start, ROLE_REACH);
        let mut rest = reach;
        for _ in 0..ROLE_WORDS {
            let Some(word) = words(rest).next().filter(|word| is_of_name(word)) else {
                break;
            };
            rest = &rest[range_of(rest, word).end..];
        }
        let rest = rest
            .strip_prefix([',', '('])
            .or_else(|| rest.strip_prefix(" ("))
            .unwrap_or("");
        let first = words(rest).next();
        rest.len() < reach.len() && first.is_some_and(|word| self.professions.has(word))
    }

    /// The text before a name says that its bearer says something.
    pub(super) fn is_attribution(&self, line: &str) -> bool {
        let before = words(behind_last(line, &[','])).rev().take(ATTRIBUTION_WORDS);
        let mut near = before.take_while(|word| !self.verbs.has(word));
        near.any(|word| self.attributions.has(word))
    }
}

/// One of the phrases ends the line; a title may stand between.
fn ends_with_one(line: &str, phrases: &[String]) -> bool {
    let line = line.trim_end().to_lowercase();
    let title = line.rfind(' ').map_or("", |at| line[..at].trim_end());
    phrases
        .iter()
        .any(|phrase| line.ends_with(phrase.as_str()) || title.ends_with(phrase.as_str()))
}
