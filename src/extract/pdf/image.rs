//! The pictures of a page as files that a reader of pictures takes, and what they show.

use hayro_jbig2::{DecodeSettings, Decoder, Globals, Page};
use lopdf::{Dictionary, Object, Stream};

use super::content::MIN_PIXELS;
use super::decode::before_last;
use super::gray::{Gray, MOST_PIXELS};
use super::source::Source;
use crate::extract::{Error, Sink};

/// Levels of colour spaces in one another.
const MOST_SPACES: usize = 4;

/// A picture that can be read.
enum Picture {
    /// In the file format it was packed in.
    File(Vec<u8>),
    Gray(Gray),
}

/// Adds what the pictures of a page show; where the page is cut up, the small ones are parts of it. False when they are
/// not read.
pub(super) fn read<'d>(
    source: &Source<'d>,
    pictures: &[&'d Stream],
    is_cut_up: bool,
    sink: &mut Sink<'_>,
) -> Result<bool, Error> {
    let sides = |picture: &Stream| [&b"Width"[..], b"Height"].map(|key| side(source, &picture.dict, key));
    let is_large = |picture: &Stream| sides(picture).iter().product::<usize>() as f32 >= MIN_PIXELS;
    let mut pictures = pictures
        .iter()
        .filter(|picture| is_cut_up || is_large(picture))
        .peekable();
    if pictures.peek().is_none() || !sink.reads_pictures() {
        return Ok(false);
    }
    let mut is_read = true;
    // Strips are put together again: lines of text may stand on two of them.
    let mut strips: Option<Gray> = None;
    for picture in pictures {
        let picture = unpack(source, picture, sink)?;
        if let (Some(Picture::Gray(strip)), Some(above)) = (&picture, &mut strips)
            && above.takes(strip)
        {
            above.append(strip);
            continue;
        }
        if let Some(whole) = strips.take() {
            sink.picture(&whole.file(), "a picture")?;
        }
        match picture {
            Some(Picture::Gray(gray)) => strips = Some(gray),
            Some(Picture::File(file)) => sink.picture(&file, "a picture")?,
            None => is_read = false,
        }
    }
    if let Some(whole) = strips {
        sink.picture(&whole.file(), "a picture")?;
    }
    Ok(is_read)
}

/// The picture as a file of its own, or as grays; none for a way of packing that is not known.
fn unpack<'d>(source: &Source<'d>, picture: &'d Stream, sink: &mut Sink<'_>) -> Result<Option<Picture>, Error> {
    let filters = picture.filters().unwrap_or_default();
    let (codec, before) = filters
        .split_last()
        .map_or((&b""[..], &[][..]), |(last, before)| (*last, before));
    let packed = |sink: &mut Sink<'_>| match before {
        [] => Ok(picture.content.clone()),
        _ => source.decode(&before_last(picture, before), sink),
    };
    Ok(match codec {
        b"DCTDecode" | b"DCT" | b"JPXDecode" => Some(Picture::File(packed(sink)?)),
        b"CCITTFaxDecode" | b"CCF" => Some(Picture::File(fax(source, picture, &packed(sink)?))),
        b"JBIG2Decode" => jbig2(source, picture, &packed(sink)?, sink)?.map(Picture::Gray),
        _ => {
            let samples = source.decode(picture, sink)?;
            let gray = Samples::new(source, &picture.dict, sink)?.and_then(|layout| layout.gray(&samples));
            gray.map(Picture::Gray)
        }
    })
}

fn side(source: &Source<'_>, dict: &Dictionary, key: &[u8]) -> usize {
    let number = dict.get(key).ok().and_then(|object| match object {
        Object::Reference(_) => source.document.dereference(object).ok()?.1.as_i64().ok(),
        object => object.as_i64().ok(),
    });
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
}

/// The parameters of the last filter.
fn parameters<'d>(source: &Source<'d>, picture: &'d Stream) -> Option<&'d Dictionary> {
    match source.get(&picture.dict, b"DecodeParms")? {
        Object::Array(all) => source.as_dict(all.last()?),
        one => source.as_dict(one),
    }
}

