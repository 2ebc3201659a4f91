//! Work that leaves the processor to others: each stretch of it is followed by a rest in proportion.

use std::thread;
use std::time::{Duration, Instant};

/// A rest costs two changes of context, so that it is not taken for less.
const STRETCH: Duration = Duration::from_millis(20);
/// A longer one would look like a worker that hangs.
const LONGEST: Duration = Duration::from_secs(20);

/// The pace of one thread.
pub(crate) struct Pace {
    /// Of the time; none: without rest.
    percent: Option<u32>,
    /// Since the last rest.
    worked: Duration,
    since: Instant,
}

impl Pace {
    pub fn new(percent: Option<u32>) -> Self {
        Self {
            percent: percent.map(|percent| percent.clamp(1, 100)),
            worked: Duration::ZERO,
            since: Instant::now(),
        }
    }

    /// Work begins: what went before was waiting.
    pub fn begin(&mut self) {
        self.since = Instant::now();
    }

    /// Work was done; a rest follows when it is due.
    pub fn rest(&mut self) {
        let Some(percent) = self.percent else { return };
        self.worked += self.since.elapsed();
        if self.worked >= STRETCH {
            wait((self.worked * (100 - percent) / percent).min(LONGEST));
            self.worked = Duration::ZERO;
        }
        self.since = Instant::now();
    }
}

/// The sandbox of a worker knows no other way to wait.
fn wait(time: Duration) {
    let until = Instant::now() + time;
    while let Some(left) = until
        .checked_duration_since(Instant::now())
        .filter(|left| !left.is_zero())
    {
        thread::park_timeout(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_of_the_time_is_worked() {
        let mut pace = Pace::new(Some(25));
        let begun = Instant::now();
        let mut worked = Duration::ZERO;
        while begun.elapsed() < Duration::from_millis(600) {
            pace.begin();
            let work = Instant::now();
            while work.elapsed() < Duration::from_millis(5) {
                std::hint::black_box(0);
            }
            worked += work.elapsed();
            pace.rest();
        }
        assert!(worked * 3 < begun.elapsed(), "{worked:?} of {:?}", begun.elapsed());
    }

    #[test]
    fn without_a_share_there_is_no_rest() {
        let mut pace = Pace::new(None);
        let begun = Instant::now();
        pace.worked = Duration::from_secs(60);
        pace.rest();
        assert!(begun.elapsed() < Duration::from_secs(1));
    }
}
