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
    assert {code[0] for code in codes} == set("CDEFNPSTW")
    fields = json.loads(run("rule", "--output-format", "json").stdout)
    assert [field["code"] for field in fields] == codes


def test_an_unknown_rule_is_one_line(run) -> None:
    done = run("rule", "X999")
    assert done.returncode == 2
    assert done.stderr.decode() == "zhengwen: no rule is called 'X999'; 'zhengwen rule' lists them\n"
