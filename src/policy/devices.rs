//! The organisation's list of devices: of which department each is, and which should have been scanned.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::config::Problem;
use crate::config::file::Source;
use crate::language::told;
use crate::state::Device;

/// One machine, known by the id that its runs carry, or by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub department: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Devices(Vec<Listed>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    device: Vec<Spanned<Listed>>,
}

impl Devices {
    /// TOML with `[[device]]` rows as in a policy, or CSV with the columns `name`, `id` and `department` in any order.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let source = Source::read(path)?;
        let is_csv = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        match is_csv {
            true => Self::new(rows(&source)?).map_err(|(_, what)| source.problem(None, what)),
            false => Self::of_rows(&source, source.parse::<File>()?.device),
        }
    }

    pub(super) fn of_rows(source: &Source, rows: Vec<Spanned<Listed>>) -> Result<Self, Problem> {
        let spans: Vec<_> = rows.iter().map(Spanned::span).collect();
        let rows = rows.into_iter().map(Spanned::into_inner).collect();
        Self::new(rows).map_err(|(n, what)| source.problem(spans.get(n).cloned(), what))
    }

    /// The error says which row is wrong, by its position, and how.
    pub fn new(rows: Vec<Listed>) -> Result<Self, (usize, String)> {
        for (n, row) in rows.iter().enumerate() {
            if row.id.is_empty() && row.name.is_empty() {
                return Err((n, told!("device-nameless", n = n + 1)));
            }
            if rows[..n].iter().any(|before| is_same(before, &row.id, &row.name)) {
                return Err((n, told!("device-twice", n = n + 1)));
            }
        }
        Ok(Self(rows))
    }

    /// Of both lists; this one has the say.
    pub fn or(mut self, other: &Self) -> Self {
        let missing = other.0.iter().filter(|row| self.find(&row.id, &row.name).is_none());
        let missing: Vec<_> = missing.cloned().collect();
        self.0.extend(missing);
        self
    }

    /// "" where the list does not tell it.
    pub fn department(&self, device: &Device) -> &str {
        self.find(&device.id, &device.name)
            .map_or("", |row| row.department.as_str())
    }

    /// Those that are none of these, sorted by name.
    pub fn without<'d>(&self, devices: impl Iterator<Item = &'d Device>) -> Vec<Listed> {
        let mut missing = self.0.clone();
        for device in devices {
            missing.retain(|row| !is_same(row, &device.id, &device.name));
        }
        missing.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        missing
    }

    fn find(&self, id: &str, name: &str) -> Option<&Listed> {
        self.0.iter().find(|row| is_same(row, id, name))
    }
}

/// The id is sure where both tell it; names of machines do not tell upper from lower case.
fn is_same(row: &Listed, id: &str, name: &str) -> bool {
    match row.id.is_empty() || id.is_empty() {
        false => row.id == id,
        true => !row.name.is_empty() && row.name.eq_ignore_ascii_case(name),
    }
}

/// A spreadsheet saves with semicolons where the comma is for decimals.
fn rows(source: &Source) -> Result<Vec<Listed>, Problem> {
    let head = source.text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes());
    let rows: Result<Vec<Listed>, csv::Error> = reader.deserialize().collect();
    rows.map_err(|err| {
        let what = match err.kind() {
            csv::ErrorKind::Deserialize { err, .. } => match err.kind() {
                csv::DeserializeErrorKind::Message(message) => crate::language::toml(message),
                _ => told!("csv-row"),
            },
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                told!("csv-lengths", expected = expected_len, has = len)
            }
            _ => told!("csv-row"),
        };
        // A column of a name that is not known is one of the first line, whichever row was read.
        let is_head = matches!(err.kind(), csv::ErrorKind::Deserialize { .. });
        let line = err.position().and_then(|at| usize::try_from(at.line()).ok());
        Problem {
            line: if is_head { Some(1) } else { line },
            ..source.problem(None, what)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(id: &str, name: &str) -> Device {
        Device {
            id: id.to_owned(),
            name: name.to_owned(),
            os: "linux".to_owned(),
        }
    }

    fn read(name: &str, text: &str) -> Result<Devices, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Devices::read(&path).map_err(|problem| {
            let line = problem.line.map_or_else(String::new, |line| format!("{line}: "));
            line + &problem.what
        })
    }

    #[test]
    fn a_list_is_toml_or_csv() {
        let toml = "[[device]]\nname = 'PC-1'\ndepartment = 'HR'\n[[device]]\nid = 'd_2'\nname = 'PC-2'\n";
        let expected = read("list.toml", toml).unwrap();
        assert_eq!(
            read("list.csv", "name,department,id\nPC-1,HR,\nPC-2,,d_2\n").unwrap(),
            expected
        );
        assert_eq!(
            read("list.csv", "\u{feff}id;name;department\n;PC-1;HR\nd_2; PC-2;\n").unwrap(),
            expected
        );
        assert_eq!(expected.department(&device("d_9", "pc-1")), "HR");
        assert_eq!(expected.department(&device("d_3", "PC-2")), "");
        let missing = expected.without([device("d_2", "other")].iter());
        assert_eq!(missing.len(), 1);
    }

    #[test]
    fn a_list_with_a_mistake_is_refused() {
        for (name, text, expected) in [
            (
                "a.toml",
                "[[device]]\ndepartment = 'HR'\n",
                "1: device 1: give its name or its id",
            ),
            (
                "a.toml",
                "[[device]]\nname = 'PC-1'\n\n[[device]]\nname = 'pc-1'\n",
                "4: device 2: it is in the list already",
            ),
            ("a.toml", "[[device]]\nnam = 'PC-1'\n", "unknown field"),
            (
                "a.csv",
                "name,depratment\nPC-1,HR\n",
                "1: unknown field `depratment`, expected one of `id`",
            ),
            (
                "a.csv",
                "name,id\nPC-1,d_1\nPC-2\n",
                "3: the first line has 2 columns, and this one 1",
            ),
            ("a.csv", "name\nPC-1\npc-1\n", "device 2: it is in the list already"),
        ] {
            let what = read(name, text).unwrap_err();
            assert!(what.contains(expected), "{what}");
        }
    }
}
