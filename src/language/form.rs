//! Numbers, sizes, times and dates in the reader's form (CLDR 48, for Belgium where it differs).

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Lang, Texts};

/// What stands between thousands, and before decimals.
fn separators(lang: Lang) -> (char, char) {
    match lang {
        Lang::En => (',', '.'),
        Lang::Nl | Lang::De => ('.', ','),
        // Narrow and not broken.
        Lang::Fr => ('\u{202f}', ','),
    }
}

/// A number in a text; everything else is written as it is.
pub(super) fn plain(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => {
            let digits = usize::from(number.value.fract() != 0.0);
            Some(grouped(lang, &format!("{:.digits$}", number.value)))
        }
        _ => None,
    }
}

/// A number as Rust writes it, with the separators of the language.
fn grouped(lang: Lang, plain: &str) -> String {
    let (thousands, decimal) = separators(lang);
    let (whole, part) = plain
        .split_once('.')
        .map_or((plain, None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    if let Some(part) = part {
        text.push(decimal);
        text.push_str(part);
    }
    text
}

impl Texts {
    /// 1.234 in Dutch.
    pub fn number(self, number: u64) -> String {
        grouped(self.lang, &number.to_string())
    }

    /// 1.234,5 in Dutch.
    pub fn decimal(self, number: f64, digits: usize) -> String {
        grouped(self.lang, &format!("{number:.digits$}"))
    }

    /// A share of one, in whole percents: "87 %". Less than all is never 100, more than nothing never 0.
    pub fn percent(self, share: f64) -> String {
        let rounded = (share * 100.0).round();
        let percent = match share {
            share if share < 1.0 && rounded >= 100.0 => 99.0,
            share if share > 0.0 && rounded <= 0.0 => 1.0,
            _ => rounded,
        };
        let space = match self.lang {
            Lang::En | Lang::Nl => "",
            Lang::Fr | Lang::De => "\u{a0}",
        };
        format!("{percent}{space}%")
    }

    /// "2,4 MB": powers of 1024, as file managers count.
    pub fn size(self, bytes: u64) -> String {
        let units = [("tera", 40), ("giga", 30), ("mega", 20), ("kilo", 10)];
        let unit = units.iter().find(|(_, shift)| bytes >> shift > 0);
        match unit {
            None => self.with("size-bytes", &[("n", bytes.into())]),
            Some((name, shift)) => {
                let number = bytes as f64 / (1_u64 << shift) as f64;
                let digits = usize::from(number < 10.0);
                let number = self.decimal(number, digits);
                format!("{number}\u{a0}{}", self.sentence("size", name))
            }
        }
    }

    /// "1 h 20 min", "5 min", "12 s": the two largest parts.
    pub fn duration(self, seconds: u64) -> String {
        let parts = [
            (seconds / 86_400, "days"),
            (seconds / 3_600 % 24, "hours"),
            (seconds / 60 % 60, "minutes"),
            (seconds % 60, "seconds"),
        ];
        let shown: Vec<_> = parts
            .iter()
            .skip_while(|(n, _)| *n == 0)
            .take(2)
            .filter(|(n, _)| *n > 0)
            .map(|(n, unit)| format!("{}\u{a0}{}", self.number(*n), self.sentence("time", unit)))
            .collect();
        match shown.is_empty() {
            true => format!("0\u{a0}{}", self.sentence("time", "seconds")),
            false => shown.join(" "),
        }
    }

    /// "28 november 2026".
    pub fn date(self, date: Date) -> String {
        let month = self.sentence("month", &date.month().to_string()).into_owned();
        let year = date.year().to_string();
        let day = match (self.lang, date.day()) {
            // The first of a month has a name of its own.
            (Lang::Fr, 1) => "1er".to_owned(),
            (_, day) => day.to_string(),
        };
        self.with(
            "date",
            &[("day", day.into()), ("month", month.into()), ("year", year.into())],
        )
    }

    /// Before what is told of something.
    pub fn colon(self) -> &'static str {
        match self.lang {
            Lang::Fr => "\u{a0}: ",
            Lang::Nl | Lang::De | Lang::En => ": ",
        }
    }

    /// Between the parts of a sentence.
    pub fn semicolon(self) -> &'static str {
        match self.lang {
            Lang::Fr => "\u{202f}; ",
            Lang::Nl | Lang::De | Lang::En => "; ",
        }
    }

    /// "28 november 2026, 10:12 UTC": the moments of one report may come from machines in different time zones.
    pub fn moment(self, moment: Timestamp) -> String {
        let moment = moment.to_zoned(TimeZone::UTC);
        let time = format!("{:02}:{:02}", moment.hour(), moment.minute());
        self.with(
            "moment",
            &[("date", self.date(moment.date()).into()), ("time", time.into())],
        )
    }

    /// A moment as records write it (RFC 3339); as it stands where it is none.
    pub fn moment_of(self, text: &str) -> String {
        text.parse()
            .map_or_else(|_| text.to_owned(), |moment| self.moment(moment))
    }

    /// The day of a moment as records write it.
    pub fn date_of(self, text: &str) -> String {
        let date = text
            .parse::<Timestamp>()
            .map(|moment| moment.to_zoned(TimeZone::UTC).date());
        date.map_or_else(|_| text.to_owned(), |date| self.date(date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: impl Fn(Texts) -> String, expected: [&str; 4]) {
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            assert_eq!(form(Texts::new(lang)), expected, "{lang:?}");
        }
    }

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        check(|texts| texts.number(0), ["0"; 4]);
        check(|texts| texts.number(999), ["999"; 4]);
        check(
            |texts| texts.number(1_234_567),
            ["1,234,567", "1.234.567", "1\u{202f}234\u{202f}567", "1.234.567"],
        );
        check(
            |texts| texts.decimal(-1234.5, 1),
            ["-1,234.5", "-1.234,5", "-1\u{202f}234,5", "-1.234,5"],
        );
        check(
            |texts| texts.with("files", &[("n", 1234.into())]),
            [
                "1,234 files",
                "1.234 bestanden",
                "1\u{202f}234 fichiers",
                "1.234 Dateien",
            ],
        );
        check(
            |texts| texts.with("files", &[("n", 1.into())]),
            ["1 file", "1 bestand", "1 fichier", "1 Datei"],
        );
    }

    #[test]
    fn sizes_and_times_have_few_digits() {
        check(|texts| texts.size(0), ["0 bytes", "0 bytes", "0 octet", "0 Byte"]);
        check(
            |texts| texts.size(1536),
            ["1.5\u{a0}KB", "1,5\u{a0}KB", "1,5\u{a0}Ko", "1,5\u{a0}KB"],
        );
        check(
            |texts| texts.size(45 << 20),
            ["45\u{a0}MB", "45\u{a0}MB", "45\u{a0}Mo", "45\u{a0}MB"],
        );
        check(|texts| texts.duration(0), ["0\u{a0}s"; 4]);
        check(
            |texts| texts.duration(3 * 3600 + 20 * 60 + 5),
            [
                "3\u{a0}h 20\u{a0}min",
                "3\u{a0}u 20\u{a0}min",
                "3\u{a0}h 20\u{a0}min",
                "3\u{a0}h 20\u{a0}min",
            ],
        );
    }

    #[test]
    fn dates_are_written_out() {
        check(
            |texts| texts.date_of("2026-11-28T09:05:00Z"),
            [
                "28 November 2026",
                "28 november 2026",
                "28 novembre 2026",
                "28. November 2026",
            ],
        );
        check(
            |texts| texts.date_of("2026-03-01T09:05:00Z"),
            ["1 March 2026", "1 maart 2026", "1er mars 2026", "1. März 2026"],
        );
        check(
            |texts| texts.moment_of("2026-11-28T09:05:59Z"),
            [
                "28 November 2026, 09:05 UTC",
                "28 november 2026, 09:05 UTC",
                "28 novembre 2026, 09:05 UTC",
                "28. November 2026, 09:05 UTC",
            ],
        );
        check(|texts| texts.date_of("yesterday"), ["yesterday"; 4]);
    }
}
