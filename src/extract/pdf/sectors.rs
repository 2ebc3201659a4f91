//! Sectors of a disk that a copy of the document lost, or has once more: its table is not where it says, by as many bytes.
//! A text that was edited by hand, or came through a mail, moved by another number.

use memchr::memmem;

use super::HEADER_WITHIN;

/// The least that a disk reads at once.
const SECTOR: usize = 512;
/// Bytes of the numbers of an object and the word behind them ("12 0 obj").
const LONGEST_ID: usize = 24;

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
    // Of a document that is made for the web the last table is not the one that is read first.
    if before.get(said..).is_some_and(is_table) {
        return false;
    }
    let places: Vec<usize> = table(before).into_iter().chain(stream(before)).collect();
    places.iter().any(|at| at.abs_diff(said).is_multiple_of(SECTOR))
}

/// Whether a table of objects, or the stream that is one, begins there.
fn is_table(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    let mut words = bytes[..bytes.len().min(LONGEST_ID)].split(u8::is_ascii_whitespace);
    let mut is_number = || {
        words
            .next()
            .is_some_and(|word| !word.is_empty() && word.iter().all(u8::is_ascii_digit))
    };
    bytes.starts_with(b"xref")
        || is_number() && is_number() && words.next().is_some_and(|word| word.starts_with(b"obj"))
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
            // Made for the web: the first part of the table stands at the beginning.
            let first = format!("%PDF-1.5\n{table}\n");
            let filler = "%".repeat(9 + 1024 - first.len() - 1);
            let web = format!("{first}{filler}\n{table}\nstartxref\n9\n%%EOF\n");
            assert!(!are_lost(web.as_bytes()), "{web}");
            // Another file's bytes before the document.
            let behind = [&[b'x'; 512][..], &document(2000, 2010, table)].concat();
            assert!(!are_lost(&behind));
        }
    }
}
