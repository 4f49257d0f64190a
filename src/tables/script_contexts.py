"""Make `script/contexts.txt` and `script/borders.txt`: `python -m tables.script_contexts CONTEXTS WORDS`.

CONTEXTS counts runs of two to four ideographs in official texts of Taiwan and Hong Kong (`traditional-contexts.tsv`:
run, count in Taiwan, count in Hong Kong); WORDS is jieba's `dict.txt` (MIT). Their checksums are in
`script/script.provenance.md`, and other inputs are refused.

`contexts.txt` has for a character the neighbours beside which sound text never has it and has another form of it
instead (`後 后` and `太` before it), and those beside which it is right; each in tiers of how often, a power of ten
a tier. `borders.txt` has for a neighbour what makes a word with it: that word may be all there is to see.
"""

from __future__ import annotations

import operator
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import opencc

from tables._command import paths
from zhengwen.data import HERE, read, words

CHECKSUMS = {
    "traditional-contexts.tsv": "054f81513267ab52d787d5bfadd05588240cef6caba32d195f3cc8f480576350",
    "dict.txt": "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8",
}
# The other form must stand so often in sound text where the form seen never does. Below that, 1.05 million characters
# of real text show as many wrong places as right ones.
FEWEST = 10
FEWEST_LISTED = 3  # of words that OpenCC lists in this very form
# These are words by themselves and stand beside anything: 州|裡, 行政區裡|數一數二. Below 100 all places were wrong.
FREE = "裡裏後隻係於"
FEWEST_OF_FREE = 100
ANYWHERE = "於係"  # beside these any character may stand
FEWEST_BEFORE_COPULA = 1000  # 係 follows any noun, also those that 系 makes a word with: 兩派|係
# Surnames and a measure word, which stand beside anything in names and counts: only what OpenCC lists tells of them.
LISTED_ONLY = "余于范云姜沈郁朴仆台"
PARTICLES = "的了是在有和與及或也都不就而之所得到上下"  # a word with one of them must be an everyday one
FEWEST_RIGHT = 5  # of a pair that is no word, before it speaks for the form seen
FEWEST_OF_WHOLE = 100  # runs of three that are common enough to be worth their place
# Once in so many is a seam between two words (三隻|要 beside 只要): it proves something where no word can end.
HARDLY_EVER = 30
RARER = 4  # so often the form meant must stand in a word, for runs of three to tell where another form does never
# Of a word that OpenCC lists so, where the form seen is rarer altogether: 漁穫, 25 times, for 漁獲, 216.
RARE_LISTED = 8
FEWEST_BESIDE = 30  # of a neighbour that closes such a seam
# A form so much rarer than the other has a few words of its own, which are all counted; any neighbour tells.
RARE_FORM = 100
PRODUCTIVE = "髮錶麵雲麴麪癒摺捲迴釦乾製鬚朮"  # but these make new words freely: 安平麵
FEWEST_BESIDE_RARE = 100
COMMONER = 1000  # so much more often a form stands, before the other one is not looked for: 個 for 箇, 才 for 纔
# Forms that converters put though OpenCC's tables of characters have them for nothing.
CONVERTED_TOO = (("瞭", "了"), ("纔", "才"))
SHARE = 3  # a pair that stands in the same longer run in a third of its places may be a seam
TIERS = 4  # of counts: below 100, 1,000, 10,000, and above
RARE_WORD = 5  # words that jieba counted less often do not count
EVERYDAY_WORD = 300  # those counted so often are words with 於 and 係, too
COMMON_WORD = 20  # words that jieba counted so often may end or begin beside a character

Neighbours = dict[tuple[str, str], list[dict[str, int]]]


def main(contexts: Path, dictionary: Path) -> None:
    """Write the two tables."""
    fold = _fold()
    counts = _counts(_checked(contexts))
    jieba = _jieba(_checked(dictionary), fold)
    listed = _phrases()
    evidence = Evidence(counts, _rivals(fold), listed, lambda run: jieba.get(run.translate(fold), 0))
    never, hardly = evidence.never_or_hardly_ever()
    beside = evidence.beside(set(hardly))
    rare = evidence.rare()
    suspects = {seen for seen, _ in (*never, *hardly, *rare)}
    right, right_words = evidence.right(suspects)
    marked = [(never, ""), (hardly, "~"), (rare, "+"), (beside, "!")]
    marked += [(right, ""), (right_words, ""), (evidence.attested(), "")]
    lines = [line for sides, mark in marked for line in _lines(sides, mark)]
    neighbours = {one for sides in (never, hardly) for pair in sides.values() for side in pair for one in side}
    lines.append("three\t" + " ".join(sorted(evidence.runs_of_three())))
    borders = _borders(jieba, {one.translate(fold) for one in neighbours})
    _write("script/contexts", sorted(lines))
    _write("script/borders", [*borders, "\t" + " ".join(_whole(counts, never, borders, fold))])


