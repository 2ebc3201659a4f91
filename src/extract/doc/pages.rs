//! The pages that the properties of characters and paragraphs stand in, and the table that lists them (\[MS-DOC\] 2.8.5,
//! 2.8.6, 2.9.33, 2.9.175).

use crate::extract::bytes::{u16_at, u32_at};

/// How long a page is.
pub(super) const PAGE: usize = 512;

/// The pages that a table lists, and whether the table and all of them are whole. Without properties text loses its
/// tables, and deletions are not told from what replaced them.
pub(super) fn pages<'m>(
    main: &'m [u8],
    listed: &[u8],
    (at, len): (usize, usize),
    is_word_97: bool,
) -> (Vec<&'m [u8]>, bool) {
    let Some(table) = at.checked_add(len).and_then(|end| listed.get(at..end)) else {
        return (Vec::new(), false);
    };
    let size = if is_word_97 { 4 } else { 2 };
    let n = table.len().saturating_sub(4) / (4 + size);
    let number = |page: usize| {
        let at = 4 * (n + 1) + size * page;
        match is_word_97 {
            true => u32_at(table, at).map(|number| number & 0x3f_ffff),
            false => u16_at(table, at).map(u32::from),
        }
    };
    let page = |page: usize| {
        let at = number(page)? as usize * PAGE;
        main.get(at..at + PAGE)
    };
    let pages: Vec<&[u8]> = (0..n).filter_map(page).collect();
    // Each page begins behind the one before it, and says of some characters what they are.
    let goes_on = |page: usize| u32_at(table, 4 * page) < u32_at(table, 4 * page + 4);
    let is_whole = pages.len() == n && (0..n).all(goes_on) && pages.iter().all(|page| page[PAGE - 1] > 0);
    (pages, is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_and_its_pages_are_whole_while_they_go_on() {
        let mut main = vec![0; 3 * PAGE];
        main[2 * PAGE - 1] = 1;
        main[3 * PAGE - 1] = 1;
        let table = |begins: [u32; 3], numbers: [u32; 2]| -> Vec<u8> {
            begins.into_iter().chain(numbers).flat_map(u32::to_le_bytes).collect()
        };
        let read = |table: &[u8]| {
            let (pages, is_whole) = pages(&main, table, (0, table.len()), true);
            (pages.len(), is_whole)
        };
        assert_eq!(read(&table([5, 7, 9], [1, 2])), (2, true));
        assert_eq!(read(&[]), (0, true));
        for torn in [
            table([0; 3], [0; 2]),
            table([5, 7, 0], [1, 2]),
            table([5, 7, 9], [1, 0]),
            table([5, 7, 9], [1, 3]),
        ] {
            assert!(!read(&torn).1, "{torn:?}");
        }
        assert!(!pages(&main, &[], (8, 8), true).1);
    }
}
