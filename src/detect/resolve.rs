//! Gives each span to one type: what claims it, then the higher score, the longer span, the lower rank.

use std::cmp::Ordering;

use super::hit::Hit;
use super::rule::Rule;

/// Keeps of hits that overlap the best. A hit is lost only to a better one that it overlaps, whether or not that one
/// is itself kept: so the outcome does not depend on hits further away. `hits` are sorted by start.
pub fn resolve(hits: &mut Vec<Hit<'_>>, rules: &[Rule]) {
    let mut lost = Vec::new();
    for at in 0..hits.len() {
        for next in at + 1..hits.len() {
            if hits[next].start >= hits[at].end {
                break;
            }
            match better(&hits[at], &hits[next], rules) {
                Ordering::Less => lost.push(at),
                _ => lost.push(next),
            }
        }
    }
    if lost.is_empty() {
        return;
    }
    lost.sort_unstable();
    lost.dedup();
    let mut lost = lost.into_iter().peekable();
    let mut at = 0;
    hits.retain(|_| {
        let is_lost = lost.next_if_eq(&at).is_some();
        at += 1;
        !is_lost
    });
}

/// `Greater` if the first is the better one.
fn better(a: &Hit<'_>, b: &Hit<'_>, rules: &[Rule]) -> Ordering {
    let key = |hit: &Hit<'_>| {
        let rule = &rules[usize::from(hit.rule)].file;
        (
            rule.claims,
            hit.points.sum(),
            hit.end - hit.start,
            std::cmp::Reverse(rule.rank),
        )
    };
    key(a).cmp(&key(b))
}
