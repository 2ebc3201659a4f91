//! Character maps: code space ranges, codes to text (ToUnicode) and codes to glyph numbers (CID).

use rustc_hash::FxHashMap;

use super::glyphs;
use super::lexer::{Lexer, Token};

/// Entries of one map; no real font has more.
const MAX_ENTRIES: usize = 300_000;
/// Code space ranges, which are gone through for every code.
const MAX_SPACES: usize = 100;
/// The space and the one that keeps words together.
const SPACES: usize = 2;

#[derive(Debug, Default)]
pub(super) struct CMap {
    spaces: Vec<Space>,
    texts: FxHashMap<u32, Box<str>>,
    text_ranges: Vec<(u32, u32, Box<str>)>,
    cids: Vec<(u32, u32, u32)>,
    pub(super) vertical: bool,
}

/// Codes of `len` bytes, each byte between those of `low` and `high`.
#[derive(Debug)]
struct Space {
    len: usize,
    low: u32,
    high: u32,
}

impl CMap {
    /// Two bytes per code, the code is the glyph number.
    pub(super) fn identity(vertical: bool) -> Self {
        Self {
            spaces: vec![Space {
                len: 2,
                low: 0,
                high: 0xffff,
            }],
            cids: vec![(0, 0xffff, 0)],
            vertical,
            ..Self::default()
        }
    }

    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut operands: Vec<Token<'_>> = Vec::new();
        for token in Lexer::new(bytes) {
            let Token::Operator(operator) = token else {
                operands.push(token);
                continue;
            };
            map.apply(operator, &operands);
            operands.clear();
            if map.texts.len() + map.text_ranges.len() + map.cids.len() > MAX_ENTRIES {
                break;
            }
        }
        map.text_ranges.sort_by_key(|range| range.0);
        map.cids.sort_unstable();
        map
    }

    fn apply(&mut self, operator: &[u8], operands: &[Token<'_>]) {
        match operator {
            b"endcodespacerange" => {
                let spaces = operands.chunks_exact(2).filter_map(|pair| {
                    let (low, len) = code(&pair[0])?;
                    let (high, _) = code(&pair[1])?;
                    Some(Space { len, low, high })
                });
                let room = MAX_SPACES.saturating_sub(self.spaces.len());
                self.spaces.extend(spaces.take(room));
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((code, _)), Some(text)) = (code(&pair[0]), text(&pair[1])) {
                        self.texts.insert(code, text.into());
                    }
                }
            }
            b"endbfrange" => self.bf_ranges(operands),
            b"endcidchar" => self.cids.extend(operands.chunks_exact(2).filter_map(|pair| {
                let (code, _) = code(&pair[0])?;
                Some((code, code, number(&pair[1])?))
            })),
            b"endcidrange" => self.cids.extend(
                operands
                    .chunks_exact(3)
                    .filter_map(|triple| Some((code(&triple[0])?.0, code(&triple[1])?.0, number(&triple[2])?))),
            ),
            b"def" => self.definition(operands),
            b"usecmap" => self.base(operands),
            _ => {}
        }
    }

    fn definition(&mut self, operands: &[Token<'_>]) {
        if let [.., Token::Name(name), Token::Number(value)] = operands
            && name.as_ref() == b"WMode"
        {
            self.vertical = *value == 1.0;
        }
    }

    fn base(&mut self, operands: &[Token<'_>]) {
        if let Some(Token::Name(name)) = operands.last()
            && name.starts_with(b"Identity")
        {
            let base = Self::identity(name.ends_with(b"V"));
            self.spaces.extend(base.spaces);
            self.cids.extend(base.cids);
        }
    }

    fn bf_ranges(&mut self, operands: &[Token<'_>]) {
        let mut rest = operands;
        while let [low, high, to, tail @ ..] = rest {
            let (Some((low, _)), Some((high, _))) = (code(low), code(high)) else {
                break;
            };
            rest = tail;
            if let Some(base) = text(to) {
                self.text_ranges.push((low, high, base.into()));
            } else if *to == Token::Bracket(b"[") {
                let end = tail
                    .iter()
                    .position(|token| *token == Token::Bracket(b"]"))
                    .unwrap_or(tail.len());
                let codes = low..=high.min(low.saturating_add(0xffff));
                let listed = codes
                    .zip(&tail[..end])
                    .filter_map(|(code, to)| Some((code, text(to)?.into())));
                self.texts.extend(listed);
                rest = tail.get(end + 1..).unwrap_or_default();
            }
        }
    }

    /// Whether the map leads from codes to text at all. One that leads to nothing but spaces, and from more codes than
    /// there are spaces, says nothing.
    pub(super) fn has_text(&self) -> bool {
        let mut texts = self.texts.values().chain(self.text_ranges.iter().map(|range| &range.2));
        let n_texts = self.texts.len() + self.text_ranges.len();
        (1..=SPACES).contains(&n_texts) || texts.any(|text| !text.trim().is_empty())
    }

    /// Whether the map has a character for a code.
    pub(super) fn reads(&self, code: u32) -> bool {
        let mut text = String::new();
        self.push_text(code, &mut text) && !is_lost(&text)
    }

    /// The next code of a string and its length in bytes.
    pub(super) fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (at, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            if self.spaces.iter().any(|space| space.len == at + 1 && space.holds(code)) {
                return (code, at + 1);
            }
        }
        let len = self.spaces.iter().map(|space| space.len).min().unwrap_or(2);
        let len = len.clamp(1, bytes.len().max(1));
        let code = bytes
            .iter()
            .take(len)
            .fold(0, |code, &byte| code << 8 | u32::from(byte));
        (code, len)
    }

    /// The text of a code, written behind `out`. False when there is none.
    pub(super) fn push_text(&self, code: u32, out: &mut String) -> bool {
        if let Some(text) = self.texts.get(&code) {
            out.push_str(text);
            return true;
        }
        let after = self.text_ranges.partition_point(|range| range.0 <= code);
        let Some((low, _, base)) = after
            .checked_sub(1)
            .map(|at| &self.text_ranges[at])
            .filter(|range| code <= range.1)
        else {
            return false;
        };
        let mut chars = base.chars();
        let Some(last) = chars.next_back() else {
            return false;
        };
        out.push_str(chars.as_str());
        out.extend(char::from_u32(u32::from(last).saturating_add(code - low)));
        true
    }

    /// The glyph number of a code.
    pub(super) fn cid(&self, code: u32) -> u32 {
        let after = self.cids.partition_point(|range| range.0 <= code);
        match after.checked_sub(1).map(|at| self.cids[at]) {
            Some((low, high, cid)) if code <= high => cid.saturating_add(code - low),
            _ => 0,
        }
    }
}

/// Whether this is no text: nothing, control characters, or characters of private use.
pub(super) fn is_lost(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_control() || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}'))
}

