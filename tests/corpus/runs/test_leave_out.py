"""What a run leaves out besides copies, and how it says which pages are related."""

# prose, and the lines are those of the documents

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

from pyarrow import parquet

from zhengwen.cli.main import main

sys.path.insert(0, str(Path(__file__).parents[1] / "near_duplicates"))
import made_pairs

OLD = made_pairs.NOTICE
NEW = OLD.replace("2021年7月19日", "2023年3月2日").replace("百分之九十五以上", "百分之九十八以上，水质合格率稳步提高")
MORE = (
    "附件列明了各处供水工程的位置、规模、水源、管径和受益人口，供各乡镇编制年度计划时使用；数据有出入的，应当在一个月内向县水利局书面说明。"
    * 2
)
PAGES = {
    "old": (OLD, "2021-07-19"),
    "new": (NEW, "2023-03-02"),
    "slip": (OLD.replace("总体要求", "总体要救").replace("重点任务", "重点工作"), "2021-07-20"),
    "other script": (OLD.replace("县", "縣").replace("为", "爲"), "2021-07-21"),
    "part": (made_pairs.REPORT, "2020-01-01"),
    "whole": (made_pairs.REPORT + MORE, "2020-01-02"),
}


def left_out(folder: Path, *options: str) -> tuple[set[str], list[dict[str, Any]], list[dict[str, Any]]]:
    """Run with options; returns the pages left out, and the rows of both lists."""
    source, out = folder / "pages.jsonl", folder / "out"
    rows = (
        {"id": name, "text": text.replace("\n", f"\n发布时间：{date} 来源：本站\n", 1)}
        for name, (text, date) in PAGES.items()
    )
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert main(["corpus", str(source), "-o", str(out), "--no-learn", *options]) == 0
    listed = parquet.read_table(out / "clusters.parquet").to_pylist()
    related = out / "related.parquet"
    gone = {row["id"] for row in listed if row["page"] != row["kept_page"]}
    return gone, listed, parquet.read_table(related).to_pylist() if related.exists() else []


def test_copies_go_and_versions_stay(tmp_path: Path) -> None:
    gone, listed, related = left_out(tmp_path)
    assert gone == {"slip", "other script", "part"}
    rows = {row["id"]: row for row in listed}
    assert {name: rows[name]["relation"] for name in gone} == {
        "slip": "corrected",
        "other script": "same",
        "part": "contained",
    }
    assert (rows["part"]["kept"], rows["whole"]["relation"]) == ("whole", None)
    assert "任务 → 工作" in rows["slip"]["differs"]
    assert [(row["id"], row["related"], row["relation"]) for row in related] == [
        ("old", "new", "version"),
        ("new", "old", "version"),
    ]
    assert "2021" in related[0]["differs"]


def test_only_the_latest_version_is_kept_on_request(tmp_path: Path) -> None:
    gone, listed, related = left_out(tmp_path, "--versions", "latest")
    assert gone == {"old", "slip", "other script", "part"}
    rows = {row["id"]: row for row in listed}
    assert (rows["old"]["kept"], rows["old"]["relation"]) == ("new", "version")
    assert related == []


def test_parts_stay_on_request(tmp_path: Path) -> None:
    gone, _, related = left_out(tmp_path, "--contained", "keep")
    assert gone == {"slip", "other script"}
    assert ("part", "whole", "contained") in [(row["id"], row["related"], row["relation"]) for row in related]


@pytest.mark.parametrize("option", [("--templates", "drop"), ("--templates",)])
def test_whatever_is_alike_goes_on_request(tmp_path: Path, option: tuple[str, ...]) -> None:
    assert left_out(tmp_path, *option)[0] == {"new", "slip", "other script", "part"}
