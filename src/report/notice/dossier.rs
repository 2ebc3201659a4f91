//! The dossier as text: Markdown that reads as well without a program for it.

use super::{Letter, Named, Notice, kinds, overdue_in_place, people};
use crate::language::Texts;
use crate::record::{Document, token};
use crate::report::machines::MachineNames;
use crate::report::names::{Named as Files, other_names};
use crate::report::{said, visible};

/// The whole dossier in a language.
pub fn dossier(notice: &Notice, letter: &Letter<'_>, texts: Texts) -> String {
    let mut page = Page {
        texts,
        names: MachineNames::of_devices(notice.runs.iter().map(|run| &run.device)),
        named: Files::default(),
        text: String::new(),
    };
    page.head(letter);
    page.summary(notice);
    page.clock(letter);
    page.kinds(notice);
    page.places(notice);
    page.articles(notice);
    page.documents(notice);
    page.overdue(notice);
    page.limits(notice);
    if notice.is_to_be_judged(letter.clock) {
        page.steps();
    }
    page.text
}

struct Page {
    texts: Texts,
    names: MachineNames,
    named: Files,
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, key: &str) {
        let heading = self.texts.get(key).into_owned();
        self.line(&format!("\n## {heading}\n"));
    }

    fn head(&mut self, letter: &Letter<'_>) {
        let texts = self.texts;
        let organisation = visible(&letter.policy.organisation.name);
        self.line(&format!("# {}\n", texts.get("notice-title")));
        let mut rows = vec![("notice-written", texts.moment(letter.now))];
        if !organisation.is_empty() {
            rows.push(("notice-organisation", organisation));
        }
        if let Some(dpo) = &letter.policy.dpo {
            rows.push((
                "notice-for",
                format!("{} <{}>", visible(&dpo.name), visible(&dpo.email)),
            ));
        }
        rows.push(("notice-policy", visible(&letter.policy.label())));
        for (key, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!("- {}{}{value}", texts.get(key), texts.colon()));
        }
    }

    fn summary(&mut self, notice: &Notice) {
        let texts = self.texts;
        self.heading("notice-summary");
        if notice.n_documents == 0 {
            return self.line(&texts.get("notice-nothing"));
        }
        let (least, most) = (notice.people_at_least, notice.people_at_most);
        let people = match least == most {
            true => people(least, texts),
            false => texts.with("notice-between", &[("least", least.into()), ("most", most.into())]),
        };
        let values = [("documents", notice.n_documents.into()), ("people", people.into())];
        self.line(&texts.with("notice-people", &values));
        if let (Some(since), Some(until)) = (&notice.since, &notice.until) {
            let values = [
                ("since", texts.date_of(since).into()),
                ("until", texts.date_of(until).into()),
            ];
            self.line(&texts.with("notice-since", &values));
        }
        if notice.n_minors > 0 {
            self.line(&texts.with("notice-minors", &[("n", notice.n_minors.into())]));
        }
        for run in &notice.runs {
            let roots: Vec<_> = run.roots.iter().map(|root| visible(root)).collect();
            let device = visible(&self.names.of(&run.device));
            let started = texts.moment_of(&run.started);
            let colon = texts.colon();
            self.line(&format!(
                "- {}{colon}{device}, {started}, {}",
                run.run,
                roots.join(", ")
            ));
        }
    }

    fn clock(&mut self, letter: &Letter<'_>) {
        let texts = self.texts;
        let Some(clock) = letter.clock else { return };
        self.heading("notice-clock");
        let values = [
            ("began", texts.moment(clock.began).into()),
            ("ends", texts.moment(clock.ends).into()),
        ];
        self.line(&texts.with("notice-clock-runs", &values));
        let left = clock.ends.as_second() - letter.now.as_second();
        match u64::try_from(left) {
            Ok(left) if left > 0 => {
                let left = texts.duration(left);
                self.line(&texts.with("notice-clock-left", &[("left", left.into())]));
            }
            Ok(_) | Err(_) => self.line(&texts.get("notice-clock-over")),
        }
        self.line(&texts.get("notice-clock-law"));
        self.line(&texts.get(clock.counted()));
    }

    fn kinds(&mut self, notice: &Notice) {
        if notice.kinds.is_empty() {
            return;
        }
        self.heading("notice-kinds");
        for (kind, sum) in &notice.kinds {
            let name = self.texts.sentence("data", kind).into_owned();
            self.sum(&name, *sum, notice.people_of_kind(kind, *sum));
        }
    }

    fn places(&mut self, notice: &Notice) {
        if notice.storages.is_empty() {
            return;
        }
        self.heading("notice-places");
        for (storage, sum) in &notice.storages {
            let name = self.texts.sentence("storage", &token(storage)).into_owned();
            self.sum(&name, *sum, notice.people_of(*sum));
        }
    }

    fn sum(&mut self, name: &str, sum: super::Sum, n_people: u64) {
        let values = [
            ("name", visible(name).into()),
            ("documents", sum.documents.into()),
            ("people", people(n_people, self.texts).into()),
        ];
        let line = self.texts.with("notice-sum", &values);
        self.line(&format!("- {line}"));
    }

    fn articles(&mut self, notice: &Notice) {
        if notice.articles.is_empty() {
            return;
        }
        self.heading("notice-articles");
        for (article, n) in &notice.articles {
            let article = token(article);
            let what = self.texts.sentence("article", &article);
            let files = self.texts.with("notice-documents", &[("n", (*n).into())]);
            let colon = self.texts.colon();
            self.line(&format!("- {article}{colon}{what} ({files})"));
        }
    }

    fn documents(&mut self, notice: &Notice) {
        if notice.named.is_empty() {
            return;
        }
        self.heading("notice-list");
        for named in &notice.named {
            self.document(named, notice.runs.len() > 1);
        }
        let more = notice.n_documents - notice.named.len() as u64;
        if more > 0 {
            self.line(&self.texts.with("notice-more", &[("n", more.into())]));
        }
    }

    /// What stands where it may, longer than it may: no breach, and for the same person to decide.
    fn overdue(&mut self, notice: &Notice) {
        let Some(told) = overdue_in_place(notice.n_overdue, self.texts) else {
            return;
        };
        self.heading("notice-overdue-list");
        self.line(&told);
        self.line("");
        for named in &notice.overdue {
            self.document(named, notice.runs.len() > 1);
        }
        let more = notice.n_overdue - notice.overdue.len() as u64;
        if more > 0 {
            self.line(&self.texts.with("notice-more", &[("n", more.into())]));
        }
    }

    fn document(&mut self, named: &Named, many_devices: bool) {
        let texts = self.texts;
        let document = &named.document;
        let device = named.device.as_ref().filter(|_| many_devices);
        let device = device.map_or_else(String::new, |device| format!("{}: ", visible(&self.names.of(device))));
        self.line(&format!("- {device}`{}`", name_of(document)));
        let level = texts.sentence("level", &token(named.severity));
        let storage = texts.sentence("storage", &token(document.storage));
        let articles: Vec<_> = document.articles.iter().map(token).collect();
        let values = [
            ("level", level.into()),
            ("storage", storage.into()),
            ("people", people(document.subjects, texts).into()),
            ("n", document.articles.len().into()),
            (
                "modified",
                said::known(document.modified.as_deref(), |modified| texts.date_of(modified)).into(),
            ),
            ("articles", articles.join(", ").into()),
            ("advice", texts.sentence("advice-name", &token(document.advice)).into()),
        ];
        self.line(&format!("  {}", texts.with("notice-document", &values)));
        let found: Vec<_> = kinds(document)
            .iter()
            .map(|kind| visible(&texts.sentence("data", kind)))
            .collect();
        self.line(&format!(
            "  {}",
            texts.with("notice-found", &[("kinds", found.join(", ").into())])
        ));
        let code = |name: &str| format!("`{}`", visible(name).replace('`', "'"));
        let machine = named.device.as_ref().map_or("", |device| device.id.as_str());
        let aliases = self.named.untold(machine, &document.path, &document.aliases);
        if let Some(names) = other_names(aliases, document.advice, texts, code) {
            self.line(&format!("  {names}"));
        }
        let masked = masked(document);
        if !masked.is_empty() {
            let values = [("values", masked.join(", ").into())];
            self.line(&format!("  {}", texts.with("notice-samples", &values)));
        }
        if let Some(overdue) = &document.retention {
            let values = [
                ("until", texts.date(overdue.until).into()),
                ("reason", visible(&overdue.reason).into()),
            ];
            self.line(&format!("  {}", texts.with("notice-overdue", &values)));
        }
    }

    /// What nobody knows, and what is asked.
    fn limits(&mut self, notice: &Notice) {
        self.heading("notice-limits");
        let lacks = &notice.lacks;
        if lacks.personal > 0 {
            self.line(&self.texts.with("notice-personal", &[("n", lacks.personal.into())]));
        }
        if lacks.is_empty() && lacks.files == 0 {
            self.line(&self.texts.get(lacks.empty_key()));
        } else if lacks.only_personal() && lacks.personal > 0 {
            self.line(&self.texts.get("notice-others-read"));
        } else if lacks.is_nothing() || lacks.files > 0 {
            self.line(&self.texts.with("notice-unread", &[("n", lacks.files.into())]));
        }
        for told in lacks.beyond_files(self.texts) {
            self.line(&told);
        }
        if notice.n_requests > 0 {
            self.line(&self.texts.with("asked", &[("n", notice.n_requests.into())]));
        }
        self.line(&self.texts.get("notice-masked"));
    }

    fn steps(&mut self) {
        self.heading("notice-steps");
        for (n, step) in (1..).zip(["judge", "risk", "persons", "record"]) {
            let step = self.texts.sentence("notice-step", step).into_owned();
            self.line(&format!("{n}. {step}"));
        }
    }
}

/// Path and the way into a container, as Markdown code can hold it.
fn name_of(document: &Document) -> String {
    let chain: Vec<_> = std::iter::once(&document.path.path)
        .chain(&document.inner)
        .map(|name| visible(name).replace('`', "'"))
        .collect();
    chain.join(" > ")
}

/// One masked sample of each finding, where the report was made with them.
fn masked(document: &Document) -> Vec<String> {
    let samples = document
        .findings
        .iter()
        .filter_map(|finding| finding.values.as_ref()?.first());
    samples.map(|value| visible(&value.masked)).collect()
}
