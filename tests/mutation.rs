//! Mutated documents: whatever is done to a file of a real program, there is an answer, the main process lives, and the
//! documents between them keep their findings.
//!
//! `MUTANTS=10000 cargo test --release --features test-hooks --test mutation -- --nocapture` makes so many of each
//! family and says what became of them (`KEEP=FOLDER`: those that cost their reader are written there); without it the
//! number is small. `TREE=FOLDER` takes the files of a folder, up to 4 MB each, instead of the fixtures.
#![cfg(all(unix, feature = "test-hooks"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use speur::extract::{Limits, Reason};
use speur::finding::Facts;
use speur::worker::{Config, Worker};

/// Of each family, where nothing else is said.
const MUTANTS: usize = 40;
/// A document that must keep its findings comes after so many mutants.
const CANARY_EVERY: usize = 20;
/// Bytes of a file that is worth so many mutants.
const LARGEST: u64 = 4 << 20;
const CANARY: &str = "Rijksregisternummer van Jan Voorbeeld: 85.07.30-951.80\n";

/// Numbers that never repeat, the same in every run (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ mixed >> 31) >> 1).unwrap()
    }

    fn below(&mut self, most: usize) -> usize {
        self.next() % most.max(1)
    }
}

/// One change: bits, bytes, numbers that are too large, parts that are lost, doubled, moved or cut off.
fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let len = bytes.len();
    if len < 4 {
        return;
    }
    let at = random.below(len);
    let part = at..(at + 1 + random.below(64)).min(len);
    match random.below(8) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
        2 => {
            let number = [0, u32::MAX, 0x7fff_ffff, 0x8000_0000, 0xffff][random.below(5)];
            let at = at.min(len - 4);
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        3 => bytes[part].fill([0, 0xff, b'(', b'<'][random.below(4)]),
        4 => drop(bytes.drain(part)),
        5 => {
            let doubled = bytes[part].to_vec();
            bytes.splice(at..at, doubled);
        }
        6 => {
            let moved: Vec<u8> = bytes.drain(part).collect();
            let to = random.below(bytes.len());
            bytes.splice(to..to, moved);
        }
        _ => bytes.truncate(at.max(len / 2)),
    }
}

/// Changes inside a member of a zip, which is then packed anew: its checksum is right again.
fn change_member(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
    let chosen = random.below(archive.len());
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).ok()?;
        if at == chosen {
            for _ in 0..=random.below(4) {
                change(&mut content, random);
            }
        }
        members.push((name, content));
    }
    let members: Vec<(&str, &[u8])> = members
        .iter()
        .map(|(name, content)| (&name[..], &content[..]))
        .collect();
    Some(common::zip(&members))
}

fn mutant(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    if random.below(2) == 0
        && let Some(mutant) = change_member(bytes, random)
    {
        return mutant;
    }
    let mut mutant = bytes.to_vec();
    for _ in 0..=random.below(8) {
        change(&mut mutant, random);
    }
    mutant
}

/// The files of real programs, by family: those of the formats and of the sample, or those of a folder of one's own.
fn families(tree: Option<PathBuf>) -> BTreeMap<String, Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut families: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    let mut open = match tree {
        Some(tree) => vec![tree],
        None => vec![root.join("formats"), root.join("sample"), root.join("ocr")],
    };
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
                continue;
            };
            if extension != "py" && path.metadata().unwrap().len() <= LARGEST {
                families.entry(extension.to_ascii_lowercase()).or_default().push(path);
            }
        }
    }
    families.values_mut().for_each(|files| files.sort());
    families
}

fn read(worker: &mut Worker, file: &mut File, bytes: &[u8], name: &str) -> Vec<Facts> {
    file.set_len(0).unwrap();
    file.rewind().unwrap();
    file.write_all(bytes).unwrap();
    let descriptor = OwnedFd::from(file.try_clone().unwrap());
    worker.read(descriptor.into(), name).documents
}

/// What became of the documents of one family.
#[derive(Default)]
struct Tally {
    n: usize,
    /// By how the reading process ended.
    deaths: BTreeMap<String, usize>,
}

impl Tally {
    /// Says whether the document cost its reader.
    fn count(&mut self, documents: &[Facts], name: &str) -> bool {
        self.n += 1;
        let n_before: usize = self.deaths.values().sum();
        assert!(
            documents.first().is_some_and(|own| own.inner.is_empty()),
            "{name}: no answer"
        );
        for gap in documents.iter().flat_map(|facts| &facts.unread) {
            if matches!(gap.reason, Reason::Crashed | Reason::LimitMemory | Reason::LimitTime) {
                *self
                    .deaths
                    .entry(format!("{}: {}", gap.reason, gap.detail))
                    .or_default() += 1;
            }
        }
        self.deaths.values().sum::<usize>() > n_before
    }
}

#[test]
fn every_mutant_has_its_answer_and_the_canaries_keep_their_findings() {
    let n_mutants = std::env::var("MUTANTS").map_or(MUTANTS, |n| n.parse().unwrap());
    let only = std::env::var("FAMILIES").unwrap_or_default();
    let keep = std::env::var_os("KEEP");
    let limits = Limits {
        cpu_seconds: 10,
        ..Limits::default()
    };
    let mut config = Config::new([7; 32], limits, jiff::civil::date(2026, 11, 28));
    config.program = Some(env!("CARGO_BIN_EXE_speur").into());
    let mut worker = Worker::new(&Arc::new(config));
    let mut file = tempfile::tempfile().unwrap();
    let canary = read(&mut worker, &mut file, CANARY.as_bytes(), "kanarie.txt");
    assert_eq!(canary[0].findings.len(), 2, "{:?}", canary[0].findings);
    let mut worst: BTreeMap<String, Tally> = BTreeMap::new();
    let tree = std::env::var_os("TREE").map(PathBuf::from);
    let all = tree.is_none() && only.is_empty();
    for (family, files) in families(tree) {
        if !only.is_empty() && !only.split(',').any(|wanted| wanted == family) {
            continue;
        }
        let tally = worst.entry(family.clone()).or_default();
        for n in 0..n_mutants {
            let seed = family.bytes().fold(n as u64, |seed, byte| seed * 257 + u64::from(byte));
            let mut random = Random(seed);
            let mutant = mutant(&fs::read(&files[n % files.len()]).unwrap(), &mut random);
            let name = format!("{n}.{family}");
            let costs = tally.count(&read(&mut worker, &mut file, &mutant, &name), &name);
            if let Some(folder) = &keep
                && costs
            {
                fs::write(Path::new(folder).join(&name), &mutant).unwrap();
            }
            if n % CANARY_EVERY == 0 {
                let again = read(&mut worker, &mut file, CANARY.as_bytes(), "kanarie.txt");
                assert_eq!(again, canary, "behind {name}");
            }
        }
        println!("{family:6} {:6} mutants, deaths: {:?}", tally.n, tally.deaths);
    }
    assert!(worst.values().all(|tally| tally.n == n_mutants));
    assert!(!all || worst.len() > 25, "{:?}", worst.keys());
}
