//! What copies cost: the fingerprint of a text, an index of synthetic central documents (`SPEUR_BENCH_DOCUMENTS`, 2,000
//! without it), and a look-up in it. Sizes, opening and memory of the index are printed once.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test makes its own files, and fails where it cannot; sizes are printed beside the timings"
)]

mod common;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use common::Numbers;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use speur::central::{About, Builder, Fingerprint, Index, IndexKey, Query, Root, SketchKey, Sketcher, Stamp, VERSION};
use speur::finding::{Facts, Read, Token};
use speur::state::DeviceKey;
use speur::text::Text;

const KEY: [u8; 32] = [0x5a; 32];
const LEN: usize = 8 << 20;

/// Texts made of a sequence.
trait Texts {
    fn word(&mut self, text: &mut String);
    fn prose(&mut self, n_words: usize) -> String;
    fn row(&mut self, text: &mut String);
    fn document(&mut self) -> String;
}

impl Texts for Numbers {
    /// Of a vocabulary of 6,000.
    fn word(&mut self, text: &mut String) {
        let mut n = self.below(6000) + 300;
        while n > 0 {
            text.push(char::from(b"aeioubdgklmnprst"[(n % 16) as usize]));
            n /= 16;
        }
    }

    fn prose(&mut self, n_words: usize) -> String {
        let mut text = String::new();
        for n in 1..=n_words {
            self.word(&mut text);
            text.push_str(if n.is_multiple_of(12) { ".\n" } else { " " });
        }
        text
    }

    fn row(&mut self, text: &mut String) {
        self.word(text);
        writeln!(
            text,
            ";{:09};{};BE{:014}",
            self.below(1_000_000_000),
            self.below(99),
            self.below(100_000_000_000_000)
        )
        .unwrap();
    }

    /// Mostly letters of 150 to 600 words with some values, one in ten a list of up to 200 rows.
    fn document(&mut self) -> String {
        let n_words = 150 + self.below(450) as usize;
        let is_list = self.below(10) == 0;
        let mut text = self.prose(if is_list { 20 } else { n_words });
        for _ in 0..if is_list { 10 + self.below(190) } else { 4 } {
            self.row(&mut text);
        }
        text
    }
}

fn sketched(text: &str, key: &SketchKey) -> Option<Box<Fingerprint>> {
    let text = Text::of_lines(text);
    let mut sketcher = Sketcher::default();
    sketcher.window(&text, 0..text.buf.len(), key);
    sketcher.finish(&[], key).map(Box::new)
}

fn fingerprints(criterion: &mut Criterion) {
    let mut numbers = Numbers(1);
    let mut rows = String::new();
    while rows.len() < LEN {
        numbers.row(&mut rows);
    }
    let key = SketchKey::new(&KEY);
    let mut group = criterion.benchmark_group("fingerprint");
    for (name, text) in [("prose", numbers.prose(LEN / 5)), ("rows", rows)] {
        let text = Text::of_lines(&text);
        group.throughput(Throughput::Bytes(text.buf.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                Sketcher::default,
                |sketcher| sketcher.window(black_box(&text), 0..text.buf.len(), &key),
                BatchSize::PerIteration,
            );
        });
    }
}

fn facts(text: &str, n: usize, key: &SketchKey) -> Facts {
    Facts {
        format: "text".to_owned(),
        size: text.len() as u64,
        content: Some(Token::new(&KEY, "bytes", &n.to_string())),
        read: Read::All,
        fingerprint: sketched(text, key),
        ..Facts::unread(Vec::new())
    }
}

/// Of so many documents; returns the key that opens it.
fn build(path: &Path, n_documents: usize) -> IndexKey {
    let key_file = path.with_extension("key");
    std::fs::write(&key_file, "5a".repeat(32)).unwrap();
    let key = IndexKey::new(&DeviceKey::load(Path::new(""), Some(&key_file)).unwrap());
    let (sketch_key, mut numbers) = (SketchKey::new(&KEY), Numbers(2));
    let mut builder = Builder::new(path, &key).unwrap();
    let mut features = 0;
    for n in 0..n_documents {
        let facts = facts(&numbers.document(), n, &sketch_key);
        let name = format!("afdeling {:03}/dossier {:05}/brief {n:07}.docx", n / 5000, n / 20);
        builder.add(0, name, Stamp::default(), &facts).unwrap();
    }
    let started = Instant::now();
    let about = builder.finish(|built| {
        features = built.features;
        About {
            built: "2026-11-28T09:00:00Z".to_owned(),
            speur: "0.1.0".to_owned(),
            rules: "r".to_owned(),
            fingerprints: VERSION,
            roots: vec![Root {
                name: "HR".to_owned(),
                path: "/srv/hr".into(),
            }],
            documents: built.documents,
            with_text: built.with_text,
            features: built.features,
            unread: std::collections::BTreeMap::new(),
        }
    });
    about.unwrap();
    let size = std::fs::metadata(path).unwrap().len();
    println!(
        "index: {n_documents} documents, {features} features, {size} bytes: {:.0} a document without its features; \
         sorted and written in {:.2?}; peak memory so far {}",
        (size as f64 - 8.0 * features as f64) / n_documents as f64,
        started.elapsed(),
        peak_memory()
    );
    key
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |peak| peak.trim().to_owned())
}

fn look_ups(criterion: &mut Criterion) {
    let n_documents = std::env::var("SPEUR_BENCH_DOCUMENTS").map_or(2000, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("central.index");
    let key = build(&path, n_documents);
    let started = Instant::now();
    let index = Index::open(&path, &key).unwrap();
    println!("index: opened in {:.2?}", started.elapsed());
    let (sketch_key, mut same, mut other) = (SketchKey::new(&KEY), Numbers(2), Numbers(3));
    let copies: Vec<_> = (0..200)
        .map(|n| {
            let text = same.document() + "nog een zin erbij over iets anders.\n";
            facts(&text, n_documents + n, &sketch_key)
        })
        .collect();
    let strangers: Vec<_> = (0..200)
        .map(|n| facts(&other.document(), n_documents + n, &sketch_key))
        .collect();
    let mut group = criterion.benchmark_group("look-up");
    for (name, documents, expected) in [("edited copy", &copies, 200), ("no copy", &strangers, 0)] {
        let search = |facts: &Facts| {
            let query = Query {
                content: facts.content,
                fingerprint: facts.fingerprint.as_deref(),
            };
            usize::from(index.search(&query).unwrap().is_some())
        };
        assert_eq!(documents.iter().map(search).sum::<usize>(), expected, "{name}");
        group.throughput(Throughput::Elements(200));
        group.bench_function(name, |bencher| {
            bencher.iter(|| documents.iter().map(search).sum::<usize>());
        });
    }
    println!("index: peak memory with look-ups {}", peak_memory());
}

criterion_group!(benches, fingerprints, look_ups);
criterion_main!(benches);
