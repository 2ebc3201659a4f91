//! The log of what was done (Article X): one line of JSON per event, in a keyed hash chain that only grows.
//!
//! Each line holds the MAC of the line before and its own, under a key derived from the device's: a line that was
//! changed, left out or put in does not fit. The last line's number and MAC also stand in the database, so that a tail
//! that was cut off is missed. A log that does not verify is evidence: nothing of it is taken away, and what is done
//! goes on behind it, chained to the line that is known here, so that the break stays to be seen. When its term is over
//! the oldest lines go; a line that says so takes their place and carries the chain on.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use super::run::{from_json, to_json};
use super::{Error, Result, State, folder};

pub(crate) const LOG: &str = "audit.jsonl";
const LOCK: &str = "audit.lock";
/// The fact of the database that knows the last line.
const HEAD: &str = "audit-head";
/// The event that stands for lines whose term is over.
const PURGED: &str = "purged";
/// Before the first line.
const NOTHING: &str = "00000000000000000000000000000000";

/// A line without its MAC: what the MAC is of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Body {
    n: u64,
    at: Timestamp,
    event: String,
    what: serde_json::Value,
    /// The MAC of the line before.
    prev: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    #[serde(flatten)]
    body: Body,
    mac: String,
}

/// The last line, as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    n: u64,
    mac: String,
}

/// What a look through the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// All lines fit, of which the first may stand for so many whose term was over.
    Whole {
        n_lines: u64,
        since: Option<Timestamp>,
        n_purged: u64,
    },
    /// The first line that does not, counted from 1, and why.
    Broken { line: u64, why: &'static str },
}

/// The log, open for one event or one look.
struct Log {
    path: PathBuf,
    key: [u8; 32],
    /// One writer at a time; the system releases it. None where nobody can write.
    lock: Option<File>,
}

impl State {
    /// Writes down what was done, and says what the log was like before. It is on the disk when this returns.
    pub fn audit(&self, event: &str, what: serde_json::Value) -> Result<Verified> {
        self.audit_at(Timestamp::now(), event, what)
    }

    pub(super) fn audit_at(&self, at: Timestamp, event: &str, what: serde_json::Value) -> Result<Verified> {
        let log = self.open_log()?;
        let head = self.head()?;
        let verified = log.verify(head.as_ref())?;
        let (last, end, len) = log.last()?;
        let before = match verified {
            // One that the database does not know yet fits on.
            Verified::Whole { .. } => last.or(head),
            Verified::Broken { .. } => head.or(last),
        };
        let body = Body {
            n: before.as_ref().map_or(1, |head| head.n + 1),
            at,
            event: event.to_owned(),
            what,
            prev: before.map_or(NOTHING.to_owned(), |head| head.mac),
        };
        let line = log.line(body)?;
        match verified {
            // A line that was never finished was never acknowledged.
            Verified::Whole { .. } => log.append(end, "", &line)?,
            Verified::Broken { .. } => log.append(len, if end < len { "\n" } else { "" }, &line)?,
        }
        self.set_head(&line)?;
        Ok(verified)
    }

    /// Writes down which policy a run is judged by, and says whether it is another one than at the last run.
    pub fn note_policy(&self, policy: &str) -> Result<bool> {
        let sql = "INSERT INTO fact VALUES ('policy', ?1) ON CONFLICT(name) DO UPDATE SET value = ?1 WHERE value <> ?1";
        Ok(self.database.execute(sql, [policy])? > 0)
    }

    pub fn audit_file(&self) -> PathBuf {
        self.dir.join(LOG)
    }

    /// Looks whether every line is as it was written, and the last one is there.
    pub fn verify_audit(&self) -> Result<Verified> {
        let log = self.open_log()?;
        log.verify(self.head()?.as_ref())
    }

    /// Forgets the lines from before a moment, and says so in a line that takes their place.
    pub fn purge_audit(&self, before: Timestamp) -> Result<u64> {
        let log = self.open_log()?;
        let Verified::Whole { since, .. } = log.verify(self.head()?.as_ref())? else {
            return Ok(0); // A log that does not verify is evidence.
        };
        if since.is_none_or(|since| since >= before) {
            return Ok(0);
        }
        let lines = log.lines()?;
        let n_old = lines.iter().take_while(|line| line.body.at < before).count();
        let Some(last) = n_old
            .checked_sub(1)
            .map(|at| &lines[at])
            .filter(|last| last.body.event != PURGED)
        else {
            return Ok(0);
        };
        let anchor = log.line(Body {
            n: last.body.n,
            at: last.body.at,
            event: PURGED.to_owned(),
            what: serde_json::json!({ "before": before, "lines": last.body.n }),
            prev: last.mac.clone(),
        })?;
        log.replace(std::iter::once(&anchor).chain(&lines[n_old..]))?;
        if n_old == lines.len() {
            self.set_head(&anchor)?;
        }
        Ok(n_old as u64)
    }

    fn open_log(&self) -> Result<Log> {
        let lock = match self.is_read_only {
            true => None,
            false => {
                let lock = folder::private_file(&self.dir.join(LOCK))?;
                lock.lock().map_err(|err| Error::io(&self.dir.join(LOCK), err))?;
                Some(lock)
            }
        };
        let device = self.own_key()?;
        Ok(Log {
            path: self.audit_file(),
            key: blake3::derive_key("speur audit log 1", device.bytes()),
            lock,
        })
    }

