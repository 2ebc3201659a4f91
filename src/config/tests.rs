//! Which layer wins, what a lock does, and what a mistake is told.

use std::path::Path;

use super::*;

/// Files in a folder of their own; variables as given.
struct Machine {
    folder: tempfile::TempDir,
    environment: Environment,
}

fn machine(machine: &str, user: &str, variables: &[(&str, &str)]) -> Machine {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Some(path)
    };
    let environment = Environment {
        variables: variables
            .iter()
            .map(|(name, value)| (name.to_string(), value.into()))
            .collect(),
        machine_file: write("machine.toml", machine),
        user_file: write("user.toml", user),
        machine_policy: Some(folder.path().join("policy.toml")),
        state_dir: Some(PathBuf::from("/state")),
    };
    Machine { folder, environment }
}

impl Machine {
    /// Without the folder's own path.
    fn shortened(&self, text: &str) -> String {
        text.replace(
            &format!("{}{}", self.folder.path().display(), std::path::MAIN_SEPARATOR),
            "",
        )
    }

    fn resolve(&self, flags: &Flags) -> Result<Config, Vec<String>> {
        let shortened = |problem: &Problem| self.shortened(&problem.to_string());
        Config::resolve(flags, &self.environment).map_err(|problems| problems.iter().map(shortened).collect())
    }
}

fn jobs(n: u32) -> Flags {
    Flags {
        jobs: Some(n.to_string()),
        ..Flags::default()
    }
}

/// The public half of a key that nobody has.
const RECIPIENT: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

#[test]
fn flag_then_variable_then_machine_then_user_then_default() {
    #[track_caller]
    fn check(machine_text: &str, user: &str, variables: &[(&str, &str)], flags: &Flags, expected: (&str, &str)) {
        let machine = machine(machine_text, user, variables);
        let config = machine.resolve(flags).unwrap();
        let row = config.rows().into_iter().find(|row| row.key == "jobs").unwrap();
        let origin = machine.shortened(&row.origin.to_string());
        assert_eq!((row.value.as_str(), origin.as_str()), expected);
    }
    let variable = [("SPEUR_JOBS", "3")];
    check("jobs = 2", "jobs = 1", &variable, &jobs(4), ("4", "--jobs"));
    check(
        "jobs = 2",
        "jobs = 1",
        &variable,
        &Flags::default(),
        ("3", "SPEUR_JOBS"),
    );
    check("jobs = 2", "jobs = 1", &[], &Flags::default(), ("2", "machine.toml"));
    check("", "jobs = 1", &[], &Flags::default(), ("1", "user.toml"));
    check("", "", &[], &Flags::default(), ("", "default"));
}

#[test]
fn a_locked_key_cannot_be_set_elsewhere() {
    let locked = machine("jobs = 2\nlock = ['jobs']", "jobs = 1", &[]);
    let config = locked.resolve(&Flags::default()).unwrap();
    assert_eq!(config.jobs.unwrap().get(), 2);
    let warning = config.warnings[0].to_string();
    assert!(warning.contains("user.toml:1: `jobs` is locked by"), "{warning}");
    assert_eq!(
        locked.resolve(&jobs(4)).err().unwrap(),
        ["--jobs: locked by machine.toml: leave it out"]
    );
    let variable = machine("lock = ['exclude']", "", &[("SPEUR_EXCLUDE", "*.xlsx")]);
    let problems = variable.resolve(&Flags::default()).err().unwrap();
    assert_eq!(problems, ["SPEUR_EXCLUDE: locked by machine.toml: leave it out"]);
}

#[test]
fn files_are_read_again_only_when_all_are_asked_for() {
    #[track_caller]
    fn check(user: &str, expected: &str) {
        let config = machine("", user, &[]).resolve(&Flags::default()).unwrap();
        let row = config.rows().into_iter().find(|row| row.key == "since_last").unwrap();
        assert_eq!(row.value, expected, "{user}");
    }
    check("", "true");
    check("since_last = true", "true");
    check("full = true", "false");
}

