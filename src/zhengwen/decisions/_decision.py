"""One decision on a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime

FILE_NAME = "zhengwen.decisions.toml"
CHOICES = ("accept", "reject", "edit")


class DecisionsError(ValueError):
    """Raised for decisions that cannot be read or written; the message names the file, the line, and what to do."""


class Decision(NamedTuple):
    """What somebody decided about a place.

    Attributes:
        rule: the code of the rule that found it.
        context: the digest of the place and its context, as `context_of` returns it.
        decision: `accept` (the proposed text), `reject` (the place stays as it is) or `edit` (another text).
        replacement: the text that then stands there; `None` for `reject`.
        place: the place with a little of the text around it, for people who read the file; decides nothing.
        who: who decided.
        when: the day of the decision.
    """

    rule: str
    context: str
    decision: str
    replacement: str | None = None
    place: str = ""
    who: str = ""
    when: datetime.date | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the decision is about: the rule and the context."""
        return self.rule, self.context

    @property
    def effect(self) -> tuple[tuple[str, str], str | None]:
        """What the decision is about and what then stands there, whoever took it and when."""
        return self.key, self.replacement
