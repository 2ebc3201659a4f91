//! An index of the central storage, open for search. The file is read block by block, as far as a search needs it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::documents::{Document, SHELF};
use super::error::{Error, Result};
use super::postings::Postings;
use super::sealed::{IndexKey, Sealed};
use crate::extract::Reason;
use crate::given;

/// The sections of the file, in their order.
pub(super) const DOCUMENTS: usize = 0;
pub(super) const SHELVES: usize = 1;
pub(super) const POSTINGS: usize = 2;
pub(super) const BUCKETS: usize = 3;
pub(super) const ABOUT: usize = 4;

/// What an index says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The moment, as records write it.
    pub built: String,
    pub speur: String,
    /// Digest of the rules that the records were found with.
    pub rules: String,
    /// Version of the fingerprints.
    pub fingerprints: u8,
    pub roots: Vec<Root>,
    pub documents: u32,
    /// Of these, those that more than the token of their bytes is known of.
    pub with_text: u32,
    /// Sampled records and passages.
    pub features: u64,
    /// Files and members that were not, or not wholly, read.
    pub unread: BTreeMap<Reason, u64>,
}

/// One root of the central storage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    pub name: String,
    pub path: PathBuf,
}

pub struct Index {
    pub about: About,
    pub(super) file: Sealed,
    pub(super) postings: Postings,
    /// Where each shelf begins.
    shelves: Vec<u64>,
}

impl Index {
    /// Opens an index that was made with this key. What is read later is checked when it is read.
    pub fn open(path: &Path, key: &IndexKey) -> Result<Self> {
        let file = given::open_plain(path).map_err(|err| Error::io(path, err))?;
        let file = Sealed::open(file, path, key)?;
        let about: About =
            serde_json::from_slice(&file.read_all(ABOUT)?).map_err(|_| Error::not_an_index(path, "index-newer"))?;
        if about.fingerprints != super::VERSION {
            return Err(Error::not_an_index(path, "index-newer-fingerprints"));
        }
        let postings = Postings::open(&file, POSTINGS, BUCKETS)?;
        let shelves = file.read_all(SHELVES)?;
        let shelves = shelves
            .as_chunks::<8>()
            .0
            .iter()
            .map(|at| u64::from_le_bytes(*at))
            .collect();
        Ok(Self {
            about,
            file,
            postings,
            shelves,
        })
    }

    /// 32 hex digits: the same for the same file only.
    pub fn digest(&self) -> String {
        crate::finding::to_hex(&self.file.digest[..16])
    }

    /// Of the token key it was made with.
    pub fn key_id(&self) -> &str {
        self.file.key_id()
    }

    /// Bytes of the file.
    pub fn size(&self) -> u64 {
        self.file.size
    }

    /// Bytes of documents, and of postings with their buckets.
    pub fn sizes(&self) -> (u64, u64) {
        let of = |section| self.file.len(section);
        (of(DOCUMENTS) + of(SHELVES), of(POSTINGS) + of(BUCKETS))
    }

    /// Reads all of it: an altered byte anywhere is an error.
    pub fn verify(&self) -> Result<()> {
        self.file.verify()
    }

    pub(super) fn document(&self, number: u32) -> Result<Document> {
        let damaged = || Error::altered(self.file.path(), "index-its-document");
        let shelf = (number / SHELF) as usize;
        let start = *self.shelves.get(shelf).ok_or_else(damaged)?;
        let end = self.shelves.get(shelf + 1).copied().unwrap_or(self.file.len(DOCUMENTS));
        let mut bytes = Vec::new();
        self.file.read(DOCUMENTS, start..end, &mut bytes)?;
        Document::at(&bytes, number % SHELF).ok_or_else(damaged)
    }
}
