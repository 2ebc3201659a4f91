//! The table of a merged report: the machines, what they hold together, and which inputs are not in it.

use std::io;

use super::super::aggregate::{Aggregate, Counts, Machine, Scanned};
use super::super::machines::MachineNames;
use super::super::md::covered;
use super::super::notice::overdue_in_place;
use super::super::{Sink, said, visible};
use crate::language::Texts;
use crate::record::token;

/// Rows of a list; the rest is counted.
const ROWS: usize = 40;

/// `n_overdue` documents are kept in the central storage longer than their term.
pub(super) fn write(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate, n_overdue: u64) -> io::Result<()> {
    let of = |scanned| aggregate.scanned.get(&scanned).copied().unwrap_or(0).into();
    let values = [
        ("machines", aggregate.machines.len().into()),
        ("complete", of(Scanned::Complete)),
        ("partly", of(Scanned::Partly)),
        ("stopped", of(Scanned::Stopped)),
        ("never", of(Scanned::Never)),
    ];
    writeln!(out, "{}", texts.with("merged-machines", &values))?;
    writeln!(out, "{}", covered(texts, &aggregate.coverage))?;
    if let Some(overdue) = overdue_in_place(n_overdue, texts) {
        writeln!(out, "{overdue}")?;
    }
    if let Some(allowed) = said::allowed(&aggregate.by_verdict, texts) {
        writeln!(out, "{allowed}")?;
    }
    let names = MachineNames::new(&aggregate.machines);
    machines(out, texts, &aggregate.worst_machines(), &names)?;
    let mut counts: Vec<_> = aggregate.every_count(texts).collect();
    if aggregate.by_department.len() == 1 {
        counts.retain(|(by, ..)| *by != "department");
    }
    for group in counts.chunk_by(|a, b| a.0 == b.0) {
        let rows = group.iter().take(ROWS).map(|(_, name, counts)| (name.clone(), *counts));
        table(out, texts, group[0].0, rows)?;
        more(out, texts, group.len())?;
    }
    copies(out, texts, aggregate, &names)?;
    skipped(out, texts, aggregate)
}

fn machines(out: &mut dyn Sink, texts: Texts, machines: &[&Machine], names: &MachineNames) -> io::Result<()> {
    let rows = machines.iter().take(ROWS).map(|machine| {
        let mut name = names.of(&machine.device);
        if machine.scanned != Scanned::Complete {
            name += &format!(", {}", texts.sentence("scanned", &token(machine.scanned)));
        }
        if let [.., before, _newest] = machine.runs.as_slice()
            && before.comparable
        {
            name += &format!(", {}", texts.with("merged-before", &[("n", before.violations.into())]));
        }
        (name, &machine.counts)
    });
    table(out, texts, "machine", rows)?;
    more(out, texts, machines.len())
}

/// Columns of numbers, then the name.
fn table<'a>(
    out: &mut dyn Sink,
    texts: Texts,
    by: &str,
    rows: impl Iterator<Item = (String, &'a Counts)>,
) -> io::Result<()> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    let names = Counts::names(texts);
    let widths: Vec<_> = names.iter().map(|name| name.chars().count().max(7)).collect();
    let line = |cells: Vec<String>| -> String {
        let padded = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:>width$}  "));
        padded.collect()
    };
    let head = line(names.iter().map(|name| name.to_string()).collect());
    writeln!(out, "\n{head}{}", texts.sentence("merged-by", by))?;
    for (name, counts) in rows {
        let cells = line(counts.numbers().map(|n| texts.number(n)).collect());
        writeln!(out, "{cells}{}", visible(&name))?;
    }
    Ok(())
}

fn copies(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let copies = &aggregate.copies;
    if let Some(title) = copies.title(texts) {
        writeln!(out, "\n{title}:")?;
    }
    for group in copies.groups.iter().take(ROWS) {
        writeln!(out, "  {}", group.told(texts))?;
        for place in &group.places {
            let machine = names.of(&aggregate.machines[place.machine].device);
            let chain: String = place.inner.iter().map(|name| format!(" > {name}")).collect();
            writeln!(
                out,
                "    {}",
                visible(&format!("{machine}: {}{chain}", place.path.path))
            )?;
        }
    }
    more(out, texts, copies.groups.len())?;
    if let Some(warning) = copies.warning(texts) {
        writeln!(out, "\n{warning}")?;
    }
    Ok(())
}

fn more(out: &mut dyn Sink, texts: Texts, n: usize) -> io::Result<()> {
    match n.checked_sub(ROWS) {
        Some(more @ 1..) => writeln!(out, "{}", texts.with("merged-more", &[("n", more.into())])),
        _ => Ok(()),
    }
}

fn skipped(out: &mut dyn Sink, texts: Texts, aggregate: &Aggregate) -> io::Result<()> {
    if aggregate.skipped.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}{}",
        texts.with("merged-skipped", &[("n", aggregate.skipped.len().into())]),
        texts.colon().trim_end_matches(' ')
    )?;
    for skipped in aggregate.skipped.iter().take(ROWS) {
        writeln!(
            out,
            "  {}",
            visible(&format!(
                "{}{}{}",
                skipped.input,
                texts.colon(),
                skipped.why.told(texts)
            ))
        )?;
    }
    more(out, texts, aggregate.skipped.len())
}
