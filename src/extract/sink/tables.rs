//! What is said anew of the rows of a table when the ones below them show what they are.

use super::{MOST_NAMES, Sink};
use crate::text::{Mark, NameId, Unit};

impl Sink<'_> {
    pub fn name(&self, id: NameId) -> &str {
        self.text.names.get(id as usize).map_or("", String::as_str)
    }

    /// A table of the same name as another one.
    pub fn another(&mut self, table: NameId) -> NameId {
        let names = &mut self.text.names;
        let Some(name) = names.get(table as usize).filter(|_| names.len() < MOST_NAMES) else {
            return table;
        };
        let name = name.clone();
        names.push(name);
        NameId::try_from(names.len() - 1).unwrap_or(table)
    }

    /// Says anew which table and label the cells of a table have from a row on, as far as they were not handed on: by row,
    /// column and label.
    pub fn tell_rows(&mut self, (table, from): (NameId, u32), tell: impl Fn(u32, u32, NameId) -> (NameId, NameId)) {
        let is_fresh = |mark: &&mut Mark| mark.offset as usize >= self.fresh;
        for mark in self.text.marks.iter_mut().rev().take_while(is_fresh) {
            if let Unit::Cell { table: of, row, col } = mark.unit {
                if of == table && row < from {
                    break;
                }
                if of == table {
                    let (table, label) = tell(row, col, mark.label);
                    mark.unit = Unit::Cell { table, row, col };
                    mark.label = label;
                }
            }
        }
    }
}
