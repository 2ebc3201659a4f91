//! Whether the values of a text are whole: brackets in pairs, strings that end, and something between two values. Comments
//! and quotes of JavaScript, or places of a template that is to be filled in, make it a text of which that is not known.

/// Values inside values that are followed.
const MOST_DEEP: usize = 10_000;
/// What is wrong within so many bytes is another notation under the name of JSON.
const BEGIN: usize = 256;

#[derive(Default)]
pub(super) struct Whole {
    /// The brackets that are open.
    open: Vec<u8>,
    is_string: bool,
    is_escaped: bool,
    /// The last sign outside strings that is no white space, or the quote that ended a string.
    last: u8,
    /// What the value before stands behind: a bracket, a comma, or the colon of its name.
    separator: u8,
    /// Where the last string ended.
    string_end: usize,
    n_read: usize,
    is_other: bool,
    is_broken: bool,
}

impl Whole {
    pub fn feed(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() && !self.is_other && !self.is_broken {
            if self.is_string {
                at = self.string(bytes, at);
            } else if let Some(len) = wide_space(text, at) {
                at += len;
            } else {
                self.sign(bytes[at], self.n_read + at);
                at += 1;
            }
        }
        self.n_read += bytes.len();
    }

    /// Whether something stands where no value, or nothing of its kind, may stand.
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// Whether the text ends inside a value.
    pub fn any_open(&self) -> bool {
        !self.is_other && !self.open.is_empty()
    }

    /// Passes over a string, up to its end or the next escape.
    fn string(&mut self, bytes: &[u8], at: usize) -> usize {
        if std::mem::take(&mut self.is_escaped) {
            return at + 1;
        }
        let Some(len) = memchr::memchr2(b'"', b'\\', &bytes[at..]) else {
            return bytes.len();
        };
        match bytes[at + len] {
            b'"' => {
                (self.is_string, self.last) = (false, b'"');
                self.string_end = self.n_read + at + len + 1;
            }
            _ => self.is_escaped = true,
        }
        at + len + 1
    }

    /// Whether a sign outside strings is none of JSON, or stands where another notation has it.
    fn is_of_another(&self, sign: u8, at: usize) -> bool {
        const SIGNS: &[u8] = b"{}[],:\"+-._";
        let is_of_json = !sign.is_ascii_graphic() || sign.is_ascii_alphanumeric() || SIGNS.contains(&sign);
        let is_name = self.open.last() == Some(&b'{') && matches!(self.last, b'{' | b',');
        !is_of_json
            || match sign {
                b'}' | b']' => false,
                // One value, or objects behind each other; in a log anything may stand between them.
                _ if self.open.is_empty() => self.last != 0 && (sign, self.last) != (b'{', b'}'),
                // `{{ naam }}` of a template, `"""` of a console.
                b'{' => self.last == b'{',
                b'"' => self.last == b'"' && self.string_end == at,
                _ => is_name && sign.is_ascii_alphabetic(),
            }
    }

    fn sign(&mut self, sign: u8, at: usize) {
        let may_begin = matches!(self.last, b'{' | b'[' | b',' | b':');
        let is_behind_value = matches!(self.last, b'"' | b'}' | b']');
        let is_nameless = self.separator != b':' && self.open.last() == Some(&b'{') && self.last != b',';
        let is_wrong = match sign {
            b' ' | b'\t' | b'\r' | b'\n' => return,
            _ if self.is_of_another(sign, at) => {
                self.is_other = true;
                return;
            }
            b'{' | b'[' => {
                let is_wrong = !self.open.is_empty() && !may_begin;
                self.open.push(sign);
                self.is_other |= self.open.len() > MOST_DEEP;
                is_wrong
            }
            _ if self.open.is_empty() => true,
            b'}' => self.open.pop() != Some(b'{') || is_nameless && self.last != b'{',
            b']' => self.open.pop() != Some(b'['),
            b'"' => {
                self.is_string = true;
                !may_begin
            }
            b',' => is_nameless,
            b':' => self.separator == b':' || self.open.last() == Some(&b'['),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.' | b'_' => is_behind_value,
            _ => true,
        };
        self.last = sign;
        self.separator = match sign {
            b'{' | b'[' | b',' | b':' => sign,
            // Behind a value that is closed its name does not stand.
            b'}' | b']' => b':',
            _ => self.separator,
        };
        match at {
            _ if !is_wrong => {}
            ..BEGIN => self.is_other = true,
            _ => self.is_broken = true,
        }
    }
}

