//! The sections of a number format: for numbers above zero, below it, for zero, and for text (ECMA-376 part 1, 18.8.31).

/// The sections of a code, parted by each `;` that is neither quoted nor escaped.
pub(super) fn sections(code: &str) -> Vec<&str> {
    let (mut sections, mut begin) = (Vec::new(), 0);
    for (at, c) in unquoted(code) {
        if c == ';' {
            sections.push(&code[begin..at]);
            begin = at + 1;
        }
    }
    sections.push(&code[begin..]);
    sections
}

/// Whether a section is one for text.
pub(super) fn is_of_text(section: &str) -> bool {
    unquoted(section).any(|(_, c)| c == '@')
}

/// Whether the numbers that sections are for are said in them.
pub(super) fn have_conditions(code: &str) -> bool {
    ["[<", "[>", "[="].iter().any(|condition| code.contains(condition))
}

/// The numbers that a section is for: `[<=9999999]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::extract) struct Condition {
    sign: &'static str,
    than: f64,
}

impl Condition {
    /// None where a section is for all that no other one is for.
    pub fn of(section: &str) -> Option<Self> {
        const SIGNS: [&str; 6] = ["<=", ">=", "<>", "<", ">", "="];
        section.split('[').skip(1).find_map(|inside| {
            let sign = SIGNS.into_iter().find(|sign| inside.starts_with(sign))?;
            let than = inside[sign.len()..].split(']').next()?.trim().parse().ok()?;
            Some(Self { sign, than })
        })
    }

    pub fn holds(self, number: f64) -> bool {
        match self.sign {
            "<=" => number <= self.than,
            ">=" => number >= self.than,
            "<>" => number != self.than,
            "<" => number < self.than,
            ">" => number > self.than,
            _ => number == self.than,
        }
    }
}

/// Words that stand before and behind the number. Signs of units and currencies say nothing of anybody.
pub(super) fn words(code: &str) -> (String, String) {
    let (mut before, mut behind, mut has_place) = (String::new(), String::new(), false);
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        let words = if has_place { &mut behind } else { &mut before };
        match c {
            '"' => words.extend(rest.by_ref().take_while(|&c| c != '"')),
            '\\' => words.extend(rest.next()),
            '_' | '*' => drop(rest.next()),
            '[' => rest.by_ref().take_while(|&c| c != ']').for_each(drop),
            c if c.is_alphanumeric() || matches!(c, '#' | '?' | '@') => {
                has_place = true;
                behind.clear();
            }
            c => words.push(c),
        }
    }
    let told = |words: String| match words.chars().filter(|c| c.is_alphabetic()).count() {
        SHORTEST_WORDS.. => words,
        _ => String::new(),
    };
    (told(before), told(behind))
}

/// Shorter words are units.
const SHORTEST_WORDS: usize = 3;

fn unquoted(code: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quoted, mut escaped) = (false, false);
    code.char_indices().filter(move |&(_, c)| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        quoted ^= c == '"';
        escaped = c == '\\' && !quoted;
        !quoted && !escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_parted_where_nothing_is_quoted() {
        assert_eq!(sections("0"), ["0"]);
        assert_eq!(sections(r#"0;"a;b"0;\;0;@"x""#), ["0", r#""a;b"0"#, r"\;0", r#"@"x""#]);
        assert_eq!(sections(";;;"), ["", "", "", ""]);
        assert!(is_of_text(r#"@" leden""#) && !is_of_text(r#""a@b"0"#) && !is_of_text(r"\@0"));
        assert!(
            Condition::of("[Red][>=10.5]0").is_some_and(|condition| condition.holds(10.5) && !condition.holds(10.0))
        );
        assert!(Condition::of("[$-813]0").is_none() && Condition::of("[<a]0").is_none());
        assert!(have_conditions("[>=10]0;0") && !have_conditions("[Red]0;0"));
    }
}
