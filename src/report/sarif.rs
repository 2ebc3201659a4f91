//! SARIF 2.1.0 (OASIS): one result per finding, for the tools that collect results of analyses.

use std::collections::BTreeSet;
use std::io::{self, Write as _};

use serde_json::{Value, json};

use super::rows::place_of;
use super::{Aggregate, Form, Format, Sink, Style, Writer, visible};
use crate::finding::{Level, Place, Read};
use crate::record::{Document, End, FindingRecord, Record, RunRecord, token};

pub(super) static FORM: Form = Form {
    format: Format::Sarif,
    endings: &["sarif"],
    open,
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const HOME: &str = "https://crates.io/crates/speur";
/// What was not read is a result too: a report without it would look clean.
const NOT_READ: &str = "not-read";

/// The results of a run are written as they come; what they rest on (rules, machine, coverage) follows them, because
/// the members of a JSON object may come in any order.
struct Sarif {
    out: Box<dyn Sink>,
    is_begun: bool,
    n_runs: usize,
    run: Option<RunRecord>,
    n_results: usize,
    rules: BTreeSet<String>,
}

fn open(out: Box<dyn Sink>, _style: Style) -> Box<dyn Writer> {
    Box::new(Sarif {
        out,
        is_begun: false,
        n_runs: 0,
        run: None,
        n_results: 0,
        rules: BTreeSet::new(),
    })
}

impl Writer for Sarif {
    /// Results stand in the run of their machine, where every reader of SARIF looks for them.
    fn merged(&mut self, _aggregate: &Aggregate) -> io::Result<()> {
        Ok(())
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        match record {
            Record::Run(run) => self.begin_run(run),
            Record::Document(document) => self.document(document),
            Record::File(_) | Record::Gone(_) => Ok(()),
            Record::End(end) => self.end_run(end),
        }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.begin()?;
        self.out.write_all(b"\n]}\n")?;
        self.out.finish()
    }
}

impl Sarif {
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return Ok(());
        }
        write!(self.out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[")
    }

    fn begin_run(&mut self, run: &RunRecord) -> io::Result<()> {
        self.begin()?;
        let between = if self.n_runs > 0 { "," } else { "" };
        self.n_runs += 1;
        self.n_results = 0;
        self.rules.clear();
        self.run = Some(run.clone());
        write!(
            self.out,
            "{between}\n{{\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        for finding in &document.findings {
            self.rules.insert(finding.rule.clone());
            self.result(&of_finding(document, finding))?;
        }
        match document.read {
            Read::Partly | Read::None => {
                self.rules.insert(NOT_READ.to_owned());
                self.result(&of_gap(document))
            }
            Read::All | Read::NoText => Ok(()),
        }
    }

    fn result(&mut self, result: &Value) -> io::Result<()> {
        self.out.write_all(if self.n_results > 0 { b",\n" } else { b"\n" })?;
        self.n_results += 1;
        Ok(serde_json::to_writer(&mut self.out, result)?)
    }

    fn end_run(&mut self, end: &End) -> io::Result<()> {
        let Some(run) = self.run.take() else { return Ok(()) };
        let rules: Vec<_> = self.rules.iter().map(|rule| json!({ "id": rule })).collect();
        let driver = json!({
            "name": "speur", "version": run.speur, "semanticVersion": run.speur, "informationUri": HOME, "rules": rules,
        });
        let mut invocation = json!({
            "executionSuccessful": end.finished.is_some(), "startTimeUtc": run.started, "machine": run.device.name,
        });
        if let Some(finished) = &end.finished {
            invocation["endTimeUtc"] = json!(finished);
        }
        let properties = json!({
            "run": run.run, "device": run.device, "roots": run.roots, "rules": run.rules, "policy": run.policy,
            "key": run.key, "complete": end.complete, "coverage": end.coverage,
        });
        write!(
            self.out,
            "\n],\"tool\":{},\"invocations\":{},\"properties\":{properties}}}",
            json!({ "driver": driver }),
            json!([invocation])
        )
    }
}

fn of_finding(document: &Document, finding: &FindingRecord) -> Value {
    let violation = document.severity;
    let times = if finding.count == 1 { "time" } else { "times" };
    let message = format!(
        "{}: {} {times}, {} different, {} ({})",
        finding.rule,
        finding.count,
        finding.distinct,
        token(finding.confidence),
        token(document.verdict),
    );
    let mut result = result(document, &finding.rule, &message, &finding.places);
    result["kind"] = json!(if violation.is_some() { "fail" } else { "informational" });
    result["level"] = json!(violation.map_or("none", level));
    result["partialFingerprints"] = json!({ "speurFinding/v1": finding.id });
    result["rank"] = json!(document.risk.score);
    result
}

fn of_gap(document: &Document) -> Value {
    let reasons: Vec<_> = document
        .unread
        .iter()
        .map(|gap| visible(&format!("{} {}", gap.reason, gap.detail)).trim().to_owned())
        .collect();
    let message = format!("read: {}: {}", token(document.read), reasons.join("; "));
    let mut result = result(document, NOT_READ, &message, &[]);
    // Nobody knows whether there is something in it.
    result["kind"] = json!("open");
    result["level"] = json!("none");
    result
}

fn result(document: &Document, rule: &str, message: &str, places: &[Place]) -> Value {
    json!({
        "ruleId": rule,
        "message": { "text": message },
        "locations": [location(document, places)],
        "properties": {
            "verdict": document.verdict, "advice": document.advice, "articles": document.articles,
            "storage": document.storage, "special": document.special, "subjects": document.subjects,
            "requests": document.requests,
        },
    })
}

/// SARIF knows lines; sheets, pages and members of containers are its logical locations.
fn location(document: &Document, places: &[Place]) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&document.path.bytes()) } });
    if let Some((begin, end)) = places.iter().find_map(|place| lines(place.lines.as_deref()?)) {
        physical["region"] = json!({ "startLine": begin, "endLine": end });
    }
    let mut location = json!({ "physicalLocation": physical });
    let members = document
        .inner
        .iter()
        .map(|name| json!({ "name": visible(name), "kind": "member" }));
    let places = places.iter().map(place_of).filter(|place| !place.is_empty());
    let logical: Vec<_> = members
        .chain(places.map(|place| json!({ "name": visible(&place) })))
        .collect();
    if !logical.is_empty() {
        location["logicalLocations"] = json!(logical);
    }
    location
}

