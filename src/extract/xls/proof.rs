//! Whether records of a BIFF stream stand at a place, and where they go on behind what is lost.

use super::record::body_at;
use crate::extract::bytes::u16_at;

/// No kind of record is beyond, and no body is longer (\[MS-XLS\] 2.1.4).
const MOST_KIND: u16 = 0x1100;
const MOST_BODY: usize = 8224;
/// So many zeros between records stand in the place of others.
pub(super) const LOST: usize = 16;
/// Records one behind the other that are no chance.
const PROOF: usize = 8;
/// Frequent kinds, and how long each is: begins and ends of parts, cells, rows.
const LENGTHS: [(u16, u16); 9] = [
    (0x809, 8),
    (0x809, 16),
    (0x0a, 0),
    (0x201, 6),
    (0x203, 14),
    (0x205, 8),
    (0x208, 16),
    (0x27e, 10),
    (0xfd, 10),
];

/// Whether a record may stand there, by its head.
pub(super) fn is_record(stream: &[u8], at: usize) -> bool {
    let head = u16_at(stream, at).zip(u16_at(stream, at + 2));
    // Before Excel 3 the size of a sheet had the kind 0, and some programs write it so still.
    head.is_some_and(|(kind, len)| kind < MOST_KIND && usize::from(len) <= MOST_BODY && (kind, len) != (0, 0))
}

/// Whether records stand there, one behind the other, for as far as there are any.
pub(super) fn are_records(stream: &[u8], at: usize) -> bool {
    follow(stream, at, true).is_some()
}

/// How many follow each other there, up to those that prove it; none where other bytes come before the end.
fn follow(stream: &[u8], mut at: usize, may_be_cut: bool) -> Option<usize> {
    for n in 0..PROOF {
        let rest = stream.get(at..).unwrap_or_default();
        if rest.iter().take(LOST).all(|&byte| byte == 0) {
            return Some(n);
        }
        if !is_record(stream, at) {
            return None;
        }
        let body = body_at(stream, at).unwrap_or(at..stream.len());
        let is_cut = u16_at(stream, at + 2).is_none_or(|len| body.len() < usize::from(len));
        if is_cut && !may_be_cut {
            return None;
        }
        at = body.end;
    }
    Some(PROOF)
}

/// How long a record is whose kind tells it, where it says another length, and records stand behind its own.
pub(super) fn length_of_kind(stream: &[u8], at: usize) -> Option<usize> {
    let (kind, said) = u16_at(stream, at).zip(u16_at(stream, at + 2))?;
    let lengths = || LENGTHS.iter().filter(|(of, _)| *of == kind).map(|&(_, len)| len);
    if lengths().next().is_none() || lengths().any(|len| len == said) {
        return None;
    }
    let n_behind = |len: u16| follow(stream, at + 4 + usize::from(len), false).unwrap_or(0);
    // Where it swallows records that are as long as each other, the length that it says leads to one too.
    let is_own = |&len: &u16| n_behind(len) == PROOF || n_behind(len) > 0 && n_behind(said) == 0;
    lengths().find(is_own).map(usize::from)
}

/// Where records go on behind what is lost: at one of a frequent kind.
pub(super) fn next_records(stream: &[u8], from: usize) -> Option<usize> {
    let end = stream.len().min(from.saturating_add(4 + MOST_BODY));
    let is_frequent = |&at: &usize| {
        let head = u16_at(stream, at).zip(u16_at(stream, at + 2));
        head.is_some_and(|head| LENGTHS.contains(&head))
    };
    (from..end).filter(is_frequent).find(|&at| are_records(stream, at))
}

#[cfg(test)]
mod tests {
    use super::super::record::Records;
    use super::super::record::tests::bytes;

    #[test]
    fn a_record_whose_length_is_spoilt_is_as_long_as_its_kind() {
        let (number, text, end) = (bytes(0x203, &[7; 14]), bytes(0x204, b"text"), bytes(0x0a, b""));
        let stream = |len: u8| {
            let mut stream = [&number[..], &text, &number, &text, &end].concat();
            stream[2] = len;
            stream
        };
        let told = |stream: &[u8]| {
            let records = Records::new(stream).map(|record| (record.kind, record.is_behind_lost));
            records.collect::<Vec<_>>()
        };
        let kinds = |is_spoilt: bool| {
            [
                (0x203, is_spoilt),
                (0x204, false),
                (0x203, false),
                (0x204, false),
                (0x0a, false),
            ]
        };
        assert_eq!(told(&stream(14)), kinds(false));
        for len in [15, 30, 12] {
            assert_eq!(told(&stream(len)), kinds(true), "{len}");
        }
        // It swallows some that are as long as each other.
        let mut even = [&number[..], &text].concat().repeat(9);
        even[2] += 2 * 26;
        assert_eq!((told(&even).len(), told(&even)[0]), (18, (0x203, true)));
        // A program that writes more than it should, and another kind, which has no length of its own.
        let longer = [&bytes(0x203, &[7; 20])[..], &text, &end].concat();
        assert_eq!(told(&longer), [(0x203, false), (0x204, false), (0x0a, false)]);
        let other = [&bytes(0x204, &number)[..], &text, &end].concat();
        assert_eq!(told(&other), [(0x204, false), (0x204, false), (0x0a, false)]);
    }
}
