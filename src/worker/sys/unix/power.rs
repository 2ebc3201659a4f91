//! What the machine runs on, by sysfs (Documentation/ABI/testing/sysfs-class-power).

use std::fs;
use std::path::Path;

/// Percent left, while the machine runs on its batteries.
pub fn battery() -> Option<u8> {
    #[cfg(feature = "test-hooks")]
    if let Some(supplies) = std::env::var_os("SPEUR_TEST_POWER") {
        return battery_of(Path::new(&supplies));
    }
    battery_of(Path::new("/sys/class/power_supply"))
}

fn battery_of(supplies: &Path) -> Option<u8> {
    let mut left = Vec::new();
    for supply in fs::read_dir(supplies).ok()?.flatten() {
        let told = |name: &str| fs::read_to_string(supply.path().join(name)).unwrap_or_default();
        let is = |name: &str, value: &str| told(name).trim() == value;
        // A mouse or a phone has a battery too.
        if is("scope", "Device") {
            continue;
        }
        if !is("type", "Battery") && is("online", "1") {
            return None;
        }
        if is("type", "Battery") && is("status", "Discharging") {
            left.extend(told("capacity").trim().parse::<u32>());
        }
    }
    let n = u32::try_from(left.len()).ok().filter(|&n| n > 0)?;
    u8::try_from(left.iter().sum::<u32>() / n).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_machines_own_batteries_count_and_only_without_mains() {
        #[track_caller]
        fn check(supplies: &[(&str, &[(&str, &str)])], expected: Option<u8>) {
            let root = tempfile::tempdir().unwrap();
            for (name, files) in supplies {
                fs::create_dir(root.path().join(name)).unwrap();
                for (file, text) in *files {
                    fs::write(root.path().join(name).join(file), format!("{text}\n")).unwrap();
                }
            }
            assert_eq!(battery_of(root.path()), expected);
        }
        let low: (&str, &[_]) = (
            "BAT0",
            &[("type", "Battery"), ("status", "Discharging"), ("capacity", "15")],
        );
        let half: (&str, &[_]) = (
            "BAT1",
            &[("type", "Battery"), ("status", "Discharging"), ("capacity", "45")],
        );
        let charging: (&str, &[_]) = (
            "BAT0",
            &[("type", "Battery"), ("status", "Charging"), ("capacity", "15")],
        );
        let mains: (&str, &[_]) = ("AC", &[("type", "Mains"), ("online", "1")]);
        let unplugged: (&str, &[_]) = ("AC", &[("type", "Mains"), ("online", "0")]);
        let mouse: (&str, &[_]) = (
            "hid",
            &[
                ("type", "Battery"),
                ("scope", "Device"),
                ("status", "Discharging"),
                ("capacity", "3"),
            ],
        );
        check(&[], None);
        check(&[low], Some(15));
        check(&[low, unplugged], Some(15));
        check(&[low, half, mouse], Some(30));
        check(&[low, mains], None);
        check(&[charging], None);
        check(&[mouse], None);
    }
}
