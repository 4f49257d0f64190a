"""Mojibake: the share of texts that come back exactly, for every charset read as another, beside two peers.

python tests/benchmarks/bench_mojibake.py --count 200 --sound 10000000 > table.md

ftfy gets the garbled text (`fix_encoding`, which changes nothing else). charset-normalizer knows no text, only bytes:
it gets those that the wrong reading came from, which is more than anybody has who finds a garbled page.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import made_text

from zhengwen import Pipeline

MOST_TRIED = 40  # texts for each that the wrong charset can show whole
LENGTHS = (10, 30, 100, 1000)
PAIRS = (
    ("utf-8", "latin-1"),
    ("utf-8", "cp1252"),
    ("gbk", "latin-1"),
    ("gbk", "cp1252"),
    ("gbk", "cp1250"),
    ("big5", "latin-1"),
    ("big5", "cp1252"),
    ("utf-8", "mac-cyrillic"),
    ("utf-8", "koi8-r"),
    ("utf-8", "gbk"),
    ("utf-8", "big5"),
    ("big5", "gbk"),
    ("gbk", "big5"),
    ("gbk", "shift-jis"),
    ("gbk", "euc-kr"),
    ("gbk", "euc-jp"),
    ("big5", "shift-jis"),
    ("big5", "euc-kr"),
)
PARTS = {
    "a title of 14 above a sound body": (14, "{1}\n{0}{2}"),
    "a paragraph of 60": (60, "{0}\n{1}\n{2}"),
    "a phrase of 12 in a sentence": (12, "{0}{1}{2}"),
    "a phrase of 6": (6, "{0}{1}{2}"),
}
SPEEDS = (("gbk", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "gbk"), ("gbk", "big5"))
SIZE = 6000  # characters of a page whose speed is taken
CODECS = {"big5": "cp950", "shift-jis": "cp932", "euc-kr": "cp949"}


def garbled(text: str, true: str, read_as: str) -> tuple[str, bytes] | None:
    """The text as the wrong charset shows it, with the bytes; `None` where bytes would be lost."""
    raw = text.encode(CODECS.get(true, true), "strict" if true != "big5" else "ignore")
    if read_as in ("cp1252", "cp1250"):
        # As browsers read them: what the charset leaves open is a control character.
        return "".join(_browser(byte, read_as) for byte in raw), raw
    try:
        wrong = raw.decode(CODECS.get(read_as, read_as))
    except UnicodeDecodeError:
        return None
    return wrong, raw


def _browser(byte: int, charset: str) -> str:
    try:
        return bytes((byte,)).decode(charset)
    except UnicodeDecodeError:
        return chr(byte)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="texts of each length")
    parser.add_argument("--sound", type=int, default=1_000_000, help="sound characters to find false alarms in")
    given = parser.parse_args()
    tools = list(_tools())
    lengths = ", ".join(map(str, LENGTHS))
    print(f"| charset | read as | {' | '.join(f'{name}: {lengths}' for name, _ in tools)} |")
    print(f"|---|---|{'---|' * len(tools)}")
    for true, read_as in PAIRS:
        text = made_text.traditional() if true == "big5" else made_text.simplified()
        rows: dict[str, list[str]] = {name: [] for name, _ in tools}
        for length in LENGTHS:
            tried = made_text.pieces(text, length, MOST_TRIED * given.count)
            made = ((piece, made) for piece in tried if (made := garbled(piece, true, read_as)))
            cases = list(islice(made, given.count if length < 1000 else max(10, given.count // 5)))
            for name, repaired in tools:
                right = sum(repaired(*made) == piece for piece, made in cases)
                rows[name].append(f"{right / len(cases):.2f}" if len(cases) >= 10 else "–")
        print(f"| {true} | {read_as} | {' | '.join(', '.join(rows[name]) for name, _ in tools)} |", flush=True)
    _parts(given.count)
    _speeds()
    _alarms(given.sound)


def _parts(count: int) -> None:
    """The share of pages restored of which a part only is garbled."""
    encoding = Pipeline.default().select("E010")
    print(f"\n| charset | read as | {' | '.join(PARTS)} |\n|---|---|{'---|' * len(PARTS)}")
    for true, read_as in PAIRS:
        text = made_text.traditional() if true == "big5" else made_text.simplified()
        shares = []
        for length, page in PARTS.values():
            tried = made_text.pieces(text, length, MOST_TRIED * count, seed=9)
            made = ((one, made[0]) for one in tried if "\n" not in one if (made := garbled(one, true, read_as)))
            cases = [case for case in islice(made, count) if not case[0].isascii()]
            right = 0
            for number, (piece, wrong) in enumerate(cases):
                before, after = made_text.pieces(text, 80, 2, seed=number)
                wanted = page.format(before, piece, after)
                right += encoding.run(page.format(before, wrong, after)).text == wanted
            shares.append(f"{right / len(cases):.2f}" if len(cases) >= 10 else "–")
        print(f"| {true} | {read_as} | {' | '.join(shares)} |", flush=True)


def _speeds() -> None:
    """How fast whole pages are put right, also where bytes were lost, as a decoder loses them that replaces errors."""
    from ftfy import fix_encoding

    whole, encoding = Pipeline.default(), Pipeline.default().select("E010")
    columns = "all rules | E010 alone | ftfy.fix_encoding"
    print(f"\n| charset | read as | {columns}: MB/s of a page of {SIZE:,} characters |\n|---|---|---|---|---|")
    for true, read_as in SPEEDS:
        text = made_text.traditional() if true == "big5" else made_text.simplified()
        (page,) = made_text.pieces(text, SIZE, 1, seed=3)
        raw = page.encode(CODECS.get(true, true), "ignore")
        wrong = raw.decode(CODECS.get(read_as, read_as), "replace")
        speeds = (len(raw) / _seconds(tool, wrong) / 1e6 for tool in (whole.run, encoding.run, fix_encoding))
        print(f"| {true} | {read_as} | {' | '.join(f'{speed:.2f}' for speed in speeds)} |", flush=True)


def _seconds(tool: Callable[[str], object], text: str) -> float:
    """The best time of several, after one that warms up."""
    tool(text)
    times = []
    for _ in range(5):
        begun = time.process_time()
        tool(text)
        times.append(time.process_time() - begun)
    return min(times)


def _tools() -> Iterator[tuple[str, Callable[[str, bytes], str]]]:
    encoding = Pipeline.default().select("E010")
    yield "zhengwen", lambda text, raw: encoding.run(text).text
    from ftfy import fix_encoding

    yield "ftfy", lambda text, raw: fix_encoding(text)
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        print("charset-normalizer is not installed: left out")
        return

    def normalised(text: str, raw: bytes) -> str:
        best = from_bytes(raw).best()
        return "" if best is None else str(best)

    yield "charset-normalizer", normalised


def _alarms(count: int) -> None:
    """Count what is changed in sound text, and how fast it is looked through."""
    from ftfy import fix_encoding

    encoding = Pipeline.default().select("E010")
    texts = [made_text.simplified(), made_text.traditional(), *_written()]
    pages = [text[start : start + 5000] for text in texts for start in range(0, len(text), 5000)]
    done = ours = theirs = 0
    begun = time.process_time()
    while done < count:
        for page in pages:
            ours += encoding.run(page).text != page
            done += len(page)
            if done >= count:
                break
    seconds = time.process_time() - begun
    theirs = sum(fix_encoding(page) != page for page in pages)
    different = sum(map(len, texts))
    print(f"\n{done:,} sound characters ({different:,} of them different): {ours} pages changed, in {seconds:.1f} s;")
    print(f"ftfy changed {theirs} of the {len(pages)} different pages.")


def _written() -> list[str]:
    """Documents that people wrote, where a folder of them stands beside the checkout, and texts that look strange."""
    import tomllib

    here = Path(__file__).resolve()
    stays = tomllib.loads((here.parents[1] / "filters" / "encoding" / "E010-stays.toml").read_text(encoding="utf-8"))
    found = [case["original"] for case in stays["case"]]
    found += [
        path.read_text(encoding="utf-8")
        for path in sorted((here.parents[3] / "shared" / "data" / "clean").glob("*.txt"))
    ]
    return found


if __name__ == "__main__":
    main()
