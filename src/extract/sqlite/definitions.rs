//! Texts that stand in the definitions of a database alone: what a view shows beside its tables, what a column has where
//! nothing else is said.

use rusqlite::{Connection, Error, Row};

use crate::extract::Sink;

/// Shorter ones are signs and flags.
const SHORTEST: usize = 3;

/// Tells each of them as a property, under the name of what it defines. What cannot be read of them was told of the tables.
pub(super) fn tell(database: &Connection, sink: &mut Sink<'_>) {
    const ALL: &str = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
    let read = || {
        let mut query = database.prepare(ALL)?;
        let text = |row: &Row<'_>, at| -> Result<String, Error> {
            let bytes = row.get_ref(at)?.as_bytes().unwrap_or_default();
            Ok(String::from_utf8_lossy(bytes).into_owned())
        };
        let rows = query.query_map([], |row| Ok((text(row, 0)?, text(row, 1)?)))?;
        rows.collect::<Result<Vec<(String, String)>, Error>>()
    };
    for (name, definition) in read().unwrap_or_default() {
        for literal in literals(&definition) {
            sink.field("properties", &name, &literal);
        }
    }
}

/// The texts that a statement shows: between apostrophes, of which two stand for one. What values are compared with, and
/// what a column allows, is nobody's.
fn literals(statement: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = statement;
    // The columns of a table stand in brackets.
    let mut depth = if statement.trim_start().to_ascii_uppercase().starts_with("CREATE TABLE") {
        -1
    } else {
        0
    };
    while let Some(at) = rest.find(['\'', '"', '`', '[', '-', '/', '(', ')']) {
        let (before, sign, behind) = (&rest[..at], &rest[at..at + 1], &rest[at + 1..]);
        depth += match sign {
            "(" => 1,
            ")" => -1,
            _ => 0,
        };
        let end = match sign {
            "(" | ")" => "",
            "-" if behind.starts_with('-') => "\n",
            "/" if behind.starts_with('*') => "*/",
            "-" | "/" => "",
            "[" => "]",
            quote => quote,
        };
        if sign != "'" {
            let len = behind.find(end).map_or(behind.len(), |len| len + end.len());
            rest = &behind[len..];
            continue;
        }
        let mut literal = String::new();
        rest = behind;
        while let Some((text, behind)) = rest.split_once('\'') {
            literal += text;
            rest = behind;
            let Some(behind) = rest.strip_prefix('\'') else { break };
            literal.push('\'');
            rest = behind;
        }
        if depth <= 0 && literal.trim().len() >= SHORTEST && !is_comparison(before) {
            found.push(literal);
        }
    }
    found
}

/// Whether a value is compared with what stands behind this.
fn is_comparison(before: &str) -> bool {
    const WORDS: [&str; 4] = ["LIKE", "GLOB", "MATCH", "REGEXP"];
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    before.ends_with(['=', '<', '>']) || WORDS.contains(&word.to_ascii_uppercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_a_statement_stand_between_apostrophes() {
        #[track_caller]
        fn check(statement: &str, expected: &[&str]) {
            assert_eq!(literals(statement), expected, "{statement}");
        }
        check(
            "CREATE VIEW v AS SELECT naam, 'klas van juf d''Hondt' AS \"een 'kolom'\" FROM t",
            &["klas van juf d'Hondt"],
        );
        check(
            "CREATE TABLE t(a DEFAULT 'zonder naam', b DEFAULT '-', [c 'd'] /* 'niet dit' */) -- 'of dit'\n",
            &["zonder naam"],
        );
        check(
            "CREATE TRIGGER x BEGIN SELECT 4 - 2 / 1, 'een bericht'; END",
            &["een bericht"],
        );
        check("CREATE VIEW v AS SELECT 'nooit geëindigd", &[]);
        check(
            "CREATE TABLE t(geloof DEFAULT 'geen opgave' CHECK (geloof IN ('katholiek', 'joods')), d DEFAULT (f('nu')))",
            &["geen opgave"],
        );
        check(
            "CREATE VIEW v AS SELECT naam, 'van de balie' FROM t WHERE ziekte = 'kanker' AND x LIKE 'griep%' OR y IN ('astma')",
            &["van de balie"],
        );
    }
}
