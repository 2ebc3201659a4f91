//! Tape archives (tar): their files are read one after the other from the stream.

use std::cell::Cell;
use std::io::{Cursor, Read};

use super::{Error, Extract, Format, Head, Reason, Sink};

pub(super) static FORMAT: Format = Format {
    name: "tar",
    extensions: &["tar"],
    recognise,
    extract: Extract::Stream(extract),
};

const BLOCK: usize = 512;

/// A header of any kind of tar: its sum of bytes is right.
fn recognise(head: &Head<'_>) -> bool {
    head.bytes.first_chunk().is_some_and(is_header)
}

fn is_header(header: &[u8; BLOCK]) -> bool {
    let field = header[148..156]
        .iter()
        .map(|&byte| char::from(byte))
        .collect::<String>();
    let Ok(sum) = u32::from_str_radix(field.trim_matches(['\0', ' ']), 8) else {
        return false;
    };
    // The field of the sum itself counts as spaces.
    let bytes = header.iter().enumerate();
    let of = |(at, &byte): (usize, &u8)| {
        if (148..156).contains(&at) {
            u32::from(b' ')
        } else {
            u32::from(byte)
        }
    };
    header[0] != 0 && bytes.map(of).sum::<u32>() == sum
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let zeros = Cell::new(0);
    let mut input = Zeros {
        inner: input,
        n: &zeros,
    };
    let mut begun = Vec::new();
    loop {
        members(&mut Cursor::new(begun).chain(&mut input), sink)?;
        if zeros.get() < BLOCK {
            sink.gap(Reason::Damaged, "the end of the archive is missing");
        }
        // Archives are joined by writing one behind the other.
        match next_archive(&mut input, sink)? {
            Some(header) => begun = header,
            None => return Ok(()),
        }
    }
}

fn members(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut archive = tar::Archive::new(input);
    for entry in archive.entries()? {
        let mut entry = entry.map_err(error)?;
        sink.tick();
        let kind = entry.header().entry_type();
        if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            // What a sparse file holds is not what it takes here.
            let left = if kind.is_gnu_sparse() { 0 } else { entry.size() };
            let inner = &mut entry;
            sink.member(&name, &mut Whole { inner, left })?;
        }
    }
    Ok(())
}

/// The header that follows on the zeros behind an archive, if what follows is one.
fn next_archive(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
    loop {
        let mut block = Vec::new();
        input.take(BLOCK as u64).read_to_end(&mut block)?;
        match block.first_chunk() {
            Some(block) if block == &[0; BLOCK] => sink.tick(),
            Some(header) if is_header(header) => return Ok(Some(block)),
            _ => return Ok(None),
        }
    }
}

/// An archive ends with blocks of zeros: counts those that were read last.
struct Zeros<'r> {
    inner: &'r mut dyn Read,
    n: &'r Cell<usize>,
}

impl Read for Zeros<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        let zeros = buf[..n].iter().rev().take_while(|&&byte| byte == 0).count();
        self.n.set(if zeros == n { self.n.get() + n } else { zeros });
        Ok(n)
    }
}

/// A member that ends before its header says so is not whole.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buf)?;
        if n == 0 && self.left > 0 && !buf.is_empty() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(n as u64);
        Ok(n)
    }
}

/// What the library says of a header may hold names of the archive: only the kind is told.
fn error(err: std::io::Error) -> Error {
    match err.get_ref().is_some_and(|inner| inner.is::<Error>()) || err.raw_os_error().is_some() {
        true => err.into(),
        false => Error::damaged("a header that is not whole"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Document, documents};
    use super::*;

    fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            archive.append_data(&mut header, name, *bytes).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn told(documents: &[Document]) -> Vec<String> {
        documents.iter().map(Document::text).collect()
    }

    #[test]
    fn archives_that_were_joined_are_all_read() {
        let (first, second) = (
            tar(&[("a.txt", b"eerste")]),
            tar(&[("a.txt", b"tweede"), ("b.txt", b"derde")]),
        );
        let tape = [0; 20 * BLOCK];
        for joined in [
            [&first[..], &second].concat(),
            [&first[..], &tape, &second, &tape].concat(),
            [&first[..], &second, b"geen kop van een archief"].concat(),
        ] {
            let documents = documents("a.tar", &joined);
            assert_eq!(told(&documents), ["", "eerste", "tweede", "derde"]);
            assert_eq!(documents[0].reasons, []);
        }
        let documents = documents("a.tar", &[&first, &second[..second.len() - 2 * BLOCK]].concat());
        assert_eq!(documents[0].reasons, [Reason::Damaged]);
    }
}
