//! What groups inherit from each other.

use super::CodePage;
use super::words::Destination;
use crate::extract::office::revised::Change;

/// What a group inherits from the one around it.
#[derive(Clone, Copy)]
pub(super) struct Group {
    pub destination: Destination,
    /// The group's destination is its own: what it collected is complete when it ends.
    pub begins: bool,
    pub page: CodePage,
    /// Characters behind `\u` that say the same in ANSI.
    pub unicode_skip: u8,
    pub in_table: bool,
    /// What tracking says of the characters.
    pub change: Change,
    /// Above or below the line.
    pub is_raised: bool,
    /// Inside the RTF version of what HTML says too.
    pub html_rtf: bool,
    /// Where the Unicode version of a text goes whose ANSI version is skipped.
    pub unicode_version: Option<Destination>,
    /// `\*` stood before: what is not known is to be skipped.
    pub starred: bool,
}

impl Default for Group {
    /// Of the document itself.
    fn default() -> Self {
        Self {
            destination: Destination::Text,
            begins: false,
            page: CodePage::default(),
            unicode_skip: 1,
            in_table: false,
            change: Change::None,
            is_raised: false,
            html_rtf: false,
            unicode_version: None,
            starred: false,
        }
    }
}
