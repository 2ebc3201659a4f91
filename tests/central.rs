//! `speur index` and a scan with the index, on a central storage and local copies that real programs made.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{Bench, Ran, Records, run, values};
use serde_json::Value;

const TWINS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/twins");

impl Bench {
    fn index(&self, command: &str, path: &Path, flags: &[&str]) -> Ran {
        let mut index = self.speur();
        index
            .args(["index", command])
            .arg(path)
            .arg("--state-dir")
            .arg(&self.state);
        run(index.arg("--key-file").arg(self.beside("key")).args(flags))
    }

    #[track_caller]
    fn build(&self, central: &Path) -> String {
        let path = self.beside("central.index").to_str().unwrap().to_owned();
        let ran = self.index("build", central, &["--central-index", &path]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        path
    }
}

fn letter(n: usize) -> String {
    let number = values::national_number(n);
    format!(
        "Rijksregisternummer: {number}\n{}",
        "Wij bevestigen de ontvangst van uw brief over het dossier.\n".repeat(3)
    )
}

/// What a row of `expected.jsonl` says of its class: copies that are found, with a relation that is right, of all.
#[derive(Debug, Default)]
struct Score {
    n: usize,
    found: usize,
    right: usize,
}

#[test]
fn every_kind_of_copy_is_found_and_no_look_alike() {
    let bench = Bench::new();
    let tree = Path::new(TWINS);
    let index = bench.build(&tree.join("central"));
    let mut scan = bench.speur();
    scan.arg("scan")
        .arg(tree.join("local"))
        .arg("--state-dir")
        .arg(&bench.state);
    scan.arg("--key-file")
        .arg(bench.beside("key"))
        .args(["--all", "--central-index", &index]);
    let records = run(&mut scan).records();
    let mut twins = BTreeMap::new();
    for document in records.of_kind("document") {
        let path = document["path"].as_str().unwrap().replace('\\', "/");
        let name = path.split_once("/local/").unwrap().1.to_owned();
        twins.insert((name, document["inner"].to_string()), document);
    }
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for line in fs::read_to_string(tree.join("expected.jsonl")).unwrap().lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let path = row["path"].as_str().unwrap();
        let document = twins[&(path.to_owned(), row["inner"].to_string())];
        let twin = &document["twin"];
        if row["of"].is_null() {
            assert!(twin.is_null(), "{path} is no copy, but {twin}");
            continue;
        }
        let class = path.split_once(['/', ' ']).unwrap().0.to_owned();
        let score = scores.entry(class).or_default();
        score.n += 1;
        score.found += usize::from(!twin.is_null());
        let holds = |list: &str, what: &str| row[list].as_array().unwrap().contains(&twin[what]);
        let is_right = holds("relations", "relation") && holds("of", "of");
        score.right += usize::from(is_right);
        if twin["relation"] == "exact" {
            assert!(is_right, "{path}: {twin}");
            // Nothing is advised on what holds no personal data.
            let expected = if document["verdict"] == "clean" {
                "none"
            } else {
                "delete-copy"
            };
            assert_eq!(document["advice"], expected, "{path}");
        }
    }
    let share = |class: &str| {
        let Score { n, found, right } = scores[class];
        (found as f64 / n as f64, right as f64 / n as f64)
    };
    for class in ["exact", "renamed", "zipped", "zip", "mailed"] {
        assert_eq!(share(class), (1.0, 1.0), "{class}");
    }
    assert!(share("exported").1 >= 0.97, "{scores:?}");
    for class in ["edited", "rows", "columns", "pasted", "merged"] {
        assert!(share(class).0 >= 0.9, "{class}: {scores:?}");
    }
    let started = records.of_kind("run").next().unwrap();
    assert_eq!(started["central_index"]["digest"].as_str().unwrap().len(), 32);
    assert!(started["central_index"]["built"].is_string());
    let stale = records
        .of_kind("document")
        .find(|document| document["twin"]["relation"] == "stale");
    assert!(stale.unwrap()["twin"]["drift"]["changed"].is_u64());
}