fn level(severity: Level) -> &'static str {
    match severity {
        Level::Critical | Level::High => "error",
        Level::Medium => "warning",
        Level::Low | Level::Info => "note",
    }
}

/// "3-5" or "3".
fn lines(range: &str) -> Option<(u64, u64)> {
    let (begin, end) = range.split_once('-').unwrap_or((range, range));
    let (begin, end) = (begin.parse().ok()?, end.parse().ok()?);
    (begin >= 1 && end >= begin).then_some((begin, end))
}

/// A path of any system as a `file` URI (RFC 8089); what is no plain character is written as its bytes.
fn uri(path: &[u8]) -> String {
    let is_windows = path.get(1) == Some(&b':') || path.starts_with(br"\\");
    let mut path = path.to_owned();
    if is_windows {
        path.iter_mut()
            .filter(|byte| **byte == b'\\')
            .for_each(|byte| *byte = b'/');
    }
    let mut uri = match (path.starts_with(b"//"), path.starts_with(b"/")) {
        (true, _) => "file:".to_owned(),
        (_, true) => "file://".to_owned(),
        _ if is_windows => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in path {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte.into()),
            b':' if is_windows => uri.push(':'),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hostile, write};
    use super::*;
    use crate::language::{Lang, Texts};

    const OFFICIAL: &str = include_str!("../../testdata/records/sarif-schema-2.1.0.json");

    /// As the keywords that the official schema uses say it (JSON Schema draft 7); what it uses besides is a failure.
    fn problem(root: &Value, schema: &Value, value: &Value) -> Option<String> {
        let wrong = |what: &str| Some(format!("{what}: {value} is not {schema}"));
        for (keyword, rule) in schema.as_object()? {
            let found = match keyword.as_str() {
                "$ref" => problem(root, root.pointer(rule.as_str()?.strip_prefix('#')?)?, value),
                "type" if !is_type(rule.as_str()?, value) => wrong("type"),
                "enum" if !rule.as_array()?.contains(value) => wrong("enum"),
                "minimum" if value.as_f64().is_some_and(|n| n < rule.as_f64().unwrap()) => wrong("minimum"),
                "maximum" if value.as_f64().is_some_and(|n| n > rule.as_f64().unwrap()) => wrong("maximum"),
                "minItems"
                    if value
                        .as_array()
                        .is_some_and(|list| list.len() < rule.as_u64().unwrap() as usize) =>
                {
                    wrong("minItems")
                }
                "uniqueItems"
                    if value
                        .as_array()
                        .is_some_and(|list| (1..list.len()).any(|n| list[..n].contains(&list[n]))) =>
                {
                    wrong("uniqueItems")
                }
                "pattern"
                    if value
                        .as_str()
                        .is_some_and(|text| !regex::Regex::new(rule.as_str().unwrap()).unwrap().is_match(text)) =>
                {
                    wrong("pattern")
                }
                "required" => rule
                    .as_array()?
                    .iter()
                    .any(|name| value.get(name.as_str().unwrap()).is_none())
                    .then(|| format!("{rule} in {value}")),
                "items" => value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .find_map(|item| problem(root, rule, item)),
                "properties" => rule
                    .as_object()?
                    .iter()
                    .find_map(|(name, schema)| problem(root, schema, value.get(name)?)),
                "additionalProperties" => value.as_object().into_iter().flatten().find_map(|(name, value)| {
                    match (schema["properties"].get(name), rule) {
                        (Some(_), _) | (None, Value::Bool(true)) => None,
                        (None, Value::Bool(false)) => Some(format!("{name} in {schema}")),
                        (None, rule) => problem(root, rule, value),
                    }
                }),
                "anyOf" | "oneOf" => {
                    let fits = rule
                        .as_array()?
                        .iter()
                        .filter(|schema| problem(root, schema, value).is_none())
                        .count();
                    (fits == 0 || keyword == "oneOf" && fits > 1).then(|| format!("{keyword}: {value} is not {schema}"))
                }
                "type" | "enum" | "minimum" | "maximum" | "minItems" | "uniqueItems" | "pattern" | "$schema"
                | "$id" | "title" | "description" | "default" | "format" | "definitions" => None,
                other => panic!("a keyword that this test does not know: {other}"),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn is_type(name: &str, value: &Value) -> bool {
        match name {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_u64() || value.is_i64(),
            "number" => value.is_number(),
            other => panic!("a type that this test does not know: {other}"),
        }
    }

    fn written(records: &[Record]) -> Value {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.sarif");
        write(
            super::super::create(&path, Texts::new(Lang::En), &[]).unwrap().0,
            records,
        );
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn a_report_fits_the_official_schema() {
        let schema: Value = serde_json::from_str(OFFICIAL).unwrap();
        let mut runs = hostile();
        let run = include_str!("../../testdata/records/run.jsonl").lines();
        runs.extend(run.map(|line| serde_json::from_str::<Record>(line).unwrap()));
        let mut report = written(&runs);
        assert_eq!(problem(&schema, &schema, &report), None);
        assert_eq!(report["runs"].as_array().unwrap().len(), 2);
        // The check checks something.
        report["runs"][0]["results"][0]["level"] = json!("terrible");
        assert!(problem(&schema, &schema, &report).is_some());
        assert_eq!(problem(&schema, &schema, &written(&[])), None);
    }

    #[test]
    fn what_was_not_read_is_a_result() {
        let report = written(&hostile());
        let results = report["runs"][0]["results"].as_array().unwrap();
        let open: Vec<_> = results.iter().filter(|result| result["kind"] == "open").collect();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0]["ruleId"], NOT_READ);
        let rules = report["runs"][0]["tool"]["driver"]["rules"].to_string();
        assert!(rules.contains(NOT_READ) && rules.contains("special.health"), "{rules}");
    }

    #[test]
    fn a_path_of_any_system_is_a_uri() {
        #[track_caller]
        fn check(path: &str, expected: &str) {
            assert_eq!(uri(path.as_bytes()), expected);
        }
        assert_eq!(uri(b"/r\xe9sum.txt"), "file:///r%E9sum.txt");
        check("/home/an/é #1.txt", "file:///home/an/%C3%A9%20%231.txt");
        check("C:\\Users\\jan\\100%.xlsx", "file:///C:/Users/jan/100%25.xlsx");
        check("\\\\server\\share\\x.txt", "file://server/share/x.txt");
        check("/odd\\name\n\"<>", "file:///odd%5Cname%0A%22%3C%3E");
        check("a:b", "file:///a:b");
        check("relative/x", "relative/x");
    }

    #[test]
    fn only_a_range_of_lines_is_a_region() {
        assert_eq!(lines("3-5"), Some((3, 5)));
        assert_eq!(lines("7"), Some((7, 7)));
        assert_eq!(lines("0-3"), None);
        assert_eq!(lines("5-3"), None);
        assert_eq!(lines("x"), None);
    }
}
