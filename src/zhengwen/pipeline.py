"""Pipelines: filters grouped into passes, which run one after another until there is nothing left to fix."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import groupby, islice
from types import ModuleType

from zhengwen import ledger, page_rules, registry, work_limits
from zhengwen.decisions import NO_DECISIONS, Decisions
from zhengwen.finding import Finding
from zhengwen.ledger import Step
from zhengwen.page import NO_META, Page, is_read_as_html
from zhengwen.registry import Filter, FilterFunction
from zhengwen.result import CUTTING, TITLE_AND_BYLINE, Cleaned, Found
from zhengwen.site_profile import Site
from zhengwen.text.lazy_regex import pattern

# One pass per family, with the reason for its place.
ORDER = (
    "encoding",  # nothing can be judged until the characters are right
    "characters",  # invisible and compatibility characters hide words from every pattern below
    "spam",  # an injected block is not a second copy, and would distort the page's script and punctuation profiles
    "duplication",  # the dropped copy may have the correct form of a date or word: merge it before those are judged
    "furniture",  # whatever remains around the single body
    "numerals",  # a repaired date is context for punctuation
    "script",  # with foreign parts removed, the majority script is the author's
    "punctuation",  # folded marks are judged between words that are already right
    "whitespace",  # last, because every deletion above may leave some behind
)

# If this pass changes something, the round ends: what it would find only in the next round, the later passes would
# mistake for control characters, no-break spaces and line ends, and destroy the evidence.
ALONE = "encoding"
LEGIBLE = ("encoding", "characters")

# A tag in a text: `<p class="a">`, `</p>`, `<br/>`.
TAG = pattern(r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:\s[^<>]{0,4000})?/?>")

CODE = pattern(r"(?i:[A-Z]\d{0,3}|ALL)")  # a rule, the beginning of codes, or all rules
LIKE = 0.6  # similarity from which difflib calls two words close: its own default

NOTHING_SAID: tuple[Page | None, list[Finding]] = (None, [])

AnyFilter = FilterFunction | ModuleType | Filter


class PipelineError(ValueError):
    """Raised when a pipeline is given a rule, family, filter or preset that does not exist."""


class Pipeline:
    """An ordered list of filters. Immutable: `without`, `select` and `insert` return a new pipeline.

    Adjacent filters of one family form a pass: they see the same page, and their fixes are applied together before the
    next pass runs. All passes are repeated until nothing changes, so cleaning a cleaned page changes nothing.

    Args:
        filters: any callables `Page -> findings`, or modules with a function `find`.
    """

    def __init__(self, filters: Iterable[AnyFilter]) -> None:
        self.filters = tuple(registry.as_filter(given) for given in filters)
        self._off: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        passes = " → ".join(f"{name} ({len(filters)})" for name, filters in self.passes)
        running = [code for code in self._rules if self.runs(code)]
        off = sorted(set(self._rules) - set(running))
        without = f", without {' '.join(off)}" if off else ""
        return f"<Pipeline of {len(self.filters)} filters: {passes}; {len(running)} rules run{without}>"

    @classmethod
    def default(cls, preset: str = "page") -> Pipeline:
        """Return the pipeline that `zhengwen.clean` uses, including the filters of installed plug-ins.

        Args:
            preset: `page`; `body` (title and byline go to `meta` only); `repair` (cuts nothing).

        Raises:
            PipelineError: the preset does not exist.
        """
        if preset not in PRESETS:
            hint = nearest(preset, PRESETS)
            raise PipelineError(f"no preset is called {preset!r}{hint}; the presets are {', '.join(PRESETS)}")
        known = [*registry.built_in(), *registry.plugged_in()]
        rank = {family: n for n, family in enumerate(ORDER)}
        last = rank["whitespace"] - 0.5  # an unknown family runs just before whitespace
        ordered = sorted(known, key=lambda filter_: rank.get(filter_.family, last))
        pipeline = cls(ordered)
        pipeline._off = frozenset(code for code, rule in registry.rules().items() if not rule.default)
        return PRESETS[preset](pipeline)

    @property
    def passes(self) -> tuple[tuple[str, tuple[Filter, ...]], ...]:
        """The passes in order, each a name and its filters."""
        return tuple((name, tuple(group)) for name, group in groupby(self.filters, key=lambda filter_: filter_.family))

    def without(self, *names: str) -> Pipeline:
        """Return this pipeline without some rules, given codes, code prefixes (`N0`), rule names or families.

        Raises:
            PipelineError: a name matches no rule.
        """
        return self._with_off(self._off | self._codes(names))

    def select(self, *names: str) -> Pipeline:
        """Return this pipeline with only some rules; names as in `without`.

        Rules that run on request only must be selected by full code or by name, not by family, because two such rules
        may contradict each other.

        Raises:
            PipelineError: a name matches no rule.
        """
        return self._with_off(frozenset(self._rules) - self._wanted(names))

    def extend(self, *names: str) -> Pipeline:
        """Return this pipeline with additional rules enabled; names as in `select`.

        Raises:
            PipelineError: a name matches no rule.
        """
        return self._with_off(self._off - self._wanted(names))

    def runs(self, code: str) -> bool:
        """Return whether a rule is enabled, given its code."""
        return code not in self._off

    def insert(self, given: AnyFilter, *, after: str | None = None, before: str | None = None) -> Pipeline:
        """Return this pipeline with one more filter.

        Args:
            given: the filter.
            after: the name of a pass, or of a filter in it; the new filter runs after that pass.
            before: likewise; the new filter runs before that pass. By default, the new filter runs last.

        Raises:
            PipelineError: no pass or filter has that name, or both `after` and `before` are given.
        """
        if after is not None and before is not None:
            raise PipelineError("insert takes 'after' or 'before', not both")
        anchor = after if after is not None else before
        place = len(self.filters)
        if anchor is not None:
            matching = [n for n, one in enumerate(self.filters) if anchor in (one.family, one.name)]
            if not matching:
                known = ", ".join(name for name, _ in self.passes)
                raise PipelineError(f"no pass or filter is called {anchor!r}; the passes are {known}")
            family = self.filters[matching[0]].family
            places = [n for n, one in enumerate(self.filters) if one.family == family]
            place = places[-1] + 1 if after is not None else places[0]
        changed = Pipeline((*self.filters[:place], given, *self.filters[place:]))
        changed._off = self._off
        return changed

    def run(
        self,
        raw: str | bytes,
        *,
        unsafe: bool = False,
        encoding: str | None = None,
        meta: Mapping[str, str] = NO_META,
        site: Site | None = None,
        format: str = "auto",
        decisions: Decisions = NO_DECISIONS,
    ) -> Cleaned:
        """Clean one page.

        Args:
            raw: the page, text or HTML, as `str` or `bytes`.
            unsafe: also apply fixes that are only probably right.
            encoding: the charset of `raw` if the caller knows it (from an HTTP header, for example).
            meta: facts the caller knows about the page; in `Cleaned.meta` they override those found on the page.
            site: the lines that recur on the site's pages, as learned by `zhengwen.corpus.profiles`.
            format: `text`, `html`, or `auto`: an input that begins like an HTML page is one.
            decisions: what people decided about findings. An accepted or edited place gets its text, whether its
                finding is safe, unsafe or only reported; a rejected one stays as it is and is no finding any more.

        Raises:
            LookupError: `encoding` is not the name of a charset.
            TypeError: `raw` is neither `str` nor `bytes`, or `decisions` are a path.
            ValueError: the format does not exist.
        """
        if not isinstance(decisions, Decisions):
            raise TypeError(f"decisions are Decisions, not {type(decisions).__name__}; Decisions.load reads a file")
        first = Page.read(raw, encoding=encoding, meta=meta, site=site, format=format)
        run = partial(self._run, unsafe=unsafe, may_be_markup=format != "auto", decisions=decisions)
        cleaned = run(first, first)
        if not cleaned.settled and (first.decoding is not None or first.source is not None):
            # What is left as it is will be cleaned as a text the next time: what then comes out comes out now.
            as_text = run(Page(first.text, meta, site=site), first)
            cleaned = as_text if as_text.settled else cleaned
        return cleaned

    def _run(self, page: Page, first: Page, *, unsafe: bool, may_be_markup: bool, decisions: Decisions) -> Cleaned:
        """Repeat all passes until nothing changes; a page that does not settle comes back as it was.

        HTML is then asked as the text that it has become, too: that is what it will be when it is cleaned again.
        """
        steps: list[Step] = []
        fixed: list[Found] = []
        overlapped: list[Found] = []
        earlier: list[Found] = []
        said: dict[int, tuple[Page, list[Finding]]] = {}  # by pass: the last page it saw, and its findings
        used: set[tuple[str, str]] = set()
        with_markup: tuple[int, list[Found], list[Found]] | None = None  # steps, and what was open and rejected
        if work_limits.has_too_many_lines(page.text):
            return self._as_it_was(first, page_rules.unexamined(0, 1, page_rules.TOO_MANY_LINES), decisions)
        cost, most = 0, work_limits.most_cost(page.text)
        for _ in range(work_limits.MOST_ROUNDS):
            cost += work_limits.cost_of_round(page.text)
            if cost > most:
                break
            before = len(steps)
            opened: list[Found] = []
            rejected: list[Found] = []
            for number, (name, finders) in enumerate(self._runnable):
                seen, found = said.get(number, NOTHING_SAID)
                if seen is not page:  # filters are pure: the same page yields the same findings
                    found = _found(page, finders, tells=self.runs(page_rules.UnexaminedPage.code))
                    if found and name not in LEGIBLE and "<" in page.text:
                        found = _outside_tags(page, found)
                    said[number] = page, found
                if not found:
                    continue
                if decisions:
                    settled = decisions.settle(page.text, found)
                    found = settled.findings
                    used |= settled.used
                    if settled.rejected:
                        rejected.append(Found(len(steps), settled.rejected))
                applied = ledger.apply(page.text, name, found, unsafe=unsafe)
                if name in CUTTING and _is_emptied(page, applied):
                    applied = ledger.apply(page.text, name, [one._replace(replacement=None) for one in found])
                at = len(steps)
                if applied.open:
                    opened.append(Found(at, applied.open))
                if not applied.fixed:
                    continue
                losers = [one for one in applied.open if one.replacement is not None and (one.safe or unsafe)]
                if losers:
                    overlapped.append(Found(at, losers))
                fixed.append(Found(at, applied.fixed))
                steps.append(applied.step)
                page = page.replaced(applied.text, applied.step.edits)
                if name == ALONE:
                    break
            if len(steps) == before:
                if page.markup is not None:
                    with_markup = before, opened, rejected
                    page = page.without_markup()
                    said.clear()
                    continue
                if with_markup is not None and with_markup[0] == before:
                    _, opened, rejected = with_markup
                if steps and not may_be_markup and is_read_as_html(page.text):
                    finding = page_rules.unsettled(first.text, page_rules.BECOMES_MARKUP)
                    return self._as_it_was(first, finding, decisions)
                opened = [*overlapped, *opened]
                return Cleaned(page.text, steps, fixed, opened, first, earlier, rejected=rejected, used=used)
            if with_markup is not None and with_markup[0] == before:
                opened += with_markup[1]
            earlier += (Found(at, reports) for at, found in opened if (reports := _reports(found)))
        return self._as_it_was(first, page_rules.unsettled(first.text, page_rules.ENDLESS), decisions)

    def _as_it_was(self, first: Page, finding: Finding, decisions: Decisions) -> Cleaned:
        left, rejected, used = decisions.settle(first.text, [finding] if self.runs(finding.rule) else [])
        opened = [Found(0, [one._replace(replacement=None) for one in left])]
        return Cleaned(first.text, (), (), opened, first, settled=False, rejected=[Found(0, rejected)], used=used)

    def map(
        self,
        pages: Iterable[str | bytes],
        *,
        workers: int = 1,
        unsafe: bool = False,
        encoding: str | None = None,
        format: str = "auto",
        decisions: Decisions = NO_DECISIONS,
    ) -> Iterator[Cleaned]:
        """Clean many pages lazily and in order, in `workers` processes; only a few pages per worker are held at once.

        Raises:
            ValueError: `workers` is below 1.
        """
        if workers < 1:
            raise ValueError(f"workers is {workers}; it must be 1 or more")
        run = partial(self.run, unsafe=unsafe, encoding=encoding, format=format, decisions=decisions)
        if workers == 1:
            return map(run, pages)
        from zhengwen.parallel import ordered_map

        return ordered_map(run, pages, workers)

    def __getstate__(self) -> dict[str, object]:
        return {"filters": self.filters, "_off": self._off}

    @cached_property
    def _runnable(self) -> list[tuple[str, list[tuple[str, FilterFunction]]]]:
        passes = []
        for name, filters in self.passes:
            finders = [(one.name, find) for one in filters if (find := self._finder(one)) is not None]
            if finders:
                passes.append((name, finders))
        return passes

    def _finder(self, filter_: Filter) -> FilterFunction | None:
        """Return the filter's function without its disabled rules; `None` if all are disabled."""
        off = {rule.code for rule in filter_.rules} & self._off
        if not off:
            return filter_.find
        if len(off) == len(filter_.rules):
            return None

        def find(page: Page) -> Iterator[Finding]:
            return (finding for finding in filter_.find(page) if finding.rule not in off)

        return find

    def _with_off(self, off: frozenset[str]) -> Pipeline:
        changed = Pipeline(self.filters)
        changed._off = off
        return changed

    @cached_property
    def _rules(self) -> dict[str, str]:
        """The family of each rule in this pipeline, by code."""
        own = {rule.code: "page" for rule in page_rules.RULES}
        return own | {rule.code: filter_.family for filter_ in self.filters for rule in filter_.rules}

    def _wanted(self, names: Iterable[str]) -> frozenset[str]:
        """Return the codes that `names` enable; rules that run on request only must be named individually."""
        given = tuple(names)
        rules = registry.rules()
        return frozenset(
            code
            for code in self._codes(given)
            if code not in rules or rules[code].default or code in given or rules[code].name() in given
        )

    def _codes(self, names: Iterable[str]) -> frozenset[str]:
        codes: set[str] = set()
        for name in names:
            matching = {code for code, family in self._rules.items() if _names(name, code, family)}
            if not matching and not any(_names(name, code, "") for code in registry.rules()):
                raise PipelineError(f"no rule is called {name!r}{_nearest_rule(name)}; 'zhengwen rule' lists them")
            codes |= matching
        return frozenset(codes)


