//! The central storage and its copies: fingerprints of documents, the index file of the central ones, the search for
//! a document's twin. `docs/central-index.md` describes the file and what is reached.

mod build;
mod documents;
mod error;
mod fingerprint;
mod header;
mod index;
mod original;
mod postings;
mod relation;
mod sealed;
mod search;
mod sketch;
mod sort;
#[cfg(test)]
mod tests;
mod words;

pub use build::Builder;
pub use error::Error;
pub use fingerprint::{Fingerprint, VERSION};
pub use index::{About, Index, Root};
pub(crate) use original::Originals;
pub use original::Stamp;
pub use relation::Drift;
pub use sealed::{IndexKey, Sealer};
pub use search::{Found, Name, Query};
pub use sketch::{ABOUT, BESIDE, SketchKey, Sketcher};
