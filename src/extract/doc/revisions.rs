//! Characters that tracked changes inserted and deleted, and those above or below the line, by the properties of characters (\[MS-DOC\] 2.9.33, 2.6.1).

use std::ops::Range;

use super::header::Header;
use super::pages::{PAGE, pages};
use super::paragraphs::modifiers;
use crate::extract::bytes::u32_at;
use crate::extract::office::revised::Change;

const DELETED: u16 = 0x0800;
const INSERTED: u16 = 0x0801;
/// Superscript or subscript.
const HEIGHT: u16 = 0x2a48;

/// What is said of a run of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub change: Change,
    pub is_raised: bool,
}

/// Runs of bytes of the stream, in their order.
#[derive(Default)]
pub(super) struct Revisions(Vec<(Range<usize>, Said)>);

impl Revisions {
    /// And whether all that should be there is. Before Word 97 there were none.
    pub fn read(main: &[u8], table: &[u8], header: &Header) -> (Self, bool) {
        let (pages, is_whole) = pages(main, table, header.characters, true);
        let mut runs = Vec::new();
        for page in pages {
            of_page(page, &mut runs);
        }
        runs.sort_by_key(|(run, _)| run.start);
        (Self(runs), is_whole)
    }

    /// Whether anybody changed anything.
    pub fn has_changes(&self) -> bool {
        self.0.iter().any(|(_, said)| said.change != Change::None)
    }

    /// Some bytes, cut where something else is said of them.
    pub fn cut(&self, bytes: Range<usize>) -> impl Iterator<Item = (Range<usize>, Said)> {
        let mut at = bytes.start;
        let mut left = self.0[self.0.partition_point(|(run, _)| run.end <= at)..].iter();
        let mut next = left.next();
        std::iter::from_fn(move || {
            while next.is_some_and(|(run, _)| run.end <= at) {
                next = left.next();
            }
            let (end, said) = match next {
                Some((run, said)) if run.start <= at => (run.end, *said),
                Some((run, _)) => (run.start, Said::default()),
                None => (bytes.end, Said::default()),
            };
            let part = at..end.min(bytes.end);
            at = part.end;
            (!part.is_empty()).then_some((part, said))
        })
    }
}

/// Runs of a page: where each begins, and behind that where its modifiers stand.
fn of_page(page: &[u8], runs: &mut Vec<(Range<usize>, Said)>) {
    let n = usize::from(page[PAGE - 1]);
    for run in 0..n {
        let (Some(begin), Some(end)) = (u32_at(page, 4 * run), u32_at(page, 4 * run + 4)) else {
            return;
        };
        let at = page.get(4 * (n + 1) + run).map_or(0, |&half| 2 * usize::from(half));
        let len = page.get(at).map_or(0, |&len| usize::from(len));
        let modifiers = page.get(at + 1..(at + 1 + len).min(PAGE)).filter(|_| at > 0);
        let said = modifiers.map_or(Said::default(), said);
        if said != Said::default() && begin < end {
            runs.push((begin as usize..end as usize, said));
        }
    }
}

fn said(by: &[u8]) -> Said {
    let mut said = Said::default();
    for (modifier, operand) in modifiers(by) {
        let operand = operand.first().copied().unwrap_or(0);
        match modifier {
            // Who wrote it may have deleted it again.
            DELETED if operand == 1 => said.change = Change::Deleted,
            INSERTED if operand == 1 && said.change == Change::None => said.change = Change::Inserted,
            HEIGHT => said.is_raised = operand != 0,
            _ => {}
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_cut_where_tracking_changes() {
        let tracked = |change| Said {
            change,
            is_raised: false,
        };
        let revisions = Revisions(vec![
            (10..20, tracked(Change::Deleted)),
            (20..30, tracked(Change::Inserted)),
            (40..50, tracked(Change::Deleted)),
        ]);
        let cut = |bytes| revisions.cut(bytes).collect::<Vec<_>>();
        assert_eq!(cut(0..5), [(0..5, tracked(Change::None))]);
        assert_eq!(
            cut(5..45),
            [
                (5..10, tracked(Change::None)),
                (10..20, tracked(Change::Deleted)),
                (20..30, tracked(Change::Inserted)),
                (30..40, tracked(Change::None)),
                (40..45, tracked(Change::Deleted))
            ]
        );
        assert_eq!(cut(15..15), []);
        assert_eq!(said(&[0x01, 0x08, 1]), tracked(Change::Inserted));
        assert_eq!(said(&[0x01, 0x08, 1, 0x00, 0x08, 1]), tracked(Change::Deleted));
        assert_eq!(said(&[0x00, 0x08, 0]), Said::default());
        assert!(said(&[0x48, 0x2a, 1]).is_raised && said(&[0x48, 0x2a, 2]).is_raised);
        assert!(!said(&[0x48, 0x2a, 0]).is_raised && !said(&[0x01, 0x08, 1]).is_raised);
    }
}
