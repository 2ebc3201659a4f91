//! A PDF without its structure: the objects are looked for in its bytes and a new table of them is written behind,
//! with a page for every content that lost its own.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::Read as _;

use memchr::memmem;

/// Objects of real files have smaller numbers.
const LARGEST_NUMBER: u32 = 1 << 23;
/// What an object stream may inflate to.
const INFLATED: u64 = 16 << 20;
/// A page's dictionary is not longer.
const PAGE: usize = 16 << 10;
/// Of all streams together.
const INFLATED_IN_ALL: u64 = 128 << 20;

/// The same document with a structure of our own; none when there is nothing in it.
pub(super) fn with_structure(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let mut objects = objects(&bytes);
    let mut room = INFLATED_IN_ALL;
    let unpacked = unpack(&bytes, &objects, &mut room);
    // A stream that was cut ends here.
    if let Some(cut) = cut_stream(&bytes, &objects) {
        append(&mut bytes, &mut objects, cut.0, &cut.1);
    }
    for (number, body) in unpacked {
        append(&mut bytes, &mut objects, number, &body);
    }
    let fonts = fonts(&bytes, &objects);
    // Without any font nobody knows which characters a content shows.
    let orphans = if fonts.is_empty() {
        Vec::new()
    } else {
        orphans(&bytes, &objects)
    };
    let mut next = objects.keys().next_back().map_or(1, |last| last + 1);
    for content in orphans {
        let page = format!("<< /Type /Page /Contents {content} 0 R /Resources << /Font << {fonts} >> >> >>");
        append(&mut bytes, &mut objects, next, page.as_bytes());
        next += 1;
    }
    if objects.is_empty() {
        return None;
    }
    // Without a page tree: every page is read by its number.
    append(&mut bytes, &mut objects, next, b"<< /Type /Catalog >>");
    finish(&mut bytes, &objects, next);
    Some(bytes)
}

fn append(bytes: &mut Vec<u8>, objects: &mut BTreeMap<u32, usize>, number: u32, body: &[u8]) {
    bytes.push(b'\n');
    objects.insert(number, bytes.len());
    bytes.extend(format!("{number} 0 obj\n").bytes());
    bytes.extend_from_slice(body);
    bytes.extend(b"\nendobj\n");
}

fn finish(bytes: &mut Vec<u8>, objects: &BTreeMap<u32, usize>, root: u32) {
    let start = bytes.len();
    let mut table = "xref\n0 1\n0000000000 65535 f \n".to_owned();
    for (number, at) in objects {
        let _ = write!(table, "{number} 1\n{at:010} 00000 n \n");
    }
    let size = root + 1;
    let _ = write!(
        table,
        "trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(table.bytes());
}

/// Where the objects begin, by number. Of several with one number the last is the one in force.
fn objects(bytes: &[u8]) -> BTreeMap<u32, usize> {
    memmem::find_iter(bytes, b" obj")
        .filter_map(|at| {
            let (generation, before) = number_before(bytes, at)?;
            let before = before
                .checked_sub(1)
                .filter(|&space| bytes[space].is_ascii_whitespace())?;
            let (number, begins) = number_before(bytes, before)?;
            (generation <= 65_535 && (1..LARGEST_NUMBER).contains(&number)).then_some((number, begins))
        })
        .collect()
}

/// The digits that end at `end`, and where they begin.
fn number_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    let digits = bytes[..end]
        .iter()
        .rev()
        .take(10)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let text = std::str::from_utf8(&bytes[end - digits..end]).ok()?;
    Some((text.parse().ok()?, end - digits))
}

/// A stream as it stands in the file.
struct Stream<'b> {
    number: u32,
    dictionary: &'b [u8],
    data: &'b [u8],
    is_whole: bool,
}

fn streams<'b>(bytes: &'b [u8], objects: &BTreeMap<u32, usize>) -> Vec<Stream<'b>> {
    let mut begins: Vec<usize> = objects.values().copied().collect();
    begins.sort_unstable();
    let stream = |(&number, &at): (&u32, &usize)| {
        let next = begins.partition_point(|&begin| begin <= at);
        let object = &bytes[at..begins.get(next).copied().unwrap_or(bytes.len())];
        let keyword = memmem::find(object, b"stream")?;
        let after = &object[keyword + 6..];
        let after = after.strip_prefix(b"\r").unwrap_or(after);
        let after = after.strip_prefix(b"\n").unwrap_or(after);
        let end = memmem::find(after, b"endstream");
        let begin = memmem::find(&object[..keyword], b"<<")?;
        Some(Stream {
            number,
            dictionary: &object[begin..keyword],
            data: &after[..end.unwrap_or(after.len())],
            is_whole: end.is_some(),
        })
    };
    objects.iter().filter_map(stream).collect()
}

impl Stream<'_> {
    fn says(&self, what: &[u8]) -> bool {
        memmem::find(self.dictionary, what).is_some()
    }

    /// What can be had of it, within what is left for all.
    fn inflated(&self, room: &mut u64) -> Vec<u8> {
        if !self.says(b"/FlateDecode") && !self.says(b"/Fl ") {
            return if self.says(b"/Filter") {
                Vec::new()
            } else {
                self.data.to_vec()
            };
        }
        let mut inflated = Vec::new();
        let decoder = flate2::read::ZlibDecoder::new(self.data);
        // Where it breaks off, what came before stands.
        let _ = decoder.take(INFLATED.min(*room)).read_to_end(&mut inflated);
        *room -= inflated.len() as u64;
        inflated
    }
}

