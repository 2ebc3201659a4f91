//! What many runs say together: the machines, their trend, the folders, the copies, and what is not in the report.

use std::borrow::Cow;
use std::collections::BTreeMap;

use askama::Template;

use super::overview::{Chart, most_first};
use super::{Aggregate, said, visible};
use crate::language::Texts;
use crate::record::token;
use crate::report::aggregate::{CopyGroup, Counts, Machine, Point};
use crate::report::machines::{MachineNames, department};

#[derive(Template)]
#[template(path = "merged.html")]
struct Page {
    texts: Texts,
    trend: Option<Trend>,
    charts: Vec<Chart>,
    levels: Vec<String>,
    machines: Vec<MachineRow>,
    folders: Vec<(String, String, String)>,
    copies: Vec<(String, Vec<String>)>,
    n_keys: usize,
    skipped: Vec<(String, String)>,
}

struct MachineRow {
    name: String,
    department: String,
    scanned: String,
    levels: Vec<String>,
    violations: String,
    before: String,
    started: String,
}

/// The violations of one machine from run to run.
struct Trend {
    top: String,
    /// Points of a line, as SVG writes them.
    line: String,
    dots: Vec<(u64, u64)>,
    rows: Vec<(String, String, String, String)>,
}

pub(super) fn render(aggregate: &Aggregate, texts: Texts) -> askama::Result<String> {
    let names = MachineNames::new(&aggregate.machines);
    let page = Page {
        texts,
        trend: match aggregate.machines.as_slice() {
            [machine] => trend(&machine.runs, texts),
            _ => None,
        },
        charts: charts(aggregate, texts),
        levels: Counts::level_names(texts).map(Cow::into_owned).to_vec(),
        machines: aggregate
            .worst_machines()
            .into_iter()
            .map(|machine| row(machine, &names, texts))
            .collect(),
        folders: aggregate
            .folders
            .iter()
            .map(|folder| {
                let machine = aggregate.machines.get(folder.machine);
                let machine = machine.map_or_else(String::new, |machine| visible(&names.of(&machine.device)));
                (visible(&folder.path), machine, texts.number(folder.counts.violations))
            })
            .collect(),
        copies: aggregate
            .copies
            .groups
            .iter()
            .map(|group| copies(group, aggregate, &names, texts))
            .collect(),
        n_keys: aggregate.copies.keys.len(),
        skipped: aggregate
            .skipped
            .iter()
            .map(|skipped| (visible(&skipped.input), visible(&skipped.why.told(texts))))
            .collect(),
    };
    page.render()
}

fn row(machine: &Machine, names: &MachineNames, texts: Texts) -> MachineRow {
    let before = match machine.runs.as_slice() {
        [.., before, _newest] if before.comparable => texts.number(before.violations),
        _ => "–".to_owned(),
    };
    MachineRow {
        name: visible(&names.of(&machine.device)),
        department: visible(&department(&machine.department, texts)),
        scanned: texts.sentence("scanned", &token(machine.scanned)).into_owned(),
        levels: machine.counts.by_level().map(|n| texts.number(n)).to_vec(),
        violations: texts.number(machine.counts.violations),
        before,
        started: machine
            .runs
            .last()
            .map_or_else(String::new, |run| texts.date_of(&run.started)),
    }
}

fn charts(aggregate: &Aggregate, texts: Texts) -> Vec<Chart> {
    fn violations<K: Ord + Clone>(table: &BTreeMap<K, Counts>) -> BTreeMap<K, u64> {
        table
            .iter()
            .map(|(key, counts)| (key.clone(), counts.violations))
            .collect()
    }
    let departments: BTreeMap<_, _> = aggregate
        .by_department
        .iter()
        .map(|(name, department)| (name.clone(), department.counts.violations))
        .collect();
    let mut charts = Vec::new();
    if departments.len() > 1 {
        let rows = most_first(&departments, |name| visible(&department(name, texts)));
        charts.push(Chart::new(texts.get("html-by-department"), rows, texts));
    }
    // A term may have ended in the central storage too, where nothing is in the wrong place.
    let articles = aggregate.by_article.iter();
    let articles: BTreeMap<_, _> = articles.map(|(article, counts)| (*article, counts.documents)).collect();
    let articles = most_first(&articles, |article| said::article(*article, texts));
    let twins = most_first(&violations(&aggregate.by_twin), |twin| {
        texts.sentence("twin", &token(twin)).into_owned()
    });
    charts.push(Chart::new(texts.get("html-by-article"), articles, texts));
    charts.push(Chart::new(texts.get("html-by-twin"), twins, texts));
    charts
}

/// A line over the runs that compare; the others stand in the table.
fn trend(runs: &[Point], texts: Texts) -> Option<Trend> {
    let drawn: Vec<_> = runs.iter().filter(|run| run.comparable).collect();
    if drawn.len() < 2 {
        return None;
    }
    let most = drawn.iter().map(|run| run.violations).max().unwrap_or(0).max(1);
    let step = 540 / (drawn.len() as u64 - 1);
    let dots: Vec<_> = drawn
        .iter()
        .zip(0_u64..)
        .map(|(run, at)| (45 + at * step, 130 - run.violations * 120 / most))
        .collect();
    let state = |run: &Point| match (run.comparable, run.complete) {
        (false, _) => texts.get("html-not-comparable"),
        (true, true) => texts.sentence("scanned", "complete"),
        (true, false) => texts.sentence("scanned", "partly"),
    };
    Some(Trend {
        top: texts.number(most),
        line: dots
            .iter()
            .map(|(x, y)| format!("{x},{y}"))
            .collect::<Vec<_>>()
            .join(" "),
        dots,
        rows: runs
            .iter()
            .map(|run| {
                (
                    texts.moment_of(&run.started),
                    texts.number(run.violations),
                    texts.number(run.documents),
                    state(run).into_owned(),
                )
            })
            .collect(),
    })
}

fn copies(group: &CopyGroup, aggregate: &Aggregate, names: &MachineNames, texts: Texts) -> (String, Vec<String>) {
    let title = texts.with(
        "html-copies-of",
        &[("copies", group.copies.into()), ("machines", group.machines.into())],
    );
    let places = group.places.iter().map(|place| {
        let machine = aggregate.machines.get(place.machine);
        let machine = machine.map_or_else(String::new, |machine| names.of(&machine.device));
        let chain: String = place.inner.iter().map(|name| format!(" › {name}")).collect();
        visible(&format!("{machine}: {}{chain}", place.path.path))
    });
    (title, places.collect())
}
