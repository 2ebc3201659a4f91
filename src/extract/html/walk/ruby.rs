//! Readings above the characters of a name: told behind all of it, so that neither is torn nor glued to the other.

use super::Walk;

/// What is told of a ruby when it ends.
#[derive(Default)]
pub(super) struct Ruby {
    /// Where in the block what stands above begins, and whether it is a reading and no bracket around one.
    above: Option<(usize, bool)>,
    readings: String,
}

impl Walk {
    /// A tag of a ruby: `rt` and `rp` end where another one begins.
    pub(super) fn ruby(&mut self, name: &str, closing: bool) {
        if let Some((from, is_reading)) = self.ruby.above.take()
            && self.block.is_char_boundary(from)
        {
            let above = self.block.split_off(from);
            if is_reading {
                self.ruby.readings.push_str(above.trim());
            }
        }
        match name {
            "rt" | "rp" if !closing => self.ruby.above = Some((self.block.len(), name == "rt")),
            "ruby" if closing => {
                let readings = std::mem::take(&mut self.ruby.readings);
                if !readings.is_empty() {
                    self.add(&format!(" {readings} "));
                }
            }
            _ => {}
        }
    }
}
