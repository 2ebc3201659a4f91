//! The shared strings of an xls (\[MS-XLS\] 2.4.265), which cells name by number, and what is left of them where some are
//! lost.

use super::record::Fields;
use crate::extract::Error;

/// A string, and from which character on which font is its.
pub(super) type Shared = (String, Vec<(u16, u16)>);

/// Flags that no string has.
const RESERVED: u8 = 0xf2;
/// Strings go on behind what is lost before so many bytes, or are not looked for.
const FAR: usize = 8192;
/// So many strings with characters, one behind the other, are no chance.
const PROOF: usize = 64;

/// The next string; none where what stands there is none.
pub(super) fn string(fields: &mut Fields<'_, '_>) -> Option<Shared> {
    let len = fields.u16()?;
    let flags = fields.clone().u8()?;
    if flags & RESERVED != 0 {
        return None;
    }
    fields.unicode_with_runs(usize::from(len))
}

/// Where the strings stop being whole: their number before, and the place.
pub(super) struct Torn<'r, 'd> {
    pub n: usize,
    pub at: Fields<'r, 'd>,
}

/// Gives the strings in their order. What is torn is known from what comes behind it: from the first string on with
/// zeros inside, some of what was given may be none.
pub(super) fn strings<'r, 'd>(
    fields: &mut Fields<'r, 'd>,
    expected: usize,
    give: &mut dyn FnMut(Shared) -> Result<(), Error>,
) -> Result<Option<Torn<'r, 'd>>, Error> {
    let (mut n, mut suspect) = (0, None);
    loop {
        let begin = Torn { n, at: fields.clone() };
        if fields.is_end() {
            // Some programs count strings, and write none. More of them may be zeros where texts were.
            let are_all = n == 0 || n == expected || n > expected && suspect.is_none();
            return Ok((!are_all).then(|| suspect.unwrap_or(begin)));
        }
        let Some(shared) = string(fields) else {
            return Ok(Some(suspect.unwrap_or(begin)));
        };
        if suspect.is_none() && shared.0.contains('\0') {
            suspect = Some(begin);
        }
        n += 1;
        give(shared)?;
    }
}

/// Where whole strings go on behind what is lost, up to the end, and how many they are.
pub(super) fn behind<'r, 'd>(torn: &Fields<'r, 'd>) -> Option<(Fields<'r, 'd>, usize)> {
    let mut at = torn.clone();
    for _ in 0..FAR {
        at.u8()?;
        let mut fields = at.clone();
        let (mut n, mut n_texts) = (0, 0);
        while let Some((text, _)) = string(&mut fields).filter(|(text, _)| !text.contains('\0')) {
            n += 1;
            n_texts += usize::from(!text.is_empty());
            // Zeros look like empty strings: none is known for one before the first text, nor are many.
            if n_texts == 0 || n - n_texts > PROOF {
                break;
            }
            if fields.is_end() && !text.is_empty() {
                return Some((at, n));
            }
        }
        // Others are lost farther on: nobody knows how many stand in between.
        if n_texts > PROOF {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::record::Records;
    use super::*;

    fn stream(bodies: &[Vec<u8>]) -> Vec<u8> {
        let body = bodies.concat();
        [&[0xfc, 0][..], &u16::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
    }

    fn bodies() -> Vec<Vec<u8>> {
        let body = |n: usize| {
            let text = format!("naam {n}{}", "x".repeat(n % 9));
            [&[u8::try_from(text.len()).unwrap(), 0, 0], text.as_bytes()].concat()
        };
        (0..100).map(body).collect()
    }

    /// How many strings are whole, and how many go on behind what is not, if anything is not.
    #[track_caller]
    fn check(stream: &[u8], expected: usize, is_torn: Option<(usize, Option<usize>)>) {
        let record = Records::new(stream).next().unwrap();
        let torn = strings(&mut record.fields(), expected, &mut |_| Ok(())).unwrap();
        let found = torn.map(|torn| (torn.n, behind(&torn.at).map(|(_, n)| n)));
        assert_eq!(found, is_torn);
    }

    #[test]
    fn strings_are_whole_or_end_where_something_else_stands() {
        let whole = bodies();
        check(&stream(&whole), 100, None);
        check(&stream(&whole), 7, None);
        check(&stream(&[]), 12, None);
        // Fewer than there should be; the last one cut; a flag that none has.
        check(&stream(&whole[..99]), 100, Some((99, None)));
        check(
            &stream(&[whole[..9].concat(), whole[9][..7].to_vec()]),
            10,
            Some((9, None)),
        );
        let spoilt = [whole[..9].concat(), b"\x04\0\x40naam".to_vec(), whole[10..].concat()];
        check(&stream(&spoilt), 100, Some((9, Some(90))));
        // Zeros that fill a text up are its own.
        let filled = [whole[..9].concat(), b"\x06\0\0naam\0\0".to_vec(), whole[10..].concat()];
        check(&stream(&filled), 100, None);
    }

    #[test]
    fn strings_go_on_behind_zeros_that_other_strings_are_lost_in() {
        let mut torn = stream(&bodies());
        let at = memchr::memmem::find(&torn, b"naam 20").unwrap();
        torn[at + 3..at + 512].fill(0);
        let begins = |n: usize| memchr::memmem::find(&stream(&bodies()), format!("naam {n}").as_bytes()).unwrap() - 3;
        let next = (21..100).find(|&n| begins(n) >= at + 512).unwrap();
        check(&torn, 100, Some((20, Some(100 - next))));
        // Zeros up to where a string begins are none themselves.
        let mut torn = stream(&bodies());
        let at = memchr::memmem::find(&torn, b"naam 20").unwrap();
        torn[at + 3..begins(30)].fill(0);
        check(&torn, 100, Some((20, Some(70))));
    }
}
