//! One bit per byte: which of 64 bytes belong to a class. Written so that baseline x86-64 compares 16 bytes at once.

/// Bytes per mask.
pub(super) const LANES: usize = 64;

pub(super) type Chunk = [u8; LANES];

/// Bit `i` says whether `class` holds for byte `i`.
#[inline(always)]
pub(super) fn mask(chunk: &Chunk, class: impl Fn(u8) -> bool) -> u64 {
    let mut flags = [0; LANES];
    for (flag, &byte) in flags.iter_mut().zip(chunk) {
        *flag = u8::from(class(byte));
    }
    let (words, _) = flags.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (at, word)| {
        // The product gathers the lowest bits of the eight bytes in its highest byte.
        let gathered = u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask | gathered << (8 * at)
    })
}

/// The chunks of a text; the last is filled up with zeros.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk> {
    let (chunks, tail) = bytes.as_chunks::<LANES>();
    let last = (!tail.is_empty()).then(|| {
        let mut last = [0; LANES];
        last[..tail.len()].copy_from_slice(tail);
        last
    });
    chunks.iter().copied().chain(last)
}

/// The mask at `at`, moved so that each bit tells of the byte `n` before it.
#[inline(always)]
pub(super) fn before(masks: &[u64], at: usize, n: u32) -> u64 {
    let carry = at.checked_sub(1).map_or(0, |at| masks[at] >> (LANES as u32 - n));
    masks[at] << n | carry
}

/// The mask at `at`, moved so that each bit tells of the byte `n` behind it.
#[inline(always)]
pub(super) fn behind(masks: &[u64], at: usize, n: u32) -> u64 {
    let carry = masks.get(at + 1).map_or(0, |next| next << (LANES as u32 - n));
    masks[at] >> n | carry
}

/// The mask at `at`, and that of the next chunk in the upper half.
#[inline(always)]
pub(super) fn with_next(masks: &[u64], at: usize) -> u128 {
    u128::from(masks[at]) | u128::from(masks.get(at + 1).copied().unwrap_or(0)) << LANES
}

/// Bits of the chunk before in [`with_neighbours`].
pub(super) const BEFORE: u32 = 8;

/// The mask at `at` from bit [`BEFORE`] on, between bits of its neighbours.
#[inline(always)]
pub(super) fn with_neighbours(masks: &[u64], at: usize) -> u128 {
    let before = at.checked_sub(1).map_or(0, |at| masks[at] >> (LANES as u32 - BEFORE));
    with_next(masks, at) << BEFORE | u128::from(before)
}

/// The set bits of a mask, lowest first.
pub(super) fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(at)
    })
}
