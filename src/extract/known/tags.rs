//! The tags of Exif, and whether they are whole.

use std::io::Cursor;

use exif::{Error, Exif, Reader};

use super::super::bytes::{be_number, number};

/// Tags of which nothing but a mark tells where they are, are read up to here.
const MOST: usize = 1 << 20;
/// Directories in one picture, with those of its pages.
const MOST_DIRECTORIES: usize = 32;

/// What the reader says where no tag is lost: many cameras' and programs' lists of tags have no right end, and a picture
/// of another kind has none.
static HARMLESS: &[&str] = &[
    "Unknown image format",
    "Unexpected next IFD",
    "Truncated next IFD offset",
    "Already visited IFD detected",
];
const NO_HEADER: &str = "Truncated TIFF header";
/// What it says where other bytes stand before the tags: many programs put the mark of a JPEG there in every format.
static NOT_AT_ONCE: &[&str] = &[NO_HEADER, "Invalid TIFF byte order", "Invalid forty two"];

/// As much of the tags as can be read, and whether that is all of them.
pub(super) fn read(bytes: &[u8]) -> (Option<Exif>, bool) {
    let (exif, errors) = parts(reader().read_from_container(&mut Cursor::new(bytes)));
    if let Some(exif) = exif {
        let (exif, is_whole) = weigh(exif, &errors, is_tiff(bytes));
        return (Some(exif), is_whole);
    }
    match marked(bytes).map(|tags| parts(reader().read_raw(tags.to_vec()))) {
        Some((Some(exif), lost)) => {
            let (exif, is_whole) = weigh(exif, &lost, false);
            (Some(exif), is_whole && errors.iter().all(is_made_good))
        }
        _ => (None, !errors.iter().any(|err| loses(err) && !is_of_nothing(err, bytes))),
    }
}

fn reader() -> Reader {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    reader
}

fn parts(read: Result<Exif, Error>) -> (Option<Exif>, Vec<Error>) {
    let mut errors = Vec::new();
    match read.or_else(|err| err.distill_partial_result(|all| errors = all)) {
        Ok(exif) => (Some(exif), errors),
        Err(err) => (None, vec![err]),
    }
}

fn loses(err: &Error) -> bool {
    matches!(err, Error::InvalidFormat(said) if !HARMLESS.contains(said))
}

/// Whether nothing is lost where the tags are found by their mark. A HEIF has a list of all that is in it: where they do
/// not stand in it, the list is damaged.
fn is_made_good(err: &Error) -> bool {
    match err {
        Error::NotFound(container) => *container != "HEIF",
        Error::InvalidFormat(said) => HARMLESS.contains(said) || NOT_AT_ONCE.contains(said),
        _ => false,
    }
}

/// Whether the part for tags says itself that there are none. A TIFF is such a part as a whole, and in a HEIF something
/// else says how long it is.
fn is_of_nothing(err: &Error, bytes: &[u8]) -> bool {
    let is_delimited = !is_tiff(bytes) && bytes.get(4..8) != Some(b"ftyp");
    is_delimited && matches!(err, Error::InvalidFormat(said) if *said == NO_HEADER)
}

fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")
}

/// Tags that stand anywhere, by the mark that most formats put before them: nothing may lead to them any more.
fn marked(bytes: &[u8]) -> Option<&[u8]> {
    const MARK: &[u8] = b"Exif\0\0";
    let behind = memchr::memmem::find_iter(bytes, MARK).map(|at| &bytes[at + MARK.len()..]);
    let mut tags = behind.map(|tags| &tags[..tags.len().min(MOST)]);
    tags.find(|tags| is_tiff(tags))
}

/// Whether the tags are whole, though the reader has errors: what it read of a directory that is none is left out, and the
/// directory of a thumbnail, which is the next one where there are no pages, does not count.
fn weigh(exif: Exif, errors: &[Error], has_pages: bool) -> (Exif, bool) {
    if !errors.iter().any(loses) {
        return (exif, true);
    }
    let mut tags = exif.buf().to_vec();
    clear_pointers_to_nothing(&mut tags);
    let (Some(exif), errors) = parts(reader().read_raw(tags)) else {
        return (exif, false);
    };
    if has_pages || !errors.iter().any(loses) {
        let is_whole = !errors.iter().any(loses);
        return (exif, is_whole);
    }
    let mut tags = exif.buf().to_vec();
    cut_thumbnail(&mut tags);
    let (alone, errors) = parts(reader().read_raw(tags));
    (exif, alone.is_some() && !errors.iter().any(loses))
}

type Number = fn(&[u8], usize, usize) -> Option<u64>;

fn order(tags: &[u8]) -> Number {
    if tags.starts_with(b"II") { number } else { be_number }
}

/// Where the entries of a directory begin, and where they end: there the place of the next directory stands.
fn entries(tags: &[u8], directory: u64, number: Number) -> Option<(usize, usize)> {
    let directory = usize::try_from(directory).ok()?;
    let n_entries = usize::try_from(number(tags, directory, 2)?).ok()?;
    Some((directory + 2, directory + 2 + 12 * n_entries))
}

/// Programs that take out where a picture was taken leave the entry that leads there, with a 0: there the header stands,
/// and no directory.
fn clear_pointers_to_nothing(tags: &mut [u8]) {
    let number = order(tags);
    let mut open = Vec::from_iter(number(tags, 4, 4));
    for _ in 0..MOST_DIRECTORIES {
        let Some(directory) = open.pop() else { break };
        let Some((first, end)) = entries(tags, directory, number) else {
            continue;
        };
        for at in (first..end).step_by(12) {
            let (Some(tag), Some(place)) = (number(tags, at, 2), number(tags, at + 8, 4)) else {
                break;
            };
            match (tag, place) {
                // The directories of Exif, of the place, and of interoperability.
                (0x8769 | 0x8825 | 0xa005, 0) => tags[at..at + 12].fill(0),
                (0x8769 | 0x8825 | 0xa005, place) => open.push(place),
                _ => {}
            }
        }
        open.extend(number(tags, end, 4).filter(|&next| next != 0));
    }
}

