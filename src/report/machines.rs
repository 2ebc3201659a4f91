//! What machines and departments are called where many stand beside each other.

use std::collections::BTreeSet;

use super::aggregate::Machine;
use crate::language::Texts;
use crate::state::Device;

/// The names that more than one machine has: these are told with the id, wherever a machine is named.
#[derive(Clone, Debug, Default)]
pub struct MachineNames(BTreeSet<String>);

impl MachineNames {
    pub fn new(machines: &[Machine]) -> Self {
        Self::of_devices(machines.iter().map(|machine| &machine.device))
    }

    /// A device may come several times: it is one machine.
    pub fn of_devices<'d>(devices: impl Iterator<Item = &'d Device>) -> Self {
        let devices: BTreeSet<_> = devices
            .map(|device| (device.name.as_str(), device.id.as_str()))
            .collect();
        let names: Vec<_> = devices.into_iter().map(|(name, _)| name).collect();
        let shared = names.windows(2).filter(|pair| pair[0] == pair[1]);
        Self(shared.map(|pair| pair[0].to_owned()).collect())
    }

    pub fn of(&self, device: &Device) -> String {
        match self.0.contains(device.name.as_str()) && !device.id.is_empty() {
            true => format!("{} ({})", device.name, device.id),
            false => device.name.clone(),
        }
    }
}

/// The department, or that no list tells it.
pub(super) fn department(name: &str, texts: Texts) -> String {
    match name {
        "" => texts.get("html-no-department").into_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    use crate::language::Lang;
    use crate::record::{End, PathText, Record};
    use crate::report::aggregate::{CopyGroup, CopyPlace, Counts, Scanned};
    use crate::report::kept::Kept;
    use crate::report::{Aggregate, FORMS, Format, Style};

    fn machine(name: &str, id: &str) -> Machine {
        Machine {
            device: Device {
                id: id.to_owned(),
                name: name.to_owned(),
                os: String::new(),
            },
            department: String::new(),
            scanned: Scanned::Complete,
            counts: Counts::default(),
            runs: Vec::new(),
            key: String::new(),
        }
    }

    #[test]
    fn machines_of_one_name_are_told_apart_by_their_id() {
        let machines = [
            machine("PC", "d_1"),
            machine("PC", "d_2"),
            machine("LAPTOP", "d_3"),
            machine("PC", ""),
        ];
        let names = MachineNames::new(&machines);
        let told: Vec<_> = machines.iter().map(|machine| names.of(&machine.device)).collect();
        assert_eq!(told, ["PC (d_1)", "PC (d_2)", "LAPTOP", "PC"]);
    }

    #[test]
    fn a_machine_with_several_runs_is_one() {
        let of = |name: &str, id: &str| machine(name, id).device;
        let devices = [of("PC", "d_1"), of("LAPTOP", "d_2"), of("PC", "d_1")];
        assert_eq!(MachineNames::of_devices(devices.iter()).of(&devices[0]), "PC");
    }

    fn record(json: serde_json::Value) -> Record {
        serde_json::from_value(json).unwrap()
    }

    /// What a form says of two machines of one name that have a document in common.
    fn told(format: Format) -> String {
        let copy = |machine| CopyPlace {
            machine,
            path: PathText {
                path: "/home/an/leden.csv".to_owned(),
                path_bytes: None,
            },
            inner: Vec::new(),
        };
        let mut aggregate = Aggregate {
            machines: vec![machine("BALIE", "d_one"), machine("BALIE", "d_two")],
            ..Aggregate::default()
        };
        aggregate.machines[0].counts.documents = 1;
        aggregate.copies.documents = 1;
        aggregate.copies.groups.push(CopyGroup {
            machines: 2,
            copies: 2,
            places: vec![copy(0), copy(1)],
        });
        let device = json!({"id": "d_one", "name": "BALIE", "os": "linux"});
        let run = json!({"record": "run", "schema": "speur/1", "run": "r_1", "speur": "0.1.0", "rules": "d", "policy": "",
            "key": "k", "started": "2026-11-28T09:00:00Z", "device": device, "roots": ["/home/an"]});
        let document = json!({"record": "document", "path": "/home/an/leden.csv", "size": 1, "format": "csv",
            "modified": "2026-01-02T00:00:00Z", "storage": "local-disk", "minors": false, "subjects": 1,
            "risk": {"score": 50, "level": "high"}, "severity": "high", "verdict": "local-copy",
            "advice": "move-to-central", "read": "all"});
        let form = FORMS.iter().find(|form| form.format == format).unwrap();
        let kept = Kept::default();
        let style = Style {
            texts: Texts::new(Lang::En),
            color: false,
            width: 120,
        };
        let mut writer = form.writer(Box::new(kept.clone()), style);
        writer.merged(&aggregate).unwrap();
        for json in [run, document] {
            writer.record(&record(json)).unwrap();
        }
        writer.record(&Record::End(End::default())).unwrap();
        writer.finish().unwrap();
        kept.text()
    }

    #[test]
    fn every_form_tells_machines_of_one_name_apart_wherever_it_names_them() {
        for format in [Format::Table, Format::Html, Format::Csv, Format::Md] {
            let told = told(format).replace('\\', "");
            // A page lists the facts of a run with name, system and id.
            let told = told.replace("BALIE (linux, d_one)", "");
            let named: Vec<_> = told.match_indices("BALIE").map(|(at, _)| &told[at..]).collect();
            assert!(!named.is_empty(), "{format:?}");
            for name in named {
                assert!(
                    name.starts_with("BALIE (d_one)") || name.starts_with("BALIE (d_two)"),
                    "{format:?}: {}",
                    name.chars().take(60).collect::<String>()
                );
            }
        }
    }

    #[test]
    fn a_table_has_no_empty_department() {
        let unknown = department("", Texts::new(Lang::En));
        let told = told(Format::Md);
        assert!(told.contains(&format!(" | {unknown} | ")), "{told}");
    }

    #[test]
    fn a_department_that_nobody_knows_has_a_name() {
        for texts in Lang::ALL.map(Texts::new) {
            assert!(!department("", texts).is_empty());
            assert_eq!(department("HR", texts), "HR");
        }
    }
}
