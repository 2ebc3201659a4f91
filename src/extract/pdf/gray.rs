//! Pictures of grays, which strips of a page are put together to.

/// Larger pictures are no pages.
pub(super) const MOST_PIXELS: usize = 128 << 20;
/// A strip of a page is lower than this.
const STRIP: usize = 256;

/// One byte a pixel, row after row.
pub(super) struct Gray {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
}

impl Gray {
    /// Whether this goes on in a strip.
    pub(super) fn takes(&self, strip: &Self) -> bool {
        let is_strip = strip.height < STRIP && self.width == strip.width;
        is_strip && self.pixels.len() + strip.pixels.len() <= MOST_PIXELS
    }

    pub(super) fn append(&mut self, strip: &Self) {
        // What is missing is paper.
        self.pixels.resize(self.width * self.height, 255);
        self.pixels.extend_from_slice(&strip.pixels);
        self.height += strip.height;
    }

    /// In the simplest format there is (PGM).
    pub(super) fn file(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        let len = file.len() + self.width * self.height;
        file.extend_from_slice(&self.pixels);
        file.resize(len, 255);
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_of_one_width_are_one_picture() {
        let gray = |width, height| Gray {
            width,
            height,
            pixels: vec![0; width * (height - 1)],
        };
        let mut whole = gray(3, 2);
        assert!(whole.takes(&gray(3, 2)) && !whole.takes(&gray(4, 2)) && !whole.takes(&gray(3, STRIP)));
        whole.append(&gray(3, 2));
        assert_eq!(whole.file(), b"P5\n3 4\n255\n\0\0\0\xff\xff\xff\0\0\0\xff\xff\xff");
    }
}
