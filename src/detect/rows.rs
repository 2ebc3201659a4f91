//! What says something of a person only in one row with an identifier: network addresses and coordinates.
//!
//! They are looked for around sure hits alone, so that they cost nothing where nobody is.

use std::ops::Range;

use super::active::Active;
use super::around::{behind, line_around};
use super::asked::Asked;
use super::collect::Collector;
use super::context::ROW_REACH;
use super::engine::TermHit;
use super::hit::{Code, Hit};
use super::lexicon::Lists;
use super::{Detector, Session, coordinates, institution, person};
use crate::masks::{self, LANES, mask};
use crate::text::{Text, Unit};

/// No address is shorter: `1.1.1.1`.
const SHORTEST: usize = 7;
/// A word for a place and a name are on one line within this distance.
const NAME_REACH: usize = 150;
/// Fewer digits behind a point are no place.
const DECIMALS: usize = 4;
/// Signs between the two parts of a place, at most.
const MOST_BETWEEN: usize = 3;
/// A place is written in at most so many bytes.
const LONGEST: usize = 96;

impl Session<'_> {
    /// Adds the hits of rules for rows, where no other hit is.
    pub(super) fn in_rows<'t>(&mut self, text: &'t Text, fresh: &Range<usize>, hits: &mut Vec<Hit<'t>>) {
        let rows = self.rows_of_persons(text, hits);
        let mut named = Vec::new();
        for &(rule, words) in &self.detector.words.places {
            named.extend(self.rows_of_names(text, hits, words).into_iter().map(|row| (row, rule)));
        }
        if rows.is_empty() && named.is_empty() || self.detector.rows.is_empty() {
            return;
        }
        self.finds.forget_found();
        let mut collector = Collector {
            detector: self.detector,
            settings: &self.settings,
            buf: &text.buf,
            structured: false,
            structure: None,
            cells: None,
            border: None,
            active: &Active::new(self.detector, 0, false),
            finds: &mut self.finds,
        };
        let mut tried = |row: Range<usize>, rules: &[u16]| {
            collector.border = text.border_at(row.start);
            collector.row(row, rules);
        };
        let is_other = |row: &Range<usize>| !rows.iter().any(|other| row.start < other.end && other.start < row.end);
        for (row, rule) in named.iter().filter(|(row, _)| is_other(row)) {
            tried(row.clone(), &[*rule]);
        }
        rows.iter().for_each(|row| tried(row.clone(), &self.detector.rows));
        if self.finds.found.is_empty() {
            return;
        }
        self.finds.found.sort_by_key(|found| found.start);
        let found = self.judged(text, fresh);
        let is_free = |hit: &Hit<'_>| {
            let behind = hits.partition_point(|other| other.start < hit.end);
            !hits[..behind].iter().rev().take(2).any(|other| other.end > hit.start)
        };
        let mut free: Vec<Hit<'t>> = found.into_iter().filter(is_free).collect();
        for hit in &mut free {
            let is_here = |(row, rule): &(Range<usize>, u16)| *rule == hit.rule && row.contains(&(hit.start as usize));
            let near = self.detector.rule(hit.rule).file.name_near;
            if near > 0 && named.iter().any(is_here) {
                hit.points.add(Code::PersonNear, near);
            }
        }
        hits.extend(free);
        hits.sort_by_key(|hit| (hit.start, hit.end, hit.rule));
    }

    /// The rows with an identifier of a person, without those that are in another one.
    fn rows_of_persons(&self, text: &Text, hits: &[Hit<'_>]) -> Vec<Range<usize>> {
        let buf = text.buf.as_str();
        let medium = self.detector.scale.confidence.medium;
        let is_person = |hit: &&Hit<'_>| {
            hit.points.sum() >= medium && self.detector.rule(hit.rule).is_anchor[usize::from(hit.class)]
        };
        let mut rows: Vec<Range<usize>> = Vec::new();
        for hit in hits.iter().filter(is_person) {
            let line = line_around(buf, &hit.span(), ROW_REACH);
            // Not a line of a record, but all of it.
            let object = match hit.location.unit {
                Unit::Json { .. } => coordinates::object_around(buf, &hit.span()),
                _ => None,
            };
            let row = object.map_or(line.clone(), |object| {
                object.start.min(line.start)..object.end.max(line.end)
            });
            match rows.last_mut() {
                Some(last) if row.start < last.end => *last = last.start.min(row.start)..last.end.max(row.end),
                _ => rows.push(row),
            }
        }
        rows
    }
}

