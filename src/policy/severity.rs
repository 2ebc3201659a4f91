//! How severe a violation is: rows of data over storage, categories, people and twin, from a document's risk on. Pure.

use std::sync::LazyLock;

use serde::Deserialize;

use super::judge::Relation;
use crate::finding::{Confidence, Finding, Level};
use crate::storage::Storage;

/// A row: it counts when all that it names holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Raise {
    pub storage: Vec<Storage>,
    /// Categories of rules, or special categories; one of them is enough.
    pub categories: Vec<String>,
    /// From this many people up.
    pub subjects: u64,
    pub twin: Vec<TwinIs>,
    /// The least level from there on.
    pub to: Option<Level>,
    /// So many levels up, or down.
    pub by: i8,
    pub reason: String,
}

/// What a document is to the central storage, as a row names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TwinIs {
    /// Nothing was found, or nothing searched.
    None,
    Exact,
    SameText,
    Stale,
    Extract,
}

impl From<Option<Relation>> for TwinIs {
    fn from(twin: Option<Relation>) -> Self {
        match twin {
            None => Self::None,
            Some(Relation::Exact) => Self::Exact,
            Some(Relation::SameText) => Self::SameText,
            Some(Relation::Stale) => Self::Stale,
            Some(Relation::Extract) => Self::Extract,
        }
    }
}

/// What a row looks at.
#[derive(Clone, Copy, Debug)]
pub struct Violation<'a> {
    pub level: Level,
    pub storage: Storage,
    pub findings: &'a [Finding],
    pub special: &'a [String],
    pub subjects: u64,
    pub twin: Option<Relation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    raise: Vec<Raise>,
}

/// The rows that come with the program.
static ROWS: LazyLock<Vec<Raise>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../rules/severity.toml"))
        .expect("the embedded rows of severity are checked by a test");
    file.raise
});

const LEVELS: [Level; 5] = [Level::Info, Level::Low, Level::Medium, Level::High, Level::Critical];

/// The built-in rows, those of the policy, and the policy's floor of the storage.
pub fn severity(violation: &Violation<'_>, own: &[Raise], floor: Option<Level>) -> Level {
    let rows = ROWS.iter().chain(own).filter(|row| row.holds(violation));
    let raised = rows.fold(violation.level, |level, row| {
        let moved = LEVELS.iter().position(|known| *known == level).unwrap_or(0) as i8 + row.by;
        // A violation is never nothing.
        let moved = LEVELS[usize::try_from(moved).unwrap_or(0).clamp(1, LEVELS.len() - 1)];
        row.to.map_or(moved, |least| moved.max(least))
    });
    floor.map_or(raised, |floor| floor.max(raised))
}

impl Raise {
    fn holds(&self, violation: &Violation<'_>) -> bool {
        let names = |category: &str| self.categories.iter().any(|known| known == category);
        let is_of_category = self.categories.is_empty()
            || violation.special.iter().any(|special| names(special))
            || violation
                .findings
                .iter()
                .any(|finding| finding.confidence >= Confidence::Medium && names(&finding.category));
        (self.storage.is_empty() || self.storage.contains(&violation.storage))
            && (self.twin.is_empty() || self.twin.contains(&violation.twin.into()))
            && violation.subjects >= self.subjects
            && is_of_category
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::tests::finding;
    use Level::{Critical, High, Low, Medium};
    use Storage::{CloudSync, LocalDisk, Removable, Share, Temp, Trash};

    fn violation(level: Level, storage: Storage, subjects: u64) -> Violation<'static> {
        Violation {
            level,
            storage,
            findings: &[],
            special: &[],
            subjects,
            twin: None,
        }
    }

    #[test]
    fn the_built_in_rows() {
        #[track_caller]
        fn check(violation: Violation<'_>, expected: Level) {
            assert_eq!(severity(&violation, &[], None), expected, "{violation:?}");
        }
        check(violation(Low, LocalDisk, 1), Low);
        check(violation(Critical, LocalDisk, 5000), Critical);
        check(violation(Medium, Removable, 9), Medium);
        check(violation(Medium, Removable, 10), High);
        check(violation(Critical, CloudSync, 10), Critical);
        let health = ["health".to_owned()];
        let special = |storage, subjects| Violation {
            special: &health,
            ..violation(Low, storage, subjects)
        };
        check(special(CloudSync, 1), High);
        check(special(LocalDisk, 1), Low);
        let mut password = finding("credential", 1);
        password.category = "credential".to_owned();
        let passwords = [password.clone()];
        let with = |findings| Violation {
            findings,
            ..violation(Low, Share, 0)
        };
        check(with(&passwords), High);
        password.confidence = Confidence::Low;
        check(with(&[password]), Low);
        let twin = |storage, twin| Violation {
            twin: Some(twin),
            ..violation(High, storage, 20)
        };
        check(twin(LocalDisk, Relation::Exact), Medium);
        check(twin(LocalDisk, Relation::Stale), High);
        check(twin(Removable, Relation::Exact), Critical);
        check(violation(Low, Trash, 10), Medium);
        check(violation(Low, Temp, 9), Low);
        let copy = Violation {
            twin: Some(Relation::SameText),
            ..violation(Low, Trash, 1)
        };
        check(copy, Low);
    }

    #[test]
    fn the_policy_has_the_last_word() {
        let own = [Raise {
            storage: vec![LocalDisk],
            subjects: 100,
            to: Some(Critical),
            ..Raise::default()
        }];
        assert_eq!(severity(&violation(Low, LocalDisk, 100), &own, None), Critical);
        assert_eq!(severity(&violation(Low, LocalDisk, 99), &own, Some(Medium)), Medium);
        assert_eq!(severity(&violation(High, LocalDisk, 1), &own, Some(Medium)), High);
    }
}
