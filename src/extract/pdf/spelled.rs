//! Texts that the structure of a document puts in the place of what its pages show (`ActualText`).

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::source::{Source, identity};

/// Elements inside an element that spells out its text.
const MAX_DEPTH: usize = 32;
/// Marked contents and elements in all.
const MAX_NODES: usize = 200_000;

#[derive(Default)]
pub(super) struct Spelled {
    texts: Vec<Spelling>,
    /// Which of them stands for a marked content, by its page and number.
    at: HashMap<(usize, i64), usize>,
    n_nodes: usize,
}

struct Spelling {
    text: String,
    is_shown: bool,
}

impl Spelled {
    pub(super) fn read(source: &Source<'_>) -> Self {
        let mut spelled = Self::default();
        let objects = source.document.objects.values();
        for element in objects
            .filter_map(|object| object.as_dict().ok())
            .filter(|dict| dict.has(b"S"))
        {
            if let Some(text) = source.text(element, b"ActualText") {
                let page = page(source, element);
                spelled.texts.push(Spelling { text, is_shown: false });
                if let Some(kids) = source.get(element, b"K") {
                    spelled.cover(source, kids, page, 0);
                }
            }
        }
        spelled
    }

    /// The last of the texts stands for these kids of its element: numbers of marked contents, or what leads to them.
    fn cover<'d>(&mut self, source: &Source<'d>, kids: &'d Object, page: Option<usize>, depth: usize) {
        self.n_nodes += 1;
        if depth > MAX_DEPTH || self.n_nodes > MAX_NODES {
            return;
        }
        match source.resolve(kids) {
            Some(Object::Integer(number)) => self.add(page, *number),
            Some(Object::Array(kids)) => kids.iter().for_each(|kid| self.cover(source, kid, page, depth + 1)),
            // What stands in a form is counted from there.
            Some(Object::Dictionary(kid)) if !kid.has(b"Stm") => {
                let page = source.dict(kid, b"Pg").map(identity).or(page);
                match (source.get(kid, b"MCID"), source.get(kid, b"K")) {
                    (Some(Object::Integer(number)), _) => self.add(page, *number),
                    (_, Some(kids)) => self.cover(source, kids, page, depth + 1),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, page: Option<usize>, number: i64) {
        if let Some(page) = page {
            self.at.entry((page, number)).or_insert(self.texts.len() - 1);
        }
    }

    /// What to show for a marked content. All of the text stands for the first one of an element.
    pub(super) fn replacement(&mut self, page: usize, number: i64) -> Option<String> {
        let spelling = &mut self.texts[*self.at.get(&(page, number))?];
        let is_shown = std::mem::replace(&mut spelling.is_shown, true);
        Some(if is_shown { String::new() } else { spelling.text.clone() })
    }

    /// The texts that nothing on the pages led to.
    pub(super) fn rest(self) -> impl Iterator<Item = String> {
        let rest = self.texts.into_iter().filter(|spelling| !spelling.is_shown);
        rest.map(|spelling| spelling.text)
    }
}

/// The page of an element, its own or that of an element around it.
fn page<'d>(source: &Source<'d>, mut element: &'d Dictionary) -> Option<usize> {
    for _ in 0..MAX_DEPTH {
        if let Some(page) = source.dict(element, b"Pg") {
            return Some(identity(page));
        }
        element = source.dict(element, b"P")?;
    }
    None
}
