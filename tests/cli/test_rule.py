"""`zhengwen rule` through its entry point."""

import json


def test_the_page_of_a_rule_by_code_and_by_name(run) -> None:
    by_code = run("rule", "N001").stdout.decode()
    assert by_code.startswith("# ")
    assert "(N001)" in by_code.splitlines()[0]
    assert "## Why it is damage" in by_code
    name = by_code.splitlines()[0].split()[1]
    assert run("rule", name).stdout.decode() == by_code
    assert run("rule", "n001").stdout.decode() == by_code


def test_all_rules_are_listed(run) -> None:
    lines = run("rule").stdout.decode().splitlines()
    codes = [line.split()[0] for line in lines]
    assert codes == sorted(codes)
    assert {code[0] for code in codes} == set("CDEFNPSTUW")
    fields = json.loads(run("rule", "--output-format", "json").stdout)
    assert [field["code"] for field in fields] == codes


def test_an_unknown_rule_is_one_line(run) -> None:
    done = run("rule", "X999")
    assert done.returncode == 2
    assert done.stderr.decode() == "zhengwen: no rule is called 'X999'; 'zhengwen rule' lists them\n"


def test_names_mean_what_they_mean_to_select_and_in_settings(run, pages) -> None:
    family = run("rule", "spam").stdout
    assert {line.split()[0][0] for line in family.decode().splitlines()} == {"S"}
    assert run("rule", "S").stdout == run("rule", "s").stdout == run("rule", "Spam").stdout == family
    for name in ("n001", "N001", "n", "numerals", "Numerals", "N0"):
        assert run("check", "--select", name, pages / "faulty.txt").returncode == 1, name
        assert run("check", "--ignore", name, pages / "faulty.txt").returncode == 0, name
        (pages / "zhengwen.toml").write_text(f'ignore = ["{name}"]\n', encoding="utf-8")
        assert run("check", "faulty.txt", cwd=pages).returncode == 0, name
        assert b"N001" in run("rule", name).stdout, name
