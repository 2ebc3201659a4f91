//! Documents that were put one behind the other into one file: a reader that looks for the last table finds one of them.

use memchr::memmem;

/// Of one file; what is more than that is nobody's work.
const MOST: usize = 64;

/// Takes off the documents behind the first, in the order of the file.
pub(super) fn split(bytes: &mut Vec<u8>) -> Vec<Vec<u8>> {
    let mut others = Vec::new();
    while others.len() < MOST
        && let Some(at) = last(bytes)
    {
        others.push(bytes.split_off(at));
    }
    others.reverse();
    others
}

/// Where the last document begins: behind the end of another, and its places are counted from there. Those of a later
/// save, or of a file that carries the other, are counted from the beginning of the file.
fn last(bytes: &[u8]) -> Option<usize> {
    let at = memmem::rfind(bytes, b"%PDF-").filter(|&at| at > 0)?;
    let table = said_table(&bytes[at..])?;
    let is_behind = bytes[..at].trim_ascii_end().ends_with(b"%%EOF");
    let is_save = table >= at && is_table(bytes, table);
    (is_behind && !is_save && is_table(&bytes[at..], table)).then_some(at)
}

/// Where a document says that its table is.
fn said_table(bytes: &[u8]) -> Option<usize> {
    const KEYWORD: &[u8] = b"startxref";
    let behind = bytes[memmem::rfind(bytes, KEYWORD)? + KEYWORD.len()..].trim_ascii_start();
    let n_digits = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&behind[..n_digits]).ok()?.parse().ok()
}

/// A table, or the object that is one.
fn is_table(bytes: &[u8], at: usize) -> bool {
    let table = bytes.get(at..).unwrap_or_default().trim_ascii_start();
    let line = &table[..table.len().min(24)];
    table.starts_with(b"xref") || line.first().is_some_and(u8::is_ascii_digit) && memmem::find(line, b" obj").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str, before: usize) -> Vec<u8> {
        let body = format!("%PDF-1.4\n{text}\n");
        let at = before + body.len();
        format!("{body}xref\n0 1\ntrailer<<>>\nstartxref\n{at}\n%%EOF\n").into_bytes()
    }

    #[test]
    fn documents_whose_places_are_counted_from_their_own_beginning_are_taken_apart() {
        let parts = [document("one", 0), document("two", 0), document("third", 0)];
        let mut bytes = parts.concat();
        let others = split(&mut bytes);
        assert_eq!([&[bytes][..], &others].concat(), parts);
    }

    #[test]
    fn later_saves_and_documents_inside_of_one_stay_where_they_are() {
        #[track_caller]
        fn check(mut bytes: Vec<u8>) {
            let before = bytes.clone();
            assert!(split(&mut bytes).is_empty() && bytes == before);
        }
        let first = document("one", 0);
        check(first.clone());
        check([&first[..], &document("save", first.len())].concat());
        let carried = [&b"%PDF-1.4\nstream\n"[..], &first, &document("two", 0), b"endstream\n"].concat();
        let at = carried.len();
        check([&carried[..], format!("xref\nstartxref\n{at}\n%%EOF").as_bytes()].concat());
        // Behind something else.
        check([&b"%PDF-1.4\nstream\n"[..], &first].concat());
    }
}