/// A fax page with the header of a TIFF file before it (TIFF 6.0, sections 10 and 11).
fn fax<'d>(source: &Source<'d>, picture: &'d Stream, data: &[u8]) -> Vec<u8> {
    let parameters = parameters(source, picture);
    let number = |key: &[u8]| parameters.and_then(|parameters| source.number(parameters, key));
    let scheme = number(b"K").unwrap_or(0.0);
    let width = number(b"Columns").map_or(1728, |columns| columns.max(0.0) as u32);
    let height = u32::try_from(side(source, &picture.dict, b"Height")).unwrap_or(0);
    let (compression, two_dimensions) = if scheme < 0.0 {
        (4, 0)
    } else {
        (3, u32::from(scheme > 0.0))
    };
    let options = if compression == 4 {
        (293, 0)
    } else {
        (292, two_dimensions)
    };
    let tags = [
        (256, width),
        (257, height),
        (258, 1),
        (259, compression),
        (262, 0),
        (273, 8 + 2 + 10 * 12 + 4),
        (277, 1),
        (278, height),
        (279, u32::try_from(data.len()).unwrap_or(u32::MAX)),
        options,
    ];
    let mut file = b"II*\0\x08\0\0\0\x0a\0".to_vec();
    // In the order of their numbers, as readers expect it.
    let mut tags = tags;
    tags.sort_unstable();
    for (tag, value) in tags {
        file.extend(u16::to_le_bytes(tag));
        file.extend(u16::to_le_bytes(4));
        file.extend(1_u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file.extend_from_slice(data);
    file
}

/// The black and white of a JBIG2 page, one byte a pixel.
#[derive(Default)]
struct Pixels(Vec<u8>);

impl Decoder for Pixels {
    fn push_pixel(&mut self, black: bool) {
        self.0.push(if black { 0 } else { 255 });
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        let len = self.0.len() + 8 * chunk_count as usize;
        self.0.resize(len, if black { 0 } else { 255 });
    }

    fn next_line(&mut self) {}
}

fn jbig2<'d>(
    source: &Source<'d>,
    picture: &'d Stream,
    data: &[u8],
    sink: &mut Sink<'_>,
) -> Result<Option<Gray>, Error> {
    let settings = DecodeSettings::default();
    let shared = match parameters(source, picture).and_then(|parameters| source.stream(parameters, b"JBIG2Globals")) {
        Some(stream) => Globals::new(&source.decode(stream, sink)?, &settings).ok(),
        None => None,
    };
    let Ok(page) = Page::new_embedded(data, shared.as_ref(), &settings) else {
        return Ok(None);
    };
    let (width, height) = (page.width() as usize, page.height() as usize);
    if width.saturating_mul(height) > MOST_PIXELS {
        return Ok(None);
    }
    let mut pixels = Pixels::default();
    let decoded = page.decode(&mut pixels);
    Ok(decoded.ok().map(|()| Gray {
        width,
        height,
        pixels: pixels.0,
    }))
}

/// How the samples of a picture become grays.
struct Samples {
    width: usize,
    height: usize,
    bits: usize,
    space: Space,
    inverted: bool,
}

enum Space {
    Gray,
    Rgb,
    Cmyk,
    /// Ink: more is darker.
    Ink(usize),
    /// The gray of each index.
    Indexed(Vec<u8>),
}

impl Samples {
    fn new<'d>(source: &Source<'d>, dict: &'d Dictionary, sink: &mut Sink<'_>) -> Result<Option<Self>, Error> {
        let is_mask = source
            .get(dict, b"ImageMask")
            .is_some_and(|mask| matches!(mask.as_bool(), Ok(true)));
        let bits = if is_mask {
            1
        } else {
            side(source, dict, b"BitsPerComponent")
        };
        let space = match dict.get(b"ColorSpace") {
            Ok(space) => space_of(source, space, 0, sink)?,
            Err(_) => Some(Space::Gray),
        };
        let decode = source.numbers(source.array(dict, b"Decode"));
        let (width, height) = (side(source, dict, b"Width"), side(source, dict, b"Height"));
        let fits = width.saturating_mul(height) <= MOST_PIXELS && matches!(bits, 1 | 2 | 4 | 8 | 16);
        Ok(space.filter(|_| fits).map(|space| Self {
            width,
            height,
            bits,
            space,
            inverted: decode.first().zip(decode.get(1)).is_some_and(|(low, high)| low > high),
        }))
    }

    fn gray(&self, samples: &[u8]) -> Option<Gray> {
        let n = self.space.components();
        let row_len = (self.width * n * self.bits).div_ceil(8);
        if row_len == 0 || samples.is_empty() {
            return None;
        }
        let mut gray = Vec::with_capacity(self.width * self.height);
        let mut values = vec![0; n];
        for row in samples.chunks_exact(row_len).take(self.height) {
            for x in 0..self.width {
                for (component, value) in values.iter_mut().enumerate() {
                    *value = self.sample(row, x * n + component);
                }
                gray.push(self.space.gray(&values, self.inverted));
            }
        }
        Some(Gray {
            width: self.width,
            height: self.height,
            pixels: gray,
        })
    }

    /// The nth sample of a row: an index as it is, any other as a byte.
    fn sample(&self, row: &[u8], nth: usize) -> u8 {
        if self.bits >= 8 {
            return row[nth * self.bits / 8];
        }
        let at = nth * self.bits;
        let value = row[at / 8] >> (8 - self.bits - at % 8) & ((1 << self.bits) - 1);
        match self.space {
            Space::Indexed(_) => value,
            _ => value * (255 / ((1 << self.bits) - 1)),
        }
    }
}