impl Session<'_> {
    /// The lines on which a rule's word for a place or a connection stands with numbers of one and somebody's name or mobile, and
    /// the rows of a table with such a heading and names. They do not overlap.
    fn rows_of_names(&mut self, text: &Text, hits: &[Hit<'_>], words: Lists) -> Vec<Range<usize>> {
        let detector = self.detector;
        let Some(name) = detector.words.name else {
            return Vec::new();
        };
        let buf = text.buf.as_str();
        let mut rows = Vec::new();
        let is_place = |hit: &&TermHit| detector.term(hit).context & words != 0;
        for hit in self.sweep.terms.iter().filter(is_place) {
            let row = line_around(buf, &(hit.start as usize..hit.end as usize), NAME_REACH);
            let bytes = &buf.as_bytes()[row.clone()];
            if (has_place(bytes) || has_address(bytes)) && names_somebody(detector, buf, &row, hits, &mut self.asked) {
                rows.push(row);
            }
        }
        let Some(engine) = &mut self.engine else { return rows };
        let mut labels = text.headings.iter().chain(&text.names);
        if labels.any(|label| self.labels.look_up(Some(label), engine, detector).1.context & words != 0) {
            let of_names = hits.iter().filter(|hit| hit.rule == name && hit.location.row.is_some());
            rows.extend(of_names.map(|hit| line_around(buf, &hit.span(), ROW_REACH)));
        }
        rows.sort_by_key(|row| row.start);
        rows.dedup_by(|next, kept| {
            let overlaps = next.start < kept.end;
            kept.end = kept.end.max(if overlaps { next.end } else { 0 });
            overlaps
        });
        rows
    }
}

/// Whether a point with two digits before it and four behind it is there, or a degree: the cheapest sign of a place.
fn has_place(row: &[u8]) -> bool {
    let decimals = |at: usize| {
        row[at + 1..]
            .iter()
            .take(DECIMALS)
            .filter(|byte| byte.is_ascii_digit())
            .count()
    };
    let whole = |at: usize| at > 1 && row[at - 2..at].iter().all(u8::is_ascii_digit);
    memchr::memchr_iter(b'.', row).any(|at| whole(at) && decimals(at) == DECIMALS)
        || memchr::memchr(0xc2, row).is_some()
}

/// Whether signs stand between hexadecimal digits as often as in an address of a connection or of a card.
fn has_address(row: &[u8]) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_hexdigit() || *byte == b':');
    let inside = |at: &usize| is_part(at.checked_sub(1).and_then(|at| row.get(at))) && is_part(row.get(at + 1));
    let has = |sign: u8, n: usize| memchr::memchr_iter(sign, row).filter(inside).nth(n - 1).is_some();
    has(b'.', 2) || has(b':', 3) || has(b'-', 5)
}

