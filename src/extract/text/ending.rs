//! Tables in plain text that say where they end (SYLK, DIF): without that the rest is missing.

use super::super::encoding::Tail;

/// Records of SYLK that stand behind the first one.
const RECORDS: [&str; 8] = ["P;", "B;", "C;", "F;", "O;", "W;", "NN;", "NU;"];

#[derive(Default)]
pub(super) struct Ending {
    /// The first two lines, or what was given of them first.
    begin: String,
    tail: Tail,
}

impl Ending {
    pub fn feed(&mut self, text: &str) {
        const LEN: usize = 80;
        if self.begin.len() < LEN {
            self.begin
                .push_str(&text[..text.floor_char_boundary(text.len().min(LEN))]);
        }
        self.tail.add(text);
    }

    pub fn is_missing(&self) -> bool {
        let mut lines = self.begin.lines();
        let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let last = match () {
            () if first.starts_with("ID;P") && RECORDS.iter().any(|record| second.starts_with(record)) => "E",
            () if first == "TABLE" && second.starts_with("0,1") => "EOD",
            () => return false,
        };
        // Old programs end a file with a sign of its own.
        let end = self.tail.end().trim_end_matches('\u{1a}').trim_end();
        end.lines().next_back() != Some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Reason;
    use super::super::super::tests::document;

    #[test]
    fn a_table_that_does_not_say_that_it_ends_is_cut() {
        let sylk = format!("ID;PWXL;N;E\r\nP;PGeneral\r\n{}E\r\n", "C;Y1;X1;K\"An\"\r\n".repeat(9));
        let dif = "1,0\n\"An\"\n".repeat(9);
        let dif = format!("TABLE\n0,1\n\"EXCEL\"\nDATA\n0,0\n\"\"\n-1,0\nBOT\n{dif}-1,0\nEOD\n");
        for (name, whole) in [("a.slk", &sylk), ("a.dif", &dif)] {
            let reasons = |text: &str| document(name, text.as_bytes()).reasons;
            assert_eq!(reasons(whole), [], "{name}");
            assert_eq!(reasons(&format!("{whole}\u{1a}")), [], "{name}");
            assert_eq!(reasons(&whole[..whole.len() - 5]), [Reason::Damaged], "{name}");
        }
        for other in ["ID;Plaats\n1;Gent\n2;Melle\n", "TABLE\nvan de maand\n"] {
            assert_eq!(document("a.txt", other.as_bytes()).reasons, [], "{other}");
        }
    }
}
