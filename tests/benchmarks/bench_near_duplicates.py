"""Near-duplicates, compared with other tools: pages per second, peak memory, recall, and what is taken for a copy.

Copies have two to sixteen edits of seven kinds, or one to three light ones (`made_copies`). Documents that must
stay two are of one form, with other names, dates and figures, and, where ../shared is, the same rules of other offices.

pip install --group peers
python tests/benchmarks/bench_near_duplicates.py --pages 20000 --pairs 600

Every tool runs in its own process, on the same pages, as its documentation shows: with its own words and, if possible,
with character shingles. Peak memory is that of the process (VmHWM, which starts anew with each program; the value of
getrusage includes that of the parent), and of the same process with only the texts. Tools that are not installed are
reported and skipped.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import made_corpus
from made_copies import IDEOGRAPHS, distinct, planted

THRESHOLD = 0.8
SHINGLE = 5
LEAST = 0.5  # similarity of pairs that are looked at
Pairs = set[tuple[int, int]]


def true_similarity(one: str, other: str) -> float:
    """Return the Jaccard similarity of the character shingles of the unfolded texts."""
    ours, theirs = ({text[n : n + SHINGLE] for n in range(len(text) - SHINGLE + 1)} for text in (one, other))
    return len(ours & theirs) / len(ours | theirs)


def characters(text: str) -> list[str]:
    """Return the character shingles of a text, as users of other tools make them."""
    return [text[n : n + SHINGLE] for n in range(max(1, len(text) - SHINGLE + 1))]


def ours(texts: list[str], *, templates: bool = False) -> Pairs:
    """zhengwen, all of it: candidates, each judged, and each page compared with the one that is kept."""
    from zhengwen.corpus.near_duplicates import find_duplicates

    found: Pairs = set()
    for cluster in find_duplicates(texts, threshold=THRESHOLD, templates=templates):
        numbers = sorted((cluster.kept, *cluster.others))
        found |= {(one, other) for place, one in enumerate(numbers) for other in numbers[place + 1 :]}
    return found


def ours_templates(texts: list[str]) -> Pairs:
    """zhengwen, with documents from one template as duplicates."""
    return ours(texts, templates=True)


def rensa_words(texts: list[str]) -> Pairs:
    """rensa on the output of `str.split`, as in its examples."""
    return _rensa(texts, str.split)


def rensa_characters(texts: list[str]) -> Pairs:
    """rensa on character shingles."""
    return _rensa(texts, characters)


def _rensa(texts: list[str], pieces: Callable[[str], list[str]]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=16)
    sketches = []
    found: Pairs = set()
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=42)
        sketch.update(pieces(text))
        sketches.append(sketch)
        found |= {(one, number) for one in index.query(sketch) if sketch.jaccard(sketches[one]) >= THRESHOLD}
        index.insert(number, sketch)
    return found


def datasketch_words(texts: list[str]) -> Pairs:
    """datasketch on the output of `str.split`, as in its examples."""
    return _datasketch(texts, str.split)


def datasketch_characters(texts: list[str]) -> Pairs:
    """datasketch on character shingles."""
    return _datasketch(texts, characters)


def _datasketch(texts: list[str], pieces: Callable[[str], list[str]]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    found: Pairs = set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([piece.encode() for piece in set(pieces(text))])
        found |= {(int(one), number) for one in index.query(sketch)}
        index.insert(number, sketch)
    return found


def daft_words(texts: list[str]) -> Pairs:
    """Daft's MinHash of five words, with the bands of its guide."""
    return _daft(texts)


def daft_characters(texts: list[str]) -> Pairs:
    """Daft's MinHash of five characters, with spaces inserted between them."""
    return _daft([" ".join(text) for text in texts])


def _daft(texts: list[str]) -> Pairs:
    import daft

    sketches = (
        daft.from_pydict({"text": texts})
        .select(daft.col("text").minhash(num_hashes=128, ngram_size=SHINGLE, seed=1))
        .to_pydict()["text"]
    )
    found: Pairs = set()
    for band in range(16):
        seen: dict[tuple[int, ...], int] = {}
        for number, sketch in enumerate(sketches):
            first = seen.setdefault(tuple(sketch[band * 8 : band * 8 + 8]), number)
            if first != number:
                alike = sum(one == other for one, other in zip(sketches[first], sketch, strict=True)) / 128
                if alike >= THRESHOLD:
                    found.add((first, number))
    return found