/// Whether a row has a given name before another one, a name behind a title or a label, or the mobile of somebody; what an
/// institution's name begins is its own.
fn names_somebody(detector: &Detector, buf: &str, row: &Range<usize>, hits: &[Hit<'_>], asked: &mut Asked) -> bool {
    let medium = detector.scale.confidence.medium;
    let first = hits.partition_point(|hit| (hit.start as usize) < row.start);
    let mut inside = hits[first..].iter().take_while(|hit| (hit.start as usize) < row.end);
    let is_somebodys =
        |hit: &Hit<'_>| hit.points.sum() >= medium && detector.rule(hit.rule).is_subject[usize::from(hit.class)];
    // "Mevr. Tuyls": a title makes a name of a surname alone.
    let is_named = |hit: &Hit<'_>| Some(hit.rule) == detector.words.name;
    let mut named = || {
        asked
            .given_names(buf, row)
            .any(|start| person::listed(buf, start, row.end).is_some())
    };
    (inside.any(|hit| is_somebodys(hit) || is_named(hit)) || named())
        && !institution::heads(buf, buf.floor_char_boundary(row.end), false)
}

impl Collector<'_> {
    /// Tries what begins in a row.
    fn row(&mut self, row: Range<usize>, rules: &[u16]) {
        let bytes = self.buf.as_bytes();
        let reach = &bytes[row.start..bytes.len().min(row.end + LANES)];
        let mut chunks = masks::chunks(reach).map(|chunk| (mask(&chunk, PART), mask(&chunk, DEGREE)));
        let mut inside = row.start.checked_sub(1).is_some_and(|before| is_part(bytes[before]));
        let (mut parts, mut degrees) = chunks.next().unwrap_or_default();
        for base in row.clone().step_by(LANES) {
            let next = chunks.next().unwrap_or_default();
            let mut starts = parts & !(parts << 1 | u64::from(inside));
            if degrees | next.1 == 0 {
                starts &= long(u128::from(parts) | u128::from(next.0) << LANES);
            }
            for start in masks::ones(starts)
                .map(|bit| base + bit)
                .filter(|&start| start < row.end)
            {
                let n_bytes = bytes[start..].iter().take_while(|byte| is_part(**byte)).count();
                self.part(start, n_bytes, rules);
            }
            inside = parts >> (LANES - 1) != 0;
            (parts, degrees) = next;
        }
    }

    /// Tries the part of a row at `start`: hexadecimal digits and what stands between them.
    fn part(&mut self, start: usize, n_bytes: usize, rules: &[u16]) {
        let part = self.buf[start..start + n_bytes].trim_end_matches(['.', ':', '-']);
        // An address with its port.
        let part = match part.split_once(':') {
            Some((address, port)) if address.contains('.') && !port.contains(':') => address,
            _ => part,
        };
        let degrees = self.buf[start + n_bytes..].starts_with('°');
        if !degrees && (part.len() < SHORTEST || !part.contains(['.', ':', '-'])) {
            return;
        }
        let place = place(&self.buf[start..], part, degrees);
        let labelled = match place.is_none() && is_decimal(part) {
            true => coordinates::labelled(&self.buf[start..], part),
            false => None,
        };
        for &rule in rules {
            let end = start + part.len();
            if self.attempt(rule, start..end, part, 1) {
                return;
            }
            if let Some(place) = place
                && self.attempt(rule, start..start + place.len(), place, 2)
            {
                return;
            }
            if let Some((len, place)) = &labelled
                && self.attempt(rule, start..start + len, place, 2)
            {
                return;
            }
        }
    }
}

/// Hexadecimal digits and what stands between them.
const PART: masks::Class<4> = [(b'-', b'.'), (b'0', b':'), (b'A', b'F'), (b'a', b'f')];
/// The first byte of "°", with which a part may be short.
const DEGREE: masks::Class<1> = [(0xc2, 0xc2)];

/// Where parts go on for as many bytes as the shortest address has.
fn long(parts: u128) -> u64 {
    (1..SHORTEST).fold(parts, |long, n| long & parts >> n) as u64
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'-')
}

fn is_decimal(part: &str) -> bool {
    part.contains('.') && part.bytes().all(|byte| byte.is_ascii_digit() || b".-".contains(&byte))
}

/// What may be latitude and longitude: two numbers with decimals, or degrees up to a letter for east or west.
fn place<'b>(text: &'b str, first: &str, degrees: bool) -> Option<&'b str> {
    if degrees {
        let near = behind(text, 0, LONGEST);
        let end = near.find(['E', 'W', 'O', '\n'])?;
        return near.get(..end + 1);
    }
    let (north, east) = (side(&text[first.len()..], ['N', 'S']), ['E', 'W']);
    let rest = &text[first.len() + north..];
    let behind = rest.trim_start_matches([',', ';', ' ', '\t', '"']);
    let between = rest.len() - behind.len();
    let n_bytes = behind.bytes().take_while(|byte| is_part(*byte)).count();
    let second = behind[..n_bytes].trim_end_matches('.');
    let fits = (1..=MOST_BETWEEN).contains(&between) && is_decimal(first) && is_decimal(second);
    let end = first.len() + north + between + second.len();
    fits.then(|| &text[..end + side(&text[end..], east)])
}

