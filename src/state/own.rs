//! The reports that were written here: read again, each would report once more what it reports.
//!
//! They are known by the keyed token of all their bytes, so that a copy is known too, and nothing that anybody else
//! wrote, or put into one, is left out. One that no stored run has met is forgotten when the term of runs is over.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::rows::token;
use super::{DeviceKey, Error, Result, State};
use crate::finding::Token;

impl State {
    /// Remembers a report that was written. What is no file (a pipe, `/dev/stdout`) cannot be met again.
    pub fn keep_report(&self, path: &Path, key: &DeviceKey) -> Result<()> {
        if !std::fs::metadata(path).is_ok_and(|facts| facts.is_file()) {
            return Ok(());
        }
        let mut hasher = blake3::Hasher::new_keyed(key.bytes());
        File::open(path)
            .and_then(|file| hasher.update_reader(file).map(drop))
            .map_err(|err| Error::io(path, err))?;
        let content = Token::from(hasher.finalize());
        self.remember(content, Timestamp::now())
    }

    fn remember(&self, content: Token, written: Timestamp) -> Result<()> {
        self.database.execute(
            "INSERT INTO own(content, written) VALUES (?1, ?2)
             ON CONFLICT(content) DO UPDATE SET written = excluded.written",
            params![content.0, written.as_millisecond()],
        )?;
        Ok(())
    }

    /// The tokens of all of them.
    pub fn reports(&self) -> Result<HashSet<Token>> {
        let mut statement = self.database.prepare("SELECT content FROM own")?;
        let tokens = statement.query_map([], |row| row.get(0).map(token))?;
        let tokens: Vec<_> = tokens.collect::<rusqlite::Result<_>>()?;
        Ok(tokens.into_iter().flatten().collect())
    }
}

/// Forgets the reports that were written before a moment and that no run has met: they were deleted meanwhile, or lie
/// where nothing is scanned. One that a run has met would count as a document if it were forgotten.
pub(super) fn purge(database: &Connection, before: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM own WHERE written < ?1
               AND content NOT IN (SELECT content FROM version WHERE content IS NOT NULL)";
    Ok(database.execute(sql, [before.as_millisecond()])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Facts;
    use crate::state::FileRecord;
    use crate::state::tests::{entry, facts, file, meta};

    fn of(byte: u8) -> Token {
        Token([byte; 16])
    }

    #[test]
    fn a_report_that_no_run_has_met_goes_with_the_runs_of_its_time() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(&dir.path().join("s")).unwrap();
        let at = |day: i64| Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap();
        let met: FileRecord = file(
            entry("/home/an/verslag.html", 1),
            vec![Facts {
                content: Some(of(2)),
                ..facts(&[])
            }],
        );
        let run = state.begin(&[], &meta(), at(3)).unwrap();
        let recorder = state.recorder(run.id, b"digest").unwrap();
        recorder.put(met).unwrap();
        recorder.close().unwrap();
        state.finish(run.id, at(3)).unwrap();
        for (byte, day) in [(1, 0), (2, 0), (3, 9), (4, 0), (4, 9)] {
            state.remember(of(byte), at(day)).unwrap();
        }
        let left = |state: &State| {
            let mut left: Vec<_> = state.reports().unwrap().into_iter().map(|token| token.0[0]).collect();
            left.sort_unstable();
            left
        };
        assert_eq!(state.purge(at(2), None).unwrap(), 0);
        assert_eq!(left(&state), [2, 3, 4]);
        // With the last run that met it the second one goes too.
        assert_eq!(state.purge(at(5), None).unwrap(), 1);
        assert_eq!(left(&state), [3, 4]);
    }
}