def _names(name: str, code: str, family: str) -> bool:
    """Return whether `name` (a code, a code prefix, a rule name, a family, or ALL) matches the rule `code`."""
    if name in ("ALL", family) or code.startswith(name):
        return True
    rule = registry.rules().get(code)
    return rule is not None and rule.name() == name


def rule_name(given: str) -> str:
    """Return a rule, the beginning of codes, or a family as rules spell it: `n001` is N001, `Spam` is spam."""
    name = given.strip()
    return name.upper() if CODE.fullmatch(name) else name.lower()


def nearest(given: str, known: Iterable[str]) -> str:
    """Return a question after the known name that is most like a wrong one; empty if none is."""
    from difflib import get_close_matches  # slow to import, and only mistakes need it

    like = get_close_matches(given.lower(), list(known), n=1, cutoff=LIKE)
    return f" (did you mean '{like[0]}'?)" if like else ""


def _nearest_rule(name: str) -> str:
    rules = registry.rules()
    return nearest(name, (*(rule.name() for rule in rules.values()), *ORDER))


def _page(pipeline: Pipeline) -> Pipeline:
    return pipeline


def _body(pipeline: Pipeline) -> Pipeline:
    return pipeline.extend("title-and-byline")


def _repair(pipeline: Pipeline) -> Pipeline:
    return pipeline.without(*CUTTING)


