//! Folders that a client keeps in the cloud: by the markers the clients leave, and by the paths they usually choose.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::folders::{Folders, starts_with};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Account {
    Personal,
    Business,
    Unknown,
}

/// A cloud service and whose account it is: the employer's, or one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    pub name: String,
    pub account: Account,
}

impl Provider {
    pub fn new(name: &str, account: Account) -> Self {
        Self {
            name: name.to_owned(),
            account,
        }
    }

    /// "onedrive-business", as a policy names it.
    pub fn policy_name(&self) -> String {
        let service = self.name.to_lowercase().replace(' ', "-");
        match self.account {
            Account::Personal => format!("{service}-personal"),
            Account::Business => format!("{service}-business"),
            Account::Unknown => service,
        }
    }
}

/// Every name that a policy can give a client: what is found here is one of them.
pub fn policy_names() -> Vec<String> {
    use Account::{Business, Personal, Unknown};
    let accounts = |name: &'static str, accounts: &'static [Account]| {
        accounts
            .iter()
            .map(|&account| Provider::new(name, account).policy_name())
    };
    let with_both = [ONEDRIVE, DROPBOX, GOOGLE].map(|name| accounts(name, &[Personal, Business, Unknown]));
    let one_kind = [NEXTCLOUD, OWNCLOUD, BOX, PCLOUD].map(|name| accounts(name, &[Unknown]));
    let all = with_both.into_iter().chain([accounts(ICLOUD, &[Personal])]);
    all.chain(one_kind).flatten().collect()
}

/// A folder that is synchronised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncFolder {
    pub root: String,
    pub provider: Provider,
}

pub(super) const ONEDRIVE: &str = "OneDrive";
const DROPBOX: &str = "Dropbox";
pub(super) const GOOGLE: &str = "Google Drive";
const ICLOUD: &str = "iCloud Drive";
const NEXTCLOUD: &str = "Nextcloud";
const OWNCLOUD: &str = "ownCloud";
const BOX: &str = "Box";
pub(super) const PCLOUD: &str = "pCloud";

/// Judged by the folder's name alone; a home is the only place where these names mean something.
pub fn by_usual_path(folders: &Folders) -> Option<Provider> {
    let steps = folders.in_home()?;
    if starts_with(steps, "library/mobile documents") {
        return Some(Provider::new(ICLOUD, Account::Personal));
    }
    match steps.strip_prefix(&["library".to_owned(), "cloudstorage".to_owned()]) {
        Some(below) => by_mac_name(below.first()?),
        None => by_home_name(steps.first()?),
    }
}

/// `~/Library/CloudStorage/OneDrive-Firma`.
fn by_mac_name(name: &str) -> Option<Provider> {
    let (service, account) = name.split_once('-').unwrap_or((name, ""));
    let personal_or_business = match account {
        "" => Account::Unknown,
        "personal" => Account::Personal,
        _ => Account::Business,
    };
    match service {
        "onedrive" => Some(Provider::new(ONEDRIVE, personal_or_business)),
        "dropbox" => Some(Provider::new(DROPBOX, personal_or_business)),
        "googledrive" => Some(Provider::new(GOOGLE, google_account(account))),
        "box" => Some(Provider::new(BOX, Account::Unknown)),
        _ => None,
    }
}

fn google_account(address: &str) -> Account {
    match address.rsplit_once('@') {
        None => Account::Unknown,
        Some((_, "gmail.com" | "googlemail.com")) => Account::Personal,
        Some(_) => Account::Business,
    }
}

fn by_home_name(name: &str) -> Option<Provider> {
    let provider = match name {
        "onedrive" | "onedrive - personal" => Provider::new(ONEDRIVE, Account::Personal),
        "dropbox (personal)" => Provider::new(DROPBOX, Account::Personal),
        "dropbox" => Provider::new(DROPBOX, Account::Unknown),
        "google drive" | "googledrive" | "google drive streaming" => Provider::new(GOOGLE, Account::Unknown),
        "iclouddrive" | "icloud drive" => Provider::new(ICLOUD, Account::Personal),
        "nextcloud" => Provider::new(NEXTCLOUD, Account::Unknown),
        "owncloud" => Provider::new(OWNCLOUD, Account::Unknown),
        "box" | "box sync" => Provider::new(BOX, Account::Unknown),
        // "OneDrive - Firma", "Dropbox (Firma)", "Firma Dropbox".
        name if name.starts_with("onedrive - ") => Provider::new(ONEDRIVE, Account::Business),
        name if name.starts_with("dropbox (") || name.ends_with(" dropbox") => {
            Provider::new(DROPBOX, Account::Business)
        }
        // A second account of the client: "Nextcloud2".
        name if name
            .strip_prefix("nextcloud")
            .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) =>
        {
            Provider::new(NEXTCLOUD, Account::Unknown)
        }
        _ => return None,
    };
    Some(provider)
}

