//! The package of an office document: a zip whose entries are the parts, found by name and tied by relationships.

use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::alike::Alike;
use super::naming::{Naming, slashed};
use super::part::{Meter, PartReader, Taking};
use super::relations::{self, MISSING, Relation};
use super::xml::{Xml, charge, io_error};
use super::{escapes, objects, svg};
use crate::extract::known::COMPOUND_FILE;
use crate::extract::pictures::{Pictures, is_drawing, is_picture, is_svg};
use crate::extract::ratio::Ratio;
use crate::extract::{Error, Head, Input, Reason, Sink, embedded, unpacking, xml};

/// The parts that are the text of a document.
const TEXTS: [&str; 2] = ["content.xml", "word/document.xml"];

pub(in crate::extract) struct Package<'i> {
    archive: ZipArchive<Taking<'i>>,
    /// Entry by name: lower case, `/` between folders (some producers write `\`).
    index: HashMap<String, usize>,
    /// In natural order: `slide2` before `slide10`.
    names: Rc<[String]>,
    /// Relationship parts that were read, in lower case, and the documents that they say are inserted.
    read: HashSet<String>,
    inserted: HashSet<String>,
    /// None where the parts have the usual names; else they are listed by these.
    naming: Option<Naming>,
    alike: Alike,
    meter: Rc<Meter>,
}

