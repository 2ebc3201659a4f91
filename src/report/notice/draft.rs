//! The mail to the data protection officer as a draft (RFC 5322): a mail program opens it, and a person sends it.

use super::{Letter, Notice, overdue_in_place, people};
use crate::language::Texts;
use crate::record::base64;
use crate::report::visible;

/// Between the parts; base64 has no dashes, so it stands in none of them.
const BOUNDARY: &str = "----speur-notice";

/// The draft with the dossier attached; none where the policy names no data protection officer. `X-Unsent` makes mail
/// programs open it for writing; the sender is an empty group (RFC 6854), so that they put in their user.
pub fn draft(notice: &Notice, letter: &Letter<'_>, dossier: &str, texts: Texts) -> Option<String> {
    let dpo = letter.policy.dpo.as_ref()?;
    let values = [
        ("documents", notice.n_documents.into()),
        ("people", people(notice.people_at_least, texts).into()),
    ];
    let subject = match notice.n_documents {
        0 => texts.get("notice-nothing").into_owned(),
        _ => texts.with("notice-subject", &values),
    };
    let name = visible(&dpo.name);
    let to = match name.is_empty() {
        true => address(&dpo.email),
        false => format!("{}\r\n <{}>", encoded(&name), address(&dpo.email)),
    };
    let date = jiff::fmt::rfc2822::to_string(&letter.now.to_zoned(jiff::tz::TimeZone::UTC)).ok()?;
    let lines = [
        "X-Unsent: 1".to_owned(),
        format!("Date: {date}"),
        "From: Speur:;".to_owned(),
        format!("To: {to}"),
        format!("Subject: {}", encoded(&subject)),
        "MIME-Version: 1.0".to_owned(),
        format!("Content-Type: multipart/mixed; boundary=\"{BOUNDARY}\""),
        String::new(),
        part("text/plain; charset=utf-8", "", &body(notice, letter, &subject, texts)),
        part(
            "text/markdown; charset=utf-8",
            "Content-Disposition: attachment; filename=\"notice.md\"\r\n",
            dossier,
        ),
        format!("--{BOUNDARY}--"),
    ];
    Some(lines.join("\r\n") + "\r\n")
}

fn body(notice: &Notice, letter: &Letter<'_>, subject: &str, texts: Texts) -> String {
    let mut lines = vec![texts.get("notice-hello").into_owned()];
    if notice.n_documents > 0 {
        lines.push(texts.get("notice-body").into_owned());
    }
    lines.push(subject.to_owned());
    lines.extend(overdue_in_place(notice.n_overdue, texts));
    if let Some(clock) = letter.clock {
        let values = [
            ("began", texts.moment(clock.began).into()),
            ("ends", texts.moment(clock.ends).into()),
        ];
        let heading = texts.get("notice-clock");
        let told = texts.with("notice-clock-runs", &values);
        lines.push(format!("{heading}{}{told}", texts.colon()));
        lines.push(texts.get("notice-clock-law").into_owned());
        lines.push(texts.get(clock.counted()).into_owned());
    }
    if notice.is_to_be_judged(letter.clock) {
        lines.push(texts.get("notice-asks").into_owned());
    }
    lines.join("\n\n") + "\n"
}

fn part(kind: &str, more: &str, text: &str) -> String {
    let mut lines = vec![format!(
        "--{BOUNDARY}\r\nContent-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n"
    )];
    let digits = base64(text.replace('\n', "\r\n").as_bytes());
    let rows = digits.as_bytes().chunks(76);
    lines.extend(rows.map(|row| String::from_utf8_lossy(row).into_owned()));
    lines.join("\r\n")
}

/// An address cannot bring header lines of its own.
fn address(email: &str) -> String {
    let is_plain = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"');
    email.chars().filter(is_plain).collect()
}

/// Words of a header in any language (RFC 2047), each short enough for its line.
fn encoded(text: &str) -> String {
    /// 36 bytes are 48 digits: with its frame and the name of its header a word stays below 76 characters.
    const MOST: usize = 36;
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let is_full = words.last().is_some_and(|word| word.len() + c.len_utf8() > MOST);
        if is_full {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c);
        }
    }
    let words: Vec<_> = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", base64(word.as_bytes())))
        .collect();
    words.join("\r\n ")
}
