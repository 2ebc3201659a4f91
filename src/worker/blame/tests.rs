use super::*;
use crate::finding::Read;

fn crash() -> Fate {
    Fate::Crashed("signal 6".to_owned())
}

fn read(inner: &[&str]) -> Facts {
    Facts {
        read: Read::All,
        format: "text".to_owned(),
        ..Facts::unread(inner.iter().map(|&name| name.to_owned()).collect())
    }
}

fn enter(tally: &mut Tally, position: &[u32], inner: &[&str]) {
    tally.entered(position.to_vec(), inner.iter().map(|&name| name.to_owned()).collect());
}

/// What is said of each document: its chain of names, how much was read, the first reason.
fn told(tally: Tally) -> Vec<(String, Read, Option<Reason>)> {
    let told = |facts: Facts| {
        let reason = facts.unread.first().map(|gap| gap.reason);
        (facts.inner.join("/"), facts.read, reason)
    };
    tally.into_documents().into_iter().map(told).collect()
}

#[test]
fn a_file_is_blamed_when_two_workers_died_of_it() {
    let mut tally = Tally::default();
    tally.begin();
    assert_eq!(tally.died(&crash()), Next::Again);
    tally.begin();
    assert_eq!(tally.died(&crash()), Next::Over);
    assert_eq!(told(tally), [(String::new(), Read::None, Some(Reason::Crashed))]);
}

#[test]
fn a_second_try_that_ends_well_is_all_that_counts() {
    let mut tally = Tally::default();
    tally.begin();
    let partly = Facts {
        read: Read::Partly,
        ..read(&[])
    };
    tally.snapshot(vec![(vec![], partly)]);
    tally.died(&crash());
    tally.begin();
    tally.ended(vec![], read(&[]));
    assert_eq!(told(tally), [(String::new(), Read::All, None)]);
}

#[test]
fn the_last_snapshot_stands_when_the_second_try_ends_too() {
    let mut tally = Tally::default();
    for _ in 0..2 {
        tally.begin();
        let partly = Facts {
            read: Read::Partly,
            ..read(&[])
        };
        tally.snapshot(vec![(vec![], partly)]);
        tally.died(&Fate::OutOfMemory);
    }
    assert_eq!(told(tally), [(String::new(), Read::Partly, Some(Reason::LimitMemory))]);
}

#[test]
fn a_container_goes_on_behind_the_member_that_kills() {
    let mut tally = Tally::default();
    tally.begin();
    enter(&mut tally, &[1], &["a"]);
    tally.ended(vec![1], read(&["a"]));
    enter(&mut tally, &[2], &["b"]);
    assert_eq!(tally.died(&crash()), Next::Again);
    assert_eq!(tally.after(), &[1]);
    tally.begin();
    enter(&mut tally, &[2], &["b"]);
    assert_eq!(tally.died(&crash()), Next::Again);
    assert_eq!(tally.after(), &[2]);
    tally.begin();
    enter(&mut tally, &[3], &["c"]);
    tally.ended(vec![3], read(&["c"]));
    tally.ended(vec![], read(&[]));
    let expected = [
        (String::new(), Read::All, None),
        ("a".to_owned(), Read::All, None),
        ("b".to_owned(), Read::None, Some(Reason::Crashed)),
        ("c".to_owned(), Read::All, None),
    ];
    assert_eq!(told(tally), expected);
}

#[test]
fn a_member_of_a_member_is_blamed_and_not_what_holds_it() {
    let mut tally = Tally::default();
    for _ in 0..2 {
        tally.begin();
        enter(&mut tally, &[1], &["zip"]);
        enter(&mut tally, &[1, 1], &["zip", "bad"]);
        tally.died(&crash());
    }
    assert_eq!(tally.after(), &[1, 1]);
    tally.begin();
    enter(&mut tally, &[1], &["zip"]);
    tally.ended(vec![1], read(&["zip"]));
    tally.ended(vec![], read(&[]));
    let expected = [
        (String::new(), Read::All, None),
        ("zip".to_owned(), Read::All, None),
        ("zip/bad".to_owned(), Read::None, Some(Reason::Crashed)),
    ];
    assert_eq!(told(tally), expected);
}

