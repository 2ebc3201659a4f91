//! Documents embedded in compound files: each storage is made a file of its own, in memory, and read as one.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::compound::Compound;
use super::ole;
use crate::extract::{Error, Reason, Sink};

/// Streams that say that a storage is a document.
const DOCUMENTS: [&str; 6] = [
    "WordDocument",
    "Workbook",
    "Book",
    "PowerPoint Document",
    "VisioDocument",
    "__properties_version1.0",
];
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

/// An object that is a compound file: read as a document if it is one, or if it holds one.
pub(in crate::extract) fn file(bytes: &[u8], name: &str, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut input = Cursor::new(bytes);
    let Ok(mut file) = Compound::open(&mut input) else {
        return ole::document(b"", bytes, name, sink);
    };
    let names = file.names("/");
    if DOCUMENTS
        .into_iter()
        .any(|wanted| names.iter().any(|name| name == wanted))
    {
        return sink.member(name, &mut &*bytes);
    }
    storage(&mut file, Path::new("/"), name, sink)
}

/// A storage that may be an embedded document, or hold one.
pub(in crate::extract) fn storage(
    file: &mut Compound<'_>,
    path: &Path,
    name: &str,
    sink: &mut Sink<'_>,
) -> Result<(), Error> {
    let names = file.names(path);
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if DOCUMENTS.into_iter().any(has) {
        let bytes = alone(file, path, sink)?;
        return sink.member(name, &mut bytes.as_slice());
    }
    for (stream, packaged) in [("\u{1}Ole10Native", true), ("Package", false), ("CONTENTS", false)] {
        if !has(stream) {
            continue;
        }
        return match file.stream(path.join(stream), sink) {
            Ok(Some(bytes)) if packaged => ole::ole10_native(&bytes, name, sink),
            Ok(Some(bytes)) => ole::document(b"", &bytes, name, sink),
            Ok(None) => Ok(()),
            Err(err) => {
                sink.gap(err.reason, err.detail);
                Ok(())
            }
        };
    }
    Ok(())
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