impl<'i> Package<'i> {
    pub fn open(input: &'i mut dyn Input) -> Result<Self, Error> {
        let meter = Rc::new(Meter::default());
        let taking = Taking {
            inner: input,
            meter: Rc::clone(&meter),
        };
        let mut archive = ZipArchive::new(taking).map_err(zip_error)?;
        let naming = Naming::of(&mut archive);
        let mut names = Vec::new();
        let mut index = HashMap::new();
        for at in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(at) else {
                continue;
            };
            let name = match &naming {
                Some(naming) => naming.usual(&slashed(&name)),
                None => slashed(&name),
            };
            index.entry(name.to_ascii_lowercase()).or_insert(at);
            names.push(name);
        }
        names.sort_by(|a: &String, b| natural(a, b));
        Ok(Self {
            archive,
            index,
            names: names.into(),
            read: HashSet::new(),
            inserted: HashSet::new(),
            naming,
            alike: Alike::default(),
            meter,
        })
    }

    /// The parts' names, in natural order.
    pub fn names(&self) -> Rc<[String]> {
        Rc::clone(&self.names)
    }

    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(&name.to_ascii_lowercase())
    }

    /// A part to walk, if it is there.
    pub fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, Error> {
        let meter = Rc::clone(&self.meter);
        let Some(bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let part = PartReader::new(bytes, Rc::clone(&meter)).map_err(|err| io_error(&err))?;
        Ok(Some(Xml::new(part, meter).with_escapes(escapes::are_in(name))))
    }

    /// Charges what the parts of a folder say they take, before a library inflates them out of sight.
    pub fn charge_declared(&mut self, folder: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        for at in 0..self.archive.len() {
            if let Ok(entry) = self.archive.by_index_raw(at)
                && entry.name_raw().starts_with(folder.as_bytes())
            {
                sink.charge(entry.compressed_size(), entry.size())?;
            }
        }
        Ok(())
    }

    fn bytes(&mut self, name: &str) -> Result<Option<Box<dyn Read + '_>>, Error> {
        let Some(&at) = self.index.get(&name.to_ascii_lowercase()) else {
            return Ok(None);
        };
        unpacking::member(&mut self.archive, at).map(Some).map_err(zip_error)
    }

    /// Walks a part; what is wrong with it alone is a gap, and what was read of it stands.
    /// Whether the part was there.
    pub fn walk(
        &mut self,
        name: &str,
        sink: &mut Sink<'_>,
        walk: impl FnOnce(&mut Xml<'_>, &mut Sink<'_>) -> Result<(), Error>,
    ) -> Result<bool, Error> {
        let before = sink.n_text;
        let result = match self.xml(name) {
            Ok(Some(mut xml)) => walk(&mut xml, sink),
            Ok(None) => return Ok(false),
            Err(err) => Err(err),
        };
        charge(&self.meter, sink)?;
        let is_damaged = result.as_ref().is_err_and(|err| err.reason == Reason::Damaged);
        settle(result, sink)?;
        // Where the end of an element before the text is lost, all of it may seem to stand in what is passed over.
        if is_damaged && sink.n_text == before && TEXTS.contains(&name) {
            self.stream(name, sink, xml::written)?;
        }
        Ok(true)
    }

    /// Reads a part that is no XML of the format, as it is.
    pub fn stream(
        &mut self,
        name: &str,
        sink: &mut Sink<'_>,
        read: impl FnOnce(&mut dyn Read, &mut Sink<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let limits = *sink.limits();
        let Some(&at) = self.index.get(&name.to_ascii_lowercase()) else {
            return Ok(());
        };
        let packed = self
            .archive
            .by_index_data(at)
            .map_or(0, |entry| entry.compressed_size());
        let result = match unpacking::member(&mut self.archive, at) {
            Ok(part) => read(&mut Ratio::new(part, Rc::new(Cell::new(packed)), limits), sink),
            Err(err) => Err(zip_error(err)),
        };
        settle(result, sink)
    }

    /// The relationships of a part ("" for the package's own). Where one leads to a text that is not there, that is a gap;
    /// those of a part that is gone itself are what a program forgot to take out with it.
    pub fn relations(&mut self, part: &str, sink: &mut Sink<'_>) -> Result<Vec<Relation>, Error> {
        let (folder, file) = part
            .rsplit_once('/')
            .map_or(("", part), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let rels = format!("{folder}{slash}_rels/{file}.rels");
        let mut relations = Vec::new();
        self.walk(&rels, sink, |xml, sink| {
            relations::read(xml, folder, &mut relations, sink)
        })?;
        let is_left = !part.is_empty() && !self.has(part);
        for relation in relations.iter_mut().filter(|relation| !relation.external) {
            self.find(&mut relation.target);
            if relation.holds_text() && !self.has(&relation.target) && !is_left {
                sink.gap(Reason::Damaged, MISSING);
            }
        }
        let inserted = relations.iter().filter(|relation| relation.inserts_document());
        self.inserted
            .extend(inserted.map(|relation| relation.target.to_ascii_lowercase()));
        self.read.insert(rels.to_ascii_lowercase());
        Ok(relations)
    }

    /// Takes the name that the part has here for the one that it has in a relationship: the usual one, or one that only
    /// is written otherwise.
    pub fn find(&self, target: &mut String) {
        if self.has(target) {
            return;
        }
        let usual = self.naming.as_ref().map(|naming| naming.usual(target));
        let found = usual.filter(|name| self.has(name));
        if let Some(found) = found.or_else(|| self.alike.find(target, &self.names).cloned()) {
            *target = found;
        }
    }

    /// The part that holds the document itself: its own relationships name it, `usual` is its name where they do not, or
    /// say one that is not there.
    pub fn main(&mut self, usual: &str, sink: &mut Sink<'_>) -> Result<String, Error> {
        let mut relations = self.relations("", sink)?.into_iter();
        let named = relations.find(Relation::is_main).map(|relation| relation.target);
        match named.filter(|main| self.has(main)) {
            Some(main) => Ok(main),
            None => {
                if !self.has(usual) {
                    sink.gap(Reason::Damaged, "the main part is missing");
                }
                Ok(usual.to_owned())
            }
        }
    }

    /// Reads the pictures of the document, as far as they matter; come to behind its text and before its properties.
    pub fn pictures(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        let n_text = sink.n_text;
        let are_due = Pictures::are_due(n_text, sink);
        let mut pictures = Pictures::default();
        let is_wanted = |name: &&String| is_drawing(name) || is_svg(name) || are_due && is_picture(name);
        self.see_pictures(sink);
        for name in self.names().iter().filter(is_wanted) {
            match is_svg(name) {
                true => self.svg(name, sink)?,
                false => self.stream(name, sink, |bytes, sink| pictures.add(bytes, sink))?,
            }
        }
        if are_due {
            pictures.finish(n_text, sink);
        }
        Ok(())
    }

    /// Which pictures there are: their checksums stand in the directory, so that none has to be read.
    fn see_pictures(&mut self, sink: &mut Sink<'_>) {
        for name in self.names().iter().filter(|name| is_picture(name) || is_drawing(name)) {
            let at = self.index.get(&name.to_ascii_lowercase()).copied();
            if let Some(entry) = at.and_then(|at| self.archive.by_index_raw(at).ok()) {
                sink.saw_picture(&entry.crc32().to_le_bytes());
            }
        }
    }

    /// The texts of a picture that is XML, and the pictures in it.
    fn svg(&mut self, name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
        let before = sink.n_text;
        self.walk(name, sink, svg::read)?;
        let n_text = sink.n_text - before;
        self.stream(name, sink, |bytes, sink| embedded::beside(bytes, n_text, sink))
    }

    /// Reads documents inside the document (embedded files, imported chunks) as documents of their own.
    pub fn members(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        self.relations_left(sink)?;
        for name in self.names().iter() {
            let lower = name.to_ascii_lowercase();
            if self.inserted.contains(&lower) && !is_markup(&lower) || is_member(&lower) {
                let file = name.rsplit_once('/').map_or(&**name, |(_, file)| file);
                self.stream(name, sink, |bytes, sink| member(bytes, file, sink))?;
            }
        }
        Ok(())
    }

    /// Reads the relationships that nobody asked for: they may say of parts that these are documents.
    fn relations_left(&mut self, sink: &mut Sink<'_>) -> Result<(), Error> {
        for name in self.names().iter() {
            let part = name.strip_suffix(".rels").filter(|part| part.contains("_rels/"));
            if let Some(part) = part.filter(|_| !self.read.contains(&name.to_ascii_lowercase())) {
                self.relations(&part.replace("_rels/", ""), sink)?;
            }
        }
        Ok(())
    }
}

/// An object is a compound file around what was inserted.
fn member(bytes: &mut dyn Read, name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut held = Vec::new();
    bytes.take(COMPOUND_FILE.len() as u64).read_to_end(&mut held)?;
    if held != COMPOUND_FILE {
        return sink.member(name, &mut held.chain(bytes));
    }
    bytes.take(sink.limits().inflated).read_to_end(&mut held)?;
    objects::file(&held, name, sink)
}

/// Parts that are read where they belong.
fn is_markup(name: &str) -> bool {
    name.ends_with(".xml") || name.ends_with(".rels") || name.ends_with('/')
}

/// Whether a part is a document of its own by its name, in lower case: neither markup, nor picture, sound, font, or
/// binary part of the format.
fn is_member(name: &str) -> bool {
    const KINDS: [&str; 30] = [
        "doc", "docm", "docx", "dot", "dotm", "dotx", "xls", "xlsb", "xlsm", "xlsx", "xltx", "ppt", "pptm", "pptx",
        "ppsm", "ppsx", "potx", "sldm", "sldx", "odt", "ods", "odp", "pdf", "rtf", "htm", "html", "mht", "mhtml",
        "txt", "csv",
    ];
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    match file.rsplit_once('.') {
        _ if folder.ends_with("embeddings") && !is_markup(name) => true,
        Some((_, kind)) => KINDS.contains(&kind) || matches!(kind, "eml" | "msg" | "zip"),
        // An object of an OpenDocument that is none itself, and what a database holds.
        None => file.starts_with("object ") && folder != "objectreplacements" || folder == "database",
    }
}

/// What is wrong with one part alone is a gap.
fn settle(result: Result<(), Error>, sink: &mut Sink<'_>) -> Result<(), Error> {
    match result {
        Err(Error {
            reason: reason @ (Reason::Damaged | Reason::LimitDepth | Reason::Unsupported | Reason::Encrypted),
            detail,
        }) => {
            sink.gap(reason, detail);
            Ok(())
        }
        other => other,
    }
}

/// Compares digits as numbers, so that `slide10` comes after `slide9`, and letters without their case.
fn natural(mut a: &str, mut b: &str) -> Ordering {
    loop {
        let ((number_a, text_a, rest_a), (number_b, text_b, rest_b)) = (piece(a), piece(b));
        let lower = |byte: u8| byte.to_ascii_lowercase();
        let texts = || text_a.bytes().map(lower).cmp(text_b.bytes().map(lower));
        let order = number_a.cmp(&number_b).then_with(texts);
        if order.is_ne() || a.is_empty() || b.is_empty() {
            return order.then(a.len().cmp(&b.len()));
        }
        (a, b) = (rest_a, rest_b);
    }
}

/// The number that a name begins with (0 where none is), the text up to the next one, and the rest.
fn piece(name: &str) -> (u64, &str, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = name.split_at(digits);
    let text = rest.bytes().take_while(|byte| !byte.is_ascii_digit()).count();
    let (text, rest) = rest.split_at(text);
    (number.parse().unwrap_or(0), text, rest)
}

fn zip_error(err: ZipError) -> Error {
    match err {
        ZipError::Io(err) => io_error(&err),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            Error::new(Reason::Encrypted, "a part is encrypted")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Error::new(Reason::Unsupported, "a compression method that is not supported")
        }
        _ => Error::damaged("damaged zip directory"),
    }
}

