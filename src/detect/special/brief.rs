//! What is told of somebody in a few words, without a verb: "Femke in moederschapsrust", "Ziek: Jan Maes", a name as the
//! heading of some points.

use std::ops::Range;

use super::meaning::Meanings;
use super::wordlist::words;
use crate::detect::around::{before, line_before, line_behind};
use crate::detect::lexicon::contexts::CONTEXTS;
use crate::detect::names::folded;
use crate::detect::person::{is_somebody, listed};

/// Bytes before a term in which its name stands.
const NAMED: usize = 60;
/// Bytes of points under a name.
const POINTS: usize = 400;
/// Signs with which a point of a list begins, and those around a heading.
const BULLETS: [&str; 4] = ["- ", "* ", "\u{2022} ", "\u{2013} "];
const DATE: [char; 14] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '/', '.', ' '];
/// What begins another part of a line.
const PARTS: &[u8] = b".:,;";
const HEADING: [char; 5] = ['#', '*', ' ', ':', '\r'];

impl Meanings {
    /// A name alone stands before a state, or over the points of which the term is one.
    pub(super) fn is_told_briefly(&self, buf: &str, span: &Range<usize>) -> bool {
        self.is_state_behind_name(buf, span) || self.is_point_of_somebody(buf, span) || self.is_ill_by_name(buf, span)
    }

    /// "Femke in moederschapsrust", "Sophie enceinte", "Wout out with burn-out": a line or a part of it begins with it.
    fn is_state_behind_name(&self, buf: &str, span: &Range<usize>) -> bool {
        let behind = &buf[span.end..];
        let goes_on = behind.starts_with(['-', ':']) || behind.trim_start_matches(' ').starts_with(char::is_uppercase);
        let line = line_before(buf, span.start, NAMED);
        let mut spaces = memchr::memrchr_iter(b' ', line.as_bytes());
        let is_of_part = |at: &usize| line.as_bytes()[..*at].last().is_some_and(|sign| PARTS.contains(sign));
        let start = spaces.find(is_of_part).map_or(0, |at| at + 1);
        let Some(text) = line[start..].strip_suffix(' ').filter(|_| !goes_on) else {
            return false;
        };
        let (mut name, mut is_out, mut is_by) = (text, false, false);
        while let Some((rest, last)) = name.rsplit_once(' ') {
            let is_away = self.ties.falls.has(last);
            if !is_away && !self.ties.state_by.has(last) && !self.ties.falls_by.has(last) {
                break;
            }
            // What somebody is out with: "out with burn-out".
            is_by |= !is_away && !self.ties.state_by.has(last);
            (name, is_out) = (rest, is_out || is_away);
        }
        let is_state = || is_out || !is_by && words(&buf[span.clone()]).any(|word| self.ties.states.has(word));
        self.is_name_alone(without_bullet(name)) && is_state()
    }

    /// Nothing but what ties a state to a verb of place: (zit) "thuis met een", (liegt) "im".
    pub(super) fn is_state(&self, between: &str) -> bool {
        let ties = &self.ties;
        let has_link = words(between).any(|word| ties.state_by.has(word) || ties.falls_by.has(word));
        let lists = [&ties.state_by, &ties.falls_by, &ties.falls, &ties.fillers];
        has_link && words(between).all(|word| lists.iter().any(|list| list.has(word)))
    }

    fn is_name_alone(&self, text: &str) -> bool {
        !text.is_empty() && self.references.at_end(text) == Some(0)
    }

