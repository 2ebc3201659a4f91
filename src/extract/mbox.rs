//! Mailboxes: one file with many messages, each a member that is read as a mail of its own.

use std::io::{BufRead, BufReader, Read};

use super::eml::line_end;
use super::{Error, Extract, Format, Head, Reason, Sink, eml};

/// A line is looked at in parts of this length: one without end needs no more memory.
const LONGEST: u64 = 8 << 10;

pub(super) static FORMAT: Format = Format {
    name: "mbox",
    extensions: &["mbox", "mbx"],
    recognise: is_mailbox,
    extract: Extract::Stream(extract),
};

const DAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];

/// A line that separates messages, then a header. One message that is called a mail is one (`eml`), and one that is called
/// a mailbox is the first of one: the line before it is lost.
fn is_mailbox(head: &Head<'_>) -> bool {
    let bytes = &head.bytes[..head.bytes.len().min(16 << 10)];
    let end = line_end(bytes);
    let mut lines = bytes.split_inclusive(|&byte| byte == end);
    let separates = lines.next().is_some_and(is_separator);
    if !separates {
        return FORMAT.extensions.contains(&head.extension) && eml::begins(bytes);
    }
    lines.next().is_some_and(is_field) && !matches!(head.extension, "eml" | "mht" | "mhtml")
}

/// "From jan@bedrijf.be Mon Jun 16 10:00:00 2025", "From - Mon Jun …", or "From " and nothing more, as some programs
/// write it. A sentence that begins with "From" has no time of day.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ").map(<[u8]>::trim_ascii) else {
        return false;
    };
    let is_time = |five: &[u8]| five[2] == b':' && [0, 1, 3, 4].into_iter().all(|at| five[at].is_ascii_digit());
    rest.is_empty() || rest == b"-" || rest.windows(5).any(is_time)
}

/// The same, and so plainly that no line of a message is meant: "From SENDER Mon Jun 16 10:00:00 2025".
fn is_dated_separator(line: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] = [
        b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
    ];
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let words: Vec<&[u8]> = rest
        .trim_ascii()
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &[u8], len: usize| word.len() <= len && word.iter().all(u8::is_ascii_digit);
    let is_time = |word: &[u8]| word.len() >= 5 && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':');
    match words.as_slice() {
        // A time zone may stand before the year, or behind it.
        [_, day, month, number, time, rest @ ..] => {
            let has_year = rest.len() <= 3 && rest.iter().any(|word| word.len() == 4 && is_number(word, 4));
            DAYS.contains(day) && MONTHS.contains(month) && is_number(number, 2) && is_time(time) && has_year
        }
        _ => false,
    }
}

/// The beginning of a separator that is cut: "From jan@bedrijf.be Mon J". A sentence has no address there, nor a day.
fn is_begun_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let sender = words.next().unwrap_or_default();
    let day = words.next().unwrap_or_default();
    let is_address = sender.contains(&b'@') || matches!(sender, b"" | b"-" | b"MAILER-DAEMON");
    // Of a day alone that is cut nothing is sure behind a name.
    DAYS.contains(&day) || is_address && DAYS.iter().any(|name| name.starts_with(day))
}

/// The first line of a message: a header field, or a separator that a program wrote twice.
fn is_field(line: &[u8]) -> bool {
    let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
    let printable = !name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic());
    printable && name.len() < line.len() || line.starts_with(b">From ")
}

fn extract(input: &mut dyn Read, sink: &mut Sink<'_>) -> Result<(), Error> {
    let mut lines = Lines::new(input)?;
    let mut n = 0;
    while lines.has_more() {
        if is_separator(&lines.current) {
            lines.advance()?;
        }
        n += 1;
        let mut message = Message {
            lines: &mut lines,
            part: Vec::new(),
            given: 0,
        };
        message.lines.in_header = true;
        let read = sink.member(&format!("message-{n}.eml"), &mut message);
        // Who reads a message may stop before its end.
        while message.take_part()? {
            sink.tick();
        }
        read?;
    }
    if lines.is_cut {
        sink.gap(Reason::Damaged, "the end of the message is missing");
    }
    Ok(())
}

