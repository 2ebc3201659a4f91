//! What a policy says, and what it is told when it is wrong.

use super::*;
use crate::walk::Exclusions;

fn parse(text: &str) -> Result<Policy, Vec<String>> {
    let source = Source {
        path: PathBuf::from("policy.toml"),
        text: text.to_owned(),
    };
    Policy::parse(&source).map_err(|problems| problems.iter().map(Problem::to_string).collect())
}

const LEAST: &str = "name = 'P'\n[organisation]\nname = 'Voorbeeld'\n";

#[test]
fn the_example_says_what_it_seems_to_say() {
    let policy = parse(include_str!("../../../policy.example.toml")).unwrap();
    assert_eq!(policy.organisation.name, "Voorbeeld Partners BV");
    assert_eq!(
        policy
            .central_root(Path::new("/srv/centraal/dossiers/a/b.docx"))
            .unwrap()
            .name,
        "Dossiers"
    );
    assert_eq!(
        policy.central_root(Path::new("/srv/centraal/dossiers-oud/b.docx")),
        None
    );
    assert_eq!(policy.floor(Storage::Removable), Some(Level::High));
    assert_eq!(policy.floor(Storage::LocalDisk), None);
    assert_eq!(
        Exclusions::new(policy.exclusions())
            .unwrap()
            .reason(Path::new("/home/an/web/node_modules")),
        Some("program libraries, installed from a public registry")
    );
    assert!(policy.exempt(Path::new("/home/an/Handtekeningen/an.png")).is_some());
    assert!(policy.personal(Path::new("/home/an/Persoonlijk/dagboek.txt")).is_some());
    assert_eq!(policy.personal(Path::new("/home/an/Documenten/dagboek.txt")), None);
    let months: Vec<_> = policy.retention.iter().map(|term| term.months).collect();
    assert_eq!(months, [60, 120, 24]);
    assert_eq!(
        policy.transfer(Storage::CloudSync, Some("google-drive")),
        Transfer::Allowed { special: false }
    );
    assert_eq!(policy.exceptions.approvers.len(), 1);
    assert_eq!(policy.keep_audit_days, Some(1095));
    assert_eq!(
        policy.transfer(Storage::CloudSync, Some("onedrive-business")),
        Transfer::WithinEea
    );
    assert_eq!(
        policy.transfer(Storage::CloudSync, Some("dropbox")),
        Transfer::OutsideEea
    );
    assert_eq!(policy.transfer(Storage::CloudSync, None), Transfer::OutsideEea);
    assert_eq!(policy.transfer(Storage::LocalDisk, None), Transfer::None);
    assert!(!policy.honour_ignore_files);
    assert_eq!(policy.keep_runs_days, Some(90));
    assert_eq!(policy.label(), format!("Privacy policy 2026 {}", policy.digest));
    assert_eq!(policy.digest.len(), 16);
}

#[test]
fn the_least_policy_is_accepted() {
    assert!(parse(LEAST).is_ok());
}

#[test]
fn a_mistake_is_told_with_its_line_and_what_to_do() {
    #[track_caller]
    fn check(rest: &str, expected: &str) {
        let problems = parse(&format!("{LEAST}{rest}")).err().unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }
    check("[[exclude]]\nglob = '*.iso'", "policy.toml:4: missing field `reason`");
    check(
        "[[exclude]]\nglob = '*.iso'\nreason = ' '",
        "policy.toml:6: a reason is needed: say why this place is left out",
    );
    check(
        "[[exempt]]\nglob = ''\nreason = 'x'",
        "policy.toml:5: an empty glob would name every file: name a place",
    );
    check(
        "[[exclude]]\nglob = 'a['\nreason = 'x'",
        "policy.toml:5: `a[` is not a glob: unclosed",
    );
    check(
        "[[exclude]]\nglob = '~/x'\nreason = 'x'",
        "policy.toml:5: `~/x`: a policy is for everybody",
    );
    check(
        "[[central]]\nname = 'HR'\npath = 'hr'",
        "policy.toml:6: `hr` is not a full path: begin at the root or drive",
    );
    check(
        "[[central]]\nname = 'HR'\npath = '/a'\n[[central]]\nname = 'HR'\npath = 'D:\\b'",
        "policy.toml:8: two central roots are called `HR`: give each its own name",
    );
    check(
        "[[central]]\nname = 'HR'\npath = '/a'\n[[central]]\nname = 'Lonen'\npath = '/a'",
        "policy.toml:9: two central roots lie at /a: leave one out",
    );
    check(
        "[speur]\nkeep_runs_days = 0",
        "policy.toml:5: `keep_runs_days` must be from 1 to 3650",
    );
    check("[severity]\nremovable = 'huge'", "policy.toml:5: unknown value `huge`");
    check(
        "[scan]\nhonor_ignore_files = true",
        "policy.toml:5: unknown field `honor_ignore_files`",
    );
    check(
        "[dpo]\nname = 'A'\nemail = 'nobody'",
        "policy.toml:4: `email` of the dpo is no e-mail address",
    );
    check(
        "[dpo]\nname = 'A'\nemail = \"a@b.be\\r\\nBcc: x@y.z\"",
        "policy.toml:4: `email` of the dpo is no e-mail address",
    );
    for section in ["exclude", "exempt", "personal"] {
        check(
            &format!("[[{section}]]\nglob = '**'\nreason = 'x'"),
            "policy.toml:5: `**` names every file: name a place",
        );
    }
    check("[own", "policy.toml:4: ");
    check(
        "[retention]\nyears = 3",
        "policy.toml:4: there may be several of these: write `[[retention]]`, with two brackets",
    );
    check(
        "[[personal]]\nglob = 5\nreason = 'x'",
        "policy.toml:5: invalid type: integer `5`, expected a string: put it in quotes",
    );
}

