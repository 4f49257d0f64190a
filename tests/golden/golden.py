"""Golden digests: what zhengwen makes of every text at hand, one line a text, so that a change of output is seen.

    python tests/golden/golden.py check [--without-messages]
    python tests/golden/golden.py accept --reason "N001: period codes stay"

`check` compares with the digests kept beside this file and exits 1 when any differs. `accept` keeps the new ones and
notes the reason in `ACCEPTED.md`. A text is cleaned under four settings (page, page with unsafe fixes, body, repair);
its line holds a digest of the text itself and of what each aspect was under all four: text, ledger, findings (rule,
place, replacement, safety), messages, meta. `own.tsv` holds the project's vectors and samples and the output of two
corpus runs, `shared.tsv` the collections in `../shared`, which are skipped where that folder is absent.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from zhengwen.pipeline import Pipeline
from zhengwen.testing import load

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
SETTINGS = (("page", False), ("page", True), ("body", False), ("repair", False))
INPUT = "input"
ASPECTS = ("text", "ledger", "findings", "messages", "meta")
DIGEST_BYTES = 6  # 48 bits: two of 20,000 digests agree by chance once in a million collections
LISTED = 40  # changed texts that `check` lists


class Item(NamedTuple):
    """A text to clean, with what the caller knows of it."""

    name: str
    raw: str | bytes
    encoding: str | None = None
    site: Any = None


def own_items() -> Iterator[Item]:
    """The vectors and the samples of the project."""
    for vector in load(ROOT / "tests" / "filters"):
        yield Item(f"vector {vector}", vector.original, vector.encoding, vector.site)
    for path in sorted((ROOT / "samples" / "pages").iterdir()):
        yield Item(f"sample {path.name}", path.read_bytes())


def shared_items() -> Iterator[Item]:
    """The collections beside the checkout: cases, sound and clean texts, real texts, pages in the wild."""
    for path in sorted((SHARED / "cases").glob("*.jsonl")):
        for number, line in enumerate(path.open(encoding="utf-8")):
            case = json.loads(line)
            raw = base64.b64decode(case["input_base64"]) if "input_base64" in case else case["input"]
            yield Item(f"case {path.stem} {number}", raw)
    for folder in ("cases/sound", "data/clean", "data/wild"):
        for path in sorted((SHARED / folder).glob("*.txt")):
            yield Item(f"{folder} {path.name}", path.read_bytes())
    yield Item("seed page", (SHARED / "data" / "seed-page.txt").read_bytes())
    for line in (SHARED / "data" / "real-texts" / "texts.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        yield Item(f"real text {page['id']}", page["text"])
    for line in (SHARED / "data" / "real-pages" / "gold.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        yield Item(f"real page {page['id']}", "\n".join(page["lines"]))
        yield Item(f"HTML of page {page['id']}", (SHARED / "data/real-pages/html" / f"{page['id']}.html").read_bytes())


@cache
def _pipeline(preset: str) -> Pipeline:
    return Pipeline.default(preset)


def digests(item: Item) -> tuple[str, ...]:
    """The item's name, the digest of what it is, and that of each aspect."""
    aspects: dict[str, list[object]] = {aspect: [] for aspect in ASPECTS}
    for preset, unsafe in SETTINGS:
        cleaned = _pipeline(preset).run(item.raw, unsafe=unsafe, encoding=item.encoding, site=item.site)
        aspects["text"].append(cleaned.text)
        steps = [(step.name, [tuple(edit) for edit in step.edits]) for step in cleaned.ledger.steps]
        aspects["ledger"].append([steps, cleaned.restore() == item.raw])
        aspects["findings"].append([(f.rule, f.start, f.end, f.replacement, f.safe) for f in cleaned.findings])
        aspects["messages"].append([f.message for f in cleaned.findings])
        aspects["meta"].append(dict(cleaned.meta))
    name = " ".join(item.name.split())
    raw = item.raw if isinstance(item.raw, bytes) else item.raw.encode("utf-8", "surrogatepass")
    return name, _digest(raw.hex()), *(_digest(aspects[aspect]) for aspect in ASPECTS)


def _digest(value: object) -> str:
    written = json.dumps(value, ensure_ascii=True, sort_keys=True).encode()
    return blake2b(written, digest_size=DIGEST_BYTES).hexdigest()