#[test]
fn a_tilde_of_a_file_is_the_home() {
    let home = environment::home().unwrap();
    let config = machine("", "state_dir = '~/speur'\nrules = ['~/a', 'b']", &[]);
    let resolved = config.resolve(&Flags::default()).unwrap();
    assert_eq!(resolved.state_dir, home.join("speur"));
    assert_eq!(resolved.rules, [home.join("a"), config.folder.path().join("b")]);
    let other = machine("", "state_dir = '~an/speur'", &[]).resolve(&Flags::default());
    let problems = other.err().unwrap();
    assert!(
        problems[0].starts_with("user.toml:1: state_dir: ~an/speur: "),
        "{problems:?}"
    );
}

#[test]
fn of_two_keys_that_exclude_each_other_the_stronger_layer_counts() {
    let told = |machine: &Machine, flags: &Flags| {
        let config = machine.resolve(flags)?;
        Ok([config.full, config.since_last, config.quiet, config.verbose])
    };
    #[track_caller]
    fn check(told: Result<[bool; 4], Vec<String>>, expected: Result<[bool; 4], &str>) {
        let told = told.map_err(|problems| problems.join(" | "));
        assert_eq!(
            told.as_ref().map_err(String::as_str),
            expected.as_ref().map_err(|err| *err)
        );
    }
    let since_last = Flags {
        since_last: true,
        ..Flags::default()
    };
    let user = machine("", "full = true\nquiet = true", &[("SPEUR_VERBOSE", "true")]);
    check(told(&user, &Flags::default()), Ok([true, false, false, true]));
    check(told(&user, &since_last), Ok([false, true, false, true]));
    let variable = machine("", "full = true", &[("SPEUR_SINCE_LAST", "true")]);
    check(told(&variable, &Flags::default()), Ok([false, true, false, false]));
    let locked = machine("full = true\nlock = ['full']", "since_last = true", &[]);
    check(told(&locked, &Flags::default()), Ok([true, false, false, false]));
    let refused = "--since-last: locked by machine.toml: leave it out";
    check(told(&locked, &since_last), Err(refused));
    let both = machine("", "", &[("SPEUR_QUIET", "true"), ("SPEUR_VERBOSE", "true")]);
    let refused = "SPEUR_VERBOSE: `quiet` and `verbose` exclude each other: set one of them";
    check(told(&both, &Flags::default()), Err(refused));
}

#[test]
fn the_machine_policy_sets_and_locks_keys() {
    let machine = machine("jobs = 2", "jobs = 1\ndetail = 'values'", &[]);
    let policy = "lock = ['detail']\nname = 'P'\n[settings]\njobs = 3\ndetail = 'counts'";
    std::fs::write(machine.folder.path().join("policy.toml"), policy).unwrap();
    let config = machine.resolve(&Flags::default()).unwrap();
    assert_eq!((config.jobs.unwrap().get(), config.detail), (3, Detail::Counts));
    let warning = machine.shortened(&config.warnings[0].to_string());
    assert_eq!(
        warning,
        "user.toml:2: `detail` is locked by policy.toml: this line does nothing"
    );
    assert_eq!(machine.resolve(&jobs(4)).unwrap().jobs.unwrap().get(), 4);
    let flags = Flags {
        detail: Some("values".to_owned()),
        ..Flags::default()
    };
    assert_eq!(
        machine.resolve(&flags).err().unwrap(),
        ["--detail: locked by policy.toml: leave it out"]
    );
    std::fs::write(
        machine.folder.path().join("policy.toml"),
        "lock = ['x']\n[settings]\njob = 3",
    )
    .unwrap();
    let problems = machine.resolve(&Flags::default()).err().unwrap();
    assert!(
        problems[0].starts_with("policy.toml:1: `x` is not a key"),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("policy.toml:3: `job` is not a key"),
        "{problems:?}"
    );
}

