//! The same document on several machines, known by the keyed token of its bytes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::slice::ParallelSliceMut as _;

use super::{Reader, Source};
use crate::finding::Token;
use crate::report::aggregate::{Copies, CopyGroup, CopyPlace};

/// Documents that are named one by one, and places of each.
const GROUPS: usize = 100;
const PLACES: usize = 20;

/// One document with findings: a million of these take 40 MB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content {
    /// Number of its token key.
    pub key: usize,
    pub token: Token,
    pub machine: usize,
    /// Where its record stands in the machine's source.
    pub position: u64,
}

/// The number of a token key in the list of keys.
pub(super) fn key_number(keys: &mut Vec<String>, key: &str) -> usize {
    keys.iter().position(|known| known == key).unwrap_or_else(|| {
        keys.push(key.to_owned());
        keys.len() - 1
    })
}

/// Groups what is the same, and reads once more the records of the few copies that are named.
pub(super) fn find(
    copies: &mut Copies,
    mut contents: Vec<Content>,
    sources: &[Source],
    reader: Reader<'_>,
) -> anyhow::Result<()> {
    contents.par_sort_unstable();
    let groups = contents.chunk_by(|a, b| (a.key, a.token) == (b.key, b.token));
    let mut several: Vec<_> = groups
        .map(|group| (n_machines(group), group))
        .filter(|(n_machines, _)| *n_machines > 1)
        .collect();
    copies.documents = several.len() as u64;
    several.sort_by_key(|(n_machines, group)| (Reverse((*n_machines, group.len())), group[0].key, group[0].token));
    several.truncate(GROUPS);
    let named = several.iter().flat_map(|(_, group)| group.iter().take(PLACES));
    let places = read(named, sources, reader)?;
    for (n_machines, group) in several {
        let place = |content: &Content| places.get(&(content.machine, content.position)).cloned();
        copies.groups.push(CopyGroup {
            machines: n_machines,
            copies: group.len() as u64,
            places: group.iter().take(PLACES).filter_map(place).collect(),
        });
    }
    Ok(())
}

/// Sorted by machine.
fn n_machines(group: &[Content]) -> u64 {
    group.chunk_by(|a, b| a.machine == b.machine).count() as u64
}

fn read<'c>(
    named: impl Iterator<Item = &'c Content>,
    sources: &[Source],
    reader: Reader<'_>,
) -> anyhow::Result<BTreeMap<(usize, u64), CopyPlace>> {
    let mut positions: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
    for content in named {
        positions.entry(content.machine).or_default().push(content.position);
    }
    let mut places = BTreeMap::new();
    for (machine, mut positions) in positions {
        positions.sort_unstable();
        let documents = sources[machine].documents_at(reader, &positions)?;
        for (position, document) in positions.into_iter().zip(documents) {
            places.insert(
                (machine, position),
                CopyPlace {
                    machine,
                    path: document.path,
                    inner: document.inner,
                },
            );
        }
    }
    Ok(places)
}