impl Space {
    /// The range is a box: every byte of the code lies between the bytes at its place.
    fn holds(&self, code: u32) -> bool {
        (0..self.len).all(|at| {
            let byte = |value: u32| value >> (8 * at) & 0xff;
            (byte(self.low)..=byte(self.high)).contains(&byte(code))
        })
    }
}

fn bytes<'a>(token: &'a Token<'_>) -> Option<&'a [u8]> {
    match token {
        Token::Hex(bytes) => Some(bytes),
        Token::Text(bytes) => Some(bytes),
        _ => None,
    }
}

fn code(token: &Token<'_>) -> Option<(u32, usize)> {
    let bytes = bytes(token).filter(|bytes| (1..=4).contains(&bytes.len()))?;
    Some((
        bytes.iter().fold(0, |code, &byte| code << 8 | u32::from(byte)),
        bytes.len(),
    ))
}

fn text(token: &Token<'_>) -> Option<String> {
    if let Token::Name(name) = token {
        return glyphs::text(name);
    }
    let bytes = bytes(token)?;
    if let [byte] = bytes {
        return Some(char::from(*byte).into());
    }
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    let text = String::from_utf16_lossy(&units);
    Some(turned_ligature(&text).map_or(text, str::to_owned))
}

/// Ghostscript 10.00 writes the letters of a ligature with their bytes the wrong way round: U+6600 U+6900 for "fi".
fn turned_ligature(text: &str) -> Option<&'static str> {
    match text {
        "\u{6600}\u{6600}" => Some("ff"),
        "\u{6600}\u{6900}" => Some("fi"),
        "\u{6600}\u{6c00}" => Some("fl"),
        "\u{6600}\u{6600}\u{6900}" => Some("ffi"),
        "\u{6600}\u{6600}\u{6c00}" => Some("ffl"),
        _ => None,
    }
}

