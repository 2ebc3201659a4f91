//! One bit per byte: which of 64 bytes belong to a class.

use wide::u8x16;

/// Bytes per mask.
pub const LANES: usize = 64;

pub type Chunk = [u8; LANES];

/// A class of bytes: ranges, their ends included.
pub type Class<const N: usize> = [(u8, u8); N];

/// Bit `i` says whether byte `i` is in one of the ranges.
#[inline(always)]
pub fn mask<const N: usize>(chunk: &Chunk, class: Class<N>) -> u64 {
    let (quarters, _) = chunk.as_chunks::<16>();
    let bits = quarters.iter().map(|&quarter| u64::from(quarter_mask(quarter, class)));
    bits.enumerate().fold(0, |mask, (at, bits)| mask | bits << (16 * at))
}

#[inline(always)]
fn quarter_mask<const N: usize>(quarter: [u8; 16], class: Class<N>) -> u32 {
    let bytes = u8x16::new(quarter);
    let found = class.iter().fold(u8x16::splat(0), |found, &(first, last)| {
        let above = bytes - u8x16::splat(first);
        found | above.min(u8x16::splat(last - first)).simd_eq(above)
    });
    found.to_bitmask()
}

/// The chunks of a text; the last is filled up with zeros.
pub fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk> {
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
pub fn before(masks: &[u64], at: usize, n: u32) -> u64 {
    let carry = at.checked_sub(1).map_or(0, |at| masks[at] >> (LANES as u32 - n));
    masks[at] << n | carry
}

/// The mask at `at`, moved so that each bit tells of the byte `n` behind it.
#[inline(always)]
pub fn behind(masks: &[u64], at: usize, n: u32) -> u64 {
    let carry = masks.get(at + 1).map_or(0, |next| next << (LANES as u32 - n));
    masks[at] >> n | carry
}

/// The mask at `at`, and that of the next chunk in the upper half.
#[inline(always)]
pub fn with_next(masks: &[u64], at: usize) -> u128 {
    u128::from(masks[at]) | u128::from(masks.get(at + 1).copied().unwrap_or(0)) << LANES
}

/// Bits of the chunk before in [`with_neighbours`].
pub const BEFORE: u32 = 8;

/// The mask at `at` from bit [`BEFORE`] on, between bits of its neighbours.
#[inline(always)]
pub fn with_neighbours(masks: &[u64], at: usize) -> u128 {
    let before = at.checked_sub(1).map_or(0, |at| masks[at] >> (LANES as u32 - BEFORE));
    with_next(masks, at) << BEFORE | u128::from(before)
}

/// The set bits of a mask, lowest first.
pub fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(at)
    })
}

/// Which bytes stand behind an odd number of quotes.
pub fn within(quotes: u64, open: bool) -> u64 {
    let open = if open { u64::MAX } else { 0 };
    if quotes == 0 {
        return open;
    }
    [1, 2, 4, 8, 16, 32]
        .into_iter()
        .fold(quotes, |within, n| within ^ within << n)
        ^ open
}
