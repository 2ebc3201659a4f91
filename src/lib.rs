//! Speur: finds personal data on office machines and says which of it may not be there.

pub mod detect;
pub mod extract;
pub mod finding;
pub mod handoff;
pub mod normalize;
pub mod score;
pub mod storage;
pub mod text;
pub mod walk;
pub mod worker;
