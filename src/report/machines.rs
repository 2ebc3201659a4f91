//! What machines and departments are called where many stand beside each other.

use std::collections::BTreeSet;

use super::aggregate::Machine;
use crate::language::Texts;
use crate::state::Device;

/// The names that more than one machine has: these are told with the id.
pub struct MachineNames<'m>(BTreeSet<&'m str>);

impl<'m> MachineNames<'m> {
    pub fn new(machines: &'m [Machine]) -> Self {
        let (mut seen, mut shared) = (BTreeSet::new(), BTreeSet::new());
        for machine in machines {
            let name = machine.device.name.as_str();
            if !seen.insert(name) {
                shared.insert(name);
            }
        }
        Self(shared)
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
    use crate::report::aggregate::{Counts, Scanned};

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
    fn a_department_that_nobody_knows_has_a_name() {
        use crate::language::Lang;
        for texts in Lang::ALL.map(Texts::new) {
            assert!(!department("", texts).is_empty());
            assert_eq!(department("HR", texts), "HR");
        }
    }
}
