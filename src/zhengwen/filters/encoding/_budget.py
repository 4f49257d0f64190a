"""How much work a page may cost: what nobody wrote, and malice can, is not looked into for ever."""

from __future__ import annotations

# Characters of a page, each counted as often as it is aligned with one reading of its bytes. A garbled page of 60 KB
# takes 40,000 to 190,000; these are a second's work, in each round.
MAX_ALIGNED_CHARS = 120_000
MAX_CHARS_FOR_FTFY = 100_000  # half a second's work


class BudgetError(Exception):
    """A page costs more work than any page is given."""


class Budget:
    """The remaining work that one page may cost."""

    def __init__(self, characters: int) -> None:
        self._left = characters

    def spend(self, characters: int) -> None:
        """Take from what is left.

        Raises:
            BudgetError: nothing is.
        """
        self._left -= characters
        if self._left < 0:
            raise BudgetError
