"""What bytes are when they are no text."""

from __future__ import annotations

import re

from zhengwen.text.lazy_regex import pattern

MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (as Office documents are)"),
    (b"\x1f\x8b\x08", "gzip-compressed data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard-compressed data"),
    (b"\x7fELF", "a program"),
    (b"BZh9", "bzip2-compressed data"),
    (b"\xfd7zXZ\0", "xz-compressed data"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"SQLite format 3\0", "a database"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"OggS\0", "a sound or a video"),
    (b"ID3\x03", "a sound"),
    (b"ID3\x04", "a sound"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)
# Where the first four bytes are a size, or the size stands between.
CONTAINERS = (
    (re.compile(rb"\0\0\0[\x08-\x40]ftyp"), "a video or an image"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "a WebP image"),
    (re.compile(rb"RIFF.{4}(?:WAVE|AVI )", re.DOTALL), "a sound or a video"),
)
MAGICS = tuple(magic for magic, _ in MAGIC)
HEAD_BYTES = 4096  # bytes that are looked at
NOISE = pattern(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
HIGH, C1 = pattern(rb"[\x80-\xff]"), pattern(rb"[\x80-\x9f]")
MIN_HIGH_BYTES, HIGH_SHARE, C1_SHARE = 12, 0.35, 0.12  # random bytes: a half, and of those a quarter
FEW_CONTROLS, NOISY = 8, 0.04  # random bytes have controls by the tenth


def kind_of_file(raw: bytes) -> str | None:
    """What the bytes are when they are no text: `a PNG image`, say."""
    if raw.startswith(MAGICS):
        return next(kind for magic, kind in MAGIC if raw.startswith(magic))
    return next((kind for container, kind in CONTAINERS if container.match(raw)), None)


def is_noise(raw: bytes, name: str) -> bool:
    """Whether bytes hold so many controls that no text in this charset has them."""
    if name.startswith(("utf-16", "utf-32", "hz", "iso2022")):
        return False
    size = min(len(raw), HEAD_BYTES)
    controls = len(NOISE.findall(raw, 0, HEAD_BYTES))
    if controls > FEW_CONTROLS and controls > NOISY * size:
        return True
    return name == "cp1252" and _is_random(raw[:HEAD_BYTES])


def _is_random(raw: bytes) -> bool:
    """Whether bytes that no other charset explains are half of them no ASCII, and many where letters hardly stand.

    Languages of other alphabets have as many bytes that are no ASCII, but few of them in the range of the controls.
    """
    high = len(HIGH.findall(raw))
    return high >= MIN_HIGH_BYTES and high > HIGH_SHARE * len(raw) and len(C1.findall(raw)) > C1_SHARE * high