impl Space {
    fn components(&self) -> usize {
        match self {
            Self::Gray | Self::Indexed(_) => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
            Self::Ink(n) => *n,
        }
    }

    fn gray(&self, values: &[u8], inverted: bool) -> u8 {
        let sum = |values: &[u8]| values.iter().map(|&value| u32::from(value)).sum::<u32>();
        let light = match (self, values) {
            (Self::Indexed(grays), [index, ..]) => grays.get(usize::from(*index)).copied().unwrap_or(255),
            (Self::Rgb, &[red, green, blue]) => {
                let gray = 2 * u32::from(red) + 5 * u32::from(green) + u32::from(blue);
                (gray / 8) as u8
            }
            (Self::Cmyk, [inks @ .., black]) => 255 - (sum(inks) / 3 + u32::from(*black)).min(255) as u8,
            (Self::Ink(n), inks) => 255 - (sum(inks) / *n as u32).min(255) as u8,
            (_, values) => values.first().copied().unwrap_or(255),
        };
        if inverted { 255 - light } else { light }
    }
}

/// None for a colour space that is not known.
fn space_of<'d>(
    source: &Source<'d>,
    space: &'d Object,
    depth: usize,
    sink: &mut Sink<'_>,
) -> Result<Option<Space>, Error> {
    let Some(space) = source.resolve(space).filter(|_| depth < MOST_SPACES) else {
        return Ok(None);
    };
    let (name, rest) = match space {
        Object::Name(name) => (&name[..], &[][..]),
        Object::Array(array) => match array.split_first() {
            Some((Object::Name(name), rest)) => (&name[..], rest),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    Ok(match (name, rest) {
        (b"DeviceGray" | b"CalGray" | b"G", _) => Some(Space::Gray),
        (b"DeviceRGB" | b"CalRGB" | b"RGB", _) => Some(Space::Rgb),
        (b"DeviceCMYK" | b"CMYK", _) => Some(Space::Cmyk),
        (b"Separation", _) => Some(Space::Ink(1)),
        (b"DeviceN", [names, ..]) => {
            let n = source
                .resolve(names)
                .and_then(|names| names.as_array().ok())
                .map_or(0, Vec::len);
            (1..=32).contains(&n).then_some(Space::Ink(n))
        }
        (b"ICCBased", [profile, ..]) => match source.as_dict(profile).map(|dict| side(source, dict, b"N")) {
            Some(1) => Some(Space::Gray),
            Some(3) => Some(Space::Rgb),
            Some(4) => Some(Space::Cmyk),
            _ => None,
        },
        (b"Indexed" | b"I", [base, _, table, ..]) => {
            let Some(base) = space_of(source, base, depth + 1, sink)? else {
                return Ok(None);
            };
            let table = match source.resolve(table) {
                Some(Object::Stream(stream)) => source.decode(stream, sink)?,
                Some(table) => table.as_str().unwrap_or_default().to_vec(),
                None => Vec::new(),
            };
            let colours = table.chunks_exact(base.components()).take(256);
            Some(Space::Indexed(colours.map(|colour| base.gray(colour, false)).collect()))
        }
        _ => None,
    })
}
