//! What a document's hits say together: columns, counts, places, subjects, risk.

use std::collections::BTreeMap;

use super::column::{Says, is_beside, is_of_places, is_second_of_mails, says};
use super::doubt::WORDS;
use super::hit::{Code, Points};
use super::rule::{Kind, Rule};
use super::tally::{Group, GroupKey, Groups, MOST_SAMPLES, Value as Known, ranged};
use super::technical::LogLines;
use super::{Detected, Session};
use crate::finding::{Confidence, Finding, Place, Token, Value};
use crate::score::{Part, Scale};
use crate::text::NameId;

/// Places of a finding.
const MOST_PLACES: usize = 16;

/// Rows of persons that make a heading's column count.
const HEADED_ROWS: u64 = 2;

/// What one rule found, before it is written down.
#[derive(Default)]
struct Sum {
    count: u64,
    best: Option<Points>,
    /// By token.
    tokens: Vec<(Token, Known)>,
    truncated: bool,
    places: Vec<Place>,
    /// Than are kept.
    more_places: bool,
    values: Vec<Value>,
    /// Most rows of one column with a value of medium confidence.
    rows: u64,
}

/// What the values of a group get for standing together, besides their own points.
struct Weight {
    of_column: i16,
    of_log: i16,
    /// Values whose own points are fewer do not count.
    low: i16,
}

impl Sum {
    /// A token of several groups has its best sum, and the class that it has in the first of them.
    fn merge_tokens(&mut self) {
        self.tokens.sort_by_key(|(token, _)| u128::from_be_bytes(token.0));
        self.tokens.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1.sum = kept.1.sum.max(next.1.sum);
                kept.1.is_second &= next.1.is_second;
            }
            is_same
        });
    }

    /// What is known of a value, once the tokens are merged.
    fn known(&self, token: &Token) -> Option<&Known> {
        let key = |token: &Token| u128::from_be_bytes(token.0);
        let at = self.tokens.binary_search_by_key(&key(token), |(token, _)| key(token));
        at.ok().map(|at| &self.tokens[at].1)
    }
}