#[test]
fn members_that_all_kill_are_given_up_in_the_end() {
    let mut tally = Tally::default();
    let mut n_tries = 0;
    for member in 1.. {
        tally.begin();
        enter(&mut tally, &[member], &["bad"]);
        n_tries += 1;
        let first = tally.died(&crash());
        tally.begin();
        enter(&mut tally, &[member], &["bad"]);
        n_tries += 1;
        if first == Next::Over || tally.died(&crash()) == Next::Over {
            break;
        }
    }
    assert_eq!(n_tries, MAX_DEATHS);
    let told = told(tally);
    assert_eq!(told.len(), 17);
    assert_eq!(told[0].2, Some(Reason::Crashed));
}

#[test]
fn a_worker_killed_from_outside_blames_nobody() {
    for (fate, most) in [
        (Fate::KilledOutside, MAX_OUTSIDE),
        (Fate::KilledForMemory, MAX_FOR_MEMORY),
    ] {
        let mut tally = Tally::default();
        let mut waited = Duration::ZERO;
        for _ in 0..most {
            tally.begin();
            assert_eq!(tally.died(&fate), Next::Again);
            waited += tally.pause();
        }
        assert!(waited < Duration::from_secs(4), "{waited:?}");
        tally.begin();
        tally.ended(vec![], read(&[]));
        assert_eq!(told(tally), [(String::new(), Read::All, None)]);
    }
}

#[test]
fn a_document_is_given_up_by_who_killed_its_workers() {
    #[track_caller]
    fn check(fate: &Fate, most: u32, expected: Reason) {
        let mut tally = Tally::default();
        let mut n_tries = 0;
        loop {
            tally.begin();
            n_tries += 1;
            if tally.died(fate) == Next::Over {
                break;
            }
        }
        assert_eq!(n_tries, most + 2);
        assert_eq!(told(tally), [(String::new(), Read::None, Some(expected))]);
    }
    check(&Fate::KilledOutside, MAX_OUTSIDE, Reason::Crashed);
    check(&Fate::KilledForMemory, MAX_FOR_MEMORY, Reason::LimitMemory);
}

#[test]
fn a_hung_file_system_is_not_tried_again() {
    let mut tally = Tally::default();
    tally.begin();
    enter(&mut tally, &[1], &["a"]);
    assert_eq!(tally.died(&Fate::Stuck), Next::Over);
    let expected = [
        (String::new(), Read::None, Some(Reason::LimitTime)),
        ("a".to_owned(), Read::None, Some(Reason::LimitTime)),
    ];
    assert_eq!(told(tally), expected);
}

#[test]
fn what_took_all_its_time_is_not_tried_again_and_its_container_goes_on() {
    let mut tally = Tally::default();
    tally.begin();
    enter(&mut tally, &[1], &["a"]);
    assert_eq!(tally.died(&Fate::TooLong), Next::Again);
    assert_eq!(tally.after(), &[1]);
    tally.begin();
    assert_eq!(tally.died(&Fate::TooLong), Next::Over);
    let late = Some(Reason::LimitTime);
    assert_eq!(
        told(tally),
        [(String::new(), Read::None, late), ("a".to_owned(), Read::None, late)]
    );
}

#[test]
fn who_waits_is_not_tried_again() {
    let mut tally = Tally::default();
    tally.begin();
    assert_eq!(tally.died(&Fate::Waiting), Next::Over);
    assert_eq!(told(tally), [(String::new(), Read::None, Some(Reason::LimitTime))]);
}

#[test]
fn why_no_worker_started_is_told() {
    #[track_caller]
    fn check(err: io::Error, expected: &str) {
        let gap = Fate::NotStarted(Obstacle::from(&err)).gap();
        assert_eq!(gap.reason, Reason::Crashed);
        assert!(gap.detail.ends_with(expected), "{}", gap.detail);
    }
    check(io::ErrorKind::NotFound.into(), "its program is not there");
    check(io::ErrorKind::PermissionDenied.into(), "the system does not allow it");
    check(io::ErrorKind::WouldBlock.into(), "too many files or processes are open");
    check(io::ErrorKind::Other.into(), "no reading process could be started");
    #[cfg(unix)]
    check(io::Error::from_raw_os_error(24), "too many files or processes are open");
}

#[test]
fn every_obstacle_has_a_text() {
    use Obstacle::{EndedAtOnce, NoMemory, NoProgram, NotAllowed, Other, TooMany};
    let texts = crate::language::Texts::new(crate::language::Lang::Nl);
    for obstacle in [EndedAtOnce, NoMemory, NoProgram, NotAllowed, Other, TooMany] {
        assert_ne!(texts.phrase("gap", obstacle.detail()), obstacle.detail());
    }
}
