//! What a policy makes the reports tell: the notice of a violation, and what changed.

use super::*;

#[test]
fn a_notice_is_written_and_a_mail_drafted_that_hold_no_value() {
    let bench = Bench::new();
    let number = values::national_number(1);
    bench.file("brief.txt", format!("Rijksregisternummer: {number}\n"));
    let policy = bench.policy("policy.toml", "[dpo]\nname = 'DPO'\nemail = 'dpo@voorbeeld.example'\n");
    bench.records(&["--policy", &policy, "--detail", "values"]);
    let folder = bench.beside("notice");
    fs::create_dir(&folder).unwrap();
    let flag = format!("--notice={}", folder.display());
    let args = [
        "report",
        "last",
        &flag,
        "--aware",
        "2026-01-28T09:30:00Z",
        "--detail",
        "values",
        "--lang",
        "nl",
        "--policy",
        &policy,
    ];
    let ran = ok(command(&bench, &args));
    assert_eq!(ran.stdout, "", "{ran:?}");
    let dossier = fs::read_to_string(folder.join("notice.md")).unwrap();
    let draft = fs::read_to_string(folder.join("notice.eml")).unwrap();
    for expected in ["nationale nummers", "31 januari 2026, 09:30 UTC", "brief.txt", "**.**"] {
        assert!(dossier.contains(expected), "no {expected} in {dossier}");
    }
    assert!(
        draft.contains("X-Unsent: 1\r\n") && draft.contains("<dpo@voorbeeld.example>"),
        "{draft}"
    );
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    assert!(!dossier.contains(&number) && !dossier.contains(&digits));
    // Nothing is written over.
    assert_eq!(command(&bench, &args).code, Some(2));
}

#[test]
fn a_run_says_what_changed_since_the_last_one() {
    let bench = Bench::new();
    let text = |n| format!("Rijksregisternummer: {}\n", values::national_number(n));
    for (n, name) in [(1, "blijft.txt"), (2, "verandert.txt"), (3, "gaat.txt")] {
        bench.file(name, text(n));
    }
    assert!(bench.records(&[]).end().get("change").is_none());
    bench.file("verandert.txt", text(4) + "en nog een regel\n");
    bench.file("komt.txt", text(5));
    fs::remove_file(bench.tree.join("gaat.txt")).unwrap();
    let records = bench.records(&[]);
    for (name, change) in [
        ("blijft.txt", "unchanged"),
        ("verandert.txt", "changed"),
        ("komt.txt", "new"),
    ] {
        assert_eq!(records.document(name)["change"], change, "{name}");
    }
    let gone: Vec<_> = records.of_kind("gone").collect();
    assert_eq!(gone.len(), 1);
    assert!(gone[0]["path"].as_str().unwrap().ends_with("gaat.txt"));
    let expected = serde_json::json!({ "new": 1, "changed": 1, "unchanged": 1, "gone": 1 });
    assert_eq!(records.end()["change"]["documents"], expected);
    let table = ok(bench.scan(&["--format", "table"])).stdout;
    let words: Vec<&str> = table.split_whitespace().collect();
    let table = words.join(" ");
    assert!(table.contains("new 0, changed 0, gone 0, unchanged 3."), "{table}");
}

#[test]
fn what_two_exceptions_allow_stays_allowed_when_one_ends_and_a_check_counts_them() {
    let bench = Bench::new();
    bench.file("brief.txt", "Niets.\n");
    let (policy, key) = with_approver(&bench, "");
    let asked = ["--signing-key", key.as_str(), "--policy", policy.as_str()];
    let add = || {
        let what = ["exception", "add", "**/x.txt", "--reason", "y", "--approver", "DPO"];
        let until = ["--until", "2099-01-01"];
        ok(command(&bench, &[&what[..], &until, &asked].concat()))
    };
    let check = || ok(command(&bench, &["config", "check", "--policy", &policy])).stdout;
    assert!(check().contains("exceptions.toml does not exist (yet)"), "{}", check());
    let first = add();
    assert!(!first.stderr.contains("allows the same"), "{first:?}");
    let id = |added: &Ran| added.stdout.split(':').next().unwrap().to_owned();
    let second = add();
    let told = |id: &str| format!("{id} allows the same until 1 January 2099");
    assert!(second.stderr.contains(&told(&id(&first))), "{second:?}");
    let ended = ok(command(
        &bench,
        &[&["exception", "expire", &id(&first)], &asked[..]].concat(),
    ));
    assert!(ended.stderr.contains(&told(&id(&second))), "{ended:?}");
    assert!(!ended.stderr.contains(&id(&first)), "{ended:?}");
    assert!(check().contains("exceptions.toml: 1 in force"), "{}", check());
}