/// The parts of a mailbox, with the next one known. A part is a line, or a piece of a long one.
struct Lines<'r> {
    input: BufReader<&'r mut dyn Read>,
    /// Empty at the end.
    current: Vec<u8>,
    next: Vec<u8>,
    line_end: u8,
    /// Where the current part stands.
    starts_line: bool,
    behind_empty_line: bool,
    behind_separator: bool,
    /// No empty line ended the header of the message yet.
    in_header: bool,
    /// The last line has no end, and is none of a body: programs write mailboxes line by line.
    is_cut: bool,
}

impl<'r> Lines<'r> {
    fn new(input: &'r mut dyn Read) -> std::io::Result<Self> {
        let mut lines = Self {
            input: BufReader::with_capacity(64 << 10, input),
            current: Vec::new(),
            next: Vec::new(),
            line_end: b'\n',
            starts_line: true,
            behind_empty_line: true,
            behind_separator: false,
            in_header: false,
            is_cut: false,
        };
        lines.line_end = line_end(lines.input.fill_buf()?);
        lines.read_next()?;
        std::mem::swap(&mut lines.current, &mut lines.next);
        lines.read_next()?;
        Ok(lines)
    }

    fn read_next(&mut self) -> std::io::Result<()> {
        self.next.clear();
        (&mut self.input)
            .take(LONGEST)
            .read_until(self.line_end, &mut self.next)?;
        if self.line_end == b'\r' && self.next.ends_with(b"\r") {
            self.next.pop();
            self.next.push(b'\n');
        }
        Ok(())
    }

    fn advance(&mut self) -> std::io::Result<()> {
        let ends_line = self.current.ends_with(b"\n");
        let is_of_separator = self.behind_empty_line && is_begun_separator(&self.current);
        self.is_cut = !ends_line && (self.in_header || self.behind_separator || is_of_separator);
        self.behind_empty_line = self.starts_line && ends_line && self.current.trim_ascii().is_empty();
        self.in_header &= !self.behind_empty_line;
        self.behind_separator = self.starts_line && is_dated_separator(&self.current);
        self.starts_line = ends_line;
        std::mem::swap(&mut self.current, &mut self.next);
        self.read_next()
    }

    fn has_more(&self) -> bool {
        !self.current.is_empty()
    }

    fn begin_message(&self) -> bool {
        let separates = match self.behind_empty_line {
            true => is_separator(&self.current),
            // Not every program writes the empty line.
            false => self.starts_line && is_dated_separator(&self.current),
        };
        separates && is_field(&self.next)
    }

    /// The current part as the message had it: mailboxes quote lines of its own that look like a separator.
    fn unquoted(&self) -> &[u8] {
        let quotes = self.current.iter().take_while(|&&byte| byte == b'>').count();
        let is_quoted = self.starts_line && quotes > 0 && self.current[quotes..].starts_with(b"From ");
        &self.current[usize::from(is_quoted)..]
    }
}

/// The bytes of one message, behind the line that separates it from the one before.
struct Message<'m, 'r> {
    lines: &'m mut Lines<'r>,
    /// What is being given, and how much of it was.
    part: Vec<u8>,
    given: usize,
}

impl Message<'_, '_> {
    /// Takes the next part; false at the end of the message.
    fn take_part(&mut self) -> std::io::Result<bool> {
        if !self.lines.has_more() || self.lines.begin_message() {
            return Ok(false);
        }
        self.part.clear();
        self.part.extend_from_slice(self.lines.unquoted());
        self.given = 0;
        self.lines.advance()?;
        Ok(true)
    }
}

impl Read for Message<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.part.len() && !self.take_part()? {
            return Ok(0);
        }
        let n = (&self.part[self.given..]).read(buf)?;
        self.given += n;
        Ok(n)
    }
}
