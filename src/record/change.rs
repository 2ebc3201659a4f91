//! A run beside its baseline: what became of each file, and the records of documents that are gone.

use std::io;

use super::build::{Error, View, text_of};
use super::host::modified;
use super::{ChangeTotals, Changes, Gone, PathText, Record};
use crate::state::{Baseline, Change, Run, RunId, State, StoredFile};

/// The comparison of a run, as its files pass by.
pub(super) struct Since<'a> {
    baseline: Baseline<'a>,
    view: &'a View<'a>,
    /// A run that was stopped does not know what is gone.
    is_whole: bool,
    totals: ChangeTotals,
}

impl<'a> Since<'a> {
    /// None without an earlier run over the same roots.
    pub fn new(state: &'a State, run: &Run, view: &'a View<'a>) -> Result<Option<Self>, Error> {
        let before = state.baseline(run)?;
        let Some(before) = before else { return Ok(None) };
        Ok(Some(Self {
            baseline: state.compare(&before, run)?,
            view,
            is_whole: run.finished.is_some(),
            totals: ChangeTotals {
                since: before.name,
                finished: before.finished.map(text_of).unwrap_or_default(),
                files: Changes::default(),
                documents: Changes::default(),
            },
        }))
    }

    pub fn baseline(&self) -> RunId {
        self.baseline.id()
    }

    /// What became of a file. What is gone before it is written first.
    pub fn change(
        &mut self,
        file: &StoredFile<'_>,
        out: &mut dyn FnMut(&Record) -> io::Result<()>,
    ) -> Result<Change, Error> {
        let (view, is_whole, totals) = (self.view, self.is_whole, &mut self.totals);
        let mut gone = |file: &StoredFile<'_>| match is_whole {
            true => tell_gone(view, totals, file, out),
            false => Ok(()),
        };
        let change = self.baseline.change(file, &mut gone)?;
        self.totals.files.add(change);
        Ok(change)
    }

    /// Counts a document with findings.
    pub fn count(&mut self, change: Option<Change>) {
        if let Some(change) = change {
            self.totals.documents.add(change);
        }
    }

    pub fn finish(self, out: &mut dyn FnMut(&Record) -> io::Result<()>) -> Result<ChangeTotals, Error> {
        let (view, is_whole, mut totals) = (self.view, self.is_whole, self.totals);
        self.baseline.finish(&mut |file| match is_whole {
            true => tell_gone(view, &mut totals, file, out),
            false => Ok(()),
        })?;
        Ok(totals)
    }
}

/// Counts a file that is gone, and writes its documents that held something.
fn tell_gone(
    view: &View<'_>,
    totals: &mut ChangeTotals,
    file: &StoredFile<'_>,
    out: &mut dyn FnMut(&Record) -> io::Result<()>,
) -> Result<(), Error> {
    if view.policy.personal(&file.entry.path).is_some() {
        return Ok(());
    }
    totals.files.gone += 1;
    file.each_document(|facts| {
        if facts.findings.is_empty() {
            return Ok(());
        }
        totals.documents.gone += 1;
        out(&Record::Gone(Gone {
            path: PathText::new(&file.entry.path),
            inner: facts.inner,
            storage: view.storage(file),
            modified: modified(file.entry.modified),
            rules: facts.findings.into_iter().map(|finding| finding.rule).collect(),
            special: facts.special,
            subjects: facts.subjects,
            risk: facts.risk,
        }))
        .map_err(Error::from)
    })
}

impl Changes {
    fn add(&mut self, change: Change) {
        match change {
            Change::New => self.new += 1,
            Change::Changed => self.changed += 1,
            Change::Unchanged => self.unchanged += 1,
        }
    }
}
