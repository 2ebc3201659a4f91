//! Reports that are encrypted, and whom they are written for.

use std::fs;

use age::secrecy::ExposeSecret as _;

use super::*;

/// A key made for these tests, and whom reports are encrypted to for it.
const IDENTITY: &str = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

/// Desk with an encrypted report: the flags that open it, its records, and its bytes.
fn sealed() -> (Desk, Vec<u8>) {
    let desk = desk();
    let recipient = recipient();
    let ran = desk.report(&["in/c.jsonl", "--encrypt-to", &recipient, "-o", "sealed.jsonl.age"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    fs::write(desk.bench.beside("key.txt"), format!("# made for a test\n{IDENTITY}\n")).unwrap();
    let sealed = fs::read(desk.bench.beside("sealed.jsonl.age")).unwrap();
    (desk, sealed)
}

fn recipient() -> String {
    IDENTITY
        .parse::<age::x25519::Identity>()
        .unwrap()
        .to_public()
        .to_string()
}

#[test]
fn an_encrypted_report_is_read_with_its_key_alone() {
    let (desk, sealed) = sealed();
    assert!(!String::from_utf8_lossy(&sealed).contains("lijst"));
    let opened = desk.report(&["sealed.jsonl.age", "--identity", "key.txt"]);
    assert_eq!(opened.code, Some(0), "{opened:?}");
    assert_eq!(opened.records(), desk.report(&["in/c.jsonl"]).records());
    let without = desk.report(&["sealed.jsonl.age"]);
    assert_eq!(without.code, Some(2), "{without:?}");
    assert!(without.stderr.contains("--identity"), "{}", without.stderr);
    let other = age::x25519::Identity::generate();
    fs::write(desk.bench.beside("other.txt"), other.to_string().expose_secret()).unwrap();
    let other = desk.report(&["sealed.jsonl.age", "--identity", "other.txt"]);
    assert_eq!(other.code, Some(7), "{other:?}");
    let wrong = desk.report(&["sealed.jsonl.age", "--identity", "in/c.jsonl"]);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(
        wrong.stderr.contains("line 1") && !wrong.stderr.contains("PC-3"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn an_encrypted_report_that_was_altered_or_cut_short_is_refused() {
    let (desk, sealed) = sealed();
    let body = sealed.len() - 50;
    let header = 30;
    let altered = |at: usize| {
        let mut bytes = sealed.clone();
        bytes[at] ^= 1;
        bytes
    };
    for (what, bytes) in [
        ("cut in the body", sealed[..body].to_vec()),
        ("cut in the head", sealed[..header].to_vec()),
        ("nothing left", Vec::new()),
        ("longer", [&sealed[..], b"x"].concat()),
        ("a bit of the body", altered(body)),
        ("a bit of the last byte", altered(sealed.len() - 1)),
        ("a bit of the recipient", altered(60)),
        ("a bit of the name", altered(3)),
    ] {
        fs::write(desk.bench.beside("in/sealed.jsonl.age"), bytes).unwrap();
        let alone = desk.report(&["in/sealed.jsonl.age", "--identity", "key.txt"]);
        assert_eq!((alone.code, alone.stdout.as_str()), (Some(7), ""), "{what}: {alone:?}");
        // The others are reported all the same, and the exit code says that something is wrong.
        let all = desk.report(&["in", "--identity", "key.txt"]);
        assert_eq!(all.code, Some(7), "{what}: {all:?}");
        assert_eq!(all.records().0[0]["totals"]["violations"], 2, "{what}");
        assert_eq!(
            all.records().0[0]["skipped"][0]["input"],
            of_in("sealed.jsonl.age"),
            "{what}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_report_is_written_for_its_owner_alone_and_never_through_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let desk = desk();
    let target = desk.bench.beside("target");
    for (number, ending) in ["txt", "jsonl", "csv", "xlsx", "sarif", "md", "jsonl.age"]
        .iter()
        .enumerate()
    {
        let name = format!("out{number}.{ending}");
        let path = desk.bench.beside(&name);
        symlink(&target, &path).unwrap();
        let recipient = recipient();
        let args = ["in", "-o", &name, "--encrypt-to", &recipient];
        let refused = desk.report(&args);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(!target.exists(), "{name}");
        fs::remove_file(&path).unwrap();
        assert_eq!(desk.report(&args).code, Some(0));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        let again = desk.report(&args);
        assert!(again.code == Some(2) && again.stderr.contains(&name), "{again:?}");
    }
}
