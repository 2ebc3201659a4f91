//! `speur index build|update|verify|info`: reads the central storage like a scan, and writes what its copies are found
//! by.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::{Timestamp, Unit};
use serde_json::json;

use super::args::{Common, IndexArgs, IndexFile, OutputArgs, RulesDir, ScanArgs};
use super::exit::Exit;
use super::scan::{Job, Scanned};
use crate::central::{self, About, Builder, Index, IndexKey, Root, Stamp};
use crate::extract::Reason;
use crate::finding::Facts;
use crate::language::{self, texts, told};
use crate::policy::Policy;
use crate::scan::Ended;
use crate::state::{DeviceKey, State, StoredFile};
use crate::walk;

/// Where the state folder keeps what was read of the central storage.
const FOLDER: &str = "central";
/// The index where no other name is configured.
const FILE: &str = "central.index";

/// Builds the index; `full` reads every file again.
pub fn build(args: &IndexArgs, full: bool) -> anyhow::Result<Exit> {
    let scan = scan_args(args, full);
    let job = Job::prepare(&scan, Some(FOLDER))?;
    let path = job
        .config
        .central_index
        .clone()
        .unwrap_or_else(|| job.config.state_dir.join(FILE));
    let path = std::path::absolute(&path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    anyhow::ensure!(
        folder.is_dir(),
        told!("index-no-folder", path = path.display(), folder = folder.display())
    );
    anyhow::ensure!(!path.is_dir(), told!("index-is-folder", path = path.display()));
    let key = IndexKey::new(&job.key);
    // Before hours of reading, not after them.
    match Builder::new(&path, &key) {
        Err(err @ central::Error::InTheWay { .. }) => return Err(err.into()),
        tried => drop(tried.with_context(|| told!("index-not-written", folder = folder.display()))?),
    }
    if !full {
        check_roots(&path, &key, &args.central)?;
    }
    let own = vec![
        path.clone(),
        super::scan::real(&path).unwrap_or_else(|| path.clone()),
        job.config.state_dir.clone(),
    ];
    check_names(&args.central, &job.policy)?;
    let scanned = job.read(|| Ok(own))?;
    if scanned.ended == Ended::Full {
        job.tell_early(scanned.ended);
    }
    if scanned.ended != Ended::Complete {
        super::say(format_args!("speur: {}", told!("index-stopped", path = path.display())));
        return Ok(Exit::Stopped);
    }
    write(&job, &scanned, &path, &key)?;
    let index = Index::open(&path, &key)?;
    log(&job, &index, &path, full)?;
    job.state.purge(scanned.run.started, Some(scanned.run.id))?;
    if !job.config.quiet {
        super::say(format_args!("speur: {}", language::of(&path, &summary(&index.about))));
    }
    Ok(Exit::Done)
}

/// An update is of the roots that the index has: those of another one would take their place, unnoticed.
fn check_roots(path: &Path, key: &IndexKey, given: &[PathBuf]) -> anyhow::Result<()> {
    // An index of another version is made anew from what is known; whose key is another's, its roots nobody can tell.
    let index = match Index::open(path, key) {
        Ok(index) => index,
        Err(err @ central::Error::OtherKey { .. }) => return Err(err.into()),
        Err(_) => return Ok(()),
    };
    let has: BTreeSet<_> = index
        .about
        .roots
        .iter()
        .map(|root| walk::name_key(&root.path))
        .collect();
    let real = |path: &PathBuf| super::scan::real(path).unwrap_or_else(|| path.clone());
    let asked: BTreeSet<_> = given.iter().map(|path| walk::name_key(&real(path))).collect();
    let list = |paths: &mut dyn Iterator<Item = &PathBuf>| {
        let names: Vec<_> = paths.map(|path| path.display().to_string()).collect();
        names.join(", ")
    };
    anyhow::ensure!(
        has == asked,
        told!(
            "index-update-other",
            path = path.display(),
            has = list(&mut index.about.roots.iter().map(|root| &root.path)),
            asked = list(&mut given.iter())
        )
    );
    Ok(())
}

/// Records name a central document by its root: two of one name could not be told apart.
fn check_names(given: &[PathBuf], policy: &Policy) -> anyhow::Result<()> {
    let real: Vec<_> = given
        .iter()
        .map(|path| super::scan::real(path).unwrap_or_else(|| path.clone()))
        .collect();
    let roots = roots(&real, policy);
    for (n, root) in roots.iter().enumerate() {
        let is_other = |earlier: &&Root| earlier.name == root.name && earlier.path != root.path;
        if let Some(earlier) = roots[..n].iter().find(is_other) {
            anyhow::bail!(told!(
                "index-roots-one-name",
                name = root.name,
                one = earlier.path.display(),
                other = root.path.display()
            ));
        }
    }
    Ok(())
}

/// What was done goes into the device's log (Article X), not into that of the folder that the index is made from.
fn log(job: &Job<'_>, index: &Index, path: &Path, full: bool) -> anyhow::Result<()> {
    let what = json!({
        "do": if full { "build" } else { "update" }, "index": path, "digest": index.digest(), "key": index.key_id(),
        "roots": index.about.roots.iter().map(|root| &root.path).collect::<Vec<_>>(),
        "documents": index.about.documents, "unread": index.about.unread.values().sum::<u64>(),
    });
    super::log(&State::open(&job.config.state_dir)?, "index", what)
}

fn summary(about: &About) -> String {
    let unread: u64 = about.unread.values().sum();
    let values = [
        ("n", about.documents.into()),
        ("text", about.with_text.into()),
        ("unread", unread.into()),
    ];
    texts().with("index-summary", &values)
}

/// The same scan as any other, of the central storage.
fn scan_args(args: &IndexArgs, full: bool) -> ScanArgs {
    let common = &args.common;
    ScanArgs {
        paths: args.central.clone(),
        common: Common {
            config: common.config.clone(),
            policy: common.policy.clone(),
            state_dir: common.state_dir.clone(),
            key_file: common.key_file.clone(),
        },
        rules: RulesDir {
            rules: args.rules.rules.clone(),
        },
        output: OutputArgs {
            central_index: args.central_index.clone(),
            ..OutputArgs::default()
        },
        jobs: args.jobs.clone(),
        gentle: args.gentle,
        exclude: args.exclude.clone(),
        max_file_size: args.max_file_size.clone(),
        time_limit: args.time_limit.clone(),
        progress: args.progress.clone(),
        full,
        since_last: !full,
        quiet: args.quiet,
        ..ScanArgs::default()
    }
}

/// From what was read to the index file, in path order and constant memory.
fn write(job: &Job<'_>, scanned: &Scanned, path: &Path, key: &IndexKey) -> anyhow::Result<()> {
    let mut builder = Builder::new(path, key)?;
    let mut unread = BTreeMap::new();
    job.state.each_file(scanned.run.id, |file: StoredFile<'_>| {
        let (root, below) = place(&scanned.roots, &file.entry.path);
        let stamp = Stamp::new(file.entry.size, file.entry.modified);
        let mut n = 0;
        file.each_document(|mut facts| {
            if let Some(reason) = gap(&facts) {
                *unread.entry(reason).or_default() += 1;
            }
            facts.fingerprint = file.fingerprint(n)?;
            n += 1;
            builder
                .add(root, name(&below, &facts.inner), stamp, &facts)
                .map_err(anyhow::Error::from)
        })
    })?;
    builder.finish(|built| About {
        built: now(),
        speur: env!("CARGO_PKG_VERSION").to_owned(),
        rules: job.rules_digest.clone(),
        fingerprints: central::VERSION,
        roots: roots(&scanned.roots, &job.policy),
        documents: built.documents,
        with_text: built.with_text,
        features: built.features,
        unread,
    })?;
    Ok(())
}

