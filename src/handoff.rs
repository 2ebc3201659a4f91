//! How opened files travel between processes on Unix: as descriptors over a socket, sealed where closing may hang.
//!
//! The main process must never wait for a file system, and `close` waits: FUSE sends a FLUSH for every closed descriptor
//! and waits for the answer in the kernel, beyond the reach of any signal, even when the process exits. So a file of
//! a remote or user-space file system travels *sealed*: the walk child puts its descriptor into a fresh socket pair and
//! hands over the other end. Whoever takes it out is a worker, which may hang; a sealed file that is dropped is released
//! by the kernel in the background.

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

fn receive(socket: impl AsFd, bytes: &mut [u8], into: &mut VecDeque<OwnedFd>, flags: RecvFlags) -> io::Result<usize> {
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

/// The file behind a descriptor that was handed over, sealed or not. For workers only: from here on, closing may wait.
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

#[cfg(test)]
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
        let plain: OwnedFd = File::open(&path).unwrap().into();
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