fn cut_thumbnail(tags: &mut [u8]) {
    let number = order(tags);
    let end = number(tags, 4, 4).and_then(|first| entries(tags, first, number));
    if let Some(next) = end.and_then(|(_, end)| tags.get_mut(end..end + 4)) {
        next.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Reason;
    use super::super::super::tests::document;

    const LONG: u16 = 4;
    const TEXT: u16 = 2;
    const FAR: u32 = 0xfff0;
    /// Tag, type, count, and value or its place.
    type Entry = (u16, u16, u32, u32);
    const GPS: Entry = (0x8825, LONG, 1, 0);
    const EXIF: Entry = (0x8769, LONG, 1, 0);
    /// The letters of `Bo`.
    const ARTIST: Entry = (0x013b, TEXT, 3, 0x6f42);
    /// A description whose text is behind the end.
    const LOST: Entry = (0x010e, TEXT, 100, FAR);

    /// A directory with these entries and the artist, and the place of the next one.
    fn tags(entries: &[Entry], next: u32) -> Vec<u8> {
        let entry = |(tag, kind, n, value): Entry| {
            let short = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
            [short, n.to_le_bytes().to_vec(), value.to_le_bytes().to_vec()].concat()
        };
        let n_entries = u16::try_from(entries.len() + 1).unwrap().to_le_bytes();
        let all: Vec<u8> = entries.iter().copied().chain([ARTIST]).flat_map(entry).collect();
        [&b"II*\0\x08\0\0\0"[..], &n_entries, &all, &next.to_le_bytes()].concat()
    }

    fn jpeg(tags: &[u8]) -> Vec<u8> {
        let len = u16::try_from(tags.len() + 8).unwrap().to_be_bytes();
        [&b"\xff\xd8\xff\xe1"[..], &len, b"Exif\0\0", tags, b"\xff\xd9"].concat()
    }

    fn webp(tags: &[u8]) -> Vec<u8> {
        let len = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let chunk = [&b"EXIF"[..], &len(tags.len()), tags].concat();
        [&b"RIFF"[..], &len(chunk.len() + 4), b"WEBP", &chunk].concat()
    }

    #[track_caller]
    fn check(name: &str, picture: &[u8], is_damaged: bool) {
        let found = document(name, picture);
        assert_eq!(found.reasons.contains(&Reason::Damaged), is_damaged, "{found:?}");
        assert!(found.labelled().contains(&("artist", "Bo")), "{found:?}");
    }

    #[test]
    fn a_directory_at_nothing_is_none() {
        for entries in [&[][..], &[GPS], &[EXIF], &[GPS, EXIF]] {
            check("a.jpg", &jpeg(&tags(entries, 0)), false);
            check("a.tif", &tags(entries, 0), false);
            check("a.jpg", &jpeg(&tags(&[entries, &[LOST]].concat(), 0)), true);
        }
        for (tag, kind, n, _) in [GPS, EXIF] {
            check("a.jpg", &jpeg(&tags(&[(tag, kind, n, FAR)], 0)), true);
        }
        // In the directory of Exif that of interoperability.
        let exif = |place: u32| {
            let own = [&b"\x01\0\x05\xa0\x04\0\x01\0\0\0"[..], &place.to_le_bytes(), &[0; 4]].concat();
            [tags(&[(0x8769, LONG, 1, 38)], 0), own].concat()
        };
        check("a.jpg", &jpeg(&exif(0)), false);
        check("a.jpg", &jpeg(&exif(FAR)), true);
    }

    #[test]
    fn the_directory_of_a_thumbnail_does_not_count() {
        check("a.jpg", &jpeg(&tags(&[], FAR)), false);
        check("a.jpg", &jpeg(&tags(&[GPS], FAR)), false);
        check("a.jpg", &jpeg(&tags(&[LOST], FAR)), true);
        // Of a TIFF it is the next page.
        check("a.tif", &tags(&[], FAR), true);
    }

    #[test]
    fn a_part_for_tags_may_be_empty() {
        let is_damaged = |picture: &[u8]| document("a.jpg", picture).reasons.contains(&Reason::Damaged);
        assert!(!is_damaged(&jpeg(b"")));
        assert!(!is_damaged(&webp(b"Exif\0\0")));
        assert!(is_damaged(b"II*\0\x08\0\0"));
        assert!(is_damaged(&jpeg(b"II*\0\xff\0\0\0")));
        // Those behind it are read.
        check(
            "a.jpg",
            &[&jpeg(b"")[..8 + 4], &jpeg(&tags(&[], 0))[2..]].concat(),
            false,
        );
    }

    #[test]
    fn tags_that_are_found_by_their_mark_are_whole() {
        let marked = |tags: &[u8]| webp(&[b"Exif\0\0", tags].concat());
        check("a.webp", &webp(&tags(&[], 0)), false);
        check("a.webp", &marked(&tags(&[], 0)), false);
        check("a.webp", &marked(&tags(&[GPS], FAR)), false);
        check("a.webp", &marked(&tags(&[LOST], 0)), true);
        // Those of the second picture in the file.
        let first = b"\xff\xd8\xff\xfe\0\x04ab\xff\xd9";
        check("a.jpg", &[&first[..], &jpeg(&tags(&[], 0))].concat(), false);
    }
}
