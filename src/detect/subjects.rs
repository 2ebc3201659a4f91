//! Distinct persons of a document, as far as single values do not tell: rows of a table, names with a birth date.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use super::around::line_before;
use super::context::ROW_REACH;
use super::hashers::TokenHasher;
use super::headed::headed_cells_of_row;
use super::hit::Hit;
use super::listed::is_in_list;
use super::rule::Kind;
use super::tally::MOST_TOKENS;
use super::{Detector, Session};
use crate::finding::Token;
use crate::text::{NameId, Text};

/// How headings of numbers of persons begin: who the row is about, where no rule knows these numbers.
const NUMBERED: [&str; 28] = [
    "personeel",
    "medewerker",
    "werknemer",
    "lid",
    "stamn",
    "leerling",
    "student",
    "kind",
    "bewoner",
    "pati",
    "deelnemer",
    "matricule",
    "n° matricule",
    "agent",
    "employ",
    "travailleur",
    "membre",
    "eleve",
    "élève",
    "etudiant",
    "étudiant",
    "enfant",
    "mitarbeiter",
    "mitglied",
    "schüler",
    "schuler",
    "staff",
    "member",
];

/// Identifiers of rows that are held (a table of 65,536 places is nearly full then): beyond them each row is another person.
const MOST_KNOWN: usize = 50_000;

/// One in so many rows at most is a namesake's.
const NAMESAKES: u64 = 10;

/// First halves of tokens.
type Halves = HashSet<[u8; 8], BuildHasherDefault<TokenHasher>>;

type Tokens = HashSet<Token, BuildHasherDefault<TokenHasher>>;

/// Persons seen so far.
#[derive(Default)]
pub struct Subjects {
    /// Rows with an identifier of a person.
    identified: Sheets,
    /// Rows with a name and what is its owner's alone, such as an account: two namesakes have two.
    owners: Sheets,
    /// The row of the last identifier.
    row: Option<(NameId, u32)>,
    /// Names with a birth date.
    born: Tokens,
    /// Names with an address, a telephone, a birth date or their pay.
    named: Tokens,
}

/// Rows that are each about another person.
#[derive(Default)]
struct Sheets {
    rows: Vec<Rows>,
    /// What stood in rows, by sheet.
    known: Vec<(NameId, Halves)>,
    n_known: usize,
}

/// Rows of a table with an identifier of a person that stood in no row of the sheet above: 25 payments to one person are
/// about one.
struct Rows {
    table: NameId,
    /// The first table of the name: on one sheet may stand several.
    sheet: NameId,
    last: u32,
    n: u64,
}

impl Sheets {
    /// What a row of a table is about; rows come in increasing order.
    fn row(&mut self, (table, row): (NameId, u32), token: Token, names: &[String]) {
        let at = self.rows.iter().rposition(|rows| rows.table == table);
        let at = at.unwrap_or_else(|| {
            let sheet = names
                .get(table as usize)
                .and_then(|name| names.iter().position(|known| known == name));
            let sheet = sheet.and_then(|sheet| NameId::try_from(sheet).ok()).unwrap_or(table);
            let (last, n) = (0, 0);
            self.rows.push(Rows { table, sheet, last, n });
            self.rows.len() - 1
        });
        let sheet = self.rows[at].sheet;
        let is_new = self.is_new(sheet, token);
        let rows = &mut self.rows[at];
        if is_new && rows.last != row {
            (rows.last, rows.n) = (row, rows.n + 1);
        }
    }

    /// Whether a token stands on a sheet for the first time, as far as is known.
    fn is_new(&mut self, sheet: NameId, token: Token) -> bool {
        let at = self.known.iter().rposition(|(known, _)| *known == sheet);
        let at = at.unwrap_or_else(|| {
            self.known.push((sheet, Halves::default()));
            self.known.len() - 1
        });
        // Half of a token tells one from another as well here, where there are few.
        let (tokens, token) = (&mut self.known[at].1, *token.0.first_chunk().unwrap_or(&[0; 8]));
        if self.n_known >= MOST_KNOWN {
            return !tokens.contains(&token);
        }
        let is_new = tokens.insert(token);
        self.n_known += usize::from(is_new);
        is_new
    }

    /// Rows of the tables that count, of the sheet that has most.
    fn most(&self, counts: impl Fn(NameId) -> bool) -> u64 {
        let counted: Vec<&Rows> = self.rows.iter().filter(|rows| counts(rows.table)).collect();
        let of_sheet = |sheet: NameId| {
            counted
                .iter()
                .filter(|rows| rows.sheet == sheet)
                .map(|rows| rows.n)
                .sum()
        };
        self.known.iter().map(|(sheet, _)| of_sheet(*sheet)).max().unwrap_or(0)
    }
}

impl Subjects {
    /// Says whether it is the first identifier of its row.
    pub fn begin_row(&mut self, row: (NameId, u32)) -> bool {
        self.row.replace(row) != Some(row)
    }

    /// An identifier of a person in a row of a table; rows come in increasing order.
    pub fn row(&mut self, row: (NameId, u32), token: Token, names: &[String]) {
        self.identified.row(row, token, names);
    }

