"""How much of the document extractors keep in real pages, and how much of the rest they remove, with times.

python tests/benchmarks/bench_pages.py [--pages ../shared/data/real-pages] [--only zhengwen,trafilatura]
    [--held-out TEXTS …]

Every extractor that is installed takes every labelled page; one that is not gets a line that says so. What counts as
kept, removed and right is the judgement of `score_pages.py`, which lies beside the pages. Pages without a document
(lists, home pages) do not count.

The weights that are shipped were fitted on these pages. `--held-out` adds rows of zhengwen in which every page is read
with weights that have not seen its site, fitted for this (minutes, with `src` on the path); TEXTS are what
`python -m tables.document_model` takes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from zhengwen.pages.document.weights import Weights

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "real-pages"
HEAD = ("extractor", "kept", "removed", "exact", "title", "date", "source", "ms a page", "MB of HTML a second")
Answer = tuple[str, dict[str, Any]]


class Labelled(NamedTuple):
    """A page with its labels."""

    record: dict[str, Any]
    raw: bytes
    html: str
    soup: str  # as BeautifulSoup gives its text

    @property
    def lines(self) -> str:
        return "\n".join(self.record["lines"])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--only", help="names of extractors, divided by commas")
    parser.add_argument("--held-out", type=Path, nargs="+", metavar="TEXTS", help="also judge on sites held back")
    given = parser.parse_args()
    if not (given.pages / "gold.jsonl").exists():
        print(f"skipped: no labelled pages in {given.pages}")
        return
    judge = _judge(given.pages.parent.parent / "tools" / "score_pages.py")
    pages = list(_read(given.pages, judge))
    print("| " + " | ".join(HEAD) + " |")
    print("|---" * len(HEAD) + "|")
    for name, make in EXTRACTORS.items():
        if given.only and name not in given.only.split(","):
            continue
        try:
            extract = make()
        except ImportError as missing:
            print(f"skipped: {name}: {missing}")
            continue
        print("| " + " | ".join((name, *_row(extract, pages, judge))) + " |", flush=True)
    if given.held_out:
        _print_held_out(given, pages, judge)


def _print_held_out(given: argparse.Namespace, pages: list[Labelled], judge: ModuleType) -> None:
    """The rows of zhengwen, with each page read by weights that have not seen its site."""
    from tables.document_model.__main__ import FOLDS, fit_both, read_pages

    known = read_pages(given.pages, given.held_out)
    totals = {name: Totals() for name in EXTRACTORS if name.startswith("zhengwen")}
    for fold in range(FOLDS):
        some = [page for page in pages if known.folds[page.record["site"]] == fold]
        with _weights(*fit_both(known, fold)):
            for name, total in totals.items():
                total.add(EXTRACTORS[name](), some, judge)
    for name, total in totals.items():
        print("| " + " | ".join((f"{name}, held out", *total.row())) + " |", flush=True)


@contextmanager
def _weights(of_text: Weights, of_html: Weights) -> Iterator[None]:
    """Read pages with other weights than the shipped ones for a while."""
    from tables.document_model.__main__ import written
    from zhengwen.pages.document import find, weights

    shipped = weights.TABLE, weights.MARKUP_TABLE
    with TemporaryDirectory() as folder:
        names = Path(folder) / "text.tsv", Path(folder) / "html.tsv"
        for name, table in zip(names, (of_text, of_html), strict=True):
            name.write_text(written(table), encoding="utf-8")
        weights.TABLE, weights.MARKUP_TABLE = map(str, names)
        _forget(find)
        try:
            yield
        finally:
            weights.TABLE, weights.MARKUP_TABLE = shipped
            _forget(find)


def _forget(find: ModuleType) -> None:
    """Forget the pages divided last."""
    for name in ("find_in_text", "find_in_html"):
        if hasattr(find, name):
            getattr(find, name).cache_clear()


def _judge(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no judgement of pages in {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(folder: Path, judge: ModuleType) -> Iterator[Labelled]:
    from bs4 import BeautifulSoup

    gold = folder / "gold.jsonl"
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record["keep"]:
            continue
        raw, html = judge.html_of(gold, record)
        soup = BeautifulSoup(html, "lxml")
        for tag in soup(["script", "style"]):
            tag.decompose()
        yield Labelled(record, raw, html, soup.get_text("\n", strip=True))


class Totals:
    """What an extractor did on some pages."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(("doc", "kept", "other", "removed", "exact"), 0)
        self.right = dict.fromkeys(("title", "published", "source"), 0)
        self.stated = dict(self.right)
        self.took = 0.0
        self.pages = self.size = self.failed = 0

    def add(self, extract: Callable[[Labelled], Answer], pages: list[Labelled], judge: ModuleType) -> None:
        """Judge it on more pages."""
        extract(pages[0])  # what is loaded once is not counted
        for page in pages:
            begun = time.perf_counter()
            try:
                text, meta = extract(page)
            except Exception:  # noqa: BLE001 - a peer may fail on a page; that page counts as lost
                self.failed += 1
                text, meta = "", {}
            self.took += time.perf_counter() - begun
            self.pages += 1
            self.size += len(page.raw)
            score = judge.score(page.record, text)
            for key in self.counts:
                self.counts[key] += score[key]
            for key, verdict in judge.meta_verdict(page.record, meta).items():
                self.stated[key] += bool(page.record.get(key))
                self.right[key] += verdict == "right"

    def row(self) -> list[str]:
        """The figures as written in the table."""
        counts = self.counts
        return [
            f"{counts['kept'] / counts['doc']:.4f}",
            f"{counts['removed'] / counts['other']:.3f}",
            f"{counts['exact']} of {self.pages}" + (f", {self.failed} failed" if self.failed else ""),
            *(f"{self.right[key] / self.stated[key]:.2f}" for key in self.right),
            f"{1000 * self.took / self.pages:.1f}",
            f"{self.size / self.took / 1e6:.2f}",
        ]