#[test]
fn a_copy_may_be_deleted_an_orphan_is_moved_and_what_is_in_its_place_stays() {
    let bench = Bench::new();
    let central = bench.file("central/brief.txt", letter(1)).parent().unwrap().to_owned();
    bench.file("home/brief (2).txt", letter(1));
    bench.file(
        "home/andere.txt",
        letter(2) + "Deze brief is er alleen hier, en nergens anders in huis.\n",
    );
    let index = bench.build(&central);
    let check = |records: &Records, name: &str, expected: (&str, &str, Option<&str>)| {
        let document = records.document(name);
        let of = document["twin"]["of"].as_str();
        let said = (
            document["verdict"].as_str().unwrap(),
            document["advice"].as_str().unwrap(),
            of,
        );
        assert_eq!(said, expected, "{document:#}");
    };
    let records = bench.records(&["--central-index", &index]);
    check(
        &records,
        "home/brief (2).txt",
        ("local-copy", "delete-copy", Some("brief.txt")),
    );
    check(&records, "home/andere.txt", ("orphan", "move-to-central", None));
    check(&records, "central/brief.txt", ("in-place", "none", None));
    // The same facts, looked at without an index: nothing is read again.
    let without = bench.records(&[]);
    assert_eq!(without.coverage("unchanged"), 3);
    assert!(without.document("brief (2).txt")["twin"].is_null());
    assert!(without.of_kind("run").next().unwrap()["central_index"].is_null());
    let again = bench.records(&["--central-index", &index]);
    assert_eq!(again.coverage("unchanged"), 3);
    check(
        &again,
        "home/brief (2).txt",
        ("local-copy", "delete-copy", Some("brief.txt")),
    );
}

#[test]
fn an_update_reads_only_what_changed() {
    let bench = Bench::new();
    for n in 0..20 {
        bench.file(&format!("central/{n}.txt"), letter(n));
    }
    let central = bench.tree.join("central");
    let index = bench.build(&central);
    let first = fs::read(&index).unwrap();
    bench.file("home/a.txt", letter(40));
    bench.file("home/b.txt", letter(3));
    let before = bench.records(&["--central-index", &index]);
    assert_eq!(before.document("home/a.txt")["verdict"], "orphan");
    assert_eq!(before.document("home/b.txt")["twin"]["of"], "3.txt");
    bench.file("central/nieuw.txt", letter(40));
    fs::remove_file(central.join("3.txt")).unwrap();
    let ran = bench.index("update", &central, &["--central-index", &index, "--progress", "json"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.stderr.contains("20 documents"), "{ran:?}");
    assert_ne!(fs::read(&index).unwrap(), first);
    // The copies are as they were: what the search in the other index found does not count any more.
    let records = bench.records(&["--central-index", &index]);
    assert_eq!(records.document("home/a.txt")["change"], "unchanged");
    assert_eq!(records.document("home/a.txt")["twin"]["of"], "nieuw.txt");
    assert_eq!(records.document("home/b.txt")["verdict"], "orphan");
    let log = fs::read_to_string(bench.state.join("audit.jsonl")).unwrap();
    let logged: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let indexed = logged
        .iter()
        .filter(|line| line["event"] == "index")
        .map(|line| &line["what"]);
    let told: Vec<_> = indexed
        .map(|what| (what["do"].as_str().unwrap(), what["documents"].as_u64()))
        .collect();
    assert_eq!(told, [("build", Some(20)), ("update", Some(20))]);
    // Only the new file was read: the others have the version that the build gave them.
    let state = rusqlite::Connection::open(bench.state.join("central/state.db")).unwrap();
    let fresh = "SELECT count(*) FROM seen WHERE fresh";
    let n: i64 = state.query_row(fresh, [], |row| row.get(0)).unwrap();
    assert_eq!(n, 1);
    let info = bench.index("info", &central, &["--central-index", &index]);
    assert!(
        info.stdout.contains("documents  20") && info.stdout.contains("not read   none"),
        "{info:?}"
    );
}

#[test]
fn a_wrong_key_or_an_altered_index_is_told_and_nothing_is_scanned() {
    let bench = Bench::new();
    let central = bench.file("central/brief.txt", letter(1)).parent().unwrap().to_owned();
    let index = bench.build(&central);
    let verify = bench.index("verify", Path::new(&index), &[]);
    assert!(
        verify.code == Some(0) && verify.stdout.contains("unaltered"),
        "{verify:?}"
    );
    fs::write(bench.beside("other"), "6b".repeat(32)).unwrap();
    let mut scan = bench.speur();
    scan.arg("scan").arg(&bench.tree).arg("--state-dir").arg(&bench.state);
    scan.arg("--key-file")
        .arg(bench.beside("other"))
        .args(["--central-index", &index]);
    let wrong = run(&mut scan);
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(
        wrong.stderr.contains("made with the key k_") && wrong.stdout.is_empty(),
        "{wrong:?}"
    );
    let mut bytes = fs::read(&index).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&index, bytes).unwrap();
    let verify = bench.index("verify", Path::new(&index), &[]);
    assert_eq!(verify.code, Some(7), "{verify:?}");
    assert!(verify.stderr.contains("not what was written"), "{verify:?}");
    // Where it cannot be written is told before anything is read.
    let folder = bench.index("build", &central, &["--central-index", bench.tree.to_str().unwrap()]);
    assert!(
        folder.code == Some(2) && folder.stderr.contains("a folder: name a file in it"),
        "{folder:?}"
    );
    let missing = bench.scan(&["--central-index", "/nonexistent/central.index"]);
    assert_eq!(missing.code, Some(2), "{missing:?}");
    assert!(missing.stderr.contains("central.index"), "{missing:?}");
    let no_index = bench.file("geen.index", "tekst");
    let ran = bench.scan(&["--central-index", no_index.to_str().unwrap()]);
    assert!(
        ran.code == Some(2) && ran.stderr.contains("speur index build"),
        "{ran:?}"
    );
}

