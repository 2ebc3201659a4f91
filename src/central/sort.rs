//! Sorts more pairs than fit in memory: sorted runs in a file of its own, merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::error::{Error, Result};

/// A feature and a document that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    pub feature: u64,
    pub document: u32,
}

const PAIR: usize = 12;
/// Pairs in memory: 64 MiB.
const RUN: usize = 4 << 20;
/// Bytes of a run that are read at once.
const CHUNK: usize = 64 << 10;

/// Takes pairs in any order.
pub struct Sorter {
    pairs: Vec<Pair>,
    run: usize,
    /// Of the file, which is made when the first run is full.
    path: PathBuf,
    make_file: fn(&Path) -> io::Result<File>,
    file: Option<BufWriter<File>>,
    /// Bytes of each run.
    runs: Vec<u64>,
    n: u64,
}

impl Sorter {
    /// `make_file` gives an empty file at `path` that nobody else reads; it is used only if memory does not do.
    pub fn new(path: PathBuf, make_file: fn(&Path) -> io::Result<File>) -> Self {
        Self {
            pairs: Vec::new(),
            run: RUN,
            path,
            make_file,
            file: None,
            runs: Vec::new(),
            n: 0,
        }
    }

    pub fn len(&self) -> u64 {
        self.n
    }

    pub fn push(&mut self, pair: Pair) -> Result<()> {
        self.n += 1;
        self.pairs.push(pair);
        if self.pairs.len() >= self.run {
            self.spill().map_err(|err| Error::io(&self.path, err))
        } else {
            Ok(())
        }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.pairs.sort_unstable();
        if self.file.is_none() {
            self.file = Some(BufWriter::with_capacity(1 << 20, (self.make_file)(&self.path)?));
        }
        if let Some(file) = &mut self.file {
            for pair in &self.pairs {
                file.write_all(&pair.feature.to_le_bytes())?;
                file.write_all(&pair.document.to_le_bytes())?;
            }
        }
        self.runs.push((self.pairs.len() * PAIR) as u64);
        self.pairs.clear();
        Ok(())
    }

    /// Gives all pairs in order.
    pub fn each(mut self, mut visit: impl FnMut(Pair) -> Result<()>) -> Result<()> {
        self.pairs.sort_unstable();
        let failed = |err| Error::io(&self.path, err);
        let mut runs = Vec::new();
        let mut file = match self.file.take() {
            Some(file) => Some(file.into_inner().map_err(|err| failed(err.into_error()))?),
            None => None,
        };
        let mut offset = 0;
        for len in &self.runs {
            runs.push(Run {
                at: offset,
                end: offset + len,
                chunk: Vec::new(),
                read: 0,
            });
            offset += len;
        }
        let mut memory = std::mem::take(&mut self.pairs).into_iter();
        let mut next = |from: usize| -> io::Result<Option<Pair>> {
            match (runs.get_mut(from), &mut file) {
                (Some(run), Some(file)) => run.next(file),
                _ => Ok(memory.next()),
            }
        };
        let mut heads = BinaryHeap::new();
        for from in 0..=self.runs.len() {
            heads.extend(next(from).map_err(failed)?.map(|pair| Reverse((pair, from))));
        }
        while let Some(Reverse((pair, from))) = heads.pop() {
            visit(pair)?;
            heads.extend(next(from).map_err(failed)?.map(|pair| Reverse((pair, from))));
        }
        Ok(())
    }
}

/// A sorted run on its way back.
struct Run {
    at: u64,
    end: u64,
    chunk: Vec<u8>,
    /// Bytes of the chunk that were given.
    read: usize,
}

impl Run {
    fn next(&mut self, file: &mut File) -> io::Result<Option<Pair>> {
        if self.read == self.chunk.len() {
            let len = (self.end - self.at).min((CHUNK / PAIR * PAIR) as u64);
            self.chunk.resize(len as usize, 0);
            file.seek(SeekFrom::Start(self.at))?;
            file.read_exact(&mut self.chunk)?;
            self.at += len;
            self.read = 0;
        }
        let bytes = self.chunk[self.read..].first_chunk::<PAIR>();
        self.read += if bytes.is_some() { PAIR } else { 0 };
        Ok(bytes.map(|bytes| {
            let (feature, document) = bytes.split_at(8);
            let number = |bytes: &[u8]| {
                bytes
                    .iter()
                    .rev()
                    .fold(0, |number, &byte| number << 8 | u64::from(byte))
            };
            Pair {
                feature: number(feature),
                document: number(document) as u32,
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_in_order_also_from_a_file() {
        #[track_caller]
        fn check(run: usize, n: u64) {
            let mut sorter = Sorter::new(PathBuf::new(), |_| tempfile::tempfile());
            sorter.run = run;
            let pair = |n: u64| Pair {
                feature: n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 97,
                document: n as u32,
            };
            (0..n).for_each(|n| sorter.push(pair(n)).unwrap());
            let mut expected: Vec<_> = (0..n).map(pair).collect();
            expected.sort_unstable();
            let mut sorted = Vec::new();
            let visited = sorter.each(|pair| {
                sorted.push(pair);
                Ok(())
            });
            visited.unwrap();
            assert_eq!(sorted, expected);
        }
        check(1000, 0);
        check(1000, 999);
        check(100, 20_050);
        check(7000, 20_000);
    }
    #[test]
    fn an_error_names_the_file() {
        let path = Path::new("folder/index.sort");
        let fails_at = |error: Result<()>| matches!(error, Err(Error::Io { path: at, .. }) if at == path);
        let pair = Pair {
            feature: 1,
            document: 1,
        };
        let mut none = Sorter::new(path.to_owned(), |_| Err(io::ErrorKind::StorageFull.into()));
        none.run = 1;
        assert!(fails_at(none.push(pair)));

        let mut short = Sorter::new(path.to_owned(), |_| tempfile::tempfile());
        short.run = 1;
        short.push(pair).unwrap();
        short.runs[0] += PAIR as u64;
        assert!(fails_at(short.each(|_| Ok(()))));
    }
}
