//! Files of programmers, told by their names: source code and lock files.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    endings: HashSet<String>,
    names: HashSet<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/data/technical.toml")).expect("the embedded names are checked by a test")
});

/// Whether a document of this name is source code or a lock file.
pub fn is_technical(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    NAMES.names.contains(&name) || ending.is_some_and(|ending| NAMES.endings.contains(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_code_is_told_by_its_name() {
        #[track_caller]
        fn check(name: &str, expected: bool) {
            assert_eq!(is_technical(name), expected, "{name}");
        }
        check("main.rs", true);
        check("web/package-lock.json", true);
        check("Makefile", true);
        check("LIB.PY", true);
        check("klanten.json", false);
        check("export.sql", false);
        check("python", false);
        check("verslag.docx", false);
    }
}
