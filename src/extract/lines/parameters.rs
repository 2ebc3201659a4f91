//! What stands before the colon of a line: a name, and parameters that may hold names and addresses themselves.

/// Parameters that say who or where somebody is.
const TOLD: [&str; 11] = [
    "CN",
    "SENT-BY",
    "DIR",
    "EMAIL",
    "DELEGATED-TO",
    "DELEGATED-FROM",
    "MEMBER",
    "LABEL",
    // On a network (RFC 9554), and as Apple's programs write it.
    "USERNAME",
    "X-USER",
    "X-DISPLAYNAME",
];

/// Parameters as they were written, behind the name.
#[derive(Default)]
pub(super) struct Parameters(String);

/// Name, parameters and value of a line; none where a text stands before the colon.
pub(super) fn split(line: &str) -> Option<(&str, Parameters, &str)> {
    let colon = outside_quotes(line, b':')?;
    let (head, value) = (&line[..colon], &line[colon + 1..]);
    let (name, parameters) = match outside_quotes(head, b';') {
        Some(at) => (&head[..at], &head[at + 1..]),
        None => (head, ""),
    };
    let parameters = Parameters(parameters.to_owned());
    let are_parameters = parameters.0.is_empty() || parameters.each().all(|(key, _)| is_name(key));
    let name = name.trim_end();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && is_name(name) && are_parameters).then_some((name, parameters, value))
}

fn is_name(text: &str) -> bool {
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !text.is_empty() && text.bytes().all(is_of_name)
}

/// Where a sign stands first, outside quotes.
fn outside_quotes(text: &str, sign: u8) -> Option<usize> {
    let mut quoted = false;
    text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == sign && !quoted
    })
}

impl Parameters {
    /// Keys and values; cards of version 2.1 have values without a key.
    fn each(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let mut rest = Some(self.0.as_str());
        std::iter::from_fn(move || {
            let text = rest?;
            let end = outside_quotes(text, b';').unwrap_or(text.len());
            rest = text.get(end + 1..);
            let parameter = &text[..end];
            Some(match parameter.split_once('=') {
                Some((key, value)) => (key, Some(value.trim_matches('"'))),
                None => (parameter, None),
            })
        })
    }

    /// The value of the first of these keys that there is.
    pub fn value(&self, keys: &[&str]) -> Option<&str> {
        let is_wanted = |key: &str| keys.iter().any(|wanted| key.eq_ignore_ascii_case(wanted));
        self.each()
            .find_map(|(key, value)| value.filter(|_| is_wanted(key)))
            .filter(|value| !value.is_empty())
    }

    /// How the value is encoded, in capitals.
    pub fn encoding(&self) -> String {
        let bare = self.each().filter(|(_, value)| value.is_none()).map(|(key, _)| key);
        let mut encodings = self.value(&["ENCODING"]).into_iter().chain(bare);
        let known = ["QUOTED-PRINTABLE", "BASE64", "B"];
        let is_known = |encoding: &&str| known.iter().any(|known| encoding.eq_ignore_ascii_case(known));
        encodings.find(is_known).unwrap_or_default().to_ascii_uppercase()
    }

    /// What is to be read of them: ATTENDEE;CN="An Peeters":mailto:an@…
    pub fn told(&self) -> String {
        let is_told = |key: &str| TOLD.iter().any(|told| key.eq_ignore_ascii_case(told));
        let told = self.each().filter(|(key, _)| is_told(key));
        told.filter_map(|(_, value)| value)
            .map(|value| format!("{value} "))
            .collect()
    }
}
