"""`zhengwen config`: what applies, and where it comes from."""

import json


def shown(run, *arguments, cwd) -> dict[str, tuple[object, str]]:
    done = run("config", "--output-format", "json", *arguments, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return {key: (row["value"], row["origin"]) for key, row in json.loads(done.stdout)["settings"].items()}


def test_every_setting_says_where_it_comes_from(run, pages) -> None:
    settings = pages / "zhengwen.toml"
    settings.write_text('ignore = ["P003"]\n[per-path]\n"laws/*" = { preset = "repair", ignore = ["D"] }\n')
    known = shown(run, "--unsafe-fixes", cwd=pages)
    assert known["preset"] == ("page", "default")
    assert known["ignore"] == (["P003"], str(settings))
    assert known["unsafe-fixes"] == (True, "command line")
    assert known["per-path"] == ({"laws/*": {"preset": "repair", "ignore": ["D"]}}, str(settings))
    law = shown(run, "laws/1.txt", cwd=pages)
    assert law["preset"] == ("repair", "per-path 'laws/*'")
    assert law["ignore"] == (["P003", "D"], f"{settings}; per-path 'laws/*'")
    assert shown(run, "laws/1.txt", "--preset", "body", cwd=pages)["preset"] == ("body", "command line")
    assert shown(run, "other.txt", cwd=pages)["preset"] == ("page", "default")
    assert shown(run, "--isolated", cwd=pages)["ignore"] == ([], "default")


def test_the_table_shows_the_same_and_which_rules_do_not_run(run, pages) -> None:
    (pages / "pyproject.toml").write_text(
        '[tool.zhengwen]\nignore = ["P003"]\n[tool.zhengwen.per-file-ignores]\n"a" = ["D"]\n'
    )
    said = run("config", cwd=pages).stdout.decode()
    rows = {line.split()[0]: line.split()[1:] for line in said.splitlines() if line.strip()}
    assert rows["preset"] == ["page", "default"]
    assert rows["ignore"] == ["[P003]", str(pages / "pyproject.toml")]
    assert rows["per-file-ignores.'a'"] == ["[D]", str(pages / "pyproject.toml")]
    assert "P003" in said.splitlines()[-1]
    assert "D001" in run("config", "a", cwd=pages).stdout.decode().splitlines()[-1]


def test_wrong_settings_are_one_line(run, pages) -> None:
    (pages / "zhengwen.toml").write_text("nonsense = 1\n")
    done = run("config", cwd=pages)
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