/// The objects that object streams hold, as objects of their own (PDF 32000-1, 7.5.7).
fn unpack(bytes: &[u8], objects: &BTreeMap<u32, usize>, room: &mut u64) -> Vec<(u32, Vec<u8>)> {
    let mut unpacked = Vec::new();
    for stream in streams(bytes, objects).iter().filter(|stream| stream.says(b"/ObjStm")) {
        let inflated = stream.inflated(room);
        let header = String::from_utf8_lossy(&inflated[..inflated.len().min(1 << 20)]).into_owned();
        // Pairs of a number and a place, counted from the end of the pairs; the first object is no number.
        let numbers: Vec<usize> = header
            .split_ascii_whitespace()
            .map_while(|word| word.parse().ok())
            .collect();
        let Some(first) = integer(stream.dictionary, b"/First") else {
            continue;
        };
        let pairs = numbers.as_chunks::<2>().0;
        for (nth, &[number, at]) in pairs.iter().enumerate() {
            let end = pairs
                .get(nth + 1)
                .map_or(inflated.len(), |next| first.saturating_add(next[1]));
            let body = inflated.get(first.saturating_add(at)..end.min(inflated.len()));
            let number = u32::try_from(number)
                .ok()
                .filter(|number| (1..LARGEST_NUMBER).contains(number));
            // An object of the file itself came later, or was cut out of a stream that was cut.
            if let (Some(body), Some(number)) = (body, number)
                && !objects.contains_key(&number)
            {
                unpacked.push((number, body.to_vec()));
            }
        }
    }
    unpacked
}

fn integer(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    let rest = &dictionary[memmem::find(dictionary, key)? + key.len()..];
    let rest = rest.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}

/// The stream that the file breaks off in, with the length that it has.
fn cut_stream(bytes: &[u8], objects: &BTreeMap<u32, usize>) -> Option<(u32, Vec<u8>)> {
    let stream = streams(bytes, objects).into_iter().find(|stream| !stream.is_whole)?;
    let mut body = Vec::new();
    let mut rest = stream.dictionary.trim_ascii_end().strip_suffix(b">>")?;
    while let Some(at) = memmem::find(rest, b"/Length") {
        body.extend_from_slice(&rest[..at]);
        body.extend(b"/Said");
        rest = &rest[at + 1..];
    }
    body.extend_from_slice(rest);
    body.extend(format!("/Length {} >>\nstream\n", stream.data.len()).bytes());
    body.extend_from_slice(stream.data);
    body.extend(b"\nendstream");
    Some((stream.number, body))
}

/// All fonts under the names that the resources of pages gave them, as entries of a dictionary.
fn fonts(bytes: &[u8], objects: &BTreeMap<u32, usize>) -> String {
    let is_font = |number: u32| {
        let object = objects.get(&number).map(|&at| &bytes[at..bytes.len().min(at + PAGE)]);
        let object = object.map(|object| &object[..memmem::find(object, b"endobj").unwrap_or(object.len())]);
        object.is_some_and(|object| memmem::find(object, b"/BaseFont").is_some())
    };
    let mut entries = String::new();
    let mut seen = HashSet::new();
    for at in memmem::find_iter(bytes, b" 0 R") {
        let Some((number, begins)) = number_before(bytes, at).filter(|(number, _)| is_font(*number)) else {
            continue;
        };
        let before = bytes[..begins].trim_ascii_end();
        let len = before
            .iter()
            .rev()
            .take(64)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = &before[before.len() - len..];
        if len > 0 && before[..before.len() - len].ends_with(b"/") && name != b"DescendantFonts" && seen.insert(name) {
            let _ = write!(entries, "/{} {number} 0 R ", String::from_utf8_lossy(name));
        }
    }
    entries
}

/// Streams that may be the content of a page and that no page refers to. What shows no text does no harm.
fn orphans(bytes: &[u8], objects: &BTreeMap<u32, usize>) -> Vec<u32> {
    let used = used(bytes, objects);
    let may_show = |stream: &Stream<'_>| {
        let other = [&b"/Type"[..], b"/Subtype", b"/Length1", b"/N ", b"/Width"];
        !used.contains(&stream.number) && !other.iter().any(|key| stream.says(key))
    };
    let streams = streams(bytes, objects).into_iter().filter(may_show);
    let mut found: Vec<(usize, u32)> = streams.map(|stream| (objects[&stream.number], stream.number)).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, number)| number).collect()
}

/// Numbers of the objects that the pages which are left name as their content.
fn used(bytes: &[u8], objects: &BTreeMap<u32, usize>) -> HashSet<u32> {
    let mut used = HashSet::new();
    for &at in objects.values() {
        let rest = &bytes[at..bytes.len().min(at + PAGE)];
        let object = &rest[..memmem::find(rest, b"endobj").unwrap_or(rest.len())];
        let Some(contents) = memmem::find(object, b"/Contents").filter(|_| memmem::find(object, b"/Page").is_some())
        else {
            continue;
        };
        let named = &object[contents + 9..];
        let end = memchr::memchr3(b']', b'>', b'/', named).unwrap_or(named.len());
        let words = named[..end].split(|byte| byte.is_ascii_whitespace() || *byte == b'[');
        used.extend(words.filter_map(|word| std::str::from_utf8(word).ok()?.parse::<u32>().ok()));
    }
    used
}
