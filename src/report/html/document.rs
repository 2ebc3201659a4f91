//! One document: its row in the list, and its page.

use askama::Template;

use super::{said, visible};
use crate::extract::Reason;
use crate::finding::{Confidence, Level};
use crate::language::Texts;
use crate::policy::{Advice, Verdict};
use crate::record::{Document, FindingRecord, RunRecord, token};

/// Where the documents of a run are.
pub(super) struct Host {
    /// Its name; empty where the report is of one machine, which needs no name at every document.
    pub machine: String,
    /// Where the scan began, if at one place.
    pub root: Option<String>,
}

impl Host {
    pub(super) fn new(run: &RunRecord, machine: &str) -> Self {
        Self {
            machine: visible(machine),
            root: match run.roots.as_slice() {
                [root] => Some(root.clone()),
                _ => None,
            },
        }
    }
}

/// A document and what both its row and its page say.
pub(super) struct Subject<'d> {
    document: &'d Document,
    texts: Texts,
    machine: &'d str,
    severity: Level,
    /// The last part of its path, or of the way into a container.
    pub name: String,
    /// Everything before.
    pub folder: String,
}

impl<'d> Subject<'d> {
    pub(super) fn new(document: &'d Document, host: &'d Host, texts: Texts) -> Self {
        let (folder, name) = said::folder_and_name(document, host.root.as_deref());
        Self {
            document,
            texts,
            machine: &host.machine,
            severity: document.severity.unwrap_or(document.risk.level),
            name,
            folder,
        }
    }

    fn level_name(&self) -> String {
        self.texts.sentence("level", &token(self.severity)).into_owned()
    }
}

#[derive(Template)]
#[template(path = "row.html")]
struct Row<'s> {
    id: u64,
    /// For sorting.
    rank: u8,
    verdict: String,
    categories: String,
    storage: String,
    format: String,
    persons: u64,
    modified: &'s str,
    n_found: u64,
    machine: &'s str,
    level: String,
    level_name: String,
    name: &'s str,
    folder: &'s str,
    found: String,
    persons_shown: String,
    storage_name: String,
    changed: String,
    step: String,
}

pub(super) fn row(subject: &Subject<'_>, id: u64) -> askama::Result<String> {
    let Subject {
        document,
        texts,
        machine,
        severity,
        ..
    } = *subject;
    let row = Row {
        id,
        rank: severity as u8,
        verdict: token(document.verdict),
        categories: visible(&said::categories(document).join(" ")),
        storage: token(document.storage),
        format: visible(&document.format),
        persons: document.subjects,
        modified: document.modified.as_deref().unwrap_or_default(),
        n_found: worth(document).map(|finding| finding.count).sum(),
        machine,
        level: token(severity),
        level_name: subject.level_name(),
        name: &subject.name,
        folder: &subject.folder,
        found: found(document, texts),
        persons_shown: match document.subjects {
            0 => said::NOTHING.to_owned(),
            n => texts.number(n),
        },
        storage_name: texts.sentence("storage", &token(document.storage)).into_owned(),
        changed: said::known(document.modified.as_deref(), |modified| texts.date_of(modified)),
        step: match (document.verdict, document.advice) {
            // Also of one that the central storage keeps too long.
            (Verdict::LocalCopy | Verdict::Orphan, _) | (Verdict::InPlace, Advice::AskDpo) => {
                texts.sentence("advice-name", &token(document.advice))
            }
            (Verdict::Clean, _) => texts.sentence("advice-name", "none"),
            (Verdict::InPlace | Verdict::Allowed | Verdict::NotRead, _) => {
                texts.sentence("verdict-name", &token(document.verdict))
            }
        }
        .into_owned(),
    };
    row.render()
}

/// Kinds of findings that a row names.
const KINDS: usize = 3;

/// The findings that count, the surest and most first.
fn worth(document: &Document) -> impl Iterator<Item = &FindingRecord> {
    let is_weak = |finding: &&FindingRecord| finding.confidence == Confidence::Low;
    let all_weak = document.findings.iter().all(|finding| is_weak(&finding));
    let mut findings: Vec<_> = document
        .findings
        .iter()
        .filter(|finding| all_weak || !is_weak(finding))
        .collect();
    findings.sort_by_key(|finding| std::cmp::Reverse((finding.score, finding.distinct)));
    findings.into_iter()
}

