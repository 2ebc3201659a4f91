//! For the crash tests only (feature `test-hooks`, absent from releases): text that makes a worker misbehave, and a
//! plain container to put it in.

use std::hint::black_box;
use std::io::{self, BufRead, BufReader, Read};
use std::time::Duration;

use crate::extract::{Error, Extract, Format, Limits, Sink};

const MAGIC: &str = "speur-test-hook: ";
/// Anywhere in the text.
const LATE: &str = "speur-test-late-hook: ";
const BOX: &[u8] = b"speur-test-box\n";
const MEMBER: &str = "speur-test-member: ";

/// Members, each behind a line that names it; a member may be a box in which such lines begin with one `>` more.
pub static FORMAT: Format = Format {
    name: "test-box",
    extensions: &[],
    recognise: |head| head.bytes.starts_with(BOX),
    extract: Extract::Stream(extract),
};

fn extract(bytes: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut member: Option<(String, String)> = None;
    for line in BufReader::new(bytes).lines().skip(1) {
        let line = line?;
        if let Some(name) = line.strip_prefix(MEMBER) {
            let ended = member.replace((name.to_owned(), String::new()));
            unpack(ended, sink)?;
        } else if let Some((_, text)) = &mut member {
            text.push_str(line.strip_prefix('>').unwrap_or(&line));
            text.push('\n');
        } else {
            sink.push(&line);
            sink.push_raw("\n");
        }
    }
    unpack(member, sink)
}

fn unpack(member: Option<(String, String)>, sink: &mut Sink<'_>) -> Result<(), Error> {
    member.map_or(Ok(()), |(name, text)| sink.member(&name, &mut text.as_bytes()))
}

/// Seconds that a test lowers a limit to.
fn seconds(variable: &str) -> Option<u32> {
    std::env::var(variable).ok()?.parse().ok()
}

/// What a scan's documents are limited to: as released, or as a test says in the environment.
pub fn limits() -> Limits {
    let released = Limits::default();
    Limits {
        cpu_seconds: seconds("TEST_SPEUR_CPU_SECONDS").unwrap_or(released.cpu_seconds),
        silent_seconds: seconds("TEST_SPEUR_SILENT_SECONDS").unwrap_or(released.silent_seconds),
        ..released
    }
}

/// How long a file system may say nothing, if a test says so in the environment.
pub fn patience() -> Option<Duration> {
    seconds("TEST_SPEUR_SILENT_SECONDS").map(|seconds| Duration::from_secs(seconds.into()))
}

/// Does what a text says that begins with the magic words.
pub(super) fn act(text: &str) {
    let late = || text.lines().find_map(|line| line.strip_prefix(LATE));
    let Some(action) = text
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.lines().next())
        .or_else(late)
    else {
        return;
    };
    match action {
        "abort" => std::process::abort(),
        "exit" => std::process::exit(3),
        "hang" => loop {
            std::hint::spin_loop();
        },
        "pause" => std::thread::sleep(Duration::from_millis(400)),
        "sleep" => std::thread::sleep(Duration::from_secs(3600)),
        "memory" => eat(),
        "stack" => overflow(&[1]),
        "panic" => panic!("hook"),
        "open" => must_be_denied(std::fs::File::open("/").err()),
        "connect" => must_be_denied(std::net::TcpStream::connect(("127.0.0.1", 9)).err()),
        "listen" => must_be_denied(std::net::UdpSocket::bind(("127.0.0.1", 0)).err()),
        "thread" => must_be_denied(std::thread::Builder::new().spawn(|| ()).err()),
        #[cfg(unix)]
        "exec" => must_be_denied(Some(std::os::unix::process::CommandExt::exec(
            &mut std::process::Command::new("/bin/true"),
        ))),
        _ => {}
    }
}

fn eat() {
    let mut eaten: Vec<Vec<u8>> = Vec::new();
    loop {
        eaten.push(black_box(vec![1; 8 << 20]));
    }
}

fn overflow(deep: &[u8]) {
    let deeper = [deep[0]; 1024];
    if black_box(&deeper)[0] != 0 {
        overflow(&deeper);
    }
    black_box(&deeper);
}

/// Ends the worker where the sandbox lets something through.
fn must_be_denied(refused: Option<io::Error>) {
    if refused.is_none_or(|err| err.kind() != io::ErrorKind::PermissionDenied) {
        std::process::exit(7);
    }
}
