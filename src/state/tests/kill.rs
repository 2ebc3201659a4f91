//! A kill at any moment, then `--resume`: nothing is lost and nothing is doubled.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use super::*;

const N_FILES: u64 = 1_500;
/// Where the helper process keeps its state; set only by the tests here.
const HELPER_DIR: &str = "SPEUR_TEST_STATE_DIR";

/// The `n`th file of the tree: plain ones, found ones, archives.
fn nth(n: u64) -> FileRecord {
    let entry = entry(&format!("/home/an/map-{}/bestand-{n:05}", n % 7), n);
    let mut own = facts(&[]);
    let mut member = facts(&["lijst.csv"]);
    member.findings = vec![finding("be.national-number", n % 200)];
    match n % 3 {
        0 => file(entry, vec![own]),
        1 => {
            own.findings = vec![finding("iban", 1 + n % 50)];
            file(entry, vec![own])
        }
        _ => file(entry, vec![member, own]),
    }
}

/// What the spine does, without walking or reading; tells of every step on `out`.
fn scan_or_resume(state: &State, mut out: impl FnMut()) {
    let _lock = state.lock().unwrap();
    let resumed = state.resume(&roots(), &meta()).unwrap();
    let run = resumed.unwrap_or_else(|| state.begin(&roots(), &meta(), moment(0)).unwrap());
    let mut lookup = state.lookup(run.id, DIGEST, false).unwrap();
    let recorder = state.recorder(run.id, DIGEST).unwrap();
    for file in (0..N_FILES).map(nth) {
        match lookup.known(&file.entry).unwrap() {
            Known::Done(version) => recorder.met(version).unwrap(),
            Known::Unchanged(version) => recorder.unchanged(version, Storage::LocalDisk, None).unwrap(),
            Known::Read => recorder.put(file).unwrap(),
        }
        out();
    }
    recorder.close().unwrap();
    state.finish(run.id, moment(9)).unwrap();
}

/// Not a test of its own: the process that is killed.
#[test]
fn helper_process() {
    let Some(dir) = std::env::var_os(HELPER_DIR) else {
        return;
    };
    let state = State::open(Path::new(&dir)).unwrap();
    let (mut stdout, mut n_steps) = (std::io::stdout(), 0);
    scan_or_resume(&state, || {
        stdout.write_all(b"+").and_then(|()| stdout.flush()).unwrap();
        n_steps += 1;
        if n_steps == N_FILES {
            // Never ends by itself: whoever started it kills it.
            std::io::stdin().read_exact(&mut [0]).unwrap();
        }
    });
}

/// Starts the helper and kills it after it has told of `n_steps` files.
fn killed_after(dir: &Path, n_steps: u64) {
    let mut helper = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "state::tests::kill::helper_process",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(HELPER_DIR, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = std::io::BufReader::new(helper.stdout.take().unwrap());
    let steps = stdout.bytes().filter(|byte| matches!(byte, Ok(b'+')));
    assert_eq!(steps.take(n_steps as usize).count() as u64, n_steps);
    helper.kill().unwrap();
    helper.wait().unwrap();
}

#[test]
fn killed_at_many_moments_and_resumed_a_run_says_what_an_undisturbed_one_says() {
    let dir = tempfile::tempdir().unwrap();
    let calm = State::open(&dir.path().join("calm")).unwrap();
    scan_or_resume(&calm, || ());
    let expected = told(&calm, calm.run("last").unwrap().unwrap().id);
    assert_eq!(expected.len() as u64, N_FILES);
    let path = dir.path().join("killed");
    // From the first file to the last ones, at moments that no commit is tied to.
    for n_steps in [1, 7, 499, 501, 777, 1_003, 1_270, 1_499] {
        killed_after(&path, n_steps);
    }
    let state = State::open(&path).unwrap();
    scan_or_resume(&state, || ());
    assert_eq!(state.runs().unwrap().len(), 1);
    let integrity: String = state
        .database
        .pragma_query_value(None, "integrity_check", |row| row.get(0))
        .unwrap();
    assert_eq!(integrity, "ok");
    let run = state.run("last").unwrap().unwrap();
    assert_eq!(told(&state, run.id), expected);
}

#[test]
fn a_log_torn_by_a_power_cut_loses_whole_transactions_only() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s");
    let state = State::open(&path).unwrap();
    state.checkpoint().unwrap();
    let run = state.begin(&roots(), &meta(), moment(0)).unwrap();
    for n in 0..8 {
        let recorder = state.recorder(run.id, DIGEST).unwrap();
        recorder.put(nth(n)).unwrap();
        recorder.close().unwrap();
    }
    let whole = told(&state, run.id);
    let log = std::fs::read(path.join("state.db-wal")).unwrap();
    let torn = dir.path().join("torn");
    let mut most = 0;
    for n_bytes in (0..log.len()).step_by(512).chain([log.len()]) {
        drop(State::open(&torn).unwrap());
        std::fs::copy(path.join("state.db"), torn.join("state.db")).unwrap();
        std::fs::write(torn.join("state.db-wal"), &log[..n_bytes]).unwrap();
        let state = State::open(&torn).unwrap();
        let left = match state.run("last").unwrap() {
            Some(run) => told(&state, run.id),
            None => Vec::new(),
        };
        assert!(
            left.iter().all(|line| whole.contains(line)),
            "{n_bytes} bytes of the log"
        );
        assert!(left.len() >= most, "{n_bytes} bytes of the log");
        most = left.len();
        drop(state);
        std::fs::remove_dir_all(&torn).unwrap();
    }
    assert_eq!(most, whole.len());
}