/// "national number 214, IBAN 30, +2".
fn found(document: &Document, texts: Texts) -> String {
    let named = worth(document).take(KINDS).map(|finding| {
        let name = texts.sentence("rule", &finding.rule);
        format!("{}\u{a0}{}", visible(&name), texts.number(finding.distinct.max(1)))
    });
    let mut named: Vec<_> = named.collect();
    match worth(document).count().checked_sub(KINDS) {
        None | Some(0) => {}
        Some(more) => named.push(format!("+{more}")),
    }
    named.join(", ")
}

#[derive(Template)]
#[template(path = "document.html")]
struct Page<'s> {
    texts: Texts,
    name: &'s str,
    path: String,
    level: String,
    level_name: String,
    verdict_sentence: String,
    advice_sentence: String,
    facts: Vec<(String, String)>,
    articles: Vec<String>,
    notes: Vec<String>,
    twin: Option<(String, String)>,
    no_twin: String,
    findings: Vec<Finding>,
    gaps: Vec<(String, String)>,
    aliases: Vec<String>,
}

struct Finding {
    id: String,
    rule: String,
    name: String,
    count: String,
    confidence: String,
    places: Vec<String>,
    samples: Vec<(String, String)>,
    why: Vec<(String, String)>,
}

pub(super) fn detail(subject: &Subject<'_>) -> askama::Result<String> {
    let Subject { document, texts, .. } = *subject;
    let mut findings: Vec<_> = document.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse((finding.score, finding.distinct)));
    let page = Page {
        texts,
        name: &subject.name,
        path: said::path(document),
        level: token(subject.severity),
        level_name: subject.level_name(),
        verdict_sentence: texts.sentence("verdict", &token(document.verdict)).into_owned(),
        advice_sentence: texts.sentence("advice", &token(document.advice)).into_owned(),
        facts: facts(subject),
        articles: document
            .articles
            .iter()
            .map(|article| said::article(*article, texts))
            .collect(),
        notes: notes(document, texts),
        twin: document.twin.as_ref().map(|twin| {
            let relation = texts.sentence("relation", &token(twin.relation));
            let percent = texts.percent(twin.similarity);
            let same = texts.with("html-similarity", &[("percent", percent.into())]);
            let of = format!("{} › {}", visible(&twin.root), visible(&twin.of));
            let gone = said::not_seen(twin, texts).map_or(String::new(), |gone| texts.semicolon().to_owned() + &gone);
            (format!("{relation} ({same}{gone})"), of)
        }),
        no_twin: match document.verdict {
            Verdict::Orphan => texts.get("html-no-twin"),
            Verdict::LocalCopy | Verdict::Clean | Verdict::InPlace | Verdict::Allowed | Verdict::NotRead => {
                texts.get("html-twin-unknown")
            }
        }
        .into_owned(),
        findings: findings.into_iter().map(|found| finding(found, texts)).collect(),
        gaps: document
            .unread
            .iter()
            .map(|gap| {
                let inner: Vec<_> = gap.inner.iter().map(|name| visible(name)).collect();
                (inner.join(" › "), reason(gap.reason, &gap.detail, texts))
            })
            .collect(),
        aliases: document.aliases.iter().map(|alias| visible(alias)).collect(),
    };
    page.render()
}

/// What the policy and people decided of it: its term, exceptions, requests.
fn notes(document: &Document, texts: Texts) -> Vec<String> {
    let overdue = document.retention.iter().map(|overdue| {
        texts.with(
            "html-overdue",
            &[
                ("category", visible(&texts.sentence("data", &overdue.category)).into()),
                ("months", overdue.months.into()),
                ("dated", texts.date(overdue.dated).into()),
                ("until", texts.date(overdue.until).into()),
                ("reason", visible(&overdue.reason).into()),
            ],
        )
    });
    let accepted = document.exceptions.iter().map(|accepted| {
        texts.with(
            "html-accepted",
            &[
                ("until", texts.date(accepted.until).into()),
                ("approver", visible(&accepted.approver).into()),
                ("reason", visible(&accepted.reason).into()),
            ],
        )
    });
    overdue.chain(accepted).chain(said::requests(document, texts)).collect()
}

