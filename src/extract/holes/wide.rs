//! Text in UTF-16, and bytes of chance in it: as characters they are of more scripts together than any text has.

/// In which half of a character the upper byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

pub(super) enum Kind {
    /// Latin letters nearly all of it.
    Text,
    /// Bytes of chance.
    Chance,
    /// A text in another script, or the border between two.
    Other,
}

impl Order {
    /// Of a text that begins so, by its mark or by the zeros of Latin letters; none of what is not in UTF-16.
    pub fn of(begin: &[u8]) -> Option<Self> {
        match begin {
            [0xff, 0xfe, third, fourth, ..] if (*third, *fourth) != (0, 0) => Some(Self::Little),
            [0xfe, 0xff, ..] => Some(Self::Big),
            _ => [Self::Little, Self::Big].into_iter().find(|&order| {
                let zeros = order.uppers(begin).filter(|&upper| upper == 0).count();
                zeros * 2 == begin.len() && !order.lowers(begin).any(|lower| lower == 0)
            }),
        }
    }

    fn uppers(self, bytes: &[u8]) -> impl Iterator<Item = u8> {
        bytes.iter().skip(usize::from(self == Self::Little)).step_by(2).copied()
    }

    fn lowers(self, bytes: &[u8]) -> impl Iterator<Item = u8> {
        bytes.iter().skip(usize::from(self == Self::Big)).step_by(2).copied()
    }
}

/// What stands in some bytes of a text.
pub(super) fn kind(bytes: &[u8], order: Order) -> Kind {
    /// Of 32 characters of chance 10 are of rare scripts or of none.
    const LEAST_RARE: usize = 5;
    let n_latin = order.uppers(bytes).filter(|&upper| upper == 0).count();
    let mut rare: Vec<u8> = order.uppers(bytes).filter(|&upper| is_rare(upper)).collect();
    let n_rare = rare.len();
    rare.sort_unstable();
    rare.dedup();
    match rare.len() {
        // The letters of a script stand together, as in a list of languages.
        LEAST_RARE.. if rare.len() * 4 < n_rare * 3 => Kind::Other,
        0 if n_latin * 8 >= bytes.len() * 3 => Kind::Text,
        LEAST_RARE.. => Kind::Chance,
        _ => Kind::Other,
    }
}

/// Whether no letters of Europe, the Near East, China, Japan or Korea have this upper byte, no signs, and no halves of
/// characters that take two.
fn is_rare(upper: u8) -> bool {
    !matches!(upper, 0..=0x06 | 0x1e..=0x30 | 0x4e..=0x9f | 0xac..=0xdf | 0xfe | 0xff)
}
