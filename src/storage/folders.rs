//! Folders known by name: trash, temporary directories, mail stores, and the home a path lies in.

use super::{PlaceFacts, System};

/// The folders that lead to a file, folded: these names mean the same in any case. How the file itself is called says
/// nothing of where it lies, but for an archive of mails.
pub struct Folders {
    steps: Vec<String>,
    /// The file's own name, folded.
    name: String,
    /// How many of them lead to the home directory.
    home: Option<usize>,
}

/// Steps that stand one after the other anywhere in a path; `*` is any one step, a trailing `*` of a step any end.
type Pattern = &'static str;

const TRASH: &[Pattern] = &[
    "$recycle.bin",
    "recycler",
    "recycled",
    ".trash",
    ".trashes",
    ".trash-*",
    ".local/share/trash",
    "#recycle",
    "@recycle",
];

/// Below a home.
const HOME_TEMP: &[Pattern] = &[
    "appdata/local/temp",
    "appdata/local/microsoft/windows/inetcache",
    "appdata/locallow/temp",
    ".cache",
    "library/caches",
    "tmp",
];

/// From the root or drive on.
const TEMP: &[Pattern] = &[
    "tmp",
    "var/tmp",
    "private/tmp",
    "private/var/tmp",
    "private/var/folders",
    "var/folders",
    "dev/shm",
    "windows/temp",
    "temp",
];

const HOME_MAIL: &[Pattern] = &[
    ".thunderbird",
    ".icedove",
    "snap/thunderbird/common/.thunderbird",
    ".var/app/org.mozilla.thunderbird/.thunderbird",
    "appdata/roaming/thunderbird/profiles",
    "appdata/local/thunderbird/profiles",
    "library/thunderbird/profiles",
    "appdata/local/microsoft/outlook",
    "appdata/local/microsoft/olk",
    "appdata/local/comms",
    "appdata/local/packages/microsoft.outlookforwindows*",
    "appdata/local/packages/microsoft.windowscommunicationsapps*",
    "library/group containers/ubf8t346g9.office/outlook",
    "library/mail",
    "library/containers/com.apple.mail",
    ".local/share/evolution/mail",
    ".local/share/local-mail",
    ".local/share/geary",
    "mail",
];

const MAIL: &[Pattern] = &["var/mail", "var/spool/mail"];

/// The folder Outlook makes for its archives, in the languages it is installed in here.
const MAIL_ANYWHERE: &[Pattern] = &[
    "maildir",
    ".maildir",
    "outlook files",
    "outlook-bestanden",
    "fichiers outlook",
    "outlook-dateien",
];

const MAIL_ENDINGS: &[&str] = &[".pst", ".ost", ".olm", ".mbox"];

impl Folders {
    pub fn of(path: &str, facts: &PlaceFacts) -> Self {
        let mut steps: Vec<String> = facts.system.steps(path).map(str::to_lowercase).collect();
        let name = steps.pop().unwrap_or_default();
        let named = facts.homes.iter().filter(|home| facts.system.is_under(path, home));
        let named = named.map(|home| facts.system.steps(home).count()).max();
        let usual = || usual_home(&steps, facts.system);
        let home = named.or_else(usual);
        Self { steps, name, home }
    }

    /// The folders below the home directory.
    pub fn in_home(&self) -> Option<&[String]> {
        self.home.and_then(|home| self.steps.get(home..))
    }

    pub fn is_trash(&self) -> bool {
        TRASH
            .iter()
            .any(|pattern| (0..self.steps.len()).any(|at| starts_with(&self.steps[at..], pattern)))
    }

    /// `named`: it lies in a directory that the system names as temporary.
    pub fn is_temp(&self, named: bool) -> bool {
        let in_home = self
            .in_home()
            .is_some_and(|steps| HOME_TEMP.iter().any(|pattern| starts_with(steps, pattern)));
        named || in_home || TEMP.iter().any(|pattern| starts_with(self.below_drive(), pattern))
    }

    pub fn is_mail_store(&self) -> bool {
        let in_home = self
            .in_home()
            .is_some_and(|steps| HOME_MAIL.iter().any(|pattern| starts_with(steps, pattern)));
        let anywhere = |pattern: &&Pattern| (0..self.steps.len()).any(|at| starts_with(&self.steps[at..], pattern));
        in_home
            || is_mail_archive(&self.name)
            || MAIL.iter().any(|pattern| starts_with(self.below_drive(), pattern))
            || MAIL_ANYWHERE.iter().any(|pattern| anywhere(&pattern))
    }

    fn below_drive(&self) -> &[String] {
        match self.steps.first() {
            Some(drive) if drive.ends_with(':') => &self.steps[1..],
            _ => &self.steps,
        }
    }
}

/// By the ending of its folded name.
pub fn is_mail_archive(name: &str) -> bool {
    MAIL_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// `/home/jan`, `/root`, `/Users/jan`, `D:\Users\jan`: the number of steps.
fn usual_home(steps: &[String], system: System) -> Option<usize> {
    let step = |at: usize| steps.get(at).map(String::as_str);
    match (system, step(0), step(1)) {
        (System::Linux, Some("root"), _) => Some(1),
        (System::Linux, Some("home"), Some(_)) => Some(2),
        (System::MacOs, Some("users"), Some(_)) => Some(2),
        (System::Windows, Some(drive), Some("users" | "documents and settings")) if drive.ends_with(':') => {
            step(2).map(|_| 3)
        }
        (System::Linux | System::MacOs | System::Windows, _, _) => None,
    }
}

/// Whether a path begins with these steps.
pub fn starts_with(steps: &[String], pattern: &str) -> bool {
    let mut steps = steps.iter();
    pattern
        .split('/')
        .all(|wanted| match (steps.next(), wanted.strip_suffix('*')) {
            (None, _) => false,
            (Some(step), Some(begin)) => step.starts_with(begin),
            (Some(step), None) => step == wanted,
        })
}