#[test]
fn a_mistake_is_told_with_where_it_is() {
    #[track_caller]
    fn check(user: &str, variables: &[(&str, &str)], expected: &str) {
        let problems = machine("", user, variables).resolve(&Flags::default()).err().unwrap();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?}");
    }
    check(
        "gentle = true\njobs = 0",
        &[],
        "user.toml:2: jobs: `0` is not a number from 1 to 1024",
    );
    check(
        "\n\ngentel = true",
        &[],
        "user.toml:3: `gentel` is not a key; the keys are policy, rules, format",
    );
    check(
        "lock = ['jobs']",
        &[],
        "user.toml:1: only the machine's own file may lock keys: remove this line",
    );
    check("jobs = ", &[], "user.toml:1: ");
    check("jobs = 1\njobs = 2", &[], "user.toml:2: ");
    check(
        "detail = 'all'",
        &[],
        "user.toml:1: detail: `all` is not one of counts, values",
    );
    check("gentle = 'x'", &[], "user.toml:1: gentle: true or false is wanted here");
    check(
        "lang = ['nl']",
        &[],
        "user.toml:1: lang: one value is wanted here, not a list",
    );
    check(
        "exclude = ['a[']",
        &[],
        "user.toml:1: exclude: `a[` is not a glob: unclosed",
    );
    check(
        "time_limit = 2026-01-01",
        &[],
        "user.toml:1: `time_limit` has a value of a kind that no key has",
    );
    check(
        "",
        &[("SPEUR_MAX_FILE_SIZE", "lots")],
        "SPEUR_MAX_FILE_SIZE: `lots` is not a size",
    );
    check("", &[("SPEUR_CONFIG", "/nonexistent/c.toml")], "/nonexistent/c.toml: ");
}

/// On Windows such paths gain a drive.
#[cfg(unix)]
#[test]
fn every_key_can_be_set_in_a_file_and_is_shown_as_it_was_written() {
    let text = "policy = '/p.toml'\nrules = ['/r']\nformat = 'jsonl'\noutput = ['/o.jsonl']\ndetail = 'values'\n\
                encrypt_to = ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p']\nidentity = ['/i']\ndevices = '/d'\n\
                notice = '/n'\naware = '2026-11-28T09:30:00Z'\nscan = ['/t']\nkind = 'iban'\nreceived = '2026-11-28'\n\
                lang = 'nl'\njobs = 2\ngentle = true\nexclude = ['*.iso', '/x']\nocr = true\nmax_file_size = '100M'\n\
                time_limit = '1h30m'\nfull = true\nsince_last = false\nresume = true\nquiet = true\nverbose = false\nall = true\ncentral_index = '/i'\nfail_on = 'high'\n\
                require_complete = true\ncolor = 'never'\nprogress = 'json'\nstate_dir = '/s'\nkey_file = '/k'\nsigning_key = '/sk'\n\
                reason = 'as agreed'\napprover = 'DPO'\nuntil = '2027-06-30'\ncoverage = 'last'\naudit = true\n";
    let config = machine("", text, &[]).resolve(&Flags::default()).unwrap();
    let plain = |text: &str| text.replace(['[', ']', '\''], "");
    let written: Vec<_> = text.lines().map(plain).collect();
    let rows = config.rows();
    let shown: Vec<_> = rows.iter().map(|row| format!("{} = {}", row.key, row.value)).collect();
    assert_eq!(shown, written);
    assert!(rows.iter().all(|row| matches!(row.origin, Origin::User(_))));
}

