//! Reads one document: identify, hash, extract, and say how much of it was read; members come back in here.

use std::io::{Cursor, Read as _, SeekFrom};

use super::aligned::{Aligned, SHIFTED};
use super::passing::{Counted, Hashing};
use super::{
    Error, Extract, Format, HEAD_LEN, Input, Reason, around, held, holes, identify, members, program, salvage, zip,
};
use crate::extract::{End, Reader, Shared, Sink};
use crate::finding::{Read, Token};

/// Reads an opened file and everything inside it. Never fails: what went wrong is part of what the reader is told.
/// `name` is the file's name; only its extension is looked at.
pub fn read(input: &mut dyn Input, name: &str, reader: &mut dyn Reader, shared: &mut Shared) {
    Sink::new(reader, shared, Vec::new()).seekable(input, name);
}

/// How a format that needs seeks is read.
type SeekFn = fn(&mut dyn Input, &mut Sink<'_>) -> Result<(), Error>;

impl Sink<'_> {
    /// Reads a member of this document as a document of its own. An error means that the container cannot go on;
    /// what is wrong with the member alone is told of the member.
    pub fn member(&mut self, name: &str, bytes: &mut dyn std::io::Read) -> Result<(), Error> {
        if let Some(member) = self.enter(name)? {
            member.streamed(bytes, name);
        }
        Ok(())
    }

    /// As [`Sink::member`], for what is a document without being bytes: an item of a mail store. `read` tells its text.
    pub fn item(
        &mut self,
        name: &str,
        format: &'static Format,
        read: &mut dyn FnMut(&mut Sink<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if let Some(mut item) = self.enter(name)? {
            name.clone_into(&mut item.name);
            item.reader.begin(&item.inner, format.name);
            let result = read(&mut item).map(|()| None).map_err(|err| (None, err));
            item.ended(format, 0, result);
        }
        Ok(())
    }

    /// Reads the package that this document is when it is decrypted, in its place: it has no level of its own.
    pub(super) fn instead(&mut self, package: &mut dyn Input) -> Result<(), Error> {
        let (head, failed) = head_of(package);
        failed.map_or(Ok(()), Err)?;
        // A package is a zip. What else may be in there could lead in here again, as often as it was wrapped.
        if !head.starts_with(b"PK") {
            return Err(Error::damaged("it does not begin as a document of its kind"));
        }
        let err = match members(&head, package) {
            Ok(members) => return self.kin(&head, &members, package),
            Err(err) => err,
        };
        let Some(mut archive) = salvage::Archive::find(package)? else {
            return Err(err);
        };
        self.gap_in(Vec::new(), err);
        let (head, _) = head_of(&mut archive);
        let members = archive.members();
        self.kin(&head, &members, &mut archive)
    }

    fn kin(&mut self, head: &[u8], members: &[String], input: &mut dyn Input) -> Result<(), Error> {
        let format = identify(head, &self.name, members);
        input.rewind()?;
        match format.extract {
            Extract::Seek(extract) => self.read_twice(format, extract, input),
            Extract::Stream(extract) => extract(input, self),
            Extract::NoText | Extract::Unsupported => Err(Error::new(Reason::Unsupported, format.name)),
        }
    }

    /// A sink for the next member; none where it is not read, or was by an earlier worker.
    fn enter(&mut self, name: &str) -> Result<Option<Sink<'_>>, Error> {
        self.shared.members += 1;
        let most = self.shared.limits.members;
        if self.shared.members > most {
            return Err(Error::new(Reason::LimitEntries, format!("more than {most} members")));
        }
        self.n_members += 1;
        let mut position = self.position.clone();
        position.push(self.n_members);
        if self.inner.len() >= usize::from(self.shared.limits.depth) {
            let depth = self.shared.limits.depth;
            self.gap_in(
                vec![name.to_owned()],
                Error::new(Reason::LimitDepth, format!("deeper than {depth}")),
            );
            return Ok(None);
        }
        if self.shared.settled(&position) {
            return Ok(None);
        }
        let mut inner = self.inner.clone();
        inner.push(name.to_owned());
        self.reader.enter(&inner, &position);
        self.any_member = true;
        let mut member = Sink::new(&mut *self.reader, &mut *self.shared, inner);
        member.position = position;
        Ok(Some(member))
    }

    fn seekable(mut self, input: &mut dyn Input, name: &str) {
        name.clone_into(&mut self.name);
        // An opened file may have been read from before.
        let (head, failed) = match input.rewind() {
            Ok(()) => head_of(input),
            Err(err) => (Vec::new(), Some(err)),
        };
        if let Some(err) = failed {
            return self.unreadable(err.into());
        }
        let found = members(&head, input);
        let format = identify(&head, name, found.as_deref().unwrap_or_default());
        match found {
            Err(err) if matches!(err.reason, Reason::Damaged | Reason::LimitEntries) => {
                self.without_directory(format, &err, &head, input);
            }
            _ if format.is_unknown() && salvage::ends_as_archive(input).unwrap_or(false) => {
                let err = Error::damaged("an archive behind other bytes");
                self.without_directory(format, &err, &head, input);
            }
            _ => {
                let format = self.behind(format, &head);
                self.identified(format, &head, input);
            }
        }
    }

    /// An archive, or a document that is one inside, whose directory or beginning is cut or damaged; or `format`.
    fn without_directory(mut self, format: &Format, err: &Error, head: &[u8], input: &mut dyn Input) {
        let whole = input.rewind().and_then(|()| {
            let content = self.token_of(input)?;
            Ok((content, input.seek(SeekFrom::End(0))?))
        });
        let (content, size) = match whole {
            Ok(whole) => whole,
            Err(err) => return self.unreadable(err.into()),
        };
        let n_listed = salvage::n_listed(input).ok().flatten();
        match salvage::Archive::find(input) {
            Ok(Some(mut archive)) => {
                let is_listed = !head.starts_with(b"PK") && n_listed == Some(archive.n_members());
                let (head, _) = head_of(&mut archive);
                let format = identify(&head, &self.name, &archive.members());
                self.reader.begin(&self.inner, format.name);
                let may_be_whole = is_listed && format.name == zip::FORMAT.name;
                if !may_be_whole {
                    self.gap_in(Vec::new(), err.clone());
                }
                let result = self.extract_seekable(format, &head, &mut archive);
                let (start, repeated) = (archive.start(), archive.repeated());
                if may_be_whole && !around::belongs_before(start, input).unwrap_or(false) {
                    self.gap_in(Vec::new(), err.clone());
                }
                let result = result.map_err(|(_, err)| err).map(|_| ());
                let result = result.and_then(|()| self.part(format, 0..start, input));
                // An archive has its members by other names already; a document, only one part of each name.
                let next = repeated.filter(|_| format.name != zip::FORMAT.name);
                let next = next.map_or(Ok(()), |at| self.rest(at, "archive.zip", input));
                let result = result.and(next);
                self.ended(format, size, result.map(|()| content).map_err(|err| (content, err)));
            }
            Ok(None) => self.identified(format, head, input),
            Err(err) => self.unreadable(err.into()),
        }
    }

    fn identified(mut self, format: &Format, head: &[u8], input: &mut dyn Input) {
        let size = match input.seek(SeekFrom::End(0)) {
            Ok(size) => size,
            Err(err) => return self.unreadable(err.into()),
        };
        self.reader.begin(&self.inner, format.name);
        let result = self.extract_seekable(format, head, input);
        let beside = self
            .archive_behind(format, head, input)
            .and_then(|()| self.around(format, head, input));
        self.ended(
            format,
            size,
            result.and_then(|content| beside.map(|()| content).map_err(|err| (content, err))),
        );
    }

    /// Reads the archive that a file ends as, whatever it begins as.
    fn archive_behind(&mut self, format: &Format, head: &[u8], input: &mut dyn Input) -> Result<(), Error> {
        if self.any_member || head.starts_with(b"PK") || format.is_unknown() {
            return Ok(());
        }
        if salvage::ends_as_archive(input)? {
            return match salvage::Archive::find(input)? {
                Some(mut archive) => self.member("archive.zip", &mut archive),
                None => Ok(()),
            };
        }
        match program::archive_behind(head, input)? {
            Some((at, name)) => self.rest(at, name, input),
            None => Ok(()),
        }
    }

    /// Reads the file from `at` on as a document of its own.
    fn rest(&mut self, at: u64, name: &str, input: &mut dyn Input) -> Result<(), Error> {
        input.seek(SeekFrom::Start(at))?;
        self.member(name, &mut input.take(u64::MAX))
    }

    fn extract_seekable(
        &mut self,
        format: &Format,
        head: &[u8],
        input: &mut dyn Input,
    ) -> Result<Option<Token>, (Option<Token>, Error)> {
        let plain = |err: std::io::Error| (None, Error::from(err));
        input.rewind().map_err(plain)?;
        if let Extract::Stream(extract) = format.extract {
            return holes::watched(format, input, self, |input, sink| sink.extract_stream(extract, input));
        }
        if let Extract::NoText = format.extract {
            return Ok(None);
        }
        let content = self.token_of(input).map_err(plain)?;
        input.rewind().map_err(plain)?;
        let result = match format.extract {
            Extract::Seek(extract) if self.begins > 0 => self
                .held_behind(input)
                .and_then(|mut held| self.read_twice(format, extract, &mut *held)),
            Extract::Seek(extract) => self.read_twice(format, extract, input),
            _ => {
                let name = self.name.clone();
                salvage::headless(head, &name, input, self)
                    .and_then(|damaged| Err(damaged.unwrap_or_else(|| Error::new(Reason::Unsupported, format.name))))
            }
        };
        result.map(|()| content).map_err(|err| (content, err))
    }

    /// Where the first reading could not go on, there is a second one.
    fn read_twice(&mut self, format: &Format, extract: SeekFn, input: &mut dyn Input) -> Result<(), Error> {
        let first = extract(input, self);
        if !salvage::is_due(&first, self) {
            return first;
        }
        let second = salvage::read(format, input, self);
        first.and(second)
    }

    fn streamed(mut self, bytes: &mut dyn std::io::Read, name: &str) {
        name.clone_into(&mut self.name);
        let (head, failed) = head_of(bytes);
        let failed = match failed {
            Some(err) if head.is_empty() => return self.unreadable(err.into()),
            failed => failed,
        };
        let format = self.behind(identify(&head, name, &[]), &head);
        let mut all = Counted {
            inner: Cursor::new(head).chain(held::Failing(failed)).chain(bytes),
            n: 0,
        };
        if let Extract::Stream(extract) = format.extract {
            self.reader.begin(&self.inner, format.name);
            let result = holes::watched(format, &mut all, &mut self, |input, sink| {
                sink.extract_stream(extract, input)
            });
            return self.ended(format, all.n, result);
        }
        if matches!(format.extract, Extract::NoText) {
            self.reader.begin(&self.inner, format.name);
            return self.ended(format, 0, Ok(None));
        }
        let mut whole = held::AsFarAsWhole::new(&mut all);
        match held::hold(&mut whole, self.shared.limits.inflated) {
            Err(err) => self.unreadable(err),
            Ok(mut held) => {
                whole
                    .broken_off
                    .into_iter()
                    .for_each(|err| self.gap_in(Vec::new(), err));
                self.seekable(&mut *held, name);
            }
        }
    }

    fn extract_stream(
        &mut self,
        extract: fn(&mut dyn std::io::Read, &mut Sink<'_>) -> Result<(), Error>,
        input: &mut dyn std::io::Read,
    ) -> Result<Option<Token>, (Option<Token>, Error)> {
        let mut hashing = Hashing {
            inner: input,
            hasher: self.shared.key.as_ref().map(blake3::Hasher::new_keyed),
        };
        self.tell_before(&mut hashing).map_err(|err| (None, err))?;
        let mut aligned = Aligned::new(&mut hashing);
        let result = extract(&mut aligned, self);
        if aligned.is_shifted {
            self.gap(Reason::Damaged, SHIFTED);
        }
        result.map_err(|err| (None, err))?;
        // An extractor may stop before the end (trailing bytes): the token is of all bytes all the same.
        let mut rest = vec![0; 64 << 10];
        loop {
            match hashing.read(&mut rest) {
                Ok(0) => return Ok(hashing.hasher.map(|hasher| hasher.finalize().into())),
                Ok(_) => self.reader.tick(),
                Err(err) => return Err((None, err.into())),
            }
        }
    }

    /// What stands in the log of a database is as much its content as the file itself.
    fn token_of(&mut self, input: &mut dyn Input) -> std::io::Result<Option<Token>> {
        let Some(key) = &self.shared.key else {
            return Ok(None);
        };
        let mut hasher = blake3::Hasher::new_keyed(key);
        self.hash(input, &mut hasher)?;
        let log = self.shared.log.take().filter(|_| self.position.is_empty());
        if let Some(mut log) = log {
            log.rewind()?;
            self.hash(&mut *log, &mut hasher)?;
            self.shared.log = Some(log);
        }
        Ok(Some(hasher.finalize().into()))
    }

    fn hash(&mut self, input: &mut dyn Input, hasher: &mut blake3::Hasher) -> std::io::Result<()> {
        let mut buffer = vec![0; 128 << 10];
        loop {
            match input.read(&mut buffer)? {
                0 => return Ok(()),
                n => hasher.update(&buffer[..n]),
            };
            self.reader.tick();
        }
    }

    fn unreadable(mut self, err: Error) {
        self.reader.begin(&self.inner, "unknown");
        self.gap_in(Vec::new(), err);
        self.reader.end(End {
            size: 0,
            content: None,
            read: Read::None,
            gaps: self.gaps.told(),
            dated: None,
            pictures: 0,
        });
    }

    fn ended(mut self, format: &Format, size: u64, result: Result<Option<Token>, (Option<Token>, Error)>) {
        self.finish();
        let any_text = self.any_text();
        self.tell_name();
        let content = match result {
            Ok(content) => content,
            Err((content, err)) => {
                self.gap_in(Vec::new(), err);
                content
            }
        };
        let read = match (&format.extract, self.gaps.is_empty()) {
            (Extract::NoText, _) if !self.any_member => Read::NoText,
            (_, true) if self.no_text => Read::NoText,
            (_, true) => Read::All,
            // A container that was given up is partly read: its first members were.
            (_, false) if any_text || self.any_member => Read::Partly,
            (_, false) => Read::None,
        };
        self.reader.end(End {
            size,
            content,
            read,
            gaps: self.gaps.told(),
            dated: self.dated,
            pictures: self.pictures,
        });
    }
}

/// The first bytes of a document, and why they are not more when reading failed.
pub(super) fn head_of<R: std::io::Read + ?Sized>(input: &mut R) -> (Vec<u8>, Option<std::io::Error>) {
    let mut head = Vec::with_capacity(HEAD_LEN);
    let failed = input.take(HEAD_LEN as u64).read_to_end(&mut head).err();
    (head, failed)
}
