//! What one core does per second, on prose and on dense rows: normalising; the one pass for candidates alone (`sweep`);
//! the pass and the validators, without a judgement of where a value stands (`prove`); and the whole detection
//! (`detect`), with all rules and with the first 18 of them.
//!
//! The prose is made of sentences as in office letters and manuals, in four languages. What detection costs depends on
//! how many terms it holds: manual pages hold one per 403 bytes (Dutch), 236 (French), 481 (German) and 262 (English),
//! this text one per 259, by the share of sentences of [`TELLING`].
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test makes its own files, and fails where it cannot"
)]

mod common;

use std::fmt::Write as _;
use std::hint::black_box;

use common::Numbers;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use speur::detect::engine::{Engine, Sweep};
use speur::detect::{Detector, Settings};
use speur::extract::WINDOW;
use speur::normalize::{self, Pending};
use speur::text::Text;

const LEN: usize = 8 << 20;

/// Of a thousand sentences.
const TELLING_PER_MILLE: u64 = 175;

/// Sentences in which terms stand.
const TELLING: [&str; 9] = [
    "Onze medewerkster was sinds vorige maandag afwezig wegens ziekteverlof en bezorgde een medisch attest.",
    "Numéro de registre national, date de naissance et adresse de l’intéressée figurent à la première page.",
    "Gelieve de bijgevoegde facturen na te kijken en goed te keuren voor het einde van de maand.",
    "Le dossier médical a été transmis au médecin du travail avec le certificat d’incapacité.",
    "Le rapport annuel décrit les résultats de l’année écoulée ainsi que les projets à venir pour l’équipe.",
    "Veuillez trouver ci-joint le compte rendu de la réunion du 3 novembre, avec les décisions qui ont été prises.",
    "De leverancier stuurt een nieuwe offerte met de gewijzigde prijzen zodra de voorraad is aangevuld.",
    "La commande partira dès que le service comptable aura confirmé le paiement de l’acompte.",
    "Each line holds one entry; empty lines and those that begin with a hash sign are left out.",
];

const PROSE: [&str; 10] = [
    "De deur van het magazijn blijft open tot de laatste vrachtwagen vertrokken is, ook op vrijdag.",
    "Cette option ne peut pas être employée avec la précédente ; la dernière des deux l’emporte alors.",
    "Le programme s’arrête dès que la première ligne est trouvée, sauf si le contraire est demandé.",
    "De vergadering over de planning van het volgende kwartaal gaat door in de grote zaal op de tweede verdieping.",
    "Wanneer deze optie gegeven is, worden de bestanden in de doelmap overschreven zonder dat erom gevraagd wordt.",
    "Si le fichier n’existe pas encore, il est créé avec les droits du répertoire dans lequel il se trouve.",
    "Das Protokoll der Sitzung wurde an alle Beteiligten verschickt; Rückfragen bitte bis Freitag.",
    "Die Ausgabe wird in die angegebene Datei geschrieben, sofern sie nicht schon geöffnet ist.",
    "The quarterly review was moved to Thursday because the supplier could not confirm the delivery in time.",
    "When the second argument is missing, the value from the configuration file is used instead, as before.",
];

fn prose() -> String {
    let (mut text, mut numbers) = (String::new(), Numbers(1));
    while text.len() < LEN {
        let telling = numbers.below(1000) < TELLING_PER_MILLE;
        let sentences = if telling { &TELLING[..] } else { &PROSE[..] };
        text.push_str(sentences[numbers.below(sentences.len() as u64) as usize]);
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

/// Windows as extraction hands them on: no context, whole lines or words.
fn windows(text: &str) -> Vec<Text> {
    let mut windows = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let cut = rest.floor_char_boundary(WINDOW);
        let (window, tail) = rest.split_at(rest[..cut].rfind([' ', '\n']).map_or(cut, |at| at + 1));
        windows.push(Text::of_lines(window));
        rest = tail;
    }
    windows
}

/// The rules that there were first: what the others cost is measured against them.
fn is_early(rule: &str) -> bool {
    const EARLY: [&str; 9] = [
        "be.enterprise-number.toml",
        "be.national-number.toml",
        "be.structured-communication.toml",
        "creditor-reference.toml",
        "email.toml",
        "iban.toml",
        "minors.toml",
        "payment-card.toml",
        "phone.toml",
    ];
    EARLY.contains(&rule) || rule.starts_with("special.")
}

fn engine(c: &mut Criterion) {
    let detector = Detector::embedded().expect("the rules that come with the program");
    let early = Detector::some(is_early).expect("they do without the others");
    let mut engine = Engine::new(detector.terms());
    let settings = Settings::new([7; 32], jiff::civil::date(2026, 11, 22));
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
        let windows = windows(text);
        group.bench_function(format!("sweep {name}"), |b| {
            let mut out = Sweep::default();
            b.iter(|| {
                for window in &windows {
                    engine.sweep(black_box(&window.buf), 0..window.buf.len(), &mut out);
                }
            });
        });
        group.bench_function(format!("prove {name}"), |b| {
            b.iter(|| {
                let mut session = detector.session(&settings);
                let ranges = windows.iter().map(|window| (window, 0..window.buf.len()));
                ranges
                    .map(|(window, range)| session.prove(black_box(window), &range))
                    .sum::<usize>()
            });
        });
        for (rules, detector) in [("", &detector), (", 18 rules", &early)] {
            group.bench_function(format!("detect {name}{rules}"), |b| {
                b.iter(|| {
                    let mut session = detector.session(&settings);
                    for window in &windows {
                        session.window(black_box(window), 0..window.buf.len());
                    }
                    session.facts()
                });
            });
        }
    }
}

criterion_group!(benches, engine);
criterion_main!(benches);
