"""Every data file is named in a provenance file beside it, which says where it is from and under which licence."""

import re
from pathlib import Path

import pytest

from zhengwen.data import HERE

NOTES = sorted(HERE.rglob("*.provenance.md"))
FILES = sorted(path for path in HERE.rglob("*") if path.suffix in (".txt", ".tsv", ".toml"))
TABLES = Path(__file__).parents[2] / "src" / "tables"


def _name(path: Path) -> str:
    return str(path.relative_to(HERE))


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_data_file_is_named_in_a_provenance_file(file: Path) -> None:
    beside = [note for note in NOTES if note.parent in file.parents]
    assert any(re.search(rf"\b{re.escape(file.name)}\b", note.read_text(encoding="utf-8")) for note in beside)


@pytest.mark.parametrize("note", NOTES, ids=_name)
def test_provenance_says_source_and_licence(note: Path) -> None:
    text = note.read_text(encoding="utf-8")
    assert re.search(r"\btables\.\w+|[Ww]ritten (?:down |by hand )?for this project", text)
    assert re.search(r"Apache-2\.0|public collections", text)


@pytest.mark.parametrize("note", NOTES, ids=_name)
@pytest.mark.skipif(not TABLES.exists(), reason="the programs are outside the wheel")
def test_programs_named_in_a_provenance_file_exist(note: Path) -> None:
    for name in re.findall(r"\btables\.(\w+)", note.read_text(encoding="utf-8")):
        assert (TABLES / f"{name}.py").exists() or (TABLES / name).is_dir(), name


def test_every_list_of_characters_is_used() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in HERE.parent.rglob("*.py"))
    rows = (HERE / "characters.txt").read_text(encoding="utf-8").splitlines()
    lists = [row.partition("\t")[0] for row in rows if not row.startswith("#")]
    assert [one for one in lists if f'"{one}"' not in source and f"'{one}'" not in source] == []
