//! Where a run is read from: a stretch of a file, or the state of this device.

use std::cmp::Ordering;
use std::io::{self, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::lines::{Lines, unreadable};
use super::summary::{Counting, Summary};
use crate::config::Detail;
use crate::given;
use crate::language::{texts, told};
use crate::record::{self, Document, Record, RunRecord, View, token};
use crate::report::aggregate::{Damage, Why};
use crate::report::{self, Identities};
use crate::state::{Run, RunId, State};

#[derive(Clone, Debug)]
pub enum Source {
    /// The bytes of one run in a file, which may hold several.
    File {
        path: PathBuf,
        span: Range<u64>,
    },
    Stored(Box<Run>),
}

/// The older run first.
pub fn by_age((a, of_a): (&RunRecord, &Source), (b, of_b): (&RunRecord, &Source)) -> Ordering {
    (&a.started, of_a.number(), &a.run).cmp(&(&b.started, of_b.number(), &b.run))
}

/// The runs of this device, and how they are judged today.
pub struct Stored<'s> {
    pub state: &'s State,
    pub view: View<'s>,
}

/// Where inputs are read from, and with what.
#[derive(Clone, Copy)]
pub struct Reader<'r> {
    /// Where stored runs are among the inputs.
    pub stored: Option<&'r Stored<'r>>,
    pub identities: &'r Identities,
}

/// Opens a report, decrypted where it is encrypted.
fn open(path: &Path, identities: &Identities) -> Result<Lines, Why> {
    let mut file = given::open_plain(path).map_err(|err| unreadable(&err))?;
    if report::is_sealed(path, &mut file).map_err(|err| unreadable(&err))? {
        let opened = identities.open(file)?;
        return Lines::new(Box::new(BufReader::with_capacity(1 << 16, opened)), true);
    }
    Lines::new(Box::new(BufReader::with_capacity(1 << 16, file)), false)
}

/// Every run of a file, counted. A file of which a part is wrong is wrong: nothing of it is taken.
pub(super) fn examine(path: &Path, identities: &Identities, keep: impl Fn(Summary)) -> Result<(), Why> {
    let mut lines = open(path, identities)?;
    let mut done = Vec::new();
    let mut counting: Option<(Counting, u64)> = None;
    while let Some(line) = lines.next() {
        counting = match (line?, counting) {
            (Some(Record::Run(run)), None) => Some((Counting::new(run), lines.begin())),
            (Some(Record::Run(_)), Some(_)) => {
                return Err(lines.damaged(Damage::TwoBegins));
            }
            (Some(Record::Document(_) | Record::End(_)), None) => {
                return Err(lines.damaged(Damage::NoBegin));
            }
            (Some(Record::Document(document)), Some((mut counting, begin))) => {
                counting.document(&document, lines.begin(), lines.is_read_new());
                Some((counting, begin))
            }
            (Some(Record::End(end)), Some((counting, begin))) => {
                let source = Source::File {
                    path: path.to_owned(),
                    span: begin..lines.begin() + 1,
                };
                let name = path.display().to_string();
                done.push(counting.end(end, source, name).map_err(|what| lines.damaged(what))?);
                None
            }
            (Some(Record::File(_) | Record::Gone(_)) | None, counting) => counting,
        };
    }
    match counting {
        Some(_) => Err(lines.damaged(Damage::NoEnd)),
        None if done.is_empty() => Err(lines.damaged(Damage::NoRun)),
        None => {
            done.into_iter().for_each(keep);
            Ok(())
        }
    }
}

/// A stored run, counted.
pub(super) fn examine_stored(run: &Run, stored: &Stored<'_>) -> anyhow::Result<Summary> {
    let mut counting = None;
    let mut position = 0;
    let end = written(record::write_run(stored.state, run, &stored.view, &mut |record| {
        match (record, &mut counting) {
            (Record::Run(run), _) => counting = Some(Counting::new(run.clone())),
            (Record::Document(document), Some(counting)) => counting.document(document, position, false),
            _ => {}
        }
        position += 1;
        Ok(())
    }))?;
    let counting: Counting = counting.with_context(|| told!("run-without-record"))?;
    let source = Source::Stored(Box::new(run.clone()));
    let counted = counting.end(end, source, run.name.clone());
    counted.map_err(|what| {
        let damage = texts().sentence("damage", &token(what));
        anyhow::anyhow!("{}{}{damage}", run.name, texts().colon())
    })
}

