//! Verdicts, row by row.

use super::*;
use crate::finding::Confidence;

fn found(category: &str) -> Finding {
    Finding {
        rule: "x".to_owned(),
        category: category.to_owned(),
        confidence: Confidence::High,
        score: 90,
        count: 1,
        distinct: 1,
        why: Vec::new(),
        places: Vec::new(),
        values: Vec::new(),
        tokens: Vec::new(),
        tokens_truncated: false,
        places_truncated: false,
    }
}

/// One national number on an office disk, read whole, no index searched.
fn plain(findings: &[Finding]) -> JudgeInput<'_> {
    JudgeInput {
        storage: Storage::LocalDisk,
        read: Read::All,
        findings,
        special: &[],
        subjects: 1,
        level: Level::Low,
        n_accepted: 0,
        exempt: false,
        overdue: false,
        transfer: Transfer::None,
        searched: false,
        twin: None,
        in_central: false,
        raise: &[],
        floor: None,
    }
}

#[track_caller]
fn check(change: impl Fn(&mut JudgeInput<'_>), verdict: Verdict, advice: Advice) {
    let findings = [found("be.national-number")];
    let mut input = plain(&findings);
    change(&mut input);
    let judgement = judge(&input);
    assert_eq!((judgement.verdict, judgement.advice), (verdict, advice));
    let is_violation = matches!(verdict, Verdict::LocalCopy | Verdict::Orphan);
    assert_eq!(judgement.articles.contains(&Article::Copies), is_violation);
    assert_eq!(judgement.severity.is_some(), is_violation);
}

#[test]
fn personal_data_outside_the_central_storage_is_a_copy() {
    use Storage::{CloudSync, LocalDisk, MailStore, Removable, Share, Temp, Trash};
    for storage in [LocalDisk, Removable, CloudSync, Share, Temp, Trash] {
        check(
            |input| input.storage = storage,
            Verdict::LocalCopy,
            Advice::MoveToCentral,
        );
    }
    check(|input| input.storage = MailStore, Verdict::LocalCopy, Advice::AskDpo);
    check(|input| input.storage = Storage::Central, Verdict::InPlace, Advice::None);
    check(|input| input.exempt = true, Verdict::Allowed, Advice::None);
    check(
        |input| input.level = Level::Critical,
        Verdict::LocalCopy,
        Advice::MoveToCentral,
    );
    check(|input| input.level = Level::Info, Verdict::Clean, Advice::None);
}

#[test]
fn only_a_whole_twin_may_be_deleted_and_only_a_search_makes_an_orphan() {
    let twin = |relation: Relation| {
        move |input: &mut JudgeInput<'_>| {
            (input.searched, input.twin, input.in_central) = (true, Some(relation), relation.is_whole());
        }
    };
    // Its original is gone, or was changed since.
    let lost = |input: &mut JudgeInput<'_>| (input.searched, input.twin) = (true, Some(Relation::Exact));
    check(lost, Verdict::LocalCopy, Advice::MoveToCentral);
    check(twin(Relation::Exact), Verdict::LocalCopy, Advice::DeleteCopy);
    check(twin(Relation::SameText), Verdict::LocalCopy, Advice::DeleteCopy);
    check(twin(Relation::Stale), Verdict::LocalCopy, Advice::MoveToCentral);
    check(twin(Relation::Extract), Verdict::LocalCopy, Advice::MoveToCentral);
    check(|input| input.searched = true, Verdict::Orphan, Advice::MoveToCentral);
}

#[test]
fn what_was_not_read_is_never_clean() {
    let nothing = |read| {
        move |input: &mut JudgeInput<'_>| {
            (input.read, input.level, input.subjects, input.findings) = (read, Level::Info, 0, &[]);
        }
    };
    check(nothing(Read::All), Verdict::Clean, Advice::None);
    check(nothing(Read::NoText), Verdict::Clean, Advice::None);
    check(nothing(Read::Partly), Verdict::NotRead, Advice::None);
    check(nothing(Read::None), Verdict::NotRead, Advice::None);
    check(
        |input| input.read = Read::Partly,
        Verdict::LocalCopy,
        Advice::MoveToCentral,
    );
}

#[test]
fn names_addresses_and_birth_dates_count_from_ten_persons() {
    #[track_caller]
    fn check(categories: &[&str], subjects: u64, verdict: Verdict) {
        let findings: Vec<_> = categories.iter().map(|category| found(category)).collect();
        let input = JudgeInput {
            subjects,
            ..plain(&findings)
        };
        assert_eq!(judge(&input).verdict, verdict, "{categories:?} {subjects}");
    }
    check(&["name", "address", "birth-date"], 9, Verdict::Clean);
    check(&["name", "address"], 10, Verdict::LocalCopy);
    check(&["name", "contact"], 1, Verdict::LocalCopy);
}

