//! Where text stands: transformation matrices and the frame of a line.

/// `[a b c d e f]` as in the format: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::extract) struct Matrix([f32; 6]);

/// The frame of a line of text: its direction, and what a font size is along and across it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    direction: (f32, f32),
    /// Degrees.
    pub(super) angle: i16,
    pub(super) em: f32,
    pub(super) size: f32,
}

impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn from_numbers(numbers: &[f32]) -> Option<Self> {
        numbers.try_into().ok().map(Self)
    }

    /// This transformation, then the other.
    pub fn then(&self, other: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [g, h, i, j, k, l] = other.0;
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Moved by x and y before everything else.
    pub(super) fn moved(&self, x: f32, y: f32) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([a, b, c, d, a * x + c * y + e, b * x + d * y + f])
    }

    pub fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (finite(a * x + c * y + e), finite(b * x + d * y + f))
    }

    /// The frame of text of a font size and horizontal scale. Vertical writing goes down.
    pub(super) fn frame(&self, size: f32, scale: f32, vertical: bool) -> Frame {
        let [a, b, c, d, ..] = self.0;
        let horizontal = (a * size * scale, b * size * scale);
        let upright = (c * size, d * size);
        let (ahead, aside) = if vertical {
            ((-upright.0, -upright.1), horizontal)
        } else {
            (horizontal, upright)
        };
        let (em, size) = (length(ahead), length(aside));
        let direction = if em > 0.0 {
            (ahead.0 / em, ahead.1 / em)
        } else {
            (1.0, 0.0)
        };
        let angle = if direction.1 == 0.0 && direction.0 > 0.0 {
            0
        } else {
            // Upside-down text must not have two angles.
            let degrees = direction.1.atan2(direction.0).to_degrees().round() as i16;
            if degrees == -180 { 180 } else { degrees }
        };
        Frame {
            direction,
            angle,
            em: em.max(0.01),
            size: size.max(0.01),
        }
    }
}

impl Frame {
    pub(super) fn along(&self, (x, y): (f32, f32)) -> f32 {
        x * self.direction.0 + y * self.direction.1
    }

    pub(super) fn across(&self, (x, y): (f32, f32)) -> f32 {
        y * self.direction.0 - x * self.direction.1
    }
}

fn length((x, y): (f32, f32)) -> f32 {
    let length = x.hypot(y);
    if length.is_finite() { length } else { 0.0 }
}

fn finite(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transformations_follow_one_another() {
        let scaled = Matrix([2.0, 0.0, 0.0, 2.0, 10.0, 0.0]);
        assert_eq!(
            Matrix::IDENTITY.moved(1.0, 1.0).then(&scaled).apply(0.0, 0.0),
            (12.0, 2.0)
        );
    }

    #[test]
    fn the_frame_turns_with_the_text() {
        let upwards = Matrix([0.0, 1.0, -1.0, 0.0, 100.0, 50.0]).frame(10.0, 0.5, false);
        assert_eq!((upwards.angle, upwards.em, upwards.size), (90, 5.0, 10.0));
        assert!((upwards.along((100.0, 60.0)) - 60.0).abs() < 0.001);
        assert!((upwards.across((100.0, 60.0)) + 100.0).abs() < 0.001);
        assert_eq!(Matrix::IDENTITY.frame(10.0, 1.0, true).angle, -90);
        assert_eq!(Matrix::IDENTITY.frame(-10.0, 1.0, false).angle, 180);
    }
}
