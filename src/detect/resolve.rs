//! Gives each span to one type: what claims it, then the higher score, the longer span, the lower rank.

use std::cmp::Ordering;

use super::hit::Hit;
use super::rule::Rule;

/// Keeps of hits that overlap the best. A hit is lost only to a better one that it overlaps, whether or not that one
/// is itself kept: so the outcome does not depend on hits further away. `hits` are sorted by start.
pub fn resolve(hits: &mut Vec<Hit<'_>>, rules: &[Rule]) {
    let mut lost = vec![false; hits.len()];
    for at in 0..hits.len() {
        for next in at + 1..hits.len() {
            if hits[next].start >= hits[at].end {
                break;
            }
            match better(&hits[at], &hits[next], rules) {
                Ordering::Less => lost[at] = true,
                _ => lost[next] = true,
            }
        }
    }
    let mut lost = lost.into_iter();
    hits.retain(|_| !lost.next().unwrap_or(false));
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
