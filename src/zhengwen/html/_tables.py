"""Tables: rows as lines where a table holds data, blocks below each other where it only lays a page out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zhengwen.html._lines import BuiltLine, Lines, Place

MAX_CELL_LINES = 8  # of a cell of data; a cell of a layout holds a menu or an article
MAX_CELL_CHARS = 500
PROSE_LINES = 2  # lines of a cell that end with a stop: paragraphs, which stay apart
STOPS = ("。", "！", "？")
MAX_SPAN = 1000  # columns or rows, as in browsers
MAX_FILLED = 100  # empty cells that spans may add to one row
SEPARATOR = "\t"


class Cell(NamedTuple):
    """A cell's lines, and how far it reaches."""

    lines: list[BuiltLine]
    columns: int
    rows: int

    @property
    def is_of_a_layout(self) -> bool:
        """Whether the cell holds more than a cell of data does."""
        lines = self.lines
        if len(lines) <= 1:
            return False
        if any(line.cells or (line.place is not None and _is_of_a_layout(line.place)) for line in lines):
            return True
        prose = sum(line.text.endswith(STOPS) for line in lines)
        return (
            len(lines) > MAX_CELL_LINES
            or prose >= PROSE_LINES
            or sum(len(line.text) for line in lines) > MAX_CELL_CHARS
        )


class Table:
    """A table as it is read."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []

    def row(self) -> None:
        """Begin a row."""
        self.rows.append([])

    def cell(self, lines: Lines, columns: str | None, rows: str | None) -> None:
        """Add a cell to the row."""
        if not self.rows:
            self.row()
        to_the_end = (rows or "").strip() == "0"
        self.rows[-1].append(Cell(lines.done(), _span(columns), MAX_SPAN if to_the_end else _span(rows)))

    def lines(self) -> Iterator[BuiltLine]:
        """The lines of the table."""
        is_data = self._is_data()
        waiting: dict[int, int] = {}  # by column: the rows that a cell above still reaches into
        for number, row in enumerate(self.rows):
            told = [cell for cell in row if any(line.text for line in cell.lines)]
            single = all(len(cell.lines) == 1 and not cell.lines[0].cells for cell in told)
            columns = _placed(row, waiting) if is_data else list(row)
            if (len(told) > 1 and (single or is_data)) or (is_data and len(told) == 1 and single):
                yield _joined(columns, number)
            else:
                for cell in told:
                    for line in cell.lines:
                        yield line if line.cells or not line.text else line._replace(row=number, cells=len(told))

    def _is_data(self) -> bool:
        """Whether the table holds data: several rows of several cells, most of a line, none of a layout."""
        told = [[cell for cell in row if cell.lines] for row in self.rows]
        waiting: dict[int, int] = {}
        widths = [len(_placed(row, waiting)) if row else 0 for row in self.rows]
        if sum(len(row) > 0 and width > 1 for row, width in zip(told, widths, strict=True)) < 2:
            return False
        if not any(len(row) > 1 for row in told):
            return False
        cells = [cell for row in told for cell in row]
        is_a_grid = sum(len(row) > 2 for row in told) > 2
        if not is_a_grid and 2 * sum(len(cell.lines) > 1 for cell in cells) > len(cells):
            return False
        return not any(cell.is_of_a_layout or any(line.cells for line in cell.lines) for cell in cells)


def _is_of_a_layout(place: Place) -> bool:
    return bool(place.heading or place.landmarks or place.in_list)


def _placed(row: list[Cell], waiting: dict[int, int]) -> list[Cell | None]:
    """The cells of a row by column, with nothing where a cell from above or from the left reaches in."""
    columns: list[Cell | None] = []
    for cell in row:
        while waiting.get(len(columns), 0) and len(columns) < MAX_FILLED:
            waiting[len(columns)] -= 1
            columns.append(None)
        first = len(columns)
        columns.append(cell)
        columns += [None] * min(cell.columns - 1, max(MAX_FILLED - len(columns), 0))
        if cell.rows > 1:
            waiting.update(dict.fromkeys(range(first, len(columns)), cell.rows - 1))
    while waiting.get(len(columns), 0) and len(columns) < MAX_FILLED:
        waiting[len(columns)] -= 1
        columns.append(None)
    return columns


def _joined(columns: list[Cell] | list[Cell | None], number: int) -> BuiltLine:
    cells = [cell.lines if cell is not None else [] for cell in columns]
    text = SEPARATOR.join(" ".join(line.text for line in lines if line.text) for lines in cells).rstrip(SEPARATOR)
    lines = [line for of_cell in cells for line in of_cell if line.text]
    return BuiltLine(
        text,
        next((line.place for line in lines if line.place is not None), None),
        sum(line.linked for line in lines),
        sum(line.links for line in lines),
        number,
        sum(any(line.text for line in of_cell) for of_cell in cells),
        tuple((mark, 0) for line in lines for mark, _ in line.marks),
    )


def _span(value: str | None) -> int:
    digits = (value or "").strip()[:5]
    return min(max(int(digits), 1), MAX_SPAN) if digits.isascii() and digits.isdigit() else 1
