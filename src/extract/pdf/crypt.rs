//! An encryption dictionary whose parts are objects of their own, written anew as the parser wants it: in one piece.

use memchr::memmem;

/// Parts within each other: the filters, and each of them.
const MOST: usize = 16;
/// Such a dictionary is not longer.
const LONG: usize = 16 << 10;

/// Appends the dictionary in one piece, as a later version of the file would, where that is needed: the parser leaves
/// what is behind a reference there unread, and takes every stream for one that is not encrypted.
pub(super) fn gather(bytes: &mut Vec<u8>) {
    bytes.extend(update(bytes).into_iter().flatten());
}

fn update(bytes: &[u8]) -> Option<Vec<u8>> {
    let trailer = &bytes[memmem::rfind(bytes, b"trailer")?..];
    let (trailer, behind) = trailer.split_at(memmem::find(trailer, b"startxref")?);
    let table = std::str::from_utf8(behind[9..].trim_ascii_start()).ok()?;
    let table = table.split_ascii_whitespace().next()?;
    let named = &trailer[memmem::find(trailer, b"/Encrypt")? + 8..];
    let (number, _) = reference(named)?;
    let mut dictionary = body(bytes, number)?.to_vec();
    let filters = memmem::find(&dictionary, b"/CF")?;
    let mut is_whole = true;
    for _ in 0..MOST {
        let Some((at, len, target)) = first_reference(&dictionary[filters..]) else {
            break;
        };
        let part = body(bytes, target)?;
        dictionary.splice(filters + at..filters + at + len, part.iter().copied());
        is_whole = false;
        if dictionary.len() > LONG {
            return None;
        }
    }
    if is_whole {
        return None;
    }
    let mut update = b"\n".to_vec();
    let object = bytes.len() + update.len();
    update.extend(format!("{number} 0 obj\n").bytes());
    update.extend(dictionary);
    update.extend(b"\nendobj\n");
    let start = bytes.len() + update.len();
    update.extend(format!("xref\n{number} 1\n{object:010} 00000 n \n").bytes());
    let end = memmem::rfind(trailer, b">>")?;
    update.extend(&trailer[..end]);
    update.extend(format!(" /Prev {table} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    Some(update)
}

/// What an object holds, between its number and its end.
fn body(bytes: &[u8], number: u32) -> Option<&[u8]> {
    let begin = format!("\n{number} 0 obj");
    let at = memmem::rfind(bytes, begin.as_bytes())? + begin.len();
    let body = &bytes[at..bytes.len().min(at + LONG)];
    Some(body[..memmem::find(body, b"endobj")?].trim_ascii())
}

/// The number of the reference that `bytes` begin with, and how long it is.
fn reference(bytes: &[u8]) -> Option<(u32, usize)> {
    let rest = bytes.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
    let rest = rest[digits..].strip_prefix(b" 0 R")?;
    Some((number, bytes.len() - rest.len()))
}

/// The first reference behind a name: where it stands, how long it is, and where it leads.
fn first_reference(bytes: &[u8]) -> Option<(usize, usize, u32)> {
    memchr::memchr_iter(b'/', bytes).find_map(|slash| {
        let name = bytes[slash + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric());
        let at = slash + 1 + name.count();
        let (number, len) = reference(&bytes[at..])?;
        Some((at, len, number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_dictionary_come_to_stand_in_it() {
        let file = b"%PDF-1.7\n6 0 obj\n<< /V 5 /CF 7 0 R /O <00> >>\nendobj\n7 0 obj << /StdCF 8 0 R >> endobj\n\
            8 0 obj\n<</CFM /AESV3>>\nendobj\nxref\ntrailer << /Root 1 0 R /Encrypt 6 0 R >>\nstartxref\n99\n%%EOF";
        let added = update(file).expect("its parts stand elsewhere");
        let added = String::from_utf8_lossy(&added);
        let gathered = "6 0 obj\n<< /V 5 /CF<< /StdCF<</CFM /AESV3>> >> /O <00> >>\nendobj\nxref\n6 1\n0000000";
        assert!(added.trim_start().starts_with(gathered), "{added}");
        assert!(
            added.contains("trailer << /Root 1 0 R /Encrypt 6 0 R  /Prev 99 >>"),
            "{added}"
        );
        assert_eq!(update(b"trailer << /Encrypt 6 0 R >>\nstartxref\n1"), None);
    }
}
