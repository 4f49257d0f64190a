"""What bytes are when they are no text."""

from __future__ import annotations

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
    (b"\0\0\0\x18ftyp", "a video"),
    (b"\0\0\0\x20ftyp", "a video"),
    (b"OggS\0", "a sound or a video"),
    (b"ID3\x03", "a sound"),
    (b"wOF2", "a font"),
    (b"wOFF", "a font"),
)
MAGICS = tuple(magic for magic, _ in MAGIC)
HEAD = 4096  # bytes that are looked at
NOISE = pattern(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
FEW_CONTROLS, NOISY = 8, 0.04  # random bytes have controls by the tenth


def kind_of_file(raw: bytes) -> str | None:
    """What the bytes are when they are no text: `a PNG image`, say."""
    if not raw.startswith(MAGICS):
        return None
    return next(kind for magic, kind in MAGIC if raw.startswith(magic))


def is_noise(raw: bytes, name: str) -> bool:
    """Whether bytes hold so many controls that no text in this charset has them."""
    if name.startswith(("utf-16", "utf-32", "hz", "iso2022")):
        return False
    controls = len(NOISE.findall(raw, 0, HEAD))
    return controls > FEW_CONTROLS and controls > NOISY * min(len(raw), HEAD)
