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

/// A header of any kind of tar: its sum of bytes is right. Where the first one is lost, the name says what it is, and
/// one of those behind it.
fn recognise(head: &Head<'_>) -> bool {
    let mut blocks = head.bytes.as_chunks::<BLOCK>().0.iter();
    blocks.next().is_some_and(is_header) || FORMAT.extensions.contains(&head.extension) && blocks.any(is_header)
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
    (&mut input).take(BLOCK as u64).read_to_end(&mut begun)?;
    if !begun.first_chunk().is_some_and(is_header) {
        sink.gap(Reason::Damaged, TORN);
        match next_archive(&mut input, sink)? {
            Some(header) => begun = header,
            None => return Ok(()),
        }
    }
    loop {
        tell_label(&mut begun, sink);
        if !members(&mut Cursor::new(begun).chain(&mut input), sink)? {
            sink.gap(Reason::Damaged, TORN);
        } else if zeros.get() < BLOCK {
            sink.gap(Reason::Damaged, "the end of the archive is missing");
        }
        // Archives are joined by writing one behind the other, and go on behind a header that was written over.
        match next_archive(&mut input, sink)? {
            Some(header) => begun = header,
            None => return Ok(()),
        }
    }
}

/// Takes off the header that an archive may begin with for its label, whose numbers GNU tar leaves out.
fn tell_label(begun: &mut Vec<u8>, sink: &mut Sink<'_>) {
    const KIND: usize = 156;
    const LABEL: u8 = b'V';
    let Some(header) = begun.first_chunk::<BLOCK>() else {
        return;
    };
    if header[KIND] == LABEL && is_header(header) {
        let len = memchr::memchr(0, &header[..100]).unwrap_or(100);
        sink.field("properties", "label", &String::from_utf8_lossy(&header[..len]));
        begun.clear();
    }
}

/// Whether the archive ends as it should: a header that is none ends it before.
fn members(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<bool, Error> {
    let mut archive = tar::Archive::new(input);
    for entry in archive.entries()? {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(err) => return torn(err).map(|()| false),
        };
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
    Ok(true)
}

/// The next header behind an archive, or behind one that was written over: there the data of its file come first.
fn next_archive(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
    let mut is_ended = false;
    loop {
        let mut block = Vec::new();
        input.take(BLOCK as u64).read_to_end(&mut block)?;
        match block.first_chunk() {
            Some(block) if block == &[0; BLOCK] => is_ended = true,
            Some(header) if is_header(header) => return Ok(Some(block)),
            // An archive ends with two blocks of zeros: one alone is a header that was lost.
            Some(_) if !is_ended => {
                sink.gap(Reason::Damaged, TORN);
                return nameless(block, input, sink);
            }
            Some(_) => {}
            None => return Ok(None),
        }
        sink.tick();
    }
}

/// Reads the file whose header was written over; gives the next one.
fn nameless(first: Vec<u8>, input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<Option<Vec<u8>>, Error> {
    let mut data = Data {
        inner: input,
        before: 0,
        ready: first,
        zeros: 0,
        header: None,
        is_at_end: false,
    };
    data.hold_zeros();
    sink.member("content", &mut data)?;
    std::io::copy(&mut data, &mut std::io::sink())?;
    Ok(data.header)
}

/// What stands before the next header: zeros before it fill the last block up, or end the archive.
struct Data<'r> {
    inner: &'r mut dyn Read,
    /// Zeros before what is ready.
    before: usize,
    ready: Vec<u8>,
    /// Zeros behind that, given where more follows.
    zeros: usize,
    header: Option<Vec<u8>>,
    is_at_end: bool,
}

impl Data<'_> {
    fn hold_zeros(&mut self) {
        let n = self.ready.iter().rev().take_while(|&&byte| byte == 0).count();
        self.ready.truncate(self.ready.len() - n);
        self.zeros += n;
    }

    fn fill(&mut self) -> std::io::Result<()> {
        let mut block = Vec::new();
        self.inner.take(BLOCK as u64).read_to_end(&mut block)?;
        match block.first_chunk() {
            Some(header) if is_header(header) => {
                self.header = Some(block);
                self.is_at_end = true;
            }
            _ if block.is_empty() => self.is_at_end = true,
            _ if block.iter().all(|&byte| byte == 0) => self.zeros += block.len(),
            _ => {
                self.before = std::mem::take(&mut self.zeros);
                self.ready = block;
                self.hold_zeros();
            }
        }
        Ok(())
    }
}

impl Read for Data<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        while self.ready.is_empty() && !self.is_at_end {
            self.fill()?;
        }
        if self.before > 0 {
            let n = self.before.min(buf.len());
            buf[..n].fill(0);
            self.before -= n;
            return Ok(n);
        }
        let n = self.ready.len().min(buf.len());
        buf[..n].copy_from_slice(&self.ready[..n]);
        self.ready.drain(..n);
        Ok(n)
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

const TORN: &str = "a header that is not whole";

/// Whether what the library says is of a header, or of the file: what it says may hold names of the archive.
fn torn(err: std::io::Error) -> Result<(), Error> {
    match err.get_ref().is_some_and(|inner| inner.is::<Error>()) || err.raw_os_error().is_some() {
        true => Err(err.into()),
        false => Ok(()),
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

    #[test]
    fn the_label_that_gnu_tar_writes_first_is_told() {
        let mut header = [0; BLOCK];
        header[..9].copy_from_slice(b"Dossier 7");
        header[156] = b'V';
        header[148..156].fill(b' ');
        let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        let archive = [&header[..], &tar(&[("a.txt", b"eerste")])].concat();
        for bytes in [&archive[..], &[&archive[..], &archive].concat()] {
            let documents = documents("a.tar", bytes);
            assert_eq!(documents[0].reasons, []);
            assert!(documents[0].text().contains("Dossier 7") && documents[1].text() == "eerste");
        }
    }

    #[test]
    fn members_behind_a_header_that_was_written_over_are_read() {
        let members: [(&str, &[u8]); 3] = [("a.txt", b"eerste"), ("b.txt", &[b'x'; 700]), ("c.txt", b"derde")];
        let whole = tar(&members);
        let second = 2 * BLOCK;
        for over in [&[0; BLOCK][..], &[0xe5; BLOCK], b"B", &[b'7'; 150]] {
            let mut torn = whole.clone();
            torn[second..second + over.len()].copy_from_slice(over);
            let documents = documents("a.tar", &torn);
            assert_eq!(told(&documents), ["", "eerste", &"x".repeat(700), "derde"]);
            assert_eq!(documents[0].reasons, [Reason::Damaged]);
        }
        let mut last = whole.clone();
        let third = second + 3 * BLOCK;
        last[third..third + BLOCK].fill(0);
        assert_eq!(documents("a.tar", &last)[0].reasons, [Reason::Damaged]);
        for over in [[0; BLOCK], [b'7'; BLOCK]] {
            let torn = [&over[..], &whole[BLOCK..]].concat();
            let documents = documents("a.tar", &torn);
            assert_eq!(told(&documents)[1..], ["eerste", &"x".repeat(700), "derde"]);
            assert!(documents[1..].iter().all(|document| document.reasons.is_empty()));
            assert_eq!(documents[0].reasons, [Reason::Damaged]);
            assert_ne!(super::super::identify(&torn, "a.bin", &[]).name, "tar");
        }
        let behind = [&whole[..], &[b'x'; 3 * BLOCK]].concat();
        assert_eq!(documents("a.tar", &behind)[0].reasons, []);
    }
}
