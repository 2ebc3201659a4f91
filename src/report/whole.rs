//! Whether a report tells of everything that its runs saw, judged once for every form of it.

use crate::language::Texts;
use crate::record::{Coverage, End, Tally};

/// What one or more runs do not tell of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Not, or not wholly, read; those of personal folders apart.
    pub files: u64,
    /// Documents inside files.
    pub inside: u64,
    pub personal: u64,
    /// A file was read, at least in part, or has no text to read.
    pub any_read: bool,
    /// A run did not come to its end.
    pub stopped: bool,
    /// More is missing than what was decided to be left out.
    pub incomplete: bool,
}

impl Lacks {
    pub fn of(end: &End) -> Self {
        let mut lacks = Self::default();
        lacks.add(end);
        lacks
    }

    pub fn add(&mut self, end: &End) {
        let Coverage {
            files,
            members,
            personal,
            ..
        } = &end.coverage;
        let gaps = |tally: &Tally| tally.unread.saturating_add(tally.partly);
        // A report that was handed in may say anything.
        self.files = self.files.saturating_add(gaps(files).saturating_sub(*personal));
        self.inside = self.inside.saturating_add(gaps(&members.tally));
        self.personal = self.personal.saturating_add(*personal);
        self.any_read |= files.read > 0 || files.partly > 0 || files.no_text > 0;
        self.stopped |= end.finished.is_none();
        self.incomplete |= !end.complete;
    }

    /// Everything was read.
    pub fn is_nothing(&self) -> bool {
        self.personal == 0 && self.only_personal()
    }

    /// It came to its end without reading a file: a report of it reassures nobody.
    pub fn is_empty(&self) -> bool {
        !self.any_read && !self.stopped && !self.incomplete
    }

    /// The key of what is told of one that is empty.
    pub fn empty_key(&self) -> &'static str {
        match self.personal {
            0 => "table-nothing-read",
            _ => "table-personal-only",
        }
    }

    /// Everything was read, but for what the policy leaves to its owner.
    pub fn only_personal(&self) -> bool {
        self.files == 0 && self.inside == 0 && !self.stopped && !self.incomplete
    }

    /// What is inside files, and what the scan did not come to: as sentences.
    pub fn beyond_files(&self, texts: Texts) -> Vec<String> {
        let mut told = Vec::new();
        if self.inside > 0 {
            told.push(texts.with("lacks-inside", &[("n", self.inside.into())]));
        }
        if self.stopped {
            told.push(texts.get("html-stopped").into_owned());
        }
        // Its numbers do not tell what.
        if self.incomplete && self.files == 0 && told.is_empty() {
            told.push(texts.get("md-not-whole").into_owned());
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    fn end(files: [u64; 2], members: [u64; 2], personal: u64, finished: bool) -> End {
        let tally = |[partly, unread]: [u64; 2]| Tally {
            partly,
            unread,
            ..Tally::default()
        };
        let is_whole = [files, members].concat().iter().sum::<u64>() == personal;
        let mut end = End {
            complete: is_whole && finished,
            finished: finished.then(String::new),
            ..End::default()
        };
        end.coverage.files = tally(files);
        end.coverage.members.tally = tally(members);
        end.coverage.personal = personal;
        end
    }

    #[test]
    fn a_run_that_read_no_file_is_empty() {
        let empty = end([0, 0], [0, 0], 0, true);
        assert!(Lacks::of(&empty).is_empty());
        let personal = Lacks::of(&end([0, 2], [0, 0], 2, true));
        assert!(personal.is_empty());
        assert_eq!(personal.empty_key(), "table-personal-only");
        assert_eq!(Lacks::of(&empty).empty_key(), "table-nothing-read");
        assert!(!Lacks::of(&end([0, 1], [0, 0], 0, true)).is_empty());
        let mut read = empty;
        read.coverage.files.no_text = 1;
        assert!(!Lacks::of(&read).is_empty());
    }

    #[test]
    fn everything_was_read_where_nothing_is_unread_and_the_run_came_to_its_end() {
        #[track_caller]
        fn check(end: &End, [is_nothing, only_personal]: [bool; 2], told: &[&str]) {
            let lacks = Lacks::of(end);
            assert_eq!([lacks.is_nothing(), lacks.only_personal()], [is_nothing, only_personal]);
            assert_eq!(lacks.beyond_files(Texts::new(Lang::En)), told);
        }
        check(&end([0, 0], [0, 0], 0, true), [true, true], &[]);
        check(&end([0, 2], [0, 0], 2, true), [false, true], &[]);
        check(&end([1, 2], [0, 0], 2, true), [false, false], &[]);
        let inside = "One document inside a file was not, or not wholly, read.";
        check(&end([0, 0], [0, 1], 0, true), [false, false], &[inside]);
        let stopped = "The scan stopped before its end: what it had not come to is not in this report.";
        check(&end([0, 0], [0, 0], 0, false), [false, false], &[stopped]);
        check(&end([0, 0], [1, 0], 0, false), [false, false], &[inside, stopped]);
        let unsaid = End {
            complete: false,
            ..end([0, 0], [0, 0], 0, true)
        };
        let told = "Not everything was read: what was not may hold personal data.";
        check(&unsaid, [false, false], &[told]);
    }
}
