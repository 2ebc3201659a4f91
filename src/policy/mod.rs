//! The organisation's policy: where personal data may be, what is left out and why, and the judgement of one document.

mod file;
mod judge;
mod places;

pub use file::{Central, Contact, Organisation, Own, Policy};
pub use judge::{Advice, Article, JudgeInput, Judgement, Relation, Rollup, Transfer, Verdict, judge};
pub use places::Places;
