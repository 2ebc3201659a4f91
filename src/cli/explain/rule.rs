//! What a rule looks for, and what raises and lowers its score.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::cli::exit::Exit;
use crate::cli::rules::{detector, find};
use crate::detect::RuleFile;
use crate::language::{Lang, Texts, texts};
use crate::score::{ConfidencePoints, Scale};

pub(super) fn explain(id: &str, more: &[PathBuf]) -> anyhow::Result<Exit> {
    let detector = detector(more)?;
    let rule = find(&detector, id)?;
    crate::cli::print(&told(id, &rule.file, detector.scale(), texts())?)
}

fn told(id: &str, file: &RuleFile, scale: &Scale, texts: Texts) -> Result<String, std::fmt::Error> {
    let points = &scale.confidence;
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
    if file.base.is_empty() {
        // Words have no check digits or headings: what counts is whom they are about.
        writeln!(text, "\n{}", texts.with("explain-base-words", &levels))?;
        let special = &scale.special;
        for (score, code) in [(special.high, "person-near"), (special.medium, "person-elsewhere")] {
            writeln!(text, "  {score:>4}  {}", texts.sentence("why", code))?;
        }
    } else {
        writeln!(text, "\n{}", texts.with("explain-base", &levels))?;
        for (form, score) in &file.base {
            writeln!(text, "  {score:>4}  {}", texts.sentence("written", form))?;
        }
        write_reasons(&mut text, points, texts)?;
    }
    if !file.points.is_empty() {
        writeln!(text, "\n{}", texts.get("explain-risk-points"))?;
        for (class, n) in &file.points {
            writeln!(text, "  {n:>4}  {}", texts.sentence("class", class))?;
        }
    }
    write_examples(&mut text, file, texts)?;
    Ok(text)
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

/// Why an example is none is written in the rules, in English: for other readers the example itself says enough.
fn write_examples(text: &mut String, file: &RuleFile, texts: Texts) -> std::fmt::Result {
    writeln!(text, "\n{}", texts.get("explain-examples"))?;
    for example in &file.examples {
        writeln!(text, "  {}", example.text.replace('\n', " ⏎ "))?;
    }
    writeln!(text, "{}", texts.get("explain-counterexamples"))?;
    for example in &file.counterexamples {
        let shown = example.text.replace('\n', " ⏎ ");
        match texts.lang() {
            Lang::En => writeln!(text, "  {shown}  ({})", example.why)?,
            Lang::Nl | Lang::Fr | Lang::De => writeln!(text, "  {shown}")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Detector;

    #[test]
    fn a_counterexample_gives_its_reason_to_who_reads_english() {
        let detector = Detector::embedded().unwrap();
        let rule = find(&detector, "iban").unwrap();
        for lang in Lang::ALL {
            let told = told("iban", &rule.file, detector.scale(), Texts::new(lang)).unwrap();
            for example in &rule.file.counterexamples {
                assert!(told.contains(&example.text.replace('\n', " ⏎ ")), "{lang:?}: {told}");
                let has_reason = told.contains(&format!("({})", example.why));
                assert_eq!(has_reason, lang == Lang::En, "{lang:?}: {told}");
            }
        }
    }

    #[test]
    fn words_are_scored_by_whom_they_are_about_and_values_by_how_they_are_written() {
        let detector = Detector::embedded().unwrap();
        let told = |id| {
            let rule = find(&detector, id).unwrap();
            told(id, &rule.file, detector.scale(), Texts::new(Lang::Nl)).unwrap()
        };
        let health = told("special.health");
        assert!(health.contains("    90  De woorden gaan over een persoon"), "{health}");
        assert!(!health.contains("Verhoogd door") && !health.contains("categorie categorie"));
        let number = told("be.national-number");
        assert!(number.contains("  55  zonder scheidingstekens") && number.contains("Verhoogd door"));
        assert!(
            number.contains("  10  volwassene") && !number.contains("  bare\n"),
            "{number}"
        );
    }
}
