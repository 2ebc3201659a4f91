//! Bytes that are no text: more control characters than a text has. Tables with one of them between the fields are text.

use super::complete_len;
use crate::masks::{self, mask};

const CONTROLS: masks::Class<4> = [(0, 0x07), (0x0e, 0x1a), (0x1c, 0x1f), (0x7f, 0x7f)];

/// Control characters that programs write between the fields of a table: Hive (0x01), load files of litigation
/// databases (0x14), and what ASCII made for it (0x1E, 0x1F).
pub(in crate::extract) const CONTROL_SEPARATORS: [u8; 4] = [0x01, 0x14, 0x1e, 0x1f];

/// Control characters that no text has; a few of them are no reason to leave a text unread. A printer's backspaces are
/// none of them.
pub(super) fn is_binary(head: &[u8]) -> bool {
    // A chunk that is filled up is filled up with zeros.
    let zeros = head.len().next_multiple_of(masks::LANES) - head.len();
    let controls = masks::chunks(head).map(|chunk| mask(&chunk, CONTROLS).count_ones() as usize);
    let controls = controls.sum::<usize>() - zeros;
    // Zeros are rare in a text, and nothing else in it is strange.
    let has_zeros = memchr::memchr(0, head).is_some();
    let is_plain = || controls * 100 <= head.len() && std::str::from_utf8(&head[..complete_len(head)]).is_ok();
    controls * 50 > head.len() && !is_separated(head, controls) || has_zeros && !is_plain()
}

/// Whether nearly all of so many control characters stand between the fields of a table.
pub(super) fn is_separated(text: &[u8], n_controls: usize) -> bool {
    CONTROL_SEPARATORS.iter().any(|&sep| {
        let n = memchr::memchr_iter(sep, text).count();
        n > 0 && n_controls.saturating_sub(n) * 50 <= text.len() && are_rows(text, sep)
    })
}

/// Whether there are at least two lines, with as many separators in nine of ten.
fn are_rows(text: &[u8], sep: u8) -> bool {
    let lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let filled = lines.filter(|line| !line.is_empty());
    let mut counts: Vec<usize> = filled.map(|line| memchr::memchr_iter(sep, line).count()).collect();
    // The last one may be cut.
    if counts.len() > 2 && !text.ends_with(b"\n") {
        counts.pop();
    }
    let alike = counts.iter().filter(|&&count| count == counts[0]).count();
    counts.len() >= 2 && counts[0] > 0 && alike * 10 >= counts.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_control_characters_between_its_fields_is_text() {
        #[track_caller]
        fn check(head: &[u8], expected: bool) {
            assert_eq!(is_binary(head), !expected, "{head:?}");
        }
        for sep in CONTROL_SEPARATORS {
            let rows = "naam,nummer,tel\r\nAn,12,1\r\nBo,13,2\r\n".replace(',', &char::from(sep).to_string());
            check(rows.as_bytes(), true);
            check(&rows.as_bytes()[..rows.len() - 3], true);
            check(&[rows.as_bytes(), b"\0\x02"].concat(), false);
        }
        check(b"An\x0112\x01x\n\x02\x03Bo\x0113\x01y\n", false);
        check(b"An\x0112\x01x\nBo\nCa\x01y", false);
        check(b"An\x0112\x01x", false);
        check(b"An\x0212\x02x\nBo\x0212\x02x\n", false);
    }
}
