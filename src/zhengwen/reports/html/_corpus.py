"""The report of a finished corpus run, from the files in its output folder."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from zhengwen import ledger, registry
from zhengwen.finding import Finding
from zhengwen.ledger import Ledger, LedgerError
from zhengwen.reports.html._document import document, encoded
from zhengwen.reports.html._overview import Overview
from zhengwen.reports.html._payload import Shown, payload
from zhengwen.reports.html._rules import rules_of

ADDED_FIELD = "zhengwen"
MAX_SHOWN_PAGES = 30
SIZES = ((2, 2), (3, 3), (4, 5), (6, 10), (11, 100), (101, None))  # pages of a cluster: from, to
LIKENESS = ((0.99, "≥ 0.99"), (0.95, "0.95–0.99"), (0.9, "0.90–0.95"), (0.8, "0.80–0.90"), (0.0, "< 0.80"))


class CorpusError(ValueError):
    """Raised for an output folder that cannot be read; the message names the file."""


def is_corpus(path: Path) -> bool:
    """Return whether a folder is the output of `zhengwen corpus`."""
    return (path / "report.json").is_file() and any(path.glob("pages-*"))


def of_corpus(folder: Path, lang: str = "en", *, text_field: str = "text", id_field: str = "id") -> str:
    """Return the report of a corpus run as HTML.

    Args:
        folder: the output folder.
        lang: the language in which it is shown at first.
        text_field: the field with the page.
        id_field: the field with the page's ID.

    Raises:
        CorpusError: a file in the folder cannot be read.
    """
    overview = Overview()
    for record, name in _records(folder, id_field):
        _count(overview, record, name, text_field)
    wanted = set(overview.worst_names(MAX_SHOWN_PAGES))
    held: dict[str, dict[str, Any]] = {}
    for record, name in _records(folder, id_field):
        page = _page(record, name, text_field) if name in wanted else None
        if page is not None:
            held[name] = page
    names = [name for name in overview.worst_names(MAX_SHOWN_PAGES) if name in held]
    sizes, relations = _clusters(folder)
    data = {
        "lang": lang,
        "rules": rules_of({*overview.fixed, *overview.open}),
        "pages": [{"name": name, "count": len(held[name]["findings"])} for name in names],
        "overview": overview.as_data(
            {name: n for n, name in enumerate(names)},
            totals=_totals(folder, overview),
            sizes=sizes,
            relations=relations,
        ),
    }
    return document(data, (encoded(held[name]) for name in names), title=f"{folder.name} · zhengwen")


def _totals(folder: Path, overview: Overview) -> dict[str, int]:
    try:
        told = json.loads((folder / "report.json").read_bytes())
        names = ("pages", "changed", "characters", "duplicates", "clusters", "rejects")
        return {name: int(told[name]) for name in names} | {
            "fixes": overview.fixed.total(),
            "open": overview.open.total(),
        }
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise CorpusError(f"{folder / 'report.json'}: not the report of a run: {error}") from error


def _count(overview: Overview, record: Mapping[str, Any], name: str, text_field: str) -> None:
    added = record[ADDED_FIELD]
    url = (added.get("meta") or {}).get("url") or ""
    fixed, left = (_counts(added[kind]) for kind in ("fixed", "open"))
    text = record.get(text_field)
    overview.add(name, fixed, left, len(text) if isinstance(text, str) else 0, site=_host(url))
    if fixed:
        steps = json.loads(added["ledger"])["steps"]
        overview.add_cuts((rule, old) for step in steps for rule, _, old, _ in step["edits"] if isinstance(old, str))


def _page(record: Mapping[str, Any], name: str, text_field: str) -> dict[str, Any] | None:
    """Return the payload of a page: its fixes, as its ledger has them. What was only reported is in no ledger."""
    text = record.get(text_field)
    if not isinstance(text, str):
        return None
    try:
        made = Ledger.loads(record[ADDED_FIELD]["ledger"], text)
        original = made.undo(text)
    except LedgerError as error:
        raise CorpusError(f"{name}: {error}") from error
    rules = registry.rules()
    found = []
    for number, step in enumerate(made.steps):
        kept = made.kept(len(original), up_to=number)
        for edit in step.edits:
            start, end = ledger.span(kept, edit.start, edit.start + len(edit.old))
            message = rules[edit.rule].summary() if edit.rule in rules else edit.rule
            found.append(Shown(Finding(edit.rule, start, end, message, edit.new), "fixed"))
    return payload(name, original, text, made.kept(len(original)), found)


def _counts(counts: Any) -> dict[str, int]:  # noqa: ANN401  # as JSON Lines or Parquet have them
    if isinstance(counts, Mapping):
        return {str(rule): int(count) for rule, count in counts.items()}
    return {str(row["rule"]): int(row["count"]) for row in counts or ()}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _records(folder: Path, id_field: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the records of the output, the dropped ones included, each with a name of its own."""
    seen: Counter[str] = Counter()
    for path in sorted((*folder.glob("pages-*"), *folder.glob("duplicates-*"))):
        reader = _parquet if path.suffix == ".parquet" else _lines
        try:
            for number, record in enumerate(reader(path), 1):
                if not isinstance(record.get(ADDED_FIELD), dict):
                    raise CorpusError(f"{path}: record {number} has no field {ADDED_FIELD!r}")
                name = str(record.get(id_field) or f"{path.name}:{number}")
                seen[name] += 1
                yield record, name if seen[name] == 1 else f"{name} ({seen[name]})"
        except (CorpusError, ImportError):
            raise
        except Exception as error:  # readers of zstd and Parquet have errors of their own
            raise CorpusError(f"{path}: {' '.join(str(error).split())}") from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    import zstandard

    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
        for line in io.BufferedReader(stream, 1 << 20):
            yield json.loads(line)


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    from pyarrow import parquet

    for batch in parquet.ParquetFile(path).iter_batches(batch_size=256):
        yield from batch.to_pylist()


def _clusters(folder: Path) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the clusters by size, and the dropped pages by their likeness, or relation, to the page kept."""
    path = folder / "clusters.parquet"
    if not path.exists():
        return [], []
    from pyarrow import parquet

    table = parquet.read_table(path)
    sizes = Counter(Counter(zip(*(table[name].to_pylist() for name in ("kept", "kept_page")), strict=True)).values())
    named = []
    for low, high in SIZES:
        count = sum(times for size, times in sizes.items() if size >= low and (high is None or size <= high))
        if count:
            named.append((str(low) if low == high else f"{low}–{high or ''}", count))
    dropped = [
        n
        for n, (one, kept) in enumerate(zip(table["page"].to_pylist(), table["kept_page"].to_pylist(), strict=True))
        if one != kept
    ]
    if "relation" in table.column_names:
        relations = table["relation"].to_pylist()
        return named, Counter(str(relations[n]) for n in dropped).most_common()
    similarities = table["similarity"].to_pylist()
    likeness = Counter(_likeness(similarities[n]) for n in dropped)
    order = ["exact", *(name for _, name in LIKENESS)]
    return named, [(name, likeness[name]) for name in order if likeness[name]]


def _likeness(similarity: float) -> str:
    if similarity == 1:
        return "exact"
    return next(name for least, name in LIKENESS if similarity >= least)
