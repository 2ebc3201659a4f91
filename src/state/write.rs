//! What is written of one file: its version, who saw it, its documents. Encoded by the thread that read the file.

use std::time::Instant;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::run::to_json;
use super::{Result, RunId, Version, path};
use crate::extract::Reason;
use crate::finding::{Facts, Finding, Gap, Read, Risk, Token};
use crate::storage::Storage;
use crate::walk::Entry;

/// One file and everything that was read in it.
#[derive(Clone, Debug)]
pub struct FileRecord {
    pub entry: Entry,
    pub storage: Storage,
    /// The client of a sync folder ("onedrive-personal"), where there is one.
    pub provider: Option<String>,
    /// The file's own facts (`inner` is empty) and those of its members, in any order.
    pub documents: Vec<Facts>,
}

impl FileRecord {
    /// A file, or a folder, that could not be opened or was left out.
    pub fn unread(entry: Entry, storage: Storage, gap: Gap) -> Self {
        let facts = Facts {
            size: entry.size,
            unread: vec![gap],
            ..Facts::unread(Vec::new())
        };
        Self {
            entry,
            storage,
            provider: None,
            documents: vec![facts],
        }
    }
}

/// A file whose facts stand under another name of the same inode.
pub(super) const LINK: i64 = 4;

/// What stands for a folder that could not be listed, or for what was left out; see [`Entry::is_listed`].
pub(super) const UNLISTED: &str = "(v.size = 0 AND v.modified = 0 AND v.changed = 0 AND v.inode = 0)";

/// The facts of a file of which nothing was read.
pub(super) const UNREAD: &str = "SELECT facts FROM document WHERE v.kind = 2 AND version = v.id AND n = 0";

/// A row of `version` and its documents.
pub(super) struct Encoded {
    pub path: Vec<u8>,
    pub key: Key,
    kind: i64,
    again: bool,
    format: Option<String>,
    content: Option<Token>,
    documents: Vec<Document>,
    /// By the document's number.
    fingerprints: Vec<(i64, Vec<u8>)>,
    pub storage: i64,
    pub provider: Option<String>,
}

/// The numbers by which a file is known again, as SQLite holds them.
pub(super) struct Key {
    pub size: i64,
    pub modified: i64,
    pub changed: i64,
    pub device: i64,
    pub inode: i64,
    pub links: i64,
}

struct Document {
    facts: String,
    tokens: Vec<(String, Vec<u8>)>,
}

impl Key {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            size: entry.size.cast_signed(),
            modified: nanoseconds(entry.modified),
            changed: nanoseconds(entry.changed),
            device: entry.device.cast_signed(),
            inode: entry.inode.cast_signed(),
            links: entry.links.cast_signed(),
        }
    }
}

/// Enough until the year 2262; a time beyond that is only ever compared.
fn nanoseconds(time: i128) -> i64 {
    i64::try_from(time).unwrap_or(if time < 0 { i64::MIN } else { i64::MAX })
}

impl Encoded {
    pub(super) fn file(mut file: FileRecord) -> Result<Self> {
        let own = file.documents.iter().find(|facts| facts.inner.is_empty());
        let kind = own.map_or(Read::None, |facts| facts.read);
        let mut encoded = Self {
            kind: kind_number(kind),
            again: file.documents.iter().any(to_be_tried_again),
            format: own.map(|facts| facts.format.clone()),
            content: own.and_then(|facts| facts.content),
            ..Self::link(&file.entry, file.storage, file.provider)
        };
        for (n, facts) in (0..).zip(&mut file.documents) {
            if let Some(fingerprint) = facts.fingerprint.take() {
                encoded.fingerprints.push((n, fingerprint.to_bytes()));
            }
        }
        if let [only] = file.documents.as_slice()
            && is_plain(only, &file.entry)
        {
            return Ok(encoded);
        }
        for facts in file.documents {
            encoded.documents.push(Document::new(facts)?);
        }
        Ok(encoded)
    }

