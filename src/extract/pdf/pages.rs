//! The pages of a document and their content.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::content::is_known;
use super::source::{Source, identity};
use crate::extract::{Error, Reason, Sink};

/// Levels of the page tree.
const MAX_DEPTH: usize = 64;
/// Entries of the page tree, loops and repeats included.
const MAX_ENTRIES: usize = 2_000_000;
/// Content streams of one page.
const MAX_STREAMS: usize = 10_000;

pub(super) const MISSING: &str = "content of a page is missing";

pub(super) struct PageNode<'d> {
    pub(super) dict: &'d Dictionary,
    /// Its own or inherited.
    pub(super) resources: Option<&'d Dictionary>,
}

#[derive(Default)]
pub(super) struct Pages<'d> {
    pub(super) pages: Vec<PageNode<'d>>,
    /// The tree leads to objects that are not there or no pages, to fewer than it says, or deeper than is looked.
    pub(super) damaged: bool,
    /// Pages that are listed once more.
    n_again: usize,
}

struct Node<'d> {
    object: &'d Object,
    resources: Option<&'d Dictionary>,
    depth: usize,
}

/// The pages in reading order; of a page tree that does not lead to all, the others by their number.
pub(super) fn list<'d>(source: &Source<'d>) -> Pages<'d> {
    let root = source.catalog().and_then(|catalog| catalog.get(b"Pages").ok());
    let mut pages = root.map(|root| walk(source, root)).unwrap_or_default();
    pages.damaged |= pages.pages.is_empty();
    let may_lack = pages.damaged || source.is_one_save && pages.n_again > 0;
    if may_lack {
        let more = unlisted(source, &pages.pages);
        // Where one stands in the place of another, its number is spoilt.
        pages.damaged |= !more.is_empty();
        pages.pages.extend(more);
    }
    pages
}

/// The page objects that are not among these, by their number.
pub(super) fn unlisted<'d>(source: &Source<'d>, listed: &[PageNode<'d>]) -> Vec<PageNode<'d>> {
    let listed: HashSet<usize> = listed.iter().map(|page| identity(page.dict)).collect();
    let mut pages = by_number(source);
    pages.retain(|page| !listed.contains(&identity(page.dict)));
    pages
}

fn walk<'d>(source: &Source<'d>, root: &'d Object) -> Pages<'d> {
    let mut pages = Pages::default();
    let mut seen = HashSet::new();
    let mut open = vec![Node {
        object: root,
        resources: None,
        depth: 0,
    }];
    let mut n_entries = 0;
    while let Some(node) = open.pop() {
        if n_entries > MAX_ENTRIES {
            pages.damaged = true;
            break;
        }
        let Some(dict) = source.as_dict(node.object) else {
            pages.damaged = true;
            continue;
        };
        if seen.contains(&identity(dict)) {
            pages.n_again += usize::from(!dict.has(b"Kids"));
            continue;
        }
        if node.depth > MAX_DEPTH {
            pages.damaged = true;
            continue;
        }
        seen.insert(identity(dict));
        let resources = source.dict(dict, b"Resources").or(node.resources);
        match source.get(dict, b"Kids") {
            Some(Object::Array(kids)) => {
                n_entries += kids.len();
                open.extend(kids.iter().rev().map(|object| Node {
                    object,
                    resources,
                    depth: node.depth + 1,
                }));
            }
            _ if is_page(source, dict) => pages.pages.push(PageNode { dict, resources }),
            _ => pages.damaged |= source.number(dict, b"Count") != Some(0.0),
        }
    }
    let count = source.as_dict(root).and_then(|root| source.number(root, b"Count"));
    pages.damaged |= count.is_some_and(|count| ((pages.pages.len() + pages.n_again) as f32) < count);
    pages
}

/// Whether an object of the page tree that has no kids is a page: some do not say so, or have a word of their own. Where
/// bytes of the file changed places, any other object may stand there.
fn is_page<'d>(source: &Source<'d>, dict: &'d Dictionary) -> bool {
    const KEYS: [&[u8]; 5] = [b"Contents", b"Parent", b"MediaBox", b"Resources", b"Annots"];
    match source.name(dict, b"Type") {
        None => KEYS.iter().any(|key| dict.has(key)),
        Some(b"Page" | b"Template") => true,
        Some(_) => dict.has(b"Contents"),
    }
}

fn by_number<'d>(source: &Source<'d>) -> Vec<PageNode<'d>> {
    let page = |(_, object): (&ObjectId, &'d Object)| {
        let is_page = |dict: &&Dictionary| dict.has_type(b"Page") || dict.has_type(b"Template");
        let dict = object.as_dict().ok().filter(is_page)?;
        let parent = source.dict(dict, b"Parent");
        let inherited = || source.dict(parent?, b"Resources");
        Some(PageNode {
            dict,
            resources: source.dict(dict, b"Resources").or_else(inherited),
        })
    };
    source.document.objects.iter().filter_map(page).collect()
}

/// The content of a page as one stream: operators may be cut off at the end of a part, tokens may not.
pub(super) fn content<'d>(source: &Source<'d>, page: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    match source.get(page, b"Contents") {
        Some(Object::Stream(stream)) => return source.content(stream, sink),
        Some(Object::Array(parts)) => {
            if parts.len() > MAX_STREAMS {
                sink.gap(Reason::LimitEntries, format!("more than {MAX_STREAMS} entries"));
            }
            for part in parts.iter().take(MAX_STREAMS) {
                match source.resolve(part) {
                    Some(Object::Stream(stream)) => content.extend(unfilled(&source.content(stream, sink)?)),
                    _ => sink.gap(Reason::Damaged, MISSING),
                }
                content.push(b'\n');
            }
        }
        _ if page.has(b"Contents") => sink.gap(Reason::Damaged, MISSING),
        _ => {}
    }
    Ok(content)
}

/// A part without the zeros that fill it up behind its last operator; elsewhere they stand in the place of what is lost.
fn unfilled(part: &[u8]) -> &[u8] {
    let len = part.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let written = part[..len].trim_ascii_end();
    let word = written.rsplit(|byte| !byte.is_ascii_alphabetic()).next();
    match word.is_some_and(is_known) {
        true => &part[..len],
        false => part,
    }
}
