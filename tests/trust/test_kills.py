"""Runs that are killed at any moment lose nothing; `kill.py` is the long form."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import kill

PROGRAM = Path(__file__).parent / "kill.py"


@pytest.mark.parametrize("scene", kill.SCENES)
def test_nothing_is_lost(scene: str) -> None:
    if scene != "in-place":
        pytest.importorskip("pyarrow", reason="needs the extra 'corpus'")
    command = [sys.executable, str(PROGRAM), scene, "--kills", "8", "--seed", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{scene}: 8 kills" in done.stdout


def test_what_is_lost_is_noticed(tmp_path: Path) -> None:
    scene = kill.InPlace(tmp_path / "scene", 1)
    scene.check_killed()
    page = scene.folder / "03.txt"
    page.write_bytes(scene.pages[3][:-2])
    with pytest.raises((kill.LostError, OSError)):
        scene.check_killed()
    page.write_bytes(scene.pages[3])
    with pytest.raises(kill.LostError, match="not cleaned"):
        scene.check_done()
