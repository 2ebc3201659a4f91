//! Writes an index, document by document, in bounded memory; it appears under its name only when it is whole.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::documents::{Document, SHELF, Sketch};
use super::error::{Error, Result};
use super::index::About;
use super::postings::{MOST_DOCUMENTS, Writer};
use super::sealed::{IndexKey, Sealer};
use super::sort::{Pair, Sorter};
use crate::finding::Facts;
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

/// The file under its temporary name, which goes when it is not finished.
struct Draft(Option<PathBuf>);

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            let _gone_already = std::fs::remove_file(path);
        }
    }
}

/// What a whole index is.
pub struct Built {
    pub documents: u32,
    pub with_text: u32,
    pub features: u64,
}

impl<'k> Builder<'k> {
    /// `path` is where the index will stand; drafts stand beside it, for their owner alone.
    pub fn new(path: &Path, key: &'k IndexKey) -> Result<Self> {
        let id: [u8; 16] = state::random().map_err(|err| Error::io(path, io::Error::other(err.to_string())))?;
        remove_abandoned(path);
        let draft = beside(path, &crate::finding::to_hex(&id[..8]), "draft");
        let file = create(&draft).map_err(|err| Error::io(&draft, err))?;
        let spill = beside(path, &crate::finding::to_hex(&id[..8]), "sort");
        Ok(Self {
            path: path.to_owned(),
            draft: Draft(Some(draft.clone())),
            sealer: Sealer::new(file, &draft, key, id)?,
            sorter: Sorter::new(spill, unnamed),
            shelves: Vec::new(),
            n_documents: 0,
            with_text: 0,
            features: 0,
            last: String::new(),
            buffer: Vec::new(),
        })
    }

    /// Adds one document of the root with that number; `name` is its path below the root, and its members. Documents
    /// of which nothing is known are passed over.
    pub fn add(&mut self, root: u16, name: String, facts: &Facts) -> Result<()> {
        let content = facts.content.filter(|_| facts.size > 0);
        let fingerprint = facts.fingerprint.as_deref();
        if content.is_none() && fingerprint.is_none() || self.n_documents == MOST_DOCUMENTS {
            return Ok(());
        }
        let document = Document {
            root,
            name,
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
        if let Some(draft) = &self.draft.0 {
            std::fs::rename(draft, &self.path).map_err(|err| Error::io(&self.path, err))?;
            sync_folder(&self.path);
        }
        self.draft.0 = None;
        Ok(())
    }
}

/// A name beside the index that nothing else has.
fn beside(path: &Path, id: &str, kind: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{id}.{kind}"))
}

/// Drafts of this index that a killed process left, and nobody works on.
fn remove_abandoned(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    let is_draft = |entry: &std::fs::DirEntry| {
        let name = entry.file_name();
        let middle = name.to_str().and_then(|name| name.strip_prefix(&prefix));
        let id = middle.and_then(|rest| rest.strip_suffix(".draft").or_else(|| rest.strip_suffix(".sort")));
        id.is_some_and(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    for draft in std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(is_draft)
    {
        let is_free = File::open(draft.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_free {
            let _another_took_it = std::fs::remove_file(draft.path());
        }
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true).write(true).create_new(true);
    state::folder::private(&mut options);
    let file = options.open(path)?;
    // Held as long as this process lives: what is not held was left behind by one that was killed.
    let _not_every_system_can = file.try_lock();
    Ok(file)
}

/// A file without a name, where the system allows it: nothing is left behind by a kill.
fn unnamed(path: &Path) -> io::Result<File> {
    let file = create(path)?;
    #[cfg(unix)]
    std::fs::remove_file(path)?;
    Ok(file)
}

/// The new name survives a power cut.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let _not_every_system_can = File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all());
}
