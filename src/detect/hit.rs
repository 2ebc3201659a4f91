//! A hit: a value that a rule proved at a place of the text, with the points for and against it.

use super::validator::Birth;
use crate::finding::Why;
use crate::text::Location;

/// Why points were given. The words of each stand in `speur explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    CheckDigits,
    Shape,
    KeywordNear,
    KeywordFar,
    ColumnHeading,
    ColumnValues,
    OtherIdentifier,
    BirthDate,
    NegativeKeyword,
    Implausible,
    NoContext,
    ExpiryDate,
    LostDigits,
    Technical,
    PersonNear,
    PersonElsewhere,
    DistinctWords,
    FileName,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CheckDigits => "check-digits",
            Self::Shape => "shape",
            Self::KeywordNear => "keyword-near",
            Self::KeywordFar => "keyword-far",
            Self::ColumnHeading => "column-heading",
            Self::ColumnValues => "column-values",
            Self::OtherIdentifier => "other-identifier",
            Self::BirthDate => "birth-date",
            Self::NegativeKeyword => "negative-keyword",
            Self::Implausible => "implausible",
            Self::NoContext => "no-context",
            Self::ExpiryDate => "expiry-date",
            Self::LostDigits => "lost-digits",
            Self::Technical => "technical",
            Self::PersonNear => "person-near",
            Self::PersonElsewhere => "person-elsewhere",
            Self::DistinctWords => "distinct-words",
            Self::FileName => "file-name",
        }
    }
}

/// Points for and against, at most a handful.
#[derive(Clone, Copy, Debug, Default)]
pub struct Points {
    list: [Option<(Code, i16)>; 8],
    n: u8,
    sum: i16,
}

impl Points {
    pub fn add(&mut self, code: Code, points: i16) {
        if let Some(slot) = self.list.get_mut(usize::from(self.n)).filter(|_| points != 0) {
            *slot = Some((code, points));
            self.n += 1;
            self.sum += points;
        }
    }

    /// Takes points back: what stands beside shows that they were wrong.
    pub fn take_back(&mut self, code: Code) {
        for slot in &mut self.list[..usize::from(self.n)] {
            if let Some((_, points)) = slot.take_if(|(given, _)| *given == code) {
                self.sum -= points;
            }
        }
    }

    /// Not yet clamped: a column may still add to it.
    pub fn sum(&self) -> i16 {
        self.sum
    }

    /// A keyword, heading or label speaks for it.
    pub fn has_context(&self) -> bool {
        let speaks = |code| matches!(code, Code::KeywordNear | Code::KeywordFar | Code::ColumnHeading);
        self.list.iter().flatten().any(|(code, _)| speaks(*code))
    }

    pub fn has(&self, code: Code) -> bool {
        self.list.iter().flatten().any(|(given, _)| *given == code)
    }

    pub fn whys(&self) -> Vec<Why> {
        let why = |&(code, points): &(Code, i16)| Why {
            code: code.as_str().to_owned(),
            points: points.into(),
        };
        self.list.iter().flatten().map(why).collect()
    }
}

/// A value that a rule proved.
#[derive(Clone)]
pub struct Hit<'t> {
    pub start: u32,
    pub end: u32,
    pub rule: u16,
    pub class: u8,
    pub published: bool,
    /// Normalised, in [`super::Session`]'s buffer of values.
    pub value: (u32, u32),
    pub birth: Option<Birth>,
    pub location: Location<'t>,
    /// The label's number in its document.
    pub label: u32,
    /// The heading or label says that it is what it is.
    pub headed: bool,
    /// A spreadsheet cut its last digits off.
    pub cut: bool,
    pub points: Points,
}

impl Hit<'_> {
    pub fn span(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// In the same row of a table, or anywhere where there are no rows.
    pub fn same_row(&self, other: &Location<'_>) -> bool {
        self.location.row == other.row
    }
}
