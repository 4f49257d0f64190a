"""What pages cost that nobody publishes: CPU time and memory for each byte, beside a sound page of the same size.

    python tests/benchmarks/bench_hostile.py [--sizes 10,100,1000,10000] [--limit 120] [KIND ...]

Every page is cleaned in a process of its own, so that its peak memory can be told. Sizes are kilobytes of UTF-8. A
sound page is measured first at each size; the last columns say how many times as much a kind costs for each byte, and
how many bytes of memory it takes for each of its bytes above the first 150 MB. `!` marks what is over the bounds (20
times, but a second is free; 12 bytes), `-` what was stopped at the limit of CPU seconds. The exit code is 1 if anything
is over a bound.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pages"
MOST_TIMES_SOUND = 20
FREE_MEGABYTES = 150
MOST_BYTES_A_BYTE = 12
SOUND = "sound"
ALLOWANCE = 1.0  # CPU seconds that any page may take, however small: a short garbled page is worth them
SENTENCE = (
    "第{n}条 县级以上人民政府{w}部门应当自收到第{k}号申请之日起{d}日内，对{v}事项进行审查，并将结果书面告知申请人。"
)
WORDS = "安全生产监督管理公共资源交易政务服务环境保护教育文化卫生健康交通运输水利林业农业农村住房城乡建设"


def sound(size: int) -> str:
    """Articles that have one form and different words."""
    articles = (
        SENTENCE.format(n=n, w=WORDS[n % 40 :][:6], k=n * 7 % 997, d=n % 30 + 1, v=WORDS[n * 3 % 40 :][:7])
        for n in count(1)
    )
    return cut("\n\n".join(islice(articles, size // 200 + 2)), size)


def cut(text: str, size: int) -> str:
    """As much of a text as makes `size` bytes."""
    return text.encode("utf-8", "surrogatepass")[:size].decode("utf-8", "ignore")


def repeated(unit: str) -> Callable[[int], str]:
    """A page of one piece again and again."""
    width = len(unit.encode("utf-8", "surrogatepass"))
    return lambda size: unit * max(size // width, 1)


def chosen(characters: str, *, line: int = 0) -> Callable[[int], str]:
    """A page of characters at random, in lines of so many if it has lines."""

    def make(size: int) -> str:
        width = sum(len(one.encode("utf-8", "surrogatepass")) for one in characters) / len(characters)
        found = "".join(random.Random(7).choices(characters, k=int(size / width)))
        return "\n".join(found[at : at + line] for at in range(0, len(found), line)) if line else found

    return make


def misread(wrong: str, true: str = "utf-8", times: int = 1, between: str = "") -> Callable[[int], str]:
    """A sound page that was read in a wrong charset, so many times, with something between its characters."""

    def make(size: int) -> str:
        text = sound(size // 2 ** (times - 1))
        for _ in range(times):
            text = text.encode(true, "ignore").decode(wrong, "replace")
            text = between.join(text) if between else text
        return cut(text, size)

    return make


def halves(change: int) -> Callable[[int], str]:
    """Two halves that differ in one character of so many."""

    def make(size: int) -> str:
        half = sound(size // 2)
        other = "".join("某" if n % change == change - 1 and one > "一" else one for n, one in enumerate(half))
        return f"{half}\n{other}"

    return make


def markup(unit: str) -> Callable[[int], str]:
    """A page of HTML that says the same again and again in its body."""
    return lambda size: f"<html><body>{repeated(unit)(size)}</body></html>"


KINDS: dict[str, Callable[[int], str]] = {
    SOUND: sound,
    "mojibake": misread("latin-1"),
    "mojibake of cp1252": misread("cp1252"),
    "mojibake of GBK": misread("gbk"),
    "mojibake twice": misread("latin-1", times=2),
    "mojibake twice, zero-width": misread("latin-1", times=2, between="\N{ZERO WIDTH SPACE}"),
    "mojibake, zero-width": misread("latin-1", between="\N{ZERO WIDTH SPACE}"),
    "GBK in cp1252": misread("cp1252", "gbk"),
    "GBK in Big5": misread("big5", "gbk"),
    "lines of …": repeated("…\n"),
    "lines of … and words": repeated("通知……\n"),
    "one line of …": repeated("…"),
    "high bytes at random": chosen("".join(map(chr, range(0x80, 0x100)))),
    "high bytes at random, lines": chosen("".join(map(chr, range(0x80, 0x100))), line=40),
    "crosses": repeated("×\n"),
    "near-equal halves": halves(50),
    "halves, every 7th differs": halves(7),
    "plain BMP": chosen("".join(map(chr, range(0x4E00, 0x9FA6)))),
    "plain BMP, lines": chosen("".join(map(chr, range(0x4E00, 0x9FA6))), line=40),
    "any of Unicode": chosen("".join(chr(n) for n in range(0x20, 0x30000, 7) if not 0xD800 <= n < 0xE000)),
    "opening brackets": repeated("("),
    "closing brackets": repeated("）"),
    "brackets in pairs": repeated("（）"),
    "quotes": repeated('“”"'),
    "digits and 月": repeated("20225月"),
    "digits": chosen("0123456789"),
    "dates with spaces": repeated("2 0 2 2 年 5 月 1 日 "),
    "one character": repeated("中"),
    "one sentence": repeated("本条例自公布之日起施行，由县人民政府负责解释。\n"),
    "one sentence, no lines": repeated("本条例自公布之日起施行，由县人民政府负责解释。"),
    "keywords in lines": repeated("棋牌平台\n"),
    "keywords with bars": repeated("棋牌|"),
    "addresses": repeated('<a href="http://www.example.cc">'),
    "spaces": repeated(" "),
    "ideographic spaces, words": repeated("通　知 "),
    "line ends": repeated("\n"),
    "line ends and spaces": repeated(" \n"),
    "zero-width spaces": repeated("中\N{ZERO WIDTH SPACE}"),
    "surrogates": repeated("\udc80"),
    "lost bytes": repeated("中\N{REPLACEMENT CHARACTER}国"),
    "entities": repeated("&amp;"),
    "entities of ideographs": repeated("&#20013;"),
    "escapes": repeated("\\u4e2d"),
    "private use": repeated("\ue000中"),
    "radicals": repeated("⼀⼆"),
    "commas": repeated(","),
    "commas between words": repeated("指导下,开展"),
    "full stops": repeated("。"),
    "hyphens": repeated("-"),
    "letters": repeated("a"),
    "words": repeated("lorem ipsum "),
    "tabs": repeated("\t甲"),
    "code": repeated("if (x) { y = f(x); }\n"),
    "footer lines": repeated("网站标识码：4502040001 版权所有：某某市人民政府\n"),
    "menus": repeated("首页 政务公开 办事服务 互动交流 走进某市\n"),
    "bylines": repeated("来源：某某网 发布时间：2022-05-01 浏览次数：10\n"),
    "titles": repeated("关于印发某某办法的通知\n"),
    "both scripts": repeated("后來發展業务國家关係"),
    "over-converted": repeated("皇後公裏乾部"),
    "page wrapped at ten": lambda size: "\n".join(sound(size)[at : at + 10] for at in range(0, size // 3, 10)),
    "body a thousand times": lambda size: "\n×\n".join([sound(max(size // 1000, 100))] * 1000)[: size // 2],
    "samples joined": repeated((SAMPLES / "everything.txt").read_text(encoding="utf-8")),
    "HTML: nested": markup("<div>"),
    "HTML: nested, closed": lambda size: markup("<div>中")(size // 2) + "</div>" * (size // 12),
    "HTML: inline elements": markup("<b>中</b>"),
    "HTML: cells": lambda size: "<html><body><table><tr>" + repeated("<td>中</td>")(size) + "</table></body></html>",
    "HTML: style attributes": markup('<p style="color:red;font-size:0.1px">中</p>'),
    "HTML: rules": lambda size: (
        f"<html><style>{repeated('.a .b>p{display:none}')(size)}</style><body><p class=a>中</body></html>"
    ),
    "HTML: rules and elements": lambda size: (
        "<html><style>"
        + "".join(f".a{n} .b{n}{{display:none}}" for n in range(size // 60))
        + "</style><body>"
        + "".join(f'<p class="a{n} b{n}">中</p>' for n in range(size // 60))
    ),
    "HTML: comments": markup("<!-- 中 -->"),
    "HTML: links": markup('<a href="/a.html">中国</a> '),
}


def cost(kind: str, size: int, limit: int) -> tuple[float, float] | None:
    """CPU seconds and megabytes that a page takes in a process of its own; `None` if it took longer than the limit."""
    done = subprocess.run(  # this file
        [sys.executable, __file__, "--one", kind, "--bytes", str(size), "--limit", str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stderr[-300:], file=sys.stderr) if "Traceback" in done.stderr else None
        return None
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def clean_one(kind: str, size: int, limit: int) -> None:
    """Clean one page, and print what it took."""
    import zhengwen

    pipeline = zhengwen.Pipeline.default()
    for warm in sorted(SAMPLES.glob("*.txt"))[:20]:
        pipeline.run(warm.read_bytes())  # what is read on first use is read
    page = KINDS[kind](size)
    before = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (before + limit, before + limit + 5))
    start = time.process_time()
    pipeline.run(page)
    spent = time.process_time() - start
    print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="*", help="only kinds whose names hold one of these")
    parser.add_argument("--sizes", default="10,100,1000,10000", help="kilobytes of the pages")
    parser.add_argument("--limit", type=int, default=120, help="CPU seconds after which a page is stopped")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--bytes", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        clean_one(given.one, given.bytes, given.limit)
        return 0
    over = 0
    print(f"{'kind':<30}{'KB':>8}{'CPU s':>9}{'s/MB':>8}{'MB':>8}{'times':>8}{'bytes':>8}")
    for size in (int(one) * 1000 for one in given.sizes.split(",")):
        base, _ = cost(SOUND, size, given.limit) or (0.0, 0.0)
        for kind in KINDS:
            if given.kind and kind != SOUND and not any(part in kind for part in given.kind):
                continue
            found = cost(kind, size, given.limit)
            if found is None:
                print(f"{kind:<30}{size // 1000:>8}{'-':>9} !", flush=True)
                over += 1
                continue
            seconds, megabytes = found
            times = seconds / max(base, 1e-6)
            memory = max(megabytes - FREE_MEGABYTES, 0) * 1e6 / size
            bad = seconds > max(MOST_TIMES_SOUND * base, ALLOWANCE) or memory > MOST_BYTES_A_BYTE
            over += bad
            print(
                f"{kind:<30}{size // 1000:>8}{seconds:>9.3f}{seconds / size * 1e6:>8.2f}{megabytes:>8.0f}{times:>8.1f}"
                f"{memory:>8.1f}{' !' if bad else ''}",
                flush=True,
            )
    return over > 0


if __name__ == "__main__":
    sys.exit(main())
