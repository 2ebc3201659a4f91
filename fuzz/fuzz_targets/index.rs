//! Index files: any bytes, and any content that the holder of the key could have sealed.
#![no_main]

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::LazyLock;

use speur::central::{About, Fingerprint, Index, IndexKey, Query, Sealer, VERSION};
use speur::finding::Token;
use speur::state::DeviceKey;
use speur_fuzz::libfuzzer_sys::fuzz_target;

static KEY: LazyLock<IndexKey> = LazyLock::new(|| {
    let path = speur_fuzz::file("key", "07".repeat(32).as_bytes());
    IndexKey::new(&DeviceKey::load(&path, Some(&path)).expect("the key is 64 hex digits"))
});

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    let path = match kind % 2 {
        0 => speur_fuzz::file("index", data),
        _ => sealed(data),
    };
    let Ok(index) = Index::open(&path, &KEY) else {
        return;
    };
    let _ = index.verify();
    let content = data.first_chunk().copied().map(Token);
    let fingerprint = Fingerprint::from_bytes(data.get(16..).unwrap_or_default());
    let query = Query {
        content,
        fingerprint: fingerprint.as_ref(),
    };
    let _ = index.search(&query);
});

/// The data in the four sections of documents and postings, cut where its first bytes say, before an honest last one.
fn sealed(data: &[u8]) -> PathBuf {
    let path = speur_fuzz::file("sealed", b"");
    let write = || -> Result<(), Box<dyn std::error::Error>> {
        let mut sealer = Sealer::new(File::create(&path)?, &path, &KEY, [1; 16])?;
        let (cuts, mut rest) = data.split_at(data.len().min(3));
        for cut in cuts {
            let (section, behind) = rest.split_at(usize::from(*cut).min(rest.len()));
            sealer.write(section)?;
            sealer.end_section()?;
            rest = behind;
        }
        for _ in cuts.len()..4 {
            sealer.write(std::mem::take(&mut rest))?;
            sealer.end_section()?;
        }
        sealer.write(&serde_json::to_vec(&about())?)?;
        sealer.end_section()?;
        sealer.finish()?;
        Ok(())
    };
    write().unwrap_or_else(|err| panic!("{err}"));
    assert!(fs::metadata(&path).is_ok());
    path
}

fn about() -> About {
    About {
        built: "2026-11-28T00:00:00Z".to_owned(),
        speur: String::new(),
        rules: String::new(),
        fingerprints: VERSION,
        roots: Vec::new(),
        documents: 1,
        with_text: 1,
        features: 1,
        unread: Default::default(),
    }
}
