use speur::extract::{self, End, Limits, Reader, Shared};
use speur::text::Text;
use std::{collections::*, fs, io::Cursor, ops::Range, path::*, time::*};
struct N(usize);
impl Reader for N {
    fn begin(&mut self, _: &[String], _: &'static str) {}
    fn window(&mut self, _t: &Text, f: Range<usize>) {
        self.0 += f.len();
    }
    fn end(&mut self, _: End) {}
}
fn walk(p: &Path, v: &mut Vec<PathBuf>) {
    for e in fs::read_dir(p).unwrap().flatten() {
        if e.path().is_dir() {
            walk(&e.path(), v)
        } else {
            v.push(e.path())
        }
    }
}
fn main() {
    let a: Vec<_> = std::env::args().collect();
    let mut v = vec![];
    walk(Path::new(&a[1]), &mut v);
    let mut m: BTreeMap<String, (u64, Duration, usize)> = BTreeMap::new();
    let only = a.get(2).cloned();
    for p in v {
        let x = p
            .extension()
            .map(|e| e.to_string_lossy().to_string())
            .unwrap_or_default();
        if let Some(o) = &only {
            if *o != x {
                continue;
            }
        }
        let b = fs::read(&p).unwrap();
        let t = Instant::now();
        let mut n = N(0);
        extract::read(
            &mut Cursor::new(&b),
            &p.file_name().unwrap().to_string_lossy(),
            &mut n,
            &mut Shared::new(Limits::default(), [0; 32]),
        );
        let e = m.entry(x).or_default();
        e.0 += b.len() as u64;
        e.1 += t.elapsed();
        e.2 += 1;
    }
    let mut tot = Duration::ZERO;
    for (k, (b, d, n)) in m {
        tot += d;
        println!(
            "{k:6} files {n:5} {:8.1} MB {:7.3} s {:7.0} MB/s",
            b as f64 / 1e6,
            d.as_secs_f64(),
            b as f64 / 1e6 / d.as_secs_f64()
        )
    }
    println!("{tot:?}")
}
