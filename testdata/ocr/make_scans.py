#!/usr/bin/env python3
"""Pictures and scanned pages with one invented letter, in every way of packing that is read, and pasted into office documents
(needs Pillow and DejaVu, python-docx, python-pptx, openpyxl and LibreOffice).

The JBIG2 page is a generic region in the coding of fax machines (ITU-T T.88, 7.4.6), so that no encoder is needed.
"""

import io
import pathlib
import struct
import subprocess
import sys
import zlib

import docx
import docx.shared
import openpyxl
import openpyxl.drawing.image
import pptx
from PIL import Image, ImageDraw, ImageFont

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "hostile"))
from pdf import Pdf

HERE = pathlib.Path(__file__).resolve().parent
LINES = ["Rijksregisternummer: 85.07.30-951.80", "Betreft: het dossier van Anouk Peeters"]
SIZE = (1000, 220)


def letter():
    picture = Image.new("L", SIZE, 255)
    font = ImageFont.truetype("DejaVuSans.ttf", 38)
    for n, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((40, 40 + 70 * n), line, font=font, fill=0)
    return picture


def saved(picture, kind, **how):
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def fax(picture):
    """The bytes of group 4, out of a TIFF file of one strip."""
    tiff = Image.open(io.BytesIO(saved(picture.convert("1"), "TIFF", compression="group4", strip_size=1 << 30)))
    offsets, counts = tiff.tag_v2[273], tiff.tag_v2[279]
    assert len(offsets) == 1, "one strip"
    tiff.fp.seek(offsets[0])
    return tiff.fp.read(counts[0])


def jbig2(picture):
    width, height = picture.size
    segment = lambda number, kind, data: struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data
    page = segment(0, 48, struct.pack(">IIIIBH", width, height, 0, 0, 0, 0))
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x01" + fax(picture)
    return page + segment(1, 38, region) + segment(2, 49, b"")


def scan(name, data, entries, size=SIZE):
    """One page that is one picture."""
    pdf = Pdf()
    pdf.put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    pdf.put(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    media = b"/MediaBox [0 0 %d %d]" % size
    pdf.put(3, b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>" % media)
    pdf.stream(4, b"q %d 0 0 %d 0 0 cm /I Do Q" % size)
    side = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % size
    pdf.stream(5, data, side + entries)
    (HERE / name).write_bytes(pdf.end())


def pasted():
    """The picture in documents of a line of text each, and what LibreOffice saves of them."""
    picture = HERE / "brief.jpg"
    document = docx.Document()
    document.add_paragraph("Kopie van de brief")
    document.add_picture(str(picture), width=docx.shared.Inches(6))
    document.save(HERE / "geplakt.docx")
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[6]).shapes.add_picture(str(picture), 0, 0)
    show.save(HERE / "geplakt.pptx")
    book = openpyxl.Workbook()
    book.active["A1"] = "Kopie van de brief"
    book.active.add_image(openpyxl.drawing.image.Image(str(picture)), "B3")
    book.save(HERE / "geplakt.xlsx")
    for source, kinds in [("docx", ["doc", "odt", "rtf"]), ("pptx", ["ppt", "odp"]), ("xlsx", ["xls", "ods"])]:
        for kind in kinds:
            convert = ["soffice", "--headless", "--convert-to", kind, "--outdir", HERE, HERE / f"geplakt.{source}"]
            subprocess.run(convert, check=True)


def main():
    gray = letter()
    black = gray.convert("1", dither=Image.Dither.NONE)
    for kind, name in [("PNG", "png"), ("BMP", "bmp"), ("GIF", "gif")]:
        (HERE / f"brief.{name}").write_bytes(saved(black, kind))
    (HERE / "brief.jpg").write_bytes(saved(gray, "JPEG", quality=40))
    (HERE / "brief.webp").write_bytes(saved(gray, "WEBP", quality=40))
    (HERE / "brief.tif").write_bytes(saved(black, "TIFF", compression="group4"))
    (HERE / "gekanteld.png").write_bytes(saved(black.rotate(90, expand=True), "PNG"))
    scan("dct.pdf", saved(gray, "JPEG", quality=40), b"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode")
    scan("jpx.pdf", saved(gray, "JPEG2000", quality_mode="rates", quality_layers=[30]), b"/Filter /JPXDecode")
    flate = b"/Filter /FlateDecode /BitsPerComponent "
    scan("flate.pdf", zlib.compress(gray.tobytes(), 9), flate + b"8 /ColorSpace /DeviceGray")
    scan("rgb.pdf", zlib.compress(gray.convert("RGB").tobytes(), 9), flate + b"8 /ColorSpace /DeviceRGB")
    scan("bits.pdf", zlib.compress(black.tobytes(), 9), flate + b"1 /ColorSpace /DeviceGray")
    palette = b"[/Indexed /DeviceRGB 1 <FFFFE0000080>]"
    turned = bytes(byte ^ 0xFF for byte in black.tobytes())
    scan("indexed.pdf", zlib.compress(turned, 9), flate + b"1 /ColorSpace " + palette)
    parameters = b"/DecodeParms << /K -1 /Columns %d /Rows %d >>" % SIZE
    bits = b"/BitsPerComponent 1 /ColorSpace /DeviceGray /Filter "
    scan("fax.pdf", fax(black), bits + b"/CCITTFaxDecode " + parameters)
    scan("jbig2.pdf", jbig2(black), bits + b"/JBIG2Decode")
    pasted()


if __name__ == "__main__":
    main()
