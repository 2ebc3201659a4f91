//! Why a value was found: one sentence per point, and what the policy makes of it. No value is shown.

use std::fmt::{self, Write as _};
use std::io;

use anyhow::bail;

use super::Stored;
use crate::cli::exit::Exit;
use crate::detect::Detector;
use crate::language::texts;
use crate::policy::Verdict;
use crate::record::{self, Document, FindingRecord, Record, token};
use crate::report::{Families, said, visible};
use crate::state::Run;

/// Explains the finding as the newest run has it.
pub(super) fn explain(id: &str, stored: &Stored) -> anyhow::Result<Exit> {
    let (run, document) = newest(id, stored)?;
    let finding = document.findings.iter().find(|finding| finding.id == id);
    let finding = finding.expect("the document was chosen for it");
    let mut text = told(&run, &document, finding)?;
    if stored.central.is_none() && document.verdict == Verdict::LocalCopy {
        writeln!(text, "  {}", texts().get("explain-no-index"))?;
    }
    crate::cli::print(&text)
}

/// The newest run that has the finding, and the document it is in.
pub(super) fn newest(id: &str, stored: &Stored) -> anyhow::Result<(Run, Document)> {
    if let Some(found) = search(id, stored)? {
        return Ok(found);
    }
    let values = [
        ("id", id.into()),
        ("runs", stored.state.runs()?.len().into()),
        ("state", stored.state.dir().display().to_string().into()),
        ("key", stored.key.id().into()),
    ];
    bail!(texts().with("explain-no-finding", &values))
}

/// The same, or none where no run has it.
pub(super) fn search(id: &str, stored: &Stored) -> anyhow::Result<Option<(Run, Document)>> {
    for run in stored.state.runs()?.iter().rev() {
        if let Some(document) = find(id, run, stored)? {
            return Ok(Some((run.clone(), document)));
        }
    }
    Ok(None)
}

/// The document of a run that has the finding.
fn find(id: &str, run: &Run, stored: &Stored) -> anyhow::Result<Option<Document>> {
    let (mut found, mut families) = (None, Families::default());
    let mut look = |record: &Record| match record {
        Record::Document(document) if document.findings.iter().any(|finding| finding.id == id) => {
            found = Some((**document).clone());
            // Nothing behind it is needed.
            Err(io::ErrorKind::Interrupted.into())
        }
        _ => Ok(()),
    };
    let passed = record::write_run(&stored.state, run, &stored.view(), &mut |record| {
        families.record(record, &mut look)
    });
    match (found, passed) {
        (Some(document), _) => Ok(Some(document)),
        (None, Ok(_)) => Ok(None),
        (None, Err(record::Error::State(err))) => Err(err.into()),
        (None, Err(record::Error::Central(err))) => Err(err.into()),
        (None, Err(record::Error::Output(err))) => Err(err.into()),
    }
}

fn told(run: &Run, document: &Document, finding: &FindingRecord) -> anyhow::Result<String> {
    let texts = texts();
    let mut text = String::new();
    let scale = Detector::embedded()?.scale().confidence.clone();
    writeln!(
        text,
        "{}{}{} ({})",
        finding.id,
        texts.colon(),
        finding.rule,
        texts.sentence("category", &finding.category)
    )?;
    writeln!(
        text,
        "{}",
        texts.with("explain-in", &[("path", said::path(document).into())])
    )?;
    writeln!(
        text,
        "   {}, {}, {}",
        document.format,
        texts.sentence("storage", &token(document.storage)),
        texts.with("explain-run", &[("run", run.name.as_str().into())])
    )?;
    let key = match finding.tokens_truncated {
        true => "explain-found-more",
        false => "explain-found",
    };
    let values = [("n", finding.count.into()), ("distinct", finding.distinct.into())];
    writeln!(text, "\n{}", texts.with(key, &values))?;
    for place in said::places(finding, texts) {
        writeln!(text, "  {place}")?;
    }
    let values = [
        ("score", finding.score.into()),
        ("level", texts.sentence("confidence", &token(finding.confidence)).into()),
        ("high", scale.high.into()),
        ("medium", scale.medium.into()),
        ("low", scale.low.into()),
    ];
    writeln!(text, "\n{}", texts.with("explain-why", &values))?;
    for why in &finding.why {
        writeln!(text, "  {:>+4}  {}", why.points, texts.sentence("why", &why.code))?;
    }
    judgement(&mut text, document)?;
    Ok(text)
}

fn judgement(text: &mut String, document: &Document) -> fmt::Result {
    let texts = texts();
    let values = [
        (
            "verdict",
            texts.sentence("verdict-name", &token(document.verdict)).into(),
        ),
        ("sentence", texts.sentence("verdict", &token(document.verdict)).into()),
    ];
    writeln!(text, "\n{}", texts.with("explain-document", &values))?;
    if let Some(twin) = &document.twin {
        let relation = texts.sentence("relation", &token(twin.relation));
        writeln!(
            text,
            "  {relation}{}{} › {}",
            texts.colon(),
            visible(&twin.root),
            visible(&twin.of)
        )?;
        if let Some(gone) = said::not_seen(twin, texts) {
            writeln!(text, "  {gone}")?;
        }
    }
    for article in &document.articles {
        writeln!(text, "  {}", said::article(*article, texts))?;
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
    let values = [
        ("score", document.risk.score.into()),
        ("level", texts.sentence("level", &token(document.risk.level)).into()),
        ("persons", document.subjects.into()),
    ];
    writeln!(text, "  {}", texts.with("explain-risk", &values))?;
    writeln!(text, "  {}", texts.sentence("advice", &token(document.advice)))
}
