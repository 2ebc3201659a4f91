//! What a rule looks for, and what raises and lowers its score.

use std::fmt::Write as _;

use crate::cli::args::RulesDir;
use crate::cli::exit::Exit;
use crate::cli::rules::{detector, find};

pub(super) fn explain(id: &str, dir: &RulesDir) -> anyhow::Result<Exit> {
    let detector = detector(&dir.rules)?;
    let rule = find(&detector, id)?;
    let file = &rule.file;
    let mut text = String::new();
    writeln!(text, "{id}: category {}", file.category)?;
    if file.silent {
        writeln!(
            text,
            "  It claims what it finds, so that no other rule takes it, and reports nothing."
        )?;
    }
    writeln!(
        text,
        "\nScore by how a value is written (high from {}, medium from {}, low from {})",
        detector.scale().confidence.high,
        detector.scale().confidence.medium,
        detector.scale().confidence.low
    )?;
    for (form, score) in &file.base {
        writeln!(text, "  {score:>4}  {form}")?;
    }
    let points = &detector.scale().confidence;
    writeln!(text, "\nRaised by")?;
    writeln!(
        text,
        "  {:>+4}  a column heading, form label or key that names it",
        points.heading
    )?;
    writeln!(
        text,
        "  {:>+4}  a column in which nearly every value is valid (instead of a heading)",
        points.column
    )?;
    writeln!(
        text,
        "  {:>+4}  a word that names it close by; {:+} within 300 characters",
        points.keyword_near, points.keyword_far
    )?;
    writeln!(
        text,
        "  {:>+4}  another identifier of a person in the same row",
        points.other_identifier
    )?;
    writeln!(text, "Lowered by")?;
    writeln!(
        text,
        "  {:>+4}  a word close by that names something else",
        points.negative
    )?;
    writeln!(text, "  {:>+4}  an implausible date or age", points.implausible)?;
    if !file.points.is_empty() {
        writeln!(text, "\nRisk points by class")?;
        for (class, n) in &file.points {
            writeln!(text, "  {n:>4}  {class}")?;
        }
    }
    writeln!(text, "\nFound")?;
    for example in &file.examples {
        writeln!(text, "  {}", example.text.replace('\n', " ⏎ "))?;
    }
    writeln!(text, "Not found")?;
    for example in &file.counterexamples {
        writeln!(text, "  {}  ({})", example.text.replace('\n', " ⏎ "), example.why)?;
    }
    crate::cli::print(&text)
}
