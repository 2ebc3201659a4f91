//! What limits and sandboxes are in force in a worker on this machine, asked of one.

use std::io;
use std::sync::Arc;

use super::{Config, Worker};

/// Names and states ("landlock", "on"), for `speur doctor`.
pub fn report(config: &Arc<Config>) -> io::Result<Vec<(String, String)>> {
    Worker::new(config).confinement()
}
