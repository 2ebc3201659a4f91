"""Bytes that grow when they are unpacked, made without ever holding what they grow to."""

import struct
import zlib

MB = 1 << 20
GB = 1 << 30


def deflate(before, unit, total, after=b""):
    """Raw deflate of `before`, then `unit` over and over up to `total` bytes, then `after`."""
    coder = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = coder.compress(before) + coder.flush(zlib.Z_FULL_FLUSH)
    chunk = unit * (MB // len(unit))
    # Behind a full flush nothing refers back: the packed chunk can be repeated.
    middle = coder.compress(chunk) + coder.flush(zlib.Z_FULL_FLUSH)
    end = coder.compress(after) + coder.flush()
    return start + middle * (total // len(chunk)) + end


def zlib_stream(before, unit, total, after=b""):
    """The same with the header of zlib; the checksum at the end is wrong, which nobody gets to."""
    return b"\x78\xda" + deflate(before, unit, total, after) + b"\0\0\0\0"


def gzip(before, unit, total):
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + deflate(before, unit, total) + struct.pack("<II", 0, total & 0xFFFFFFFF)


def zstd(before, total):
    """Frames by hand (RFC 8878): one raw block, then blocks that repeat one byte."""
    block = lambda last, kind, size: struct.pack("<I", size << 3 | kind << 1 | last)[:3]
    frame = b"\x28\xb5\x2f\xfd" + b"\0" + b"\x58"  # a window of 2 MiB, no size, no checksum
    frame += block(0, 0, len(before)) + before
    size = 128 << 10
    return frame + (block(0, 1, size) + b" ") * (total // size) + block(1, 0, 0)


def local(name, method, packed, size, crc=0):
    return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, method, 0, 0x21, crc, packed, size, len(name), 0) + name


def central(name, method, packed, size, offset, crc=0):
    sizes = (crc, packed, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, method, 0, 0x21, *sizes) + name


def end_of_directory(n, size, offset):
    return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n, n, size, offset, 0)


def zip_of(entries):
    """A zip of (name, method, packed bytes, declared size, checksum); what is stored has its real checksum."""
    body, directory = b"", b""
    for name, method, packed, size, *crc in entries:
        name = name.encode()
        crc = crc[0] if crc else zlib.crc32(packed) if method == 0 else 0
        size = min(size, 0xFFFFFFFF)
        directory += central(name, method, len(packed), size, len(body), crc)
        body += local(name, method, len(packed), size, crc) + packed
    return body + directory + end_of_directory(len(entries), len(directory), len(body))