    /// A name beside what tells that it is a person's.
    pub fn name(&mut self, token: Token) {
        if self.named.len() < MOST_TOKENS {
            self.named.insert(token);
        }
    }

    /// Persons that names tell apart.
    pub fn named(&self) -> u64 {
        self.born.len().max(self.named.len()) as u64
    }

    /// Rows of the tables that count, of the sheet that has most.
    pub fn rows(&self, counts: impl Fn(NameId) -> bool) -> u64 {
        // Few have a namesake: where names have many accounts these are of one person, or of whoever deals with them.
        let named = self.named.len() as u64;
        let owners = self.owners.most(&counts);
        let are_namesakes = owners.saturating_sub(named) * NAMESAKES <= owners;
        let owners = if are_namesakes { owners } else { named };
        self.identified.most(counts).max(owners)
    }
}

impl Session<'_> {
    /// The names and the numbers of a person in a row: children who share the identifier of a parent are several persons.
    pub(super) fn who_in_row(&mut self, text: &Text, hit: &Hit<'_>) -> Option<Token> {
        let engine = self.engine.as_mut()?;
        let mut who = String::new();
        for (heading, cell) in headed_cells_of_row(text, &hit.location, hit.start as usize) {
            let begins = |start: &&str| {
                heading
                    .get(..start.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(start))
            };
            let info = self.labels.look_up(Some(heading), engine, self.detector).1;
            if info.name || info.given || info.surname || NUMBERED.iter().any(begins) {
                who.push_str(cell);
                who.push('\0');
            }
        }
        let is_said = who.contains(char::is_alphanumeric);
        is_said.then(|| Token::new(&self.settings.key, "who", &who))
    }

    /// Counts the names that stand with a birth date, an address, a telephone or an account of the fresh range.
    pub(super) fn count_named(&mut self, text: &Text, hits: &[Hit<'_>], fresh: std::ops::Range<usize>) {
        let detector = self.detector;
        let scale = &detector.scale.confidence;
        let mut last = None;
        for at in fresh {
            let hit = &hits[at];
            let rule = detector.rule(hit.rule);
            let Some((named, is_owned)) = detector.named_with(&text.buf, hits, at) else {
                continue;
            };
            let value = |hit: &Hit<'_>| &self.finds.values[hit.value.0 as usize..hit.value.1 as usize];
            // What stands around one name asks for it again and again.
            let is_last = last.replace(named) == Some(named);
            let name = value(&hits[named]);
            if !is_last {
                self.subjects.name(Token::new(&self.settings.key, "subject", name));
            }
            // In one cell with it the name is whom a statement says to be paid, as often as they have accounts.
            let in_columns = hit.location.col != hits[named].location.col;
            let is_owner = is_owned && in_columns && hit.points.sum() >= scale.medium;
            if let Some(row) = hit.location.row.filter(|_| is_owner) {
                let owner = format!("{name}\0{}", value(hit));
                let owner = Token::new(&self.settings.key, "owner", &owner);
                self.subjects.owners.row(row, owner, &text.names);
            }
            if rule.file.find.kind == Kind::Date && self.subjects.born.len() < MOST_TOKENS {
                let born = format!("{name}\0{}", value(hit));
                self.subjects
                    .born
                    .insert(Token::new(&self.settings.key, "subject", &born));
            }
        }
    }
}

