"""Settings files, as the command line finds and uses them."""

FAULTY = "截至20225月，已办理12件。\n"
SOUND = "截至2022年5月，已办理12件。\n"


def test_pyproject_is_read_from_a_folder_above(run, pages) -> None:
    (pages / "pyproject.toml").write_text('[tool.zhengwen]\nignore = ["N"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", cwd=pages).returncode == 0
    assert run("check", "gbk.txt", "--select", "N", cwd=pages / "below").returncode == 0
    assert run("check", "--isolated", "faulty.txt", cwd=pages).returncode == 1


def test_the_option_wins_over_the_file(run, pages) -> None:
    (pages / "zhengwen.toml").write_text('select = ["P"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", cwd=pages).returncode == 0
    assert run("check", "faulty.txt", "--select", "N", cwd=pages).returncode == 1


def test_files_are_included_excluded_and_ignored_by_pattern(run, pages) -> None:
    (pages / "note.md").write_text(FAULTY, encoding="utf-8")
    settings = 'include = ["*.txt", "*.md"]\nexclude = ["below"]\n[per-file-ignores]\n"faulty.*" = ["N"]\n'
    (pages / "zhengwen.toml").write_text(settings, encoding="utf-8")
    done = run("check", ".", cwd=pages)
    assert [line.split(":")[0] for line in done.stdout.decode().splitlines()[:-1]] == ["note.md"]


def test_a_wrong_key_names_file_and_key(run, pages) -> None:
    (pages / "zhengwen.toml").write_text('ignored = ["N"]\n', encoding="utf-8")
    done = run("check", "faulty.txt", cwd=pages)
    assert done.returncode == 2
    assert "zhengwen.toml: unknown key 'ignored'" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_wrong_value_is_refused(run, pages) -> None:
    for line in (
        'select = "N"',
        "unsafe-fixes = 1",
        'preset = "none"',
        "per-file-ignores = 3",
        "x =",
        'encoding = "foo"',
        'select = ["X999"]',
        'ignore = ["X9"]',
        '[per-file-ignores]\n"a" = ["X9"]',
    ):
        (pages / "zhengwen.toml").write_text(line + "\n", encoding="utf-8")
        done = run("check", "faulty.txt", cwd=pages)
        assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1), line
        assert done.stderr.decode().startswith(f"zhengwen: {pages}/zhengwen.toml: "), line


def test_a_settings_file_can_be_named(run, pages, tmp_path) -> None:
    (tmp_path / "other.toml").write_text('ignore = ["N"]\n', encoding="utf-8")
    assert run("check", "faulty.txt", "--config", tmp_path / "other.toml", cwd=pages).returncode == 0


def test_a_wrong_key_names_the_nearest_right_one(run, pages) -> None:
    for line, hint in (
        ('ignored = ["N"]', "'ignored' (did you mean 'ignore'?)"),
        ("unsafe_fix = true", "'unsafe_fix' (did you mean 'unsafe-fixes'?)"),
        ('[per-path]\n"a*" = { presets = "body" }', "'per-path.a*.presets' (did you mean 'preset'?)"),
        ('[per-file-ignore]\n"a*" = ["N"]', "'per-file-ignore' (did you mean 'per-file-ignores'?)"),
        ('preset = "bodi"', "no preset is called 'bodi' (did you mean 'body'?)"),
        ('script = "simplify"', "'script' must be one of keep, simplified, traditional (did you mean 'simplified'?)"),
        ('select = ["spamm"]', "no rule is called 'spamm' (did you mean 'spam'?)"),
        ('select = ["lost-date-seperator"]', "(did you mean 'lost-date-separator'?)"),
    ):
        (pages / "zhengwen.toml").write_text(line + "\n", encoding="utf-8")
        done = run("check", "faulty.txt", cwd=pages)
        assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1), line
        assert hint in done.stderr.decode(), line


def test_settings_by_path(run, pages) -> None:
    (pages / "below" / "t.txt").write_text("指导\u200b意见。" + FAULTY, encoding="utf-8")
    (pages / "zhengwen.toml").write_text(
        'ignore = ["W"]\n[per-path]\n"below/*" = { select = ["N"], ignore = ["P"] }\n"t.txt" = { select = ["C"] }\n',
        encoding="utf-8",
    )
    for cwd, name in ((pages, "below/t.txt"), (pages / "below", "t.txt")):
        shown = run("check", name, cwd=cwd).stdout.decode()
        assert "C001" in shown
        assert "N001" not in shown
    assert "N001" in run("check", "below/gbk.txt", cwd=pages).stdout.decode()
    assert "N001" in run("check", "below/t.txt", "--select", "N", cwd=pages).stdout.decode()
    (pages / "zhengwen.toml").write_text('[per-path]\n"faulty.txt" = { preset = "body", unsafe-fixes = true }\n')
    page = "關於防汛的通知\n發布日期：2022-05-31 來源：青溪縣水利局\n各鄉鎮要落實責任，加強巡查，確保安全。\n"
    (pages / "faulty.txt").write_text(page, encoding="utf-8")
    assert "2022-05-31" not in run("clean", "faulty.txt", cwd=pages).stdout.decode()
    assert "2022-05-31" in run("clean", "--preset", "page", "faulty.txt", cwd=pages).stdout.decode()


def test_wrong_settings_by_path_are_refused(run, pages) -> None:
    for line in (
        "per-path = 3",
        '[per-path]\n"a" = 3',
        '[per-path]\n"a" = { include = ["x"] }',
        '[per-path]\n"[a]*" = { select = ["X9"] }',
        '[per-path]\n"[a]*" = { preset = "none" }',
        '[per-path]\n"[a]*" = { encoding = "none" }',
        '[per-path]\n"[a]*" = { script = "none" }',
    ):
        (pages / "zhengwen.toml").write_text(line + "\n", encoding="utf-8")
        done = run("check", "faulty.txt", cwd=pages)
        assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1), line
        assert done.stderr.decode().startswith(f"zhengwen: {pages}/zhengwen.toml: "), line


def test_patterns_start_from_the_folder_of_the_settings(run, tmp_path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "one.txt").write_text("会议于2022年2月30日召开。\n", encoding="utf-8")
    (tmp_path / "zhengwen.toml").write_text('[per-path]\n"laws/*" = { ignore = ["N006"] }\n', encoding="utf-8")
    assert run("check", "one.txt", cwd=laws).returncode == 0
    assert run("check", "laws/one.txt").returncode == 0
    assert run("check", laws / "one.txt").returncode == 0
