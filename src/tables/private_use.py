"""Make `encoding/private-use.txt`: `python -m tables.private_use`; more in `private-use.provenance.md`."""

from __future__ import annotations

from tables._command import paths
from zhengwen.data import HERE

# GBK put these 80 characters, by their bytes, where Unicode had none of them yet.
FIRST, LEAD = 0xE815, 0xFE
TRAILS = (*range(0x50, 0x7F), *range(0x80, 0xA1))
# Those that the codec, which follows GB 18030-2000, has at their private places still: by GB 18030-2005 and -2022.
LATER = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
    0xE7C7: 0x1E3F,
    0xE7C8: 0x01F9,
    # Marks of vertical text: comma, ideographic comma, full stop, colon, semicolon, exclamation and question marks.
    **dict(enumerate((0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18), 0xE78D)),
    0xE796: 0xFE19,
    # The mark for an ideograph nobody can write, and the twelve signs that describe one.
    **dict(enumerate((0x303E, *range(0x2FF0, 0x2FFC)), 0xE7E7)),
    0xE5E5: 0x3000,  # what Windows made of A3 A0; the Encoding Standard reads the ideographic space in these bytes
}


def main() -> None:
    """Write the table."""
    table = dict(LATER)
    for number, trail in enumerate(TRAILS, FIRST):
        twin = bytes((LEAD, trail)).decode("gb18030")
        if not "\ue000" <= twin <= "\uf8ff":
            table.setdefault(number, ord(twin))
    rows = "".join(f"{number:04X}\t{twin:04X}\n" for number, twin in sorted(table.items()))
    (HERE / "encoding/private-use.txt").write_text(rows, encoding="utf-8")


if __name__ == "__main__":
    paths(__doc__)
    main()
