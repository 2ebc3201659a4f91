//! What a running scan says of itself on stderr: a bar for people, JSON Lines for programs, or nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::language::{Texts, texts};

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Bar,
    Json,
    None,
}

/// Counters that the stages of a scan keep; reading them costs nothing to the scan.
#[derive(Default)]
pub struct Counters {
    /// Files met by the walk.
    pub seen: AtomicU64,
    /// Bytes of the files that are to be read.
    pub bytes_due: AtomicU64,
    /// Files settled, read or known from an earlier run.
    pub done: AtomicU64,
    pub bytes_done: AtomicU64,
    pub findings: AtomicU64,
    /// Nothing is read while the battery is nearly empty.
    pub waits_for_power: AtomicBool,
    /// The walk has met every file, so that what is left can be told.
    pub walked: AtomicBool,
    /// What each worker reads now, and since when.
    now: Mutex<Vec<Option<(PathBuf, Instant)>>>,
}

impl Counters {
    /// Worker `slot` begins or, with `None`, ends a file.
    pub fn reading(&self, slot: usize, path: Option<&Path>) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.len() <= slot {
            now.resize(slot + 1, None);
        }
        now[slot] = path.map(|path| (path.to_owned(), Instant::now()));
    }

    /// The file that is being read for the longest time.
    fn slowest(&self) -> Option<(PathBuf, Duration)> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.iter()
            .flatten()
            .map(|(path, since)| (path.clone(), since.elapsed()))
            .max_by_key(|(_, time)| *time)
    }
}

/// A line of `--progress json`.
#[derive(Serialize)]
struct Line {
    seen: u64,
    done: u64,
    bytes: u64,
    bytes_per_second: u64,
    findings: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds_left: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slowest: Option<PathBuf>,
    /// The battery is nearly empty: reading goes on when there is power.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    waits_for_power: bool,
}

/// Shows the counters until it is dropped.
pub struct Progress {
    stop: Arc<AtomicBool>,
    bar: Option<ProgressBar>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    pub fn start(form: Form, counters: Arc<Counters>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let bar = (form == Form::Bar).then(ProgressBar::no_length);
        let shown = bar.clone();
        let thread = match form {
            Form::None => None,
            Form::Bar => shown.map(|bar| thread::spawn(move || show_bar(&bar, &counters, &stopped))),
            Form::Json => Some(thread::spawn(move || show_json(&counters, &stopped, io::stderr))),
        };
        Self { stop, bar, thread }
    }

