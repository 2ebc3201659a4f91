//! Escapes that stand in a text as they were written: `\n` in a log or a dump, `%40` in an address or a form, the colours
//! of a terminal. They would stick to the values beside them.

use std::borrow::Cow;

use crate::normalize::SHORT;

/// No value and an escape beside it are shorter: `\na@b.be`.
const SHORTEST: usize = 8;
/// A longer word is looked at in parts.
const LONGEST: usize = 4 << 10;
/// Escapes of an escape (`%2540`) are followed so often.
const DEPTH: usize = 4;

/// Whether a short text holds neither escapes nor what normalising would change.
#[inline]
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'%' | b'\\');
    !text.is_empty() && text.len() <= SHORT && text.bytes().all(is_plain)
}

/// The text without such escapes. What they stand for never spoils the structure of a table, of JSON or XML, and adds no
/// line.
#[inline]
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    let has_sign = match text.len() {
        ..SHORTEST => false,
        SHORTEST..=SHORT => text.bytes().any(|byte| matches!(byte, b'\\' | b'\x1b' | b'%')),
        _ => memchr::memchr3(b'\\', b'\x1b', b'%', text.as_bytes()).is_some(),
    };
    match has_sign {
        true => without(text),
        false => text.into(),
    }
}

fn without(text: &str) -> Cow<'_, str> {
    match memchr::memchr(b'\x1b', text.as_bytes()) {
        None => words(text),
        Some(_) => words(&uncoloured(text)).into_owned().into(),
    }
}

/// Without what a terminal takes as orders (ECMA-48): colours and the end of a line are nothing, a move is a space.
fn uncoloured(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\x1b[") {
        plain.push_str(&rest[..at]);
        let order = &rest[at + 2..];
        let len = order
            .bytes()
            .take_while(|byte| matches!(byte, b'0'..=b'9' | b';' | b':' | b'?'))
            .count();
        match order.as_bytes().get(len) {
            Some(b'm' | b'K') => {}
            Some(byte) if byte.is_ascii_alphabetic() => plain.push(' '),
            _ => {
                plain.push_str("\x1b[");
                rest = order;
                continue;
            }
        }
        rest = &order[len + 1..];
    }
    plain.push_str(rest);
    plain
}

/// Decides word by word, so that a path stays one.
fn words(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let (mut told, mut done, mut from) = (String::new(), 0, 0);
    while let Some(found) = memchr::memchr2(b'\\', b'%', &bytes[from..]) {
        let at = from + found;
        let earliest = text.ceil_char_boundary(at.saturating_sub(LONGEST)).max(from);
        let start = text[earliest..at]
            .rfind(is_border)
            .map_or(earliest, |border| earliest + border + 1);
        let latest = text.floor_char_boundary((at + LONGEST).min(text.len()));
        let end = text[at..latest].find(is_border).map_or(latest, |border| at + border);
        let word = &text[start..end];
        if let Cow::Owned(plain) = of_word(word) {
            told.push_str(&text[done..start]);
            told.push_str(&plain);
            done = end;
        }
        from = end;
    }
    if done == 0 {
        return text.into();
    }
    told.push_str(&text[done..]);
    told.into()
}

/// What stands between two words; all of them are one byte long.
fn is_border(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | ',' | ';' | '|' | '(' | ')')
}

fn of_word(word: &str) -> Cow<'_, str> {
    let has = |byte| memchr::memchr(byte, word.as_bytes()).is_some();
    if has(b'%') && is_address(word) {
        return percent(word);
    }
    if has(b'\\') && !is_path(word) {
        return backslash(word);
    }
    word.into()
}

/// A link, a form, or a mail address whose `@` is escaped.
fn is_address(word: &str) -> bool {
    let mail = word.split_once("%40").is_some_and(|(before, behind)| {
        before.ends_with(|c: char| c.is_ascii_alphanumeric()) && behind.starts_with(|c: char| c.is_ascii_alphabetic())
    });
    mail || word.contains('=') || word.contains("://") || word.contains("mailto:")
}

/// `%C3%A9` as the character it stands for.
pub(super) fn percent(word: &str) -> Cow<'_, str> {
    let (mut told, mut rest, mut changed) = (String::with_capacity(word.len()), word, false);
    while let Some(at) = rest.find('%') {
        told.push_str(&rest[..at]);
        rest = &rest[at..];
        let (mut escaped, mut bytes) = (rest, Vec::new());
        while let Some((byte, behind)) = percent_byte(escaped) {
            bytes.push(byte);
            escaped = behind;
        }
        match std::str::from_utf8(&bytes) {
            // Other controls are no text: this is no escape but a pattern (`%02d`).
            Ok(text) if !text.is_empty() && !text.chars().any(|c| c.is_control() && !c.is_ascii_whitespace()) => {
                told.extend(text.chars().map(harmless));
                rest = escaped;
                changed = true;
            }
            _ => {
                let len = (rest.len() - escaped.len()).max(1);
                told.push_str(&rest[..len]);
                rest = &rest[len..];
            }
        }
    }
    if !changed {
        return word.into();
    }
    told.push_str(rest);
    told.into()
}

