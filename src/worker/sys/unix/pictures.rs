//! The picture reader on Unix (see [`crate::worker::ocr`]): its client in a worker, the reader itself, and the process
//! of one page.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use rustix::process::{Resource, Signal};

use super::limits::lower;
use super::process::this_program;
use crate::extract::{Error, Reason, Recognise};
use crate::handoff::{send_with, take_from};
use crate::worker::ocr;
use crate::worker::sys::wait;

/// Of one picture: processor time, and time altogether.
const CPU_SECONDS: u64 = 60;
const PATIENCE: Duration = Duration::from_secs(180);
const ADDRESS_SPACE: u64 = 1 << 30;
/// More text than any page holds.
const MOST_TEXT: u64 = 4 << 20;
/// How often a worker that waits gives a sign of life.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// What the reader says of a picture.
const READ: u8 = 0;
const NOT_READ: u8 = 1;
const TOO_LONG: u8 = 2;

/// A worker's end of the line to its picture reader.
struct Client {
    socket: UnixStream,
    /// Collected when it goes.
    _reader: Child,
}

/// Starts the reader and gives its client.
pub(in crate::worker) fn start_picture_reader(arguments: &[String]) -> io::Result<Box<dyn Recognise>> {
    let (ours, theirs) = UnixStream::pair()?;
    ours.set_read_timeout(Some(SIGN_OF_LIFE))?;
    let reader = Command::new(this_program()?)
        .arg0("speur")
        .arg(ocr::SUBCOMMAND)
        .args(arguments)
        .env_clear()
        .current_dir("/")
        .stdin(OwnedFd::from(theirs))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    Ok(Box::new(Client {
        socket: ours,
        _reader: reader,
    }))
}

impl Recognise for Client {
    fn text(&mut self, picture: &[u8], alive: &mut dyn FnMut()) -> Result<String, Error> {
        let mut pixels = memory_file()?;
        pixels.write_all(picture)?;
        pixels.rewind()?;
        let mut text = memory_file()?;
        let gone = |_| Error::new(Reason::Crashed, "the process that reads pictures has ended");
        send_with(&self.socket, &[0], &[pixels.as_fd(), text.as_fd()]).map_err(gone)?;
        let mut said = [0];
        loop {
            match self.socket.read(&mut said) {
                Ok(0) => return Err(gone(io::ErrorKind::UnexpectedEof.into())),
                Ok(_) => break,
                Err(err) if matches!(err.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => alive(),
                Err(err) => return Err(gone(err)),
            }
        }
        match said[0] {
            READ => {}
            TOO_LONG => return Err(Error::new(Reason::LimitTime, "a picture that takes too long to read")),
            _ => return Err(Error::new(Reason::NeedsOcr, "a picture that tesseract cannot read")),
        }
        let mut read = Vec::new();
        text.rewind()?;
        text.take(MOST_TEXT).read_to_end(&mut read)?;
        Ok(String::from_utf8_lossy(&read).into_owned())
    }
}

fn memory_file() -> io::Result<File> {
    #[cfg(target_os = "linux")]
    return Ok(rustix::fs::memfd_create("picture", rustix::fs::MemfdFlags::CLOEXEC)?.into());
    #[cfg(not(target_os = "linux"))]
    Err(io::ErrorKind::Unsupported.into())
}

/// The hidden subcommand that reads one picture after the other, until the worker is gone.
pub fn read_pictures(arguments: &[String]) -> ExitCode {
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn serve(arguments: &[String]) -> io::Result<()> {
    let program = arguments.first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut socket = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    confine(Path::new(program))?;
    let mut files = VecDeque::new();
    loop {
        files.clear();
        if take_from(&socket, &mut [0], &mut files)? == 0 {
            return Ok(());
        }
        let (Some(picture), Some(text)) = (files.pop_front(), files.pop_front()) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let said = page(arguments, picture, text).unwrap_or(NOT_READ);
        socket.write_all(&[said])?;
    }
}

fn page(arguments: &[String], picture: OwnedFd, text: OwnedFd) -> io::Result<u8> {
    let mut child = Command::new(this_program()?)
        .arg0("speur")
        .arg(ocr::PAGE_SUBCOMMAND)
        .args(arguments)
        .env_clear()
        // One picture, one thread: how many are read at once is for --jobs to say.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(picture)
        .stdout(text)
        .stderr(Stdio::null())
        .spawn()?;
    let status = wait(&mut child, PATIENCE);
    if status.is_none() {
        child.kill()?;
        child.wait()?;
    }
    Ok(match status {
        Some(status) if status.success() => READ,
        Some(status) if status.signal() != Some(Signal::XCPU.as_raw()) => NOT_READ,
        _ => TOO_LONG,
    })
}

/// The hidden subcommand of one page: takes limits on itself and becomes `tesseract`, whose input is the picture.
pub fn read_picture(arguments: &[String]) -> ExitCode {
    let [program, languages, mode] = arguments else {
        return ExitCode::from(2);
    };
    if limit().is_err() {
        return ExitCode::from(2);
    }
    let _failed = Command::new(program)
        .args(["stdin", "stdout", "-l", languages, "--psm", mode])
        .exec();
    ExitCode::from(2)
}

fn limit() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))?;
    lower(Resource::Core, 0)?;
    lower(Resource::Nofile, 64)?;
    lower(Resource::As, ADDRESS_SPACE)?;
    lower(Resource::Fsize, MOST_TEXT)?;
    lower(Resource::Cpu, CPU_SECONDS)
}

/// An input that is no picture is taken for a list of files, or of addresses on the network, by `tesseract`: it must
/// be able to reach neither.
fn confine(program: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    return super::super::linux::confine_picture_reader(program);
    #[cfg(not(target_os = "linux"))]
    Err(io::ErrorKind::Unsupported.into())
}
