//! Numbers that one sign joins: "0475/12.34.56-0476/12.34.57", "85073095180/86010295011".

use super::collect::{Collector, Spot};
use super::digits::{self, Group, Joined};
use super::neighbours::Edges;
use super::validator::Candidate;

/// Digits of two numbers, at least.
pub const FEWEST_DIGITS: u16 = 18;
/// Numbers in a list that is no pair.
const FEWEST_IN_LIST: usize = 3;
/// Groups of one number, at most.
const MOST_GROUPS: usize = 9;

impl Collector<'_> {
    /// Splits groups at a slash or a dash where both sides are whole numbers of one rule: a number that is joined with
    /// anything else is a part of something longer.
    pub(super) fn pair(&mut self, groups: &[Group]) {
        let lists = groups.chunk_by(|_, next| next.separator.joins());
        for list in lists.filter(|list| list.len() >= FEWEST_IN_LIST) {
            if self.list(list) {
                return;
            }
        }
        for at in (1..groups.len()).filter(|&at| groups[at].separator.joins()) {
            let (left, right) = groups.split_at(at);
            let starts = (0..left.len()).filter(|&start| start == 0 || left[start].separator.begins());
            let ends = (1..=right.len()).filter(|&end| right.get(end).is_none_or(|next| next.separator.begins()));
            let rights: Vec<(usize, u16)> = ends
                .take(MOST_GROUPS)
                .flat_map(|end| self.holding(&right[..end]).into_iter().map(move |rule| (end, rule)))
                .collect();
            if rights.is_empty() {
                continue;
            }
            for start in starts {
                let held = self.holding(&left[start..]);
                let Some(&(end, _)) = rights.iter().find(|(_, rule)| held.contains(rule)) else {
                    continue;
                };
                // Which of the rules it is of only the words around tell.
                for &(_, rule) in rights.iter().filter(|(at, rule)| *at == end && held.contains(rule)) {
                    self.take(rule, &left[start..]);
                    self.take(rule, &right[..end]);
                }
                break;
            }
        }
    }

    /// Takes a list of numbers, each in one group, if all are of one rule; says whether they are.
    fn list(&mut self, list: &[Group]) -> bool {
        let mut rules = self.holding(&list[..1]);
        for number in list[1..].chunks(1) {
            let held = self.holding(number);
            rules.retain(|rule| held.contains(rule));
        }
        for &rule in &rules {
            list.chunks(1).for_each(|number| self.take(rule, number));
        }
        !rules.is_empty()
    }

    /// The rules of which some groups are a whole number.
    fn holding(&mut self, groups: &[Group]) -> Vec<u16> {
        let lengths = || groups.iter().map(|group| (group.end - group.start) as usize);
        let n_digits = lengths().sum();
        if groups.is_empty() || groups.len() > MOST_GROUPS || n_digits > digits::MOST_DIGITS {
            return Vec::new();
        }
        let detector = self.detector;
        let shaped = detector.digits.shaped(lengths().fold(0, digits::signature)).iter();
        let shaped =
            shaped.filter(|(rule, grouping)| detector.rule(*rule).groupings[usize::from(*grouping)].fits(groups));
        let counted = detector.digits.counted(n_digits).iter().copied();
        let rules: Vec<u16> = shaped.map(|(rule, _)| *rule).chain(counted).collect();
        rules.into_iter().filter(|&rule| self.holds(rule, groups)).collect()
    }

    fn holds(&mut self, rule: u16, groups: &[Group]) -> bool {
        let mut room = Joined::default();
        let (start, end) = (groups[0].start as usize, groups[groups.len() - 1].end as usize);
        let candidate = Candidate {
            buf: self.buf,
            start,
            end,
            digits: digits::joined(self.buf, groups, &mut room),
            n_groups: groups.len(),
            labels: &[],
        };
        let from = self.finds.values.len();
        let checked = self.check(self.detector.rule(rule), &candidate);
        self.finds.values.truncate(from);
        checked.is_some_and(|checked| !checked.cut && !checked.heading_only)
    }

    fn take(&mut self, rule: u16, groups: &[Group]) {
        let mut room = Joined::default();
        let span = groups[0].start as usize..groups[groups.len() - 1].end as usize;
        let edges = Edges::of(self.buf, &span, self.border);
        // What stands on the other side of the sign is another number.
        let sign = |byte: Option<u8>| matches!(byte, Some(b'/' | b'-'));
        let edges = Edges {
            begins: edges.begins || sign(edges.before),
            ends: edges.ends || sign(edges.behind),
            ..edges
        };
        let digits = digits::joined(self.buf, groups, &mut room);
        self.attempt_at(rule, &Spot::new(span, edges, digits, groups.len()));
    }
}
