//! What searches for twins found, kept for as long as the index and the document stay what they were: for 100,000
//! unchanged files the search itself was half of a second scan (measured).

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::run::{from_json, to_json};
use super::{Result, State, StoredFile};

/// Stored together: a transaction each would cost far more than its row.
const BATCH: usize = 1_000;

/// What was found under one name of the search.
pub struct Twins {
    database: Connection,
    /// None where nothing can be kept.
    search: Option<i64>,
    /// Not stored yet: version, number of the document, what was found.
    new: Vec<(i64, u32, Option<String>)>,
}

impl State {
    /// `search` names the search: another name, and everything is looked for anew.
    pub fn twins(&self, search: &str) -> Result<Twins> {
        Ok(Twins {
            search: match self.is_read_only {
                true => None,
                false => Some(self.digest_number(search.as_bytes())?),
            },
            database: self.connect()?,
            new: Vec::new(),
        })
    }

    /// Whether twins were ever looked for.
    pub fn has_twins(&self) -> Result<bool> {
        let sql = "SELECT EXISTS(SELECT 1 FROM twin)";
        Ok(self.database.query_row(sql, [], |row| row.get(0))?)
    }
}

impl Twins {
    /// What the search for the file's `n`th document found; nothing where there was none.
    pub fn known<T: DeserializeOwned>(&self, file: &StoredFile<'_>, n: u32) -> Result<Option<Option<T>>> {
        let sql = "SELECT found FROM twin WHERE version = ?1 AND n = ?2 AND search = ?3";
        let mut statement = self.database.prepare_cached(sql)?;
        let found = statement.query_row(params![file.version, n, self.search], |row| {
            let found = row.get_ref(0)?.as_str_or_null()?;
            found.map(|found| from_json(0, found)).transpose()
        });
        Ok(found.optional()?)
    }

    pub fn keep<T: Serialize>(&mut self, file: &StoredFile<'_>, n: u32, found: Option<&T>) -> Result<()> {
        if self.search.is_none() {
            return Ok(());
        }
        self.new.push((file.version, n, found.map(to_json).transpose()?));
        if self.new.len() < BATCH { Ok(()) } else { self.store() }
    }

    /// Stores the rest.
    pub fn store(&mut self) -> Result<()> {
        let work = self.database.unchecked_transaction()?;
        for (version, n, found) in self.new.drain(..) {
            work.prepare_cached("INSERT OR REPLACE INTO twin VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![version, n, self.search, found])?;
        }
        Ok(work.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::tests::{entry, facts, file, meta};
    use super::*;

    /// What is known of each file's document before it is searched for; the search finds its name, unless that is
    /// "none".
    fn search(state: &State, run: super::super::RunId, name: &str) -> Vec<Option<Option<String>>> {
        let mut twins = state.twins(name).unwrap();
        let mut known = Vec::new();
        state
            .each_file(run, |file| {
                let path = file.entry.path.display().to_string();
                known.push(twins.known(&file, 0)?);
                let found = path.strip_prefix("/home/an/").filter(|name| *name != "none");
                twins.keep(&file, 0, found.map(str::to_owned).as_ref())
            })
            .unwrap();
        twins.store().unwrap();
        known
    }

    #[test]
    fn what_was_found_is_known_under_its_name_alone_and_goes_with_its_document() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let run = state.begin(&[], &meta(), Timestamp::UNIX_EPOCH).unwrap();
        let recorder = state.recorder(run.id, b"rules").unwrap();
        for (inode, name) in (0..).zip(["a", "none"]) {
            let entry = entry(&format!("/home/an/{name}"), inode);
            recorder.put(file(entry, vec![facts(&[])])).unwrap();
        }
        recorder.close().unwrap();
        state.finish(run.id, Timestamp::UNIX_EPOCH).unwrap();
        let known = vec![Some(Some("a".to_owned())), Some(None)];
        assert!(!state.has_twins().unwrap());
        assert_eq!(search(&state, run.id, "one"), [None, None]);
        assert!(state.has_twins().unwrap());
        assert_eq!(search(&state, run.id, "one"), known);
        assert_eq!(search(&state, run.id, "other"), [None, None]);
        assert_eq!(search(&state, run.id, "one"), [None, None], "one search is kept");
        state.purge(Timestamp::MAX, None).unwrap();
        let sql = "SELECT count(*) FROM twin";
        let left: i64 = state.database.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
    }
}
