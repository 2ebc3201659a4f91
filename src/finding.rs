//! What is kept of a document: facts that are masked, counted and owned. No raw value is in here.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::central::Fingerprint;
use crate::extract::Reason;

/// Keyed BLAKE3 of a normalised value, cut to 128 bits; 32 hex digits in records.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(pub [u8; 16]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// How much of a document was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Read {
    All,
    Partly,
    None,
    /// Nothing to read: content shows that it holds no text.
    NoText,
}

/// Something that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Gap {
    pub reason: Reason,
    /// The chain of members, from the document it stands in; empty for the document itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// Points for or against a finding, by code ("check-digits", "column-heading"): `speur explain` says each in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub code: String,
    pub points: i32,
}

/// Where something stands; only the fields that make sense for the format are present.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Letters, as a spreadsheet shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// "2-215" or "7"; a document has a few of these, never one per cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slides: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraphs: Option<String>,
    /// Part of the document: "body", "header", "comments", a mail's "header".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// One sample of a finding's values, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    pub token: Token,
    pub masked: String,
    pub place: Place,
    pub score: u8,
}

/// What one rule found in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: String,
    pub category: String,
    pub confidence: Confidence,
    /// The highest score of its hits.
    pub score: u8,
    pub count: u64,
    pub distinct: u64,
    pub why: Vec<Why>,
    pub places: Vec<Place>,
    pub values: Vec<Value>,
    /// All distinct tokens, up to 100,000.
    pub tokens: Vec<Token>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tokens_truncated: bool,
    /// It stands in more places than are named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub places_truncated: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Risk {
    pub score: u8,
    pub level: Level,
}

/// How old a document is, by what it says itself: one day per source, and never a person's birth date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// The latest plausible date in its text or records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Date>,
    /// When its properties say that it was last saved (else made), or a mail's header that it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Date>,
}

/// Everything a worker says of one document (a file, or a member of one). Verdicts are made of these, elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub inner: Vec<String>,
    pub format: String,
    pub size: u64,
    pub content: Option<Token>,
    pub read: Read,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Gap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The part after the dot of the `special.*` rules found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub minors: bool,
    /// Distinct persons, a lower bound.
    pub subjects: u64,
    pub risk: Risk,
    /// What its twin in the central storage is found by; none for hardly any text, or what was not read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Box<Fingerprint>>,
    /// Kept where there are findings: nothing else has a term to be kept.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
}

impl Facts {
    /// A document nothing is known of.
    pub fn unread(inner: Vec<String>) -> Self {
        Self {
            inner,
            format: "unknown".to_owned(),
            size: 0,
            content: None,
            read: Read::None,
            unread: Vec::new(),
            findings: Vec::new(),
            special: Vec::new(),
            minors: false,
            subjects: 0,
            risk: Risk::NONE,
            fingerprint: None,
            dates: Dates::default(),
        }
    }
}

impl Risk {
    /// Of a document without findings.
    pub const NONE: Self = Self {
        score: 0,
        level: Level::Info,
    };
}

impl Dates {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Token {
    /// The token of a normalised value of a rule family: `hex(blake3_keyed(key, family + 0x00 + value))[..32]`.
    pub fn new(key: &[u8; 32], family: &str, value: &str) -> Self {
        let mut hasher = blake3::Hasher::new_keyed(key);
        hasher.update(family.as_bytes()).update(&[0]).update(value.as_bytes());
        Self::from(hasher.finalize())
    }
}

impl Token {
    /// Written by the hundred thousand: a table instead of the formatter.
    fn hex(self) -> [u8; 32] {
        let mut hex = [0; 32];
        for (digits, byte) in hex.as_chunks_mut::<2>().0.iter_mut().zip(self.0) {
            *digits = [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
        }
        hex
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Bytes as hex digits.
pub(crate) fn to_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(2 * bytes.len());
    for &byte in bytes {
        hex.push(char::from(HEX[usize::from(byte >> 4)]));
        hex.push(char::from(HEX[usize::from(byte & 15)]));
    }
    hex
}

/// The bytes of hex digits.
pub(crate) fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    let mut bytes = vec![0; pairs.len()];
    let all_digits = read_hex(pairs, &mut bytes);
    (all_digits && rest.is_empty()).then_some(bytes)
}

/// Reads pairs of hex digits; says whether they were. A branch per digit costs more than the digits: fingerprints have
/// thousands.
fn read_hex(pairs: &[[u8; 2]], bytes: &mut [u8]) -> bool {
    let mut wrong = 0;
    for (byte, &[high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (VALUES[usize::from(high)], VALUES[usize::from(low)]);
        wrong |= high | low;
        *byte = high << 4 | low & 15;
    }
    wrong <= 15
}

/// The value of each hex digit, either case; more than 15 for others.
static VALUES: [u8; 256] = {
    let mut values = [u8::MAX; 256];
    let mut value = 0;
    while value < 16 {
        let digit = HEX[value as usize];
        values[digit as usize] = value;
        values[digit.to_ascii_uppercase() as usize] = value;
        value += 1;
    }
    values
};

impl From<blake3::Hash> for Token {
    fn from(hash: blake3::Hash) -> Self {
        let mut token = [0; 16];
        token.copy_from_slice(&hash.as_bytes()[..16]);
        Self(token)
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).expect("hex digits are ASCII"))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Token {
    type Err = &'static str;

    fn from_str(hex: &str) -> Result<Self, Self::Err> {
        let wrong = "a token is 32 hex digits";
        let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
        if pairs.len() != 16 || !rest.is_empty() {
            return Err(wrong);
        }
        let mut token = [0; 16];
        if read_hex(pairs, &mut token) {
            Ok(Self(token))
        } else {
            Err(wrong)
        }
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.hex()).expect("hex digits are ASCII"))
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TokenVisitor)
    }
}

/// Takes a token from borrowed text, without a copy.
struct TokenVisitor;

impl serde::de::Visitor<'_> for TokenVisitor {
    type Value = Token;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a token of 32 hex digits")
    }

    fn visit_str<E: serde::de::Error>(self, hex: &str) -> Result<Token, E> {
        hex.parse().map_err(E::custom)
    }
}
