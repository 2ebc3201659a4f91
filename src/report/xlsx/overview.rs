//! The sheets of a merged report that come before the findings: machines, counts, copies, and what was left out.

use std::io;

use super::super::aggregate::{Aggregate, Counts};
use super::super::machines::MachineNames;
use super::super::rows::Cell;
use super::super::visible;
use super::sheet::Workbook;
use crate::finding::Level;
use crate::language::Texts;
use crate::record::token;

const COUNTED: [(&str, u16); 9] = [
    ("documents", 11),
    ("violations", 11),
    ("critical", 9),
    ("high", 9),
    ("medium", 9),
    ("low", 9),
    ("special", 9),
    ("minors", 9),
    ("overdue", 9),
];

pub(super) fn write(book: &mut Workbook, texts: Texts, aggregate: &Aggregate) -> io::Result<()> {
    let names = MachineNames::new(&aggregate.machines);
    machines(book, texts, aggregate, &names)?;
    trend(book, texts, aggregate, &names)?;
    counts(book, texts, aggregate)?;
    copies(book, aggregate, &names)?;
    skipped(book, texts, aggregate)
}

fn machines(book: &mut Workbook, texts: Texts, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let columns = [
        ("machine", 20),
        ("department", 20),
        ("scanned", 11),
        ("id", 20),
        ("os", 9),
    ];
    book.begin_sheet("machines", columns.into_iter().chain(COUNTED).collect())?;
    for machine in &aggregate.machines {
        let device = &machine.device;
        let name = names.of(device);
        let scanned = texts.sentence("scanned", &token(machine.scanned)).into_owned();
        let cells = [&name, &machine.department, &scanned, &device.id, &device.os].map(|name| text(name));
        book.row(cells.into_iter().chain(counted(&machine.counts)))?;
    }
    Ok(())
}

fn trend(book: &mut Workbook, texts: Texts, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let columns = [
        ("machine", 20),
        ("started", 18),
        ("violations", 11),
        ("documents", 11),
        ("seen", 11),
        ("gaps", 11),
        ("complete", 10),
        ("comparable", 11),
        ("run", 20),
    ];
    book.begin_sheet("runs", columns.to_vec())?;
    for machine in &aggregate.machines {
        for run in &machine.runs {
            let cells = [
                text(&names.of(&machine.device)),
                Cell::Moment(&run.started),
                Cell::Number(run.violations),
                Cell::Number(run.documents),
                Cell::Number(run.seen),
                Cell::Number(run.gaps),
                yes(run.complete, texts),
                yes(run.comparable, texts),
                text(&run.run),
            ];
            book.row(cells.into_iter())?;
        }
    }
    Ok(())
}

/// Every way of counting under the other, told apart by the first column: a filter or pivot table takes them from here.
fn counts(book: &mut Workbook, texts: Texts, aggregate: &Aggregate) -> io::Result<()> {
    let columns = [("by", 12), ("name", 40)];
    book.begin_sheet("counts", columns.into_iter().chain(COUNTED).collect())?;
    for (by, name, counts) in aggregate.every_count(texts) {
        book.row(
            [text(&texts.sentence("merged-by", by)), text(&name)]
                .into_iter()
                .chain(counted(counts)),
        )?;
    }
    Ok(())
}

fn copies(book: &mut Workbook, aggregate: &Aggregate, names: &MachineNames) -> io::Result<()> {
    let columns = [
        ("document", 10),
        ("machines", 10),
        ("copies", 10),
        ("machine", 20),
        ("path", 60),
        ("inner", 24),
    ];
    book.begin_sheet("copies", columns.to_vec())?;
    for (n, group) in (1..).zip(&aggregate.copies.groups) {
        for place in &group.places {
            let cells = [
                Cell::Number(n),
                Cell::Number(group.machines),
                Cell::Number(group.copies),
                text(&names.of(&aggregate.machines[place.machine].device)),
                text(&place.path.path),
                text(&place.inner.join(" > ")),
            ];
            book.row(cells.into_iter())?;
        }
    }
    Ok(())
}

fn skipped(book: &mut Workbook, texts: Texts, aggregate: &Aggregate) -> io::Result<()> {
    book.begin_sheet("left-out", vec![("input", 60), ("why", 80)])?;
    for skipped in &aggregate.skipped {
        book.row([text(&skipped.input), text(&skipped.why.told(texts))].into_iter())?;
    }
    Ok(())
}

fn counted(counts: &Counts) -> impl Iterator<Item = Cell<'static>> {
    let of = |level| counts.by_severity.get(&level).copied().unwrap_or(0);
    let levels = [Level::Critical, Level::High, Level::Medium, Level::Low].map(of);
    let all = [counts.documents, counts.violations].into_iter().chain(levels);
    all.chain([counts.special, counts.minors, counts.overdue])
        .map(Cell::Number)
        .collect::<Vec<_>>()
        .into_iter()
}

fn text(value: &str) -> Cell<'static> {
    match value {
        "" => Cell::Empty,
        value => Cell::Text(visible(value).into()),
    }
}

fn yes(is_so: bool, texts: Texts) -> Cell<'static> {
    if is_so { text(&texts.get("yes")) } else { Cell::Empty }
}