impl Source {
    /// Runs of a state are numbered as they began: records tell only the second.
    fn number(&self) -> Option<RunId> {
        match self {
            Self::Stored(run) => Some(run.id),
            Self::File { .. } => None,
        }
    }

    /// Gives every record of the run to `visit`.
    pub fn each_record(
        &self,
        reader: Reader<'_>,
        detail: Detail,
        visit: &mut dyn FnMut(&Record) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        match (self, reader.stored) {
            (Self::Stored(run), Some(stored)) => {
                written(record::write_run(stored.state, run, &stored.view, visit)).map(drop)
            }
            (Self::Stored(run), None) => bail!(told!("state-not-open", run = run.name)),
            (Self::File { path, span }, _) => {
                let mut lines = open(path, reader.identities).map_err(|_| changed(path))?;
                lines.seek(span.start)?;
                while let Some(line) = lines.next() {
                    if let Some(mut record) = line.map_err(|_| changed(path))? {
                        keep_detail(&mut record, detail);
                        visit(&record)?;
                    }
                    if lines.begin() + 1 >= span.end {
                        return Ok(());
                    }
                }
                Err(changed(path))
            }
        }
    }

    /// The documents whose records stand at these positions, which are sorted.
    pub(super) fn documents_at(&self, reader: Reader<'_>, positions: &[u64]) -> anyhow::Result<Vec<Document>> {
        let mut documents = Vec::new();
        match self {
            Self::File { path, .. } => {
                let mut lines = open(path, reader.identities).map_err(|_| changed(path))?;
                for position in positions {
                    lines.seek(*position)?;
                    match lines.next() {
                        Some(Ok(Some(Record::Document(document)))) => documents.push(*document),
                        _ => return Err(changed(path)),
                    }
                }
            }
            Self::Stored(_) => {
                let mut position = 0;
                self.each_record(reader, Detail::Counts, &mut |record| {
                    if let (Record::Document(document), Ok(_)) = (record, positions.binary_search(&position)) {
                        documents.push((**document).clone());
                    }
                    position += 1;
                    Ok(())
                })?;
            }
        }
        Ok(documents)
    }
}

fn changed(path: &Path) -> anyhow::Error {
    anyhow::anyhow!(told!("input-changed", path = path.display()))
}

fn keep_detail(record: &mut Record, detail: Detail) {
    if let (Record::Document(document), Detail::Counts) = (record, detail) {
        document.findings.iter_mut().for_each(|finding| finding.values = None);
    }
}

/// The state's errors have exit codes of their own.
pub(super) fn written<T>(result: Result<T, record::Error>) -> anyhow::Result<T> {
    result.map_err(|err| match err {
        record::Error::State(err) => err.into(),
        record::Error::Central(err) => err.into(),
        record::Error::Output(err) => err.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::meta;

    #[test]
    fn stored_runs_of_one_second_are_in_the_order_in_which_they_began() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let run = || state.begin(&[], &meta(), jiff::Timestamp::UNIX_EPOCH).unwrap();
        let of = |run: Run| {
            let record = RunRecord {
                schema: String::new(),
                run: run.name.clone(),
                speur: String::new(),
                rules: String::new(),
                policy: String::new(),
                key: String::new(),
                started: "1970-01-01T00:00:00Z".to_owned(),
                device: run.meta.device.clone(),
                roots: Vec::new(),
                central_index: None,
            };
            (record, Source::Stored(Box::new(run)))
        };
        let mut runs: Vec<_> = (0..8).map(|_| of(run())).collect();
        let begun: Vec<_> = runs.iter().map(|(record, _)| record.run.clone()).collect();
        runs.sort_by(|(a, _), (b, _)| a.run.cmp(&b.run));
        runs.sort_by(|(a, of_a), (b, of_b)| by_age((a, of_a), (b, of_b)));
        let sorted: Vec<_> = runs.iter().map(|(record, _)| record.run.clone()).collect();
        assert_eq!(sorted, begun);
    }
}
