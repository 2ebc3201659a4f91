//! What documents are to each other, case by case.

use super::*;

/// All of it known: so many in common, in the copy, in the central document.
fn shared(both: f64, copy: f64, central: f64) -> Shared {
    Shared {
        both,
        copy,
        central,
        rate: 1.0,
        rarely: both,
        rare: part(both, copy),
    }
}

/// Each feature of the samples stands for `rate`; `rarely` of what is in common hardly another document has.
fn sampled(shared: Shared, rate: f64, rarely: f64) -> Shared {
    Shared { rate, rarely, ..shared }
}

fn nothing() -> Shared {
    shared(0.0, 0.0, 0.0)
}

#[test]
fn what_documents_are_to_each_other() {
    #[track_caller]
    fn check(what: &str, words: f64, records: Shared, passages: Shared, expected: Option<Relation>) {
        let evidence = Evidence {
            words,
            records,
            passages,
        };
        assert_eq!(relation(&evidence).map(|(relation, _)| relation), expected, "{what}");
    }
    let (stale, extract) = (Relation::Stale, Relation::Extract);
    check(
        "a list with a few values typed over",
        0.98,
        shared(99.0, 100.0, 99.0),
        shared(2.0, 9.0, 9.0),
        Some(stale),
    );
    check(
        "rows changed and added",
        0.9,
        shared(80.0, 100.0, 95.0),
        shared(2.0, 9.0, 9.0),
        Some(stale),
    );
    check(
        "rows taken out",
        0.5,
        shared(40.0, 40.0, 100.0),
        shared(4.0, 5.0, 9.0),
        Some(extract),
    );
    check(
        "columns taken out",
        0.5,
        shared(50.0, 50.0, 200.0),
        nothing(),
        Some(extract),
    );
    check(
        "two lists in one",
        0.5,
        shared(100.0, 220.0, 100.0),
        shared(9.0, 20.0, 9.0),
        Some(extract),
    );
    check(
        "other people in the same list",
        0.7,
        shared(2.0, 100.0, 100.0),
        shared(1.0, 9.0, 9.0),
        None,
    );
    check(
        "a letter to somebody on the list",
        0.02,
        shared(4.0, 5.0, 400.0),
        shared(0.0, 9.0, 9.0),
        None,
    );
    check(
        "a letter with changed sentences",
        0.85,
        shared(7.0, 8.0, 7.0),
        shared(12.0, 18.0, 17.0),
        Some(stale),
    );
    check(
        "the template for somebody else",
        0.9,
        shared(5.0, 12.0, 12.0),
        shared(14.0, 17.0, 17.0),
        None,
    );
    check(
        "prose without values, pasted",
        0.3,
        nothing(),
        shared(400.0, 500.0, 2000.0),
        Some(extract),
    );
    check(
        "prose without values, edited",
        0.8,
        nothing(),
        shared(12.0, 18.0, 18.0),
        Some(stale),
    );
    check(
        "a short letter pasted without its address block",
        0.6,
        shared(2.0, 5.0, 8.0),
        shared(70.0, 110.0, 80.0),
        Some(extract),
    );
    check(
        "the same letter to somebody else, in a mail",
        0.6,
        shared(2.0, 11.0, 8.0),
        shared(70.0, 110.0, 80.0),
        None,
    );
    check(
        "the next invoice to the same client",
        0.7,
        shared(4.0, 21.0, 22.0),
        shared(70.0, 85.0, 85.0),
        None,
    );
    check(
        "another invoice with the same long terms and their dates",
        0.67,
        shared(11.0, 24.0, 24.0),
        sampled(shared(13.0, 17.0, 22.0), 32.0, 256.0),
        None,
    );
    check(
        "a letter of which a few values and sentences were changed",
        0.8,
        shared(9.0, 14.0, 12.0),
        shared(15.0, 17.0, 17.0),
        Some(stale),
    );
    check(
        "the next invoice to the same client, with nearly all of its long terms",
        0.72,
        shared(21.0, 32.0, 32.0),
        sampled(shared(19.0, 22.0, 22.0), 32.0, 320.0),
        None,
    );
    check(
        "the minutes of the next meeting of the same people",
        0.66,
        shared(11.0, 16.0, 12.0),
        sampled(shared(7.0, 22.0, 15.5), 16.0, 64.0),
        None,
    );
    check(
        "the minutes of the next meeting, with turns of phrase in common",
        0.79,
        shared(9.0, 13.0, 10.0),
        sampled(shared(11.0, 20.0, 22.0), 16.0, 176.0),
        None,
    );
    check(
        "a blank form of what the central storage holds filled in, in a mail",
        0.6,
        shared(0.0, 3.0, 8.0),
        shared(70.0, 110.0, 80.0),
        None,
    );
    check(
        "the same disclaimer",
        0.2,
        shared(0.0, 4.0, 6.0),
        shared(80.0, 200.0, 900.0),
        None,
    );
    check("two words in common", 0.1, nothing(), shared(1.0, 20.0, 20.0), None);
    check(
        "another letter of two values",
        0.9,
        shared(0.0, 2.0, 2.0),
        shared(15.0, 18.0, 18.0),
        None,
    );
}

/// Words of one's own (a diagnosis in a cell) are in no sample of records or passages: as much as both samples agree,
/// the text is another one, or its bag of words had told so.
#[test]
fn what_agrees_in_every_sample_is_another_version() {
    let whole = shared(30.0, 30.0, 30.0);
    for (records, passages) in [(whole, whole), (nothing(), whole)] {
        let evidence = Evidence {
            words: 1.0,
            records,
            passages,
        };
        assert_eq!(relation(&evidence), Some((Relation::Stale, NEARLY)));
    }
}

#[test]
fn what_many_share_counts_for_little() {
    let common = Shared {
        rare: 0.1,
        rarely: 0.0,
        ..shared(90.0, 100.0, 100.0)
    };
    let evidence = Evidence {
        words: 0.9,
        records: Shared {
            rare: 0.05,
            ..shared(4.0, 8.0, 8.0)
        },
        passages: common,
    };
    assert_eq!(relation(&evidence), None);
}

#[test]
fn drift_counts_what_differs() {
    #[track_caller]
    fn check(records: Shared, expected: (u64, u64, u64)) {
        let drift = Drift::of(&records);
        assert_eq!((drift.added, drift.missing, drift.changed), expected);
    }
    check(shared(90.0, 95.0, 92.0), (3, 0, 2));
    check(shared(90.0, 90.0, 100.0), (0, 10, 0));
    let sampled = Shared {
        rate: 4.0,
        ..shared(90.0, 92.0, 95.0)
    };
    check(sampled, (0, 12, 8));
}
