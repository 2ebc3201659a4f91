//! Write-ahead logs of SQLite (<https://www.sqlite.org/fileformat2.html#walformat>): the pages of its transactions,
//! laid over those of the database.

use std::collections::HashMap;
use std::io::{Read, SeekFrom};
use std::ops::Range;

use crate::extract::bytes::be_u32_at;
use crate::extract::{Error, Input, Reason, Sink};

const HEADER: usize = 32;
const FRAME: usize = 24;
const VERSION: u32 = 3_007_000;
/// The last bit says how checksums are counted.
const MAGIC: u32 = 0x377f_0682;

/// What counts of a log.
pub(super) struct Log {
    page_len: usize,
    /// Of the database, after the last transaction.
    n_pages: u32,
    /// Where the newest version of each page stands in the log, by its number.
    pages: HashMap<u32, u64>,
}

/// How a log begins.
pub(super) fn begins(bytes: &[u8]) -> bool {
    be_u32_at(bytes, 0).is_some_and(|magic| magic & !1 == MAGIC) && be_u32_at(bytes, 4) == Some(VERSION)
}

/// The header of a log that is so long, the sum of it, and how long a page is.
fn header(input: &mut dyn Input, len: u64, sink: &Sink<'_>) -> Result<([u8; HEADER], Sum, usize), Error> {
    let most = sink.limits().inflated;
    if len > most {
        return Err(Error::new(
            Reason::TooLarge,
            format!("a write-ahead log of more than {} MB", most >> 20),
        ));
    }
    input.rewind()?;
    let mut header = [0; HEADER];
    input.read_exact(&mut header)?;
    let mut sum = Sum::new(&header);
    let page_len = be_u32_at(&header, 8).unwrap_or_default() as usize;
    let is_whole = begins(&header) && sum.is_right(&header[..24], &header[24..]);
    if !is_whole || !page_len.is_power_of_two() || !(512..=1 << 16).contains(&page_len) {
        return Err(Error::damaged("a write-ahead log that is not whole"));
    }
    Ok((header, sum, page_len))
}

impl Log {
    /// The pages of all whole transactions; none where there is no transaction. Frames count while their salts and sums
    /// are right: behind them stands what an earlier use of the log left, or a transaction that never ended.
    pub fn read(input: &mut dyn Input, sink: &mut Sink<'_>) -> Result<Option<Self>, Error> {
        let len = input.seek(SeekFrom::End(0))?;
        if len == 0 {
            return Ok(None);
        }
        let (header, mut sum, page_len) = header(input, len, sink)?;
        let mut log = Self {
            page_len,
            n_pages: 0,
            pages: HashMap::new(),
        };
        let mut uncommitted = Vec::new();
        let mut frame = vec![0; FRAME + page_len];
        let mut at = HEADER as u64;
        while at + frame.len() as u64 <= len {
            input.read_exact(&mut frame)?;
            let (head, page) = frame.split_at(FRAME);
            let (number, n_pages) = (
                be_u32_at(head, 0).unwrap_or_default(),
                be_u32_at(head, 4).unwrap_or_default(),
            );
            let is_right = number > 0 && head[8..16] == header[16..24] && {
                sum.add(&head[..8]);
                sum.is_right(page, &head[16..])
            };
            if !is_right {
                break;
            }
            uncommitted.push((number, at + FRAME as u64));
            if n_pages > 0 {
                log.n_pages = n_pages;
                log.pages.extend(uncommitted.drain(..));
            }
            at += frame.len() as u64;
            sink.tick();
        }
        // At the end of the file nothing older stands behind a transaction that does not end: its end was cut off.
        let is_cut = at == len && !uncommitted.is_empty();
        if is_cut || log.goes_on(input, at..len, &header)? {
            sink.gap(Reason::Damaged, "a write-ahead log that is not whole");
        }
        Ok((log.n_pages > 0).then_some(log))
    }

    /// Whether a transaction ends behind the first frame that does not count, or a frame is cut: frames of this use of the
    /// log have its salts. That first frame alone may be one that was being written when the power went; whole ones
    /// without an end are of a transaction that goes on or was taken back.
    fn goes_on(&self, input: &mut dyn Input, rest: Range<u64>, header: &[u8; HEADER]) -> Result<bool, Error> {
        let frame_len = FRAME + self.page_len;
        for at in rest.clone().step_by(frame_len) {
            let mut head = Vec::new();
            input.seek(SeekFrom::Start(at))?;
            (&mut *input).take(FRAME as u64).read_to_end(&mut head)?;
            let is_cut = at + frame_len as u64 > rest.end;
            let ends = at > rest.start && be_u32_at(&head, 4).is_some_and(|n_pages| n_pages > 0);
            if head.get(8..16) == Some(&header[16..24]) && (is_cut || ends) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub fn size(&self) -> u64 {
        u64::from(self.n_pages) * self.page_len as u64
    }

    pub fn holds_first_page(&self) -> bool {
        self.pages.contains_key(&1)
    }

    /// The database as it is with the log. `input` is what the log was read from.
    pub fn over<'l>(&'l self, database: &'l mut dyn Read, input: &'l mut dyn Input) -> Merged<'l> {
        Merged {
            log: self,
            database,
            input,
            next: 1,
            page: Vec::new(),
            given: 0,
        }
    }
}

/// The checksum of a log, carried on from frame to frame.
struct Sum {
    first: u32,
    second: u32,
    number: fn([u8; 4]) -> u32,
}

impl Sum {
    fn new(header: &[u8]) -> Self {
        Self {
            first: 0,
            second: 0,
            number: if be_u32_at(header, 0) == Some(MAGIC) {
                u32::from_le_bytes
            } else {
                u32::from_be_bytes
            },
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        for &[a, b, c, d, e, f, g, h] in bytes.as_chunks::<8>().0 {
            let one = (self.number)([a, b, c, d]);
            self.first = self.first.wrapping_add(one).wrapping_add(self.second);
            let other = (self.number)([e, f, g, h]);
            self.second = self.second.wrapping_add(other).wrapping_add(self.first);
        }
    }

    fn is_right(&mut self, bytes: &[u8], said: &[u8]) -> bool {
        self.add(bytes);
        (be_u32_at(said, 0), be_u32_at(said, 4)) == (Some(self.first), Some(self.second))
    }
}

/// Gives the pages of a database in order, those of its log instead of its own.
pub(super) struct Merged<'l> {
    log: &'l Log,
    database: &'l mut dyn Read,
    input: &'l mut dyn Input,
    /// Number of the page to be given next.
    next: u32,
    page: Vec<u8>,
    given: usize,
}

impl Merged<'_> {
    fn take_page(&mut self) -> std::io::Result<()> {
        self.given = 0;
        self.page.clear();
        if self.next > self.log.n_pages {
            return Ok(());
        }
        let page_len = self.log.page_len;
        self.database.take(page_len as u64).read_to_end(&mut self.page)?;
        // A page that neither has is one that no row stands in.
        self.page.resize(page_len, 0);
        if let Some(&at) = self.log.pages.get(&self.next) {
            self.input.seek(SeekFrom::Start(at))?;
            self.input.read_exact(&mut self.page)?;
        }
        self.next += 1;
        Ok(())
    }
}

impl Read for Merged<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.given == self.page.len() {
            self.take_page()?;
        }
        let n = (&self.page[self.given..]).read(buf)?;
        self.given += n;
        Ok(n)
    }
}
