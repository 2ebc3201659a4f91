//! What stands in the document and nothing leads to: pages of no page tree, and contents of no page. A spoilt key leaves them
//! so, or a program that takes a page away and leaves it where it is.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object, ObjectId, Stream};
use memchr::memmem;

use super::content::Walker;
use super::pages::{self, PageNode, Pages};
use super::revisions::{EARLIER, lines};
use super::show::Page;
use super::source::{Source, identity};
use super::told::Told;
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// Streams that are looked at, and what one and all of them may inflate to for it.
const MOST: usize = 1_000;
const LARGEST: usize = 4 << 20;
const ROOM: usize = 32 << 20;

/// Adds what pages are said to show that were lost, and what was left behind.
pub(super) fn read<'d>(
    source: &Source<'d>,
    tree: &Pages<'d>,
    told: &mut Told,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    // Later saves leave what they replaced behind: that is told as what the document said before.
    if source.is_one_save {
        tell_pages(source, &pages::unlisted(source, &tree.pages), told, sink)?;
    }
    let contents = contents(source, sink);
    if contents.is_empty() {
        return Ok(());
    }
    let mut walker = Walker::new(source);
    if tree.pages.is_empty() {
        // Where fonts are left, a new table of the objects leads to them first: its catalog names no pages.
        let is_last = source.catalog().is_some_and(|catalog| !catalog.has(b"Pages"));
        if !is_last {
            return Ok(());
        }
        return tell_bare(&mut walker, contents, sink);
    }
    let mut users = users(source, &contents);
    let mut bare = bare(source, tree).into_iter();
    for (id, content) in contents {
        let users = users.remove(&id).unwrap_or_default();
        let position = |dict: &Dictionary| tree.pages.iter().position(|page| identity(page.dict) == identity(dict));
        let lost = match users[..] {
            [] if source.is_one_save => bare.next(),
            [user] => position(user),
            _ => None,
        };
        let nobody = users.is_empty() && source.is_one_save;
        let Some(page) = lost.or(nobody.then_some(0)) else {
            continue;
        };
        let mut shown = Page::default();
        let result = walker.page(&content, tree.pages[page].resources, &mut shown, sink);
        if lost.is_some() {
            sink.gap(Reason::Damaged, pages::MISSING);
            let page = u32::try_from(page + 1).unwrap_or(u32::MAX);
            sink.mark(Unit::Page { page }, 0);
            shown.hand_on(sink);
        } else {
            tell_left(shown.lines(), told, sink);
        }
        result?;
    }
    Ok(())
}

/// Contents of pages that were lost with their fonts: those that show letters as such can be read.
fn tell_bare(
    walker: &mut Walker<'_, '_>,
    contents: Vec<(ObjectId, Vec<u8>)>,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    for (page, (_, content)) in (1..).zip(contents) {
        let mut shown = Page::default();
        let result = walker.page(&content, None, &mut shown, sink);
        sink.mark(Unit::Page { page }, 0);
        for line in shown.lines().iter().filter(|line| is_of_letters(line)) {
            sink.push(line);
            sink.push_raw("\n");
        }
        result?;
    }
    Ok(())
}

fn is_of_letters(line: &str) -> bool {
    let n_letters = line.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').count();
    n_letters * 4 >= line.chars().count() * 3
}

fn tell_pages<'d>(
    source: &Source<'d>,
    left: &[PageNode<'d>],
    told: &mut Told,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    if left.is_empty() {
        return Ok(());
    }
    let mut walker = Walker::new(source);
    for page in left {
        let lines = lines(source, &mut walker, page, sink)?;
        tell_left(lines, told, sink);
    }
    Ok(())
}

/// Lines that no page shows, each once: programs that put pages together leave the parts behind.
fn tell_left(lines: Vec<String>, told: &mut Told, sink: &mut Sink<'_>) {
    let part = sink.intern(EARLIER);
    for line in lines {
        if told.knows(&line) {
            continue;
        }
        told.add(&line);
        sink.piece(Unit::Field { part }, 0, &line);
    }
}

/// Streams that nobody asked for and that show text.
fn contents(source: &Source<'_>, sink: &mut Sink<'_>) -> Vec<(ObjectId, Vec<u8>)> {
    let unread = source.document.objects.iter().filter_map(|(&id, object)| {
        let stream = object.as_stream().ok()?;
        (may_show(stream) && !source.has_read(stream)).then_some((id, stream))
    });
    let mut room = ROOM;
    let mut found = Vec::new();
    for (id, stream) in unread.take(MOST) {
        sink.tick();
        let content = source.glance(stream, LARGEST.min(room));
        room -= content.len();
        if shows_text(&content) {
            found.push((id, content));
        }
    }
    found
}

/// Contents of pages say nothing of themselves, other than fonts, pictures, forms and functions.
fn may_show(stream: &Stream) -> bool {
    const OTHERS: [&[u8]; 10] = [
        b"Type",
        b"Subtype",
        b"Length1",
        b"N",
        b"Width",
        b"BBox",
        b"FunctionType",
        b"ShadingType",
        b"HalftoneType",
        b"PatternType",
    ];
    !stream.content.is_empty() && !OTHERS.iter().any(|key| stream.dict.has(key))
}

fn shows_text(content: &[u8]) -> bool {
    let holds = |word: &[u8]| memmem::find(content, word).is_some();
    holds(b"BT") && holds(b"ET") && (holds(b"Tj") || holds(b"TJ")) && holds(b"Tf")
}

/// The dictionaries that name each of these.
fn users<'d>(source: &Source<'d>, contents: &[(ObjectId, Vec<u8>)]) -> HashMap<ObjectId, Vec<&'d Dictionary>> {
    let mut users: HashMap<ObjectId, Vec<&Dictionary>> = contents.iter().map(|&(id, _)| (id, Vec::new())).collect();
    source.each_dictionary(|dict| {
        for (_, value) in dict {
            let parts = match value {
                Object::Array(parts) => parts.as_slice(),
                value => std::slice::from_ref(value),
            };
            for part in parts {
                if let Some(users) = part.as_reference().ok().and_then(|id| users.get_mut(&id)) {
                    users.push(dict);
                }
            }
        }
    });
    users
}

/// Pages that show nothing of their own: without contents, or with those of a page before.
fn bare<'d>(source: &Source<'d>, tree: &Pages<'d>) -> Vec<usize> {
    let mut known = HashSet::new();
    let is_bare = |page: &PageNode<'d>| match source.get(page.dict, b"Contents") {
        Some(Object::Stream(stream)) => !known.insert(identity(&stream.dict)),
        Some(_) => false,
        None => true,
    };
    let bare: Vec<bool> = tree.pages.iter().map(is_bare).collect();
    (0..bare.len()).filter(|&page| bare[page]).collect()
}
