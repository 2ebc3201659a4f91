//! What the walk child and the main process say to each other: length-prefixed frames of small records.
//!
//! The child writes frames to its standard output; the job it gets comes as the first frame of its standard input. On
//! Unix standard input is a socket that also carries the requests to open files and, as fixed-size answers, the opened
//! descriptors.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::{Entry, Exclusion, Passed, Tally};
use crate::extract::Reason;
use crate::storage::SyncFolder;

/// A frame is sent when it has grown to this.
pub const FRAME: usize = 32 * 1024;
/// Longer frames are refused: a frame of [`FRAME`] and one record with the longest path a system can make.
const LONGEST: usize = 256 * 1024;

/// What the child does with the roots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Task {
    #[default]
    Walk,
    /// Says where they really are.
    Resolve,
    /// Looks for sync folders in them: they are home directories.
    SyncFolders,
}

/// What the child is to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Job {
    pub task: Task,
    /// Hand files over sealed, one by one: the file system may stop answering.
    pub sealed: bool,
    /// Directories on another device belong to this file system (btrfs subvolumes).
    pub subvolumes: bool,
    pub roots: Vec<PathBuf>,
    /// Other file systems below the roots: never touched, not even looked at.
    pub mount_points: Vec<PathBuf>,
    pub own_files: Vec<(u64, u64)>,
    pub own_paths: Vec<PathBuf>,
    pub exclusions: Vec<Exclusion>,
    /// Leave out what `.gitignore` and `.ignore` files name.
    pub honour_ignore_files: bool,
    /// Name what is passed by.
    pub name_passed: bool,
}

/// One thing the child has to say.
#[derive(Debug, PartialEq, Eq)]
pub enum Record {
    Entry {
        entry: Entry,
        online_only: bool,
    },
    /// The directory that is read from here on.
    Directory(PathBuf),
    Gap {
        path: PathBuf,
        reason: Reason,
        detail: String,
    },
    Passed {
        path: PathBuf,
        what: Passed,
    },
    Resolved(PathBuf),
    SyncFolders(Vec<SyncFolder>),
    End(Tally),
}

/// One file the child is asked to open.
#[cfg(unix)]
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub path: PathBuf,
    pub device: u64,
    pub inode: u64,
    pub links: u64,
}

/// Reasons a walk can give, by their number in a message.
pub const REASONS: [Reason; 8] = [
    Reason::IoError,
    Reason::Permission,
    Reason::Vanished,
    Reason::Changed,
    Reason::Locked,
    Reason::SpecialFile,
    Reason::OnlineOnly,
    Reason::Excluded,
];

/// What a walk passes by, by its number in a message.
const PASSED: [Passed; 4] = [Passed::Link, Passed::Pipe, Passed::Socket, Passed::Device];

pub fn reason_number(reason: Reason) -> u8 {
    let found = REASONS.iter().position(|known| *known == reason).unwrap_or(0);
    u8::try_from(found).expect("the table is short")
}

fn bad(what: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("bad message between walk and scan: {what}"),
    )
}

/// Reads one frame; `None` at a clean end.
pub fn read_frame(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => input.read_exact(&mut length[1..])?,
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(bad("a frame over the limit"));
    }
    let mut frame = vec![0; length];
    input.read_exact(&mut frame)?;
    Ok(Some(frame))
}

pub fn write_frame(output: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len())
        .ok()
        .filter(|length| *length as usize <= LONGEST);
    let length = length.ok_or_else(|| bad("a frame over the limit"))?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(frame)?;
    output.flush()
}

/// Takes a frame apart.
pub struct Cursor<'f>(pub &'f [u8]);

impl Cursor<'_> {
    fn bytes(&mut self, n: usize) -> io::Result<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or_else(|| bad("a record is cut off"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        Ok(self.bytes(N)?.try_into().expect("as many as asked for"))
    }

    fn u8(&mut self) -> io::Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    fn u64(&mut self) -> io::Result<u64> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    fn blob(&mut self) -> io::Result<&[u8]> {
        let length = u32::from_le_bytes(self.array()?) as usize;
        self.bytes(length)
    }

    fn path(&mut self) -> io::Result<PathBuf> {
        path_from(self.blob()?).map(PathBuf::from)
    }

    fn string(&mut self) -> io::Result<String> {
        String::from_utf8(self.blob()?.to_vec()).map_err(|_| bad("text that is not UTF-8"))
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> io::Result<T>) -> io::Result<Vec<T>> {
        let n_items = self.u64()?;
        // Not collected with a capacity: the count is checked by what follows it.
        (0..n_items).map(|_| item(self)).collect()
    }

    pub fn record(&mut self) -> io::Result<Option<Record>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let record = match self.u8()? {
            b'e' => self.entry()?,
            b'd' => Record::Directory(self.path()?),
            b'g' => Record::Gap {
                reason: *REASONS
                    .get(usize::from(self.u8()?))
                    .ok_or_else(|| bad("an unknown reason"))?,
                path: self.path()?,
                detail: self.string()?,
            },
            b'p' => Record::Passed {
                what: *PASSED
                    .get(usize::from(self.u8()?))
                    .ok_or_else(|| bad("an unknown kind"))?,
                path: self.path()?,
            },
            b'r' => Record::Resolved(self.path()?),
            b's' => Record::SyncFolders(serde_json::from_slice(self.blob()?)?),
            b'z' => Record::End(Tally {
                files: self.u64()?,
                directories: self.u64()?,
                links: self.u64()?,
                special: self.u64()?,
                own: self.u64()?,
                states: self.u64()?,
            }),
            _ => return Err(bad("an unknown record")),
        };
        Ok(Some(record))
    }

    fn entry(&mut self) -> io::Result<Record> {
        Ok(Record::Entry {
            online_only: self.u8()? != 0,
            entry: Entry {
                size: self.u64()?,
                modified: i128::from_le_bytes(self.array()?),
                changed: i128::from_le_bytes(self.array()?),
                device: self.u64()?,
                inode: self.u64()?,
                links: self.u64()?,
                path: self.path()?,
            },
        })
    }

    pub fn job(&mut self) -> io::Result<Job> {
        Ok(Job {
            task: match self.u8()? {
                0 => Task::Walk,
                1 => Task::Resolve,
                2 => Task::SyncFolders,
                _ => return Err(bad("an unknown task")),
            },
            sealed: self.u8()? != 0,
            subvolumes: self.u8()? != 0,
            roots: self.list(Self::path)?,
            mount_points: self.list(Self::path)?,
            own_files: self.list(|cursor| Ok((cursor.u64()?, cursor.u64()?)))?,
            own_paths: self.list(Self::path)?,
            exclusions: self.list(|cursor| {
                Ok(Exclusion {
                    glob: cursor.string()?,
                    reason: cursor.string()?,
                })
            })?,
            honour_ignore_files: self.u8()? != 0,
            name_passed: self.u8()? != 0,
        })
    }

    #[cfg(unix)]
    pub fn request(&mut self) -> io::Result<Option<Request>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        Ok(Some(Request {
            device: self.u64()?,
            inode: self.u64()?,
            links: self.u64()?,
            path: self.path()?,
        }))
    }
}