def _checked(path: Path) -> str:
    raw = path.read_bytes()
    if sha256(raw).hexdigest() != CHECKSUMS[path.name]:
        raise SystemExit(f"{path} is not the file that the tables are made from: its checksum differs.")
    return raw.decode("utf-8")


def _counts(table: str) -> dict[str, int]:
    """How often each run stands in both regions: a form of one of them is no fault in the other."""
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {run: int(taiwan) + int(hong_kong) for run, taiwan, hong_kong in rows}


def _jieba(table: str, fold: Mapping[int, str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in table.splitlines():
        word, count, *_ = row.split(" ")
        counts[word.translate(fold)] += int(count)
    return counts


def _phrases() -> set[str]:
    """The Traditional words of OpenCC's phrase tables."""
    dictionaries = Path(opencc.__file__).parent / "dictionary"
    usual = {ord(line[0]): line[1] for line in read("script/variants.txt").splitlines()}
    found: set[str] = set()
    for name, column in (("STPhrases", 1), ("TSPhrases", 0)):
        for row in (dictionaries / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            if "\t" in row:
                found.update(word.translate(usual) for word in row.split("\t")[column].split(" "))
    return found


def _fold() -> dict[int, str]:
    rows = (line.split("\t") for line in read("script/forms.txt").splitlines())
    fold = {ord(form): simplified for simplified, group in rows for form in group}
    variants = (line for line in read("script/variants.txt").splitlines())
    return fold | {ord(line[0]): fold.get(ord(line[1]), line[1]) for line in variants}


def _rivals(fold: Mapping[int, str]) -> dict[str, str]:
    """For each form the others that a text may mean by it: where a Simplified character has several, or is one."""
    simplified_only = frozenset(read("script/simplified-only.txt"))
    variants = {line[0]: line[1] for line in read("script/variants.txt").splitlines()}
    alike = [frozenset(group) for group in words("script/interchangeable")]
    rivals: dict[str, str] = {}
    for simplified, group in (line.split("\t") for line in read("script/forms.txt").splitlines()):
        mates = {simplified, *group} - simplified_only
        mates |= {other for other, usual in variants.items() if usual in mates}
        for seen in mates:
            others = [
                form
                for form in sorted(mates)
                if variants.get(form, form) != variants.get(seen, seen) and not any({form, seen} <= g for g in alike)
            ]
            if others:
                rivals[seen] = "".join(others)
    for seen, meant in CONVERTED_TOO:
        rivals[seen] = rivals.get(seen, "") + meant
        rivals[meant] = rivals.get(meant, "") + seen
    return rivals


class Evidence:
    """What the counts say of a form beside its neighbours."""

    def __init__(
        self, counts: Mapping[str, int], rivals: Mapping[str, str], listed: set[str], general: Callable[[str], int]
    ) -> None:
        self.counts, self.rivals, self.listed, self.general = counts, rivals, listed, general
        self.usual = {line[0]: line[1] for line in read("script/variants.txt").splitlines()}
        self.other = {usual: other for other, usual in self.usual.items()}
        own = read("script/own-words.txt").splitlines()
        self.either = {line[1:] for line in own if line[0] == "+"}  # only likelier: 準用 beside 准用
        self.totals: Counter[str] = Counter()
        for run, count in counts.items():
            if len(run) == 2:
                self.totals.update(dict.fromkeys(run, count))

    def is_word(self, run: str) -> bool:
        """Whether OpenCC lists a run in this form, or general text has it as a word in some form."""
        return run not in self.either and (run in self.listed or self.general(run) >= RARE_WORD)

    def is_common(self, run: str) -> bool:
        """Whether it is an everyday word."""
        return self.general(run) >= EVERYDAY_WORD

    def never_or_hardly_ever(self) -> tuple[Neighbours, Neighbours]:
        """Where a form never stands, and where once in many times, though another one makes a word there."""
        never: Neighbours = defaultdict(lambda: [{}, {}])
        hardly: Neighbours = defaultdict(lambda: [{}, {}])
        for run, at, seen, count, wrong in self._pairs():
            meant = run[at]
            if not self.is_word(run) or (run not in self.listed and self._is_seam(run)):
                continue
            beside_particle = run[1 - at] in PARTICLES or meant in ANYWHERE or seen in FREE
            if beside_particle and not (run in self.listed or self.is_common(run)):
                continue
            if (seen == "隻" and at == 1) or (meant in LISTED_ONLY and run not in self.listed):
                continue
            is_free = seen in FREE or meant in FREE or seen in PRODUCTIVE[:6] or seen in "沖衝"
            is_copula = seen == "係" and at == 1
            fewest = (
                FEWEST_BEFORE_COPULA
                if is_copula
                else FEWEST_OF_FREE
                if is_free
                else FEWEST_LISTED
                if run in self.listed
                else FEWEST
            )
            seldom = RARE_LISTED if run in self.listed and self.totals[seen] * RARE_LISTED < self.totals[meant] else 0
            if count >= fewest and wrong * (seldom or HARDLY_EVER) < count and not (wrong and is_copula):
                (hardly if wrong else never)[seen, meant][1 - at][run[1 - at]] = count
        return never, hardly

    def _is_seam(self, run: str) -> bool:
        """Whether one of the two characters mostly belongs to the word beside them: 神|颱風, 不太|合適."""
        longer = self.longer.get(run, ("", ""))
        neighbours = (self.is_word(longer[0] + run[0]), self.is_word(run[1] + longer[1]))
        return any(one and word for one, word in zip(longer, neighbours, strict=True))

    @cached_property
    def longer(self) -> dict[str, tuple[str, str]]:
        """For each pair what stands before it, and after it, in a third of its places, if anything does."""
        found: dict[str, tuple[str, str]] = defaultdict(lambda: ("", ""))
        for run, count in self.counts.items():
            if len(run) == 3:
                if count * SHARE > self.counts.get(run[1:], count * SHARE):
                    found[run[1:]] = (run[0], found[run[1:]][1])
                if count * SHARE > self.counts.get(run[:2], count * SHARE):
                    found[run[:2]] = (found[run[:2]][0], run[2])
        return found

    def runs_of_three(self) -> Iterator[str]:
        """Runs with a form, where another one stands in the word within them now and then, but never in the run."""
        for run, count in self.counts.items():
            if len(run) != 3 or count < FEWEST:
                continue
            if any(self._is_decided_by_three(run, at, count) for at in range(3)):
                yield run

    def _is_decided_by_three(self, run: str, at: int, count: int) -> bool:
        meant = run[at]
        pairs = [(start, run[start : start + 2]) for start in (0, 1) if start <= at <= start + 1]
        if meant in self.usual or (meant in ANYWHERE and not any(self.is_common(pair) for _, pair in pairs)):
            return False
        for seen in self.rivals.get(meant, ""):
            if seen in FREE or self.counts.get(run[:at] + seen + run[at + 1 :], 0):
                continue
            wrong = [self.counts.get(pair[: at - start] + seen + pair[at - start + 1 :], 0) for start, pair in pairs]
            rarer = (n * RARER <= self.counts.get(pair, 0) for n, (_, pair) in zip(wrong, pairs, strict=True))
            if all(wrong) and any(map(operator.and_, rarer, (self.is_word(pair) for _, pair in pairs))):
                return True
        return False

    def rare(self) -> Neighbours:
        """For forms of few words, the neighbours that they never have and the other form often has."""
        found: Neighbours = defaultdict(lambda: [{}, {}])
        for run, at, seen, count, wrong in self._pairs():
            is_rare = self.totals[seen] * RARE_FORM <= self.totals[run[at]] and seen not in PRODUCTIVE
            is_rare = is_rare and run[at] not in ANYWHERE + LISTED_ONLY
            if is_rare and not wrong and count >= FEWEST_BESIDE_RARE:
                found[seen, run[at]][1 - at][run[1 - at]] = count
        return found

    def beside(self, pairs: set[tuple[str, str]]) -> Neighbours:
        """For forms that hardly ever stand somewhere, the neighbours that they never have, whether in a word or not."""
        found: Neighbours = defaultdict(lambda: [{}, {}])
        for run, at, seen, count, wrong in self._pairs():
            if (seen, run[at]) in pairs and not wrong and count >= FEWEST_BESIDE:
                found[seen, run[at]][1 - at][run[1 - at]] = count
        return found

    def attested(self) -> Neighbours:
        """Where a form stands in sound text, though another one is commoner: 夸夸 beside 誇誇."""
        found: Neighbours = defaultdict(lambda: [{}, {}])
        for run, at, seen, count, wrong in self._pairs():
            if FEWEST_RIGHT <= wrong < count <= wrong * HARDLY_EVER and self.is_word(run):
                found[seen, ":"][1 - at][run[1 - at]] = wrong
        return found

    def right(self, suspects: set[str]) -> tuple[Neighbours, Neighbours]:
        """Where a form is right: counted as often as any other there, or listed; and where it makes a counted word."""
        right: Neighbours = defaultdict(lambda: [{}, {}])
        as_word: Neighbours = defaultdict(lambda: [{}, {}])
        runs = {run for run in self.counts if len(run) == 2} | {word for word in self.listed if len(word) == 2}
        for run in sorted(runs | words("script/both")):
            for at, seen in enumerate(run):
                if seen not in suspects:
                    continue
                count = 10**TIERS if run in words("script/both") else self.counts.get(run, 0)
                other = max((self._count(run, at, form) for form in self.rivals[seen]), default=0)
                if seen in FREE and at == 0 and not self.is_common(run):
                    continue  # 後的: what follows says nothing
                if count >= other or run in self.listed or run in words("script/both"):
                    is_word = count > 0 and self.is_word(run) and not self._is_seam(run)
                    is_word = is_word or run in words("script/both")
                    if not is_word and 0 < count < FEWEST_RIGHT:
                        continue
                    sides = as_word[seen, "#"] if is_word else right[seen, "="]
                    sides[1 - at][run[1 - at]] = count
        return right, as_word

    def _pairs(self) -> Iterator[tuple[str, int, str, int, int]]:
        """Every counted pair, where the form in it stands, another form, and how often either has that neighbour."""
        for run in self.counts:
            if len(run) != 2:
                continue
            for at, meant in enumerate(run):
                if meant not in self.usual:
                    count = self._count(run, at, meant)
                    for seen in self.rivals.get(meant, ""):
                        if self.totals[seen] > COMMONER * self.totals[meant]:
                            continue
                        yield run, at, seen, count, self.counts.get(run[:at] + seen + run[at + 1 :], 0)

    def _count(self, run: str, at: int, form: str) -> int:
        """How often a form stands there, in either way to write it: 這裡 and 這裏."""
        written = (form, self.other.get(form, ""))
        return sum(self.counts.get(run[:at] + one + run[at + 1 :], 0) for one in written if one)


def _lines(sides: Neighbours, mark: str) -> Iterator[str]:
    for (seen, meant), (before, after) in sides.items():
        yield "\t".join((seen, mark + meant, _in_tiers(before), _in_tiers(after)))


def _in_tiers(neighbours: Mapping[str, int]) -> str:
    """Neighbours by the number of digits of their counts, the rarest first; before them those that nobody counted."""
    tiers = [""] * (TIERS + 1)
    for one, count in sorted(neighbours.items()):
        tiers[min(max(len(str(count)) - 1, 1), TIERS) if count else 0] += one
    return "|".join(tiers)


def _borders(jieba: Mapping[str, int], beside: set[str]) -> list[str]:
    """For each neighbour what stands before it in a common word of two characters, and after it."""
    sides: dict[str, list[set[str]]] = defaultdict(lambda: [set(), set()])
    for word, count in jieba.items():
        if len(word) == 2 and count >= COMMON_WORD:
            sides[word[1]][0].add(word[0])
            sides[word[0]][1].add(word[1])
    return ["\t".join((one, *("".join(sorted(side)) for side in sides[one]))) for one in sorted(beside & sides.keys())]


def _whole(counts: Mapping[str, int], never: Neighbours, borders: list[str], fold: Mapping[int, str]) -> Iterator[str]:
    """Runs of three that are counted though a word seems to end within them: 各方面, 十分鐘."""
    word_with = {row[0]: row[1:] for row in (line.split("\t") for line in borders)}
    firsts = {one + meant for (_, meant), (before, _) in never.items() for one in before}
    lasts = {meant + one for (_, meant), (_, after) in never.items() for one in after}
    nothing = ("", "")
    for run in sorted(counts):
        if len(run) != 3 or counts[run] < FEWEST_OF_WHOLE:
            continue
        first, middle, last = tuple(run.translate(fold))
        ends = run[1:] in firsts and first in word_with.get(middle, nothing)[0]
        begins = run[:2] in lasts and last in word_with.get(middle, nothing)[1]
        if ends or begins:
            yield run


def _write(name: str, lines: Iterable[str]) -> None:
    (HERE / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*paths(__doc__, "contexts", "words"))
