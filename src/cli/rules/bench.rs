//! `speur rules bench`: what each rule costs, on a text that is given or on its own examples.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::cli::exit::Exit;
use crate::cli::named::named;
use crate::detect::{Cost, Rule, Settings};
use crate::given;
use crate::language::{Texts, texts};
use crate::report::Format;

/// More says nothing more.
const MOST: u64 = 16 << 20;

pub fn run(sample: Option<&Path>, format: Option<Format>, more: &[PathBuf]) -> anyhow::Result<Exit> {
    let detector = super::detector(more)?;
    let sample = sample.map(read).transpose()?;
    let settings = Settings::new([0; 32], jiff::Zoned::now().date());
    let costs: Result<Vec<_>, _> = detector
        .rules()
        .iter()
        .map(|rule| {
            let examples = || examples(rule);
            let text = sample.clone().unwrap_or_else(examples);
            Cost::measure(rule, &text, &settings)
        })
        .collect();
    let mut costs = costs?;
    costs.sort_by(|a, b| (b.ns_per_kb, &a.rule).cmp(&(a.ns_per_kb, &b.rule)));
    let is_table = is_table(format, std::io::stdout().is_terminal());
    crate::cli::print(&match is_table {
        true => table(&costs, texts())?,
        false => lines(&costs)?,
    })
}

/// A form that a file or variable names for reports, and that this has not, says nothing.
fn is_table(format: Option<Format>, is_terminal: bool) -> bool {
    match format {
        Some(Format::Table) => true,
        Some(Format::Jsonl) => false,
        Some(Format::Html | Format::Csv | Format::Xlsx | Format::Sarif | Format::Md) | None => is_terminal,
    }
}

/// A text as it stands: a document of another form is what `speur extract` reads.
fn read(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let file = given::open_plain(path).with_context(|| named(path))?;
    file.take(MOST).read_to_end(&mut bytes).with_context(|| named(path))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn examples(rule: &Rule) -> String {
    let file = &rule.file;
    let finds = file.examples.iter().map(|example| example.text.as_str());
    let none = file.counterexamples.iter().map(|example| example.text.as_str());
    finds.chain(none).collect::<Vec<_>>().join("\n")
}

fn lines(costs: &[Cost]) -> anyhow::Result<String> {
    let mut text = String::new();
    for cost in costs {
        writeln!(text, "{}", serde_json::to_string(cost)?)?;
    }
    Ok(text)
}

fn table(costs: &[Cost], texts: Texts) -> Result<String, std::fmt::Error> {
    let head =
        ["bench-rule", "bench-cost", "bench-candidates", "bench-findings"].map(|key| texts.get(key).into_owned());
    let rows = costs.iter().map(|cost| {
        let numbers = [cost.ns_per_kb, cost.candidates as u64, cost.findings];
        let [ns, candidates, findings] = numbers.map(|number| texts.number(number));
        [cost.rule.clone(), ns, candidates, findings]
    });
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let [id, ns, candidates, findings] = [0, 1, 2, 3].map(width);
    let mut text = String::new();
    for row in &rows {
        let [rule, cost, tried, found] = row;
        writeln!(
            text,
            "{rule:id$}  {cost:>ns$}  {tried:>candidates$}  {found:>findings$}"
        )?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::Detector;
    use crate::language::Lang;

    fn cost(id: &str, text: Option<&str>) -> Cost {
        let detector = Detector::embedded().unwrap();
        let rule = super::super::find(&detector, id).unwrap();
        let own = examples(rule);
        let settings = Settings::new([0; 32], jiff::civil::date(2026, 11, 22));
        Cost::measure(rule, text.unwrap_or(&own), &settings).unwrap()
    }

    #[test]
    fn a_form_of_reports_alone_says_nothing() {
        let told = |format| [is_table(format, true), is_table(format, false)];
        assert_eq!(told(None), [true, false]);
        assert_eq!(told(Some(Format::Table)), [true, true]);
        assert_eq!(told(Some(Format::Jsonl)), [false, false]);
        assert_eq!(told(Some(Format::Html)), [true, false]);
    }

    #[test]
    fn a_rule_is_measured_alone_on_its_examples_or_on_a_text() {
        let own = cost("be.national-number", None);
        assert!(
            own.ns_per_kb > 0 && own.findings > 0 && own.candidates as u64 >= own.findings,
            "{own:?}"
        );
        let text = "Rijksregisternummer: 85.07.30-951.80, 85.07.30-951.81";
        let given = cost("be.national-number", Some(text));
        assert_eq!((given.bytes, given.findings), (text.len(), 1), "{given:?}");
        assert!(given.candidates >= 1, "{given:?}");
        let other = cost("iban", Some(text));
        assert_eq!((other.candidates, other.findings), (0, 0), "{other:?}");
        assert_eq!(cost("special.health", Some("")).bytes, 0);
    }

    #[test]
    fn costs_are_a_table_or_lines_of_json() {
        let costs = [Cost {
            rule: "iban".to_owned(),
            bytes: 1024,
            ns_per_kb: 12_345,
            candidates: 3,
            findings: 1,
        }];
        let expected = "{\"rule\":\"iban\",\"bytes\":1024,\"ns_per_kb\":12345,\"candidates\":3,\"findings\":1}\n";
        assert_eq!(lines(&costs).unwrap(), expected);
        for lang in Lang::ALL {
            let table = table(&costs, Texts::new(lang)).unwrap();
            let texts = Texts::new(lang);
            assert_eq!(table.lines().count(), 2, "{table}");
            assert!(
                table.contains(&texts.number(12_345)) && table.contains(&*texts.get("bench-candidates")),
                "{table}"
            );
        }
    }
}
