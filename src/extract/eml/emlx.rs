//! What stands before a message in a file, and behind it: the line of a mailbox, or Apple's number of bytes (emlx), with
//! what its program noted behind the message.

/// How the notes begin.
const NOTES: &[u8] = b"<?xml";

/// Without the line that a mailbox has before a message, or Apple's: that one says how long the message is, and behind
/// it stands what its program noted.
pub(super) fn message_in(raw: &[u8]) -> &[u8] {
    let Some(end) = memchr::memchr(b'\n', raw) else {
        return raw;
    };
    let (line, rest) = (raw[..end].trim_ascii_end(), &raw[end + 1..]);
    match length_of(line) {
        Some(len) => &rest[..end_of_message(rest, len)],
        None if line.starts_with(b"From ") => rest,
        None => raw,
    }
}

/// The number may be too small: nothing stands between the message and the notes.
fn end_of_message(rest: &[u8], len: usize) -> usize {
    let Some(behind) = rest.get(len..) else {
        return rest.len();
    };
    let behind_it = behind.trim_ascii_start();
    if behind_it.is_empty() || behind_it.starts_with(NOTES) {
        return len;
    }
    memchr::memmem::rfind(behind, NOTES).map_or(rest.len(), |at| len + at)
}

/// The number of bytes that stands before a message of Apple's program (emlx).
pub(super) fn length_of(line: &[u8]) -> Option<usize> {
    let is_number = (2..=12).contains(&line.len()) && line.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(line).ok()?.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_ends_where_the_notes_begin() {
        let message = "Subject: x\n\nhallo Jan\n";
        let notes = "<?xml version=\"1.0\"?><plist><string>noot</string></plist>";
        for (len, expected) in [(22, message), (15, message), (12, message)] {
            let file = format!("{len}\n{message}{notes}");
            assert_eq!(message_in(file.as_bytes()), expected.as_bytes(), "{len}");
        }
        let file = |len: usize| format!("{len}\n{message}");
        assert_eq!(message_in(file(15).as_bytes()), message.as_bytes());
        assert_eq!(message_in(file(99).as_bytes()), message.as_bytes());
        assert_eq!(
            message_in(format!("From a@b\n{message}").as_bytes()),
            message.as_bytes()
        );
        assert_eq!(message_in(message.as_bytes()), message.as_bytes());
    }
}
