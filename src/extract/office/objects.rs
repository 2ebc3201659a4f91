//! Documents embedded in compound files: each storage is made a file of its own, in memory, and read as one.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::compound::Compound;
use super::{controls, macros, ole};
use crate::extract::known::{COMPOUND, COMPOUND_FILE};
use crate::extract::{Error, Input, Reason, Sink, identify, salvage};

const NATIVE: &str = "\u{1}Ole10Native";
/// Streams of an object that hold the whole file: of the packager, of Office since 2007, of Acrobat and others, of
/// LibreOffice and of OpenOffice.
const HELD: [&str; 5] = [NATIVE, "Package", "CONTENTS", "EmbeddedOdf", "package_stream"];
/// A storage with one of these streams is a control of a form.
const CONTROL: [&str; 2] = ["\u{3}OCXNAME", "\u{3}OCXDATA"];
/// The programs that formulas are of, and controls of forms.
const FORMULAS: [&str; 3] = ["Equation", "MathType", "MathDocument"];
const FORMS: [&str; 1] = ["\0Forms."];
/// Storages inside an embedded storage.
const MOST_DEEP: usize = 16;

/// The objects of a Word document.
pub(in crate::extract) fn pool(file: &mut Compound<'_>, sink: &mut Sink<'_>) -> Result<(), Error> {
    let pool = Path::new("/ObjectPool");
    for name in file.names(pool) {
        storage(file, &pool.join(&name), &format!("object{name}"), sink)?;
    }
    Ok(())
}

/// An object that is a file: read as what it holds, or else as what it is.
pub(in crate::extract) fn file(bytes: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut input = Cursor::new(bytes);
    let Ok(mut file) = Compound::open(&mut input) else {
        return sink.member(name, &mut &*bytes);
    };
    if is_document(&file.names("/")) {
        return sink.member(name, &mut &*bytes);
    }
    if inside(&mut file, Path::new("/"), name, sink)? {
        return Ok(());
    }
    texts(bytes, name, sink)
}

/// An object of a program that nobody here knows.
fn texts(bytes: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    sink.item(name, &COMPOUND, &mut |object| {
        salvage::texts(&mut Cursor::new(bytes), object)
    })
}

