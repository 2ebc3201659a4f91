//! Why a value was found: one sentence per point, and what the policy makes of it. No value is shown.

use std::fmt::{self, Write as _};
use std::io;

use anyhow::bail;

use super::Stored;
use crate::cli::exit::Exit;
use crate::detect::Detector;
use crate::finding::Place;
use crate::language::texts;
use crate::record::{self, Document, FindingRecord, Record, token};
use crate::report::visible;
use crate::state::Run;

/// Explains the finding as the newest run has it.
pub(super) fn explain(id: &str, stored: &Stored) -> anyhow::Result<Exit> {
    let (run, document) = newest(id, stored)?;
    let finding = document.findings.iter().find(|finding| finding.id == id);
    let finding = finding.expect("the document was chosen for it");
    crate::cli::print(&told(&run, &document, finding)?)
}

/// The newest run that has the finding, and the document it is in.
pub(super) fn newest(id: &str, stored: &Stored) -> anyhow::Result<(Run, Document)> {
    let runs = stored.state.runs()?;
    for run in runs.iter().rev() {
        if let Some(document) = find(id, run, stored)? {
            return Ok((run.clone(), document));
        }
    }
    bail!(
        "no stored run has a finding `{id}` ({} runs in {}, token key {}); ids stand in the records of \
         `speur scan --format jsonl` and hold for the device and key they were made with",
        runs.len(),
        stored.state.dir().display(),
        stored.key.id()
    )
}

/// The document of a run that has the finding.
fn find(id: &str, run: &Run, stored: &Stored) -> anyhow::Result<Option<Document>> {
    let mut found = None;
    let passed = record::write_run(&stored.state, run, &stored.view(), &mut |record| match record {
        Record::Document(document) if document.findings.iter().any(|finding| finding.id == id) => {
            found = Some((**document).clone());
            // Nothing behind it is needed.
            Err(io::ErrorKind::Interrupted.into())
        }
        _ => Ok(()),
    });
    match (found, passed) {
        (Some(document), _) => Ok(Some(document)),
        (None, Ok(_)) => Ok(None),
        (None, Err(record::Error::State(err))) => Err(err.into()),
        (None, Err(record::Error::Output(err))) => Err(err.into()),
    }
}

fn told(run: &Run, document: &Document, finding: &FindingRecord) -> anyhow::Result<String> {
    let mut text = String::new();
    let scale = Detector::embedded()?.scale().confidence.clone();
    writeln!(text, "{}: {} ({})", finding.id, finding.rule, finding.category)?;
    writeln!(text, "in {}", name_of(document))?;
    writeln!(
        text,
        "   {}, {}, run {}",
        document.format,
        texts().sentence("storage", &token(document.storage)),
        run.name
    )?;
    let more = if finding.tokens_truncated { "more than " } else { "" };
    writeln!(
        text,
        "\nFound {} times, {more}{} different values:",
        finding.count, finding.distinct
    )?;
    for place in &finding.places {
        writeln!(text, "  {}", At(place))?;
    }
    writeln!(
        text,
        "\nWhy: its best value scores {} of 99, which is {} (high from {}, medium from {}, low from {})",
        finding.score,
        texts().sentence("confidence", &token(finding.confidence)),
        scale.high,
        scale.medium,
        scale.low
    )?;
    for why in &finding.why {
        writeln!(text, "  {:>+4}  {}", why.points, texts().sentence("why", &why.code))?;
    }
    judgement(&mut text, document)?;
    Ok(text)
}

fn judgement(text: &mut String, document: &Document) -> fmt::Result {
    let texts = texts();
    writeln!(
        text,
        "\nThe document: {}. {}",
        texts.sentence("verdict-name", &token(document.verdict)),
        texts.sentence("verdict", &token(document.verdict))
    )?;
    if let Some(twin) = &document.twin {
        let relation = texts.sentence("relation", &token(twin.relation));
        writeln!(text, "  {relation}: {} > {}", visible(&twin.root), visible(&twin.of))?;
    }
    for article in &document.articles {
        let article = token(article);
        writeln!(text, "  Article {article}: {}", texts.sentence("article", &article))?;
    }
    if let Some(overdue) = &document.retention {
        let values = [
            ("until", texts.date(overdue.until).into()),
            ("reason", visible(&overdue.reason).into()),
        ];
        writeln!(text, "  {}", texts.with("notice-overdue", &values))?;
    }
    for exception in &document.exceptions {
        let until = texts.date(exception.until);
        let (id, reason) = (&exception.id, visible(&exception.reason));
        writeln!(
            text,
            "  {id} ({}): {reason}, {}, {until}",
            exception.by,
            visible(&exception.approver)
        )?;
    }
    let (score, level) = (
        document.risk.score,
        texts.sentence("level", &token(document.risk.level)),
    );
    writeln!(
        text,
        "  Risk {score} of 100 ({level}), {} persons at least",
        document.subjects
    )?;
    writeln!(text, "  {}", texts.sentence("advice", &token(document.advice)))
}

/// The path and the way into a container, as a terminal may show them.
pub(super) fn name_of(document: &Document) -> String {
    let chain = std::iter::once(&document.path.path).chain(&document.inner);
    chain.map(|name| visible(name)).collect::<Vec<_>>().join(" > ")
}

/// A place as a person says it: "sheet Klanten, column D (Rijksregisternummer), rows 2-215".
struct At<'p>(&'p Place);

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.0;
        let named = [
            ("sheet ", &place.sheet),
            ("", &place.part),
            ("column ", &place.column),
            ("under ", &place.label),
            ("cell ", &place.cell),
            ("rows ", &place.rows),
            ("lines ", &place.lines),
            ("pages ", &place.pages),
            ("slides ", &place.slides),
            ("paragraphs ", &place.paragraphs),
        ];
        let parts = named.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?;
            Some(format!("{name}{}", visible(value)))
        });
        let parts: Vec<_> = parts.collect();
        f.write_str(if parts.is_empty() { "the document" } else { "" })?;
        f.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_as_a_person_opens_it() {
        let place = Place {
            sheet: Some("Klanten".to_owned()),
            column: Some("D".to_owned()),
            label: Some("Rijksregisternummer".to_owned()),
            rows: Some("2-215".to_owned()),
            ..Place::default()
        };
        assert_eq!(
            At(&place).to_string(),
            "sheet Klanten, column D, under Rijksregisternummer, rows 2-215"
        );
        assert_eq!(At(&Place::default()).to_string(), "the document");
    }
}
