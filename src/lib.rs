//! Speur finds personal data on the Equipment of an organisation (office PCs, laptops, shared drives, personal media)
//! and says which of it may not be there. This page is the architecture: what each part is for, and what always holds.
//!
//! # Words
//! | word | meaning |
//! |---|---|
//! | document | one readable thing: a file, or a member inside one (archive entry, attachment), named by path + inner path |
//! | text, mark, place, label | extracted text; the mark that leads an offset back to a place a person can open; the label the document itself gives it (column heading, header field, JSON key) |
//! | rule, validator | a detector as data (`rules/*.toml`); the code that proves its digits |
//! | hit, finding | a raw match that borrows the text; what is kept of it: masked, counted, owned |
//! | subject | a distinct person (data subject), counted as a lower bound |
//! | storage | the kind of place a document lives in: [`storage::Storage`] |
//! | verdict | the policy's judgement of one document, with the articles that ground it |
//! | coverage | the ledger of what was read, partly read, not read, and why |
//! | twin | a document's counterpart in the central storage: the same bytes, the same text, an older or edited version, a part |
//! | run | one scan of one device |
//!
//! # Flow
//! ```text
//! walk ─► Found ─► worker: identify ─► extract ─► Text ─► detect ─► validate ─► score ─► Facts
//!                                                                                         │
//!        report ◄─ record ◄─ policy::judge (pure) ◄─ state (SQLite) ◄─────────────────────┘
//! ```
//! [`scan`] is the spine and reads as one page. [`walk`] runs one child process per mount, which lists, opens and
//! passes descriptors; a bounded channel feeds a rayon pool whose threads each drive one [`worker`] process. A worker
//! turns an opened file into [`finding::Facts`]: [`extract`] identifies the format and pushes normalised [`text`] in
//! windows into [`detect`], whose one-pass engine proposes candidates that validators, context, columns and [`score`]
//! judge. Facts go into [`state`]; verdicts are made of them by [`policy`] when a run is reported, so a changed policy
//! needs no rescan. Facts carry a keyed fingerprint of the text; [`central`] keeps those of the central storage in one
//! file and finds a document's twin in it, also when a run is reported, so another index needs no rescan either. What a
//! search found is kept in the state (by the number of the central document, never its name) while index and document
//! stay the same. [`record`] builds the records of schema `speur/1`, [`report`] writes them; [`merge`] makes one report
//! of the runs of many machines, and [`subject`] looks in them for one person; [`language`] has every text
//! that people read, in four languages; [`cli`] holds the commands and [`config`] resolves flags, environment and
//! files. [`normalize`] makes the view of a text that detection reads, `masks` says which of 64 bytes belong to a class
//! at once, `given` opens the files that a command line or a configuration names, [`progress`] shows how far a scan has
//! come.
//!
//! A run is compared with the one before it ([`state::Baseline`]), exceptions count only from a file that an approver
//! signed ([`policy::exceptions`]), and what was done goes into a hash-chained log ([`state::State::audit`]).
//!
//! Two choices that surprise:
//! - The walk lists directories with its own loop over `openat2`, not with the walker of the `ignore` crate: that one
//!   opens a directory before its filter is asked, which triggers automounts and hangs on a dead mount below a healthy
//!   one, and cannot say where it hangs. `ignore` reads ignore files, where a policy says that they count.
//! - A file of a network or FUSE mount travels *sealed* in a socket pair ([`handoff`]): closing its descriptor can hang
//!   like reading it, so the main process never holds it.
//!
//! # Invariants
//! 1. **No raw value of a text leaves the worker that read it.** Facts hold masks, counts, places and keyed tokens. Raw
//!    values have a type of their own without `Debug`, `Display` or `Serialize`. The one exception is `speur extract`,
//!    which prints text on stdout to the person who can open the file anyway. The path of a file and the names of its
//!    members are no text: state, reports and messages hold them as they are, since nobody can act on a masked path,
//!    also where a name holds a value.
//! 2. **The main process never parses a document** and calls no blocking file-system function on a scanned path. What
//!    no one can catch (abort, stack overflow, out of memory, endless loop, hung mount) costs a child process.
//! 3. **Every file seen is in exactly one coverage state**: read, partly read, unread (and why), or without text.
//! 4. **A scan only reads**: no file is opened for writing, executed, or followed through a link; access times are kept
//!    where the system allows; cloud placeholders are not downloaded.
//! 5. **Nothing depends on thread order or window cuts**: the same input, rules, policy and key give the same records
//!    at any `--jobs`. A decision about a hit looks at most [`extract::MARGIN`] bytes around it; what needs the whole
//!    document is small state that is settled at its end.
//! 6. **A file and its facts are committed in one transaction**: `kill -9` loses and doubles nothing.
//! 7. Decisions (`score`, `policy`, `storage::classify`, validators) are pure functions: no clock, no files, no
//!    globals.
//! 8. What is enumerable is a table of statics with one file each: formats, validators, report writers.
//!    A new rule is one TOML file; a new format is one `extract/*.rs`.
//! 9. No `unsafe`, except the system calls of Windows in `worker::sys`. No async, no nested rayon, no mmap of user
//!    files.

#![cfg_attr(
    test,
    allow(clippy::disallowed_methods, reason = "tests make and read their own files")
)]

#[allow(clippy::disallowed_methods, reason = "writes the index file that a command names")]
pub mod central;
#[allow(
    clippy::disallowed_methods,
    reason = "the commands read the files they are given and start the reading child"
)]
pub mod cli;
#[allow(clippy::disallowed_methods, reason = "reads configuration and policy files")]
pub mod config;
pub mod detect;
#[allow(
    clippy::disallowed_methods,
    reason = "writes the files that a command names, and gives them their names"
)]
pub(crate) mod draft;
pub mod extract;
pub mod finding;
#[allow(
    clippy::disallowed_methods,
    reason = "opens the files that a person or a configuration names"
)]
pub(crate) mod given;
pub mod handoff;
pub mod language;
mod masks;
#[allow(clippy::disallowed_methods, reason = "reads the reports it is given")]
pub mod merge;
pub mod normalize;
pub mod policy;
pub mod progress;
pub mod record;
#[allow(clippy::disallowed_methods, reason = "creates report files")]
pub mod report;
pub mod scan;
pub mod score;
#[allow(clippy::disallowed_methods, reason = "keeps the device's state")]
pub mod state;
#[allow(
    clippy::disallowed_methods,
    reason = "gathers facts from sysfs and sync clients' settings"
)]
pub mod storage;
pub mod subject;
pub mod text;
#[allow(clippy::disallowed_methods, reason = "lists and opens, in a child process")]
pub mod walk;
pub mod worker;
