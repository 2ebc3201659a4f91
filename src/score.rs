//! Confidence of a hit, risk of a document: pure functions over points that stand in `rules/score.toml`.

use serde::Deserialize;

use crate::finding::{Confidence, Level, Risk};

/// The points of `rules/score.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub confidence: ConfidencePoints,
    pub column: ColumnLimits,
    pub special: SpecialScores,
    pub risk: RiskPoints,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfidencePoints {
    pub keyword_near: i16,
    pub keyword_far: i16,
    pub heading: i16,
    pub column: i16,
    pub other_identifier: i16,
    pub birth_date: i16,
    pub expiry_date: i16,
    pub negative: i16,
    pub implausible: i16,
    pub technical: i16,
    pub high: i16,
    pub medium: i16,
    pub low: i16,
}

/// Percentages of the cells of a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnLimits {
    pub valid: u64,
    pub suppress: u64,
    pub at_least: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpecialScores {
    pub high: i16,
    pub medium: i16,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RiskPoints {
    pub high: f64,
    pub medium: f64,
    pub low: f64,
    pub special_factor: f64,
    pub levels: Levels,
}

/// From which score up a document's risk is of a level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    pub low: u8,
    pub medium: u8,
    pub high: u8,
    pub critical: u8,
}

/// What one sort of value adds to a document's risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    pub points: f64,
    pub confidence: Confidence,
    pub distinct: u64,
}

impl Scale {
    /// A score as reported.
    pub fn clamped(points: i16) -> u8 {
        u8::try_from(points.clamp(0, 99)).unwrap_or(0)
    }

    /// None is not reported.
    pub fn confidence(&self, score: u8) -> Option<Confidence> {
        let limits = &self.confidence;
        match i16::from(score) {
            score if score >= limits.high => Some(Confidence::High),
            score if score >= limits.medium => Some(Confidence::Medium),
            score if score >= limits.low => Some(Confidence::Low),
            _ => None,
        }
    }

    /// The risk of a document; `special_near` when a special category stands with a sure identifier.
    pub fn risk(&self, parts: &[Part], special_near: bool) -> Risk {
        let weight = |confidence| match confidence {
            Confidence::High => self.risk.high,
            Confidence::Medium => self.risk.medium,
            Confidence::Low => self.risk.low,
        };
        let sum: f64 = parts
            .iter()
            .filter(|part| part.distinct > 0)
            .map(|part| part.points * weight(part.confidence) * (1.0 + (part.distinct as f64).log10()))
            .sum();
        let factor = if special_near { self.risk.special_factor } else { 1.0 };
        // At most 100, so that it fits.
        let score = (sum * factor).floor().clamp(0.0, 100.0) as u8;
        Risk {
            score,
            level: self.level(score),
        }
    }

    fn level(&self, score: u8) -> Level {
        let levels = &self.risk.levels;
        match score {
            score if score >= levels.critical => Level::Critical,
            score if score >= levels.high => Level::High,
            score if score >= levels.medium => Level::Medium,
            score if score >= levels.low => Level::Low,
            _ => Level::Info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale() -> Scale {
        toml::from_str(include_str!("../rules/score.toml")).unwrap()
    }

    #[test]
    fn the_risk_of_a_document_is_as_worked_out_in_the_specification() {
        #[track_caller]
        fn check(parts: &[(f64, u64)], special_near: bool, score: u8, level: Level) {
            let part = |&(points, distinct): &(f64, u64)| Part {
                points,
                confidence: Confidence::High,
                distinct,
            };
            let parts: Vec<Part> = parts.iter().map(part).collect();
            assert_eq!(scale().risk(&parts, special_near), Risk { score, level });
        }
        check(&[(10.0, 1)], false, 10, Level::Low);
        check(&[(10.0, 1), (12.0, 1)], true, 27, Level::Medium);
        check(&[(10.0, 200), (5.0, 200), (4.0, 200)], false, 62, Level::High);
        check(&[(10.0, 200), (12.0, 200)], true, 90, Level::Critical);
        check(&[(10.0, 1_000_000), (12.0, 1_000_000)], true, 100, Level::Critical);
        check(&[(0.0, 2), (2.0, 1)], false, 2, Level::Info);
        check(&[], false, 0, Level::Info);
    }

    #[test]
    fn levels_of_confidence_begin_where_the_scale_says() {
        #[track_caller]
        fn check(points: i16, expected: Option<Confidence>) {
            assert_eq!(scale().confidence(Scale::clamped(points)), expected);
        }
        check(-20, None);
        check(39, None);
        check(40, Some(Confidence::Low));
        check(65, Some(Confidence::Medium));
        check(85, Some(Confidence::High));
        check(150, Some(Confidence::High));
    }
}