/// A file that is one part: XML that no package holds.
pub(in crate::extract) fn whole(input: &mut dyn Input) -> Result<Xml<'_>, Error> {
    let meter = Rc::new(Meter::plain());
    let taking = Taking {
        inner: input,
        meter: Rc::clone(&meter),
    };
    let part = PartReader::new(Box::new(taking), Rc::clone(&meter)).map_err(|err| io_error(&err))?;
    Ok(Xml::new(part, meter))
}

/// Whether a zip is an OOXML package whose parts stand in `folder`: it says of which kinds they are, or how they are tied.
pub(in crate::extract) fn holds(head: &Head<'_>, folder: &str) -> bool {
    let has = |begins: &str| {
        head.members.iter().any(|name| {
            let name = name.trim_start_matches(['/', '\\']);
            let slashed = name.bytes().map(|byte| if byte == b'\\' { b'/' } else { byte });
            let is_alike = slashed.zip(begins.bytes()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
            is_alike && name.len() > begins.len()
        })
    };
    has(folder) && (has("[Content_Types].xm") || has("_rels/.rel"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_natural_order() {
        let mut names = ["s10.xml", "S9.xml", "s2.xml", "s2", "a", "s2a1.xml", "10", "9", ""];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(
            names,
            ["", "a", "s2", "s2.xml", "s2a1.xml", "S9.xml", "s10.xml", "9", "10"]
        );
    }
}
