//! What earlier saves left behind. A document that was saved with its changes appended still holds what it was before them:
//! lines of pages, notes, headings, properties and values of fields that nobody sees any more.

use std::collections::HashSet;
use std::hash::{Hash as _, Hasher as _};

use lopdf::{Dictionary, Document};
use memchr::memmem;
use rustc_hash::FxHasher;

use super::content::Walker;
use super::pages::{self, PageNode};
use super::show::Page;
use super::source::Source;
use super::{extras, form, load};
use crate::extract::{Error, Reason, Sink};
use crate::text::Unit;

/// The latest ones that are looked at: each is a document to load.
const MOST: usize = 4;
/// Files are held in memory a second time for it.
const LARGEST: usize = 64 << 20;
/// The part that tells what a document says no more.
pub(super) const EARLIER: &str = "earlier version";
const END: &[u8] = b"%%EOF";

/// The file as it was before later saves, with where they ended; nothing where there was one save alone.
pub(super) struct Earlier {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Earlier {
    pub(super) fn find(mut bytes: Vec<u8>) -> Self {
        let mut ends: Vec<usize> = memmem::find_iter(&bytes, END).map(|at| at + END.len()).collect();
        // The last one is the document itself.
        ends.pop();
        let last = memmem::rfind(&bytes, b"startxref");
        ends.retain(|&end| last.is_some_and(|at| end <= at));
        let ends = ends.split_off(ends.len().saturating_sub(MOST));
        let kept = ends.last().copied().filter(|&end| end <= LARGEST).unwrap_or(0);
        bytes.truncate(kept);
        bytes.shrink_to_fit();
        Self { bytes, ends }
    }

    /// Whether there is none: a file in web order has a first end too, with the beginning of itself before it.
    pub(super) fn is_none(&self, document: &Document) -> bool {
        let in_web_order = || {
            let mut objects = document.objects.values().filter_map(|object| object.as_dict().ok());
            objects.any(|dict| dict.has(b"Linearized"))
        };
        self.ends.is_empty() || self.ends.len() == 1 && in_web_order()
    }

    /// Tells what the document does not say any more; `values` are those of its fields now.
    pub(super) fn tell(self, source: &Source<'_>, values: &[form::Value], sink: &mut Sink<'_>) -> Result<(), Error> {
        let mut now = Now::default();
        let own = std::mem::take(&mut sink.gaps);
        let result = self.ends.iter().rev().try_for_each(|&end| {
            sink.tick();
            // What has to be mended to be read was never saved like this: the beginning of a file that is in web order.
            match self.bytes.get(..end).map(load) {
                Some(Ok(document)) if document.xref_recovery.is_none() => {
                    let earlier = Source::new(&document);
                    let (pages, before) = (pages::list(source), pages::list(&earlier));
                    if !before.damaged {
                        now.tell_lines((source, &pages.pages), (&earlier, &before.pages), sink)?;
                        now.tell_notes((source, &pages.pages), (&earlier, &before.pages), sink)?;
                    }
                    now.tell_beside(source, &earlier, sink);
                    now.tell_values(values, &earlier, sink)?;
                }
                _ => {}
            }
            Ok(())
        });
        // What is damaged there is nothing of the document.
        let later = std::mem::replace(&mut sink.gaps, own).told();
        let later = later.into_iter().filter(|gap| gap.reason != Reason::Damaged);
        later.for_each(|gap| sink.gaps.add(gap));
        result
    }
}

/// What is known of the document as it is now, and what was told since.
#[derive(Default)]
struct Now {
    lines: HashSet<String>,
    /// Of notes, headings and properties.
    texts: HashSet<String>,
    values: HashSet<form::Value>,
    /// Pages whose lines are known.
    walked: HashSet<u64>,
}

impl Now {
    fn tell_lines<'n, 'e>(
        &mut self,
        (source, pages): Pages<'_, 'n>,
        (earlier, before): Pages<'_, 'e>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let (now, before) = (prints(source, pages), prints(earlier, before));
        let (gone, new) = (without(&before, &now), without(&now, &before));
        if gone.is_empty() {
            return Ok(());
        }
        let mut walker = Walker::new(source);
        for (print, page) in new {
            if self.walked.insert(print) {
                self.lines.extend(lines(source, &mut walker, page, sink)?);
            }
        }
        let mut walker = Walker::new(earlier);
        for (print, page) in gone {
            if self.walked.insert(print) {
                tell(&mut self.lines, lines(earlier, &mut walker, page, sink)?, EARLIER, sink);
            }
        }
        Ok(())
    }