/// The byte at the beginning, and what follows it.
fn percent_byte(text: &str) -> Option<(u8, &str)> {
    let mut digits = text.strip_prefix('%')?;
    for _ in 0..DEPTH {
        let inner = digits.strip_prefix("25").filter(|inner| hex(inner).is_some());
        digits = inner.unwrap_or(digits);
    }
    Some((hex(digits)?, &digits[2..]))
}

fn hex(text: &str) -> Option<u8> {
    let digits = text
        .get(..2)
        .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// What would be structure in a table, in JSON or XML is a space.
fn harmless(c: char) -> char {
    match c {
        '\\' | '&' => ' ',
        c if is_border(c) => ' ',
        c => c,
    }
}

/// A path of Windows, a command of TeX, a pattern: their backslashes stay.
fn is_path(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_drive = |at: usize| {
        let letter = at.checked_sub(2).map(|at| bytes[at]);
        let before = at.checked_sub(3).map_or(b' ', |at| bytes[at]);
        bytes[at - 1] == b':'
            && letter.is_some_and(|byte| byte.is_ascii_alphabetic())
            && !before.is_ascii_alphanumeric()
    };
    let runs = runs(word);
    let Some(&(first, first_len)) = runs.first() else {
        return false;
    };
    if first == 0 && (is_server(word, &runs) || is_command(&word[first_len..])) {
        return true;
    }
    let mut done = 0;
    runs.iter().any(|&(at, len)| {
        // A byte of the character before.
        if at < done {
            return false;
        }
        let told = character(&word[at + len..]);
        done = told.map_or(done, |(_, passed)| at + len + passed);
        let drive = at > 0 && is_drive(at);
        let other = bytes
            .get(at + len)
            .is_some_and(|&byte| byte.is_ascii_alphanumeric() && !matches!(byte, b'n' | b'r' | b't'));
        drive || other && told.is_none()
    }) || is_account(word, first, first_len, runs.len())
}

/// Where backslashes stand, and how many; not those before a quote.
fn runs(word: &str) -> Vec<(usize, usize)> {
    let bytes = word.as_bytes();
    let (mut runs, mut from) = (Vec::new(), 0);
    while let Some(found) = memchr::memchr(b'\\', &bytes[from..]) {
        let at = from + found;
        let len = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
        from = at + len;
        if from < bytes.len() {
            runs.push((at, len));
        }
    }
    runs
}

/// `\\server\share`: more backslashes in front than between.
fn is_server(word: &str, runs: &[(usize, usize)]) -> bool {
    let len = runs[0].1;
    let named = word[len..]
        .get(1..)
        .is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_lowercase()));
    len > 1 && (runs.iter().skip(1).any(|run| run.1 < len) || runs.len() == 1 && named)
}

/// `\textbf{`, `\noindent`: letters, and what the command takes or nothing.
fn is_command(behind: &str) -> bool {
    let len = behind.bytes().take_while(u8::is_ascii_lowercase).count();
    len > 2 && (behind.len() == len || behind[len..].starts_with(['{', '[', '*', '\\', '%', '$']))
}

/// `DOMEIN\naam`: an account of Windows.
fn is_account(word: &str, at: usize, len: usize, n_runs: usize) -> bool {
    let (domain, name) = (&word[..at], &word[at + len..]);
    let is_domain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    n_runs == 1
        && domain.starts_with(|c: char| c.is_ascii_uppercase())
        && domain.bytes().all(is_domain)
        && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The character of `uXXXX` behind a backslash: a letter, a digit, or a sign of ASCII that spoils no structure.
fn unicode(behind: &str) -> Option<char> {
    let digits = behind.strip_prefix('u')?.get(..4)?;
    let digits = digits
        .bytes()
        .all(|digit| digit.is_ascii_hexdigit())
        .then_some(digits)?;
    let is_harmless = |c: &char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '+');
    char::from_u32(u32::from_str_radix(digits, 16).ok()?).filter(is_harmless)
}

