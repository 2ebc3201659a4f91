//! A stored run, file by file in path order, in constant memory.

use std::collections::VecDeque;
use std::path::PathBuf;

use rusqlite::params;

use super::rows::{self, Row, token};
use super::run::from_json;
use super::settle::ALIAS;
use super::write::{kind_of, storage_of};
use super::{Error, Result, RunId, State, path};
use crate::central::Fingerprint;
use crate::extract::Reason;
use crate::finding::{Facts, Gap, Read, Token};
use crate::language::{in_words_of_today, told};
use crate::storage::Storage;
use crate::walk::Entry;

/// One file of a run.
pub struct StoredFile<'s> {
    pub entry: Entry,
    pub storage: Storage,
    pub provider: Option<String>,
    /// How much of the file itself was read; its members speak for themselves.
    pub read: Read,
    /// Read in this run, not kept from an earlier one.
    pub fresh: bool,
    /// The other names of the same file, sorted.
    pub aliases: Vec<PathBuf>,
    /// Another name of a file that is told of elsewhere in the run.
    pub(super) is_alias: bool,
    state: &'s State,
    /// The version that holds its facts.
    pub(super) version: i64,
    format: Option<String>,
    pub(super) content: Option<Token>,
    /// Its row says it all.
    is_plain: bool,
    /// The very same version was seen by the run that it is compared with.
    pub(super) was_there: bool,
}

impl State {
    /// Visits every file of a run, sorted by path. The run's names must be settled.
    pub fn each_file<E: From<Error>>(
        &self,
        run: RunId,
        visit: impl FnMut(StoredFile<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.each_file_beside(run, None, visit)
    }

    /// The same, where each file knows whether another run saw it as it is.
    pub fn each_file_beside<E: From<Error>>(
        &self,
        run: RunId,
        other: Option<RunId>,
        mut visit: impl FnMut(StoredFile<'_>) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let database = self.connect().map_err(E::from)?;
        let (out, batches) = rows::channel();
        std::thread::scope(|scope| {
            scope.spawn(move || rows::list(&database, run, other, &out));
            for batch in batches {
                for row in batch.map_err(E::from)? {
                    visit(self.stored(run, row)?)?;
                }
            }
            Ok(())
        })
    }

    /// At most `most` names of a run behind a path, aliases too, but for what another run saw as it is.
    pub(super) fn page(&self, run: RunId, other: RunId, behind: &[u8], most: i64) -> Result<VecDeque<StoredFile<'_>>> {
        let page = rows::page(&self.database, [run, other], behind, most)?;
        page.into_iter().map(|row| self.stored(run, row)).collect()
    }

    /// A name of a run, aliases too.
    pub(super) fn one(&self, run: RunId, other: RunId, path: &[u8]) -> Result<Option<StoredFile<'_>>> {
        let row = rows::one(&self.database, [run, other], path)?;
        row.map(|row| self.stored(run, row)).transpose()
    }