    /// "## Jasper", and below it "- takes antidepressants since August".
    fn is_point_of_somebody(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, NAMED);
        let point = line.trim_start_matches(' ');
        let told = without_bullet(point);
        let clause = told.rsplit([',', ';']).next().unwrap_or("");
        let is_measure = |word: &str| self.ties.fillers.has(word) || word.bytes().all(|byte| byte.is_ascii_digit());
        // "- burn-out preventie" is a point of an agenda.
        let ends = || {
            !buf[span.end..]
                .trim_start_matches(' ')
                .starts_with(|c: char| c.is_alphanumeric() || c == '-')
        };
        let is_said =
            words(clause).all(is_measure) && ends() || words(clause).next().is_some_and(|word| self.verbs.has(word));
        if told.len() == point.len() || !is_said {
            return false;
        }
        let above = before(buf, span.start - line.len(), POINTS);
        let heading = above.lines().rev().find(|line| {
            let line = line.trim_start_matches(' ');
            !line.is_empty() && without_bullet(line).len() == line.len()
        });
        heading.is_some_and(|heading| {
            // A date may stand before it: "## 2026-10-12 Jasper".
            let name = heading.trim_matches(HEADING).trim_start_matches(DATE);
            self.is_name_alone(name)
        })
    }

    /// A weak word for being ill stands before a colon and a name, or in brackets behind one: "Ziek: Jan Maes", "Jan Maes
    /// (ziek)".
    pub(super) fn is_state_of_somebody(&self, buf: &str, span: &Range<usize>) -> bool {
        let (term, line) = (&buf[span.clone()], line_before(buf, span.start, NAMED));
        if self.ties.stays.has(term) {
            let stay = line
                .rfind([':', '=', '-', '\u{2013}'])
                .map_or((line, ""), |at| line.split_at(line.ceil_char_boundary(at + 1)));
            let is_in = words(stay.1).next().is_some() && words(stay.1).all(|word| self.ties.stay_by.has(word));
            return is_in && is_behind_sign(stay.0) && self.is_until(line_behind(buf, span.end, NAMED));
        }
        if !self.ties.being_ill.has(term) {
            return false;
        }
        let behind = line_behind(buf, span.end, NAMED);
        self.is_ill_by_name(buf, span)
            || behind.starts_with(')') && line.strip_suffix(" (").is_some_and(ends_with_name)
            || self.is_alone_behind_name(buf, span)
            || self.is_ill_since(line, behind)
    }

    /// A note of a name and a word for being ill: "Ziek: Jan, Els", "Karim ziek tot vrijdag", "Karim: ziek".
    fn is_ill_by_name(&self, buf: &str, span: &Range<usize>) -> bool {
        let line = line_before(buf, span.start, NAMED);
        let alone = [":", " -", " \u{2013}", " =", ""]
            .iter()
            .find_map(|sign| line.strip_suffix(' ')?.strip_suffix(*sign));
        let is_name = |name: &str| is_name_or_titled(name) || self.is_name_alone(name);
        // "Opm.: Jan ziek tot vrijdag"
        let is_name = |name: &str| is_name(name) || name.rsplit_once(": ").is_some_and(|(_, name)| is_name(name));
        let behind = line_behind(buf, span.end, NAMED);
        self.ties.being_ill.has(&buf[span.clone()])
            && !is_asked(behind)
            && (self.heads_names(line, buf, span.end)
                || alone.is_some_and(|name| is_name(without_bullet(name.trim()).trim())) && self.is_until(behind))
    }

    /// "Malades aujourd'hui : Luc Dubois", "Ziek: Jan, Els, Mo", "Zieken:" over a list of names.
    fn heads_names(&self, before: &str, buf: &str, end: usize) -> bool {
        let behind = line_behind(buf, end, NAMED);
        let colon = behind.find(':').filter(|&at| self.are_days(&behind[..at]));
        let Some(colon) = colon.filter(|_| without_bullet(before).trim().is_empty()) else {
            return false;
        };
        let value = behind[colon + 1..].trim();
        let value = match value.is_empty() && buf[end + behind.len()..].starts_with('\n') {
            true => without_bullet(line_behind(buf, end + behind.len() + 1, NAMED)).trim(),
            false => value,
        };
        // "Ziek: bel Els Maes", "Sick: Call Tom Baker"
        if words(value).next().is_some_and(|first| self.ties.deeds.has(first)) {
            return false;
        }
        let is_given = |one: &str| self.is_name_alone(one.trim_matches([' ', '.'])) || is_somebody(one.trim());
        listed(value, 0, value.len()).is_some_and(|(name, _)| is_end_of_list(&value[name.end..]))
            || !value.is_empty() && value.split([',', '&', '/']).next().is_some_and(is_given)
    }

    /// "is sinds maandag ziek": a verb of being and a day stand before being ill.
    fn is_ill_since(&self, line: &str, behind: &str) -> bool {
        let is_when = |word: &str| {
            self.ties.days.has(word) || self.ties.until.has(word) || word.starts_with(|c: char| c.is_ascii_digit())
        };
        let mut said = words(line).rev();
        let mut has_day = false;
        let verb = said.find(|word| {
            has_day |= is_when(word);
            !is_when(word) && !self.ties.fillers.has(word)
        });
        let is_verb = |word: &str| self.ties.being.has(word) || self.oneself.is_being(word);
        has_day && verb.is_some_and(is_verb) && !behind.starts_with('-')
    }

    /// "Luc Dubois : grippe du 2 au 6 février", "Els Maes - griep"
    pub(super) fn is_alone_behind_name(&self, buf: &str, span: &Range<usize>) -> bool {
        is_behind_sign(line_before(buf, span.start, NAMED)) && self.is_until(line_behind(buf, span.end, NAMED))
    }

    /// In a roster nothing or a day stands behind being ill: "ziek van 3/11 t.e.m. 7/11", "krank seit Montag".
    fn is_until(&self, behind: &str) -> bool {
        let behind = behind.trim_end();
        let mut next = words(behind);
        let is_date = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || self.ties.days.has(word);
        let mut is_next = || {
            next.next().is_some_and(|word| {
                is_date(word)
                    || self.ties.until.has(word)
                    || self.ties.from.has(word) && next.next().is_some_and(is_date)
            })
        };
        behind.is_empty()
            || behind.starts_with([',', ';'])
            || behind == "."
            || behind.starts_with(" (")
            || behind.starts_with(' ') && is_next()
    }

    /// Nothing, or words that say when: "vandaag", "cette semaine".
    fn are_days(&self, text: &str) -> bool {
        words(text).all(|word| self.ties.days.has(word))
    }
}

