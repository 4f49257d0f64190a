"""What a filter says: one `Finding` a fault, each under a `Rule` that has a page of documentation."""

from __future__ import annotations

import re
from enum import Enum
from typing import ClassVar, NamedTuple

CODE = re.compile(r"[A-Z]{1,4}[0-9]{3}")


class Safety(Enum):
    """How far a rule's fixes may be trusted; a single finding may be less safe than its rule."""

    SAFE = "safe"  # no reader could mean the old text: applied by default
    UNSAFE = "unsafe"  # probably damage: applied on request
    REPORT = "report"  # somebody should look: never changes text


class Finding(NamedTuple):
    """One fault: the half-open span `[start, end)` in code points of the page's text, and what to do about it.

    `replacement` is the text to put there, `None` when the fault is only reported. `safe` fixes are applied by
    default, the others on request. An insertion has `start == end`.
    """

    rule: str
    start: int
    end: int
    message: str
    replacement: str | None = None
    safe: bool = True


class Rule:
    """A kind of fault. Subclass it; the class name is the rule's name, the docstring is its documentation.

    The first line of the docstring is the summary; the rest has the headings *What it does*, *Why it is damage*,
    *Example*, *Leaves alone*, *Safety* and *Evidence*. A class is never instantiated.
    """

    code: ClassVar[str]
    safety: ClassVar[Safety] = Safety.SAFE
    default: ClassVar[bool] = True  # False: runs only when it is selected by name or by a preset

    def __init_subclass__(cls) -> None:
        if not CODE.fullmatch(getattr(cls, "code", "")):
            raise TypeError(f"rule {cls.__name__} needs a code: one to four capitals and three digits, as in 'X001'")
        if not cls.__doc__:
            raise TypeError(f"rule {cls.code} ({cls.__name__}) needs a docstring: it is the rule's documentation")

    @classmethod
    def name(cls) -> str:
        """The name in kebab case: `LostDateSeparator` is `lost-date-separator`."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    @classmethod
    def summary(cls) -> str:
        """The first line of the documentation."""
        return cls.page().partition("\n")[0]

    @classmethod
    def page(cls) -> str:
        """The rule's documentation, in Markdown."""
        from inspect import cleandoc  # slow to import, and only documentation needs it

        return cleandoc(cls.__doc__ or "")
