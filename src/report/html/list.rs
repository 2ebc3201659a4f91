//! The list of documents: the worst are kept, each with its row and its page.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Aggregate;
use super::document::{self, Host, Subject};
use super::overview::Overview;
use crate::finding::Level;
use crate::language::Texts;
use crate::record::{Document, token};
use crate::report::machines::MachineNames;

/// More than this no browser opens in a blink, and nobody reads: JSON Lines has them all.
const DOCUMENTS: usize = 10_000;

#[derive(Default)]
pub(super) struct List {
    entries: Vec<Entry>,
    n_seen: u64,
    n_left_out: u64,
    /// Once some were left out: the least that still has a chance.
    least: Option<Rank>,
}

/// A document of the list.
pub(super) struct Entry {
    pub id: u64,
    rank: Rank,
    /// For the worst of the summary; of many machines its machine stands before the folder.
    pub name: String,
    pub place: String,
    pub is_violation: bool,
    pub row: String,
    pub detail: String,
}

/// Violations first, then the severer, the more about more people; what came first settles the rest.
type Rank = (bool, Level, u64, Reverse<u64>);

impl List {
    pub(super) fn add(&mut self, document: &Document, host: &Host, texts: Texts) -> askama::Result<()> {
        if document.findings.is_empty() {
            return Ok(());
        }
        self.n_seen += 1;
        let id = self.n_seen;
        let severity = document.severity.unwrap_or(document.risk.level);
        let rank = (document.severity.is_some(), severity, document.subjects, Reverse(id));
        if self.least.is_some_and(|least| rank < least) {
            self.n_left_out += 1;
            return Ok(());
        }
        let subject = Subject::new(document, host, texts);
        self.entries.push(Entry {
            id,
            rank,
            name: subject.name.clone(),
            place: [host.machine.as_str(), &subject.folder]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" › "),
            is_violation: document.severity.is_some(),
            row: document::row(&subject, id)?,
            detail: document::detail(&subject)?,
        });
        if self.entries.len() >= 2 * DOCUMENTS {
            self.keep_the_worst();
        }
        Ok(())
    }

    fn keep_the_worst(&mut self) {
        self.entries.sort_by_key(|entry| Reverse(entry.rank));
        self.n_left_out += self.entries.len().saturating_sub(DOCUMENTS) as u64;
        self.entries.truncate(DOCUMENTS);
        if self.n_left_out > 0 {
            self.least = self.entries.last().map(|entry| entry.rank);
        }
    }

    /// The documents, worst first, and how many are not among them.
    pub(super) fn take(&mut self) -> (Vec<Entry>, u64) {
        self.keep_the_worst();
        (std::mem::take(&mut self.entries), self.n_left_out)
    }
}

/// A column.
pub(super) struct Head {
    pub name: &'static str,
    pub label: String,
}

pub(super) fn heads(texts: Texts) -> Vec<Head> {
    let head = |name, label: Cow<'static, str>| Head {
        name,
        label: label.into_owned(),
    };
    vec![
        head("severity", texts.get("html-severity")),
        head("document", texts.get("html-document")),
        head("found", texts.get("html-found")),
        head("persons", texts.get("html-persons")),
        head("storage", texts.get("html-storage")),
        head("changed", texts.get("html-changed")),
        head("step", texts.get("html-step")),
    ]
}

/// A filter: the values that occur, and how often.
pub(super) struct Choice {
    pub name: &'static str,
    pub label: String,
    pub options: Vec<Opt>,
}

pub(super) struct Opt {
    pub token: String,
    pub name: String,
    pub n: String,
}

pub(super) fn choices(overview: &Overview, merged: Option<&Aggregate>, texts: Texts) -> Vec<Choice> {
    let listed = &overview.listed;
    let option = |token: String, name: Cow<'_, str>, n: u64| Opt {
        token,
        name: name.into_owned(),
        n: texts.number(n),
    };
    // The rank of a severity is what rows are sorted by, too.
    let severities = listed.severities.iter().rev().map(|(level, n)| {
        let rank = *level as u8;
        option(rank.to_string(), texts.sentence("level", &token(level)), *n)
    });
    let verdicts = listed.verdicts.iter().rev();
    let verdicts = verdicts.map(|(verdict, n)| {
        let token = token(verdict);
        option(token.clone(), texts.sentence("verdict-name", &token), *n)
    });
    let storages = listed.storages.iter().map(|(storage, n)| {
        let token = token(storage);
        option(token.clone(), texts.sentence("storage", &token), *n)
    });
    let named = |table: &BTreeMap<String, u64>, name: &dyn Fn(&str) -> String| {
        let mut options: Vec<_> = table
            .iter()
            .map(|(token, n)| option(super::visible(token), super::visible(&name(token)).into(), *n))
            .collect();
        options.sort_by_key(|option| option.name.to_lowercase());
        options
    };
    let categories = named(&listed.categories, &|category| {
        texts.sentence("category", category).into_owned()
    });
    let formats = named(&listed.formats, &|format| texts.sentence("format", format).into_owned());
    let mut choices = vec![
        choice("severity", texts.get("html-severity"), severities.collect()),
        choice("verdict", texts.get("html-verdict"), verdicts.collect()),
        choice("category", texts.get("html-category"), categories),
        choice("storage", texts.get("html-storage"), storages.collect()),
        choice("format", texts.get("html-format"), formats),
    ];
    if let Some(merged) = merged.filter(|merged| merged.machines.len() > 1) {
        let names = MachineNames::new(&merged.machines);
        let machines = merged.machines.iter().filter(|machine| machine.counts.documents > 0);
        let machines = machines.map(|machine| {
            let name = super::visible(&names.of(&machine.device));
            option(name.clone(), name.into(), machine.counts.documents)
        });
        choices.push(choice("machine", texts.get("html-machine"), machines.collect()));
    }
    choices
}

fn choice(name: &'static str, label: Cow<'static, str>, options: Vec<Opt>) -> Choice {
    Choice {
        name,
        label: label.into_owned(),
        options,
    }
}