#[test]
fn articles_and_severity_follow_the_facts() {
    let findings = [found("be.national-number")];
    let special = ["health".to_owned()];
    let input = JudgeInput {
        special: &special,
        storage: Storage::CloudSync,
        transfer: Transfer::OutsideEea,
        floor: Some(Level::High),
        ..plain(&findings)
    };
    let judgement = judge(&input);
    assert_eq!(
        judgement.articles,
        [Article::Copies, Article::Special, Article::Transfers]
    );
    assert_eq!(
        serde_json::to_string(&judgement.articles).unwrap(),
        r#"["IX","III","IV"]"#
    );
    assert_eq!(judgement.severity, Some(Level::High));
    let critical = JudgeInput {
        level: Level::Critical,
        transfer: Transfer::WithinEea,
        ..input
    };
    assert_eq!(judge(&critical).severity, Some(Level::Critical));
    assert_eq!(judge(&critical).articles, [Article::Copies, Article::Special]);
}

#[test]
fn a_transfer_that_is_allowed_is_none_but_for_special_categories() {
    #[track_caller]
    fn check(transfer: Transfer, special: &[String], expected: bool) {
        let findings = [found("be.national-number")];
        let input = JudgeInput {
            storage: Storage::CloudSync,
            transfer,
            special,
            ..plain(&findings)
        };
        assert_eq!(
            judge(&input).articles.contains(&Article::Transfers),
            expected,
            "{transfer:?}"
        );
    }
    let health = ["health".to_owned()];
    check(Transfer::OutsideEea, &[], true);
    check(Transfer::WithinEea, &health, false);
    check(Transfer::Allowed { special: false }, &[], false);
    check(Transfer::Allowed { special: false }, &health, true);
    check(Transfer::Allowed { special: true }, &health, false);
}

#[test]
fn what_is_past_its_term_is_a_violation_in_the_central_storage_too() {
    #[track_caller]
    fn check(change: impl Fn(&mut JudgeInput<'_>), articles: &[Article], advice: Advice, is_violation: bool) {
        let findings = [found("be.national-number")];
        let mut input = JudgeInput {
            overdue: true,
            ..plain(&findings)
        };
        change(&mut input);
        let judgement = judge(&input);
        assert_eq!((judgement.articles.as_slice(), judgement.advice), (articles, advice));
        assert_eq!(judgement.severity.is_some(), is_violation);
    }
    let copy = [Article::Copies, Article::Retention];
    check(|_| {}, &copy, Advice::MoveToCentral, true);
    check(
        |input| input.storage = Storage::Central,
        &[Article::Retention],
        Advice::AskDpo,
        true,
    );
    check(|input| input.exempt = true, &[], Advice::None, false);
    check(|input| input.level = Level::Info, &[], Advice::None, false);
    assert_eq!(serde_json::to_string(&copy).unwrap(), r#"["IX","V"]"#);
}

#[test]
fn accepted_findings_do_not_count() {
    #[track_caller]
    fn check(categories: &[(&str, u64)], n_accepted: usize, subjects: u64, verdict: Verdict) {
        let findings: Vec<_> = categories
            .iter()
            .map(|&(category, distinct)| Finding {
                distinct,
                ..found(category)
            })
            .collect();
        let input = JudgeInput {
            n_accepted,
            subjects,
            ..plain(&findings)
        };
        assert_eq!(judge(&input).verdict, verdict, "{categories:?}");
    }
    check(&[], 1, 200, Verdict::Allowed);
    check(&[("name", 9)], 1, 200, Verdict::Allowed);
    check(&[("name", 10)], 1, 200, Verdict::LocalCopy);
    check(&[("bank-account", 1)], 1, 1, Verdict::LocalCopy);
}

#[test]
fn a_container_is_as_bad_as_its_worst_member() {
    #[track_caller]
    fn check(members: &[(Verdict, Advice, bool)], verdict: Verdict, advice: Advice) {
        let mut rollup = Rollup::default();
        for &(verdict, advice, in_central) in members {
            let judgement = Judgement {
                verdict,
                articles: Vec::new(),
                advice,
                severity: None,
            };
            rollup.add(&judgement, in_central);
        }
        assert_eq!((rollup.verdict, rollup.advice()), (verdict, advice));
    }
    let copy = (Verdict::LocalCopy, Advice::DeleteCopy, true);
    let lost = (Verdict::LocalCopy, Advice::MoveToCentral, false);
    let orphan = (Verdict::Orphan, Advice::MoveToCentral, false);
    let clean = (Verdict::Clean, Advice::None, false);
    let unread = (Verdict::NotRead, Advice::None, false);
    check(&[], Verdict::Clean, Advice::None);
    check(&[copy, copy], Verdict::LocalCopy, Advice::DeleteCopy);
    check(&[copy, lost], Verdict::LocalCopy, Advice::MoveToCentral);
    check(&[copy, clean], Verdict::LocalCopy, Advice::MoveToCentral);
    check(&[copy, unread], Verdict::LocalCopy, Advice::MoveToCentral);
    check(&[copy, orphan], Verdict::Orphan, Advice::MoveToCentral);
    check(&[clean, unread], Verdict::NotRead, Advice::None);
}
