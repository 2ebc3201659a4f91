//! The table of a merged report: the machines, what they hold together, and which inputs are not in it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::aggregate::{Aggregate, Counts, Machine, Scanned, Why};
use super::super::visible;
use crate::finding::Level;

/// Rows of a list; the rest is counted.
const ROWS: usize = 40;

pub(super) fn write(out: &mut (impl Write + ?Sized), aggregate: &Aggregate) -> io::Result<()> {
    let of = |scanned| aggregate.scanned.get(&scanned).copied().unwrap_or(0);
    writeln!(
        out,
        "{} machines: {} wholly scanned, {} partly, {} stopped, {} never",
        aggregate.machines.len(),
        of(Scanned::Complete),
        of(Scanned::Partly),
        of(Scanned::Stopped),
        of(Scanned::Never)
    )?;
    writeln!(out, "Coverage: {}.", aggregate.coverage)?;
    machines(out, &aggregate.machines)?;
    if aggregate.by_department.len() > 1 {
        let rows = aggregate.by_department.iter();
        table(
            out,
            "Department",
            rows.map(|(name, department)| (name.clone(), &department.counts)),
        )?;
    }
    table(out, "Category", by(&aggregate.by_category, String::clone))?;
    table(out, "Article", by(&aggregate.by_article, token))?;
    table(out, "Storage", by(&aggregate.by_storage, token))?;
    table(out, "Twin", by(&aggregate.by_twin, token))?;
    let folders = aggregate.folders.iter().take(ROWS).map(|folder| {
        let machine = &aggregate.machines[folder.machine].device.name;
        (format!("{machine}: {}", folder.path), &folder.counts)
    });
    table(out, "Folder", folders)?;
    copies(out, aggregate)?;
    skipped(out, aggregate)
}

fn machines(out: &mut (impl Write + ?Sized), machines: &[Machine]) -> io::Result<()> {
    let mut worst: Vec<_> = machines.iter().collect();
    worst.sort_by_key(|machine| std::cmp::Reverse((severe(&machine.counts), machine.counts.violations)));
    let rows = worst.iter().take(ROWS).map(|machine| {
        let trend = match machine.runs.as_slice() {
            [.., before, _newest] if before.comparable => format!(", {} violations before", before.violations),
            _ => String::new(),
        };
        let state = match machine.scanned {
            Scanned::Never => ", never scanned",
            Scanned::Stopped => ", scan stopped early",
            Scanned::Partly => ", partly read",
            Scanned::Complete => "",
        };
        (format!("{}{state}{trend}", machine.device.name), &machine.counts)
    });
    table(out, "Machine", rows)?;
    more(out, machines.len())
}

fn severe(counts: &Counts) -> [u64; 4] {
    [Level::Critical, Level::High, Level::Medium, Level::Low]
        .map(|level| counts.by_severity.get(&level).copied().unwrap_or(0))
}

fn by<'a, K>(
    counts: &'a BTreeMap<K, Counts>,
    name: impl Fn(&K) -> String + 'a,
) -> impl Iterator<Item = (String, &'a Counts)> {
    counts.iter().map(move |(key, counts)| (name(key), counts))
}

/// As records name it.
fn token(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(token)) => token,
        _ => String::new(),
    }
}

fn table<'a>(
    out: &mut (impl Write + ?Sized),
    title: &str,
    rows: impl Iterator<Item = (String, &'a Counts)>,
) -> io::Result<()> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(
        out,
        "\nDocuments  Violations  Critical    High  Medium     Low  {title}"
    )?;
    for (name, counts) in rows {
        let [critical, high, medium, low] = severe(counts);
        let (documents, violations, name) = (counts.documents, counts.violations, visible(&name));
        writeln!(
            out,
            "{documents:9}  {violations:10}  {critical:8}  {high:6}  {medium:6}  {low:6}  {name}"
        )?;
    }
    Ok(())
}

fn copies(out: &mut (impl Write + ?Sized), aggregate: &Aggregate) -> io::Result<()> {
    let copies = &aggregate.copies;
    if copies.documents > 0 {
        writeln!(out, "\nThe same document on several machines ({}):", copies.documents)?;
    }
    for group in copies.groups.iter().take(ROWS) {
        writeln!(out, "  {} copies on {} machines", group.copies, group.machines)?;
        for place in &group.places {
            let machine = &aggregate.machines[place.machine].device.name;
            let chain: String = place.inner.iter().map(|name| format!(" > {name}")).collect();
            writeln!(
                out,
                "    {}",
                visible(&format!("{machine}: {}{chain}", place.path.path))
            )?;
        }
    }
    more(out, copies.groups.len())?;
    if copies.keys.len() > 1 {
        writeln!(
            out,
            "\nThese runs used {} token keys: the same document is not recognised from one key to another. \
             Scan all machines with the same --key-file.",
            copies.keys.len()
        )?;
    }
    Ok(())
}

fn more(out: &mut (impl Write + ?Sized), n: usize) -> io::Result<()> {
    match n.checked_sub(ROWS) {
        Some(more @ 1..) => writeln!(out, "… and {more} more"),
        _ => Ok(()),
    }
}

fn skipped(out: &mut (impl Write + ?Sized), aggregate: &Aggregate) -> io::Result<()> {
    if aggregate.skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nNot in this report ({}):", aggregate.skipped.len())?;
    for skipped in aggregate.skipped.iter().take(ROWS) {
        writeln!(out, "  {}", visible(&format!("{}: {}", skipped.input, skipped.why)))?;
    }
    more(out, aggregate.skipped.len())
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Damaged { line, detail } => write!(f, "line {line}: {detail}"),
            Self::Duplicate { of } => write!(f, "the same run as {of}"),
            Self::OtherSchema { schema } => write!(f, "made in the form {schema}, which this speur does not read"),
            Self::Unreadable { detail } => f.write_str(detail),
            Self::NotForUs => f.write_str("encrypted to another key"),
            Self::NotAuthentic => f.write_str("encrypted, and altered or cut short on the way"),
        }
    }
}