#[test]
fn every_flag_reaches_its_key() {
    let text = |text: &str| Some(text.to_owned());
    let path = |path: &str| Some(PathBuf::from(path));
    let flags = Flags {
        config: None,
        policy: path("/p"),
        rules: vec!["/r".into()],
        format: text("table"),
        output: vec!["/o".into()],
        detail: text("values"),
        encrypt_to: vec![RECIPIENT.to_owned()],
        identity: vec!["/i".into()],
        devices: path("/d"),
        notice: path("/n"),
        aware: text("2026-11-28T09:30:00Z"),
        scan: vec!["/t".into()],
        kind: text("person"),
        received: text("2026-11-28"),
        lang: text("de"),
        jobs: text("2"),
        gentle: true,
        exclude: vec!["*.iso".to_owned()],
        ocr: true,
        max_file_size: text("1G"),
        time_limit: text("2h"),
        full: true,
        since_last: false,
        resume: true,
        quiet: true,
        verbose: false,
        all: true,
        central_index: path("/i"),
        fail_on: text("low"),
        require_complete: true,
        color: text("always"),
        progress: text("none"),
        state_dir: path("/s"),
        key_file: path("/k"),
        signing_key: path("/sk"),
        reason: text("as agreed"),
        approver: text("DPO"),
        until: text("2027-06-30"),
        coverage: text("last"),
        audit: true,
    };
    // Those that exclude each other, the other way round.
    let others = Flags {
        full: false,
        since_last: true,
        quiet: false,
        verbose: true,
        ..flags.clone()
    };
    let rows = |flags| machine("", "", &[]).resolve(flags).unwrap().rows();
    for rows in rows(&flags).into_iter().zip(rows(&others)) {
        let flag = Origin::Flag(format!("--{}", rows.0.key.replace('_', "-")));
        let reaches = |row: &Row| row.origin == flag && !row.value.is_empty() && row.value != "false";
        assert!(reaches(&rows.0) || reaches(&rows.1), "{rows:?}");
    }
}

#[test]
fn paths_in_a_file_begin_at_its_folder() {
    let machine = machine("", "policy = 'p.toml'\nrules = ['r']", &[]);
    let config = machine.resolve(&Flags::default()).unwrap();
    assert_eq!(config.policy.unwrap(), machine.folder.path().join("p.toml"));
    assert_eq!(config.rules, [machine.folder.path().join("r")]);
}

#[test]
fn the_machine_policy_is_taken_where_it_exists() {
    let machine = machine("", "", &[]);
    assert_eq!(machine.resolve(&Flags::default()).unwrap().policy, None);
    let place = machine.folder.path().join("policy.toml");
    // A policy that cannot be read is not none.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("/nonexistent/policy.toml", &place).unwrap();
        let problems = machine.resolve(&Flags::default()).err().unwrap();
        assert!(problems[0].starts_with("policy.toml: "), "{problems:?}");
        std::fs::remove_file(&place).unwrap();
    }
    std::fs::write(&place, "").unwrap();
    let policy = machine.resolve(&Flags::default()).unwrap().policy.unwrap();
    assert_eq!(policy, place);
}

#[test]
fn a_named_file_replaces_the_usual_one() {
    let machine = machine("", "jobs = 1", &[]);
    let named = machine.folder.path().join("named.toml");
    std::fs::write(&named, "\u{feff}gentle = true\r\n").unwrap();
    let flags = Flags {
        config: Some(named.clone()),
        ..Flags::default()
    };
    let config = machine.resolve(&flags).unwrap();
    assert_eq!(
        (config.jobs, config.gentle, config.config.as_deref()),
        (None, true, Some(named.as_path()))
    );
}

#[test]
fn a_misspelt_variable_is_warned_of() {
    let config = machine("", "", &[("SPEUR_JOBSS", "3")])
        .resolve(&Flags::default())
        .unwrap();
    assert!(
        config.warnings[0]
            .to_string()
            .starts_with("SPEUR_JOBSS: `jobss` is not a key")
    );
}

#[test]
fn without_a_home_the_state_folder_must_be_given() {
    let environment = Environment::default();
    let problems = Config::resolve(&Flags::default(), &environment).err().unwrap();
    assert_eq!(
        problems[0].to_string(),
        "--state-dir: no folder to keep the state in is known here: give one"
    );
    let flags = Flags {
        state_dir: Some(PathBuf::from("s")),
        ..Flags::default()
    };
    let config = Config::resolve(&flags, &environment).unwrap();
    assert_eq!(config.state_dir, Path::new("s"));
}
