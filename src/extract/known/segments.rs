//! The segments of a JPEG up to its pixels (ITU-T T.81, annex B).

/// Zeros before a marker, as some programs fill up a segment, and readers pass over. More are a hole.
const MOST_ZEROS: usize = 16;

/// What stands behind the last segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing: the picture is cut.
    Missing,
    /// The pixels, or the end of the picture.
    Right,
    /// Something that is no segment.
    Stray,
}

/// Each with its marker and as much of its data as there is.
pub(super) struct Segments<'a> {
    bytes: &'a [u8],
    at: usize,
    end: End,
}

impl<'a> Segments<'a> {
    pub(super) const fn of(jpeg: &'a [u8]) -> Self {
        Self {
            bytes: jpeg,
            at: 2,
            end: End::Missing,
        }
    }

    /// What stands behind the last one.
    pub(super) fn end(mut self) -> End {
        self.by_ref().for_each(drop);
        self.end
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.end = match *rest {
                [0xff, 0xff, ..] => {
                    self.at += 1;
                    continue;
                }
                [0xff, 0x01 | 0xd0..=0xd8, ..] => {
                    self.at += 2;
                    continue;
                }
                [0xff, 0xd9 | 0xda, ..] => End::Right,
                [0xff, marker, high, low, ..] => {
                    let len = 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
                    self.at += len;
                    return Some((marker, &rest[4..len.min(rest.len())]));
                }
                [] | [0xff, ..] => End::Missing,
                _ => match rest.iter().take_while(|&&byte| byte == 0).count() {
                    n_zeros @ 1..=MOST_ZEROS => {
                        self.at += n_zeros;
                        continue;
                    }
                    _ => End::Stray,
                },
            };
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_before_a_marker_are_passed_over() {
        let picture = |filling: &[u8]| {
            let head = &b"\xff\xd8\xff\xe0\0\x04ab"[..];
            [head, filling, b"\xff\xfe\0\x05van\xff\xda\0\x02"].concat()
        };
        let both = vec![(0xe0, &b"ab"[..]), (0xfe, b"van")];
        for filling in [&b""[..], b"\0", b"\0\0\0", b"\0\xff", b"\xff\xff"] {
            let picture = picture(filling);
            assert_eq!(Segments::of(&picture).collect::<Vec<_>>(), both, "{filling:?}");
            assert_eq!(Segments::of(&picture).end(), End::Right, "{filling:?}");
        }
        // A byte too many, and a hole.
        for filling in [&b"\r"[..], b"\0a", &[0; 512]] {
            let picture = picture(filling);
            assert_eq!(Segments::of(&picture).collect::<Vec<_>>(), both[..1], "{filling:?}");
            assert_eq!(Segments::of(&picture).end(), End::Stray, "{filling:?}");
        }
    }

    #[test]
    fn a_segment_that_is_cut_is_told_as_far_as_it_goes() {
        let cut = b"\xff\xd8\xff\xfe\0\x09van";
        assert_eq!(Segments::of(cut).collect::<Vec<_>>(), [(0xfe, &b"van"[..])]);
        for len in 2..=cut.len() {
            assert_eq!(Segments::of(&cut[..len]).end(), End::Missing, "{len}");
        }
    }
}