/// Bytes of the letter of a side behind a number: "51.05434 N".
fn side(text: &str, letters: [char; 2]) -> usize {
    let letter = text.trim_start_matches(' ');
    let ends = letter.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
    let is_one = letter.starts_with(letters) && ends && text.len() - letter.len() < 2;
    usize::from(is_one) * (text.len() - letter.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::{confidence, detect, detect_text, finding, table};
    use crate::finding::Confidence;

    #[test]
    fn an_address_has_signs_between_digits() {
        for row in [
            "84.197.33.120",
            "2a02:1810::5",
            "3c:22:fb:9a:10:7e",
            "3C-22-FB-9A-10-7E",
            "3c22.fb9a.107e",
        ] {
            assert!(has_address(row.as_bytes()), "{row}");
        }
        for row in [
            "",
            "12.5 en 13",
            "om 12:30:45.",
            "a. b. c.",
            "03-12-2026",
            "...",
            "0475-12-34-56",
        ] {
            assert!(!has_address(row.as_bytes()), "{row}");
        }
    }

    #[test]
    fn a_connection_is_somebodys_beside_a_name_and_a_word_for_it() {
        let found = |text: &str| confidence(&detect(text), "network-address") == Some(Confidence::Medium);
        for text in [
            "INFO user \"Claire Morton\" logged in from 84.197.33.123",
            "INFO gebruiker \"Lien Moerman\" aangemeld vanaf 84.197.33.120",
            "INFO utilisateur \"Claire Moreau\" connectée depuis 84.197.33.121",
            "Benutzer Jürgen Esser von IP 91.183.64.20",
            "Access log user Patrick Lowe (plowe) from 213.118.90.4",
            "MAC-adres van de laptop van Els Daems: 3c:22:fb:9a:10:7e",
            "IP van de werknemer Els Daems: 84.197.33.120",
            "Els Daems surft vanaf 84.197.33.120",
            "Mevr. Tuyls, IP-adres 84.197.33.120",
            "M. Dubois : adresse IP 84.197.33.121",
            "Herr Esser, IP-Adresse 84.197.33.122",
            "Adresse IP de Luc Dubois : 84.197.33.120",
        ] {
            assert!(found(text), "{text}");
        }
        for text in [
            "gebruiker edaems 84.197.33.120",
            "Mevr. Tuyls belt.\nIP-adres 84.197.33.120",
            "IP van de server: 84.197.33.120",
            "Els Daems heeft het over 84.197.33.120",
            "Els Daems belt de helpdesk.\nIP-adres van de router: 84.197.33.120",
            "User Els Daems werkt met versie 12.4.1.9",
            "IP van Els Daems: 192.168.1.12",
            "Restaurant Jan Claes, IP 84.197.33.120",
            "Gebruiker Jan Peeters, 03.12.2026 12:30:45",
        ] {
            assert!(finding(&detect(text), "network-address").is_none(), "{text}");
        }
        let rows = "naam;ip\nEls Daems;84.197.33.120\nJan Maes;84.197.33.121\n";
        let detected = detect_text(&table(rows));
        assert_eq!(
            finding(&detected, "network-address").map(|found| found.distinct),
            Some(2)
        );
        let mut commas = table("naam,ip,poort\nEls Daems,84.197.33.120,443\nJan Maes,84.197.33.121,443\n");
        commas.marks[0].unit = Unit::Delimited {
            sep: b',',
            row: 1,
            col: 0,
        };
        commas.headings = ["naam", "ip", "poort"].map(str::to_owned).to_vec();
        let found = detect_text(&commas);
        assert_eq!(finding(&found, "network-address").map(|found| found.distinct), Some(2));
        let rows = rows
            .replace("naam", "server")
            .replace("Els Daems", "web")
            .replace("Jan Maes", "db");
        assert!(finding(&detect_text(&table(&rows)), "network-address").is_none());
    }
}
