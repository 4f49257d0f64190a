"""Make `script/words.txt` and `script/forms.txt`: `python -m tables.script_words FREQUENCIES [WORDS]`.

`script/forms.txt` has a line for every Simplified character and its Traditional forms, the commonest first.
`script/words.txt` has the words that tell which of several forms is meant, in their right Traditional form; `?` stands
before the folded form of a word with several right forms, `+` before a pair of characters that is no word but is
counted in one form only. `script/own-words.txt`, written by hand in the same form, goes before all other sources; `-`
stands there before what is no word. `script/usual.txt` has the usual form of characters that are Simplified only.

From the dictionaries of opencc-python-reimplemented (Apache-2.0), from counts of bigrams in public collections of laws
(FREQUENCIES, a folder), and from the word list of jieba (MIT; WORDS, its `dict.txt`) turned into Traditional.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import opencc

from tables._command import paths
from zhengwen.data import HERE, characters, read

LONGEST = 4
RARE_WORD = 10  # words that jieba counted less often are left out
# A pair that laws write one way is evidence when no other way has a twentieth of its count.
MARGIN = 20
OUTRANKS = 100  # so often a form must be counted to stand against the one that the dictionaries list
MARGIN_OF_WORD = 6  # for a word of the dictionaries: its rivals in the counts are seams between words

# A form that laws write a hundredth as often as another one is a fault, or stands in a few words only.
SELDOM = 100
# A form that has ten times as many words as all others is meant where no word tells.
USUAL = 10
# Traditional characters that anybody knows: so often counted in laws, or their Simplified form in jieba's words.
KNOWN_IN_LAWS = 3
KNOWN_IN_WORDS = 3000
# Characters whose other form (髮 錶 麵 齣 雲 麴 癒 摺 捲 迴 釦 乾 製 鬚 朮) makes new words freely, so that a word of
# theirs is evidence only where Traditional laws have it.
PLAIN = "發表面出云曲愈折卷回扣干制須術"
# Names in Simplified texts have these by right.
IN_NAMES = frozenset("塚榘儁寀甯昇甦頫璿瑋脩吒崑崙嶽峯濛瀰氾鉅麴勳煇暐燁勣琺鎔錡鋆鑾陞淩傑於徵乾麽")


def main(frequencies: Path, words: Path | None = None) -> None:
    """Write the tables."""
    dictionaries = Path(opencc.__file__).parent / "dictionary"
    forms = _forms(dictionaries)
    fold = {ord(form): simplified for simplified, group in forms.items() for form in group}
    fold |= {ord(other): fold.get(ord(usual), usual) for other, usual in _variants().items()}
    many = {c for s, group in forms.items() if len({s, *group}) > 2 or s in group for c in (s, *group)}
    known = set(_phrases(dictionaries, forms)) | (set(_translated(words, dictionaries)) if words else set())
    known = {word for word in known if 2 <= len(word) <= LONGEST and not many.isdisjoint(word)}
    lines = _needed(_decided(known, _counts(frequencies / "traditional-bigrams.tsv"), fold, many), fold, many)
    _write("script/words", lines)
    _write("script/forms", (f"{simplified}\t{''.join(group)}" for simplified, group in sorted(forms.items())))
    mates = _mates(fold)
    _write("script/neighbours", _neighbours(lines, fold, mates, many))
    _write("script/usual", _usual_forms(lines, forms))
    _write("script/known", _known(_counts(frequencies / "traditional-characters.tsv"), words, fold))
    _write("script/seldom", _seldom(_counts(frequencies / "traditional-characters.tsv"), forms))
    _write("script/counted", _counted(_counts(frequencies / "traditional-bigrams.tsv")))


def _write(name: str, lines: Iterable[str]) -> None:
    (HERE / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _mates(fold: dict[int, str]) -> dict[str, str]:
    """For every folded character, all characters that fold to it."""
    mates: dict[str, str] = {}
    for code, folded in fold.items():
        mates[folded] = mates.get(folded, folded) + chr(code)
    return {folded: "".join(sorted(set(group))) for folded, group in mates.items()}


def _neighbours(lines: list[str], fold: dict[int, str], mates: dict[str, str], many: set[str]) -> Iterator[str]:
    """For every character, those before and after it beside which a word names another form of it."""
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for word in (line.strip("+") for line in lines if line[0] != "?"):
        for n, right in enumerate(word):
            if right not in many:
                continue
            last = n == len(word) - 1
            folded = word[n - 1 if last else n + 1].translate(fold)
            for wrong in mates[right.translate(fold)]:
                if _usual(wrong) != right:
                    (before if last else after)[wrong].update(mates.get(folded, folded))
    for wrong in sorted(before.keys() | after.keys()):
        yield "\t".join((wrong, "".join(sorted(before[wrong])), "".join(sorted(after[wrong]))))


def _known(counted: dict[str, int], words: Path | None, fold: dict[int, str]) -> Iterator[str]:
    """The Traditional characters that may be told to be a fault in a Simplified text."""
    mass: dict[str, int] = defaultdict(int)
    for word, count in _jieba(words) if words else ():
        for character in set(word):
            mass[character] += count
    for one in sorted(characters("script/traditional-only") - IN_NAMES):
        simplified = fold.get(ord(one))
        if simplified and (counted.get(one, 0) >= KNOWN_IN_LAWS or mass[simplified] >= KNOWN_IN_WORDS):
            yield one + simplified


def _seldom(counted: dict[str, int], forms: dict[str, list[str]]) -> Iterator[str]:
    """Every form that is seldom right, and the form that mostly is."""
    for simplified, group in sorted(forms.items()):
        counts = {
            form: counted.get(form, 0) + sum(counted.get(o, 0) for o, u in _variants().items() if u == form)
            for form in {simplified, *group}
        }
        best = max(sorted(counts), key=lambda form: (counts[form], form in group[:1]))
        for form in sorted(counts):
            if counts[form] * SELDOM < counts[best] and (len(group) > 1 or simplified in group):
                yield form + best


def _counted(counted: Mapping[str, int]) -> Iterator[str]:
    """For each of some characters, those that Traditional laws have before it and after it."""
    for one in PLAIN:
        before = sorted(pair[0] for pair in counted if len(pair) == 2 and pair[1] == one)
        after = sorted(pair[1] for pair in counted if len(pair) == 2 and pair[0] == one)
        yield f"{one}\t{''.join(before)}\t{''.join(after)}"


def _forms(dictionaries: Path) -> dict[str, list[str]]:
    """Every Simplified character and its Traditional forms; itself where it is Traditional, too."""
    forms: dict[str, list[str]] = {}
    for simplified, group in _rows(dictionaries / "STCharacters.txt"):
        forms[simplified] = list(dict.fromkeys(_usual(form) for form in group))
    for traditional, group in _rows(dictionaries / "TSCharacters.txt"):
        form = _usual(traditional)
        for other in (s for s, own in forms.items() if form in own and s not in (form, group[0])):
            forms[other].remove(form)
        known = forms.setdefault(group[0], [group[0]])
        if form not in known and form != group[0]:
            known.append(form)
    return {s: group for s, group in forms.items() if group not in ([], [s])}


def _phrases(dictionaries: Path, forms: dict[str, list[str]]) -> Iterator[str]:
    for _, group in _rows(dictionaries / "STPhrases.txt"):
        yield _usual(group[0])
    for traditional, _ in _rows(dictionaries / "TSPhrases.txt"):
        yield _usual(traditional)


def _translated(words: Path, dictionaries: Path) -> Iterator[str]:
    phrases = {row[0]: row[1][0] for row in _rows(dictionaries / "STPhrases.txt")}
    # A character that may stay as it is says nothing of a word that no phrase has: 征 in 长征, 里 in 约里.
    phrases |= {s: group[0] for s, group in _rows(dictionaries / "STCharacters.txt") if s not in group[1:]}
    several = {s for s, group in _rows(dictionaries / "STCharacters.txt") if s in group[1:]}
    for word, count in _jieba(words):
        if count >= RARE_WORD and 2 <= len(word) <= LONGEST:
            pieces = _longest(word, phrases, several)
            if pieces:
                yield _usual("".join(pieces))


def _jieba(words: Path) -> Iterator[tuple[str, int]]:
    for row in words.read_text(encoding="utf-8").splitlines():
        word, count, *_ = row.split(" ")
        yield word, int(count)


def _longest(word: str, phrases: dict[str, str], several: set[str]) -> list[str]:
    """A word turned into Traditional by its longest known pieces; nothing where a character of it has several forms."""
    pieces: list[str] = []
    at = 0
    while at < len(word):
        size = next((n for n in range(len(word) - at, 0, -1) if word[at : at + n] in phrases), 0)
        if size == 0 and word[at] in several:
            return []
        pieces.append(phrases[word[at : at + size]] if size else word[at])
        at += size or 1
    return pieces


def _decided(known: Iterable[str], counted: dict[str, int], fold: dict[int, str], many: set[str]) -> list[str]:
    """Words as they are, `?` before the folded form of a word with several right forms, `+` before a counted pair."""
    rivals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pair, count in counted.items():
        if not many.isdisjoint(pair):
            rivals[pair.translate(fold)][_usual(pair)] += count
    in_dictionary: dict[str, set[str]] = defaultdict(set)
    for word in known:
        in_dictionary[word.translate(fold)].add(word)
    own = {line.strip("?+-").translate(fold): line for line in read("script/own-words.txt").splitlines()}
    lines = [line for line in own.values() if line[0] != "-"]
    for folded in own:
        in_dictionary.pop(folded, None)
        rivals.pop(folded, None)
    for folded, words in in_dictionary.items():
        counts = rivals.pop(folded, {})
        lines.append(_one_form(folded, words, counts))
    for counts in rivals.values():
        best = max(counts, key=lambda word: counts[word])
        if sum(counts.values()) - counts[best] <= counts[best] / MARGIN:
            lines.append("+" + best)
    return sorted(lines)


def _needed(lines: list[str], fold: dict[int, str], many: set[str]) -> list[str]:
    """Drop the words whose every character the pairs within them decide alike."""
    pairs = {line.strip("?+").translate(fold): line for line in lines if len(line.strip("?+")) == 2}
    kept = []
    own = set(read("script/own-words.txt").split("\n"))
    for line in lines:
        word = line.strip("?+")
        decided = all(_is_decided(word, n, pairs, fold) for n, c in enumerate(word) if c in many)
        if len(word) == 2 or line in own or not decided:
            kept.append(line)
    return kept


def _is_decided(word: str, at: int, pairs: dict[str, str], fold: dict[int, str]) -> bool:
    """Whether a pair around `at` names the character there, and none names another."""
    folded = word.translate(fold)
    named = set()
    for start in (at - 1, at):
        pair = pairs.get(folded[start : start + 2]) if 0 <= start < len(word) - 1 else None
        if pair is not None and pair[0] != "+":
            named.add("?" if pair[0] == "?" else pair[at - start])
    return named == {word[at]}


def _one_form(folded: str, words: set[str], counts: dict[str, int]) -> str:
    """The line of a dictionary word: its one form, or that it has several. What is counted outranks what is listed."""
    best = max(sorted({*words, *counts}), key=lambda word: (counts.get(word, 0), word in words))
    others = sum(counts.values()) - counts.get(best, 0)
    if not counts:
        return best if len(words) == 1 else "?" + folded
    if best in words:
        return best if others * MARGIN_OF_WORD <= counts[best] else "?" + folded
    # 核准 is counted and 覈準 listed: a fault of the list. 體制 is listed and 體製 counted: a seam, as in 具體製作.
    return best if counts[best] >= OUTRANKS and others * MARGIN <= counts[best] else "?" + folded


def _usual_forms(lines: Iterable[str], forms: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Of a character that is Simplified only, the form that nearly all its words have; `?` where others have some."""
    counts = Counter(form for line in lines for form in set(line))
    for simplified in sorted(characters("script/simplified-only") & forms.keys()):
        most, *others = sorted(forms[simplified], key=lambda form: -counts[form])
        rest = sum(counts[form] for form in others)
        if others and counts[most] and counts[most] >= USUAL * rest:
            yield f"{'?' if rest else ''}{simplified}{most}"


def _usual(word: str) -> str:
    return word.translate({ord(other): usual for other, usual in _variants().items()})


@cache
def _variants() -> dict[str, str]:
    return {line[0]: line[1] for line in read("script/variants.txt").splitlines()}


def _counts(path: Path) -> dict[str, int]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows}


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            key, _, values = line.partition("\t")
            yield key, values.split()


if __name__ == "__main__":
    main(*paths(__doc__, "frequencies", more="words"))
