//! Data subjects (Articles VI and VII): where one person occurs. A document is found by the keyed tokens of what it
//! holds; the identifier itself is read once, made into tokens, and forgotten.

mod case;
mod page;
mod search;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::detect::{Detector, Settings, birth_date, folded};
use crate::finding::Token;
pub use case::{Case, answer, beside, name};
pub use search::{Answer, Doubt, Found, Outcome, Searched, Why, search};

/// What a person is looked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    NationalNumber,
    Iban,
    Email,
    Phone,
    /// Name and birth date.
    Person,
}

/// An identifier as tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    pub kind: Kind,
    /// A document that holds one token of each of these is about the person.
    pub needed: Vec<Needed>,
}

/// Ways of writing one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    pub family: &'static str,
    pub tokens: BTreeSet<Token>,
}

/// Why a text is no identifier. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It does not hold: a digit is wrong or missing, or it is of another kind.
    Invalid,
    /// Two values in one line.
    Several,
    /// It may be of several kinds: the kind must be named.
    Ambiguous,
    /// "name, birth date" is wanted.
    NoBirthDate,
}

/// Kinds that the detector knows by themselves: the family of their tokens, and the label under which a document would
/// give such a value, because some ways of writing count only with one.
const VALUES: [(Kind, &str, &str); 4] = [
    (Kind::NationalNumber, "national-number", "Rijksregisternummer"),
    (Kind::Iban, "iban", "IBAN"),
    (Kind::Email, "email", "E-mail"),
    (Kind::Phone, "phone", "Tel."),
];

impl Identifier {
    /// Reads an identifier as a person types it, with the detector's own checks; without a kind, of the one kind that
    /// it holds for.
    pub fn read(kind: Option<Kind>, text: &str, detector: &Detector, settings: &Settings) -> Result<Self, Wrong> {
        let read = |kind| match kind {
            Kind::Person => person(text, settings),
            Kind::NationalNumber | Kind::Iban | Kind::Email | Kind::Phone => value(kind, text, detector, settings),
        };
        if let Some(kind) = kind {
            return read(kind);
        }
        let all: Vec<_> = VALUES.iter().map(|(kind, ..)| read(*kind)).collect();
        let mut held = all.iter().flatten();
        match (held.next(), held.next()) {
            (Some(identifier), None) => Ok(identifier.clone()),
            (Some(_), Some(_)) => Err(Wrong::Ambiguous),
            (None, _) if all.contains(&Err(Wrong::Several)) => Err(Wrong::Several),
            (None, _) => person(text, settings).map_err(|wrong| if is_name(text) { wrong } else { Wrong::Invalid }),
        }
    }
}

fn value(kind: Kind, text: &str, detector: &Detector, settings: &Settings) -> Result<Identifier, Wrong> {
    let (_, family, label) = VALUES.into_iter().find(|(of, ..)| *of == kind).ok_or(Wrong::Invalid)?;
    let tokens: BTreeSet<_> = detector
        .tokens_of(settings, family, &format!("{label}: {text}"))
        .into_iter()
        .collect();
    match tokens.len() {
        0 => Err(Wrong::Invalid),
        1 => Ok(Identifier {
            kind,
            needed: vec![Needed { family, tokens }],
        }),
        _ => Err(Wrong::Several),
    }
}

/// Names of more words than these are read as they stand alone.
const MOST_WORDS: usize = 6;

/// Whether a person's name may stand at the front of it: words without a digit. Then it is no number that was mistyped.
fn is_name(text: &str) -> bool {
    let name = text.split([',', ';']).next().unwrap_or_default();
    let is_word = |word: &str| {
        word.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    name.split_whitespace().count() > 1 && name.split_whitespace().all(is_word)
}

/// "Jan Peeters, 12.03.1985". A document writes the surname first or last, with any part of a name of several words in
/// front: each order has a token of its own.
fn person(text: &str, settings: &Settings) -> Result<Identifier, Wrong> {
    let (name, date) = text.split_once([',', ';']).ok_or(Wrong::NoBirthDate)?;
    let date = birth_date(date.trim(), settings.today).ok_or(Wrong::NoBirthDate)?;
    let words: Vec<_> = name.split_whitespace().map(folded).collect();
    if words.len() < 2 {
        return Err(Wrong::Invalid);
    }
    let turns = if words.len() <= MOST_WORDS { words.len() } else { 1 };
    let orders = (0..turns).map(|turn| {
        let order: Vec<_> = words[turn..].iter().chain(&words[..turn]).map(String::as_str).collect();
        Token::new(&settings.key, "name", &order.join(" "))
    });
    Ok(Identifier {
        kind: Kind::Person,
        needed: vec![
            Needed {
                family: "name",
                tokens: orders.collect(),
            },
            Needed {
                family: "birth-date",
                tokens: BTreeSet::from([date_token(date, settings)]),
            },
        ],
    })
}

fn date_token(date: Date, settings: &Settings) -> Token {
    Token::new(&settings.key, "birth-date", &date.to_string())
}
