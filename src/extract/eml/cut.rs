//! A message that ends within its header: cut, or one that has no body and lost nothing but its last line break.

use super::field_name;

/// What says that a body follows.
const OF_BODY: [&str; 3] = ["mime-version", "content-type", "content-transfer-encoding"];
/// Fields whose last sign closes an address or the number of a message.
const CLOSED: [&str; 10] = [
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "sender",
    "return-path",
    "message-id",
    "in-reply-to",
    "references",
];

/// Whether the header goes on: neither it ends nor its last line does.
pub(super) fn ends_in_header(raw: &[u8]) -> bool {
    let has = |end: &[u8]| memchr::memmem::find(raw, end).is_some();
    !raw.ends_with(b"\n") && !has(b"\n\n") && !has(b"\n\r\n") && !is_alone(raw)
}

/// Whether a header has what every message must have (RFC 5322, 3.6), says of no body, and ends as its last field does.
fn is_alone(raw: &[u8]) -> bool {
    let lines = raw.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let fields = lines.filter(|line| !line.starts_with(b" ") && !line.starts_with(b"\t"));
    let names: Vec<String> = fields.filter_map(field_name).collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    let is_closed = match names.last().map(String::as_str) {
        Some("date") => ends_with_zone(raw),
        Some(last) => CLOSED.contains(&last) && raw.ends_with(b">"),
        None => false,
    };
    has("from") && has("date") && is_closed && !OF_BODY.iter().any(|name| has(name))
}

/// Whether these bytes end with the zone of a time: `+0100`.
fn ends_with_zone(raw: &[u8]) -> bool {
    match raw.last_chunk::<6>() {
        Some([b' ', b'+' | b'-', digits @ ..]) => digits.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_alone_is_whole_where_its_last_field_is() {
        const BEGIN: &str = "From: Balie <balie@school.example>\nDate: Mon, 3 Mar 2025 10:11:12 +0100\n";
        #[track_caller]
        fn check(raw: &str, expected: bool) {
            assert_eq!(ends_in_header(raw.as_bytes()), expected, "{raw}");
            assert_eq!(ends_in_header(raw.replace('\n', "\r\n").as_bytes()), expected, "{raw}");
        }
        check(BEGIN, false);
        check(BEGIN.trim_end(), false);
        check(&format!("{BEGIN}Subject: Afwezig\nTo: Mia <mia@school.example>"), false);
        check(&format!("{BEGIN}Message-ID: <1.2@school.example>"), false);
        check(&format!("{BEGIN}Message-ID: <1.2@scho"), true);
        check(&format!("{BEGIN}Subject: Afwezig"), true);
        check(&format!("{BEGIN}MIME-Version: 1.0\nTo: Mia <mia@school.example>"), true);
        check("Subject: Afwezig\nTo: Mia <mia@school.example>", true);
        check(&format!("Subject: x\n{}", &BEGIN.trim_end()[..BEGIN.len() - 4]), true);
    }
}
