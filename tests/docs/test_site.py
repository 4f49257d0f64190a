"""The site of the docs is built without a warning, with a page for every rule and without requests to other hosts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zhengwen import registry

pytest.importorskip("material", reason="the site is built with the group docs")
pytest.importorskip("mkdocstrings")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, made in a copy so that the checkout stays as it is."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("docs", "src"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "NO_MKDOCS_2_WARNING": "1"}
    for command in (["docs/make_reference.py"], ["-m", "mkdocs", "build", "--strict", "--quiet"]):
        done = subprocess.run(
            [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return copy / "site"


def test_every_rule_has_a_page_with_all_that_its_docstring_says(site: Path) -> None:
    for rule in (rule for one in registry.built_in() for rule in one.rules):
        code = rule.code
        page = (site / "reference" / "rules" / code / "index.html").read_text(encoding="utf-8")
        assert rule.name() in page
        text = re.sub(r"<[^>]+>", "", page)
        for heading in re.findall(r"^## (.+)$", rule.page(), re.MULTILINE):
            assert heading in text, f"{code}: {heading}"


def test_every_public_name_is_in_the_reference(site: Path) -> None:
    import zhengwen

    page = (site / "reference" / "api" / "index.html").read_text(encoding="utf-8")
    for name in zhengwen.__all__:
        assert f'id="zhengwen.{name}"' in page, name


def test_pages_load_nothing_from_other_hosts(site: Path) -> None:
    loaded = re.compile(
        r"<(?:script|img|iframe|link rel=\"(?:stylesheet|preconnect|icon)\")[^>]*(?:src|href)=\"(https?://[^\"]+)"
    )
    for page in site.rglob("*.html"):
        assert loaded.findall(page.read_text(encoding="utf-8")) == [], page


def test_links_lead_somewhere(site: Path) -> None:
    """What the builder does not check: links in raw HTML, and those of the theme."""
    for page in site.rglob("*.html"):
        for address in re.findall(r'<a [^>]*href="([^"#?]+)', page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", address) or page.name == "404.html":
                continue
            target = (page.parent / address).resolve()
            assert target.exists() or (target / "index.html").exists(), f"{page}: {address}"
