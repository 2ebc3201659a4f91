//! The operators of content streams.

/// Whether a content may have it: one of the operators of ISO 32000-1, annex A.
pub(in crate::extract::pdf) fn is_known(operator: &[u8]) -> bool {
    match operator {
        [letter] => b"bBcdfFgGhijJkKlmMnqQsSvwWy'\"".contains(letter),
        [first, b'*'] => b"bBfTW".contains(first),
        [_, _] => {
            const PAIRS: &[u8] = b"BIBMBTBXcmCSDoDPd0d1EIETEXgsIDMPreRGrgriscSCshTcTdTDTfTjTJTLTmTrTsTwTzcs";
            PAIRS.as_chunks::<2>().0.iter().any(|pair| pair == operator)
        }
        _ => matches!(operator, b"BDC" | b"BMC" | b"EMC" | b"SCN" | b"scn"),
    }
}
