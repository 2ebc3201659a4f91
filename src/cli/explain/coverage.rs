//! What a run did not read, or not wholly, and why.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write as _};

use super::Stored;
use crate::cli::closed_pipe_is_fine;
use crate::cli::exit::Exit;
use crate::extract::Reason;
use crate::finding::Read;
use crate::language::texts;
use crate::record::{self, Document, End, Record, RunRecord, token};
use crate::report::whole::Lacks;
use crate::report::{said, visible};
use crate::state::Run;

/// Lists every document that was not wholly read as the records come by, then says what each reason means.
pub(super) fn explain(run: &Run, stored: &Stored) -> anyhow::Result<Exit> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut reasons = BTreeMap::new();
    let written = record::write_run(&stored.state, run, &stored.view(), &mut |record| match record {
        Record::Run(record) => begin(&mut out, record),
        Record::Document(document) => list(&mut out, document, &mut reasons),
        Record::File(_) | Record::Gone(_) => Ok(()),
        Record::End(end) => sum_up(&mut out, end, &reasons),
    });
    match written {
        Ok(_) => out.flush().or_else(closed_pipe_is_fine)?,
        Err(record::Error::Output(err)) => closed_pipe_is_fine(err)?,
        Err(record::Error::State(err)) => return Err(err.into()),
        Err(record::Error::Central(err)) => return Err(err.into()),
    }
    Ok(Exit::Done)
}

fn list(out: &mut dyn io::Write, document: &Document, reasons: &mut BTreeMap<Reason, u64>) -> io::Result<()> {
    match document.read {
        Read::Partly | Read::None => {}
        Read::All | Read::NoText => return Ok(()),
    }
    let (how, colon) = (texts().sentence("read", &token(document.read)), texts().colon());
    for (at, gap) in document.unread.iter().enumerate() {
        let is_counted = document.unread[..at].iter().any(|before| before.reason == gap.reason);
        *reasons.entry(gap.reason).or_default() += u64::from(!is_counted);
        let inside: String = gap.inner.iter().map(|name| format!(" > {}", visible(name))).collect();
        writeln!(
            out,
            "{}{inside}{colon}{how}{colon}{}{colon}{}",
            said::path(document),
            texts().sentence("reason-name", &token(gap.reason)),
            visible(&texts().phrase("gap", &gap.detail))
        )?;
    }
    Ok(())
}

fn begin(out: &mut dyn io::Write, run: &RunRecord) -> io::Result<()> {
    let values = [
        ("run", run.run.as_str().into()),
        ("moment", texts().moment_of(&run.started).into()),
        ("places", visible(&run.roots.join(", ")).into()),
    ];
    writeln!(out, "{}\n", texts().with("explain-run-head", &values))
}

fn sum_up(out: &mut dyn io::Write, end: &End, reasons: &BTreeMap<Reason, u64>) -> io::Result<()> {
    let texts = texts();
    let lacks = Lacks::of(end);
    if lacks.is_empty() {
        writeln!(out, "{}", texts.get(lacks.empty_key()))?;
    } else if lacks.is_nothing() {
        writeln!(out, "{}", texts.get("explain-all-read"))?;
    } else if !reasons.is_empty() {
        writeln!(out)?;
    } else if lacks.stopped {
        writeln!(out, "{}", texts.get("explain-read-so-far"))?;
    }
    for (reason, n) in reasons {
        let sentence = texts.sentence("reason", &token(reason));
        writeln!(
            out,
            "{n:>6}  {:20}  {sentence}",
            texts.sentence("reason-name", &token(reason))
        )?;
    }
    let coverage = said::coverage(&end.coverage, texts);
    writeln!(
        out,
        "\n{}",
        texts.with("table-coverage", &[("coverage", coverage.into())])
    )?;
    for told in said::passed_by(&end.coverage, texts) {
        writeln!(out, "{told}")?;
    }
    let told = match (end.finished.is_some(), end.complete) {
        (false, _) => texts.get("explain-run-stopped"),
        (true, true) => texts.get("explain-run-complete"),
        (true, false) => texts.get("explain-run-incomplete"),
    };
    writeln!(out, "{told}")
}
