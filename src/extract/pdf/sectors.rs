//! Sectors of a disk that a copy of the document lost, or has once more: its table is not where it says, by as many bytes.
//! A text that was edited by hand, or came through a mail, moved by another number.

use memchr::memmem;

use super::HEADER_WITHIN;

/// The least that a disk reads at once.
const SECTOR: usize = 512;

/// Whether sectors are lost or repeated before the table of the objects.
pub(super) fn are_lost(bytes: &[u8]) -> bool {
    let Some(end) = memmem::rfind(bytes, b"startxref") else {
        return false;
    };
    let header = memmem::find(&bytes[..bytes.len().min(HEADER_WITHIN)], b"%PDF-").unwrap_or(0);
    let Some(said) = number(&bytes[end + b"startxref".len()..]).filter(|&said| said > 0) else {
        return false;
    };
    let said = header.saturating_add(said);
    let before = &bytes[..end];
    let places: Vec<usize> = table(before).into_iter().chain(stream(before)).collect();
    !places.contains(&said) && places.iter().any(|at| at.abs_diff(said).is_multiple_of(SECTOR))
}

/// The number that stands there.
fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.trim_ascii_start();
    let len = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&bytes[..len]).ok()?.parse().ok()
}

/// Where the last table begins.
fn table(bytes: &[u8]) -> Option<usize> {
    memmem::rfind_iter(bytes, b"xref").find(|&at| !bytes[..at].ends_with(b"start"))
}

/// Where the last stream begins that is one.
fn stream(bytes: &[u8]) -> Option<usize> {
    let dict = &bytes[..memmem::rfind(bytes, b"/XRef")?];
    let number = &bytes[..memmem::rfind(dict, b" obj")?];
    let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
    Some(number.iter().rposition(|byte| !is_part(byte))? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_moved_by_sectors_shows_that_some_are_lost() {
        let document = |n_before: usize, said: usize, table: &str| {
            let filler = "%".repeat(n_before);
            format!("%PDF-1.5\n{filler}\n{table}\nstartxref\n{said}\n%%EOF\n").into_bytes()
        };
        for table in [
            "xref\n0 1\n0000000000 65535 f \ntrailer\n<<>>",
            "12 0 obj\n<</Type/XRef>>",
        ] {
            for (n_before, said, expected) in [
                (2000, 2010, false),
                (2000, 2010 + 512, true),
                (6096, 6106 - 4096, true),
                // Edited by hand.
                (2000, 2010 + 300, false),
                // Nothing is said.
                (502, 0, false),
            ] {
                assert_eq!(
                    are_lost(&document(n_before, said, table)),
                    expected,
                    "{n_before} {said} {table}"
                );
            }
            // Another file's bytes before the document.
            let behind = [&[b'x'; 512][..], &document(2000, 2010, table)].concat();
            assert!(!are_lost(&behind));
        }
    }
}