    /// Has something told on stderr, where no bar may stand in its line.
    pub fn aside(&self, tell: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(tell),
            None => tell(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

/// What does not fit in the width is cut: a line that goes on in the next is drawn again and again below itself.
fn style() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {wide_msg}").expect("the template is constant")
}

fn show_bar(bar: &ProgressBar, counters: &Counters, stop: &AtomicBool) {
    bar.set_style(style());
    let begun = Instant::now();
    while !stop.load(Relaxed) {
        let line = line(counters, begun);
        bar.set_message(said(&line, counters.slowest(), texts()));
        bar.tick();
        thread::park_timeout(Duration::from_millis(100));
    }
    bar.finish_and_clear();
}

fn said(line: &Line, slowest: Option<(PathBuf, Duration)>, texts: Texts) -> String {
    let mut said = texts.with(
        "progress-line",
        &[
            ("done", line.done.into()),
            ("files", texts.with("files", &[("n", line.seen.into())]).into()),
            ("read", texts.size(line.bytes).into()),
            ("rate", texts.size(line.bytes_per_second).into()),
            ("findings", line.findings.into()),
        ],
    );
    if line.waits_for_power {
        said.push_str(", ");
        said.push_str(&texts.get("progress-power"));
        return said;
    }
    if let Some(left) = line.seconds_left {
        said.push_str(", ");
        said.push_str(&texts.with("progress-left", &[("time", texts.duration(left).into())]));
    }
    if let Some((path, time)) = slowest.filter(|(_, time)| *time > Duration::from_secs(1)) {
        let path = crate::report::visible(&path.to_string_lossy());
        said.push_str(&format!("  [{}] {path}", texts.duration(time.as_secs())));
    }
    said
}

/// The last line comes when all is done, so that it says how much that was.
fn show_json<W: io::Write>(counters: &Counters, stop: &AtomicBool, out: impl Fn() -> W) {
    let begun = Instant::now();
    let mut is_last = false;
    while !is_last {
        is_last = stop.load(Relaxed);
        let mut line = line(counters, begun);
        line.slowest = counters.slowest().map(|(path, _)| path);
        if let Ok(json) = serde_json::to_string(&line) {
            let _nobody_listens = writeln!(out(), "{json}");
        }
        if !is_last {
            thread::park_timeout(Duration::from_secs(1));
        }
    }
}

fn line(counters: &Counters, begun: Instant) -> Line {
    let bytes = counters.bytes_done.load(Relaxed);
    let rate = (bytes as f64 / begun.elapsed().as_secs_f64().max(0.001)) as u64;
    let due = counters.bytes_due.load(Relaxed).saturating_sub(bytes);
    let n_left = counters.seen.load(Relaxed).saturating_sub(counters.done.load(Relaxed));
    Line {
        seen: counters.seen.load(Relaxed),
        done: counters.done.load(Relaxed),
        bytes,
        bytes_per_second: rate,
        findings: counters.findings.load(Relaxed),
        seconds_left: (counters.walked.load(Relaxed) && rate > 0).then(|| left(due, rate, n_left)),
        slowest: None,
        waits_for_power: counters.waits_for_power.load(Relaxed),
    }
}

/// A document is given up after this time, however large its file says that it is.
const LONGEST: u64 = 600;

/// Seconds until so many files of so many bytes together are read, or given up.
fn left(due: u64, rate: u64, n_files: u64) -> u64 {
    (due / rate.max(1)).min(n_files.saturating_mul(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_ends_with_the_limits_of_a_document() {
        assert_eq!(left(1 << 40, 160, 1), 600);
        assert_eq!(left(1 << 40, 160, 3), 1800);
        assert_eq!(left(6_000, 100, 1), 60);
        assert_eq!(left(6_000, 100, 0), 0);
    }

    /// A terminal of 40 columns that keeps what is written to it.
    #[derive(Clone, Debug, Default)]
    struct Narrow(Arc<Mutex<Vec<String>>>);

    impl indicatif::TermLike for Narrow {
        fn width(&self) -> u16 {
            40
        }
        fn move_cursor_up(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push(text.to_owned());
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_bar_stays_on_one_line_of_the_terminal() {
        let terminal = Narrow::default();
        let target = indicatif::ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style());
        bar.set_message("1.234 van 5.678 bestanden, ".repeat(9));
        bar.tick();
        let written = terminal.0.lock().unwrap();
        assert!(written.iter().any(|text| text.contains("1.234 van")), "{written:?}");
        assert!(written.iter().all(|text| text.chars().count() <= 40), "{written:?}");
    }

    #[test]
    fn the_last_line_says_what_was_done_at_the_end() {
        let written = tempfile::NamedTempFile::new().unwrap();
        let out = || written.as_file().try_clone().unwrap();
        let counters = Counters::default();
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let shown = scope.spawn(|| show_json(&counters, &stop, out));
            while written.as_file().metadata().unwrap().len() == 0 {
                thread::yield_now();
            }
            counters.done.store(7, Relaxed);
            stop.store(true, Relaxed);
            shown.thread().unpark();
        });
        let text = std::fs::read_to_string(written.path()).unwrap();
        let done = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["done"].clone();
        let lines: Vec<_> = text.lines().map(done).collect();
        assert_eq!((lines.first(), lines.last()), (Some(&0.into()), Some(&7.into())));
    }
}
