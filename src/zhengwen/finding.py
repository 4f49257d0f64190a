"""The output of filters: one `Finding` per fault, each under a `Rule` with its own page of documentation."""

from __future__ import annotations

import re
from enum import Enum
from typing import ClassVar, NamedTuple

CODE = re.compile(r"[A-Z]{1,4}[0-9]{3}")


class Safety(Enum):
    """How far a rule's fixes can be trusted; an individual finding may be less safe than its rule."""

    SAFE = "safe"  # nobody can have meant the old text: applied by default
    UNSAFE = "unsafe"  # probably damage: applied on request
    REPORT = "report"  # needs a human decision: never changes the text


class Finding(NamedTuple):
    """One fault: the half-open span `[start, end)`, in code points of the page's text, and its fix.

    `replacement` is the new text for the span, or `None` if the fault is only reported. Fixes marked `safe` are
    applied by default, the others on request. An insertion has `start == end`.
    """

    rule: str
    start: int
    end: int
    message: str
    replacement: str | None = None
    safe: bool = True


class _RuleType(type):
    """The type of rules, whose `repr` says what each is."""

    def __repr__(cls) -> str:
        code = getattr(cls, "code", "")
        return f"<rule {code} {cls.name()}: {cls.summary()}>" if code else super().__repr__()  # type: ignore[attr-defined]


class Rule(metaclass=_RuleType):
    """Base class of all rules: the class name is the rule's name, the docstring its documentation.

    The first line of the docstring is the summary; the rest has the headings *What it does*, *Why it is damage*,
    *Example*, *Leaves alone*, *Safety* and *Evidence*. Rules are never instantiated.
    """

    code: ClassVar[str]
    safety: ClassVar[Safety] = Safety.SAFE
    default: ClassVar[bool] = True  # False: runs only if selected by name or by a preset

    def __init_subclass__(cls) -> None:
        if not CODE.fullmatch(getattr(cls, "code", "")):
            raise TypeError(f"rule {cls.__name__} needs a code: one to four capitals and three digits, as in 'X001'")
        if not cls.__doc__:
            raise TypeError(f"rule {cls.code} ({cls.__name__}) needs a docstring: it is the rule's documentation")

    @classmethod
    def name(cls) -> str:
        """Return the name in kebab case: `LostDateSeparator` is `lost-date-separator`."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    @classmethod
    def summary(cls) -> str:
        """Return the first line of the documentation."""
        return cls.page().partition("\n")[0]

    @classmethod
    def page(cls) -> str:
        """Return the rule's documentation, in Markdown."""
        from inspect import cleandoc  # slow to import, and only documentation needs it

        return cleandoc(cls.__doc__ or "")
