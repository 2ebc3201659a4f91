//! What counts as an exception, what it fits, and what a change by hand does.

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn key() -> SigningKey {
    SigningKey::from_bytes(&[9; 32])
}

fn approvers() -> Vec<Approver> {
    vec![Approver {
        name: "DPO".to_owned(),
        key: key().verifying_key(),
    }]
}

fn row(id: &str, matches: Match, until: Date) -> Exception {
    Exception {
        id: id.to_owned(),
        matches,
        reason: "public \"list\"".to_owned(),
        approver: "DPO".to_owned(),
        added: date(2026, 1, 1),
        until,
        ended: None,
    }
}

fn rows() -> Vec<Exception> {
    let ended = Exception {
        ended: Some(TODAY),
        ..row("x_4", Match::Path("/a/ended".to_owned()), date(2027, 1, 1))
    };
    vec![
        row("x_1", Match::Path("/a/list".to_owned()), TODAY),
        row("x_2", Match::Content(Token([3; 16])), date(2027, 1, 1)),
        row(
            "x_3",
            Match::Finding("f_0123456789abcdef".to_owned()),
            date(2026, 11, 21),
        ),
        ended,
    ]
}

fn exceptions() -> Exceptions {
    Exceptions {
        path: None,
        approvers: approvers(),
        rows: rows(),
    }
}

fn read(text: &str) -> Result<Vec<Exception>, Problem> {
    let source = Source {
        path: PathBuf::from("exceptions.toml"),
        text: text.to_owned(),
    };
    verified(&source, &approvers())
}

#[test]
fn a_signed_file_is_read_back() {
    assert_eq!(read(&exceptions().signed("DPO", &key())).unwrap(), rows());
    let none = Exceptions {
        rows: Vec::new(),
        ..exceptions()
    };
    assert_eq!(read(&none.signed("DPO", &key())).unwrap(), []);
}

#[test]
fn what_was_altered_is_refused_and_named() {
    #[track_caller]
    fn check(change: impl Fn(String) -> String, expected: &str) {
        let problem = read(&change(exceptions().signed("DPO", &key()))).unwrap_err();
        assert!(problem.is_integrity, "{problem}");
        assert!(problem.to_string().contains(expected), "{problem}");
    }
    check(
        |text| text.replace("2026-11-21", "2028-11-21"),
        "altered after it was signed",
    );
    check(|text| text.replace("/a/list", "/"), "altered");
    check(|text| format!("# a line\n{text}"), "altered");
    check(
        |text| text.replace("by = \"DPO\"", "by = \"An\""),
        "whom the policy does not name",
    );
    check(|text| text[..text.find(SIGNATURE).unwrap()].to_owned(), "not signed");
    check(|text| text.replace("ed25519 = \"", "ed25519 = \"00"), "altered");
    // Cut off, or added to: what is left need not be TOML.
    let at = |text: &str, n: usize| text[..n].to_owned();
    for cut in [0, 1, 200, 400, 500] {
        check(|text| at(&text, cut), "not signed");
    }
    check(|text| at(&text, text.len() - 20), "altered");
    check(|text| at(&text, text.find("ed25519 =").unwrap()), "altered");
    check(|text| text + "salary list\n", "altered");
    check(|text| text + "more = true\n", "altered");
    let row = |text: &str| text[text.find("[[exception]]").unwrap()..text.find(SIGNATURE).unwrap()].to_owned();
    check(|text| format!("{text}\n{}", row(&text)), "altered");
    check(|text| text.replace("[[exception]]", "[[exception"), "altered");
    let other = SigningKey::from_bytes(&[8; 32]);
    check(|_| exceptions().signed("DPO", &other), "altered");
}

#[test]
fn an_exception_counts_until_its_last_day() {
    let exceptions = exceptions();
    let expired: Vec<_> = exceptions.expired(TODAY).map(|row| row.id.as_str()).collect();
    assert_eq!(expired, ["x_3"]);
    let in_force = exceptions.in_force(TODAY);
    let document = |path, content| {
        in_force
            .of_document(Path::new(path), content)
            .map(|row| row.id.as_str())
    };
    assert_eq!(document("/a/list/x.csv", None), Some("x_1"));
    assert_eq!(document("/a/lists/x.csv", None), None);
    assert_eq!(document("/b", Some(Token([3; 16]))), Some("x_2"));
    assert_eq!(document("/a/ended", Some(Token([4; 16]))), None);
    assert_eq!(in_force.of_finding("f_0123456789abcdef"), None);
    let before = exceptions.in_force(date(2026, 11, 21));
    assert_eq!(before.of_finding("f_0123456789abcdef").unwrap().id, "x_3");
    assert!(exceptions.in_force(date(2028, 1, 1)).is_empty());
}

#[test]
fn what_is_named_is_known_by_its_form() {
    assert_eq!(
        Match::of("f_0123456789abcdef"),
        Match::Finding("f_0123456789abcdef".to_owned())
    );
    assert_eq!(Match::of(&"03".repeat(16)), Match::Content(Token([3; 16])));
    for path in ["f_0123", "f_0123456789abcdeg", "/home/*/x", "03"] {
        assert_eq!(Match::of(path), Match::Path(path.to_owned()));
    }
}

#[test]
fn a_public_key_is_written_as_it_is_read() {
    let key = key().verifying_key();
    assert_eq!(public_key(&show_key(&key)), Some(key));
    for wrong in ["", "ed25519:", "ed25519:00", &show_key(&key)[8..]] {
        assert_eq!(public_key(wrong), None, "{wrong}");
    }
}
