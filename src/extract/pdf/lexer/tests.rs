//! Tokens of content streams, sound and damaged.

use super::*;

#[track_caller]
fn check(input: &[u8], expected: &[Token<'_>]) {
    assert_eq!(Lexer::new(input).collect::<Vec<_>>(), expected);
}

fn text(bytes: &[u8]) -> Token<'_> {
    Token::Text(Cow::Borrowed(bytes))
}

#[test]
fn operands_and_operators_come_one_by_one() {
    let name = Token::Name(Cow::Borrowed(&b"F 1"[..]));
    check(
        b"/F#201 -12.5 Tf",
        &[name, Token::Number(-12.5), Token::Operator(b"Tf")],
    );
    check(
        b"[(a)-1(b)]TJ%c\n<41 4>'",
        &[
            Token::Bracket(b"["),
            text(b"a"),
            Token::Number(-1.0),
            text(b"b"),
            Token::Bracket(b"]"),
            Token::Operator(b"TJ"),
            Token::Hex(vec![0x41, 0x40]),
            Token::Operator(b"'"),
        ],
    );
}

#[test]
fn strings_keep_balanced_brackets_and_undo_escapes() {
    check(b"(a(b)c)", &[text(b"a(b)c")]);
    check(br"(\101\n\)\\\1z)", &[text(b"A\n)\\\x01z")]);
    check(b"(open", &[text(b"open")]);
}

#[track_caller]
fn check_damage(input: &[u8], expected: &[Token<'_>], damage: Option<&str>) {
    let mut lexer = Lexer::new(input);
    assert_eq!(lexer.by_ref().collect::<Vec<_>>(), expected);
    assert_eq!(lexer.damage(), damage);
}

#[test]
fn what_stands_around_zeros_is_read_and_they_are_told() {
    let shown = Token::Operator(b"Tj");
    let torn = |before: &str, behind: &str| [before.as_bytes(), &[0; 80], behind.as_bytes()].concat();
    let both = [text(b"a"), shown.clone(), text(b"b"), shown.clone()];
    check_damage(&torn("(a", "(b) Tj"), &both, Some(holes::LOST));
    check_damage(&torn("(a) Tj", "b) Tj"), &both, Some(holes::LOST));
    check_damage(&torn("(a) Tj", "(b) Tj"), &both, Some(holes::LOST));
    let one = [text(b"ab"), shown.clone()];
    check_damage(&torn("(a", "b) Tj"), &one, Some(holes::LOST));
    // Nothing stood behind them.
    let alone = [text(b"a"), shown.clone()];
    check_damage(&torn("(a) Tj", ""), &alone, None);
    check_damage(&torn("(a) Tj", "\r\n"), &alone, None);
    check_damage(&torn("(a", ""), &alone, Some(holes::LOST));
    // Codes of two bytes have zeros, and so have few bytes of space.
    check_damage(b"(\0a\0\0\0b)\0\0\0 Tj", &[text(b"\0a\0\0\0b"), shown], None);
}

#[test]
fn a_string_without_an_end_costs_its_line_alone() {
    let shown = Token::Operator(b"Tj");
    let both = [text(b"a Tj"), shown.clone(), text(b"b"), shown.clone()];
    check_damage(b"(a Tj\n(b) Tj", &both, Some(SPOILT));
    let joined = [text(b"a 0 Td (b"), shown.clone()];
    check_damage(b"(a 0 Td (b) Tj", &joined, Some(SPOILT));
    check_damage(b"(a (b)) Tj", &[text(b"a (b)"), shown], None);
}

#[test]
fn strings_without_an_end_are_looked_for_in_so_many_bytes() {
    let content = b"(a\n(b\n(c\n";
    let texts = |room: usize| {
        let mut lexer = Lexer::new(content);
        lexer.room = room;
        let n_texts = lexer.by_ref().filter(|token| matches!(token, Token::Text(_))).count();
        (n_texts, lexer.room)
    };
    assert_eq!(texts(100), (3, 100 - 8 - 5 - 2));
    assert_eq!(texts(9), (2, 0));
    assert_eq!(texts(7), (1, 0));
}

#[test]
fn bytes_that_are_no_operators_are_told() {
    let operators = |bytes: &[u8]| Lexer::new(bytes).by_ref().count();
    assert_eq!(operators(b"\xff\xfe \x80 \x01 q"), 4);
    let damage = |bytes: &[u8]| {
        let mut lexer = Lexer::new(bytes);
        lexer.by_ref().for_each(drop);
        lexer.damage()
    };
    assert_eq!(damage(b"\xff\xfe \x80 \x01 q"), Some(SPOILT));
    assert_eq!(damage(b"q \xff Q (\xff \xff \xff) Tj BX what EX"), None);
}

#[test]
fn numbers_are_read_leniently() {
    check(
        b"--5 1.2.3 12-3 .5 +4",
        &[
            Token::Number(-5.0),
            Token::Number(1.2),
            Token::Number(12.0),
            Token::Number(0.5),
            Token::Number(4.0),
        ],
    );
}

#[test]
fn inline_image_data_is_passed_over() {
    let mut lexer = Lexer::new(b"ID \xff(EI\x01 EI Q");
    assert_eq!(lexer.next(), Some(Token::Operator(b"ID")));
    lexer.skip_image(None);
    assert_eq!(lexer.next(), Some(Token::Operator(b"Q")));
}

#[test]
fn inline_image_data_of_a_known_length_may_hold_anything() {
    #[track_caller]
    fn check(bytes: &[u8], len: usize, expected: Option<&[u8]>) {
        let mut lexer = Lexer::new(bytes);
        lexer.next();
        lexer.skip_image(Some(len));
        assert_eq!(lexer.next(), expected.map(Token::Operator));
    }
    check(b"ID ab EI Q (c\nEI q", 10, Some(b"q"));
    check(b"ID\r\n(b EI (b\nEI q", 8, Some(b"q"));
    check(b"ID (b EI (bEI q", 8, Some(b"q"));
    // It is another length: looked for.
    check(b"ID ab\nEI q", 99, Some(b"q"));
    check(b"ID ab\nEI q", 1, Some(b"q"));
    let mut lexer = Lexer::new(b"ID ab\nE");
    lexer.next();
    lexer.skip_image(None);
    assert_eq!((lexer.next(), lexer.damage()), (None, Some(SPOILT)));
}