fn now() -> String {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now).to_string()
}

/// Why a document was not, or not wholly, read.
fn gap(facts: &Facts) -> Option<Reason> {
    match facts.read {
        crate::finding::Read::All | crate::finding::Read::NoText => None,
        crate::finding::Read::Partly | crate::finding::Read::None => {
            Some(facts.unread.first().map_or(Reason::IoError, |gap| gap.reason))
        }
    }
}

/// The number of the innermost root that holds a path, and the path below it.
fn place(roots: &[PathBuf], path: &Path) -> (u16, PathBuf) {
    let below = (0..)
        .zip(roots)
        .filter_map(|(n, root)| Some((n, path.strip_prefix(root).ok()?)));
    let nearest = below.min_by_key(|(_, below)| below.as_os_str().len());
    let (n, below) = nearest.unwrap_or((0, path));
    let is_root = below.as_os_str().is_empty();
    let below = if is_root {
        Path::new(path.file_name().unwrap_or_default())
    } else {
        below
    };
    (n, below.to_owned())
}

/// As records name a member: the path with `/`, then each member behind ` > `.
fn name(below: &Path, inner: &[String]) -> String {
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    let chain = inner.iter().map(|member| format!(" > {member}"));
    std::iter::once(parts.join("/")).chain(chain).collect()
}

