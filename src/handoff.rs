//! An opened file on its way to a worker: a descriptor on Unix, a path on Windows.
//!
//! The main process must never wait for a file system, and `close` waits: FUSE sends a FLUSH for every closed
//! descriptor and waits for the answer in the kernel, beyond the reach of any signal, even when the process exits. So a
//! file of a remote or user-space file system travels *sealed*: the walk child puts its descriptor into a fresh socket
//! pair and hands over the other end. Whoever takes it out is a worker, which may hang; a sealed file that is dropped
//! is released by the kernel in the background.

#[cfg(unix)]
pub use unix::{open_sealed, send_with, take_from};

/// A file that may be read by whoever holds it.
#[cfg(unix)]
#[derive(Debug)]
pub struct Handoff {
    file: std::os::fd::OwnedFd,
    /// The write-ahead log beside it, where it is a database.
    log: Option<std::os::fd::OwnedFd>,
}

/// A file that may be read by whoever holds it.
#[cfg(windows)]
#[derive(Debug)]
pub struct Handoff(std::path::PathBuf);

#[cfg(unix)]
impl From<std::os::fd::OwnedFd> for Handoff {
    fn from(file: std::os::fd::OwnedFd) -> Self {
        Self { file, log: None }
    }
}

#[cfg(unix)]
impl From<Handoff> for std::os::fd::OwnedFd {
    /// The file itself, or the socket it is sealed in: [`open_sealed`] takes either.
    fn from(handoff: Handoff) -> Self {
        handoff.file
    }
}

#[cfg(unix)]
impl Handoff {
    pub(crate) fn with_log(self, log: std::os::fd::OwnedFd) -> Self {
        Self { log: Some(log), ..self }
    }

    /// What has to travel: the file, then its log if there is one.
    pub(crate) fn descriptors(&self) -> Vec<std::os::fd::BorrowedFd<'_>> {
        let both = [Some(&self.file), self.log.as_ref()];
        both.into_iter().flatten().map(std::os::fd::AsFd::as_fd).collect()
    }
}

impl Handoff {
    /// Where whoever it is handed to finds the file (UTF-16), on systems where it is not handed over opened.
    pub(crate) fn path(&self) -> Option<Vec<u16>> {
        #[cfg(windows)]
        return Some(std::os::windows::ffi::OsStrExt::encode_wide(self.0.as_os_str()).collect());
        #[cfg(not(windows))]
        None
    }
}

#[cfg(windows)]
impl From<std::path::PathBuf> for Handoff {
    fn from(path: std::path::PathBuf) -> Self {
        Self(path)
    }
}

#[cfg(windows)]
impl From<Handoff> for std::path::PathBuf {
    fn from(handoff: Handoff) -> Self {
        handoff.0
    }
}

#[cfg(unix)]
mod unix {
    use std::collections::VecDeque;
    use std::io::{self, IoSlice, IoSliceMut};
    use std::mem::MaybeUninit;
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
    use std::os::unix::net::UnixStream;

    use rustix::net::{
        RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags, SendAncillaryBuffer, SendAncillaryMessage,
        SendFlags, recvmsg, sendmsg,
    };

    /// More descriptors than this never travel in one message.
    pub const MOST: usize = 16;

    /// Sends all bytes; the descriptors go with the first of them.
    pub fn send_with(socket: impl AsFd, bytes: &[u8], descriptors: &[BorrowedFd<'_>]) -> io::Result<()> {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        if !descriptors.is_empty() && !control.push(SendAncillaryMessage::ScmRights(descriptors)) {
            return Err(io::Error::other("too many descriptors in one message"));
        }
        let mut sent = 0;
        while sent < bytes.len() {
            match sendmsg(
                &socket,
                &[IoSlice::new(&bytes[sent..])],
                &mut control,
                SendFlags::NOSIGNAL,
            ) {
                Ok(n_bytes) => {
                    sent += n_bytes;
                    control.clear();
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Receives some bytes, and the descriptors that came with them, in the order they were sent.
    pub fn take_from(socket: impl AsFd, bytes: &mut [u8], into: &mut VecDeque<OwnedFd>) -> io::Result<usize> {
        receive(socket, bytes, into, RecvFlags::empty())
    }

    fn receive(
        socket: impl AsFd,
        bytes: &mut [u8],
        into: &mut VecDeque<OwnedFd>,
        flags: RecvFlags,
    ) -> io::Result<usize> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let flags = flags | RecvFlags::CMSG_CLOEXEC;
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let received = recvmsg(&socket, &mut [IoSliceMut::new(bytes)], &mut control, flags)?;
        for message in control.drain() {
            if let RecvAncillaryMessage::ScmRights(descriptors) = message {
                into.extend(descriptors);
            }
        }
        if received.flags.contains(ReturnFlags::CTRUNC) {
            return Err(io::Error::other(
                "descriptors were lost on the way: the limit of open files is reached",
            ));
        }
        Ok(received.bytes)
    }

    /// Puts an opened file into a socket of its own.
    pub fn seal(file: &OwnedFd) -> io::Result<OwnedFd> {
        let (near, far) = UnixStream::pair()?;
        send_with(&near, &[0], &[file.as_fd()])?;
        Ok(far.into())
    }

    /// The file behind a descriptor that was handed over, sealed or not. For workers only: from here on, closing may
    /// wait.
    pub fn open_sealed(descriptor: OwnedFd) -> io::Result<OwnedFd> {
        let stat = rustix::fs::fstat(&descriptor)?;
        if rustix::fs::FileType::from_raw_mode(stat.st_mode) != rustix::fs::FileType::Socket {
            return Ok(descriptor);
        }
        let mut files = VecDeque::new();
        // Left in the socket: a second worker may have to try the same file.
        receive(&descriptor, &mut [0], &mut files, RecvFlags::PEEK)?;
        files
            .pop_front()
            .ok_or_else(|| io::Error::other("the sealed socket holds no file"))
    }
}

#[cfg(unix)]
pub(crate) use unix::{MOST, seal};

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::io::{Read, Seek};
    use std::os::fd::OwnedFd;

    use super::*;

    #[test]
    fn a_sealed_file_and_a_plain_one_open_alike_and_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.txt");
        std::fs::write(&path, "text").unwrap();
        let sealed = seal(&File::open(&path).unwrap().into()).unwrap();
        let plain: OwnedFd = Handoff::from(OwnedFd::from(File::open(&path).unwrap())).into();
        for descriptor in [sealed, plain] {
            for _ in 0..2 {
                let again = descriptor.try_clone().unwrap();
                let mut text = String::new();
                let mut file = File::from(open_sealed(again).unwrap());
                file.read_to_string(&mut text).unwrap();
                file.rewind().unwrap();
                assert_eq!(text, "text");
            }
        }
    }
}
