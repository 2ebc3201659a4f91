//! The index of the central storage, as the commands that look for twins open it.

use crate::central::{Index, IndexKey};
use crate::config::Config;
use crate::state::DeviceKey;

/// The index of the configuration, open; none where none is configured.
pub(super) fn open(config: &Config, key: &DeviceKey) -> anyhow::Result<Option<Index>> {
    let opened = config
        .central_index
        .as_deref()
        .map(|path| Index::open(path, &IndexKey::new(key)));
    Ok(opened.transpose()?)
}
