"""Near-duplicates: planted pairs are found, others are not, and documents from one template are kept."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")

from zhengwen.corpus.near_duplicates import (  # noqa: E402  # behind what skips without it, or the path
    Cluster,
    Member,
    MinHash,
    best,
    candidates,
    compare,
    components,
    digest,
    digests,
    find_duplicates,
    similarity,
)

sys.path.insert(0, str(Path(__file__).parent))
import made_cases  # noqa: E402  # behind what skips without it, or the path
import made_forms  # noqa: E402  # behind what skips without it, or the path
import made_pairs  # noqa: E402  # behind what skips without it, or the path

IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x9FA0)]


def planted(draw: random.Random, length: int, share: float, *, block: bool) -> tuple[str, str]:
    """Return a text of random ideographs, and a copy with a share replaced, in one block or in scattered places."""
    text = draw.choices(IDEOGRAPHS, k=length)
    copy = list(text)
    count = int(length * share)
    start = draw.randrange(length - count + 1)
    for place in range(start, start + count) if block else draw.sample(range(length), count):
        copy[place] = draw.choice(IDEOGRAPHS)
    return "".join(text), "".join(copy)


def _share(one: str, other: str) -> float:
    """Return the Jaccard similarity of the runs of five characters."""
    mine, theirs = ({text[n : n + 5] for n in range(len(text) - 4)} for text in (one, other))
    return len(mine & theirs) / len(mine | theirs)


class TestRecallAndPrecision:
    def test_planted_pairs_are_found_and_no_others(self) -> None:
        draw = random.Random(7)
        pairs = [
            planted(draw, int(10 ** draw.uniform(2, 4.3)), draw.uniform(0, 0.2 if block else 0.04), block=block)
            for block in (False, True)
            for _ in range(150)
        ]
        texts = [text for pair in pairs for text in pair]
        order = draw.sample(range(len(texts)), len(texts))
        place = {number: at for at, number in enumerate(order)}
        found = {
            frozenset((cluster.kept, other))
            for cluster in find_duplicates([texts[number] for number in order])
            for other in cluster.others
        }
        truth = {
            frozenset((place[2 * number], place[2 * number + 1]))
            for number, pair in enumerate(pairs)
            if similarity(*pair) >= 0.8
        }
        assert len(truth) > 100
        assert len(found & truth) >= 0.97 * len(truth)
        assert len(found & truth) >= 0.99 * len(found)

    def test_copies_that_are_alike_as_they_stand_count_though_they_fall_short_without_their_marks(self) -> None:
        one, other = made_cases.alike_as_it_stands()
        bare = [side.replace("，", "") for side in (one, other)]
        assert _share(*bare) < 0.8 <= _share(one, other)
        assert similarity(one, other) == pytest.approx(_share(one, other))
        assert compare(one, other) == pytest.approx(_share(one, other))
        assert compare(*bare) is None
        (cluster,) = find_duplicates([one, other])
        assert cluster.similarities == (pytest.approx(_share(one, other), abs=1e-6),)

    @pytest.mark.parametrize("threshold", [0.5, 0.7, 0.8, 0.9, 1.0])
    def test_the_bands_fit_the_threshold(self, threshold: float) -> None:
        minhash = MinHash(threshold)
        assert 1 - (1 - threshold**minhash.rows) ** minhash.bands >= 0.995
        assert minhash.rows * minhash.bands <= minhash.size

    def test_sketches_estimate_the_similarity(self) -> None:
        draw, minhash = random.Random(3), MinHash()
        errors = []
        for _ in range(60):
            one, other = planted(draw, 800, draw.uniform(0, 0.1), block=False)
            sketches = minhash.sketch([one, other])
            errors.append(minhash.estimate(sketches[0], sketches[1]) - similarity(one, other))
        assert abs(sum(errors) / len(errors)) < 0.02
        assert max(map(abs, errors)) < 0.2

    def test_a_sketch_does_not_depend_on_the_texts_beside_it(self) -> None:
        draw, minhash = random.Random(4), MinHash()
        texts = ["".join(draw.choices(IDEOGRAPHS, k=draw.choice((0, 3, 5, 9, 90, 900, 9000)))) for _ in range(120)]
        together = minhash.sketch(texts)
        for number in draw.sample(range(len(texts)), 30):
            assert (minhash.sketch([texts[number]])[0] == together[number]).all()


class TestTemplates:
    def test_documents_of_one_template_are_not_duplicates_unless_asked(self) -> None:
        kept = alike = 0
        for template in made_pairs.TEMPLATES:
            for seed in range(60):
                draw = random.Random(seed)
                one, other = template(draw), template(draw)
                if similarity(one, other) >= 0.7:
                    alike += 1
                    kept += compare(one, other, threshold=0.7) is None
                    assert compare(one, other, threshold=0.7, templates=True) is not None
        assert alike >= 100
        assert kept >= 0.94 * alike

    @pytest.mark.parametrize("kind", made_pairs.COPIES)
    def test_copies_of_one_document_are(self, kind: str) -> None:
        found = alike = 0
        for text in (made_pairs.NOTICE, made_pairs.REPORT, *(make(random.Random(5)) for make in made_pairs.TEMPLATES)):
            for seed in range(5):
                one, other = made_pairs.COPIES[kind](random.Random(seed), text)
                if similarity(one, other) >= 0.8:
                    alike += 1
                    found += compare(one, other) is not None
        assert alike >= 20
        assert found >= 0.95 * alike

    @pytest.mark.parametrize("form", made_cases.FORMS)
    def test_forms_whose_slots_have_no_label_are_two_documents(self, form: str) -> None:
        kept = alike = 0
        for seed in range(10):
            one, other = made_cases.of_one_form(made_cases.FORMS[form], seed)
            alike += similarity(one, other) >= 0.6
            kept += similarity(one, other) >= 0.6 and compare(one, other, threshold=0.6) is None
        assert alike >= 8
        assert kept >= 0.9 * alike

    @pytest.mark.parametrize("value", made_cases.ONE_VALUE)
    def test_one_value_in_a_long_document_makes_two(self, value: str) -> None:
        was, now = made_cases.ONE_VALUE[value]
        one, other = made_pairs.NOTICE.replace(was, now), made_pairs.NOTICE
        assert one != other
        assert compare(one, other, threshold=0.5) is None
        assert compare(one, other, threshold=0.5, templates=True) is not None

    @pytest.mark.parametrize("kind", made_cases.CARELESS)
    def test_careless_copies_are_one_document(self, kind: str) -> None:
        forms = [made_cases.filled(form, random.Random(3)) for form in made_cases.FORMS.values()]
        found = alike = 0
        for number, text in enumerate((made_pairs.NOTICE, made_pairs.REPORT, made_cases.LONG, *forms)):
            for seed in range(3):
                copy = made_cases.CARELESS[kind](random.Random(100 * seed + number), text)
                if similarity(text, copy) >= 0.8:
                    alike += 1
                    found += compare(text, copy) is not None
        assert alike >= 5
        assert found >= 0.94 * alike

    @pytest.mark.parametrize("case", made_cases.FIGURES)
    def test_a_figure_that_lost_characters(self, case: str) -> None:
        (one, other), are_one = made_cases.FIGURES[case]
        assert (compare(one, other) is not None) is are_one
        assert (compare(other, one) is not None) is are_one
        assert compare(one, other, templates=True) is not None

    def test_a_long_copy_that_lost_thousands_of_characters_is_one_document(self) -> None:
        draw = random.Random(6)
        text = "".join(f"{''.join(draw.choices(IDEOGRAPHS, k=60))}{draw.randint(100, 999)}，" for _ in range(3000))
        places = {place for place in range(0, len(text), 90) if text[place] != "，"}
        copy = "".join(one for place, one in enumerate(text) if place not in places)
        assert len(places) > 2000
        assert compare(text, copy) is not None

    def test_documents_whose_values_happen_to_be_a_digit_shorter_both_stay(self) -> None:
        draw, taken_for_one, alike = random.Random(1), 0, 0
        for _ in range(600):
            one, other = made_forms.of_one_form(draw)[1:]
            alike += similarity(one, other) >= 0.8
            taken_for_one += compare(one, other) is not None
        assert alike >= 300
        assert taken_for_one <= 0.04 * alike

    def test_what_the_site_says_is_of_neither_document(self) -> None:
        text = made_pairs.REPORT
        for one, other in (
            ("浏览次数：12", "浏览次数：9731"),
            ("来源：新华社", "来源：县政府办"),
            ("责任编辑：张伟", "责任编辑：李娜"),
        ):
            assert compare(f"{text}{one}", f"{text}{other}") is not None
        for one, other in (
            ("接待游客12万人次", "接待游客97万人次"),
            ("县长访问美国", "县长访问日本"),
            ("备案12家", "备案97家"),
        ):
            assert compare(f"{text}{one}。", f"{text}{other}。") is None

    def test_long_texts_without_marks_take_no_time_to_speak_of(self) -> None:
        draw = random.Random(8)
        text = "".join(draw.choices(IDEOGRAPHS, k=200_000))
        copy = "".join(one if draw.random() > 0.01 else draw.choice(IDEOGRAPHS) for one in text)
        begun = time.process_time()
        assert compare(text, copy) is not None
        assert time.process_time() - begun < 20

    def test_two_licences_to_two_companies_both_stay(self) -> None:
        draw = random.Random(1)
        licences = [made_pairs.licence(draw) for _ in range(30)]
        assert find_duplicates(licences) == []
        (cluster,) = find_duplicates(licences, threshold=0.7, templates=True)
        assert len(cluster.others) == 29

    def test_a_licence_that_stands_twice_among_many_is_found(self) -> None:
        draw = random.Random(2)
        licences = [made_pairs.licence(draw) for _ in range(200)]
        licences.insert(120, licences[17].replace("，", ",").replace("第三十八条", "第三十八"))
        assert find_duplicates(licences) == [Cluster(17, (120,), (pytest.approx(1.0, abs=0.1),))]


class TestExact:
    def test_marks_blanks_width_case_and_script_make_no_difference(self) -> None:
        assert digest("依法行政，Ａ１。") == digest("依 法\n行政 a1") == digest("依法行政;A1")
        assert digest("課後服務") == digest("课后服务")
        assert digest("课后服务") != digest("课前服务")

    def test_marks_and_blanks_count_where_they_part_figures(self) -> None:
        for one, other in (
            ("增长1.5%", "增长15%"),
            ("增速为-3%", "增速为3%"),
            ("12 34", "1 234"),
            ("第1、23项", "第12、3项"),
        ):
            assert digest(one) != digest(other)
        for one, other in (
            ("增长１．５％", "增长1.5%"),
            ("表 12\n34", "表12 \t 34"),
            ("共15 件", "共15件"),
            ("1. 总则", "1、总则"),
        ):
            assert digest(one) == digest(other)

    @pytest.mark.parametrize("place", range(-4, 10))
    def test_a_long_text_is_read_in_pieces_as_if_it_were_whole(self, place: int) -> None:
        before, behind = "中" * (65_536 - place), "文" * 70_000
        whole = digest(f"{before}12 34-5.6{behind}")
        assert digest(f"{before}12\n34，-5．6{behind}") == whole
        assert digest(f"{before}1234-5.6{behind}") != whole
        assert digest(f"{before}12 34-56{behind}") != whole
        text = f"{before}12 34-5.6{behind}"
        minhash = MinHash()
        assert digests(["中", text, "文"])[1] == whole
        assert (minhash.sketch(["中", text, "文"])[1] == minhash.sketch([f"{before}12。34-5.6{behind}"])[0]).all()

    def test_texts_of_marks_alone_are_told_apart(self) -> None:
        assert digest("×××") != digest("———")
        assert find_duplicates(["×××", "———", "× × ×"]) == [Cluster(0, (2,), (1.0,))]

    def test_texts_shorter_than_a_shingle_are_compared_whole(self) -> None:
        assert find_duplicates(["通知", "公告", "通 知", "通告"]) == [Cluster(0, (2,), (1.0,))]

    def test_a_page_that_stands_a_hundred_thousand_times_is_one_cluster(self) -> None:
        (cluster,) = find_duplicates([made_pairs.NOTICE] * 100_000)
        assert len(cluster.others) == 99_999


class TestClusters:
    MEMBERS = (
        Member("b", 1, length=10, faults=2, published="2021-01-01"),
        Member("a", 0, length=5, faults=2, published="2020-01-01"),
        Member("c", 2, length=10, faults=1),
    )

    @pytest.mark.parametrize(("keep", "kept"), [("first", "a"), ("longest", "b"), ("cleanest", "c"), ("newest", "b")])
    def test_policies(self, keep, kept: str) -> None:
        for members in (self.MEMBERS, self.MEMBERS[::-1]):
            assert best(members, keep).id == kept

    def test_an_unknown_policy_is_named_with_those_there_are(self) -> None:
        with pytest.raises(ValueError, match="no policy is called 'best'; the policies are first, longest"):
            best(self.MEMBERS, "best")  # type: ignore[arg-type]  # that is the test

    def test_components_of_a_long_chain_and_of_nothing(self) -> None:
        chain = np.array([(n, n + 1) for n in range(50_000)][::-1], np.int64)
        assert set(components(50_002, chain).tolist()) == {0, 50_001}
        assert components(3, np.zeros((0, 2), np.int64)).tolist() == [0, 1, 2]

    def test_a_band_that_all_share_gives_few_pairs(self) -> None:
        keys = np.full((20_000, 21), 7, np.uint64)
        assert len(candidates(keys)) <= 4 * 20_000

    def test_the_order_of_texts_makes_no_difference_to_what_is_found(self) -> None:
        draw = random.Random(9)
        texts = [made_pairs.NOTICE, made_pairs.REPORT, *(make(draw) for make in made_pairs.TEMPLATES)]
        texts += [change(draw, text)[1] for text in texts[:4] for change in made_pairs.COPIES.values()]

        def found(order: list[int]) -> set[frozenset[int]]:
            clusters = find_duplicates([texts[number] for number in order])
            return {frozenset(order[number] for number in (one.kept, *one.others)) for one in clusters}

        first = found(list(range(len(texts))))
        assert found(draw.sample(range(len(texts)), len(texts))) == first


@pytest.mark.parametrize(
    "text", ["", "\0" * 1000, "一" * 1_000_000, "\udc80" * 99, "𠀀𠀁𠀂𠀃𠀄𠀅", "1\n" * 100_000, "，" * 100_000]
)
def test_hostile_texts_are_sketched_and_compared(text: str) -> None:
    assert MinHash().sketch([text, text]).shape == (2, 128)
    assert similarity(text, text) == 1.0
    assert compare(text, text + "二") in (None, pytest.approx(1.0, abs=0.5))


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.1])
def test_a_threshold_out_of_range_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        find_duplicates(["一"], threshold=threshold)