/// The reason in words, and what the reader of the format said of it.
pub(super) fn reason(reason: Reason, detail: &str, texts: Texts) -> String {
    let name = texts.sentence("reason-name", &token(reason));
    match detail.is_empty() {
        true => name.into_owned(),
        false => format!("{name} ({})", visible(&texts.phrase("gap", detail))),
    }
}

fn facts(subject: &Subject<'_>) -> Vec<(String, String)> {
    let Subject {
        document,
        texts,
        machine,
        ..
    } = *subject;
    // Without its level: the page says how severe a document is by the policy, in the same words.
    let risk = texts.with("html-risk-of", &[("score", document.risk.score.into())]);
    let mut facts = vec![
        (
            texts.get("html-verdict"),
            texts.sentence("verdict-name", &token(document.verdict)).into_owned(),
        ),
        (texts.get("html-risk"), risk),
        (texts.get("html-people"), texts.number(document.subjects)),
        (
            texts.get("html-storage"),
            texts.sentence("storage", &token(document.storage)).into_owned(),
        ),
        (texts.get("html-format"), said::format(&document.format, texts)),
        (
            texts.get("html-size"),
            said::known(document.size, |size| texts.size(size)),
        ),
        (
            texts.get("html-changed"),
            said::known(document.modified.as_deref(), |modified| texts.moment_of(modified)),
        ),
        (
            texts.get("html-nav-coverage"),
            texts.sentence("read", &token(document.read)).into_owned(),
        ),
    ];
    if !machine.is_empty() {
        facts.insert(0, (texts.get("html-machine"), machine.to_owned()));
    }
    facts
        .into_iter()
        .map(|(name, value)| (name.into_owned(), value))
        .collect()
}

fn finding(finding: &FindingRecord, texts: Texts) -> Finding {
    let level = texts.sentence("confidence", &token(finding.confidence));
    let key = match finding.tokens_truncated {
        true => "html-times-more",
        false => "html-times",
    };
    Finding {
        id: visible(&finding.id),
        rule: visible(&finding.rule),
        name: visible(&texts.sentence("rule", &finding.rule)),
        count: texts.with(
            key,
            &[("n", finding.count.into()), ("distinct", finding.distinct.into())],
        ),
        confidence: texts.with(
            "html-confidence",
            &[("level", level.into()), ("score", finding.score.into())],
        ),
        places: said::places(finding, texts),
        samples: finding
            .values
            .iter()
            .flatten()
            .map(|value| (visible(&value.masked), said::place(&value.place, texts)))
            .collect(),
        why: finding
            .why
            .iter()
            .map(|why| {
                (
                    format!("{:+}", why.points),
                    texts.sentence("why", &why.code).into_owned(),
                )
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn what_was_kept_too_long_is_named_in_the_readers_language() {
        let document = serde_json::from_value(
            serde_json::json!({"path": "/a", "format": "text", "verdict": "in-place",
            "storage": "central", "risk": {"score": 0, "level": "info"}, "advice": "ask-dpo", "read": "all",
            "retention": {"category": "health", "months": 60, "reason": "law", "dated": "2020-01-02", "by": "modified",
            "until": "2025-01-02"}}),
        );
        let document: Document = document.unwrap();
        for (lang, name, format) in [
            (Lang::Nl, "(gezondheid)", "tekst"),
            (Lang::En, "(health)", "text"),
            (Lang::Fr, "(santé)", "texte"),
        ] {
            let texts = Texts::new(lang);
            assert!(
                notes(&document, texts)[0].contains(name),
                "{:?}",
                notes(&document, texts)
            );
            assert_eq!(said::format(&document.format, texts), format);
            assert_eq!(said::format("docx", texts), "docx");
        }
    }
}
