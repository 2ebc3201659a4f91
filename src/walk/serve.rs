//! The part of the walk child that opens files on request and hands their descriptors over.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::thread;

use crossbeam_channel::{Sender, bounded};

use super::log;
use super::open::{open_file, open_plain};
use super::protocol::{Cursor, Request, read_frame, reason_number};
use crate::handoff::{MOST, seal, send_with};

/// Bytes of one answer: what happened, and the error number behind it.
pub const ANSWER: usize = 5;
pub const OPENED: u8 = b'o';
/// A database, and the write-ahead log beside it: two descriptors.
pub const OPENED_WITH_LOG: u8 = b'w';
/// Another name of a file that was handed over before.
pub const ALIAS: u8 = b'a';

/// Descriptors of one answer.
const MOST_EACH: usize = 2;

pub fn serve(mut input: impl Read + AsFd, sealed: bool) -> io::Result<()> {
    let mut opener = Opener {
        closer: sealed.then(closer),
        handed_over: HashSet::new(),
        answers: Vec::new(),
        files: Vec::new(),
    };
    while let Some(frame) = read_frame(&mut input)? {
        let mut requests = Cursor(&frame);
        while let Some(request) = requests.request()? {
            opener.answer(&request)?;
            // On a file system that may stop answering nothing that was opened waits for the next file.
            if sealed || opener.files.len() + MOST_EACH > MOST {
                opener.send(&input)?;
            }
        }
        opener.send(&input)?;
    }
    Ok(())
}

/// Closes files in a thread of its own: it may hang there without keeping the next file from being opened.
fn closer() -> Sender<OwnedFd> {
    let (sender, files) = bounded(MOST);
    thread::spawn(move || files.into_iter().for_each(drop));
    sender
}

struct Opener {
    /// Where files are handed over sealed.
    closer: Option<Sender<OwnedFd>>,
    /// Files with several names: each is handed over once.
    handed_over: HashSet<(u64, u64)>,
    answers: Vec<u8>,
    files: Vec<OwnedFd>,
}

impl Opener {
    fn answer(&mut self, request: &Request) -> io::Result<()> {
        let identity = (request.device, request.inode);
        if request.links > 1 && self.handed_over.contains(&identity) {
            self.answers.extend([ALIAS, 0, 0, 0, 0]);
            return Ok(());
        }
        match open_file(request) {
            Ok(file) => {
                if request.links > 1 {
                    self.handed_over.insert(identity);
                }
                let mut file = File::from(file);
                let log = log::is_database(&mut file).then(|| open_plain(&log::of(&request.path)));
                let log = log.flatten();
                let what = if log.is_some() { OPENED_WITH_LOG } else { OPENED };
                self.hand_over(file.into())?;
                log.map_or(Ok(()), |log| self.hand_over(log))?;
                self.answers.extend([what, 0, 0, 0, 0]);
            }
            Err(refusal) => {
                self.answers.push(reason_number(refusal.reason));
                self.answers.extend(refusal.errno.to_le_bytes());
            }
        }
        Ok(())
    }

    fn hand_over(&mut self, file: OwnedFd) -> io::Result<()> {
        self.files.push(match &self.closer {
            Some(closer) => {
                let sealed = seal(&file)?;
                closer.send(file).map_err(io::Error::other)?;
                sealed
            }
            None => file,
        });
        Ok(())
    }

    fn send(&mut self, socket: &impl AsFd) -> io::Result<()> {
        let files: Vec<_> = self.files.iter().map(AsFd::as_fd).collect();
        send_with(socket, &self.answers, &files)?;
        self.answers.clear();
        self.files.clear();
        Ok(())
    }
}
