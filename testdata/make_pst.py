#!/usr/bin/env python3
"""Makes mail stores of the generations that no program writes without Outlook: each by its specification ([MS-PST]);
`readpst` of libpst, a reader of other hands, reads mail.pst and old.pst. `make_stores.py` has another program write one.

Every name, address and number is invented; national numbers use the serials 950-998.
usage: python3 testdata/make_pst.py
"""
import pathlib
import struct
import zlib

OUT = pathlib.Path(__file__).parent / "formats" / "pst"
NUMBERS = ("85.07.30-951.80", "71.01.09-962.72", "01.11.23-973.16")
# The first table of the specification's 5.1, and the second, by which blocks are encoded.
SOURCE = (pathlib.Path(__file__).parent.parent / "src/extract/pst/cipher.rs").read_text()


def table(name):
    text = SOURCE.split(f"static {name}: [u8; 256] = [\n")[1].split("]")[0]
    return [int(number) for number in text.replace("\n", " ").split(",") if number.strip()]


FORTH, MIRROR = table("FORTH"), table("MIRROR")
BACK = [FORTH.index(byte) for byte in range(256)]


def permuted(_, data):
    return bytes(FORTH[byte] for byte in data)


def cyclic(bid, data):
    turn = (bid ^ bid >> 16) & 0xFFFF
    out = bytearray()
    for byte in data:
        low, high = turn & 255, turn >> 8
        byte = MIRROR[(FORTH[(byte + low) & 255] + high) & 255]
        out.append((BACK[(byte - high) & 255] - low) & 255)
        turn = (turn + 1) & 0xFFFF
    return bytes(out)