/// A list of which the central storage has all but one cell, as a person keeps it beside a desk.
fn list(remark: &str) -> String {
    let row = |n: usize| {
        let remark = if n == 7 { remark } else { "ok" };
        format!("{};Medewerker {n};{remark}\n", values::national_number(n))
    };
    let rows: String = (0..15).map(row).collect();
    format!("rijksregisternummer;functie;opmerking\n{rows}")
}

#[test]
fn what_the_central_storage_does_not_have_whole_is_never_deleted() {
    let bench = Bench::new();
    let central = bench.file("central/lijst.csv", list("ok")).parent().unwrap().to_owned();
    bench.file("home/same.txt", list("ok").replace(';', "\t"));
    bench.file("home/more.csv", list("heeft kanker, chemotherapie gestart"));
    let index = bench.build(&central);
    let records = bench.records(&["--central-index", &index]);
    let said = |name: &str| {
        let document = records.document(name);
        let twin = document["twin"]["relation"].as_str().unwrap().to_owned();
        (twin, document["advice"].as_str().unwrap().to_owned())
    };
    assert_eq!(
        said("home/same.txt"),
        ("same-text".to_owned(), "delete-copy".to_owned())
    );
    assert_eq!(
        said("home/more.csv"),
        ("stale".to_owned(), "move-to-central".to_owned())
    );
    // The original is gone: the copy is all that is left.
    assert_eq!(records.document("home/same.txt")["twin"]["stands"], true);
    fs::remove_file(central.join("lijst.csv")).unwrap();
    fs::write(central.join("anders.txt"), "niets").unwrap();
    let records = bench.records(&["--central-index", &index]);
    let document = records.document("home/same.txt");
    assert_eq!(document["twin"]["stands"], false, "{document:#}");
    assert_eq!(document["advice"], "move-to-central");
}

#[test]
fn an_index_replaces_neither_another_file_nor_that_of_another_root() {
    let bench = Bench::new();
    let central = bench.file("central/brief.txt", letter(1)).parent().unwrap().to_owned();
    let other = bench.file("other/brief.txt", letter(2)).parent().unwrap().to_owned();
    let contacts = bench.beside("contacts.csv");
    fs::write(&contacts, "Naam;Telefoon\n").unwrap();
    for command in ["build", "update"] {
        let refused = bench.index(command, &central, &["-o", contacts.to_str().unwrap()]);
        assert_eq!(refused.code, Some(2), "{refused:?}");
        assert!(refused.stderr.contains("it exists already"), "{refused:?}");
    }
    assert_eq!(fs::read_to_string(&contacts).unwrap(), "Naam;Telefoon\n");
    let index = bench.build(&central);
    let before = fs::read(&index).unwrap();
    let refused = bench.index("update", &other, &["-o", &index]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(
        refused.stderr.contains("central,") && refused.stderr.contains("other:"),
        "{refused:?}"
    );
    assert_eq!(fs::read(&index).unwrap(), before);
    assert_eq!(bench.index("update", &central, &["-o", &index]).code, Some(0));
    assert_eq!(bench.index("build", &other, &["-o", &index]).code, Some(0));
}