# The rules that each script to convert pages to enables.
SCRIPTS = {"keep": (), "simplified": ("simplified-on-request",), "traditional": ("traditional-on-request",)}
PRESETS: dict[str, Callable[[Pipeline], Pipeline]] = {"page": _page, "body": _body, "repair": _repair}


def _found(page: Page, finders: list[tuple[str, FilterFunction]], *, tells: bool) -> list[Finding]:
    """Return what the filters of a pass find; what one has too much of is given up, and that is told."""
    found: list[Finding] = []
    most = work_limits.most_findings(page.text)
    for name, find in finders:
        try:
            before = len(found)
            found += islice(find(page), most)
            if len(found) - before == most:
                found[before:] = [page_rules.too_many(name, found[before])] if tells else []
        except Exception as error:
            error.add_note(f"in the filter {name!r}, on a page of {len(page.text)} characters")
            raise
    return found


def _tags(page: Page) -> tuple[list[int], list[int]]:
    """Return where the tags in a text begin and end."""
    spans = [tag.span() for tag in TAG.finditer(page.text)]
    return [start for start, _ in spans], [end for _, end in spans]


def _outside_tags(page: Page, found: list[Finding]) -> list[Finding]:
    """Return the findings without the fixes that would cut into a tag of a text."""
    starts, ends = page.view(_tags)
    if not starts:
        return found

    def is_inside(position: int) -> bool:
        tag = bisect_left(starts, position) - 1  # the last one that begins before the position
        return tag >= 0 and position < ends[tag]

    return [
        one._replace(replacement=None)
        if one.replacement is not None and (is_inside(one.start) or is_inside(one.end))
        else one
        for one in found
    ]


def _is_emptied(page: Page, applied: ledger.Applied) -> bool:
    """Whether a pass would cut all that a page has: no page consists of furniture alone, so the findings are doubtful.

    The title and the byline are cut on request, and may be all there is.
    """
    if applied.text.strip() or not page.text.strip():
        return False
    return all(one.rule != TITLE_AND_BYLINE for one in applied.fixed)


def _reports(found: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.replacement is None]
