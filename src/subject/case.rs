//! The case file of a request: what was found, what nobody can say, and until when the person must have an answer.

use std::io::{self, Write};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::{Kind, Outcome};
use crate::language::Texts;
use crate::record::token;
use crate::report::markdown;

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

    pub fn write_markdown(&self, texts: Texts, out: &mut dyn Write) -> io::Result<()> {
        let Outcome {
            answer,
            searched,
            found,
            cannot_say,
            skipped,
        } = &self.outcome;
        writeln!(out, "# {}\n", texts.get("subject-case"))?;
        let dates = [
            ("received", texts.date(self.received).into()),
            ("due", texts.date(self.due).into()),
            ("extended", texts.date(self.due_extended).into()),
        ];
        writeln!(out, "{}\n", texts.with("subject-clock", &dates))?;
        let kinds: Vec<_> = self
            .identifiers
            .iter()
            .map(|kind| texts.sentence("identifier", &token(kind)).into_owned())
            .collect();
        writeln!(
            out,
            "{}\n",
            texts.with("subject-sought", &[("kinds", kinds.join(", ").into())])
        )?;
        writeln!(out, "**{}**\n", texts.sentence("subject-answer", &token(answer)))?;
        if !found.is_empty() {
            let columns = ["document", "copy", "by", "categories", "storage", "twin", "advice"];
            let names = columns.map(|name| texts.sentence("subject-column", name).into_owned());
            writeln!(out, "| {} |\n|{}", names.join(" | "), "---|".repeat(columns.len()))?;
        }
        for found in found {
            self.row(found, texts, out)?;
        }
        if !cannot_say.is_empty() {
            writeln!(
                out,
                "\n## {}\n",
                texts.with("subject-doubts", &[("n", cannot_say.len().into())])
            )?;
        }
        for doubt in cannot_say {
            let why = texts.sentence("subject-why", &token(doubt.why));
            writeln!(
                out,
                "- {}: {why}",
                markdown(&name(&doubt.device.name, &doubt.path, &doubt.inner))
            )?;
        }
        for skipped in skipped {
            writeln!(
                out,
                "- {}: {}",
                markdown(&skipped.input),
                markdown(&skipped.why.told(texts))
            )?;
        }
        writeln!(out, "\n## {}\n", texts.get("subject-searched"))?;
        for run in searched {
            let values = [
                ("machine", markdown(&run.device.name).into()),
                ("run", markdown(&run.run).into()),
                ("started", texts.moment_of(&run.started).into()),
                ("files", run.seen.into()),
                ("roots", markdown(&run.roots.join(", ")).into()),
            ];
            writeln!(out, "- {}", texts.with("subject-run", &values))?;
        }
        Ok(())
    }

    fn row(&self, found: &super::Found, texts: Texts, out: &mut dyn Write) -> io::Result<()> {
        let by: Vec<_> = found
            .by
            .iter()
            .map(|kind| texts.sentence("identifier", &token(kind)).into_owned())
            .collect();
        let special = found.special.iter().map(|name| format!("special.{name}"));
        let categories: Vec<_> = found.categories.iter().cloned().chain(special).collect();
        let twin = found.twin.as_ref().map(|twin| {
            let relation = texts.sentence("relation", &token(twin.relation)).into_owned();
            format!("{relation}: {}", markdown(&format!("{}/{}", twin.root, twin.of)))
        });
        let copy = if found.copy_of == 0 {
            String::new()
        } else {
            found.copy_of.to_string()
        };
        let cells = [
            markdown(&name(&found.device.name, &found.path.path, &found.inner)),
            copy,
            by.join(", "),
            markdown(&categories.join(", ")),
            texts.sentence("storage", &token(found.storage)).into_owned(),
            twin.unwrap_or_default(),
            texts.sentence("advice-name", &token(found.advice)).into_owned(),
        ];
        writeln!(out, "| {} |", cells.join(" | "))
    }
}

/// Where a document is, as a person finds it.
pub fn name(machine: &str, path: &str, inner: &[String]) -> String {
    let chain: Vec<_> = std::iter::once(path).chain(inner.iter().map(String::as_str)).collect();
    format!("{machine}: {}", chain.join(" > "))
}

/// The same day of the later month, or its last day (Regulation 1182/71 art. 3(2)(c)).
fn months_after(date: Date, months: i32) -> Date {
    date.checked_add(months.months()).unwrap_or(date)
}