    fn stored(&self, run: RunId, row: Row) -> Result<StoredFile<'_>> {
        let is_alias = row.facts == Some(ALIAS);
        let elsewhere = row.facts.filter(|_| !is_alias);
        let mut file = StoredFile {
            entry: row.entry,
            storage: storage_of(row.storage)
                .ok_or_else(|| Error::unusable(&self.dir, told!("state-unknown-storage")))?,
            provider: row.provider,
            fresh: row.fresh,
            read: kind_of(row.kind),
            aliases: Vec::new(),
            is_alias,
            state: self,
            version: elsewhere.unwrap_or(row.version),
            format: row.format,
            content: row.content,
            is_plain: row.plain,
            was_there: row.was_there,
        };
        if elsewhere.is_some() {
            self.take_facts_of(run, file.version, &mut file)?;
        }
        if file.entry.links > 1 && !is_alias {
            file.aliases = self.aliases(run, row.version)?;
        }
        Ok(file)
    }

    /// Only the inode's other names are searched: `version` has no index by number.
    fn take_facts_of(&self, run: RunId, version: i64, file: &mut StoredFile<'_>) -> Result<()> {
        let sql = "SELECT kind, format, content, plain, (SELECT fresh FROM seen WHERE run = ?4 AND version = ?3)
                   FROM version WHERE links > 1 AND device = ?1 AND inode = ?2 AND id = ?3";
        let (device, inode) = (file.entry.device.cast_signed(), file.entry.inode.cast_signed());
        self.database
            .prepare_cached(sql)?
            .query_row(params![device, inode, version, run.0], |row| {
                file.read = kind_of(row.get(0)?);
                file.format = row.get(1)?;
                file.content = token(row.get(2)?);
                file.is_plain = row.get(3)?;
                // Of the inode, whichever of its names it was read by.
                file.fresh = row.get::<_, Option<bool>>(4)?.unwrap_or(false);
                Ok(())
            })?;
        Ok(())
    }

    fn aliases(&self, run: RunId, head: i64) -> Result<Vec<PathBuf>> {
        let mut statement = self
            .database
            .prepare_cached("SELECT path FROM alias WHERE run = ?1 AND head = ?2 ORDER BY path")?;
        let paths = statement.query_map([run.0, head], |row| row.get(0).map(path::from_bytes))?;
        Ok(paths.collect::<rusqlite::Result<_>>()?)
    }
}

impl StoredFile<'_> {
    /// The token of the file's bytes, where all were seen.
    pub fn content(&self) -> Option<Token> {
        self.content
    }

    /// Visits the file's documents as they were read, without their tokens and fingerprints.
    pub fn each_document<E: From<Error>>(
        &self,
        mut visit: impl FnMut(Facts) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        if self.is_plain {
            return visit(self.plain());
        }
        let sql = "SELECT facts FROM document WHERE version = ?1 ORDER BY n";
        let mut statement = self.state.database.prepare_cached(sql).map_err(Error::from)?;
        let mut rows = statement.query([self.version]).map_err(Error::from)?;
        let mut n_documents = 0_u64;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let facts: String = row.get(0).map_err(Error::from)?;
            let mut facts: Facts = from_json(0, &facts).map_err(Error::from)?;
            for gap in &mut facts.unread {
                gap.detail = in_words_of_today(std::mem::take(&mut gap.detail));
            }
            visit(facts)?;
            n_documents += 1;
        }
        match n_documents {
            0 => visit(self.plain()),
            _ => Ok(()),
        }
    }

    /// What the twins of the file's `n`th document are found by. One of another version is none: its file is read
    /// again.
    pub fn fingerprint(&self, n: u32) -> Result<Option<Box<Fingerprint>>> {
        let sql = "SELECT bytes FROM fingerprint WHERE version = ?1 AND n = ?2";
        let mut statement = self.state.database.prepare_cached(sql)?;
        let mut rows = statement.query(params![self.version, n])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Fingerprint::from_bytes(row.get_ref(0)?.as_blob().unwrap_or_default()).map(Box::new))
    }

    /// Every distinct token of a rule in the file's `n`th document.
    pub fn tokens(&self, n: u32, rule: &str) -> Result<Vec<Token>> {
        let sql = "SELECT tokens FROM token WHERE version = ?1 AND n = ?2 AND rule = ?3";
        let mut statement = self.state.database.prepare_cached(sql)?;
        let mut rows = statement.query(params![self.version, n, rule])?;
        let Some(row) = rows.next()? else { return Ok(Vec::new()) };
        let bytes: Vec<u8> = row.get(0)?;
        Ok(bytes.as_chunks().0.iter().copied().map(Token).collect())
    }

    /// A file whose row says it all.
    fn plain(&self) -> Facts {
        let nothing_known = Gap {
            reason: Reason::IoError,
            inner: Vec::new(),
            detail: "met under another name, which was not read".to_owned(),
        };
        Facts {
            format: self.format.clone().unwrap_or_else(|| "unknown".to_owned()),
            size: self.entry.size,
            content: self.content,
            read: self.read,
            unread: if self.read == Read::None {
                vec![nothing_known]
            } else {
                Vec::new()
            },
            ..Facts::unread(Vec::new())
        }
    }
}
