//! Pictures that stand in a content itself, between its operators.

use super::{Token, value};

/// What its dictionary says of how many pixels it has.
pub(super) fn n_pixels(operands: &[Token<'_>]) -> f32 {
    number(operands, b"W", b"Width") * number(operands, b"H", b"Height")
}

/// How many bytes its samples take up; none where they are packed, or in colours that the content does not describe.
pub(super) fn len(operands: &[Token<'_>]) -> Option<usize> {
    if either(operands, b"F", b"Filter").is_some_and(|filter| !matches!(filter, Token::Operator(b"null"))) {
        return None;
    }
    let is_mask = matches!(either(operands, b"IM", b"ImageMask"), Some(Token::Operator(b"true")));
    let bits = if is_mask {
        1.0
    } else {
        number(operands, b"BPC", b"BitsPerComponent") * n_components(operands)?
    };
    let row = (number(operands, b"W", b"Width") * bits / 8.0).ceil();
    let len = row * number(operands, b"H", b"Height");
    // Larger ones are no part of a content.
    (1.0..1e7).contains(&len).then_some(len as usize)
}

/// The colours of a pixel: those of a table are one number, as grays are.
fn n_components(operands: &[Token<'_>]) -> Option<f32> {
    let space = match either(operands, b"CS", b"ColorSpace")? {
        Token::Bracket(b"[") => {
            let begin = operands.iter().rposition(|token| *token == Token::Bracket(b"["))?;
            operands.get(begin + 1)?
        }
        space => space,
    };
    let Token::Name(name) = space else {
        return None;
    };
    match name.as_ref() {
        b"G" | b"DeviceGray" | b"I" | b"Indexed" => Some(1.0),
        b"RGB" | b"DeviceRGB" => Some(3.0),
        b"CMYK" | b"DeviceCMYK" => Some(4.0),
        _ => None,
    }
}

/// By its short or its long key.
fn either<'t, 'c>(operands: &'t [Token<'c>], short: &[u8], long: &[u8]) -> Option<&'t Token<'c>> {
    value(operands, short).or_else(|| value(operands, long))
}

fn number(operands: &[Token<'_>], short: &[u8], long: &[u8]) -> f32 {
    match either(operands, short, long) {
        Some(Token::Number(number)) => *number,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexer;
    use super::*;

    #[test]
    fn pictures_that_are_not_packed_are_as_long_as_their_pixels() {
        #[track_caller]
        fn check(dict: &str, expected: Option<usize>) {
            // `true` and `null` are words as operators are.
            let operands: Vec<Token<'_>> = Lexer::new(dict.as_bytes()).collect();
            assert_eq!(len(&operands), expected, "{dict}");
        }
        check("/W 4 /H 4 /BPC 8 /CS /G", Some(16));
        check(
            "/Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            Some(24),
        );
        check("/W 9 /H 3 /BPC 1 /CS /G /F null", Some(6));
        check("/W 9 /H 3 /IM true", Some(6));
        check("/W 2 /H 3 /BPC 8 /CS [/I /RGB 1 <000000ffffff>]", Some(6));
        check("/W 4 /H 4 /BPC 8 /CS /G /F /Fl", None);
        check("/W 4 /H 4 /BPC 8 /CS /Own", None);
        check("/W 4 /H 4 /BPC 8", None);
        check("/W 0 /H 4 /BPC 8 /CS /G", None);
    }
}