/// White space, also what only people and their programs take for such: the grammar of JSON (RFC 8259, § 2) has four
/// signs, but an editor or a web page puts a no-break space where somebody typed a space, and a mark of byte order
/// stands where files were put together.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// How long the white space here is that the grammar does not have.
fn wide_space(text: &str, at: usize) -> Option<usize> {
    let first = text.get(at..)?.chars().next()?;
    (is_space(first) && !" \t\r\n".contains(first)).then(|| first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a text is broken, and whether it ends inside a value.
    #[track_caller]
    fn check(text: &str, expected: (bool, bool)) {
        let begin = format!("[{}", "{\"naam\": \"An\", \"lid\": [true, 1.5e3, null]},\n".repeat(8));
        let text = format!("{begin}{text}");
        for size in [4, 5, 16, text.len()] {
            let mut whole = Whole::default();
            crate::text::chunks(&text, size).for_each(|part| whole.feed(part));
            assert_eq!(
                (whole.is_broken(), !whole.is_broken() && whole.any_open()),
                expected,
                "in parts of {size}: {text}"
            );
        }
    }

    #[test]
    fn values_that_are_not_whole_are_known() {
        check("{\"naam\": \"A}\\\\\\\" {\"}]", (false, false));
        check("{}]\n{\"a\": 1}\n{\"b\": [2]} einde\n", (false, false));
        check("{\"naam\": \"An\"]", (true, false));
        check("{\"naam\": \"An\" \"lid\": 1}]", (true, false));
        check("{\"naam\": \"An\": \"lid\"}]", (true, false));
        check("{\"naam\": {\"a\": 1}: \"lid\"}]", (true, false));
        check("{\"naam\", \"lid\": 1}]", (true, false));
        check("{\"naam\": \"An\", \"lid\"}]", (true, false));
        check("\"naam\": 1]", (true, false));
        check("[\"naam\", [], {}, {\"a\": [1, 2,], \"b\": {},}]]", (false, false));
        // A quote that is gone: names are values and values are none.
        check("{\"naam: \"An\", \"lid\": 1}]", (true, false));
        check("{\"naam\": \u{fffd}\u{fffd}}]", (true, false));
        check("{\"naam\": \u{1}}]", (true, false));
        check("{}]]", (true, false));
        check("{\"naam\": \"An\"}", (false, true));
        check("{\"naam\": \"An", (false, true));
    }

    #[test]
    fn white_space_of_people_stands_between_values() {
        for space in [
            "\u{a0}", "\u{202f}", "\u{3000}", "\u{feff}", "\u{2028}", "\u{c}", "\u{200b}", " \u{a0} ",
        ] {
            let of = |json: &str| json.replace('~', space);
            check(&of("{~\"naam\":~\"An\"~,~\"lid\"~:~[~1~,~null~]~}~]~"), (false, false));
            // It mends nothing that is wrong, and is none where it is part of a string.
            check(&of("{\"naam\":~\"An\"~\"lid\":~1}]"), (true, false));
            check(&of("{\"naam\":~\"An]~"), (false, true));
        }
        check("{\"naam\": \u{e9}}]", (true, false));
    }

    #[test]
    fn other_notations_are_not_judged() {
        check("// een noot: }\n{}]", (false, false));
        check("{'naam': \"An]\"]", (false, false));
        check("{\"naam\": {{ naam | upper }}]", (false, false));
        check("{\"naam\": <%= naam %>]", (false, false));
        check("{naam: NaN, lid: -Infinity,},]", (false, false));
        check("{\"dag\": ISODate(\"2020-01-01\"), \"a\": @b@}]", (false, false));
        check("{\"a\": @b@, \"c\": ${d}}]", (false, false));
        check("{\"a\": \"\"\"zegt \"dag\" aan\"\"\"}]", (false, false));
        // Lines of text between the records of a log.
        for line in [
            "[2026-11-30 16:00:00] einde",
            "[WARN: traag] x",
            "luistert {port; 80}",
            "{port}",
            "panic: x]",
        ] {
            check(&format!("{{}}]\n{line}\n{{\"a\": 1}}\n"), (false, false));
            let mut whole = Whole::default();
            whole.feed(&"{\"naam\": \"An\"}\n".repeat(30));
            whole.feed(&format!("{line}\n{{\"naam\": \"An\"}}\n"));
            assert!(!whole.is_broken() && !whole.any_open(), "{line}");
        }
        let mut whole = Whole::default();
        whole.feed("[1] een \"noot\" {x ; y}\n");
        whole.feed(&"[2] }{ \"\n".repeat(99));
        assert!(!whole.is_broken() && !whole.any_open());
    }
}