/// "Mark ziek tot vrijdag? Neen"
fn is_asked(behind: &str) -> bool {
    let end = behind.find(['.', ',', ';', '!', '?']);
    end.is_some_and(|end| behind[end..].starts_with('?'))
}

/// What stands behind a name in a list: nothing, or another one.
fn is_end_of_list(behind: &str) -> bool {
    let behind = behind.trim_end();
    behind.is_empty() || behind.starts_with([',', ';', '(']) || behind == "."
}

/// A line that is a name, and a sign behind it: "Els Maes: ", "- Maes Els = ".
fn is_behind_sign(line: &str) -> bool {
    let line = line.trim_end();
    let name = [":", " -", " \u{2013}", " ="]
        .iter()
        .find_map(|sign| line.strip_suffix(sign));
    name.is_some_and(|name| is_name_or_titled(without_bullet(name).trim()))
}

fn is_name_or_titled(name: &str) -> bool {
    is_somebody(name) || is_somebody(without_title(name))
}

/// "Luc Dubois" of "M. Luc Dubois"
fn without_title(name: &str) -> &str {
    let title = name.split_once(' ').filter(|(title, _)| {
        let title = folded(title.trim_end_matches('.'));
        CONTEXTS.person.titles.contains(&title)
    });
    title.map_or(name, |(_, rest)| rest)
}

/// A name that the lists know is the last of a line.
pub(super) fn ends_with_name(line: &str) -> bool {
    let starts = std::iter::once(0).chain(line.match_indices(' ').map(|(at, _)| at + 1));
    let mut names = starts.filter_map(|start| listed(line, start, line.len()));
    names.any(|(name, _)| name.end == line.len())
}