def datatrove_words(texts: list[str]) -> Pairs:
    """datatrove's signatures with its defaults, and its buckets."""
    return _datatrove(texts, "eng")


def datatrove_chinese(texts: list[str]) -> Pairs:
    """datatrove's signatures with its Chinese tokenizer (spaCy and jieba), and its buckets."""
    return _datatrove(texts, "zho_Hani")


def _datatrove(texts: list[str], language: str) -> Pairs:
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature

    config = MinhashConfig()
    with tempfile.TemporaryDirectory() as folder:
        step = MinhashDedupSignature(output_folder=folder, config=config, language=language)
        sketches = []
        for text in texts:
            shingles = step.get_shingles(text)  # none of a text of fewer than five words; the step leaves it out
            sketches.append(step.get_signature(shingles) if len(shingles) else None)
    return _in_one_bucket([[tuple(band) for band in sketch] if sketch else [] for sketch in sketches])


def text_dedup_words(texts: list[str]) -> Pairs:
    """text-dedup's MinHash with its defaults, except for the threshold."""
    return _text_dedup(texts)


def text_dedup_characters(texts: list[str]) -> Pairs:
    """text-dedup's MinHash of five characters, with spaces inserted between them."""
    return _text_dedup([" ".join(text) for text in texts])


def _text_dedup(texts: list[str]) -> Pairs:
    import numpy as np
    from text_dedup.minhash import RNG, embed_func
    from text_dedup.utils import optimal_param, sha1_hash

    permutations, prime, most = 250, np.uint64((1 << 61) - 1), np.uint32((1 << 32) - 1)
    bands, rows = optimal_param(THRESHOLD, permutations, false_positive_weight=0.5, false_negative_weight=0.5)
    random_numbers = (
        RNG.randint(1, prime, size=permutations, dtype=np.uint64),
        RNG.randint(0, prime, size=permutations, dtype=np.uint64),
    )
    given = {
        "num_perm": permutations,
        "ngram_size": SHINGLE,
        "min_length": 5,
        "hashranges": [(band * rows, (band + 1) * rows) for band in range(bands)],
        "permutations": random_numbers,
        "hash_func": lambda data: sha1_hash(data, d=32),
        "dtype": np.uint64,
        "max_hash": most,
        "modulo_prime": prime,
    }
    made = [embed_func(text, number, **given)["__signatures__"] for number, text in enumerate(texts)]
    # Texts without a shingle all have the same signature; the tool filters them by --min_length before.
    none = embed_func("", 0, **given)["__signatures__"]
    return _in_one_bucket([sketch if sketch != none else [] for sketch in made])


def _in_one_bucket(sketches: list[list[Any]]) -> Pairs:
    """Pair the first text of each bucket with the others, the result of tools that do not verify candidates."""
    found: Pairs = set()
    for band in range(max(map(len, sketches), default=0)):
        seen: dict[Any, int] = {}
        for number, sketch in enumerate(sketches):
            first = seen.setdefault(sketch[band], number) if sketch else number
            if first != number:
                found.add((first, number))
    return found


def texts_alone(texts: list[str]) -> Pairs:
    """Nothing: the memory of the texts and Python."""
    return {(0, 0)} if not texts else set()


TOOLS: tuple[Callable[[list[str]], Pairs], ...] = (
    texts_alone,
    ours,
    ours_templates,
    rensa_words,
    rensa_characters,
    datasketch_words,
    datasketch_characters,
    datatrove_words,
    datatrove_chinese,
    text_dedup_words,
    text_dedup_characters,
    daft_words,
    daft_characters,
)