impl Detector {
    /// The name that stands with a value that tells that it is a person's, and whether it is the owner's.
    fn named_with(&self, buf: &str, hits: &[Hit<'_>], at: usize) -> Option<(usize, bool)> {
        let hit = &hits[at];
        let rule = self.rule(hit.rule);
        let class = usize::from(hit.class);
        let in_row = hit.location.row.is_some();
        let is_owned = rule.file.owned && (in_row || is_in_list(buf, hit)) && rule.points[class] > 0.0;
        let speaks = rule.file.beside || rule.is_subject[class] || is_owned;
        let is_sure = hit.points.sum() >= self.scale.confidence.low && Some(hit.class) != rule.company_class;
        if rule.file.supporting || !speaks || !is_sure {
            return None;
        }
        let in_list = is_owned && !in_row;
        let before = in_list.then(|| self.name_on_line(buf, hits, at)).flatten();
        let named = before.or_else(|| self.nearest_name(hits, at).map(|(name, _)| name))?;
        Some((named, is_owned))
    }

    /// The last name before a value on its line: in a list the one of the next line may be nearer.
    fn name_on_line(&self, buf: &str, hits: &[Hit<'_>], at: usize) -> Option<usize> {
        let start = hits[at].start as usize;
        let line = start - line_before(buf, start, ROW_REACH).len();
        let mut on_line = (0..at).rev().take_while(|&other| hits[other].start as usize >= line);
        on_line.find(|&other| Some(hits[other].rule) == self.words.name)
    }
}

#[cfg(test)]
mod tests {
    use crate::detect::tests::{detect_text, table};

    #[track_caller]
    fn check(rows: &str, expected: u64) {
        assert_eq!(detect_text(&table(rows)).subjects, expected, "{rows}");
    }

    #[test]
    fn rows_about_a_person_that_is_known_are_about_no_other_one() {
        let hours = "naam;rijksregister;uren\nAn Maes;85.07.30-951.80;8\nBo Claes;71.01.09-962.72;7\n";
        check(hours, 2);
        check(
            &format!("{hours}An Maes;85.07.30-951.80;6\nBo Claes;71.01.09-962.72;5\n"),
            2,
        );
        check(
            "naam;mail;uren\nAn Maes;an.maes@telenet.be;8\nAn Maes;an.maes@telenet.be;7\n",
            1,
        );
        let two = "an.maes@telenet.be\n";
        check(
            &format!("personeelsnr;mail\n1001;{two}1002;{two}1003;{two}1001;{two}"),
            3,
        );
        check(&format!("voornaam kind;mail\nYara;{two}Milo;{two}Noa;{two}"), 3);
        check(
            &format!("datum;mail\n01/02/2024;{two}02/02/2024;{two}03/02/2024;{two}"),
            1,
        );
        // Each row has another person, also where two share an address.
        let home = "huis@telenet.be";
        check(
            &format!("naam;rijksregister;mail\nAn Maes;85.07.30-951.80;{home}\nBo Claes;71.01.09-962.72;{home}\n"),
            2,
        );
    }

    #[test]
    fn a_second_address_of_mail_in_a_row_is_nobody_else() {
        let rows = |second: &str| {
            format!(
                "naam;e-mail;{second}\nAn Maes;an.maes@mijnfirma.be;ansje.maes@telenet.be\nBo Claes;;bo.claes@telenet.be\nJan Peeters;jan.peeters@mijnfirma.be;\n"
            )
        };
        check(&rows("e-mail privé"), 3);
        check(&rows("mail 2"), 3);
        // Without a heading nothing says whose they are.
        check(&rows("opmerking"), 4);
        // Whoever stands first in another row is somebody.
        check(
            "naam;e-mail;e-mail chef\nAn Maes;an.maes@telenet.be;bo.claes@telenet.be\nBo Claes;bo.claes@telenet.be;\n",
            2,
        );
    }

    #[test]
    fn what_somebody_owns_tells_namesakes_apart() {
        let accounts = [
            "BE68 0914 9842 5334",
            "BE10 0910 1234 5604",
            "BE96 0910 1234 5705",
            "BE85 0910 1234 5806",
        ];
        let rows = |names: [&str; 4]| {
            let rows = names
                .iter()
                .zip(accounts)
                .map(|(name, account)| format!("{name};{account}\n"));
            format!("naam;rekening\n{}", rows.collect::<String>())
        };
        // More than a namesake in ten rows is none: people have two accounts.
        check(&rows(["An Maes", "Bo Claes", "An Maes", "Jan Peeters"]), 3);
        check(&rows(["An Maes", "Bo Claes", "Bo Claes", "An Maes"]), 2);
        // Of whoever deals with all of them, not of as many.
        check(&rows(["An Maes"; 4]), 1);
        let account = accounts[0];
        check(&format!("naam;rekening\nAn Maes;{account}\nAn Maes;{account}\n"), 1);
        check(
            "naam;kaartnummer\nAn Maes;4532 9900 0000 1231\nBo Claes;5512 3400 0000 1230\nAn Maes;4532 9900 0000 1231\n",
            2,
        );
    }

    #[test]
    fn one_in_ten_may_be_a_namesake() {
        let families = [
            "Peeters", "Janssens", "Claes", "Jacobs", "Aerts", "Leclercq", "Dubois", "Wouters", "Goossens", "Willems",
        ];
        let account = |n: u64| {
            let ten = 910_123_400 + n;
            let bban = format!("{ten:010}{:02}", (ten - 1) % 97 + 1);
            let proof = format!("{bban}111400").parse::<u128>().unwrap() % 97;
            format!("BE{:02}{bban}", 98 - proof)
        };
        let row = |(name, n): (&str, u64)| format!("Els {name};{}\n", account(n));
        let rows = |names: &[&str]| names.iter().copied().zip(0..).map(row).collect::<String>();
        let mut names = families.to_vec();
        names.push("Claes");
        check(&format!("naam;rekening\n{}", rows(&names)), 11);
        names.extend(["Aerts", "Dubois", "Claes"]);
        check(&format!("naam;rekening\n{}", rows(&names)), 10);
    }

    #[test]
    fn a_list_in_aligned_columns_counts_whom_it_names() {
        let lines = |names: &[&str]| {
            let accounts = ["BE68 0914 9842 5334", "BE10 0910 1234 5604", "BE96 0910 1234 5705"];
            let lines = names
                .iter()
                .zip(accounts)
                .map(|(name, account)| format!("{name:<24}{account:<24}60,00\n"));
            lines.collect::<String>()
        };
        let subjects = |text: &str| crate::detect::tests::detect(text).subjects;
        assert_eq!(subjects(&lines(&["Jan Peeters", "Sofie Janssens", "Els Claes"])), 3);
        assert_eq!(
            subjects(&lines(&["Garage Noord", "Drukkerij Zuid", "Bakkerij West"])),
            0
        );
    }
}