    pub(super) fn link(entry: &Entry, storage: Storage, provider: Option<String>) -> Self {
        Self {
            path: path::to_bytes(&entry.path),
            key: Key::of(entry),
            kind: LINK,
            again: false,
            format: None,
            content: None,
            documents: Vec::new(),
            fingerprints: Vec::new(),
            storage: storage_number(storage),
            provider,
        }
    }

    /// About how much memory it holds.
    pub(super) fn n_bytes(&self) -> usize {
        let of_document = |document: &Document| {
            let tokens: usize = document.tokens.iter().map(|(_, tokens)| tokens.len()).sum();
            document.facts.len() + tokens
        };
        let fingerprints: usize = self.fingerprints.iter().map(|(_, bytes)| bytes.len()).sum();
        self.documents.iter().map(of_document).sum::<usize>() + fingerprints
    }
}

impl Document {
    fn new(mut facts: Facts) -> Result<Self> {
        let mut tokens = Vec::new();
        for Finding { rule, tokens: list, .. } in &mut facts.findings {
            if !list.is_empty() {
                tokens.push((rule.clone(), list.iter().flat_map(|token| token.0).collect()));
                list.clear();
            }
        }
        let facts = to_json(&facts)?;
        Ok(Self { facts, tokens })
    }
}

/// Nothing to say that the row of its file does not say.
fn is_plain(facts: &Facts, entry: &Entry) -> bool {
    matches!(facts.read, Read::All | Read::NoText)
        && facts.inner.is_empty()
        && facts.size == entry.size
        && facts.unread.is_empty()
        && facts.findings.is_empty()
        && facts.special.is_empty()
        && !facts.minors
        && facts.subjects == 0
        && facts.risk == Risk::NONE
}

/// What was not read is tried again at the next run, unless only other contents, or a new version, could help.
/// Inside what was read, only the gaps that depend on the moment are worth a second reading.
fn to_be_tried_again(facts: &Facts) -> bool {
    let whole = facts.read == Read::None && facts.inner.is_empty();
    facts.unread.iter().any(|gap| match gap.reason {
        // Whether pictures are read is part of the digest: another try without it helps nothing.
        Reason::Encrypted | Reason::Unsupported | Reason::NeedsOcr => false,
        Reason::LimitTime
        | Reason::LimitMemory
        | Reason::Crashed
        | Reason::Locked
        | Reason::Permission
        | Reason::Vanished
        | Reason::Changed
        | Reason::OnlineOnly
        | Reason::IoError => true,
        Reason::Damaged
        | Reason::TooLarge
        | Reason::LimitOutput
        | Reason::LimitDepth
        | Reason::LimitEntries
        | Reason::SpecialFile
        | Reason::Excluded => whole,
    })
}

pub(super) fn kind_number(read: Read) -> i64 {
    match read {
        Read::All => 0,
        Read::Partly => 1,
        Read::None => 2,
        Read::NoText => 3,
    }
}

pub(super) fn kind_of(number: i64) -> Read {
    match number {
        0 => Read::All,
        1 => Read::Partly,
        3 => Read::NoText,
        _ => Read::None,
    }
}

pub(super) fn storage_number(storage: Storage) -> i64 {
    match storage {
        Storage::Central => 0,
        Storage::LocalDisk => 1,
        Storage::Removable => 2,
        Storage::CloudSync => 3,
        Storage::Share => 4,
        Storage::MailStore => 5,
        Storage::Temp => 6,
        Storage::Trash => 7,
    }
}

pub(super) fn storage_of(number: i64) -> Option<Storage> {
    use Storage::{Central, CloudSync, LocalDisk, MailStore, Removable, Share, Temp, Trash};
    [Central, LocalDisk, Removable, CloudSync, Share, MailStore, Temp, Trash]
        .into_iter()
        .find(|&storage| storage_number(storage) == number)
}

