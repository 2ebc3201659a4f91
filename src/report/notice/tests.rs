//! What a notice counts, what its dossier says in every language, and that a mail program can read its draft.

use jiff::Timestamp;
use mail_parser::{MessageParser, MimeHeaders as _};

use super::*;
use crate::language::{Lang, Texts};
use crate::policy::Policy;

/// The records of the golden run, as a report has them.
fn notice() -> Notice {
    let mut notice = Notice::default();
    for line in include_str!("../../../testdata/records/run.jsonl").lines() {
        notice.record(&serde_json::from_str(line).unwrap());
    }
    notice
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn policy() -> Policy {
    // Of whoever runs the tests, whosever the sources are.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.toml");
    std::fs::write(&path, include_str!("../../../policy.example.toml")).unwrap();
    Policy::load(&path).unwrap()
}

#[test]
fn only_violations_are_counted() {
    let notice = notice();
    assert_eq!(
        (notice.n_documents, notice.people_at_least, notice.people_at_most),
        (2, 3, 6)
    );
    let sum = |documents, people| Sum { documents, people };
    assert_eq!(
        notice.storages,
        BTreeMap::from([(Storage::LocalDisk, sum(1, 3)), (Storage::CloudSync, sum(1, 3))])
    );
    let kinds: Vec<_> = notice
        .kinds
        .iter()
        .map(|(kind, sum)| (kind.as_str(), sum.documents))
        .collect();
    assert_eq!(kinds, [("health", 1), ("national-id", 2)]);
    // All of them, and those that the run told apart by national numbers.
    assert_eq!(notice.people_of(sum(2, 3)), 3);
    let told_apart = Notice {
        people_at_least: 5,
        ..self::notice()
    };
    assert_eq!(told_apart.people_of(sum(2, 3)), 5);
    assert_eq!(told_apart.people_of(sum(1, 3)), 3);
    assert_eq!(told_apart.people_of_kind("national-id", sum(1, 3)), 5);
    assert_eq!(told_apart.people_of_kind("health", sum(1, 3)), 3);
    assert_eq!(notice.articles.values().copied().collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(notice.lacks.files, 2);
    let named: Vec<_> = notice
        .named
        .iter()
        .map(|named| named.document.path.path.as_str())
        .collect();
    assert_eq!(named, ["/home/an/Dropbox/nota.txt", "/home/an/b.zip"]);
}

#[test]
fn what_the_central_storage_keeps_too_long_is_named_apart() {
    let line = include_str!("../../../testdata/records/run.jsonl").lines();
    let mut notice = Notice::default();
    for line in line {
        let overdue = line.replace(
            "\"verdict\":\"in-place\",\"articles\":[],\"advice\":\"none\"",
            "\"verdict\":\"in-place\",\"articles\":[\"V\"],\"advice\":\"ask-dpo\",\"severity\":\"low\"",
        );
        notice.record(&serde_json::from_str(&overdue).unwrap());
    }
    assert_eq!((notice.n_documents, notice.n_overdue), (2, 1));
    let policy = policy();
    let letter = Letter {
        policy: &policy,
        clock: None,
        now: moment("2026-09-22T08:00:00Z"),
    };
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        let text = dossier(&notice, &letter, texts);
        let heading = texts.get("notice-overdue-list");
        let (before, apart) = text.split_once(&format!("## {heading}")).expect("a part of its own");
        assert!(
            apart.contains("/srv/centraal/lijst.csv") && !before.contains("/srv/centraal/lijst.csv"),
            "{text}"
        );
        assert!(!dossier(&self::notice(), &letter, texts).contains(&*heading));
    }
}

#[test]
fn a_file_of_several_names_is_named_by_all() {
    let lines = include_str!("../../../testdata/records/run.jsonl").lines();
    let mut notice = Notice::default();
    for line in lines {
        let named = line.replacen("\"aliases\":[]", "\"aliases\":[\"/home/an/tweede.txt\"]", 1);
        notice.record(&serde_json::from_str(&named).unwrap());
    }
    let policy = policy();
    let letter = Letter {
        policy: &policy,
        clock: None,
        now: moment("2026-09-22T08:00:00Z"),
    };
    let told = |notice: &Notice| dossier(notice, &letter, Texts::new(Lang::En));
    assert!(told(&notice).contains("other names of the same file: `/home/an/tweede.txt`"));
    assert!(!told(&self::notice()).contains("other names"));
}

#[test]
fn the_clock_begins_when_somebody_knew() {
    #[track_caller]
    fn check(notice: &Notice, aware: Option<&str>, expected: Option<(&str, &str)>) {
        let expected = expected.map(|(began, ends)| Clock {
            began: moment(began),
            ends: moment(ends),
            is_given: aware.is_some(),
        });
        assert_eq!(notice.clock(aware.map(moment)), expected);
    }
    let found = Some(("2026-09-21T14:13:29Z", "2026-09-24T14:13:29Z"));
    check(&notice(), None, found);
    let mut earlier = notice();
    earlier.found_earlier(Some(moment("2026-09-01T08:00:00Z")));
    earlier.found_earlier(Some(moment("2026-09-30T08:00:00Z")));
    earlier.found_earlier(None);
    let expected = Some(("2026-09-01T08:00:00Z", "2026-09-04T08:00:00Z"));
    check(&earlier, None, expected);
    let told = Some(("2026-09-20T08:00:00Z", "2026-09-23T08:00:00Z"));
    check(&notice(), Some("2026-09-20T08:00:00Z"), told);
    check(&Notice::default(), None, None);
}

#[test]
fn the_dossier_is_there_in_every_language_and_holds_no_value() {
    let (notice, policy) = (notice(), policy());
    let letter = Letter {
        policy: &policy,
        clock: notice.clock(None),
        now: moment("2026-09-22T14:13:29Z"),
    };
    for (lang, expected) in [
        (
            Lang::En,
            [
                "2 documents hold",
                "health",
                "Time left: 2",
                "concerning at least 3 people and at most about 6",
                "at least 3 people, changed",
                "cloud",
                "IX:",
                "/home/an/b.zip > lijst.csv",
            ],
        ),
        (
            Lang::Nl,
            [
                "2 documenten bevatten",
                "gezondheid",
                "Resterende tijd: 2",
                "over minstens 3 personen en hoogstens ongeveer 6",
                "één document, minstens 3 personen",
                "cloud",
                "IX:",
                "/home/an/b.zip > lijst.csv",
            ],
        ),
        (
            Lang::Fr,
            [
                "2 documents contiennent",
                "santé",
                "Temps restant : 2",
                "sur au moins 3 personnes et au plus environ 6",
                "un document, au moins 3 personnes",
                "cloud",
                "IX",
                "/home/an/b.zip > lijst.csv",
            ],
        ),
        (
            Lang::De,
            [
                "2 Dokumente enthalten",
                "Gesundheit",
                "Verbleibende Zeit: 2",
                "über mindestens 3 Personen und höchstens etwa 6",
                "ein Dokument, mindestens 3 Personen",
                "Cloud",
                "IX:",
                "/home/an/b.zip > lijst.csv",
            ],
        ),
    ] {
        let text = dossier(&notice, &letter, Texts::new(lang));
        for part in expected {
            assert!(text.contains(part), "{lang:?}: no {part:?} in {text}");
        }
    }
    let one = |notice: &Notice, lang| dossier(notice, &letter, Texts::new(lang));
    let single = Notice {
        n_documents: 1,
        people_at_least: 1,
        people_at_most: 1,
        ..Notice::default()
    };
    for (lang, expected) in [
        (
            Lang::En,
            "One document holds personal data where it may not be, concerning at least one person.",
        ),
        (
            Lang::Nl,
            "Eén document bevat persoonsgegevens waar die niet mogen staan: over minstens één persoon.",
        ),
        (
            Lang::Fr,
            "Un document contient des données personnelles là où elles ne peuvent pas être, sur au moins une personne.",
        ),
        (
            Lang::De,
            "Ein Dokument enthält personenbezogene Daten, wo sie nicht sein dürfen: über mindestens eine Person.",
        ),
    ] {
        let text = one(&single, lang);
        assert!(text.contains(expected), "{text}");
    }
    let late = Letter {
        now: moment("2026-09-24T14:13:29Z"),
        ..letter
    };
    assert!(dossier(&notice, &late, Texts::new(Lang::En)).contains("They are over"));
}

#[test]
fn a_mail_program_can_read_the_draft() {
    let (notice, mut policy) = (notice(), policy());
    policy.dpo.as_mut().unwrap().name = "Functionaris é\r\nBcc: x@evil.example".to_owned();
    let letter = Letter {
        policy: &policy,
        clock: notice.clock(None),
        now: moment("2026-09-22T14:13:29Z"),
    };
    let text = dossier(&notice, &letter, Texts::new(Lang::Fr));
    let draft = draft(&notice, &letter, &text, Texts::new(Lang::Fr)).unwrap();
    assert!(draft.lines().all(|line| line.len() <= 78), "{draft}");
    assert!(draft.is_ascii() && !draft.replace("\r\n", "").contains(['\r', '\n']));
    let message = MessageParser::default().parse(draft.as_bytes()).unwrap();
    assert_eq!(message.header_raw("X-Unsent").map(str::trim), Some("1"));
    let to = message.to().unwrap().first().unwrap();
    assert_eq!(to.address(), Some("dpo@voorbeeld-partners.example"));
    assert!(to.name().unwrap().starts_with("Functionaris é"));
    assert!(message.bcc().is_none());
    assert!(
        message
            .subject()
            .unwrap()
            .starts_with("Données personnelles hors du stockage central")
    );
    assert!(message.body_text(0).unwrap().contains("24 septembre 2026"));
    let attached = message.attachment(0).unwrap();
    assert_eq!(attached.attachment_name(), Some("notice.md"));
    assert_eq!(attached.text_contents().unwrap().replace("\r\n", "\n"), text);
    let nobody = Policy::default();
    let letter = Letter {
        policy: &nobody,
        ..letter
    };
    assert_eq!(super::draft(&notice, &letter, &text, Texts::new(Lang::Fr)), None);
}

#[test]
fn what_was_not_read_is_told_and_a_member_alone_is_not_to_be_deleted() {
    let run = include_str!("../../../testdata/records/run.jsonl");
    let member = "\"inner\":[\"lijst.csv\"]";
    let mut notice = Notice::default();
    for line in run.lines() {
        let line = match line.contains(member) {
            true => line.replace("\"move-to-central\"", "\"delete-copy\""),
            false => line.to_owned(),
        };
        let line = line.replace(",\"finished\":\"2026-09-21T14:13:29Z\"", "");
        notice.record(&serde_json::from_str(&line).unwrap());
    }
    let letter = Letter {
        policy: &policy(),
        clock: None,
        now: moment("2026-09-22T00:00:00Z"),
    };
    let text = dossier(&notice, &letter, Texts::new(Lang::En));
    for told in [
        "2 files were not",
        "One document inside a file was not",
        "The scan stopped before its end",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let advice = |named: &Named| (named.document.inner.len(), named.document.advice);
    let advice: Vec<_> = notice.named.iter().map(advice).collect();
    assert!(
        advice.contains(&(1, crate::policy::Advice::MoveToCentral)),
        "{advice:?}"
    );
}

#[test]
fn of_values_that_were_not_counted_as_persons_the_number_is_not_known() {
    let told = |n| [Lang::En, Lang::Nl].map(|lang| people(n, Texts::new(lang)));
    assert_eq!(told(0), ["an unknown number of people", "een onbekend aantal personen"]);
    assert_eq!(told(2), ["at least 2 people", "minstens 2 personen"]);
}

#[test]
fn a_french_colon_has_a_space_before_it() {
    let notice = notice();
    let policy = Policy::default();
    let letter = Letter {
        policy: &policy,
        clock: None,
        now: "2026-11-28T12:00:00Z".parse().unwrap(),
    };
    let dossier = |lang| dossier(&notice, &letter, Texts::new(lang));
    assert!(dossier(Lang::Fr).contains("- Rédigée\u{a0}: "), "{}", dossier(Lang::Fr));
    assert!(dossier(Lang::Fr).contains("- IX\u{a0}: "));
    assert!(dossier(Lang::En).contains("- Written: ") && dossier(Lang::En).contains("- IX: "));
}

#[test]
fn where_nothing_was_found_there_is_nothing_to_decide() {
    let (notice, policy) = (Notice::default(), policy());
    let written = |clock| {
        let letter = Letter {
            policy: &policy,
            clock,
            now: moment("2026-09-22T14:13:29Z"),
        };
        let texts = Texts::new(Lang::En);
        let text = dossier(&notice, &letter, texts);
        let draft = draft(&notice, &letter, &text, texts).unwrap();
        let draft = MessageParser::default().parse(draft.as_bytes()).unwrap();
        let (subject, body) = (draft.subject().unwrap(), draft.body_text(0).unwrap());
        (text, format!("{subject}\n{body}"))
    };
    let (text, mail) = written(None);
    assert!(!text.contains("personal data breach"), "{text}");
    assert!(mail.starts_with("No personal data was found"), "{mail}");
    assert!(!mail.contains("A scan found") && !mail.contains("to decide"), "{mail}");
    let (text, mail) = written(notice.clock(Some(moment("2026-09-21T08:00:00Z"))));
    assert!(text.contains("Is this a personal data breach"), "{text}");
    assert!(mail.contains("to decide"), "{mail}");
}
