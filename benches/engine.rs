//! What one core does per second: normalising, and the one pass for candidates, on prose and on dense rows.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use speur::detect::engine::{Engine, Sweep, Terms};
use speur::normalize::{self, Pending};

const LEN: usize = 8 << 20;
const WINDOW: usize = 1 << 20;

const PROSE: [&str; 10] = [
    "Onze medewerkster was sinds vorige maandag afwezig wegens ziekteverlof en bezorgde een medisch attest.",
    "De vergadering over de planning van het volgende kwartaal gaat door in de grote zaal op de tweede verdieping.",
    "Gelieve de bijgevoegde facturen na te kijken en goed te keuren voor het einde van de maand.",
    "Le rapport annuel décrit les résultats de l’année écoulée ainsi que les projets à venir pour l’équipe.",
    "Numéro de registre national, date de naissance et adresse de l’intéressée figurent à la première page.",
    "Veuillez trouver ci-joint le compte rendu de la réunion du 3 novembre, avec les décisions qui ont été prises.",
    "Das Protokoll der Sitzung wurde an alle Beteiligten verschickt; Rückfragen bitte bis Freitag.",
    "The quarterly review was moved to Thursday because the supplier could not confirm the delivery in time.",
    "De leverancier stuurt een nieuwe offerte met de gewijzigde prijzen zodra de voorraad is aangevuld.",
    "La commande partira dès que le service comptable aura confirmé le paiement de l’acompte.",
];

/// A fixed sequence (splitmix64), so that every run measures the same text.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

fn prose() -> String {
    let (mut text, mut numbers) = (String::new(), Numbers(1));
    while text.len() < LEN {
        text.push_str(PROSE[numbers.below(PROSE.len() as u64) as usize]);
        text.push_str(if numbers.below(4) == 0 { "\n\n" } else { " " });
    }
    text
}

fn dense() -> String {
    let (mut text, mut numbers) = (String::new(), Numbers(2));
    while text.len() < LEN {
        let n = |numbers: &mut Numbers, limit| numbers.below(limit);
        write!(
            text,
            "{:06};{:02}.{:02}.{:02}-{}.{:02};BE{:02} {:04} {:04} {:04};user{}@bedrijf{}.test;",
            n(&mut numbers, 1_000_000),
            n(&mut numbers, 100),
            1 + n(&mut numbers, 12),
            1 + n(&mut numbers, 28),
            950 + n(&mut numbers, 49),
            n(&mut numbers, 97),
            n(&mut numbers, 97),
            n(&mut numbers, 10_000),
            n(&mut numbers, 10_000),
            n(&mut numbers, 10_000),
            n(&mut numbers, 500),
            n(&mut numbers, 50),
        )
        .expect("a String takes everything");
        writeln!(
            text,
            "+32 4{:02} {:02} {:02} {:02};{},{:02};2026-{:02}-{:02} 1{}:{:02}:00;loon;Antwerpen",
            n(&mut numbers, 100),
            n(&mut numbers, 100),
            n(&mut numbers, 100),
            n(&mut numbers, 100),
            n(&mut numbers, 9_000),
            n(&mut numbers, 100),
            1 + n(&mut numbers, 12),
            1 + n(&mut numbers, 28),
            n(&mut numbers, 10),
            n(&mut numbers, 60),
        )
        .expect("a String takes everything");
    }
    text
}

/// The terms of the rules, or a few that stand for them.
fn patterns() -> Vec<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut patterns = Vec::new();
    for name in ["lexicon.toml", "context.toml"] {
        let Ok(file) = std::fs::read_to_string(rules.join(name)) else {
            continue;
        };
        let file: toml::Table = file.parse().expect("the rules are TOML");
        strings(&toml::Value::Table(file), &mut patterns);
    }
    patterns.retain(|pattern| Terms::new([pattern.as_str()]).is_ok());
    if patterns.is_empty() {
        let few = [
            "ziekteverlof*",
            "medisch attest",
            "*kanker",
            "registre national",
            "date de naissance",
            "loon*",
            "factuur*",
        ];
        patterns.extend(few.map(str::to_owned));
    }
    patterns
}

fn strings(value: &toml::Value, out: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => out.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| strings(value, out)),
        toml::Value::Table(table) => table.values().for_each(|value| strings(value, out)),
        _ => {}
    }
}

fn engine(c: &mut Criterion) {
    let patterns = patterns();
    let terms = Terms::new(patterns.iter().map(String::as_str)).expect("each was tried");
    let mut engine = Engine::new(terms);
    let texts = [("prose", prose()), ("dense", dense())];
    let mut group = c.benchmark_group("one core");
    group.throughput(Throughput::Bytes(LEN as u64)).sample_size(20);
    for (name, text) in &texts {
        group.bench_function(format!("normalise {name}"), |b| {
            let mut buf = String::with_capacity(2 * LEN);
            b.iter(|| {
                buf.clear();
                normalize::push(&mut buf, black_box(text), &mut Pending::default());
            });
        });
        group.bench_function(format!("sweep {name}"), |b| {
            let mut out = Sweep::default();
            b.iter(|| {
                for start in (0..text.len()).step_by(WINDOW) {
                    let range = text.floor_char_boundary(start)..text.floor_char_boundary(start + WINDOW);
                    engine.sweep(black_box(text), range, &mut out);
                }
            });
        });
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
