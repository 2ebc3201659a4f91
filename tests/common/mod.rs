//! What several integration tests need.

#[cfg(target_os = "linux")]
pub mod hungfs;
