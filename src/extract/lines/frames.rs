//! What begins and ends in a card or a calendar, one in another: whether each end has its beginning, and the other way
//! round. A line of either that is lost took others with it, or an entry stands in its neighbour.

use crate::extract::holes::BEGIN_DAMAGED;
use crate::extract::{Reason, Sink};

/// Cards and calendars themselves.
const WHOLES: [&str; 2] = ["vcard", "vcalendar"];
/// What a calendar holds (RFC 5545, 7953 and 9073). Others may begin and end in words of a note.
const PARTS: [&str; 13] = [
    "vevent",
    "vtodo",
    "vjournal",
    "vfreebusy",
    "vtimezone",
    "valarm",
    "standard",
    "daylight",
    "vavailability",
    "available",
    "participant",
    "vlocation",
    "vresource",
];

/// A line that begins or ends one of them.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    name: &'static str,
    is_end: bool,
}

impl Frame {
    pub fn of(line: &str) -> Option<Self> {
        let (key, name) = line.split_once(':')?;
        let is_end = key.trim().eq_ignore_ascii_case("end");
        if !is_end && !key.trim().eq_ignore_ascii_case("begin") {
            return None;
        }
        let mut known = WHOLES.iter().chain(&PARTS);
        let name = known.find(|known| known.eq_ignore_ascii_case(name.trim()))?;
        Some(Self { name, is_end })
    }

    /// Whether another one begins before it, or a calendar could do without.
    pub fn lacks_begin(self) -> bool {
        self.is_end || !self.is_whole()
    }

    fn is_whole(self) -> bool {
        WHOLES.contains(&self.name)
    }
}

/// Those that began and did not end, the last of them innermost.
#[derive(Default)]
pub(super) struct Frames {
    open: Vec<&'static str>,
    any_began: bool,
    /// A field stands in none of them.
    any_loose: bool,
    /// The first card or calendar ended and did not begin.
    is_headless: bool,
    /// A later one did, or a part; or one ended with another in it that did not.
    is_torn: bool,
    /// The last line is cut within what begins one.
    is_cut: bool,
}

impl Frames {
    /// No program writes as many in each other.
    const DEEPEST: usize = 1000;

    /// Looks at a field; most are no frame.
    pub fn add(&mut self, frame: Option<Frame>) {
        let Some(frame) = frame else {
            self.any_loose |= self.open.is_empty();
            return;
        };
        if !frame.is_end {
            self.is_headless |= !frame.is_whole() && self.any_loose && !self.any_began;
            self.any_began |= frame.is_whole();
            if self.open.len() < Self::DEEPEST {
                self.open.push(frame.name);
            }
            return;
        }
        match self.open.iter().rposition(|open| *open == frame.name) {
            Some(at) => {
                self.is_torn |= at + 1 < self.open.len();
                self.open.truncate(at);
            }
            None if frame.is_whole() && !self.any_began => self.is_headless = true,
            None => self.is_torn = true,
        }
    }

    /// Looks at what is left of the file behind its last line end.
    pub fn end(&mut self, line: &str) {
        self.is_cut = ["BEGIN:VCARD", "BEGIN:VCALENDAR"].iter().any(|whole| {
            let begin = whole.get(..line.len());
            !line.is_empty() && line.len() < whole.len() && begin.is_some_and(|begin| begin.eq_ignore_ascii_case(line))
        });
    }

    pub fn tell(&self, sink: &mut Sink<'_>) {
        if self.is_headless {
            sink.gap(Reason::Damaged, BEGIN_DAMAGED);
        }
        let is_open = self.is_cut || !self.open.is_empty();
        if is_open {
            sink.gap(Reason::Damaged, "it ends inside a card or a calendar");
        }
        // What is lost there is a part of the same.
        if self.is_torn && !self.is_headless && !is_open {
            sink.gap(
                Reason::Damaged,
                "a part of a card or a calendar lost its beginning or its end",
            );
        }
    }
}