/// A root has the name that the policy gives it, else its folder's.
fn roots(paths: &[PathBuf], policy: &Policy) -> Vec<Root> {
    let root = |path: &PathBuf| {
        let named = policy.central_root(path).map(|central| central.name.clone());
        let folder = || {
            path.file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned()
        };
        Root {
            name: named.unwrap_or_else(folder),
            path: path.clone(),
        }
    };
    paths.iter().map(root).collect()
}

pub fn verify(args: &IndexFile) -> anyhow::Result<Exit> {
    let (path, index) = named(args)?;
    index.verify()?;
    let whole = told!("index-whole", path = path.display(), digest = index.digest());
    super::print(&format!("{whole}\n"))
}

pub fn info(args: &IndexFile) -> anyhow::Result<Exit> {
    let (path, index) = named(args)?;
    let about = &index.about;
    let (documents, postings) = index.sizes();
    let texts = texts();
    let mut rows = vec![
        ("digest", index.digest().to_string()),
        (
            "built",
            told!(
                "index-built-by",
                built = texts.moment_of(&about.built.to_string()),
                version = about.speur
            ),
        ),
        ("key", index.key_id().to_string()),
        ("rules", about.rules.to_string()),
    ];
    let root = |root: &Root| ("root", format!("{} ({})", root.name, root.path.display()));
    rows.extend(about.roots.iter().map(root));
    let counted = [("documents", about.documents.into()), ("text", about.with_text.into())];
    rows.push(("documents", texts.with("index-with-text", &counted)));
    rows.push((
        "features",
        texts.with("index-features", &[("n", about.features.into())]),
    ));
    let sizes = [index.size(), documents, postings].map(|bytes| texts.size(bytes));
    let [size, documents, features] = sizes.map(Into::into);
    let values = [("size", size), ("documents", documents), ("features", features)];
    rows.push(("size", texts.with("index-size", &values)));
    if about.unread.is_empty() {
        rows.push(("not-read", texts.get("none").into_owned()));
    }
    let unread = |(reason, n): (_, &u64)| {
        let reason = texts.sentence("reason-name", &crate::record::token(reason));
        ("not-read", format!("{} {reason}", texts.number(*n)))
    };
    rows.extend(about.unread.iter().map(unread));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, value)| (texts.sentence("index-row", name), value))
        .collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{}\n", path.display());
    for (name, value) in rows {
        writeln!(text, "  {name:width$}  {value}")?;
    }
    super::print(&text)
}

/// The index that a command names, by its file or by the central storage it is of.
fn named(args: &IndexFile) -> anyhow::Result<(PathBuf, Index)> {
    let config = super::config::resolve_common(&args.common, &RulesDir::default())?;
    let central = args.path.as_deref().filter(|path| path.is_dir());
    let file = args.path.clone().filter(|_| central.is_none());
    let path = file
        .or_else(|| args.central_index.clone())
        .or_else(|| config.central_index.clone())
        .unwrap_or_else(|| config.state_dir.join(FILE));
    let key = DeviceKey::existing(&config.state_dir, config.key_file.as_deref())?;
    let index = Index::open(&path, &IndexKey::new(&key))?;
    if let Some(central) = central {
        let real = super::scan::real(central).with_context(|| told!("central-silent"))?;
        let of = walk::name_key(&real);
        anyhow::ensure!(
            index.about.roots.iter().any(|root| walk::name_key(&root.path) == of),
            told!("index-of-other", path = path.display(), central = central.display())
        );
    }
    Ok((path, index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_roots_of_one_name_are_refused() {
        let paths = |paths: &[&str]| paths.iter().map(PathBuf::from).collect::<Vec<_>>();
        let check = |given: &[&str]| check_names(&paths(given), &Policy::default());
        let told = check(&["/nowhere/C", "/nowhere/C2/C"]).unwrap_err().to_string();
        assert!(told.contains("/nowhere/C2/C"), "{told}");
        assert!(check(&["/nowhere/C", "/nowhere/D"]).is_ok());
        // Given twice, it is still one.
        assert!(check(&["/nowhere/C", "/nowhere/C"]).is_ok());
    }
}
