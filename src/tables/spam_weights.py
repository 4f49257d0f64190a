"""Fit the weights of spam's score and write `spam/weights.txt`: `python -m tables.spam_weights TEXTS...`.

Plain logistic regression, by gradient descent, on what the score sees of a stretch of text:

- made spam: stems of one trade from `spam/words.txt`, some with selling words, a contact, or a stem that comes again;
  and words of no trade that is known, each with a selling word;
- made look-alikes: names of companies, clinics and offices that hold a stem, and sentences that do;
- honest look-alikes: runs of one to eight open-ended lines of TEXTS (`.txt`, `.jsonl` with `text` or with `lines` and
  `keep`) that hold a stem.

Every other look-alike is held back; the share told rightly there is written into the table.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tables._command import paths
from tables.spam_stems import texts
from zhengwen.data import HERE
from zhengwen.filters.spam._lexicon import SELLING, SELLING_WORDS, STRONG, Stem, all_stems, hits, plain
from zhengwen.filters.spam._score import judge
from zhengwen.filters.spam._weights import FEATURES, features

SEED, MADE = 1, 4000
STEPS, RATE, DECAY = 6000, 0.5, 0.0002  # of the descent; DECAY keeps weights of rare features small
LONGEST_LINE, LONGEST_RUN = 120, 8  # characters of an honest line, lines of a run
SEPARATORS = ("|", " ", "_", "、", ",", "/", "\n", "★", "·")
UNKNOWN_TRADE, WEAK_TRADE = 0.25, 0.15  # of made spam: of no known trade; of weak stems alone
FILLED = 0.5  # of the pieces have other words before the stem
NAMES = "星云蓝翼飞毯梭木马顶风车雨田石玉林海龙凤鹤松梅竹兰菊桃柳"
PLACES = ("青山县", "安和市", "临川镇", "城东", "县", "某市")
ENDINGS = ("有限公司", "医院", "服务部", "中心", "门诊部", "合作社", "管理局", "营业厅")
WORK = ("整治", "检查", "宣传", "登记", "服务")
HONEST_NOVELTY = (0.2, 1.0)  # of a list on a page that speaks of its subject now and then


def made_spam(choose: random.Random) -> str:
    """A block of keywords of one trade."""
    stems = [stem for stem in all_stems() if stem.trade != SELLING_WORDS]
    trade = choose.choice(sorted({stem.trade for stem in stems}))
    mine = [stem for stem in stems if stem.trade == trade]
    strong = [stem for stem in mine if stem.weight == STRONG] or mine
    kind = choose.random()
    if kind < UNKNOWN_TRADE:
        names = ["".join(choose.sample(NAMES, 2)) for _ in range(choose.randint(1, 4))]
        pieces = [choose.choice(names) + choose.choice(_selling()).stem for _ in range(choose.randint(6, 24))]
        return choose.choice(SEPARATORS).join(pieces)
    pool = [stem for stem in mine if stem.weight != STRONG] if kind < UNKNOWN_TRADE + WEAK_TRADE else strong
    pieces = [_piece(choose, pool or strong) for _ in range(choose.randint(3, 24))]
    if choose.random() < 0.15:
        pieces.append(f"微信{choose.randint(10000, 9999999)}ab")
    return choose.choice(SEPARATORS).join(pieces)


def _piece(choose: random.Random, stems: list[Stem]) -> str:
    filler = "".join(choose.sample(NAMES, choose.randint(1, 6))) if choose.random() < FILLED else ""
    return filler + choose.choice(stems).stem + (choose.choice(_selling()).stem if choose.random() < 0.35 else "")


def _selling() -> list[Stem]:
    return [stem for stem in all_stems() if stem.weight == SELLING]


def made_look_alike(choose: random.Random) -> str:
    """A list of names, or a line of sentences, that holds stems and is honest."""
    stems = [stem.stem for stem in all_stems() if stem.trade != SELLING_WORDS]
    if choose.random() < 0.5:
        rows = [
            choose.choice(PLACES) + choose.choice(stems) + choose.choice(ENDINGS) for _ in range(choose.randint(2, 12))
        ]
        return choose.choice(("\n", " ", "、")).join(rows)
    said = (
        f"{choose.choice(PLACES)}对{choose.choice(stems)}的{choose.choice(WORK)}工作进行了"
        for _ in range(choose.randint(1, 4))
    )
    return "，".join(said)


def look_alikes(paths: list[Path], choose: random.Random) -> Iterator[str]:
    """Runs of honest lines that do not end like sentences, and hold a stem."""
    for path in paths:
        for text in texts(path, menus=True):
            run: list[str] = []
            for line in (*text.splitlines(), ""):
                line = line.strip()
                if line and len(line) <= LONGEST_LINE and line[-1] not in "。；：！？" and len(run) < LONGEST_RUN:
                    run.append(line)
                    continue
                if run and hits(plain(whole := "\n".join(run))):
                    yield whole
                run = [line] if choose.random() < 0.5 and line else []


def fitted(rows: NDArray[np.float64], spam: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights, and the bias behind them."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    weigh = np.where(spam == 1, 0.5 / spam.sum(), 0.5 / (len(spam) - spam.sum()))
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        weights -= RATE * (rows.T @ ((told - spam) * weigh) + DECAY * np.append(weights[:-1], 0))
    return weights


def main(paths: list[Path]) -> None:
    """Make, fit, write."""
    choose = random.Random(SEED)
    spam = [made_spam(choose) for _ in range(MADE)]
    honest = list(dict.fromkeys(look_alikes(paths, choose)))
    honest += [made_look_alike(choose) for _ in range(MADE)]
    rows = np.array(
        [features(judge(text), 1.0) for text in spam]
        + [features(judge(text), choose.uniform(*HONEST_NOVELTY)) for text in honest]
    )
    is_spam = np.array([1.0] * len(spam) + [0.0] * len(honest))
    mine = np.arange(len(rows)) % 2 == 0
    weights = fitted(rows[mine], is_spam[mine])
    held = ~mine
    told = (np.hstack([rows[held], np.ones((held.sum(), 1))]) @ weights >= 0) == is_spam[held]
    found, spared = told[is_spam[held] == 1].mean(), told[is_spam[held] == 0].mean()
    lines = [
        "# How much each thing that is counted in a stretch speaks for spam; made by `python -m tables.spam_weights`.",
        f"# Logistic regression on {len(spam)} blocks of made spam and {len(honest)} look-alikes that hold a stem.",
        f"# Of the half held back, {found:.1%} of the spam is found and {spared:.1%} of the look-alikes left alone.",
        *(f"{name}\t{weight:.2f}" for name, weight in zip((*FEATURES, "bias"), weights, strict=True)),
    ]
    (HERE / "spam/weights.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(paths(__doc__, more="texts"))
