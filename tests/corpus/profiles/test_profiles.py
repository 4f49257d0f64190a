"""Site profiles: learning, storage, and their effect on the site's pages."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from zhengwen import Pipeline
from zhengwen.corpus.profiles import Learner, Least, ProfileError, Profiles, host_of

sys.path.insert(0, str(Path(__file__).parent))
import made_sites

SEEDS = range(0, 40, 3)


def learned(pages: list[made_sites.Made]) -> Profiles:
    learner = Learner()
    for page in pages:
        learner.add(page.url, page.text)
    return learner.profiles()


@pytest.mark.parametrize("forms", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_line_of_a_document_goes_that_stays_without_a_profile(seed: int, forms: float) -> None:
    pages, _ = made_sites.site(seed, 80, forms=forms)
    profiles, pipeline = learned(pages), Pipeline.default()
    for page in pages[:20]:
        cleaned = pipeline.run(page.text, site=profiles.site(page.url))
        kept = set(cleaned.text.split("\n"))
        alone = set(pipeline.run(page.text).text.split("\n"))
        assert [line for line in page.document if line in alone and line not in kept] == []
        assert cleaned.restore() == page.text
        assert pipeline.run(cleaned.text, site=profiles.site(page.url)).text == cleaned.text


def test_most_of_the_sites_lines_go_where_documents_are_of_many_kinds() -> None:
    left = every = 0
    pipeline = Pipeline.default()
    for seed in SEEDS:
        pages, _ = made_sites.site(seed, 80)
        site = learned(pages).site(pages[0].url)
        for page in pages[:20]:
            out = pipeline.run(page.text, site=site).text.split("\n")
            left += sum(bool(line.strip()) and line not in page.document for line in out)
            every += sum(line not in page.document for line in page.text.split("\n"))
    assert left < 0.3 * every


def test_the_order_of_pages_and_the_parts_of_a_corpus_make_no_difference() -> None:
    pages = [page for seed in (3, 4) for page in made_sites.site(seed, 60)[0]]
    whole = learned(pages).dumps()
    shuffled = random.Random(1).sample(pages, len(pages))
    first, second = Learner(), Learner()
    for number, page in enumerate(shuffled):
        (first if number % 3 else second).add(page.url, page.text)
    first.merge(second)
    assert first.profiles().dumps() == whole
    assert whole.count("[[site") > 5


def test_sites_may_be_concluded_on_apart() -> None:
    pages = [page for seed in range(5) for page in made_sites.site(seed, 40)[0]]
    learner = Learner()
    for page in pages:
        learner.add(page.url, page.text)
    whole = learner.profiles()
    apart = [part.profiles().sites for part in learner.parts(2)]
    assert len(whole.sites) == 5
    assert Profiles({host: site for sites in apart for host, site in sites.items()}).dumps() == whole.dumps()


def test_what_others_have_seen_leaves_out_pages_that_are_too_many_and_no_other() -> None:
    pages = made_sites.site(3, 60)[0]
    whole, least, parts = Learner(sample=20), Least(sample=20), [Learner(sample=20) for _ in range(3)]
    for number, page in enumerate(pages):
        whole.add(page.url, page.text)
        parts[number % 3].add(page.url, page.text, least)
    for part in parts[1:]:
        parts[0].merge(part)
    assert parts[0].profiles().dumps() == whole.profiles().dumps()
    assert whole.profiles().sites


def test_a_page_that_stands_many_times_teaches_nothing() -> None:
    page = made_sites.site(0, 1)[0][0]
    learner = Learner()
    for number in range(100):
        learner.add(f"https://www.example.cn/{number}", page.text)
        learner.add(f"https://www.example.cn/{number}", page.text.replace("处。", f"处。\n浏览{number}次", 1))
    assert learner.profiles().sites == {}


def test_a_profile_comes_back_from_its_file(tmp_path: Path) -> None:
    profiles = learned(made_sites.site(5, 60)[0])
    profiles.save(tmp_path / "sites.toml")
    assert Profiles.load(tmp_path / "sites.toml").sites == profiles.sites


def test_odd_characters_of_a_line_come_back_from_the_file(tmp_path: Path) -> None:
    pages, _ = made_sites.site(5, 60)
    tail = '"引号" \\ 反斜 \x7f\t制表 \u2028 𠀀'
    profiles = learned([page._replace(text=f"{page.text}\n{tail}\n看见青溪\udce4") for page in pages])
    profiles.save(tmp_path / "sites.toml")
    texts = [line.text for line in Profiles.load(tmp_path / "sites.toml").sites[host_of(pages[0].url)].lines]
    assert tail in texts
    assert "看见青溪?" in texts


@pytest.mark.parametrize(
    "contents",
    ["", "no = toml = file", "zhengwen-profile = 9", 'zhengwen-profile = 1\n[site."a"]\nline = 3', "\0"],
)
def test_what_is_no_profile_is_said_in_one_line(tmp_path: Path, contents: str) -> None:
    path = tmp_path / "sites.toml"
    path.write_text(contents)
    with pytest.raises(ProfileError, match=r"sites\.toml: not a profile") as caught:
        Profiles.load(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "no address", "https://", "http://[::1", "mailto:a@b.cn", "/art/1.html"])
def test_an_address_without_a_host_teaches_nothing(url: str) -> None:
    learner = Learner()
    for number in range(20):
        learner.add(url, f"{number}\n看见青溪")
    assert learner.profiles().sites == {}


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.cn",
        "https://www.example.cn/a.html?b#c",
        "https://www.example.cn?b",
        "HTTP://WWW.Example.CN:8080/a",
        "https://reader:word@www.example.cn/",
        "https://www.exam\nple.cn/",
        "ftp://www.example.cn/",
    ],
)
def test_a_host_is_what_the_address_names(url: str) -> None:
    assert host_of(url) == "www.example.cn"


@pytest.mark.parametrize(
    "text", ["", "\n" * 100_000, "×\n" * 50_000, "长" * 1_000_000, "\n".join(str(n) for n in range(100_000))]
)
def test_hostile_pages_are_read_in_bounded_memory(text: str) -> None:
    learner = Learner(sample=10)
    for number in range(12):
        learner.add("https://www.example.cn/", f"{text}\n{number}")
    learner.profiles()