/// A settings file larger than this is not one of a sync client.
const LONGEST_SETTINGS: u64 = 1 << 20;

/// The sync folders of one home by what the clients write down. It reads the home directory, which may hang: for the
/// walk child only (see [`crate::walk::sync_folders`]).
pub fn markers(home: &Path) -> Vec<SyncFolder> {
    let mut found = Vec::new();
    for settings in [
        ".dropbox/info.json",
        "AppData/Roaming/Dropbox/info.json",
        "AppData/Local/Dropbox/info.json",
    ] {
        found.extend(
            read(&home.join(settings))
                .map(|text| dropbox(&text))
                .unwrap_or_default(),
        );
    }
    for (name, client) in [
        (NEXTCLOUD, "Nextcloud/nextcloud.cfg"),
        (OWNCLOUD, "ownCloud/owncloud.cfg"),
    ] {
        for place in [".config", "AppData/Roaming", "Library/Preferences"] {
            found.extend(
                read(&home.join(place).join(client))
                    .map(|text| local_paths(&text, name))
                    .unwrap_or_default(),
            );
        }
    }
    found.extend(read(&home.join(".config/onedrive/config")).and_then(|text| onedrive_client(&text, home)));
    found.extend(journals(home));
    // An empty or broken setting must not make a whole disk a sync folder.
    let system = super::System::default();
    found.retain(|folder| {
        system
            .steps(&folder.root)
            .last()
            .is_some_and(|step| !step.ends_with(':'))
    });
    found
}

fn read(path: &Path) -> Option<String> {
    use std::io::Read;
    let mut text = Vec::new();
    // A settings file is a small regular file; anything else (a FIFO) could be waited for without end.
    let metadata = std::fs::symlink_metadata(path)
        .ok()
        .filter(|metadata| metadata.is_file())?;
    let file = std::fs::File::open(path)
        .ok()
        .filter(|_| metadata.len() <= LONGEST_SETTINGS)?;
    file.take(LONGEST_SETTINGS).read_to_end(&mut text).ok()?;
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// `{"personal": {"path": "/home/jan/Dropbox", …}, "business": {…}}`
fn dropbox(text: &str) -> Vec<SyncFolder> {
    let Ok(serde_json::Value::Object(accounts)) = serde_json::from_str(text) else {
        return Vec::new();
    };
    let folder = |(account, settings): (&String, &serde_json::Value)| {
        let account = match account.as_str() {
            "personal" => Account::Personal,
            "business" => Account::Business,
            _ => Account::Unknown,
        };
        let root = settings.get("path")?.as_str()?.to_owned();
        Some(SyncFolder {
            root,
            provider: Provider::new(DROPBOX, account),
        })
    };
    accounts.iter().filter_map(folder).collect()
}

/// `0\Folders\1\localPath=/home/jan/Nextcloud/`. Such a server can be anybody's.
fn local_paths(text: &str, name: &str) -> Vec<SyncFolder> {
    let roots = text.lines().filter_map(|line| {
        line.split_once('=')
            .filter(|(key, _)| key.trim().ends_with("localPath"))
    });
    let folder = |(_, root): (&str, &str)| SyncFolder {
        root: root.trim().to_owned(),
        provider: Provider::new(name, Account::Unknown),
    };
    roots.map(folder).collect()
}

/// `sync_dir = "~/OneDrive"`, the client for Linux.
fn onedrive_client(text: &str, home: &Path) -> Option<SyncFolder> {
    let (_, value) = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "sync_dir")?;
    let value = value.trim().trim_matches('"');
    let root = match value.strip_prefix("~/") {
        Some(below) => home.join(below).to_string_lossy().into_owned(),
        None => value.to_owned(),
    };
    Some(SyncFolder {
        root,
        provider: Provider::new(ONEDRIVE, Account::Unknown),
    })
}

/// Nextcloud and ownCloud keep a journal in the folder itself: `.sync_0123abcd.db`, `._sync_0123abcd.db`.
fn journals(home: &Path) -> Vec<SyncFolder> {
    let folders = std::fs::read_dir(home).into_iter().flatten().filter_map(Result::ok);
    let folders = folders.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let marked = folders.filter_map(|entry| {
        let mut names = std::fs::read_dir(entry.path())
            .ok()?
            .filter_map(Result::ok)
            .map(|inner| inner.file_name());
        let name = names.find_map(|name| journal_of(&name.to_string_lossy()))?;
        let root = entry.path().to_string_lossy().into_owned();
        Some(SyncFolder {
            root,
            provider: Provider::new(name, Account::Unknown),
        })
    });
    marked.collect()
}

fn journal_of(name: &str) -> Option<&'static str> {
    let is_journal = (name.starts_with(".sync_") || name.starts_with("._sync_")) && name.ends_with(".db");
    match name {
        ".owncloudsync.log" => Some(OWNCLOUD),
        ".nextcloudsync.log" => Some(NEXTCLOUD),
        _ => is_journal.then_some(NEXTCLOUD),
    }
}
