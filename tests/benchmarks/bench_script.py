"""What the script rules change in real Traditional text, and in words that converters get wrong, beside OpenCC.

    python tests/benchmarks/bench_script.py [--texts FILE.jsonl] [--opencc PYTHON]

FILE.jsonl has one text a line, under `text`, and its collection in `id` before the last hyphen; collections that are
not Traditional are left out. PYTHON is an interpreter of an environment that has the C++ distribution OpenCC, which
must not be installed beside this project; without it that column stays empty. OpenCC's round trip is `t2s`, then `s2tw`
(`s2hk` for collections whose name begins with `hk`).
"""

import argparse
import json
import subprocess
from collections import defaultdict
from pathlib import Path

from zhengwen import Pipeline
from zhengwen.page import Page
from zhengwen.pages.script_majority import script_of

HERE = Path(__file__).parent
TEXTS = HERE.parent.parent.parent / "shared" / "data" / "real-texts" / "texts.jsonl"
WORDS = HERE.parent / "filters" / "script" / "over-converted.tsv"
FRAME = "市政府今日召開會議，市長表示，請各局處加強宣導，並於月底前提出檢討報告，確實維護民眾的權益。\n{}，應予改善。"
ROUND_TRIP = """
import json, sys, opencc
down, up = opencc.OpenCC("t2s"), {name: opencc.OpenCC(name) for name in ("s2tw", "s2hk")}
json.dump([up[name].convert(down.convert(text)) for name, text in json.load(sys.stdin)], sys.stdout)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    parser.add_argument("--opencc", metavar="PYTHON", help="an interpreter that has the C++ distribution OpenCC")
    options = parser.parse_args()
    pipeline = Pipeline.default().select("T").without("T004")
    print("| changes a million characters | characters | zhengwen | OpenCC's round trip |\n|---|---|---|---|")
    for name, texts in _collections(options.texts).items():
        size = sum(map(len, texts))
        ours = sum(_differences(text, pipeline.run(text).text) for text in texts)
        theirs = _round_trip(options.opencc, name, texts)
        other = sum(map(_differences, texts, theirs)) / size * 1e6 if theirs else None
        print(f"| {name} | {size:,} | {ours / size * 1e6:.0f} | {'' if other is None else f'{other:,.0f}'} |")
    _words(pipeline, options.opencc)


def _words(pipeline: Pipeline, opencc: str | None) -> None:
    rows = [row.split("\t") for row in WORDS.read_text(encoding="utf-8").splitlines()]
    counts = dict.fromkeys(("right", "wrong", "reported", "silent"), 0)
    for wrong, right in rows:
        done = pipeline.run(FRAME.format(wrong))
        fixed = done.text != FRAME.format(wrong)
        kind = "reported" if done.findings else "silent"
        counts[("right" if done.text == FRAME.format(right) else "wrong") if fixed else kind] += 1
    theirs = _round_trip(opencc, "words", [FRAME.format(wrong) for wrong, _ in rows])
    same = sum(text == FRAME.format(right) for text, (_, right) in zip(theirs, rows, strict=False))
    print(f"\n| {len(rows)} words | right | wrong | reported | silent |\n|---|---|---|---|---|")
    print("| zhengwen | " + " | ".join(map(str, counts.values())) + " |")
    if theirs:
        print(f"| OpenCC's round trip | {same} | {len(rows) - same} | | |")


def _collections(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        if script_of(Page(row["text"])) == "traditional":
            found[row["id"].rpartition("-")[0]].append(row["text"])
    return found


def _round_trip(python: str | None, name: str, texts: list[str]) -> list[str]:
    if not python:
        return []
    there = "s2hk" if name.startswith("hk") else "s2tw"
    given = json.dumps([(there, text) for text in texts])
    done = subprocess.run([python, "-c", ROUND_TRIP], input=given, capture_output=True, text=True, check=True)
    converted: list[str] = json.loads(done.stdout)
    return converted


def _differences(one: str, other: str) -> int:
    """How many characters differ; conversion keeps their number, or nearly."""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


if __name__ == "__main__":
    main()