/// The character that stands behind a backslash, and how long it is written: `u00e9`, `xE9` as YAML writes it, and the
/// bytes of UTF-8 (`xc3\\xa9`).
fn character(behind: &str) -> Option<(char, usize)> {
    if let Some(c) = unicode(behind) {
        return Some((c, 5));
    }
    let first = byte(behind)?;
    let n = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let (mut bytes, mut rest) = (vec![first], &behind[3..]);
    while bytes.len() < n
        && rest.starts_with('\\')
        && let Some(next) = byte(rest.trim_start_matches('\\'))
    {
        bytes.push(next);
        rest = &rest.trim_start_matches('\\')[3..];
    }
    if n > 1
        && let Some(c) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next())
    {
        return Some((c, behind.len() - rest.len()));
    }
    // A name of a path may begin with such letters, if hardly with a capital behind the x.
    let is_yaml = behind[1..3].bytes().any(|digit| digit.is_ascii_uppercase())
        && !behind[1..3].bytes().any(|digit| digit.is_ascii_lowercase());
    Some((char::from(first), 3)).filter(|(c, _)| is_yaml && c.is_alphabetic())
}

/// The byte of `xXX`, if it is no sign of ASCII.
fn byte(text: &str) -> Option<u8> {
    hex(text.strip_prefix('x')?).filter(|byte| !byte.is_ascii())
}

fn backslash(word: &str) -> Cow<'_, str> {
    let (mut told, mut done) = (String::with_capacity(word.len()), 0);
    for (at, len) in runs(word) {
        let behind = &word[at + len..];
        let (c, passed) = match (behind.as_bytes().first(), character(behind)) {
            _ if at < done => continue,
            (Some(b'n' | b'r' | b't'), _) => (' ', 1),
            (_, Some(told)) => told,
            _ => continue,
        };
        told.push_str(&word[done..at]);
        told.push(c);
        done = at + len + passed;
    }
    if done == 0 {
        return word.into();
    }
    told.push_str(&word[done..]);
    told.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decoded(text), expected, "{text}");
    }

    #[test]
    fn escaped_white_space_sticks_to_no_value() {
        check(r"'regel\n85.07.30-951.80\nrrn','x'", "'regel 85.07.30-951.80 rrn','x'");
        check(
            r"mail\njerome.dupont@voorbeeld.be\r\n",
            "mail jerome.dupont@voorbeeld.be  ",
        );
        check(r#""\\n85.07.30-951.80""#, r#"" 85.07.30-951.80""#);
        check(r"a\\n85.07.30-951.80\\nb", "a 85.07.30-951.80 b");
        check(r"nummer:\n85.07.30-951.80", "nummer: 85.07.30-951.80");
        check(r"J\u00e9r\u00f4me", "Jérôme");
        check(r"jan\u0040x.be 951.8\u0030", "jan@x.be 951.80");
        check(r#"naam: "Zo\xEB M\xFCller""#, r#"naam: "Zoë Müller""#);
        check(r"b'Zo\xc3\xab M\xc3\xbcller'", "b'Zoë Müller'");
    }

    #[test]
    fn paths_commands_and_patterns_keep_their_backslashes() {
        for same in [
            r"C:\temp\naam",
            r#""C:\\temp\\naam""#,
            r"pad=C:\temp\naam.txt",
            r"\\server\niels",
            r#""\\\\server\\niels""#,
            r"\\niels",
            r"map\lijst\naam.txt",
            r"FIRMA\niels",
            r"\noindent",
            r"\newline\textbf{x}",
            r"\textbf{85.07.30-951.80}",
            r"\d+\n",
            r#"{\"naam\": \"x\"}"#,
            r"server\xadmin",
            r"map\xec\xe9",
            r"prijs\x41\x7F\x9F",
            r"a\u0022b",
            r"a\u003cb\u005c",
            "100% van 5%",
            "x=%02d",
            "naam%20",
        ] {
            check(same, same);
        }
    }

    #[test]
    fn escapes_of_addresses_and_forms_are_told_decoded() {
        check(
            "/zoek?mail=jan%40x.be&naam=J%C3%A9r%C3%B4me HTTP",
            "/zoek?mail=jan@x.be&naam=Jérôme HTTP",
        );
        check("https://x.be/a%20b%22c%2Cd", "https://x.be/a b c d");
        check("jan%2540x.be u=jan%2540x.be", "jan%2540x.be u=jan@x.be");
        check("jan.peeters%40x.be", "jan.peeters@x.be");
        check("q=%e9%ff&b=%40", "q=%e9%ff&b=@");
    }

    #[test]
    fn colours_are_nothing() {
        check("\x1b[31m85.07.30\x1b[0m\x1b[K-951.80", "85.07.30-951.80");
        check("a\x1b[2;5Hb\x1b[é", "a b\x1b[é");
    }

    #[test]
    fn long_words_are_looked_at_in_parts() {
        let text = r"é\n".repeat(10_000);
        assert_eq!(decoded(&text), "é ".repeat(10_000));
    }
}