    fn head(&self) -> Result<Option<Head>> {
        let sql = "SELECT value FROM fact WHERE name = ?1";
        let json: Option<String> = self.database.query_row(sql, [HEAD], |row| row.get(0)).optional()?;
        Ok(json.map(|json| from_json(0, &json)).transpose()?)
    }

    fn set_head(&self, line: &Line) -> Result<()> {
        let head = Head {
            n: line.body.n,
            mac: line.mac.clone(),
        };
        let sql = "INSERT OR REPLACE INTO fact VALUES (?1, ?2)";
        self.database.execute(sql, [HEAD.to_owned(), to_json(&head)?])?;
        Ok(())
    }
}

impl Log {
    fn line(&self, body: Body) -> Result<Line> {
        let mac = self.mac(&body)?;
        Ok(Line { body, mac })
    }

    fn mac(&self, body: &Body) -> Result<String> {
        let mac = blake3::keyed_hash(&self.key, to_json(body)?.as_bytes());
        Ok(mac.to_hex()[..NOTHING.len()].to_owned())
    }

    fn file(&self) -> Result<File> {
        if self.lock.is_some() {
            return folder::private_file(&self.path);
        }
        folder::plain(&self.path)?;
        File::open(&self.path).map_err(|err| Error::io(&self.path, err))
    }

    /// The last finished line, the length of the file up to its end, and of all of it.
    fn last(&self) -> Result<(Option<Head>, u64, u64)> {
        let mut text = Vec::new();
        self.file()?
            .read_to_end(&mut text)
            .map_err(|err| Error::io(&self.path, err))?;
        let end = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = text[..end].trim_ascii_end().rsplit(|&byte| byte == b'\n').next();
        let line = line.and_then(|line| serde_json::from_slice::<Line>(line).ok());
        let head = line.map(|line| Head {
            n: line.body.n,
            mac: line.mac,
        });
        Ok((head, end as u64, text.len() as u64))
    }

    fn append(&self, at: u64, before: &str, line: &Line) -> Result<()> {
        let text = format!("{before}{}\n", to_json(line)?);
        let mut file = self.file()?;
        file.set_len(at)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .and_then(|()| file.sync_all())
            .map_err(|err| Error::io(&self.path, err))
    }

    fn lines(&self) -> Result<Vec<Line>> {
        let lines = BufReader::new(self.file()?).lines();
        let parsed = lines.map(|line| {
            let line = line.map_err(|err| Error::io(&self.path, err))?;
            Ok(from_json(0, &line)?)
        });
        parsed.collect()
    }

    /// The whole file at once: a kill leaves the old one or the new one.
    fn replace<'l>(&self, lines: impl Iterator<Item = &'l Line>) -> Result<()> {
        let draft = self.path.with_extension("draft");
        let mut text = String::new();
        for line in lines {
            text.push_str(&to_json(line)?);
            text.push('\n');
        }
        let mut file = folder::private_file(&draft)?;
        file.set_len(0)
            .and_then(|()| file.write_all(text.as_bytes()))
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&draft, &self.path))
            .map_err(|err| Error::io(&draft, err))
    }

    fn verify(&self, head: Option<&Head>) -> Result<Verified> {
        let mut reader = BufReader::new(self.file()?);
        let (mut n_lines, mut n_purged, mut since, mut before) = (0, 0, None, None::<Line>);
        let mut is_head_there = head.is_none();
        let mut text = Vec::new();
        loop {
            text.clear();
            let read = reader
                .read_until(b'\n', &mut text)
                .map_err(|err| Error::io(&self.path, err))?;
            // The last line of a process that was killed while it wrote.
            if read == 0 || !text.ends_with(b"\n") && is_head_there {
                break;
            }
            n_lines += 1;
            let broken = |why| Ok(Verified::Broken { line: n_lines, why });
            let Ok(line) = serde_json::from_slice::<Line>(&text) else {
                return broken("audit-not-a-line");
            };
            if self.mac(&line.body)? != line.mac || to_json(&line)? + "\n" != String::from_utf8_lossy(&text) {
                return broken("audit-altered");
            }
            if !follows(before.as_ref(), &line) {
                return broken("audit-missing");
            }
            since.get_or_insert(line.body.at);
            if line.body.event == PURGED {
                n_purged = line.body.n;
            }
            // Lines whose term was over may have gone just before a kill, the last one among them.
            is_head_there |=
                head.is_some_and(|head| head.n == line.body.n && [&line.mac, purged(&line)].contains(&&head.mac));
            before = Some(line);
        }
        Ok(match is_head_there {
            true => Verified::Whole {
                n_lines,
                since,
                n_purged,
            },
            false => Verified::Broken {
                line: n_lines + 1,
                why: "audit-cut",
            },
        })
    }
}

/// The MAC of the line that this one took the place of; its own where it took none's.
fn purged(line: &Line) -> &String {
    match line.body.event == PURGED {
        true => &line.body.prev,
        false => &line.mac,
    }
}

/// The first line begins the chain, or stands for those that were purged; every other fits on the one before.
fn follows(before: Option<&Line>, line: &Line) -> bool {
    let body = &line.body;
    match before {
        None => body.event == PURGED || body.n == 1 && body.prev == NOTHING,
        Some(before) if before.body.event == PURGED => {
            (body.n, &body.prev) == (before.body.n + 1, &before.body.prev)
                || (body.n, &body.prev) == (before.body.n + 1, &before.mac)
        }
        Some(before) => body.n == before.body.n + 1 && body.prev == before.mac,
    }
}