/// The writing side of a recorder: one open transaction of whole files.
pub(super) struct Writer {
    pub database: Connection,
    pub run: RunId,
    pub digest: i64,
    pub next_version: i64,
    /// When the open transaction began.
    pub open_since: Option<Instant>,
}

impl Writer {
    /// What the same path said earlier in this run is replaced: read twice, a file still counts once.
    pub(super) fn file(&mut self, file: &Encoded) -> Result<()> {
        self.forget_in_this_run(&file.path)?;
        let version = self.insert(file)?;
        for (n, document) in (0_i64..).zip(&file.documents) {
            self.database
                .prepare_cached("INSERT INTO document VALUES (?1, ?2, ?3)")?
                .execute(params![version, n, document.facts])?;
            for (rule, tokens) in &document.tokens {
                self.database
                    .prepare_cached("INSERT INTO token VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![version, n, rule, tokens])?;
            }
        }
        for (n, bytes) in &file.fingerprints {
            self.database
                .prepare_cached("INSERT INTO fingerprint VALUES (?1, ?2, ?3)")?
                .execute(params![version, n, bytes])?;
        }
        self.saw(version, true, file.storage, file.provider.as_deref())
    }

    /// Another name of an inode: the row of the last run serves again.
    pub(super) fn link(&mut self, link: &Encoded) -> Result<()> {
        self.forget_in_this_run(&link.path)?;
        let Key { modified, inode, .. } = link.key;
        let sql =
            "SELECT id FROM version WHERE path = ?1 AND kind = ?2 AND modified = ?3 AND inode = ?4 AND digest = ?5
                   AND size = ?6 AND changed = ?7";
        let (size, changed) = (link.key.size, link.key.changed);
        let known = params![link.path, LINK, modified, inode, self.digest, size, changed];
        let found = self
            .database
            .prepare_cached(sql)?
            .query_row(known, |row| row.get(0))
            .optional()?;
        let version = match found {
            Some(version) => version,
            None => self.insert(link)?,
        };
        self.saw(version, false, link.storage, link.provider.as_deref())
    }

    pub(super) fn unchanged(&mut self, version: Version, storage: i64, provider: Option<&str>) -> Result<()> {
        self.saw(version.0, false, storage, provider)
    }

    pub(super) fn met(&mut self, version: Version) -> Result<()> {
        self.database
            .prepare_cached("DELETE FROM unmet WHERE run = ?1 AND version = ?2")?
            .execute([self.run.0, version.0])?;
        Ok(())
    }

    fn insert(&mut self, file: &Encoded) -> Result<i64> {
        let version = self.next_version;
        self.next_version += 1;
        let Key {
            size,
            modified,
            changed,
            device,
            inode,
            links,
        } = file.key;
        let content = file.content.as_ref().map(|token| token.0.as_slice());
        let (digest, kind, again) = (self.digest, file.kind, file.again);
        self.database
            .prepare_cached("INSERT INTO version VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")?
            .execute(params![
                file.path,
                version,
                size,
                modified,
                changed,
                device,
                inode,
                links,
                digest,
                kind,
                again,
                file.format,
                content,
                file.documents.is_empty() && kind != LINK
            ])?;
        Ok(version)
    }

    fn forget_in_this_run(&mut self, path: &[u8]) -> Result<()> {
        let mut versions = self.database.prepare_cached("SELECT id FROM version WHERE path = ?1")?;
        let mut rows = versions.query([path])?;
        while let Some(row) = rows.next()? {
            self.database
                .prepare_cached("DELETE FROM seen WHERE run = ?1 AND version = ?2")?
                .execute(params![self.run.0, row.get::<_, i64>(0)?])?;
        }
        Ok(())
    }

    fn saw(&mut self, version: i64, fresh: bool, storage: i64, provider: Option<&str>) -> Result<()> {
        self.database
            .prepare_cached("INSERT OR REPLACE INTO seen VALUES (?1, ?2, ?3, ?4, ?5, NULL)")?
            .execute(params![self.run.0, version, fresh, storage, provider])?;
        Ok(())
    }
}
