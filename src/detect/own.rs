//! The organisation's own values, which are nobody's personal data: found as any value is, so that the way of writing
//! does not matter, and kept as tokens.

use std::collections::HashSet;
use std::sync::Arc;

use super::validator::is_no_finding;
use super::{Detector, Settings};
use crate::finding::Token;
use crate::text::Text;

impl Detector {
    /// Settings under which these values, named with their rule family, are no findings.
    pub fn settings_with_own(&self, settings: Settings, values: &[(String, String)]) -> Settings {
        let mut own = HashSet::new();
        for (family, value) in values {
            own.extend(self.tokens_of(&settings, family, value));
        }
        Settings {
            own: Arc::new(own),
            ..settings
        }
    }

    /// Whether a rule reads an own value as one of its family, or it would be no finding anyhow.
    pub fn reads_own(&self, settings: &Settings, family: &str, value: &str) -> bool {
        !self.tokens_of(settings, family, value).is_empty() || (family == "email" && is_no_finding(value))
    }

    /// The tokens of the values of a rule family that are in a text, as any document with that text would have them.
    pub fn tokens_of(&self, settings: &Settings, family: &str, text: &str) -> Vec<Token> {
        let text = Text::of_lines(text);
        let mut session = self.session(settings);
        let mut tokens = Vec::new();
        for hit in session.hits(&text, &(0..text.buf.len())) {
            if self.rule(hit.rule).file.family == family {
                tokens.push(Token::new(&settings.key, family, session.value_of(&hit)));
            }
        }
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::tests::settings;

    #[test]
    fn own_values_are_no_findings_however_they_are_written() {
        let detector = Detector::embedded().unwrap();
        let row = |family: &str, value: &str| (family.to_owned(), value.to_owned());
        let values = [
            row("iban", "BE68 5390 9123 8634"),
            row("vat", "BE 0123.456.749"),
            row("phone", "+32 2 555 01 00"),
            row("email", "Partners@voorbeeld-partners.be"),
            row("address", "Kerkstraat 12 bus 3, 2000 Antwerpen"),
        ];
        let without = settings();
        let with = detector.settings_with_own(settings(), &values);
        let found = |text: &str, settings: &Settings| {
            let text = Text::of_lines(text);
            let mut session = detector.session(settings);
            session.window(&text, 0..text.buf.len());
            session.facts().findings.len()
        };
        for text in [
            "IBAN: BE68539091238634",
            "Tel.: 02/555 01 00",
            "mail: partners@voorbeeld-partners.be",
            "Kerkstraat 12 bus 3\nB-2000 ANTWERPEN",
        ] {
            assert_eq!((found(text, &without), found(text, &with)), (1, 0), "{text}");
        }
        assert_eq!(found("BTW BE0123456749", &with), 0);
        let other = "IBAN: BE71096123456769";
        assert_eq!(found(other, &with), 1);
    }
}
