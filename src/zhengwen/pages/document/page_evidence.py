"""What a line's neighbours, its place and the other lines of the page show of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from zhengwen.pages.document.line_evidence import LENGTHS, LineEvidence, bucket, read_line
from zhengwen.pages.line_kinds import Kind

FAR = (0, 1, 2, 3, 5, 8, 13, 21, 40, 80)
RUN = (1, 2, 3, 5, 8, 15, 30)
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
CORE_COST = 14  # characters that a line must have for the core to go over it
CORE_GAIN = 150


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


def prose_weight(line: LineEvidence) -> float:
    """What a line adds to the body of prose: sentences do, everything else takes away."""
    return min(line.size, CORE_GAIN) if line.is_prose and line.kind not in SITE_KINDS else -CORE_COST


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
    """The numbers of the lines that are not blank, what they show, and the blank lines above each."""
    numbers, rows, gaps = [], [], []
    gap = 0
    known: dict[str, LineEvidence] = {}
    for number, line in enumerate(lines):
        if not line or line.isspace():
            gap += 1
            continue
        if line not in known:
            known[line] = read_line(line)
        numbers.append(number)
        rows.append(known[line])
        gaps.append(gap)
        gap = 0
    return numbers, rows, gaps


OWN = (-3.0, -2.0, -1.3, -0.7, -0.2, 0.3, 0.9, 1.6, 2.5)  # edges of what a line says by itself, as a logarithm of odds
MOST_OWN = 3.0


def evidence(rows: Sequence[LineEvidence], gaps: Sequence[int], own: Sequence[float]) -> list[list[str]]:
    """All that is known of each row; `own` is how much each speaks for the document by itself."""
    count = len(rows)
    coarse = [_coarse(line) for line in rows]
    prose = [row for row in range(count) if rows[row].is_prose]
    copies = Counter(line.text for line in rows)
    first, after = core_of([min(line.size, CORE_GAIN) if line.is_prose else -CORE_COST for line in rows])
    clipped = [max(-MOST_OWN, min(MOST_OWN, one)) for one in own]
    own_first, own_after = core_of(clipped)
    mass_first, mass_after = core_of([_mass(line) for line in rows])
    ends = [0]
    for line in rows:
        ends.append(ends[-1] + (line.kind in ENDS))
    sums = [0.0]
    for one in clipped:
        sums.append(sums[-1] + one)
    prose_mass = sum(rows[row].size for row in prose)
    indents: Counter[int] = Counter()
    for row in prose:
        indents[rows[row].indent] += rows[row].size
    main_indent = indents.most_common(1)[0][0] if indents else 0
    flat = all(line.indent == rows[0].indent for line in rows)
    airy = sum(1 for gap in gaps if gap) > 0.25 * count
    above = _distances(rows, range(count))
    below = _distances(rows, range(count - 1, -1, -1))
    runs = _runs(rows, gaps)
    site_above = _cumulative(coarse)
    columns = [_columns(line) for line in rows]
    header = rows[0].text if rows else ""
    found: list[list[str]] = []
    done_mass = done_prose = 0
    for row, line in enumerate(rows):
        shows = list(line.shows)
        for step in (-2, -1, 1, 2):
            other = row + step
            name = coarse[other] if 0 <= other < count else "edge"
            shows.append(f"at{step:+d}={name}")
        for step in (-1, 1):
            other = row + step
            if 0 <= other < count:
                shows.append(f"length_at{step:+d}={bucket(rows[other].size, LENGTHS) // 2}")
                shows.append(f"kind_at{step:+d}={rows[other].kind.name}")
        place = "before" if row < first else "after" if row >= after else "in"
        if after == first:
            place = "none"
        distance = first - row if place == "before" else row - after + 1 if place == "after" else 0
        shows.append(f"core={place}{bucket(distance, FAR)}")
        shows.append(f"core_kind={place}{min(distance, 6) if distance <= 3 else 6 if distance < 9 else 9}{coarse[row]}")
        shows.append(f"own={bucket(own[row], OWN)}")
        for reach in (2, 6):
            low, high = max(0, row - reach), min(count, row + reach + 1)
            shows.append(f"own_around{reach}={bucket((sums[high] - sums[low]) / (high - low), OWN)}")
        low, high = max(0, row - 6), min(count, row + 7)
        shows.append(f"own_above={bucket((sums[row] - sums[low]) / max(row - low, 1), OWN)}")
        shows.append(f"own_below={bucket((sums[high] - sums[row + 1]) / max(high - row - 1, 1), OWN)}")
        shows.append(f"own_core={_placed(row, own_first, own_after)}")
        shows.append(f"mass_core={_placed(row, mass_first, mass_after)}")
        shows.append(f"own_core_own={_placed(row, own_first, own_after)[:2]}{bucket(own[row], OWN) // 2}")
        if row >= after > first:
            shows.append(f"ended={min(ends[row + 1] - ends[after], 4)}")
            if ends[row + 1] > ends[after]:
                shows.append(f"ended_own={bucket((sums[high] - sums[low]) / (high - low), OWN)}")
        elif row < first:
            shows.append(f"begun={min(ends[first] - ends[row], 4)}")
        shows.append(f"core_line={place}{line.kind.name}")
        shows.append(f"prose_above={bucket(above[row], FAR)}")
        shows.append(f"prose_below={bucket(below[row], FAR)}")
        shows.append(f"around={_window(coarse, row, 4)}")
        shows.append(f"bullets_around={_share([rows[o].bullet for o in range(max(0, row - 5), min(count, row + 6))])}")
        shows.append(f"prose_around={_share([rows[o].is_prose for o in range(max(0, row - 5), min(count, row + 6))])}")
        shows.append(
            f"site_around={_share([coarse[o] == 'site' for o in range(max(0, row - 5), min(count, row + 6))])}"
        )
        near = [rows[o].size for o in range(max(0, row - 4), min(count, row + 5))]
        shows.append(f"size_around={bucket(sum(near) / len(near), LENGTHS)}")
        shows.append(
            f"prose_done={int(5 * done_prose / prose_mass) if prose_mass else 'none'}"
            f"{'z' if prose_mass and done_prose >= prose_mass else ''}"
        )
        shows.append(f"place={int(10 * row / count)}")
        shows.append(f"from_start={bucket(row, FAR)}")
        shows.append(f"from_end={bucket(count - 1 - row, FAR)}")
        shows.append(f"run={bucket(runs[row], RUN)}{'b' if line.bullet else ''}{'p' if line.is_prose else ''}")
        shows.append(f"site_above={bucket(site_above[row], FAR)}")
        shows.append(f"site_below={bucket(site_above[count] - site_above[row] - (coarse[row] == 'site'), FAR)}")
        table = [columns[o] > 1 for o in range(max(0, row - 3), min(count, row + 4))]
        if any(table):
            shows.append(f"table_around={_share(table)}{'t' if columns[row] > 1 else ''}")
        times = copies[line.text]
        if times > 1:
            shows.append(f"copies={min(times, 4)}")
        if row and line.size >= 4 and line.text in header:
            shows.append("in_first_line")
        if not flat:
            gap = line.indent - main_indent
            shows.append(f"indent={'none' if not prose else max(-6, min(6, gap // 2))}")
            if row:
                step = line.indent - rows[row - 1].indent
                shows.append(f"indent_step={max(-3, min(3, step // 2))}")
            if row + 1 < count:
                step = rows[row + 1].indent - line.indent
                shows.append(f"indent_next={max(-3, min(3, step // 2))}")
        if airy:
            shows.append(f"gaps={min(gaps[row], 2)}{min(gaps[row + 1], 2) if row + 1 < count else 3}")
        found.append(shows)
        done_mass += line.size
        done_prose += line.size if line.is_prose else 0
    return found


def page_shows(rows: Sequence[LineEvidence]) -> list[str]:
    """What the page as a whole shows, the same for all its rows."""
    count = max(len(rows), 1)
    prose = sum(line.size for line in rows if line.is_prose)
    mass = sum(line.size for line in rows) or 1
    site = sum(line.kind in SITE_KINDS for line in rows)
    return [
        f"page_prose={int(5 * prose / mass)}",
        f"page_site={int(10 * site / count)}",
        f"page_rows={bucket(count, (10, 20, 40, 80, 160))}",
    ]


def _distances(rows: Sequence[LineEvidence], order: Sequence[int]) -> list[int]:
    found = [1000] * len(rows)
    last = 1000
    for row in order:
        found[row] = last
        last = 1 if rows[row].is_prose else last + 1
    return found


def _runs(rows: Sequence[LineEvidence], gaps: Sequence[int]) -> list[int]:
    """How many rows of the same form follow each other, each row among them."""
    found = [1] * len(rows)
    start = 0
    for row in range(1, len(rows) + 1):
        if row == len(rows) or _form(rows[row]) != _form(rows[start]):
            found[start:row] = [row - start] * (row - start)
            start = row
    return found


def _form(line: LineEvidence) -> tuple[bool, int, bool]:
    return line.bullet, line.indent, line.is_prose


def _cumulative(coarse: Sequence[str]) -> list[int]:
    found = [0]
    for name in coarse:
        found.append(found[-1] + (name == "site"))
    return found


def _window(coarse: Sequence[str], row: int, reach: int) -> str:
    before = coarse[max(0, row - reach) : row]
    behind = coarse[row + 1 : row + 1 + reach]
    return f"{before.count('prose')}{behind.count('prose')}"


def _share(flags: Sequence[bool]) -> int:
    return int(5 * sum(flags) / len(flags)) if flags else 0


def _columns(line: LineEvidence) -> int:
    return next((int(one[8:]) for one in line.shows if one.startswith("columns=")), 0)


def _mass(line: LineEvidence) -> float:
    """What a line adds to a block of text: long lines do, short ones, bullets and furniture take away."""
    if line.kind in SITE_KINDS:
        return -30.0
    return min(line.size, CORE_GAIN) - (30.0 if line.bullet else 18.0)


def _placed(row: int, first: int, after: int) -> str:
    if after == first:
        return "none"
    if row < first:
        return f"before{bucket(first - row, FAR)}"
    return f"after{bucket(row - after + 1, FAR)}" if row >= after else "in"
