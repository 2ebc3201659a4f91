//! Every sentence of `speur explain`, by what it stands for in the records.

/// A sentence by kind and token: `("why", "check-digits")`.
static SENTENCES: &[(&str, &str, &str)] = &[
    // Points of a finding's best value.
    (
        "why",
        "check-digits",
        "Its digits are proven: the check digits fit, and a date in it, if it has one, exists.",
    ),
    ("why", "shape", "It is written as such a value is written."),
    (
        "why",
        "keyword-near",
        "A word that names it stands close by on the same line.",
    ),
    (
        "why",
        "keyword-far",
        "A word that names it stands within 300 characters.",
    ),
    (
        "why",
        "column-heading",
        "The column heading, form label or key over it names it.",
    ),
    (
        "why",
        "column-values",
        "Nearly all values of its column are of this kind.",
    ),
    (
        "why",
        "other-identifier",
        "Another identifier of a person stands beside it or in its row.",
    ),
    (
        "why",
        "birth-date",
        "The birth date in the number also stands beside it or in its row.",
    ),
    (
        "why",
        "negative-keyword",
        "A word that names something else (an order, an invoice, a ticket) stands closer than any that names it.",
    ),
    (
        "why",
        "implausible",
        "The date in it is impossible, or it makes a person older than 115 years.",
    ),
    (
        "why",
        "no-context",
        "Without a word, heading or label that names it, it could be any number.",
    ),
    ("why", "technical", "It stands in source code or a lock file."),
    ("why", "expiry-date", "An expiry date stands beside it."),
    (
        "why",
        "lost-digits",
        "The heading names it, but a spreadsheet cut its last digits off: what is left is hardly a value any more.",
    ),
    (
        "why",
        "person-near",
        "The words are about a person who is named, described or identified right there.",
    ),
    (
        "why",
        "person-elsewhere",
        "The words say much of the subject, and the document identifies persons elsewhere.",
    ),
    (
        "why",
        "distinct-words",
        "Several different words of such a document stand in it.",
    ),
    ("why", "file-name", "The file's name says what it is."),
    // The policy's judgement.
    ("verdict", "clean", "Nothing of it makes the document personal."),
    (
        "verdict",
        "in-place",
        "The document stands in the central storage, where it belongs.",
    ),
    ("verdict", "allowed", "The policy allows it here."),
    (
        "verdict",
        "not-read",
        "The document was not read: nobody knows what else is in it.",
    ),
    (
        "verdict",
        "local-copy",
        "Personal data may not be kept here: the document belongs in the central storage.",
    ),
    (
        "verdict",
        "orphan",
        "Personal data may not be kept here, and the central storage has no such document.",
    ),
    (
        "article",
        "IX",
        "no copies of personal data outside the central storage",
    ),
    (
        "article",
        "III",
        "special categories of personal data (health, beliefs, origin and the like)",
    ),
    ("article", "IV", "no transfer out of the European Economic Area"),
    ("advice", "none", "Nothing needs to be done."),
    (
        "advice",
        "delete-copy",
        "Delete this copy: the central storage has the same.",
    ),
    ("advice", "move-to-central", "Move it to the central storage."),
    (
        "advice",
        "ask-dpo",
        "Ask the data protection officer what to do with it.",
    ),
    // Why something was not read.
    ("reason", "encrypted", "It needs a password or key: open it and look."),
    (
        "reason",
        "damaged",
        "It is not whole, or breaks the rules of its format.",
    ),
    ("reason", "unsupported", "This format is not read yet."),
    ("reason", "too-large", "It is larger than the limit that was set."),
    ("reason", "limit-time", "It took too long."),
    (
        "reason",
        "limit-memory",
        "It needed more memory than a document may have.",
    ),
    ("reason", "limit-output", "It unpacks to far more than a document may."),
    ("reason", "limit-depth", "It stands inside too many documents."),
    ("reason", "limit-entries", "It holds more members than are read."),
    ("reason", "crashed", "Reading it ended the reading process, twice."),
    (
        "reason",
        "locked",
        "Another program had it locked: close that program and scan again.",
    ),
    (
        "reason",
        "permission",
        "This user may not read it: scan as an administrator, or as its owner.",
    ),
    ("reason", "vanished", "It was gone when it was about to be read."),
    ("reason", "changed", "It changed while it was read."),
    (
        "reason",
        "online-only",
        "It is stored online only, and a scan downloads nothing.",
    ),
    ("reason", "special-file", "It is no file but a device, pipe or socket."),
    ("reason", "io-error", "The system could not read it."),
    (
        "reason",
        "needs-ocr",
        "It is a picture of text, which is not recognised.",
    ),
    ("reason", "excluded", "The policy or the command line leaves it out."),
];

/// The sentence of a token; the token itself where there is none, as in a report of a newer version.
pub fn sentence<'t>(kind: &str, token: &'t str) -> &'t str {
    let known = SENTENCES.iter().find(|(of, name, _)| *of == kind && *name == token);
    known.map_or(token, |(_, _, sentence)| sentence)
}

/// The name that serde gives a unit variant, as it stands in records.
pub fn token(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(token)) => token,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, token: &str) {
        assert_ne!(sentence(kind, token), token, "{kind} {token} has no sentence");
    }

    #[test]
    fn every_code_of_a_finding_has_a_sentence() {
        let source = include_str!("../../detect/hit.rs");
        let tokens: Vec<_> = source
            .lines()
            .filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""))
            .filter_map(|(_, rest)| rest.strip_suffix("\","))
            .collect();
        assert!(tokens.len() >= 10, "the codes stand elsewhere now");
        tokens.into_iter().for_each(|token| check("why", token));
    }

    #[test]
    fn every_reason_verdict_advice_and_article_has_a_sentence() {
        let schema: serde_json::Value = serde_json::from_str(crate::record::JSON_SCHEMA).unwrap();
        for kind in ["reason", "verdict", "advice"] {
            let tokens = schema["$defs"][kind]["enum"].as_array().unwrap();
            tokens.iter().for_each(|token| check(kind, token.as_str().unwrap()));
        }
        use crate::policy::Article::{Copies, Special, Transfers};
        for article in [Copies, Special, Transfers] {
            check("article", &token(article));
        }
    }
}
