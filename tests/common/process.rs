//! Processes that the program starts, seen from outside.

use std::fs;

/// Processes whose parent was this one.
pub fn children(of: u32) -> Vec<u32> {
    let ids = fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let name = entry.ok()?.file_name();
        name.to_str()?.parse::<u32>().ok()
    });
    ids.filter(|id| parent(*id) == Some(of)).collect()
}

/// The fourth word behind the name, which may hold spaces.
fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    rest.split(' ').nth(1)?.parse().ok()
}

/// A process that is there and more than an entry that waits to be collected.
pub fn lives(id: u32) -> bool {
    fs::read_to_string(format!("/proc/{id}/stat"))
        .is_ok_and(|stat| stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with('Z')))
}

/// Those of a scan's children that read documents.
pub fn workers(of: u32) -> Vec<u32> {
    children_that(of, b"__worker\0")
}

/// Those that list files and open them.
pub fn walks(of: u32) -> Vec<u32> {
    children_that(of, b"__walk\0")
}

fn children_that(of: u32, are: &[u8]) -> Vec<u32> {
    let is_one = |id: &u32| fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|line| line.ends_with(are));
    children(of).into_iter().filter(is_one).collect()
}

/// The most memory that a process held so far.
pub fn peak_mb(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? >> 10)
}
