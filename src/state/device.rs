//! Who this device is, and the key its tokens are made with.

use std::fs::{self, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::audit::LOG;
use super::{Error, Result, State, folder};
use crate::given;
use crate::language::told;

pub(crate) const KEY: &str = "device.key";

/// This machine, as every record names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// `d_…`, made at random on first use: it stays when the name changes, and says nothing of the machine.
    pub id: String,
    pub name: String,
    pub os: String,
}

/// The key of all tokens. No `Debug`, no `Display`, no `Serialize`.
#[derive(Clone)]
pub struct DeviceKey([u8; 32]);

impl DeviceKey {
    /// The key that is there, for a command that makes none.
    pub fn existing(dir: &Path, key_file: Option<&Path>) -> Result<Self> {
        match (key_file, folder::find(dir)?) {
            (Some(path), _) => read_key(path),
            (None, Some(dir)) => stored_key(&dir, &dir.join(KEY)),
            (None, None) => Err(Error::unusable(dir, told!("state-none"))),
        }
    }

    /// The organisation's key from `key_file`, else this device's own, made on first use.
    pub fn load(dir: &Path, key_file: Option<&Path>) -> Result<Self> {
        match key_file {
            Some(path) => read_key(path),
            None => {
                let dir = folder::prepare(dir)?;
                own_key(&dir)
            }
        }
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Tells keys apart without telling the key: `k_` and 16 hex digits.
    pub fn id(&self) -> String {
        key_name(self.id_bytes())
    }

    pub fn id_bytes(&self) -> [u8; 8] {
        let hash = blake3::keyed_hash(&self.0, b"speur key id");
        hash.as_bytes().first_chunk().copied().unwrap_or_default()
    }
}

/// A key's name, of the bytes of its id.
pub fn key_name(id: [u8; 8]) -> String {
    format!("k_{}", hex(&id))
}

impl State {
    /// The device's own key, which stays the one that the state was begun with.
    pub(super) fn own_key(&self) -> Result<DeviceKey> {
        let key = DeviceKey::load(&self.dir, None)?;
        if !self.is_read_only {
            self.database
                .execute("INSERT OR IGNORE INTO fact VALUES ('device-key', ?1)", [key.id()])?;
        }
        let sql = "SELECT value FROM fact WHERE name = 'device-key'";
        let known: String = self.database.query_row(sql, [], |row| row.get(0))?;
        match known == key.id() {
            true => Ok(key),
            false => Err(Error::KeyLost(self.dir.join(KEY))),
        }
    }

    pub fn device(&self) -> Result<Device> {
        let fresh = format!("d_{}", random_hex()?);
        self.database
            .execute("INSERT OR IGNORE INTO fact VALUES ('device', ?1)", [fresh])?;
        let id = self
            .database
            .query_row("SELECT value FROM fact WHERE name = 'device'", [], |row| row.get(0))?;
        Ok(Device {
            id,
            name: name(),
            os: std::env::consts::OS.to_owned(),
        })
    }
}

fn name() -> String {
    let told = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    ["COMPUTERNAME", "HOSTNAME"]
        .iter()
        .fold(told, |told, var| told.or_else(|| std::env::var(var).ok()))
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}

fn own_key(dir: &Path) -> Result<DeviceKey> {
    let path = dir.join(KEY);
    if folder::length(&path).is_none() && !is_lost(dir) {
        make_key(dir, &path)?;
    }
    stored_key(dir, &path)
}

/// Under a new one the log would look altered, and no token would compare with one from before.
fn is_lost(dir: &Path) -> bool {
    folder::length(&dir.join(LOG)) > Some(0)
}

fn stored_key(dir: &Path, path: &Path) -> Result<DeviceKey> {
    if folder::length(path).is_none() && is_lost(dir) {
        return Err(Error::KeyLost(path.to_owned()));
    }
    // Like every file of the state: not through a link.
    folder::plain(path)?;
    read_key(path)
}

/// The whole key appears at once under its name: two first runs at the same moment end with the same key.
fn make_key(dir: &Path, path: &Path) -> Result<()> {
    let draft = dir.join(format!("{KEY}.{}", random_hex()?));
    let digits = format!("{}\n", hex(&random::<32>()?));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    folder::private(&mut options);
    let written = options.open(&draft).and_then(|mut file| {
        file.write_all(digits.as_bytes())?;
        file.sync_all()
    });
    // A file system without hard links (a stick's) still renames.
    let placed = written.and_then(|()| match fs::hard_link(&draft, path) {
        Err(err) if err.kind() != std::io::ErrorKind::AlreadyExists => fs::rename(&draft, path),
        _ => Ok(()),
    });
    let _gone_after_a_rename = fs::remove_file(&draft);
    placed.map_err(|err| Error::io(path, err))
}

fn read_key(path: &Path) -> Result<DeviceKey> {
    let bad = |why: &str| Error::BadKey {
        path: PathBuf::from(path),
        why: why.to_owned(),
    };
    let mut text = String::new();
    given::open_ours(path)
        .map_err(|why| Error::unusable(path, why))?
        .take(1024)
        .read_to_string(&mut text)
        .map_err(|err| match err.kind() {
            std::io::ErrorKind::InvalidData => bad(&told!("key-digits")),
            _ => Error::io(path, err),
        })?;
    let key = crate::finding::from_hex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let key = key.ok_or_else(|| bad(&told!("key-digits")))?;
    if key == [0; 32] {
        return Err(bad(&told!("key-zeros")));
    }
    Ok(DeviceKey(key))
}

/// 16 hex digits that nobody can foresee.
pub(super) fn random_hex() -> Result<String> {
    Ok(hex(&random::<8>()?))
}

pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|err| Error::Io {
        path: PathBuf::from(told!("randomness")),
        source: std::io::Error::from(err),
    })?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