    /// Notes and links that were taken off since, or say something else.
    fn tell_notes<'n, 'e>(
        &mut self,
        (source, pages): Pages<'_, 'n>,
        (earlier, before): Pages<'_, 'e>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Error> {
        let (mut walker, mut drawn) = (Walker::new(source), Vec::new());
        for page in pages {
            let (texts, streams) = extras::notes(source, page.dict, &mut walker, sink)?;
            self.texts.extend(texts);
            drawn.extend(streams);
        }
        let kept: HashSet<&[u8]> = drawn.iter().map(|stream| &*stream.content).collect();
        let (mut walker_before, mut gone) = (Walker::new(earlier), Vec::new());
        for page in before {
            let (texts, streams) = extras::notes(earlier, page.dict, &mut walker_before, sink)?;
            tell(&mut self.texts, texts, EARLIER, sink);
            gone.extend(streams.into_iter().filter(|stream| !kept.contains(&*stream.content)));
        }
        if gone.is_empty() {
            return Ok(());
        }
        for stream in drawn {
            let mut shown = Page::default();
            extras::draw(source, stream, &mut walker, &mut shown, sink)?;
            self.lines.extend(shown.lines());
        }
        for stream in gone {
            let mut shown = Page::default();
            extras::draw(earlier, stream, &mut walker_before, &mut shown, sink)?;
            tell(&mut self.lines, shown.lines(), EARLIER, sink);
        }
        Ok(())
    }

    /// Headings and properties. They stay what they are: no text of the document, by which its like is found.
    fn tell_beside(&mut self, source: &Source<'_>, earlier: &Source<'_>, sink: &mut Sink<'_>) {
        let values = |source| extras::information(source).into_iter().map(|(_, value)| value);
        self.texts.extend(values(source));
        self.texts.extend(extras::outline_texts(source, sink));
        tell(&mut self.texts, values(earlier), "properties", sink);
        let texts = extras::outline_texts(earlier, sink);
        tell(&mut self.texts, texts, "outline", sink);
    }

    fn tell_values(&mut self, values: &[form::Value], earlier: &Source<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.values.extend(values.iter().cloned());
        for value in form::values_of(earlier, sink)? {
            if !self.values.contains(&value) {
                let (part, label) = (sink.intern(EARLIER), sink.intern(&value.0));
                sink.piece(Unit::Field { part }, label, &value.1);
                self.values.insert(value);
            }
        }
        Ok(())
    }
}

/// Texts of a part that are not known, each once.
fn tell(known: &mut HashSet<String>, texts: impl IntoIterator<Item = String>, part: &str, sink: &mut Sink<'_>) {
    let label = if part == EARLIER { 0 } else { sink.intern(EARLIER) };
    let part = sink.intern(part);
    for text in texts {
        if !known.contains(&text) {
            sink.piece(Unit::Field { part }, label, &text);
            known.insert(text);
        }
    }
}

/// A document and its pages.
type Pages<'p, 'd> = (&'p Source<'d>, &'p [PageNode<'d>]);

type Printed<'p, 'd> = (u64, &'p PageNode<'d>);

/// The pages by what is stored of them: those of two saves that are alike need no reading.
fn prints<'p, 'd>(source: &Source<'d>, pages: &'p [PageNode<'d>]) -> Vec<Printed<'p, 'd>> {
    pages.iter().map(|page| (print(source, page), page)).collect()
}

fn without<'p, 'd>(pages: &[Printed<'p, 'd>], others: &[Printed<'_, '_>]) -> Vec<Printed<'p, 'd>> {
    let others: HashSet<u64> = others.iter().map(|(print, _)| *print).collect();
    pages
        .iter()
        .filter(|(print, _)| !others.contains(print))
        .copied()
        .collect()
}

fn print<'d>(source: &Source<'d>, page: &PageNode<'d>) -> u64 {
    let mut hasher = FxHasher::default();
    let contents = source.stream(page.dict, b"Contents").into_iter();
    let parts = source.array(page.dict, b"Contents").iter();
    let parts = parts.filter_map(|part| source.resolve(part)?.as_stream().ok());
    let forms = page.resources.and_then(|resources| source.dict(resources, b"XObject"));
    let forms = forms.into_iter().flat_map(Dictionary::iter);
    let forms = forms.filter_map(|(_, form)| source.resolve(form)?.as_stream().ok());
    for stream in contents.chain(parts).chain(forms) {
        stream.content.hash(&mut hasher);
    }
    hasher.finish()
}

pub(super) fn lines<'d>(
    source: &Source<'d>,
    walker: &mut Walker<'_, 'd>,
    page: &PageNode<'d>,
    sink: &mut Sink<'_>,
) -> Result<Vec<String>, Error> {
    let mut shown = Page::default();
    let content = pages::content(source, page.dict, sink)?;
    walker.number_marks_of(page.dict);
    walker.page(&content, page.resources, &mut shown, sink)?;
    Ok(shown.lines())
}
