//! Characters by glyph name: the Adobe Glyph List as far as fonts use it, and the patterns of its specification.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Name and code point per line.
static LIST: &str = include_str!("glyphs.txt");

static BY_NAME: LazyLock<HashMap<&'static [u8], char>> = LazyLock::new(|| {
    LIST.lines()
        .filter_map(|line| {
            let (name, code) = line.split_once(' ')?;
            let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
            Some((name.as_bytes(), c))
        })
        .collect()
});

/// Other forms of a letter or digit, in the names that expert fonts have for them: they stand behind its own name.
static FORMS: &[&[u8]] = &[b"oldstyle", b"small", b"superior", b"inferior", b"fitted"];

/// The text a glyph name stands for.
pub(super) fn text(name: &[u8]) -> Option<String> {
    if let Some(&c) = BY_NAME.get(name) {
        return Some(c.into());
    }
    // A suffix says how the glyph looks ("a.sc"); parts are joined by underscores ("f_f_i").
    let base = match name.iter().position(|&byte| byte == b'.') {
        Some(0) => return None,
        Some(at) => &name[..at],
        None => name,
    };
    if base.contains(&b'_') {
        let parts: Option<Vec<String>> = base.split(|&byte| byte == b'_').map(part).collect();
        return parts.map(|parts| parts.concat());
    }
    part(base)
}

fn part(name: &[u8]) -> Option<String> {
    if let Some(&c) = BY_NAME.get(name) {
        return Some(c.into());
    }
    let plain = FORMS.iter().find_map(|form| name.strip_suffix(*form));
    if let Some(&c) = plain.and_then(|plain| BY_NAME.get(plain)) {
        return Some(c.into());
    }
    if let Some(hex) = name.strip_prefix(b"uni").filter(|hex| hex.len() >= 4) {
        let units: Option<Vec<u16>> = hex
            .chunks_exact(4)
            .map(|unit| u16::try_from(hex_value(unit)?).ok())
            .collect();
        return Some(String::from_utf16_lossy(&units?));
    }
    let hex = name.strip_prefix(b"u").filter(|hex| (4..=6).contains(&hex.len()))?;
    Some(char::from_u32(hex_value(hex)?)?.into())
}

/// The code in a name that only numbers the glyph ("g12", "c65", "cid:7", "glyph3"): letters, then a number.
pub(super) fn number(name: &[u8]) -> Option<u32> {
    let digits = name.iter().position(u8::is_ascii_digit)?;
    let known = matches!(
        name[..digits].to_ascii_lowercase().as_slice(),
        b"g" | b"c" | b"a" | b"cid" | b"cid:" | b"glyph" | b"ch" | b"char"
    );
    std::str::from_utf8(&name[digits..])
        .ok()
        .filter(|_| known)?
        .parse()
        .ok()
}

fn hex_value(digits: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(digits).ok()?;
    digits
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_text() {
        #[track_caller]
        fn check(name: &str, expected: Option<&str>) {
            assert_eq!(text(name.as_bytes()).as_deref(), expected, "{name}");
        }
        check("eacute", Some("é"));
        check("Euro", Some("€"));
        check("uni00E9", Some("é"));
        check("uni004100e9", Some("Aé"));
        check("u1F600", Some("😀"));
        check("A.sc", Some("A"));
        check("f_f_i", Some("ffi"));
        check("oneoldstyle", Some("1"));
        check("Asmall", Some("A"));
        check("onesuperior", Some("¹"));
        check(".notdef", None);
        check("g12", None);
        check("uniXYZW", None);
    }

    #[test]
    fn numbered_names_give_their_number() {
        assert_eq!(number(b"g12"), Some(12));
        assert_eq!(number(b"cid:7"), Some(7));
        assert_eq!(number(b"eacute"), None);
        assert_eq!(number(b"x1"), None);
    }
}
