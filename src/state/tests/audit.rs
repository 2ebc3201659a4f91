//! The log of what was done: what a change of any kind does to its chain.

use std::fs;

use super::*;
use crate::state::audit::Verified;

struct Logged {
    _dir: tempfile::TempDir,
    state: State,
}

fn logged(n: i64) -> Logged {
    let dir = tempfile::tempdir().unwrap();
    let state = State::open(&dir.path().join("s")).unwrap();
    for day in 0..n {
        state
            .audit_at(
                moment(86_400 * day),
                "run",
                serde_json::json!({ "run": format!("r_{day}") }),
            )
            .unwrap();
    }
    Logged { _dir: dir, state }
}

impl Logged {
    fn path(&self) -> PathBuf {
        self.state.dir().join("audit.jsonl")
    }

    fn lines(&self) -> Vec<String> {
        fs::read_to_string(self.path())
            .unwrap()
            .lines()
            .map(str::to_owned)
            .collect()
    }

    fn verified(&self) -> Verified {
        self.state.verify_audit().unwrap()
    }
}

fn whole(n_lines: u64, since: Option<Timestamp>, n_purged: u64) -> Verified {
    Verified::Whole {
        n_lines,
        since,
        n_purged,
    }
}

#[test]
fn a_log_that_only_grew_verifies() {
    let log = logged(3);
    assert_eq!(log.verified(), whole(3, Some(moment(0)), 0));
    assert_eq!(logged(0).verified(), whole(0, None, 0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(log.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn the_first_line_that_does_not_fit_is_named() {
    #[track_caller]
    fn check(change: impl Fn(&mut Vec<String>), line: u64, why: &str) {
        let log = logged(4);
        let mut lines = log.lines();
        change(&mut lines);
        fs::write(log.path(), lines.concat_lines()).unwrap();
        match log.verified() {
            Verified::Broken { line: found, why: told } => {
                assert_eq!((found, told), (line, why))
            }
            whole @ Verified::Whole { .. } => panic!("{whole:?}"),
        }
    }
    check(|lines| lines[1] = lines[1].replace("r_1", "r_9"), 2, "audit-altered");
    check(
        |lines| lines[2] = lines[2].replace("\"n\":", "\"n\": "),
        3,
        "audit-altered",
    );
    check(|lines| drop(lines.remove(1)), 2, "audit-missing");
    check(|lines| drop(lines.remove(0)), 1, "audit-missing");
    check(|lines| lines.swap(1, 2), 2, "audit-missing");
    check(|lines| lines.insert(2, "{}".to_owned()), 3, "audit-not-a-line");
    check(|lines| lines.insert(2, lines[1].clone()), 3, "audit-missing");
    check(|lines| lines.truncate(3), 4, "audit-cut");
    check(|lines| lines.clear(), 1, "audit-cut");
}

/// Lines as a file.
trait Text {
    fn concat_lines(&self) -> String;
}

impl Text for Vec<String> {
    fn concat_lines(&self) -> String {
        self.iter().map(|line| format!("{line}\n")).collect()
    }
}

#[test]
fn a_line_that_was_never_finished_is_no_alteration() {
    let log = logged(2);
    let text = fs::read_to_string(log.path()).unwrap();
    fs::write(log.path(), format!("{text}{{\"n\":3,\"at\"")).unwrap();
    assert_eq!(log.verified(), whole(2, Some(moment(0)), 0));
    log.state
        .audit_at(moment(9), "export", serde_json::Value::Null)
        .unwrap();
    assert_eq!(log.verified(), whole(3, Some(moment(0)), 0));
}

#[test]
fn what_is_done_after_a_break_does_not_hide_it() {
    #[track_caller]
    fn check(left: usize, tail: &str, line: u64, why: &'static str) {
        let log = logged(10);
        let whole = log.lines();
        let cut = format!("{}{tail}", whole[..left].to_vec().concat_lines());
        fs::write(log.path(), &cut).unwrap();
        for day in 20..23 {
            let before = log.state.audit_at(moment(86_400 * day), "run", serde_json::Value::Null);
            assert!(matches!(before.unwrap(), Verified::Broken { .. }));
        }
        assert_eq!(log.verified(), Verified::Broken { line, why });
        let now = fs::read_to_string(log.path()).unwrap();
        assert!(now.starts_with(&cut), "nothing is taken away");
        assert!(now.ends_with('\n') && !now.contains("\n\n"));
        assert_eq!(log.state.purge_audit(moment(86_400 * 30)).unwrap(), 0);
    }
    for left in [1, 2, 5, 9] {
        check(left, "", left as u64 + 1, "audit-missing");
        check(left, "{\"n\":3,\"at\"", left as u64 + 1, "audit-not-a-line");
    }
    check(0, "", 1, "audit-missing");
}

#[test]
fn old_lines_go_and_the_chain_holds() {
    let log = logged(5);
    let day = |day: i64| moment(86_400 * day);
    assert_eq!(log.state.purge_audit(day(0)).unwrap(), 0);
    assert_eq!(log.state.purge_audit(day(2)).unwrap(), 2);
    assert!(!fs::read_to_string(log.path()).unwrap().contains("r_1"));
    assert_eq!(log.verified(), whole(4, Some(day(1)), 2));
    assert_eq!(log.state.purge_audit(day(2)).unwrap(), 0);
    log.state.audit_at(day(5), "run", serde_json::Value::Null).unwrap();
    assert_eq!(log.state.purge_audit(day(9)).unwrap(), 5);
    log.state.audit_at(day(9), "run", serde_json::Value::Null).unwrap();
    assert!(
        matches!(
            log.verified(),
            Verified::Whole {
                n_lines: 2,
                n_purged: 6,
                ..
            }
        ),
        "{:?}",
        log.verified()
    );
    // What stands for the purged lines is part of the chain.
    let lines = log.lines();
    fs::write(log.path(), lines[1..].to_vec().concat_lines()).unwrap();
    assert!(matches!(log.verified(), Verified::Broken { line: 1, .. }));
}
