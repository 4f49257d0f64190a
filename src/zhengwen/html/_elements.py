"""How browsers show the elements of HTML, by the style sheet that the standard gives them.

Read off https://html.spec.whatwg.org/#rendering, and tried in Chromium.
"""

from __future__ import annotations

# Elements of which nothing is shown: not rendered, or what stands in them is for programs that do not know them. Of a
# list to choose from, all entries but one are hidden until somebody opens it; it is never the document's.
NOT_SHOWN = frozenset(
    "area audio base basefont bgsound canvas col colgroup command datalist embed frame frameset head iframe img input"
    " link meta meter noembed noframes param progress rp script select source style textarea title"
    " track video defs desc metadata".split()
)
# Not shown either, but reported, because text is hidden in them.
HIDING_ELEMENTS = frozenset({"noscript", "template"})
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre"
    " search section summary ul xmp caption text".split()
)
TABLE_PARTS = {"table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell"}
PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LANDMARKS = {tag: tag for tag in ("nav", "header", "footer", "aside", "main", "article")}
LANDMARK_ROLES = {
    "navigation": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "main": "main",
    "article": "article",
}
CONTROLS = frozenset({"form", "button", "select", "label", "fieldset"})
# What a style says of `display`, by what that means for line breaks.
DISPLAYS = {
    "none": "none",
    "block": "block",
    "flow-root": "block",
    "list-item": "block",
    "table": "table",
    "table-caption": "block",
    "table-row": "table-row",
    "table-cell": "table-cell",
    "flex": "flex",
    "grid": "flex",
    "inline": "inline",
    "inline-block": "inline",
    "inline-flex": "inline",
    "inline-grid": "inline",
    "inline-table": "inline",
    "contents": "inline",
}
DEFAULT_DISPLAY = dict.fromkeys(BLOCKS, "block") | TABLE_PARTS | dict.fromkeys(NOT_SHOWN, "none")