def signatures(texts: list[str]) -> Iterable[tuple[str, Callable[[], object]]]:
    """Sketching only."""
    from zhengwen.corpus.near_duplicates import MinHash

    minhash = MinHash()
    yield "ours", lambda: minhash.sketch(texts)
    try:
        from rensa import CMinHash, RMinHash
    except ImportError:
        return

    def rensa(kind: type, pieces: Callable[[str], list[str]]) -> None:
        for text in texts:
            sketch = kind(num_perm=128, seed=42)
            sketch.update(pieces(text))
            sketch.digest()

    yield "rensa R-MinHash, character shingles", lambda: rensa(RMinHash, characters)
    yield "rensa C-MinHash, character shingles", lambda: rensa(CMinHash, characters)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4000, help="unrelated pages among the pairs")
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--forms", type=int, default=240, help="pairs of documents of one form")
    parser.add_argument("--tool", help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.tool:
        _one(given.tool, given.texts)
        return
    draw = random.Random(11)
    pairs = [planted(draw) for _ in range(given.pairs)]
    apart = list(distinct(draw, given.forms))
    alone = ["".join(draw.choices(IDEOGRAPHS, k=draw.randint(80, 1200))) for _ in range(given.pages)]
    numbers: dict[str, int] = {}  # a text of several pairs is one page
    texts: list[str] = []
    for text in (text for pair in (*pairs, *apart) for text in pair):
        if numbers.setdefault(text, len(texts)) == len(texts):
            texts.append(text)
    truth = _alike(pairs, numbers)
    other = {pair for pair, similarity in _alike(apart, numbers).items() if similarity >= THRESHOLD}
    texts += alone
    size = sum(len(text.encode()) for text in texts)
    alike = sum(similarity >= THRESHOLD for similarity in truth.values())
    print(f"{len(texts):,} texts, {size / 1e6:,.1f} MB; at {THRESHOLD}: {alike} copies, {len(other)} pairs of two")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts))
        print(f"{'tool':<24}{'pages/CPU s':>13}{'peak MB':>9}{'recall':>9}{'two merged':>12}{'precision':>11}")
        for tool in TOOLS:
            _report(tool.__name__, path, texts, truth, other)
    pages = [page["text"] for page in made_corpus.pages(3000)]
    size = sum(len(page.encode()) for page in pages)
    for name, make in signatures(pages):
        best = min(_timed(make) for _ in range(5))
        print(f"sketches of {len(pages):,} pages of 2 KB: {name}: {size / best / 1e6:,.1f} MB/s")


def _alike(pairs: Iterable[tuple[str, str]], numbers: dict[str, int]) -> dict[tuple[int, int], float]:
    """Return the similarities of pairs that are half alike or more, by their numbers."""
    return {
        (min(row), max(row)): similarity
        for pair in pairs
        if pair[0] != pair[1] and (similarity := true_similarity(*pair)) >= LEAST
        for row in [[numbers[text] for text in pair]]
    }


def _timed(make: Callable[[], object]) -> float:
    begun = time.process_time()
    make()
    return time.process_time() - begun


def _report(
    name: str, path: Path, texts: list[str], truth: dict[tuple[int, int], float], other: set[tuple[int, int]]
) -> None:
    command = [sys.executable, __file__, "--tool", name, "--texts", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name:<24} left out: {(done.stderr.strip().splitlines() or ['?'])[-1][:90]}")
        return
    told = json.loads(done.stdout.splitlines()[-1])
    found = {(one, other) for one, other in told["pairs"]}
    wanted = {pair for pair, similarity in truth.items() if similarity >= THRESHOLD}
    recall = len(found & wanted) / len(wanted)
    merged = len(found & other) / max(1, len(other))
    right = sum(truth.get(pair, 0.0) >= THRESHOLD - 0.01 for pair in found)  # folding moves a similarity by a little
    precision = f"{right / len(found):>11.4f}" if found else f"{'-':>11}"
    rate = len(texts) / max(told["seconds"], 1e-9)
    print(f"{name:<24}{rate:>13,.0f}{told['peak'] / 1e6:>9,.0f}{recall:>9.4f}{merged:>12.4f}{precision}")


def _one(name: str, path: Path) -> None:
    texts = json.loads(path.read_text())
    tool = next(tool for tool in TOOLS if tool.__name__ == name)
    tool(texts[:2])  # one-time imports and setup
    begun = time.process_time()
    pairs = tool(texts)
    seconds = time.process_time() - begun
    peak = _peak()
    print(json.dumps({"seconds": seconds, "peak": peak, "pairs": sorted(pairs)}))


def _peak() -> int:
    """Return the peak memory of this process, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