#[test]
fn every_mistake_of_a_file_is_told_at_once() {
    #[track_caller]
    fn check(rest: &str, expected: &[&str]) {
        let problems = parse(&format!("{LEAST}{rest}")).err().unwrap();
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        for (problem, expected) in problems.iter().zip(expected) {
            assert!(problem.starts_with(expected), "{problem}");
        }
    }
    check(
        "[[central]]\nname = 'A'\npath = 'a'\n[speur]\nkeep_runs_days = 9999",
        &["policy.toml:6: `a` is not", "policy.toml:8: `keep_runs_days` must"],
    );
    check(
        "[[exclude]]\nglob = '['\nreason = ''\n[[device]]\ndepartment = 'HR'\n[transfers]\nwithin_eea = ['foo']\n\
         [[retention]]\ncategories = ['salry']\nyears = 400000000\nreason = 'x'",
        &[
            "policy.toml:6: a reason is needed",
            "policy.toml:5: `[` is not a glob",
            "policy.toml:12: the term must be",
            "policy.toml:10: `foo` is no sync client",
            "policy.toml:7: device 1",
        ],
    );
    check(
        "[exceptions]\nfile = '~jan/x.toml'\n[[exceptions.approver]]\nname = 'DPO'\nkey = \
         'ed25519:fd1724385aa0c75b64fb78cd602fa1d991fdebf76b13c58ed702eac835e9f618'",
        &["policy.toml:5: ~jan/x.toml: only `~/`"],
    );
    check(
        "[[exclude]]\nglob = 'x'\n[severity]\nremovable = 'huge'\n[[exempt]]\nglob = 'y'\nreason = 3\n[speling]\n",
        &[
            "policy.toml:4: missing field `reason`",
            "policy.toml:7: unknown value `huge`",
            "policy.toml:10: invalid type: integer",
            "policy.toml:11: unknown field `speling`, expected one of `name`",
        ],
    );
}

#[test]
fn what_is_missing_has_the_line_of_its_row() {
    #[track_caller]
    fn check(rest: &str, expected: &str) {
        let problems = parse(&format!("{LEAST}{rest}")).err().unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }
    check("[dpo]\nemail = 'a@b.be'", "policy.toml:4: missing field `name`");
    check(
        "[[device]]\nid = 'a'\nplace = 'b'",
        "policy.toml:6: unknown field `place`",
    );
    check(
        "[exceptions]\nfile = 'x.toml'\n[[exceptions.approver]]\nkey = 'a'",
        "policy.toml:6: missing field `name`",
    );
    check(
        "[[retention]]\ncategories = ['cv']\nyears = 'x'\nreason = 'y'",
        "policy.toml:6: a whole number",
    );
}

#[test]
fn what_a_mistake_hides_nothing_of_is_examined_too() {
    let file = Source {
        path: PathBuf::from("policy.toml"),
        text: format!("{LEAST}[[retention]]\ncategories = ['salry']\nyears = 500\nreason = 'x'"),
    };
    let (policy, problems) = Policy::examined(&file).unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(policy.unknown_categories(|category| category == "salary").len(), 1);
}

#[test]
fn a_mistake_of_form_does_not_hide_what_else_is_wrong() {
    let own = "[[retention]]\ncategories = ['salry']\nyears = 1\nreason = 'x'\n[own]\nibans = ['BE00']\n";
    let text = "nme = 'P'\n[[exclude]]\nglob = 'a['\nreason = 'x'\n[[exclude]]\nglob = '*.iso'\n[scan]\nx = 1\n\
                [[device]]\nname = 'PC'\n[[device]]\nname = 'pc'\n";
    let file = Source {
        path: PathBuf::from("policy.toml"),
        text: format!("{text}{own}"),
    };
    let (policy, problems) = Policy::examined(&file).unwrap();
    let told: Vec<_> = problems.iter().map(Problem::to_string).collect();
    for expected in [
        "policy.toml: missing field `name`: write ",
        "policy.toml: missing field `organisation`: write ",
        "policy.toml:1: unknown field `nme`",
        "policy.toml:3: `a[` is not a glob",
        "policy.toml:5: missing field `reason`: add it here (`reason = ...`)",
        "policy.toml:8: unknown field `x`",
        "policy.toml:11: device 2: it is in the list already",
    ] {
        assert!(
            told.iter().any(|line| line.starts_with(expected)),
            "no `{expected}` in {told:?}"
        );
    }
    assert_eq!(told.len(), 7, "{told:?}");
    assert_eq!(policy.unknown_categories(|category| category == "salary").len(), 1);
    assert_eq!(policy.unknown_own(|_, _| false).len(), 1);
    assert!(Policy::parse(&file).is_err());
}