pub(super) fn without_bullet(line: &str) -> &str {
    let bullet = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet));
    bullet.unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use crate::detect::special::Meanings;
    use crate::detect::tests::{DETECTOR, marked};

    #[track_caller]
    fn check(is_told: fn(&Meanings, &str, &Range<usize>) -> bool, text: &str, expected: bool) {
        let (plain, span) = marked(text);
        assert_eq!(is_told(&DETECTOR.book.meanings, &plain, &span), expected, "{text}");
    }

    #[test]
    fn a_given_name_and_a_state_need_no_verb() {
        let check = |text, expected| check(Meanings::is_told_briefly, text, expected);
        check("Femke in <moederschapsrust>", true);
        check("Luc en <arrêt maladie>", true);
        check("Planning mei. Tom on <sick leave>, Eva back", true);
        check("- Lisa on <maternity leave> till March", true);
        check("Sophie <enceinte>, remplacement à prévoir", true);
        check("Anja im <Mutterschutz>", true);
        check("Went badly: Wout out with <burn-out> since week 38", true);
        check("Tuesday: Tom off with <flu>, Eva back", true);
        check("Wout with <burn-out> specialists", false);
        check("Femke met <burn-out>: zo herken je het", false);
        check("Jasper:\n- <burn-out> preventie", false);
        check("Wout with <insulin>", false);
        check("Sophie in <Cancer> Research UK", false);
        check("Python in <sick leave>", false);
        check("Rechten in <moederschapsrust>", false);
        check("De rechten van Femke in <moederschapsrust>", false);
        check("## Jasper\n- likes tea\n- takes <antidepressants> since August", true);
        check("Jasper:\n- <burn-out>", true);
        check(
            "## 2026-10-12 Jasper\n- mother died, takes <antidepressants> since August",
            true,
        );
        check("## Femke\n- 5 months <pregnant>, told me first", true);
        check("## Topics\n- takes <antidepressants>", false);
        check("## Jasper\n- reads about <antidepressants>", false);
        check("## Jasper\ntakes <antidepressants>", false);
    }

    #[test]
    fn being_ill_is_told_by_a_label_or_in_brackets() {
        let check = |text, expected| check(Meanings::is_state_of_somebody, text, expected);
        check("<Ziek>: Jan Maes", true);
        check("<Malades> : Luc Dubois, Marie Petit", true);
        check("Jan Maes (<ziek>)", true);
        check("<Ziek>: bel Jan Maes", false);
        check("<Ziek>: Jan Maes verwittigen", false);
        check("Wie is <ziek>: Jan Maes", false);
        check("<Zieken> vandaag: Nele Maes", true);
        check("<Malades> aujourd'hui : Nelly Dubois", true);
        check("<Zieken> bezoeken: Jan Maes", false);
        check("opm: Els Maes <ziek> tot 21/3", true);
        check("Rem. : Élise <malade> jusqu'au 21/3", true);
        check("opm: zoek boek: bos <ziek> tot 21/3", false);
        check("Els Maes: <ziek> van 3/11 t.e.m. 7/11 (attest binnen)", true);
        check("- Élise Dubois : <malade> depuis lundi", true);
        check("Elise Weber: <krank> vom 3.11. bis 7.11.", true);
        check("Maes Els = <ziek>", true);
        check("Els Maes - <sick> until Monday", true);
        check("Élise Dubois : en <maladie> du 3/11 au 7/11", true);
        check("- Shaw Vic: in <hospital> since Tuesday", true);
        check("Weber Jo: im <Krankenhaus>", true);
        check("M. Luc Dubois : <malade> du 2 au 6 février", true);
        check("Els Peeters <ziek>", true);
        check("- Els P. <ziek>", true);
        check("Mevr. Els Peeters <ziek> tot vrijdag", true);
        check("Karim: <ziek> tot vrijdag", true);
        check("Karim <malade> depuis lundi", true);
        check("<Ziek>: Karim, Els, Mo", true);
        check("<Krank>: Karim", true);
        check("<Zieken>:\n- Els Peeters\n- Karim Claes", true);
        check("<Malades> aujourd'hui :\nKarim\nElise", true);
        check("Karim is sinds maandag <ziek>.", true);
        check("Ik ben sinds gisteren weer <ziek>", true);
        check("Els est de nouveau <malade>", false);
        check("Karim is al 3 weken <ziek>", true);
        check("Zieke planten: <ziek>", false);
        check("<Ziek>: bel Karim", false);
        check("<Ziek>: Contacteer Els Maes", false);
        check("<Malade> : Prévenir Élise", false);
        check("<Sick>: Phone Els Maes", false);
        check("<Krank>: Vertretung Els Maes", false);
        check("Karim <ziek> tot vrijdag? Neen", false);
        check("Karim <ziek> tot vrijdag. Neem jij over?", true);
        check("<Ziek>: Tafel, stoel", false);
        check("<Zieken>:\n- bezoeken", false);
        check("Bos <ziek>", false);
        check("Huis Els Peeters <ziek>", false);
        check("Els Peeters <ziek> van muziek", false);
        check("Het bos wordt <ziek>", false);
        check("Straat Luc Dubois : <malade> du 2 au 6 février", false);
        check("Els Maes: <ziekenhuis> Aalst", false);
        check("Els Maes: in <hospital> management", false);
        check("Els Maes: <ziek> van muziek", false);
        check("Els Maes: <ziek> dier gevonden", false);
        check("Vraag van Els Maes: <ziek>", false);
        check("Status: <ziek>", false);
        check("Het bos (<ziek>)", false);
    }
}
