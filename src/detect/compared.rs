//! What a document is compared by with others, besides its words: the values in it, and what it says beside its text.

use std::collections::BTreeSet;

use super::Session;
use super::person;
use super::rule::Kind;
use super::tally::{Group, GroupKey, Series, Value};
use crate::finding::Token;

impl Session<'_> {
    /// The values found so far, but for those in fields of these parts: what tells this document's people and things
    /// from another's, whatever the document as a whole says of them. No dates: whose they are is told by a heading that
    /// another container may lack, and the fingerprint has every date. No parts of names, which are whole where the other
    /// column was not taken out.
    pub fn identifiers(&self, left_out: &[&str]) -> Vec<Token> {
        let low = self.detector.scale.confidence.low;
        let is_left_out = |group: &Group| {
            let part = group.place.part.as_deref();
            part.is_some_and(|part| left_out.contains(&part))
        };
        let mut tokens = Vec::new();
        for (key, group) in &self.groups {
            let kind = self.detector.rule(key.rule).file.find.kind;
            if kind == Kind::Date || matches!(key.series, Series::Field { .. }) && is_left_out(group) {
                continue;
            }
            let tells = |known: &Value| known.sum >= low && (kind != Kind::Name || known.class != person::PART);
            let known = group.tokens.iter().filter(|(_, known)| tells(known));
            tokens.extend(known.map(|(token, _)| *token));
        }
        tokens
    }

    /// What is found in fields of these parts and nowhere else, values and special categories: what the document says
    /// besides its text. No names in properties, which say who wrote it.
    pub fn only_in(&self, parts: &[&str]) -> Vec<Token> {
        let is_beside = |key: &GroupKey, group: &Group| {
            let part = group.place.part.as_deref();
            matches!(key.series, Series::Field { .. }) && part.is_some_and(|part| parts.contains(&part))
        };
        let is_author = |key: &GroupKey, group: &Group| {
            self.detector.rule(key.rule).file.find.kind == Kind::Name
                && group.place.part.as_deref() == Some("properties")
        };
        let cues = self.cue_groups();
        let stores = [
            &self.groups,
            &cues,
            &self.if_no_policy,
            &self.if_persons,
            &self.if_headed,
        ];
        let all = || stores.into_iter().flatten();
        // Most documents have none, and to tell which groups count costs as much as all the facts do.
        if !all().any(|(key, group)| is_beside(key, group)) {
            return Vec::new();
        }
        let low = self.detector.scale.confidence.low;
        let counted = self.counted(&cues).into_iter();
        let mut tokens = BTreeSet::new();
        for (_, group) in counted.filter(|(key, group)| is_beside(key, group) && !is_author(key, group)) {
            let known = group.tokens.iter().filter(|(_, known)| known.sum >= low);
            tokens.extend(known.map(|(token, _)| *token));
        }
        for (_, group) in all().filter(|(key, group)| !is_beside(key, group)) {
            tokens.retain(|token| !group.tokens.contains_key(token));
        }
        tokens.into_iter().collect()
    }
}
