//! The advice that people are given: for what lies in a container, the container's own. One member that stands in
//! the central storage is no reason to delete a file in which another does not.

use std::io;

use super::{Aggregate, Writer};
use crate::policy::Advice;
use crate::record::{Document, Record};

/// Documents that wait for the roll-up of their file; with more of them the advice is the one that loses nothing.
const MOST_HELD: usize = 10_000;

/// Gives records on as they come by, and a document that could be deleted once its file is known.
#[derive(Clone, Debug, Default)]
pub struct Families {
    held: Vec<Document>,
}

impl Families {
    pub fn record<E>(&mut self, record: &Record, give: &mut dyn FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        match record {
            Record::Document(document) => {
                if self.held.first().is_some_and(|held| held.path != document.path) {
                    self.settle(None, give)?;
                }
                if self.held.len() >= MOST_HELD {
                    self.settle(Some(Advice::MoveToCentral), give)?;
                }
                // In their order: those behind the first one that waits wait too.
                if !self.held.is_empty() || document.advice == Advice::DeleteCopy {
                    self.held.push((**document).clone());
                    return Ok(());
                }
            }
            Record::File(file) => {
                let is_theirs = self.held.first().is_some_and(|held| held.path == file.path);
                self.settle(is_theirs.then_some(file.advice), give)?;
            }
            Record::Run(_) | Record::Gone(_) | Record::End(_) => self.settle(None, give)?,
        }
        give(record)
    }

    fn settle<E>(&mut self, rolled: Option<Advice>, give: &mut dyn FnMut(&Record) -> Result<(), E>) -> Result<(), E> {
        for mut document in std::mem::take(&mut self.held) {
            document.advice = match (document.advice, rolled) {
                (Advice::DeleteCopy, Some(rolled)) => rolled,
                // Nobody says what else is in its container.
                (Advice::DeleteCopy, None) if !document.inner.is_empty() => Advice::MoveToCentral,
                (advice, _) => advice,
            };
            give(&Record::Document(Box::new(document)))?;
        }
        Ok(())
    }
}

/// A writer that people read.
pub(super) struct Rolled {
    pub writer: Box<dyn Writer>,
    pub families: Families,
}

impl Writer for Rolled {
    fn merged(&mut self, aggregate: &Aggregate) -> io::Result<()> {
        self.writer.merged(aggregate)
    }

    fn record(&mut self, record: &Record) -> io::Result<()> {
        let writer = &mut self.writer;
        self.families.record(record, &mut |record| writer.record(record))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.writer.finish()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use serde_json::json;

    use super::*;

    fn document(path: &str, inner: &[&str], advice: &str) -> Record {
        let json = json!({"record": "document", "path": path, "inner": inner, "size": 1, "format": "text",
            "modified": "2026-01-02T00:00:00Z", "storage": "local-disk", "minors": false, "subjects": 1,
            "risk": {"score": 50, "level": "high"}, "severity": "high", "verdict": "local-copy", "advice": advice,
            "read": "all"});
        serde_json::from_value(json).unwrap()
    }

    fn file(path: &str, advice: &str) -> Record {
        let json = json!({"record": "file", "path": path, "verdict": "local-copy", "advice": advice,
            "members": {"seen": 1, "read": 1, "unread": 0}, "risk": {"score": 50, "level": "high"}});
        serde_json::from_value(json).unwrap()
    }

    #[track_caller]
    fn check(records: &[Record], expected: &[(&str, Advice)]) {
        let (mut families, mut given) = (Families::default(), Vec::new());
        for record in records {
            let Ok(()) = families.record::<Infallible>(record, &mut |record| {
                if let Record::Document(document) = record {
                    let name = document.inner.last().unwrap_or(&document.path.path);
                    given.push((name.clone(), document.advice));
                }
                Ok(())
            });
        }
        let given: Vec<_> = given.iter().map(|(name, advice)| (name.as_str(), *advice)).collect();
        assert_eq!(given, expected);
    }

    #[test]
    fn a_member_is_not_to_be_deleted_where_its_container_is_not() {
        let (move_it, delete) = (Advice::MoveToCentral, Advice::DeleteCopy);
        let mail = |advice| {
            [
                document("/m.eml", &[], "move-to-central"),
                document("/m.eml", &["a.txt"], "delete-copy"),
                document("/m.eml", &["b.txt"], "ask-dpo"),
                file("/m.eml", advice),
            ]
        };
        let of = |deletable| [("/m.eml", move_it), ("a.txt", deletable), ("b.txt", Advice::AskDpo)];
        check(&mail("move-to-central"), &of(move_it));
        check(&mail("ask-dpo"), &of(Advice::AskDpo));
        check(&mail("delete-copy"), &of(delete));
    }

    #[test]
    fn a_file_by_itself_keeps_its_advice_and_a_member_of_an_unknown_file_loses_nothing() {
        let end = Record::End(crate::record::End::default());
        check(
            &[document("/a.txt", &[], "delete-copy"), end.clone()],
            &[("/a.txt", Advice::DeleteCopy)],
        );
        check(
            &[
                document("/a.zip", &["b"], "delete-copy"),
                document("/c", &[], "none"),
                end,
            ],
            &[("b", Advice::MoveToCentral), ("/c", Advice::None)],
        );
    }
}
