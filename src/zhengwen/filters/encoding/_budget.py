"""How much work a page may cost: what nobody wrote, and malice can, is not looked into for ever."""

from __future__ import annotations

# Characters of a page, each counted as often as it is aligned with one reading of its bytes. A garbled page of 60 KB
# takes 40,000 to 190,000; these are a second's work, in each round.
MAX_ALIGNED_CHARS = 120_000
MAX_SIFTED_CHARS = 100_000  # characters around signs, of which it is asked which readings make sense of them
MAX_CHARS_FOR_FTFY = 100_000  # half a second's work


class BudgetError(Exception):
    """A page costs more work than any page is given."""


class Budget:
    """The remaining work that one page may cost: characters that are aligned, and such that are looked at before."""

    def __init__(self, characters: int, sifted: int = MAX_SIFTED_CHARS) -> None:
        self._left = characters
        self._sifted = sifted

    def spend(self, characters: int) -> None:
        """Take from what is left.

        Raises:
            BudgetError: nothing is.
        """
        self._left -= characters
        if self._left < 0:
            raise BudgetError

    def sift(self, characters: int) -> None:
        """Take from what may be looked at.

        Raises:
            BudgetError: nothing is left.
        """
        self._sifted -= characters
        if self._sifted < 0:
            raise BudgetError
