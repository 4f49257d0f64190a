"""Decoding: the share of charsets found, and megabytes a second of CPU time, beside the detectors that people use.

python tests/benchmarks/bench_decoding.py
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence

import made_text

from zhengwen import Page, Pipeline

CHARSETS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16")
SIZES = (30, 300, 3000, 30_000)  # characters: 0.1 to 100 KB


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    given = parser.parse_args()
    tools = list(_tools())
    print(f"{'charset':<11}{'characters':>11}" + "".join(f"{name:>30}" for name, _ in tools))
    for charset in CHARSETS:
        text = made_text.traditional() if charset == "big5" else made_text.simplified()
        for size in SIZES:
            wanted = made_text.pieces(text, size, given.count if size < 30_000 else 8)
            raws = [piece.encode("cp950" if charset == "big5" else charset) for piece in wanted]
            told = "".join(f"{_measured(decode, wanted, raws):>30}" for _, decode in tools)
            print(f"{charset:<11}{size:>11,}{told}", flush=True)
    _gate(made_text.simplified())


def _measured(decode: Callable[[bytes], str | None], wanted: Sequence[str], raws: Sequence[bytes]) -> str:
    decode(raws[0])  # tables are read on first use
    begun = time.process_time()
    found = [decode(raw) for raw in raws]
    seconds = max(time.process_time() - begun, 1e-6)
    right = sum(one is not None and one.lstrip("\ufeff") == piece for one, piece in zip(found, wanted, strict=True))
    return f"{right / len(raws):.2f} at {sum(map(len, raws)) / seconds / 1e6:,.1f} MB/s"


def _tools() -> Iterator[tuple[str, Callable[[bytes], str | None]]]:
    yield "zhengwen", lambda raw: Page.read(raw).text
    try:
        from charset_normalizer import from_bytes

        yield "charset-normalizer", lambda raw: str(best) if (best := from_bytes(raw).best()) is not None else None
    except ImportError:
        print("charset-normalizer is not installed: left out")
    try:
        import cchardet

        yield "faust-cchardet", lambda raw: _decoded(raw, cchardet.detect(raw)["encoding"])
    except ImportError:
        print("faust-cchardet is not installed: left out")
    try:
        from resiliparse.parse.encoding import detect_encoding

        yield "resiliparse", lambda raw: _decoded(raw, detect_encoding(raw))
    except ImportError:
        print("resiliparse is not installed: left out")


def _decoded(raw: bytes, charset: str | None) -> str | None:
    try:
        return raw.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return None


def _gate(text: str) -> None:
    """How fast sound UTF-8 is decoded and looked through by the rules for encodings and characters."""
    for length in (5000, 700):
        pages = [text[start : start + length].encode() for start in range(0, len(text), length)]
        size = sum(map(len, pages))
        for name, pipeline in (
            ("decoding alone", None),
            ("with E010", Pipeline.default().select("E010")),
            ("with all E rules", Pipeline.default().select("E")),
            ("with all E and C rules", Pipeline.default().select("E", "C")),
        ):
            best = min(_timed(pages, pipeline) for _ in range(9))
            print(f"sound UTF-8, pages of {length} characters, {name}: {size / best / 1e6:,.0f} MB/s")


def _timed(pages: Sequence[bytes], pipeline: Pipeline | None) -> float:
    begun = time.process_time()
    for page in pages:
        if pipeline is None:
            Page.read(page)
        else:
            pipeline.run(page)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