impl Session<'_> {
    /// What is known now. May be called after any window (a snapshot) and at the end of the document.
    pub fn facts(&self) -> Detected {
        let sums = self.sums();
        let rule = |at: u16| self.detector.rule(at);
        let is_policy = self.is_policy();
        let parts: Vec<Part> = sums
            .iter()
            .filter(|(at, _)| !(is_policy && is_to_reach(rule(**at))))
            .flat_map(|(&at, sum)| self.parts((at, sum), &sums))
            .collect();
        let subjects = sums
            .iter()
            .map(|(&at, sum)| self.subjects(rule(at), sum))
            .chain([self.subjects.named(), self.subjects.rows(|table| self.is_sure(table))])
            .max()
            .unwrap_or(0);
        let minors = sums.iter().any(|(&at, sum)| is_of_minors(rule(at), sum));
        let mut findings: Vec<Finding> = sums
            .into_iter()
            .filter_map(|(at, sum)| self.finding(rule(at), sum))
            .collect();
        // Nobody is counted of whom nothing is reported.
        let subjects = if findings.is_empty() { 0 } else { subjects };
        findings.sort_by(|a, b| (b.score, &a.rule).cmp(&(a.score, &b.rule)));
        self.hide_telltales(&mut findings);
        let special = findings
            .iter()
            .filter_map(|finding| finding.rule.strip_prefix("special."));
        let mut special: Vec<String> = special.map(str::to_owned).collect();
        special.sort();
        let special_near = self.special_with_identifier && !special.is_empty();
        Detected {
            risk: self.detector.scale.risk(&parts, special_near),
            special,
            minors,
            subjects,
            findings,
            latest: self.latest.day(),
        }
    }

    /// By rule, of those that found something. What only supports others is nothing by itself.
    fn sums(&self) -> BTreeMap<u16, Sum> {
        let (mut sums, _) = self.sum_groups(&self.cue_groups());
        let is_supporting = |at: &u16| self.detector.rule(*at).file.supporting;
        if sums.keys().all(is_supporting) {
            sums.clear();
        }
        sums
    }

    /// The groups that count in this document.
    pub(super) fn counted<'g>(&'g self, cues: &'g Groups) -> Vec<(&'g GroupKey, &'g Group)> {
        self.sum_groups(cues).1
    }

    /// The sums of the groups that count, and the groups.
    fn sum_groups<'g>(&'g self, cues: &'g Groups) -> (BTreeMap<u16, Sum>, Vec<(&'g GroupKey, &'g Group)>) {
        let headed = self.if_headed.iter();
        let headed: Vec<_> = headed.filter(|(_, group)| group.sure.rows >= HEADED_ROWS).collect();
        // What stands in such a column was counted there.
        let is_headed = |key: &GroupKey| {
            let same = |known: &GroupKey| (known.rule, known.series) == (key.rule, key.series);
            headed.iter().any(|(known, _)| same(known))
        };
        let others = |groups: &'g Groups| -> Vec<(&'g GroupKey, &'g Group)> {
            groups.iter().filter(|(key, _)| !is_headed(key)).collect()
        };
        let mut sums = BTreeMap::new();
        let mut counted = self.sum_up(others(&self.groups), &mut sums);
        if !self.is_policy() {
            counted.extend(self.sum_up(cues.iter().collect(), &mut sums));
            counted.extend(self.sum_up(others(&self.if_no_policy), &mut sums));
            if self.is_about_persons(&sums) {
                counted.extend(self.sum_up(self.if_persons.iter().collect(), &mut sums));
            }
        }
        counted.extend(self.sum_up(headed, &mut sums));
        (sums, counted)
    }

    /// The document is about data protection.
    fn is_policy(&self) -> bool {
        let book = &self.detector.book;
        self.policy_terms.len() >= book.policy_distinct
            && self.n_policy * 1000 >= book.policy_per_1000_words * self.n_words.max(1)
    }

    fn is_about_persons(&self, sums: &BTreeMap<u16, Sum>) -> bool {
        let medium = self.detector.scale.confidence.medium;
        sums.iter().any(|(&at, sum)| {
            let rule = self.detector.rule(at);
            // Addresses to write to are in every document.
            rule.file.anchor
                && rule.file.category != "contact"
                && sum
                    .tokens
                    .iter()
                    .any(|(_, known)| known.sum >= medium && rule.is_anchor[usize::from(known.class)])
        })
    }

    /// Adds the groups to the sums, and gives them back in their order.
    fn sum_up<'g>(
        &self,
        mut groups: Vec<(&'g GroupKey, &'g Group)>,
        sums: &mut BTreeMap<u16, Sum>,
    ) -> Vec<(&'g GroupKey, &'g Group)> {
        groups.sort_unstable_by_key(|(key, _)| **key);
        let mut mails = None;
        for &(key, group) in &groups {
            let Some(Weight { of_column, of_log, low }) = self.weight(key, group) else {
                continue;
            };
            let n = group.at_least(low);
            if n == 0 {
                continue;
            }
            let sum: &mut Sum = sums.entry(key.rule).or_default();
            let lift = of_column + of_log;
            sum.count += n;
            sum.truncated |= group.truncated;
            if let Some(mut best) = group.best {
                best.add(Code::ColumnValues, of_column);
                best.add(Code::Technical, of_log);
                if sum.best.is_none_or(|so_far| best.sum() > so_far.sum()) {
                    sum.best = Some(best);
                }
            }
            let is_second = is_second_of_mails(self.detector.rule(key.rule), (key, group), &mut mails);
            let counted = group.tokens.iter().filter(|(_, known)| known.sum >= low);
            sum.tokens.extend(counted.map(|(token, known)| {
                let sum = known.sum + lift;
                (
                    *token,
                    Known {
                        sum,
                        is_second,
                        ..*known
                    },
                )
            }));
            add_places(sum, key, group, lift);
        }
        sums.values_mut().for_each(Sum::merge_tokens);
        groups
    }

    /// None where the column shows that its values are something else.
    fn weight(&self, key: &GroupKey, group: &Group) -> Option<Weight> {
        let scale = &self.detector.scale;
        let rule = self.detector.rule(key.rule);
        let non_empty = key.series.column().map(|column| self.cells.non_empty(column));
        // Without check digits, a rare whole cell of a column is what the column holds, and not a value.
        let is_shape = rule.proof() == Code::Shape;
        let is_number = matches!(rule.file.find.kind, Kind::Digits | Kind::Alnum);
        // Values under one key of a structured text are like those of a column; but only what could be proven and
        // was not is known of the others.
        let non_empty = non_empty.or((group.tried > 0 && !is_shape).then_some(group.tried));
        let says = says(&scale.column, non_empty.unwrap_or(0), group.tries());
        let of_column = match says {
            Says::No => return None,
            Says::Yes if is_number && is_of_thing(group, is_shape) => match is_shape {
                true => scale.confidence.negative,
                false => 0,
            },
            Says::Yes if !group.headed && self.running.are_codes(key) => {
                match group.best.as_ref().is_some_and(is_beside) {
                    true => 0,
                    false => scale.confidence.negative,
                }
            }
            Says::Yes if is_of_places(rule, group) => 0,
            Says::Yes if !group.headed => scale.confidence.column,
            Says::Yes | Says::Nothing => 0,
        };
        let is_numeric = self.log.as_ref().is_some_and(LogLines::is_numeric);
        let of_log = match is_numeric && rule.file.find.kind == Kind::Digits {
            true => scale.confidence.technical,
            false => 0,
        };
        let is_rare = |non_empty| {
            group.valid > 0
                && non_empty >= scale.column.at_least
                && group.valid * 100 < scale.column.suppress * non_empty
        };
        let low = match non_empty {
            Some(non_empty) if is_shape && !group.headed && is_rare(non_empty) => scale.confidence.medium,
            _ => scale.confidence.low - of_column - of_log,
        };
        Some(Weight { of_column, of_log, low })
    }

    fn finding(&self, rule: &Rule, sum: Sum) -> Option<Finding> {
        let best = sum.best?;
        let score = Scale::clamped(best.sum());
        let tokens: Vec<Token> = sum.tokens.into_iter().map(|(token, _)| token).collect();
        Some(Finding {
            rule: rule.id().to_owned(),
            category: rule.file.category.clone(),
            confidence: self.detector.scale.confidence(score)?,
            score,
            count: sum.count,
            distinct: tokens.len() as u64,
            why: best.whys(),
            places: sum.places,
            values: sum.values,
            tokens,
            tokens_truncated: sum.truncated,
            places_truncated: sum.more_places,
        })
    }

    /// What a rule adds to the risk, class by class. Of what several rules of a family found (an old account and the IBAN
    /// that it became) the surest counts.
    fn parts(&self, (at, sum): (u16, &Sum), sums: &BTreeMap<u16, Sum>) -> Vec<Part> {
        let rule = self.detector.rule(at);
        let is_kin = |other: &u16| *other != at && self.detector.rule(*other).file.family == rule.file.family;
        let kin: Vec<(&u16, &Sum)> = sums.iter().filter(|(other, _)| is_kin(other)).collect();
        let is_first = |token: &Token, known: &Known| {
            let is_surer =
                |(other, sum): &(&u16, &Sum)| sum.known(token).is_some_and(|it| (it.sum, *other) > (known.sum, &at));
            !kin.iter().any(is_surer)
        };
        let part = |(class, &points): (usize, &f64)| {
            let of_class = || {
                let own = sum.tokens.iter().filter(|(_, known)| usize::from(known.class) == class);
                own.filter(|(token, known)| is_first(token, known))
                    .map(|(_, known)| known)
            };
            let best = of_class().map(|known| known.sum).max()?;
            Some(Part {
                points,
                confidence: self
                    .detector
                    .scale
                    .confidence(Scale::clamped(best))
                    .unwrap_or(Confidence::Low),
                distinct: match rule.file.once_in_logs && self.log.is_some() {
                    true => 1,
                    false => of_class().count() as u64,
                },
            })
        };
        rule.points.iter().enumerate().filter_map(part).collect()
    }

    /// No column of persons in the table turned out to be something else.
    fn is_sure(&self, table: NameId) -> bool {
        let limits = &self.detector.scale.column;
        !self.groups.iter().any(|(key, group)| {
            let of_table = key.series.column().filter(|column| column.0 == table);
            let is_other = |column| says(limits, self.cells.non_empty(column), group.tries()) == Says::No;
            // A column of which nothing was ever taken for persons is none of them.
            let was_taken = group.valid > 0 && self.detector.rule(key.rule).file.subjects >= 1.0;
            was_taken && of_table.is_some_and(is_other)
        })
    }

    /// Distinct persons, at least.
    fn subjects(&self, rule: &Rule, sum: &Sum) -> u64 {
        let medium = self.detector.scale.confidence.medium;
        let is_person =
            |known: &&Known| known.sum >= medium && rule.is_subject[usize::from(known.class)] && !known.is_second;
        let distinct = sum.tokens.iter().map(|(_, known)| known).filter(is_person).count() as f64 * rule.file.subjects;
        // Where the distinct ones are not all known, each row has another.
        let rows = if rule.file.subjects >= 1.0 && distinct > 0.0 && sum.truncated {
            sum.rows
        } else {
            0
        };
        (distinct.ceil() as u64).max(rows)
    }
}

