//! Writes an index, document by document, in bounded memory; it appears under its name only when it is whole.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::Stamp;
use super::documents::{Document, SHELF, Sketch};
use super::error::{Error, Result};
use super::header::MAGIC;
use super::index::About;
use super::postings::{MOST_DOCUMENTS, Writer};
use super::sealed::{IndexKey, Sealer};
use super::sort::{Pair, Sorter};
use crate::draft::{self, Draft};
use crate::finding::Facts;
use crate::given;
use crate::state;

/// Entries are handed on in portions of this many bytes.
const PORTION: usize = 256 << 10;

pub struct Builder<'k> {
    path: PathBuf,
    draft: Draft,
    sealer: Sealer<'k>,
    sorter: Sorter,
    shelves: Vec<u64>,
    n_documents: u32,
    with_text: u32,
    features: u64,
    /// Name of the last document on the shelf.
    last: String,
    buffer: Vec<u8>,
}

/// What a whole index is.
pub struct Built {
    pub documents: u32,
    pub with_text: u32,
    pub features: u64,
}

impl<'k> Builder<'k> {
    /// `path` is where the index will stand, in the place of an older one at most; where it is a link, the index takes
    /// the place of what the link leads to. Drafts stand beside it, for their owner alone.
    pub fn new(path: &Path, key: &'k IndexKey) -> Result<Self> {
        may_replace(path)?;
        let real = match path.is_symlink() {
            true => std::fs::canonicalize(path).map_err(|err| Error::io(path, err))?,
            false => path.to_owned(),
        };
        let id: [u8; 16] = state::random().map_err(|err| Error::io(path, io::Error::other(err.to_string())))?;
        let (draft, file) = Draft::create(&real).map_err(|err| Error::io(&real, err))?;
        Ok(Self {
            sealer: Sealer::new(file, draft.at().unwrap_or(&real), key, id)?,
            sorter: Sorter::new(draft.spill(), draft::unnamed),
            path: real,
            draft,
            shelves: Vec::new(),
            n_documents: 0,
            with_text: 0,
            features: 0,
            last: String::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds one document of the root with that number; `name` is its path below the root, and its members, `stamp` its
    /// file's. Documents of which nothing is known are passed over.
    pub fn add(&mut self, root: u16, name: String, stamp: Stamp, facts: &Facts) -> Result<()> {
        let content = facts.content.filter(|_| facts.size > 0);
        let fingerprint = facts.fingerprint.as_deref();
        if content.is_none() && fingerprint.is_none() || self.n_documents == MOST_DOCUMENTS {
            return Ok(());
        }
        let document = Document {
            root,
            name,
            stamp,
            content,
            sketch: fingerprint.map(Sketch::from),
        };
        if self.n_documents.is_multiple_of(SHELF) {
            self.shelves.push(self.sealer.n_bytes());
            self.last.clear();
        }
        self.buffer.clear();
        document.encode(&self.last, &mut self.buffer);
        self.sealer.write(&self.buffer)?;
        self.last = document.name;
        let tokens = content.iter().map(|token| super::search::first(&token.0));
        let texts = fingerprint
            .iter()
            .map(|fingerprint| super::search::first(&fingerprint.text));
        let samples = fingerprint
            .iter()
            .flat_map(|fingerprint| [&fingerprint.passages, &fingerprint.records]);
        let features = samples.flat_map(|sample| &sample.features).map(|feature| feature.0);
        let document = self.n_documents;
        for feature in tokens.chain(texts).chain(features) {
            self.sorter.push(Pair { feature, document })?;
        }
        self.n_documents += 1;
        if let Some(fingerprint) = fingerprint {
            self.with_text += 1;
            self.features += (fingerprint.passages.features.len() + fingerprint.records.features.len()) as u64;
        }
        Ok(())
    }

    /// Sorts, writes the rest, and gives the file its name.
    pub fn finish(mut self, about: impl FnOnce(&Built) -> About) -> Result<()> {
        let sealer = &mut self.sealer;
        sealer.end_section()?;
        let shelves: Vec<u8> = self.shelves.iter().flat_map(|at| at.to_le_bytes()).collect();
        sealer.write(&shelves)?;
        sealer.end_section()?;
        let mut writer = Writer::new(self.sorter.len());
        let mut entries = std::mem::take(&mut self.buffer);
        entries.clear();
        self.sorter.each(|pair| {
            writer.add(pair, &mut entries);
            if entries.len() >= PORTION {
                sealer.write(&entries)?;
                entries.clear();
            }
            Ok(())
        })?;
        let buckets = writer.finish(&mut entries);
        sealer.write(&entries)?;
        sealer.end_section()?;
        sealer.write(&buckets)?;
        sealer.end_section()?;
        let about = about(&Built {
            documents: self.n_documents,
            with_text: self.with_text,
            features: self.features,
        });
        sealer.write(&serde_json::to_vec(&about).expect("texts and numbers"))?;
        sealer.end_section()?;
        self.sealer.finish()?;
        may_replace(&self.path)?;
        let path = self.path;
        self.draft.replace().map_err(|err| Error::io(&path, err))
    }
}

/// Whether an index may take that name: nothing has it, or an older index. No other file is ever replaced.
fn may_replace(path: &Path) -> Result<()> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let mut begins = Vec::new();
    let read = given::open_plain(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut begins));
    match read {
        Ok(_) if begins == MAGIC => Ok(()),
        Ok(_) | Err(_) => Err(Error::InTheWay { path: path.to_owned() }),
    }
}
