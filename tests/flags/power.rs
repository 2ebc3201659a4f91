//! A scan and the battery of its machine.

use super::*;

/// Politeness (docs/reliability.md, R14): a gentle scan leaves the last of a battery alone.
#[test]
fn a_gentle_scan_waits_while_the_battery_is_nearly_empty() {
    let bench = bench();
    let battery = bench.beside("power/BAT0");
    fs::create_dir_all(&battery).unwrap();
    let tell = |status: &str| {
        for (file, text) in [("type", "Battery"), ("capacity", "12"), ("status", status)] {
            fs::write(battery.join(file), format!("{text}\n")).unwrap();
        }
    };
    tell("Discharging");
    let mut child = bench
        .scan_command(&["--full", "--gentle", "--progress", "json", "--format", "jsonl"])
        .env("SPEUR_TEST_POWER", battery.parent().unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stderr.take().unwrap()));
    let waits = |line: &str| line.contains("\"waits_for_power\":true") && line.contains("\"done\":0");
    assert!(lines.by_ref().take(30).any(|line| waits(&line.unwrap())));
    tell("Charging");
    assert!(
        lines
            .by_ref()
            .take(60)
            .any(|line| !line.unwrap().contains("waits_for_power"))
    );
    drop(std::thread::spawn(move || lines.count()));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let report = String::from_utf8(output.stdout).unwrap();
    let end: serde_json::Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    assert!(end["coverage"]["read"].as_u64().unwrap() > 0, "{end}");
}
