"""What a style says of whether, and how, an element is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from zhengwen.html import _colours

RELEVANT = frozenset(
    "display visibility opacity white-space position left top right bottom text-indent font font-size width height"
    " max-width max-height overflow overflow-x overflow-y color background background-color background-image"
    " background-clip -webkit-background-clip clip clip-path transform margin-left margin-top padding-left transition"
    " animation animation-name list-style list-style-type filter float".split()
)
DECLARATION = re.compile(r"(?:^|[;{])\s*([a-zA-Z-]+)\s*:\s*([^;{}]+)")
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(px|pt|em|rem|ex|cm|mm|in|pc|vw|vh|%)?")
PIXELS = {
    "px": 1,
    "pt": 4 / 3,
    "em": 16,
    "rem": 16,
    "ex": 8,
    "cm": 38,
    "mm": 3.8,
    "in": 96,
    "pc": 16,
    "vw": 12.8,
    "vh": 20,
}
NOTHING_CLIPPED = re.compile(r"rect\((?:\s*[01]?(?:px)?\s*[,\s]?){4}\)|inset\((?:[5-9]\d|100)%")
SCALED_TO_NOTHING = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0+)?\s*[,)]")
MOVED = re.compile(r"translate(?:3d|x|y)?\(\s*(-?[\d.]+\w*)(?:\s*,\s*(-?[\d.]+\w*))?")
OFF_SCREEN = -999.0  # pixels; pages write -9999px and -999em, no layout has -999px and a width that reaches back
OFF_SCREEN_INDENT = -500.0  # pixels; hanging indents of word processors reach -333 (real pages), image replacement -999
UNREADABLE = 1.0  # pixels of a font, of a box with overflow hidden

Style = Mapping[str, str]
NO_STYLE: Style = {}


@lru_cache(4096)
def declarations(style: str) -> dict[str, tuple[str, bool]]:
    """The relevant declarations of a style, each with whether it is `!important`; the last of a name holds."""
    if "/*" in style:
        style = COMMENT.sub(" ", style)
    found: dict[str, tuple[str, bool]] = {}
    for name, value in DECLARATION.findall(style):
        name = name.lower()
        if name in RELEVANT:
            value, _, rest = value.lower().partition("!")
            important = "important" in rest
            if important or not found.get(name, ("", False))[1]:
                found[name] = value.strip(), important
    return found


@lru_cache(4096)
def of_attribute(style: str) -> Style:
    """What a `style` attribute says."""
    return {name: value for name, (value, _) in declarations(style).items()}


@lru_cache(2048)
def pixels(value: str) -> float | None:
    """A length in pixels; `None` for percentages and for what is no length."""
    found = LENGTH.match(value)
    if found is None or found[2] == "%":
        return None
    return float(found[1]) * PIXELS[found[2] or "px"]


def hiding(style: Style) -> str | None:
    """How a style hides an element and all in it, whatever that says itself; `None` when it does not."""
    if style.get("display") == "none":
        return "display"
    if is_nothing(style.get("opacity", "1")) and not _appears(style):
        return "opacity"
    if "opacity(0" in style.get("filter", ""):
        return "opacity"
    if _is_off_screen(style):
        return "off-screen"
    if _has_no_size(style):
        return "zero-size"
    return None


def is_nothing(value: str) -> bool:
    """Whether a value is a number that is zero."""
    found = LENGTH.match(value)
    return found is not None and not float(found[1])


def font_is_unreadable(style: Style) -> bool | None:
    """Whether a style makes letters too small to see; `None` when it says nothing of their size."""
    size = style.get("font-size")
    if size is None:
        size = next(
            (word.partition("/")[0] for word in style.get("font", "").split() if word[0] in "0123456789."), None
        )
    if size is None or size in ("inherit", "unset"):
        return None
    found = LENGTH.match(size)
    if found is None:
        return False
    return not float(found[1]) or (found[2] in ("px", "pt") and float(found[1]) <= UNREADABLE)


def colours(style: Style) -> tuple[_colours.Colour | None, str | None]:
    """The colour of letters, and the declared background, unchanged."""
    said = style.get("background-color") or style.get("background")
    if "background-image" in style and style["background-image"] != "none":
        said = "url()"
    letters = _colours.colour(style["color"]) if "color" in style else None
    return letters, said


def _appears(style: Style) -> bool:
    """Whether the element is shown in a moment, as pages let their parts fade in."""
    return any(style.get(name, "none") != "none" for name in ("transition", "animation", "animation-name"))


def _is_off_screen(style: Style) -> bool:
    if style.get("position") in ("absolute", "fixed"):
        names = (("left", "width"), ("top", "height"), ("right", "width"), ("bottom", "height"))
        if any(_is_beyond(style, name, size) for name, size in names):
            return True
    if _is_beyond(style, "margin-left", "width") or _is_beyond(style, "margin-top", "height"):
        return True
    moved = MOVED.search(style["transform"]) if "transform" in style else None
    if moved and any((pixels(part) or 0) <= OFF_SCREEN for part in moved.groups() if part):
        return True
    indent = pixels(style["text-indent"]) if "text-indent" in style else None
    if indent is None or indent > OFF_SCREEN_INDENT:
        return False
    return (
        indent + sum(pixels(style.get(name, "0")) or 0 for name in ("margin-left", "padding-left")) < OFF_SCREEN_INDENT
    )


def _is_beyond(style: Style, name: str, size: str) -> bool:
    """Whether an offset takes the whole box off the screen: the strip of a carousel is wider than it is moved."""
    if name not in style:
        return False
    offset = pixels(style[name])
    return offset is not None and offset <= OFF_SCREEN and offset + (pixels(style.get(size, "0")) or 0) <= 0


def _has_no_size(style: Style) -> bool:
    if "clip" in style and style.get("position") in ("absolute", "fixed") and NOTHING_CLIPPED.match(style["clip"]):
        return True
    if "clip-path" in style and NOTHING_CLIPPED.match(style["clip-path"]):
        return True
    if "transform" in style and SCALED_TO_NOTHING.search(style["transform"]):
        return True
    if not any(style.get(name) in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y")):
        return False
    if _appears(style) and not is_nothing(style.get("width", "1")):
        return False  # a part of the page that unfolds
    sizes = (pixels(style[name]) for name in ("height", "width", "max-height", "max-width") if name in style)
    return any(size is not None and 0 <= size <= UNREADABLE for size in sizes)
