//! The case file of a request: what was found, what nobody can say, and until when the person must have an answer.

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::ValueEnum as _;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use super::{Answer, Kind, Outcome};
use crate::language::Texts;
use crate::policy::Verdict;
use crate::record::token;
use crate::report::machines::MachineNames;
use crate::report::markdown;
use crate::report::names::{Named, other_names};

/// No raw value is in it: the one who reads it has the request itself.
#[derive(Clone, Debug, Serialize)]
pub struct Case {
    pub schema: &'static str,
    pub received: Date,
    /// One month after the request was received (GDPR art. 12(3)).
    pub due: Date,
    /// Two months more where that is necessary; the person must be told of it, with the reasons, before `due`.
    pub due_extended: Date,
    /// When the runs were searched.
    pub made: String,
    pub identifiers: Vec<Kind>,
    /// Id of the token key.
    pub key: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

const SCHEMA: &str = "speur-subject/1";

impl Case {
    pub fn new(received: Date, made: String, identifiers: Vec<Kind>, key: String, outcome: Outcome) -> Self {
        Self {
            schema: SCHEMA,
            received,
            due: months_after(received, 1),
            due_extended: months_after(received, 3),
            made,
            identifiers,
            key,
            outcome,
        }
    }

    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    pub fn write_html(&self, texts: Texts, out: &mut dyn Write) -> io::Result<()> {
        let page = super::page::render(self, texts).map_err(io::Error::other)?;
        out.write_all(page.as_bytes())
    }

    pub fn write_markdown(&self, texts: Texts, out: &mut dyn Write) -> io::Result<()> {
        let outcome = &self.outcome;
        let (names, mut named) = (outcome.names(), Named::default());
        writeln!(out, "# {}\n", texts.get("subject-case"))?;
        writeln!(out, "{}\n", self.clock(texts))?;
        writeln!(out, "{}\n", self.sought(texts))?;
        writeln!(out, "**{}**\n", answer(outcome.answer, &self.identifiers, texts))?;
        if let Some(beside) = beside(&self.identifiers, texts) {
            writeln!(out, "{beside}\n")?;
        }
        if !outcome.found.is_empty() {
            let columns = COLUMNS.map(|name| texts.sentence("subject-column", name).into_owned());
            writeln!(out, "| {} |\n|{}", columns.join(" | "), "---|".repeat(columns.len()))?;
        }
        for found in &outcome.found {
            let cells = self.cells(found, &names, &mut named, texts).map(|cell| markdown(&cell));
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        if !outcome.cannot_say.is_empty() {
            let n = outcome.cannot_say.len();
            writeln!(out, "\n## {}\n", texts.with("subject-doubts", &[("n", n.into())]))?;
        }
        for (what, why) in self.doubts(&names, texts) {
            writeln!(out, "- {}{}{}", markdown(&what), texts.colon(), markdown(&why))?;
        }
        writeln!(out, "\n## {}\n", texts.get("subject-searched"))?;
        for run in self.searched(&names, texts, markdown) {
            writeln!(out, "- {run}")?;
        }
        Ok(())
    }

    /// Until when the person must have an answer.
    pub(super) fn clock(&self, texts: Texts) -> String {
        let dates = [
            ("received", texts.date(self.received).into()),
            ("due", texts.date(self.due).into()),
            ("extended", texts.date(self.due_extended).into()),
        ];
        let clock = texts.with("subject-clock", &dates);
        match self.past() {
            Some(past) => format!("{clock} {}", texts.get(past)),
            None => clock,
        }
    }

    /// What is said where the last day, or both, were over when the case was made.
    fn past(&self) -> Option<&'static str> {
        let made = self.made.parse::<Timestamp>().ok()?.to_zoned(TimeZone::UTC).date();
        match (made > self.due, made > self.due_extended) {
            (_, true) => Some("subject-clock-over"),
            (true, false) => Some("subject-clock-late"),
            (false, false) => None,
        }
    }

    pub(super) fn sought(&self, texts: Texts) -> String {
        texts.with("subject-sought", &[("kinds", kinds(&self.identifiers, texts).into())])
    }

    /// What nobody can say, and what was left out; each with the reason.
    pub(super) fn doubts(&self, names: &MachineNames, texts: Texts) -> Vec<(String, String)> {
        let doubt = |doubt: &super::Doubt| {
            let why = texts.sentence("subject-why", &token(doubt.why)).into_owned();
            (name(&names.of(&doubt.device), &doubt.path, &doubt.inner), why)
        };
        let doubts = self.outcome.cannot_say.iter().map(doubt);
        let skipped = self.outcome.skipped.iter();
        doubts
            .chain(skipped.map(|skipped| (skipped.input.clone(), skipped.why.told(texts))))
            .collect()
    }