#[test]
fn only_clients_that_are_found_can_be_named() {
    for name in [
        "onedrive-business",
        "onedrive",
        "nextcloud",
        "icloud-drive-personal",
        "pcloud",
    ] {
        assert!(
            parse(&format!("{LEAST}[transfers]\nwithin_eea = ['{name}']")).is_ok(),
            "{name}"
        );
    }
    for name in ["foo", "onedrive-busines", "OneDrive", "icloud-drive", ""] {
        let problems = parse(&format!("{LEAST}[transfers]\nwithin_eea = ['{name}']"))
            .err()
            .unwrap();
        assert!(problems[0].contains("is no sync client"), "{problems:?}");
        let row = format!("[[transfers.allowed]]\nprovider = '{name}'\nto = 'US'\nreason = 'x'");
        assert!(parse(&format!("{LEAST}{row}")).is_err(), "{name}");
    }
}

#[test]
fn terms_transfers_and_approvers_are_checked() {
    #[track_caller]
    fn check(rest: &str, expected: &str) {
        let problems = parse(&format!("{LEAST}{rest}")).err().unwrap();
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }
    check(
        "[[retention]]\ncategories = ['cv']\nreason = 'law'",
        "policy.toml:5: the term must be from 1 month to 100 years",
    );
    check(
        "[[retention]]\ncategories = []\nyears = 1\nreason = 'law'",
        "policy.toml:5: no category",
    );
    check(
        "[[retention]]\ncategories = ['cv', 'cv']\nyears = 1\nreason = 'law'",
        "policy.toml:5: `cv` has a term already",
    );
    check(
        "[[retention]]\ncategories = ['cv']\nyears = 1\nreason = ''",
        "policy.toml:7: a reason is needed: say which law",
    );
    check(
        "[[transfers.allowed]]\nprovider = 'dropbox'\nto = 'USA'\nreason = 'x'",
        "policy.toml:6: `USA` is no country",
    );
    check("[[raise]]\nreason = 'x'", "policy.toml:4: this row changes nothing");
    check(
        "[exceptions]\nfile = 'x.toml'\n[[exceptions.approver]]\nname = 'DPO'\nkey = 'ssh-rsa'",
        "policy.toml:8: not a public key",
    );
    check(
        "[exceptions]\nfile = 'x.toml'\napprover = []",
        "policy.toml:6: nobody may approve",
    );
}

#[test]
fn every_section_is_tried_by_itself() {
    // With what the machine's own policy may say besides.
    let all = include_str!("../../../policy.example.toml")
        .replace("# lock ", "lock ")
        .replace("# [settings]", "[settings]")
        .replace("# detail ", "detail ");
    assert!(
        all.contains("\nlock = ") && all.contains("\n[settings]\ndetail "),
        "{all}"
    );
    let table: toml::Table = all.parse().unwrap();
    for (name, value) in &table {
        let mut broken = table.clone();
        let wrong = match value {
            toml::Value::Integer(_) => toml::Value::from("x"),
            _ => toml::Value::from(7),
        };
        broken.insert(name.clone(), wrong);
        broken.insert("name".to_owned(), toml::Value::Array(Vec::new()));
        let problems = parse(&toml::to_string(&broken).unwrap()).err().unwrap();
        let n_expected = if name == "name" { 1 } else { 2 };
        assert_eq!(problems.len(), n_expected, "{name}: {problems:?}");
    }
}

#[test]
fn a_policy_that_cannot_be_read_is_named() {
    let problems = Policy::load(Path::new("/nonexistent/policy.toml")).err().unwrap();
    assert!(
        problems[0].to_string().starts_with("/nonexistent/policy.toml: "),
        "{problems:?}"
    );
}

#[test]
fn a_reason_that_holds_personal_data_is_named() {
    let rest =
        "[[exempt]]\nglob = '/a'\nreason = 'of 85.07.30-951.80'\n[[exclude]]\nglob = '/b'\nreason = 'programs'\n";
    let policy = parse(&format!("{LEAST}{rest}")).unwrap();
    let problems = policy.personal_reasons(|reason| reason.contains("951"));
    assert_eq!(problems.len(), 1, "{problems:?}");
    let told = problems[0].to_string();
    assert!(told.contains(":6: ") && !told.contains("951"), "{told}");
    assert!(policy.personal_reasons(|_| false).is_empty());
}