def _row(extract: Callable[[Labelled], Answer], pages: list[Labelled], judge: ModuleType) -> list[str]:
    """The figures of one extractor, as written in the table."""
    total = Totals()
    total.add(extract, pages, judge)
    return total.row()


def _zhengwen(view: Callable[[Labelled], str]) -> Callable[[], Callable[[Labelled], Answer]]:
    def make() -> Callable[[Labelled], Answer]:
        import zhengwen

        def extract(page: Labelled) -> Answer:
            done = zhengwen.inspect(view(page))
            return done.text, dict(done.meta)

        return extract

    return make


def _zhengwen_html() -> Callable[[Labelled], Answer]:
    import inspect

    import zhengwen

    if "format" not in inspect.signature(zhengwen.inspect).parameters:
        raise ImportError("this version of zhengwen takes no HTML")

    def extract(page: Labelled) -> Answer:
        done = zhengwen.inspect(page.raw, format="html")
        return done.text, dict(done.meta)

    return extract


def _trafilatura() -> Callable[[Labelled], Answer]:
    import trafilatura

    def extract(page: Labelled) -> Answer:
        found = trafilatura.bare_extraction(page.html, with_metadata=True)
        if found is None:
            return "", {}
        return found.text or "", {"title": found.title, "published": found.date, "source": found.sitename}

    return extract


def _readability() -> Callable[[Labelled], Answer]:
    from inscriptis import get_text
    from readability import Document

    def extract(page: Labelled) -> Answer:
        found = Document(page.html)
        return get_text(found.summary()), {"title": found.short_title()}

    return extract


def _resiliparse() -> Callable[[Labelled], Answer]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def extract(page: Labelled) -> Answer:
        return extract_plain_text(page.html, main_content=True), {"title": HTMLTree.parse(page.html).title}

    return extract


def _newspaper() -> Callable[[Labelled], Answer]:
    import newspaper

    def extract(page: Labelled) -> Answer:
        article = newspaper.Article("http://example.cn/a.html", language="zh", fetch_images=False)
        article.download(input_html=page.html)
        article.parse()
        date = article.publish_date
        return article.text, {"title": article.title, "published": date.strftime("%Y-%m-%d") if date else None}

    return extract


def _gne() -> Callable[[Labelled], Answer]:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def extract(page: Labelled) -> Answer:
        found = extractor.extract(page.html)
        return found["content"], {"title": found["title"], "published": found["publish_time"]}

    return extract


def _magic_html() -> Callable[[Labelled], Answer]:
    from inscriptis import get_text
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def extract(page: Labelled) -> Answer:
        found = extractor.extract(page.html, base_url="http://example.cn/a.html")
        return get_text(found["html"]), {"title": found.get("title")}

    return extract


EXTRACTORS: dict[str, Callable[[], Callable[[Labelled], Answer]]] = {
    "zhengwen, one line a block": _zhengwen(lambda page: page.lines),
    "zhengwen, BeautifulSoup's lines": _zhengwen(lambda page: page.soup),
    "zhengwen, HTML": _zhengwen_html,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
    "newspaper4k": _newspaper,
    "GNE": _gne,
    "magic-html": _magic_html,
}

if __name__ == "__main__":
    sys.exit(main())