class Store:
    def __init__(self, version, cipher, encode):
        self.version, self.cipher, self.encode = version, cipher, encode
        self.width = 4 if version == 14 else 8
        self.large = version == 36
        self.id = "<I" if self.width == 4 else "<Q"
        self.page_len = 4096 if self.large else 512
        self.block_len = 65512 if self.large else 8180 if self.width == 4 else 8176
        self.file = bytearray(0x4400)
        self.next_bid = 4
        self.blocks, self.nodes = {}, {}

    def ids(self, *numbers):
        return b"".join(struct.pack(self.id, number) for number in numbers)

    def block(self, data, internal=False):
        bid = self.next_bid | (2 if internal else 0)
        self.next_bid += 4
        data = data if internal or not self.encode else self.encode(bid, data)
        stored = zlib.compress(data) if self.large and len(data) > 1000 else data
        trailer = {4: 12, 8: 16}[self.width] if not self.large else 24
        self.file += bytes(-len(self.file) % (512 if self.large else 64))
        self.blocks[bid] = (len(self.file), len(stored), len(data))
        align = 512 if self.large else 64
        room = -(len(stored) + trailer) % align
        self.file += stored + bytes(room)
        crc = zlib.crc32(b"")
        if self.width == 4:
            self.file += struct.pack("<HHII", len(stored), 0, bid, crc)
        else:
            self.file += struct.pack("<HHIQ", len(stored), 0, crc, bid)
            self.file += struct.pack("<HHI", 2, len(data), 0) if self.large else b""
        return bid

    def data(self, value):
        if len(value) <= self.block_len:
            return self.block(value)
        parts = [self.block(value[at:at + self.block_len]) for at in range(0, len(value), self.block_len)]
        return self.block(struct.pack("<BBHI", 1, 1, len(parts), len(value)) + self.ids(*parts), internal=True)

    def subnodes(self, nodes):
        if not nodes:
            return 0
        entries = b"".join(self.ids(*node) for node in sorted(nodes))
        pad = b"\0\0\0\0" if self.width == 8 else b""
        return self.block(struct.pack("<BBH", 2, 0, len(nodes)) + pad + entries, internal=True)

    def node(self, nid, data, subnodes, parent):
        self.nodes[nid] = self.ids(nid, data, subnodes) + struct.pack("<I", parent) + bytes(self.width - 4)

    def tree(self, kind, leaves):
        """Pages of a tree; the identifier and offset of its root."""
        level, entry_len = 0, len(leaves[0][1])
        room = {4: 496, 8: 488}[self.width] if not self.large else 4056
        # Few to a page, so that there are two levels.
        most = min(room // entry_len, 8)
        while True:
            pages = []
            for at in range(0, len(leaves), most):
                part = leaves[at:at + most]
                body = b"".join(entry for _, entry in part).ljust(room, b"\0")
                count = "<HHBB10x" if self.large else "<BBBB" if self.width == 4 else "<BBBB4x"
                body += struct.pack(count, len(part), most, entry_len, level)
                self.file += bytes(-len(self.file) % self.page_len)
                where, bid = len(self.file), self.next_bid
                self.next_bid += 4
                if self.width == 4:
                    body += struct.pack("<BBHII", kind, kind, 0, bid, 0)
                else:
                    body += struct.pack("<BBHIQ", kind, kind, 0, 0, bid) + bytes(8 if self.large else 0)
                assert len(body) == self.page_len
                self.file += body
                pages.append((part[0][0], self.ids(part[0][0], bid, where), bid, where))
            if len(pages) == 1:
                return pages[0][2:]
            level, leaves = level + 1, [page[:2] for page in pages]
            entry_len, most = 3 * self.width, min(room // (3 * self.width), 8)

    def save(self, name):
        def leaf(bid):
            where, stored, length = self.blocks[bid]
            sizes = struct.pack("<HHHH", stored, length, 2, 0) if self.large else struct.pack("<HH", stored, 2)
            return bid, self.ids(bid, where) + sizes.ljust(self.width, b"\0")

        nodes = self.tree(0x81, sorted(self.nodes.items()))
        blocks = self.tree(0x80, [leaf(bid) for bid in sorted(self.blocks)])
        head = b"!BDN" + bytes(4) + (b"SO" if self.large else b"SM") + struct.pack("<HHBB", self.version, 19, 1, 1)
        head = head.ljust(164 if self.width == 4 else 180, b"\0")
        head += struct.pack("<I", 0) + self.ids(len(self.file), 0x4400, 0, 0, *nodes, *blocks) + bytes([2])
        head = head.ljust(460 if self.width == 4 else 512, b"\0") + bytes([0x80, self.cipher])
        self.file[:len(head)] = head
        OUT.mkdir(exist_ok=True)
        (OUT / name).write_bytes(self.file)

    # What stands in nodes.

    def heap(self, kind, values):
        """Values on a heap; the first is its root."""
        at, places, body = 12, [], b""
        for value in values:
            places.append(at + len(body))
            body += value
        body += bytes(len(body) % 2)
        ends = at + len(body)
        page_map = struct.pack("<HH", len(values), 0) + b"".join(struct.pack("<H", p) for p in places + [ends])
        return struct.pack("<HBBI4x", ends, 0xEC, kind, hid(0)) + body + page_map

    def properties(self, values, subnodes=()):
        """Data and subnodes of a node with these properties: (number, type, value)."""
        subnodes, records, kept = list(subnodes), b"", [None, None]
        for number, kind, value in sorted(values):
            if isinstance(value, int):
                where = value
            elif len(value) > 1500:
                where = 0x1F | (0x100 + len(subnodes)) << 5
                subnodes.append((where, self.data(value), 0))
            else:
                where = hid(len(kept)) if value else 0
                kept += [value] if value else []
            records += struct.pack("<HHI", number, kind, where)
        kept[0] = struct.pack("<BBBBI", 0xB5, 2, 6, 0, hid(1))
        kept[1] = records
        return self.data(self.heap(0xBC, kept)), self.subnodes(subnodes)

    def table(self, columns, rows):
        """Data of a table node: columns are (number, type), rows are lists of texts."""
        kept = [None, struct.pack("<BBBBI", 0xB5, 4, self.width // 2, 0, hid(2)), None, None]
        at, bits = 8 + 4 * len(columns), -(-(len(columns) + 2) // 8)
        matrix, index = b"", b""
        for n, row in enumerate(rows):
            cells = b""
            for value in row:
                kept.append(value)
                cells += struct.pack("<I", hid(len(kept) - 1))
            matrix += struct.pack("<II", n + 1, 1) + cells + b"\xff" * bits
            index += struct.pack("<I", n + 1) + n.to_bytes(self.width // 2, "little")
        described = [(0x67F2, 3, 0, 4, 0), (0x67F3, 3, 4, 4, 1)]
        described += [(number, kind, 8 + 4 * n, 4, n + 2) for n, (number, kind) in enumerate(columns)]
        described.sort()
        kept[0] = struct.pack("<BBHHHHIII", 0x7C, len(described), at, at, at, at + bits, hid(1), hid(3), 0)
        for number, kind, where, length, bit in described:
            kept[0] += struct.pack("<HHHBB", kind, number, where, length, bit)
        kept[2], kept[3] = index, matrix
        return self.data(self.heap(0x7C, kept))


def hid(n):
    return (n + 1) << 5


def fill(store):
    wide = store.width == 8
    text_type, page = (0x1F, "utf-16-le") if wide else (0x1E, "cp1252")
    text = lambda number, value: (number, text_type, value.encode(page))
    integer = lambda number, value: (number, 3, value)
    entry_id = bytes(4) + bytes(range(16)) + struct.pack("<I", 0x8022)
    top = store.properties([text(0x3001, "Bestand"), (0x35E0, 0x102, entry_id), integer(0x35DF, 0x89)])
    store.node(0x21, *top, 0)

    # Names of properties: a person's field, an address of a contact.
    made_up = "Rijksregisternummer".encode("utf-16-le")
    entries = struct.pack("<IHH", 0, 3 << 1 | 1, 0) + struct.pack("<IHH", 0x8083, 4 << 1, 1)
    names = [(2, 0x102, bytes(32)), (3, 0x102, entries), (4, 0x102, struct.pack("<I", len(made_up)) + made_up)]
    store.node(0x61, *store.properties([integer(1, 251)] + names), 0)

    for nid, name, parent in (
        (0x122, "", 0x122), (0x8022, "Mappen", 0x122), (0x8042, "Postvak IN", 0x8022),
        (0x8062, "Contactpersonen", 0x8022), (0x8082, "Dossier Ysaline", 0x8042),
    ):
        values = [text(0x3001, name), integer(0x3602, 1), integer(0x3603, 0), (0x360A, 0xB, 1)]
        store.node(nid, *store.properties(values), parent)
        store.node(nid & ~31 | 0x0D, store.table([(0x3001, text_type)], []), 0, 0)

    people = (("Joris Lambrechts", "joris.lambrechts@voorbeeldfirma.be"), ("Céline Dumoulin", "celine@voorbeeldfirma.be"))
    recipients = [[name.encode(page), address.encode(page)] for name, address in people]
    to = store.table([(0x3001, text_type), (0x3003, text_type)], recipients)
    row = f"naam;rijksregisternummer\nDumoulin;{NUMBERS[2]}\n".encode()
    attached = [text(0x3707, "lijst.csv"), (0x3701, 0x102, row + b"\n" * 1700), integer(0x3705, 1), integer(0x0E20, 1700)]
    inner = store.properties([text(0x0037, "Doorgestuurd"), text(0x1000, f"Binnenin {NUMBERS[1]}"), text(0x001A, "IPM.Note")])
    nested = [text(0x3001, "Doorgestuurd"), (0x3701, 0xD, struct.pack("<II", 0x10004, 9)), integer(0x3705, 5)]
    nested = store.properties(nested, [(0x10004, *inner)])
    html = f"<html><body><p>Zie <b>{NUMBERS[1]}</b></p></body></html>".encode()
    values = [
        text(0x001A, "IPM.Note"), text(0x0037, "\x01\x05RE: Dossier Céline"), text(0x0C1A, "Anouk Peeters"),
        text(0x0C1F, "anouk.peeters@voorbeeldfirma.be"), text(0x0E04, "Joris Lambrechts"),
        text(0x1000, f"Dossier van Anouk Peeters, rijksregisternummer {NUMBERS[0]}.\r\nGroeten"),
        (0x1013, 0x102, html), integer(0x3FDE, 28591), integer(0x0E07, 1),
        (0x0039, 0x40, struct.pack("<q", (1782000000 + 11644473600) * 10**7)),
    ]
    below = [(0x692, to, 0), (0x8025, *store.properties(attached)), (0x8045, *nested)]
    store.node(0x200004, *store.properties(values, below), 0x8042)

    rtf = f"{{\\rtf1\\ansi Nota over {NUMBERS[1]}}}".encode()
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    values = [text(0x001A, "IPM.Note"), text(0x0037, "Nota"), (0x1009, 0x102, packed)]
    store.node(0x200024, *store.properties(values), 0x8082)

    long = "".join(f"Regel {n} van een lange tekst.\r\n" for n in range(1000)) + f"Slot: {NUMBERS[0]}"
    values = [text(0x001A, "IPM.Note"), text(0x0037, "Lang"), text(0x1000, long)]
    store.node(0x200044, *store.properties(values), 0x8042)

    many = [value.encode("utf-16-le" if wide else page) for value in ("Klant", "Dringend")]
    at = 4 + 4 * len(many)
    keywords = struct.pack("<III", len(many), at, at + len(many[0])) + b"".join(many)
    values = [
        text(0x001A, "IPM.Contact"), text(0x3001, "Céline Dumoulin"), text(0x3A06, "Céline"), text(0x3A11, "Dumoulin"),
        text(0x3A1C, "0475/27.63.12"), (0x3A42, 0x40, struct.pack("<q", (1006473600 + 11644473600) * 10**7)),
        text(0x8000, NUMBERS[2]), text(0x8001, "celine@voorbeeldfirma.be"), (0x9000, text_type | 0x1000, keywords),
    ]
    store.node(0x200064, *store.properties(values), 0x8062)
    # So many that the tree of nodes has two levels.
    for n in range(12):
        values = [text(0x001A, "IPM.Note"), text(0x0037, f"Kort bericht {n}"), text(0x1000, f"Tekst {n}")]
        store.node(0x200084 + 32 * n, *store.properties(values), 0x8042)


for name, *kind in (("mail.pst", 23, 1, permuted), ("old.pst", 14, 2, cyclic), ("copy.ost", 36, 0, None)):
    store = Store(*kind)
    fill(store)
    store.save(name)