    /// The runs that were searched; names in them are made harmless by `shown`.
    pub(super) fn searched(&self, names: &MachineNames, texts: Texts, shown: impl Fn(&str) -> String) -> Vec<String> {
        let run = |run: &super::Searched| {
            let values = [
                ("machine", shown(&names.of(&run.device)).into()),
                ("run", shown(&run.run).into()),
                ("started", texts.moment_of(&run.started).into()),
                ("files", run.seen.into()),
                ("roots", shown(&run.roots.join(", ")).into()),
            ];
            texts.with("subject-run", &values)
        };
        self.outcome.searched.iter().map(run).collect()
    }

    /// What stands under each of [`COLUMNS`].
    pub(super) fn cells(
        &self,
        found: &super::Found,
        names: &MachineNames,
        named: &mut Named,
        texts: Texts,
    ) -> [String; COLUMNS.len()] {
        let twin = match (&found.twin, found.verdict) {
            (Some(twin), _) => {
                let relation = texts.sentence("relation", &token(twin.relation));
                format!("{relation}: {}/{}", twin.root, twin.of)
            }
            (None, Verdict::Orphan) => texts.sentence("twin", "orphan").into_owned(),
            // Else it would seem that there is none.
            (None, Verdict::LocalCopy) => texts.sentence("twin", "not-searched").into_owned(),
            (None, Verdict::InPlace | Verdict::Allowed | Verdict::Clean | Verdict::NotRead) => String::new(),
        };
        let copy = match found.copy_of {
            0 => String::new(),
            copy => copy.to_string(),
        };
        let aliases = named.untold(&found.device.id, &found.path, &found.aliases);
        let others = other_names(aliases, found.advice, texts, str::to_owned);
        let document = name(&names.of(&found.device), &found.path.path, &found.inner);
        [
            [Some(document), others]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; "),
            copy,
            kinds(&found.by, texts),
            categories(found, texts),
            texts.sentence("storage", &token(found.storage)).into_owned(),
            twin,
            texts.sentence("advice-name", &token(found.advice)).into_owned(),
        ]
    }
}

pub(super) const COLUMNS: [&str; 7] = ["document", "copy", "by", "categories", "storage", "twin", "advice"];

/// Each kind once, however many values of it are looked for.
fn kinds(kinds: &[Kind], texts: Texts) -> String {
    let kinds: BTreeSet<_> = kinds.iter().collect();
    let names = kinds
        .into_iter()
        .map(|kind| texts.sentence("identifier", &token(kind)).into_owned());
    names.collect::<Vec<_>>().join(", ")
}

/// The answer in a sentence. What is not found are values: a document may name the person otherwise.
pub fn answer(answer: Answer, sought: &[Kind], texts: Texts) -> String {
    let key = match answer {
        Answer::Found => "subject-answer-found",
        Answer::NotFound => "subject-answer-not-found",
        Answer::CannotSay => "subject-answer-cannot-say",
    };
    texts.with(key, &[("kinds", kinds(sought, texts).into())])
}

/// By what else the person may stand in a document, where that was not looked for.
pub fn beside(sought: &[Kind], texts: Texts) -> Option<String> {
    let others = Kind::value_variants().iter().filter(|kind| !sought.contains(kind));
    let others: Vec<_> = others.copied().collect();
    (!others.is_empty()).then(|| texts.with("subject-beside", &[("kinds", kinds(&others, texts).into())]))
}

/// The kinds of data, the special ones each by its own name.
fn categories(found: &super::Found, texts: Texts) -> String {
    let plain = found
        .categories
        .iter()
        .filter(|category| *category != "special-category")
        .map(|category| texts.sentence("category", category));
    let special = found
        .special
        .iter()
        .map(|name| texts.sentence("rule", &format!("special.{name}")));
    plain.chain(special).collect::<Vec<_>>().join(", ")
}

/// Where a document is, as a person finds it.
pub fn name(machine: &str, path: &str, inner: &[String]) -> String {
    // What is said of a machine as a whole names no document.
    if path.is_empty() {
        return machine.to_owned();
    }
    let chain: Vec<_> = std::iter::once(path).chain(inner.iter().map(String::as_str)).collect();
    format!("{machine}: {}", chain.join(" > "))
}

/// The same day of the later month, or its last day (Regulation 1182/71 art. 3(2)(c)).
fn months_after(date: Date, months: i32) -> Date {
    date.checked_add(months.months()).unwrap_or(date)
}
