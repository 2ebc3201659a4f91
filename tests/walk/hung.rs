//! Mounts that stop answering: what a walk says of them, and that it ends.

use super::*;
use crate::hungfs::{Hang, HungFs};

/// Walks a tree with a healthy part and a mount that hangs; returns what the dead mount brought.
fn walk_beside_the_dead(hang: Hang) -> Option<Vec<(String, String)>> {
    let (_kept, root) = tree();
    (0..20).for_each(|n| fs::write(root.join(format!("{n}.txt")), "healthy").unwrap());
    let mount = HungFs::mount(&root.join("dead"), hang)?;
    let impatient = Options {
        silent: Duration::from_secs(1),
        ..options()
    };
    let healthy = options();
    let started = Instant::now();
    let walks = walks(&root);
    assert_eq!(walks.len(), 2);
    let mut brought = Vec::new();
    for walk in &walks {
        let mut n_files = 0;
        let end = walk_mount(
            walk,
            if walk.mount.is_fuse() { &impatient } else { &healthy },
            &Breaker::default(),
            &mut |_| true,
            &mut |event| {
                n_files += 1;
                if walk.mount.is_fuse() {
                    brought.push(match event {
                        // Dropped unread: not even closing it may wait.
                        Event::File(found) if found.file.is_ok() => (found.entry.path, "opened".to_owned()),
                        other => text(other),
                    });
                }
                ControlFlow::Continue(())
            },
        );
        if !walk.mount.is_fuse() {
            assert!(matches!(end, MountEnd::Finished(_)));
            assert_eq!(n_files, 20);
        }
    }
    assert!(
        started.elapsed() < Duration::from_secs(8),
        "took {:?}",
        started.elapsed()
    );
    drop(mount);
    let name = |path: PathBuf| {
        path.strip_prefix(root.join("dead"))
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let mut brought: Vec<_> = brought.into_iter().map(|(path, text)| (name(path), text)).collect();
    brought.sort();
    Some(brought)
}

#[track_caller]
fn check(hang: Hang, expected: &[(&str, &str)]) {
    let Some(brought) = walk_beside_the_dead(hang) else {
        return;
    };
    let brought: Vec<_> = brought
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    assert_eq!(brought, expected);
}

#[test]
fn a_mount_that_says_nothing_is_one_gap() {
    check(Hang::Getattr, &[("", "LimitTime")]);
}

#[test]
fn a_directory_that_cannot_be_listed_is_named() {
    check(Hang::Readdir, &[("first.txt", "opened"), ("stuck", "LimitTime")]);
}

#[test]
fn a_file_that_cannot_be_opened_is_named() {
    let expected = [
        ("", "LimitTime"),
        ("first.txt", "opened"),
        ("stuck/letter.txt", "LimitTime"),
    ];
    check(Hang::Open, &expected);
}

#[test]
fn a_file_that_hangs_when_read_or_closed_does_not_hang_the_walk() {
    check(Hang::Read, &[("first.txt", "opened"), ("stuck/letter.txt", "opened")]);
}

#[test]
fn a_root_that_does_not_answer_is_said_so() {
    let (_kept, root) = tree();
    let Some(_mount) = HungFs::mount(&root.join("dead"), Hang::Getattr) else {
        return;
    };
    let options = Options {
        silent: Duration::from_secs(1),
        ..options()
    };
    let resolved = resolve(&[root.join("dead/stuck"), root.clone()], &options);
    assert_eq!(resolved[0].as_ref().unwrap_err().reason, Reason::LimitTime);
    assert_eq!(resolved[1].as_ref().unwrap(), &root);
}
