"""Time a page against its size, from 10 KB up, for sound pages, faulty ones and the worst that is known.

    python tests/benchmarks/bench_sizes.py [--largest MEGABYTES] [KIND ...]

Near-linear means that the time for each megabyte stays about the same down a column. Kinds named `hostile: …` are pages
nobody publishes: what fuzzing and malice came up with.
"""

import argparse
import time
from itertools import count, islice
from pathlib import Path

import zhengwen

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FIRST = 10_000
STEP = 10
PATIENCE = 60  # seconds: a kind that took this long is not tried any larger


def sound() -> str:
    """A page of articles that have one form and different words."""
    words = "安全生产监督管理公共资源交易政务服务环境保护教育文化卫生健康交通运输水利林业农业农村住房城乡建设"
    articles = (
        f"第{n}条 县级以上人民政府{words[n % 40 : n % 40 + 6]}部门应当自收到第{n * 7 % 997}号申请之日起"
        f"{n % 30 + 1}日内，"
        f"对{words[n * 3 % 40 : n * 3 % 40 + 7]}事项进行审查，并将结果书面告知申请人。"
        for n in count(1)
    )
    return "\n\n".join(islice(articles, 30_000))


def kinds() -> dict[str, str]:
    """A long text of each kind, to be cut to size."""
    faulty = (SAMPLES / "pages" / "everything.txt").read_text(encoding="utf-8")
    sounds = sound()
    return {
        "sound": sounds,
        "body twice": "",
        "samples joined": faulty * 4000,
        "hostile: one character": "中" * 4_000_000,
        "hostile: lines of keywords": "棋牌平台\n" * 800_000,
        "hostile: keywords with bars": "棋牌|" * 1_300_000,
        "hostile: one sentence": "本条例自公布之日起施行，由县人民政府负责解释。\n" * 160_000,
        "hostile: crosses": "×\n" * 2_000_000,
        "hostile: markup": '<a href="http://www.example.cc">' * 320_000,
        "hostile: ideographs in order": "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(4_000_000)),
        "hostile: run-together dates": "20225月" * 600_000,
    }


def page(kind: str, text: str, size: int) -> str:
    """A page of `size` bytes of UTF-8."""
    if kind == "body twice":
        half = cut(sound(), size // 2)
        return f"{half}\n×\n{half}"
    return cut(text, size)


def cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="*", help="only these kinds")
    parser.add_argument("--largest", type=float, default=10, help="megabytes of the largest page")
    options = parser.parse_args()
    pipeline = zhengwen.Pipeline.default()
    pipeline.run((SAMPLES / "pages" / "everything.txt").read_bytes())  # what is read on first use is read
    print(f"{'kind':<30}{'bytes':>12}{'seconds':>10}{'s/MB':>9}")
    for kind, text in kinds().items():
        size = FIRST
        while (not options.kind or kind in options.kind) and size <= options.largest * 1e6:
            made = page(kind, text, size)
            start = time.perf_counter()
            pipeline.run(made)
            spent = time.perf_counter() - start
            print(f"{kind:<30}{size:>12,}{spent:>10.3f}{spent / size * 1e6:>9.2f}", flush=True)
            size *= STEP
            if spent > PATIENCE:
                break


if __name__ == "__main__":
    main()
