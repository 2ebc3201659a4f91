//! What is said is understood as it was meant; what is cut off or too long is refused.

use super::*;

fn entry() -> Entry {
    Entry {
        path: PathBuf::from("/home/jan/à.txt"),
        size: 7,
        modified: -1,
        changed: 1 << 70,
        device: 1,
        inode: 2,
        links: 3,
    }
}

#[test]
fn records_come_back_as_they_were() {
    let records = [
        Record::Entry {
            entry: entry(),
            online_only: true,
        },
        Record::Directory(PathBuf::from("/home")),
        Record::Gap {
            path: PathBuf::new(),
            reason: Reason::Excluded,
            detail: "why".to_owned(),
        },
        Record::Passed {
            path: PathBuf::from("/home/pipe"),
            what: Passed::Pipe,
        },
        Record::Passed {
            path: PathBuf::from("/home/device"),
            what: Passed::Device,
        },
        Record::Resolved(PathBuf::from("/x")),
        Record::SyncFolders(Vec::new()),
        Record::End(Tally {
            files: 1,
            directories: 2,
            links: 3,
            special: 4,
            own: 5,
            states: 6,
        }),
    ];
    let mut frame = Vec::new();
    records.iter().for_each(|record| put_record(&mut frame, record));
    let mut cursor = Cursor(&frame);
    for record in &records {
        assert_eq!(cursor.record().unwrap().as_ref(), Some(record));
    }
    assert_eq!(cursor.record().unwrap(), None);
    for cut in 1..frame.len() {
        let mut cursor = Cursor(&frame[..cut]);
        while let Ok(Some(_)) = cursor.record() {}
    }
}

#[test]
fn a_job_comes_back_as_it_was() {
    let job = Job {
        sealed: true,
        roots: vec![PathBuf::from("/a"), PathBuf::from("/b")],
        own_files: vec![(1, 2)],
        exclusions: vec![Exclusion {
            glob: "*.iso".to_owned(),
            reason: "media".to_owned(),
        }],
        honour_ignore_files: true,
        ..Job::default()
    };
    let mut frame = Vec::new();
    put_job(&mut frame, &job);
    assert_eq!(Cursor(&frame).job().unwrap(), job);
    assert!(Cursor(&frame[..frame.len() - 1]).job().is_err());
}

#[test]
fn a_frame_over_the_limit_is_refused_before_it_is_allocated() {
    let claim = u32::MAX.to_le_bytes();
    assert!(read_frame(&mut &claim[..]).is_err());
    assert!(write_frame(&mut Vec::new(), &vec![0; LONGEST + 1]).is_err());
    assert_eq!(read_frame(&mut &[][..]).unwrap(), None);
}
