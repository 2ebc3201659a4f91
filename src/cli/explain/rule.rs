//! What a rule looks for, and what raises and lowers its score.

use std::fmt::Write as _;

use crate::cli::args::RulesDir;
use crate::cli::exit::Exit;
use crate::cli::rules::{detector, find};
use crate::detect::RuleFile;
use crate::language::{Texts, texts};
use crate::score::ConfidencePoints;

pub(super) fn explain(id: &str, dir: &RulesDir) -> anyhow::Result<Exit> {
    let detector = detector(&dir.rules)?;
    let rule = find(&detector, id)?;
    let file = &rule.file;
    let texts = texts();
    let points = &detector.scale().confidence;
    let mut text = String::new();
    let values = [
        ("rule", id.into()),
        ("category", texts.sentence("category", &file.category).into()),
    ];
    writeln!(text, "{}", texts.with("explain-category", &values))?;
    if file.silent {
        writeln!(text, "  {}", texts.get("explain-silent"))?;
    }
    let levels = [
        ("high", points.high.into()),
        ("medium", points.medium.into()),
        ("low", points.low.into()),
    ];
    writeln!(text, "\n{}", texts.with("explain-base", &levels))?;
    for (form, score) in &file.base {
        writeln!(text, "  {score:>4}  {form}")?;
    }
    write_reasons(&mut text, points, texts)?;
    if !file.points.is_empty() {
        writeln!(text, "\n{}", texts.get("explain-risk-points"))?;
        for (class, n) in &file.points {
            writeln!(text, "  {n:>4}  {class}")?;
        }
    }
    write_examples(&mut text, file, texts)?;
    crate::cli::print(&text)
}

/// What raises the score, and what lowers it.
fn write_reasons(text: &mut String, points: &ConfidencePoints, texts: Texts) -> std::fmt::Result {
    let far = format!("{:+}", points.keyword_far);
    let raised = [
        (points.heading, texts.get("explain-by-heading").into_owned()),
        (points.column, texts.get("explain-by-column").into_owned()),
        (
            points.keyword_near,
            texts.with("explain-by-word", &[("far", far.into())]),
        ),
        (points.other_identifier, texts.get("explain-by-identifier").into_owned()),
    ];
    let lowered = [
        (points.negative, texts.get("explain-by-negative").into_owned()),
        (points.implausible, texts.get("explain-by-implausible").into_owned()),
    ];
    for (title, rows) in [("explain-raised", &raised[..]), ("explain-lowered", &lowered)] {
        writeln!(text, "\n{}", texts.get(title))?;
        for (points, said) in rows {
            writeln!(text, "  {points:>+4}  {said}")?;
        }
    }
    Ok(())
}

fn write_examples(text: &mut String, file: &RuleFile, texts: Texts) -> std::fmt::Result {
    writeln!(text, "\n{}", texts.get("explain-examples"))?;
    for example in &file.examples {
        writeln!(text, "  {}", example.text.replace('\n', " ⏎ "))?;
    }
    writeln!(text, "{}", texts.get("explain-counterexamples"))?;
    for example in &file.counterexamples {
        writeln!(text, "  {}  ({})", example.text.replace('\n', " ⏎ "), example.why)?;
    }
    Ok(())
}
