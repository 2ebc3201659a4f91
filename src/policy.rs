//! The organisation's policy: where personal data may be, for how long, what is left out and why; the judgement of one
//! document; and the exceptions to it.

mod devices;
#[allow(clippy::disallowed_methods, reason = "looks whether there is a file of exceptions")]
pub mod exceptions;
mod file;
mod judge;
mod places;
pub mod retention;
mod rows;
mod severity;

pub use devices::{Devices, Listed};
pub use exceptions::{Approver, Exception, Exceptions, InForce, Match};
pub(crate) use file::lies_in;
pub use file::{Central, Contact, Organisation, Own, Policy};
pub use judge::{Advice, Article, JudgeInput, Judgement, Relation, Rollup, Transfer, Verdict, judge};
pub use places::Places;
pub use retention::{Basis, Overdue, Term};
pub use severity::Raise;