fn put_blob(frame: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).expect("paths and reasons are shorter than 4 GB");
    frame.extend(length.to_le_bytes());
    frame.extend(bytes);
}

fn put_numbers(frame: &mut Vec<u8>, numbers: &[u64]) {
    numbers.iter().for_each(|number| frame.extend(number.to_le_bytes()));
}

fn put_list<T>(frame: &mut Vec<u8>, items: &[T], mut put: impl FnMut(&mut Vec<u8>, &T)) {
    frame.extend((items.len() as u64).to_le_bytes());
    items.iter().for_each(|item| put(frame, item));
}

pub fn put_record(frame: &mut Vec<u8>, record: &Record) {
    match record {
        Record::Entry { entry, online_only } => {
            frame.extend([b'e', u8::from(*online_only)]);
            frame.extend(entry.size.to_le_bytes());
            frame.extend(entry.modified.to_le_bytes());
            frame.extend(entry.changed.to_le_bytes());
            put_numbers(frame, &[entry.device, entry.inode, entry.links]);
            put_path(frame, &entry.path);
        }
        Record::Directory(path) => {
            frame.push(b'd');
            put_path(frame, path);
        }
        Record::Gap { path, reason, detail } => {
            frame.extend([b'g', reason_number(*reason)]);
            put_path(frame, path);
            put_blob(frame, detail.as_bytes());
        }
        Record::Passed { path, what } => {
            let number = PASSED.iter().position(|known| known == what).unwrap_or(0);
            frame.extend([b'p', number as u8]);
            put_path(frame, path);
        }
        Record::Resolved(path) => {
            frame.push(b'r');
            put_path(frame, path);
        }
        Record::SyncFolders(folders) => {
            frame.push(b's');
            put_blob(frame, &serde_json::to_vec(folders).expect("text and enums become JSON"));
        }
        Record::End(tally) => {
            frame.push(b'z');
            put_numbers(
                frame,
                &[
                    tally.files,
                    tally.directories,
                    tally.links,
                    tally.special,
                    tally.own,
                    tally.states,
                ],
            );
        }
    }
}

pub fn put_job(frame: &mut Vec<u8>, job: &Job) {
    frame.push(match job.task {
        Task::Walk => 0,
        Task::Resolve => 1,
        Task::SyncFolders => 2,
    });
    frame.extend([job.sealed, job.subvolumes].map(u8::from));
    put_list(frame, &job.roots, |frame, path| put_path(frame, path));
    put_list(frame, &job.mount_points, |frame, path| put_path(frame, path));
    put_list(frame, &job.own_files, |frame, (device, inode)| {
        put_numbers(frame, &[*device, *inode]);
    });
    put_list(frame, &job.own_paths, |frame, path| put_path(frame, path));
    put_list(frame, &job.exclusions, |frame, exclusion| {
        put_blob(frame, exclusion.glob.as_bytes());
        put_blob(frame, exclusion.reason.as_bytes());
    });
    frame.extend([job.honour_ignore_files, job.name_passed].map(u8::from));
}

#[cfg(unix)]
pub fn put_request(frame: &mut Vec<u8>, entry: &Entry) {
    put_numbers(frame, &[entry.device, entry.inode, entry.links]);
    put_path(frame, &entry.path);
}

#[cfg(unix)]
fn put_path(frame: &mut Vec<u8>, path: &Path) {
    use std::os::unix::ffi::OsStrExt;
    put_blob(frame, path.as_os_str().as_bytes());
}

#[cfg(unix)]
fn path_from(bytes: &[u8]) -> io::Result<OsString> {
    use std::os::unix::ffi::OsStringExt;
    Ok(OsString::from_vec(bytes.to_vec()))
}

#[cfg(windows)]
fn put_path(frame: &mut Vec<u8>, path: &Path) {
    use std::os::windows::ffi::OsStrExt;
    let bytes: Vec<u8> = path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect();
    put_blob(frame, &bytes);
}

#[cfg(windows)]
fn path_from(bytes: &[u8]) -> io::Result<OsString> {
    use std::os::windows::ffi::OsStringExt;
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(bad("half a character in a path"));
    }
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Ok(OsString::from_wide(&units))
}

#[cfg(test)]
mod tests;
