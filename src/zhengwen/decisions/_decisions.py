"""All decisions of a file, and what they do to the findings of a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from zhengwen.decisions._context import context_of
from zhengwen.decisions._decision import Decision, DecisionsError
from zhengwen.finding import Finding

Key = tuple[str, str]


class Settled(NamedTuple):
    """The findings of a pass after decisions: those that are left, those rejected, and the decisions that applied."""

    findings: list[Finding]
    rejected: list[Finding]
    used: set[Key]


class Decisions:
    """Decisions on findings, by rule and context. Immutable: `adding` and `without` return new ones.

    Args:
        decisions: the decisions; of two on the same place, the later one counts.
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self._by_key = {one.key: one for one in decisions}

    @classmethod
    def load(cls, path: str | Path) -> Decisions:
        """Read a decisions file.

        Raises:
            DecisionsError: the file cannot be read, is damaged, or decides one place in two ways.
        """
        try:
            written = Path(path).read_bytes()
        except OSError as error:
            raise DecisionsError(f"{path}: {error.strerror or error}") from error
        return cls.loads(written, str(path))

    @classmethod
    def loads(cls, written: bytes, name: str = "decisions") -> Decisions:
        """Read the contents of a decisions file called `name`.

        Raises:
            DecisionsError: as for `load`.
        """
        from zhengwen.decisions import _file  # slow to import, and most runs have no decisions

        return cls(_file.parsed(written, name))

    def dumps(self) -> str:
        """Return the contents of a decisions file, sorted by rule and context.

        Raises:
            DecisionsError: a replacement holds undecodable bytes, which the file cannot hold.
        """
        from zhengwen.decisions import _file

        return _file.written(sorted(self._by_key.values(), key=lambda one: one.key))

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Decision]:
        return iter(self._by_key.values())

    def __repr__(self) -> str:
        return f"Decisions({len(self)})"

    def get(self, rule: str, context: str) -> Decision | None:
        """Return the decision on a place, if there is one."""
        return self._by_key.get((rule, context))

    def adding(self, decisions: Iterable[Decision]) -> Decisions:
        """Return these decisions with more, which replace earlier ones on the same places."""
        return Decisions((*self, *decisions))

    def without(self, keys: Iterable[Key]) -> Decisions:
        """Return these decisions without those on some places."""
        left_out = frozenset(keys)
        return Decisions(one for one in self if one.key not in left_out)

    def unused(self, used: Iterable[Key], is_run: Callable[[str], bool]) -> list[Decision]:
        """Return the decisions that applied to nothing: their page is gone, or was changed at the place.

        Args:
            used: the rules and contexts of those that applied.
            is_run: whether a rule is run at all.
        """
        applied = frozenset(used)
        alive = {one._replace(context="") for one in self if one.key in applied}
        left = (one for one in self if one._replace(context="") not in alive and is_run(one.rule))
        return list({one._replace(context=""): one for one in left}.values())

    @cached_property
    def rules(self) -> frozenset[str]:
        """The rules on whose findings something was decided."""
        return frozenset(rule for rule, _ in self._by_key)

    @cached_property
    def digest(self) -> str:
        """A digest of what the decisions do, whoever took them and when."""
        effects = repr(sorted(one.effect for one in self if one.replacement is not None)) + repr(
            sorted(one.key for one in self if one.replacement is None)
        )
        return blake2b(effects.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def settle(self, text: str, found: Sequence[Finding]) -> Settled:
        """Apply the decisions to the findings of a pass on `text`.

        A rejected finding is left out. An accepted or edited one gets its replacement and is safe from then on; the
        undecided fixes that overlap it wait for the next round, for a person's decision goes before them.
        """
        if self.rules.isdisjoint(one.rule for one in found):
            return Settled(list(found), [], set())
        decided: list[Finding] = []
        left: list[Finding] = []
        rejected: list[Finding] = []
        used: set[Key] = set()
        for one in found:
            decision = self.get(one.rule, context_of(text, one)) if one.rule in self.rules else None
            if decision is None:
                left.append(one)
                continue
            used.add(decision.key)
            if decision.replacement is None or decision.replacement == text[one.start : one.end]:
                rejected.append(one)
            else:
                decided.append(one._replace(replacement=decision.replacement, safe=True))
        return Settled([*decided, *_beside(decided, left)], rejected, used)


NO_DECISIONS = Decisions()


def _beside(decided: list[Finding], left: list[Finding]) -> Iterator[Finding]:
    """Yield the findings that are only reported, or do not overlap a decided one."""
    if not decided:
        yield from left
        return
    from bisect import bisect_left

    spans = sorted((one.start, one.end) for one in decided)
    starts = [start for start, _ in spans]
    reach: list[int] = []  # how far the spans so far extend
    for _, end in spans:
        reach.append(max(end, reach[-1] if reach else 0))
    for one in left:
        before = bisect_left(starts, max(one.end, one.start + 1)) - 1  # the last span that begins before its end
        is_beside = before < 0 or (reach[before] <= one.start and (one.start, one.start) != spans[before])
        if one.replacement is None or is_beside:
            yield one
