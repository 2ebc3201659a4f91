//! Other identifiers of a person beside a hit: each makes the other surer.

use super::Session;
use super::context::ROW_REACH;
use super::hit::{Code, Hit};

/// Other identifiers count within this distance where there are no rows.
const BESIDE: usize = 150;
/// So many hits to either side are asked: where more stand, one of the first speaks.
const MOST_HITS: usize = 16;

impl Session<'_> {
    /// Whether another identifier of a person is close enough to a hit to count, whatever stands between but a firm's number.
    pub(super) fn has_other(&self, hits: &[Hit<'_>], at: usize) -> bool {
        let hit = &hits[at];
        // Names only support others, and a name near was counted by the rules that ask for one.
        let may_gain = !self.detector.rule(hit.rule).file.supporting && !hit.points.has(Code::PersonNear);
        // Behind the number of a firm its header goes on, or a bill.
        let is_near = |other: &&Hit<'_>| is_close(hit, other) && !self.detector.rule(other.rule).file.silent;
        let before = hits[..at].iter().rev().take(MOST_HITS).take_while(is_near);
        let behind = hits[at + 1..].iter().take(MOST_HITS).take_while(is_near);
        may_gain && before.chain(behind).any(|other| self.is_other(hit, other))
    }

    /// Whether a hit is an identifier of a person, and not the same value once more.
    fn is_other(&self, hit: &Hit<'_>, other: &Hit<'_>) -> bool {
        let rule = self.detector.rule(other.rule);
        let speaks = rule.file.anchor || rule.file.subjects > 0.0 || rule.file.beside && other.rule != hit.rule;
        // What is not reported by itself says nothing of another.
        let is_found = other.points.sum() >= self.detector.scale.confidence.low;
        speaks && is_found && self.value_of(other) != self.value_of(hit)
    }
}

/// In the same row, or a few words apart.
fn is_close(hit: &Hit<'_>, other: &Hit<'_>) -> bool {
    let (first, second) = if hit.start < other.start {
        (hit, other)
    } else {
        (other, hit)
    };
    let distance = second.start.saturating_sub(first.end) as usize;
    match hit.location.row {
        Some(_) => distance <= ROW_REACH && hit.same_row(&other.location),
        None => distance <= BESIDE,
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect, detect_text, finding, table};

    #[track_caller]
    fn check(rule: &str, text: &str, expected: u8) {
        let found = finding(&detect(text), rule).map(|found| found.score);
        assert_eq!(found, Some(expected), "{text}");
    }

    #[test]
    fn the_same_value_once_more_is_no_other_identifier() {
        check("be.national-number", "85073095180 85073095180", 55);
        check("payment-card", "4532990000009879, 4532990000009879", 60);
        check("be.eid-card", "593-1234567-11 en 593-1234567-11", 60);
        check("phone", "02 555 12 12 en 02/555.12.12", 60);
        // Another one is, of the same rule or not.
        check("be.national-number", "85073095180 71010996272", 65);
        check("be.national-number", "85073095180 en 0475/27.63.12", 65);
        let row = "a;b;c\n85073095180;85073095180;x\n";
        let found = detect_text(&table(row));
        assert_eq!(finding(&found, "be.national-number").map(|found| found.score), Some(55));
    }

    #[test]
    fn what_stands_between_hides_no_other_identifier() {
        check("be.national-number", "85073095180 2-XYZ-987 71010996272", 65);
        check(
            "be.national-number",
            "85073095180, BTW BE 0403.019.261, 71010996272",
            55,
        );
        check("be.national-number", "85073095180 85073095180 0475/27.63.12", 65);
        check(
            "be.national-number",
            "85073095180, BE71 0961 2345 6769, 2-XYZ-987, an.maes@school.be",
            65,
        );
        let far = "x ".repeat(80);
        check(
            "be.national-number",
            &format!("85073095180 2-XYZ-987 {far} 71010996272"),
            55,
        );
        let row = "a;b;c\n85073095180;2-XYZ-987;71010996272\n85073095180;2-XYZ-987;x\n";
        let found = detect_text(&table(row));
        assert_eq!(finding(&found, "be.national-number").map(|found| found.score), Some(65));
        let rows = "a;b;c\n85073095180;2-XYZ-987;x\n71010996272;2-XYZ-987;x\n";
        let found = detect_text(&table(rows));
        assert_eq!(finding(&found, "be.national-number").map(|found| found.score), Some(55));
    }

    #[test]
    fn a_name_beside_speaks_for_a_number_that_names_nobody() {
        check("be.licence-plate", "Jan Peeters 1-BCD-245", 70);
        check("be.riziv", "Jan Peeters 1-12345-78-003", 70);
        check("be.account-legacy", "Jan Peeters 310-1234567-37", 70);
        check("be.riziv", "1-12345-78-003, Marie Dubois", 70);
        check("be.licence-plate", "Grace Period 1-BCD-245", 60);
        check("be.account-legacy", "Peeters 310-1234567-37", 60);
    }
}
