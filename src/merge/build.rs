//! From the runs that were read to the aggregate: every table in its order, whatever order the inputs came in.

use super::copies::{self, Content};
use super::summary::{FOLDERS, Summary, Tables, worst_first};
use super::{Merge, Read, Reader};
use crate::policy::{Devices, Listed};
use crate::report::aggregate::{Aggregate, Counts, Department, Folder, Machine, Point, Scanned};
use crate::state::Device;

pub(super) fn build(mut read: Read, devices: &Devices, reader: Reader<'_>) -> anyhow::Result<Merge> {
    let mut aggregate = Aggregate {
        skipped: read.skipped(),
        ..Aggregate::default()
    };
    let mut machines: Vec<_> = read.machines.into_values().collect();
    machines.sort_by(|a, b| identity(a).cmp(&identity(b)));
    let n_runs = machines.iter().map(Vec::len).sum();
    let found = machines.iter().flatten().filter_map(|run| run.found).min();
    let mut tables = Tables::default();
    let (mut sources, mut contents) = (Vec::new(), Vec::new());
    for mut runs in machines {
        let Some(newest) = runs.last_mut() else { continue };
        tables.merge(&newest.tables);
        contents.extend(aggregate.take_newest(newest));
        sources.push(newest.source.clone());
        aggregate.add_machine(machine(&runs, devices));
    }
    let seen: Vec<_> = aggregate
        .machines
        .iter()
        .map(|machine| machine.device.clone())
        .collect();
    for listed in devices.without(seen.iter()) {
        aggregate.add_machine(never(listed));
    }
    aggregate.take(tables);
    aggregate.keep_worst_folders();
    copies::find(&mut aggregate.copies, contents, &sources, reader)?;
    Ok(Merge {
        aggregate,
        sources,
        n_runs,
        found,
    })
}

/// By name as people look for it; two machines may have the same.
fn identity(runs: &[Summary]) -> Option<(&str, &str)> {
    let device = &runs.last()?.run.device;
    Some((&device.name, &device.id))
}

fn machine(runs: &[Summary], devices: &Devices) -> Machine {
    let newest = runs.last().expect("a machine has a run");
    Machine {
        device: newest.run.device.clone(),
        department: devices.department(&newest.run.device).to_owned(),
        scanned: match (&newest.end.finished, newest.end.complete) {
            (None, _) => Scanned::Stopped,
            (Some(_), false) => Scanned::Partly,
            (Some(_), true) => Scanned::Complete,
        },
        counts: newest.tables.totals.clone(),
        runs: runs.iter().map(|run| point(run, newest)).collect(),
        key: newest.run.key.clone(),
    }
}

/// In the list, and no run of it.
fn never(listed: Listed) -> Machine {
    Machine {
        device: Device {
            id: listed.id,
            name: listed.name,
            os: String::new(),
        },
        department: listed.department,
        scanned: Scanned::Never,
        counts: Counts::default(),
        runs: Vec::new(),
        key: String::new(),
    }
}

fn point(run: &Summary, newest: &Summary) -> Point {
    let made_with = |run: &Summary| {
        let run = &run.run;
        let mut roots = run.roots.clone();
        roots.sort();
        (run.speur.clone(), run.rules.clone(), run.policy.clone(), roots)
    };
    let files = &run.end.coverage.files;
    Point {
        run: run.run.run.clone(),
        started: run.run.started.clone(),
        complete: run.end.complete,
        seen: files.seen,
        gaps: files.partly + files.unread,
        documents: run.tables.totals.documents,
        violations: run.tables.totals.violations,
        comparable: made_with(run) == made_with(newest),
    }
}

impl Aggregate {
    /// Takes from the newest run of the next machine what is not kept twice; gives the contents of its documents.
    fn take_newest(&mut self, newest: &mut Summary) -> impl Iterator<Item = Content> + use<> {
        let machine = self.machines.len();
        self.coverage.merge(&newest.end.coverage);
        let folders = std::mem::take(&mut newest.folders).into_iter();
        self.folders
            .extend(folders.map(|(path, counts)| Folder { machine, path, counts }));
        let key = copies::key_number(&mut self.copies.keys, &newest.run.key);
        let contents = std::mem::take(&mut newest.contents).into_iter();
        contents.map(move |(token, position)| Content {
            key,
            token,
            machine,
            position,
        })
    }

    fn add_machine(&mut self, machine: Machine) {
        *self.scanned.entry(machine.scanned).or_default() += 1;
        let Department {
            machines,
            not_complete,
            counts,
        } = self.by_department.entry(machine.department.clone()).or_default();
        *machines += 1;
        *not_complete += u64::from(machine.scanned != Scanned::Complete);
        counts.merge(&machine.counts);
        self.machines.push(machine);
    }

    fn take(&mut self, tables: Tables) {
        self.totals = tables.totals;
        self.by_verdict = tables.by_verdict;
        self.by_category = tables.by_category;
        self.by_rule = tables.by_rule;
        self.by_article = tables.by_article;
        self.by_storage = tables.by_storage;
        self.by_twin = tables.by_twin;
    }

    fn keep_worst_folders(&mut self) {
        self.folders.sort_by(|a, b| {
            worst_first((&a.counts, &a.path), (&b.counts, &b.path)).then_with(|| a.machine.cmp(&b.machine))
        });
        self.folders.truncate(FOLDERS);
    }
}
