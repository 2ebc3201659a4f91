//! Reports of machines that do not exist, line by line as a scan writes them.

use serde_json::{Value, json};

/// One run of an invented machine.
#[derive(Clone)]
pub struct Run {
    head: Value,
    documents: Vec<Value>,
    is_stopped: bool,
}

impl Run {
    /// The `n`th run of all: later ones began later.
    pub fn of(id: &str, name: &str, n: usize) -> Self {
        let head = json!({
            "record": "run", "schema": "speur/1", "run": format!("r_{n}"), "speur": "0.1.0", "rules": "r",
            "policy": "p", "key": "k_1", "started": format!("2026-09-{:02}T08:00:00Z", n % 28 + 1),
            "device": {"id": id, "name": name, "os": "linux"}, "roots": ["/home"],
        });
        Self {
            head,
            documents: Vec::new(),
            is_stopped: false,
        }
    }

    /// A document with personal data where it may not be. Those of one `content` have the same bytes.
    pub fn copy(mut self, path: &str, content: u32, severity: &str) -> Self {
        let finding = json!({
            "id": format!("f_{:016x}", self.documents.len()), "rule": "be.national-number", "category": "national-id",
            "confidence": "high", "score": 93, "count": 3, "distinct": 2, "why": [{"code": "check-digits", "points": 55}],
            "places": [{"sheet": "Klanten", "column": "D", "label": "Rijksregisternummer", "rows": "2-3"}],
        });
        self.documents.push(json!({
            "record": "document", "path": path, "inner": [], "size": 4096, "modified": "2026-01-02T03:04:05Z",
            "format": "xlsx", "storage": "local-disk", "content": format!("{content:032x}"), "findings": [finding],
            "special": [], "minors": false, "subjects": 2, "risk": {"score": 50, "level": severity},
            "verdict": "local-copy", "articles": ["IX"], "advice": "move-to-central", "severity": severity,
            "aliases": [], "read": "all", "unread": [],
        }));
        self
    }

    pub fn clean(self, path: &str) -> Self {
        self.plain(path, "clean", "all", json!([]))
    }

    pub fn unread(self, path: &str) -> Self {
        self.plain(
            path,
            "not-read",
            "none",
            json!([{"reason": "locked", "detail": "in use"}]),
        )
    }

    fn plain(mut self, path: &str, verdict: &str, read: &str, unread: Value) -> Self {
        self.documents.push(json!({
            "record": "document", "path": path, "inner": [], "size": 10, "modified": "2026-01-02T03:04:05Z",
            "format": "txt", "storage": "local-disk", "findings": [], "special": [], "minors": false, "subjects": 0,
            "risk": {"score": 0, "level": "info"}, "verdict": verdict, "articles": [], "advice": "none",
            "aliases": [], "read": read, "unread": unread,
        }));
        self
    }

    /// The last document, changed.
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.documents.last_mut().unwrap()[field] = value;
        self
    }

    /// It did not come to its end.
    pub fn stopped(mut self) -> Self {
        self.is_stopped = true;
        self
    }

    pub fn text(&self) -> String {
        let mut lines = vec![self.head.clone()];
        lines.extend(self.documents.iter().cloned());
        lines.push(self.end());
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn end(&self) -> Value {
        let count = |is: &dyn Fn(&Value) -> bool| self.documents.iter().filter(|document| is(document)).count();
        let counts = |field: &str| {
            let mut counts = serde_json::Map::new();
            for value in self.documents.iter().filter_map(|document| document[field].as_str()) {
                let n = counts.get(value).and_then(Value::as_u64).unwrap_or(0);
                counts.insert(value.to_owned(), json!(n + 1));
            }
            Value::Object(counts)
        };
        let unread = count(&|document| document["read"] == "none");
        let seen = self.documents.len();
        let mut end = json!({
            "record": "end", "complete": unread == 0 && !self.is_stopped, "finished": "2026-09-30T08:00:00Z",
            "coverage": {
                "seen": seen, "read": seen - unread, "partly": 0, "unread": unread, "no_text": 0, "bytes": 100,
                "aliases": 0, "unchanged": 0,
                "members": {"seen": 0, "read": 0, "partly": 0, "unread": 0, "no_text": 0, "by_reason": {},
                            "partly_by_reason": {}},
                "by_reason": if unread > 0 { json!({"locked": unread}) } else { json!({}) },
                "partly_by_reason": {}, "no_text_by_format": {},
            },
            "totals": {
                "documents": count(&|document| document["findings"] != json!([])),
                "by_verdict": counts("verdict"), "by_severity": counts("severity"), "by_rule": {},
            },
        });
        if self.is_stopped {
            end.as_object_mut().unwrap().remove("finished");
        }
        end
    }
}