fn number(token: &Token<'_>) -> Option<u32> {
    match token {
        Token::Number(value) if *value >= 0.0 => Some(*value as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &[u8] = b"1 begincodespacerange <00> <7F> <8140> <9FFC> endcodespacerange
        4 beginbfchar <01> <00660069> <02> <D83DDE00> <03> /eacute <04> /nothing.such endbfchar
        2 beginbfrange <10> <12> <0041> <20> <21> [<0058> <0059005A>] endbfrange
        1 begincidrange <8140> <8150> 500 endcidrange
        /WMode 1 def";

    #[test]
    fn codes_lead_to_text() {
        let map = CMap::parse(MAP);
        #[track_caller]
        fn check(map: &CMap, code: u32, expected: Option<&str>) {
            let mut text = String::new();
            let found = map.push_text(code, &mut text);
            assert_eq!(found.then_some(text.as_str()), expected);
        }
        check(&map, 1, Some("fi"));
        check(&map, 2, Some("😀"));
        check(&map, 3, Some("é"));
        check(&map, 4, None);
        check(&map, 0x12, Some("C"));
        check(&map, 0x13, None);
        check(&map, 0x20, Some("X"));
        check(&map, 0x21, Some("YZ"));
        check(&map, 0x22, None);
        assert!(map.vertical);
    }

    #[test]
    fn ligatures_with_their_bytes_turned_are_letters() {
        let map = CMap::parse(b"4 beginbfchar <01><66006900> <02><660066006c00> <03><6600> <04><66006700> endbfchar");
        let mut text = String::new();
        (1..5).for_each(|code| assert!(map.push_text(code, &mut text)));
        assert_eq!(text, "fiffl\u{6600}\u{6600}\u{6700}");
    }

    #[test]
    fn a_map_of_spaces_has_no_text() {
        let has_text = |map: &[u8]| CMap::parse(map).has_text();
        assert!(!has_text(b"3 beginbfchar <01><0020> <02><00a0> <03><0020> endbfchar"));
        assert!(has_text(b"2 beginbfchar <01><0020> <02><00a0> endbfchar"));
        assert!(has_text(b"2 beginbfchar <01><0020> <02><0041> endbfchar"));
        let map = CMap::parse(b"3 beginbfchar <01><f041> <02><0000> <03><0041> endbfchar");
        assert_eq!([1, 2, 3, 4].map(|code| map.reads(code)), [false, false, true, false]);
    }

    #[test]
    fn code_lengths_follow_the_code_space() {
        let map = CMap::parse(MAP);
        assert_eq!(map.next_code(b"\x41\x42"), (0x41, 1));
        assert_eq!(map.next_code(b"\x81\x42\x43"), (0x8142, 2));
        assert_eq!(map.cid(0x8142), 502);
        assert_eq!(map.next_code(b"\xff"), (0xff, 1));
        assert_eq!(CMap::identity(false).next_code(b"\x01\x02\x03"), (0x0102, 2));
    }
}
