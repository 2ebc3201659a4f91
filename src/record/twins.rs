//! The twin of each document of a run: as an earlier search found it, else looked for.

use super::Twin;
use super::build::Error;
use crate::central::{Found, Index, Originals, Query};
use crate::finding::Facts;
use crate::state::{self, State, StoredFile};
use crate::storage::Storage;

pub(super) struct Twins<'a> {
    index: &'a Index,
    kept: state::Twins,
    originals: Originals,
}

impl<'a> Twins<'a> {
    pub fn new(index: &'a Index, state: &State) -> Result<Self, Error> {
        Ok(Self {
            index,
            kept: state.twins(&index.search_name())?,
            originals: Originals::default(),
        })
    }

    /// The central document that the `n`th one of a file is a copy of. What stands in the central storage is no copy.
    pub fn of(&mut self, file: &StoredFile<'_>, n: u32, facts: &Facts) -> Result<Option<Twin>, Error> {
        if file.storage == Storage::Central {
            return Ok(None);
        }
        let found = match self.kept.known(file, n)? {
            Some(known) => known,
            None => self.search(file, n, facts)?,
        };
        found.map(|found| self.twin(found)).transpose()
    }

    fn search(&mut self, file: &StoredFile<'_>, n: u32, facts: &Facts) -> Result<Option<Found>, Error> {
        let found = self.index.search(&Query {
            content: facts.content.filter(|_| facts.size > 0),
            fingerprint: file.fingerprint(n)?.as_deref(),
        });
        let found = found.map_err(Error::Central)?;
        self.kept.keep(file, n, found.as_ref())?;
        Ok(found)
    }

    fn twin(&mut self, found: Found) -> Result<Twin, Error> {
        let name = self.index.name(found.document).map_err(Error::Central)?;
        // Only what may be deleted needs an original to be there.
        let is_whole = found.relation.is_whole();
        Ok(Twin {
            stands: is_whole
                .then(|| self.originals.stands(&name.path, &name.of, name.stamp))
                .flatten(),
            relation: found.relation,
            root: name.root,
            of: name.of,
            similarity: found.similarity,
            drift: found.drift,
        })
    }

    /// The next report finds what this one found, unless there is no room for it.
    pub fn store(mut self) -> Result<(), Error> {
        Ok(self.kept.store().or_else(state::Error::only_full)?)
    }
}
