//! Tracked changes: what was deleted is read apart from what replaces it.

use super::{LONG, Paragraphs};
use crate::extract::Sink;
use crate::extract::office::revised::Change;

/// Elements of tracked changes that are open.
#[derive(Clone, Copy, Default)]
pub(super) struct Tracked {
    inserted: u32,
    deleted: u32,
}

impl Tracked {
    /// An element of this name begins, or a Word 2003 annotation of this kind.
    pub fn begin(&mut self, name: &str) {
        match name {
            "ins" | "moveTo" | "Word.Insertion" => self.inserted += 1,
            "del" | "moveFrom" | "Word.Deletion" => self.deleted += 1,
            _ => {}
        }
    }

    pub fn end(&mut self, name: &str) {
        match name {
            "ins" | "moveTo" => self.inserted = self.inserted.saturating_sub(1),
            _ => self.deleted = self.deleted.saturating_sub(1),
        }
    }

    /// What they say of the text inside.
    pub fn change(self) -> Change {
        match self {
            Self { deleted: 1.., .. } => Change::Deleted,
            Self { inserted: 1.., .. } => Change::Inserted,
            _ => Change::None,
        }
    }
}

impl Paragraphs {
    /// Hands on what was deleted, when no row is being read or it is long.
    pub(super) fn hand_on_deleted(&mut self, sink: &mut Sink<'_>) {
        let is_in_row = self.tables.len() > 1 || self.tables.iter().any(|table| table.cell.is_some());
        if !is_in_row || self.deleted.len() >= LONG {
            self.deleted.hand_on(self.n, sink);
        }
    }
}
