//! The worker's side of the socket pair on Unix: messages in, with a file now and then, and messages out.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;

use crate::extract::Reason;
use crate::handoff::{open_sealed, take_from};
use crate::worker::protocol::{HEADER, length};

pub(in crate::worker) struct Channel {
    socket: UnixStream,
    /// Received and not yet handed out.
    buffer: Vec<u8>,
    /// Came with the message handed out last.
    files: VecDeque<OwnedFd>,
}

impl Channel {
    /// The channel that is this process's standard input.
    pub(in crate::worker) fn open() -> io::Result<Self> {
        let socket = io::stdin().as_fd().try_clone_to_owned()?;
        Ok(Self {
            socket: socket.into(),
            buffer: Vec::new(),
            files: VecDeque::new(),
        })
    }

    /// The next message; none when the main process is gone.
    pub(in crate::worker) fn receive(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(&header) = self.buffer.first_chunk::<HEADER>() {
                let end = HEADER + length(header)?;
                if self.buffer.len() >= end {
                    let message = self.buffer[HEADER..end].to_vec();
                    self.buffer.drain(..end);
                    return Ok(Some(message));
                }
            }
            if self.fill()? == 0 {
                return Ok(None);
            }
        }
    }

    fn fill(&mut self) -> io::Result<usize> {
        let mut bytes = [0; 16 << 10];
        let n_received = loop {
            match take_from(&self.socket, &mut bytes, &mut self.files) {
                Err(err) if err.kind() == io::ErrorKind::Interrupted => {}
                received => break received?,
            }
        };
        self.buffer.extend_from_slice(&bytes[..n_received]);
        Ok(n_received)
    }

    /// The file that came with the last message, and its write-ahead log.
    pub(in crate::worker) fn opened(&mut self, _path: Option<Vec<u16>>) -> Result<(File, Option<File>), Reason> {
        let mut descriptors = self.files.drain(..);
        let (file, log) = (descriptors.next().ok_or(Reason::IoError)?, descriptors.next());
        let open = |descriptor| open_sealed(descriptor).map(File::from).map_err(|_| Reason::IoError);
        Ok((open(file)?, log.map(open).transpose()?))
    }

    pub(in crate::worker) fn send(&mut self, messages: &[u8]) -> io::Result<()> {
        self.socket.write_all(messages)
    }
}
