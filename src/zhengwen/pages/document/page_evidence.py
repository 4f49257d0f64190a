"""What a line's neighbours, its place and the other lines of the page show of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby

from zhengwen.pages.dates import iso
from zhengwen.pages.document.line_evidence import LENGTHS, MAX_DATE_CHARS, MEASURED, LineEvidence, read_line, steps
from zhengwen.pages.line_kinds import Kind

DISTANCE_STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 40, 80)
FARTHEST = 1000  # rows
AIRY = 0.25  # of the rows, with a blank line above them: a page that sets its blocks apart
RUN = (1, 2, 3, 5, 8, 15, 30)
LULLS = (1, 2, 4, 7, 12, 20, 35, 60)  # rows on end without a sentence
REPEATS = (2, 4, 8)  # rows on end that stand on the page once more
SITE_KINDS = frozenset(Kind) - {
    Kind.BLANK,
    Kind.BYLINE,
    Kind.FACT,
    Kind.RECURRING,
    Kind.DOCUMENT,
    Kind.OTHER,
    Kind.CONTACT,
    Kind.HOST,
    Kind.CREDIT,
}
# What stands between a document and the rest of its page.
ENDS = frozenset(
    (Kind.LIST, Kind.NEIGHBOUR, Kind.CREDIT, Kind.SITE, Kind.SITE_PAGES, Kind.DIALOG, Kind.QR, Kind.CRUMBS, Kind.TOOLS)
)
FEWEST_ENTRIES = 4  # dated, of a list
MAX_ENTRY_CHARS, MAX_ENTRY_ROWS = 90, 4
CORE_COST = 14  # characters that a line must have for the core to go over it
CORE_GAIN = 150
LIST_COST = 400  # where a list of dated titles begins


def core_of(weights: Sequence[float]) -> tuple[int, int]:
    """The run of rows whose weights add up to most, half-open; empty where none is positive."""
    best, start, total, found = 0.0, 0, 0.0, (0, 0)
    for row, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, row
        total += weight
        if total > best:
            best, found = total, (start, row + 1)
    return found


def newest_first(rows: Sequence[LineEvidence]) -> dict[int, int]:
    """Lists of dated titles, the newest above: what a site has beside, and no chronology.

    Returns:
        Where each begins, with where it ends (half-open).
    """
    found: dict[int, int] = {}
    run: list[int] = []
    last = ""
    for row, line in enumerate(rows):
        if not line.dated or line.is_prose or line.size > MAX_ENTRY_CHARS:
            continue
        day = iso(line.text)[:10]
        if not run or row - run[-1] > MAX_ENTRY_ROWS or day > last:
            run = []
        run.append(row)
        last = day or last
        apart = run[-1] - run[0] >= len(run)  # titles stand between the dates
        if len(run) >= FEWEST_ENTRIES and (apart or line.size > MAX_DATE_CHARS):
            found[run[0]] = row + 1
    return dict(_with_its_titles(rows, first, after) for first, after in found.items())


def _with_its_titles(rows: Sequence[LineEvidence], first: int, after: int) -> tuple[int, int]:
    """A list with the title above its first date, or below its last one, where dates stand alone."""
    if rows[first].size > MAX_DATE_CHARS:
        return first, after
    if after < len(rows) and rows[after].kind is Kind.OTHER and not rows[after].is_prose:
        return first, after + 1
    return max(0, first - 1), after


def prose_weight(line: LineEvidence) -> float:
    """What a line adds to the body of prose: sentences do, everything else takes away."""
    return min(line.size, CORE_GAIN) if line.is_prose and line.kind not in SITE_KINDS else -CORE_COST


def body_of(rows: Sequence[LineEvidence], listed: Mapping[int, int]) -> tuple[int, int]:
    """The block of prose, half-open, up to a list of dated titles (`listed`, where such begin)."""
    return core_of([-LIST_COST if row in listed else prose_weight(line) for row, line in enumerate(rows)])


def _coarse(line: LineEvidence) -> str:
    if line.is_prose:
        return "prose"
    if line.kind in SITE_KINDS:
        return "site"
    if line.kind in (Kind.BYLINE, Kind.FACT):
        return line.kind.name
    size = "s" if line.size <= 8 else "m" if line.size <= 20 else "l"
    return f"{'b' if line.bullet else ''}{size}"


def rows_of(lines: Sequence[str]) -> tuple[list[int], list[LineEvidence], list[int]]:
    """The numbers of the folded lines that are not blank, what they show, and the blank lines above each."""
    numbers, rows, gaps = [], [], []
    gap = 0
    for number, line in enumerate(lines):
        if not line or line.isspace():
            gap += 1
            continue
        numbers.append(number)
        rows.append(read_line(line))
        gaps.append(gap)
        gap = 0
    return numbers, rows, gaps


OWN = (-3.0, -2.0, -1.3, -0.7, -0.2, 0.3, 0.9, 1.6, 2.5)  # edges of what a line says by itself, as a logarithm of odds
MOST_OWN = 3.0
OWN_STEPS = steps("own", len(OWN))
OWN_AROUND_2, OWN_AROUND_6 = steps("own_around2", len(OWN)), steps("own_around6", len(OWN))
OWN_ABOVE, OWN_BELOW = steps("own_above", len(OWN)), steps("own_below", len(OWN))
ENDED, ENDED_OWN, BEGUN = steps("ended", 4), steps("ended_own", len(OWN)), steps("begun", 4)
BULLETS_AROUND, PROSE_AROUND = steps("bullets_around", 5), steps("prose_around", 5)
SITE_AROUND = steps("site_around", 5)
SIZE_AROUND = steps("size_around", len(LENGTHS))
PROSE_ABOVE, PROSE_BELOW = steps("prose_above", len(DISTANCE_STEPS)), steps("prose_below", len(DISTANCE_STEPS))
SITE_ABOVE, SITE_BELOW = steps("site_above", len(DISTANCE_STEPS)), steps("site_below", len(DISTANCE_STEPS))
PLACE, FROM_START, FROM_END = (
    steps("place", 9),
    steps("from_start", len(DISTANCE_STEPS)),
    steps("from_end", len(DISTANCE_STEPS)),
)


def evidence(rows: Sequence[LineEvidence], gaps: Sequence[int], own: Sequence[float]) -> list[list[str]]:
    """All that is known of each row.

    Args:
        rows: what each shows by itself.
        gaps: the blank lines above each.
        own: how much each speaks for the document by itself, as a logarithm of odds.
    """
    if not rows:
        return []
    page = _Page(rows, gaps, own)
    return [
        [*line.shows, *page.neighbours(row), *page.cores(row), *page.around(row), *page.place(row), *page.form(row)]
        for row, line in enumerate(rows)
    ]


class _Page:
    """What is counted once a page."""

    def __init__(self, rows: Sequence[LineEvidence], gaps: Sequence[int], own: Sequence[float]) -> None:
        self.rows, self.gaps, self.own, self.count = rows, gaps, own, len(rows)
        self.coarse = [_coarse(line) for line in rows]
        listed = newest_first(rows)
        self.length = [f"{bisect_left(LENGTHS, line.size) // 2}" for line in rows]
        self.kinds = [line.kind.name for line in rows]
        self.columns = [_columns(line) for line in rows]
        clipped = [max(-MOST_OWN, min(MOST_OWN, one)) for one in own]
        self.core = core_of(
            [
                -LIST_COST if row in listed else min(line.size, CORE_GAIN) if line.is_prose else -CORE_COST
                for row, line in enumerate(rows)
            ]
        )
        self.own_core = core_of(clipped)
        self.mass_core = core_of([_mass(line) for line in rows])
        self.own_sums = _sums(clipped)
        self.sizes = _sums([line.size for line in rows])
        self.ends = _counts([line.kind in ENDS or row in listed for row, line in enumerate(rows)])
        self.bullets = _counts([line.bullet for line in rows])
        self.prose = _counts([line.is_prose for line in rows])
        self.prose_sizes = _sums([line.size if line.is_prose else 0 for line in rows])
        self.site = _counts([name == "site" for name in self.coarse])
        self.tables = _counts([columns > 1 for columns in self.columns])
        self.above = _distances(rows, range(self.count))
        self.below = _distances(rows, range(self.count - 1, -1, -1))
        self.runs = _runs(rows)
        self.copies = Counter(line.text for line in rows)
        self.header = rows[0].text[:MEASURED]
        self.main_indent = _main_indent(rows)
        self.flat = all(line.indent == rows[0].indent for line in rows)
        self.airy = sum(1 for gap in gaps if gap) > AIRY * self.count
        self.lulls = _lulls(rows)
        self.dates = _counts([line.dated for line in rows])
        self.repeats = _repeats(rows, self.copies)

    def neighbours(self, row: int) -> list[str]:
        """What stands right above and below."""
        coarse, count = self.coarse, self.count
        found = [
            f"at-2={coarse[row - 2] if row > 1 else 'edge'}",
            f"at-1={coarse[row - 1] if row else 'edge'}",
            f"at+1={coarse[row + 1] if row + 1 < count else 'edge'}",
            f"at+2={coarse[row + 2] if row + 2 < count else 'edge'}",
        ]
        if row:
            found += (f"length_at-1={self.length[row - 1]}", f"kind_at-1={self.kinds[row - 1]}")
        if row + 1 < count:
            found += (f"length_at+1={self.length[row + 1]}", f"kind_at+1={self.kinds[row + 1]}")
        return found

    def cores(self, row: int) -> list[str]:
        """Where it stands beside the blocks of prose, of rows that speak for the document, and of long rows."""
        first, after = self.core
        place = "none" if first == after else "before" if row < first else "after" if row >= after else "in"
        distance = first - row if place == "before" else row - after + 1 if place == "after" else 0
        near = distance if distance <= 3 else 6 if distance < 9 else 9
        own = bisect_left(OWN, self.own[row])
        own_place = _placed(row, *self.own_core)
        found = [
            f"core={place}{bisect_left(DISTANCE_STEPS, distance)}",
            f"core_kind={place}{near}{self.coarse[row]}",
            f"core_line={place}{self.kinds[row]}",
            OWN_STEPS[own],
            f"own_core={own_place}",
            f"own_core_own={own_place[:2]}{own // 2}",
            f"mass_core={_placed(row, *self.mass_core)}",
        ]
        if row >= after > first:
            passed = self.ends[row + 1] - self.ends[after]
            found.append(ENDED[min(passed, 4)])
            if passed:
                found.append(ENDED_OWN[self._own_between(row - 6, row + 7)])
        elif row < first:
            found.append(BEGUN[min(self.ends[first] - self.ends[row], 4)])
        return found

    def around(self, row: int) -> list[str]:
        """What the rows around it are like."""
        low, high = max(0, row - 5), min(self.count, row + 6)
        near, far = max(0, row - 4), min(self.count, row + 5)
        above = self.prose[row] - self.prose[near]
        below = self.prose[far] - self.prose[row + 1]
        width = high - low
        found = [
            OWN_AROUND_2[self._own_between(row - 2, row + 3)],
            OWN_AROUND_6[self._own_between(row - 6, row + 7)],
            OWN_ABOVE[self._own_between(row - 6, row)],
            OWN_BELOW[self._own_between(row + 1, row + 7)],
            f"around={above}{below}",
            BULLETS_AROUND[5 * (self.bullets[high] - self.bullets[low]) // width],
            PROSE_AROUND[5 * (self.prose[high] - self.prose[low]) // width],
            SITE_AROUND[5 * (self.site[high] - self.site[low]) // width],
            SIZE_AROUND[bisect_left(LENGTHS, (self.sizes[far] - self.sizes[near]) / (far - near))],
        ]
        low, high = max(0, row - 3), min(self.count, row + 4)
        tables = self.tables[high] - self.tables[low]
        if tables:
            found.append(f"table_around={int(5 * tables / (high - low))}{'t' if self.columns[row] > 1 else ''}")
        dates = self.dates[far] - self.dates[near]
        if dates:
            found.append(f"dates_around={min(dates, 4)}{'d' if self.rows[row].dated else ''}{self._side(row)}")
        return found

    def _side(self, row: int) -> str:
        """On which side of the prose a row stands."""
        first, after = self.core
        return "none" if first == after else "before" if row < first else "after" if row >= after else "in"

    def place(self, row: int) -> list[str]:
        """Where it stands on the page."""
        line, total = self.rows[row], self.prose_sizes[-1]
        done = self.prose_sizes[row]
        site_below = self.site[-1] - self.site[row + 1]
        return [
            PROSE_ABOVE[bisect_left(DISTANCE_STEPS, self.above[row])],
            PROSE_BELOW[bisect_left(DISTANCE_STEPS, self.below[row])],
            f"prose_done={int(5 * done / total) if total else 'none'}{'z' if total and done >= total else ''}",
            PLACE[10 * row // self.count],
            FROM_START[bisect_left(DISTANCE_STEPS, row)],
            FROM_END[bisect_left(DISTANCE_STEPS, self.count - 1 - row)],
            f"run={bisect_left(RUN, self.runs[row])}{'b' if line.bullet else ''}{'p' if line.is_prose else ''}",
            f"lull={self._side(row)}{bisect_left(LULLS, self.lulls[row])}",
            SITE_ABOVE[bisect_left(DISTANCE_STEPS, self.site[row])],
            SITE_BELOW[bisect_left(DISTANCE_STEPS, site_below)],
        ]

    def form(self, row: int) -> list[str]:
        """Its copies, its indentation and the blank lines around it, beside those of the other rows."""
        line, gaps = self.rows[row], self.gaps
        found = []
        times = self.copies[line.text]
        if times > 1:
            found.append(f"copies={min(times, 4)}")
        if self.repeats[row]:
            found.append(f"repeats={bisect_left(REPEATS, self.repeats[row])}")
        if row and line.size >= 4 and line.text in self.header:
            found.append("in_first_line")
        if not self.flat:
            gap = "none" if self.main_indent is None else max(-6, min(6, (line.indent - self.main_indent) // 2))
            found.append(f"indent={gap}")
            if row:
                found.append(f"indent_step={max(-3, min(3, (line.indent - self.rows[row - 1].indent) // 2))}")
            if row + 1 < self.count:
                found.append(f"indent_next={max(-3, min(3, (self.rows[row + 1].indent - line.indent) // 2))}")
        if self.airy:
            found.append(f"gaps={min(gaps[row], 2)}{min(gaps[row + 1], 2) if row + 1 < self.count else 3}")
        return found

    def _own_between(self, low: int, high: int) -> int:
        """What rows say by themselves on average, as the number of its step."""
        low = low if low > 0 else 0
        high = high if high < self.count else self.count
        sums = self.own_sums
        return bisect_left(OWN, (sums[high] - sums[low]) / (high - low if high > low else 1))


def _sums(values: Iterable[float]) -> list[float]:
    """The sums of the values before each place, and of all."""
    return [0, *accumulate(values)]


def _counts(values: Iterable[bool]) -> list[int]:
    """How many of the values before each place hold, and how many of all."""
    return [0, *accumulate(values)]


def _main_indent(rows: Sequence[LineEvidence]) -> int | None:
    """The indentation of most of the prose."""
    sizes: Counter[int] = Counter()
    for line in rows:
        if line.is_prose:
            sizes[line.indent] += line.size
    return sizes.most_common(1)[0][0] if sizes else None


def _distances(rows: Sequence[LineEvidence], order: Iterable[int]) -> list[int]:
    """How many rows away the prose is, in one direction."""
    found = [FARTHEST] * len(rows)
    last = FARTHEST
    for row in order:
        found[row] = last
        last = 1 if rows[row].is_prose else last + 1
    return found


def _runs(rows: Sequence[LineEvidence]) -> list[int]:
    """How many rows of the same form follow each other, each row among them."""
    found: list[int] = []
    for _, run in groupby(rows, key=lambda line: (line.bullet, line.indent, line.is_prose)):
        size = len(list(run))
        found += [size] * size
    return found


def _lulls(rows: Sequence[LineEvidence]) -> list[int]:
    """How many rows on end are no sentences, each row among them; 0 for a sentence."""
    found: list[int] = []
    for said, run in groupby(rows, key=lambda line: line.is_prose or line.ends_sentence):
        size = len(list(run))
        found += [0 if said else size] * size
    return found


def _repeats(rows: Sequence[LineEvidence], copies: Counter[str]) -> list[int]:
    """How many rows on end stand on the page more than once, each row among them: menus and lists are shown twice."""
    found: list[int] = []
    for again, run in groupby(rows, key=lambda line: copies[line.text] > 1 and not line.is_prose):
        size = len(list(run))
        found += [size if again else 0] * size
    return found


def _mass(line: LineEvidence) -> float:
    """What a line adds to a block of text: long lines do, short ones, bullets and furniture take away."""
    if line.kind in SITE_KINDS:
        return -30.0
    return min(line.size, CORE_GAIN) - (30.0 if line.bullet else 18.0)


def _placed(row: int, first: int, after: int) -> str:
    """Where a row stands beside a block, and how far."""
    if after == first:
        return "none"
    if row < first:
        return f"before{bisect_left(DISTANCE_STEPS, first - row)}"
    return f"after{bisect_left(DISTANCE_STEPS, row - after + 1)}" if row >= after else "in"


def _columns(line: LineEvidence) -> int:
    return next((int(one[8:]) for one in line.shows if one.startswith("columns=")), 0)