/// It says how someone can be reached: in a text about data protection, whom to ask.
fn is_to_reach(rule: &Rule) -> bool {
    matches!(rule.file.category.as_str(), "contact" | "address" | "name")
}

/// Whether the heading over a column says that its values are of a thing, and nothing speaks against it: neither check digits
/// without a doubt, nor a person in the row.
fn is_of_thing(group: &Group, is_shape: bool) -> bool {
    let is_doubted = |best: &Points| match is_shape {
        true => !best.has(Code::OtherIdentifier),
        false => best.has(Code::NoContext),
    };
    let heading = group.place.label.as_deref().filter(|_| !group.headed);
    group.best.as_ref().is_some_and(is_doubted) && heading.is_some_and(|label| WORDS.things.heads(label, true))
}

fn is_of_minors(rule: &Rule, sum: &Sum) -> bool {
    let minor = rule.classes.iter().position(|class| *class == "minor");
    let is_minor = |known: &Known| minor == Some(usize::from(known.class));
    rule.id() == "minors" || sum.tokens.iter().any(|(_, known)| is_minor(known))
}

fn add_places(sum: &mut Sum, key: &GroupKey, group: &Group, lift: i16) {
    let mut ranges = group.sure.ranges.clone();
    let mut samples: Vec<_> = group.sure.samples.iter().collect();
    let mut rows = group.sure.rows;
    if lift > 0 {
        ranges.extend(&group.unsure.ranges);
        samples.extend(&group.unsure.samples);
        rows = rows.max(group.unsure.rows);
    }
    ranges.sort_unstable();
    for range in ranges {
        if sum.places.len() < MOST_PLACES {
            sum.places.push(ranged(&group.place, key.series, range));
        } else {
            sum.more_places = true;
        }
    }
    for sample in samples {
        let known = sum.values.iter().any(|value| value.token == sample.token);
        if sum.values.len() < MOST_SAMPLES && !known {
            sum.values.push(Value {
                token: sample.token,
                masked: sample.masked.clone(),
                place: sample.place.clone(),
                score: Scale::clamped(sample.sum + lift),
            });
        }
    }
    if key.series.column().is_some() {
        sum.rows = sum.rows.max(rows);
    }
}
