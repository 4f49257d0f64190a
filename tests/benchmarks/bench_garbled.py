"""What hostile bytes and characters cost: seconds of CPU a megabyte, beside a sound page of the same size.

python tests/benchmarks/bench_garbled.py --size 100000
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator

import made_text

from zhengwen import Pipeline

ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
DOUBLE = ("gbk", "big5hkscs", "cp949", "cp932", "euc_jp")
MISREAD = (
    ("utf-8", "cp1252"),
    ("utf-8", "mac_cyrillic"),
    ("gbk", "latin-1"),
    ("utf-8", "gbk"),
    ("gbk", "big5hkscs"),
    ("gbk", "cp949"),
    ("big5", "gbk"),
)


def misread(text: str, true: str, wrong: str) -> str:
    """A text as a program shows it that was told the wrong charset."""
    raw = text.encode(true, "ignore")
    if wrong in DOUBLE:
        return raw.decode(wrong, "replace")
    return "".join(bytes((byte,)).decode(wrong, "ignore") or chr(byte) for byte in raw)


def watermarked(text: str, every: int) -> str:
    """A text with a zero-width space after every so many characters."""
    return ZERO_WIDTH.join(text[n : n + every] for n in range(0, len(text), every))


def kinds(size: int) -> Iterator[tuple[str, str | bytes]]:
    """Pages of about so many bytes, each with its name; the first is sound."""
    made = random.Random(5)
    (sound,) = made_text.pieces(made_text.simplified(), size // 3, 1)
    yield "sound", sound
    for true, wrong in MISREAD:
        yield f"{true} as {wrong}", misread(sound, true, wrong)
    part = sound[: size // 12]
    for wrong in ("cp1252", "gbk"):
        twice = misread(watermarked(misread(part, "utf-8", wrong), 7), "utf-8", wrong)
        yield f"utf-8 as {wrong} twice, watermarked", watermarked(twice, 5)
    yield "random bytes", made.randbytes(size)
    yield "random high bytes", bytes(made.randrange(0x80, 0x100) for _ in range(size))
    yield "random Latin letters", "".join(chr(made.randrange(0xA0, 0x100)) for _ in range(size // 2))
    yield "random ideographs", "".join(chr(made.randrange(0x4E00, 0x9FFF)) for _ in range(size // 3))
    for row in (
        "…",
        "Ã©",
        "锟斤拷",
        "&nbsp;",
        "&",
        "%E4%B8",
        "\\u4e2d",
        "(cid:1)",
        "\uf0b7",
        "\x01a",
        "\r",
        f"{ZERO_WIDTH}国",
    ):
        yield f"rows of {row!r}", row * (size // len(row.encode()))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000, help="bytes of a page")
    given = parser.parse_args()
    pipeline = Pipeline.default().select("E", "C")
    whole = Pipeline.default()
    whole.run("第一条　本条例自2022年5月10日起施行。")
    sound = None
    print("| page | E and C: s/MB | all rules: s/MB | times a sound page |\n|---|---|---|---|")
    for name, page in kinds(given.size):
        megabytes = (len(page) if isinstance(page, bytes) else len(page.encode())) / 1e6
        seconds = []
        if sound is None:  # tables are read, and patterns compiled, on first use
            whole.run(page)
        for one in (pipeline, whole):
            begun = time.process_time()
            one.run(page)
            seconds.append((time.process_time() - begun) / megabytes)
        sound = sound or seconds[1]
        print(f"| {name} | {seconds[0]:.2f} | {seconds[1]:.2f} | {seconds[0] / sound:.0f} |", flush=True)


if __name__ == "__main__":
    main()
