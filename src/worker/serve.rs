//! The worker's side: confine oneself, then read one file after the other until the main process is gone.

use std::fs::File;
use std::io::{self, Cursor, Read as _, Seek as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::Mutex;

use super::line::Line;
use super::pace::Pace;
use super::protocol::{Position, Reply, Request};
use super::reading::{Reading, Time};
use super::sys::{self, CpuClock, Resident};
use super::{Config, limits, ocr};
use crate::central::SketchKey;
use crate::detect::{Detector, Settings};
use crate::extract::{self, Input, Recognise, Shared};

/// Files up to this size are read at once: extractors seek and go back, which costs a system call each on a file.
const AT_ONCE: usize = 256 << 10;

/// Where the last panic was: the place in the program, never its message, which may hold text of a document.
static PANICKED_AT: Mutex<String> = Mutex::new(String::new());

/// The hidden subcommand `__worker`.
pub fn serve() -> ExitCode {
    match serve_channel() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(super::UNREADY),
    }
}

fn serve_channel() -> io::Result<()> {
    std::panic::set_hook(Box::new(|panic| {
        if let (Some(place), Ok(mut at)) = (panic.location(), PANICKED_AT.lock()) {
            *at = place_in_program(place.file(), place.line());
        }
    }));
    let mut line = Line::open()?;
    let Some(config) = line.receive::<Config>()? else {
        return Ok(());
    };
    let resident = Resident::open();
    let recogniser = config.ocr.as_ref().map(|ocr| ocr::or_unread(ocr.start()));
    sys::limit_process()?;
    let mut confined = sys::confine_process();
    // The system call filter comes last and on all threads: no thread is started behind it.
    let reading = std::thread::Builder::new().stack_size(limits::STACK).spawn(move || {
        confined.extend(sys::confine_calls());
        Server::new(line, config, resident, recogniser, confined)?.run()
    })?;
    sys::await_end(&reading);
    reading.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()))
}

struct Server {
    line: Line,
    detector: Detector,
    settings: Settings,
    sketch_key: SketchKey,
    time: Time,
    config: Config,
    resident: Resident,
    recogniser: Option<Box<dyn Recognise>>,
    confined: Vec<(String, String)>,
    n_files: u32,
    buffer: Vec<u8>,
}

impl Server {
    fn new(
        line: Line,
        config: Config,
        resident: Resident,
        recogniser: Option<Box<dyn Recognise>>,
        confined: Vec<(String, String)>,
    ) -> io::Result<Self> {
        // The main process loaded the same rules, and refused wrong ones.
        let detector = Detector::load(&config.rules).map_err(io::Error::other)?;
        let settings = Settings::new(config.key, config.today);
        Ok(Self {
            line,
            sketch_key: SketchKey::new(&config.key),
            settings: detector.settings_with_own(settings, &config.own_values),
            detector,
            time: Time {
                clock: CpuClock::new(config.limits.cpu_seconds),
                pace: Pace::new(config.pace),
            },
            config,
            resident,
            recogniser,
            confined,
            n_files: 0,
            buffer: Vec::with_capacity(AT_ONCE + 1),
        })
    }

    fn run(mut self) -> io::Result<()> {
        while let Some(request) = self.line.receive()? {
            match request {
                Request::Sandbox => self.line.send(&Reply::Sandbox(self.confined.clone())),
                Request::Read {
                    name,
                    path,
                    after,
                    careful,
                } => {
                    let Ok(len) = self.read(&name, path, after, careful) else {
                        let at = PANICKED_AT.lock().map_or_else(|_| String::new(), |at| at.clone());
                        self.line.send(&Reply::Panicked { at });
                        return Ok(());
                    };
                    let last = self.is_worn(len);
                    self.line.send(&Reply::Done { last });
                }
            }
        }
        Ok(())
    }

    /// Reads one file and says how long it is. An error is a panic of what read it.
    fn read(&mut self, name: &str, path: Option<Vec<u16>>, after: Position, careful: bool) -> Result<u64, Panicked> {
        let mut shared = Shared::new(self.config.limits, self.config.key);
        shared.after = after;
        shared.recogniser = self.recogniser.take();
        let opened = self.line.channel.opened(path);
        let buffer = &mut self.buffer;
        let mut reading = Reading::new(
            &self.detector,
            &self.settings,
            &self.sketch_key,
            name,
            &mut self.line,
            &mut self.time,
            careful,
        );
        let result = caught(|| match opened {
            Ok((file, log)) => {
                shared.log = log.map(|log| Box::new(io::BufReader::new(log)) as Box<dyn Input>);
                read_file(file, buffer, |input| {
                    extract::read(input, name, &mut reading, &mut shared);
                })
            }
            Err(reason) => {
                reading.unopened(reason);
                0
            }
        });
        self.recogniser = shared.recogniser.take();
        reading.rest();
        if result.is_err() {
            // What was found before stands, if it can still be told.
            let _ = caught(|| reading.snapshot());
        }
        result
    }

    /// Whether this worker should make room for a fresh one.
    fn is_worn(&mut self, len: u64) -> bool {
        self.n_files += 1;
        let look = self.n_files.is_multiple_of(limits::RESIDENT_EVERY) || len >= limits::LARGE;
        self.n_files >= limits::FILES || look && self.resident.bytes() > limits::RESIDENT
    }
}

struct Panicked;

/// The one place where panics are caught. What was left half done is dropped with the worker.
fn caught<T>(read: impl FnOnce() -> T) -> Result<T, Panicked> {
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| Panicked)
}

/// Hands the file on, from memory when it is small; says how long it is.
fn read_file(mut file: File, buffer: &mut Vec<u8>, read: impl FnOnce(&mut dyn Input)) -> u64 {
    buffer.clear();
    // The descriptor may have been read from by a worker that died.
    let begun = file
        .rewind()
        .and_then(|()| (&mut file).take(AT_ONCE as u64 + 1).read_to_end(buffer));
    match begun {
        Ok(len) if len <= AT_ONCE => {
            read(&mut Cursor::new(&buffer[..]));
            len as u64
        }
        // What is wrong with the file shows again there, and is told.
        _ => {
            let _ = file.rewind();
            let len = file.metadata().map_or(0, |metadata| metadata.len());
            read(&mut io::BufReader::with_capacity(64 << 10, file));
            len
        }
    }
}

/// The end of a source path, without where it was built, and the line.
fn place_in_program(path: &str, line: u32) -> String {
    let parts: Vec<_> = path.split(['/', '\\']).collect();
    let end = parts[parts.len().saturating_sub(3)..].join("/");
    format!("{end}:{line}")
}