/// A compound file of no program that is known: what was packed into it as an object.
pub(in crate::extract) fn loose(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<(), Error> {
    let damaged = |err: Error| match err.reason {
        Reason::Damaged => Error::damaged("the tables that lead to its text are damaged"),
        _ => err,
    };
    let mut file = Compound::open(input).map_err(damaged)?;
    if file.names("/").is_empty() || !inside(&mut file, Path::new("/"), "object", sink)? {
        return Err(Error::new(Reason::Unsupported, COMPOUND.name));
    }
    if !sink.any_member && !sink.any_text() {
        sink.set_no_text();
    }
    Ok(())
}

/// A storage that may be an embedded document, or hold one.
pub(in crate::extract) fn storage(
    file: &mut Compound<'_>,
    path: &Path,
    name: &str,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let is_document = is_document(&file.names(path));
    if !is_document && inside(file, path, name, sink)? {
        return Ok(());
    }
    match alone(file, path, sink) {
        Ok(bytes) if is_document => sink.member(name, &mut bytes.as_slice()),
        Ok(bytes) => texts(&bytes, name, sink),
        Err(err) => {
            sink.gap_in(vec![name.to_owned()], err);
            Ok(())
        }
    }
}

/// Whether a storage with these streams is a document, or of a kind that is known.
fn is_document(streams: &[String]) -> bool {
    identify(COMPOUND_FILE, "", streams).name != COMPOUND.name
}

/// What an object's storage holds: a file in one of its streams, macros, or nothing that is a document. False where it
/// is a program's own, which nobody here knows.
fn inside(file: &mut Compound<'_>, path: &Path, name: &str, sink: &mut Sink<'_>) -> Result<bool, Error> {
    let names = file.names(path);
    if names.iter().any(|name| CONTROL.contains(&&**name)) || is_of(&FORMS, file, path, sink)? {
        controls::storage(file, path, sink)?;
        return Ok(true);
    }
    if holds_nothing(&names) || is_of(&FORMULAS, file, path, sink)? {
        return Ok(true);
    }
    if names.iter().any(|name| name == "VBA") {
        macros::modules(file, &path.to_string_lossy(), sink)?;
        return Ok(true);
    }
    let is_held = |name: &&String| HELD.iter().any(|held| held.eq_ignore_ascii_case(name));
    let Some(stream) = names.iter().find(is_held) else {
        return Ok(false);
    };
    match file.stream(path.join(stream), sink) {
        Ok(Some(bytes)) if stream == NATIVE => ole::ole10_native(&bytes, name, sink)?,
        Ok(Some(bytes)) if !bytes.is_empty() => sink.member(name, &mut bytes.as_slice())?,
        Ok(_) => {}
        Err(err) => sink.gap_in(vec![name.to_owned()], err),
    }
    Ok(true)
}

/// Whether an object is of one of these programs, by its name: formulas and controls stand in the streams that hold
/// files, too.
fn is_of(programs: &[&str], file: &mut Compound<'_>, path: &Path, sink: &mut Sink<'_>) -> Result<bool, Error> {
    let class = match file.stream(path.join("\u{1}CompObj"), sink) {
        Err(err) if err.reason == Reason::Damaged => None,
        class => class?,
    };
    let class = class.unwrap_or_default();
    let names = |program: &&str| memchr::memmem::find(&class, program.as_bytes()).is_some();
    Ok(programs.iter().any(names))
}

/// A formula, or only what the object looks like and where it leads to.
fn holds_nothing(names: &[String]) -> bool {
    let is_look = |name: &String| name != NATIVE && name.starts_with(['\u{1}', '\u{2}', '\u{3}']);
    names.iter().any(|name| name == "Equation Native") || names.iter().all(is_look)
}

/// A storage as a compound file of its own.
pub(in crate::extract) fn alone(file: &mut Compound<'_>, path: &Path, sink: &mut Sink<'_>) -> Result<Vec<u8>, Error> {
    let failed = |_| Error::new(Reason::Damaged, "an embedded document that is not whole");
    let mut copy = cfb::CompoundFile::create(Cursor::new(Vec::new())).map_err(failed)?;
    let mut left: Vec<(PathBuf, PathBuf)> = vec![(path.to_owned(), PathBuf::from("/"))];
    while let Some((from, to)) = left.pop() {
        for name in file.names(&from) {
            let (from, to) = (from.join(&name), to.join(&name));
            match file.stream(&from, sink)? {
                Some(bytes) => {
                    let mut stream = copy.create_stream(&to).map_err(failed)?;
                    stream.write_all(&bytes).map_err(failed)?;
                }
                None if to.components().count() <= MOST_DEEP => {
                    copy.create_storage(&to).map_err(failed)?;
                    // The same document gives the same bytes, whenever it is read.
                    copy.set_created_time(&to, UNIX_EPOCH).map_err(failed)?;
                    copy.set_modified_time(&to, UNIX_EPOCH).map_err(failed)?;
                    left.push((from, to));
                }
                None => {
                    return Err(Error::new(
                        Reason::LimitDepth,
                        format!("deeper than {MOST_DEEP} storages"),
                    ));
                }
            }
        }
    }
    copy.flush().map_err(failed)?;
    Ok(copy.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::office::tests::unheard;

    #[test]
    fn an_embedded_storage_gives_the_same_bytes_whenever_it_is_read() {
        let mut whole = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for storage in ["/outer", "/outer/inner"] {
            whole.create_storage(storage).unwrap();
        }
        let mut stream = whole.create_stream("/outer/inner/text").unwrap();
        stream.write_all(b"dossier").unwrap();
        drop(stream);
        whole.flush().unwrap();
        let mut bytes = whole.into_inner();
        let mut read = || {
            let mut file = Compound::open(&mut bytes).unwrap();
            unheard(|sink| alone(&mut file, Path::new("/outer"), sink).unwrap())
        };
        let first = read();
        let mut copy = cfb::CompoundFile::open(Cursor::new(&first)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut copy.open_stream("/inner/text").unwrap(), &mut text).unwrap();
        assert_eq!(text, "dossier");
        assert_eq!(first, read());
    }
}
