//! Scenarios of an xls (\[MS-XLS\] 2.4.246): other values of some cells, who proposed them and why.

use super::globals::Globals;
use super::record::Fields;
use crate::extract::Sink;

/// Cells of one scenario, and so its values.
const MOST: u16 = 32;

pub(super) fn read(fields: &mut Fields<'_, '_>, globals: &Globals, sink: &mut Sink<'_>) {
    for text in texts(fields, globals).unwrap_or_default() {
        sink.field("scenarios", "", text.trim());
    }
}

/// None where the record is cut within its head.
fn texts(fields: &mut Fields<'_, '_>, globals: &Globals) -> Option<Vec<String>> {
    let n_cells = fields.u16()?.min(MOST);
    fields.skip(2)?;
    let (name, comment, user) = (fields.u8()?, fields.u8()?, fields.u8()?);
    let mut found = vec![globals.text_of(fields, name.into())?];
    for len in [user, comment] {
        if len > 0 {
            found.push(globals.text(fields, true)?);
        }
    }
    fields.skip(4 * usize::from(n_cells))?;
    found.extend((0..n_cells).map_while(|_| globals.text(fields, true)));
    Some(found)
}
