//! Reports of other machines, as `speur report` reads them: JSON lines, or encrypted ones.
#![no_main]

use std::sync::LazyLock;

use speur::config::Detail;
use speur::merge::{Input, Reader, merge};
use speur::policy::Devices;
use speur::report::Identities;
use speur_fuzz::libfuzzer_sys::fuzz_target;

/// Of no one: it opens nothing.
const IDENTITY: &[u8] = b"AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n";

static IDENTITIES: LazyLock<Identities> =
    LazyLock::new(|| Identities::read(&[speur_fuzz::file("identity", IDENTITY)]).expect("the key is one of age"));

fuzz_target!(|data: &[u8]| {
    let reader = Reader {
        stored: None,
        identities: &IDENTITIES,
    };
    let path = speur_fuzz::file("report.jsonl", data);
    let Ok(merged) = merge(&[Input::File(path)], &Devices::default(), reader) else {
        return;
    };
    for source in &merged.sources {
        let read = source.each_record(reader, Detail::Counts, &mut |_| Ok(()));
        read.expect("what was read once is read again");
    }
});
