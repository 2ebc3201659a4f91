//! The reports that were written here: read again, each would report once more what it reports.
//!
//! They are known by the keyed token of all their bytes, so that a copy is known too, and nothing that anybody else
//! wrote, or put into one, is left out.

use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

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
        self.database
            .execute("INSERT OR IGNORE INTO own VALUES (?1)", [content.0])?;
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