def corpus_rows() -> Iterator[tuple[str, ...]]:
    """A digest of what a corpus run makes of the samples and their cleaned twins, as JSONL and as Parquet."""
    import pyarrow.parquet as pq
    import zstandard

    from zhengwen.cli import main

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with (work / "in.jsonl").open("w", encoding="utf-8") as file:
            for number, path in enumerate(sorted((ROOT / "samples").rglob("*.txt"))):
                text = path.read_bytes().decode("utf-8", "replace")
                page = {"id": number, "url": f"https://www.example.gov.cn/{number % 7}/{number}", "text": text}
                file.write(json.dumps(page) + "\n")
        for form in ("jsonl", "parquet"):
            out = work / form
            arguments = ["corpus", str(work / "in.jsonl"), "-o", str(out), "--output-format", form, "--workers", "1"]
            streams = sys.stdout, sys.stderr
            sys.stdout = sys.stderr = io.StringIO()
            try:
                code = main(arguments)
            finally:
                sys.stdout, sys.stderr = streams
            if code:
                raise SystemExit(f"golden: the corpus run failed with {code}")
            pages: list[object] = []
            for path in sorted(out.iterdir()):
                if path.suffix == ".zst":
                    with zstandard.open(path, "rt", encoding="utf-8") as lines:
                        pages += map(json.loads, lines)
                elif path.suffix == ".parquet":
                    pages += pq.read_table(path).to_pylist()
            yield (f"corpus run {form}", "", *[_digest(json.loads(json.dumps(pages, default=str)))] * len(ASPECTS))


def made(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    """The digests of many items, by name."""
    rows: dict[str, tuple[str, ...]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for name, *found in pool.map(digests, items, chunksize=16):
            if name in rows:
                raise SystemExit(f"golden: two texts are called {name!r}")
            rows[name] = tuple(found)
    return rows


def kept(path: Path) -> dict[str, tuple[str, ...]]:
    """The digests kept in a file."""
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: tuple(found) for name, *found in rows}


def collections() -> Iterator[tuple[Path, dict[str, tuple[str, ...]]]]:
    """Each file of digests with what its texts come to now."""
    rows = made(own_items())
    rows.update((name, tuple(found)) for name, *found in corpus_rows())
    yield HERE / "own.tsv", rows
    if SHARED.exists():
        yield HERE / "shared.tsv", made(shared_items())
    else:
        print(f"skipped: the collections of {SHARED.name}, which is absent")


def differences(
    old: dict[str, tuple[str, ...]], new: dict[str, tuple[str, ...]], aspects: tuple[str, ...]
) -> tuple[list[str], list[str]]:
    """One line for each text that comes out differently, and one for each that came, went or is another text now."""
    changed, others = [], []
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            others.append(f"{'new' if name in new else 'gone'}\t{name}")
        elif old[name][0] != new[name][0]:
            others.append(f"{INPUT}\t{name}")
        else:
            pairs = zip(ASPECTS, old[name][1:], new[name][1:], strict=True)
            which = [aspect for aspect, before, after in pairs if before != after and aspect in aspects]
            if which:
                changed.append(f"{','.join(which)}\t{name}")
    return changed, others


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("check", "accept"))
    parser.add_argument("--reason", help="why the output changed; noted in ACCEPTED.md")
    parser.add_argument("--without-messages", action="store_true", help="leave the wording of messages out")
    parser.add_argument("--all", action="store_true", help="list every changed text")
    given = parser.parse_args()
    if given.action == "accept" and not given.reason:
        parser.error("accept needs --reason")
    aspects = tuple(aspect for aspect in ASPECTS if not (given.without_messages and aspect == "messages"))
    total = 0
    summary = []
    for path, rows in collections():
        changed, others = differences(kept(path), rows, aspects)
        if path.stem == "own":
            changed += others  # a text of the project's own comes and goes on purpose, too
        elif others:
            print(f"{path.name}: {len(others)} texts came, went or are others now: no change of output")
        total += len(changed)
        for line in changed if given.all else changed[:LISTED]:
            print(line)
        if len(changed) > LISTED and not given.all:
            print(f"… and {len(changed) - LISTED} more; --all lists them")
        print(f"{path.name}: {len(rows)} texts, {len(changed)} changed")
        if given.action == "accept" and (changed or others):
            summary.append(f"{path.stem} {len(changed)} of {len(rows)}")
            written = "".join("\t".join((name, *found)) + "\n" for name, found in sorted(rows.items()))
            path.write_text(written, encoding="utf-8")
    if given.action == "accept":
        if summary:
            with (HERE / "ACCEPTED.md").open("a", encoding="utf-8") as file:
                file.write(f"- {given.reason} ({'; '.join(summary)})\n")
        return 0
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
